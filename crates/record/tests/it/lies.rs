//! Lies that a server could tell, one after the other, and who finds each out: whoever checks a
//! paper with the key noted at the beginning, two parties who compare what they hold, or a witness.

use crate::histories::Log;
use crate::vectors::{TALKS, log_key, witness_key};
use record::{
    Checkpoint, Entry, Framework, FrameworkPoint, Issue, KeyKind, KeyName, Note, Paper, Policy,
    ProofFile, Receipt, SignatureLine, SignerKey, Text, TreeHead, Witness, WitnessRequest, compare,
    consistency, inclusion,
};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// How long the log was when everybody kept a checkpoint, and how long it is now.
const THEN: u64 = 9;
const NOW: u64 = 20;
/// The leaves in which the draft was shown to North and to South.
const NORTH: u64 = 4;
const SOUTH: u64 = 6;
const WORDS: &str = "Two boats patrol, unarmed.";

/// What the log says, leaf by leaf; what it hides has no place in it.
type History = Vec<String>;

/// What one party is shown: papers, and proofs that the log goes on.
#[derive(Default)]
struct Shown {
    papers: Vec<String>,
    requests: Vec<String>,
}

/// What a server does.
type Lie = fn() -> [Shown; 2];

fn framework(heading: &str, words: &str) -> Framework {
    let mut framework = Framework::new(TALKS, 2).unwrap();
    framework
        .add("en", FrameworkPoint::new(1, heading, words).unwrap())
        .unwrap();
    framework
}

fn issue(seat: &str, at: u64, words: &str) -> Issue {
    Issue {
        seat: seat.to_owned(),
        at,
        salt: [7; 32],
        text: Text::of(&framework("Patrols", words)),
    }
}

fn truth() -> History {
    let entry = |number: u64| match number {
        NORTH => Entry::Issue(issue("room-north", 1_767_225_600, WORDS)).to_string(),
        SOUTH => Entry::Issue(issue("room-south", 1_767_225_700, WORDS)).to_string(),
        other => format!("entry-{other}"),
    };
    (0..NOW).map(entry).collect()
}

fn log(history: &History) -> Log {
    let size = u64::try_from(history.len()).unwrap();
    Log::of(size, |number| {
        history[usize::try_from(number).unwrap()].clone()
    })
}

fn note_by(key: &SignerKey, head: TreeHead) -> Note {
    let origin = key.verifier().name().clone();
    Checkpoint { origin, head }.signed(key).unwrap()
}

/// A request that this history goes on from an older size, as well as it can be made.
fn request(history: &History, old: u64) -> String {
    let (log, size) = (log(history), u64::try_from(history.len()).unwrap());
    let proof = match old {
        0 => Vec::new(),
        old if old > size => Vec::new(),
        old => consistency(old, size, |node| log.hash_of(node)).unwrap(),
    };
    let checkpoint = note_by(&log_key(), log.head_at(size));
    WitnessRequest {
        old,
        proof,
        checkpoint,
    }
    .to_string()
}

fn receipt(history: &History, leaf: u64, issue: Issue, words: &str) -> Receipt {
    let (log, size) = (log(history), u64::try_from(history.len()).unwrap());
    Receipt {
        log: log_key().verifier().clone(),
        witnesses: Vec::new(),
        issue,
        framework: framework("Patrols", words),
        proof: ProofFile {
            extra: None,
            leaf,
            hashes: inclusion(leaf, size, |node| log.hash_of(node)).unwrap(),
            checkpoint: note_by(&log_key(), log.head_at(size)),
        },
    }
}

fn norths(history: &History) -> Receipt {
    receipt(
        history,
        NORTH,
        issue("room-north", 1_767_225_600, WORDS),
        WORDS,
    )
}

fn souths(history: &History) -> Receipt {
    receipt(
        history,
        SOUTH,
        issue("room-south", 1_767_225_700, WORDS),
        WORDS,
    )
}

/// An honest server shows both the same.
fn honest() -> [Shown; 2] {
    two(&truth(), &truth())
}

/// Each party is shown one history.
fn two(north: &History, south: &History) -> [Shown; 2] {
    [north, south].map(|history| Shown {
        papers: Vec::new(),
        requests: vec![request(history, THEN)],
    })
}

/// North is shown one paper, and both are shown the true log.
fn papers(paper: impl ToString) -> [Shown; 2] {
    let [mut north, south] = honest();
    north.papers.push(paper.to_string());
    [north, south]
}

fn changed(change: impl Fn(&mut History)) -> History {
    let mut history = truth();
    change(&mut history);
    history
}

/// Both are shown a history that is not the one of which they kept a checkpoint.
fn rewritten(change: impl Fn(&mut History)) -> [Shown; 2] {
    let history = changed(change);
    two(&history, &history)
}

