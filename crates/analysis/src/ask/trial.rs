//! Asking a simulated party: what is lost by the pick after each question, for ours and for plain
//! ways of asking.

use super::{Known, Price, questions, worth_asking_of};
use crate::ask::proposal::{best_known, proposals_of};
use crate::instances::SplitMix;
use crate::robust::{Draws, Point, Robust, Spread, least};
use num_rational::BigRational;
use num_traits::Zero;
use problem::ask::Ask;
use problem::robust::Lineup;
use problem::statement::{Likes, Saying, Statements, ValueFunction, ValueSpace};
use problem::{Effort, Package, PartyIx, Problem, Score, Stance, Table};
use std::collections::BTreeMap;

/// How the next question is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// The one that is expected to tell most.
    Best,
    /// Any that is open, by chance.
    Random,
    /// Point by point: the options of each bracket two by two, party after party, then which
    /// brackets matter more.
    InOrder,
}

/// Parties whose value functions are known to the one who simulates, and to nobody who asks.
#[derive(Debug, Clone)]
pub struct Game {
    spaces: Table<PartyIx, ValueSpace>,
    truth: Table<PartyIx, ValueFunction>,
}

/// The most packages that are held against each other.
const PACKAGES: usize = 40;

/// How many draws are made before each question.
const DRAWS: u64 = 2 * Draws::BATCH;

impl Game {
    /// The parties of a problem, by the additive part of their scores, each on a scale from the
    /// worst to the best that it can come to. Bonuses and red lines are left aside. Nothing where a
    /// party is indifferent to everything.
    #[must_use]
    pub fn of(problem: &Problem) -> Option<Self> {
        let spaces = problem.stances().rows().map(|_| {
            let margin = BigRational::new(1.into(), 100.into());
            ValueSpace::new(problem.sizes().clone(), BTreeMap::new(), margin).ok()
        });
        let truth = problem.stances().rows().map(function);
        Some(Self {
            spaces: Table::new(spaces.collect::<Option<_>>()?),
            truth: Table::new(truth.collect::<Option<_>>()?),
        })
    }

    /// So many packages, and parties that have truly answered so many questions each.
    #[must_use]
    pub fn lineup(&self, answers: usize, packages: usize, seed: u64) -> Option<Lineup> {
        let mut mix = SplitMix::new(seed);
        let mut asking = Asking::of(self);
        let sizes: Vec<u16> = self.spaces.rows().next()?.sizes().rows().copied().collect();
        let drawn = (0..packages).map(|_| {
            let places: Vec<u16> = sizes.iter().map(|size| mix.below(*size)).collect();
            Package::at(&places)
        });
        let drawn: Vec<Package> = drawn.collect();
        let all = questions(&asking.lineup(drawn.clone())?);
        for (party, truth) in self.truth.iter() {
            let own: Vec<&Ask> = all
                .iter()
                .filter(|(to, _)| *to == party)
                .map(|(_, a)| a)
                .collect();
            let count = u64::try_from(own.len()).ok()?.max(1);
            for _ in 0..answers {
                let ask = own.get(usize::try_from(mix.next() % count).ok()?)?;
                let answer = ask
                    .answered_by(truth)
                    .map_or_else(|| as_good(ask), |at| ask.answers().into_iter().nth(at));
                let statements = asking.parties.get_mut(problem::Index::position(party))?;
                *statements = statements.with(answer?).ok()?;
            }
        }
        asking.lineup(drawn)
    }

    /// What is lost by the pick before any question and after each of so many, in ten-thousandths
    /// of a party's scale: how much less the party served worst has than it could, where it has
    /// nothing
    /// if somebody would rather have no deal.
    #[must_use]
    pub fn course(&self, policy: Policy, asked: usize, seed: u64, effort: &Effort<'_>) -> Vec<u64> {
        let mut mix = SplitMix::new(seed);
        let mut asking = Asking::of(self);
        let mut lost = Vec::new();
        for number in 0..=asked {
            if effort.watch.is_stopped() {
                break;
            }
            let draws = Draws {
                seed: mix.next(),
                count: DRAWS,
                spread: Spread::Even,
            };
            let Some(seen) = asking.look(&draws, effort) else {
                break;
            };
            lost.push(self.lost(&seen.lineup, seen.pick));
            if number < asked
                && let Some((party, ask)) = seen.choose(policy, &mut mix)
            {
                asking.tell(self, &seen, party, &ask);
            }
        }
        lost
    }

    fn lost(&self, lineup: &Lineup, pick: Option<usize>) -> u64 {
        let truth: Vec<Point> = self
            .truth
            .iter()
            .filter_map(|(party, function)| Some(Point::of(lineup.parties().get(party)?, function)))
            .collect();
        let best = best_known(&truth, lineup);
        let got = pick
            .and_then(|at| lineup.packages().get(at))
            .map(|package| {
                let options = crate::robust::places(package);
                least(&truth, &options).max(0)
            });
        let lost = best.saturating_sub(got.unwrap_or(0)).max(0);
        u64::try_from(lost).unwrap_or(0).div_ceil(100)
    }
}

