//! The case as it is known now: the case as it was opened, with what has happened laid over it.
//!
//! Invariant: what is laid over comes from the logs of the seat alone, each item under the release
//! of what it was made from; so a view of the overlaid case shows a seat no more than its logs do.

mod rounds;
mod told;

use crate::drafting::latest_text;
use crate::ledger::Ledger;
use crate::{Moment, Position, Proceedings, Reach};
use case::{
    Bracket, BracketId, Case, Choice, Draft, Grounds, Mark, Meeting, MeetingId, Point, PointId,
    Stand, Standing, Status, Wording,
};
use disclosure::{Audience, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use text::{BracketText, Place, PointText, Text};

/// What is laid over a case.
struct Overlay<'a> {
    seat: &'a Seat,
    /// Each party's last position on each bracket.
    positions: BTreeMap<&'a BracketId, Stated<'a>>,
    text: Option<&'a Text>,
    /// Where others stand, as it was said in front of this seat with their leave.
    carried: BTreeMap<&'a BracketId, BTreeMap<&'a PartyId, Status>>,
}

/// Each party's last position on one bracket, in the order of the parties.
type Stated<'a> = Vec<(&'a PartyId, &'a Position, &'a Reach)>;

/// The case with what has happened since laid over it.
pub(crate) fn case(proceedings: &Proceedings) -> Option<Case> {
    let mut case = proceedings.opened()?.clone();
    let overlay = Overlay {
        seat: proceedings.seat(),
        positions: positions(proceedings),
        text: latest_text(proceedings),
        carried: carried(proceedings),
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
        overlay.signals(&mut case, ledger);
        overlay.drafts(&mut case, ledger);
    }
    rounds::lay_over(&mut case, &overlay, proceedings);
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

fn positions(proceedings: &Proceedings) -> BTreeMap<&BracketId, Stated<'_>> {
    let mut positions: BTreeMap<_, Stated<'_>> = BTreeMap::new();
    for (party, room) in rooms(proceedings) {
        for stated in room.stated.iter() {
            if let Place::Bracket(bracket) = &stated.what.place {
                let change = room.upon(&room.reclassed, stated.id).next_back();
                let reach = change.map_or(&stated.what.reach, |change| &change.what.reach);
                let now = (party, &stated.what, reach);
                let by_party = positions.entry(bracket).or_default();
                // The rooms come in the order of their parties: an earlier word is the last one.
                match by_party.last_mut() {
                    Some(earlier) if earlier.0 == party => *earlier = now,
                    Some(_) | None => by_party.push(now),
                }
            }
        }
    }
    positions
}

