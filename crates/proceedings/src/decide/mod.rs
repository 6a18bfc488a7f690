//! Deciding: each motion against what its seat knows, into one event of one log.
//!
//! Invariant: nothing is looked up here but in the logs that the mover's proceedings are made of,
//! so a refusal cannot depend on what its reader may not know.

mod admissions;
mod ballots;
mod checks;
mod confidences;
mod dispatches;
mod drafts;
mod meetings;
mod readings;
mod talk;
mod team;
mod undo;
mod valuations;

pub(crate) use checks::{Progress, progress, put_by_team};

use crate::closed;
use crate::ledger::Ledger;
use crate::{
    Copy, Deed, Event, EventId, Fresh, Label, Moment, Motion, Mover, Proceedings, Recording,
    Refusal,
};
use case::{BracketId, PointId};
use disclosure::{Audience, PartyId, Seat};
use std::collections::BTreeSet;

/// The moment and the ids that a decision may use.
pub(crate) struct Means {
    pub(crate) now: Moment,
    pub(crate) fresh: Fresh,
}

/// Who decides on what, with which means.
struct Bench<'a> {
    proceedings: &'a Proceedings,
    mover: &'a Mover,
    means: Means,
}

type Decided = Result<(Audience, Deed), Refusal>;

/// The event that a motion makes.
pub(crate) fn decide(
    proceedings: &Proceedings,
    mover: &Mover,
    motion: Motion,
    means: Means,
) -> Result<(Audience, Event), Refusal> {
    let (id, now) = (means.fresh.id, means.now);
    if mover.seat != *proceedings.seat() {
        return Err(Refusal::NotHere);
    }
    if proceedings.happened(id) {
        return Err(Refusal::AlreadyDone);
    }
    let bench = Bench {
        proceedings,
        mover,
        means,
    };
    let is_known = matches!(motion, Motion::Knowing(_));
    let (audience, deed) = bench.decided(motion)?;
    bench.check_word(&audience, &deed)?;
    if !is_known {
        bench.check_echo(&audience, &deed)?;
    }
    let latest = bench.ledger(&audience)?.latest;
    let event = Event {
        id,
        at: latest.map_or(now, |latest| latest.max(now)),
        by: mover.seat.clone(),
        who: mover.who.clone(),
        word: mover.word.clone(),
        deed,
    };
    Ok((audience, event))
}

/// How many ids the copies of a motion need.
pub(crate) fn copies_of(proceedings: &Proceedings, motion: &Motion) -> usize {
    match motion {
        Motion::Sort(..) | Motion::Carry(_) | Motion::ReadOut(_) | Motion::PassCheck(_) => 1,
        Motion::Admit(_) | Motion::PutCheck(_) | Motion::EndCheck(..) => 2,
        Motion::PutBallot(rooms, _) => rooms.len(),
        Motion::Issue(_, to) | Motion::IssueAgain(_, to) => to.len(),
        Motion::Count(ballot) => ballots::rooms_of(proceedings, *ballot).len(),
        Motion::Knowing(motion) => copies_of(proceedings, motion),
        Motion::Say(..)
        | Motion::Reply(..)
        | Motion::Consent(..)
        | Motion::Tell(..)
        | Motion::Reclass(..)
        | Motion::Destroy(..)
        | Motion::State(..)
        | Motion::Propose(..)
        | Motion::Criticise(..)
        | Motion::ReadBack(..)
        | Motion::Endorse(..)
        | Motion::Amend(_)
        | Motion::TakeUp(_)
        | Motion::PassOver(_)
        | Motion::DealWith(_)
        | Motion::SetText(..)
        | Motion::Renumber
        | Motion::Judge(_)
        | Motion::Register(_)
        | Motion::Clarify(_)
        | Motion::Vote(..)
        | Motion::StepCheck(..)
        | Motion::Note(_)
        | Motion::Sight(_)
        | Motion::KeepBack(_)
        | Motion::Countersign(_)
        | Motion::Recall(_)
        | Motion::SetPolicy(_)
        | Motion::KeepPackage(_)
        | Motion::DropPackage(_)
        | Motion::Plan(..)
        | Motion::CallOff(..)
        | Motion::Meet(..)
        | Motion::Undo(..) => 0,
    }
}

