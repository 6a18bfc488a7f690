//! What can be asked of a case.

use std::fmt;

/// A question that a briefing answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// What cannot hold together, and what would reopen agreement.
    Clashes,
    /// Whether any package suits everybody, and how many do.
    Zone,
    /// Which packages nobody can improve on for free.
    Frontier,
    /// Which packages are fair, by which rule.
    Fair,
    /// What would improve on the draft in hand.
    Improve,
    /// Who could trade what for what, and what each red line costs.
    Trades,
    /// Which answer changes when a figure moves.
    Sensitivity,
    /// Where preconditions go in circles.
    Order,
    /// Which states of a conflict hold.
    Stability,
    /// Who would answer what is feared, and what is left open.
    Guarantees,
    /// Whether the money meets the needs.
    Funding,
    /// What was signalled in public, and what stands out of it.
    Signals,
    /// Whether parties are ready, and for which format.
    Readiness,
    /// What moved from round to round, and how each side's edits fared.
    Rounds,
    /// Which texts stand against each other, side by side.
    Rivals,
    /// Who can block, who can leave, and what the rest can still do.
    Consensus,
    /// How packages stand over all that parties may want, as far as they have said it.
    Robust,
    /// What to ask next, in which room.
    Ask,
    /// What parties' limits probably are, inferred from what they said yes and no to.
    LimitsInferred,
    /// What the talks are, for the public, from public items alone.
    Explainer,
    /// Everything but what is drawn from words or inferred, and the page for the public: they are
    /// made only where they are asked for.
    All,
}

impl Question {
    /// Every question, in reading order.
    pub const ALL: [Self; 21] = [
        Self::Clashes,
        Self::Zone,
        Self::Frontier,
        Self::Fair,
        Self::Improve,
        Self::Trades,
        Self::Sensitivity,
        Self::Order,
        Self::Stability,
        Self::Guarantees,
        Self::Funding,
        Self::Signals,
        Self::Readiness,
        Self::Rounds,
        Self::Rivals,
        Self::Consensus,
        Self::Robust,
        Self::Ask,
        Self::LimitsInferred,
        Self::Explainer,
        Self::All,
    ];

    /// The word by which it is asked.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clashes => "clashes",
            Self::Zone => "zone",
            Self::Frontier => "frontier",
            Self::Fair => "fair",
            Self::Improve => "improve",
            Self::Trades => "trades",
            Self::Sensitivity => "sensitivity",
            Self::Order => "order",
            Self::Stability => "stability",
            Self::Guarantees => "guarantees",
            Self::Funding => "funding",
            Self::Signals => "signals",
            Self::Readiness => "readiness",
            Self::Rounds => "rounds",
            Self::Rivals => "rivals",
            Self::Consensus => "consensus",
            Self::Robust => "robust",
            Self::Ask => "ask",
            Self::LimitsInferred => "limits-inferred",
            Self::Explainer => "explainer",
            Self::All => "all",
        }
    }

    /// The question asked by a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|question| question.word() == word)
    }

    /// Whether this question rests on figures of what packages are worth.
    #[must_use]
    pub const fn asks_for_figures(self) -> bool {
        !matches!(
            self,
            Self::Order
                | Self::Stability
                | Self::Guarantees
                | Self::Funding
                | Self::Signals
                | Self::Readiness
                | Self::Rounds
                | Self::Rivals
                | Self::Consensus
                | Self::Robust
                | Self::Ask
                | Self::Explainer
        )
    }

    /// Whether this question asks for that one too.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
