//! Where one package stops ranking above another as a parameter moves, in exact rationals.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use problem::frame::{FairRule, IdealOver};

/// A straight line over the parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) fixed: BigRational,
    pub(super) slope: BigRational,
}

impl Line {
    pub(super) fn flat(fixed: BigRational) -> Self {
        let slope = BigRational::zero();
        Self { fixed, slope }
    }

    /// The parameter itself.
    pub(super) fn identity() -> Self {
        let (fixed, slope) = (BigRational::zero(), BigRational::one());
        Self { fixed, slope }
    }

    pub(super) fn through(
        one: (&BigRational, BigRational),
        other: (&BigRational, BigRational),
    ) -> Self {
        if one.0 == other.0 || one.1 == other.1 {
            return Self::flat(one.1);
        }
        let slope = (&other.1 - &one.1) / (other.0 - one.0);
        let fixed = &one.1 - &slope * one.0;
        Self { fixed, slope }
    }

    fn at(&self, value: &BigRational) -> BigRational {
        &self.fixed + &self.slope * value
    }

    fn less(&self, other: &Self) -> Self {
        Self {
            fixed: &self.fixed - &other.fixed,
            slope: &self.slope - &other.slope,
        }
    }

    fn times(&self, factor: &BigRational) -> Self {
        Self {
            fixed: &self.fixed * factor,
            slope: &self.slope * factor,
        }
    }

    /// Where the line meets 0, unless it never or always does.
    fn root(&self) -> Option<BigRational> {
        (!self.slope.is_zero()).then(|| -&self.fixed / &self.slope)
    }
}

/// What gains are measured from and against, party by party.
pub(super) struct Lines {
    pub(super) base: Vec<Line>,
    pub(super) best: Vec<Line>,
    pub(super) best_possible: Vec<Line>,
    pub(super) floors: Vec<Option<Line>>,
    /// The draft's scores, where the rule looks at a draft.
    pub(super) draft: Vec<BigRational>,
}

/// A package's scores.
pub(super) struct Rival {
    pub(super) scores: Vec<Line>,
}

/// The first value from the near end of a stretch, towards the far end, from which a package no
/// longer ranks above every rival; nothing if it does so throughout.
///
/// Ranks can only change where two of the straight lines that make them meet: each such value, and
/// one value between neighbours, is looked at in turn.
pub(super) fn first_crossing(
    (rule, lines): (&FairRule, &Lines),
    package: &Rival,
    rivals: &[Rival],
    (near, far): (&BigRational, &BigRational),
) -> Option<BigRational> {
    let mut values = vec![near.clone(), far.clone()];
    let between =
        |value: &BigRational| (near < value && value < far) || (far < value && value < near);
    for rival in rivals.iter().chain([package]) {
        let meets = meetings((rule, lines), package, rival);
        values.extend(meets.into_iter().filter(between));
    }
    values.sort();
    values.dedup();
    if far < near {
        values.reverse();
    }
    let is_first = |value: &BigRational| {
        let own = rank((rule, lines), package, value);
        let above = |rival: &Rival| own > rank((rule, lines), rival, value);
        own.is_some() && rivals.iter().all(above)
    };
    let two = BigRational::from_integer(BigInt::from(2));
    let mut previous: Option<BigRational> = None;
    for value in values {
        if let Some(previous) = previous {
            let middle = (&previous + &value) / &two;
            if !is_first(&middle) {
                return Some(previous);
            }
            if !is_first(&value) {
                return Some(value);
            }
        }
        previous = Some(value);
    }
    None
}

/// The number that a rule puts first and those that break its ties; nothing if not acceptable.
fn rank(
    (rule, lines): (&FairRule, &Lines),
    rival: &Rival,
    value: &BigRational,
) -> Option<Vec<BigRational>> {
    let scores: Vec<BigRational> = rival.scores.iter().map(|line| line.at(value)).collect();
    let floors = lines.floors.iter().zip(&scores);
    let mut floors = floors.filter_map(|(floor, score)| Some((floor.as_ref()?, score)));
    if floors.any(|(floor, score)| *score < floor.at(value)) {
        return None;
    }
    let base = lines.base.iter().zip(&scores);
    let gains: Vec<BigRational> = base.map(|(base, score)| score - base.at(value)).collect();
    let ratios = |best: &[Line]| -> Vec<BigRational> {
        let wholes = best.iter().zip(&lines.base);
        let wholes = wholes.map(|(best, base)| best.at(value) - base.at(value));
        let pairs = gains
            .iter()
            .zip(wholes)
            .filter(|(_, whole)| *whole > BigRational::zero());
        pairs.map(|(gain, whole)| gain / whole).collect()
    };
    Some(match rule {
        FairRule::Nash => {
            let is_gain = gains.iter().all(|gain| *gain > BigRational::zero());
            if is_gain {
                vec![gains.iter().product()]
            } else {
                let mut rank = vec![BigRational::zero()];
                rank.extend(sorted(gains));
                rank
            }
        }
        FairRule::KalaiSmorodinsky(IdealOver::Scope) => sorted(ratios(&lines.best)),
        FairRule::KalaiSmorodinsky(IdealOver::Possible) => sorted(ratios(&lines.best_possible)),
        FairRule::Egalitarian => sorted(gains),
        FairRule::UtilitarianStated => vec![scores.iter().sum()],
        FairRule::UtilitarianNormalised => vec![ratios(&lines.best).iter().sum()],
        FairRule::MaxMinOverDraft(_) => {
            let pairs = scores.iter().zip(&lines.draft);
            sorted(pairs.map(|(score, draft)| score - draft).collect())
        }
    })
}

