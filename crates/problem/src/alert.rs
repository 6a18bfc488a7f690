//! Alerts: what stands out among dated signals, by rules that anybody can check by hand.
//!
//! Invariant: an alert names the signals that made it, and signals that are not named made nothing
//! of it but by standing or not standing between them.

/// What a signal does to the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It gives, agrees, supports.
    Soft,
    /// It refuses, threatens, accuses, coerces.
    Hard,
    /// Neither.
    Plain,
}

/// A signal, as far as alerts look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Its day.
    pub day: i64,
    /// Who sent it.
    pub actor: usize,
    /// What it does.
    pub turn: Turn,
    /// Whether it gives and keeps a reservation at once.
    pub reserved: bool,
    /// Whether it was told by somebody without a name, or is said to be a leak.
    pub unnamed: bool,
    /// What it is about.
    pub matters: Vec<usize>,
}

/// What stands out; the numbers are places in the list of signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alert {
    /// Something was told by somebody without a name.
    Leak(usize),
    /// An actor that had given on a matter refuses on it.
    Hardening {
        /// Where it gave.
        from: usize,
        /// Where it refuses.
        to: usize,
    },
    /// An actor gives where it had refused, or gives with a reservation: a way to move without
    /// losing face.
    Opening {
        /// Where it refused.
        from: Option<usize>,
        /// Where it gives.
        to: usize,
    },
}

/// Whether one signal is the last word of the same actor on a matter of the other before it, no
/// more than so many days before.
#[must_use]
pub fn is_last_before(signs: &[Sign], (from, to): (usize, usize), days: u32) -> bool {
    let (Some(one), Some(other)) = (signs.get(from), signs.get(to)) else {
        return false;
    };
    let speaks = |sign: &Sign| sign.actor == other.actor && sign.turn != Turn::Plain;
    let near = other.day.saturating_sub(one.day) <= i64::from(days);
    let before = |at: usize, sign: &Sign| (sign.day, at) < (other.day, to);
    let between = |at: usize, sign: &Sign| (sign.day, at) > (one.day, from) && before(at, sign);
    let last_on = |matter: &usize| {
        let mut all = (0..).zip(signs);
        one.matters.contains(matter)
            && !all.any(|(at, sign)| {
                between(at, sign) && speaks(sign) && sign.matters.contains(matter)
            })
    };
    speaks(one) && before(from, one) && near && other.matters.iter().any(last_on)
}

/// Every alert among signals, where a turn counts within so many days; looks at all pairs.
#[must_use]
pub fn alerts(signs: &[Sign], days: u32) -> Vec<Alert> {
    let mut found = Vec::new();
    for (to, sign) in (0..).zip(signs) {
        if sign.unnamed {
            found.push(Alert::Leak(to));
        }
        let pairs = (0..).zip(signs);
        let pairs = pairs.filter(|(from, _)| is_last_before(signs, (*from, to), days));
        let turned =
            pairs.filter(|(_, before)| sign.turn != Turn::Plain && before.turn != sign.turn);
        let turned: Vec<usize> = turned.map(|(from, _)| from).collect();
        found.extend(turned.iter().filter_map(|from| turn(sign.turn, *from, to)));
        if sign.turn == Turn::Soft && sign.reserved && turned.is_empty() {
            found.push(Alert::Opening { from: None, to });
        }
    }
    found.sort_unstable();
    found
}

/// What a turn from one signal to another is, by where it ends.
#[must_use]
pub const fn turn(ends: Turn, from: usize, to: usize) -> Option<Alert> {
    match ends {
        Turn::Hard => Some(Alert::Hardening { from, to }),
        Turn::Soft => {
            let from = Some(from);
            Some(Alert::Opening { from, to })
        }
        Turn::Plain => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(day: i64, turn: Turn, matters: &[usize]) -> Sign {
        Sign {
            day,
            actor: 0,
            turn,
            reserved: false,
            unnamed: false,
            matters: matters.to_vec(),
        }
    }

    #[test]
    fn a_turn_is_told_on_its_matter_within_its_days_from_the_last_word() {
        let signs = [
            sign(0, Turn::Soft, &[1]),
            sign(1, Turn::Plain, &[1]),
            sign(2, Turn::Soft, &[1, 2]),
            sign(3, Turn::Hard, &[1]),
            sign(9, Turn::Soft, &[1]),
            sign(30, Turn::Hard, &[2]),
        ];
        let hardening = Alert::Hardening { from: 2, to: 3 };
        let opening = Alert::Opening {
            from: Some(3),
            to: 4,
        };
        assert_eq!(alerts(&signs, 10), [hardening, opening]);
    }

    #[test]
    fn a_reservation_opens_by_itself_and_a_voice_without_a_name_leaks() {
        let reserved = Sign {
            reserved: true,
            unnamed: true,
            ..sign(0, Turn::Soft, &[])
        };
        let opening = Alert::Opening { from: None, to: 0 };
        assert_eq!(alerts(&[reserved], 10), [Alert::Leak(0), opening]);
    }
}
