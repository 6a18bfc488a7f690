//! The importers and exporters, on published files (where `../shared` is there) and on our own;
//! the cases that ship, with their briefings.
#![expect(
    clippy::float_arithmetic,
    reason = "gold is printed in doubles, compared to 1e-6"
)]

#[cfg(test)]
mod article;
#[cfg(test)]
mod briefings;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod case_file;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod domains;
#[cfg(test)]
mod events;
#[cfg(test)]
mod explainer;
#[cfg(test)]
mod explore;
#[cfg(test)]
mod extracts;
#[cfg(test)]
mod first_text;
#[cfg(test)]
mod funding;
#[cfg(test)]
mod genius_gold;
#[cfg(test)]
mod gold;
#[cfg(test)]
mod in_words;
#[cfg(test)]
mod leak;
#[cfg(test)]
mod lineage;
#[cfg(test)]
mod lint;
#[cfg(test)]
mod opened;
#[cfg(test)]
mod order;
#[cfg(test)]
mod said;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod signals_csv;
#[cfg(test)]
mod sums;
#[cfg(test)]
mod talks;
#[cfg(test)]
mod twin_worlds;
