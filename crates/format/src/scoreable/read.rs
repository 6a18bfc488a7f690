//! The files of a scoreable game read into a scenario.

use super::{ScoreableError, letters};
use crate::exact::{self, Exact};
use crate::folder::{Folder, base, ending, stem, text};
use crate::place::{Notes, Place, shown};
use crate::scenario::{
    Additive, Format, Issue, IssueKind, Loaded, OPTIONS_MAX, Parts, Passing, Preferences, Profile,
    ROWS_MAX, Reservation, Scenario, Valuation, Worth,
};
use num_traits::Zero;
use std::collections::{BTreeMap, BTreeSet};

/// Reads a folder of score files; with a `config.txt`, the parties stand in its order.
///
/// # Errors
/// Says what is wrong with which file and where; see [`ScoreableError`].
pub fn read(folder: &Folder) -> Result<Loaded, ScoreableError> {
    folder.check()?;
    let mut notes = Notes::default();
    let config = folder.iter().find(|(file, _)| base(file) == "config.txt");
    let seats = match config {
        Some((file, bytes)) => configured(folder, file, text(file, bytes)?, &mut notes)?,
        None => bare(folder),
    };
    let read = |seat: &Seat<'_>| {
        let bytes = folder.get(seat.file).unwrap_or(&[]);
        scores(seat.file, text(seat.file, bytes)?)
    };
    let scores: Vec<Scores> = seats
        .iter()
        .map(read)
        .collect::<Result<_, ScoreableError>>()?;
    let Some((first, seat)) = scores.first().zip(seats.first()) else {
        return Err(ScoreableError::Nothing {
            files: folder.len(),
        });
    };
    let issues = issues(first);
    let place = Place::file(seat.file);
    for (seat, other) in seats.iter().zip(&scores) {
        same_shape(seat, other, (first, place.file.as_str()))?;
    }
    let vetoes = seats.iter().enumerate().filter(|(_, seat)| seat.has_veto());
    let vetoes: Vec<usize> = vetoes.map(|(place, _)| place).collect();
    let passing = match config {
        Some(_) => Passing::AllButOne { vetoes },
        None => Passing::Unanimity,
    };
    let profiles = seats
        .into_iter()
        .zip(scores)
        .map(|(seat, scores)| profile(seat, scores));
    let scenario = Scenario::new(Parts {
        name: "game".to_owned(),
        issues,
        profiles: profiles.collect(),
        passing,
        format: Format::Scoreable,
    });
    let scenario = scenario.map_err(|error| ScoreableError::Scenario { place, error })?;
    Ok(Loaded {
        scenario,
        notes: notes.told(),
    })
}

/// Every text file is a party, without a configuration.
fn bare(folder: &Folder) -> Vec<Seat<'_>> {
    let texts = folder.iter().filter(|(file, _)| ending(file) == "txt");
    let seats = texts.map(|(file, _)| Seat {
        name: stem(file).to_owned(),
        file,
        extras: BTreeMap::new(),
    });
    seats.collect()
}

/// A party before its scores are read.
struct Seat<'a> {
    name: String,
    file: &'a str,
    extras: BTreeMap<String, String>,
}

impl Seat<'_> {
    fn has_veto(&self) -> bool {
        self.extras
            .get("role")
            .is_some_and(|role| matches!(role.as_str(), "p1" | "p2"))
    }
}

fn configured<'a>(
    folder: &'a Folder,
    file: &str,
    config: &str,
    notes: &mut Notes,
) -> Result<Vec<Seat<'a>>, ScoreableError> {
    let mut seats: Vec<Seat<'a>> = Vec::new();
    let mut used = BTreeSet::new();
    let files = by_base(folder);
    let lines = config.lines().enumerate();
    for (place, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |why| ScoreableError::Config {
            place: Place {
                file: file.to_owned(),
                line: place + 1,
                column: 1,
            },
            line: shown(line),
            why,
        };
        let seat = seat(line, &files).map_err(wrong)?;
        if seats.len() >= ROWS_MAX {
            return Err(wrong("more parties than any game has"));
        }
        if !used.insert(seat.file) {
            return Err(wrong("another party has that file"));
        }
        seats.push(seat);
    }
    let unused = |other: &str| other != file && !used.contains(other);
    let left = folder.iter().filter(|(other, _)| unused(other)).count();
    if left > 0 {
        notes.tell(|| format!("{left} files that the configuration does not name are left out"));
    }
    Ok(seats)
}

