//! Exit codes: what a command answers to whoever called it.

use std::process::ExitCode;

/// What a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Yes, or done.
    Yes,
    /// It failed, or the command was wrong.
    Failed,
    /// No: nothing is acceptable under the case's figures, or a record does not verify.
    No,
    /// The case is not valid.
    NotValid,
    /// Interrupted, after printing the best answer so far with its bound.
    Interrupted,
}

impl From<Answer> for ExitCode {
    fn from(answer: Answer) -> Self {
        Self::from(match answer {
            Answer::Yes => 0,
            Answer::Failed => 1,
            Answer::No => 2,
            Answer::NotValid => 3,
            Answer::Interrupted => 130,
        })
    }
}

/// Says what was wrong with the command; `--help` and `--version` come here too, and are no fault.
pub(crate) fn to_wrong_usage(error: &clap::Error) -> ExitCode {
    let printed = error.print();
    match (error.use_stderr(), printed) {
        (false, Ok(())) => Answer::Yes.into(),
        (true, _) | (false, Err(_)) => Answer::Failed.into(),
    }
}
