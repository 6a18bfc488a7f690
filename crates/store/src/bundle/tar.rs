//! Files in a row, as `tar` writes and reads them: POSIX.1-1988 headers, with a POSIX.1-2001 record
//! for a longer name.

use std::io::{self, Error, ErrorKind, Read, Write};

const BLOCK: usize = 512;
/// The longest name that a header holds.
const NAME: usize = 100;
/// The longest name that is read.
const NAME_MAX: u64 = 4_096;
/// The largest file: eleven octal digits.
const SIZE_MAX: u64 = (1 << 33) - 1;

/// The head of a file in the row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) size: u64,
}

/// Writes a file.
pub(super) fn put(out: &mut impl Write, name: &str, file: &mut std::fs::File) -> io::Result<()> {
    let size = file.metadata()?.len();
    if name.len() > NAME {
        let record = long_name(name);
        let length = u64::try_from(record.len()).map_err(Error::other)?;
        out.write_all(&header("name", length, b'x')?)?;
        out.write_all(record.as_bytes())?;
        pad(out, length)?;
    }
    let cut = name.get(..NAME.min(name.len())).unwrap_or("file");
    out.write_all(&header(cut, size, b'0')?)?;
    let written = io::copy(&mut file.take(size), out)?;
    if written != size {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    pad(out, size)
}

/// Ends the row.
pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(&[0; BLOCK * 2])
}

/// The head of the next file, if there is one.
pub(super) fn next(bytes: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut long = None;
    loop {
        let mut head = [0; BLOCK];
        bytes.read_exact(&mut head)?;
        if head == [0; BLOCK] {
            return Ok(None);
        }
        let (entry, kind) = entry(&head)?;
        match kind {
            b'0' | 0 => {
                let name = long.unwrap_or(entry.name);
                let size = entry.size;
                return Ok(Some(Entry { name, size }));
            }
            b'x' if entry.size <= NAME_MAX => {
                let mut record = Vec::new();
                take(bytes, &entry, &mut record)?;
                long = Some(name_of(&record)?);
            }
            // A folder by itself says nothing, and nothing else is taken.
            b'5' if entry.size == 0 => {}
            _ => return Err(ErrorKind::InvalidData.into()),
        }
    }
}

