//! The team's desk: notes, dispatches, packages, ballots.
//!
//! Invariant: no answer to a ballot is shown but to the party that gave it, from its own
//! proceedings; the team sees who has not answered yet, and after the count what came of it.

use super::Sitting;
use crate::carrying::basis;
use crate::delivery::{is_taken_back, policy, state};
use crate::drafting::issues;
use crate::{
    Answer, Ballot, Candidate, Dispatch, DispatchState, EventId, Kept, Label, Moment, Note,
    NoteLine, Outcome, Parcel, Policy, Sighting,
};
use case::{BracketId, ChoiceId};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use std::collections::BTreeMap;
use text::Text;

/// What was done about a line of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// Nothing yet.
    Raw,
    /// The team keeps it.
    KeptBack,
    /// It was sorted into the party's room by this dispatch.
    Sorted(EventId),
}

/// A note with what was done about each line.
#[derive(Clone)]
pub struct NoteSeen<'a> {
    /// The note.
    pub note: &'a Kept<Note>,
    /// Its lines, in order.
    pub lines: Vec<(NoteLine, &'a Label, LineState)>,
}

/// A dispatch with where it stands.
#[derive(Clone)]
pub struct DispatchSeen<'a> {
    /// The dispatch.
    pub dispatch: &'a Kept<Dispatch>,
    /// Where it stands.
    pub state: DispatchState,
}

/// A ballot: as the team put it, or as it stands in one room.
#[derive(Clone)]
pub struct BallotSeen<'a> {
    /// Its id: of the dispatch for the team, of the copy in a room.
    pub id: EventId,
    /// When it was put.
    pub at: Moment,
    /// What was put.
    pub ballot: &'a Ballot,
    /// The rooms that have not answered; empty in a room that has.
    pub unanswered: Vec<&'a Audience>,
    /// What came of it, once it was counted.
    pub outcome: Option<Outcome>,
}

impl<'a> Sitting<'a> {
    /// What was taken down of what is public, for the mediation team.
    pub fn sighted(&self) -> impl DoubleEndedIterator<Item = &'a Kept<Vec<Sighting>>> + use<'a> {
        let team = self.team().into_iter();
        team.flat_map(|team| team.sighted.iter())
    }

