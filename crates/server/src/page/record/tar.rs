//! Files in one file, as every system can unpack them: the tape archive of POSIX (ustar).

const BLOCK: usize = 512;
/// Whoever unpacks it may read and write the files, and everybody else may read them.
const MODE: &str = "0000644\0";

/// The files under a folder, packed; `None` if a name or a file is longer than such an archive
/// takes. They have no owner and are as old as the archive of everything: nothing tells when or by
/// whom they were made.
pub(super) fn packed(folder: &str, files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        out.extend(head(&format!("{folder}/{name}"), bytes.len())?);
        out.extend(bytes);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    Some(out)
}

fn head(name: &str, length: usize) -> Option<Vec<u8>> {
    let size = format!("{length:011o}\0");
    if name.len() > 100 || size.len() != 12 {
        return None;
    }
    let mut head = name.as_bytes().to_vec();
    head.resize(100, 0);
    for part in [MODE, "0000000\0", "0000000\0", &size, "00000000000\0"] {
        head.extend(part.as_bytes());
    }
    // The sum is taken with blanks where it will stand.
    let place = head.len();
    head.extend(b"        0");
    head.resize(257, 0);
    head.extend(b"ustar\x0000");
    head.resize(BLOCK, 0);
    let sum: u64 = head.iter().map(|byte| u64::from(*byte)).sum();
    let sum = format!("{sum:06o}\0 ");
    head.get_mut(place..place + sum.len())?
        .copy_from_slice(sum.as_bytes());
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    #[test]
    fn the_archive_is_unpacked_by_the_tar_of_the_system() {
        let files = [
            ("checkpoint".to_owned(), b"one\n".to_vec()),
            ("tile/0/x001/x234/067.p/3".to_owned(), vec![7; 1_500]),
            ("empty".to_owned(), Vec::new()),
        ];
        let folder =
            std::env::temp_dir().join(format!("onetext-tar-{:032x}", rand::random::<u128>()));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("log.tar"), packed("log", &files).unwrap()).unwrap();
        let unpacked = Command::new("tar")
            .args(["-x", "-f", "log.tar"])
            .current_dir(&folder)
            .stderr(Stdio::null())
            .status();
        if unpacked.is_ok_and(|status| status.success()) {
            for (name, bytes) in &files {
                assert_eq!(
                    std::fs::read(folder.join("log").join(name)).unwrap(),
                    *bytes
                );
            }
        } else {
            panic!("tar did not unpack it");
        }
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(packed(&"x".repeat(101), &files), None);
    }
}
