//! The messages as they travel.

use super::{CELL, point};
use crate::paper::{Page, Paper};
use crate::{OverlapError, Question, RunId};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use sha2::{Digest, Sha256};

const ASK: &str = "ask";
const ANSWER: &str = "answer";

/// The asking side's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    run: RunId,
    point: [u8; 32],
}

/// The answering side's message: a point, and one cell for each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    run: RunId,
    to: [u8; 32],
    sent: [u8; 32],
    cells: Vec<u8>,
}

impl Ask {
    pub(super) const fn new(question: &Question, point: CompressedRistretto) -> Self {
        Self {
            run: question.run(),
            point: point.to_bytes(),
        }
    }

    /// What answers are bound to.
    pub(crate) fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"onetext-overlap/1 ask\0");
        hash.update(self.run.bytes());
        hash.update(self.point);
        hash.finalize().into()
    }

    /// Its point, if it is of this question.
    pub(super) fn opened(&self, question: &Question) -> Result<RistrettoPoint, OverlapError> {
        if self.run != question.run() {
            return Err(OverlapError::OtherQuestion(ASK));
        }
        point(&self.point).ok_or(OverlapError::Damaged(ASK))
    }

    /// That it is of this question, and holds what a message holds.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, question: &Question) -> Result<(), OverlapError> {
        self.opened(question).map(|_| ())
    }

    /// The message as a file.
    #[must_use]
    pub fn written(&self) -> String {
        Paper::new(ASK)
            .line("run", &self.run.to_string())
            .bytes("point", &self.point)
            .finished()
    }

    /// The message that a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn read(file: &str) -> Result<Self, OverlapError> {
        let mut page = Page::open(ASK, file)?;
        let run = RunId::new(page.bytes("run")?);
        let point = page.bytes("point")?;
        page.end()?;
        Ok(Self { run, point })
    }
}

impl Answer {
    pub(super) fn new(
        question: &Question,
        to: [u8; 32],
        (sent, cells): (CompressedRistretto, Vec<u8>),
    ) -> Self {
        Self {
            run: question.run(),
            to,
            sent: sent.to_bytes(),
            cells,
        }
    }

    /// Its point, if it answers this message of this question.
    pub(super) fn opened(
        &self,
        question: &Question,
        ask: &Ask,
    ) -> Result<RistrettoPoint, OverlapError> {
        if self.run != question.run() {
            return Err(OverlapError::OtherQuestion(ANSWER));
        }
        if self.to != ask.digest() {
            return Err(OverlapError::OtherAsk);
        }
        let cells = usize::try_from(question.steps()).map(|steps| steps.saturating_mul(CELL));
        if cells != Ok(self.cells.len()) {
            return Err(OverlapError::Damaged(ANSWER));
        }
        point(&self.sent).ok_or(OverlapError::Damaged(ANSWER))
    }

    /// That it answers this message of this question, and holds what an answer holds.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, question: &Question, ask: &Ask) -> Result<(), OverlapError> {
        self.opened(question, ask).map(|_| ())
    }

    pub(super) const fn sent(&self) -> CompressedRistretto {
        CompressedRistretto(self.sent)
    }

    /// The cell of a place.
    pub(super) fn cell(&self, place: u32) -> Option<&[u8]> {
        let start = usize::try_from(place).ok()?.checked_mul(CELL)?;
        self.cells.get(start..start.checked_add(CELL)?)
    }

    /// The answer as a file.
    #[must_use]
    pub fn written(&self) -> String {
        Paper::new(ANSWER)
            .line("run", &self.run.to_string())
            .bytes("to", &self.to)
            .bytes("point", &self.sent)
            .block(&self.cells)
            .finished()
    }

    /// The answer that a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn read(file: &str) -> Result<Self, OverlapError> {
        let mut page = Page::open(ANSWER, file)?;
        let run = RunId::new(page.bytes("run")?);
        let to = page.bytes("to")?;
        let sent = page.bytes("point")?;
        let cells = page.block("cells")?;
        page.end()?;
        Ok(Self {
            run,
            to,
            sent,
            cells,
        })
    }
}