/// Writes what is in a file of the row to where it goes.
pub(super) fn take(bytes: &mut impl Read, entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let taken = io::copy(&mut bytes.take(entry.size), out)?;
    if taken != entry.size {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    let rest = rest(entry.size);
    let skipped = io::copy(&mut bytes.take(rest), &mut io::sink())?;
    if skipped == rest {
        Ok(())
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

/// How many bytes fill the last block.
const fn rest(size: u64) -> u64 {
    let block = BLOCK as u64;
    (block - size % block) % block
}

fn pad(out: &mut impl Write, size: u64) -> io::Result<()> {
    io::copy(&mut io::repeat(0).take(rest(size)), out)?;
    Ok(())
}

fn header(name: &str, size: u64, kind: u8) -> io::Result<[u8; BLOCK]> {
    if size > SIZE_MAX {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut head = [0; BLOCK];
    let size = format!("{size:011o}\0");
    let kind = [kind];
    let fields: [(usize, &[u8]); 8] = [
        (0, name.as_bytes()),
        (100, b"0000600\0"),
        (108, b"0000000\0"),
        (116, b"0000000\0"),
        (124, size.as_bytes()),
        (136, b"00000000000\0"),
        (156, &kind),
        (257, b"ustar\x0000"),
    ];
    for (at, field) in fields {
        let place = head.get_mut(at..at.saturating_add(field.len()));
        let place = place.ok_or(ErrorKind::InvalidInput)?;
        place.copy_from_slice(field);
    }
    let sum = format!("{:06o}\0 ", checksum(&head));
    if let Some(place) = head.get_mut(148..156) {
        place.copy_from_slice(sum.as_bytes());
    }
    Ok(head)
}

/// The sum of a header's bytes, in which its own place counts as blanks.
fn checksum(head: &[u8; BLOCK]) -> u32 {
    let bytes = (0_usize..).zip(head);
    bytes
        .map(|(at, byte)| match (148..156).contains(&at) {
            true => u32::from(b' '),
            false => u32::from(*byte),
        })
        .sum()
}

fn entry(head: &[u8; BLOCK]) -> io::Result<(Entry, u8)> {
    let field = |from: usize, to: usize| {
        let bytes = head.get(from..to).unwrap_or_default();
        let end = bytes.iter().position(|byte| *byte == 0);
        let bytes = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| Error::from(ErrorKind::InvalidData))
    };
    let octal = |from, to| {
        let digits = field(from, to)?.trim();
        u64::from_str_radix(digits, 8).map_err(|_| Error::from(ErrorKind::InvalidData))
    };
    if octal(148, 156)? != u64::from(checksum(head)) {
        return Err(ErrorKind::InvalidData.into());
    }
    let (name, prefix) = (field(0, NAME)?, field(345, BLOCK - 12)?);
    let name = match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}/{name}"),
    };
    let size = octal(124, 136)?;
    let kind = head.get(156).copied().unwrap_or_default();
    Ok((Entry { name, size }, kind))
}

/// The record of a long name, `LENGTH path=NAME`; the length counts itself.
fn long_name(name: &str) -> String {
    let rest = format!(" path={name}\n");
    let mut length = rest.len();
    while length != rest.len() + length.to_string().len() {
        length = rest.len() + length.to_string().len();
    }
    format!("{length}{rest}")
}

fn name_of(record: &[u8]) -> io::Result<String> {
    let invalid = || Error::from(ErrorKind::InvalidData);
    let words = std::str::from_utf8(record).map_err(|_| invalid())?;
    let mut lines = words.lines().filter_map(|line| line.split_once(" path="));
    let (_, name) = lines.next().ok_or_else(invalid)?;
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Seek;

    fn row(files: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut out = Vec::new();
        let place =
            std::env::temp_dir().join(format!("onetext-tar-{:032x}", rand::random::<u128>()));
        for (name, bytes) in files {
            let mut file = std::fs::File::create_new(&place).unwrap();
            file.write_all(bytes).unwrap();
            let mut file = std::fs::File::open(&place).unwrap();
            file.rewind().unwrap();
            put(&mut out, name, &mut file).unwrap();
            std::fs::remove_file(&place).unwrap();
        }
        end(&mut out).unwrap();
        out
    }

    fn read(mut bytes: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut files = Vec::new();
        while let Some(entry) = next(&mut bytes)? {
            let mut file = Vec::new();
            take(&mut bytes, &entry, &mut file)?;
            files.push((entry.name, file));
        }
        Ok(files)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_put_in_a_row_is_read_back(
            files in proptest::collection::vec(
                ("[a-z]{1,8}/[a-z.]{1,140}", proptest::collection::vec(any::<u8>(), 0..1_200)),
                0..4,
            ),
        ) {
            let bytes = row(&files);
            prop_assert_eq!(bytes.len() % BLOCK, 0);
            prop_assert_eq!(read(&bytes).unwrap(), files);
        }

        #[test]
        fn what_is_no_row_is_refused_and_ends(
            bytes in proptest::collection::vec(any::<u8>(), 0..3_000),
        ) {
            prop_assert!(read(&bytes).is_err() || bytes.starts_with(&[0; BLOCK]));
        }
    }

    #[test]
    fn a_row_that_was_cut_or_changed_is_refused() {
        let whole = row(&[("fjord/people.db".to_owned(), vec![7; 700])]);
        for length in [0, 100, 600, 1_100] {
            assert!(read(&whole[..length]).is_err(), "{length}");
        }
        let mut changed = whole;
        changed[3] ^= 1;
        assert!(read(&changed).is_err());
    }
}
