//! Ladders for disputes: what happens, step by step, after a complaint, and by when.

use crate::calendar::days_after;
use crate::{ActId, DisputeId, Grounds, Wording};
use disclosure::PartyId;
use jiff::civil::Date;

/// A rung of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeStep {
    /// Who does what.
    pub title: Wording,
    /// How many days it may take.
    pub days: u32,
    /// Whether it runs beside the rung before it, and not after it.
    pub beside: bool,
    /// Days added by the consent of all who must consent.
    pub extended: u32,
}

/// A ladder for disputes, such as the one that ends in a snapback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// What it is.
    pub title: Wording,
    /// The act that sets it going.
    pub starts: Option<ActId>,
    /// The day of the complaint, where one was made.
    pub complaint: Option<Date>,
    /// Its rungs, in order.
    pub rungs: Vec<DisputeStep>,
    /// The act that follows when the last rung ends without a settlement.
    pub ends_in: Option<ActId>,
    /// Who must consent to more time.
    pub extended_by: Vec<PartyId>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A rung with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<'a> {
    /// The rung.
    pub rung: &'a DisputeStep,
    /// The day on which it begins: the complaint, or the day on which the rung before it ended.
    pub from: Date,
    /// The day on which it ends.
    pub to: Date,
}

impl Dispute {
    /// Its rungs with their days after a complaint; `None` where they go beyond the calendar.
    ///
    /// Rungs that run beside each other begin together, and the next one begins when the longest of
    /// them has ended.
    #[must_use]
    pub fn dated(&self, complaint: Date) -> Option<Vec<Dated<'_>>> {
        let (mut begun, mut ended) = (complaint, complaint);
        let mut dated = Vec::new();
        for rung in &self.rungs {
            if !rung.beside {
                begun = ended;
            }
            let days = rung.days.checked_add(rung.extended)?;
            let to = days_after(begun, days)?;
            ended = ended.max(to);
            dated.push(Dated {
                rung,
                from: begun,
                to,
            });
        }
        Some(dated)
    }

    /// The day on which the last rung ends; `None` without a rung or beyond the calendar.
    #[must_use]
    pub fn last_day(&self, complaint: Date) -> Option<Date> {
        let ends = self.dated(complaint)?;
        ends.iter().map(|dated| dated.to).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rung(title: &str, days: u32) -> DisputeStep {
        DisputeStep {
            title: Wording::english(title),
            days,
            beside: false,
            extended: 0,
        }
    }

    /// The dispute resolution of the Joint Comprehensive Plan of Action, paragraphs 36 and 37.
    fn jcpoa() -> Dispute {
        let board = DisputeStep {
            beside: true,
            ..rung("an advisory board gives its opinion", 15)
        };
        Dispute {
            id: DisputeId::new("jcpoa"),
            title: Wording::english("Dispute resolution"),
            starts: None,
            complaint: None,
            rungs: vec![
                rung("the Joint Commission", 15),
                rung("the ministers", 15),
                board,
                rung("the Joint Commission, on the opinion", 5),
                rung("the Security Council votes", 30),
            ],
            ends_in: None,
            extended_by: Vec::new(),
            grounds: Grounds::default(),
        }
    }

    #[test]
    fn a_complaint_of_14_january_2020_may_end_in_snapback_on_day_65() {
        let ladder = jcpoa();
        let complaint = date(2020, 1, 14);
        let dated = ladder.dated(complaint).unwrap();
        let ends: Vec<Date> = dated.iter().map(|rung| rung.to).collect();
        let expected = [(1, 29), (2, 13), (2, 13), (2, 18), (3, 19)];
        assert_eq!(ends, expected.map(|(month, day)| date(2020, month, day)));
        let last = ladder.last_day(complaint).unwrap();
        assert_eq!(last, date(2020, 3, 19));
        assert_eq!((last - complaint).get_days(), 65);
    }

    #[test]
    fn more_time_on_one_rung_moves_all_that_follow_and_none_before() {
        let mut ladder = jcpoa();
        ladder.rungs[2].extended = 4;
        let dated = ladder.dated(date(2020, 1, 14)).unwrap();
        let begins: Vec<Date> = dated.iter().map(|rung| rung.from).collect();
        let expected = [(1, 14), (1, 29), (1, 29), (2, 17), (2, 22)];
        assert_eq!(begins, expected.map(|(month, day)| date(2020, month, day)));
    }

    #[test]
    fn a_ladder_that_leaves_the_calendar_has_no_dates() {
        let mut ladder = jcpoa();
        ladder.rungs[0].days = u32::MAX;
        assert_eq!(ladder.dated(date(2020, 1, 14)), None);
        assert_eq!(ladder.last_day(Date::MAX), None);
    }
}
