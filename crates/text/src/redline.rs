//! Redline: what was kept, struck and added between two versions, word by word.
//!
//! Invariant: a redline made to the old version gives the new one, and taken back from the new one
//! gives the old; between equal versions it changes nothing.

use crate::apply::{applied, taken_back};
use crate::change::changes;
use crate::hunk::{Hunk, Rest, hunks, length};
use crate::{AmendmentError, Change, Part, PointText, Text};
use case::{Language, PointId};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stretch of words in a redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// In both versions.
    Kept(Vec<Part>),
    /// In the old version only.
    Struck(Vec<Part>),
    /// In the new version only.
    Added(Vec<Part>),
}

/// What changed in one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointRedline {
    /// The point as it was.
    pub was: Arc<PointText>,
    /// The point as it is now.
    pub now: Arc<PointText>,
    /// What changed; nothing where it only stands elsewhere.
    pub changes: Vec<Change>,
}

/// One line of the redline of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A point that is the same in both versions.
    Kept(Arc<PointText>),
    /// A point that changed where it stands.
    Changed(PointRedline),
    /// A point that is new.
    Added(Arc<PointText>),
    /// A point that is gone.
    Dropped(Arc<PointText>),
    /// Where a point stood that has been moved.
    MovedFrom(PointId),
    /// A point that has been moved here, with what else changed in it.
    MovedTo(PointRedline),
}

/// What changed between two versions of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redline {
    /// The points of both versions, in order.
    pub rows: Vec<Row>,
}

impl PointRedline {
    /// What changed between two states of one point.
    #[must_use]
    pub fn between(was: &Arc<PointText>, now: &Arc<PointText>) -> Self {
        Self {
            was: Arc::clone(was),
            now: Arc::clone(now),
            changes: changes(was, now),
        }
    }

    /// The running words in a language.
    #[must_use]
    pub fn words(&self, language: &Language) -> Vec<Run> {
        let hunks = self.changes.iter().filter_map(|change| match change {
            Change::Words { language: l, hunk } if l == language => Some(hunk),
            Change::Words { .. }
            | Change::Number { .. }
            | Change::Line { .. }
            | Change::BracketOpened(_)
            | Change::BracketDropped(_)
            | Change::ChoiceAdded { .. }
            | Change::ChoiceDropped { .. }
            | Change::Settled { .. } => None,
        });
        runs(self.was.body(language), hunks)
    }
}

impl Redline {
    /// What changed between two versions.
    #[must_use]
    pub fn between(was: &Text, now: &Text) -> Self {
        let ids = |text: &Text| -> Vec<PointId> {
            text.points()
                .iter()
                .map(|point| point.id().clone())
                .collect()
        };
        let by_id = |text: &Text| -> BTreeMap<PointId, Arc<PointText>> {
            let points = text.points().iter();
            points
                .map(|point| (point.id().clone(), Arc::clone(point)))
                .collect()
        };
        let (old, new) = (by_id(was), by_id(now));
        let mut rows = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &ids(was), &ids(now)) {
            let before = was.points().get(op.old_range()).unwrap_or_default();
            let after = now.points().get(op.new_range()).unwrap_or_default();
            if let DiffOp::Equal { .. } = op {
                rows.extend(
                    before
                        .iter()
                        .zip(after)
                        .map(|(was, now)| Row::stayed(was, now)),
                );
                continue;
            }
            rows.extend(before.iter().map(|point| {
                if new.contains_key(point.id()) {
                    Row::MovedFrom(point.id().clone())
                } else {
                    Row::Dropped(Arc::clone(point))
                }
            }));
            rows.extend(after.iter().map(|point| match old.get(point.id()) {
                Some(was) => Row::MovedTo(PointRedline::between(was, point)),
                None => Row::Added(Arc::clone(point)),
            }));
        }
        Self { rows }
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| match row {
            Row::Kept(_) => true,
            Row::Changed(_)
            | Row::Added(_)
            | Row::Dropped(_)
            | Row::MovedFrom(_)
            | Row::MovedTo(_) => false,
        })
    }

    /// The new version, made from the old one.
    ///
    /// # Errors
    /// Refuses a text that is not the old version.
    pub fn applied(&self, was: &Text) -> Result<Text, AmendmentError> {
        let mut points = Vec::new();
        for row in &self.rows {
            match row {
                Row::Kept(point) => points.push(shared(was, point.id())?),
                Row::Changed(redline) | Row::MovedTo(redline) => {
                    let point = shared(was, redline.was.id())?;
                    points.push(Arc::new(applied(&redline.changes, &point)?));
                }
                Row::Added(point) => points.push(Arc::clone(point)),
                Row::Dropped(_) | Row::MovedFrom(_) => {}
            }
        }
        Ok(Text::of_shared(points)?)
    }

    /// The old version, made from the new one.
    ///
    /// # Errors
    /// Refuses a text that is not the new version.
    pub fn taken_back(&self, now: &Text) -> Result<Text, AmendmentError> {
        let redlines = self.rows.iter().filter_map(|row| match row {
            Row::Changed(redline) | Row::MovedTo(redline) => Some((redline.now.id(), redline)),
            Row::Kept(_) | Row::Added(_) | Row::Dropped(_) | Row::MovedFrom(_) => None,
        });
        let redlines: BTreeMap<&PointId, &PointRedline> = redlines.collect();
        let mut points = Vec::new();
        for row in &self.rows {
            let id = match row {
                Row::Kept(point) => point.id(),
                Row::Changed(redline) => redline.now.id(),
                Row::MovedFrom(id) => id,
                Row::Dropped(point) => {
                    points.push(Arc::clone(point));
                    continue;
                }
                Row::Added(_) | Row::MovedTo(_) => continue,
            };
            let point = shared(now, id)?;
            points.push(match redlines.get(id) {
                Some(redline) => Arc::new(applied(&taken_back(&redline.changes), &point)?),
                None => point,
            });
        }
        Ok(Text::of_shared(points)?)
    }
}

