//! The changes of a document that were ticked, made one after another.
//!
//! Invariant: the id of each act follows from the one-time id of the preview and from the change
//! itself. So a form that is sent again, with the same changes ticked or with others, makes none of
//! them twice; and what is said counts what was made.

use crate::form::Sent;
use crate::page::version::What;
use crate::page::voice::Voice;
use crate::seated::Seated;
use crate::trouble::{Said, Trouble};
use document::in_turn;
use proceedings::{Motion, Proposed, Words};
use text::{Amendment, DraftNo, History, Offer, Proposal, Revision};

/// The changes that were ticked, with what they are made against.
pub(super) struct Taken {
    /// The version that they are made against.
    pub(super) what: What,
    /// Whose word they are; nobody's where the team changes its own text.
    pub(super) voice: Option<Voice>,
    /// Why, where that was said.
    pub(super) reason: Option<Words>,
    /// The changes.
    pub(super) proposals: Vec<Proposal>,
}

/// A change with the form that asks for it.
struct Step {
    proposal: Proposal,
    sent: Sent,
}

/// What became of the changes so far.
#[derive(Debug, Default)]
struct Tally {
    /// How many there are.
    all: usize,
    made: usize,
    /// How many were made before, or say what stands already.
    there: usize,
    /// How many met what a colleague had changed.
    aside: usize,
    /// Whether one of them is kept and not in every room yet.
    is_on_its_way: bool,
}

impl Taken {
    /// Makes the changes, and says how many of them were made.
    pub(super) async fn made(self, seated: &mut Seated, sent: &Sent) -> Result<String, Trouble> {
        let what = self.what;
        let mut tally = Tally {
            all: self.proposals.len(),
            ..Tally::default()
        };
        let made = match what {
            What::Draft(against, _) => self.propose(seated, (against, sent), &mut tally).await,
            What::Revision(against) => self.amend(seated, (against, sent), &mut tally).await,
        };
        match made {
            Err(trouble) => Err(tally.stopped_by(trouble)),
            Ok(()) if tally.is_on_its_way => Err(Trouble::OnItsWay),
            Ok(()) => Ok(tally.told(what)),
        }
    }

    /// Proposes them to the mediation team.
    async fn propose(
        self,
        seated: &mut Seated,
        (against, sent): (DraftNo, &Sent),
        tally: &mut Tally,
    ) -> Result<(), Trouble> {
        let voice = self.voice.ok_or(Trouble::NotHere)?;
        for proposal in self.proposals {
            let own = sent.part(&named(&voice, against, &proposal));
            if seated.proceedings().happened(own.act) {
                tally.there += 1;
                continue;
            }
            let proposed = Proposed {
                against,
                proposal,
                reason: self.reason.clone(),
            };
            let motion = Motion::Propose(voice.party.clone(), proposed);
            let made = seated.act_with_word(motion, &own, voice.word.clone());
            tally.is_kept(made.await)?;
            tally.made += 1;
        }
        Ok(())
    }

    /// Makes them in the working text, each on the outcome of those before it.
    async fn amend(
        self,
        seated: &mut Seated,
        (against, sent): (Revision, &Sent),
        tally: &mut Tally,
    ) -> Result<(), Trouble> {
        let (mut base, mut left) = (against, Vec::new());
        for proposal in in_turn(self.proposals) {
            let sent = sent.part(&format!("{against:?} {proposal:?}"));
            if seated.proceedings().happened(sent.act) {
                tally.there += 1;
                base = after(history(seated)?, base, &proposal);
            } else {
                left.push(Step { proposal, sent });
            }
        }
        let history = history(seated)?;
        let mut now = history.revision();
        // how each reads against the text as it is before the first of them
        let left = left.into_iter().map(|step| {
            let offer = offered(history, base, &step.proposal);
            (step, offer)
        });
        for (step, offer) in left.collect::<Vec<_>>() {
            let amendment = match offer {
                Some(Offer::Done) => {
                    tally.there += 1;
                    continue;
                }
                Some(Offer::Fits { amendment, .. }) => Amendment {
                    against: now,
                    ..amendment
                },
                Some(Offer::Stale(_)) | None => Amendment {
                    against: base,
                    proposal: step.proposal,
                },
            };
            now = step_to(seated, (amendment, now), &step.sent, tally).await?;
        }
        Ok(())
    }
}

/// Makes one change of the working text; the revision on which the next one is made.
async fn step_to(
    seated: &mut Seated,
    (amendment, now): (Amendment, Revision),
    sent: &Sent,
    tally: &mut Tally,
) -> Result<Revision, Trouble> {
    let acted = seated.act(Motion::Amend(amendment.clone()), sent).await;
    let says_so = |seated: &Seated| {
        let history = history(seated).ok();
        let offer = history.and_then(|all| offered(all, amendment.against, &amendment.proposal));
        matches!(offer, Some(Offer::Done))
    };
    if matches!(acted, Err(Trouble::Refused(_))) && says_so(seated) {
        // a colleague made the same change in between
        tally.there += 1;
        return Ok(now);
    }
    tally.is_kept(acted)?;
    let aside = seated.sitting().set_aside();
    if aside.iter().any(|one| one.amendment.id == sent.act) {
        tally.aside += 1;
    } else {
        tally.made += 1;
    }
    Ok(after(history(seated)?, now, &amendment.proposal))
}

