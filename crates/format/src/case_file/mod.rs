//! The case file: YAML in, a [`Case`] out, and back; the contract is `docs/case-file.md`.
//!
//! A file is read twice. The first reading holds it against the table of keys (`keys`), from which
//! the JSON Schema comes too; the second follows references, releases and figures. Both go on after
//! a fault, so that all faults are reported at once.
//!
//! Invariant: a [`Case`] comes out only of a file without a fault, and no input makes reading
//! panic, run away or take more than memory linear in its size.

mod calendars;
mod characters;
mod check;
mod commitments;
mod comparisons;
mod conflicts;
mod constituents;
mod course;
mod fault;
mod figure;
mod funding;
pub(crate) mod funding_words;
mod giveaway;
mod guarantees;
mod keys;
mod money;
mod monitoring;
mod names;
mod near;
mod node;
mod people;
mod points;
mod preferences;
mod reader;
mod readiness;
mod rounds;
mod rules;
mod schema;
mod shape;
pub(crate) mod signal_words;
/// The words of rounds.
pub(crate) mod round_words {
    pub(crate) use super::write::rounds::taking;
}
mod state_orders;
mod table;
mod value;
mod write;

pub use fault::{Fault, Faults};
pub use schema::schema;
pub use write::{write, write_funding, write_signals};

use case::Case;
use check::Check;
use fault::{Complaint, Log, Spot};
use names::Names;
use node::{Body, Node};
use reader::Reader;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

/// The most bytes that the files of a case may have together.
pub const BYTES_MAX: usize = 100_000_000;

/// The case in these files, each a name and its bytes, or everything that is wrong with them.
///
/// A case is one file, or several that are read as one; a section stands in one of them.
///
/// # Errors
/// Every fault found, in the order of its place.
pub fn read(files: &[(&str, &[u8])]) -> Result<Case, Faults> {
    read_for(files, Readers::AllSeats)
}

/// The case in the file of an extract, which one seat keeps by itself: what its items would give
/// away to other seats is not looked at, since the extract does not say what those may see.
///
/// # Errors
/// Every fault found, in the order of its place.
pub fn read_extract(files: &[(&str, &[u8])]) -> Result<Case, Faults> {
    read_for(files, Readers::OneSeat)
}

/// Who will look at a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    AllSeats,
    OneSeat,
}

fn read_for(files: &[(&str, &[u8])], readers: Readers) -> Result<Case, Faults> {
    let mut log = Log::new(files.iter().map(|(name, _)| (*name).to_owned()));
    let case = whole(files, &mut log).and_then(|file| case(&file, readers, &mut log));
    match case {
        Some(case) if log.is_empty() => Ok(case),
        Some(_) | None => Err(log.into_faults()),
    }
}

/// The files as one document.
fn whole<'t>(files: &[(&str, &'t [u8])], log: &mut Log) -> Option<Node<'t>> {
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if files.is_empty() || size > BYTES_MAX {
        let message = if files.is_empty() {
            "there is no case file".to_owned()
        } else {
            format!("the case has {size} bytes, and at most {BYTES_MAX} are read")
        };
        log.add(Spot::of_file(0), Complaint::new(message));
        return None;
    }
    let mut sections = Vec::new();
    let mut places: BTreeMap<String, Spot> = BTreeMap::new();
    let mut complete = true;
    for (file, (_, bytes)) in files.iter().enumerate() {
        let Some(document) = text(file, bytes, log).and_then(|t| node::document(file, t, log))
        else {
            complete = false;
            continue;
        };
        let Body::Map(entries) = &document.body else {
            let message = format!(
                "a case file is a map of sections, and this is {}",
                document.described()
            );
            log.add(Spot::of_file(file), Complaint::new(message));
            complete = false;
            continue;
        };
        for (key, value) in entries.iter() {
            let name = key.text().unwrap_or_default();
            match places.get(name) {
                Some(first) if first.file != file => {
                    let message =
                        format!("the section `{}` stands in two files", node::shown(name));
                    let hint = format!("it stands first at {}", log.place(*first));
                    log.add(key.spot, Complaint::new(message).of(name).hint(hint));
                }
                Some(_) | None => {
                    places.insert(name.to_owned(), key.spot);
                    sections.push((key.clone(), value.clone()));
                }
            }
        }
    }
    complete.then(|| Node {
        spot: Spot::of_file(0),
        body: Body::Map(Rc::new(sections)),
    })
}

/// The bytes as text, unless they are none.
fn text<'t>(file: usize, bytes: &'t [u8], log: &mut Log) -> Option<&'t str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(characters::check(file, text, log)),
        Err(error) => {
            let at = error.valid_up_to();
            let message =
                format!("the file is not UTF-8 text: the byte at offset {at} fits no character");
            let hint = "save it as UTF-8";
            log.add(
                Spot::of_file(file),
                Complaint::new(message).of(at.to_string()).hint(hint),
            );
            None
        }
    }
}

/// The case in a document; without a fault in the log it is complete.
// tidy: long, because each line reads one part of the case, and all of them make one.
fn case(file: &Node<'_>, readers: Readers, log: &mut Log) -> Option<Case> {
    Check { log }.file(file, &keys::CASE);
    let names = Names::of(file, log);
    let mut reader = Reader::new(names, log);
    let heading = reader.heading(file);
    let case = Case {
        heading,
        draft_in_hand: reader.draft_in_hand(file),
        sources: reader.sources(file),
        parties: reader.party_list(file),
        points: reader.point_list(file),
        acts: reader.acts(file),
        commitments: reader.commitments(file),
        drafts: reader.drafts(file),
        linkages: reader.linkages(file),
        clocks: reader.clocks(file),
        disputes: reader.disputes(file),
        calendars: reader.calendars(file),
        bearable: reader.bearable(file),
        reports: reader.reports(file),
        incidents: reader.incidents(file),
        red_lines: reader.red_lines(file),
        preferences: reader.preferences(file),
        conflicts: reader.conflicts(file),
        fears: reader.fears(file),
        guarantees: reader.guarantees(file),
        breaches: reader.breaches(file),
        defections: reader.defections(file),
        meetings: reader.meetings(file),
        rounds: reader.rounds(file),
        edits: reader.edits(file),
        consensus: reader.consensus(file),
        funding: reader.funding(file),
        report_in: reader.report_in(file),
        sectors: reader.sectors(file),
        rates: reader.rates(file),
        deliveries: reader.deliveries(file),
        milestones: reader.milestones(file),
        signals: reader.signals(file),
        caution: readiness::caution(file),
        indications: reader.indications(file),
        formats: reader.formats(file),
        format_consents: reader.format_consents(file),
        spoilers: reader.spoilers(file),
        questionnaires: reader.questionnaires(file),
        moods: reader.moods(file),
        terms: reader.terms(file),
        timeline: reader.timeline(file),
    };
    match readers {
        Readers::AllSeats => {
            reader.giveaways();
            reader.money(file, &case);
        }
        Readers::OneSeat => {}
    }
    log.is_empty().then_some(case)
}
