//! Alternating offers, played fast.
//!
//! Every package has a number. A party's packages are sorted once by what they are worth to it, so
//! that giving way is a cursor that moves one way; a round costs a look at the offer on the table
//! and at the package under the cursor, and nothing is allocated in it.

#![expect(
    clippy::indexing_slicing,
    reason = "numbers of packages, parties and rounds come from the tables that they index"
)]

use problem::talks::{Ends, Manner, Pace, WHOLE};
use problem::{Index, Package, PartyIx, Problem, Score, Stance, Table};
use std::cmp::Reverse;

/// How much of the way is given up in each round of a deadline, pace by pace.
#[derive(Debug, Clone)]
pub struct Clock {
    given: [Vec<u64>; 3],
    rounds: u32,
}

const PACES: [Pace; 3] = [Pace::Conceder, Pace::Linear, Pace::Hardliner];

/// All packages of a problem by number, with what each is worth to each party.
#[derive(Debug, Clone)]
pub struct Deck {
    sizes: Vec<u16>,
    hands: Vec<Hand>,
}

/// What one party could take.
#[derive(Debug, Clone)]
struct Hand {
    /// What each package is worth; [`NEVER`] for what the party could not take.
    worth: Vec<i64>,
    /// Those that it could take, the dearest first, and among those of one worth the last first.
    order: Vec<u32>,
    /// What these are worth, in the same order.
    sorted: Vec<i64>,
    ends: Ends,
}

const NEVER: i64 = i64::MIN;

/// How talks ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The number of the package that everybody took.
    pub agreed: Option<u32>,
    /// How many rounds were begun.
    pub rounds: u32,
}

/// What a party does: takes the offer, offers the package of this number, or has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Take,
    Offer(u32),
    Pass,
}

/// Of how many of its cheapest offers a learner picks.
const CHEAPEST: usize = 256;

impl Clock {
    /// The rounds of a deadline.
    #[must_use]
    pub fn new(rounds: u32) -> Self {
        let given = PACES.map(|pace| (0..rounds).map(|round| pace.given(round, rounds)).collect());
        Self { given, rounds }
    }

    /// How much a manner gives up in a round: nine tenths stay with a saboteur, and who has no pace
    /// of its own gives way evenly.
    fn given(&self, manner: Manner, round: u32) -> u64 {
        let pace = match manner {
            Manner::Saboteur => return WHOLE / 10,
            Manner::Conceder => 0,
            Manner::Hardliner => 2,
            Manner::Truthful | Manner::Annealer | Manner::Linear | Manner::Learner => 1,
        };
        self.given[pace][round as usize]
    }
}

impl Deck {
    /// The most packages that are numbered.
    pub const PACKAGES_MAX: u64 = 4_000_000;

    /// The packages of a problem; nothing where there are too many.
    #[must_use]
    pub fn of(problem: &Problem) -> Option<Self> {
        let count = problem.package_count();
        let count = u64::try_from(count)
            .ok()
            .filter(|count| *count <= Self::PACKAGES_MAX)?;
        let sizes: Vec<u16> = problem.sizes().rows().copied().collect();
        let stances = problem.stances().rows();
        let hands = stances.map(|stance| {
            let is_sum = problem.rules().is_empty()
                && stance.bonuses.is_empty()
                && stance.red_lines.is_empty();
            let worth = if is_sum {
                summed(stance)
            } else {
                looked_up(problem, stance, (&sizes, count))
            };
            Hand::of(worth, stance.reservation)
        });
        let hands = hands.collect();
        Some(Self { sizes, hands })
    }

    /// The package of a number.
    #[must_use]
    pub fn package(&self, number: u32) -> Package {
        let mut places = vec![0_u16; self.sizes.len()];
        let mut rest = number;
        for (place, size) in places.iter_mut().zip(&self.sizes).rev() {
            *place = u16::try_from(rest % u32::from(*size)).unwrap_or(0);
            rest /= u32::from(*size);
        }
        Package::at(&places)
    }

