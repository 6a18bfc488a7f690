//! Blind checks as a room and as the team see them.

use super::Sitting;
use crate::decide::{Progress, progress, put_by_team};
use crate::{Check, CheckEnd, CheckNews, CheckPlan, EventId, Kept, Moment};
use disclosure::PartyId;
use overlap::{Answer, Ask, Commitment, Verdict};

/// A check as it stands in one room.
#[derive(Clone)]
pub struct CheckSeen<'a> {
    /// The check.
    pub put: &'a Kept<Check>,
    /// The room's commitment.
    pub committed: Option<&'a Commitment>,
    /// The message of the asking side: this room's own, or the one that came.
    pub ask: Option<&'a Ask>,
    /// The message of the answering side: this room's own, or the one that came.
    pub answer: Option<&'a Answer>,
    /// What the asking side read.
    pub read: Option<Verdict>,
    /// What came of it, and how.
    pub ended: Option<(Verdict, CheckEnd)>,
}

/// A check as the team sees it: how far each room is, and what can be done.
#[derive(Clone)]
pub struct CheckPut<'a> {
    /// The dispatch that put it.
    pub id: EventId,
    /// When it was put.
    pub at: Moment,
    /// What was put.
    pub plan: &'a CheckPlan,
    /// Which check of its bracket it is.
    pub round: u32,
    /// The check in the asking room, once it has arrived there.
    pub asks: Option<CheckSeen<'a>>,
    /// The check in the answering room, once it has arrived there.
    pub answers: Option<CheckSeen<'a>>,
    /// What can be passed on now, and to whom.
    pub next: Option<(CheckNews, &'a PartyId)>,
    /// What came of it, and how.
    pub ended: Option<(Verdict, CheckEnd)>,
}

impl<'a> Sitting<'a> {
    /// The checks that were put to a party, in order.
    #[must_use]
    pub fn checks_in(&self, party: &PartyId) -> Vec<CheckSeen<'a>> {
        let Some(room) = self.room(party) else {
            return Vec::new();
        };
        let put = room.checks.iter();
        put.filter_map(|put| progress(room, put.id).map(seen))
            .collect()
    }

    /// The checks that the team put, in order.
    #[must_use]
    pub fn checks(&self) -> Vec<CheckPut<'a>> {
        if self.team().is_none() {
            return Vec::new();
        }
        let all = put_by_team(self.proceedings).into_iter();
        let put = all.map(|both| CheckPut {
            id: both.sent.id,
            at: both.sent.at,
            plan: both.plan,
            round: both.round,
            next: both.next(),
            ended: both.ended(),
            asks: both.asks.map(seen),
            answers: both.answers.map(seen),
        });
        put.collect()
    }
}

fn seen(progress: Progress<'_>) -> CheckSeen<'_> {
    CheckSeen {
        put: progress.put,
        committed: progress.committed,
        ask: progress.asked.or(progress.came_ask),
        answer: progress.answered.or(progress.came_answer),
        read: progress.read,
        ended: progress.ended,
    }
}
