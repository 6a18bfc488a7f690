//! What a set of guarantees leaves open: fears that nobody answers, triggers that nobody decides,
//! clocks that are slower than the harm.

use super::{Guarantees, Length};
use crate::{FearIx, GuaranteeIx, PartyIx};
use std::collections::BTreeSet;

/// Whether something is so whatever the calendar says, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lateness {
    /// It comes too late in any case.
    Surely,
    /// It comes too late in some months or years.
    Perhaps,
}

/// Which step of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answered {
    /// The first step: nothing at all is done in time.
    First,
    /// The last step: the answer is not complete in time.
    Last,
}

/// Something that is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hole {
    /// No guarantee covers a fear.
    Uncovered(FearIx),
    /// Guarantees cover a fear, and none of them can stand.
    Hollow(FearIx),
    /// The trigger of a guarantee is none of the acts in which the fear comes true.
    Missed(FearIx, GuaranteeIx),
    /// Decision and answer take longer than the harm.
    Late(FearIx, GuaranteeIx, Answered, Lateness),
    /// It is not said what calls for an answer.
    NoTrigger(GuaranteeIx),
    /// Nobody is named to decide that the trigger has happened.
    NoJudge(GuaranteeIx),
    /// It is not said how soon they decide.
    NoDecisionClock(GuaranteeIx),
    /// It is not said what the answer is.
    NoLadder(GuaranteeIx),
    /// A step of the answer has no clock.
    NoClock(GuaranteeIx, usize),
    /// It is not said how long it runs.
    NoTerm(GuaranteeIx),
    /// Somebody's consent is still needed.
    Unconsented(GuaranteeIx, PartyIx),
}

impl Guarantees {
    /// Everything that is left open: of fears first, then of guarantees, each in order.
    #[must_use]
    pub fn holes(&self) -> Vec<Hole> {
        let mut holes = Vec::new();
        let covered = self.covered(&BTreeSet::new());
        for fear in self.fears.ids() {
            let mut against = self.against(fear).peekable();
            if against.peek().is_none() {
                holes.push(Hole::Uncovered(fear));
            } else if !covered.contains(&fear) {
                holes.push(Hole::Hollow(fear));
            }
            for guarantee in against {
                holes.extend(self.between(fear, guarantee));
            }
        }
        for guarantee in self.guarantees.ids() {
            holes.extend(self.lacking(guarantee));
        }
        holes
    }

    /// What is open between a fear and a guarantee against it.
    fn between(&self, fear: FearIx, guarantee: GuaranteeIx) -> Vec<Hole> {
        let mut holes = Vec::new();
        let (Some(feared), Some(each)) = (self.fears.get(fear), self.guarantees.get(guarantee))
        else {
            return holes;
        };
        if let Some(trigger) = &each.trigger {
            let mut acts = feared.acts.iter();
            let called = acts.any(|act| self.place(*act) == self.place(trigger.act));
            if !called && !feared.acts.is_empty() {
                holes.push(Hole::Missed(fear, guarantee));
            }
        }
        if let Some(harm) = feared.harm
            && let Some((answered, answer)) = self.slowest(guarantee, harm)
            && let Some(lateness) = later(answer, harm)
        {
            holes.push(Hole::Late(fear, guarantee, answered, lateness));
        }
        holes
    }

    /// The first step of an answer where even that may come after the harm, else the last one;
    /// each with the decision before it. The first is known only if every step has its clock.
    fn slowest(&self, guarantee: GuaranteeIx, harm: Length) -> Option<(Answered, Length)> {
        let each = self.guarantees.get(guarantee)?;
        let decision = each.trigger.as_ref().and_then(|trigger| trigger.decision);
        let decision = decision.unwrap_or(Length::NOTHING);
        let clocks = || each.ladder.iter().filter_map(|rung| rung.after);
        if clocks().count() == each.ladder.len()
            && let Some(first) = clocks().min()
            && later(decision.then(first), harm).is_some()
        {
            return Some((Answered::First, decision.then(first)));
        }
        let last = clocks().max_by_key(|clock| (clock.most, clock.least))?;
        Some((Answered::Last, decision.then(last)))
    }

    /// What a guarantee does not say.
    fn lacking(&self, guarantee: GuaranteeIx) -> Vec<Hole> {
        let mut holes = Vec::new();
        let Some(each) = self.guarantees.get(guarantee) else {
            return holes;
        };
        match &each.trigger {
            None => holes.push(Hole::NoTrigger(guarantee)),
            Some(trigger) if trigger.deciders.is_empty() => {
                holes.push(Hole::NoJudge(guarantee));
            }
            Some(trigger) if trigger.decision.is_none() => {
                holes.push(Hole::NoDecisionClock(guarantee));
            }
            Some(_) => (),
        }
        if each.ladder.is_empty() {
            holes.push(Hole::NoLadder(guarantee));
        }
        let steps = each.ladder.iter().enumerate();
        let unclocked = steps.filter(|(_, rung)| rung.after.is_none());
        holes.extend(unclocked.map(|(step, _)| Hole::NoClock(guarantee, step)));
        if !each.has_term {
            holes.push(Hole::NoTerm(guarantee));
        }
        let unconsented = each.unconsented.iter();
        holes.extend(unconsented.map(|party| Hole::Unconsented(guarantee, *party)));
        holes
    }
}

/// Whether an answer comes after the harm is done.
const fn later(answer: Length, harm: Length) -> Option<Lateness> {
    if answer.least > harm.most {
        return Some(Lateness::Surely);
    }
    if answer.most > harm.least {
        return Some(Lateness::Perhaps);
    }
    None
}
