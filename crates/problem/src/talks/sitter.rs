//! A simulated party in its room, to which a mediator brings texts and questions.

use super::{Ends, Grade, Manner, Put, Reply, WHOLE, chance_of_yes};
use crate::{BracketIx, ChoiceIx, ChoiceSet, Package, Score, Stance};

/// A simulated party in its room: what it wants, how it behaves, and what it has come to hope for.
///
/// It knows its own stance, the texts and questions that were brought to it, and the time. It never
/// hears what another party replied.
#[derive(Debug, Clone)]
pub struct Sitter<'p> {
    stance: &'p Stance,
    manner: Manner,
    ends: Ends,
    /// What a learner hopes for.
    hope: Score,
}

/// From a part of the way of so much on a change is a great one: an eighth.
const GREAT: u64 = 8;

/// How hot an annealer is at the beginning: an eighth of the way. It cools evenly to nothing.
const HEAT: u64 = 8;

impl<'p> Sitter<'p> {
    /// A party with this stance, which behaves so.
    #[must_use]
    pub fn new(stance: &'p Stance, manner: Manner) -> Self {
        let ends = Ends::of(stance);
        Self {
            stance,
            manner,
            ends,
            hope: ends.best,
        }
    }

    /// What it replies in a round of so many, the first being 0. What it learns from what it was
    /// shown counts from the next time on.
    #[must_use]
    pub fn reply(&mut self, put: &Put, when: (u32, u32), coin: u64) -> Reply {
        let reply = if self.manner == Manner::Saboteur {
            by_chance(put, coin, self.stance)
        } else {
            self.true_or_staged(put, when, coin)
        };
        let (text, _) = put.shown();
        if self.manner == Manner::Learner {
            let shown = self.stance.score(text).get();
            let eighth = (shown - self.hope.get()) / 8;
            self.hope = Score::new((self.hope.get() + eighth).max(self.ends.low.get()));
        }
        reply
    }

    /// Whether it signs at the end: what crosses none of its red lines and is no worse than no
    /// deal; a saboteur asks for nine tenths of all it could hope for.
    #[must_use]
    pub fn signs(&self, text: &Package) -> bool {
        let enough = match self.manner {
            Manner::Saboteur => self.ends.after(WHOLE / 10),
            Manner::Truthful
            | Manner::Annealer
            | Manner::Conceder
            | Manner::Linear
            | Manner::Hardliner
            | Manner::Learner => self.ends.low,
        };
        self.stance.accepts(text) && self.stance.score(text) >= enough
    }

    fn true_or_staged(&self, put: &Put, when: (u32, u32), coin: u64) -> Reply {
        let content = self.content(when);
        match put {
            Put::Text(text) => yes_or_no(self.is_content(text, content)),
            Put::Rather(text, other) => {
                yes_or_no(self.loss(text, other) == 0 || self.bears(text, other, (when, coin)))
            }
            Put::Graded(text, other) => Reply::Grade(self.grade(text, other, (when, coin))),
            Put::Criticise(text) if self.is_content(text, content) => Reply::Yes,
            Put::Criticise(text) => self.criticism(text),
            Put::Improving(text, bracket) => self.improving(text, *bracket, content),
        }
    }

    /// The worth from which on it calls a text good enough.
    fn content(&self, when: (u32, u32)) -> Score {
        match self.manner {
            Manner::Conceder | Manner::Linear | Manner::Hardliner => {
                let pace = self.manner.pace();
                pace.map_or(self.ends.low, |pace| pace.target(self.ends, when))
            }
            Manner::Learner => self.hope.max(self.ends.low),
            Manner::Truthful | Manner::Annealer | Manner::Saboteur => self.ends.low,
        }
    }

    fn is_content(&self, text: &Package, content: Score) -> bool {
        self.stance.accepts(text) && self.stance.score(text) >= content
    }

    /// How much worse a text is than another; all of the way if it alone crosses a red line.
    fn loss(&self, text: &Package, other: &Package) -> u64 {
        match (self.stance.bears(text), self.stance.bears(other)) {
            (false, true) => self.ends.range().max(1),
            (true, false) => 0,
            (true, true) | (false, false) => {
                let worse = self.stance.score(other) - self.stance.score(text);
                u64::try_from(worse.get()).unwrap_or(0)
            }
        }
    }

