//! How fast a party gives way.

use crate::{Score, Stance};
use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// The parts into which the way from a party's best to its limit is cut: 2^32.
pub const WHOLE: u64 = 1 << 32;

/// How fast a party gives way from its best towards its limit: the polynomial tactics of Faratin,
/// Sierra and Jennings 1998, which depend on time alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// Much at the beginning: as the fourth root of the time.
    Conceder,
    /// As the time.
    Linear,
    /// Nearly nothing before the end: as the fourth power of the time.
    Hardliner,
}

/// The ends of what a party can hope for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ends {
    /// What no deal is worth, or, where that is not known, the least that may come.
    pub low: Score,
    /// The most.
    pub best: Score,
}

impl Pace {
    /// How much of the way is given up in a round of so many, the first being 0: the time,
    /// (round + 1) / (rounds + 1), to the power of 1/4, 1 or 4, in parts of [`WHOLE`], rounded
    /// down.
    #[must_use]
    pub fn given(self, round: u32, rounds: u32) -> u64 {
        let [now, end] = [round, rounds].map(|n| BigUint::from(u64::from(n) + 1));
        let whole = BigUint::from(WHOLE);
        let parts = match self {
            Self::Conceder => (whole.pow(4) * now / end).nth_root(4),
            Self::Linear => whole * now / end,
            Self::Hardliner => whole * now.pow(4) / end.pow(4),
        };
        parts.to_u64().unwrap_or(WHOLE).min(WHOLE)
    }

    /// The least that a party is content with in a round.
    #[must_use]
    pub fn target(self, ends: Ends, (round, rounds): (u32, u32)) -> Score {
        ends.after(self.given(round, rounds))
    }
}

impl Ends {
    /// The ends of a stance, option by option: the best of every bracket with every bonus that
    /// adds; and no deal, or the worst of every bracket with what takes away.
    #[must_use]
    pub fn of(stance: &Stance) -> Self {
        let most = stance.scores.rows().filter_map(|row| row.iter().max());
        let least = stance.scores.rows().filter_map(|row| row.iter().min());
        let bonuses = || stance.bonuses.iter().map(|bonus| bonus.score);
        let best = most.copied().sum::<Score>() + bonuses().filter(|s| *s > Score::ZERO).sum();
        let worst = least.copied().sum::<Score>() + bonuses().filter(|s| *s < Score::ZERO).sum();
        Self {
            low: stance.reservation.unwrap_or(worst),
            best,
        }
    }

    /// How far apart they are; nothing where the best does not reach the low end.
    #[must_use]
    pub fn range(self) -> u64 {
        u64::try_from(self.best.get() - self.low.get()).unwrap_or(0)
    }

    /// What is left of the best when so many parts of the way are given up.
    #[must_use]
    pub fn after(self, parts: u64) -> Score {
        let given = (u128::from(self.range()) * u128::from(parts.min(WHOLE))) >> 32;
        Score::new(self.best.get() - i64::try_from(given).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDS: Ends = Ends {
        low: Score::new(100),
        best: Score::new(1_100),
    };

    #[test]
    fn a_conceder_gives_way_before_a_hardliner_and_all_end_near_the_limit() {
        let targets = |round| {
            let paces = [Pace::Conceder, Pace::Linear, Pace::Hardliner];
            paces.map(|pace| pace.target(ENDS, (round, 99)).get())
        };
        // (1/100)^(1/4) = 0.316…, 1/100, (1/100)^4; then one half; then 99 parts of a hundred. What
        // is cut from 1/100 and 99/100 makes the linear pace one unit slower.
        assert_eq!(targets(0), [784, 1_091, 1_100]);
        assert_eq!(targets(49), [260, 600, 1_038]);
        assert_eq!(targets(98), [103, 111, 140]);
    }

    #[test]
    fn who_can_gain_nothing_gives_nothing() {
        let ends = Ends {
            low: Score::new(7),
            best: Score::new(3),
        };
        assert_eq!(ends.range(), 0);
        assert_eq!(Pace::Linear.target(ends, (5, 9)), Score::new(3));
    }
}
