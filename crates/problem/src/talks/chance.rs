//! The chance of a yes to something worse: the law of Metropolis and others 1953.

/// One step of the table: e^(-1/16), in parts of 2^64, rounded down.
const STEP: u128 = 17_329_112_349_219_823_218;

/// From so many sixteenths on the chance is nothing: e^-22.2 is less than a part of 2^32.
const END: u64 = 356;

/// The chance with which a loss is borne at a temperature, in parts of 2^32: e^(-loss/heat), the
/// quotient rounded up to the next sixteenth. Each of the at most 355 products is cut to 2^-64, so
/// that at most 2^-32 is lost over that law of steps. Without heat a loss is never borne.
#[must_use]
pub fn chance_of_yes(loss: u64, heat: u64) -> u64 {
    if loss == 0 {
        return 1 << 32;
    }
    if heat == 0 {
        return 0;
    }
    let steps = (u128::from(loss) * 16).div_ceil(u128::from(heat));
    let Some(steps) = u64::try_from(steps).ok().filter(|steps| *steps < END) else {
        return 0;
    };
    let mut parts: u128 = 1 << 64;
    for _ in 0..steps {
        parts = (parts * STEP) >> 64;
    }
    u64::try_from(parts >> 32).unwrap_or(1 << 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_that_of_the_exponential() {
        // e^-1, e^-2 and e^-10, by hand to nine places of 2^32 = 4,294,967,296.
        let close = |found: u64, parts: u64| found.abs_diff(parts) <= 1;
        assert!(close(chance_of_yes(5, 5), 1_580_030_168));
        assert!(close(chance_of_yes(10, 5), 581_260_615));
        assert!(close(chance_of_yes(50, 5), 194_991));
    }

    #[test]
    fn no_loss_is_always_borne_and_without_heat_none_is() {
        assert_eq!(chance_of_yes(0, 0), 1 << 32);
        assert_eq!(chance_of_yes(1, 0), 0);
        assert_eq!(chance_of_yes(u64::MAX, 1), 0);
        let falls = (1..400).map(|loss| chance_of_yes(loss, 16));
        assert!(
            falls
                .collect::<Vec<_>>()
                .is_sorted_by(|one, next| one >= next)
        );
    }
}
