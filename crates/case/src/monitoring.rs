//! Monitoring: how far each commitment has come, and what went wrong.
//!
//! Source of the scale: Kroc Institute, Peace Accords Matrix: 0 not initiated, 1 minimal,
//! 2 intermediate, 3 full implementation.

use crate::{ActId, Grounds, IncidentId, PointId, Wording};
use disclosure::PartyId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How far a commitment has come; the order of the variants is the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Progress {
    /// Not begun.
    #[default]
    NotInitiated,
    /// Begun.
    Minimal,
    /// On the way to being done in time.
    Intermediate,
    /// Done.
    Full,
}

impl Progress {
    /// Every grade, from nothing to full.
    pub const ALL: [Self; 4] = [
        Self::NotInitiated,
        Self::Minimal,
        Self::Intermediate,
        Self::Full,
    ];

    /// Its number on the scale.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::NotInitiated => 0,
            Self::Minimal => 1,
            Self::Intermediate => 2,
            Self::Full => 3,
        }
    }
}

/// What was reported of a commitment on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// When.
    pub date: Date,
    /// The commitment.
    pub commitment: ActId,
    /// How far it has come.
    pub progress: Progress,
    /// Who says so, in words.
    pub by: Option<String>,
    /// On what evidence.
    pub evidence: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What kind of finding an incident is: these are kept apart, for they prove different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// It was seen or counted, without saying who did it.
    Monitoring,
    /// It was held against what was promised.
    Verification,
    /// Who did it, and why, was established.
    Investigation,
}

/// Something that touches a clause, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// When it happened.
    pub date: Date,
    /// What happened.
    pub text: Wording,
    /// What kind of finding it is.
    pub finding: Finding,
    /// The earlier finding that it follows up.
    pub follows: Option<IncidentId>,
    /// The commitments it touches.
    pub commitments: Vec<ActId>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// Who found it, in words.
    pub by: Option<String>,
    /// The parties that an investigation holds responsible.
    pub responsible: Vec<PartyId>,
    /// What supports it.
    pub grounds: Grounds,
}

/// How far the commitments of one theme have come on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score {
    /// How many commitments stand at each grade, from nothing to full.
    pub counts: [u64; 4],
}

impl Score {
    /// How many commitments are counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// What is reached of what could be: the sum of the grades, and three for each commitment.
    ///
    /// The weighting is ours; the Kroc Institute publishes the shares of the four grades.
    #[must_use]
    pub fn reached(&self) -> (u64, u64) {
        let grades = self.counts.iter().zip(0_u64..);
        let reached = grades.map(|(count, grade)| count * grade).sum();
        (reached, self.total() * 3)
    }
}

/// Where each commitment stands on a day: the grade of its last report up to that day.
///
/// Reports of one day count in their order, so the last one stands.
#[must_use]
pub fn standing_on<'r>(
    reports: impl IntoIterator<Item = &'r Report>,
    day: Date,
) -> BTreeMap<&'r ActId, Progress> {
    let mut latest: BTreeMap<&ActId, (Date, Progress)> = BTreeMap::new();
    for report in reports.into_iter().filter(|report| report.date <= day) {
        let last = latest
            .entry(&report.commitment)
            .or_insert((report.date, report.progress));
        if report.date >= last.0 {
            *last = (report.date, report.progress);
        }
    }
    let standing = latest.into_iter();
    standing.map(|(id, (_, progress))| (id, progress)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn report(day: i8, progress: Progress) -> Report {
        Report {
            date: date(2031, 7, day),
            commitment: ActId::new("crews"),
            progress,
            by: None,
            evidence: None,
            grounds: Grounds::default(),
        }
    }

    #[test]
    fn the_last_report_up_to_a_day_stands_in_whatever_order_they_came() {
        let reports = [
            report(9, Progress::Full),
            report(3, Progress::Minimal),
            report(3, Progress::Intermediate),
        ];
        let on = |day| {
            standing_on(&reports, date(2031, 7, day))
                .into_values()
                .next()
        };
        assert_eq!(on(2), None);
        assert_eq!(on(3), Some(Progress::Intermediate));
        assert_eq!(on(8), Some(Progress::Intermediate));
        assert_eq!(on(9), Some(Progress::Full));
    }

    /// Kroc Institute on Colombia, November 2023: each grade in hundredths of all stipulations.
    #[test]
    fn the_shares_of_november_2023_come_to_57_7_hundredths() {
        let score = Score {
            counts: [10, 39, 19, 32],
        };
        let (reached, most) = score.reached();
        assert_eq!((reached, most), (173, 300));
        assert_eq!((reached * 1000 + most / 2) / most, 577);
    }
}
