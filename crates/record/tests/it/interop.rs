//! Programs that share no line with ours read what we write, and write what we read: Go's own
//! packages for transparency logs, and Python on the public specifications alone.

use crate::histories::Log;
use crate::vectors::{log_key, witness_key};
use record::{
    Checkpoint, Hash, Note, Policy, ProofFile, SignatureLine, VerifierKey, WitnessRequest, archive,
    consistency, inclusion, verify_consistency,
};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

const SIZE: u64 = 300;
const TIME: u64 = 1_767_225_600;

/// How many folders this process has made.
static MADE: AtomicUsize = AtomicUsize::new(0);

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        // A name that no other test of this process or of another has.
        let nth = MADE.fetch_add(1, Ordering::SeqCst);
        let name = format!("onetext-interop-{}-{nth}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn entry(number: u64) -> String {
    format!("an entry\nof several lines: {number}\n")
}

fn signed(log: &Log, size: u64) -> Note {
    let mut note = log.note_at(size);
    let line = SignatureLine::of_witness(&witness_key(), note.text(), TIME);
    note.add(line);
    note
}

/// What we write for others to read: everything as it should be, and the same changed.
fn ours(folder: &Folder) -> (usize, usize) {
    let log = Log::of(SIZE, entry);
    folder.put("log.vkey", format!("{}\n", log_key().verifier()).as_bytes());
    folder.put(
        "witness.vkey",
        format!("{}\n", witness_key().verifier()).as_bytes(),
    );
    let entries: Vec<String> = (0..SIZE).map(entry).collect();
    for (path, bytes) in archive(&entries, &signed(&log, SIZE)).unwrap() {
        folder.put(&format!("log/{path}"), &bytes);
    }
    let (mut good, mut bad) = (0, 0);
    let mut both = |name: String, words: String| {
        folder.put(&format!("good/{name}"), words.as_bytes());
        good += 1;
        for (nth, changed) in changed(&words).into_iter().enumerate() {
            folder.put(&format!("bad/{nth}-{name}"), changed.as_bytes());
            bad += 1;
        }
    };
    for size in [1, 2, 3, 7, 8, 100, 255, 256, 257, SIZE] {
        let note = signed(&log, size);
        both(format!("{size}.note"), note.to_string());
        for index in (0..size).step_by(41) {
            let proof = ProofFile {
                extra: Some(entry(index).into_bytes()),
                leaf: index,
                hashes: inclusion(index, size, |node| log.hash_of(node)).unwrap(),
                checkpoint: note.clone(),
            };
            both(format!("{index}-{size}.proof"), proof.to_string());
        }
        for old in [1, 2, 7, 100, 255, 256]
            .into_iter()
            .filter(|old| *old < size)
        {
            let request = WitnessRequest {
                old,
                proof: consistency(old, size, |node| log.hash_of(node)).unwrap(),
                checkpoint: note.clone(),
            };
            both(format!("{old}-{size}.request"), request.to_string());
        }
    }
    (good, bad)
}

/// The same words with one thing changed that nobody may overlook.
fn changed(words: &str) -> Vec<String> {
    let mut all = Vec::new();
    let (text, signatures) = words.rsplit_once("\n\n").unwrap();
    let lines: Vec<&str> = signatures.lines().collect();
    // The log's signature under another size, and under another root.
    let checkpoint: Vec<&str> = text.lines().collect();
    let (before, last) = checkpoint.split_at(checkpoint.len() - 3);
    let before = before.join("\n");
    let joined = |last: &[&str], lines: &[&str]| {
        let before = if before.is_empty() {
            String::new()
        } else {
            format!("{before}\n")
        };
        format!("{before}{}\n\n{}\n", last.join("\n"), lines.join("\n"))
    };
    assert_eq!(joined(last, &lines), words);
    let larger = format!("{}1", last[1]);
    all.push(joined(&[last[0], &larger, last[2]], &lines));
    let root = Hash::of_leaf(b"another history").to_string();
    all.push(joined(&[last[0], last[1], &root], &lines));
    // Without the witness, and with a letter of each signature changed.
    all.push(joined(last, &lines[..1]));
    for nth in 0..2 {
        let mut other = lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>();
        let at = other[nth].len() - 20;
        let letter = if other[nth].as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        };
        other[nth].replace_range(at..=at, letter);
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        all.push(joined(last, &other));
    }
    // A letter of every line above the checkpoint, which holds entry, number and hashes.
    for (nth, line) in words.lines().take(checkpoint.len() - 3).enumerate() {
        let at = line.len() / 2;
        if line.is_empty() || nth == 0 && line.starts_with("c2sp") {
            continue;
        }
        let mut other: Vec<String> = words.lines().map(str::to_owned).collect();
        let letter = match line.as_bytes()[at] {
            digit if line.starts_with("index") || line.starts_with("old") => {
                let _ = digit;
                other[nth].push('9');
                all.push(other.join("\n") + "\n");
                continue;
            }
            b'A' => "B",
            _ => "A",
        };
        other[nth].replace_range(at..=at, letter);
        all.push(other.join("\n") + "\n");
    }
    all
}

