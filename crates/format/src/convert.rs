//! From one format of the field to another, in memory: files in, files and a report out.

use crate::case_file::{self, Faults};
use crate::folder::{Folder, base, ending};
use crate::genius::{self, GeniusError};
use crate::geniusweb::{self, GeniusWebError};
use crate::losses::{WriteError, Written};
use crate::negmas::{self, Form, NegmasError};
use crate::negolog::{self, NegologError};
use crate::scenario::case::{self as scenario_case, CaseError};
use crate::scenario::{Format, Loaded, Reading, Scenario};
use crate::scoreable::{self, ScoreableError};
use crate::tree::{TreeError, Value, read_json};
use disclosure::Seat;

/// Why files cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConvertError {
    /// No format we know has files like these.
    #[error(
        "no format known here has files like these ({files} files)\nhint: GENIUS is .xml, NegMAS \
         .yml or .json, GeniusWeb and NegoLog .json, scoreable games .txt, our cases .yaml"
    )]
    Unknown {
        /// How many files were looked at.
        files: usize,
    },
    /// A file is no JSON.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// GENIUS files cannot be read.
    #[error(transparent)]
    Genius(#[from] GeniusError),
    /// GeniusWeb files cannot be read.
    #[error(transparent)]
    GeniusWeb(#[from] GeniusWebError),
    /// NegMAS files cannot be read.
    #[error(transparent)]
    Negmas(#[from] NegmasError),
    /// NegoLog files cannot be read.
    #[error(transparent)]
    Negolog(#[from] NegologError),
    /// A scoreable game cannot be read.
    #[error(transparent)]
    Scoreable(#[from] ScoreableError),
    /// A case file has faults.
    #[error("{}", faults(.0))]
    CaseFile(Faults),
    /// A case holds no figures that this seat may take out.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The target cannot carry the scenario.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// What came of a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The files in the new format.
    pub folder: Folder,
    /// The format that was read.
    pub from: Format,
    /// How the numbers of a GENIUS file were read, where that was chosen.
    pub reading: Option<Reading>,
    /// What the reader left out or decided, a sentence each.
    pub notes: Vec<String>,
    /// What the new format does not carry, a sentence each; empty when nothing is lost.
    pub losses: Vec<String>,
}

/// The format of a folder's files.
///
/// # Errors
/// When a JSON file cannot be read, or no format has such files.
pub fn detect(folder: &Folder) -> Result<Format, ConvertError> {
    let has = |wanted: &[&str]| {
        folder
            .iter()
            .any(|(file, _)| wanted.contains(&ending(file).as_str()))
    };
    if has(&["xml"]) {
        return Ok(Format::Genius);
    }
    let case = |(file, bytes): (&str, &[u8])| {
        ending(file) == "yaml"
            && bytes
                .windows(7)
                .take(1 << 16)
                .any(|word| word == b"onetext")
    };
    if folder.iter().any(case) {
        return Ok(Format::Onetext);
    }
    if has(&["yml", "yaml"]) {
        return Ok(Format::NegmasYaml);
    }
    for (file, bytes) in folder.iter().filter(|(file, _)| ending(file) == "json") {
        if base(file).starts_with('_') || base(file) == "specials.json" {
            continue;
        }
        let tree = read_json(file, bytes)?;
        if let Some(format) = of_json(&tree.root.value) {
            return Ok(format);
        }
    }
    if has(&["txt"]) {
        return Ok(Format::Scoreable);
    }
    Err(ConvertError::Unknown {
        files: folder.len(),
    })
}

fn of_json(root: &Value) -> Option<Format> {
    let Value::Map(entries) = root else {
        return None;
    };
    let has = |key: &str| entries.iter().any(|(name, _)| name == key);
    let web = |(name, node): &(String, crate::tree::Node)| {
        node.get("domain").is_some() && name != "outcome_space"
    };
    if has("issuesValues") || entries.iter().any(web) {
        Some(Format::GeniusWeb)
    } else if has("issueWeights") && has("issues") {
        Some(Format::Negolog)
    } else if has("type") || has("issues") || has("side_ufuns") {
        Some(Format::NegmasJson)
    } else {
        None
    }
}

/// Reads a folder in the format it has.
///
/// # Errors
/// When no format has such files, or they cannot be read; see [`ConvertError`].
pub fn read(folder: &Folder) -> Result<Loaded, ConvertError> {
    read_as(folder, detect(folder)?)
}

/// Reads a folder in a named format.
///
/// # Errors
/// When the files cannot be read; see [`ConvertError`].
pub fn read_as(folder: &Folder, format: Format) -> Result<Loaded, ConvertError> {
    Ok(match format {
        Format::Genius => genius::read(folder)?,
        Format::GeniusWeb => geniusweb::read(folder)?,
        Format::NegmasYaml | Format::NegmasJson => negmas::read(folder)?,
        Format::Negolog => negolog::read(folder)?,
        Format::Onetext => read_case(folder)?,
        Format::Scoreable => scoreable::read(folder)?,
    })
}

/// The public figures of a case: what is not public stays in the case.
fn read_case(folder: &Folder) -> Result<Loaded, ConvertError> {
    let files: Vec<(&str, &[u8])> = folder
        .iter()
        .filter(|(file, _)| ending(file) == "yaml")
        .collect();
    let case = case_file::read(&files).map_err(ConvertError::CaseFile)?;
    Ok(scenario_case::from_view(&case.seen_from(Seat::Public))?)
}

/// Every fault, one after the other.
fn faults(faults: &Faults) -> String {
    let told: Vec<String> = faults.all().iter().map(ToString::to_string).collect();
    told.join("\n")
}

/// Writes a scenario in a format; the reading counts where the scenario is GENIUS's and the
/// target is not.
///
/// # Errors
/// When the format cannot carry the scenario at all.
pub fn write(scenario: &Scenario, format: Format, reading: Reading) -> Result<Written, WriteError> {
    match format {
        Format::Genius => genius::write(scenario),
        Format::GeniusWeb => geniusweb::write(scenario, reading),
        Format::NegmasYaml => negmas::write(scenario, reading, Form::Yaml),
        Format::NegmasJson => negmas::write(scenario, reading, Form::Json),
        Format::Negolog => negolog::write(scenario, reading),
        Format::Onetext => scenario_case::write(scenario, reading),
        Format::Scoreable => scoreable::write(scenario, reading),
    }
}

/// Reads a folder, whatever its format, and writes it in another.
///
/// # Errors
/// When it cannot be read or the target cannot carry it; see [`ConvertError`].
pub fn convert(folder: &Folder, to: Format, reading: Reading) -> Result<Converted, ConvertError> {
    let Loaded { scenario, notes } = read(folder)?;
    let from = scenario.format();
    let Written { folder, losses } = write(&scenario, to, reading)?;
    let chosen = from == Format::Genius && to != Format::Genius;
    Ok(Converted {
        folder,
        from,
        reading: chosen.then_some(reading),
        notes,
        losses,
    })
}