    /// Talks of parties that behave so, from the first offer to the deal or the end of the rounds.
    #[must_use]
    pub fn play(&self, manners: &Table<PartyIx, Manner>, clock: &Clock) -> Ended {
        self.played(manners, clock, |_, _| {})
    }

    pub(super) fn played(
        &self,
        manners: &Table<PartyIx, Manner>,
        clock: &Clock,
        mut each: impl FnMut(PartyIx, Turn),
    ) -> Ended {
        let mut seats: Vec<Chair<'_>> = manners
            .iter()
            .zip(&self.hands)
            .map(|((party, manner), hand)| Chair::of(party, *manner, hand))
            .collect();
        let parties = seats.len();
        // The offer on the table, whose it is, and how many have taken it; none once somebody
        // passed.
        let mut table: Option<(u32, usize)> = None;
        let mut taken: Option<usize> = None;
        for round in 0..clock.rounds {
            for place in 0..parties {
                let chair = &mut seats[place];
                let turn = chair.turn(
                    clock.given(chair.manner, round),
                    table,
                    (place, &self.sizes),
                );
                each(chair.party, turn);
                match turn {
                    Turn::Take => taken = taken.map(|count| count + 1),
                    Turn::Pass => taken = None,
                    Turn::Offer(number) => {
                        (table, taken) = (Some((number, place)), Some(0));
                        self.hear(&mut seats, place, number);
                    }
                }
                if taken.is_some_and(|count| count + 1 == parties) {
                    return Ended {
                        agreed: table.map(|(number, _)| number),
                        rounds: round + 1,
                    };
                }
            }
        }
        Ended {
            agreed: None,
            rounds: clock.rounds,
        }
    }

    /// The learners among the others count the options of an offer.
    fn hear(&self, seats: &mut [Chair<'_>], by: usize, number: u32) {
        for (place, chair) in seats.iter_mut().enumerate() {
            if place != by && chair.manner == Manner::Learner {
                chair.count(number, &self.sizes);
            }
        }
    }
}

impl Hand {
    fn of(worth: Vec<i64>, reservation: Option<Score>) -> Self {
        let mut order: Vec<u32> = (0_u32..)
            .zip(&worth)
            .filter(|(_, worth)| **worth != NEVER)
            .map(|(number, _)| number)
            .collect();
        order.sort_unstable_by_key(|number| Reverse((worth[*number as usize], *number)));
        let sorted: Vec<i64> = order.iter().map(|number| worth[*number as usize]).collect();
        let end = |worth: Option<&i64>| Score::new(worth.copied().unwrap_or(0));
        let ends = Ends {
            low: reservation.unwrap_or_else(|| end(sorted.last())),
            best: end(sorted.first()),
        };
        Self {
            worth,
            order,
            sorted,
            ends,
        }
    }
}

/// A party at the table.
struct Chair<'h> {
    party: PartyIx,
    manner: Manner,
    hand: &'h Hand,
    /// How many of its packages are good enough by now.
    enough: usize,
    /// How often the others have offered each option, bracket after bracket; only for learners.
    counts: Vec<u32>,
}

impl<'h> Chair<'h> {
    const fn of(party: PartyIx, manner: Manner, hand: &'h Hand) -> Self {
        Self {
            party,
            manner,
            hand,
            enough: 0,
            counts: Vec::new(),
        }
    }

