//! The two messages, and how the asking side opens what it may.
//!
//! Let `G` be the generator and `T` a point that follows from the question alone, so that nobody
//! knows its logarithm. The asking side, whose number stands at place `c`, draws `r` and sends
//! `R = rG + cT`. The answering side draws `s` and sends `S = sG` and for each place `j` a bit
//! under a pad made from `s(R - jT)`. At its own place that is `rS`, which the asking side can work
//! out; at another it is `rS + (c - j)sT`, for which it would have to find `sT` from `S` and `T`.
//!
//! `R` is uniform whatever `c` is. What the answering side knows of `c` afterwards is nothing, and
//! what the asking side knows is one bit.

mod message;

pub use message::{Answer, Ask};

use crate::{OverlapError, Question, Role, Secret};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_TABLE as GENERATOR;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// How many bytes stand for one place: the bit, and what shows that its pad was the right one.
pub(crate) const CELL: usize = 17;

/// What the check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Some step suits both sides.
    Overlap,
    /// No step suits both.
    Apart,
}

/// The one cell of an answer.
type Cell = [u8; CELL];

impl Secret {
    /// The asking side's message; the same each time it is made from this secret.
    ///
    /// # Errors
    ///
    /// If the secret is of another question, or the answering side's.
    pub fn ask(&self, question: &Question) -> Result<Ask, OverlapError> {
        self.check(question, Role::Asks)?;
        let blind = self.scalar("ask", &[]);
        let point = blinded(&base(question), self.place(), &blind);
        Ok(Ask::new(question, point.compress()))
    }

    /// The answering side's message; the same each time it is made to this question.
    ///
    /// # Errors
    ///
    /// If the secret is of another question or the asking side's, the message is of another
    /// question, or another message was answered before.
    pub fn answer(&self, question: &Question, ask: &Ask) -> Result<Answer, OverlapError> {
        self.check(question, Role::Answers)?;
        let asked = ask.opened(question)?;
        self.having_answered(ask)?;
        let own = self.scalar("answer", &ask.digest());
        let sent = (&*own * GENERATOR).compress();
        let bound = bound(question, ask, &sent);
        let step = *own * base(question);
        let mut shared = *own * asked;
        let mut cells = Vec::new();
        for place in 0..question.steps() {
            let yes = u8::from(question.meet(place, self.place()));
            cells.extend(enciphered(yes, &pad(&bound, place, &shared.compress())));
            shared -= step;
        }
        Ok(Answer::new(question, ask.digest(), (sent, cells)))
    }

    /// What the answer says at the asking side's own step.
    ///
    /// # Errors
    ///
    /// If the secret, the message or the answer belong to another question or to each other's, or
    /// the answer does not open.
    pub fn read_answer(
        &self,
        question: &Question,
        answer: &Answer,
    ) -> Result<Verdict, OverlapError> {
        let ask = self.ask(question)?;
        let sent = answer.opened(question, &ask)?;
        let blind = self.scalar("ask", &[]);
        let shared = *blind * sent;
        let bound = bound(question, &ask, &answer.sent());
        let cell = answer.cell(self.place()).ok_or(OverlapError::NotOpened)?;
        match deciphered(cell, &pad(&bound, self.place(), &shared.compress())) {
            Some(1) => Ok(Verdict::Overlap),
            Some(0) => Ok(Verdict::Apart),
            Some(_) | None => Err(OverlapError::NotOpened),
        }
    }

    fn scalar(&self, used_for: &str, more: &[u8]) -> Zeroizing<Scalar> {
        let wide = Zeroizing::new(self.bytes(used_for, more));
        Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide))
    }
}

/// The point that a place is counted in: it follows from the question, so nobody has chosen it.
fn base(question: &Question) -> RistrettoPoint {
    let mut hash = Sha512::new();
    hash.update(b"onetext-overlap/1 point\0");
    hash.update(question.digest());
    RistrettoPoint::from_uniform_bytes(&hash.finalize().into())
}

/// A place under a blind.
fn blinded(base: &RistrettoPoint, place: u32, blind: &Scalar) -> RistrettoPoint {
    blind * GENERATOR + base * Scalar::from(place)
}

/// What all pads of one answer are bound to.
fn bound(question: &Question, ask: &Ask, sent: &CompressedRistretto) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"onetext-overlap/1 answer\0");
    hash.update(question.digest());
    hash.update(ask.digest());
    hash.update(sent.as_bytes());
    hash.finalize().into()
}

/// The pad of one place.
fn pad(bound: &[u8; 32], place: u32, shared: &CompressedRistretto) -> Cell {
    let mut hash = Sha256::new();
    hash.update(bound);
    hash.update(place.to_be_bytes());
    hash.update(shared.as_bytes());
    let whole: [u8; 32] = hash.finalize().into();
    let mut pad = [0; CELL];
    for (to, from) in pad.iter_mut().zip(whole) {
        *to = from;
    }
    pad
}

/// A bit under a pad: its first byte hides the bit, the others show whether a pad is the right one.
fn enciphered(bit: u8, pad: &Cell) -> Cell {
    let mut cell = *pad;
    if let Some(first) = cell.first_mut() {
        *first ^= bit;
    }
    cell
}

/// The bit of a cell, if the pad is the right one.
fn deciphered(cell: &[u8], pad: &Cell) -> Option<u8> {
    let (first, shows) = cell.split_first()?;
    let (hides, expected) = pad.split_first()?;
    bool::from(shows.ct_eq(expected)).then_some(first ^ hides)
}

/// The point that 32 bytes stand for; the point at rest is none.
fn point(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    let point = CompressedRistretto(*bytes).decompress()?;
    (point != RistrettoPoint::identity()).then_some(point)
}

#[cfg(test)]
mod tests;
