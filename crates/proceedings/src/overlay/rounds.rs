//! Rounds and edits of talks that are under way, laid over those of the case: a round for each
//! draft that was issued, with what each party said while it had that draft before it.
//!
//! Invariant: a word stands under the release of the position it was, and only where its log is
//! open; how an edit was settled is known where the team's log is.

use super::{Overlay, day, released};
use crate::ledger::{Kept, Ledger};
use crate::wording::draft_id;
use crate::{InRoom, Moment, Position, Proceedings, Proposed};
use case::{
    BracketId, Case, Date, DraftId, Edit, EditId, Grounds, RoundId, RoundWord, Settled, Taking,
    TalkRound, Wording,
};
use disclosure::{Audience, Held, PartyId};
use std::collections::BTreeMap;
use text::{DraftNo, Place};

/// The words of a round, by party and bracket: the last one stands.
type Words<'a> = BTreeMap<(PartyId, &'a BracketId), Held<RoundWord>>;

/// Lays the rounds and the edits over the case.
pub(super) fn lay_over(case: &mut Case, overlay: &Overlay<'_>, proceedings: &Proceedings) {
    let rounds = spoken(overlay, proceedings);
    if !rounds.is_empty() {
        case.rounds.extend(opening(overlay, proceedings));
    }
    let days = issued_days(proceedings);
    for (number, words) in rounds {
        let on = number.and_then(|number| days.get(&number).copied());
        let round = match number {
            Some(number) => TalkRound {
                draft: Some(draft_id(number)),
                ..round(
                    (&format!("on-draft-{number}"), &format!("On draft {number}")),
                    on,
                )
            },
            None => TalkRound {
                draft: first_draft(proceedings),
                ..round(("before-drafts", "Before the first draft"), on)
            },
        };
        let words = words.into_values().collect();
        case.rounds
            .push(Held::new(TalkRound { words, ..round }, overlay.own()));
    }
    edits(case, overlay, proceedings);
}

fn round((id, title): (&str, &str), from: Option<Date>) -> TalkRound {
    TalkRound {
        id: RoundId::new(id),
        title: Wording::english(title),
        from,
        to: None,
        meetings: Vec::new(),
        draft: None,
        words: Vec::new(),
        grounds: Grounds::default(),
    }
}

/// The draft that was in hand when the talks were opened here.
fn first_draft(proceedings: &Proceedings) -> Option<DraftId> {
    proceedings.opened()?.draft_in_hand.clone()
}

/// Where the parties stood when the talks were opened here, unless the last round of the case says
/// it already.
fn opening(overlay: &Overlay<'_>, proceedings: &Proceedings) -> Option<Held<TalkRound>> {
    let view = proceedings.opened()?.seen_from(overlay.seat.clone());
    let posed = view.pose_rounds();
    let last = posed.as_ref().and_then(|posed| posed.rounds.last());
    if last.is_some_and(|last| last.round.is_some()) {
        return None;
    }
    let mut words = Vec::new();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            for standing in view.standings(bracket.item) {
                let word = RoundWord {
                    party: standing.item.party.clone(),
                    bracket: bracket.item.id.clone(),
                    status: standing.item.status,
                    holds: None,
                    grounds: standing.item.grounds.clone(),
                };
                words.push(Held::new(word, overlay.own()));
            }
        }
    }
    if words.is_empty() {
        return None;
    }
    let round = TalkRound {
        draft: first_draft(proceedings),
        words,
        ..round(("opening", "When the talks were opened here"), None)
    };
    Some(Held::new(round, overlay.own()))
}

/// The day on which each draft first came to an audience of this seat.
fn issued_days(proceedings: &Proceedings) -> BTreeMap<DraftNo, Date> {
    let mut days: BTreeMap<DraftNo, Date> = BTreeMap::new();
    for (number, at) in all_issued(proceedings) {
        let Some(on) = day(at) else {
            continue;
        };
        let first = days.entry(number).or_insert(on);
        *first = on.min(*first);
    }
    days
}

/// Every draft that came to an audience, with when.
fn all_issued(proceedings: &Proceedings) -> Vec<(DraftNo, Moment)> {
    let audiences = proceedings.audiences();
    let ledgers = audiences.filter_map(|audience| proceedings.ledger(audience));
    let issued = ledgers.flat_map(|ledger| ledger.issued.iter());
    issued.map(|kept| (kept.what.number, kept.at)).collect()
}

/// What was said, by the draft that the party had before it.
fn spoken<'a>(
    overlay: &Overlay<'_>,
    proceedings: &'a Proceedings,
) -> BTreeMap<Option<DraftNo>, Words<'a>> {
    let mut rounds: BTreeMap<Option<DraftNo>, Words<'a>> = BTreeMap::new();
    for (party, room) in super::rooms(proceedings) {
        let issued = before(proceedings, room);
        for stated in room.stated.iter() {
            let Place::Bracket(bracket) = &stated.what.place else {
                continue;
            };
            let last = issued.iter().filter(|(_, at)| *at <= stated.at);
            let last = last.map(|(number, _)| *number).max();
            let word = word(party, bracket, &stated.what);
            let change = room.upon(&room.reclassed, stated.id).next_back();
            let reach = change.map_or(&stated.what.reach, |change| &change.what.reach);
            let held = Held::new(word, released(reach, party));
            let round = rounds.entry(stated.what.against.or(last)).or_default();
            round.insert((party.clone(), bracket), held);
        }
    }
    heard(overlay, proceedings, &mut rounds);
    rounds
}