/// What was said in front of this seat of where others stand; the team knows it from their rooms.
fn carried(proceedings: &Proceedings) -> BTreeMap<&BracketId, BTreeMap<&PartyId, Status>> {
    let mut carried: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    if *proceedings.seat() == Seat::Mediator {
        return carried;
    }
    let audiences = proceedings.audiences();
    let logs = audiences.filter_map(|audience| proceedings.ledger(audience));
    let mut sayings: Vec<_> = logs.flat_map(|log| log.sayings.iter()).collect();
    sayings.sort_by_key(|said| said.at);
    for standing in sayings.into_iter().flat_map(|said| &said.what.standings) {
        let is_own = proceedings.seat().party() == Some(&standing.party);
        if let (Place::Bracket(bracket), false) = (&standing.place, is_own) {
            let by_party = carried.entry(bracket).or_default();
            by_party.insert(&standing.party, standing.status);
        }
    }
    carried
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

    // tidy: long, because what is laid over a bracket is told in one go
    fn bracket(&self, bracket: &Bracket) -> Bracket {
        let stated = self.positions.get(&bracket.id);
        let stated = stated.map_or(&[][..], Vec::as_slice);
        let nothing = BTreeMap::new();
        let heard = self.carried.get(&bracket.id).unwrap_or(&nothing);
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
            let found = party.map(|party| stated.binary_search_by_key(&party, |one| one.0));
            let is_carried = party.is_some_and(|party| heard.contains_key(party));
            is_carried || found.is_some_and(|found| found.is_ok())
        };
        let older = bracket.standings.iter().filter(|held| {
            let seen = held.seen_from(self.seat);
            seen.is_some_and(|seen| !has_spoken(seen.item.party.as_ref()))
        });
        let standing = |party: &PartyId, status| Standing {
            party: Some(party.clone()),
            status,
            grounds: Grounds::default(),
        };
        let newer = stated.iter().map(|(party, stated, reach)| {
            Held::new(standing(party, stated.status), released(reach, party))
        });
        let carried = heard.iter();
        let carried =
            carried.map(|(party, status)| Held::new(standing(party, *status), self.own()));
        Bracket {
            choices: choices.collect(),
            standings: older.cloned().chain(newer).chain(carried).collect(),
            ..bracket.clone()
        }
    }

    /// An option with the parties that stand behind it now.
    fn choice(&self, choice: &Choice, stated: &[(&PartyId, &Position, &Reach)]) -> Choice {
        let seen = choice.marks.iter();
        let seen = seen.filter_map(|held| held.seen_from(self.seat));
        let marked: BTreeSet<&PartyId> = seen
            .filter(|seen| seen.item.stand != Stand::Rejected)
            .filter_map(|seen| seen.item.party.as_ref())
            .collect();
        let behind = stated
            .iter()
            .filter(|(_, stated, _)| stated.holds.as_ref() == Some(&choice.id));
        let unmarked = behind.filter(|(party, ..)| !marked.contains(party));
        let new = unmarked.map(|(party, _, reach)| {
            let mark = Mark {
                party: Some(PartyId::clone(party)),
                stand: Stand::Proposed,
                grounds: Grounds::default(),
            };
            Held::new(mark, released(reach, party))
        });
        Choice {
            marks: choice.marks.iter().cloned().chain(new).collect(),
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

    /// What the team took down of what is public, for the team alone.
    fn signals(&self, case: &mut Case, ledger: &Ledger) {
        let acts = ledger.sighted.iter();
        let taken = acts.flat_map(|act| (1..).zip(&act.what).map(|(nth, one)| (act.id, nth, one)));
        for (act, nth, sighting) in taken {
            let (signal, source) = sighting.signal((act, nth));
            let source = source.map(|source| Held::new(source, self.own()));
            case.sources.extend(source);
            case.signals.push(Held::new(signal, self.own()));
        }
    }

    /// The drafts that were issued; the last one without an open bracket is the draft in hand.
    fn drafts(&self, case: &mut Case, ledger: &Ledger) {
        for issued in ledger.issued.iter() {
            let number = issued.what.number;
            let id = issued.what.draft();
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
                numbered: None,
                rivals: Vec::new(),
                lineage: BTreeMap::new(),
                dropped: Vec::new(),
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

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, case, delegation, party};
    use crate::{Motion, Position, Reach};
    use case::{BracketId, ChoiceId, Grounds, Mark, Stand, Standing, Status};
    use disclosure::{Held, Owner, Release, Seat};
    use std::collections::BTreeSet;
    use text::Place;

    fn open<T: disclosure::Anonymous>(item: T) -> Held<T> {
        Held::new(item, Release::public(Owner::Mediator))
    }

    /// The case, on whose option `low` some parties stand from the beginning.
    fn marked(stands: &[(&str, Stand)]) -> case::Case {
        let mut case = case();
        let mut point = taken(&case.points[0]);
        let mut bracket = taken(&point.brackets[0]);
        let mut low = taken(&bracket.choices[0]);
        let marks = stands.iter().map(|(name, stand)| {
            open(Mark {
                party: Some(party(name)),
                stand: *stand,
                grounds: Grounds::default(),
            })
        });
        low.marks = marks.collect();
        bracket.choices[0] = open(low);
        bracket.standings = ["north", "reef"]
            .map(|name| {
                open(Standing {
                    party: Some(party(name)),
                    status: Status::Bracketed,
                    grounds: Grounds::default(),
                })
            })
            .into();
        point.brackets[0] = open(bracket);
        case.points[0] = open(point);
        case
    }

    fn taken<T: Clone>(held: &Held<T>) -> T {
        held.seen_from(&Seat::Mediator).unwrap().item.clone()
    }

    fn states(table: &mut Table, name: &str, (status, choice): (Status, &str)) {
        let position = Position {
            against: None,
            place: Place::Bracket(BracketId::new("quota")),
            status,
            holds: Some(ChoiceId::new(choice)),
            words: None,
            condition: None,
            conditional_on: BTreeSet::new(),
            reach: Reach::sealed(),
        };
        let motion = Motion::State(party(name), position);
        table.moves(&delegation(name), motion).unwrap();
    }

    #[test]
    fn a_party_bears_one_mark_on_the_option_it_stands_behind_and_the_case_keeps_its_own() {
        let stands = [("north", Stand::Accepted), ("south", Stand::Rejected)];
        let mut table = Table::recorded_with(&marked(&stands));
        states(&mut table, "south", (Status::Rejected, "high"));
        states(&mut table, "north", (Status::Acceptable, "low"));
        states(&mut table, "south", (Status::Agreed, "low"));
        let case = table.of(&Seat::Mediator).case().unwrap();
        let view = case.seen_from(Seat::Mediator);
        let point = view.points().next().unwrap().item;
        let bracket = view.brackets(point).next().unwrap().item;
        let marks = |nth: usize| -> Vec<(String, Stand)> {
            let choice = view.choices(bracket).nth(nth).unwrap().item;
            let marks = view.marks(choice).map(|seen| seen.item);
            let marks = marks.map(|mark| (mark.party.clone().unwrap().to_string(), mark.stand));
            marks.collect()
        };
        let on_low = [
            ("north".to_owned(), Stand::Accepted),
            ("south".to_owned(), Stand::Rejected),
            ("south".to_owned(), Stand::Proposed),
        ];
        assert_eq!((marks(0), marks(1)), (on_low.into(), Vec::new()));
        let standings = view.standings(bracket).map(|seen| seen.item);
        let standings = standings.map(|one| (one.party.clone().unwrap(), one.status));
        let expected = [
            (party("reef"), Status::Bracketed),
            (party("north"), Status::Acceptable),
            (party("south"), Status::Agreed),
        ];
        assert_eq!(standings.collect::<Vec<_>>(), expected);
    }
}
