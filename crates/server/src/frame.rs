//! The frame around every page of a seat: header line, rail, and who can see what stands inside.
//!
//! Invariant: a page is framed for a place that its seat has; for any other place there is no
//! frame, so a handler that frames first cannot show a place to a seat that has none.

use crate::asset::{ICON, SCRIPT, STYLE};
use crate::language::{Words, filled};
use crate::mark::{Mark, NO_HUE};
use disclosure::{Audience, Seat};
use proceedings::EventId;
use sha2::{Digest, Sha256};
use std::cell::Cell;

/// A place of the workspace, as the rail names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The card for the next meeting: the mediation team's home.
    Next,
    /// Points down, parties across; a point belongs to it.
    Table,
    /// One room for each party; a delegation has its own.
    Rooms,
    /// What may be said next door.
    Carry,
    /// Packages, and what each is worth.
    Packages,
    /// Who fears what, who would answer, and a breach rehearsed.
    Guarantees,
    /// What was said in public, and whether parties are ready.
    Signals,
    /// What moved from round to round, and how edits fared.
    Rounds,
    /// The text at a version.
    Draft,
    /// What is owed, by when, and what must come before what.
    Order,
    /// Needs and money, and what waits for which step.
    Funding,
    /// Who met, who meets next.
    Programme,
    /// What the public is told.
    Readout,
    /// Checkpoints, receipts, witnesses.
    Record,
    /// Seats, invitations, sessions.
    People,
}

impl Place {
    /// The places a seat has, in the order of the rail.
    pub(crate) const fn all_of(seat: &Seat) -> &'static [Self] {
        use Place::{
            Carry, Draft, Funding, Guarantees, Next, Order, Packages, People, Programme, Readout,
            Record, Rooms, Rounds, Signals, Table,
        };
        match seat {
            Seat::Mediator => &[
                Next, Table, Rooms, Carry, Packages, Draft, Rounds, Order, Guarantees, Funding,
                Signals, Programme, Readout, Record, People,
            ],
            Seat::Delegation(_) => &[
                Table, Rooms, Packages, Draft, Rounds, Order, Guarantees, Funding, Signals, Record,
                People,
            ],
            Seat::Partner(_) => &[Rooms, Draft, Guarantees, Funding, Signals, Record, People],
            Seat::Observer(_) => &[Rooms, Draft, Guarantees, Signals, Record, People],
            Seat::Public => &[],
        }
    }

    /// Whether a seat has this place.
    pub(crate) fn is_open_to(self, seat: &Seat) -> bool {
        Self::all_of(seat).contains(&self)
    }

    /// The last part of its address, under `/at/HANDLE/`.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Table => "table",
            Self::Rooms => "room",
            Self::Carry => "carry",
            Self::Packages => "packages",
            Self::Guarantees => "guarantees",
            Self::Draft => "draft",
            Self::Order => "order",
            Self::Funding => "funding",
            Self::Rounds => "rounds",
            Self::Signals => "signals",
            Self::Programme => "programme",
            Self::Readout => "readout",
            Self::Record => "record",
            Self::People => "people",
        }
    }

    /// Its word in the rail of a seat.
    const fn word(self, words: &Words, seat: &Seat) -> &'static str {
        let place = &words.place;
        match (self, seat) {
            (Self::Next, _) => place.next,
            (Self::Table, _) => place.table,
            (Self::Rooms, Seat::Mediator) => place.rooms,
            (Self::Rooms, _) => place.own_room,
            (Self::Carry, _) => place.carry,
            (Self::Packages, _) => place.packages,
            (Self::Guarantees, _) => place.guarantees,
            (Self::Draft, _) => place.draft,
            (Self::Order, _) => place.order,
            (Self::Funding, _) => place.funding,
            (Self::Rounds, _) => place.rounds,
            (Self::Signals, _) => place.signals,
            (Self::Programme, _) => place.programme,
            (Self::Readout, _) => place.readout,
            (Self::Record, _) => place.record,
            (Self::People, Seat::Mediator) => place.people,
            (Self::People, _) => place.own_sessions,
        }
    }
}

/// What stands around a page.
pub(crate) struct Frame {
    /// The words of the shell, in the reader's language.
    pub(crate) words: &'static Words,
    /// Where the reader is.
    pub(crate) place: Place,
    /// The seat the reader is in.
    pub(crate) sits: Seat,
    /// The case's title.
    pub(crate) case: String,
    /// The draft in hand, as in `draft 3 of 4 May 2031`; empty before the first.
    pub(crate) draft: String,
    /// The seat in words.
    pub(crate) seat: String,
    /// The letter of the seat's party; empty for the mediation team.
    pub(crate) mark: String,
    /// The class of the seat's hue.
    pub(crate) hue: &'static str,
    /// Who else can see what this page shows, in words.
    pub(crate) seen_by: String,
    /// The address all others of this seat begin with: `/at/HANDLE`.
    pub(crate) at: String,
    /// The address of the stream that tells of changes; empty on a page that answers a form, for
    /// asking for that again would send the form again.
    pub(crate) changes: String,
    /// The heads of the logs this page was made from, as one word.
    pub(crate) head: String,
    /// What the act before this page did, in words.
    pub(crate) effect: Option<String>,
    /// What one-time form ids are made from.
    pub(crate) seed: Seed,
}

/// A line of the rail.
pub(crate) struct RailLine {
    pub(crate) word: &'static str,
    pub(crate) href: String,
    pub(crate) here: bool,
}

