//! `onetext record verify`: whether a paper shows what it says.

use super::paper::{Paper, bytes, policy};
use crate::answer::Answer;
use anyhow::{Result, bail};
use clap::Args;
use record::{Checkpoint, Distrust, Policy, Receipt, Signed, Verified};
use std::io::{self, Write};
use std::path::PathBuf;

/// Check a receipt, a proof or a checkpoint against the keys that you know.
#[derive(Args)]
pub(crate) struct Verify {
    /// A receipt, a `.tlog-proof` file, or a checkpoint.
    file: PathBuf,
    /// The key of the log, as its vkey or a file with it.
    #[arg(long, value_name = "VKEY", conflicts_with = "policy")]
    key: Option<String>,
    /// Who must have signed (a file in the form of C2SP tlog-policy).
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// For a `.tlog-proof` file: the entry that it proves.
    #[arg(long, value_name = "FILE")]
    entry: Option<PathBuf>,
}

impl Verify {
    pub(super) fn run(self) -> Result<Answer> {
        let paper = Paper::read(&self.file)?;
        let policy = policy(self.key.as_deref(), self.policy.as_deref())?;
        let mut out = io::stdout().lock();
        let told = match (&paper, &policy) {
            (Paper::Receipt(receipt), policy) => receipt
                .verify(policy.as_ref())
                .map(|verified| of_receipt(receipt, &verified, policy.as_ref())),
            (_, None) => {
                bail!("a checkpoint is checked with a key that you know\nhint: --key VKEY")
            }
            (Paper::Proof(proof), Some(policy)) => {
                let Some(entry) = &self.entry else {
                    bail!("a proof is of an entry\nhint: --entry FILE");
                };
                let checkpoint = proof.verify(&bytes(entry)?, policy);
                checkpoint.map(|checkpoint| of_checkpoint(&checkpoint))
            }
            (Paper::Checkpoint(note), Some(policy)) => policy
                .check(note)
                .map(|checkpoint| of_checkpoint(&checkpoint)),
        };
        match told {
            Ok(words) => {
                write!(out, "{words}")?;
                Ok(Answer::Yes)
            }
            Err(Distrust::Unread(why)) => Err(why.into()),
            Err(why) => {
                writeln!(out, "It does not verify: {why}")?;
                Ok(Answer::No)
            }
        }
    }
}

fn of_receipt(receipt: &Receipt, verified: &Verified, policy: Option<&Policy>) -> String {
    let text = &receipt.issue.text;
    let mut words = format!(
        "It verifies.\n\
         Draft {} ({} points, {}) was shown to {} at {} seconds since 1970 UTC.\n\
         The log had {} entries; this is entry {}.\n",
        text.version,
        text.points,
        text.languages.join(", "),
        receipt.issue.seat,
        receipt.issue.at,
        verified.checkpoint.head.size,
        receipt.proof.leaf,
    );
    for signed in &verified.signed {
        words.push_str(&format!("Signed by {}.\n", by(signed)));
    }
    if policy.is_none() {
        words.push_str(
            "The keys are those that the receipt itself names: compare them with what you were \
             given by another way, and check again with --key or --policy.\n",
        );
    }
    words + &format!("To compare by voice: {}\n", verified.spoken)
}

fn by(signed: &Signed) -> String {
    match signed.at {
        Some(at) => format!("{} at {at} seconds since 1970 UTC", signed.key),
        None => signed.key.to_string(),
    }
}

fn of_checkpoint(checkpoint: &Checkpoint) -> String {
    let head = &checkpoint.head;
    format!(
        "It verifies.\nThe log {} has {} entries.\nTo compare by voice: {}\n",
        checkpoint.origin,
        head.size,
        record::spoken(&head.root)
    )
}
