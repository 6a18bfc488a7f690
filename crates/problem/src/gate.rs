//! Go or no-go: what stands between parties and a session in a given format, need by need.
//!
//! There is no score. A gate is open when every need is met; it is shut when one is not; and where
//! something was not asked or judges differ, that is said instead.
//!
//! Invariant: levels are ordered, and a judge counts by its latest judgement alone. More changes
//! never shut a gate that fewer opened.

use std::collections::BTreeSet;

/// The most changes whose sets are all looked at.
const CHANGES_MAX: u32 = 16;

/// How a need stands, or the gate as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    /// Met.
    Met,
    /// Not known: nobody said, or judges differ.
    Open,
    /// Not met.
    NotMet,
}

/// A party's answer to the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consent {
    /// It comes.
    Yes,
    /// It does not.
    No,
    /// It comes once all of these are met; each says whether it is.
    If(Vec<bool>),
}

/// One judgement of how clearly something shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Who judged.
    pub judge: usize,
    /// When, in days.
    pub day: i64,
    /// How clearly it shows.
    pub level: u8,
    /// How many sources it rests on.
    pub sources: usize,
}

/// What one party's coming needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Its consent; nothing where it has not answered.
    Consent(Option<Consent>),
    /// That something shows at least so clearly, by these judgements, in any order.
    Shows {
        /// The level asked for.
        bar: u8,
        /// The judgements.
        judged: Vec<Judged>,
    },
}

/// All needs of a format on a day; later judgements are not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// The day.
    pub day: i64,
    /// After how many days a judgement is old.
    pub old_after: u32,
    /// The needs.
    pub needs: Vec<Need>,
}

/// A mark on a judgement: it counts, and less should be built on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// It is older than the case allows.
    Old,
    /// It rests on one source or none.
    OneSource,
}

/// One thing that would have to become otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A party says that it comes, without conditions.
    Comes(usize),
    /// One condition of a party is met: the need, and which.
    Meets(usize, usize),
    /// A judge judges what a need asks for at its bar: the need, and who.
    Judges(usize, usize),
    /// Somebody judges for the first time what a need asks for, at its bar.
    First(usize),
}

impl Gate {
    /// The judgements that count for a need: of each judge the latest until the day, the last of
    /// several of one day; by judge.
    #[must_use]
    pub fn counting(&self, judged: &[Judged]) -> Vec<Judged> {
        let mut judges: Vec<usize> = judged.iter().map(|each| each.judge).collect();
        judges.sort_unstable();
        judges.dedup();
        let latest = judges.into_iter().filter_map(|judge| {
            let own = judged.iter().filter(|each| each.judge == judge);
            own.filter(|each| each.day <= self.day)
                .max_by_key(|each| each.day)
                .copied()
        });
        latest.collect()
    }

    /// How one need stands.
    #[must_use]
    pub fn need(&self, need: &Need) -> Stands {
        match need {
            Need::Consent(None) => Stands::Open,
            Need::Consent(Some(Consent::Yes)) => Stands::Met,
            Need::Consent(Some(Consent::No)) => Stands::NotMet,
            Need::Consent(Some(Consent::If(met))) if met.iter().all(|met| *met) => Stands::Met,
            Need::Consent(Some(Consent::If(_))) => Stands::NotMet,
            Need::Shows { bar, judged } => {
                let counting = self.counting(judged);
                let reach = counting.iter().filter(|each| each.level >= *bar).count();
                match reach {
                    0 if counting.is_empty() => Stands::Open,
                    0 => Stands::NotMet,
                    all if all == counting.len() => Stands::Met,
                    _ => Stands::Open,
                }
            }
        }
    }

    /// How the gate stands: not met where one need is not, else open where one is, else met.
    #[must_use]
    pub fn stands(&self) -> Stands {
        let needs = self.needs.iter().map(|need| self.need(need));
        needs.max().unwrap_or(Stands::Met)
    }

    /// What to hold against a judgement.
    #[must_use]
    pub fn doubts(&self, judged: &Judged) -> Vec<Doubt> {
        let age = self.day.saturating_sub(judged.day);
        let old = (age > i64::from(self.old_after)).then_some(Doubt::Old);
        let one = (judged.sources < 2).then_some(Doubt::OneSource);
        old.into_iter().chain(one).collect()
    }