impl Row {
    fn stayed(was: &Arc<PointText>, now: &Arc<PointText>) -> Self {
        if Arc::ptr_eq(was, now) || was == now {
            Self::Kept(Arc::clone(now))
        } else {
            Self::Changed(PointRedline::between(was, now))
        }
    }
}

/// What changed between two lines, such as two titles or the words of an option.
#[must_use]
pub fn line_between(was: &str, now: &str) -> Vec<Run> {
    let parts = |line: &str| match line {
        "" => Vec::new(),
        line => vec![Part::Words(line.to_owned())],
    };
    let was = parts(was);
    runs(&was, hunks(&was, &parts(now)).iter())
}

/// The words as they were, cut at the hunks.
fn runs<'a>(was: &[Part], hunks: impl Iterator<Item = &'a Hunk>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = Rest::of(was);
    let mut push = |run: Run| {
        if length(run.parts()) > 0 {
            runs.push(run);
        }
    };
    for hunk in hunks {
        push(Run::Kept(rest.up_to(hunk.at).unwrap_or_default()));
        let struck = rest.up_to(hunk.at + hunk.shrunk());
        push(Run::Struck(struck.unwrap_or_default()));
        push(Run::Added(hunk.added.clone()));
    }
    push(Run::Kept(rest.up_to(length(was)).unwrap_or_default()));
    runs
}

impl Run {
    /// Its words and brackets.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        match self {
            Self::Kept(parts) | Self::Struck(parts) | Self::Added(parts) => parts,
        }
    }
}

