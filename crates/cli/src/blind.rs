//! `onetext overlap`: a side's part in a blind check, on its own machine.
//!
//! Invariant: the number is read from standard input and stands in the file of the secret alone; no
//! message holds it, and no argument does, for arguments stand in histories and in lists of
//! processes. A secret that has answered one message answers no other, and that it has is on the
//! disk before its answer is given out.

use crate::answer::Answer;
use crate::private::private;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use overlap::{Ask, Commitment, Number, Question, Role, RunId, Secret, Side, Verdict};
use rand::TryRng;
use rand::rngs::SysRng;
use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How much of a file is read: more than any of them may have.
const BYTES_MAX: u64 = 1_000_000;

/// Find out whether two numbers meet, without telling either.
///
/// Both sides commit; one asks, the other answers, the first reads. What each step prints goes to
/// the other side, by the page of the check in the workspace or on a stick; the secret stays. The
/// answer says whether some step suits both, and that is one bit about the other side's number. The
/// program cannot keep a side from putting in another number than its own.
#[derive(Subcommand)]
pub(crate) enum Blind {
    Put(Put),
    Commit(Commit),
    Ask(Asking),
    Answer(Answering),
    Read(Reading),
    Verify(Verify),
}

/// Write a question, where no workspace has put one.
#[derive(Args)]
pub(crate) struct Put {
    /// The first number of the grid.
    #[arg(long, allow_hyphen_values = true)]
    from: String,
    /// How far apart its numbers are.
    #[arg(long)]
    step: String,
    /// How many numbers it has.
    #[arg(long)]
    steps: u32,
    /// What suits the side that asks: its number or more, or its number or less.
    #[arg(long, value_enum)]
    asks: Suits,
}

/// Settle on a number, read from standard input, and print the commitment to it.
#[derive(Args)]
pub(crate) struct Commit {
    /// The question.
    question: PathBuf,
    /// Whether this side asks or answers.
    #[arg(long, value_enum)]
    role: Part,
    /// Where the secret is kept; only its owner may read it.
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
}

/// Print the message of the side that asks.
#[derive(Args)]
pub(crate) struct Asking {
    /// The question.
    question: PathBuf,
    /// The secret of this side.
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
}

/// Print the answer to a message.
#[derive(Args)]
pub(crate) struct Answering {
    /// The question.
    question: PathBuf,
    /// The message of the side that asks.
    ask: PathBuf,
    /// The secret of this side.
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
}

/// Read an answer: whether the two numbers meet.
#[derive(Args)]
pub(crate) struct Reading {
    /// The question.
    question: PathBuf,
    /// The answer.
    answer: PathBuf,
    /// The secret of this side.
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
}

/// Check that a secret, shown afterwards, is the one that was committed to.
#[derive(Args)]
pub(crate) struct Verify {
    /// The question.
    question: PathBuf,
    /// The commitment.
    commitment: PathBuf,
    /// The secret.
    #[arg(long, value_name = "FILE")]
    secret: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Suits {
    AtLeast,
    AtMost,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    Asks,
    Answers,
}

impl Blind {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        match self {
            Self::Put(put) => put.run(),
            Self::Commit(commit) => commit.run(&mut io::stdin().lock(), &mut io::stdout()),
            Self::Ask(ask) => ask.run(&mut io::stdout()),
            Self::Answer(answer) => answer.run(&mut io::stdout()),
            Self::Read(read) => read.run(),
            Self::Verify(verify) => verify.run(),
        }
    }
}

impl Put {
    fn run(self) -> Result<Answer> {
        let mut run = [0; 16];
        random(&mut run)?;
        let asks = match self.asks {
            Suits::AtLeast => Side::AtLeast,
            Suits::AtMost => Side::AtMost,
        };
        let grid = (Number::read(&self.from)?, Number::read(&self.step)?);
        let question = Question::new(RunId::new(run), grid, self.steps, asks)?;
        write!(io::stdout(), "{}", question.written())?;
        Ok(Answer::Yes)
    }
}

