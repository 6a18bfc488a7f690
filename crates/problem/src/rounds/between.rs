//! How far parties have come with each other on a bracket.

use super::{History, Level};
use crate::{BracketIx, ChoiceIx, PartyIx};
use std::collections::BTreeSet;

/// How far some parties have come with each other on a bracket; later variants are further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Between {
    /// One of them has not spoken.
    NotKnown,
    /// All have spoken, and one at least cannot live with these words.
    NotYet,
    /// All have spoken, one of them of other words than these, and who spoke of these can live
    /// with them.
    OtherWords,
    /// Each can live with these words.
    Livable,
    /// Each delegation agrees to these words, and a capital has still to confirm.
    AdReferendum,
    /// Each agrees to these words.
    Agreed,
}

impl History {
    /// How far these parties have come with each other on a bracket.
    #[must_use]
    pub fn between(&self, round: usize, bracket: BracketIx, parties: &[PartyIx]) -> Between {
        let stands = parties.iter().map(|party| {
            let level = self.stand(round, *party, bracket).level;
            (level, self.overtaken(round, *party, bracket))
        });
        let stands: Vec<(Level, bool)> = stands.collect();
        let of_these = stands.iter().filter(|(_, overtaken)| !overtaken);
        let lowest = of_these.map(|(level, _)| *level).min();
        let has_spoken = stands.iter().all(|(level, _)| *level > Level::Silent);
        match lowest {
            _ if !has_spoken || stands.is_empty() => Between::NotKnown,
            Some(Level::Silent | Level::Rejected | Level::Bracketed) => Between::NotYet,
            Some(_) | None if stands.iter().any(|(_, overtaken)| *overtaken) => Between::OtherWords,
            Some(_) if self.hold_different(round, bracket, parties) => Between::OtherWords,
            Some(Level::Acceptable) => Between::Livable,
            Some(Level::AdReferendum) => Between::AdReferendum,
            Some(Level::Agreed) => Between::Agreed,
            None => Between::NotKnown,
        }
    }

    /// Whether no option is on the table and two of these parties stand behind different ones: then
    /// they speak of different words.
    fn hold_different(&self, round: usize, bracket: BracketIx, parties: &[PartyIx]) -> bool {
        let held = parties
            .iter()
            .filter_map(|party| self.stand(round, *party, bracket).holds);
        let held: BTreeSet<ChoiceIx> = held.collect();
        self.text(round, bracket).is_none() && held.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HIGH, LOW, NORTH, QUOTA, SOUTH, Said, histories, history};
    use super::*;

    #[test]
    fn silence_is_not_agreement() {
        let told = history(&[(Some(LOW), &[(NORTH, Level::Agreed, None)])]);
        let between = told.between(0, QUOTA, &[NORTH, SOUTH]);
        assert_eq!(between, Between::NotKnown);
    }

    #[test]
    fn without_words_on_the_table_who_holds_different_options_speaks_of_different_words() {
        let both: &[Said] = &[
            (NORTH, Level::Acceptable, Some(LOW)),
            (SOUTH, Level::Agreed, Some(HIGH)),
        ];
        let between = |text| history(&[(text, both)]).between(0, QUOTA, &[NORTH, SOUTH]);
        assert_eq!(between(None), Between::OtherWords);
        assert_eq!(between(Some(LOW)), Between::Livable);
    }

    #[test]
    fn assent_without_words_on_the_table_is_to_what_the_party_held_and_to_nothing_else() {
        let each: &[Said] = &[
            (NORTH, Level::Agreed, Some(LOW)),
            (SOUTH, Level::Agreed, Some(HIGH)),
        ];
        let then = history(&[(None, each), (Some(LOW), &[])]);
        let both = [NORTH, SOUTH];
        assert_eq!(then.between(0, QUOTA, &both), Between::OtherWords);
        assert_eq!(then.between(1, QUOTA, &both), Between::OtherWords);
        assert!(!then.overtaken(1, NORTH, QUOTA) && then.overtaken(1, SOUTH, QUOTA));
        // Nobody knows of which words they spoke.
        let bare: &[Said] = &[(NORTH, Level::Agreed, None), (SOUTH, Level::Agreed, None)];
        let then = history(&[(None, bare), (Some(LOW), &[])]);
        assert_eq!(then.between(0, QUOTA, &both), Between::Agreed);
        assert_eq!(then.between(1, QUOTA, &both), Between::OtherWords);
    }

    #[test]
    fn together_is_no_further_than_each_alone() {
        for history in histories() {
            let together = history.between(1, QUOTA, &[NORTH, SOUTH]);
            let alone = [NORTH, SOUTH].map(|party| history.between(1, QUOTA, &[party]));
            assert!(Some(together) <= alone.into_iter().min(), "{history:?}");
        }
    }
}
