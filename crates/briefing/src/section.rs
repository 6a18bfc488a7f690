//! The sections of a briefing: one file for each answer.

pub(crate) mod answers;
pub(crate) mod ask;
pub(crate) mod commitments;
pub(crate) mod declared;
pub(crate) mod explainer;
pub(crate) mod funding;
pub(crate) mod inferred;
pub(crate) mod labels;
pub(crate) mod ladders;
pub(crate) mod limits;
pub(crate) mod linkages;
pub(crate) mod money;
pub(crate) mod monitoring;
pub(crate) mod order;
pub(crate) mod overview;
pub(crate) mod plan;
pub(crate) mod points;
pub(crate) mod robust;
pub(crate) mod rounds;
pub(crate) mod said;
pub(crate) mod sources;
pub(crate) mod stability;
pub(crate) mod unsaid;

pub use answers::Query;
pub use ask::Issued;
pub use monitoring::{MatrixRow, progress_words};
pub use order::{span_words, when_words};
pub use robust::{Counter, DRAWS};
