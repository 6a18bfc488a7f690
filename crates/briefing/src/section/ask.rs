//! What to ask next, in which room: the questions whose answers are expected to tell most.
//!
//! Invariant: for the mediation team alone. A question names only what the room that is asked
//! sees already.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::Desk;
use crate::names::Names;
use crate::section::answers::{Query, beside};
use crate::section::robust::Compared;
use analysis::ask::{Worth, questions, worth_asking};
use analysis::robust::{Draws, Robust, Spread};
use case::{BracketId, ChoiceId, Deal, DraftId, PosedSaid, Statement};
use disclosure::PartyId;
use problem::ask::Ask;
use problem::statement::Offer;
use problem::{BracketIx, ChoiceIx, PartyIx, Table as Rows};
use std::collections::{BTreeMap, BTreeSet};

/// The most questions that are told for one room.
const TOLD: usize = 4;

const DRAWS: Draws = Draws {
    seed: 2031,
    count: 1_000,
    spread: Spread::Even,
};

/// What a question asks of the one who answers, in millionths of a party's scale.
const OPTIONS: u64 = 500;
const BRACKETS: u64 = 1_000;
const PART: u64 = 2_500;
const OFFERS: u64 = 1_000;

/// For each option that an answer to a question on packages has to weigh, in the same.
const EACH: u64 = 100;

/// For each option that the room hears named and has not itself spoken of, in the same.
const TOLD_EACH: u64 = 200;

/// The drafts that parties were given since the case was opened, beside those they see in it.
pub type Issued = BTreeMap<PartyId, BTreeSet<DraftId>>;

/// Options by bracket.
type Options = BTreeMap<BracketIx, BTreeSet<ChoiceIx>>;

/// What a room sees, and what it has itself spoken of.
struct Room {
    sees: Options,
    spoken: Options,
    /// The questions that would tell it of a draft it does not have.
    closed: BTreeSet<Ask>,
}

impl Desk<'_, '_> {
    /// The questions worth asking, room by room.
    pub(crate) fn ask(&self, posed: &PosedSaid, compared: &Compared) -> Option<Section> {
        // tidy: long, because the remark says what every figure of the table stands for.
        let worth = self.worth_asking(posed, compared, &Issued::new())?;
        let heading = match worth.iter().find(|worth| worth.net() > 0) {
            Some(best) => format!(
                "The next question is best asked of {}",
                posed
                    .posed
                    .parties
                    .get(best.party)
                    .map_or_else(String::new, |p| self.party_name(p))
            ),
            None => "No single question is worth what it costs to ask".to_owned(),
        };
        let mut section = Section::new("ask", heading);
        for (party, id) in posed.posed.parties.iter() {
            let own = worth
                .iter()
                .filter(|worth| worth.party == party && worth.net() > 0);
            let name = self.party_name(id);
            let columns = [
                ("Question", Align::Start),
                ("Expected answer", Align::Start),
                ("Gain", Align::End),
                ("Promise", Align::End),
                ("Cost", Align::End),
            ];
            let mut table = Table::new(format!("To ask {name}, best first"), &columns);
            for worth in own.take(TOLD) {
                let [gain, promise, cost] =
                    [worth.gain, worth.promise, worth.price].map(hundredths);
                let question = self.question_words(posed, compared, &worth.ask);
                table.row(vec![question, expected(worth), gain, promise, cost]);
            }
            section = section.table(table);
        }
        let section = section.remark(
            "Gain: by how much better the party that is served worst is expected to be served by \
             the \
             package that one would pick, in per cent of its scale; a refused package serves \
             nobody. Promise: the \
             question's share in what would be gained if everything were known. Cost: 0.05 for two \
             options, 0.1 for two questions of the text, 0.25 for how good an option is, 0.1 and \
             0.01 an option for packages; and 0.02 for each option that the room hears named and \
             has \
             not itself spoken of, for asking tells it that the team weighs it. Nothing is asked \
             that names what the room does not see.",
        );
        Some(section.found(Found {
            what: "Questions".into(),
            method: "expected value of information over seeded draws".into(),
            nodes: worth.len() as u64,
            reach: format!("over {} draws, seed {}", DRAWS.count, DRAWS.seed),
            checked: "not independently checked".into(),
        }))
    }

