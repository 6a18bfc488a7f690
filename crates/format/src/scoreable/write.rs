//! A scenario written as a scoreable game.

use super::letters;
use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, additive, file_names, some_party};
use crate::scenario::{
    Format, IssueKind, Passing, Profile, Reading, Restated, Scenario, Uncountable, Worth,
};

/// Writes a file of scores a party and the `config.txt`, under a reading.
///
/// # Errors
/// When a game cannot carry a profile at all; see [`WriteError`].
pub fn write(scenario: &Scenario, reading: Reading) -> Result<Written, WriteError> {
    some_party(scenario, Format::Scoreable)?;
    let mut losses = Losses::default();
    let mut restated = scenario.restated(reading);
    restated.notes.drain(..).for_each(|note| losses.tell(note));
    for place in 0..restated.issues.len() {
        let named = restated.name_options(place);
        named.map_err(|Uncountable| cannot("numbers without a grid", "declare a step for them"))?;
    }
    restated.fold_constants();
    names(scenario.name(), &restated, &mut losses);
    let files = files(&restated.profiles, scenario.passing());
    let mut folder = Folder::default();
    let mut config = String::new();
    let roles = passing(scenario, &restated, &mut losses)?;
    let plain = matches!(scenario.passing(), Passing::Unanimity);
    for ((profile, file), role) in restated.profiles.iter().zip(&files).zip(roles) {
        let scores = scores(profile, &restated, &mut losses)?;
        folder.put(&format!("{file}.txt"), scores);
        if plain {
            called(profile, file, &mut losses);
        } else {
            config.push_str(&line(profile, file, &role, &mut losses));
        }
    }
    if !plain {
        folder.put("config.txt", config);
    }
    Ok(losses.with(folder))
}

fn cannot(what: &str, hint: &'static str) -> WriteError {
    WriteError::CannotCarry {
        format: Format::Scoreable,
        what: what.to_owned(),
        hint,
    }
}

/// The files the configuration named, where every party has its own, or names made of the parties'.
fn files(profiles: &[Profile], passing: &Passing) -> Vec<String> {
    let named: Option<Vec<&str>> = profiles
        .iter()
        .map(|profile| profile.extras.get("file").map(String::as_str))
        .collect();
    let usable = |files: &Vec<&str>| {
        let mut sorted: Vec<String> = files.iter().map(|file| file.to_lowercase()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let safe = |file: &&str| file_names(&[file]).concat() == **file && **file != *"config";
        sorted.len() == files.len() && files.iter().all(safe)
    };
    if let Some(files) = named
        .filter(|_| *passing != Passing::Unanimity)
        .filter(usable)
    {
        return files.into_iter().map(str::to_owned).collect();
    }
    let names: Vec<&str> = profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .collect();
    let clean = |file: String| file.replace(',', "_");
    let files: Vec<String> = file_names(&names).into_iter().map(clean).collect();
    if files.iter().any(|file| file == "config") {
        return files
            .into_iter()
            .map(|file| format!("{file}-party"))
            .collect();
    }
    files
}

/// Names of issues and options are not in the files: letters and numbers stand for them.
fn names(name: &str, restated: &Restated, losses: &mut Losses) {
    if name != "game" {
        losses.tell(format!("the scenario's name `{name}` is left out"));
    }
    for (place, issue) in restated.issues.iter().enumerate() {
        let letter = letters(place);
        if issue.name != letter {
            losses.tell(format!("issue `{}` is called {letter}", issue.name));
        }
        let IssueKind::Choices(labels) = &issue.kind else {
            continue;
        };
        let plain = |(at, label): (usize, &String)| *label == format!("{letter}{}", at + 1);
        if !labels.iter().enumerate().all(plain) {
            losses.tell(format!(
                "the options of issue `{}` are numbered",
                issue.name
            ));
        }
    }
}

/// The role of each party: vetoes are `p1` and `p2`.
fn passing(
    scenario: &Scenario,
    restated: &Restated,
    losses: &mut Losses,
) -> Result<Vec<String>, WriteError> {
    let Passing::AllButOne { vetoes } = scenario.passing() else {
        let names = restated
            .profiles
            .iter()
            .map(|_| "player".to_owned())
            .collect();
        return Ok(names);
    };
    let mut roles = Vec::new();
    let mut count = 0;
    for (place, profile) in restated.profiles.iter().enumerate() {
        let own = profile.extras.get("role");
        let veto = vetoes.contains(&place);
        count += usize::from(veto);
        let fits = own.filter(|role| matches!(role.as_str(), "p1" | "p2") == veto);
        let role = match (fits, veto) {
            (Some(role), _) => role.clone(),
            (None, true) if count == 1 => "p1".to_owned(),
            (None, true) => "p2".to_owned(),
            (None, false) => "player".to_owned(),
        };
        roles.push(role);
    }
    if count > 2 {
        losses.tell("more than two parties have the role of a veto".into());
    }
    Ok(roles)
}

/// A configuration would let one party be outvoted: without one, files name the parties.
fn called(profile: &Profile, file: &str, losses: &mut Losses) {
    if profile.name != file {
        losses.tell(format!(
            "party `{}` is called `{file}`, after its file",
            profile.name
        ));
    }
    if !profile.extras.is_empty() {
        let keys: Vec<&str> = profile.extras.keys().map(String::as_str).collect();
        losses.tell(format!(
            "of `{}`: {} left out",
            profile.name,
            keys.join(", ")
        ));
    }
}

fn line(profile: &Profile, file: &str, role: &str, losses: &mut Losses) -> String {
    let mut words = vec![profile.name.clone(), file.to_owned(), role.to_owned()];
    for key in ["incentive", "model"] {
        match profile.extras.get(key) {
            Some(word) => words.push(word.clone()),
            None => break,
        }
    }
    for (key, value) in &profile.extras {
        let known = matches!(key.as_str(), "role" | "file" | "incentive" | "model");
        if !known {
            losses.tell(format!("of `{}`: {key} `{value}` left out", profile.name));
        }
    }
    let clean: Vec<String> = words
        .iter()
        .map(|word| word.replace(',', ";").trim().to_owned())
        .collect();
    if clean != words {
        losses.tell(format!(
            "commas in the name of `{}` become semicolons",
            profile.name
        ));
    }
    format!("{}\n", clean.join(","))
}

fn scores(
    profile: &Profile,
    restated: &Restated,
    losses: &mut Losses,
) -> Result<String, WriteError> {
    let sum = additive(profile, Format::Scoreable)?;
    if profile.discount.is_some() {
        losses.tell(format!("the discount of `{}` is left out", profile.name));
    }
    let mut text = String::new();
    for valuation in &sum.valuations {
        let Worth::Table(row) = &valuation.worth else {
            continue;
        };
        let scores = row
            .iter()
            .map(|figure| losses.number(&(&valuation.weight * figure)));
        text.push_str(&scores.collect::<Vec<_>>().join(", "));
        text.push('\n');
    }
    let threshold = losses.reserved(profile, restated);
    text.push_str(&losses.number(&threshold));
    text.push('\n');
    Ok(text)
}