/// The party of a line, or what is wrong with it.
fn seat<'a>(line: &str, files: &BTreeMap<&str, &'a str>) -> Result<Seat<'a>, &'static str> {
    let words: Vec<&str> = line.split(',').map(str::trim).collect();
    let [name, named, role, more @ ..] = words.as_slice() else {
        return Err("fewer than three words");
    };
    if more.len() > 2 {
        return Err("more than five words");
    }
    let found = files.get(format!("{named}.txt").as_str()).copied();
    let file = found.ok_or("the folder has no file of that name")?;
    let values = std::iter::once(role).chain(more);
    let extras = ["role", "incentive", "model"].into_iter().zip(values);
    let mut extras: BTreeMap<String, String> = extras
        .map(|(key, value)| (key.to_owned(), (*value).to_owned()))
        .collect();
    extras.insert("file".to_owned(), (*named).to_owned());
    Ok(Seat {
        name: (*name).to_owned(),
        file,
        extras,
    })
}

/// Files by their own name, whatever folder they stand in; the first of a name counts.
fn by_base(folder: &Folder) -> BTreeMap<&str, &str> {
    let mut files = BTreeMap::new();
    for (file, _) in folder.iter() {
        files.entry(base(file)).or_insert(file);
    }
    files
}

struct Scores {
    rows: Vec<Vec<Exact>>,
    threshold: Exact,
    lines: Vec<usize>,
}

fn scores(file: &str, text: &str) -> Result<Scores, ScoreableError> {
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    let mut count = 0;
    for (place, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let number = |value: &str| {
            exact::read(value).ok_or_else(|| ScoreableError::Number {
                place: Place {
                    file: file.to_owned(),
                    line: place + 1,
                    column: 1,
                },
                value: shown(value.trim()),
            })
        };
        let row = line.split(',').take(OPTIONS_MAX + 1).map(number);
        let row: Vec<Exact> = row.collect::<Result<_, _>>()?;
        count += row.len();
        if count > OPTIONS_MAX {
            return Err(ScoreableError::TooMany {
                place: Place::file(file),
            });
        }
        rows.push(row);
        lines.push(place + 1);
    }
    let threshold = rows.pop().filter(|row| row.len() == 1 && !rows.is_empty());
    let threshold = threshold.and_then(|row| row.into_iter().next());
    let threshold = threshold.ok_or_else(|| ScoreableError::Short {
        place: Place::file(file),
    })?;
    Ok(Scores {
        rows,
        threshold,
        lines,
    })
}

fn issues(first: &Scores) -> Vec<Issue> {
    let issue = |(place, row): (usize, &Vec<Exact>)| {
        let name = letters(place);
        let labels = (1..=row.len())
            .map(|option| format!("{name}{option}"))
            .collect();
        Issue {
            name,
            kind: IssueKind::Choices(labels),
        }
    };
    first.rows.iter().enumerate().map(issue).collect()
}

fn same_shape(
    seat: &Seat<'_>,
    scores: &Scores,
    (first, name): (&Scores, &str),
) -> Result<(), ScoreableError> {
    let unequal = |line: usize, found, wanted| ScoreableError::Unequal {
        place: Place {
            file: seat.file.to_owned(),
            line,
            column: 1,
        },
        found,
        first: name.to_owned(),
        wanted,
    };
    if scores.rows.len() != first.rows.len() {
        return Err(unequal(1, scores.rows.len(), first.rows.len()));
    }
    let rows = scores.rows.iter().zip(&first.rows).zip(&scores.lines);
    let wrong = rows.map(|((row, wanted), line)| (row.len(), wanted.len(), *line));
    match wrong.into_iter().find(|(found, wanted, _)| found != wanted) {
        Some((found, wanted, line)) => Err(unequal(line, found, wanted)),
        None => Ok(()),
    }
}

fn profile(seat: Seat<'_>, scores: Scores) -> Profile {
    let valuation = |row| Valuation {
        weight: exact::of(1),
        worth: Worth::Table(row),
    };
    let valuations = scores.rows.into_iter().map(valuation).collect();
    Profile {
        name: seat.name,
        preferences: Preferences::Additive(Additive {
            valuations,
            constant: Exact::zero(),
        }),
        reservation: Reservation::Value(scores.threshold),
        discount: None,
        extras: seat.extras,
    }
}
