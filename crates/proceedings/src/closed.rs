//! What is closed to an audience: words of other rooms that may not be said in front of it; and
//! whether something that is about to be said there says them again.
//!
//! Invariant: only the mediation team's words are compared, for only it knows more than one room;
//! what stands in front of the audience already, gives nothing away by being said again.

use crate::carrying::{Front, forbids_before, reach, seat_of};
use crate::ledger::{Kept, Ledger};
use crate::outgoing::{Outgoing, label_words, minutes_words, outgoing, text_words, told_words};
use crate::{
    Attribution, Carried, Cite, Confidence, Criticism, Deed, EventId, LineState, Message, Met,
    Position, Proceedings, Proposed, Reply, Understood, Word, Words,
};
use case::{Case, Language};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use std::sync::OnceLock;
use text::{Folded, Prints, Said};

/// The class of what a deed of the team would say again where it may not be said, and where;
/// nothing where it says nothing of the kind.
pub(crate) fn echo(
    proceedings: &Proceedings,
    audience: &Audience,
    deed: &Deed,
) -> Option<(ReleaseClass, Audience)> {
    let Outgoing { to, words } = outgoing(audience, deed).filter(|one| !one.words.is_empty())?;
    let folded: Vec<Folded> = words.iter().map(|one| Folded::of(one)).collect();
    let again = Again {
        said: Said::of(&folded),
        folded,
    };
    let found = to.into_iter().filter_map(|to| {
        let class = again.echo_before(proceedings, &Front::of(proceedings, to))?;
        Some((class, to.clone()))
    });
    found.min_by_key(|(class, _)| *class)
}

/// What is about to be said, to be held against what was told.
struct Again {
    folded: Vec<Folded>,
    said: Said,
}

impl Again {
    /// The strictest class of what it says again in front of an audience.
    fn echo_before(&self, proceedings: &Proceedings, front: &Front<'_>) -> Option<ReleaseClass> {
        let mut open: Option<Vec<Folded>> = None;
        let mut strictest = None;
        for (class, words) in self.closed_to(proceedings, front) {
            if strictest.is_some_and(|found| found <= class) {
                continue;
            }
            let closed = Folded::of(&words);
            let mut again = closed
                .telltales()
                .filter(|telltale| self.folded.iter().any(|one| one.has(*telltale)));
            let is_echo = again.any(|telltale| {
                let open = open.get_or_insert_with(|| open_to(proceedings, front));
                !open.iter().any(|one| one.has(telltale))
            });
            if is_echo {
                strictest = Some(class);
            }
        }
        strictest
    }

    /// The words that may not be said in front of an audience and may be said again, each with its
    /// class.
    ///
    /// What a party says in its room in a message, in a criticism or in a reading is sealed: it
    /// goes no further until it is told as an item and released.
    fn closed_to(&self, proceedings: &Proceedings, front: &Front<'_>) -> Vec<Closed> {
        let mut closed = Vec::new();
        for (party, seat) in proceedings.seats() {
            let audience = Audience::Room(party.clone());
            let room = proceedings
                .ledger(&audience)
                .filter(|_| audience != *front.to);
            let spoken = room.into_iter().flat_map(|room| spoken_in(room, &seat));
            // Few have anything in common with what is said: those alone are looked at closely.
            for spoken in spoken.filter(|one| one.prints().may_stand_in(&self.said)) {
                let class = reach(proceedings, &party, spoken.id).map(|reach| reach.class);
                let stays = !may_be_said(proceedings, (&party, spoken.id), front);
                if let Some(class) = class.filter(|_| stays) {
                    closed.extend(spoken.words().into_iter().map(|words| (class, words)));
                }
            }
        }
        unsorted(&mut closed, proceedings, front.to);
        if let Some(case) = proceedings.case() {
            hidden(&mut closed, case, reader(proceedings, front.to).as_ref());
        }
        closed
    }
}

type Closed = (ReleaseClass, String);

/// Something of a room whose words stay there until they are let travel.
struct Spoken<'a> {
    id: EventId,
    prints: &'a OnceLock<Prints>,
    what: What<'a>,
}

/// What was spoken.
enum What<'a> {
    Told(&'a Confidence),
    Stated(&'a Position),
    Met(&'a Met),
    Said(&'a Carried),
    Replied(&'a Reply),
    Criticised(&'a Criticism),
    Understood(&'a Understood),
    Proposed(&'a Proposed),
}

impl<'a> Spoken<'a> {
    fn of<T>(kept: &'a Kept<T>, what: fn(&'a T) -> What<'a>) -> Self {
        Self {
            id: kept.id,
            prints: &kept.prints,
            what: what(&kept.what),
        }
    }

    fn words(&self) -> Vec<String> {
        let own = |words: &Words| words.as_str().to_owned();
        match self.what {
            What::Told(told) => told_words(&told.told).collect(),
            What::Stated(stated) => {
                let words = stated.words.iter().chain(&stated.condition);
                words.map(own).collect()
            }
            What::Met(met) => met.minutes.iter().map(|one| own(&one.words)).collect(),
            What::Said(said) => message_words(&said.message),
            What::Replied(reply) => reply.words.iter().map(own).collect(),
            What::Criticised(criticised) => vec![own(&criticised.words)],
            What::Understood(understood) => vec![own(&understood.words)],
            What::Proposed(proposed) => proposed.reason.iter().map(own).collect(),
        }
    }

    /// What gives its words away: worked out once, for what was said does not change.
    fn prints(&self) -> &Prints {
        let fresh = || Prints::of(self.words().iter().map(String::as_str));
        self.prints.get_or_init(fresh)
    }
}

fn may_be_said(
    proceedings: &Proceedings,
    (room, item): (&PartyId, EventId),
    front: &Front<'_>,
) -> bool {
    let cite = Cite {
        room: room.clone(),
        item,
        attribution: Attribution::Unattributed,
    };
    forbids_before(proceedings, &cite, front).is_none()
}

/// The items and positions of a room, and what its party said there or somebody took down for it.
fn spoken_in<'a>(room: &'a Ledger, seat: &Seat) -> impl Iterator<Item = Spoken<'a>> {
    let is_own = move |by: &Seat, word: Option<&Word>| by == seat || word.is_some();
    let sayings = room.sayings.iter();
    let sayings = sayings.filter(move |said| is_own(&said.by, said.word.as_ref()));
    let replies = room.replies.iter();
    let replies = replies.filter(move |reply| is_own(&reply.by, reply.word.as_ref()));
    let told = room.told.iter().map(|one| Spoken::of(one, What::Told));
    told.chain(room.stated.iter().map(|one| Spoken::of(one, What::Stated)))
        .chain(room.met.iter().map(|one| Spoken::of(one, What::Met)))
        .chain(sayings.map(|one| Spoken::of(one, What::Said)))
        .chain(replies.map(|one| Spoken::of(one, What::Replied)))
        .chain(
            room.criticised
                .iter()
                .map(|one| Spoken::of(one, What::Criticised)),
        )
        .chain(
            room.understood
                .iter()
                .map(|one| Spoken::of(one, What::Understood)),
        )
        .chain(
            room.proposed
                .iter()
                .map(|one| Spoken::of(one, What::Proposed)),
        )
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
fn open_to(proceedings: &Proceedings, front: &Front<'_>) -> Vec<Folded> {
    let mut open = Vec::new();
    let to = front.to;
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
            if may_be_said(proceedings, (&party, told.id), front) {
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
