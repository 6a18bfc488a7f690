//! A receipt: what was shown to a seat and when, with the proof, in a file that needs nobody else.
//!
//! Invariant: a receipt that was read is written again byte for byte.

use crate::checkpoint::Checkpoint;
use crate::entry::{Entry, Issue};
use crate::fault::Distrust;
use crate::framework::{Framework, FrameworkPoint};
use crate::key::{KeyKind, VerifierKey};
use crate::lines::{Lines, number};
use crate::note::{Signed, moved};
use crate::policy::Policy;
use crate::proof_file::ProofFile;
use crate::{ReadError, spoken};
use std::fmt;

const HEAD: &str = "onetext-receipt/v1";
/// How long a receipt may be.
const LENGTH_MAX: usize = 64_000_000;
/// How many witnesses and points a receipt may name.
const WITNESSES_MAX: usize = 100;
const POINTS_MAX: usize = 100_000;

/// What was shown to a seat, with the proof that it is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The key that the log signs with, as the receipt tells it.
    pub log: VerifierKey,
    /// The keys of the witnesses that have cosigned, as the receipt tells them.
    pub witnesses: Vec<VerifierKey>,
    /// That the text was shown, to whom and when.
    pub issue: Issue,
    /// The text.
    pub framework: Framework,
    /// That the entry is in the log.
    pub proof: ProofFile,
}

/// What a receipt was found to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How far the log had come.
    pub checkpoint: Checkpoint,
    /// Who has signed the checkpoint, of those known.
    pub signed: Vec<Signed>,
    /// The words to read out, to compare with somebody else's.
    pub spoken: String,
}

impl Receipt {
    /// Checks text, entry, proof and signatures.
    ///
    /// Without a policy, the keys are those that the receipt itself tells: then it is shown that
    /// nobody has changed the receipt but its maker, and no more.
    ///
    /// # Errors
    ///
    /// If anything of it does not hold.
    pub fn verify(&self, policy: Option<&Policy>) -> Result<Verified, Distrust> {
        let root = self.framework.root();
        if root != self.issue.text.root {
            return Err(Distrust::Words {
                expected: self.issue.text.root.to_string(),
                found: root.to_string(),
            });
        }
        let told = Policy::of_log(self.log.clone());
        let entry = Entry::Issue(self.issue.clone()).to_string();
        let policy = policy.unwrap_or(&told);
        let checkpoint = self.proof.verify(entry.as_bytes(), policy)?;
        let mut known: Vec<VerifierKey> = policy.keys().cloned().collect();
        known.extend(self.witnesses.iter().cloned());
        Ok(Verified {
            checkpoint,
            signed: self.proof.checkpoint.signers(&known)?,
            spoken: spoken(&root),
        })
    }

    /// The receipt without its text: the proof, with the entry beside it. It is short enough for a
    /// picture that a telephone reads, and is checked with the key of the log.
    #[must_use]
    pub fn slip(&self) -> ProofFile {
        let entry = Entry::Issue(self.issue.clone()).to_string();
        ProofFile {
            extra: Some(entry.into_bytes()),
            ..self.proof.clone()
        }
    }

    /// Reads a receipt.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut lines = Lines::of(Lines::text(bytes, LENGTH_MAX)?);
        lines.read("`onetext-receipt/v1`", |line| (line == HEAD).then_some(()))?;
        let log = lines.read_field(("log", "`log` and a vkey"), |words| {
            key(words, KeyKind::Log)
        })?;
        let mut witnesses = Vec::new();
        while let Some(words) = lines.optional("witness", "`witness` and a vkey")? {
            let read = key(words, KeyKind::Witness).filter(|_| witnesses.len() < WITNESSES_MAX);
            witnesses.push(read.ok_or_else(|| lines.wrong(words, "the vkey of a witness"))?);
        }
        let here = lines.clone();
        let block = block(&mut lines, "entry")?;
        let issue = match Entry::read(block.as_bytes()) {
            Ok(Entry::Issue(issue)) => issue,
            Ok(Entry::Framework { .. } | Entry::Sealed(_) | Entry::Key(_) | Entry::Anew(_)) => {
                return Err(here.wrong(block, "an entry of kind `issue`"));
            }
            Err(why) => return Err(moved(why, here.line())),
        };
        let framework = framework_of(&mut lines, issue.text.version)?;
        lines.read("`proof`", |line| (line == "proof").then_some(()))?;
        let proof = ProofFile::read(lines.rest().as_bytes());
        Ok(Self {
            log,
            witnesses,
            issue,
            framework,
            proof: proof.map_err(|why| moved(why, lines.line() - 1))?,
        })
    }
}

fn key(words: &str, kind: KeyKind) -> Option<VerifierKey> {
    VerifierKey::of_words(words).filter(|key| key.kind() == kind)
}

/// A word, the length of what follows on the next lines, and that.
fn block<'a>(lines: &mut Lines<'a>, word: &str) -> Result<&'a str, ReadError> {
    let length = lines.read_field((word, "a length in bytes"), length)?;
    lines.block(length, "as many bytes as the length says, and a line feed")
}

fn length(words: &str) -> Option<usize> {
    usize::try_from(number(words)?).ok()
}

fn framework_of(lines: &mut Lines<'_>, version: u32) -> Result<Framework, ReadError> {
    let talks = lines.field("talks", "`talks` and a name")?;
    let unfit =
        |lines: &Lines<'_>, words: &str| lines.wrong(words, "words of a text in canonical form");
    let mut framework = Framework::new(talks, version).map_err(|_| unfit(lines, talks))?;
    let mut points = 0;
    let mut last = ("", 0);
    while let Some(head) = lines.optional("point", "`point`")? {
        points += 1;
        let parts: Vec<&str> = head.split(' ').collect();
        let &[language, digits, heading, text] = parts.as_slice() else {
            return Err(lines.wrong(head, "language, number and two lengths"));
        };
        let place = number(digits).and_then(|number| u16::try_from(number).ok());
        let (Some(place), Some(heading), Some(text)) = (place, length(heading), length(text))
        else {
            return Err(lines.wrong(head, "language, number and two lengths"));
        };
        let heading = lines.block(heading, "the heading")?;
        let words = lines.block(text, "the words of the point")?;
        let point = FrameworkPoint::new(place, heading, words).map_err(|_| unfit(lines, words))?;
        let canonical = point.heading() == heading && point.text() == words;
        if !canonical || points > POINTS_MAX {
            return Err(unfit(lines, words));
        }
        if (language, place) < last {
            return Err(lines.wrong(head, "points by language, each by number"));
        }
        last = (language, place);
        framework
            .add(language, point)
            .map_err(|_| unfit(lines, language))?;
    }
    Ok(framework)
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}\nlog {}", self.log)?;
        for witness in &self.witnesses {
            writeln!(f, "witness {witness}")?;
        }
        let entry = Entry::Issue(self.issue.clone()).to_string();
        writeln!(f, "entry {}\n{entry}", entry.len())?;
        writeln!(f, "talks {}", self.framework.talks())?;
        for (language, points) in self.framework.languages() {
            for point in points {
                let (heading, text) = (point.heading(), point.text());
                let (long, longer) = (heading.len(), text.len());
                writeln!(f, "point {language} {} {long} {longer}", point.number())?;
                writeln!(f, "{heading}\n{text}")?;
            }
        }
        write!(f, "proof\n{}", self.proof)
    }
}
