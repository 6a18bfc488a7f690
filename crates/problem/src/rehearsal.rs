//! A breach rehearsed: which steps of which ladders are due when, what lapses, what is left.
//!
//! Hours are counted from the beginning of the breach. Every promise is taken at its word: a step
//! is taken when it is due, and what a linkage says will follow does follow. At one hour, in this
//! order until nothing is new: acts happen; what they void lapses, and with it each guarantee that
//! needs what has lapsed; the guarantees that are left are called; the steps that are due and
//! whose guarantee has not lapsed are taken, which are acts again.

use crate::guarantee::{Guarantees, Length};
use crate::{ActIx, FearIx, GuaranteeIx};
use std::collections::{BTreeMap, BTreeSet};

/// What follows from acts by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// An act, what it brings about, and within how long; none where no time is stated.
    pub triggers: Vec<(ActIx, ActIx, Option<Length>)>,
    /// An act, and the act or state that it ends.
    pub voids: Vec<(ActIx, ActIx)>,
}

/// What is rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// What happens, and at which hour.
    pub course: Vec<(ActIx, u64)>,
    /// The guarantees that do not stand when it begins.
    pub absent: BTreeSet<GuaranteeIx>,
    /// The last hour that is looked at.
    pub until: u64,
}

/// Why a guarantee lapses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ended {
    /// An act that is a condition of its lapse has happened.
    Condition(ActIx),
    /// The state with which it began was ended by an act.
    Voided(ActIx),
    /// A guarantee that it needs does not stand.
    Need(GuaranteeIx),
}

/// Something that takes place in a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// An act happens.
    Happens(ActIx),
    /// A guarantee lapses.
    Lapses(GuaranteeIx, Ended),
    /// The trigger of a guarantee has happened: it must be decided on.
    Called(GuaranteeIx),
    /// It is decided, at the latest.
    Decided(GuaranteeIx),
    /// A step of an answer, by its place on the ladder, is due.
    Due(GuaranteeIx, usize),
    /// A step would be due, and its guarantee has lapsed or never stood.
    FallsAway(GuaranteeIx, usize),
}

/// A rehearsal: what takes place at which hour, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// What takes place at which hour.
    pub events: Vec<(u64, Event)>,
    /// Steps of guarantees that are called and stand whose hour is not known: they have no clock,
    /// or wait for what does not happen.
    pub waiting: BTreeSet<(GuaranteeIx, usize)>,
    /// Acts that follow, at an hour that is not stated.
    pub following: BTreeSet<(ActIx, ActIx)>,
    /// The guarantees that do not stand at the end.
    pub lost: BTreeSet<GuaranteeIx>,
    /// The fears that some guarantee still covers.
    pub covered: BTreeSet<FearIx>,
}

/// What is known at an hour.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The acts that have happened, and when first.
    pub happened: BTreeMap<ActIx, u64>,
    /// The guarantees that do not stand.
    pub lost: BTreeSet<GuaranteeIx>,
    /// When each guarantee was called.
    pub called: BTreeMap<GuaranteeIx, u64>,
    /// Everything that was said.
    pub events: Vec<(u64, Event)>,
    /// What was said, so that nothing is said twice.
    said: BTreeSet<Event>,
}

impl State {
    /// Says that something takes place, unless it was said already; whether it is new.
    pub fn say(&mut self, hour: u64, event: Event) -> bool {
        let is_new = self.said.insert(event);
        if is_new {
            self.events.push((hour, event));
        }
        is_new
    }

    /// Lets an act happen, unless it has; whether it is new.
    pub fn happens(&mut self, hour: u64, act: ActIx) -> bool {
        let is_new = self.say(hour, Event::Happens(act));
        if is_new {
            self.happened.insert(act, hour);
        }
        is_new
    }
}

/// The hour at which a step of a called guarantee is due, if it is known: so long after the
/// decision, and not before what it waits for. A step without a clock is due with what it waits
/// for.
#[must_use]
pub fn due(of: &Guarantees, state: &State, step: (GuaranteeIx, usize)) -> Option<u64> {
    let decided = decided(of, state, step.0)?;
    let rung = of.guarantees().get(step.0)?.ladder.get(step.1)?;
    let clock = rung.after.map(|after| decided.saturating_add(after.most));
    let Some(when) = rung.when else {
        return clock;
    };
    let met = *state.happened.get(&when)?;
    Some(met.max(clock.unwrap_or(decided)))
}

/// The hour at which it is decided, at the latest, that the trigger has happened; a decision
/// whose time is not stated takes none.
#[must_use]
pub fn decided(of: &Guarantees, state: &State, guarantee: GuaranteeIx) -> Option<u64> {
    let called = *state.called.get(&guarantee)?;
    let trigger = of.guarantees().get(guarantee)?.trigger.as_ref()?;
    let takes = trigger.decision.map_or(0, |decision| decision.most);
    Some(called.saturating_add(takes))
}

/// The rehearsal by its definition: hour by hour, and at each hour whatever is due, until nothing
/// is new.
///
/// Slow: it looks at everything at every hour.
#[must_use]
pub fn rehearse(of: &Guarantees, rules: &Rules, scenario: &Scenario) -> Timeline {
    let mut state = begun(of, scenario);
    for hour in 0..=scenario.until {
        while at(of, rules, scenario, (&mut state, hour)) {}
    }
    ended(of, rules, state)
}