impl Frame {
    /// The title of the window: the place, and no fact of the case.
    pub(crate) const fn title(&self) -> &'static str {
        self.place.word(self.words, &self.sits)
    }

    /// What stands before those who can see the page, and after them.
    pub(crate) fn seen_words(&self) -> (&'static str, &'static str) {
        let words = self.words.seen_by;
        words.split_once("{}").unwrap_or((words, ""))
    }

    /// The rail: the places that the seat has.
    pub(crate) fn rail(&self) -> Vec<RailLine> {
        let places = Place::all_of(&self.sits).iter();
        let lines = places.map(|place| RailLine {
            word: place.word(self.words, &self.sits),
            href: self.to(*place),
            here: *place == self.place,
        });
        lines.collect()
    }

    /// The address of a place of this seat.
    pub(crate) fn to(&self, place: Place) -> String {
        format!("{}/{}", self.at, place.path())
    }

    /// Whether the seat has a place.
    pub(crate) fn has(&self, place: Place) -> bool {
        place.is_open_to(&self.sits)
    }

    /// The seat's home.
    pub(crate) fn home(&self) -> String {
        self.at.clone()
    }

    /// A fresh one-time id for a form: sent twice, it acts once.
    pub(crate) fn act(&self) -> EventId {
        self.seed.fresh()
    }

    /// The stylesheet's address.
    pub(crate) fn style(&self) -> &str {
        STYLE.path()
    }

    /// The script's address.
    pub(crate) fn script(&self) -> &str {
        SCRIPT.path()
    }

    /// The icon's address.
    pub(crate) fn icon(&self) -> &str {
        ICON.path()
    }
}

/// Random bits from which a page draws the ids of its forms.
pub(crate) struct Seed {
    bits: u128,
    drawn: Cell<u64>,
}

impl Seed {
    /// Ids drawn from these random bits.
    pub(crate) const fn new(bits: u128) -> Self {
        Self {
            bits,
            drawn: Cell::new(0),
        }
    }

    fn fresh(&self) -> EventId {
        let at = self.drawn.get();
        self.drawn.set(at.wrapping_add(1));
        let sum = Sha256::new()
            .chain_update(self.bits.to_be_bytes())
            .chain_update(at.to_be_bytes())
            .finalize();
        let bits = sum.iter().take(16);
        EventId::new(bits.fold(0, |all, byte| (all << 8) | u128::from(*byte)))
    }
}

/// A seat in words; a party is named as the reader's marks name it.
pub(crate) fn seat_words(words: &Words, seat: &Seat, mark: Option<&Mark>) -> String {
    let name = mark.map_or_else(
        || seat.party().map_or("", |party| party.as_str()),
        |mark| mark.name.as_str(),
    );
    match seat {
        Seat::Mediator => words.seat.mediator.to_owned(),
        Seat::Delegation(_) => filled(words.seat.delegation, name),
        Seat::Partner(_) => filled(words.seat.partner, name),
        Seat::Observer(_) => filled(words.seat.observer, name),
        Seat::Public => words.seat.public.to_owned(),
    }
}

/// An audience in words; `name` is its party's where it is a room.
pub(crate) fn audience_words(words: &Words, audience: &Audience, name: &str) -> String {
    match audience {
        Audience::Public => words.seat.everybody.to_owned(),
        Audience::Plenary => words.seat.plenary.to_owned(),
        Audience::Room(_) => filled(words.seat.room, name),
        Audience::Team => words.seat.only_team.to_owned(),
    }
}

/// The class of a seat's hue.
pub(crate) fn hue(mark: Option<&Mark>) -> &'static str {
    mark.map_or(NO_HUE, |mark| mark.hue)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::mark::Marks;
    use case::{Language, View};
    use disclosure::PartyId;

    /// A frame around a page of one seat.
    pub(crate) fn framed(view: &View<'_>, place: Place) -> Frame {
        let words = Words::english();
        let marks = Marks::of(view);
        let mark = marks.seat(view.seat());
        let audience = match view.seat() {
            Seat::Mediator => Audience::Team,
            Seat::Public => Audience::Public,
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                Audience::Room(party.clone())
            }
        };
        Frame {
            words,
            place,
            sits: view.seat().clone(),
            case: view
                .heading()
                .title
                .in_language(&Language::english())
                .to_owned(),
            draft: "draft 3 of 29 May 2031".to_owned(),
            seat: seat_words(words, view.seat(), mark),
            mark: mark.map_or_else(String::new, |mark| mark.letter.clone()),
            hue: hue(mark),
            seen_by: audience_words(words, &audience, mark.map_or("", |mark| &mark.name)),
            at: "/at/abcdefgh".to_owned(),
            changes: String::new(),
            head: "0".to_owned(),
            effect: None,
            seed: Seed::new(7),
        }
    }

    #[test]
    fn a_delegation_has_no_carry_list_and_nobody_without_a_seat_has_a_place() {
        let north = Seat::Delegation(PartyId::new("north"));
        assert!(Place::Carry.is_open_to(&Seat::Mediator));
        assert!(!Place::Carry.is_open_to(&north));
        assert!(!Place::Next.is_open_to(&north));
        assert!(Place::all_of(&Seat::Public).is_empty());
    }

    #[test]
    fn every_form_of_a_page_has_an_id_of_its_own() {
        let seed = Seed::new(7);
        let (one, other) = (seed.fresh(), seed.fresh());
        assert_ne!(one, other);
        assert_eq!(Seed::new(7).fresh(), one);
    }
}
