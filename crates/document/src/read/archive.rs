//! The package of a DOCX from outside: its parts, unpacked one by one within bounds.
//!
//! Invariant: nothing is unpacked that is not asked for, and no part beyond [`PART_MAX`].

use super::FILE_BYTES_MAX;
use super::fault::ReadError;
use crate::zip::Package;
use flate2::bufread::DeflateDecoder;
use std::collections::BTreeMap;
use std::io::Read;

/// The most parts in a package.
const PARTS_MAX: usize = 1_000;
/// The most that a part may unpack to, in bytes.
const PART_MAX: usize = 24 * 1_024 * 1_024;
/// How many times its size a part may unpack to, where it is large at all.
const RATIO_MAX: usize = 150;
/// Below this no ratio is looked at.
const RATIO_FROM: usize = 256 * 1_024;
/// The most that a comment at the end may hide the end.
const END_MAX: usize = 65_557;
const END_LENGTH: usize = 22;
/// The parts that words are read from.
const WANTED: [&str; 5] = [
    "[Content_Types].xml",
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/comments.xml",
];

/// A package.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    parts: BTreeMap<String, Part>,
}

/// Where a part is.
struct Part {
    at: usize,
    packed: usize,
    size: usize,
    is_deflated: bool,
}

impl<'a> Archive<'a> {
    /// The package in these bytes.
    ///
    /// # Errors
    /// Refuses what is no package of a DOCX, and one with macros.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.len() > FILE_BYTES_MAX {
            let bytes = bytes.len();
            return Err(ReadError::TooLarge { bytes });
        }
        kind(bytes)?;
        let from = bytes.len().saturating_sub(END_MAX);
        let tail = bytes.get(from..).unwrap_or_default();
        let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06");
        let end = end.ok_or_else(|| broken("it ends before its list of parts"))? + from;
        let end = bytes.get(end..end.saturating_add(END_LENGTH));
        let end = end.ok_or_else(|| broken("it ends before its list of parts"))?;
        let count = usize::from(short(end, 10)?);
        let mut at = long(end, 16)?;
        if count > PARTS_MAX {
            return Err(broken(&format!("it has `{count}` parts")));
        }
        let mut parts = BTreeMap::new();
        for _ in 0..count {
            let (name, part, next) = entry(bytes, at)?;
            if parts.insert(name.clone(), part).is_some() {
                return Err(broken(&format!("it has two parts `{name}`")));
            }
            at = next;
        }
        let archive = Self { bytes, parts };
        archive.check_macros()?;
        Ok(archive)
    }

    /// Whether it has a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The names of its parts.
    #[cfg(test)]
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A part, unpacked.
    ///
    /// # Errors
    /// Refuses a part that is not there, is broken, or unpacks to too much.
    pub(crate) fn part(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let missing = || broken(&format!("it has no part `{name}`"));
        let part = self.parts.get(name).ok_or_else(missing)?;
        let swollen = || ReadError::Swollen {
            part: name.to_owned(),
        };
        let ratio_max = part.packed.saturating_mul(RATIO_MAX).max(RATIO_FROM);
        let most = PART_MAX.min(ratio_max);
        if part.size > most {
            return Err(swollen());
        }
        let packed = self.bytes.get(part.at..part.at.saturating_add(part.packed));
        let packed = packed.ok_or_else(|| broken(&format!("`{name}` ends too early")))?;
        if !part.is_deflated {
            return Ok(packed.to_vec());
        }
        let mut unpacked = Vec::new();
        // whatever the package says of its size, no more than this is unpacked
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let read = DeflateDecoder::new(packed)
            .take(limit)
            .read_to_end(&mut unpacked);
        read.map_err(|_| broken(&format!("`{name}` cannot be unpacked")))?;
        if unpacked.len() > most {
            return Err(swollen());
        }
        Ok(unpacked)
    }

    fn check_macros(&self) -> Result<(), ReadError> {
        let macros = ["vbaproject", "vbadata", "activex"];
        for name in self.parts.keys() {
            let lower = name.to_ascii_lowercase();
            if macros.iter().any(|word| lower.contains(word)) {
                let part = name.clone();
                return Err(ReadError::Macros { part });
            }
        }
        let types = "[Content_Types].xml";
        if !self.has(types) || !self.has("word/document.xml") {
            return Err(ReadError::Other {
                what: "a zip file of another kind",
                hint: "save the text as a Word document (.docx)",
            });
        }
        let said = self.part(types)?.to_ascii_lowercase();
        let is_macro = said.windows(12).any(|word| word == b"macroenabled");
        if is_macro {
            let part = types.to_owned();
            return Err(ReadError::Macros { part });
        }
        Ok(())
    }
}

/// The same DOCX with the parts alone that its words are read from: without pictures, properties
/// and whatever else came with it.
///
/// # Errors
/// Refuses what is no DOCX, is too large, or is made to do harm.
pub fn pared(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let archive = Archive::open(bytes)?;
    let mut package = Package::default();
    for name in WANTED.iter().filter(|name| archive.has(name)) {
        package.put(name, &archive.part(name)?);
    }
    Ok(package.done())
}

/// Refuses what is a file of another kind by how it begins.
fn kind(bytes: &[u8]) -> Result<(), ReadError> {
    let other = |what, hint| Err(ReadError::Other { what, hint });
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return other(
            "an old .doc or is locked with a password",
            "open it, and save it as a Word document (.docx) without a password",
        );
    }
    if bytes.starts_with(b"%PDF") {
        return other(
            "a PDF",
            "save its text as plain text, as pdftotext does, and read that",
        );
    }
    if bytes.starts_with(b"{\\rtf") {
        return other("an RTF", "open it, and save it as a Word document (.docx)");
    }
    other(
        "of another kind",
        "save the text as a Word document (.docx)",
    )
}

