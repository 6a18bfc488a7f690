//! Acts, linkages, clocks and red lines as YAML.

use super::release::{self, Default, Owners};
use super::yaml::{Fields, Yaml};
use super::{grounds, parties, plain, whose, wording};
use crate::case_file::keys::REMEDIES;
use case::{
    Act, ActId, Clock, Condition, Firmness, Link, Linkage, PackageRule, PointId, RedLine, Span,
    When,
};
use disclosure::{Clearance, Held, Release};
use problem::repair::Remedy;
use std::collections::BTreeSet;

/// An act with its id.
pub(super) fn act(act: &Act, _: &Release) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.put("title", wording(&act.title));
    fields.some("points", points(&act.points));
    fields.may("remedies", act.remedies.as_ref().map(remedies));
    grounds(&mut fields, &act.grounds);
    (act.id.to_string(), fields)
}

/// Remedies by their names.
pub(super) fn remedies(remedies: &BTreeSet<Remedy>) -> Yaml {
    let all = REMEDIES.iter().zip(Remedy::ALL);
    let named = all.filter(|(_, remedy)| remedies.contains(remedy));
    Yaml::texts(named.map(|(name, _)| *name))
}

/// Points by their ids.
pub(super) fn points(points: &[PointId]) -> Yaml {
    Yaml::texts(points.iter().map(PointId::as_str))
}

/// A linkage.
pub(super) fn linkage(linkage: &Linkage) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", linkage.id.as_str());
    match &linkage.link {
        Link::Requires { act, first, span } => {
            fields.put("requires", pair(("act", act), ("first", first), *span));
        }
        Link::Triggers { act, then, span } => {
            fields.put("triggers", pair(("act", act), ("then", then), *span));
        }
        Link::Within { act, of, span } => {
            let ends = pair(("act", act), ("of", of), Some(*span));
            fields.put("within", ends);
        }
        Link::NotBefore { act, day } => {
            let mut said = Fields::new();
            said.text("act", act.as_str());
            said.put("day", when(*day));
            fields.put("not_before", said.map());
        }
        Link::Voids { act, voids } => {
            fields.put("voids", pair(("act", act), ("voids", voids), None));
        }
        Link::Excludes { act, other } => {
            fields.put("excludes", pair(("act", act), ("other", other), None));
        }
        Link::Simultaneous(acts) => fields.put("simultaneous", ids(acts)),
        Link::Together(acts) => fields.put("together", ids(acts)),
        Link::Options(rule) => package_rule(&mut fields, rule),
    }
    fields.may("text", linkage.text.as_ref().map(wording));
    fields.some("held_by", parties(&linkage.held_by));
    fields.may_text("reading_of", linkage.reading_of.as_deref());
    grounds(&mut fields, &linkage.grounds);
    fields
}

fn pair(one: (&str, &ActId), other: (&str, &ActId), time: Option<Span>) -> Yaml {
    let mut fields = Fields::new();
    for (key, act) in [one, other] {
        fields.text(key, act.as_str());
    }
    if let Some(time) = time {
        span(&mut fields, time);
    }
    fields.map()
}

pub(super) fn ids(acts: &[ActId]) -> Yaml {
    Yaml::texts(acts.iter().map(ActId::as_str))
}

pub(super) fn span(fields: &mut Fields, span: Span) {
    let (key, count) = match span {
        Span::Hours(count) => ("hours", count),
        Span::Days(count) => ("days", count),
        Span::Months(count) => ("months", count),
        Span::Years(count) => ("years", count),
    };
    fields.put(key, plain(count));
}

/// A day of the calendar, or days after the start.
pub(super) fn when(when: When) -> Yaml {
    match when {
        When::Day(days) => plain(days),
        When::Date(date) => plain(date),
    }
}

/// A clock.
pub(super) fn clock(clock: &Clock) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", clock.id.as_str());
    fields.put("title", wording(&clock.title));
    fields.may_text("starts", clock.starts.as_ref().map(ActId::as_str));
    span(&mut fields, clock.span);
    fields.some("held_by", parties(&clock.held_by));
    grounds(&mut fields, &clock.grounds);
    fields
}

/// Red lines by party, each party where its first one stands.
pub(super) fn red_lines(owners: &Owners, held: &[Held<RedLine>]) -> Yaml {
    let mut by_party: Vec<(String, Vec<Yaml>)> = Vec::new();
    for held in held {
        let (line, release) = held.open(Clearance::CUSTODIAN);
        let party = line.party.as_ref();
        let mut fields = red_line(line);
        let default = Default::sealed(owners.owner(party));
        release::put(&mut fields, release, &default);
        let name = whose(party, &mut 0);
        match by_party.iter_mut().find(|(known, _)| *known == name) {
            Some((_, lines)) => lines.push(fields.map()),
            None => by_party.push((name, vec![fields.map()])),
        }
    }
    let by_party = by_party.into_iter();
    Yaml::Map(
        by_party
            .map(|(party, lines)| (party, Yaml::List(lines)))
            .collect(),
    )
}

fn red_line(line: &RedLine) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", line.id.as_str());
    match line.firmness {
        Firmness::RedLine => (),
        Firmness::Demand => fields.text("kind", "demand"),
    }
    fields.put("text", wording(&line.text));
    if let Some(rule) = &line.rule {
        package_rule(&mut fields, rule);
    }
    fields.some("points", points(&line.points));
    fields.may_text("speaker", line.speaker.as_deref());
    fields.may("date", line.date.map(plain));
    grounds(&mut fields, &line.grounds);
    fields
}

fn package_rule(fields: &mut Fields, rule: &PackageRule) {
    let all = |conditions: &[Condition]| Yaml::List(conditions.iter().map(condition).collect());
    match rule {
        PackageRule::Never(never) => fields.put("never", condition(never)),
        PackageRule::Always(always) => fields.put("always", condition(always)),
        PackageRule::Requires { when, then } => {
            fields.put("when", condition(when));
            fields.put("then", condition(then));
        }
        PackageRule::AtMostOne(conditions) => fields.put("at_most_one", all(conditions)),
        PackageRule::ExactlyOne(conditions) => fields.put("exactly_one", all(conditions)),
    }
}

/// A condition on packages.
pub(super) fn condition(condition: &Condition) -> Yaml {
    let parts = condition.parts().iter().map(|(bracket, choices)| {
        let names: Vec<&str> = choices.iter().map(|choice| choice.as_str()).collect();
        let value = match names[..] {
            [one] => Yaml::Text(one.to_owned()),
            _ => Yaml::texts(names),
        };
        (bracket.to_string(), value)
    });
    Yaml::Map(parts.collect())
}