impl<'a> Bench<'a> {
    fn decided(&self, motion: Motion) -> Decided {
        match motion {
            Motion::Say(audience, message) => self.say(audience, message),
            Motion::Reply(audience, reply) => self.reply(audience, reply),
            Motion::Consent(party, recording) => self.consent(party, recording),
            Motion::Tell(party, confidence) => self.tell(party, confidence),
            Motion::Reclass(party, reclass) => self.reclass(party, reclass),
            Motion::Destroy(party, item) => self.destroy(&party, item),
            Motion::State(party, position) => self.state(party, position),
            Motion::Vote(party, vote) => self.vote(party, vote),
            Motion::Note(note) => self.note(note),
            Motion::Sight(sightings) => self.sight(sightings),
            Motion::Sort(line, filing) => self.sort(line, filing),
            Motion::KeepBack(line) => self.keep_back(line),
            Motion::Carry(carriage) => self.carry(carriage),
            Motion::Countersign(id) => self.countersign(id),
            Motion::Recall(id) => self.recall(id),
            Motion::SetPolicy(policy) => self.set_policy(policy),
            Motion::KeepPackage(candidate) => self.keep_package(candidate),
            Motion::DropPackage(id) => self.drop_package(id),
            Motion::PutBallot(rooms, ballot) => self.put_ballot(&rooms, ballot),
            Motion::Count(id) => self.count(id),
            Motion::PutCheck(plan) => self.put_check(plan),
            Motion::StepCheck(party, step) => self.step_check(&party, step),
            Motion::PassCheck(id) => self.pass_check(id),
            Motion::EndCheck(id, by_team) => self.end_check(id, by_team),
            Motion::Propose(party, proposed) => self.propose(party, proposed),
            Motion::Criticise(party, criticism) => self.criticise(party, criticism),
            Motion::ReadBack(party, understood) => self.read_back(party, understood),
            Motion::Endorse(party, endorsed) => self.endorse(party, endorsed),
            Motion::Amend(amendment) => self.amend(&amendment),
            Motion::TakeUp(proposal) => self.take_up(proposal),
            Motion::PassOver(passed) => self.pass_over(passed),
            Motion::DealWith(id) => self.deal_with(id),
            Motion::SetText(against, text) => self.set_text(against, text),
            Motion::Renumber => self.renumber(),
            Motion::Issue(form, to) => self.issue(form, to),
            Motion::IssueAgain(number, to) => self.issue_again(number, to),
            Motion::Judge(judged) => self.judge(judged),
            Motion::Register(ambiguity) => self.register(ambiguity),
            Motion::Clarify(id) => self.clarify(id),
            Motion::Plan(audience, planned) => self.plan(audience, planned),
            Motion::CallOff(audience, id) => self.call_off(audience, id),
            Motion::Meet(audience, met) => self.meet(audience, met),
            Motion::ReadOut(readout) => self.read_out(readout),
            Motion::Admit(admission) => self.admit(admission),
            Motion::Undo(audience, id) => self.undo(audience, id),
            Motion::Knowing(motion) => self.decided(*motion),
        }
    }

