//! Which states of a conflict hold, and how one comes of another.

mod courses;
mod words;

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, capital, remarks};
use crate::reach;
use analysis::stability::stability;
use case::{ConflictError, ConflictModel, GivenBy, PosedConflict};
use problem::Claim;
use problem::stability::{Notion, Sanctions, Stability, StateIx};
use std::collections::BTreeMap;
use words::{Named, notions_words, scope};

/// The most states that are listed.
const ROWS_MAX: usize = 40;

/// The most states for which the definitions are worked out again, to check the answer.
const CHECKED_MAX: usize = 64;

impl<'a> Desk<'_, 'a> {
    /// For each conflict that this seat sees: which states hold, for whom, by which notion.
    pub(crate) fn stability(&self) -> Vec<Section> {
        let models = self.view.conflicts();
        models.map(|seen| self.conflict(seen.item)).collect()
    }

    fn conflict(&self, model: &'a ConflictModel) -> Section {
        let title = self.words(&model.title);
        let posed = match self.view.pose_conflict(model) {
            Ok(posed) => posed,
            Err(why) => {
                let heading = format!("{title}: what holds is not worked out on this page");
                let section = Section::new("stability", heading);
                let section = section.say(self.no_conflict(&why));
                return self.model_words(section, model);
            }
        };
        let claim = stability(&posed.game, posed.sanctions, self.effort);
        let Some(found) = &claim.answer else {
            let heading = format!("{title}: the work stopped before it was known what holds");
            let section = Section::new("stability", heading).found(found_of(&posed, &claim));
            return self.model_words(section, model);
        };
        let named = Named::of(self, model, &posed);
        let states = posed.game.form().states();
        let holding = holding(found, &named);
        let by_all = found.equilibria(Notion::Nash).len();
        let heading = format!(
            "{title}: {} of {} hold for all parties, {by_all} of them whatever the notion",
            holding.len(),
            crate::text::counted(states as u64, "state"),
        );
        let section = self.model_words(Section::new("stability", heading), model);
        let section = section.table(table(found, &named));
        let section = if states > ROWS_MAX {
            let more = holding.len().saturating_sub(ROWS_MAX);
            section.remark(format!(
                "Only states that hold for all are listed; {more} more of them are not."
            ))
        } else {
            section
        };
        let section = self.courses(
            section.remark(scope(posed.sanctions)),
            (&posed, found),
            &named,
        );
        let section = section.list(self.givers(model, &posed));
        section.found(found_of(&posed, &claim))
    }

    /// Why a conflict is not posed, in words.
    fn no_conflict(&self, why: &ConflictError) -> String {
        match why {
            ConflictError::NoOrder(party) => {
                let party = self.party_name(party);
                format!("This seat sees no order of the states for {party}.")
            }
            ConflictError::Live | ConflictError::Form(_) => {
                format!("{}.", capital(&why.to_string()))
            }
        }
    }

    /// What the model is about, and who can do what in it.
    fn model_words(&self, section: Section, model: &ConflictModel) -> Section {
        let mut about: Vec<String> = Vec::new();
        about.extend(
            model
                .about
                .as_ref()
                .map(|about| self.words(about).to_owned()),
        );
        if let Some(reader) = &model.reading_of {
            about.push(format!("As read by {reader}."));
        }
        let grounds = format!(
            "{}{}",
            remarks(&model.grounds),
            self.sources(&model.grounds)
        );
        let mut can: BTreeMap<usize, (String, Vec<String>)> = BTreeMap::new();
        let parties = model.parties();
        for option in &model.options {
            let place = parties.rows().position(|party| *party == option.party);
            let own = can
                .entry(place.unwrap_or(0))
                .or_insert_with(|| (self.party_name(&option.party), Vec::new()));
            let bound = words::direction_words(option.direction);
            own.1.push(format!("{}{bound}", self.words(&option.title)));
        }
        let lines = can.into_values();
        let lines = lines.map(|(party, options)| format!("{party} can: {}.", options.join("; ")));
        let mut section = section;
        if !about.is_empty() || !grounds.is_empty() {
            let about = format!("{}{grounds}", about.join(" "));
            section = section.say(about.trim().to_owned());
        }
        section.list(lines.collect())
    }

    /// Where each party's order comes from.
    fn givers(&self, model: &'a ConflictModel, posed: &PosedConflict) -> Vec<String> {
        let each = posed.parties.iter().map(|(ix, party)| {
            let by = match posed.given_by.get(ix) {
                Some(GivenBy::Analyst(name)) => name.clone(),
                Some(GivenBy::Rule(rule)) => format!("the rule “{rule}”"),
                Some(GivenBy::Party) | None => "the party".to_owned(),
            };
            let mut orders = self.view.conflict_orders(model);
            let own = orders.find(|seen| seen.item.party.as_ref() == Some(party));
            let grounds = own.map_or_else(String::new, |seen| {
                let grounds = &seen.item.grounds;
                format!("{}{}", remarks(grounds), self.sources(grounds))
            });
            let party = self.party_name(party);
            format!("The order of {party} is given by {by}{grounds}.")
        });
        each.collect()
    }
}

/// The states that hold for all by some notion, those that hold by most first.
fn holding(found: &Stability, named: &Named<'_>) -> Vec<StateIx> {
    let mut holding: Vec<StateIx> = named.order();
    holding.retain(|state| !found.at(*state).is_empty());
    let lacking = |state: &StateIx| {
        let notions = found.at(*state);
        Notion::ALL
            .into_iter()
            .filter(|notion| !notions.has(*notion))
            .count()
    };
    holding.sort_by_key(lacking);
    holding
}

fn table(found: &Stability, named: &Named<'_>) -> Table {
    let columns = [("No.", Align::End), ("State", Align::Start)];
    let mut table = Table::new("By which notions each state holds", &columns);
    for party in named.parties() {
        table = table.column(party.as_str(), Align::Start);
    }
    table = table.column("All", Align::Start);
    let mut rows: Vec<StateIx> = named.order();
    if rows.len() > ROWS_MAX {
        rows = holding(found, named);
        rows.truncate(ROWS_MAX);
    }
    for state in rows {
        let mut cells = vec![named.number(state).to_string(), named.words(state)];
        let own = found.each.rows().filter_map(|own| own.get(state).copied());
        cells.extend(own.map(notions_words));
        cells.push(notions_words(found.at(state)));
        table.row(cells);
    }
    table
}

fn found_of(posed: &PosedConflict, claim: &Claim<Option<Stability>>) -> Found {
    // The definitions look at every pair of sets, also where many sets are one state.
    let sets = posed.game.form().sets().count();
    let checked = match &claim.answer {
        Some(found) if sets <= CHECKED_MAX => {
            if *found == posed.game.graph().stability(posed.sanctions) {
                "worked out again by the definitions, with the same result".to_owned()
            } else {
                "the definitions give another result: treat this section as wrong".to_owned()
            }
        }
        Some(_) | None => "not checked another way".to_owned(),
    };
    let rule = match posed.sanctions {
        Sanctions::Joint => "answers by legal sequences of all others",
        Sanctions::Single => "answers by one other party alone",
    };
    Found {
        what: "Stability".into(),
        method: format!("{}; {rule}", claim.method),
        nodes: claim.nodes,
        reach: reach::words(&claim.reach),
        checked,
    }
}
