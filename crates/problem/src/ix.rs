//! The ids of the exact problem: one newtype for each kind of thing, so that none is taken for
//! another.

use crate::table::Index;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        index!($(#[$doc])* $name of u16, |position| usize::from(position));
    };
    ($(#[$doc:meta])* $name:ident of $width:ty, |$own:ident| $position:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($width);

        impl $name {
            /// The id at a position.
            #[must_use]
            pub const fn new(position: $width) -> Self {
                Self(position)
            }

            /// The position of this id, counted from 0.
            #[must_use]
            pub const fn position(self) -> $width {
                self.0
            }
        }

        impl Index for $name {
            fn from_position(position: usize) -> Option<Self> {
                <$width>::try_from(position).ok().map(Self)
            }

            fn position(self) -> usize {
                let $own = self.0;
                $position
            }
        }
    };
}

index!(
    /// A party, by its place among the parties that decide.
    PartyIx
);
index!(
    /// A bracket (an open question of the text), by its place in the problem.
    BracketIx
);
index!(
    /// An option of a bracket, by its place in that bracket.
    ChoiceIx
);
index!(
    /// A structural rule of the problem, by its place.
    RuleIx
);
index!(
    /// A red line of one party, by its place among that party's red lines.
    RedLineIx
);
index!(
    /// An act or a state that can come before or after another (a referendum, a ceasefire).
    ActIx
);
index!(
    /// A clause that says something about the order of acts, by its place.
    ClauseIx
);
index!(
    /// A step of a plan: an act that somebody owes, with its dates. A plan may have more steps than
    /// an order has acts.
    StepIx of u32, |position| usize::try_from(position).unwrap_or(usize::MAX)
);
index!(
    /// What one clause says about the dates of a plan's steps, by its place in the plan.
    TermIx of u32, |position| usize::try_from(position).unwrap_or(usize::MAX)
);
index!(
    /// A calendar of closed days, by its place in a plan.
    CalendarIx
);
index!(
    /// What a party fears, by its place among the fears of the case.
    FearIx
);
index!(
    /// A guarantee, by its place.
    GuaranteeIx
);
