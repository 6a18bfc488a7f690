//! Pictures as data: what is drawn, before anybody draws it.
//!
//! Positions are thousandths of an axis, so that a picture holds no float and no secret digit.

mod acts;
mod convergence;
mod courses;
mod exposed;
mod file;
mod gains;
mod gantt;
mod ladder;
mod lineage;
mod periods;
mod shares;
mod svg;
mod tones;

pub use convergence::{Convergence, ConvergenceRow, between_letter, between_words};
pub use courses::{Course, Courses};
pub use file::svg_file;
pub use gantt::Tick;
pub use lineage::{Fate, Lineage, LineagePoint, LineageText, Thread};
pub use shares::{ShareBar, ShareGroup, Shares};
pub use tones::{ToneRow, Tones};

use crate::briefing::{Align, Table};

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Packages by what each party gains.
    Gains(Gains),
    /// Acts and what must come before what.
    Acts(Acts),
    /// The steps of a plan over its days.
    Gantt(Gantt),
    /// What one side has given before it has received, over the days of a plan.
    Exposed(Exposed),
    /// Needs and money by period.
    Periods(Periods),
    /// A breach, hour by hour.
    Ladder(Ladder),
    /// The tone of signals over time, a row for each party.
    Tones(Tones),
    /// How often packages are accepted.
    Shares(Shares),
    /// What rehearsed talks come to, round by round.
    Courses(Courses),
    /// How parties have come along, round by round.
    Convergence(Convergence),
    /// How texts grew out of each other.
    Lineage(Lineage),
}

/// Packages by what each party gains: a plane for two parties, linked planes for three, parallel
/// coordinates for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gains {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// One axis for each party.
    pub axes: Vec<Axis>,
    /// The packages.
    pub marks: Vec<Dot>,
    /// How many packages of the frontier are not drawn one by one.
    pub not_drawn: u64,
}

/// A party's axis, from its value of no deal to its best acceptable package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The party.
    pub party: String,
    /// What the low end stands for, in the party's units.
    pub low: String,
    /// What the high end stands for, in the party's units.
    pub high: String,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DotKind {
    /// A package that nobody can improve on for free.
    Efficient,
    /// A fair package, by a named rule.
    Fair,
    /// The draft in hand.
    Draft,
}

/// A package in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// Its place on each axis, in thousandths; below 0 is worse than no deal.
    pub at: Vec<i64>,
    /// What each party gets, in its own units.
    pub values: Vec<String>,
    /// What it is.
    pub kind: DotKind,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Where it is looked at, if it leads anywhere.
    pub link: Option<String>,
}

/// Acts and what must come before what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acts {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The acts.
    pub acts: Vec<ActDot>,
    /// The steps between them.
    pub steps: Vec<Step>,
}

/// An act in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDot {
    /// Its title.
    pub title: String,
    /// Whether it lies on a loop.
    pub looped: bool,
}

/// A step in the picture: one act before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The position of the earlier act.
    pub before: usize,
    /// The position of the later act.
    pub after: usize,
    /// The linkages that make the step.
    pub by: String,
    /// Whether it lies on a loop.
    pub looped: bool,
}

/// The steps of a plan over its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gantt {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// How many days it spans.
    pub days: i64,
    /// The days that are named.
    pub ticks: Vec<Tick>,
    /// The steps in the order of their dates.
    pub bars: Vec<Bar>,
    /// What comes before what, by place, and whether that holds the end back.
    pub arrows: Vec<(usize, usize, bool)>,
    /// The same as a table.
    pub table: Table,
}

/// A step in the picture; days are counted from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is done.
    pub title: String,
    /// The morning on which it begins.
    pub start: i64,
    /// The morning on which it is done.
    pub done: i64,
    /// The morning on which it is verified.
    pub verified: i64,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// Whether it is made on trust.
    pub on_trust: bool,
}

/// What one side has given before it has received, over the days of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// How many days it spans.
    pub days: i64,
    /// The days that are named.
    pub ticks: Vec<Tick>,
    /// The least that is drawn, in counted units.
    pub least: i64,
    /// The most that is drawn.
    pub most: i64,
    /// The most in the side's own units.
    pub most_label: String,
    /// The curves.
    pub stairs: Vec<Stair>,
    /// The same as a table.
    pub table: Table,
}

