//! Faults of a case file: each with its place, the value that is wrong, and a hint.

use std::fmt;

/// How many faults are kept; the others are counted.
const FAULTS_MAX: usize = 500;

/// One thing that is wrong in a case file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where the fault is of the file as a whole.
    pub line: usize,
    /// The column in characters, from 1; 0 as for the line.
    pub column: usize,
    /// The value that is wrong, as the reader wrote it.
    pub value: Option<String>,
    /// What is wrong with it.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n --> {}", self.message, self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong in a case file, in the order of its places.
///
/// Invariant: there is at least one fault, and equal input gives equal faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    faults: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// The faults, in the order of their places.
    #[must_use]
    pub fn all(&self) -> &[Fault] {
        &self.faults
    }

    /// How many further faults were found and not kept.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            write!(f, "{fault}\n\n")?;
        }
        let count = self.faults.len().saturating_add(self.more);
        let noun = if count == 1 { "fault" } else { "faults" };
        write!(f, "{count} {noun}")?;
        if self.more > 0 {
            write!(f, ", of which the first {} are shown", self.faults.len())?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// A place in one of the files that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Spot {
    /// A file as a whole.
    pub(super) const fn of_file(file: usize) -> Self {
        let (line, column) = (0, 0);
        Self { file, line, column }
    }
}

/// The faults found so far.
pub(super) struct Log {
    files: Vec<String>,
    found: Vec<(Spot, Complaint)>,
    more: usize,
}

/// A fault before its place has a name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Complaint {
    pub(super) message: String,
    pub(super) value: Option<String>,
    pub(super) hint: Option<String>,
}

impl Complaint {
    /// A complaint without a value or a hint.
    pub(super) fn new(message: impl Into<String>) -> Self {
        let message = message.into();
        let (value, hint) = (None, None);
        Self {
            message,
            value,
            hint,
        }
    }

    /// With the value it is about.
    pub(super) fn of(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With what to do about it.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Log {
    /// An empty log over these files.
    pub(super) fn new(files: impl Iterator<Item = String>) -> Self {
        let (found, more) = (Vec::new(), 0);
        let files = files.collect();
        Self { files, found, more }
    }

    /// Notes a complaint.
    pub(super) fn add(&mut self, spot: Spot, complaint: Complaint) {
        if self.found.len() < FAULTS_MAX {
            self.found.push((spot, complaint));
        } else {
            self.count();
        }
    }

    /// Counts a complaint that is not kept: who knows that the log is full need not make one.
    pub(super) const fn count(&mut self) {
        self.more = self.more.saturating_add(1);
    }

    /// Whether complaints are counted only.
    pub(super) const fn is_full(&self) -> bool {
        self.found.len() >= FAULTS_MAX
    }

    /// Whether nothing was noted.
    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// A place in words, for a hint.
    pub(super) fn place(&self, spot: Spot) -> String {
        let file = self.files.get(spot.file).map_or("", String::as_str);
        format!("{file}:{}", spot.line)
    }

    /// The faults in the order of their places.
    pub(super) fn into_faults(self) -> Faults {
        let Self {
            files,
            mut found,
            more,
        } = self;
        found.sort();
        found.dedup();
        let faults = found.into_iter().map(|(spot, complaint)| Fault {
            file: files.get(spot.file).cloned().unwrap_or_default(),
            line: spot.line,
            column: spot.column,
            value: complaint.value,
            message: complaint.message,
            hint: complaint.hint,
        });
        let faults = faults.collect();
        Faults { faults, more }
    }
}
