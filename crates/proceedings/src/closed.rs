//! What is closed to an audience: words of other rooms that may not be said in front of it; and
//! whether something that is about to be said there says them again.
//!
//! Invariant: only the mediation team's words are compared, for only it knows more than one room;
//! what stands in front of the audience already, gives nothing away by being said again.

use crate::carrying::{forbids, reach, seat_of};
use crate::ledger::{Kept, Ledger};
use crate::outgoing::{Outgoing, label_words, minutes_words, outgoing, text_words, told_words};
use crate::{
    Attribution, Carried, Cite, Deed, EventId, LineState, Message, Proceedings, Word, Words,
};
use case::{Case, Language};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use text::Folded;

/// The class of what a deed of the team would say again where it may not be said, and where;
/// nothing where it says nothing of the kind.
pub(crate) fn echo(
    proceedings: &Proceedings,
    audience: &Audience,
    deed: &Deed,
) -> Option<(ReleaseClass, Audience)> {
    let Outgoing { to, words } = outgoing(audience, deed).filter(|one| !one.words.is_empty())?;
    let said: Vec<Folded> = words.iter().map(|one| Folded::of(one)).collect();
    let found = to.into_iter().filter_map(|to| {
        let class = echo_before(proceedings, to, &said)?;
        Some((class, to.clone()))
    });
    found.min_by_key(|(class, _)| *class)
}

/// The strictest class of what some words say again in front of an audience.
fn echo_before(proceedings: &Proceedings, to: &Audience, said: &[Folded]) -> Option<ReleaseClass> {
    let mut open: Option<Vec<Folded>> = None;
    let mut strictest = None;
    for (class, words) in closed_to(proceedings, to) {
        if strictest.is_some_and(|found| found <= class) {
            continue;
        }
        let closed = Folded::of(&words);
        let mut again = closed
            .telltales()
            .filter(|telltale| said.iter().any(|one| one.has(*telltale)));
        let is_echo = again.any(|telltale| {
            let open = open.get_or_insert_with(|| open_to(proceedings, to));
            !open.iter().any(|one| one.has(telltale))
        });
        if is_echo {
            strictest = Some(class);
        }
    }
    strictest
}

type Closed = (ReleaseClass, String);

/// The words that may not be said in front of an audience, each with its class.
///
/// What a party says in its room in a message, in a criticism or in a reading is sealed: it goes
/// no further until it is told as an item and released.
fn closed_to(proceedings: &Proceedings, to: &Audience) -> Vec<Closed> {
    let mut closed = Vec::new();
    for (party, seat) in proceedings.seats() {
        let audience = Audience::Room(party.clone());
        if audience == *to {
            continue;
        }
        if let Some(room) = proceedings.ledger(&audience) {
            told_in(&mut closed, (proceedings, to), (&party, room));
            for (id, words) in said_in(room, &seat) {
                let class = reach(proceedings, &party, id).map(|reach| reach.class);
                let stays = !may_be_said(proceedings, (&party, id), to);
                closed.extend(class.filter(|_| stays).map(|class| (class, words)));
            }
        }
    }
    unsorted(&mut closed, proceedings, to);
    if let Some(case) = proceedings.case() {
        hidden(&mut closed, case, reader(proceedings, to).as_ref());
    }
    closed
}

/// The items and positions of a room that may not be said in front of an audience.
fn told_in(
    closed: &mut Vec<Closed>,
    (proceedings, to): (&Proceedings, &Audience),
    (party, room): (&PartyId, &Ledger),
) {
    let stays = |id: EventId| {
        let class = reach(proceedings, party, id).map(|reach| reach.class);
        class.filter(|_| !may_be_said(proceedings, (party, id), to))
    };
    for told in room.told.iter() {
        if let Some(class) = stays(told.id) {
            closed.extend(told_words(&told.what.told).map(|words| (class, words)));
        }
    }
    for stated in room.stated.iter() {
        let words = stated.what.words.iter().chain(&stated.what.condition);
        if let Some(class) = stays(stated.id) {
            closed.extend(words.map(|words| (class, words.as_str().to_owned())));
        }
    }
    for met in room.met.iter() {
        if let (Some(minutes), Some(class)) = (&met.what.minutes, stays(met.id)) {
            closed.push((class, minutes.words.as_str().to_owned()));
        }
    }
}