    /// The questions that are open, best first, at what each costs in its room.
    fn worth_asking(
        &self,
        posed: &PosedSaid,
        compared: &Compared,
        issued: &Issued,
    ) -> Option<Vec<Worth>> {
        let robust = Robust::ready(&compared.lineup, self.effort)?;
        let parties = posed.posed.parties.iter();
        let rooms: Rows<PartyIx, Room> = parties
            .map(|(party, id)| Room {
                closed: self.closed(id, compared, issued),
                ..self.room(posed, party)
            })
            .collect();
        let price = |party: PartyIx, ask: &Ask| rooms.get(party)?.price(ask);
        let asks = questions(&compared.lineup);
        Some(worth_asking(&robust, &DRAWS, &asks, &price))
    }

    /// The questions on whole packages that would tell a party of a draft that it does not have:
    /// all its options may be known there, and that they stand together in a text is not.
    fn closed(&self, party: &PartyId, compared: &Compared, issued: &Issued) -> BTreeSet<Ask> {
        let mut known = self.view.drafts_shown_to(party);
        known.extend(issued.get(party).into_iter().flatten().cloned());
        let packages = compared.lineup.packages();
        let unseen = packages.iter().zip(&compared.drafts).filter(|(_, drafts)| {
            !drafts.is_empty() && drafts.iter().all(|draft| !known.contains(draft))
        });
        let closed = unseen.flat_map(|(unseen, _)| {
            let beside = packages.iter().filter(move |other| *other != unseen);
            let beside = beside
                .flat_map(move |other| [Ask::between(unseen, other), Ask::between(other, unseen)]);
            beside.chain([Ask::deal(unseen)])
        });
        closed.collect()
    }

    /// The questions worth asking of one party, best first, each with what would be taken down of
    /// its answers.
    pub(crate) fn questions_to(
        &self,
        party: &PartyId,
        posed: &PosedSaid,
        compared: &Compared,
        issued: &Issued,
    ) -> Option<Vec<Query>> {
        let (at, _) = posed.posed.parties.iter().find(|(_, id)| *id == party)?;
        let worth = self.worth_asking(posed, compared, issued)?.into_iter();
        let own = worth.filter(|worth| worth.party == at && worth.net() > 0);
        let queries = own.take(TOLD).filter_map(|worth| {
            let [gain, promise, cost] = [worth.gain, worth.promise, worth.price].map(hundredths);
            Some(Query {
                words: beside(&worth.ask).map_or_else(
                    || self.question_words(posed, compared, &worth.ask),
                    str::to_owned,
                ),
                differ: self.differ(posed, &worth.ask),
                answers: self.answers_to(posed, &worth.ask)?,
                expected: expected(&worth),
                gain,
                promise,
                cost,
            })
        });
        Some(queries.collect())
    }

    fn room(&self, posed: &PosedSaid, party: PartyIx) -> Room {
        let id = posed.posed.parties.get(party);
        let shown = id.map(|id| self.view.shown_to(id)).unwrap_or_default();
        let mut room = Room {
            sees: Options::new(),
            spoken: Options::new(),
            closed: BTreeSet::new(),
        };
        let place = |bracket: &BracketId, choice: &ChoiceId| {
            let at = posed
                .posed
                .brackets
                .iter()
                .find(|(_, known)| *known == bracket)?
                .0;
            let choices = posed.posed.choices.get(at)?.iter();
            let named = (0_u16..).zip(choices).find(|(_, known)| *known == choice)?;
            Some((at, ChoiceIx::new(named.0)))
        };
        let mut note = |options: fn(&mut Room) -> &mut Options, bracket, choice| {
            if let Some((bracket, choice)) = place(bracket, choice) {
                options(&mut room)
                    .entry(bracket)
                    .or_default()
                    .insert(choice);
            }
        };
        for (bracket, choices) in &shown {
            choices
                .iter()
                .for_each(|choice| note(|room| &mut room.sees, bracket, choice));
        }
        let said = posed
            .said
            .get(party)
            .into_iter()
            .flat_map(|said| said.words.rows());
        for (statement, _) in said {
            for (bracket, choice) in spoken(statement) {
                note(|room| &mut room.spoken, bracket, choice);
            }
        }
        room
    }

