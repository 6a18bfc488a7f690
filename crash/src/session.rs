//! One session, the same each time: talks that were founded, and acts done one after the other.

use crate::act::{Act, Fate};
use crate::check::Ledger;
use crate::dice::Dice;
use crate::program::{Launch, Program};
use crate::talks::{Talks, shown};
use anyhow::{Context, Result, ensure};
use disclosure::Audience;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tokio::runtime::Runtime;

/// The status of an answer that says that the disk is full, and that nothing was kept.
const FULL: u16 = 507;

/// Talks in a folder, and what is done in them.
pub(crate) struct Session {
    /// The talks.
    pub(crate) talks: Talks,
    /// What is done, in order.
    pub(crate) acts: Vec<Act>,
    program: PathBuf,
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Session {
    /// Founds the talks under a folder, and draws what is done.
    pub(crate) fn founded(
        runtime: &Runtime,
        (program, on): (&Path, &Path),
        (acts, seed): (usize, u64),
    ) -> Result<Self> {
        let base = on.join("base");
        std::fs::create_dir_all(&base).context("making a folder")?;
        let talks = runtime.block_on(Talks::founded(&store(&base), "landing"))?;
        let mut dice = Dice::of(seed, 0);
        let people = u64::try_from(talks.people.len()).unwrap_or(1);
        let acts = (0..acts).map(|number| {
            // The team does more than the others: what it sends goes to several logs.
            let by = match number % 2 {
                0 => 0,
                _ => usize::try_from(dice.below(people)).unwrap_or(0),
            };
            Act::drawn(&talks, by, &mut dice)
        });
        let acts = acts.collect::<Result<Vec<_>>>()?;
        let files = files(&base, &base)?;
        let program = program.to_path_buf();
        std::fs::remove_dir_all(&base).context("removing a folder")?;
        Ok(Self {
            talks,
            acts,
            program,
            files,
        })
    }

    /// The files that the talks began with, by their names in the folder.
    pub(crate) const fn files(&self) -> &BTreeMap<PathBuf, Vec<u8>> {
        &self.files
    }

    /// How the program is started over a folder.
    pub(crate) fn launch(&self, folder: &Path) -> Launch {
        Launch::of(&self.program, &store(folder))
    }

    /// Does what is to be done, until the program is gone; what came of each act.
    pub(crate) fn played(
        &self,
        program: &Program,
        mut done: impl FnMut(usize) -> Result<()>,
    ) -> Result<Vec<Fate>> {
        let mut fates = vec![Fate::Unheard; self.acts.len()];
        let Ok(mut way) = program.way() else {
            return Ok(fates);
        };
        for (number, (act, fate)) in self.acts.iter().zip(&mut fates).enumerate() {
            *fate = act.sent(&mut way, &self.talks);
            match fate {
                Fate::Done => done(number)?,
                Fate::Refused(_) => {}
                Fate::Unheard => break,
            }
        }
        Ok(fates)
    }

    /// Starts the program over a folder, and looks whether what was acknowledged is there, once.
    pub(crate) fn holds(&self, runtime: &Runtime, folder: &Path, fates: &[Fate]) -> Result<()> {
        let program = self.launch(folder).started()?;
        let mut ledger = Ledger::new()?;
        for (act, fate) in self.acts.iter().zip(fates) {
            ledger.sent(act.clone(), *fate);
        }
        self.looked_at(runtime, (&program, folder), &mut ledger)?;
        let full = self.acts.iter().zip(fates);
        let full = full.filter(|(_, fate)| **fate == Fate::Refused(FULL));
        for (act, _) in full {
            let is_there = ledger.times(act.id) > 0;
            ensure!(!is_there, "`{}` was refused and is there", act.words);
        }
        Ok(())
    }

    /// Sends everything again, and looks whether all of it is there, once.
    pub(crate) fn holds_all(&self, runtime: &Runtime, folder: &Path) -> Result<()> {
        let program = self.launch(folder).started()?;
        let fates = self.played(&program, |_| Ok(()))?;
        let refused = fates.iter().find(|fate| **fate != Fate::Done);
        ensure!(refused.is_none(), "sent again, an act came to {refused:?}");
        let mut ledger = Ledger::new()?;
        for act in &self.acts {
            ledger.sent(act.clone(), Fate::Done);
        }
        self.looked_at(runtime, (&program, folder), &mut ledger)
    }

    fn looked_at(
        &self,
        runtime: &Runtime,
        (program, folder): (&Program, &Path),
        ledger: &mut Ledger,
    ) -> Result<()> {
        let everywhere: Vec<Audience> = self.talks.ring.audiences().cloned().collect();
        let team = self.talks.person(0)?;
        ledger.is_shown(&shown(&mut program.way()?, team)?, &everywhere)?;
        runtime.block_on(ledger.check(&self.talks, &store(folder)))
    }
}

/// The store in a folder; its lock stands beside it, in the same folder.
fn store(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("store").display())
}

/// Lays files into a folder that has nothing else in it.
pub(crate) fn lay(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).context("emptying a folder")?;
    }
    std::fs::create_dir_all(folder).context("making a folder")?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above).context("making a folder")?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("writing `{}`", path.display()))?;
    }
    Ok(())
}

/// The files below a folder, by their names in another above them.
fn files(folder: &Path, above: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).context("reading a folder")? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(&path, above)?);
        } else {
            let name = path.strip_prefix(above).context("a file elsewhere")?;
            found.insert(name.to_path_buf(), std::fs::read(&path)?);
        }
    }
    Ok(found)
}