    /// The notes with what was done about each line, for the mediation team.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = NoteSeen<'a>> + use<'a> {
        let (team, proceedings) = (self.team(), self.proceedings);
        let notes = team.into_iter().flat_map(|team| team.notes.iter());
        notes.filter_map(move |note| {
            let team = team?;
            let lines = (0..).zip(&note.what.lines).map(|(line, words)| {
                let id = NoteLine {
                    note: note.id,
                    line,
                };
                let mut kept = team.upon(&team.kept_back, note.id);
                let mut sent = team.upon(&team.dispatched, note.id);
                let sorted = sent.find(|sent| {
                    let dispatch = &sent.what;
                    files(&dispatch.parcel, id) && !is_taken_back(proceedings, &dispatch.copies)
                });
                let state = match sorted {
                    Some(sorted) => LineState::Sorted(sorted.id),
                    None if kept.any(|kept| kept.what == id) => LineState::KeptBack,
                    None => LineState::Raw,
                };
                (id, words, state)
            });
            let lines = lines.collect();
            Some(NoteSeen { note, lines })
        })
    }

    /// What was dispatched, and where it stands, for the mediation team.
    pub fn dispatches(
        &self,
        now: Moment,
    ) -> impl DoubleEndedIterator<Item = DispatchSeen<'a>> + use<'a> {
        let proceedings = self.proceedings;
        let team = self.team();
        let sent = team.into_iter().flat_map(|team| team.dispatched.iter());
        sent.map(move |dispatch| DispatchSeen {
            dispatch,
            state: state(proceedings, dispatch, now),
        })
    }

    /// What the case asks for before something leaves the team's room, for the mediation team.
    #[must_use]
    pub fn policy(&self) -> Option<Policy> {
        self.team()?;
        Some(policy(self.proceedings))
    }

    /// The changes of policy that wait for a second person, for the mediation team.
    #[must_use]
    pub fn policies_awaiting(&self) -> Vec<&'a Kept<Policy>> {
        let Some(team) = self.team() else {
            return Vec::new();
        };
        match (policy(self.proceedings), team.policies.last()) {
            (Policy::SecondPerson, Some(last)) if last.what != Policy::SecondPerson => vec![last],
            (Policy::SecondPerson | Policy::Alone | Policy::Hold(_), _) => Vec::new(),
        }
    }

    /// The strictest class of what the team finds packages with.
    #[must_use]
    pub fn basis(&self) -> Option<ReleaseClass> {
        self.team()?;
        Some(basis(self.proceedings))
    }

    /// The strictest class of the kept packages from which the working text has taken an answer
    /// that no draft has told yet; nothing where it has taken none.
    #[must_use]
    pub fn class_of_text(&self) -> Option<ReleaseClass> {
        let text = self.working_text()?.text();
        let told: BTreeMap<_, _> = issues(self.proceedings)
            .flat_map(|(_, issue)| settled(&issue.issued.text))
            .collect();
        let new: Vec<_> = settled(text)
            .filter(|(bracket, choice)| told.get(bracket) != Some(choice))
            .collect();
        let packages = self.packages().into_iter().map(|kept| &kept.what);
        let taken = packages.filter(|kept| {
            let mut new = new.iter();
            new.any(|(bracket, choice)| kept.package.get(*bracket) == Some(*choice))
        });
        taken.map(Candidate::class).min()
    }

    /// The packages that the team keeps, in order.
    #[must_use]
    pub fn packages(&self) -> Vec<&'a Kept<Candidate>> {
        let Some(team) = self.team() else {
            return Vec::new();
        };
        let kept = team.packages.iter();
        let kept = kept.filter(|kept| team.upon(&team.dropped, kept.id).next().is_none());
        kept.collect()
    }

    /// The ballots that the team put, in order.
    #[must_use]
    pub fn ballots(&self) -> Vec<BallotSeen<'a>> {
        let Some(team) = self.team() else {
            return Vec::new();
        };
        let put = team.dispatched.iter().filter_map(|sent| {
            let ballot = match &sent.what.parcel {
                Parcel::Ballot(ballot) => ballot,
                Parcel::Message { .. }
                | Parcel::Filed { .. }
                | Parcel::Issue(_)
                | Parcel::Count { .. }
                | Parcel::Check(_)
                | Parcel::Readout(_)
                | Parcel::Admission(_) => return None,
            };
            let waits = sent.what.copies.iter().filter(|copy| {
                let room = self.ledger(&copy.to);
                room.is_none_or(|room| room.upon(&room.votes, copy.id).next().is_none())
            });
            let outcome = team.upon(&team.dispatched, sent.id).find_map(|counted| {
                match &counted.what.parcel {
                    Parcel::Count { outcome, .. } => Some(*outcome),
                    Parcel::Message { .. }
                    | Parcel::Filed { .. }
                    | Parcel::Issue(_)
                    | Parcel::Ballot(_)
                    | Parcel::Check(_)
                    | Parcel::Readout(_)
                    | Parcel::Admission(_) => None,
                }
            });
            Some(BallotSeen {
                id: sent.id,
                at: sent.at,
                ballot,
                unanswered: waits.map(|copy| &copy.to).collect(),
                outcome,
            })
        });
        put.collect()
    }

    /// The answers to a ballot that the team took down for a room, each with the room; which answer
    /// it was is read by that room alone.
    #[must_use]
    pub fn taken_down(&self, ballot: EventId) -> Vec<(PartyId, EventId)> {
        let sent = self
            .team()
            .and_then(|team| team.get(&team.dispatched, ballot));
        let copies = sent.into_iter().flat_map(|sent| &sent.what.copies);
        let votes = copies.filter_map(|copy| {
            let Audience::Room(party) = &copy.to else {
                return None;
            };
            let room = self.room(party)?;
            let vote = room.upon(&room.votes, copy.id).next_back()?;
            (vote.by == Seat::Mediator).then(|| (party.clone(), vote.id))
        });
        votes.collect()
    }

    /// The ballots that were put to a party, in order.
    #[must_use]
    pub fn ballots_in(&self, party: &PartyId) -> Vec<BallotSeen<'a>> {
        let here = self.audiences().find(|audience| match audience {
            Audience::Room(room) => room == party,
            Audience::Public | Audience::Plenary | Audience::Team => false,
        });
        let (Some(room), Some(audience)) = (self.room(party), here) else {
            return Vec::new();
        };
        let put = room.ballots.iter().map(|put| {
            let is_answered = room.upon(&room.votes, put.id).next().is_some();
            let counted = room.upon(&room.counted, put.id).next();
            BallotSeen {
                id: put.id,
                at: put.at,
                ballot: &put.what,
                unanswered: (!is_answered).then_some(audience).into_iter().collect(),
                outcome: counted.map(|counted| counted.what.outcome),
            }
        });
        put.collect()
    }

    /// A party's own answer to a ballot in its room: for the party alone, from its own
    /// proceedings, so that the team does not see it by looking as the party would.
    #[must_use]
    pub fn own_answer(&self, party: &PartyId, ballot: EventId) -> Option<(EventId, Answer)> {
        let is_own = self.proceedings.seat().party() == Some(party);
        let room = self.room(party).filter(|_| is_own)?;
        let vote = room.upon(&room.votes, ballot).next_back()?;
        Some((vote.id, vote.what.answer))
    }
}

/// The brackets of a text that are settled, each with its option.
fn settled(text: &Text) -> impl Iterator<Item = (&BracketId, &ChoiceId)> {
    let brackets = text.points().iter().flat_map(|point| point.brackets());
    brackets.filter_map(|bracket| Some((bracket.id(), bracket.settled()?.id())))
}

/// Whether a parcel is this line of a note, sorted.
fn files(parcel: &Parcel, line: NoteLine) -> bool {
    match parcel {
        Parcel::Filed { line: filed, .. } => *filed == line,
        Parcel::Message { .. }
        | Parcel::Issue(_)
        | Parcel::Ballot(_)
        | Parcel::Count { .. }
        | Parcel::Check(_)
        | Parcel::Readout(_)
        | Parcel::Admission(_) => false,
    }
}
