//! A small invented case for the tests of this room: two parties, a partner, one bracket.

use crate::{
    Event, EventId, Fresh, Label, Moment, Motion, Mover, Policy, Proceedings, Reach, Recording,
    Refusal, Word, opening,
};
use case::{
    Bracket, BracketId, Case, CaseId, Choice, ChoiceId, Grounds, Heading, Party, Point, PointId,
    Role, Wording,
};
use disclosure::{Audience, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use std::collections::BTreeMap;

/// A party of the case.
pub(crate) fn party(name: &str) -> PartyId {
    PartyId::new(name)
}

/// Its room.
pub(crate) fn room(name: &str) -> Audience {
    Audience::Room(party(name))
}

/// The seat of a principal.
pub(crate) fn delegation(name: &str) -> Seat {
    Seat::Delegation(party(name))
}

/// A reach of this class to the seats of these principals.
pub(crate) fn reach(class: ReleaseClass, to: &[&str]) -> Reach {
    let to = to.iter().map(|name| delegation(name)).collect();
    Reach::new(class, to)
}

fn open<T: disclosure::Anonymous>(item: T) -> Held<T> {
    Held::new(item, Release::public(Owner::Mediator))
}

fn one(id: &str, name: &str, role: Role) -> Held<Party> {
    open(Party {
        id: party(id),
        name: name.to_owned(),
        role,
        part: None,
        interests: Vec::new(),
        delegation: Vec::new(),
        factions: Vec::new(),
        grounds: Grounds::default(),
    })
}

fn choice(id: &str, release: Release) -> Held<Choice> {
    let choice = Choice {
        id: ChoiceId::new(id),
        text: Wording::english(id),
        marks: Vec::new(),
        norms: Vec::new(),
        grounds: Grounds::default(),
    };
    Held::new(choice, release)
}

/// Point 4 with the bracket `quota`: low, high, and `secret`, which North alone told.
pub(crate) fn case() -> Case {
    let public = || Release::public(Owner::Mediator);
    let sealed = Release::sealed(Owner::Party(party("north")));
    let bracket = Bracket {
        id: BracketId::new("quota"),
        question: Wording::english("How much fish"),
        choices: vec![
            choice("low", public()),
            choice("high", public()),
            choice("secret", sealed),
        ],
        grid: None,
        divisible: false,
        standings: Vec::new(),
        grounds: Grounds::default(),
    };
    let point = Point {
        id: PointId::new("fish"),
        number: Some(4),
        title: Wording::english("Fish"),
        summary: None,
        topic: None,
        brackets: vec![open(bracket)],
        grounds: Grounds::default(),
    };
    let heading = Heading {
        invented: true,
        ..Heading::new(CaseId::new("fjord"), Wording::english("Fjord"))
    };
    Case {
        parties: vec![
            one("north", "North", Role::Principal),
            one("south", "South", Role::Principal),
            one("reef", "Reef Union", Role::Partner),
            one("host", "Host", Role::Mediator),
        ],
        points: vec![open(point)],
        ..Case::new(heading)
    }
}

/// A table with every seat at it: what one moves, the others that may know take in.
pub(crate) struct Table {
    pub(crate) seats: BTreeMap<Seat, Proceedings>,
    pub(crate) now: Moment,
    logs: BTreeMap<Audience, Vec<Event>>,
    next: u128,
}

impl Table {
    /// The case just opened; what is sent goes at once.
    pub(crate) fn opened() -> Self {
        Self::opened_with(&case())
    }

    /// Another case just opened.
    fn opened_with(case: &Case) -> Self {
        let seats = [
            Seat::Mediator,
            delegation("north"),
            delegation("south"),
            Seat::Partner(party("reef")),
            Seat::Public,
        ];
        let seats = seats.into_iter();
        let mut table = Self {
            seats: seats
                .map(|seat| (seat.clone(), Proceedings::of(seat)))
                .collect(),
            logs: BTreeMap::new(),
            now: Moment::of_micros(1),
            next: 1_000,
        };
        let ids = (1..=6).map(EventId::new).collect();
        for (audience, event) in opening(case, table.now, ids).unwrap() {
            table.take(&audience, &event);
        }
        table
            .moves(&Seat::Mediator, Motion::SetPolicy(Policy::Alone))
            .unwrap();
        table
    }

    /// The table after both principals consented to recording.
    pub(crate) fn recorded() -> Self {
        Self::recorded_with(&case())
    }

    /// The same, of another case.
    pub(crate) fn recorded_with(case: &Case) -> Self {
        let mut table = Self::opened_with(case);
        for name in ["north", "south"] {
            let consent = Motion::Consent(party(name), Recording::Granted);
            table.moves(&delegation(name), consent).unwrap();
        }
        table
    }

    pub(crate) fn take(&mut self, audience: &Audience, event: &Event) {
        let log = self.logs.entry(audience.clone()).or_default();
        log.push(event.clone());
        for proceedings in self.seats.values_mut() {
            proceedings.apply(audience, event);
        }
    }

    /// What was appended to each log, in order.
    pub(crate) fn logs(&self) -> BTreeMap<Audience, Vec<Event>> {
        self.logs.clone()
    }

    pub(crate) fn of(&self, seat: &Seat) -> &Proceedings {
        self.seats.get(seat).unwrap()
    }

    fn fresh(&mut self) -> EventId {
        self.next += 1;
        EventId::new(self.next)
    }

    /// Moves, takes what is made, and delivers what is owed.
    pub(crate) fn moves(&mut self, seat: &Seat, motion: Motion) -> Result<EventId, Refusal> {
        self.moves_as(&mover(seat), motion)
    }

    pub(crate) fn moves_as(&mut self, mover: &Mover, motion: Motion) -> Result<EventId, Refusal> {
        let needed = self.of(&mover.seat).copies_of(&motion);
        let id = self.fresh();
        let copies = (0..needed).map(|_| self.fresh()).collect();
        let fresh = Fresh { id, copies };
        let now = self.now;
        let (audience, event) = self.of(&mover.seat).decide(mover, motion, now, fresh)?;
        self.take(&audience, &event);
        self.deliver();
        Ok(id)
    }

    /// Delivers what is owed now.
    pub(crate) fn deliver(&mut self) {
        for (audience, event) in self.of(&Seat::Mediator).owed(self.now) {
            self.take(&audience, &event);
        }
    }
}

/// A mover without a name.
pub(crate) fn mover(seat: &Seat) -> Mover {
    Mover {
        seat: seat.clone(),
        who: None,
        word: None,
    }
}

/// The mediation team, taking down a party's word.
pub(crate) fn scribe(said_by: &str) -> Mover {
    let said_by = Label::new(said_by).unwrap();
    let on = jiff::civil::date(2031, 6, 2);
    Mover {
        seat: Seat::Mediator,
        who: None,
        word: Some(Word { said_by, on }),
    }
}

/// A colleague of the mediation team.
pub(crate) fn colleague(name: &str) -> Mover {
    Mover {
        seat: Seat::Mediator,
        who: Some(Label::new(name).unwrap()),
        word: None,
    }
}
