//! Rounds: what parties said of each bracket, round by round, and what moved between two rounds.
//!
//! Nothing here is added up into one figure. Agreement is told for a bracket and for the parties
//! that are asked about, and assent is to words: what a party said of other words than those on the
//! table now is agreement with nobody.
//!
//! Invariant: a party's last word until the end of a round stands in it; a party that has not
//! spoken is silent, and silence is never taken for agreement.

use crate::{BracketIx, ChoiceIx, PartyIx, Table};

/// How far a party goes with the words on a bracket; the order of the variants is the lattice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Has not spoken.
    Silent,
    /// Will not have it.
    Rejected,
    /// Wants other words.
    Bracketed,
    /// Can live with it.
    Acceptable,
    /// The delegation agrees, its capital must confirm.
    AdReferendum,
    /// Agrees.
    Agreed,
}

/// What a party said of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The party.
    pub party: PartyIx,
    /// The bracket.
    pub bracket: BracketIx,
    /// How far it goes with the words on the table.
    pub level: Level,
    /// The option that it stands behind, where it named one.
    pub holds: Option<ChoiceIx>,
}

/// One round: the words on the table, and what was said of them, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The option that the draft on the table picks; nothing where that is not known.
    pub text: Table<BracketIx, Option<ChoiceIx>>,
    /// What was said.
    pub said: Vec<Word>,
}

/// Every round, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// How many parties there are.
    pub parties: usize,
    /// How many brackets there are.
    pub brackets: usize,
    /// The rounds.
    pub rounds: Vec<Round>,
}

/// Where a party stands on a bracket at the end of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// How far it goes.
    pub level: Level,
    /// The option that it stands behind, where it named one.
    pub holds: Option<ChoiceIx>,
    /// The round in which it said so; nothing where it has not spoken.
    pub said_in: Option<usize>,
}

/// How far some parties have come with each other on a bracket; later variants are further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Between {
    /// One of them has not spoken.
    NotKnown,
    /// All have spoken, and one at least cannot live with the words.
    Apart,
    /// Each could live with words, and they were not the same words.
    OtherWords,
    /// Each can live with these words.
    Livable,
    /// Each delegation agrees to these words, and a capital has still to confirm.
    AdReferendum,
    /// Each agrees to these words.
    Agreed,
}

/// How some parties have come along with each other on one bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// How far, at the end of each round.
    pub stages: Vec<Between>,
    /// The rounds in which what all could live with opened again.
    pub opened: Vec<usize>,
}

/// What a move comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Its first word on the bracket.
    First,
    /// It went towards others: it took up an option that another held, or went further with words
    /// that are not its own.
    Conceded,
    /// It went further with words that had become its own.
    TextCame,
    /// It went back, and the words were the same.
    Hardened,
    /// It went back, and the words had changed.
    TextLeft,
    /// It stands as far as before, behind another option.
    Shifted,
}

/// What one party moved on one bracket, between the ends of two rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The party.
    pub party: PartyIx,
    /// The bracket.
    pub bracket: BracketIx,
    /// Where it stood.
    pub from: Stand,
    /// Where it stands.
    pub to: Stand,
    /// The parties that held before what it holds now.
    pub towards: Vec<PartyIx>,
    /// What it comes to.
    pub kind: Kind,
}

impl Stand {
    const SILENT: Self = Self {
        level: Level::Silent,
        holds: None,
        said_in: None,
    };
}

impl History {
    /// Where a party stands on a bracket at the end of a round: its last word until then.
    #[must_use]
    pub fn stand(&self, round: usize, party: PartyIx, bracket: BracketIx) -> Stand {
        let until = self.rounds.iter().enumerate().take(round.saturating_add(1));
        let words = until.flat_map(|(at, round)| round.said.iter().map(move |word| (at, word)));
        let own = words.filter(|(_, word)| word.party == party && word.bracket == bracket);
        own.last().map_or(Stand::SILENT, |(at, word)| Stand {
            level: word.level,
            holds: word.holds,
            said_in: Some(at),
        })
    }

    /// The option that the draft of a round picks.
    #[must_use]
    pub fn text(&self, round: usize, bracket: BracketIx) -> Option<ChoiceIx> {
        let round = self.rounds.get(round)?;
        round.text.get(bracket).copied().flatten()
    }

    /// Whether the words on a bracket are known in both rounds, and differ.
    #[must_use]
    pub fn reworded(&self, (before, after): (usize, usize), bracket: BracketIx) -> bool {
        let words = |round| self.text(round, bracket);
        words(before)
            .zip(words(after))
            .is_some_and(|(one, other)| one != other)
    }

