//! How long a figure of the leak meter takes where limits times things shown are a million.

use disclosure::leakage::{Channel, Gain, Leakage, LeakageError, Prior};
use std::time::{Duration, Instant};

const RUNS: u32 = 5;
const SIDE: u32 = 1_000;

fn main() -> Result<(), LeakageError> {
    let prior = Prior::of_weights(&(0..SIDE).map(|limit| 1 + limit % 7).collect::<Vec<_>>())?;
    // One thing is shown for each limit, and a thousand things for each limit.
    let plain = Channel::of_shown(&(0..SIDE).map(|limit| limit / 3).collect::<Vec<_>>());
    let rows = (0..SIDE).map(|limit| (0..SIDE).map(|shown| 1 + (limit ^ shown) % 5).collect());
    let noisy = Channel::of_weights(&rows.collect::<Vec<Vec<u32>>>())?;
    for (name, channel) in [("one thing each", plain), ("a thousand things each", noisy)] {
        for gain in [
            Gain::Exact,
            Gain::Within(5),
            Gain::Tries(3),
            Gain::Squeeze(900),
        ] {
            let mut best = Duration::MAX;
            for _ in 0..RUNS {
                let started = Instant::now();
                let leakage = Leakage::of(&prior, &channel, gain)?;
                best = best.min(started.elapsed());
                assert!(leakage.after.is_exact());
            }
            println!("{SIDE} limits, {name}, {gain:?}: {best:?}");
        }
    }
    Ok(())
}
