//! What would open a gate: each need by itself, since needs do not touch each other.
//!
//! The definition looks at all sets of changes ([`Gate::smallest`]); here each need that is not met
//! gives its own ways, and one way for each of them makes a smallest set.

use problem::gate::{Change, Consent, Gate, Need, Stands};

/// What would have to change so that a need is met, as ways of which each is enough and none
/// has a change too many; nothing where it is met.
#[must_use]
pub fn ways(gate: &Gate, at: usize) -> Vec<Vec<Change>> {
    let Some(need) = gate
        .needs
        .get(at)
        .filter(|need| gate.need(need) != Stands::Met)
    else {
        return Vec::new();
    };
    match need {
        Need::Consent(Some(Consent::If(met))) => {
            let unmet = (0..).zip(met).filter(|(_, met)| !**met);
            let unmet = unmet.map(|(which, _)| Change::Meets(at, which)).collect();
            vec![unmet, vec![Change::Comes(at)]]
        }
        Need::Consent(_) => vec![vec![Change::Comes(at)]],
        Need::Shows { bar, judged } => {
            let counting = gate.counting(judged);
            let below = counting.iter().filter(|each| each.level < *bar);
            let below: Vec<Change> = below.map(|each| Change::Judges(at, each.judge)).collect();
            if below.is_empty() {
                vec![vec![Change::First(at)]]
            } else {
                vec![below]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::gate::Judged;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn judged() -> impl Strategy<Value = Judged> {
        (0..3_usize, 0..20_i64, 0..4_u8, 0..3_usize).prop_map(|(judge, day, level, sources)| {
            Judged {
                judge,
                day,
                level,
                sources,
            }
        })
    }

    fn need() -> impl Strategy<Value = Need> {
        let consent = prop_oneof![
            Just(None),
            Just(Some(Consent::Yes)),
            Just(Some(Consent::No)),
            prop::collection::vec(any::<bool>(), 0..3).prop_map(|met| Some(Consent::If(met))),
        ];
        let shows = (0..4_u8, prop::collection::vec(judged(), 0..4))
            .prop_map(|(bar, judged)| Need::Shows { bar, judged });
        prop_oneof![consent.prop_map(Need::Consent), shows]
    }

    fn gate() -> impl Strategy<Value = Gate> {
        prop::collection::vec(need(), 0..3).prop_map(|needs| Gate {
            day: 10,
            old_after: 5,
            needs,
        })
    }

    /// One way for each need that is not met, in every combination.
    fn combined(gate: &Gate) -> BTreeSet<BTreeSet<Change>> {
        let mut sets: BTreeSet<BTreeSet<Change>> = [BTreeSet::new()].into();
        for at in 0..gate.needs.len() {
            let ways = ways(gate, at);
            if !ways.is_empty() {
                sets = sets
                    .iter()
                    .flat_map(|set| {
                        ways.iter()
                            .map(|way| set.iter().chain(way).copied().collect())
                    })
                    .collect();
            }
        }
        sets
    }

    proptest! {
        #[test]
        fn one_way_for_each_need_makes_every_smallest_set_and_nothing_else(gate in gate()) {
            let Some(smallest) = gate.smallest() else {
                return Err(TestCaseError::reject("too many changes"));
            };
            prop_assert_eq!(combined(&gate), smallest);
        }

        #[test]
        fn a_judgement_after_the_day_changes_nothing(gate in gate(), late in judged()) {
            let mut later = gate.clone();
            for need in &mut later.needs {
                if let Need::Shows { judged, .. } = need {
                    judged.push(Judged { day: 11, ..late });
                }
            }
            prop_assert_eq!(later.stands(), gate.stands());
        }
    }
}