/// A party's scores as a value function, from the worst to the best that it can come to.
fn function(stance: &Stance) -> Option<ValueFunction> {
    let low = |scores: &Vec<Score>| scores.iter().copied().min().unwrap_or(Score::ZERO);
    let high = |scores: &Vec<Score>| scores.iter().copied().max().unwrap_or(Score::ZERO);
    let units = |score: Score| BigRational::from_integer(score.get().into());
    let range: BigRational = stance
        .scores
        .rows()
        .map(|scores| units(high(scores) - low(scores)))
        .sum();
    if range.is_zero() {
        return None;
    }
    let weights = stance
        .scores
        .map(|scores| units(high(scores) - low(scores)) / &range);
    let worth = stance.scores.map(|scores| {
        let least = low(scores);
        scores
            .iter()
            .map(|score| units(*score - least) / &range)
            .collect()
    });
    let floor: BigRational = stance.scores.rows().map(|scores| units(low(scores))).sum();
    let no_deal = stance
        .reservation
        .map_or_else(BigRational::zero, |reservation| {
            (units(reservation) - floor) / &range
        });
    let one = BigRational::from_integer(1.into());
    Some(ValueFunction {
        weights,
        worth,
        no_deal: no_deal.max(BigRational::zero()).min(one),
    })
}

/// What has been said so far, and where it is known to hold.
struct Asking {
    parties: Vec<Statements>,
    starts: Option<Vec<Point>>,
}

/// What one sees before a question.
struct Seen {
    lineup: Lineup,
    known: Known,
    pick: Option<usize>,
}

impl Asking {
    fn of(game: &Game) -> Self {
        let none = || Table::new(Vec::new());
        let parties = game.spaces.rows();
        let parties = parties.filter_map(|space| Statements::new(space.clone(), none()).ok());
        Self {
            parties: parties.collect(),
            starts: None,
        }
    }

    fn lineup(&self, packages: Vec<Package>) -> Option<Lineup> {
        let barred = self.parties.iter().map(|_| vec![false; packages.len()]);
        let barred = barred.collect();
        Lineup::new(Table::new(self.parties.clone()), packages, barred).ok()
    }

    fn look(&mut self, draws: &Draws, effort: &Effort<'_>) -> Option<Seen> {
        let bare = self.lineup(Vec::new())?;
        let robust = match self.starts.take() {
            Some(starts) => Robust::at(&bare, starts),
            None => Robust::ready(&bare, effort)?,
        };
        let known = Known::of(&robust, draws);
        let packages = proposals_of(&known, &robust.sizes(), PACKAGES, &|_| true);
        let lineup = self.lineup(packages)?;
        let known = known.weigh(&lineup);
        let pick = known.best_now().map(|(place, _)| place);
        Some(Seen {
            lineup,
            known,
            pick,
        })
    }

    /// Takes a party's answer, and a draw in which it is true.
    fn tell(&mut self, game: &Game, seen: &Seen, party: PartyIx, ask: &Ask) {
        let place = problem::Index::position(party);
        let answer = game
            .truth
            .get(party)
            .and_then(|truth| ask.answered_by(truth));
        let saying = match answer {
            Some(at) => ask.answers().into_iter().nth(at),
            None => as_good(ask),
        };
        let (Some(statements), Some(saying)) = (self.parties.get_mut(place), saying) else {
            return;
        };
        let Ok(more) = statements.with(saying) else {
            return;
        };
        *statements = more;
        // A draw that gives this answer agrees with it, and with all that was said before.
        let wanted = answer.map(|at| at == 0);
        let draws = &seen.known.points;
        let first = draws.first().cloned();
        let with = wanted.and_then(|wanted| {
            let mut draws = draws.iter();
            draws.find(|draw| draw.get(place).is_some_and(|p| p.says_first(ask) == wanted))
        });
        self.starts = first.zip(with).map(|(mut starts, with)| {
            if let (Some(start), Some(with)) = (starts.get_mut(place), with.get(place)) {
                start.clone_from(with);
            }
            starts
        });
    }
}

/// What a party says of two things that are as good.
fn as_good(ask: &Ask) -> Option<Saying> {
    Some(match ask {
        Ask::Options(of, one, other) => Saying::Options(*of, *one, Likes::AsMuch, *other),
        Ask::Brackets(one, other) => Saying::Brackets(*one, Likes::AsMuch, *other),
        Ask::Offers(one, other) => Saying::Offers(one.clone(), Likes::AsMuch, other.clone()),
        Ask::Part(of, choice, part) => {
            let [least, most] = [9, 11].map(|n| BigRational::new(n.into(), 10.into()) * part);
            Saying::Within(*of, *choice, least, most)
        }
    })
}

impl Seen {
    fn choose(&self, policy: Policy, mix: &mut SplitMix) -> Option<(PartyIx, Ask)> {
        let free: Price<'_> = &|_, _| Some(0);
        let all = questions(&self.lineup);
        match policy {
            Policy::Best => {
                let best = worth_asking_of(&self.known, &all, free)
                    .into_iter()
                    .next()?;
                Some((best.party, best.ask))
            }
            Policy::Random => {
                let open = self.open(all);
                let count = u64::try_from(open.len()).ok().filter(|count| *count > 0)?;
                let at = usize::try_from(mix.next() % count).ok()?;
                open.into_iter().nth(at)
            }
            Policy::InOrder => {
                let mut plain: Vec<_> = all
                    .into_iter()
                    .filter(|(_, ask)| matches!(ask, Ask::Options(..) | Ask::Brackets(..)))
                    .collect();
                plain.sort_by_key(|(party, ask)| match ask {
                    Ask::Options(of, one, other) => (0, Some(*of), *party, Some((*one, *other))),
                    Ask::Brackets(..) | Ask::Offers(..) | Ask::Part(..) => (1, None, *party, None),
                });
                let mut plain = plain.into_iter();
                plain.find(|(party, ask)| self.known.is_open(*party, ask))
            }
        }
    }

    fn open(&self, all: Vec<(PartyIx, Ask)>) -> Vec<(PartyIx, Ask)> {
        let open = all.into_iter();
        open.filter(|(party, ask)| self.known.is_open(*party, ask))
            .collect()
    }
}