    /// Whether it votes for something worse all the same: those that give way, where it is still
    /// good enough; an annealer by chance.
    fn bears(&self, text: &Package, other: &Package, (when, coin): ((u32, u32), u64)) -> bool {
        match self.manner {
            Manner::Truthful | Manner::Saboteur => false,
            Manner::Annealer => {
                let (round, rounds) = when;
                let left = u64::from(rounds.saturating_sub(round));
                let heat = u128::from(self.ends.range()) * u128::from(left)
                    / (u128::from(HEAT) * u128::from(rounds.max(1)));
                let heat = u64::try_from(heat).unwrap_or(u64::MAX);
                coin >> 32 < chance_of_yes(self.loss(text, other), heat)
            }
            Manner::Conceder | Manner::Linear | Manner::Hardliner | Manner::Learner => {
                self.is_content(text, self.content(when))
            }
        }
    }

    fn grade(&self, text: &Package, other: &Package, now: ((u32, u32), u64)) -> Grade {
        let (loss, gain) = (self.loss(text, other), self.loss(other, text));
        let is_great = |change: u64| change.saturating_mul(GREAT) >= self.ends.range().max(1);
        if loss == 0 {
            return if is_great(gain) {
                Grade::StrongYes
            } else {
                Grade::WeakYes
            };
        }
        if self.bears(text, other, now) {
            return Grade::WeakYes;
        }
        if is_great(loss) || self.manner == Manner::Hardliner {
            Grade::StrongNo
        } else {
            Grade::WeakNo
        }
    }

    /// The one change that would give it most; of several the first.
    fn criticism(&self, text: &Package) -> Reply {
        let here = self.rank(text);
        let mut best = (here, Reply::No);
        for (bracket, row) in self.stance.scores.iter() {
            for (place, _) in (0_u16..).zip(row) {
                let choice = ChoiceIx::new(place);
                let rank = self.rank(&text.with(bracket, choice));
                if rank > best.0 {
                    best = (rank, Reply::Change(bracket, choice));
                }
            }
        }
        best.1
    }

    /// What it can bear before what it cannot, and then by worth.
    fn rank(&self, text: &Package) -> (bool, Score) {
        (self.stance.bears(text), self.stance.score(text))
    }

    fn improving(&self, text: &Package, bracket: BracketIx, content: Score) -> Reply {
        let row = self.stance.scores.get(bracket);
        let places = (0_u16..).zip(row.into_iter().flatten());
        let good = places
            .map(|(place, _)| ChoiceIx::new(place))
            .filter(|choice| {
                let other = text.with(bracket, *choice);
                self.loss(&other, text) == 0 || {
                    let gives_way = self.manner.pace().is_some() || self.manner == Manner::Learner;
                    gives_way && self.is_content(&other, content)
                }
            });
        Reply::Options(good.collect::<ChoiceSet>())
    }
}

// tidy: bool, because a reply of yes or no is nothing else.
const fn yes_or_no(yes: bool) -> Reply {
    if yes { Reply::Yes } else { Reply::No }
}

/// What a saboteur replies: anything that is allowed.
fn by_chance(put: &Put, coin: u64, stance: &Stance) -> Reply {
    let pick = |coin: u64, of: usize| usize::try_from(coin % of.max(1) as u64).unwrap_or(0);
    match put {
        Put::Text(_) | Put::Rather(..) => yes_or_no(coin & 1 == 0),
        Put::Graded(..) => {
            let grade = Grade::ALL.into_iter().nth(pick(coin, Grade::ALL.len()));
            Reply::Grade(grade.unwrap_or(Grade::WeakNo))
        }
        Put::Criticise(text) => {
            let each = stance.scores.iter().flat_map(|(bracket, row)| {
                let places = (0_u16..).zip(row).map(|(place, _)| ChoiceIx::new(place));
                places.map(move |choice| (bracket, choice))
            });
            let others = each.filter(|(bracket, choice)| text.choice(*bracket) != Some(*choice));
            let others: Vec<_> = others.collect();
            let named = others.get(pick(coin, others.len()));
            named.map_or(Reply::No, |(bracket, choice)| {
                Reply::Change(*bracket, *choice)
            })
        }
        Put::Improving(text, bracket) => {
            Reply::Options(text.choice(*bracket).into_iter().collect::<ChoiceSet>())
        }
    }
}
