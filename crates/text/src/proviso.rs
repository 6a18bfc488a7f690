//! Provisos: which point is agreed only if another is, and what falls if one falls.
//!
//! Nothing is agreed until everything is agreed: a package of points can become agreed only when
//! each of its points is, and so is everything that they hang on.

use crate::{Assent, Maturity, Text};
use case::{ActId, Link, PointId, View};
use disclosure::PartyId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A point that holds only if another does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proviso {
    /// The point that hangs on another.
    pub point: PointId,
    /// The point it hangs on.
    pub on: PointId,
    /// The party that made it a condition; `None` where the text itself does.
    pub held_by: Option<PartyId>,
}

/// A point that would fall with another, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall<'a> {
    /// The point that would fall.
    pub point: &'a PointId,
    /// The shortest chain of provisos that leads to it, from the first point to fall.
    pub chain: Vec<&'a Proviso>,
}

/// What keeps a package of points from being agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanting<'a> {
    /// A point that the text does not have.
    Absent(&'a PointId),
    /// A point that has come no further than this.
    Short(&'a PointId, Maturity),
    /// A proviso on a point that is not agreed.
    Unmet(&'a Proviso),
}

impl Proviso {
    /// What hangs on what through the linkages that a seat may know: a point whose act needs
    /// another first, follows from it, or goes with it. Each once.
    #[must_use]
    pub fn of_linkages(view: &View<'_>) -> Vec<Self> {
        let acts = view.linked();
        let points: BTreeMap<&ActId, &[PointId]> = acts.map(|act| (act.id, act.points)).collect();
        let of = |act| points.get(act).copied().unwrap_or_default();
        let mut found = BTreeSet::new();
        for linkage in view.linkages().map(|seen| seen.item) {
            for (act, on) in edges(&linkage.link) {
                for (point, on) in of(act)
                    .iter()
                    .flat_map(|p| of(on).iter().map(move |o| (p, o)))
                {
                    if point == on {
                        continue;
                    }
                    let proviso = |held_by| Self {
                        point: point.clone(),
                        on: on.clone(),
                        held_by,
                    };
                    found.extend(linkage.held_by.iter().cloned().map(Some).map(proviso));
                    if linkage.held_by.is_empty() {
                        found.insert(proviso(None));
                    }
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Which act hangs on which, as a linkage says it.
fn edges(link: &Link) -> Vec<(&ActId, &ActId)> {
    match link {
        Link::Requires { act, first, .. } => vec![(act, first)],
        Link::Triggers { act, then, .. } => vec![(then, act)],
        Link::Within { act, of, .. } => vec![(act, of)],
        Link::Simultaneous(acts) | Link::Together(acts) => {
            let pairs = acts.iter().flat_map(|a| acts.iter().map(move |b| (a, b)));
            pairs.filter(|(a, b)| a != b).collect()
        }
        Link::Voids { .. } | Link::NotBefore { .. } | Link::Excludes { .. } | Link::Options(_) => {
            Vec::new()
        }
    }
}

/// Everything that falls if a point falls, nearest first; each point once, and never the point
/// itself.
#[must_use]
pub fn falls_with<'a>(provisos: &'a [Proviso], point: &PointId) -> Vec<Fall<'a>> {
    let mut hanging: BTreeMap<&PointId, BTreeSet<&Proviso>> = BTreeMap::new();
    for proviso in provisos {
        hanging.entry(&proviso.on).or_default().insert(proviso);
    }
    let mut seen = BTreeSet::from([point.clone()]);
    let mut falls: Vec<Fall<'a>> = Vec::new();
    let mut next = VecDeque::from([(point.clone(), Vec::new())]);
    while let Some((fallen, chain)) = next.pop_front() {
        for proviso in hanging.get(&fallen).into_iter().flatten() {
            if seen.insert(proviso.point.clone()) {
                let mut chain: Vec<&Proviso> = chain.clone();
                chain.push(proviso);
                next.push_back((proviso.point.clone(), chain.clone()));
                falls.push(Fall {
                    point: &proviso.point,
                    chain,
                });
            }
        }
    }
    falls
}

/// What keeps a package of points from being agreed; it is agreed if nothing does.
#[must_use]
pub fn wanting<'a>(
    package: &'a BTreeSet<PointId>,
    text: &Text,
    assent: &Assent,
    provisos: &'a [Proviso],
) -> Vec<Wanting<'a>> {
    let reached = |point| text.point(point).map(|point| assent.maturity(point));
    let points = package.iter().filter_map(|point| match reached(point) {
        None => Some(Wanting::Absent(point)),
        Some(maturity) if maturity < Maturity::Agreed => Some(Wanting::Short(point, maturity)),
        Some(_) => None,
    });
    let mut found: Vec<Wanting<'a>> = points.collect();
    let mut held = package.clone();
    let mut left: Vec<&PointId> = package.iter().collect();
    while let Some(point) = left.pop() {
        for proviso in provisos.iter().filter(|proviso| proviso.point == *point) {
            if held.insert(proviso.on.clone()) {
                left.push(&proviso.on);
                let is_met = reached(&proviso.on) >= Some(Maturity::Agreed);
                if !is_met {
                    found.push(Wanting::Unmet(proviso));
                }
            }
        }
    }
    found
}

/// Whether a package of points is agreed, with all that it hangs on.
#[must_use]
pub fn is_agreed(
    package: &BTreeSet<PointId>,
    text: &Text,
    assent: &Assent,
    provisos: &[Proviso],
) -> bool {
    wanting(package, text, assent, provisos).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, PointParts, PointText};
    use case::{Status, Wording};

    fn id(name: &str) -> PointId {
        PointId::new(name)
    }

    fn proviso(point: &str, on: &str) -> Proviso {
        Proviso {
            point: id(point),
            on: id(on),
            held_by: None,
        }
    }

    fn text(names: &[&str]) -> Text {
        let points = names.iter().map(|name| {
            let parts = PointParts {
                id: id(name),
                number: None,
                title: Wording::english(*name),
                body: BTreeMap::new(),
                brackets: Vec::new(),
            };
            PointText::new(parts).unwrap()
        });
        Text::new(points.collect()).unwrap()
    }

    fn agreed(names: &[&str]) -> Assent {
        let north = PartyId::new("north");
        let said = |name: &&str| {
            let by = [(north.clone(), Status::Agreed)].into();
            (Place::Point(id(name)), by)
        };
        Assent {
            deciders: [north.clone()].into(),
            statuses: names.iter().map(said).collect(),
            ..Assent::default()
        }
    }

    #[test]
    fn what_hangs_on_a_point_falls_with_it_along_the_shortest_chain() {
        let provisos = [
            proviso("b", "a"),
            proviso("c", "b"),
            proviso("d", "c"),
            proviso("d", "a"),
            proviso("a", "d"),
            proviso("x", "y"),
        ];
        let falls = falls_with(&provisos, &id("a"));
        let found: Vec<_> = falls
            .iter()
            .map(|fall| (fall.point.as_str(), fall.chain.len()))
            .collect();
        assert_eq!(found, [("b", 1), ("d", 1), ("c", 2)]);
        assert_eq!(falls[2].chain, [&provisos[0], &provisos[1]]);
    }

    #[test]
    fn a_package_is_agreed_only_with_everything_it_hangs_on() {
        let text = text(&["a", "b", "c"]);
        let provisos = [proviso("a", "b"), proviso("b", "c")];
        let package = BTreeSet::from([id("a")]);
        assert!(is_agreed(
            &package,
            &text,
            &agreed(&["a", "b", "c"]),
            &provisos
        ));
        let assent = agreed(&["a", "b"]);
        let found = wanting(&package, &text, &assent, &provisos);
        assert_eq!(found, [Wanting::Unmet(&provisos[1])]);
    }

    #[test]
    fn a_package_with_a_point_that_lags_or_is_gone_is_not_agreed() {
        let text = text(&["a", "b"]);
        let package = BTreeSet::from([id("a"), id("b"), id("gone")]);
        let assent = agreed(&["a"]);
        let found = wanting(&package, &text, &assent, &[]);
        let (b, gone) = (id("b"), id("gone"));
        let expected = [
            Wanting::Short(&b, Maturity::Proposed),
            Wanting::Absent(&gone),
        ];
        assert_eq!(found, expected);
    }
}
