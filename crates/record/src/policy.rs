//! Who must have signed a checkpoint before it is believed (C2SP tlog-policy).
//!
//! A signature of a key that nobody knows says nothing, so a note is never believed because
//! *something* has signed it.

use crate::checkpoint::Checkpoint;
use crate::key::{KeyKind, VerifierKey};
use crate::lines::Lines;
use crate::note::Note;
use crate::{Distrust, ReadError};
use std::collections::BTreeMap;
use std::fmt;

/// How long a policy file may be.
const LENGTH_MAX: usize = 1_000_000;
/// The group of all witnesses.
const EVERYONE: &str = "everyone";
/// How many witnesses and groups a policy may name.
const MEMBERS_MAX: usize = 1_000;

/// The logs that are known, and the witnesses that must have cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<VerifierKey>,
    witnesses: Vec<VerifierKey>,
    quorum: Quorum,
}

/// Who must have cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Quorum {
    Nobody,
    Witness(String, usize),
    /// So many of these.
    Group {
        name: String,
        least: usize,
        of: Vec<Quorum>,
    },
}

impl Policy {
    /// A policy that believes one log, whoever else has seen it.
    #[must_use]
    pub fn of_log(log: VerifierKey) -> Self {
        Self::of_logs(vec![log])
    }

    /// A policy that believes some logs, whoever else has seen them.
    #[must_use]
    pub const fn of_logs(logs: Vec<VerifierKey>) -> Self {
        Self {
            logs,
            witnesses: Vec::new(),
            quorum: Quorum::Nobody,
        }
    }

    /// The same policy, which knows these witnesses too and asks nothing of them.
    #[must_use]
    pub fn knowing(mut self, witnesses: Vec<VerifierKey>) -> Self {
        self.witnesses.extend(witnesses);
        self
    }

    /// A policy that believes a log, under any of its keys, once all these witnesses have
    /// cosigned; each by a name of its own, which says its place among them.
    #[must_use]
    pub fn of_everyone(logs: Vec<VerifierKey>, witnesses: Vec<VerifierKey>) -> Self {
        let of =
            (0..witnesses.len()).map(|place| Quorum::Witness(format!("w{}", place + 1), place));
        let quorum = match witnesses.len() {
            0 => Quorum::Nobody,
            least => Quorum::Group {
                name: EVERYONE.to_owned(),
                least,
                of: of.collect(),
            },
        };
        Self {
            logs,
            witnesses,
            quorum,
        }
    }

    /// Reads a policy file.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let whole = Lines::text(bytes, LENGTH_MAX)?;
        let mut lines = Lines::of(whole);
        let mut draft = Draft::default();
        while !lines.is_empty() {
            let here = lines.clone();
            let line = lines.next("a line of a policy")?;
            let meant = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = meant
                .split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect();
            draft
                .take(&words)
                .map_err(|expected| here.wrong(line, expected))?;
        }
        let quorum = draft.quorum.ok_or(ReadError::End {
            line: lines.line(),
            expected: "a line `quorum`",
        })?;
        if draft.logs.is_empty() {
            return Err(ReadError::End {
                line: lines.line(),
                expected: "a line `log`",
            });
        }
        Ok(Self {
            logs: draft.logs,
            witnesses: draft.witnesses,
            quorum,
        })
    }

    /// All keys that it knows: of logs, then of witnesses.
    pub fn keys(&self) -> impl Iterator<Item = &VerifierKey> {
        self.logs.iter().chain(&self.witnesses)
    }

    /// The checkpoint of a note that is signed as this policy asks.
    ///
    /// # Errors
    ///
    /// If it is not, or is no checkpoint of a log that is known.
    pub fn check(&self, note: &Note) -> Result<Checkpoint, Distrust> {
        let told = Checkpoint::of_text(note.text())?;
        // A log that has changed its key is known under both.
        let of_log = self.logs.iter().filter(|log| *log.name() == told.origin);
        let of_log: Vec<VerifierKey> = of_log.cloned().collect();
        let Some(first) = self.logs.first() else {
            return Err(Distrust::Quorum {
                missing: told.origin.to_string(),
            });
        };
        if of_log.is_empty() {
            return Err(Distrust::Origin {
                expected: first.name().to_string(),
                found: told.origin.to_string(),
            });
        }
        if note.signers(&of_log)?.is_empty() {
            return Err(Distrust::Quorum {
                missing: told.origin.to_string(),
            });
        }
        let signed = note.signers(&self.witnesses)?;
        let has = |place: usize| {
            let key = self.witnesses.get(place);
            key.is_some_and(|key| signed.iter().any(|signed| signed.key == *key))
        };
        match self.quorum.missing(&has) {
            None => Ok(told),
            Some(missing) => Err(Distrust::Quorum {
                missing: missing.to_owned(),
            }),
        }
    }
}