    /// The log of an audience, where the mover is admitted to it and it has been opened.
    fn ledger(&self, audience: &Audience) -> Result<&'a Ledger, Refusal> {
        let admitted = audience.admits(&self.mover.seat);
        let ledger = self.proceedings.ledger(audience).filter(|_| admitted);
        ledger.ok_or(Refusal::NotHere)
    }

    /// The team's log, for the mediation team.
    fn team(&self) -> Result<&'a Ledger, Refusal> {
        self.ledger(&Audience::Team)
    }

    /// A party's room.
    fn room(&self, party: &PartyId) -> Result<(Audience, &'a Ledger), Refusal> {
        let audience = Audience::Room(party.clone());
        let ledger = self.ledger(&audience)?;
        Ok((audience, ledger))
    }

    fn is_team(&self) -> bool {
        self.mover.seat == Seat::Mediator
    }

    /// The word of a party is taken down by the team, in that party's room, with its consent.
    fn check_word(&self, audience: &Audience, deed: &Deed) -> Result<(), Refusal> {
        if self.mover.word.is_none() {
            return Ok(());
        }
        match (&self.mover.seat, audience, deed) {
            (Seat::Mediator, Audience::Room(_), Deed::Consented(_) | Deed::Destroyed(_))
            | (Seat::Mediator, Audience::Team, Deed::Dispatched(_)) => Ok(()),
            (Seat::Mediator, Audience::Room(party), _) => self.consented(party),
            (
                Seat::Mediator
                | Seat::Delegation(_)
                | Seat::Partner(_)
                | Seat::Observer(_)
                | Seat::Public,
                _,
                _,
            ) => Err(Refusal::WordNotNeeded),
        }
    }

    /// The team's own words say nothing again of what is closed to those who will read them. A
    /// party's words that it takes down are the party's.
    fn check_echo(&self, audience: &Audience, deed: &Deed) -> Result<(), Refusal> {
        if !self.is_team() || self.mover.word.is_some() {
            return Ok(());
        }
        match closed::echo(self.proceedings, audience, deed) {
            Some((class, to)) => Err(Refusal::Echoes { class, to }),
            None => Ok(()),
        }
    }

    /// That a party has consented to recording.
    fn consented(&self, party: &PartyId) -> Result<(), Refusal> {
        let (_, room) = self.room(party)?;
        match room.consents.last().map(|kept| kept.what) {
            Some(Recording::Granted) => Ok(()),
            Some(Recording::Withdrawn) | None => Err(Refusal::NoConsent(party.clone())),
        }
    }

    /// Copies to these audiences, each with an id of its own.
    fn copies(&self, to: impl IntoIterator<Item = Audience>) -> Result<Vec<Copy>, Refusal> {
        let mut ids: Vec<EventId> = self.means.fresh.copies.clone();
        ids.reverse();
        let mut used = BTreeSet::from([self.means.fresh.id]);
        let copies = to.into_iter().map(|to| {
            let id = ids
                .pop()
                .filter(|id| used.insert(*id))
                .ok_or(Refusal::TooFewIds)?;
            if self.proceedings.happened(id) {
                return Err(Refusal::AlreadyDone);
            }
            Ok(Copy { to, id })
        });
        copies.collect()
    }

    /// That these points are known in front of an audience.
    fn know_points<'p>(
        &self,
        audience: &Audience,
        points: impl IntoIterator<Item = &'p PointId>,
    ) -> Result<(), Refusal> {
        let known = self.proceedings.known(audience);
        let mut points = points.into_iter();
        let all = points.all(|point| known.points.contains(point));
        all.then_some(())
            .ok_or(Refusal::UnknownThere(audience.clone()))
    }

    /// That these brackets are known in front of an audience.
    fn know_bracket(&self, audience: &Audience, bracket: &BracketId) -> Result<(), Refusal> {
        let known = self.proceedings.known(audience);
        let found = known.brackets.contains_key(bracket);
        found
            .then_some(())
            .ok_or(Refusal::UnknownThere(audience.clone()))
    }
}

/// That a list is not longer than is taken.
fn bounded(what: &'static str, count: usize, most: usize) -> Result<(), Refusal> {
    if count > most {
        return Err(Refusal::TooMany { what, count, most });
    }
    Ok(())
}

/// That a list of lines is not longer than is taken.
fn bounded_names(names: &[Label]) -> Result<(), Refusal> {
    bounded("names", names.len(), 500)
}