    fn question_words(&self, posed: &PosedSaid, compared: &Compared, ask: &Ask) -> String {
        let names = self.names(&posed.posed);
        let option =
            |bracket: BracketIx, choice: ChoiceIx| format!("“{}”", names.choice(bracket, choice));
        let offer = |offer: &Offer| offer_words(offer, compared, &names);
        match ask {
            Ask::Options(of, one, other) => format!(
                "On {}, which would you rather have: {} or {}?",
                names.bracket(*of),
                option(*of, *one),
                option(*of, *other)
            ),
            Ask::Brackets(one, other) => format!(
                "Which matters more to you: {} or {}?",
                names.bracket(*one),
                names.bracket(*other)
            ),
            Ask::Offers(one, other) => {
                format!(
                    "Which would you rather have: {}; or {}?",
                    offer(one),
                    offer(other)
                )
            }
            Ask::Part(of, choice, part) => format!(
                "On {}, is {} worth more than {} of what the question counts for you?",
                names.bracket(*of),
                option(*of, *choice),
                problem::scale::decimal(part, 2)
            ),
        }
    }
}

/// A package by its name, or as far as it is spoken of; or no deal.
fn offer_words(offer: &Offer, compared: &Compared, names: &Names) -> String {
    let Offer::Options(options) = offer else {
        return "no deal".to_owned();
    };
    let mut packages = compared.lineup.packages().iter().zip(&compared.names);
    let named = packages.find(|(package, _)| {
        let mut each = package.iter();
        each.all(|(bracket, choice)| options.get(&bracket) == Some(&choice))
    });
    if let Some((_, name)) = named {
        return name.clone();
    }
    let each = options.iter().map(|(bracket, choice)| {
        let option = names.choice(*bracket, *choice);
        format!("“{option}” on {}", names.bracket(*bracket))
    });
    crate::desk::joined(&each.collect::<Vec<_>>())
}

fn in_deal(deal: &Deal) -> Vec<(&BracketId, &ChoiceId)> {
    match deal {
        Deal::Package(options) => options.iter().collect(),
        Deal::NoDeal => Vec::new(),
    }
}

/// The options that a party itself has named.
fn spoken(statement: &Statement) -> Vec<(&BracketId, &ChoiceId)> {
    match statement {
        Statement::Ranking(bracket, classes) => classes
            .iter()
            .flatten()
            .map(|choice| (bracket, choice))
            .collect(),
        Statement::Grades(bracket, grades) => {
            let options = grades.iter().flat_map(|(_, options)| options);
            options.map(|choice| (bracket, choice)).collect()
        }
        Statement::Within(bracket, choice, _, _) => vec![(bracket, choice)],
        Statement::Options(bracket, pair) => vec![(bracket, &pair.this), (bracket, &pair.other)],
        Statement::Packages(pair) => [in_deal(&pair.this), in_deal(&pair.other)].concat(),
        Statement::Importance(_) => Vec::new(),
    }
}

impl Room {
    /// What it costs to ask; nothing where the question names what the room does not see.
    fn price(&self, ask: &Ask) -> Option<u64> {
        if self.closed.contains(ask) {
            return None;
        }
        let named = named(ask);
        let has = |options: &Options, (bracket, choice): &(BracketIx, ChoiceIx)| {
            options
                .get(bracket)
                .is_some_and(|options| options.contains(choice))
        };
        if !named.iter().all(|option| has(&self.sees, option)) {
            return None;
        }
        let sees = |bracket: &BracketIx| self.sees.contains_key(bracket);
        let burden = match ask {
            Ask::Options(..) => OPTIONS,
            Ask::Brackets(one, other) => (sees(one) && sees(other)).then_some(BRACKETS)?,
            Ask::Part(..) => PART,
            Ask::Offers(..) => OFFERS + EACH * named.len() as u64,
        };
        let told = named
            .iter()
            .filter(|option| !has(&self.spoken, option))
            .count() as u64;
        Some(burden + TOLD_EACH * told)
    }
}

/// The options that a question names.
fn named(ask: &Ask) -> Vec<(BracketIx, ChoiceIx)> {
    let offer = |offer: &Offer| match offer {
        Offer::Options(options) => options.iter().map(|(b, c)| (*b, *c)).collect(),
        Offer::NoDeal => Vec::new(),
    };
    match ask {
        Ask::Options(of, one, other) => vec![(*of, *one), (*of, *other)],
        Ask::Brackets(..) => Vec::new(),
        Ask::Part(of, choice, _) => vec![(*of, *choice)],
        Ask::Offers(one, other) => [offer(one), offer(other)].concat(),
    }
}

/// How the draws expect the answer.
fn expected(worth: &Worth) -> String {
    let share = worth.first * 100 / worth.of.max(1);
    format!("the first: {share} %")
}

/// Millionths as per cent with two digits.
fn hundredths(parts: u64) -> String {
    format!("{}.{:02}", parts / 10_000, parts % 10_000 / 100)
}
