//! How parties come along with each other on a bracket, round by round.

use super::{Between, History};
use crate::{BracketIx, PartyIx};

/// How some parties have come along with each other on one bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// How far, at the end of each round.
    pub stages: Vec<Between>,
    /// The rounds in which what all could live with opened again.
    pub opened: Vec<usize>,
}

impl History {
    /// How these parties have come along with each other on a bracket, round by round.
    #[must_use]
    pub fn course(&self, bracket: BracketIx, parties: &[PartyIx]) -> Course {
        let stages = (0..self.rounds()).map(|round| self.between(round, bracket, parties));
        let stages: Vec<Between> = stages.collect();
        let pairs = stages.iter().zip(stages.iter().skip(1));
        let opened = (1..).zip(pairs).filter(|(_, (before, after))| {
            **before >= Between::Livable && **after < Between::Livable
        });
        let opened = opened.map(|(round, _)| round).collect();
        Course { stages, opened }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HIGH, LOW, NORTH, QUOTA, SOUTH, Said, history};
    use super::*;
    use crate::rounds::Level;

    #[test]
    fn assent_to_other_words_is_agreement_with_nobody_and_a_point_opens_again() {
        let both: &[Said] = &[(NORTH, Level::Agreed, None), (SOUTH, Level::Agreed, None)];
        let south: &[Said] = &[(SOUTH, Level::Agreed, None)];
        let told = history(&[(Some(LOW), both), (Some(HIGH), south), (Some(LOW), south)]);
        let course = told.course(QUOTA, &[NORTH, SOUTH]);
        let stages = [Between::Agreed, Between::OtherWords, Between::Agreed];
        assert_eq!(course.stages, stages);
        assert_eq!(course.opened, [1]);
        assert!(told.overtaken(1, NORTH, QUOTA) && !told.overtaken(1, SOUTH, QUOTA));
    }

    #[test]
    fn a_round_without_words_on_record_brings_no_old_assent_back() {
        let both: &[Said] = &[(NORTH, Level::Agreed, None), (SOUTH, Level::Agreed, None)];
        let south: &[Said] = &[(SOUTH, Level::Agreed, None)];
        let told = history(&[(Some(LOW), both), (Some(HIGH), south), (None, &[])]);
        let course = told.course(QUOTA, &[NORTH, SOUTH]);
        assert_eq!(course.stages.last(), Some(&Between::OtherWords));
    }
}
