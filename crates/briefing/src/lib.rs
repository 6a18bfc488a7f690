//! Briefings: a question about a case, answered in words, tables and pictures for one seat.
//!
//! Invariant: everything here reads a case through a `View`, so a briefing holds nothing that its
//! seat may not know.
// tidy: long, because each question is a module that stands alone behind one door; a second crate
// would need the desk, the names and the shapes of this one made public.

mod briefing;
mod consensus;
mod desk;
mod explore;
mod figures;
mod guarantee;
mod html;
mod in_words;
mod leak;
mod markup;
mod names;
mod picture;
mod prepare;
mod question;
mod reach;
mod readiness;
mod rounds;
mod section;
mod signal;
mod talks;
mod text;
mod timetable;
mod valued;

pub use briefing::{
    Align, Block, Briefing, Cell, Column, Found, Place, Section, Table, Verdict, glyph, status_word,
};
pub use explore::{
    Acceptable, Choices, Exploration, Exploring, Levers, Sheet, Why, explore, levers, own, weigh,
    weigh_own,
};
pub use guarantee::{
    REHEARSED_HOURS_MAX, Rehearsal, RehearsalError, guarantees, rehearse, reopened,
};
pub use html::Direction;
pub use in_words::{joint_words, own_words, words_on};
pub use leak::{
    Leak, LeakError, Sharing, Warning, counts_in, leak, leak_of_count, named_options, nearness,
};
pub use picture::{
    ActDot, Acts, Axis, Bar, Convergence, ConvergenceRow, Course, Courses, Dot, DotKind, Exposed,
    Fate, Gains, Gantt, Ladder, LadderKind, LadderMark, LadderRow, Lineage, LineagePoint,
    LineageText, MoneyPart, PeriodBar, Periods, Picture, ShareBar, ShareGroup, Shares, Stair, Step,
    Thread, Tick, ToneRow, Tones, between_letter, between_words, svg_file,
};
pub use prepare::{
    BriefingError, consensus, funding, matrix, order, prepare, readiness, rivals, rounds, signals,
    state,
};
pub use question::Question;
pub use section::{
    Counter, DRAWS, Issued, MatrixRow, Query, progress_words, span_words, when_words,
};
pub use talks::{ROUNDS_MAX, RUNS_MAX, Talks, TalksError, TalksRun, rehearse_talks};
pub use text::Detail;
pub use timetable::{
    Arrow, Curve, Kept, Moment, NoTimetable, ORDER_NODES_MAX, Row, Timetable, Ways, timetable,
};
pub use valued::{Valued, questions_to, robust, robust_by, valued};