    /// Every change that there could be.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut all = Vec::new();
        for (at, need) in (0..).zip(&self.needs) {
            match need {
                Need::Consent(consent) => {
                    all.push(Change::Comes(at));
                    if let Some(Consent::If(met)) = consent {
                        all.extend((0..met.len()).map(|which| Change::Meets(at, which)));
                    }
                }
                Need::Shows { judged, .. } => {
                    // Who has not judged by the day has said nothing to change.
                    let judges = self.counting(judged);
                    all.extend(judges.iter().map(|each| Change::Judges(at, each.judge)));
                    all.push(Change::First(at));
                }
            }
        }
        all
    }

    /// What would change the answer: every set of changes after which all needs are met and of
    /// which no part is enough. Looks at all sets; `None` where there are too many.
    #[must_use]
    pub fn smallest(&self) -> Option<BTreeSet<BTreeSet<Change>>> {
        let all = self.changes();
        let bits = u32::try_from(all.len())
            .ok()
            .filter(|bits| *bits <= CHANGES_MAX)?;
        let sets = (0..1_u32 << bits).map(|chosen| {
            let taken = (0..bits).zip(&all).filter(|(at, _)| chosen >> at & 1 == 1);
            taken.map(|(_, change)| *change).collect::<BTreeSet<_>>()
        });
        Some(sets.filter(|set| self.opens_with(set)).collect())
    }

    /// Whether all needs are met after these changes, and not after any of them less.
    #[must_use]
    pub fn opens_with(&self, set: &BTreeSet<Change>) -> bool {
        let opens = |set: &BTreeSet<Change>| {
            let changes: Vec<Change> = set.iter().copied().collect();
            self.after(&changes).stands() == Stands::Met
        };
        let less = set.iter().map(|change| {
            let mut less = set.clone();
            less.remove(change);
            less
        });
        opens(set) && !less.into_iter().any(|less| opens(&less))
    }

    /// The gate after changes: what they name is so from the day of the gate on.
    #[must_use]
    pub fn after(&self, changes: &[Change]) -> Self {
        let mut gate = self.clone();
        for change in changes {
            let (Change::Comes(at)
            | Change::Meets(at, _)
            | Change::Judges(at, _)
            | Change::First(at)) = *change;
            if let Some(need) = gate.needs.get_mut(at) {
                need.change(*change, self.day);
            }
        }
        gate
    }
}

impl Need {
    fn change(&mut self, change: Change, day: i64) {
        match (change, self) {
            (Change::Comes(_), Self::Consent(consent)) => *consent = Some(Consent::Yes),
            (Change::Meets(_, which), Self::Consent(Some(Consent::If(met)))) => {
                if let Some(met) = met.get_mut(which) {
                    *met = true;
                }
            }
            (Change::Judges(_, judge), Self::Shows { bar, judged }) => {
                let level = *bar;
                let sources = 2;
                judged.push(Judged {
                    judge,
                    day,
                    level,
                    sources,
                });
            }
            (Change::First(_), Self::Shows { bar, judged }) => {
                let level = *bar;
                let (judge, sources) = (usize::MAX, 2);
                judged.push(Judged {
                    judge,
                    day,
                    level,
                    sources,
                });
            }
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_who_differ_leave_a_need_open_and_age_and_sources_are_marked() {
        let judge = |judge, day, level, sources| Judged {
            judge,
            day,
            level,
            sources,
        };
        let judged = vec![judge(0, 1, 3, 2), judge(0, 9, 1, 1), judge(1, 2, 2, 2)];
        let need = Need::Shows { bar: 2, judged };
        let gate = Gate {
            day: 10,
            old_after: 5,
            needs: vec![need.clone()],
        };
        assert_eq!(gate.need(&need), Stands::Open);
        let Need::Shows { judged, .. } = &need else {
            panic!("it shows");
        };
        let doubts: Vec<_> = gate
            .counting(judged)
            .iter()
            .map(|each| gate.doubts(each))
            .collect();
        assert_eq!(doubts, [vec![Doubt::OneSource], vec![Doubt::Old]]);
        let smallest: BTreeSet<_> = [[Change::Judges(0, 0)].into()].into();
        assert_eq!(gate.smallest(), Some(smallest));
    }
}
