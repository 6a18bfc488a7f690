//! Readouts: what the public is told, made of what is public already and of the team's own words.

use crate::{Cite, Label, Moment, Words};
use jiff::civil::Date;

/// The meeting or round that a readout is of, as the public is told of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Round {
    /// What it is called.
    pub name: Label,
    /// Its day.
    pub on: Date,
}

/// A readout for the public.
#[derive(Clone, PartialEq, Eq)]
pub struct Readout {
    /// Its title.
    pub title: Label,
    /// Its words.
    pub words: Words,
    /// What it is of.
    pub round: Option<Round>,
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
    /// What it is of.
    pub round: Option<Round>,
}