/// What the act of a proposal is named by.
fn named(voice: &Voice, against: DraftNo, proposal: &Proposal) -> String {
    format!("{} {against:?} {proposal:?}", voice.party)
}

fn history(seated: &Seated) -> Result<&History, Trouble> {
    seated.sitting().working_text().ok_or(Trouble::NotHere)
}

fn offered(history: &History, against: Revision, proposal: &Proposal) -> Option<Offer> {
    let proposal = proposal.clone();
    history.offer(&Amendment { against, proposal }).ok()
}

/// The revision after this one, where it came of nothing but this proposal; else this one, so that
/// what a colleague did in between is not passed over.
fn after(history: &History, at: Revision, proposal: &Proposal) -> Revision {
    let made = history.at(at).and_then(|text| proposal.applied(text).ok());
    let is_next = made.is_some() && made.as_ref() == history.at(at.next());
    if is_next { at.next() } else { at }
}

impl Tally {
    /// That an act was kept, whether or not every room has it.
    fn is_kept(&mut self, acted: Result<(), Trouble>) -> Result<(), Trouble> {
        match acted {
            Err(Trouble::OnItsWay) => {
                self.is_on_its_way = true;
                Ok(())
            }
            other => other,
        }
    }

    /// What was done, where all went through.
    fn told(&self, what: What) -> String {
        let mut told = match (what, self.made, self.all) {
            (What::Revision(_), 0, _) if self.aside == 0 => {
                "The working text says all of it already".to_owned()
            }
            (What::Draft(..), 0, _) => "The mediation team has all of them already".to_owned(),
            (What::Revision(_), made, all) => {
                format!("{made} of {all} changes are in the working text now")
            }
            (What::Draft(..), made, all) => {
                format!("The mediation team has {made} of {all} proposals now")
            }
        };
        if self.there > 0 && self.made + self.aside > 0 {
            let were = if self.there == 1 { "was" } else { "were" };
            told.push_str(&format!("; {} {were} there already", self.there));
        }
        if self.aside > 0 {
            let aside = self.aside;
            let more = format!("; where the text had moved on, both stand below ({aside})");
            told.push_str(&more);
        }
        told.push_str(match what {
            What::Revision(_) => ". No room sees them yet.",
            What::Draft(..) => ". No other room sees them.",
        });
        told
    }

    /// A trouble that came after some of the changes had been made.
    fn stopped_by(&self, trouble: Trouble) -> Trouble {
        let done = self.made + self.there + self.aside;
        if done == 0 {
            return trouble;
        }
        let said = trouble.said();
        let said = Box::new(Said {
            happened: format!(
                "{done} of {} changes are kept. The next one was not made: {}",
                self.all, said.happened
            ),
            next: format!(
                "{} Those that are kept are not made twice when the form is sent again.",
                said.next
            ),
            ..said
        });
        match trouble {
            Trouble::Asked(_) => Trouble::Asked(said),
            Trouble::Stale(_) => Trouble::Stale(said),
            Trouble::Unfit(_) => Trouble::Unfit(said),
            Trouble::Refused(_) | Trouble::Full | Trouble::Failed | Trouble::Away => {
                Trouble::Refused(said)
            }
            Trouble::NotHere
            | Trouble::SignedOut
            | Trouble::TooOften
            | Trouble::CrossSite
            | Trouble::TooLarge
            | Trouble::OnItsWay
            | Trouble::Broken => trouble,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(made: usize, there: usize, aside: usize) -> Tally {
        Tally {
            all: 5,
            made,
            there,
            aside,
            is_on_its_way: false,
        }
    }

    #[test]
    fn what_is_said_counts_what_was_made() {
        let text = What::Revision(Revision::FIRST);
        for (tally, words) in [
            (
                tally(5, 0, 0),
                "5 of 5 changes are in the working text now. ",
            ),
            (
                tally(3, 1, 1),
                "3 of 5 changes are in the working text now; 1 was there already; ",
            ),
            (tally(0, 5, 0), "The working text says all of it already. "),
            (
                tally(0, 0, 5),
                "0 of 5 changes are in the working text now; where ",
            ),
        ] {
            let told = tally.told(text);
            assert!(told.starts_with(words), "{told}");
        }
    }

    #[test]
    fn a_trouble_after_some_changes_says_how_many_are_kept() {
        let said = |made, trouble: Trouble| tally(made, 1, 0).stopped_by(trouble).said().happened;
        for trouble in [Trouble::Full, Trouble::Failed, Trouble::Away] {
            let told = said(2, trouble.clone());
            assert!(
                told.starts_with("3 of 5 changes are kept. The next one was not"),
                "{told}"
            );
            assert!(told.ends_with(&trouble.said().happened), "{told}");
            assert_eq!(tally(0, 0, 0).stopped_by(trouble.clone()), trouble);
        }
        let asked = Trouble::Asked(Box::default());
        assert!(matches!(
            tally(1, 0, 0).stopped_by(asked),
            Trouble::Asked(_)
        ));
    }

    #[test]
    fn an_act_that_is_kept_and_not_everywhere_yet_stops_nothing() {
        let mut tally = tally(0, 0, 0);
        assert_eq!(tally.is_kept(Err(Trouble::OnItsWay)), Ok(()));
        assert!(tally.is_on_its_way);
        assert_eq!(tally.is_kept(Err(Trouble::Away)), Err(Trouble::Away));
    }
}
