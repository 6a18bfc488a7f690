//! Draws shared out among processes: each does a part of them, and all come to the same counts.

use crate::patience::{Limits, with_patience};
use crate::private::private;
use crate::serve::runtime;
use analysis::robust::{Draws, Next, Robust, Sharing, Spread};
use anyhow::{Context, Result, anyhow, bail};
use briefing::{Briefing, robust_by};
use case::{Case, View};
use clap::Args;
use disclosure::Seat;
use problem::robust::Counts;
use problem::{Bound, Claim, Effort, Reach};
use proceedings::Moment;
use server::World;
use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::{Part, ShareKey, Shares, StoreUrl};
use tokio::runtime::Runtime;

/// How long others are waited for before it is asked again what there is to do.
const PAUSE: Duration = Duration::from_millis(50);

/// Where draws are shared out.
#[derive(Args)]
pub(crate) struct SharedOn {
    /// Share the draws of `--question robust` with other processes that ask the same of the same
    /// case: where they meet, as `postgres://…` or `sqlite:DIR`
    #[arg(long, value_name = "STORE", requires = "share_key")]
    share: Option<StoreUrl>,
    /// The file with the key that these processes have in common; made if it is not there
    #[arg(long, value_name = "FILE")]
    share_key: Option<PathBuf>,
    /// How many draws are made for `--question robust`, for each of two spreads of weights
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    draws: Option<u64>,
}

/// A way to do a share of the draws of one line-up.
struct Meeting<'m> {
    shares: Shares,
    runtime: &'m Runtime,
    size: (usize, usize),
}

impl SharedOn {
    /// Whether anything is asked for that another question does not have.
    pub(crate) const fn is_asked(&self) -> bool {
        self.share.is_some() || self.draws.is_some()
    }

    /// The briefing of the draws, and whether it was interrupted.
    pub(crate) fn prepare(
        &self,
        (case, view): (&Case, &View<'_>),
        limits: Limits,
    ) -> Result<(Briefing, bool)> {
        if *view.seat() != Seat::Mediator {
            bail!("draws are made for the mediation team\nhint: add --seat mediator");
        }
        let draws = self.draws.unwrap_or(briefing::DRAWS);
        let meeting = match (&self.share, &self.share_key) {
            (Some(at), Some(file)) => Some((at, key(file)?)),
            (None, _) | (_, None) => None,
        };
        let runtime = runtime()?;
        let case = format::case_file::write(case);
        let failed = RefCell::new(None);
        let ask = |effort: &Effort<'_>| {
            let count = |robust: &Robust<'_>, draws: &Draws| match &meeting {
                None => robust.counts(draws, effort),
                Some((at, key)) => {
                    let words = work(&case, draws);
                    let met = Meeting::at((at, key), (&words, draws), (robust, &runtime));
                    let shared = met.and_then(|mut met| {
                        let claim = robust.shared(draws, &mut met, effort);
                        runtime.block_on(met.shares.close());
                        claim
                    });
                    shared.unwrap_or_else(|why| {
                        failed.borrow_mut().get_or_insert(why);
                        none(robust)
                    })
                }
            };
            robust_by(view, (draws, &count), effort)
        };
        let (briefing, interrupted) = with_patience(limits, ask);
        match failed.into_inner() {
            Some(why) => Err(why),
            None => Ok((briefing.map_err(|why| anyhow!("{why}"))?, interrupted)),
        }
    }
}

/// What tells one piece of work from every other: the program, the case and the draws.
fn work(case: &str, draws: &Draws) -> Vec<u8> {
    let spread = match draws.spread {
        Spread::Even => "even",
        Spread::Near => "near",
    };
    let version = env!("CARGO_PKG_VERSION");
    let (seed, count) = (draws.seed, draws.count);
    format!("onetext {version}\ndraws {seed} {count} {spread}\n{case}").into_bytes()
}

/// Nothing counted.
fn none(robust: &Robust<'_>) -> Claim<Counts> {
    let lineup = robust.lineup();
    Claim {
        answer: Counts::none(lineup.parties().len(), lineup.packages().len()),
        method: "nothing counted",
        nodes: 0,
        reach: Reach::Stopped(Bound::Unknown),
    }
}