fn sorted(mut parts: Vec<BigRational>) -> Vec<BigRational> {
    parts.sort();
    parts
}

/// The values at which the order of two packages, or whether one is acceptable, can change.
fn meetings((rule, lines): (&FairRule, &Lines), one: &Rival, other: &Rival) -> Vec<BigRational> {
    let mut roots = Vec::new();
    for rival in [one, other] {
        let floors = lines.floors.iter().zip(&rival.scores);
        let floors = floors.filter_map(|(floor, score)| score.less(floor.as_ref()?).root());
        roots.extend(floors);
        let gains = rival.scores.iter().zip(&lines.base);
        roots.extend(gains.filter_map(|(score, base)| score.less(base).root()));
    }
    match rule {
        FairRule::Nash => roots.extend(product_meeting(lines, one, other)),
        FairRule::KalaiSmorodinsky(IdealOver::Scope) => {
            roots.extend(ratio_meetings(lines, &lines.best, one, other));
        }
        FairRule::KalaiSmorodinsky(IdealOver::Possible) => {
            roots.extend(ratio_meetings(lines, &lines.best_possible, one, other));
        }
        FairRule::Egalitarian => roots.extend(gain_meetings(&lines.base, one, other)),
        FairRule::MaxMinOverDraft(_) => {
            let base: Vec<Line> = lines.draft.iter().cloned().map(Line::flat).collect();
            roots.extend(gain_meetings(&base, one, other));
        }
        FairRule::UtilitarianStated => {
            let pairs = one.scores.iter().zip(&other.scores);
            let zero = Line::flat(BigRational::zero());
            let apart = pairs.fold(zero, |sum, (a, b)| Line {
                fixed: sum.fixed + &a.fixed - &b.fixed,
                slope: sum.slope + &a.slope - &b.slope,
            });
            roots.extend(apart.root());
        }
        FairRule::UtilitarianNormalised => roots.extend(share_meeting(lines, one, other)),
    }
    roots
}

/// Where two products of gains meet: all factors but one party's are the same at every value.
fn product_meeting(lines: &Lines, one: &Rival, other: &Rival) -> Option<BigRational> {
    let split = |rival: &Rival| {
        let mut rest = BigRational::one();
        let mut moving = None;
        for (score, base) in rival.scores.iter().zip(&lines.base) {
            let gain = score.less(base);
            if gain.slope.is_zero() {
                rest *= gain.fixed;
            } else {
                moving = Some(gain);
            }
        }
        moving.map_or_else(|| Line::flat(rest.clone()), |gain| gain.times(&rest))
    };
    split(one).less(&split(other)).root()
}

/// Where any two gains of two packages meet.
fn gain_meetings(base: &[Line], one: &Rival, other: &Rival) -> Vec<BigRational> {
    let gains = |rival: &Rival| -> Vec<Line> {
        rival
            .scores
            .iter()
            .zip(base)
            .map(|(score, base)| score.less(base))
            .collect()
    };
    let mut all = gains(one);
    all.extend(gains(other));
    pairs(&all, |a, b| a.less(b).root())
}

/// Where any two ratios of two packages meet, if at most one party's figures move.
fn ratio_meetings(lines: &Lines, best: &[Line], one: &Rival, other: &Rival) -> Vec<BigRational> {
    let ratios = |rival: &Rival| -> Vec<(Line, Line)> {
        let parties = rival.scores.iter().zip(best).zip(&lines.base);
        let ratio =
            |((score, best), base): ((&Line, &Line), &Line)| (score.less(base), best.less(base));
        parties.map(ratio).collect()
    };
    let mut all = ratios(one);
    all.extend(ratios(other));
    pairs(&all, |(gain, whole), (other_gain, other_whole)| {
        if whole == other_whole {
            gain.less(other_gain).root()
        } else if other_gain.slope.is_zero() && other_whole.slope.is_zero() {
            let side = gain.times(&other_whole.fixed);
            side.less(&whole.times(&other_gain.fixed)).root()
        } else if gain.slope.is_zero() && whole.slope.is_zero() {
            let side = other_gain.times(&whole.fixed);
            side.less(&other_whole.times(&gain.fixed)).root()
        } else {
            None
        }
    })
}

/// Where two sums of shares meet, if at most one party's range moves.
fn share_meeting(lines: &Lines, one: &Rival, other: &Rival) -> Option<BigRational> {
    let mut rest = BigRational::zero();
    let mut moving: Option<(Line, Line)> = None;
    for (party, (a, b)) in one.scores.iter().zip(&other.scores).enumerate() {
        let whole = lines.best.get(party)?.less(lines.base.get(party)?);
        let apart = a.less(b);
        if whole.slope.is_zero() && apart.slope.is_zero() {
            if whole.fixed > BigRational::zero() {
                rest += apart.fixed / whole.fixed;
            }
        } else if moving.is_none() {
            moving = Some((apart, whole));
        } else {
            return None;
        }
    }
    let (apart, whole) = moving?;
    let zero = Line::flat(BigRational::zero());
    apart.less(&zero.less(&whole.times(&rest))).root()
}

fn pairs<T>(all: &[T], meet: impl Fn(&T, &T) -> Option<BigRational>) -> Vec<BigRational> {
    let mut meetings = Vec::new();
    for (position, one) in all.iter().enumerate() {
        meetings.extend(
            all.iter()
                .skip(position + 1)
                .filter_map(|other| meet(one, other)),
        );
    }
    meetings
}
