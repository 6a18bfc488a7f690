//! The history of a text: each revision, and the steps between them.
//!
//! Invariant: revision `n` is the first text after `n` steps; nothing that was offered is dropped
//! without both texts to look at.

use crate::change::changes;
use crate::conflict::{moved_over, overlap};
use crate::{
    Amendment, AmendmentError, Change, Conflict, Overlap, PointText, Proposal, Revision, Text,
};

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

    /// Where two amendments that wait would meet if both were taken, whichever came first. One that
    /// the text has overtaken, or says already, meets nothing: what becomes of it is its own
    /// [`Offer`].
    ///
    /// # Errors
    /// Refuses an amendment that does not fit the revision which it names.
    pub fn conflict(
        &self,
        one: &Amendment,
        other: &Amendment,
    ) -> Result<Option<Conflict>, AmendmentError> {
        match (self.offer(one)?, self.offer(other)?) {
            (
                Offer::Fits { amendment: one, .. },
                Offer::Fits {
                    amendment: other, ..
                },
            ) => Ok(one.proposal.conflict(self.text(), &other.proposal)),
            (Offer::Fits { .. } | Offer::Done | Offer::Stale(_), _) => Ok(None),
        }
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

fn past_changes(was: &PointText, now: &PointText, own: &[Change]) -> Result<Vec<Change>, Overlap> {
    let made = changes(was, now);
    match overlap(was, own, &made) {
        Some(overlap) => Err(overlap),
        None => Ok(moved_over(own, &made)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PointParts, Print, pasted};
    use case::{Language, PointId, Wording};
    use proptest::prelude::*;

    const DRAFT: &str = "1. The quota is 40 boats.\n2. They leave in May.\n3. They meet again.";

    fn text(draft: &str) -> Text {
        pasted(draft, &Language::english()).unwrap()
    }

    fn printed(text: &Text) -> String {
        text.printed(&Language::english(), Print::Bracketed)
    }

    /// An amendment that makes a point of a draft what it is in another.
    fn amendment(against: Revision, was: &Text, now: &Text, point: &str) -> Amendment {
        let point = PointId::new(point);
        let (was, now) = (was.point(&point).unwrap(), now.point(&point).unwrap());
        let proposal = Proposal::between(was, now).unwrap();
        Amendment { against, proposal }
    }

    fn new_point(id: &str) -> PointText {
        PointText::new(PointParts {
            id: PointId::new(id),
            number: None,
            title: Wording::english(id),
            body: std::collections::BTreeMap::new(),
            brackets: Vec::new(),
        })
        .unwrap()
    }

    #[test]
    fn an_amendment_made_late_lands_on_what_others_have_changed_elsewhere() {
        let base = text(DRAFT);
        let one = text(&DRAFT.replace("40", "35"));
        let two = text(&DRAFT.replace("boats", "ships"));
        let mut history = History::new(base.clone());
        history
            .amend(amendment(Revision::FIRST, &base, &one, "p1"))
            .unwrap();
        let late = amendment(Revision::FIRST, &base, &two, "p1");
        // "40" and "boats" have only a blank between them
        let Offer::Stale(stale) = history.offer(&late).unwrap() else {
            panic!("it fits");
        };
        assert_eq!(printed(&stale.wanted), printed(&two));
        assert_eq!(history.text(), &one);
        let two = text(&DRAFT.replace("The quota", "The limit"));
        let late = amendment(Revision::FIRST, &base, &two, "p1");
        let Offer::Fits {
            text: both,
            amendment,
        } = history.offer(&late).unwrap()
        else {
            panic!("it does not fit");
        };
        assert!(printed(&both).contains("The limit is 35 boats."));
        assert_eq!(amendment.against, Revision::new(1));
    }

    #[test]
    fn proposals_that_wait_meet_whatever_revision_they_were_made_against() {
        let base = text(DRAFT);
        let next = text(&DRAFT.replace("They leave", "Both leave"));
        let (may, june) = (next.clone(), text(&DRAFT.replace("May", "June")));
        let july = text(
            &DRAFT
                .replace("They leave", "Both leave")
                .replace("May", "July"),
        );
        let mut history = History::new(base.clone());
        let early = amendment(Revision::FIRST, &base, &june, "p2");
        history
            .amend(amendment(Revision::FIRST, &base, &next, "p2"))
            .unwrap();
        let late = amendment(Revision::new(1), &may, &july, "p2");
        let met = history.conflict(&early, &late).unwrap();
        let place = Overlap::Words(Language::english());
        let expected = Some(Conflict::Within(PointId::new("p2"), place));
        assert_eq!(met, expected);
        assert_eq!(history.conflict(&late, &early).unwrap(), expected);
        assert_eq!(history.conflict(&late, &late).unwrap(), None);
    }

    #[test]
    fn an_amendment_that_others_have_made_already_is_done() {
        let (base, now) = (text(DRAFT), text(&DRAFT.replace("May", "June")));
        let mut history = History::new(base.clone());
        let made = amendment(Revision::FIRST, &base, &now, "p2");
        history.amend(made.clone()).unwrap();
        assert_eq!(history.offer(&made).unwrap(), Offer::Done);
    }

    #[test]
    fn renumbering_keeps_what_is_on_its_way() {
        let base = text(DRAFT);
        let now = text(&DRAFT.replace("May", "June"));
        let mut history = History::new(base.clone());
        let drop = Proposal::Drop {
            after: None,
            point: Box::new(base.points()[0].as_ref().clone()),
        };
        let against = Revision::FIRST;
        history
            .amend(Amendment {
                against,
                proposal: drop,
            })
            .unwrap();
        history.replace(history.text().renumbered());
        let late = amendment(Revision::FIRST, &base, &now, "p2");
        let Offer::Fits { text, .. } = history.offer(&late).unwrap() else {
            panic!("it does not fit");
        };
        let point = text.point(&PointId::new("p2")).unwrap();
        assert_eq!(point.number(), Some(1));
        assert!(printed(&text).contains("in June"));
    }

    #[test]
    fn a_change_of_a_point_that_is_gone_is_kept_beside_the_text() {
        let base = text(DRAFT);
        let now = text(&DRAFT.replace("May", "June"));
        let mut history = History::new(base.clone());
        let point = Box::new(base.points()[1].as_ref().clone());
        let proposal = Proposal::Drop {
            after: Some(PointId::new("p1")),
            point,
        };
        let undo = proposal.taken_back();
        history
            .amend(Amendment {
                against: Revision::FIRST,
                proposal,
            })
            .unwrap();
        let late = amendment(Revision::FIRST, &base, &now, "p2");
        let Offer::Stale(stale) = history.offer(&late).unwrap() else {
            panic!("it fits");
        };
        assert_eq!(stale.conflict, Conflict::Gone(PointId::new("p2")));
        history
            .amend(Amendment {
                against: Revision::new(1),
                proposal: undo,
            })
            .unwrap();
        assert_eq!(history.text(), &base);
    }

    /// A proposal against the draft, drawn from what can be done to whole points.
    fn proposal() -> impl Strategy<Value = Proposal> {
        (0_usize..4, 0_usize..3, 0_usize..4, 0_usize..3).prop_map(|(kind, at, to, word)| {
            let base = text(DRAFT);
            let id = |at: usize| (at > 0).then(|| PointId::new(format!("p{at}")));
            let point = base.points()[at].as_ref().clone();
            match kind {
                0 => Proposal::Add {
                    after: id(to),
                    point: Box::new(new_point(["x", "y", "z"][word])),
                },
                1 => Proposal::Drop {
                    after: id(at),
                    point: Box::new(point),
                },
                2 if id(to).as_ref() != Some(point.id()) => Proposal::Move {
                    point: point.id().clone(),
                    was: id(at),
                    now: id(to),
                },
                _ => {
                    let from = ["The ", "They ", "They "][at];
                    let now = text(&DRAFT.replace(from, ["A ", "Both ", "North "][word]));
                    Proposal::between(&point, now.point(point.id()).unwrap()).unwrap()
                }
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn two_proposals_conflict_or_can_be_made_in_either_order(a in proposal(), b in proposal()) {
            let base = text(DRAFT);
            let conflict = a.conflict(&base, &b);
            prop_assert_eq!(conflict.is_some(), b.conflict(&base, &a).is_some());
            if conflict.is_none() {
                let made = |first: &Proposal, second: &Proposal| {
                    let after = first.applied(&base).unwrap();
                    match second.moved_over(first) {
                        Some(second) => second.applied(&after).unwrap(),
                        None => after,
                    }
                };
                prop_assert_eq!(made(&a, &b), made(&b, &a));
            }
        }

        #[test]
        fn a_proposal_taken_back_gives_the_text_before_it(a in proposal()) {
            let base = text(DRAFT);
            let after = a.applied(&base).unwrap();
            prop_assert_eq!(a.taken_back().applied(&after).unwrap(), base);
        }

        #[test]
        fn what_is_offered_late_gives_the_same_text_as_what_came_in_time(
            a in proposal(), b in proposal(),
        ) {
            let base = text(DRAFT);
            let against = Revision::FIRST;
            let mut history = History::new(base.clone());
            history.amend(Amendment { against, proposal: a.clone() }).unwrap();
            let offer = history.offer(&Amendment { against, proposal: b.clone() }).unwrap();
            match (offer, a.conflict(&base, &b)) {
                (Offer::Fits { text, .. }, None) => {
                    let second = b.moved_over(&a).unwrap();
                    prop_assert_eq!(text, second.applied(history.text()).unwrap());
                }
                (Offer::Done, None) => prop_assert!(b.moved_over(&a).is_none()),
                (Offer::Stale(stale), Some(_)) => {
                    prop_assert_eq!(stale.wanted, b.applied(&base).unwrap());
                }
                (offer, conflict) => prop_assert!(false, "{:?} {:?}", offer, conflict),
            }
        }
    }
}