fn impostor(name: &str) -> SignerKey {
    SignerKey::of_seed(
        KeyName::new(name).unwrap(),
        KeyKind::Log,
        &Zeroizing::new([99; 32]),
    )
}

const LIES: [(&str, Lie); 28] = [
    ("two last entries", || {
        two(&truth(), &changed(|all| all[19] = "other".to_owned()))
    }),
    ("two entries behind what was kept", || {
        two(&truth(), &changed(|all| all[12] = "other".to_owned()))
    }),
    ("two lengths that part", || {
        two(
            &truth(),
            &changed(|all| {
                all[15] = "other".to_owned();
                all.truncate(17);
            }),
        )
    }),
    ("one more for one of two", || {
        two(
            &truth(),
            &changed(|all| {
                all[19] = "a".to_owned();
                all.push("b".to_owned());
            }),
        )
    }),
    ("another first entry", || {
        rewritten(|all| all[0] = "other".to_owned())
    }),
    ("another entry in the middle", || {
        rewritten(|all| all[5] = "other".to_owned())
    }),
    ("an entry taken out", || {
        rewritten(|all| {
            all.remove(3);
        })
    }),
    ("an entry taken out and another put at the end", || {
        rewritten(|all| {
            all.remove(3);
            all.push("x".to_owned());
        })
    }),
    ("an entry put in", || {
        rewritten(|all| all.insert(2, "other".to_owned()))
    }),
    ("two entries in another order", || {
        rewritten(|all| all.swap(2, 7))
    }),
    ("an entry twice", || {
        rewritten(|all| all.insert(3, "entry-3".to_owned()))
    }),
    ("rolled back", || rewritten(|all| all.truncate(6))),
    ("rolled back and grown otherwise", || {
        rewritten(|all| {
            all.truncate(6);
            all.extend((0..14).map(|nth| format!("new-{nth}")));
        })
    }),
    ("dated back", || {
        rewritten(|all| {
            all[4] = Entry::Issue(issue("room-north", 1_767_139_200, WORDS)).to_string();
        })
    }),
    ("dated later", || {
        rewritten(|all| {
            all[6] = Entry::Issue(issue("room-south", 1_767_312_000, WORDS)).to_string();
        })
    }),
    ("never shown to South", || {
        rewritten(|all| all[6] = "entry-6".to_owned())
    }),
    ("other words under the same number", || {
        let words = "Two boats patrol, armed.";
        let issue = issue("room-south", 1_767_225_700, words);
        let history = changed(|all| all[18] = Entry::Issue(issue.clone()).to_string());
        let [mut north, mut south] = two(&history, &history);
        north.papers.push(norths(&history).to_string());
        south
            .papers
            .push(receipt(&history, 18, issue, words).to_string());
        [north, south]
    }),
    ("a comma less in the text", || {
        papers(norths(&truth()).to_string().replace("patrol,", "patrol;"))
    }),
    ("another heading", || {
        papers(norths(&truth()).to_string().replace("Patrols", "Parades"))
    }),
    ("another second in the receipt", || {
        papers(
            norths(&truth())
                .to_string()
                .replace("time 1767225600", "time 1767225601"),
        )
    }),
    ("South's receipt as North's", || {
        papers(
            souths(&truth())
                .to_string()
                .replace("seat room-south", "seat room-north"),
        )
    }),
    ("a receipt of what was never written down", || {
        let mut receipt = norths(&truth());
        receipt.issue.at += 60;
        papers(receipt)
    }),
    ("the proof of another entry", || {
        let mut receipt = norths(&truth());
        receipt.proof.hashes = souths(&truth()).proof.hashes;
        papers(receipt)
    }),
    ("another key under the same name", || {
        let key = impostor(TALKS);
        let mut receipt = norths(&truth());
        receipt.log = key.verifier().clone();
        receipt.proof.checkpoint = note_by(&key, log(&truth()).head_at(NOW));
        papers(receipt)
    }),
    ("another log", || {
        let key = impostor("shuttle.example/talks/another");
        papers(note_by(&key, log(&truth()).head_at(NOW)))
    }),
    ("a signature taken from another checkpoint", || {
        let mut note = Note::new(
            note_by(&log_key(), log(&truth()).head_at(NOW))
                .text()
                .to_owned(),
        );
        let older = note_by(&log_key(), log(&truth()).head_at(THEN));
        let note = note.as_mut().unwrap();
        note.add(older.lines()[0].clone());
        papers(&*note)
    }),
    ("a cosignature that the witness never gave", || {
        let mut note = note_by(&log_key(), log(&truth()).head_at(NOW));
        let name = witness_key().verifier().name().clone();
        let forger = SignerKey::of_seed(name, KeyKind::Witness, &Zeroizing::new([98; 32]));
        let line = SignatureLine::of_witness(&forger, note.text(), 1_767_225_800);
        let id = witness_key().verifier().id().to_string();
        note.add(line.clone());
        // Under the id of the true witness, so that it is looked at.
        let forged = renamed(&line, &id);
        let mut other = note_by(&log_key(), log(&truth()).head_at(NOW));
        other.add(forged);
        papers(other)
    }),
    ("a proof of growth that was made up", || {
        let [mut north, south] = honest();
        let mut lines: Vec<String> = north.requests[0].lines().map(str::to_owned).collect();
        lines.swap(1, 2);
        north.requests[0] = lines.join("\n") + "\n";
        [north, south]
    }),
];

