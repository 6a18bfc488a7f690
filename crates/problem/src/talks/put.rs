//! What a mediator puts to one party, and what may be replied.

use crate::{BracketIx, ChoiceIx, ChoiceSet, Package, Table};

/// What a mediator puts to one party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Put {
    /// Whether it could sign this text: yes or no.
    Text(Package),
    /// Whether the first text is at least as good as the second: yes or no.
    Rather(Package, Package),
    /// The same, with how strongly (Klein and others 2003).
    Graded(Package, Package),
    /// What it would have changed first in this text: it is content, or names an option of a
    /// bracket, or knows of no single change that helps (Fisher 1978).
    Criticise(Package),
    /// Which options of a bracket are at least as good as the one in this text (after the local
    /// questions of Ehtamo, Kettunen and Hämäläinen 2001, *Searching for joint gains in multi-party
    /// negotiations*).
    Improving(Package, BracketIx),
}

/// How strong a vote is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Far worse.
    StrongNo,
    /// A little worse.
    WeakNo,
    /// As good or a little better.
    WeakYes,
    /// Far better.
    StrongYes,
}

impl Grade {
    /// Every grade, from the worst.
    pub const ALL: [Self; 4] = [Self::StrongNo, Self::WeakNo, Self::WeakYes, Self::StrongYes];

    /// Whether it is a yes.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::WeakYes | Self::StrongYes)
    }

    /// What it counts for: -2, -1, 1 or 2.
    #[must_use]
    pub const fn points(self) -> i64 {
        match self {
            Self::StrongNo => -2,
            Self::WeakNo => -1,
            Self::WeakYes => 1,
            Self::StrongYes => 2,
        }
    }
}

/// What is replied.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reply {
    /// Yes; content.
    Yes,
    /// No; not content, and no single change helps.
    No,
    /// How much better or worse.
    Grade(Grade),
    /// It would rather have this option of a bracket.
    Change(BracketIx, ChoiceIx),
    /// These options are at least as good.
    Options(ChoiceSet),
}

impl Put {
    /// The text that is shown, and the one it is held against.
    #[must_use]
    pub const fn shown(&self) -> (&Package, Option<&Package>) {
        match self {
            Self::Text(text) | Self::Criticise(text) | Self::Improving(text, _) => (text, None),
            Self::Rather(text, other) | Self::Graded(text, other) => (text, Some(other)),
        }
    }

    /// How much a reply can tell, in bits: the logarithm of the number of replies that there are,
    /// rounded up. Nothing that anybody works out from the reply tells more.
    #[must_use]
    pub fn bits(&self, sizes: &Table<BracketIx, u16>) -> u32 {
        let others = |size: u16| u32::from(size.saturating_sub(1));
        match self {
            Self::Text(_) | Self::Rather(..) => 1,
            Self::Graded(..) => 2,
            // Content, or nothing helps, or one of the other options.
            Self::Criticise(_) => {
                let changes: u32 = sizes.rows().copied().map(others).sum();
                (changes + 1).ilog2() + 1
            }
            Self::Improving(_, bracket) => others(sizes.get(*bracket).copied().unwrap_or(1)),
        }
    }

    /// Whether a reply is one that this allows.
    #[must_use]
    pub fn allows(&self, reply: &Reply, sizes: &Table<BracketIx, u16>) -> bool {
        let exists = |bracket: BracketIx, choice: ChoiceIx| {
            sizes
                .get(bracket)
                .is_some_and(|size| choice.position() < *size)
        };
        match (self, reply) {
            (Self::Text(_) | Self::Rather(..) | Self::Criticise(_), Reply::Yes | Reply::No)
            | (Self::Graded(..), Reply::Grade(_)) => true,
            (Self::Criticise(text), Reply::Change(bracket, choice)) => {
                exists(*bracket, *choice) && text.choice(*bracket) != Some(*choice)
            }
            (Self::Improving(text, bracket), Reply::Options(set)) => {
                let here = text.choice(*bracket);
                let has_here = here.is_some_and(|here| set.iter().any(|choice| choice == here));
                has_here && set.iter().all(|choice| exists(*bracket, choice))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_tells_no_more_than_the_number_of_replies() {
        let sizes: Table<BracketIx, u16> = Table::new(vec![3, 4, 1]);
        let text = Package::at(&[0, 0, 0]);
        let bits = |put: &Put| put.bits(&sizes);
        assert_eq!(bits(&Put::Text(text.clone())), 1);
        assert_eq!(bits(&Put::Graded(text.clone(), text.clone())), 2);
        // Content, nothing helps, or one of five other options: seven replies.
        assert_eq!(bits(&Put::Criticise(text.clone())), 3);
        assert_eq!(bits(&Put::Improving(text.clone(), BracketIx::new(1))), 3);
        assert_eq!(bits(&Put::Improving(text, BracketIx::new(2))), 0);
    }
}
