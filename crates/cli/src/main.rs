//! The binary `onetext`: one command a module; each gives its answer as an exit code.
//!
//! Invariant: what was asked for goes to standard output; talk goes to standard error.

mod answer;
mod bench;
mod brief;
mod case_source;
mod check;
mod convert;
