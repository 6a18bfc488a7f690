//! How the texts grew: which point of a draft comes from which of an earlier one.
//!
//! Invariant: a draft that the seat does not know is neither drawn nor named, and no origin is
//! guessed.

use crate::briefing::{Align, Section, Table};
use crate::desk::Desk;
use crate::picture::{Fate, Lineage, LineagePoint, LineageText, Picture, Thread};
use case::{Draft, PointId};
use std::collections::BTreeMap;

/// The most texts that are drawn: the last ones of which something is told.
const TEXTS_MAX: usize = 8;

/// The most points that are drawn one by one where a text only counts them.
const COUNTED_MAX: u32 = 60;

const READ: &str = "A thread leads from a point of an earlier text to the point that grew from it. \
                    A dot is a point of which only the number of all is known, and a point \
                    without a thread may still have a forerunner that nobody told of.";

/// The points of a text by number, or by what else they are called.
type Points = BTreeMap<Label, Fate>;

/// What a point is called in a text: numbers come before other names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Label {
    Number(u32),
    Name(String),
}

impl Label {
    fn of(written: &str) -> Self {
        match written.parse() {
            Ok(number) => Self::Number(number),
            Err(_) => Self::Name(written.to_owned()),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Name(name) => name.clone(),
        }
    }
}

/// What comes from what, by draft and point.
type Tie = ((usize, Label), (usize, Label));

impl Desk<'_, '_> {
    /// How the texts that this seat knows grew out of each other.
    pub(crate) fn lineage(&self) -> Option<Section> {
        let drafts: Vec<&Draft> = self.view.drafts().map(|seen| seen.item).collect();
        let mut points: Vec<Points> = drafts.iter().map(|_| Points::new()).collect();
        let ties = self.ties(&drafts, &mut points);
        for (draft, points) in drafts.iter().zip(&mut points) {
            let counted = draft.numbered.filter(|number| *number <= COUNTED_MAX);
            let is_drawn = !points.is_empty();
            for number in 1..=counted.filter(|_| is_drawn).unwrap_or(0) {
                points.entry(Label::Number(number)).or_insert(Fate::Counted);
            }
        }
        let drawn = self.drawn((&drafts, &points), &ties);
        if drawn.threads.is_empty() {
            return None;
        }
        let heading = format!(
            "How the texts grew: {} in {}",
            super::counted(drawn.threads.len(), ("thread", "threads")),
            super::counted(drawn.texts.len(), ("text", "texts")),
        );
        let table = self.becoming(&drafts);
        let section = Section::new("lineage", heading)
            .say(READ)
            .picture(Picture::Lineage(drawn));
        Some(section.table(table))
    }

    /// Takes down the points that are told of, and gives the ties between them.
    fn ties(&self, drafts: &[&Draft], points: &mut [Points]) -> Vec<Tie> {
        let origin = |written: &String| {
            let (draft, number) = self.point_of_draft(written)?;
            let at = drafts.iter().position(|each| each.id == draft.id)?;
            Some((at, Label::of(number)))
        };
        let mut ties = Vec::new();
        for (to, draft) in drafts.iter().enumerate() {
            for (point, traced) in &draft.lineage {
                let Some(label) = self.label(point) else {
                    continue;
                };
                note(points, (to, &label), Fate::Traced(draft.change(point)));
                for (from, origin) in traced.from.iter().filter_map(&origin) {
                    note(points, (from, &origin), Fate::Origin);
                    ties.push(((from, origin), (to, label.clone())));
                }
            }
            for dropped in &draft.dropped {
                if let Some((from, point)) = origin(&dropped.point) {
                    note(points, (from, &point), Fate::LeftOut);
                }
            }
        }
        ties
    }

    /// What a point of the case is called in a draft; a matter outside the numbers has no place.
    fn label(&self, id: &PointId) -> Option<Label> {
        let mut points = self.view.points();
        let point = points.find(|seen| seen.item.id == *id)?.item;
        point.number.map(Label::Number)
    }

    fn drawn(&self, (drafts, points): (&[&Draft], &[Points]), ties: &[Tie]) -> Lineage {
        let shown = drafts.iter().zip(points).enumerate();
        let mut shown: Vec<(usize, (&&Draft, &Points))> = shown
            .filter(|(_, (_, points))| !points.is_empty())
            .collect();
        shown.drain(..shown.len().saturating_sub(TEXTS_MAX));
        let place = |(text, label): &(usize, Label)| {
            let column = shown.iter().position(|(at, _)| at == text)?;
            let row = points.get(*text)?.keys().position(|each| each == label)?;
            Some((column, row))
        };
        let threads = ties.iter().filter_map(|(from, to)| {
            Some(Thread {
                from: place(from)?,
                to: place(to)?,
            })
        });
        let texts = shown.iter().map(|(_, (draft, points))| LineageText {
            name: self.words(&draft.name).to_owned(),
            day: draft.date.map_or_else(String::new, |date| date.to_string()),
            points: points
                .iter()
                .map(|(label, fate)| LineagePoint {
                    label: label.words(),
                    fate: *fate,
                })
                .collect(),
        });
        Lineage {
            title: "Lineage: texts across, points down".to_owned(),
            description: "The table below says the same in words.".to_owned(),
            texts: texts.collect(),
            threads: threads.collect(),
        }
    }

    /// What became of each point, text by text.
    fn becoming(&self, drafts: &[&Draft]) -> Table {
        let told = drafts.iter().filter(|draft| !draft.lineage.is_empty());
        let told: Vec<&&Draft> = told.collect();
        let mut table = Table::new("Where each point comes from", &[("Point", Align::Start)]);
        for draft in &told {
            table = table.column(format!("In “{}”", self.words(&draft.name)), Align::Start);
        }
        for point in self.view.points().map(|seen| seen.item) {
            let cells: Vec<String> = told
                .iter()
                .map(|draft| self.origins(draft, point))
                .collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let mut row = vec![self.point_name(point)];
                row.extend(cells);
                table.row(row);
            }
        }
        table
    }
}

/// Takes down what is known of a point. That it was left out is said before that it was an origin,
/// and where it comes from itself before both.
fn note(points: &mut [Points], (text, label): (usize, &Label), fate: Fate) {
    let Some(points) = points.get_mut(text) else {
        return;
    };
    let weight = |fate: Fate| match fate {
        Fate::Counted => 0,
        Fate::Origin => 1,
        Fate::LeftOut => 2,
        Fate::Traced(_) => 3,
    };
    let known = points.entry(label.clone()).or_insert(fate);
    if weight(fate) > weight(*known) {
        *known = fate;
    }
}
