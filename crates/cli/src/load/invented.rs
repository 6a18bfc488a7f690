//! Invented cases of a stated size, and events to fill their logs: the same on every machine.

use anyhow::{Context, Result};
use case::{
    Bracket, BracketId, Case, CaseId, Choice, ChoiceId, Comparisons, Figures, GivenBy, Grounds,
    Heading, Language, Party, Point, PointId, Preferences, Role, Status, Wording,
};
use disclosure::{Audience, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use proceedings::{
    Confidence, Deed, Event, EventId, Matter, Message, MessageKind, Moment, Position, Reach,
    Telling, Terms, Told, Words,
};
use std::collections::{BTreeMap, BTreeSet};
use text::Place;

/// How large a case is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) points: u32,
    /// Of each point.
    pub(crate) brackets: u32,
    /// Of each bracket.
    pub(crate) choices: u32,
    pub(crate) parties: u32,
}

/// Numbers that follow from a seed (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    /// An id that nobody else has.
    pub(super) fn id(&mut self) -> EventId {
        EventId::new((u128::from(self.next()) << 64) | u128::from(self.next()))
    }

    /// One of them; nothing of nothing.
    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(of.len()).unwrap_or(1));
        of.get(usize::try_from(at).unwrap_or(0))
    }
}

impl Size {
    /// A case of this size in which everybody may know everything that is in it.
    pub(super) fn case(self, id: &str) -> Case {
        self.case_in(id, &[Language::english()])
    }

    /// The same with words in each of these languages.
    pub(crate) fn case_in(self, id: &str, languages: &[Language]) -> Case {
        let open = || Release::public(Owner::Mediator);
        let points = (1..=self.points).map(|number| self.point(number, languages));
        let points = points.map(|point| Held::new(point, open()));
        let parties = (1..=self.parties).map(|number| Held::new(party(number), open()));
        let title = Wording::english("An invented case of a stated size");
        let heading = Heading {
            invented: true,
            ..Heading::new(CaseId::new(id), title)
        };
        Case {
            parties: parties.collect(),
            points: points.collect(),
            ..Case::new(heading)
        }
    }

    /// The same with what each option is worth to each party, drawn from 0 to 100.
    pub(super) fn with_figures(self, id: &str, dice: &mut Dice) -> Case {
        let mut case = self.case(id);
        let brackets = self.all_brackets();
        for number in 1..=self.parties {
            let party = party_id(number);
            let values = brackets.iter().map(|id| {
                let worth = (1..=self.choices).map(|choice| {
                    let points = i64::try_from(dice.below(101)).unwrap_or(0);
                    (choice_id(choice), format::exact::of(points))
                });
                (id.clone(), worth.collect())
            });
            let figures = Figures {
                // None: each bracket counts as much as its values say.
                weights: BTreeMap::new(),
                values: values.collect(),
                bonuses: Vec::new(),
                reservation: None,
            };
            let preferences = Preferences {
                party: Some(party.clone()),
                faction: None,
                given_by: GivenBy::Party,
                figures: Some(figures),
                rankings: BTreeMap::new(),
                intervals: BTreeMap::new(),
                grades: BTreeMap::new(),
                comparisons: Comparisons::default(),
                grounds: Grounds::default(),
            };
            let release = Release::sealed(Owner::Party(party));
            case.preferences.push(Held::new(preferences, release));
        }
        case
    }

    pub(super) fn all_brackets(self) -> Vec<BracketId> {
        let numbers = (1..=self.points).flat_map(|p| (1..=self.brackets).map(move |b| (p, b)));
        numbers.map(|(point, nth)| bracket_id(point, nth)).collect()
    }

    fn point(self, number: u32, languages: &[Language]) -> Point {
        let worded = |text: String| {
            let each = languages.iter().map(|language| {
                let words = if *language == Language::english() {
                    text.clone()
                } else {
                    format!("{text}, in {language}")
                };
                (language.clone(), words)
            });
            Wording::new(each.collect())
        };
        let open = || Release::public(Owner::Mediator);
        let brackets = (1..=self.brackets).map(|nth| {
            let choices = (1..=self.choices).map(|choice| {
                let text = format!("form {choice} of clause {number}.{nth}, as one side has it");
                let choice = Choice {
                    id: choice_id(choice),
                    text: worded(text),
                    marks: Vec::new(),
                    norms: Vec::new(),
                    grounds: Grounds::default(),
                };
                Held::new(choice, open())
            });
            let bracket = Bracket {
                id: bracket_id(number, nth),
                question: worded(format!("Which words stand in clause {number}.{nth}?")),
                choices: choices.collect(),
                grid: None,
                divisible: false,
                standings: Vec::new(),
                grounds: Grounds::default(),
            };
            Held::new(bracket, open())
        });
        Point {
            id: PointId::new(format!("p{number}")),
            number: Some(number),
            title: worded(format!("Matter {number} of the text")),
            summary: None,
            topic: None,
            brackets: brackets.collect(),
            grounds: Grounds::default(),
        }
    }
}