/// The drafts that a party had: those of its room and of the joint session.
fn before(proceedings: &Proceedings, room: &Ledger) -> Vec<(DraftNo, Moment)> {
    let plenary = proceedings.ledger(&Audience::Plenary);
    let issued = plenary.into_iter().flat_map(|ledger| ledger.issued.iter());
    let issued = issued.chain(room.issued.iter());
    issued.map(|kept| (kept.what.number, kept.at)).collect()
}

fn word(party: &PartyId, bracket: &BracketId, position: &Position) -> RoundWord {
    RoundWord {
        party: Some(party.clone()),
        bracket: bracket.clone(),
        status: position.status,
        holds: position.holds.clone(),
        grounds: Grounds::default(),
    }
}

/// What others let be said in front of this seat of where they stand, by the draft that the seat
/// had then; a word that the seat has from a room itself stands.
fn heard<'a>(
    overlay: &Overlay<'_>,
    proceedings: &'a Proceedings,
    rounds: &mut BTreeMap<Option<DraftNo>, Words<'a>>,
) {
    if *proceedings.seat() == disclosure::Seat::Mediator {
        return;
    }
    let issued = all_issued(proceedings);
    let audiences = proceedings.audiences();
    let ledgers = audiences.filter_map(|audience| proceedings.ledger(audience));
    let mut sayings: Vec<_> = ledgers.flat_map(|ledger| ledger.sayings.iter()).collect();
    sayings.sort_by_key(|said| said.at);
    for said in sayings {
        let last = issued.iter().filter(|(_, at)| *at <= said.at);
        let last = last.map(|(number, _)| *number).max();
        for standing in &said.what.standings {
            let Place::Bracket(bracket) = &standing.place else {
                continue;
            };
            if proceedings.seat().party() == Some(&standing.party) {
                continue;
            }
            let word = RoundWord {
                party: Some(standing.party.clone()),
                bracket: bracket.clone(),
                status: standing.status,
                holds: None,
                grounds: Grounds::default(),
            };
            let round = rounds.entry(last).or_default();
            let held = Held::new(word, overlay.own());
            round.insert((standing.party.clone(), bracket), held);
        }
    }
}

/// The changes that parties proposed in their rooms, and what became of them. How one was settled
/// is known where the team's log is open: elsewhere each would seem to wait, and is left out.
fn edits(case: &mut Case, overlay: &Overlay<'_>, proceedings: &Proceedings) {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return;
    };
    for (party, room) in super::rooms(proceedings) {
        for (nth, proposed) in (1..).zip(room.proposed.iter()) {
            let at = InRoom {
                room: party.clone(),
                id: proposed.id,
            };
            let edit = edit((party, nth), proposed, fate(team, &at));
            case.edits
                .extend(edit.map(|edit| Held::new(edit, overlay.own())));
        }
    }
}

fn edit(
    (party, nth): (&PartyId, usize),
    proposed: &Kept<Proposed>,
    settled: Option<Settled>,
) -> Option<Edit> {
    let number = proposed.what.against;
    let reason = proposed.what.reason.as_ref();
    let text = reason.map_or_else(
        || format!("a change on draft {number}"),
        |reason| reason.as_str().to_owned(),
    );
    Some(Edit {
        id: EditId::new(format!("{party}-proposed-{nth}")),
        party: Some(party.clone()),
        asked: day(proposed.at)?,
        draft: Some(draft_id(number)),
        points: vec![proposed.what.proposal.point().clone()],
        text: Wording::english(text),
        settled,
        grounds: Grounds::default(),
    })
}

/// How the team settled a proposal, if it has.
fn fate(team: &Ledger, proposal: &InRoom) -> Option<Settled> {
    let settled = |how, at| {
        let (on, draft) = (day(at)?, None);
        Some(Settled { how, on, draft })
    };
    if let Some(step) = team.taken_up(proposal) {
        return settled(Taking::Taken, step.at);
    }
    let mut passed = team.passed_over.iter();
    let passed = passed.find(|kept| kept.what.proposal == *proposal)?;
    settled(Taking::NotTaken, passed.at)
}

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, delegation, party};
    use crate::{Motion, Position, Reach};
    use case::{BracketId, ChoiceId, Status};
    use disclosure::Seat;
    use std::collections::BTreeSet;
    use text::Place;

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
    fn a_round_holds_the_last_word_of_each_party_and_a_delegation_reads_its_own() {
        let mut table = Table::recorded();
        states(&mut table, "south", (Status::Rejected, "high"));
        states(&mut table, "north", (Status::Acceptable, "low"));
        states(&mut table, "south", (Status::Bracketed, "low"));
        let words = |seat: Seat| {
            let case = table.of(&seat).case().unwrap();
            let view = case.seen_from(seat);
            let rounds: Vec<_> = view.rounds().collect();
            assert_eq!(rounds.len(), 1);
            let words = view.words_in(rounds[0].item);
            let words = words.map(|seen| (seen.item.party.clone().unwrap(), seen.item.status));
            words.collect::<Vec<_>>()
        };
        let both = [
            (party("north"), Status::Acceptable),
            (party("south"), Status::Bracketed),
        ];
        assert_eq!(words(Seat::Mediator), both);
        assert_eq!(words(delegation("south")), both[1..]);
    }
}