/// Reads what another program wrote; gives how much was believed and how much refused.
fn theirs(folder: &Path) -> (usize, usize) {
    let key = |name: &str| {
        let words = std::fs::read_to_string(folder.join(name)).unwrap();
        VerifierKey::of_words(words.trim()).unwrap()
    };
    let (log, witness) = (key("log.vkey"), key("witness.vkey"));
    let policy = Policy::of_everyone(vec![log], vec![witness]);
    let again = Policy::read(policy.to_string().as_bytes()).unwrap();
    assert_eq!(again, policy);
    let holds = |path: &Path| -> bool {
        let bytes = std::fs::read(path).unwrap();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("note") => Note::read(&bytes).is_ok_and(|note| {
                assert_eq!(note.to_string().as_bytes(), bytes);
                policy.check(&note).is_ok()
            }),
            Some("proof") => ProofFile::read(&bytes).is_ok_and(|proof| {
                let entry = proof.extra.clone().unwrap();
                assert_eq!(proof.to_string().as_bytes(), bytes);
                proof.verify(&entry, &policy).is_ok()
            }),
            Some("request") => WitnessRequest::read(&bytes).is_ok_and(|request| {
                let before = folder.join(format!("good/{}.note", request.old));
                let before = Note::read(&std::fs::read(before).unwrap()).unwrap();
                let before = Checkpoint::of_text(before.text()).unwrap().head;
                policy
                    .check(&request.checkpoint)
                    .is_ok_and(|now| verify_consistency(&before, &now.head, &request.proof).is_ok())
            }),
            _ => panic!("{} is of no kind", path.display()),
        }
    };
    let read = |kind: &str, holds_there: bool| {
        let files = std::fs::read_dir(folder.join(kind)).unwrap();
        let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        for file in &files {
            assert_eq!(holds(file), holds_there, "{}", file.display());
        }
        files.len()
    };
    (read("good", true), read("bad", false))
}

fn both_ways(variable: &str, words: &[&str]) {
    let Ok(program) = std::env::var(variable) else {
        let asked = std::env::var("ONETEXT_REQUIRE_INTEROP").is_ok_and(|value| value == "1");
        assert!(!asked, "ONETEXT_REQUIRE_INTEROP=1 and no {variable}");
        println!("interop: skipped (run `cargo xtask interop`)");
        return;
    };
    let (from, to) = (Folder::new(), Folder::new());
    let (good, bad) = ours(&from);
    assert!(good > 50 && bad > 300, "{good} {bad}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../interop");
    let mut command = Command::new(program);
    command
        .args(words)
        .arg(&from.0)
        .arg(&to.0)
        .current_dir(root);
    command
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}\n{why}");
    assert!(
        said.contains(&format!("{bad} refused")),
        "{said}: not {bad}"
    );
    let (believed, refused) = theirs(&to.0);
    assert!(believed > 30 && refused == believed, "{believed} {refused}");
    println!("{said}we: {believed} of theirs believed, {refused} refused");
}

#[test]
fn interop_with_the_packages_of_go() {
    both_ways("ONETEXT_INTEROP_GO", &["run", "verify.go"]);
}

#[test]
fn interop_with_python_on_the_specifications_alone() {
    both_ways("ONETEXT_INTEROP_PYTHON", &["verify.py"]);
}
