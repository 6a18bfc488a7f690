//! The history of a text: each revision, and the steps between them.
//!
//! Invariant: revision `n` is the first text after `n` steps; nothing that was offered is dropped
//! without both texts to look at.

use crate::change::changes;
use crate::conflict::{moved_over, overlap};
use crate::{Amendment, AmendmentError, Change, Conflict, PointText, Proposal, Revision, Text};

/// Every revision of a text.
#[derive(Debug, Clone)]
pub struct History {
    first: Text,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    /// The proposal that was made; `None` where the whole text was put in place of another.
    made: Option<Proposal>,
    text: Text,
}

/// What comes of an amendment that is offered to the text as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It fits.
    Fits {
        /// The amendment as it reads against the text now.
        amendment: Amendment,
        /// The text with it.
        text: Text,
    },
    /// The text says so already.
    Done,
    /// The text has changed where it would change it: both are shown.
    Stale(Box<Stale>),
}

/// An amendment that the text has overtaken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Where it meets what was done since.
    pub conflict: Conflict,
    /// The text as the amendment would have had it.
    pub wanted: Text,
    /// The revision that overtook it.
    pub overtaken_by: Revision,
}

impl History {
    /// A history that begins with this text.
    #[must_use]
    pub const fn new(first: Text) -> Self {
        Self {
            first,
            steps: Vec::new(),
        }
    }

    /// The text as it is now.
    #[must_use]
    pub fn text(&self) -> &Text {
        self.steps.last().map_or(&self.first, |step| &step.text)
    }

    /// The revision of the text as it is now.
    #[must_use]
    pub fn revision(&self) -> Revision {
        Revision::new(u32::try_from(self.steps.len()).unwrap_or(u32::MAX))
    }

    /// The text at a revision.
    #[must_use]
    pub fn at(&self, revision: Revision) -> Option<&Text> {
        match usize::try_from(revision.amendments()).ok()?.checked_sub(1) {
            None => Some(&self.first),
            Some(step) => self.steps.get(step).map(|step| &step.text),
        }
    }

    /// What would come of an amendment, made against this or an earlier revision.
    ///
    /// # Errors
    /// Refuses an amendment that does not fit the revision which it names.
    pub fn offer(&self, amendment: &Amendment) -> Result<Offer, AmendmentError> {
        let known = self.at(amendment.against);
        let base = known.ok_or(AmendmentError::NoSuchRevision(amendment.against))?;
        let wanted = amendment.proposal.applied(base)?;
        let (mut base, mut proposal) = (base, amendment.proposal.clone());
        let mut revision = amendment.against;
        let since = usize::try_from(revision.amendments()).unwrap_or(usize::MAX);
        for step in self.steps.iter().skip(since) {
            revision = revision.next();
            match past(&proposal, base, step) {
                Ok(Some(moved)) => proposal = moved,
                Ok(None) => return Ok(Offer::Done),
                Err(conflict) => {
                    return Ok(Offer::Stale(Box::new(Stale {
                        conflict,
                        wanted,
                        overtaken_by: revision,
                    })));
                }
            }
            base = &step.text;
        }
        Ok(Offer::Fits {
            text: proposal.applied(base)?,
            amendment: Amendment {
                against: revision,
                proposal,
            },
        })
    }

    /// Takes an amendment made against the text as it is now.
    ///
    /// # Errors
    /// Refuses one that was made against another revision, or does not fit.
    pub fn amend(&mut self, amendment: Amendment) -> Result<(), AmendmentError> {
        if amendment.against != self.revision() {
            return Err(AmendmentError::NoSuchRevision(amendment.against));
        }
        let text = amendment.proposal.applied(self.text())?;
        let made = Some(amendment.proposal);
        self.steps.push(Step { made, text });
        Ok(())
    }

    /// Puts a whole text in place of the one there is, as when it is renumbered or a draft from
    /// outside is taken over.
    pub fn replace(&mut self, text: Text) {
        self.steps.push(Step { made: None, text });
    }
}

/// The proposal past one step; `None` where the step has done it.
fn past(proposal: &Proposal, base: &Text, step: &Step) -> Result<Option<Proposal>, Conflict> {
    if let Some(made) = &step.made {
        return match proposal.conflict(base, made) {
            Some(conflict) => Err(conflict),
            None => Ok(proposal.moved_over(made)),
        };
    }
    let Proposal::Change {
        point,
        changes: own,
    } = proposal
    else {
        let same = base.points().iter().map(|point| point.id());
        let same = same.eq(step.text.points().iter().map(|point| point.id()));
        return if same {
            Ok(Some(proposal.clone()))
        } else {
            Err(Conflict::Together)
        };
    };
    let gone = || Conflict::Gone(point.clone());
    let was = base.point(point).ok_or_else(gone)?;
    let now = step.text.point(point).ok_or_else(gone)?;
    let left = past_changes(was, now, own);
    let left = left.map_err(|overlap| Conflict::Within(point.clone(), overlap))?;
    Ok((!left.is_empty()).then(|| Proposal::Change {
        point: point.clone(),
        changes: left,
    }))
}

fn past_changes(
    was: &PointText,
    now: &PointText,
    own: &[Change],
) -> Result<Vec<Change>, crate::Overlap> {
    let made = changes(was, now);
    match overlap(was, own, &made) {
        Some(overlap) => Err(overlap),
        None => Ok(moved_over(own, &made)),
    }
}
