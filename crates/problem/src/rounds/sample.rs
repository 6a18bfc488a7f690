//! Small histories, for tests.

use super::{History, Level, Round, Word};
use crate::{BracketIx, ChoiceIx, PartyIx, Table};

pub(super) const NORTH: PartyIx = PartyIx::new(0);
pub(super) const SOUTH: PartyIx = PartyIx::new(1);
pub(super) const QUOTA: BracketIx = BracketIx::new(0);
pub(super) const LOW: ChoiceIx = ChoiceIx::new(0);
pub(super) const HIGH: ChoiceIx = ChoiceIx::new(1);
pub(super) const TOP: ChoiceIx = ChoiceIx::new(2);

pub(super) type Said = (PartyIx, Level, Option<ChoiceIx>);

/// One bracket, two parties: in each round the words on the table, and what was said.
pub(super) fn history(rounds: &[(Option<ChoiceIx>, &[Said])]) -> History {
    let rounds = rounds.iter().map(|(text, said)| {
        let said = said.iter().map(|(party, level, holds)| Word {
            party: *party,
            bracket: QUOTA,
            level: *level,
            holds: *holds,
        });
        Round {
            text: Table::new(vec![*text]),
            said: said.collect(),
        }
    });
    History::new(2, 1, rounds.collect())
}

const LEVELS: [Level; 6] = [
    Level::Silent,
    Level::Rejected,
    Level::Bracketed,
    Level::Acceptable,
    Level::AdReferendum,
    Level::Agreed,
];

/// Every option that a party may hold or a draft may pick, and none.
fn options() -> [Option<ChoiceIx>; 3] {
    [None, Some(LOW), Some(HIGH)]
}

/// Every word of North in two rounds, beside South's option and what two drafts say.
pub(super) fn histories() -> impl Iterator<Item = History> {
    let words = || {
        let levels = LEVELS.into_iter();
        levels.flat_map(|level| options().map(|holds| (level, holds)))
    };
    let drafts = options()
        .into_iter()
        .flat_map(|one| options().map(|other| (one, other)));
    drafts.flat_map(move |(one, other)| {
        options().into_iter().flat_map(move |south| {
            words().flat_map(move |(was, held)| {
                words().map(move |(is, holds)| {
                    let first: &[Said] = &[(NORTH, was, held), (SOUTH, Level::Acceptable, south)];
                    let then: &[Said] = &[(NORTH, is, holds)];
                    history(&[(one, first), (other, then)])
                })
            })
        })
    })
}