/// How things stand before a breach: the absent guarantees are lost, and those that need them.
#[must_use]
pub fn begun(of: &Guarantees, scenario: &Scenario) -> State {
    let mut state = State {
        lost: scenario.absent.clone(),
        ..State::default()
    };
    while lose_needing(of, &mut state, 0) {}
    state
}

/// What comes of a rehearsal whose hours are over.
#[must_use]
pub fn ended(of: &Guarantees, rules: &Rules, state: State) -> Timeline {
    let mut waiting = BTreeSet::new();
    for id in state.called.keys().filter(|id| !state.lost.contains(id)) {
        let ladder = of.guarantees().get(*id).map(|each| each.ladder.len());
        let steps = (0..ladder.unwrap_or(0)).map(|step| (*id, step));
        waiting.extend(steps.filter(|step| due(of, &state, *step).is_none()));
    }
    let following = rules.triggers.iter().filter(|(act, then, span)| {
        span.is_none() && state.happened.contains_key(act) && !state.happened.contains_key(then)
    });
    let following = following.map(|(act, then, _)| (*act, *then)).collect();
    let parts = state
        .lost
        .iter()
        .map(|id| crate::guarantee::Part::Guarantee(*id));
    Timeline {
        waiting,
        following,
        covered: of.covered(&parts.collect()),
        lost: state.lost,
        events: state.events,
    }
}

/// One round at an hour; whether anything was new.
///
/// The order is that of the module's head.
#[must_use]
pub fn at(
    of: &Guarantees,
    rules: &Rules,
    scenario: &Scenario,
    (state, hour): (&mut State, u64),
) -> bool {
    let mut is_new = false;
    for (act, when) in &scenario.course {
        if *when == hour {
            is_new |= state.happens(hour, *act);
        }
    }
    for (act, then, span) in &rules.triggers {
        if let (Some(since), Some(span)) = (state.happened.get(act), span)
            && since.saturating_add(span.most) == hour
        {
            is_new |= state.happens(hour, *then);
        }
    }
    is_new |= lapse(of, rules, (state, hour));
    is_new |= call(of, state, hour);
    is_new | answer(of, state, hour)
}

fn lapse(of: &Guarantees, rules: &Rules, (state, hour): (&mut State, u64)) -> bool {
    let mut is_new = false;
    for (id, each) in of.guarantees().iter() {
        let conditions = each.lapses.iter().map(|lapse| lapse.act);
        let conditions = conditions.map(|act| (act, Ended::Condition(act)));
        let voiding = rules
            .voids
            .iter()
            .filter(|(_, ended)| Some(*ended) == each.starts);
        let voiding = voiding.map(|(act, _)| (*act, Ended::Voided(*act)));
        let mut ends = conditions.chain(voiding);
        let met = ends.find(|(act, _)| state.happened.get(act) == Some(&hour));
        if let Some((_, why)) = met
            && !state.lost.contains(&id)
        {
            state.lost.insert(id);
            is_new |= state.say(hour, Event::Lapses(id, why));
        }
    }
    while lose_needing(of, state, hour) {
        is_new = true;
    }
    is_new
}

/// Lets every guarantee lapse that needs one that does not stand; whether any did.
fn lose_needing(of: &Guarantees, state: &mut State, hour: u64) -> bool {
    let mut is_new = false;
    for (id, each) in of.guarantees().iter() {
        let need = each.needs.iter().find(|need| state.lost.contains(need));
        if let Some(need) = need
            && state.lost.insert(id)
        {
            state.say(hour, Event::Lapses(id, Ended::Need(*need)));
            is_new = true;
        }
    }
    is_new
}

fn call(of: &Guarantees, state: &mut State, hour: u64) -> bool {
    let mut is_new = false;
    for (id, each) in of.guarantees().iter() {
        let trigger = each.trigger.as_ref().map(|trigger| trigger.act);
        let happened = trigger.and_then(|act| state.happened.get(&act));
        if happened == Some(&hour) && !state.called.contains_key(&id) {
            state.called.insert(id, hour);
            if !state.lost.contains(&id) {
                is_new |= state.say(hour, Event::Called(id));
            }
        }
    }
    is_new
}

fn answer(of: &Guarantees, state: &mut State, hour: u64) -> bool {
    let mut is_new = false;
    for (id, each) in of.guarantees().iter() {
        if decided(of, state, id) == Some(hour) && !state.lost.contains(&id) {
            is_new |= state.say(hour, Event::Decided(id));
        }
        for (step, rung) in each.ladder.iter().enumerate() {
            if due(of, state, (id, step)) != Some(hour) || was_due(state, id, step) {
                continue;
            }
            if state.lost.contains(&id) {
                is_new |= state.say(hour, Event::FallsAway(id, step));
            } else {
                is_new |= state.say(hour, Event::Due(id, step));
                is_new |= state.happens(hour, rung.act);
            }
        }
    }
    is_new
}

fn was_due(state: &State, guarantee: GuaranteeIx, step: usize) -> bool {
    state.said.contains(&Event::Due(guarantee, step))
        || state.said.contains(&Event::FallsAway(guarantee, step))
}
