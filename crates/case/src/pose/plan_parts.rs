//! The parts of a plan: which acts are steps, when they may be, and what they are worth.

use super::plan::{Measure, PlanAsk, PlanPoseError, PosedPlan, StepOf, TermOf};
use super::plan_days::Days;
use crate::{ActId, Commitment, Link, Linkage, Progress, Verifier, View, When, standing_on};
use disclosure::{PartyId, Seat, Seen};
use jiff::civil::Date;
use problem::plan::{DAYS_MAX, Day, Parts, Period, Plan, Step, Term, Verification, Window};
use problem::{CalendarIx, Index, PartyIx, StepIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A plan in the making.
pub(super) struct Builder<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) ask: &'v PlanAsk,
    pub(super) days: Days<'a>,
    pub(super) owed: BTreeMap<&'a ActId, Seen<'a, Commitment>>,
    pub(super) linkages: Vec<&'a Linkage>,
    pub(super) done: BTreeMap<ActId, Date>,
    contingent: BTreeSet<&'a ActId>,
    not_brought: Vec<ActId>,
    pub(super) measure: Measure,
    pub(super) sides: Vec<PartyId>,
    pub(super) ids: Vec<ActId>,
    pub(super) places: BTreeMap<ActId, StepIx>,
    pub(super) made: Vec<Step>,
    pub(super) terms: Vec<(Term, TermOf)>,
}

impl<'v, 'a> Builder<'v, 'a> {
    pub(super) fn new(view: &'v View<'a>, ask: &'v PlanAsk) -> Result<Self, PlanPoseError> {
        let owed = view.commitments().map(|seen| (&seen.item.id, seen));
        let owed: BTreeMap<_, _> = owed.collect();
        let linkages: Vec<&'a Linkage> = view.linkages().map(|seen| seen.item).collect();
        let contingent = contingent(view, &linkages);
        let (not_brought, sides, ids, made, terms) = Default::default();
        let mut builder = Self {
            view,
            ask,
            days: Days::new(view, ask.start),
            owed,
            linkages,
            done: done(view),
            contingent,
            not_brought,
            measure: Measure::Steps,
            sides,
            ids,
            places: BTreeMap::new(),
            made,
            terms,
        };
        builder.choose_sides();
        Ok(builder)
    }

    /// The sides that this seat may be told the exposure of, and what it is counted in.
    fn choose_sides(&mut self) {
        let may = |party: &PartyId| match self.view.seat() {
            Seat::Mediator | Seat::Public => true,
            Seat::Delegation(own) | Seat::Partner(own) | Seat::Observer(own) => own == party,
        };
        let valued = self
            .owed
            .values()
            .flat_map(|seen| self.view.worth(seen.item));
        let valued: BTreeSet<PartyId> = valued.filter_map(|w| w.item.party.clone()).collect();
        let valued: Vec<PartyId> = self.in_order(&valued).filter(may).collect();
        if !valued.is_empty() && !self.view.heading().live {
            self.measure = Measure::Figures;
            self.sides = valued;
            return;
        }
        let named = self.owed.values().flat_map(|seen| {
            let owner = seen.item.owner.iter();
            owner.chain(&seen.item.beneficiaries).cloned()
        });
        let named: BTreeSet<PartyId> = named.collect();
        self.sides = self.in_order(&named).filter(may).collect();
    }

    /// The parties among these in the order of the case.
    fn in_order<'s>(&'s self, among: &'s BTreeSet<PartyId>) -> impl Iterator<Item = PartyId> + 's {
        let parties = self.view.parties().map(|seen| seen.item.id.clone());
        parties.filter(|party| among.contains(party))
    }

    /// The steps: what the package brings, and the acts that hang on it.
    pub(super) fn steps(mut self) -> Result<Self, PlanPoseError> {
        let brought: BTreeSet<&'a ActId> = self.brought();
        let wanted = self.hanging_on(&brought);
        let linked: Vec<&'a ActId> = self.view.linked().map(|linked| linked.id).collect();
        let units = self.units()?;
        for id in linked.into_iter().filter(|id| wanted.contains(id)) {
            let ix = StepIx::from_position(self.ids.len()).ok_or(PlanPoseError::TooMany)?;
            let step = match self.owed.get(id).copied() {
                Some(seen) => self.step(seen, &units)?,
                None => Step::default(),
            };
            self.made.push(step);
            self.ids.push(id.clone());
            self.places.insert(id.clone(), ix);
        }
        if self.ids.is_empty() {
            return Err(PlanPoseError::NothingOwed);
        }
        Ok(self)
    }