/// A line that says it is of a key with another id.
fn renamed(line: &SignatureLine, id: &str) -> SignatureLine {
    let words = line.to_string();
    let (head, base64) = words.rsplit_once(' ').unwrap();
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let place = |letter: char| digits.find(letter).unwrap() as u32;
    // The id stands in the first 32 bits: five letters, and a third of the sixth.
    let id = u32::from_str_radix(id, 16).unwrap();
    let mut letters: Vec<char> = base64.chars().collect();
    for nth in 0..5 {
        let bits = (id >> (26 - 6 * nth)) & 63;
        letters[nth as usize] = digits.as_bytes()[bits as usize] as char;
    }
    let sixth = (place(letters[5]) & 15) | ((id & 3) << 4);
    letters[5] = digits.as_bytes()[sixth as usize] as char;
    let base64: String = letters.into_iter().collect();
    SignatureLine::of_words(&format!("{head} {base64}")).unwrap()
}

/// Who finds a lie out, if anybody does: what two parties and a witness do with what they hold.
fn found_by(shown: &[Shown; 2]) -> Option<String> {
    let kept = log(&truth()).checkpoint_at(THEN);
    let witnesses = vec![witness_key().verifier().clone()];
    let policy = Policy::of_log(log_key().verifier().clone()).knowing(witnesses);
    let mut roots = BTreeMap::new();
    let mut heads = Vec::new();
    for party in shown {
        for paper in &party.papers {
            let read = Paper::read(paper.as_bytes());
            let checked = read.map_err(|why| why.to_string());
            let checked = checked.and_then(|paper| {
                paper
                    .check(Some(&policy), None)
                    .map_err(|why| why.to_string())
            });
            match checked {
                Err(why) => return Some(format!("whoever checks it: {why}")),
                Ok(shows) => {
                    // Two who were shown one draft read their words to each other.
                    if let Some(issue) = shows.issue {
                        let words = roots
                            .entry(issue.text.version)
                            .or_insert(shows.spoken.clone());
                        if *words != shows.spoken {
                            return Some("two who read eight words to each other".to_owned());
                        }
                    }
                }
            }
        }
        for request in &party.requests {
            let request = WitnessRequest::read(request.as_bytes()).unwrap();
            let told = match Checkpoint::of_note(&request.checkpoint, log_key().verifier()) {
                Ok(told) => told,
                Err(why) => return Some(format!("whoever checks it: {why}")),
            };
            if let Err(why) = compare(&kept, &told, &request.proof) {
                return Some(format!("whoever kept a checkpoint: {why}"));
            }
            heads.push((told, request));
        }
    }
    witnessed(&kept, &heads).or_else(|| compared(&heads))
}

/// One witness that both histories are brought to.
fn witnessed(kept: &Checkpoint, shown: &[(Checkpoint, WitnessRequest)]) -> Option<String> {
    let mut witness = Witness::default();
    witness.watch(log_key().verifier().clone(), Some(kept.head));
    for (told, request) in shown {
        let seen = witness.seen(&told.origin).unwrap();
        // Who asks after another has asked sends what leads on from there, as well as it can.
        let honest = seen.size == request.old;
        let request = WitnessRequest {
            old: seen.size,
            ..request.clone()
        };
        if let Err(why) = witness.add(&request, &witness_key(), 1_767_225_900) {
            let same = seen == told.head;
            if honest || !same {
                return Some(format!("a witness: {why}"));
            }
        }
    }
    None
}

fn compared(shown: &[(Checkpoint, WitnessRequest)]) -> Option<String> {
    let (one, other) = (&shown[0].0, &shown[1].0);
    compare(one, other, &[])
        .err()
        .map(|why| format!("two who compare: {why}"))
}

#[test]
fn each_of_twenty_eight_lies_is_found_out_and_the_truth_is_believed() {
    assert_eq!(found_by(&honest()), None);
    let told = |history| {
        [Shown {
            papers: vec![norths(history).to_string()],
            ..Shown::default()
        }]
    };
    let [north] = told(&truth());
    let [_, south] = honest();
    assert_eq!(
        found_by(&[
            Shown {
                requests: south.requests.clone(),
                ..north
            },
            south
        ]),
        None
    );
    for (name, lie) in LIES {
        let found = found_by(&lie());
        println!("{name}: {}", found.as_deref().unwrap_or("NOBODY"));
        assert!(found.is_some(), "{name}");
    }
}
