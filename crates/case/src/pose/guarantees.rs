//! Posing guarantees: fears, the promises against them and the breaches to rehearse, by index.

use crate::{
    ActId, Breach, Consent, Deciding, DefectionStage, Fear, FearId, Guarantee, GuaranteeId, Link,
    Span, View,
};
use disclosure::PartyId;
use jiff::civil::{Date, date};
use problem::deterrence::{Answer, Figures, Interval, NoSuchBounds, Temptation};
use problem::guarantee::{self as posed, Acts, Guarantees, Length, NoSuchThing};
use problem::rehearsal::{Rules, Scenario};
use problem::{ActIx, FearIx, GuaranteeIx, Index, PartyIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Guarantees together with the names of what their indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedGuarantees {
    /// The fears and the guarantees.
    pub all: Guarantees,
    /// What follows from acts by themselves.
    pub rules: Rules,
    /// The parties.
    pub parties: Table<PartyIx, PartyId>,
    /// The acts.
    pub acts: Table<ActIx, ActId>,
    /// The fears.
    pub fears: Table<FearIx, FearId>,
    /// The guarantees.
    pub guarantees: Table<GuaranteeIx, GuaranteeId>,
}

impl View<'_> {
    /// The fears and guarantees that this seat sees, with what the linkages it sees say of them.
    ///
    /// # Errors
    /// When there are more of anything than an index can count.
    pub fn pose_guarantees(&self) -> Result<PosedGuarantees, NoSuchThing> {
        let order = self.pose_order().map_err(|_| NoSuchThing)?;
        let parties: Vec<PartyId> = self.parties().map(|seen| seen.item.id.clone()).collect();
        let fears: Vec<&Fear> = self.fears().map(|seen| seen.item).collect();
        let promises: Vec<&Guarantee> = self.guarantees().map(|seen| seen.item).collect();
        let names = Names {
            parties: indexed(parties.iter())?,
            acts: indexed(order.acts.rows())?,
            fears: indexed(fears.iter().map(|fear| &fear.id))?,
            guarantees: indexed(promises.iter().map(|each| &each.id))?,
        };
        let (mut rules, waits) = self.pose_rules(&names);
        let acts = Acts {
            places: order.precedence.places().clone(),
            waits,
        };
        let posed_fears = fears.iter().map(|fear| names.fear(fear)).collect();
        let all = promises.iter().map(|each| {
            let mut posed = names.guarantee(each, &fears);
            // What ends the state with which it begins, ends it.
            let ending = rules
                .voids
                .iter()
                .filter(|(_, ended)| Some(*ended) == posed.starts);
            let ending = ending.map(|(act, _)| posed::Lapse {
                act: *act,
                done_by: BTreeSet::new(),
                provoked_by: BTreeSet::new(),
            });
            posed.lapses.extend(ending);
            posed
        });
        let all: Vec<posed::Guarantee> = all.collect();
        rules
            .triggers
            .retain(|(act, then, _)| !is_promised(&all, *act, *then));
        Ok(PosedGuarantees {
            all: Guarantees::new(parties.len(), acts, posed_fears, Table::new(all))?,
            rules,
            parties: Table::new(parties),
            acts: order.acts,
            fears: fears.iter().map(|fear| fear.id.clone()).collect(),
            guarantees: promises.iter().map(|each| each.id.clone()).collect(),
        })
    }
}

impl View<'_> {
    /// What the linkages say of acts: what follows from what, and what waits for what.
    fn pose_rules(&self, names: &Names) -> (Rules, Vec<(ActIx, ActIx)>) {
        let (mut rules, mut waits) = (Rules::default(), Vec::new());
        for seen in self.linkages() {
            match &seen.item.link {
                Link::Requires { act, first, .. } => waits.extend(names.pair(act, first)),
                Link::Triggers { act, then, span } => {
                    let span = span.map(length);
                    let pair = names.pair(act, then);
                    rules
                        .triggers
                        .extend(pair.map(|(act, then)| (act, then, span)));
                }
                Link::Voids { act, voids } => rules.voids.extend(names.pair(act, voids)),
                Link::Simultaneous(_)
                | Link::Within { .. }
                | Link::NotBefore { .. }
                | Link::Excludes { .. }
                | Link::Together(_)
                | Link::Options(_) => (),
            }
        }
        (rules, waits)
    }
}

