//! The blind check of overlap: whether two numbers meet, and nothing else.
//!
//! One side accepts a number or more, the other a number or less, both on one grid of steps. The
//! check says whether some step suits both. Neither side hands its number to anybody: each works on
//! its own machine, and what travels between them is a message each way.
//!
//! The method is a 1-of-N oblivious transfer on ristretto255, after Bellare and Micali (1989) and
//! Naor and Pinkas (2001). For each step the answering side enciphers one bit: whether the check
//! would say yes if the asking side's number were this step. The asking side can open the bit of
//! its own step and no other; its message is uniform whatever its step. [`transfer`] has the sums.
//!
//! What is promised holds for sides that follow the protocol. Nobody can be kept from putting in
//! another number than its own, from asking again under another question, or from reading what the
//! answer itself says: a yes or a no is one bit about the other side's number.
//!
//! Invariant: nothing here reads a clock, a file or chance; random bytes come in as arguments, and
//! a secret has no `Debug` and is wiped when it is dropped.

mod fault;
mod number;
mod paper;
mod question;
mod secret;
pub mod transfer;

pub use fault::OverlapError;
pub use number::Number;
pub use question::{Question, Role, RunId, STEPS_MAX, Side};
pub use secret::{Commitment, Secret};
pub use transfer::{Answer, Ask, Verdict};