impl Quorum {
    /// Writes the lines of all who are in it, and gives its name.
    fn written(
        &self,
        f: &mut fmt::Formatter<'_>,
        witnesses: &[VerifierKey],
    ) -> Result<Option<&str>, fmt::Error> {
        match self {
            Self::Nobody => Ok(None),
            Self::Witness(name, place) => {
                let key = witnesses.get(*place).ok_or(fmt::Error)?;
                writeln!(f, "witness {name} {key}")?;
                Ok(Some(name))
            }
            Self::Group { name, least, of } => {
                let mut members = Vec::new();
                for member in of {
                    members.extend(member.written(f, witnesses)?);
                }
                let least = match *least {
                    least if least == of.len() => "all".to_owned(),
                    least => least.to_string(),
                };
                writeln!(f, "group {name} {least} {}", members.join(" "))?;
                Ok(Some(name))
            }
        }
    }

    /// Who is missing, if it is not reached.
    fn missing(&self, has: &impl Fn(usize) -> bool) -> Option<&str> {
        match self {
            Self::Nobody => None,
            Self::Witness(name, place) => (!has(*place)).then_some(name),
            Self::Group { name, least, of } => {
                let there = of.iter().filter(|member| member.missing(has).is_none());
                (there.count() < *least).then_some(name)
            }
        }
    }
}

/// A policy as a file: it is read again as the same policy.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for log in &self.logs {
            writeln!(f, "log {log}")?;
        }
        match self.quorum.written(f, &self.witnesses)? {
            Some(name) => writeln!(f, "quorum {name}"),
            None => writeln!(f, "quorum none"),
        }
    }
}

/// A policy of which some lines were read.
#[derive(Default)]
struct Draft {
    logs: Vec<VerifierKey>,
    witnesses: Vec<VerifierKey>,
    /// What may still become the member of a group, or the quorum.
    free: BTreeMap<String, Quorum>,
    names: Vec<String>,
    quorum: Option<Quorum>,
}

impl Draft {
    /// Takes a line, or says what was expected.
    fn take(&mut self, words: &[&str]) -> Result<(), &'static str> {
        match words {
            [] => Ok(()),
            ["log", key] | ["log", key, _] => {
                let key = verifier(key, KeyKind::Log).ok_or("the vkey of a log")?;
                self.logs.push(key);
                Ok(())
            }
            ["witness", name, key] | ["witness", name, key, _] => {
                let key = verifier(key, KeyKind::Witness).ok_or("the vkey of a witness")?;
                let member = Quorum::Witness((*name).to_owned(), self.witnesses.len());
                self.witnesses.push(key);
                self.name(name, member)
            }
            ["group", name, least, of @ ..] if !of.is_empty() => {
                let least = match *least {
                    "any" => Some(1),
                    "all" => Some(of.len()),
                    number => number.parse().ok(),
                };
                let least = least.filter(|least| (1..=of.len()).contains(least));
                let least = least.ok_or("`any`, `all`, or a number of the members")?;
                let members = of.iter().map(|member| self.free.remove(*member));
                let of: Option<Vec<Quorum>> = members.collect();
                let of = of.ok_or("members that were named before, each in one group")?;
                let name_kept = (*name).to_owned();
                let group = Quorum::Group {
                    name: name_kept,
                    least,
                    of,
                };
                self.name(name, group)
            }
            ["quorum", name] if self.quorum.is_none() => {
                let quorum = match *name {
                    "none" => Quorum::Nobody,
                    name => self
                        .free
                        .remove(name)
                        .ok_or("`none`, or a name given before")?,
                };
                self.quorum = Some(quorum);
                Ok(())
            }
            ["quorum", ..] => Err("one line `quorum` with a name"),
            _ => Err("`log`, `witness`, `group` or `quorum`"),
        }
    }

    fn name(&mut self, name: &str, member: Quorum) -> Result<(), &'static str> {
        if name == "none" || self.names.iter().any(|known| known == name) {
            return Err("a name that nothing else has");
        }
        if self.names.len() == MEMBERS_MAX {
            return Err("at most 1,000 witnesses and groups");
        }
        self.names.push(name.to_owned());
        self.free.insert(name.to_owned(), member);
        Ok(())
    }
}

fn verifier(words: &str, kind: KeyKind) -> Option<VerifierKey> {
    VerifierKey::of_words(words).filter(|key| key.kind() == kind)
}
