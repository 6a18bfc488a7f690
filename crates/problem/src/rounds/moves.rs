//! What parties moved between the ends of two rounds, and what each move comes to.

use super::{History, Level, Stand};
use crate::{BracketIx, ChoiceIx, PartyIx};
use std::cmp::Ordering;

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

impl History {
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
    use super::super::sample::{HIGH, LOW, NORTH, QUOTA, SOUTH, Said, TOP, histories, history};
    use super::*;

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
}