    /// Whether a party's last word on a bracket was about other words than those of this round.
    #[must_use]
    pub fn overtaken(&self, round: usize, party: PartyIx, bracket: BracketIx) -> bool {
        let said_in = self.stand(round, party, bracket).said_in;
        said_in.is_some_and(|said_in| self.reworded((said_in, round), bracket))
    }

    /// How far these parties have come with each other on a bracket.
    #[must_use]
    pub fn between(&self, round: usize, bracket: BracketIx, parties: &[PartyIx]) -> Between {
        let levels = parties
            .iter()
            .map(|party| self.stand(round, *party, bracket).level);
        match levels.min() {
            None | Some(Level::Silent) => Between::NotKnown,
            Some(Level::Rejected | Level::Bracketed) => Between::Apart,
            Some(_) if self.is_overtaken_for(round, bracket, parties) => Between::OtherWords,
            Some(Level::Acceptable) => Between::Livable,
            Some(Level::AdReferendum) => Between::AdReferendum,
            Some(Level::Agreed) => Between::Agreed,
        }
    }

    fn is_overtaken_for(&self, round: usize, bracket: BracketIx, parties: &[PartyIx]) -> bool {
        let mut parties = parties.iter();
        parties.any(|party| self.overtaken(round, *party, bracket))
    }

    /// How these parties have come along with each other on a bracket, round by round.
    #[must_use]
    pub fn course(&self, bracket: BracketIx, parties: &[PartyIx]) -> Course {
        let stages = (0..self.rounds.len()).map(|round| self.between(round, bracket, parties));
        let stages: Vec<Between> = stages.collect();
        let pairs = stages.iter().zip(stages.iter().skip(1));
        let opened = (1..).zip(pairs).filter(|(_, (before, after))| {
            **before >= Between::Livable && **after < Between::Livable
        });
        let opened = opened.map(|(round, _)| round).collect();
        Course { stages, opened }
    }

    /// What moved between the ends of two rounds, by bracket and party.
    #[must_use]
    pub fn moves(&self, (before, after): (usize, usize)) -> Vec<Move> {
        let mut moves = Vec::new();
        for bracket in ids::<BracketIx>(self.brackets) {
            for party in ids::<PartyIx>(self.parties) {
                moves.extend(self.moved((before, after), party, bracket));
            }
        }
        moves
    }

    fn moved(
        &self,
        (before, after): (usize, usize),
        party: PartyIx,
        bracket: BracketIx,
    ) -> Option<Move> {
        let from = self.stand(before, party, bracket);
        let to = self.stand(after, party, bracket);
        if (from.level, from.holds) == (to.level, to.holds) {
            return None;
        }
        let others = ids::<PartyIx>(self.parties).filter(|other| *other != party);
        let held = others.filter(|other| {
            to.holds.is_some()
                && to.holds != from.holds
                && self.stand(before, *other, bracket).holds == to.holds
        });
        let towards: Vec<PartyIx> = held.collect();
        let words = self.text(after, bracket);
        let own_words = words.is_some() && words == from.holds;
        let reworded = self.reworded((before, after), bracket);
        let kind = match (from.level, to.level) {
            (Level::Silent, _) => Kind::First,
            _ if !towards.is_empty() => Kind::Conceded,
            (from, to) if to > from && own_words => Kind::TextCame,
            (from, to) if to > from => Kind::Conceded,
            (from, to) if to < from && reworded => Kind::TextLeft,
            (from, to) if to < from => Kind::Hardened,
            _ => Kind::Shifted,
        };
        Some(Move {
            party,
            bracket,
            from,
            to,
            towards,
            kind,
        })
    }

    /// Whether these moves, made from where everybody stood at the end of one round, lead to where
    /// everybody stood at the end of another.
    #[must_use]
    pub fn leads(&self, (before, after): (usize, usize), moves: &[Move]) -> bool {
        ids::<BracketIx>(self.brackets).all(|bracket| {
            ids::<PartyIx>(self.parties).all(|party| {
                let own = moves
                    .iter()
                    .filter(|each| each.party == party && each.bracket == bracket);
                let start = self.stand(before, party, bracket);
                let end = own.fold(start, |_, each| each.to);
                let stands = self.stand(after, party, bracket);
                (end.level, end.holds) == (stands.level, stands.holds)
            })
        })
    }
}

