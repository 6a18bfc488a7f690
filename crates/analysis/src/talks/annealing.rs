//! The annealing mediator, after Klein, Faratin, Sayama and Bar-Yam 2003: flips as before, but
//! votes say how strong they are, and early on the mediator overrules some of them.
//!
//! How mixed votes are weighed is our own rule, and not taken from their paper. A change that
//! nobody votes against stays. Otherwise it stays with chance e^(-k/T), k being by how many points
//! the noes outweigh the yeses (one for a weak vote, two for a strong one), at least one; T falls
//! evenly from 2 to 0.

use super::hall::Hall;
use problem::talks::{Grade, Put, Reply, chance_of_yes};

/// The temperature at the beginning, in points.
const HEAT: u64 = 2;

/// In how many parts a point is cut, so that the temperature falls evenly.
const PARTS: u64 = 1 << 20;

pub(super) fn hold(hall: &mut Hall<'_>) {
    while hall.is_open() {
        if let Some(text) = hall.flip() {
            let put = Put::Graded(text.clone(), hall.text.clone());
            let votes: Vec<Grade> = hall
                .put_to_all(&put)
                .into_iter()
                .map(|vote| match vote {
                    Reply::Grade(grade) => grade,
                    Reply::Yes => Grade::WeakYes,
                    Reply::No | Reply::Change(..) | Reply::Options(_) => Grade::StrongNo,
                })
                .collect();
            if stays(&votes, (hall.round, hall.rounds), hall.mix.next()) {
                hall.text = text;
            }
        }
        hall.next_round();
    }
}

fn stays(votes: &[Grade], (round, rounds): (u32, u32), coin: u64) -> bool {
    if votes.iter().all(|vote| vote.is_yes()) {
        return true;
    }
    let points: i64 = votes.iter().map(|vote| vote.points()).sum();
    let against = u64::try_from(-points).unwrap_or(0).max(1);
    let left = u64::from(rounds.saturating_sub(round));
    let heat = HEAT * PARTS * left / u64::from(rounds.max(1));
    coin >> 32 < chance_of_yes(against * PARTS, heat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_is_against_stays_and_at_the_end_nothing_else() {
        let mixed = [Grade::StrongYes, Grade::WeakNo];
        let yes = [Grade::WeakYes, Grade::WeakYes];
        assert!(stays(&yes, (9, 10), u64::MAX));
        assert!(stays(&mixed, (0, 10), 0));
        assert!(!stays(&mixed, (0, 10), u64::MAX));
        // One point at T = 2: e^-0.5 is 0.607 of all coins.
        let coins = (0..1_000_u64).map(|k| k * (u64::MAX / 1_000));
        assert_eq!(
            coins.filter(|coin| stays(&mixed, (0, 10), *coin)).count(),
            607
        );
        assert!(!stays(&mixed, (10, 10), 0));
    }
}
