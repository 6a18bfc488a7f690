//! What hangs on a point: linkages that touch it, conditions, what falls if it falls, and where it
//! comes from in earlier drafts.

use crate::mark::Marks;
use crate::page::here::listed;
use crate::seated::Seated;
use case::{ActId, Language, Link, PackageRule, Point, PointId, View};
use disclosure::PartyId;
use std::collections::BTreeSet;
use text::{Proviso, falls_with};

/// What hangs on a point, in sentences.
pub(super) struct Hanging {
    pub(super) linkages: Vec<String>,
    pub(super) conditions: Vec<String>,
    pub(super) falls: Vec<String>,
    pub(super) lineage: Vec<String>,
}

impl Hanging {
    pub(super) fn of(seated: &Seated, view: &View<'_>, id: &PointId) -> Self {
        let (marks, language) = (seated.marks(), &seated.language());
        let read = (view, language);
        let mut provisos = seated.sitting().provisos();
        provisos.extend(Proviso::of_linkages(view));
        let here = provisos.iter().filter(|one| one.point == *id);
        let conditions: BTreeSet<String> = here
            .map(|one| {
                let by = one.held_by.as_ref().map_or_else(
                    || "By the text itself, this".to_owned(),
                    |party| format!("For {}, this", marks.name(party)),
                );
                format!("{by} holds only with {}.", name(read, &one.on))
            })
            .collect();
        let falls = falls_with(&provisos, id).into_iter().map(|fall| {
            let mut chain = fall.chain.iter().map(|one| name(read, &one.point));
            let through: Vec<String> = chain.by_ref().collect();
            match through.split_last() {
                Some((last, [])) => format!("{last} falls with it."),
                Some((last, between)) => {
                    format!("{last} falls too, through {}.", between.join(", "))
                }
                None => String::new(),
            }
        });
        Self {
            linkages: linkages(read, &marks, id),
            falls: falls.collect(),
            conditions: conditions.into_iter().collect(),
            lineage: lineage(read, id),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.linkages.is_empty()
            && self.conditions.is_empty()
            && self.falls.is_empty()
            && self.lineage.is_empty()
    }
}

/// A point as this seat knows it: `point 7, Boats in port`.
fn name((view, language): (&View<'_>, &Language), id: &PointId) -> String {
    let mut points = view.points();
    let found = points.find(|seen| seen.item.id == *id);
    found.map_or_else(
        || "a point that stands elsewhere".to_owned(),
        |seen| {
            let title = seen.item.title.in_language(language);
            match seen.item.number {
                Some(number) => format!("point {number}, {title}"),
                None => title.to_owned(),
            }
        },
    )
}

fn linkages((view, language): (&View<'_>, &Language), marks: &Marks, id: &PointId) -> Vec<String> {
    let acts: Vec<_> = view.linked().collect();
    let own: BTreeSet<&ActId> = acts
        .iter()
        .filter(|act| act.points.contains(id))
        .map(|act| act.id)
        .collect();
    let mut points = view.points();
    let point = points
        .find(|seen| seen.item.id == *id)
        .map(|seen| seen.item);
    let brackets = point.map_or_else(BTreeSet::new, |point: &Point| {
        let all = view.brackets(point).map(|seen| seen.item.id.to_string());
        all.collect::<BTreeSet<String>>()
    });
    let title = |act: &ActId| {
        let found = acts.iter().find(|one| one.id == act);
        found.map_or_else(
            || "something else".to_owned(),
            |act| format!("“{}”", act.title.in_language(language)),
        )
    };
    let mut found = Vec::new();
    for linkage in view.linkages().map(|seen| seen.item) {
        let touches = touches(&linkage.link, &own, &brackets);
        if !touches {
            continue;
        }
        let said = linkage
            .text
            .as_ref()
            .map(|text| text.in_language(language).to_owned());
        let words = said.unwrap_or_else(|| link_words(&linkage.link, &title));
        let by: Vec<&str> = linkage
            .held_by
            .iter()
            .map(|party: &PartyId| marks.name(party))
            .collect();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(" ({})", by.join(", "))
        };
        found.push(format!("{words}{by}"));
    }
    found
}

/// Whether a linkage speaks of one of these acts or brackets.
fn touches(link: &Link, own: &BTreeSet<&ActId>, brackets: &BTreeSet<String>) -> bool {
    match link {
        Link::Options(rule) => rule_touches(rule, brackets),
        Link::Requires {
            act, first: other, ..
        }
        | Link::Triggers {
            act, then: other, ..
        }
        | Link::Within { act, of: other, .. }
        | Link::Voids { act, voids: other }
        | Link::Excludes { act, other } => own.contains(act) || own.contains(other),
        Link::NotBefore { act, .. } => own.contains(act),
        Link::Simultaneous(acts) | Link::Together(acts) => acts.iter().any(|act| own.contains(act)),
    }
}

fn rule_touches(rule: &PackageRule, brackets: &BTreeSet<String>) -> bool {
    let conditions = match rule {
        PackageRule::Never(one) | PackageRule::Always(one) => vec![one],
        PackageRule::Requires { when, then } => vec![when, then],
        PackageRule::AtMostOne(all) | PackageRule::ExactlyOne(all) => all.iter().collect(),
    };
    let mut named = conditions
        .into_iter()
        .flat_map(|condition| condition.parts().keys());
    named.any(|bracket| brackets.contains(bracket.as_str()))
}

fn link_words(link: &Link, title: &impl Fn(&ActId) -> String) -> String {
    let all = |acts: &[ActId]| acts.iter().map(title).collect::<Vec<_>>().join(", ");
    match link {
        Link::Requires { act, first, .. } => format!("{} needs {} first", title(act), title(first)),
        Link::Triggers { act, then, .. } => format!("{} brings about {}", title(act), title(then)),
        Link::Within { act, of, span } => {
            let span = briefing::span_words(*span);
            format!("{} within {span} of {}", title(act), title(of))
        }
        Link::NotBefore { act, day } => {
            format!("{} not before {}", title(act), briefing::when_words(*day))
        }
        Link::Voids { act, voids } => format!("{} ends {}", title(act), title(voids)),
        Link::Excludes { act, other } => {
            format!("{} and {} exclude each other", title(act), title(other))
        }
        Link::Simultaneous(acts) => format!("{} happen together", all(acts)),
        Link::Together(acts) => format!("{} stand or fall together", all(acts)),
        Link::Options(_) => "A rule on which options go together".to_owned(),
    }
}

/// Where the point comes from, draft by draft, as far as this seat knows the earlier ones.
fn lineage((view, language): (&View<'_>, &Language), id: &PointId) -> Vec<String> {
    let drafts = view.drafts().filter_map(|seen| {
        let from = seen.item.lineage.get(id)?;
        let from: Vec<String> = from
            .from
            .iter()
            .filter_map(|one| origin((view, language), one))
            .collect();
        let name = seen.item.name.in_language(language);
        (!from.is_empty()).then(|| format!("In {name} it comes from {}.", listed(&from)))
    });
    drafts.collect()
}

/// A place in an earlier draft, written `draft.number`: `point 4 of First draft`.
fn origin((view, language): (&View<'_>, &Language), written: &str) -> Option<String> {
    let mut splits = written.match_indices('.').filter_map(|(at, _)| {
        let (draft, number) = (written.get(..at)?, written.get(at + 1..)?);
        let mut drafts = view.drafts();
        let draft = drafts.find(|seen| seen.item.id.as_str() == draft)?;
        let name = draft.item.name.in_language(language);
        Some(format!("point {number} of {name}"))
    });
    splits.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Seat;

    #[test]
    fn a_point_comes_from_drafts_by_their_names_and_from_none_that_the_seat_does_not_know() {
        let sealed = "    choices: {border: lease, quota: mid}\n";
        let case = crate::trial::altered("fjord", |file| {
            file.replace(sealed, &format!("{sealed}    points: {{\"4\": [d1.4]}}\n"))
        });
        let of = |seat| {
            lineage(
                (&case.seen_from(seat), &Language::english()),
                &PointId::new("4"),
            )
        };
        let mut north = of(Seat::Delegation(PartyId::new("north")));
        let south = of(Seat::Delegation(PartyId::new("south")));
        let fallback = "In North's fallback [lilacrudder] it comes from point 4 of First draft.";
        assert_eq!(north.pop().as_deref(), Some(fallback));
        assert_eq!(north, south);
        assert!(
            south[0].contains("from point 3 of Paper of South"),
            "{south:?}"
        );
    }
}
