//! The room `format`: bytes in, nouns out, and back. The only room with serde.

// tidy: long, because serde has one room, and each format in it is a module that stands alone.

pub mod api;
pub mod article;
pub mod briefing_json;
pub mod case_file;
mod cell;
pub mod convert;
pub mod counts;
pub mod event;
pub mod exact;
pub mod folder;
pub mod foreign;
pub mod form;
pub mod funding_csv;
pub mod genius;
pub mod geniusweb;
pub mod iati;
pub mod ical;
pub mod lint;
pub mod losses;
pub mod matrix;
pub mod negmas;
pub mod negolog;
pub mod place;
pub mod rounds_csv;
pub mod scenario;
pub mod scoreable;
mod sheet;
pub mod signals_csv;
pub mod talks_csv;
mod told;
pub mod tree;
