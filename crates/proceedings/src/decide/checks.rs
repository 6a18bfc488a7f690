//! Blind checks: put, committed to, asked, answered and ended, in that order and once.

use super::{Bench, Decided};
use crate::ledger::{Kept, Ledger};
use crate::{
    CHECK_ROUNDS_MAX, Check, CheckEnd, CheckMove, CheckNews, CheckParcel, CheckPlan, CheckStep,
    Deed, Dispatch, EventId, Gate, Parcel, Proceedings, Refusal,
};
use disclosure::{Audience, PartyId};
use overlap::{Answer, Ask, Commitment, Role, Verdict};

/// How far a check has come in one room.
#[derive(Clone)]
pub(crate) struct Progress<'a> {
    pub(crate) put: &'a Kept<Check>,
    pub(crate) committed: Option<&'a Commitment>,
    pub(crate) asked: Option<&'a Ask>,
    pub(crate) answered: Option<&'a Answer>,
    pub(crate) read: Option<Verdict>,
    pub(crate) came_ask: Option<&'a Ask>,
    pub(crate) came_answer: Option<&'a Answer>,
    pub(crate) ended: Option<(Verdict, CheckEnd)>,
}

/// How far the check of this id has come in a room.
pub(crate) fn progress(room: &Ledger, check: EventId) -> Option<Progress<'_>> {
    let mut progress = Progress {
        put: room.get(&room.checks, check)?,
        committed: None,
        asked: None,
        answered: None,
        read: None,
        came_ask: None,
        came_answer: None,
        ended: None,
    };
    for step in room.upon(&room.check_steps, check) {
        match &step.what.step {
            CheckMove::Committed(commitment) => progress.committed = Some(commitment),
            CheckMove::Asked(ask) => progress.asked = Some(ask),
            CheckMove::Answered(answer) => progress.answered = Some(answer),
            CheckMove::Read(verdict) => progress.read = Some(*verdict),
        }
    }
    for came in room.upon(&room.check_news, check) {
        match &came.what.news {
            CheckNews::Ask(ask) => progress.came_ask = Some(ask),
            CheckNews::Answer(answer) => progress.came_answer = Some(answer),
            CheckNews::Ended(verdict, end) => progress.ended = Some((*verdict, *end)),
        }
    }
    Some(progress)
}

/// A check that the team put, with how far it has come in both rooms.
pub(crate) struct Both<'a> {
    pub(crate) sent: &'a Kept<Dispatch>,
    pub(crate) plan: &'a CheckPlan,
    pub(crate) round: u32,
    pub(crate) asks: Option<Progress<'a>>,
    pub(crate) answers: Option<Progress<'a>>,
    /// What was sent in it since.
    pub(crate) news: Vec<&'a CheckNews>,
}

/// The checks that the team put and did not call back, in order.
pub(crate) fn put_by_team(proceedings: &Proceedings) -> Vec<Both<'_>> {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return Vec::new();
    };
    let put = team.dispatched.iter().filter_map(|sent| {
        let Some(CheckParcel::Put(plan, round)) = sent.what.parcel.check() else {
            return None;
        };
        if team.upon(&team.recalled, sent.id).next().is_some() {
            return None;
        }
        let there = |party: &PartyId| {
            let audience = Audience::Room(party.clone());
            let copy = sent.what.copies.iter().find(|copy| copy.to == audience)?;
            progress(proceedings.ledger(&audience)?, copy.id)
        };
        let news = team.upon(&team.dispatched, sent.id);
        let news = news.filter_map(|news| match news.what.parcel.check()? {
            CheckParcel::News(_, news) => Some(news),
            CheckParcel::Put(..) => None,
        });
        Some(Both {
            sent,
            plan,
            round: *round,
            asks: there(&plan.asks),
            answers: there(&plan.answers),
            news: news.collect(),
        })
    });
    put.collect()
}

impl<'a> Both<'a> {
    /// What the team can pass on now.
    pub(crate) fn next(&self) -> Option<(CheckNews, &'a PartyId)> {
        let (asks, answers) = (self.asks.as_ref()?, self.answers.as_ref()?);
        let mut sent = self.news.iter();
        if self.ended().is_some() || asks.committed.is_none() || answers.committed.is_none() {
            return None;
        }
        match (asks.asked, answers.answered) {
            (_, Some(answer)) => {
                let is_sent = sent.any(|news| matches!(news, CheckNews::Answer(_)));
                let news = CheckNews::Answer(Box::new(answer.clone()));
                (!is_sent).then_some((news, &self.plan.asks))
            }
            (Some(ask), None) => {
                let is_sent = sent.any(|news| matches!(news, CheckNews::Ask(_)));
                (!is_sent).then(|| (CheckNews::Ask(ask.clone()), &self.plan.answers))
            }
            (None, None) => None,
        }
    }

    /// What came of it.
    pub(crate) fn ended(&self) -> Option<(Verdict, CheckEnd)> {
        self.news.iter().find_map(|news| match news {
            CheckNews::Ended(verdict, end) => Some((*verdict, *end)),
            CheckNews::Ask(_) | CheckNews::Answer(_) => None,
        })
    }
}