/// The key in a file; a new one where there is no such file.
fn key(file: &Path) -> Result<ShareKey> {
    if !file.exists() {
        let digits = ShareKey::fresh()?;
        let made = private(file).and_then(|mut made| writeln!(made, "{digits}"));
        made.with_context(|| format!("writing the key to `{}`", file.display()))?;
        eprintln!(
            "wrote a new key to {}: give every process the same",
            file.display()
        );
    }
    let digits = std::fs::read_to_string(file)
        .with_context(|| format!("reading the key in `{}`", file.display()))?;
    ShareKey::of_hex(&digits).ok_or_else(|| {
        anyhow!(
            "`{}` holds no key\nhint: it is one line of 64 hexadecimal digits; name a file that \
             is not there, and a key is made",
            file.display()
        )
    })
}

/// The time, for which part is late.
fn now() -> Moment {
    World::real().now()
}

impl<'m> Meeting<'m> {
    fn at(
        (at, key): (&StoreUrl, &ShareKey),
        (words, draws): (&[u8], &Draws),
        (robust, runtime): (&Robust<'_>, &'m Runtime),
    ) -> Result<Self> {
        let joined = Shares::join(at, key, (words, draws.parts()), now());
        let lineup = robust.lineup();
        Ok(Self {
            shares: runtime.block_on(joined)?,
            runtime,
            size: (lineup.parties().len(), lineup.packages().len()),
        })
    }
}

impl Sharing for Meeting<'_> {
    type Fault = anyhow::Error;

    fn next(&mut self) -> Result<Next> {
        Ok(match self.runtime.block_on(self.shares.take(now()))? {
            Part::Take(part) => Next::Part(part),
            Part::Wait => {
                std::thread::sleep(PAUSE);
                Next::Wait
            }
            Part::Done => Next::Done,
        })
    }

    fn give(&mut self, part: u64, counts: &Counts) -> Result<()> {
        let result = format::counts::write(counts);
        let given = self.shares.give(part, result.as_bytes());
        Ok(self.runtime.block_on(given)?)
    }

    fn given(&mut self) -> Result<Vec<Counts>> {
        let given = self.runtime.block_on(self.shares.given())?.into_iter();
        let given = given.map(|bytes| {
            let text = String::from_utf8(bytes).ok();
            let counts = text.and_then(|text| format::counts::read(&text, self.size));
            counts.ok_or_else(|| anyhow!("a part of the draws was given in another form"))
        });
        given.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_source;
    use std::num::NonZeroUsize;

    fn case() -> Case {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fjord");
        case_source::read(&folder).unwrap().ok().unwrap()
    }

    fn asked(share: Option<(&str, &Path)>) -> String {
        let shared = SharedOn {
            share: share.map(|(at, _)| at.parse().ok().unwrap()),
            share_key: share.map(|(_, key)| key.to_owned()),
            draws: Some(20_000),
        };
        let case = case();
        let view = case.seen_from(Seat::Mediator);
        let limits = Limits {
            nodes_max: u64::MAX,
            threads: NonZeroUsize::MIN,
        };
        let (briefing, interrupted) = shared.prepare((&case, &view), limits).unwrap();
        assert!(!interrupted);
        format::briefing_json::to_json(&briefing)
    }

    /// Several at once, each with connections of its own, as processes have.
    fn all_alike(at: &str, folder: &Path) {
        let key = folder.join("key");
        std::fs::write(&key, "5e".repeat(32)).unwrap();
        let alone = asked(None);
        assert!(
            alone.contains("000 draws of what each party may want"),
            "{alone}"
        );
        let together: Vec<String> = std::thread::scope(|scope| {
            let each = (0..3).map(|_| scope.spawn(|| asked(Some((at, &key)))));
            let each: Vec<_> = each.collect();
            each.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for one in together {
            assert_eq!(one, alone);
        }
        // Whoever comes late finds all done, and comes to the same.
        assert_eq!(asked(Some((at, &key))), alone);
    }

    fn folder() -> PathBuf {
        let name = format!("onetext-shared-{:032x}", rand::random::<u128>());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    }

    #[test]
    fn draws_shared_in_a_folder_come_to_the_same_numbers() {
        let folder = folder();
        all_alike(&format!("sqlite:{}", folder.display()), &folder);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn draws_shared_on_postgresql_come_to_the_same_numbers() {
        let Ok(at) = std::env::var("ONETEXT_TEST_POSTGRES") else {
            println!("postgres: skipped (run `cargo xtask postgres -- cargo nextest run`)");
            return;
        };
        let folder = folder();
        all_alike(&at, &folder);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