fn may_be_said(
    proceedings: &Proceedings,
    (room, item): (&PartyId, EventId),
    to: &Audience,
) -> bool {
    let cite = Cite {
        room: room.clone(),
        item,
        attribution: Attribution::Unattributed,
    };
    forbids(proceedings, &cite, to).is_none()
}

/// What a party said in its room, or somebody took down for it there.
fn said_in(room: &Ledger, seat: &Seat) -> Vec<(EventId, String)> {
    let is_own = |by: &Seat, word: Option<&Word>| by == seat || word.is_some();
    let sayings = room.sayings.iter();
    let sayings = sayings.filter(|said| is_own(&said.by, said.word.as_ref()));
    let sayings = sayings.flat_map(|said| said_words(said).into_iter().map(|one| (said.id, one)));
    let mut words: Vec<_> = sayings.collect();
    let replies = room.replies.iter();
    let replies = replies.filter(|reply| is_own(&reply.by, reply.word.as_ref()));
    let own = replies.filter_map(|kept| Some((kept.id, kept.what.words.as_ref()?)));
    let own = own.chain(
        room.criticised
            .iter()
            .map(|kept| (kept.id, &kept.what.words)),
    );
    let own = own.chain(
        room.understood
            .iter()
            .map(|kept| (kept.id, &kept.what.words)),
    );
    let reasons = room.proposed.iter();
    let own = own.chain(reasons.filter_map(|kept| Some((kept.id, kept.what.reason.as_ref()?))));
    words.extend(own.map(|(id, words)| (id, words.as_str().to_owned())));
    words
}

fn said_words(said: &Kept<Carried>) -> Vec<String> {
    message_words(&said.what.message)
}

/// The words of a message, and of its condition.
pub(crate) fn message_words(message: &Message) -> Vec<String> {
    let words = [Some(&message.words), message.terms.conditional_on.as_ref()];
    let words = words.into_iter().flatten();
    words.map(|words| words.as_str().to_owned()).collect()
}

/// The lines that the team took down of others, and has not sorted into their rooms.
fn unsorted(closed: &mut Vec<Closed>, proceedings: &Proceedings, to: &Audience) {
    let sitting = proceedings.seen_from(proceedings.seat());
    for note in sitting.notes() {
        if *to == Audience::Room(note.note.what.party.clone()) {
            continue;
        }
        for (_, line, state) in note.lines {
            match state {
                LineState::Raw | LineState::KeptBack => {
                    closed.push((ReleaseClass::Sealed, line.as_str().to_owned()));
                }
                LineState::Sorted(_) => {}
            }
        }
    }
}

/// The options that parties put in confidence, as far as a reader does not know them.
fn hidden(closed: &mut Vec<Closed>, case: &Case, reader: Option<&Seat>) {
    let view = case.seen_from(Seat::Mediator);
    let choices = view.points().flat_map(|point| view.brackets(point.item));
    for choice in choices.flat_map(|bracket| view.choices(bracket.item)) {
        let Some(owner) = choice.party() else {
            continue;
        };
        let is_own = reader.is_some_and(|seat| seat.party() == Some(owner));
        if choice.class < ReleaseClass::Unattributed && !is_own {
            let words = choice.item.text.in_language(&Language::english());
            closed.push((choice.class, words.to_owned()));
        }
    }
}

/// The seat of whoever reads in front of an audience, where it is one party.
fn reader(proceedings: &Proceedings, to: &Audience) -> Option<Seat> {
    match to {
        Audience::Room(party) => seat_of(proceedings, party),
        Audience::Public | Audience::Plenary | Audience::Team => None,
    }
}