    /// The commitments that the package brings and that are not done.
    fn brought(&mut self) -> BTreeSet<&'a ActId> {
        let mut brought = BTreeSet::new();
        for (id, seen) in &self.owed {
            let meets = |condition: &crate::Condition| {
                condition.parts().iter().all(|(bracket, choices)| {
                    let taken = self.ask.package.get(bracket);
                    taken.is_some_and(|choice| choices.contains(choice))
                })
            };
            let is_brought = seen.item.when.is_empty() || seen.item.when.iter().any(meets);
            if self.done.contains_key(*id) || self.contingent.contains(*id) {
                continue;
            }
            if is_brought {
                brought.insert(*id);
            } else {
                self.not_brought.push((*id).clone());
            }
        }
        brought
    }

    /// What is brought and every act that linkages connect with it, one by one.
    fn hanging_on(&self, brought: &BTreeSet<&'a ActId>) -> BTreeSet<&'a ActId> {
        let is_there = |id: &&'a ActId| {
            let is_act = !self.owed.contains_key(*id);
            brought.contains(*id) || (is_act && !self.contingent.contains(*id))
        };
        let mut ties: BTreeMap<&ActId, Vec<&'a ActId>> = BTreeMap::new();
        for linkage in &self.linkages {
            let ends: Vec<&'a ActId> = ordered(&linkage.link)
                .into_iter()
                .filter(is_there)
                .collect();
            for pair in ends.windows(2) {
                if let [one, other] = pair {
                    ties.entry(one).or_default().push(other);
                    ties.entry(other).or_default().push(one);
                }
            }
        }
        let mut met: BTreeSet<&'a ActId> = brought.clone();
        let mut next: Vec<&'a ActId> = brought.iter().copied().collect();
        while let Some(id) = next.pop() {
            for other in ties.get(id).into_iter().flatten() {
                if met.insert(other) {
                    next.push(other);
                }
            }
        }
        met
    }

    fn step(
        &self,
        seen: Seen<'a, Commitment>,
        units: &Table<PartyIx, i64>,
    ) -> Result<Step, PlanPoseError> {
        let item = seen.item;
        let tried = self.ask.tried.get(&item.id).copied().unwrap_or_default();
        let days = tried.days.unwrap_or(item.days);
        let own = item.owner.as_ref().filter(|_| item.working_days);
        let verifier = match &item.verifier {
            Some(Verifier::Party(party)) if item.working_days => Some(party),
            Some(_) | None => None,
        };
        let at = |when: Option<When>| when.map(|when| self.days.of(when)).transpose();
        let (earliest, latest) = (at(item.earliest)?, at(item.latest)?);
        // A step is done on the morning after its last day.
        let done_by = latest.map(|day| if days > 0 { day.plus(1) } else { day });
        Ok(Step {
            days,
            calendar: own.and_then(|party| self.days.calendar(party)),
            verification: Verification {
                days: item.verification,
                calendar: verifier.and_then(|party| self.days.calendar(party)),
            },
            starts: Window {
                earliest,
                latest: None,
            },
            done: Window {
                earliest: None,
                latest: done_by,
            },
            worth: self.worth(item, units)?,
            reversible: item.reversible,
        })
    }

    /// The plan.
    pub(super) fn finish(mut self) -> Result<PosedPlan, PlanPoseError> {
        let units = self.units()?;
        let limits = self.limits(&units)?;
        let (terms, behind) = std::mem::take(&mut self.terms).into_iter().unzip();
        let (terms, behind): (Vec<Term>, Vec<TermOf>) = (terms, behind);
        let last = self.days.long_enough(&self.made, &terms);
        let period = Period {
            first: Day::new(0),
            last: Day::new(last.min(DAYS_MAX).try_into().unwrap_or(0)),
        };
        let calendars = self.days.calendars(period.last)?;
        let calendars: Table<CalendarIx, _> = Table::new(calendars);
        let parts = Parts {
            period,
            calendars,
            steps: Table::new(self.made),
            terms: Table::new(terms),
            sides: Table::new(limits),
        };
        Ok(PosedPlan {
            plan: Plan::new(parts)?,
            start: self.ask.start,
            steps: self.ids.into_iter().map(StepOf::Act).collect(),
            terms: Table::new(behind),
            sides: Table::new(self.sides),
            units,
            measure: self.measure,
            done: self.done,
            contingent: self.contingent.into_iter().cloned().collect(),
            not_brought: self.not_brought,
        })
    }
}

/// What has been done in full by its last report, and on which day that was first said.
fn done(view: &View<'_>) -> BTreeMap<ActId, Date> {
    let reports: Vec<_> = view.reports().map(|seen| seen.item).collect();
    let standing = standing_on(reports.iter().copied(), Date::MAX);
    let full = |id: &ActId| standing.get(id) == Some(&Progress::Full);
    let mut done: BTreeMap<ActId, Date> = BTreeMap::new();
    for report in &reports {
        if full(&report.commitment) && report.progress == Progress::Full {
            let first = done.entry(report.commitment.clone()).or_insert(report.date);
            *first = report.date.min(*first);
        }
    }
    done
}

/// What happens only after a breach or a complaint: what voids something or starts or ends a
/// ladder, and what that triggers.
fn contingent<'a>(view: &View<'a>, linkages: &[&'a Linkage]) -> BTreeSet<&'a ActId> {
    let voids = linkages.iter().filter_map(|linkage| match &linkage.link {
        Link::Voids { act, .. } => Some(act),
        Link::Requires { .. }
        | Link::Triggers { .. }
        | Link::Within { .. }
        | Link::NotBefore { .. }
        | Link::Simultaneous(_)
        | Link::Excludes { .. }
        | Link::Together(_)
        | Link::Options(_) => None,
    });
    let ladders = view.disputes();
    let ladders = ladders.flat_map(|seen| seen.item.starts.iter().chain(&seen.item.ends_in));
    let mut found: BTreeSet<&'a ActId> = voids.chain(ladders).collect();
    let mut next: Vec<&'a ActId> = found.iter().copied().collect();
    while let Some(from) = next.pop() {
        for linkage in linkages {
            if let Link::Triggers { act, then, .. } = &linkage.link
                && act == from
                && found.insert(then)
            {
                next.push(then);
            }
        }
    }
    found
}

/// The acts whose dates a linkage ties to each other.
fn ordered(link: &Link) -> Vec<&ActId> {
    match link {
        Link::Requires { act, first, .. } => vec![act, first],
        Link::Triggers { act, then, .. } => vec![act, then],
        Link::Within { act, of, .. } => vec![act, of],
        Link::Simultaneous(acts) => acts.iter().collect(),
        Link::NotBefore { .. }
        | Link::Voids { .. }
        | Link::Excludes { .. }
        | Link::Together(_)
        | Link::Options(_) => Vec::new(),
    }
}