    fn turn(
        &mut self,
        given: u64,
        table: Option<(u32, usize)>,
        (place, sizes): (usize, &[u16]),
    ) -> Turn {
        let Some(dearest) = self.hand.order.first() else {
            return Turn::Pass;
        };
        let target = self.hand.ends.after(given).get();
        let (worth, order) = (&self.hand.worth, &self.hand.order);
        // The target never rises, so what was good enough stays so.
        let more = self.hand.sorted.get(self.enough..).unwrap_or_default();
        if more.first().is_some_and(|worth| *worth >= target) {
            self.enough += more.partition_point(|worth| *worth >= target);
        }
        if let Some((number, by)) = table
            && by != place
            && worth[number as usize] >= target
        {
            return Turn::Take;
        }
        let cheapest = self.enough.checked_sub(1).map(|last| order[last]);
        Turn::Offer(match self.manner {
            Manner::Saboteur => *dearest,
            Manner::Learner => self.liked(sizes).unwrap_or(*dearest),
            Manner::Truthful
            | Manner::Annealer
            | Manner::Conceder
            | Manner::Linear
            | Manner::Hardliner => cheapest.unwrap_or(*dearest),
        })
    }

    fn count(&mut self, number: u32, sizes: &[u16]) {
        if self.counts.is_empty() {
            self.counts = vec![0; sizes.iter().map(|size| usize::from(*size)).sum()];
        }
        for at in cells(number, sizes) {
            self.counts[at] += 1;
        }
    }

    /// Of the cheapest that are good enough the one whose options were offered most often, the
    /// dearest of several.
    fn liked(&self, sizes: &[u16]) -> Option<u32> {
        let first = self.enough.saturating_sub(CHEAPEST);
        let some = self.hand.order[first..self.enough].iter();
        let often = |number: u32| -> u64 {
            if self.counts.is_empty() {
                return 0;
            }
            cells(number, sizes)
                .map(|at| u64::from(self.counts[at]))
                .sum()
        };
        let counted = some.map(|number| (often(*number), *number));
        let best = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(_, number)| number)
    }
}

/// What each package is worth where that is a sum: the sums over the brackets so far, each with
/// every option of the next.
fn summed(stance: &Stance) -> Vec<i64> {
    let mut sums = vec![0_i64];
    for row in stance.scores.rows() {
        let longer = sums
            .iter()
            .flat_map(|sum| row.iter().map(move |score| sum + score.get()));
        sums = longer.collect();
    }
    if let Some(least) = stance.reservation {
        let refused = sums.iter_mut().filter(|sum| **sum < least.get());
        refused.for_each(|sum| *sum = NEVER);
    }
    sums
}

/// What each package is worth, package by package.
fn looked_up(problem: &Problem, stance: &Stance, (sizes, count): (&[u16], u64)) -> Vec<i64> {
    let mut places = vec![0_u16; sizes.len()];
    let next = |_| {
        let package = Package::at(&places);
        advance(&mut places, sizes);
        let takes = problem.is_possible(&package) && stance.accepts(&package);
        if takes {
            stance.score(&package).get()
        } else {
            NEVER
        }
    };
    (0..count).map(next).collect()
}

/// Where the options of a package stand in a row of all options, bracket after bracket; from the
/// last bracket to the first.
fn cells(number: u32, sizes: &[u16]) -> impl Iterator<Item = usize> {
    let all: usize = sizes.iter().map(|size| usize::from(*size)).sum();
    let (mut rest, mut end) = (number, all);
    sizes.iter().rev().map(move |size| {
        end -= usize::from(*size);
        let option = (rest % u32::from(*size)) as usize;
        rest /= u32::from(*size);
        end + option
    })
}

/// The next package in order, the last bracket turning fastest.
fn advance(places: &mut [u16], sizes: &[u16]) {
    for (place, size) in places.iter_mut().zip(sizes).rev() {
        *place += 1;
        if *place < *size {
            return;
        }
        *place = 0;
    }
}

impl Turn {
    /// The act as the definition writes it.
    #[cfg(test)]
    pub(super) fn act(self, deck: &Deck) -> problem::talks::Act {
        match self {
            Self::Take => problem::talks::Act::Take,
            Self::Pass => problem::talks::Act::Pass,
            Self::Offer(number) => problem::talks::Act::Offer(deck.package(number)),
        }
    }
}

/// The place of a party among the manners; for the twins, who ask of one.
pub(super) fn place(party: PartyIx) -> usize {
    Index::position(party)
}