impl PosedGuarantees {
    /// The index of a party.
    #[must_use]
    pub fn party(&self, id: &PartyId) -> Option<PartyIx> {
        found(&self.parties, id)
    }

    /// The index of a guarantee.
    #[must_use]
    pub fn guarantee(&self, id: &GuaranteeId) -> Option<GuaranteeIx> {
        found(&self.guarantees, id)
    }

    /// A breach as it is rehearsed, up to an hour, without some guarantees.
    #[must_use]
    pub fn scenario(&self, breach: &Breach, absent: BTreeSet<GuaranteeIx>, until: u64) -> Scenario {
        let course = breach.course.iter().filter_map(|incident| {
            let hour = incident.after.map_or(0, |span| length(span).most);
            Some((found(&self.acts, &incident.act)?, hour))
        });
        Scenario {
            course: course.collect(),
            absent,
            until,
        }
    }
}

/// What a breach would bring at a stage.
///
/// # Errors
/// When a figure has bounds that cannot be.
pub fn temptation(stage: &DefectionStage) -> Result<Temptation, NoSuchBounds> {
    let interval = |(least, most): &crate::Bounds| Interval {
        least: least.clone(),
        most: most.clone(),
    };
    let answers = stage.answers.iter().map(|answer| Answer {
        credibility: interval(&answer.credibility),
        cost: interval(&answer.cost),
    });
    Temptation::new(Figures {
        gain: interval(&stage.gain),
        daily: interval(&stage.daily),
        days: interval(&stage.days),
        keeps: interval(&stage.keeps),
        answers: answers.collect(),
    })
}

/// Whether a guarantee promises what a linkage says will follow: then it follows by the guarantee,
/// and not when that has lapsed.
fn is_promised(all: &[posed::Guarantee], act: ActIx, then: ActIx) -> bool {
    all.iter().any(|each| {
        let called = each.trigger.as_ref().map(|trigger| trigger.act);
        called == Some(act) && each.ladder.iter().any(|rung| rung.act == then)
    })
}

fn found<K: Index, V: PartialEq>(table: &Table<K, V>, wanted: &V) -> Option<K> {
    let mut rows = table.iter();
    rows.find(|(_, row)| *row == wanted).map(|(id, _)| id)
}

fn indexed<'a, K: Index, V: Ord + Clone + 'a>(
    items: impl Iterator<Item = &'a V>,
) -> Result<BTreeMap<V, K>, NoSuchThing> {
    let pairs = items.enumerate().map(|(position, item)| {
        let index = K::from_position(position).ok_or(NoSuchThing)?;
        Ok((item.clone(), index))
    });
    pairs.collect()
}

/// The indices of what this seat sees; what it does not see is named nowhere that it sees.
struct Names {
    parties: BTreeMap<PartyId, PartyIx>,
    acts: BTreeMap<ActId, ActIx>,
    fears: BTreeMap<FearId, FearIx>,
    guarantees: BTreeMap<GuaranteeId, GuaranteeIx>,
}

impl Names {
    fn act(&self, act: &ActId) -> Option<ActIx> {
        self.acts.get(act).copied()
    }

    fn pair(&self, one: &ActId, other: &ActId) -> Option<(ActIx, ActIx)> {
        self.act(one).zip(self.act(other))
    }

