//! Preferences in words about options: what must hold first, then second, and so on (option
//! prioritising; Fang, Hipel, Kilgour and Peng, *A decision support system for interactive decision
//! making*, IEEE Transactions on Systems, Man and Cybernetics C 33, 2003).

use super::Taken;

/// Options that are taken and options that are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Literals {
    /// These are taken.
    pub taken: Taken,
    /// These are not.
    pub left: Taken,
}

/// Something wished for: one of these, where several are given.
pub type Wanted = Vec<Literals>;

/// A statement that a party would rather see true than false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// This holds.
    Holds(Wanted),
    /// This holds if that does; it is true also where that does not.
    If {
        /// What holds.
        then: Wanted,
        /// Under which condition.
        when: Wanted,
    },
    /// Both hold or neither does.
    Iff {
        /// The one.
        one: Wanted,
        /// The other.
        other: Wanted,
    },
}

impl Literals {
    /// Whether a state meets them all.
    #[must_use]
    pub const fn admit(&self, state: Taken) -> bool {
        state.0 & self.taken.0 == self.taken.0 && state.0 & self.left.0 == 0
    }

    /// The options it speaks of.
    #[must_use]
    pub const fn spoken(&self) -> Taken {
        Taken(self.taken.0 | self.left.0)
    }
}

impl Statement {
    /// Whether it is true in a state.
    #[must_use]
    pub fn is_true(&self, state: Taken) -> bool {
        let holds = |wanted: &Wanted| wanted.iter().any(|each| each.admit(state));
        match self {
            Self::Holds(wanted) => holds(wanted),
            Self::If { then, when } => !holds(when) || holds(then),
            Self::Iff { one, other } => holds(one) == holds(other),
        }
    }

    /// The statements true in a state, as a figure that is greater the earlier they stand.
    pub(super) fn worth(statements: &[Self], state: Taken) -> u64 {
        let each = statements.iter().zip((0..64).rev());
        let each = each.map(|(statement, place)| u64::from(statement.is_true(state)) << place);
        each.sum()
    }
}
