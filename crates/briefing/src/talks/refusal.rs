//! Why talks are not rehearsed.

use case::PoseError;

/// Why talks are not rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TalksError {
    /// The case is about a conflict that goes on.
    #[error(
        "the case is marked live, and no simulated party plays a real one\n\
         hint: a breach can be rehearsed (--breach ID); for talks take an invented case such as \
         fjord"
    )]
    Live,
    /// It is for the mediation team.
    #[error(
        "talks are rehearsed for the mediation team alone: they use every party's figures\n\
         hint: --seat mediator"
    )]
    NotForThisSeat,
    /// The figures make no problem.
    #[error("talks cannot be rehearsed: {0}")]
    NoFigures(PoseError),
    /// There is nothing to agree on.
    #[error(
        "no package in this case's figures is acceptable to all, so no talks can end well\n\
         hint: onetext brief --question clashes says what stands in the way"
    )]
    NothingAcceptable,
    /// It was stopped before there was anything to tell.
    #[error("the work was stopped before it was known what talks could come to")]
    Stopped,
}
