//! Talks played by simulated parties: alternating offers without a mediator, and one text that a
//! mediator carries from room to room.
//!
//! Everything is indices and integers. A simulated party stands for nobody: it is a stance and a
//! [`Manner`]. Chance is an argument: a *coin* is a number of 64 bits that somebody drew, and it is
//! written down, so that the whole of any talks can be replayed without the method that played
//! them.
//!
//! - Alternating offers ([`Offers`]): after Rubinstein 1982 with a deadline, in the stacked form
//!   for several parties (Aydoğan, Festen, Hindriks and Jonker 2017, *Alternating offers protocols
//!   for multilateral negotiation*).
//! - How fast a party gives way ([`Pace`]): Faratin, Sierra and Jennings 1998, *Negotiation
//!   decision functions for autonomous agents*.
//! - One text ([`Sitting`]): Fisher 1978, *International mediation: a working guide*; Raiffa 1982,
//!   *The art and science of negotiation*; with votes on changes as Klein, Faratin, Sayama and
//!   Bar-Yam 2003 have them (*Protocols for negotiating complex contracts*).

mod chance;
mod manner;
mod offers;
mod pace;
mod put;
mod sitter;
mod sitting;

pub use chance::chance_of_yes;
pub use manner::{Company, Manner};
pub use offers::{Act, Offers, Played};
pub use pace::{Ends, Pace, WHOLE};
pub use put::{Grade, Put, Reply};
pub use sitter::Sitter;
pub use sitting::{Said, Sitting, may_be_put};
