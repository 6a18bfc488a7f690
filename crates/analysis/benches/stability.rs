//! How long the stability of a conflict with a million states takes.
//!
//! `cargo bench -p analysis --bench stability`: twenty options among two to six parties, so 1,048,576
//! states, with statements of preference or with random ranks, with and without options that cannot
//! be taken back. One run for all parties and all four notions: on one thread with the thread's own
//! CPU time (where the system tells it), and on two.

use analysis::stability::stability;
use problem::stability::{
    Direction, Lever, Literals, Notion, OptionForm, OptionGame, Sanctions, StateIx, Statement,
    Taken,
};
use problem::{Effort, PartyIx, Table, Watch};
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u32) -> u32 {
        u32::try_from(self.next() % u64::from(limit.max(1))).unwrap_or(0)
    }
}

/// Where preferences come from.
#[derive(Clone, Copy)]
enum Ranks {
    Statements,
    Random,
}

const LEVERS: u16 = 20;

fn game(parties: u16, (only_taken, ranks): (u16, Ranks)) -> Option<OptionGame> {
    let mut draw = Draw(u64::from(parties) * 1009 + u64::from(only_taken));
    let levers = (0..LEVERS).map(|place| Lever {
        owner: PartyIx::new(place % parties),
        direction: if place < only_taken {
            Direction::OnlyTaken
        } else {
            Direction::Both
        },
    });
    let form = OptionForm::new(levers.collect(), &[], &[]).ok()?;
    let own = (0..parties).map(|_| match ranks {
        Ranks::Random => {
            let states = form.states();
            let own = (0..states).map(|_| draw.below(200_000));
            Some(own.collect::<Table<StateIx, u32>>())
        }
        Ranks::Statements => {
            let statements = (0..30).map(|_| {
                let spoken = draw.below(1 << LEVERS) & draw.below(1 << LEVERS);
                let spoken = spoken & draw.below(1 << LEVERS) | 1 << draw.below(u32::from(LEVERS));
                let taken = draw.below(1 << LEVERS);
                Statement::Holds(vec![Literals {
                    taken: Taken(taken & spoken),
                    left: Taken(!taken & spoken),
                }])
            });
            form.ranks(&statements.collect::<Vec<_>>()).ok()
        }
    });
    let own: Option<Table<PartyIx, _>> = own.collect();
    OptionGame::new(form.clone(), own?).ok()
}

/// The CPU time of this thread, where the system tells it.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(first.unwrap_or(0))
}

fn main() {
    for (parties, only_taken, ranks, words) in [
        (6, 0, Ranks::Statements, "statements"),
        (6, 0, Ranks::Random, "random ranks"),
        (6, 6, Ranks::Random, "random ranks, 6 options for good"),
        (3, 0, Ranks::Random, "random ranks"),
        (3, 9, Ranks::Statements, "statements, 9 options for good"),
        (2, 0, Ranks::Random, "random ranks"),
        (2, 10, Ranks::Random, "random ranks, 10 options for good"),
    ] {
        let Some(game) = game(parties, (only_taken, ranks)) else {
            continue;
        };
        for rule in [Sanctions::Joint, Sanctions::Single] {
            for threads in [NonZeroUsize::MIN, NonZeroUsize::MIN.saturating_add(1)] {
                let watch = Watch::new();
                let effort = Effort {
                    threads,
                    ..Effort::unbounded(&watch)
                };
                let (start, before) = (Instant::now(), cpu());
                let claim = stability(&game, rule, &effort);
                let (took, own) = (start.elapsed(), cpu().saturating_sub(before));
                let own = match threads {
                    NonZeroUsize::MIN => format!(" (CPU {own:.2?})"),
                    _ => String::new(),
                };
                let counts = claim
                    .answer
                    .map(|found| Notion::ALL.map(|notion| found.equilibria(notion).len()));
                println!(
                    "{parties} parties, {} states, {words}, {rule:?}, {threads} thread(s): \
                     {took:.2?}{own}, {} nodes, equilibria {counts:?}",
                    game.form().states(),
                    claim.nodes
                );
            }
        }
    }
}
