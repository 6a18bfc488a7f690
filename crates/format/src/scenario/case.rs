//! A scenario as a case file of ours, and the figures of a case as a scenario.
//!
//! What goes out of a case is what the seat of a [`View`] may know, never more.

use super::{
    Additive, Format, Issue, IssueKind, Loaded, Parts, Passing, Preferences, Profile, Reading,
    Reservation, Restated, Scenario, ScenarioError, Uncountable, Valuation, Worth,
};
use crate::exact::{self, Exact};
use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, additive, some_party};
use crate::place::shown;
use crate::tree::{Out, to_yaml};
use case::View;
use num_traits::Zero;
use problem::{DecisionRule, Index, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Why a case gives no scenario.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The view poses no problem.
    #[error(transparent)]
    Pose(#[from] case::PoseError),
    /// What it poses is no scenario.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
}

/// The figures of a case as one seat may know them; brackets are issues, by their ids.
///
/// # Errors
/// When the view poses no problem, or a name cannot stand in a scenario.
pub fn from_view(view: &View<'_>) -> Result<Loaded, CaseError> {
    let posed = view.pose()?;
    let mut notes = Vec::new();
    let issues = posed
        .brackets
        .rows()
        .zip(posed.choices.rows())
        .map(|(bracket, choices)| {
            let labels = choices
                .iter()
                .map(|choice| choice.as_str().to_owned())
                .collect();
            Issue {
                name: bracket.as_str().to_owned(),
                kind: IssueKind::Choices(labels),
            }
        });
    let parties = posed.parties.rows().zip(posed.problem.stances().rows());
    let profiles = parties
        .zip(posed.units.rows())
        .map(|((party, stance), unit)| {
            let name = party.as_str().to_owned();
            if !stance.bonuses.is_empty() {
                notes.push(format!("what combinations add for `{name}` is left out"));
            }
            if !stance.red_lines.is_empty() {
                notes.push(format!("the red lines of `{name}` are left out"));
            }
            profile(name, stance, |score| unit.figure(score))
        });
    let profiles: Vec<Profile> = profiles.collect();
    if !posed.problem.rules().is_empty() {
        notes.push("the linkages between options are left out".to_owned());
    }
    if !posed.factions.is_empty() {
        notes.push("the factions behind the parties are left out".to_owned());
    }
    let passing = passing(posed.problem.decision(), profiles.len(), &mut notes);
    let scenario = Scenario::new(Parts {
        name: view.heading().id.as_str().to_owned(),
        issues: issues.collect(),
        profiles,
        passing,
        format: Format::Onetext,
    })?;
    Ok(Loaded { scenario, notes })
}

fn profile(name: String, stance: &Stance, figure: impl Fn(problem::Score) -> Exact) -> Profile {
    let valuation = |row: &Vec<problem::Score>| Valuation {
        weight: exact::of(1),
        worth: Worth::Table(row.iter().map(|score| figure(*score)).collect()),
    };
    let valuations = stance.scores.rows().map(valuation).collect();
    Profile {
        name,
        preferences: Preferences::Additive(Additive {
            valuations,
            constant: Exact::zero(),
        }),
        reservation: stance
            .reservation
            .map_or(Reservation::None, |s| Reservation::Value(figure(s))),
        discount: None,
        extras: BTreeMap::new(),
    }
}

fn passing(rule: &DecisionRule, parties: usize, notes: &mut Vec<String>) -> Passing {
    let DecisionRule::SufficientConsensus { vetoes, .. } = rule else {
        return Passing::Unanimity;
    };
    let all_but_one = parties.saturating_sub(1) as u64;
    if *rule == DecisionRule::at_least(all_but_one, parties, vetoes.clone()) {
        let vetoes = vetoes.iter().map(|party| Index::position(*party)).collect();
        return Passing::AllButOne { vetoes };
    }
    notes.push("who may be outvoted is left out: all parties must accept".to_owned());
    Passing::Unanimity
}

/// The scenario as a case file, `case.yaml`, its figures public.
///
/// # Errors
/// When a case file cannot carry a profile; see [`WriteError`].
pub fn write(scenario: &Scenario, reading: Reading) -> Result<Written, WriteError> {
    some_party(scenario, Format::Onetext)?;
    let mut losses = Losses::default();
    let mut restated = scenario.restated(reading);
    restated.notes.drain(..).for_each(|note| losses.tell(note));
    for place in 0..restated.issues.len() {
        let named = restated.name_options(place);
        named.map_err(|Uncountable| cannot("numbers without a grid", "declare a step for them"))?;
    }
    restated.fold_constants();
    let ids = Ids::of(&restated, &mut losses);
    let mut preferences = Vec::new();
    for (place, profile) in restated.profiles.iter().enumerate() {
        preferences.push(figures(
            &ids,
            (place, profile),
            (scenario, reading, &restated),
            &mut losses,
        )?);
    }
    let case = Out::map([
        ("id", Out::text(&ids.case)),
        ("title", Out::text(scenario.name())),
        ("about", Out::Text(about(scenario, reading))),
    ]);
    let file = Out::map([
        ("onetext", Out::Number("1".into())),
        ("case", case),
        ("parties", parties(&ids, &restated)),
        ("points", points(&ids, &restated)),
        ("preferences", Out::List(preferences)),
        ("decision", decision(&ids, scenario.passing())),
    ]);
    let mut folder = Folder::default();
    folder.put("case.yaml", to_yaml(&file));
    Ok(losses.with(folder))
}

fn cannot(what: &str, hint: &'static str) -> WriteError {
    WriteError::CannotCarry {
        format: Format::Onetext,
        what: what.to_owned(),
        hint,
    }
}

fn about(scenario: &Scenario, reading: Reading) -> String {
    match scenario.format() {
        Format::Genius => format!("Taken over from GENIUS files under the reading {reading}"),
        Format::GeniusWeb
        | Format::NegmasYaml
        | Format::NegmasJson
        | Format::Negolog
        | Format::Onetext
        | Format::Scoreable => format!("Taken over from files in the format {}", scenario.format()),
    }
}

/// The ids of a case file: made of the names where these make ids.
struct Ids {
    case: String,
    parties: Vec<String>,
    issues: Vec<String>,
    options: Vec<Vec<String>>,
}

impl Ids {
    fn of(restated: &Restated, losses: &mut Losses) -> Self {
        let parties: Vec<&str> = restated.profiles.iter().map(|p| p.name.as_str()).collect();
        let issues: Vec<&str> = restated
            .issues
            .iter()
            .map(|issue| issue.name.as_str())
            .collect();
        let mut options = Vec::new();
        for issue in &restated.issues {
            let IssueKind::Choices(labels) = &issue.kind else {
                continue;
            };
            let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
            options.push(ids("o", &labels, losses));
        }
        Self {
            case: "scenario".to_owned(),
            parties: ids("party", &parties, losses),
            issues: ids("b", &issues, losses),
            options,
        }
    }
}

/// Ids for names: each name in small letters and digits, or all of them numbered.
fn ids(letter: &str, names: &[&str], losses: &mut Losses) -> Vec<String> {
    let slug = |name: &&str| {
        let signs = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
        let text: String = signs.collect::<String>().to_ascii_lowercase();
        let starts = text.starts_with(|c: char| c.is_ascii_lowercase());
        (starts && text.len() <= 40).then_some(text)
    };
    let reserved = [
        "mediator", "public", "null", "true", "false", "yes", "no", "on", "off",
    ];
    let slugs: Option<Vec<String>> = names.iter().map(slug).collect();
    let slugs = slugs.filter(|slugs| {
        let different: BTreeSet<&String> = slugs.iter().collect();
        different.len() == slugs.len() && !slugs.iter().any(|s| reserved.contains(&s.as_str()))
    });
    let ids = slugs.unwrap_or_else(|| (1..=names.len()).map(|n| format!("{letter}{n}")).collect());
    if ids.iter().zip(names).any(|(id, name)| id != name) {
        losses
            .tell("names become ids of letters and digits, and stand beside them as words".into());
    }
    ids
}

fn parties(ids: &Ids, restated: &Restated) -> Out {
    let parties = ids
        .parties
        .iter()
        .zip(&restated.profiles)
        .map(|(id, profile)| {
            let party = [
                ("name", Out::text(&profile.name)),
                ("role", Out::text("principal")),
            ];
            (Out::text(id), Out::map(party))
        });
    Out::Map(parties.collect())
}

fn points(ids: &Ids, restated: &Restated) -> Out {
    let rows = ids
        .issues
        .iter()
        .zip(&ids.options)
        .zip(&restated.issues)
        .enumerate();
    let points = rows.map(|(place, ((id, options), issue))| {
        let labels = (0..options.len()).filter_map(|option| issue.kind.label(option));
        let options = options
            .iter()
            .zip(labels)
            .map(|(option, label)| (Out::text(option), Out::map([("text", Out::Text(label))])));
        let bracket = Out::map([
            ("question", Out::text(&issue.name)),
            ("options", Out::Map(options.collect())),
        ]);
        let point = Out::map([
            ("title", Out::text(&issue.name)),
            ("brackets", Out::Map(vec![(Out::text(id), bracket)])),
        ]);
        (Out::Text((place + 1).to_string()), point)
    });
    Out::Map(points.collect())
}

fn figures(
    ids: &Ids,
    (place, profile): (usize, &Profile),
    (scenario, reading, restated): (&Scenario, Reading, &Restated),
    losses: &mut Losses,
) -> Result<Out, WriteError> {
    let sum = additive(profile, Format::Onetext)?;
    losses.leave_out(profile);
    if let Reservation::Outcome(_) = profile.reservation {
        let name = &profile.name;
        losses.tell(format!(
            "the reserved outcome of `{name}` becomes its utility"
        ));
    }
    let rule = Out::map([("rule", Out::Text(about(scenario, reading)))]);
    let party = ids.parties.get(place).cloned().unwrap_or_default();
    let mut entries = vec![
        (Out::text("party"), Out::Text(party)),
        (Out::text("given_by"), rule),
        (Out::text("release"), Out::text("public")),
        (Out::text("values"), values(ids, sum)?),
    ];
    if let Some(value) = restated.reserved(profile) {
        entries.push((Out::text("reservation"), fraction(&value)?));
    }
    Ok(Out::Map(entries))
}

/// Weight times worth of every option.
fn values(ids: &Ids, sum: &Additive) -> Result<Out, WriteError> {
    let mut values = Vec::new();
    for ((id, options), valuation) in ids.issues.iter().zip(&ids.options).zip(&sum.valuations) {
        let row = match &valuation.worth {
            Worth::Table(row) => row.as_slice(),
            Worth::Line { .. } => &[],
        };
        let mut figures = Vec::new();
        for (option, figure) in options.iter().zip(row) {
            figures.push((Out::text(option), fraction(&(figure * &valuation.weight))?));
        }
        values.push((Out::text(id), Out::Map(figures)));
    }
    Ok(Out::Map(values))
}

/// The most characters of a number, or of each part of a fraction, that a case file takes.
const LENGTH_MAX: usize = 60;

/// A number as a decimal where it ends, else as a fraction: a case file reads both exactly.
fn fraction(number: &Exact) -> Result<Out, WriteError> {
    let (text, rounding) = exact::written(number);
    if rounding == exact::Rounding::None && text.len() <= LENGTH_MAX {
        return Ok(Out::Number(text));
    }
    let (above, below) = (number.numer().to_string(), number.denom().to_string());
    if above.len().max(below.len()) > LENGTH_MAX {
        let what = format!("the number {}", shown(&text));
        return Err(cannot(&what, "case files take numbers of up to 60 digits"));
    }
    Ok(Out::Text(format!("{above}/{below}")))
}

fn decision(ids: &Ids, passing: &Passing) -> Out {
    let of = Out::List(ids.parties.iter().map(|id| Out::text(id)).collect());
    let Passing::AllButOne { vetoes } = passing else {
        return Out::map([("rule", Out::text("unanimity")), ("of", of)]);
    };
    let one = || Out::Number("1".into());
    let weights = ids
        .parties
        .iter()
        .map(|id| (Out::text(id), one()))
        .collect();
    let least = ids.parties.len().saturating_sub(1).to_string();
    let threshold = Out::map([
        ("name", Out::text("parties")),
        ("weights", Out::Map(weights)),
        ("at_least", Out::Number(least)),
    ]);
    let vetoes = vetoes.iter().filter_map(|place| ids.parties.get(*place));
    Out::map([
        ("rule", Out::text("sufficient_consensus")),
        ("of", of),
        (
            "vetoes",
            Out::List(vetoes.map(|id| Out::text(id)).collect()),
        ),
        ("thresholds", Out::List(vec![threshold])),
    ])
}
