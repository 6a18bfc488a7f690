//! Posing rounds: what parties said of which bracket in which round, and how their edits fared.

use crate::{
    Bracket, BracketId, ChoiceId, Date, Draft, DraftId, Edit, Point, Role, RoundWord, Standing,
    Status, Taking, TalkRound, View, day_number,
};
use disclosure::PartyId;
use problem::rounds::{History, Level, Round, Word};
use problem::treatment::{self, Fate};
use problem::{BracketIx, ChoiceIx, Index, PartyIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// One round as it was posed.
#[derive(Clone)]
pub struct PosedRound<'a> {
    /// The round; nothing for where the parties stand since the last one.
    pub round: Option<&'a TalkRound>,
    /// The text that was on the table.
    pub draft: Option<&'a Draft>,
    /// What was said of which bracket, by whom.
    pub words: BTreeMap<(BracketIx, PartyIx), &'a RoundWord>,
}

/// The rounds with the names of what their indices stand for.
#[derive(Clone)]
pub struct PosedRounds<'a> {
    /// What was said.
    pub history: History,
    /// The parties: the principals, then whoever else has spoken.
    pub parties: Table<PartyIx, PartyId>,
    /// How many of them, from the first, are principals.
    pub principals: usize,
    /// The brackets of which somebody has spoken, each with its point.
    pub brackets: Table<BracketIx, (&'a Point, &'a Bracket)>,
    /// The options of each bracket.
    pub choices: Table<BracketIx, Vec<ChoiceId>>,
    /// The rounds.
    pub rounds: Vec<PosedRound<'a>>,
    /// How many words are told without whose they are: they stand in no table.
    pub unnamed: usize,
}

/// The edits with the names of the sides.
#[derive(Debug, Clone)]
pub struct PosedEdits<'a> {
    /// The sides, in the order of the parties.
    pub sides: Vec<PartyId>,
    /// The edits.
    pub edits: Vec<treatment::Edit>,
    /// The edits of the case, in the same order.
    pub of: Vec<&'a Edit>,
}

/// The level that stands for a status.
const fn level(status: Status) -> Level {
    match status {
        Status::Silent => Level::Silent,
        Status::Rejected => Level::Rejected,
        Status::Bracketed => Level::Bracketed,
        Status::Acceptable => Level::Acceptable,
        Status::AdReferendum => Level::AdReferendum,
        Status::Agreed => Level::Agreed,
    }
}

impl<'a> View<'a> {
    /// The last day of which this seat's rounds, edits, drafts and meetings speak.
    #[must_use]
    pub fn rounds_day(&self) -> Option<Date> {
        let rounds = self
            .rounds()
            .filter_map(|seen| seen.item.to.or(seen.item.from));
        let drafts = self.drafts().filter_map(|seen| seen.item.date);
        let meetings = self.meetings();
        let meetings = meetings.map(|seen| seen.item.end.unwrap_or(seen.item.date));
        let edits = self.edits().map(|seen| {
            let settled = seen.item.settled.as_ref().map(|settled| settled.on);
            settled.unwrap_or(seen.item.asked)
        });
        rounds.chain(drafts).chain(meetings).chain(edits).max()
    }

