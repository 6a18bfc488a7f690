//! A problem with the names of what its indices stand for, as far as whoever posed it knows them.

use ::case::{Limit, View};
use ::problem::scale::Unit;
use ::problem::{Demand, Index, PartialPackage, Problem};

/// A problem, its units and its names.
#[derive(Clone)]
pub(crate) struct Stated {
    /// The problem.
    pub(crate) problem: Problem,
    /// What one unit of each party's score is worth in the party's own figures.
    pub(crate) units: Vec<Unit>,
    /// The names.
    pub(crate) names: Names,
    /// The draft in hand.
    pub(crate) draft: Option<PartialPackage>,
}

/// What the indices stand for.
#[derive(Clone, Default)]
pub(crate) struct Names {
    /// The parties.
    pub(crate) parties: Vec<String>,
    /// The brackets.
    pub(crate) brackets: Vec<String>,
    /// The options of each bracket.
    pub(crate) options: Vec<Vec<String>>,
    /// The rules of the text.
    pub(crate) rules: Vec<String>,
    /// The red lines of each party.
    pub(crate) red_lines: Vec<Vec<String>>,
}

impl Stated {
    /// What a view posed: the names are the ids that this seat knows.
    pub(crate) fn of_view(view: &View<'_>, posed: ::case::Posed) -> Self {
        let options = posed.choices.rows();
        let options = options.map(|ids| ids.iter().map(ToString::to_string).collect());
        let red_lines = posed.limits.rows();
        let red_lines = red_lines.map(|own| own.rows().map(limit).collect());
        let parties = posed.parties.rows();
        let names = Names {
            parties: parties.map(|id| view.party_name(id).to_owned()).collect(),
            brackets: posed.brackets.rows().map(ToString::to_string).collect(),
            options: options.collect(),
            rules: posed.rules.rows().map(ToString::to_string).collect(),
            red_lines: red_lines.collect(),
        };
        Self {
            units: posed.units.rows().cloned().collect(),
            names,
            draft: posed.draft,
            problem: posed.problem,
        }
    }

    /// A problem of bare numbers: everything is called by its place, counted from 0.
    pub(crate) fn of_numbers(problem: Problem) -> Self {
        let count = |count: usize| (0..count).map(|at| at.to_string()).collect::<Vec<String>>();
        let stances = problem.stances();
        let names = Names {
            parties: count(stances.len()),
            brackets: count(problem.sizes().len()),
            options: problem
                .sizes()
                .rows()
                .map(|size| count((*size).into()))
                .collect(),
            rules: count(problem.rules().len()),
            red_lines: stances.rows().map(|s| count(s.red_lines.len())).collect(),
        };
        let units = vec![Unit::one(); stances.len()];
        let draft = None;
        Self {
            problem,
            units,
            names,
            draft,
        }
    }

    /// Whether one unit is as much of every party's figures.
    pub(crate) fn has_one_unit(&self) -> bool {
        let mut values = self.units.iter().map(Unit::value);
        let first = values.next();
        values.all(|value| Some(value) == first)
    }

    /// A demand, with who holds it.
    pub(crate) fn demand(&self, demand: Demand) -> String {
        let party = |at: usize| named(&self.names.parties, at);
        match demand {
            Demand::Rule(rule) => {
                format!("rule {}", named(&self.names.rules, Index::position(rule)))
            }
            Demand::RedLine(holder, line) => {
                let holder = Index::position(holder);
                let lines = self.names.red_lines.get(holder);
                let lines = lines.map_or(&[][..], Vec::as_slice);
                let line = named(lines, Index::position(line));
                format!("{}: red line {line}", party(holder))
            }
            Demand::Reservation(holder) => {
                format!("{}: its value of no deal", party(Index::position(holder)))
            }
        }
    }
}

/// A name, or the place where there is none.
pub(crate) fn named(names: &[String], at: usize) -> String {
    names.get(at).cloned().unwrap_or_else(|| at.to_string())
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::RedLine(id) => id.to_string(),
        Limit::Rejection(bracket, choice) => format!("rejects {bracket}={choice}"),
        Limit::Never(bracket, choice) => format!("never {bracket}={choice}"),
        Limit::MustHave(bracket, choices) => {
            let choices = choices.iter().map(ToString::to_string);
            let choices: Vec<String> = choices.collect();
            format!("must have {bracket}={}", choices.join(" or "))
        }
    }
}
