//! Briefings: a question about a case, answered in words, tables and pictures for one seat.
//!
//! Invariant: everything here reads a case through a `View`, so a briefing holds nothing that its
//! seat may not know.
// tidy: long, because each question is a module that stands alone behind one door; a second crate
// would need the desk, the names and the shapes of this one made public.

mod briefing;
mod desk;
mod explore;
mod figures;
mod html;
mod in_words;
mod leak;
mod markup;
mod names;
mod picture;
mod prepare;
mod question;
mod reach;
mod section;
mod text;

pub use briefing::{
    Align, Block, Briefing, Cell, Column, Found, Place, Section, Table, Verdict, glyph, status_word,
};
pub use explore::{
    Acceptable, Choices, Exploration, Exploring, Levers, Sheet, Why, explore, levers, own, weigh,
    weigh_own,
};
pub use html::Direction;
pub use in_words::{joint_words, own_words, words_on};
pub use leak::{
    Leak, LeakError, Sharing, Warning, counts_in, leak, leak_of_count, named_options, nearness,
};
pub use picture::{
    ActDot, Acts, Axis, Dot, DotKind, Gains, MoneyPart, PeriodBar, Periods, Picture, Step,
};
pub use prepare::{BriefingError, funding, prepare};
pub use question::Question;
pub use section::span_words;
pub use text::Detail;
