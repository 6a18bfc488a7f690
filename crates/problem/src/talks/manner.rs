//! How a simulated party behaves.

use super::Pace;
use crate::{Index, PartyIx, Table};

/// How a simulated party behaves. A manner belongs to a simulated party and describes nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Manner {
    /// Answers every question truly, and calls a text good enough as soon as it beats no deal. It
    /// votes as the hill climber of Klein and others 2003: never for what is worse.
    Truthful,
    /// As the truthful one, but bears losses by chance, and fewer as time goes (the annealer of
    /// Klein and others 2003).
    Annealer,
    /// Asks for much and gives way early ([`Pace::Conceder`]).
    Conceder,
    /// Gives way evenly ([`Pace::Linear`]).
    Linear,
    /// Asks for nearly everything until the end ([`Pace::Hardliner`]), and makes losses out to be
    /// great.
    Hardliner,
    /// Learns: from the texts it sees what it may hope for, by an eighth of the way each time (the
    /// aspirations of Karandikar, Mookherjee, Ray and Vega-Redondo 1998); in alternating offers,
    /// from how often an option is offered, what the others want (after the frequency model of
    /// van Krimpen, Looije and Hajizadeh 2013, *HardHeaded*).
    Learner,
    /// Answers by chance, agrees and takes it back, and signs only what gives it nine tenths of
    /// all it could hope for.
    Saboteur,
}

impl Manner {
    /// Every manner, in reading order.
    pub const ALL: [Self; 7] = [
        Self::Truthful,
        Self::Annealer,
        Self::Conceder,
        Self::Linear,
        Self::Hardliner,
        Self::Learner,
        Self::Saboteur,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Truthful => "truthful",
            Self::Annealer => "annealer",
            Self::Conceder => "conceder",
            Self::Linear => "linear",
            Self::Hardliner => "hardliner",
            Self::Learner => "learner",
            Self::Saboteur => "saboteur",
        }
    }

    /// How fast it gives way, where that depends on time alone.
    #[must_use]
    pub const fn pace(self) -> Option<Pace> {
        match self {
            Self::Conceder => Some(Pace::Conceder),
            Self::Linear => Some(Pace::Linear),
            Self::Hardliner => Some(Pace::Hardliner),
            Self::Truthful | Self::Annealer | Self::Learner | Self::Saboteur => None,
        }
    }
}

/// The simulated parties at one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Company {
    /// All behave alike.
    All(Manner),
    /// One behaves so, each in turn from run to run; the others are truthful.
    One(Manner),
}

impl Company {
    /// The companies that are rehearsed where nobody names any: everybody alike, and one saboteur
    /// or one hardliner among truthful parties.
    pub const USUAL: [Self; 8] = [
        Self::All(Manner::Truthful),
        Self::All(Manner::Annealer),
        Self::All(Manner::Conceder),
        Self::All(Manner::Linear),
        Self::All(Manner::Hardliner),
        Self::All(Manner::Learner),
        Self::One(Manner::Hardliner),
        Self::One(Manner::Saboteur),
    ];

    /// Its name: that of the manner, with `one-` before it where only one behaves so.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All(manner) => manner.name(),
            Self::One(Manner::Truthful) => "one-truthful",
            Self::One(Manner::Annealer) => "one-annealer",
            Self::One(Manner::Conceder) => "one-conceder",
            Self::One(Manner::Linear) => "one-linear",
            Self::One(Manner::Hardliner) => "one-hardliner",
            Self::One(Manner::Learner) => "one-learner",
            Self::One(Manner::Saboteur) => "one-saboteur",
        }
    }

    /// The company of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let each = Manner::ALL.into_iter();
        let mut all = each.flat_map(|manner| [Self::All(manner), Self::One(manner)]);
        all.find(|company| company.name() == name)
    }

    /// How each of so many parties behaves in a run.
    #[must_use]
    pub fn manners(self, parties: usize, run: u64) -> Table<PartyIx, Manner> {
        let odd = run.checked_rem(parties as u64).unwrap_or(0);
        let manner = |place: usize| match self {
            Self::All(manner) => manner,
            Self::One(manner) if place as u64 == odd => manner,
            Self::One(_) => Manner::Truthful,
        };
        let places = (0..parties).filter_map(PartyIx::from_position);
        places.map(|party| manner(Index::position(party))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_found_by_its_name() {
        for manner in Manner::ALL {
            for company in [Company::All(manner), Company::One(manner)] {
                assert_eq!(Company::of_name(company.name()), Some(company));
            }
            let one = Company::One(manner).name();
            assert_eq!(one.strip_prefix("one-"), Some(manner.name()));
        }
        assert_eq!(Company::of_name("one-"), None);
        assert_eq!(Company::of_name("spoiler"), None);
    }

    #[test]
    fn the_odd_one_takes_turns() {
        let company = Company::One(Manner::Saboteur);
        for run in 0..6 {
            let manners = company.manners(3, run);
            let odd = manners.rows().position(|m| *m == Manner::Saboteur);
            assert_eq!(odd, Some((run % 3) as usize));
        }
        assert!(company.manners(0, 1).is_empty());
    }
}