    fn party_set<'a>(&self, ids: impl IntoIterator<Item = &'a PartyId>) -> BTreeSet<PartyIx> {
        let found = ids.into_iter().filter_map(|id| self.parties.get(id));
        found.copied().collect()
    }

    fn fear(&self, fear: &Fear) -> posed::Fear {
        posed::Fear {
            from: self.party_set(&fear.from),
            acts: fear.acts.iter().filter_map(|act| self.act(act)).collect(),
            harm: fear.harm.map(length),
        }
    }

    fn guarantee(&self, each: &Guarantee, fears: &[&Fear]) -> posed::Guarantee {
        let said = each.covers.iter().filter_map(|id| self.fears.get(id));
        let claimed = fears
            .iter()
            .filter(|fear| fear.covered_by.contains(&each.id));
        let claimed = claimed.filter_map(|fear| self.fears.get(&fear.id));
        let needs = each.needs.iter().filter_map(|id| self.guarantees.get(id));
        let unconsented = each
            .consent
            .iter()
            .filter_map(|(party, consent)| match consent {
                Consent::Given => None,
                Consent::Needed => Some(party),
            });
        posed::Guarantee {
            covers: said.chain(claimed).copied().collect(),
            guarantors: self.party_set(&each.guarantors),
            beneficiaries: self.party_set(&each.beneficiaries),
            trigger: each.trigger.as_ref().and_then(|said| self.trigger(said)),
            ladder: each
                .ladder
                .iter()
                .filter_map(|rung| self.rung(rung))
                .collect(),
            vetoes: self.party_set(&each.vetoes),
            needs: needs.copied().collect(),
            ratified_by: each.ratified_by.as_ref().and_then(|act| self.act(act)),
            starts: each.starts.as_ref().and_then(|act| self.act(act)),
            lapses: each
                .lapses
                .iter()
                .filter_map(|lapse| self.lapse(lapse))
                .collect(),
            first_day: each.from.and_then(day),
            last_day: each.sunset().and_then(day),
            has_term: each.term.is_some() || each.until.is_some(),
            unconsented: self.party_set(unconsented),
        }
    }

    fn trigger(&self, said: &crate::Trigger) -> Option<posed::Trigger> {
        Some(posed::Trigger {
            act: self.act(&said.act)?,
            deciders: self.party_set(&said.deciders),
            deciding: match said.deciding {
                Deciding::Together => posed::Deciding::Together,
                Deciding::Each => posed::Deciding::Each,
            },
            decision: said.decision.map(length),
        })
    }

    fn rung(&self, rung: &crate::Rung) -> Option<posed::Rung> {
        Some(posed::Rung {
            act: self.act(&rung.act)?,
            after: rung.after.map(length),
            when: rung.when.as_ref().and_then(|act| self.act(act)),
        })
    }

    fn lapse(&self, lapse: &crate::Lapse) -> Option<posed::Lapse> {
        Some(posed::Lapse {
            act: self.act(&lapse.act)?,
            done_by: self.party_set(&lapse.done_by),
            provoked_by: self.party_set(&lapse.provoked_by),
        })
    }
}

/// A day by its number from one day that is the same for all.
fn day(day: Date) -> Option<i64> {
    let since = date(2000, 1, 1).until((jiff::Unit::Day, day)).ok()?;
    Some(i64::from(since.get_days()))
}

/// A length of time in hours; months and years of the calendar between the shortest and the
/// longest that there are.
fn length(span: Span) -> Length {
    /// The days of the shortest and the longest run of so many months, leap days apart.
    const RUNS: [(u64, u64); 12] = [
        (0, 0),
        (28, 31),
        (59, 62),
        (89, 92),
        (120, 123),
        (150, 153),
        (181, 184),
        (212, 215),
        (242, 245),
        (273, 276),
        (303, 306),
        (334, 337),
    ];
    let days = |least: u64, most: u64| Length {
        least: least.saturating_mul(24),
        most: most.saturating_mul(24),
    };
    match span {
        Span::Hours(hours) => Length::exactly(hours.into()),
        Span::Days(count) => days(count.into(), count.into()),
        Span::Months(count) => {
            let (years, rest) = (u64::from(count / 12), usize::try_from(count % 12));
            let run = rest.ok().and_then(|rest| RUNS.get(rest).copied());
            let (least, most) = run.unwrap_or_default();
            days(years * 365 + least, years * 366 + most)
        }
        Span::Years(count) => days(u64::from(count) * 365, u64::from(count) * 366),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_28_to_31_days_and_eighteen_of_them_a_year_and_a_half() {
        let days = |span| {
            let Length { least, most } = length(span);
            (least / 24, most / 24)
        };
        assert_eq!(days(Span::Months(1)), (28, 31));
        assert_eq!(days(Span::Months(18)), (365 + 181, 366 + 184));
        assert_eq!(days(Span::Days(3)), (3, 3));
        assert_eq!(length(Span::Hours(72)), Length::exactly(72));
    }

    #[test]
    fn days_are_counted_one_by_one() {
        let first = day(date(2026, 6, 1)).unwrap();
        assert_eq!(day(date(2026, 6, 2)), Some(first + 1));
        assert_eq!(day(date(1999, 12, 31)), Some(-1));
    }
}
