//! Answers that rest on figures: the joint ones for those who may have them, a party's own for its
//! delegation.

use crate::briefing::{Section, Verdict};
use crate::desk::Desk;
use crate::question::Question;
use case::PoseError;

impl Desk<'_, '_> {
    /// The answers from figures that this seat may have.
    pub(crate) fn figures(
        &self,
        _question: Question,
    ) -> Result<(Vec<Section>, Verdict), PoseError> {
        let _posed = self.view.pose()?;
        Ok((Vec::new(), Verdict::Answered))
    }
}