/// A curve that keeps its height until the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stair {
    /// Whether it counts only what cannot be taken back.
    pub irreversible: bool,
    /// From each of these days on it is so high.
    pub steps: Vec<(i64, i64)>,
    /// The most that the side can bear.
    pub limit: Option<i64>,
    /// That, in words.
    pub limit_label: String,
}

/// Needs and money by period: one bar for each, as long as what is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The bars, in order of time.
    pub bars: Vec<PeriodBar>,
}

/// What is needed in a period, and what meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodBar {
    /// The period.
    pub period: String,
    /// What is needed.
    pub needed: String,
    /// Each part of [`MoneyPart::ALL`], in thousandths of the longest bar and in words.
    pub parts: [(i64, String); 5],
}

/// What meets a need, from what is paid to what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoneyPart {
    /// Paid.
    Paid,
    /// Committed, not paid, and waiting for no step.
    Committed,
    /// Pledged, not committed, and waiting for no step.
    Pledged,
    /// Committed or pledged, and waiting for a step.
    Waiting,
    /// Met by no money on record.
    Missing,
}

impl MoneyPart {
    /// Every part, in the order in which a bar shows them.
    pub const ALL: [Self; 5] = [
        Self::Paid,
        Self::Committed,
        Self::Pledged,
        Self::Waiting,
        Self::Missing,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paid => "Paid",
            Self::Committed => "Committed",
            Self::Pledged => "Pledged",
            Self::Waiting => "Waits for a step",
            Self::Missing => "Missing",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Committed => "committed",
            Self::Pledged => "pledged",
            Self::Waiting => "waiting",
            Self::Missing => "missing",
        }
    }
}

/// A breach, hour by hour: what happens, and a row for each guarantee that has a part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What it shows.
    pub title: String,
    /// What a reader who cannot see it should know.
    pub description: String,
    /// The hours at which something takes place, in order; they are drawn at equal distances.
    pub hours: Vec<u64>,
    /// How many hours have passed, where that was asked.
    pub since: Option<u64>,
    /// The rows.
    pub rows: Vec<LadderRow>,
}

/// A row of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderRow {
    /// Whose it is.
    pub name: String,
    /// What takes place, in order.
    pub marks: Vec<LadderMark>,
}

/// Something that takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderMark {
    /// At which hour.
    pub hour: u64,
    /// What it is.
    pub kind: LadderKind,
    /// The number of the step; empty where it is none.
    pub label: String,
}

/// What takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LadderKind {
    /// An act happens.
    Happens,
    /// A guarantee is called for.
    Called,
    /// A step is due.
    Due,
    /// A step does not come.
    FallsAway,
    /// A guarantee lapses.
    Lapses,
}

impl Picture {
    /// The data of the picture as tables, for those who read words or print without pictures.
    #[must_use]
    pub fn tables(&self) -> Vec<Table> {
        match self {
            Self::Gains(gains) => vec![gains.table()],
            Self::Acts(acts) => vec![acts.table()],
            Self::Gantt(gantt) => vec![gantt.table.clone()],
            Self::Exposed(exposed) => vec![exposed.table.clone()],
            Self::Periods(periods) => vec![periods.table()],
            // Their tables stand beside them.
            Self::Ladder(_)
            | Self::Tones(_)
            | Self::Shares(_)
            | Self::Convergence(_)
            | Self::Lineage(_) => Vec::new(),
            Self::Courses(courses) => vec![courses.table()],
        }
    }
}

impl Periods {
    fn table(&self) -> Table {
        let mut table = Table::new(self.title.clone(), &[("Period", Align::Start)]);
        table = table.column("Needed", Align::End);
        for part in MoneyPart::ALL {
            table = table.column(part.word(), Align::End);
        }
        for bar in &self.bars {
            let mut row = vec![bar.period.clone(), bar.needed.clone()];
            row.extend(bar.parts.iter().map(|(_, words)| words.clone()));
            table.row(row);
        }
        table
    }
}

impl Gains {
    fn table(&self) -> Table {
        let mut table = Table::new(self.title.clone(), &[("Package", Align::Start)]);
        for axis in &self.axes {
            table = table.column(axis.party.clone(), Align::End);
        }
        for dot in self.marks.iter().filter(|dot| dot.name.is_some()) {
            let mut row = vec![dot.name.clone().unwrap_or_default()];
            row.extend(dot.values.iter().cloned());
            table.row(row);
        }
        table
    }
}
