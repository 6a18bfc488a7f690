//! Twin worlds: two courses of the same talks that differ in nothing but what North alone may
//! know - what it told, how much, how often and when. South's logs, refusals and state are the same
//! bytes in both.

use crate::cases::read;
use case::{BracketId, PointId, Status, VerbalGrade};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use format::{case_file, event};
use proceedings::{
    Answer, Ballot, Confidence, Criticism, Event, EventId, Form, Fresh, Label, Matter, Message,
    MessageKind, Moment, Motion, Mover, Named, Note, Planned, Policy, Position, Proceedings, Reach,
    Reclass, Recording, Refusal, Reply, Response, Telling, Told, Understood, Vote, Words, opening,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use text::{DraftNo, Place};

/// One step: what is done, and two numbers that say with what.
type Step = (u8, u8, u8);

/// What happens in North's room: before which common step, and what.
type Private = (u8, Step);

/// One course of the talks.
struct World {
    seats: BTreeMap<Seat, Proceedings>,
    logs: BTreeMap<Audience, Vec<Vec<u8>>>,
    /// The ids of what South and the mediator did in common steps.
    common: Vec<EventId>,
    /// What South was refused, in order.
    refused: Vec<String>,
    now: Moment,
}

fn north() -> PartyId {
    PartyId::new("north")
}

fn south() -> PartyId {
    PartyId::new("south")
}

fn words(n: u8) -> Words {
    Words::new(&format!("{} {n}", "word ".repeat(usize::from(n % 7)))).unwrap()
}

fn label(n: u8) -> Label {
    Label::new(&format!("line {n}")).unwrap()
}

fn reach(n: u8) -> Reach {
    let all = ReleaseClass::ALL;
    let class = all[usize::from(n) % all.len()].0;
    let to = [Seat::Delegation(south()), Seat::Delegation(north())];
    let to = to.into_iter().take(usize::from(n % 3)).collect();
    Reach::new(class, to)
}

const PLACES: [&str; 3] = ["quota", "border", "boats"];

fn place(n: u8) -> Place {
    Place::Bracket(BracketId::new(PLACES[usize::from(n) % PLACES.len()]))
}

fn message(kind: u8, n: u8) -> Message {
    let all = MessageKind::ALL;
    let mut message = Message::plain(words(n));
    message.kind = all[usize::from(kind) % all.len()].0;
    if n.is_multiple_of(5) {
        message.about = [PointId::new(if n.is_multiple_of(2) { "1" } else { "X2" })].into();
    }
    if n % 4 == 1 {
        message.terms.expires = Some(Moment::of_micros(i64::from(n) * 40_000_000));
    }
    message
}

fn position(a: u8, b: u8) -> Position {
    let all = Status::ALL;
    Position {
        against: None,
        place: place(a),
        status: all[usize::from(b) % all.len()].0,
        holds: None,
        words: Some(words(b)),
        condition: None,
        conditional_on: std::collections::BTreeSet::new(),
        reach: reach(b),
    }
}

fn told(a: u8, b: u8) -> Confidence {
    let told = match a % 4 {
        0 => Told::Said(Telling::Fact, words(b)),
        1 => Told::RedLine {
            firmness: case::Firmness::RedLine,
            words: words(b),
            never: None,
        },
        _ => Told::Grades([(case::ChoiceId::new("low"), VerbalGrade::Never)].into()),
    };
    let matter = Matter::Bracket(BracketId::new("quota"));
    let reach = reach(b);
    Confidence {
        matter,
        told,
        reach,
    }
}

impl World {
    fn opened(case: &case::Case) -> Self {
        let seats = [
            Seat::Mediator,
            Seat::Delegation(north()),
            Seat::Delegation(south()),
        ];
        let seats = seats.map(|seat| (seat.clone(), Proceedings::of(seat)));
        let mut world = Self {
            seats: seats.into(),
            logs: BTreeMap::new(),
            common: Vec::new(),
            refused: Vec::new(),
            now: Moment::of_micros(0),
        };
        let ids = (1..100).map(EventId::new).collect();
        for (audience, event) in opening(case, world.now, ids).unwrap() {
            world.take(&audience, &event);
        }
        for (n, name) in (100..).zip([north(), south()]) {
            let consent = Motion::Consent(name.clone(), Recording::Granted);
            world.moved(&Seat::Delegation(name), consent, n).unwrap();
        }
        world
            .moved(&Seat::Mediator, Motion::SetPolicy(Policy::Hold(20)), 102)
            .unwrap();
        world
    }

    fn take(&mut self, audience: &Audience, event: &Event) {
        for proceedings in self.seats.values_mut() {
            proceedings.apply(audience, event);
        }
        let log = self.logs.entry(audience.clone()).or_default();
        log.push(event::write(event));
    }

    fn moved(&mut self, seat: &Seat, motion: Motion, id: u128) -> Result<EventId, Refusal> {
        let fresh = Fresh {
            id: EventId::new(id),
            copies: (1..50)
                .map(|n| EventId::new((id << 8) | n | (1 << 120)))
                .collect(),
        };
        let mover = Mover {
            seat: seat.clone(),
            who: None,
            word: None,
        };
        let (audience, event) = self.seats[seat].decide(&mover, motion, self.now, fresh)?;
        self.take(&audience, &event);
        Ok(event.id)
    }

    fn deliver(&mut self) {
        for (audience, event) in self.seats[&Seat::Mediator].owed(self.now) {
            self.take(&audience, &event);
        }
    }

    /// An id of something that was done in common, or, at times, of what was done in private.
    fn some_id(&self, n: u8) -> EventId {
        match self.common.get(usize::from(n) % (self.common.len() + 2)) {
            Some(id) => *id,
            None => EventId::new((1 << 64) | u128::from(n % 8)),
        }
    }

    /// A step that both worlds take.
    fn common(&mut self, at: usize, (op, a, b): Step) {
        self.now = Moment::of_micros(i64::try_from(at).unwrap() * 10_000_000);
        let room = || Audience::Room(south());
        let to = self.some_id(a);
        let responses = Response::ALL;
        let reply = Reply {
            to,
            response: responses[usize::from(b) % responses.len()].0,
            words: None,
        };
        let against = DraftNo::new(u32::from(a % 4));
        let is_south = op % 16 < 10;
        let motion = match op % 16 {
            0 => Motion::Say(
                if a % 3 == 0 {
                    Audience::Plenary
                } else {
                    room()
                },
                message(a, b),
            ),
            1 => Motion::Reply(
                if b % 4 == 0 {
                    Audience::Plenary
                } else {
                    room()
                },
                reply,
            ),
            2 => Motion::Tell(if a % 5 == 0 { north() } else { south() }, told(a, b)),
            3 => Motion::Reclass(
                south(),
                Reclass {
                    item: to,
                    reach: reach(b),
                },
            ),
            4 => Motion::State(south(), position(a, b)),
            5 => Motion::Criticise(
                south(),
                Criticism {
                    against,
                    place: place(b),
                    words: words(a),
                },
            ),
            6 => Motion::ReadBack(
                south(),
                Understood {
                    against,
                    place: place(b),
                    words: words(a),
                },
            ),
            7 => Motion::Vote(
                south(),
                Vote {
                    ballot: to,
                    answer: Answer::Accepts,
                },
            ),
            8 => Motion::Undo(
                if a % 3 == 0 {
                    Audience::Room(north())
                } else {
                    room()
                },
                to,
            ),
            9 => Motion::Undo(room(), self.some_id(b)),
            10 => Motion::Say(room(), message(a, b)),
            11 => Motion::Reply(room(), reply),
            12 => Motion::Issue(Form::Bracketed, [room(), Audience::Room(north())].into()),
            13 => Motion::PutBallot(
                [north(), south()].into(),
                Ballot {
                    package: [(BracketId::new("quota"), case::ChoiceId::new("low"))].into(),
                    words: words(b),
                },
            ),
            14 => Motion::Say(Audience::Plenary, message(a, b)),
            _ => Motion::Plan(
                room(),
                Planned {
                    format: label(a),
                    date: jiff::civil::date(2031, 6, 9),
                    hour: None,
                    place: label(b),
                    level: None,
                    who: Vec::new(),
                    words: None,
                },
            ),
        };
        let seat = if is_south {
            Seat::Delegation(south())
        } else {
            Seat::Mediator
        };
        // The team means what it says: whether it is asked again depends on what another room told.
        let motion = if is_south {
            motion
        } else {
            Motion::Knowing(Box::new(motion))
        };
        let id = (1 << 70) | u128::try_from(at).unwrap();
        match self.moved(&seat, motion, id) {
            Ok(id) => self.common.push(id),
            Err(refusal) => self.refused.push(format!("{at} {refusal}")),
        }
        self.deliver();
    }

    /// A step in North's room, or in the team's on what North said.
    fn private(&mut self, nth: usize, (op, a, b): Step) {
        let room = || Audience::Room(north());
        let motion = match op % 8 {
            0 | 1 => Motion::Tell(north(), told(a, b)),
            2 => Motion::Say(room(), message(a, b)),
            3 => Motion::State(north(), position(a, b)),
            4 => Motion::Reclass(
                north(),
                Reclass {
                    item: EventId::new((1 << 64) | u128::from(a % 8)),
                    reach: reach(b),
                },
            ),
            5 => Motion::Undo(room(), EventId::new((1 << 64) | u128::from(a % 8))),
            6 => Motion::Say(room(), message(a, b)),
            _ => Motion::Note(Note {
                party: north(),
                lines: vec![label(a), label(b)],
            }),
        };
        let by_team = op % 8 > 5;
        let seat = if by_team {
            Seat::Mediator
        } else {
            Seat::Delegation(north())
        };
        // What is refused here is refused to those who may know of it.
        let _ = self.moved(&seat, motion, (1 << 64) | u128::try_from(nth).unwrap());
    }

    /// Everything that South can have.
    fn known_to_south(&self) -> String {
        let seat = Seat::Delegation(south());
        let mut known = self.refused.join("\n");
        for (audience, log) in &self.logs {
            if audience.admits(&seat) {
                known += &format!("\n{audience}");
                for event in log {
                    known += "\n";
                    known += std::str::from_utf8(event).unwrap();
                }
            }
        }
        let proceedings = &self.seats[&seat];
        let case = proceedings.case().unwrap();
        known += &case_file::write(&case.seen_from(seat.clone()).extract());
        let sitting = proceedings.seen_from(&seat);
        for audience in sitting.audiences() {
            for saying in sitting.sayings(audience, self.now) {
                known += &format!("\n{audience} {} {}", saying.said.id, saying.state.name());
            }
        }
        known += &format!("\n{:?}", sitting.balance(self.now));
        known += &format!("\n{}", sitting.knows(&south(), self.now).len());
        known
    }
}

fn course(case: &case::Case, common: &[Step], private: &[Private]) -> String {
    let mut world = World::opened(case);
    for (at, step) in common.iter().enumerate() {
        for (nth, (before, step)) in private.iter().enumerate() {
            if usize::from(*before) % common.len() == at {
                world.private(nth, *step);
            }
        }
        world.common(at + 1, *step);
    }
    world.known_to_south()
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(any::<Step>(), 4..32)
}

fn privates() -> impl Strategy<Value = Vec<Private>> {
    proptest::collection::vec(any::<Private>(), 0..16)
}

#[test]
fn nothing_that_south_can_have_tells_what_north_alone_may_know() {
    let case = read("fjord");
    let mut runner = TestRunner::new(Config::with_cases(48));
    let worlds = (steps(), privates(), privates());
    let held = runner.run(&worlds, |(common, one, other)| {
        let first = course(&case, &common, &one);
        prop_assert_eq!(first, course(&case, &common, &other));
        Ok(())
    });
    held.unwrap();
}

#[test]
fn the_courses_of_the_twin_worlds_do_something() {
    let case = read("fjord");
    let common: Vec<Step> = (0..64).map(|n| (n, n / 2, n / 3)).collect();
    let private: Vec<Private> = (0..16).map(|n| (n * 3, (n, n, n))).collect();
    let mut world = World::opened(&case);
    for (nth, (_, step)) in private.iter().enumerate() {
        world.private(nth, *step);
    }
    let north_before = world.logs[&Audience::Room(north())].len();
    for (at, step) in common.iter().enumerate() {
        world.common(at + 1, *step);
    }
    assert!(north_before > 8, "{north_before}");
    assert!(world.common.len() > 25, "{}", world.common.len());
    assert!(world.refused.len() > 10, "{}", world.refused.len());
    assert!(world.logs[&Audience::Room(south())].len() > 20);
    let mediator = &world.seats[&Seat::Mediator];
    let view = mediator.case().unwrap().seen_from(Seat::Mediator);
    let watch = problem::Watch::new();
    let effort = problem::Effort::unbounded(&watch);
    for question in [briefing::Question::Clashes, briefing::Question::Fair] {
        assert!(briefing::prepare(&view, question, &effort).is_ok());
    }
}