pub(super) fn party_id(number: u32) -> PartyId {
    PartyId::new(format!("party-{number}"))
}

fn bracket_id(point: u32, nth: u32) -> BracketId {
    BracketId::new(format!("p{point}-b{nth}"))
}

fn choice_id(number: u32) -> ChoiceId {
    ChoiceId::new(format!("c{number}"))
}

fn party(number: u32) -> Party {
    Party {
        id: party_id(number),
        name: format!("Party {number}"),
        role: Role::Principal,
        part: None,
        interests: Vec::new(),
        delegation: Vec::new(),
        factions: Vec::new(),
        grounds: Grounds::default(),
    }
}

/// What each party of a case takes as its position on each bracket, in its own room.
pub(super) fn positions(size: Size, dice: &mut Dice) -> BTreeMap<Audience, Vec<Event>> {
    let brackets = size.all_brackets();
    let rooms = (1..=size.parties).map(|number| {
        let party = party_id(number);
        let events = brackets.iter().map(|bracket| stated(&party, bracket, dice));
        let events = events.collect();
        (Audience::Room(party), events)
    });
    rooms.collect()
}

/// So many events, spread over the rooms and the joint session as talks spread them: of ten, five
/// are said, three are positions and two are told in confidence.
pub(super) fn talks(
    seats: &[(Audience, Seat)],
    brackets: &[BracketId],
    (count, dice): (usize, &mut Dice),
) -> Result<BTreeMap<Audience, Vec<Event>>> {
    let mut logs: BTreeMap<Audience, Vec<Event>> = BTreeMap::new();
    for (number, (audience, seat)) in (0..count).zip(seats.iter().cycle()) {
        let bracket = dice.one(brackets);
        let event = match (audience, bracket, number % 10) {
            (Audience::Room(party), Some(bracket), 0..=2) => stated(party, bracket, dice),
            (Audience::Room(_), _, 3..=4) => told(seat, (number, dice))?,
            _ => said(seat, (number, dice))?,
        };
        logs.entry(audience.clone()).or_default().push(event);
    }
    Ok(logs)
}

fn event(by: Seat, deed: Deed, dice: &mut Dice) -> Event {
    Event {
        id: dice.id(),
        at: Moment::of_micros(1_900_000_000_000_000),
        by,
        who: None,
        word: None,
        deed,
    }
}

fn stated(party: &PartyId, bracket: &BracketId, dice: &mut Dice) -> Event {
    let all = [
        Status::Rejected,
        Status::Bracketed,
        Status::Acceptable,
        Status::Agreed,
    ];
    let status = dice.one(&all).copied().unwrap_or(Status::Silent);
    let position = Position {
        against: None,
        place: Place::Bracket(bracket.clone()),
        status,
        holds: (status != Status::Rejected).then(|| choice_id(1)),
        words: None,
        condition: None,
        conditional_on: BTreeSet::new(),
        reach: Reach::sealed(),
    };
    event(
        Seat::Delegation(party.clone()),
        Deed::Stated(position),
        dice,
    )
}

fn said(seat: &Seat, (number, dice): (usize, &mut Dice)) -> Result<Event> {
    let message = Message {
        kind: MessageKind::Words,
        words: words(number)?,
        about: BTreeSet::new(),
        terms: Terms::default(),
    };
    Ok(event(seat.clone(), Deed::Said(message), dice))
}

fn told(seat: &Seat, (number, dice): (usize, &mut Dice)) -> Result<Event> {
    let confidence = Confidence {
        matter: Matter::Whole,
        told: Told::Said(Telling::Interest, words(number)?),
        reach: Reach::new(ReleaseClass::Shape, BTreeSet::new()),
    };
    Ok(event(seat.clone(), Deed::Told(confidence), dice))
}

/// Some two hundred characters.
fn words(number: usize) -> Result<Words> {
    let text =
        format!("{number}: what was said of the catch of the year before, and why. ").repeat(3);
    Words::new(&text).context("words of an invented event")
}
