//! Declared clashes: what has been said in public that cannot hold together.

use crate::briefing::{Found, Section};
use crate::desk::Desk;
use crate::reach;
use analysis::clash::clashes;
use disclosure::{ReleaseClass, Seat};

impl Desk<'_, '_> {
    /// The smallest sets of declared rejections and red lines that no package meets together.
    ///
    /// Nothing for a delegation or partner unless all of it is public: a clash would tell one
    /// side's confidence beside another's.
    pub(crate) fn declared_clashes(&self) -> Option<Section> {
        let posed = self.view.pose_declared().ok()?;
        if posed.class != ReleaseClass::Public && *self.view.seat() != Seat::Mediator {
            return None;
        }
        let names = self.names(&posed);
        let demands = posed.problem.demands();
        if demands.is_empty() {
            return None;
        }
        let claim = clashes(&posed.problem, &demands, self.effort);
        let checked = posed.problem.clashes_hold(&claim.answer, &demands);
        let heading = match claim.answer.clashes.len() {
            0 => "What has been declared leaves a way through".to_owned(),
            1 => "What has been declared clashes in one place".to_owned(),
            count => format!("What has been declared clashes in {count} places"),
        };
        let sentence = |clash: &problem::Clash| names.demands(&clash.demands);
        let sentences = claim.answer.clashes.iter().map(sentence).collect();
        let found = Found {
            what: "Declared clashes".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if checked {
                "each was checked to be as small as it can be".into()
            } else {
                "a clash failed its check: treat this section as wrong".into()
            },
        };
        let words = if claim.answer.clashes.is_empty() {
            "Some package meets every declared rejection and red line that is stated on options: \
             no set of them closes the way alone. Who rejected what stands with the options."
        } else {
            "Each line is a smallest set of rejections and red lines, as declared, that no \
             package meets together: leave out any one of them and the rest can be met."
        };
        let section = Section::new("declared", heading).say(words);
        Some(section.list(sentences).found(found))
    }
}
