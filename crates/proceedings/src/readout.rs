//! Readouts: what the public is told, made of what is public already and of the team's own words.

use crate::{Cite, Label, Moment, Words};

/// A readout for the public.
#[derive(Clone, PartialEq, Eq)]
pub struct Readout {
    /// Its title.
    pub title: Label,
    /// Its words.
    pub words: Words,
    /// The public items it rests on; they stay in the team's log.
    pub cites: Vec<Cite>,
    /// When it may go out at the earliest.
    pub embargo: Option<Moment>,
}

/// A readout as the public has it.
#[derive(Clone, PartialEq, Eq)]
pub struct Published {
    /// Its title.
    pub title: Label,
    /// Its words.
    pub words: Words,
}