fn shared(text: &Text, id: &PointId) -> Result<Arc<PointText>, AmendmentError> {
    let mut found = text.points().iter().filter(|point| point.id() == id);
    let found = found.next().map(Arc::clone);
    found.ok_or_else(|| AmendmentError::NoSuchPoint(id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PointParts;
    use crate::arbitrary::{edits, model};
    use case::{BracketId, Wording};
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<Part> {
        vec![Part::Words(text.to_owned())]
    }

    fn text(order: &[(&str, &str)]) -> Text {
        let points = (1..).zip(order).map(|(number, (id, body))| {
            let parts = PointParts {
                id: PointId::new(*id),
                number: Some(number),
                title: Wording::english(*id),
                body: [(Language::english(), words(body))].into(),
                brackets: Vec::new(),
            };
            PointText::new(parts).unwrap()
        });
        Text::new(points.collect()).unwrap()
    }

    #[test]
    fn a_line_shows_what_was_struck_and_what_was_added() {
        let found = line_between("up to 40 boats", "up to 35 boats");
        let expected = [
            Run::Kept(words("up to ")),
            Run::Struck(words("40")),
            Run::Added(words("35")),
            Run::Kept(words(" boats")),
        ];
        assert_eq!(found, expected);
        assert_eq!(line_between("a", "a"), [Run::Kept(words("a"))]);
        assert_eq!(line_between("", ""), []);
    }

    #[test]
    fn points_added_dropped_moved_and_renumbered_are_told_apart() {
        let was = text(&[("a", "x"), ("b", "y"), ("c", "z"), ("d", "w")]);
        let now = text(&[("b", "y"), ("c", "z"), ("new", "v"), ("a", "x")]);
        let found = Redline::between(&was, &now);
        let kinds: Vec<&str> = found
            .rows
            .iter()
            .map(|row| match row {
                Row::Kept(_) => "kept",
                Row::Changed(redline) => match redline.changes.as_slice() {
                    [Change::Number { .. }] => "renumbered",
                    _ => "changed",
                },
                Row::Added(_) => "added",
                Row::Dropped(_) => "dropped",
                Row::MovedFrom(_) => "from",
                Row::MovedTo(_) => "to",
            })
            .collect();
        assert_eq!(
            kinds,
            ["from", "renumbered", "renumbered", "dropped", "added", "to"]
        );
    }

    /// Some of five points in some order, each edited by what was drawn for it.
    fn version(
        base: &[crate::arbitrary::Model],
        order: &[usize],
        edits: &[crate::arbitrary::Edit],
    ) -> Text {
        let mut seen = std::collections::BTreeSet::new();
        let points = order.iter().filter(|at| seen.insert(**at)).map(|at| {
            let edit = edits.get(*at);
            let model = base[*at].clone();
            let model = edit.map_or(model.clone(), |edit| model.edited(*edit));
            let mut parts = model.point().parts();
            let name = |id: &BracketId| BracketId::new(format!("{at}-{id}"));
            parts.id = PointId::new(at.to_string());
            parts.number = None;
            for part in parts.body.values_mut().flatten() {
                if let Part::Open(id) = part {
                    *id = name(id);
                }
            }
            parts.brackets = parts
                .brackets
                .iter()
                .map(|bracket| {
                    let choices = bracket.choices().to_vec();
                    crate::BracketText::new(name(bracket.id()), bracket.question(), choices)
                        .unwrap()
                })
                .collect();
            PointText::new(parts).unwrap()
        });
        Text::new(points.collect()).unwrap()
    }

    proptest! {
        #[test]
        fn a_redline_made_to_the_old_gives_the_new_and_taken_back_the_old(
            base in proptest::collection::vec(model(), 5),
            old in proptest::collection::vec(0_usize..5, 0..8),
            new in proptest::collection::vec(0_usize..5, 0..8),
            edits in edits(),
        ) {
            let was = version(&base, &old, &[]);
            let now = version(&base, &new, &edits);
            let redline = Redline::between(&was, &now);
            prop_assert_eq!(redline.is_empty(), was == now);
            prop_assert_eq!(&redline.applied(&was).unwrap(), &now);
            prop_assert_eq!(&redline.taken_back(&now).unwrap(), &was);
        }

        #[test]
        fn the_runs_of_a_redline_hold_both_versions(was in model(), now in model()) {
            let (was, now) = (Arc::new(was.point()), Arc::new(now.point()));
            let english = Language::english();
            let runs = PointRedline::between(&was, &now).words(&english);
            let (mut old, mut new) = (Vec::new(), Vec::new());
            for run in runs {
                match run {
                    Run::Kept(parts) => {
                        crate::hunk::extend_parts(&mut old, parts.clone());
                        crate::hunk::extend_parts(&mut new, parts);
                    }
                    Run::Struck(parts) => crate::hunk::extend_parts(&mut old, parts),
                    Run::Added(parts) => crate::hunk::extend_parts(&mut new, parts),
                }
            }
            prop_assert_eq!(old, was.body(&english));
            prop_assert_eq!(new, now.body(&english));
        }
    }
}
