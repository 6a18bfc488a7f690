//! The case as it is known now: the case as it was opened, with what has happened laid over it.
//!
//! Invariant: what is laid over comes from the logs of the seat alone, each item under the release
//! of what it was made from; so a view of the overlaid case shows a seat no more than its logs do.

mod told;

use crate::drafting::latest_text;
use crate::ledger::{Kept, Ledger};
use crate::{Moment, Position, Proceedings, Reach};
use case::{
    Bracket, BracketId, Case, Choice, Draft, DraftId, Grounds, Mark, Meeting, MeetingId, Point,
    PointId, Stand, Standing, Wording,
};
use disclosure::{Audience, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use text::{BracketText, Place, PointText, Text};

/// What is laid over a case.
struct Overlay<'a> {
    seat: &'a Seat,
    /// Each party's last position on each bracket.
    positions: BTreeMap<&'a BracketId, BTreeMap<PartyId, &'a Kept<Position>>>,
    text: Option<&'a Text>,
}

/// The case with what has happened since laid over it.
pub(crate) fn case(proceedings: &Proceedings) -> Option<Case> {
    let mut case = proceedings.opened()?.clone();
    let overlay = Overlay {
        seat: proceedings.seat(),
        positions: positions(proceedings),
        text: latest_text(proceedings),
    };
    overlay.points(&mut case);
    for audience in proceedings.audiences() {
        let Some(ledger) = proceedings.ledger(audience) else {
            continue;
        };
        if let Audience::Room(party) = audience {
            told::lay_over(&mut case, (overlay.seat, party), ledger);
        }
        overlay.meetings(&mut case, audience, ledger);
        overlay.drafts(&mut case, ledger);
    }
    Some(case)
}

fn rooms(proceedings: &Proceedings) -> impl Iterator<Item = (&PartyId, &Ledger)> {
    proceedings
        .audiences()
        .filter_map(|audience| match audience {
            Audience::Room(party) => Some((party, proceedings.ledger(audience)?)),
            Audience::Public | Audience::Plenary | Audience::Team => None,
        })
}

fn positions(
    proceedings: &Proceedings,
) -> BTreeMap<&BracketId, BTreeMap<PartyId, &Kept<Position>>> {
    let mut positions: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (party, room) in rooms(proceedings) {
        for stated in room.stated.iter() {
            if let Place::Bracket(bracket) = &stated.what.place {
                let by_party = positions.entry(bracket).or_default();
                by_party.insert(party.clone(), stated);
            }
        }
    }
    positions
}