/// What stands in front of an audience already, or may be said there.
fn open_to(proceedings: &Proceedings, to: &Audience) -> Vec<Folded> {
    let mut open = Vec::new();
    let logs: &[Audience] = match to {
        Audience::Public => &[Audience::Public],
        Audience::Plenary => &[Audience::Public, Audience::Plenary],
        Audience::Room(_) | Audience::Team => &[Audience::Public, Audience::Plenary, to.clone()],
    };
    for ledger in logs.iter().filter_map(|log| proceedings.ledger(log)) {
        open.extend(standing_in(ledger));
    }
    if let Some(case) = proceedings.case() {
        let seat = reader(proceedings, to).unwrap_or(Seat::Public);
        open.extend(known_of(case, seat));
    }
    for (party, _) in proceedings.seats() {
        let room = proceedings.ledger(&Audience::Room(party.clone()));
        for told in room.into_iter().flat_map(|room| room.told.iter()) {
            if may_be_said(proceedings, (&party, told.id), to) {
                open.extend(told_words(&told.what.told));
            }
        }
    }
    open.iter().map(|words| Folded::of(words)).collect()
}

/// The words that stand in a log.
fn standing_in(ledger: &Ledger) -> Vec<String> {
    let own = |words: &Words| words.as_str().to_owned();
    let mut words: Vec<String> = ledger.sayings.iter().flat_map(said_words).collect();
    let replies = ledger.replies.iter();
    words.extend(replies.filter_map(|kept| kept.what.words.as_ref().map(own)));
    let told = ledger.told.iter();
    words.extend(told.flat_map(|kept| told_words(&kept.what.told)));
    for stated in ledger.stated.iter() {
        words.extend(
            stated
                .what
                .words
                .iter()
                .chain(&stated.what.condition)
                .map(own),
        );
    }
    let issued = ledger.issued.iter();
    words.extend(issued.flat_map(|kept| text_words(&kept.what.text)));
    words.extend(ledger.ballots.iter().map(|kept| own(&kept.what.words)));
    words.extend(ledger.criticised.iter().map(|kept| own(&kept.what.words)));
    words.extend(ledger.understood.iter().map(|kept| own(&kept.what.words)));
    for planned in ledger.planned.iter() {
        words.extend(planned.what.words.as_ref().map(own));
        words.extend(label_words(&planned.what.who));
    }
    for met in ledger.met.iter() {
        words.extend(minutes_words(&met.what));
        words.extend(label_words(&met.what.present));
    }
    for published in ledger.published.iter() {
        words.extend([
            published.what.title.as_str().to_owned(),
            own(&published.what.words),
        ]);
    }
    words
}