/// A part as the list names it, and where the next one is named.
fn entry(bytes: &[u8], at: usize) -> Result<(String, Part, usize), ReadError> {
    let head = bytes.get(at..).unwrap_or_default();
    if !head.starts_with(b"PK\x01\x02") {
        return Err(broken("its list of parts is cut off"));
    }
    let length = |from| short(head, from).map(usize::from);
    let (flags, method) = (short(head, 8)?, short(head, 10)?);
    let (packed, size, local) = (long(head, 20)?, long(head, 24)?, long(head, 42)?);
    let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let written = head.get(46..46 + name);
    let written = written.ok_or_else(|| broken("its list of parts is cut off"))?;
    let name = String::from_utf8_lossy(written).into_owned();
    if flags & 1 == 1 {
        return Err(broken(&format!("`{name}` is locked with a password")));
    }
    if method != 0 && method != 8 {
        return Err(broken(&format!("`{name}` is packed in an unknown way")));
    }
    let there = bytes.get(local..).unwrap_or_default();
    if !there.starts_with(b"PK\x03\x04") {
        return Err(broken(&format!("`{name}` is not where the list says")));
    }
    let before = 30 + usize::from(short(there, 26)?) + usize::from(short(there, 28)?);
    let part = Part {
        at: local.saturating_add(before),
        packed,
        size,
        is_deflated: method == 8,
    };
    Ok((name, part, at + 46 + written.len() + extra + comment))
}

fn broken(what: &str) -> ReadError {
    let what = what.to_owned();
    ReadError::Package { what }
}

fn short(bytes: &[u8], at: usize) -> Result<u16, ReadError> {
    let found = bytes.get(at..).and_then(<[u8]>::first_chunk::<2>);
    let found = found.ok_or_else(|| broken("it is cut off"))?;
    Ok(u16::from_le_bytes(*found))
}

fn long(bytes: &[u8], at: usize) -> Result<usize, ReadError> {
    let found = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>);
    let found = u32::from_le_bytes(*found.ok_or_else(|| broken("it is cut off"))?);
    usize::try_from(found).map_err(|_| broken("it is too large"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut package = Package::default();
        let types = b"<Types/>".as_slice();
        for (name, part) in [
            ("[Content_Types].xml", types),
            ("word/document.xml", b"<w/>"),
        ] {
            if !parts.iter().any(|(other, _)| *other == name) {
                package.put(name, part);
            }
        }
        for (name, part) in parts {
            package.put(name, part);
        }
        package.done()
    }

    fn refusal(bytes: &[u8]) -> ReadError {
        match Archive::open(bytes) {
            Ok(_) => panic!("was read"),
            Err(why) => why,
        }
    }

    #[test]
    fn a_package_of_ours_is_read_again() {
        let bytes = package(&[("word/styles.xml", b"styles")]);
        let archive = Archive::open(&bytes).unwrap();
        assert_eq!(archive.part("word/styles.xml").unwrap(), b"styles");
        assert_eq!(archive.names().count(), 3);
    }

    #[test]
    fn a_file_of_another_kind_is_named() {
        let table: [(&[u8], &str); 5] = [
            (b"", "of another kind"),
            (b"%PDF-1.7", "a PDF"),
            (b"{\\rtf1", "an RTF"),
            (b"\xd0\xcf\x11\xe0\xa1", "an old .doc"),
            (b"PK\x03\x04", "list of parts"),
        ];
        for (bytes, words) in table {
            let why = refusal(bytes).to_string();
            assert!(why.contains(words) && why.contains("hint: "), "{why}");
        }
    }

    #[test]
    fn a_part_that_swells_is_refused_before_it_fills_the_memory() {
        let zeros = vec![b' '; 20 * 1_024 * 1_024];
        let mut bytes = package(&[("word/document.xml", &zeros)]);
        let why = Archive::open(&bytes).unwrap().part("word/document.xml");
        assert!(matches!(why, Err(ReadError::Swollen { .. })));
        // one that lies about its size is no better off
        let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4)
            .filter(|at| bytes[*at..*at + 4] == size)
            .collect();
        assert_eq!(places.len(), 2);
        for at in places {
            bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
        let why = Archive::open(&bytes).unwrap().part("word/document.xml");
        assert!(matches!(why, Err(ReadError::Swollen { .. })));
    }

    #[test]
    fn macros_are_refused_by_part_and_by_type() {
        let why = refusal(&package(&[("word/vbaProject.bin", b"x")]));
        assert!(matches!(why, ReadError::Macros { part } if part == "word/vbaProject.bin"));
        let types = b"<Types><Override ContentType=\"application/vnd.ms-word.document.\
            macroEnabled.main+xml\"/></Types>";
        let why = refusal(&package(&[("[Content_Types].xml", types)]));
        assert!(matches!(why, ReadError::Macros { .. }));
    }

    #[test]
    fn a_package_cut_at_any_byte_is_refused_or_read_within_bounds() {
        let bytes = package(&[("word/styles.xml", b"styles")]);
        for cut in 0..bytes.len() {
            assert!(Archive::open(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xff;
            if let Ok(archive) = Archive::open(&bytes) {
                let names: Vec<String> = archive.names().map(str::to_owned).collect();
                for name in names {
                    let part = archive.part(&name).unwrap_or_default();
                    assert!(part.len() <= PART_MAX);
                }
            }
        }
    }
}