impl Overlay<'_> {
    /// What the seat itself wrote or was shown, for the seat alone.
    fn own(&self) -> Release {
        match self.seat {
            Seat::Mediator => Release::sealed(Owner::Mediator),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => Release {
                class: ReleaseClass::Attributed,
                owner: Owner::Mediator,
                recipients: BTreeSet::from([self.seat.clone()]),
            },
            Seat::Public => Release::public(Owner::Mediator),
        }
    }

    fn points(&self, case: &mut Case) {
        let points = case.points.iter();
        let points = points.filter_map(|held| held.narrowed_to(self.seat, |p| self.point(p)));
        let mut points: Vec<Held<Point>> = points.collect();
        let known: BTreeSet<PointId> = points
            .iter()
            .filter_map(|held| Some(held.seen_from(self.seat)?.item.id.clone()))
            .collect();
        let text = self.text.into_iter().flat_map(|text| text.points());
        let added = text.filter(|point| !known.contains(point.id()));
        points.extend(added.map(|point| Held::new(self.new_point(point), self.own())));
        case.points = points;
    }

    fn point(&self, point: &Point) -> Point {
        let brackets = point.brackets.iter();
        let brackets = brackets.filter_map(|held| held.narrowed_to(self.seat, |b| self.bracket(b)));
        let mut brackets: Vec<Held<Bracket>> = brackets.collect();
        let written = self.text.and_then(|text| text.point(&point.id));
        for bracket in written.into_iter().flat_map(|written| written.brackets()) {
            let mut seen = brackets.iter().filter_map(|held| held.seen_from(self.seat));
            if !seen.any(|seen| seen.item.id == *bracket.id()) {
                brackets.push(Held::new(self.new_bracket(bracket), self.own()));
            }
        }
        Point {
            brackets,
            ..point.clone()
        }
    }

    fn new_point(&self, point: &PointText) -> Point {
        let brackets = point.brackets().iter();
        let brackets = brackets.map(|bracket| Held::new(self.new_bracket(bracket), self.own()));
        Point {
            id: point.id().clone(),
            number: point.number(),
            title: point.title().clone(),
            summary: None,
            topic: None,
            brackets: brackets.collect(),
            grounds: Grounds::default(),
        }
    }

    fn new_bracket(&self, bracket: &BracketText) -> Bracket {
        self.bracket(&Bracket {
            id: bracket.id().clone(),
            question: bracket.question().clone(),
            choices: Vec::new(),
            grid: None,
            divisible: false,
            standings: Vec::new(),
            grounds: Grounds::default(),
        })
    }

    fn bracket(&self, bracket: &Bracket) -> Bracket {
        let stated = self.positions.get(&bracket.id);
        let mut choices = bracket.choices.clone();
        let written = self.text.and_then(|text| text.bracket(&bracket.id));
        let written = written
            .into_iter()
            .flat_map(|(_, bracket)| bracket.choices());
        for choice in written {
            let mut seen = choices.iter().filter_map(|held| held.seen_from(self.seat));
            if seen.any(|seen| seen.item.id == *choice.id()) {
                continue;
            }
            let added = Choice {
                id: choice.id().clone(),
                text: choice.words().clone(),
                marks: Vec::new(),
                norms: Vec::new(),
                grounds: Grounds::default(),
            };
            choices.push(Held::new(added, self.own()));
        }
        let choices = choices.iter();
        let choices = choices
            .filter_map(|held| held.narrowed_to(self.seat, |choice| self.choice(choice, stated)));
        let has_spoken = |party: Option<&PartyId>| {
            party.is_some_and(|party| stated.is_some_and(|stated| stated.contains_key(party)))
        };
        let older = bracket.standings.iter().filter(|held| {
            let seen = held.seen_from(self.seat);
            seen.is_some_and(|seen| !has_spoken(seen.item.party.as_ref()))
        });
        let newer = stated.into_iter().flatten().map(|(party, stated)| {
            let standing = Standing {
                party: Some(party.clone()),
                status: stated.what.status,
                grounds: Grounds::default(),
            };
            Held::new(standing, released(&stated.what.reach, party))
        });
        Bracket {
            choices: choices.collect(),
            standings: older.cloned().chain(newer).collect(),
            ..bracket.clone()
        }
    }

    /// An option with the parties that stand behind it now.
    fn choice(
        &self,
        choice: &Choice,
        stated: Option<&BTreeMap<PartyId, &Kept<Position>>>,
    ) -> Choice {
        let mut marks = choice.marks.clone();
        for (party, stated) in stated.into_iter().flatten() {
            if stated.what.holds.as_ref() != Some(&choice.id) {
                continue;
            }
            let mut seen = marks.iter().filter_map(|held| held.seen_from(self.seat));
            let is_marked = seen.any(|seen| {
                let mark = seen.item;
                mark.party.as_ref() == Some(party) && mark.stand != Stand::Rejected
            });
            if !is_marked {
                let mark = Mark {
                    party: Some(party.clone()),
                    stand: Stand::Proposed,
                    grounds: Grounds::default(),
                };
                marks.push(Held::new(mark, released(&stated.what.reach, party)));
            }
        }
        Choice {
            marks,
            ..choice.clone()
        }
    }

    fn meetings(&self, case: &mut Case, audience: &Audience, ledger: &Ledger) {
        let with = match audience {
            Audience::Room(party) => vec![party.clone()],
            Audience::Public | Audience::Plenary | Audience::Team => Vec::new(),
        };
        case.meetings
            .extend((1..).zip(ledger.met.iter()).map(|(nth, met)| {
                let hours = (met.what.lasted / 60, met.what.lasted % 60);
                let meeting = Meeting {
                    id: MeetingId::new(format!("{audience}-held-{nth}")),
                    date: met.what.date,
                    end: None,
                    place: met.what.place.as_str().to_owned(),
                    format: met.what.format.as_str().to_owned(),
                    with: with.clone(),
                    present: met
                        .what
                        .present
                        .iter()
                        .map(|who| who.as_str().to_owned())
                        .collect(),
                    duration: Some(format!("{} h {:02} min", hours.0, hours.1)),
                    readout: None,
                    grounds: Grounds::default(),
                };
                Held::new(meeting, self.own())
            }));
    }

    /// The drafts that were issued; the last one without an open bracket is the draft in hand.
    fn drafts(&self, case: &mut Case, ledger: &Ledger) {
        for issued in ledger.issued.iter() {
            let number = issued.what.number;
            let id = DraftId::new(format!("issued-{number}"));
            let mut seen = case
                .drafts
                .iter()
                .filter_map(|held| held.seen_from(self.seat));
            if seen.any(|seen| seen.item.id == id) {
                continue;
            }
            let brackets = || {
                let points = issued.what.text.points().iter();
                points.flat_map(|point| point.brackets())
            };
            let settled = brackets().filter_map(|bracket| {
                let choice = bracket.settled()?.id().clone();
                Some((bracket.id().clone(), choice))
            });
            let choices: BTreeMap<_, _> = settled.collect();
            if brackets().count() == choices.len() && !choices.is_empty() {
                case.draft_in_hand = Some(id.clone());
            }
            let draft = Draft {
                id,
                name: Wording::english(format!("Draft {number}")),
                date: day(issued.at),
                status: Some("issued".to_owned()),
                authors: None,
                terms: Vec::new(),
                deadline: None,
                from: Vec::new(),
                held_by: Vec::new(),
                choices,
                lineage: BTreeMap::new(),
                grounds: Grounds::default(),
            };
            case.drafts.push(Held::new(draft, self.own()));
        }
    }
}

fn released(reach: &Reach, party: &PartyId) -> Release {
    reach.of(Owner::Party(party.clone()))
}

/// The day of a moment, in UTC.
fn day(at: Moment) -> Option<Date> {
    let stamp = jiff::Timestamp::from_microsecond(at.micros()).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(stamp).date())
}
