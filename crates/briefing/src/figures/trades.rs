//! Trades in words: who could give what for what.

use super::Posing;
use crate::briefing::{Found, Section};
use crate::reach;
use analysis::trades::trades;
use problem::trade::{Change, Exchange, Trade};
use problem::{Package, PartyIx, Scope, Score, Table};

/// How many trades are told for each two parties.
const TOLD: usize = 5;

impl Posing<'_, '_, '_> {
    /// The best trades between every two parties, on a package in hand.
    pub(super) fn trades(&self, package: &Package) -> Section {
        let problem = &self.posed.problem;
        let start = (package, Scope::WithinRedLines);
        let claim = trades(problem, start, TOLD, self.desk.effort);
        let count: u64 = claim.answer.iter().map(|exchange| exchange.brackets).sum();
        let heading = match count {
            0 => "No two points can be traded to the gain of two sides".to_owned(),
            1 => "One pair of points could be traded".to_owned(),
            _ => format!("{count} pairs of points could be traded"),
        };
        let mut section = Section::new("trades", heading);
        for exchange in claim
            .answer
            .iter()
            .filter(|exchange| !exchange.best.is_empty())
        {
            let [one, other] = exchange.parties.map(|party| self.names.party(party));
            section = section
                .say(format!("Between {one} and {other}, {}:", told(exchange)))
                .list(
                    exchange
                        .best
                        .iter()
                        .map(|trade| self.trade(exchange, trade))
                        .collect(),
                );
        }
        let found = Found {
            what: "Trades".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: "what is told of each trade was computed from the parties' figures".into(),
        };
        section.found(found)
    }

    fn trade(&self, exchange: &Exchange, trade: &Trade) -> String {
        let [one, other] = &trade.changes;
        let mut words = format!("{} for {}", self.change(one), self.change(other));
        for party in exchange.parties {
            let gain = self.gain(party, &trade.together);
            words.push_str(&format!("; {} gets {gain}", self.names.party(party)));
        }
        let losers: Vec<&str> = trade
            .together
            .iter()
            .filter(|(_, score)| **score < Score::ZERO)
            .map(|(party, _)| self.names.party(party))
            .collect();
        if !losers.is_empty() {
            words.push_str(&format!("; at the cost of {}", losers.join(", ")));
        }
        words + "."
    }

    fn change(&self, change: &Change) -> String {
        let bracket = self.names.bracket(change.bracket);
        let to = self.names.choice(change.bracket, change.to);
        let from = self.names.choice(change.bracket, change.from);
        format!("“{to}” instead of “{from}” on {bracket}")
    }

    fn gain(&self, party: PartyIx, gains: &Table<PartyIx, Score>) -> String {
        let gain = gains.get(party).copied().unwrap_or(Score::ZERO);
        let sign = if gain > Score::ZERO { "+" } else { "" };
        format!("{sign}{}", self.names.score(&self.posed, party, gain))
    }
}

fn told(exchange: &Exchange) -> String {
    let shown = exchange.best.len() as u64;
    if shown < exchange.brackets {
        format!("the best {shown} of {}", exchange.brackets)
    } else {
        "in the parties' own figures".to_owned()
    }
}