impl Bench<'_> {
    pub(super) fn put_check(&self, plan: CheckPlan) -> Decided {
        self.team()?;
        if plan.asks == plan.answers {
            return Err(Refusal::TooFewRooms);
        }
        for party in [&plan.asks, &plan.answers] {
            let (audience, _) = self.room(party)?;
            self.know_bracket(&audience, &plan.bracket)?;
        }
        let before = put_by_team(self.proceedings);
        if before
            .iter()
            .any(|one| one.plan.question.run() == plan.question.run())
        {
            return Err(Refusal::AlreadyDone);
        }
        let before = before.iter().filter(|one| one.plan.bracket == plan.bracket);
        let mut round = 1;
        for one in before {
            if one.ended().is_none() {
                return Err(Refusal::CheckRuns);
            }
            round += 1;
        }
        if round > CHECK_ROUNDS_MAX {
            return Err(Refusal::NoRoundLeft(CHECK_ROUNDS_MAX));
        }
        let to = [plan.asks.clone(), plan.answers.clone()].map(Audience::Room);
        let copies = self.copies(to)?;
        self.gated(
            copies,
            Parcel::Check(Box::new(CheckParcel::Put(plan, round))),
        )
    }

    pub(super) fn step_check(&self, party: &PartyId, step: CheckStep) -> Decided {
        let (audience, room) = self.room(party)?;
        if self.is_team() && self.mover.word.is_none() {
            return Err(Refusal::WordNeeded);
        }
        let here = progress(room, step.check).ok_or(Refusal::NotHere)?;
        if here.ended.is_some() {
            return Err(Refusal::CheckEnded);
        }
        let (question, role) = (&here.put.what.question, here.put.what.role);
        match &step.step {
            CheckMove::Committed(commitment) => {
                once(here.committed)?;
                commitment.check(question, role)?;
            }
            CheckMove::Asked(ask) => {
                let committed = here.committed.filter(|_| role == Role::Asks);
                committed.ok_or(Refusal::CheckOrder)?;
                once(here.asked)?;
                ask.check(question)?;
            }
            CheckMove::Answered(answer) => {
                let ask = here.came_ask.filter(|_| here.committed.is_some());
                let ask = ask.ok_or(Refusal::CheckOrder)?;
                once(here.answered)?;
                answer.check(question, ask)?;
            }
            CheckMove::Read(_) => {
                here.came_answer.ok_or(Refusal::CheckOrder)?;
                once(here.read)?;
            }
        }
        Ok((audience, Deed::CheckStep(step)))
    }

    /// Passes on what one room has made and the other waits for.
    pub(super) fn pass_check(&self, check: EventId) -> Decided {
        self.team()?;
        let all = put_by_team(self.proceedings);
        let both = all.iter().find(|both| both.sent.id == check);
        let both = both.ok_or(Refusal::NotHere)?;
        let (news, to) = both.next().ok_or(Refusal::CheckOrder)?;
        let copies = self.copies([Audience::Room(to.clone())])?;
        Ok(sent(copies, CheckParcel::News(check, news)))
    }

    /// Tells both rooms what came of it: what the asking side read, or what the team worked out
    /// before anything was asked.
    pub(super) fn end_check(&self, check: EventId, by_team: Option<Verdict>) -> Decided {
        self.team()?;
        let all = put_by_team(self.proceedings);
        let both = all.iter().find(|both| both.sent.id == check);
        let both = both.ok_or(Refusal::NotHere)?;
        if both.ended().is_some() {
            return Err(Refusal::CheckEnded);
        }
        let (Some(asks), Some(_)) = (&both.asks, &both.answers) else {
            return Err(Refusal::CheckOrder);
        };
        let ended = match (asks.read, by_team) {
            (Some(read), None) => CheckNews::Ended(read, CheckEnd::Blind),
            (None, Some(verdict)) if asks.asked.is_none() => {
                CheckNews::Ended(verdict, CheckEnd::ByTeam)
            }
            (Some(_) | None, _) => return Err(Refusal::CheckOrder),
        };
        let to = [&both.plan.asks, &both.plan.answers];
        let copies = self.copies(to.map(|party| Audience::Room(party.clone())))?;
        Ok(sent(copies, CheckParcel::News(check, ended)))
    }
}

/// News go out at once: they wait for nothing, as the count of a ballot does not.
fn sent(copies: Vec<crate::Copy>, parcel: CheckParcel) -> (Audience, Deed) {
    let parcel = Parcel::Check(Box::new(parcel));
    let dispatch = Dispatch {
        copies,
        parcel,
        gate: Gate::Open,
    };
    (Audience::Team, Deed::Dispatched(dispatch))
}

/// A step that was taken before is not taken again.
fn once<T>(done: Option<T>) -> Result<(), Refusal> {
    match done {
        Some(_) => Err(Refusal::CheckDone),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
