//! Rounds: what parties said of each bracket, round by round, and what moved between two rounds.
//!
//! Nothing here is added up into one figure. Agreement is told for a bracket and for the parties
//! that are asked about, and assent is to words: what a party said of other words than those on the
//! table now is agreement with nobody.
//!
//! Invariant: a party's last word until the end of a round stands in it; a party that has not
//! spoken is silent, and silence is never taken for agreement.

use crate::{BracketIx, ChoiceIx, PartyIx, Table};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

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
    parties: usize,
    brackets: usize,
    /// The brackets whose options stand on a scale, in its order.
    scales: BTreeSet<BracketIx>,
    texts: Vec<Table<BracketIx, Option<ChoiceIx>>>,
    /// What each party said of each bracket, in order.
    words: BTreeMap<(BracketIx, PartyIx), Vec<Stand>>,
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
    /// It went towards others: it took up an option that another held or came nearer to it, went
    /// further with the same words or with words other than it held, or stayed with a text that had
    /// left what it held.
    Conceded,
    /// It went further with words that had become what it held, or stayed with them.
    TextCame,
    /// It went further, and whether it moved or the words did is not known: the words changed or
    /// are not on record, and it held no option.
    Further,
    /// It went back, and the words were the same.
    Hardened,
    /// It went back, and the words had changed or are not on record.
    TextLeft,
    /// It says of new words what it said of those before.
    Renewed,
    /// It stands as far as before, behind another option or none.
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
    /// The parties that held before what it holds now, or on a scale something that it has come
    /// nearer to.
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
    /// The history of so many parties and brackets, round by round.
    #[must_use]
    pub fn new(parties: usize, brackets: usize, rounds: Vec<Round>) -> Self {
        let mut words: BTreeMap<(BracketIx, PartyIx), Vec<Stand>> = BTreeMap::new();
        let mut texts = Vec::new();
        for (at, round) in rounds.into_iter().enumerate() {
            for word in round.said {
                let own = words.entry((word.bracket, word.party)).or_default();
                own.push(Stand {
                    level: word.level,
                    holds: word.holds,
                    said_in: Some(at),
                });
            }
            texts.push(round.text);
        }
        Self {
            parties,
            brackets,
            scales: BTreeSet::new(),
            texts,
            words,
        }
    }

    /// The history in which the options of these brackets stand on a scale, in its order.
    #[must_use]
    pub fn on_scales(self, scales: BTreeSet<BracketIx>) -> Self {
        Self { scales, ..self }
    }

    /// How many rounds there are.
    #[must_use]
    pub const fn rounds(&self) -> usize {
        self.texts.len()
    }

    /// Where a party stands on a bracket at the end of a round: its last word until then.
    #[must_use]
    pub fn stand(&self, round: usize, party: PartyIx, bracket: BracketIx) -> Stand {
        let own = self.words.get(&(bracket, party));
        let until = own.into_iter().flatten();
        let until = until.take_while(|stand| stand.said_in <= Some(round));
        until.last().copied().unwrap_or(Stand::SILENT)
    }

    /// The option that the draft of a round picks.
    #[must_use]
    pub fn text(&self, round: usize, bracket: BracketIx) -> Option<ChoiceIx> {
        self.texts.get(round)?.get(bracket).copied().flatten()
    }

    /// Whether a party's last word on a bracket was about other words than those of this round, or
    /// than the last on record where it has none.
    #[must_use]
    pub fn overtaken(&self, round: usize, party: PartyIx, bracket: BracketIx) -> bool {
        let stand = self.stand(round, party, bracket);
        let Some(said_in) = stand.said_in else {
            return false;
        };
        let mut since = (said_in..=round).rev();
        let now = since.find_map(|at| self.text(at, bracket));
        // Where no words were on the table, they are those that the party itself stood behind.
        let said_of = self.text(said_in, bracket).or(stand.holds);
        now.is_some() && said_of != now
    }

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

    fn moved(&self, at: (usize, usize), party: PartyIx, bracket: BracketIx) -> Option<Move> {
        let from = self.stand(at.0, party, bracket);
        let to = self.stand(at.1, party, bracket);
        if self.is_as_before(bracket, (&from, &to)) {
            return None;
        }
        let others = ids::<PartyIx>(self.parties).filter(|other| *other != party);
        let towards = others.filter(|other| {
            let theirs = self.stand(at.0, *other, bracket).holds;
            self.is_nearer(bracket, (from.holds, to.holds), theirs)
        });
        let towards: Vec<PartyIx> = towards.collect();
        let kind = if from.level == Level::Silent {
            Kind::First
        } else if towards.is_empty() || to.level < from.level {
            self.kind(at, bracket, (&from, &to))
        } else {
            Kind::Conceded
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

    /// Whether a party says the same, and has not said it of other words since.
    fn is_as_before(&self, bracket: BracketIx, (from, to): (&Stand, &Stand)) -> bool {
        let said_of = |stand: &Stand| stand.said_in.and_then(|round| self.text(round, bracket));
        let renewed = said_of(from)
            .zip(said_of(to))
            .is_some_and(|(one, other)| one != other);
        (from.level, from.holds) == (to.level, to.holds) && !renewed
    }

    /// Whether who held one option and now holds another has come to what somebody else holds, or
    /// on a scale nearer to it.
    fn is_nearer(
        &self,
        bracket: BracketIx,
        (held, holds): (Option<ChoiceIx>, Option<ChoiceIx>),
        theirs: Option<ChoiceIx>,
    ) -> bool {
        let (Some(held), Some(holds), Some(theirs)) = (held, holds, theirs) else {
            return false;
        };
        let apart = |choice: ChoiceIx| choice.position().abs_diff(theirs.position());
        let nearer = self.scales.contains(&bracket) && apart(holds) < apart(held);
        nearer || holds == theirs && held != holds
    }

    /// What a move comes to that goes to nothing another held.
    fn kind(&self, at: (usize, usize), bracket: BracketIx, (from, to): (&Stand, &Stand)) -> Kind {
        let [before, after] = [at.0, at.1].map(|round| self.text(round, bracket));
        let held = |words: Option<ChoiceIx>| words.is_some() && words == from.holds;
        let [was_own, is_own] = [before, after].map(held);
        let same = before.is_some() && before == after;
        let strange = after.is_some() && from.holds.is_some() && !is_own;
        let lives = to.level >= Level::Acceptable;
        match to.level.cmp(&from.level) {
            Ordering::Greater if is_own => Kind::TextCame,
            Ordering::Greater if same || strange => Kind::Conceded,
            Ordering::Greater => Kind::Further,
            _ if lives && was_own && strange => Kind::Conceded,
            Ordering::Less if same => Kind::Hardened,
            Ordering::Less => Kind::TextLeft,
            Ordering::Equal if from.holds != to.holds => Kind::Shifted,
            Ordering::Equal if is_own && !was_own => Kind::TextCame,
            Ordering::Equal => Kind::Renewed,
        }
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
    const TOP: ChoiceIx = ChoiceIx::new(2);

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
        History::new(2, 1, rounds.collect())
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
    fn a_round_without_words_on_record_brings_no_old_assent_back() {
        let both: &[Said] = &[(NORTH, Level::Agreed, None), (SOUTH, Level::Agreed, None)];
        let south: &[Said] = &[(SOUTH, Level::Agreed, None)];
        let told = history(&[(Some(LOW), both), (Some(HIGH), south), (None, &[])]);
        let course = told.course(QUOTA, &[NORTH, SOUTH]);
        assert_eq!(course.stages.last(), Some(&Between::OtherWords));
    }

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
    fn who_goes_back_does_not_move_towards_others_whatever_option_it_names() {
        let first: &[Said] = &[
            (NORTH, Level::Acceptable, None),
            (SOUTH, Level::Bracketed, Some(HIGH)),
        ];
        let back: &[Said] = &[(NORTH, Level::Rejected, Some(HIGH))];
        let told = history(&[(Some(LOW), first), (Some(LOW), back)]);
        assert_eq!(kinds(&told), [(NORTH, Kind::Hardened)]);
    }

    #[test]
    fn every_concession_goes_to_words_or_an_option_that_are_not_its_own() {
        for history in histories() {
            for each in history.moves((0, 1)) {
                let words = history.text(1, QUOTA);
                if each.kind == Kind::Conceded {
                    let is_own = words.is_some() && words == each.from.holds;
                    assert!(each.from.level > Level::Silent, "{each:?}");
                    assert!(
                        !each.towards.is_empty() || !is_own && words.is_some(),
                        "{each:?}"
                    );
                }
                if each.kind == Kind::Hardened {
                    assert!(each.to.level < each.from.level, "{each:?}");
                    assert_eq!(history.text(0, QUOTA), words);
                }
            }
        }
    }

    #[test]
    fn who_stays_with_a_text_that_left_its_option_concedes_and_a_figure_comes_nearer() {
        let first: &[Said] = &[
            (NORTH, Level::Agreed, Some(LOW)),
            (SOUTH, Level::Bracketed, Some(TOP)),
        ];
        let stays: &[Said] = &[(NORTH, Level::Acceptable, Some(LOW))];
        let told = history(&[(Some(LOW), first), (Some(HIGH), stays)]);
        assert_eq!(kinds(&told), [(NORTH, Kind::Conceded)]);
        let nearer: &[Said] = &[(NORTH, Level::Agreed, Some(HIGH))];
        let told = history(&[(Some(LOW), first), (Some(LOW), nearer)]);
        assert_eq!(kinds(&told), [(NORTH, Kind::Shifted)]);
        let told = told.on_scales([QUOTA].into());
        assert_eq!(kinds(&told), [(NORTH, Kind::Conceded)]);
    }

    #[test]
    fn a_rise_where_nobody_knows_whether_the_party_or_the_words_moved_is_no_concession() {
        let first: &[Said] = &[(NORTH, Level::Rejected, None)];
        let rises: &[Said] = &[(NORTH, Level::Agreed, None)];
        for text in [None, Some(HIGH)] {
            let told = history(&[(Some(LOW), first), (text, rises)]);
            assert_eq!(kinds(&told), [(NORTH, Kind::Further)]);
        }
        let told = history(&[(Some(LOW), first), (Some(LOW), rises)]);
        assert_eq!(kinds(&told), [(NORTH, Kind::Conceded)]);
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
