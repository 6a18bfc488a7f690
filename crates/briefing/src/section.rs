//! The sections of a briefing: one file for each answer.

pub(crate) mod declared;
pub(crate) mod funding;
pub(crate) mod limits;
pub(crate) mod linkages;
pub(crate) mod money;
pub(crate) mod order;
pub(crate) mod overview;
pub(crate) mod points;
pub(crate) mod rounds;
pub(crate) mod signals;
pub(crate) mod sources;

pub use order::span_words;