fn ids<K: crate::Index>(count: usize) -> impl Iterator<Item = K> {
    (0..count).map_while(K::from_position)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORTH: PartyIx = PartyIx::new(0);
    const SOUTH: PartyIx = PartyIx::new(1);
    const QUOTA: BracketIx = BracketIx::new(0);
    const LOW: ChoiceIx = ChoiceIx::new(0);
    const HIGH: ChoiceIx = ChoiceIx::new(1);

    type Said = (PartyIx, Level, Option<ChoiceIx>);

    /// One bracket, two parties: in each round the words on the table, and what was said.
    fn history(rounds: &[(Option<ChoiceIx>, &[Said])]) -> History {
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
        History {
            parties: 2,
            brackets: 1,
            rounds: rounds.collect(),
        }
    }

    fn kinds(history: &History) -> Vec<(PartyIx, Kind)> {
        let moves = history.moves((0, 1));
        moves.iter().map(|each| (each.party, each.kind)).collect()
    }

    #[test]
    fn a_rise_to_words_of_ones_own_is_no_concession_and_to_words_of_another_it_is() {
        let first: &[Said] = &[
            (NORTH, Level::Bracketed, Some(HIGH)),
            (SOUTH, Level::Bracketed, Some(LOW)),
        ];
        let rises: &[Said] = &[
            (NORTH, Level::Acceptable, Some(HIGH)),
            (SOUTH, Level::Acceptable, Some(LOW)),
        ];
        let told = history(&[(Some(LOW), first), (Some(HIGH), rises)]);
        let expected = [(NORTH, Kind::TextCame), (SOUTH, Kind::Conceded)];
        assert_eq!(kinds(&told), expected);
    }

    #[test]
    fn who_takes_up_what_another_held_concedes_though_it_goes_no_further_with_the_words() {
        let first: &[Said] = &[
            (NORTH, Level::Bracketed, Some(HIGH)),
            (SOUTH, Level::Bracketed, Some(LOW)),
        ];
        let takes: &[Said] = &[(NORTH, Level::Bracketed, Some(LOW))];
        let told = history(&[(None, first), (None, takes)]);
        let moves = told.moves((0, 1));
        assert_eq!(moves[0].towards, [SOUTH]);
        assert_eq!(kinds(&told), [(NORTH, Kind::Conceded)]);
    }

    #[test]
    fn going_back_is_told_apart_from_words_that_went_away() {
        let first: &[Said] = &[(NORTH, Level::Acceptable, None)];
        let back: &[Said] = &[(NORTH, Level::Rejected, None)];
        let same = history(&[(Some(LOW), first), (Some(LOW), back)]);
        let other = history(&[(Some(LOW), first), (Some(HIGH), back)]);
        assert_eq!(kinds(&same), [(NORTH, Kind::Hardened)]);
        assert_eq!(kinds(&other), [(NORTH, Kind::TextLeft)]);
    }

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
    fn silence_is_not_agreement() {
        let told = history(&[(Some(LOW), &[(NORTH, Level::Agreed, None)])]);
        let between = told.between(0, QUOTA, &[NORTH, SOUTH]);
        assert_eq!(between, Between::NotKnown);
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
    fn histories() -> impl Iterator<Item = History> {
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
                        let first: &[Said] =
                            &[(NORTH, was, held), (SOUTH, Level::Acceptable, south)];
                        let then: &[Said] = &[(NORTH, is, holds)];
                        history(&[(one, first), (other, then)])
                    })
                })
            })
        })
    }

    #[test]
    fn moves_lead_from_one_round_to_the_next_and_none_can_be_left_out() {
        for history in histories() {
            let moves = history.moves((0, 1));
            assert!(history.leads((0, 1), &moves));
            assert_eq!(history.leads((0, 1), &[]), moves.is_empty());
        }
    }

    #[test]
    fn every_concession_goes_further_or_to_the_option_of_another() {
        for history in histories() {
            for each in history.moves((0, 1)) {
                let further = each.to.level > each.from.level;
                let conceded = each.from.level > Level::Silent
                    && (!each.towards.is_empty()
                        || further
                            && history
                                .text(1, QUOTA)
                                .is_none_or(|w| each.from.holds != Some(w)));
                assert_eq!(each.kind == Kind::Conceded, conceded, "{each:?}");
            }
        }
    }

    #[test]
    fn together_is_no_further_than_each_alone() {
        for history in histories() {
            let together = history.between(1, QUOTA, &[NORTH, SOUTH]);
            let alone = [NORTH, SOUTH].map(|party| history.between(1, QUOTA, &[party]));
            assert_eq!(Some(together), alone.into_iter().min());
        }
    }
}
