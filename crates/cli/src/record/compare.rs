//! `onetext record compare`: whether two people hold the same text, and were shown one history.

use super::paper::{bytes, read};
use crate::answer::Answer;
use anyhow::{Context, Result};
use clap::Args;
use record::{Framework, Paper, WitnessRequest};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

/// Tell whether two receipts are of one text, and two checkpoints of one history.
#[derive(Args)]
pub(crate) struct Compare {
    /// A receipt or a checkpoint.
    one: PathBuf,
    /// Another.
    other: PathBuf,
    /// What shows that the longer log goes on from the shorter: a request for a witness.
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
}

impl Compare {
    pub(super) fn run(self) -> Result<Answer> {
        let (one, other) = (read(&self.one)?, read(&self.other)?);
        let mut out = io::stdout().lock();
        let mut answer = Answer::Yes;
        if let (Paper::Receipt(one), Paper::Receipt(other)) = (&one, &other) {
            one.verify(None)
                .with_context(|| format!("`{}`", self.one.display()))?;
            other
                .verify(None)
                .with_context(|| format!("`{}`", self.other.display()))?;
            let differences = differences(&one.framework, &other.framework);
            if differences.is_empty() {
                writeln!(
                    out,
                    "Both hold the same text: draft {}.",
                    one.issue.text.version
                )?;
            } else {
                writeln!(out, "They hold different texts:")?;
                differences
                    .iter()
                    .try_for_each(|line| writeln!(out, "  {line}"))?;
                answer = Answer::No;
            }
        }
        let (one, other) = (one.checkpoint()?, other.checkpoint()?);
        if one.origin != other.origin {
            writeln!(out, "They are of two logs, each of its own room.")?;
            return Ok(answer);
        }
        let proof = match &self.proof {
            Some(path) => WitnessRequest::read(&bytes(path)?)?.proof,
            None => Vec::new(),
        };
        match record::compare(&one, &other, &proof) {
            Ok(()) => writeln!(out, "They are of one history.")?,
            Err(why) if one.head.size != other.head.size && self.proof.is_none() => {
                writeln!(out, "Whether they are of one history is open: {why}")?;
                writeln!(
                    out,
                    "Give --proof FILE: the request for a witness, from the record's page."
                )?;
                answer = Answer::No;
            }
            Err(why) => {
                writeln!(out, "They are not of one history: {why}")?;
                answer = Answer::No;
            }
        }
        Ok(answer)
    }
}

/// Where two texts differ, by language and number.
fn differences(one: &Framework, other: &Framework) -> Vec<String> {
    if one.root() == other.root() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if one.talks() != other.talks() {
        lines.push("they are of two talks".to_owned());
    }
    if one.version() != other.version() {
        lines.push(format!(
            "draft {} and draft {}",
            one.version(),
            other.version()
        ));
    }
    let (mut left, mut right) = (points(one), points(other));
    let places: Vec<(String, u16)> = left.keys().chain(right.keys()).cloned().collect();
    for place in places {
        let (one, other) = (left.remove(&place), right.remove(&place));
        let (language, number) = place;
        match (one, other) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => {
                lines.push(format!("point {number} ({language}) is not the same"))
            }
            (Some(_), None) => {
                lines.push(format!("point {number} ({language}) is in the first alone"))
            }
            (None, Some(_)) => lines.push(format!(
                "point {number} ({language}) is in the second alone"
            )),
            (None, None) => {}
        }
    }
    lines
}

/// All that stands at each place of a text.
fn points(framework: &Framework) -> BTreeMap<(String, u16), Vec<(&str, &str)>> {
    let mut points: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (language, each) in framework.languages() {
        for point in each {
            let place = (language.to_owned(), point.number());
            points
                .entry(place)
                .or_default()
                .push((point.heading(), point.text()));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::FrameworkPoint;

    fn framework(version: u32, points: &[(u16, &str)]) -> Framework {
        let mut framework = Framework::new("talks/fjord", version).unwrap();
        for (number, text) in points {
            let point = FrameworkPoint::new(*number, "Patrols", text).unwrap();
            framework.add("en", point).unwrap();
        }
        framework
    }

    #[test]
    fn two_texts_are_told_apart_by_the_points_in_which_they_differ() {
        let one = framework(2, &[(1, "Two boats."), (2, "By day."), (3, "Unarmed.")]);
        assert!(differences(&one, &one.clone()).is_empty());
        let other = framework(3, &[(1, "Two boats."), (2, "By night."), (4, "Unarmed.")]);
        let told = [
            "draft 2 and draft 3",
            "point 2 (en) is not the same",
            "point 3 (en) is in the first alone",
            "point 4 (en) is in the second alone",
        ];
        assert_eq!(differences(&one, &other), told);
    }
}