impl Commit {
    fn run(self, typed: &mut impl BufRead, out: &mut impl Write) -> Result<Answer> {
        let question = question(&self.question)?;
        let role = match self.role {
            Part::Asks => Role::Asks,
            Part::Answers => Role::Answers,
        };
        eprintln!(
            "Your side can accept its number or {}. Type it and press Enter; from {} to {} in \
             steps of {}:",
            match question.side(role) {
                Side::AtLeast => "more",
                Side::AtMost => "less",
            },
            question.low(),
            question.high(),
            question.step()
        );
        let mut line = Zeroizing::new(String::new());
        typed
            .read_line(&mut line)
            .context("nothing could be read")?;
        let number = Number::read(line.trim())?;
        let mut seed = Zeroizing::new([0; 32]);
        random(seed.as_mut_slice())?;
        let secret = Secret::new(&question, role, number, *seed)?;
        let commitment = secret.commitment(&question)?;
        let place = || format!("`{}`", self.secret.display());
        let mut file = private(&self.secret).with_context(place)?;
        let written = Zeroizing::new(secret.written());
        file.write_all(written.as_bytes()).with_context(place)?;
        file.sync_all().with_context(place)?;
        write!(out, "{}", commitment.written())?;
        Ok(Answer::Yes)
    }
}

impl Asking {
    fn run(self, out: &mut impl Write) -> Result<Answer> {
        let (question, secret) = (question(&self.question)?, secret(&self.secret)?);
        write!(out, "{}", secret.ask(&question)?.written())?;
        Ok(Answer::Yes)
    }
}

impl Answering {
    fn run(self, out: &mut impl Write) -> Result<Answer> {
        let (question, secret) = (question(&self.question)?, secret(&self.secret)?);
        let ask = read(&self.ask, Ask::read)?;
        let answer = secret.answer(&question, &ask)?;
        keep(&self.secret, &secret.having_answered(&ask)?)?;
        write!(out, "{}", answer.written())?;
        Ok(Answer::Yes)
    }
}

impl Reading {
    fn run(self) -> Result<Answer> {
        let (question, secret) = (question(&self.question)?, secret(&self.secret)?);
        let answer = read(&self.answer, overlap::Answer::read)?;
        match secret.read_answer(&question, &answer)? {
            Verdict::Overlap => {
                writeln!(io::stdout(), "overlap: some number suits both sides")?;
                Ok(Answer::Yes)
            }
            Verdict::Apart => {
                writeln!(
                    io::stdout(),
                    "no overlap: no number of the grid suits both sides"
                )?;
                Ok(Answer::No)
            }
        }
    }
}

impl Verify {
    fn run(self) -> Result<Answer> {
        let (question, secret) = (question(&self.question)?, secret(&self.secret)?);
        let commitment = read(&self.commitment, Commitment::read)?;
        if commitment.is_of(&secret, &question) {
            writeln!(
                io::stdout(),
                "This secret is the one that was committed to."
            )?;
            return Ok(Answer::Yes);
        }
        writeln!(
            io::stdout(),
            "This secret is not the one that was committed to."
        )?;
        Ok(Answer::No)
    }
}

fn question(path: &Path) -> Result<Question> {
    read(path, Question::read)
}

fn secret(path: &Path) -> Result<Secret> {
    read(path, Secret::read)
}

/// What a file holds.
fn read<T>(path: &Path, of: fn(&str) -> Result<T, overlap::OverlapError>) -> Result<T> {
    let place = || format!("`{}`", path.display());
    let mut words = Zeroizing::new(String::new());
    let file = File::open(path).with_context(place)?;
    file.take(BYTES_MAX)
        .read_to_string(&mut words)
        .with_context(place)?;
    of(&words).with_context(place)
}

/// Keeps a secret that has changed: whole or not at all.
fn keep(path: &Path, secret: &Secret) -> Result<()> {
    let beside = path.with_extension("new");
    let place = || format!("`{}`", beside.display());
    if beside.exists() {
        bail!(
            "`{}` is in the way\nhint: a step was cut off; delete it and take the step again",
            beside.display()
        );
    }
    let mut file = private(&beside).with_context(place)?;
    let written = Zeroizing::new(secret.written());
    file.write_all(written.as_bytes()).with_context(place)?;
    file.sync_all().with_context(place)?;
    std::fs::rename(&beside, path).with_context(place)
}

