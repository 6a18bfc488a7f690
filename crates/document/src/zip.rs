//! The package that a DOCX is: named parts in one zip file.
//!
//! Written by hand, because a package is where a machine leaves its traces: here are no times, no
//! owners, no rights and no fields beyond the bare ones.
//!
//! Invariant: the same parts give the same bytes.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Midnight of the first day that a zip file can name, for every part.
const DAY: u16 = 0x0021;
const TIME: u16 = 0;
const VERSION: u16 = 20;
const DEFLATED: u16 = 8;

/// A package as it fills up.
#[derive(Default)]
pub(crate) struct Package {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Package {
    /// Puts a part behind the others.
    pub(crate) fn put(&mut self, name: &str, part: &[u8]) {
        let mut sum = Crc::new();
        sum.update(part);
        let packed = deflated(part);
        let at = size(self.bytes.len());
        let mut fields = Vec::new();
        for field in [VERSION, 0, DEFLATED, TIME, DAY] {
            fields.extend(field.to_le_bytes());
        }
        for field in [sum.sum(), size(packed.len()), size(part.len())] {
            fields.extend(field.to_le_bytes());
        }
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        fields.extend(length.to_le_bytes());
        fields.extend(0_u16.to_le_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&fields);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&fields);
        // no comment, one disk, no attributes
        self.directory.extend([0_u8; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.saturating_add(1);
    }

    /// The whole package.
    pub(crate) fn done(self) -> Vec<u8> {
        let (at, length) = (size(self.bytes.len()), size(self.directory.len()));
        let mut bytes = self.bytes;
        bytes.extend(self.directory);
        bytes.extend(b"PK\x05\x06");
        bytes.extend([0_u8; 4]);
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend(at.to_le_bytes());
        bytes.extend([0_u8; 2]);
        bytes
    }
}

fn deflated(part: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    // writing to memory does not fail
    let _ = encoder.write_all(part);
    encoder.finish().unwrap_or_default()
}

/// A text has room for far less than four gigabytes.
fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