/// The words of the case as a seat may know it.
fn known_of(case: &Case, seat: Seat) -> Vec<String> {
    let view = case.seen_from(seat);
    let english = Language::english();
    let mut words = vec![view.heading().title.in_language(&english).to_owned()];
    for point in view.points() {
        let summary = point.item.summary.as_ref();
        words.extend(
            [&point.item.title]
                .into_iter()
                .chain(summary)
                .map(|one| one.in_language(&english).to_owned()),
        );
        for bracket in view.brackets(point.item) {
            words.push(bracket.item.question.in_language(&english).to_owned());
            let choices = view.choices(bracket.item);
            words.extend(choices.map(|one| one.item.text.in_language(&english).to_owned()));
        }
    }
    let lines = view.red_lines();
    words.extend(lines.map(|line| line.item.text.in_language(&english).to_owned()));
    words.extend(
        view.signals()
            .map(|one| one.item.text.in_language(&english).to_owned()),
    );
    words
}

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, delegation, party, reach, room, scribe};
    use crate::{
        Ballot, Carriage, Confidence, Label, Matter, Message, MessageKind, Motion, Note, Planned,
        Readout, Refusal, Reply, Response, Telling, Told, Words,
    };
    use case::{BracketId, ChoiceId};
    use disclosure::{Audience, ReleaseClass, Seat};
    use jiff::civil::date;

    fn words(words: &str) -> Words {
        Words::new(words).unwrap()
    }

    /// A table at which North told something under this class, for South.
    fn told(class: ReleaseClass, told: &str) -> Table {
        let mut table = Table::recorded();
        let confidence = Confidence {
            matter: Matter::Whole,
            told: Told::Said(Telling::Position, words(told)),
            reach: reach(class, &["south"]),
        };
        let tell = Motion::Tell(party("north"), confidence);
        table.moves(&delegation("north"), tell).unwrap();
        table
    }

    fn say(to: Audience, said: &str) -> Motion {
        Motion::Say(to, Message::plain(words(said)))
    }

    fn class_of(table: &mut Table, motion: Motion) -> Option<ReleaseClass> {
        match table.moves(&Seat::Mediator, motion) {
            Err(Refusal::Echoes { class, .. }) => Some(class),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    }

    const LIMIT: &str = "not above 40 000 t in any season under the accord";

    #[test]
    fn the_team_is_asked_again_wherever_its_words_say_what_another_room_told() {
        use ReleaseClass::{Sealed, Shape};
        let to = || room("south");
        let planned = |for_what: &str| Planned {
            format: Label::new("talks").unwrap(),
            date: date(2031, 6, 3),
            hour: None,
            place: Label::new("the hotel").unwrap(),
            level: None,
            who: Vec::new(),
            words: Some(words(for_what)),
        };
        for class in [Sealed, Shape] {
            let mut table = told(class, LIMIT);
            let mut ask = Message::plain(words("would you live with that"));
            ask.kind = MessageKind::Ask;
            let ask = Motion::Say(to(), ask);
            let ask = table.moves(&Seat::Mediator, ask).unwrap();
            let mut offer = Message::plain(words("an offer"));
            offer.terms.conditional_on = Some(words("at most 40,000 t"));
            let carriage = Carriage {
                to: to(),
                message: Message::plain(words("In any season under the accord, then.")),
                cites: Vec::new(),
            };
            let reply = Reply {
                to: ask,
                response: Response::Answered,
                words: Some(words("it is 40.000 t")),
            };
            let ballot = Ballot {
                package: [(BracketId::new("quota"), ChoiceId::new("low"))].into(),
                words: words("40 000 t and no more"),
            };
            let readout = Readout {
                title: Label::new("On 40 000 t").unwrap(),
                words: words("Both sides spoke of fish."),
                round: None,
                cites: Vec::new(),
                embargo: None,
            };
            let rooms = [party("north"), party("south")].into();
            for motion in [
                say(to(), "we think of forty thousand"),
                say(Audience::Plenary, "we think of 40k"),
                Motion::Say(to(), offer),
                Motion::Carry(carriage),
                Motion::Reply(to(), reply),
                Motion::PutBallot(rooms, ballot),
                Motion::Plan(to(), planned("on the 40 000 t")),
                Motion::ReadOut(readout),
            ] {
                let asked = class_of(&mut table, motion.clone());
                assert_eq!(asked, Some(class));
                let knowing = Motion::Knowing(Box::new(motion));
                assert_eq!(class_of(&mut table, knowing), None);
                table = told(class, LIMIT);
                let again = Motion::Say(to(), Message::plain(words("another ask")));
                table.moves(&Seat::Mediator, again).unwrap();
            }
        }
    }

    #[test]
    fn the_refusal_says_the_class_and_where_and_nothing_of_what_was_told_or_by_whom() {
        let mut table = told(ReleaseClass::Sealed, LIMIT);
        let refused = table.moves(&Seat::Mediator, say(room("south"), "40 000 t"));
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("`sealed`"), "{said}");
        for secret in ["40", "accord", "orth"] {
            assert!(!said.contains(secret), "{said}");
        }
    }

    #[test]
    fn what_may_be_said_there_and_what_stands_there_already_is_not_asked_about() {
        for (class, asked) in [
            (ReleaseClass::Unattributed, None),
            (ReleaseClass::Public, None),
            (ReleaseClass::Shape, Some(ReleaseClass::Shape)),
        ] {
            let mut table = told(class, LIMIT);
            let said = say(room("south"), "we think of 40 000 t");
            assert_eq!(class_of(&mut table, said.clone()), asked, "{class:?}");
            // Released to South it is closed to Reef.
            let reef = say(room("reef"), "we think of 40 000 t");
            let closed = (class != ReleaseClass::Public).then_some(class);
            assert_eq!(class_of(&mut table, reef), closed, "{class:?}");
        }
        let mut table = told(ReleaseClass::Sealed, LIMIT);
        let own = say(room("south"), "our fleet lands 40 000 t");
        table.moves(&delegation("south"), own).unwrap();
        let answer = say(room("south"), "40 000 t, we hear");
        assert_eq!(class_of(&mut table, answer), None);
        assert_eq!(class_of(&mut table, say(room("north"), LIMIT)), None);
        let near = say(room("reef"), "not above 40 001 t, nor in a season");
        assert_eq!(class_of(&mut table, near), None);
    }

    #[test]
    fn a_partys_message_and_a_line_not_sorted_yet_are_closed_to_other_rooms() {
        let mut table = Table::recorded();
        let said = say(
            room("north"),
            "the minister cannot stay in office after that",
        );
        table.moves(&delegation("north"), said).unwrap();
        let lines = vec![Label::new("harbour can be had for 75 000 crowns").unwrap()];
        let note = Note {
            party: party("north"),
            lines,
        };
        table.moves(&Seat::Mediator, Motion::Note(note)).unwrap();
        let sealed = Some(ReleaseClass::Sealed);
        for words in [
            "We hear the minister cannot stay in office",
            "would 75 000 crowns do",
        ] {
            assert_eq!(class_of(&mut table, say(room("south"), words)), sealed);
            assert_eq!(class_of(&mut table, say(room("north"), words)), None);
        }
    }

    #[test]
    fn a_message_that_its_party_lets_travel_is_carried_and_is_closed_no_longer() {
        let mut table = Table::recorded();
        let north = delegation("north");
        let said = say(
            room("north"),
            "the minister cannot stay in office after that",
        );
        let said = table.moves(&north, said).unwrap();
        let cite = crate::Cite {
            room: party("north"),
            item: said,
            attribution: crate::Attribution::Unattributed,
        };
        let carry = || {
            Motion::Carry(Carriage {
                to: room("south"),
                message: Message::plain(words("a minister cannot stay in office after that")),
                cites: vec![cite.clone()],
            })
        };
        let refused = table.moves(&Seat::Mediator, carry());
        assert!(matches!(refused, Err(Refusal::ClassForbids { .. })));
        let wider = crate::Reclass {
            item: said,
            reach: reach(ReleaseClass::Unattributed, &["south"]),
        };
        let wider = Motion::Reclass(party("north"), wider);
        assert_eq!(
            table.moves(&Seat::Mediator, wider.clone()),
            Err(Refusal::OnlyOwnerRaises)
        );
        table.moves(&north, wider).unwrap();
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        assert_eq!(seen.stances_before(&room("south")).len(), 1);
        assert_eq!(class_of(&mut table, carry()), None);
        let team = say(room("north"), "our own idea of a harbour");
        let team = table.moves(&Seat::Mediator, team).unwrap();
        let not_theirs = crate::Reclass {
            item: team,
            reach: reach(ReleaseClass::Public, &[]),
        };
        let not_theirs = Motion::Reclass(party("north"), not_theirs);
        assert_eq!(table.moves(&north, not_theirs), Err(Refusal::NotHere));
    }

    #[test]
    fn a_party_is_never_asked_and_its_word_is_taken_down_as_it_was_said() {
        let mut table = told(ReleaseClass::Sealed, LIMIT);
        let own = say(room("south"), LIMIT);
        assert!(table.moves_as(&scribe("Ivar"), own.clone()).is_ok());
        let mut table = told(ReleaseClass::Sealed, LIMIT);
        assert!(table.moves(&delegation("south"), own).is_ok());
    }
}