fn random(bytes: &mut [u8]) -> Result<()> {
    SysRng
        .try_fill_bytes(bytes)
        .context("this machine gives no random bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let bits = rand::random::<u128>();
            let folder = std::env::temp_dir().join(format!("onetext-overlap-{bits:032x}"));
            std::fs::create_dir(&folder).unwrap();
            let grid = (Number::read("0").unwrap(), Number::read("2").unwrap());
            let question = Question::new(RunId::new([1; 16]), grid, 7, Side::AtLeast).unwrap();
            std::fs::write(folder.join("question"), question.written()).unwrap();
            Self(folder)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }

        /// What a step prints, as a file of this name.
        fn out(&self, name: &str, step: impl FnOnce(&mut Vec<u8>) -> Result<Answer>) -> Result<()> {
            let mut out = Vec::new();
            step(&mut out)?;
            std::fs::write(self.file(name), out)?;
            Ok(())
        }

        fn commit(&self, role: Part, name: &str, typed: &str) -> Result<()> {
            let commit = Commit {
                question: self.file("question"),
                role,
                secret: self.file(name),
            };
            let file = format!("{name}.commitment");
            self.out(&file, |out| commit.run(&mut typed.as_bytes(), out))
        }

        fn checked(&self, asking: &str, answering: &str) -> Result<Answer> {
            self.commit(Part::Asks, "one", asking)?;
            self.commit(Part::Answers, "other", answering)?;
            let [question, secret] = ["question", "one"].map(|name| self.file(name));
            let ask = Asking { question, secret };
            self.out("ask", |out| ask.run(out))?;
            self.answer("ask", "answer")?;
            let [question, answer, secret] = ["question", "answer", "one"].map(|n| self.file(n));
            let read = Reading {
                question,
                answer,
                secret,
            };
            read.run()
        }

        fn answer(&self, ask: &str, name: &str) -> Result<()> {
            let [question, ask, secret] = ["question", ask, "other"].map(|n| self.file(n));
            let answer = Answering {
                question,
                ask,
                secret,
            };
            self.out(name, |out| answer.run(out))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn two_sides_find_out_whether_their_numbers_meet_from_files_alone() {
        for (asking, answering, verdict) in [
            ("4\n", "8\n", Answer::Yes),
            ("6", " 6 ", Answer::Yes),
            ("8", "4", Answer::No),
        ] {
            let folder = Folder::new();
            assert_eq!(folder.checked(asking, answering).unwrap(), verdict);
            // Asked again, the same bytes; asked by another message, nothing.
            folder.answer("ask", "again").unwrap();
            let bytes = |name: &str| std::fs::read(folder.file(name)).unwrap();
            assert_eq!(bytes("answer"), bytes("again"));
            folder.commit(Part::Asks, "second", "2").unwrap();
            let [question, secret] = ["question", "second"].map(|name| folder.file(name));
            let ask = Asking { question, secret };
            folder.out("ask2", |out| ask.run(out)).unwrap();
            let refused = folder.answer("ask2", "answer2").unwrap_err();
            assert!(format!("{refused:#}").contains("has answered another message"));
        }
    }

    #[test]
    fn a_number_off_the_grid_and_a_file_of_another_kind_are_refused_in_words() {
        let folder = Folder::new();
        let refused = folder.commit(Part::Asks, "one", "5").unwrap_err();
        assert!(
            format!("{refused:#}").contains("from 0 to 12 in steps of 2"),
            "{refused:#}"
        );
        assert!(!folder.file("one").exists());
        folder.commit(Part::Answers, "other", "4").unwrap();
        let refused = folder.answer("question", "answer").unwrap_err();
        assert!(
            format!("{refused:#}").contains("no ask of a blind check"),
            "{refused:#}"
        );
        let [question, commitment, secret] =
            ["question", "other.commitment", "other"].map(|name| folder.file(name));
        let verify = Verify {
            question,
            commitment,
            secret,
        };
        assert_eq!(verify.run().unwrap(), Answer::Yes);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_the_secret_before_and_after_an_answer() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new();
        folder.checked("4", "8").unwrap();
        for name in ["one", "other"] {
            let mode = std::fs::metadata(folder.file(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }
}
