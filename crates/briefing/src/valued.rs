//! What parties say of what they value, for a page: as it was said, what of it cannot hold
//! together, what follows from it, and what to ask next.
//!
//! Invariant: a seat reads of its own party's words; what sets several parties' words side by side,
//! and what to ask, is for the mediation team alone.

use crate::briefing::{Briefing, Section, Verdict};
use crate::desk::Desk;
use crate::prepare::BriefingError;
use crate::question::Question;
use crate::section::answers::Query;
use crate::section::ask::Issued;
use crate::section::robust::Counter;
use case::View;
use disclosure::{PartyId, Seat};
use problem::Effort;

/// What one party has said of what it values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valued {
    /// Each statement in words, in the order of the case.
    pub statements: Vec<String>,
    /// Whether they can hold together, and what does not; nothing where nothing was said.
    pub reading: Option<Section>,
}

/// What a party has said, as far as this seat may know it; nothing in a live case.
#[must_use]
pub fn valued(view: &View<'_>, party: &PartyId, effort: &Effort<'_>) -> Option<Valued> {
    let desk = Desk::of(view, effort);
    let posed = view.pose_said().ok()?;
    let (at, _) = posed.posed.parties.iter().find(|(_, id)| *id == party)?;
    let said = posed.said.get(at)?;
    let statements = said.words.rows();
    let statements = statements.map(|(statement, by)| desk.statement_words(statement, by));
    Some(Valued {
        statements: statements.collect(),
        reading: (!said.words.is_empty()).then(|| desk.held_together(&posed, |one| one == party)),
    })
}

/// The questions worth asking of a party, best first; nothing for any other seat than the mediation
/// team, and nothing where what was said cannot hold together. Of a draft that the party neither
/// sees in the case nor was given since it is not asked.
#[must_use]
pub fn questions_to(
    view: &View<'_>,
    (party, issued): (&PartyId, &Issued),
    effort: &Effort<'_>,
) -> Vec<Query> {
    if *view.seat() != Seat::Mediator {
        return Vec::new();
    }
    let desk = Desk::of(view, effort);
    let found = view.pose_said().ok().and_then(|posed| {
        let compared = desk.compared(&posed)?;
        desk.questions_to(party, &posed, &compared, issued)
    });
    found.unwrap_or_default()
}

/// How packages stand over all that parties may want, with the draws counted by a way of the
/// caller's, as with [`prepare`](crate::prepare) and [`Question::Robust`].
///
/// # Errors
/// When this seat is not the mediation team's, or nothing was said.
pub fn robust_by(
    view: &View<'_>,
    (draws, counter): (u64, Counter<'_>),
    effort: &Effort<'_>,
) -> Result<Briefing, BriefingError> {
    let desk = Desk::of(view, effort);
    let posed = match view.seat() {
        Seat::Mediator => desk.heard(),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => None,
    };
    let posed = posed.ok_or(BriefingError::NothingToSay(Question::Robust))?;
    let mut sections = vec![desk.said(&posed)];
    sections.extend(desk.robust_by(&posed, draws, counter));
    Ok(desk.bound(sections, Verdict::Answered))
}

/// The same, with the draws counted here.
///
/// # Errors
/// As [`robust_by`].
pub fn robust(view: &View<'_>, draws: u64, effort: &Effort<'_>) -> Result<Briefing, BriefingError> {
    robust_by(
        view,
        (draws, &|robust, draws| robust.counts(draws, effort)),
        effort,
    )
}