    /// What was said in each round, and since the last one; nothing where this seat sees no round.
    #[must_use]
    pub fn pose_rounds(&self) -> Option<PosedRounds<'a>> {
        let rounds: Vec<&TalkRound> = self.rounds().map(|seen| seen.item).collect();
        if rounds.is_empty() {
            return None;
        }
        let (parties, principals) = self.speakers(&rounds);
        let mut posing = Posing::new(self, Table::new(parties), &rounds);
        for round in &rounds {
            posing.put(round);
        }
        posing.put_standings();
        Some(posing.finish(principals))
    }

    /// The principals, then whoever else has spoken; and how many principals there are.
    fn speakers(&self, rounds: &[&'a TalkRound]) -> (Vec<PartyId>, usize) {
        let all = || self.parties().map(|seen| seen.item);
        let principals = all().filter(|party| party.role == Role::Principal);
        let mut parties: Vec<PartyId> = principals.map(|party| party.id.clone()).collect();
        let count = parties.len();
        let words = rounds.iter().flat_map(|round| self.words_in(round));
        let spoke: BTreeSet<&PartyId> = words.filter_map(|seen| seen.item.party.as_ref()).collect();
        let others = all().filter(|party| party.role != Role::Principal);
        let others = others.filter(|party| spoke.contains(&party.id));
        parties.extend(others.map(|party| party.id.clone()));
        (parties, count)
    }

    /// The edits with the sides that asked for them; what is told without whose it is stands in
    /// none.
    #[must_use]
    pub fn pose_edits(&self) -> PosedEdits<'a> {
        let of: Vec<&Edit> = self.edits().map(|seen| seen.item).collect();
        let asked: BTreeSet<&PartyId> = of.iter().filter_map(|edit| edit.party.as_ref()).collect();
        let parties = self.parties().map(|seen| &seen.item.id);
        let sides = parties.filter(|party| asked.contains(party));
        let sides: Vec<PartyId> = sides.cloned().collect();
        let posed = of.iter().filter_map(|edit| {
            let side = sides
                .iter()
                .position(|side| Some(side) == edit.party.as_ref())?;
            let day = |date: Date| i64::from(day_number(date));
            let fate = edit.settled.as_ref().map_or(Fate::Open, |settled| {
                let on = day(settled.on);
                match settled.how {
                    Taking::Taken => Fate::Taken(on),
                    Taking::InPart => Fate::InPart(on),
                    Taking::NotTaken => Fate::NotTaken(on),
                }
            });
            let asked = day(edit.asked);
            Some((*edit, treatment::Edit { side, asked, fate }))
        });
        let (of, edits) = posed.unzip();
        PosedEdits { sides, edits, of }
    }
}

/// Rounds in the making.
struct Posing<'v, 'a> {
    view: &'v View<'a>,
    parties: Table<PartyIx, PartyId>,
    brackets: Vec<(&'a Point, &'a Bracket)>,
    choices: Vec<Vec<ChoiceId>>,
    places: BTreeMap<&'a BracketId, BracketIx>,
    rounds: Vec<PosedRound<'a>>,
    history: Vec<Round>,
    unnamed: usize,
}

impl<'v, 'a> Posing<'v, 'a> {
    fn new(view: &'v View<'a>, parties: Table<PartyIx, PartyId>, rounds: &[&'a TalkRound]) -> Self {
        let mut posing = Self {
            view,
            parties,
            brackets: Vec::new(),
            choices: Vec::new(),
            places: BTreeMap::new(),
            rounds: Vec::new(),
            history: Vec::new(),
            unnamed: 0,
        };
        let words = rounds.iter().flat_map(|round| view.words_in(round));
        let spoken: BTreeSet<&BracketId> = words.map(|seen| &seen.item.bracket).collect();
        for point in view.points() {
            for bracket in view.brackets(point.item) {
                let stands = view.standings(bracket.item);
                let mut stands = stands.filter(|seen| seen.item.status != Status::Silent);
                if spoken.contains(&bracket.item.id) || stands.next().is_some() {
                    posing.bracket(point.item, bracket.item);
                }
            }
        }
        posing
    }

    fn bracket(&mut self, point: &'a Point, bracket: &'a Bracket) {
        let Some(at) = BracketIx::from_position(self.brackets.len()) else {
            return;
        };
        let choices = self.view.choices(bracket);
        let choices = choices.map(|seen| seen.item.id.clone()).collect();
        self.places.insert(&bracket.id, at);
        self.brackets.push((point, bracket));
        self.choices.push(choices);
    }

    fn party(&self, party: &PartyId) -> Option<PartyIx> {
        let mut all = self.parties.iter();
        all.find(|(_, known)| *known == party).map(|(at, _)| at)
    }

    fn choice(&self, bracket: BracketIx, choice: &ChoiceId) -> Option<ChoiceIx> {
        let known = self.choices.get(Index::position(bracket))?;
        let position = known.iter().position(|known| known == choice)?;
        ChoiceIx::from_position(position)
    }

    fn text(&self, draft: Option<&Draft>) -> Table<BracketIx, Option<ChoiceIx>> {
        let picks = (0..)
            .map_while(BracketIx::from_position)
            .zip(&self.brackets);
        let picks = picks.map(|(at, (_, bracket))| {
            let choice = draft?.choices.get(&bracket.id)?;
            self.choice(at, choice)
        });
        picks.collect()
    }

    fn draft(&self, id: Option<&DraftId>) -> Option<&'a Draft> {
        let id = id?;
        let mut drafts = self.view.drafts();
        drafts
            .find(|seen| seen.item.id == *id)
            .map(|seen| seen.item)
    }

