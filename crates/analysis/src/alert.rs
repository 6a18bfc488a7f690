//! Alerts in one pass: of each actor and matter the last word is kept.

use problem::alert::{Alert, Sign, Turn, turn};
use problem::{Claim, Reach};
use std::collections::BTreeMap;

/// Every alert among signals, where a turn counts within so many days.
#[must_use]
pub fn alerts(signs: &[Sign], days: u32) -> Claim<Vec<Alert>> {
    let mut order: Vec<(usize, &Sign)> = signs.iter().enumerate().collect();
    order.sort_by_key(|(at, sign)| (sign.day, *at));
    let mut last: BTreeMap<(usize, usize), (usize, &Sign)> = BTreeMap::new();
    let mut found = Vec::new();
    let mut nodes = 0_u64;
    for (to, sign) in order {
        if sign.unnamed {
            found.push(Alert::Leak(to));
        }
        if sign.turn == Turn::Plain {
            continue;
        }
        let mut turned = false;
        for matter in &sign.matters {
            nodes = nodes.saturating_add(1);
            let before = last.insert((sign.actor, *matter), (to, sign));
            let Some((from, before)) = before else {
                continue;
            };
            let near = sign.day.saturating_sub(before.day) <= i64::from(days);
            if near && before.turn != sign.turn {
                found.extend(turn(sign.turn, from, to));
                turned = true;
            }
        }
        if sign.turn == Turn::Soft && sign.reserved && !turned {
            found.push(Alert::Opening { from: None, to });
        }
    }
    found.sort_unstable();
    found.dedup();
    Claim {
        answer: found,
        method: "one pass over the signals by day, keeping each actor's last word on each matter",
        nodes,
        reach: Reach::Complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sign() -> impl Strategy<Value = Sign> {
        let turn = prop_oneof![Just(Turn::Soft), Just(Turn::Hard), Just(Turn::Plain)];
        let matters = prop::collection::btree_set(0..3_usize, 0..3);
        (0..12_i64, 0..2_usize, turn, any::<(bool, bool)>(), matters).prop_map(
            |(day, actor, turn, (reserved, unnamed), matters)| Sign {
                day,
                actor,
                turn,
                reserved,
                unnamed,
                matters: matters.into_iter().collect(),
            },
        )
    }

    proptest! {
        #[test]
        fn one_pass_tells_what_looking_at_all_pairs_tells(
            signs in prop::collection::vec(sign(), 0..12),
            days in 0..8_u32,
        ) {
            prop_assert_eq!(alerts(&signs, days).answer, problem::alert::alerts(&signs, days));
        }
    }
}