    fn put(&mut self, round: &'a TalkRound) {
        let draft = self.draft(round.draft.as_ref());
        let (mut said, mut words) = (Vec::new(), BTreeMap::new());
        for seen in self.view.words_in(round) {
            let word = seen.item;
            let Some(bracket) = self.places.get(&word.bracket).copied() else {
                continue;
            };
            let party = word.party.as_ref().and_then(|party| self.party(party));
            let Some(party) = party else {
                self.unnamed += 1;
                continue;
            };
            let holds = word.holds.as_ref();
            let holds = holds.and_then(|choice| self.choice(bracket, choice));
            words.insert((bracket, party), word);
            said.push(Word {
                party,
                bracket,
                level: level(word.status),
                holds,
            });
        }
        let text = self.text(draft);
        self.history.push(Round { text, said });
        self.rounds.push(PosedRound {
            round: Some(round),
            draft,
            words,
        });
    }

    fn so_far(&self) -> History {
        let (parties, brackets) = (self.parties.len(), self.brackets.len());
        let places = (0..)
            .map_while(BracketIx::from_position)
            .zip(&self.brackets);
        let scales = places.filter(|(_, (_, bracket))| bracket.grid.is_some());
        let scales = scales.map(|(at, _)| at).collect();
        History::new(parties, brackets, self.history.clone()).on_scales(scales)
    }

    /// Where the parties stand now, where that is not what the last round says.
    fn put_standings(&mut self) {
        let draft = self.view.draft_in_hand().map(|seen| seen.item);
        let so_far = self.so_far();
        let last = self.history.len().saturating_sub(1);
        let mut said = Vec::new();
        for (bracket, (_, item)) in (0..)
            .map_while(BracketIx::from_position)
            .zip(&self.brackets)
        {
            let standings = self.view.standings(item).map(|seen| seen.item);
            let standings: Vec<(PartyIx, &Standing)> = standings
                .filter_map(|standing| Some((self.party(standing.party.as_ref()?)?, standing)))
                .collect();
            for (party, standing) in standings {
                let stood = so_far.stand(last, party, bracket);
                let level = level(standing.status);
                if level != stood.level {
                    let holds = stood.holds;
                    said.push(Word {
                        party,
                        bracket,
                        level,
                        holds,
                    });
                }
            }
        }
        if said.is_empty() {
            return;
        }
        let text = self.text(draft);
        self.history.push(Round { text, said });
        self.rounds.push(PosedRound {
            round: None,
            draft,
            words: BTreeMap::new(),
        });
    }

    fn finish(self, principals: usize) -> PosedRounds<'a> {
        PosedRounds {
            history: self.so_far(),
            principals,
            brackets: Table::new(self.brackets),
            choices: Table::new(self.choices),
            parties: self.parties,
            rounds: self.rounds,
            unnamed: self.unnamed,
        }
    }
}
