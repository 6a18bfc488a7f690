//! Receipts: what a delegation holds in its hand, and what it shows.

use crate::histories::Log;
use crate::vectors::{LOG, TALKS, log_key, witness_key};
use record::{
    Distrust, Entry, Framework, FrameworkPoint, Hash, Issue, Policy, ProofFile, Receipt,
    SignatureLine, Text, VerifierKey, inclusion, spoken,
};

fn framework(third: &str) -> Framework {
    let mut framework = Framework::new(TALKS, 2).unwrap();
    for (number, text) in [(1, "The parties cease fire."), (2, ""), (3, third)] {
        let heading = format!("Point {number}");
        let point = FrameworkPoint::new(number, &heading, text).unwrap();
        framework.add("en", point).unwrap();
    }
    let point = FrameworkPoint::new(1, "", "يوقف الطرفان إطلاق النار.\nحالا.").unwrap();
    framework.add("ar", point).unwrap();
    framework
}

pub(crate) fn receipt(third: &str) -> Receipt {
    let framework = framework(third);
    let issue = Issue {
        seat: "delegation-north".to_owned(),
        at: 1_767_225_600,
        salt: [7; 32],
        text: Text::of(&framework),
    };
    let entry = Entry::Issue(issue.clone()).to_string();
    let log = Log::of(9, |number| match number {
        4 => entry.clone(),
        other => format!("entry-{other}"),
    });
    let mut checkpoint = log.note_at(9);
    let line = SignatureLine::of_witness(&witness_key(), checkpoint.text(), 1_767_225_700);
    checkpoint.add(line);
    Receipt {
        log: VerifierKey::of_words(LOG).unwrap(),
        witnesses: vec![witness_key().verifier().clone()],
        issue,
        framework,
        proof: ProofFile {
            extra: None,
            leaf: 4,
            hashes: inclusion(4, 9, |node| log.hash_of(node)).unwrap(),
            checkpoint,
        },
    }
}

#[test]
fn a_receipt_is_read_as_it_was_written_and_shows_what_was_shown() {
    let receipt = receipt("Observers are admitted.");
    let file = receipt.to_string();
    let read = Receipt::read(file.as_bytes()).unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.to_string(), file);
    let verified = read.verify(None).unwrap();
    assert_eq!(verified.checkpoint.head.size, 9);
    let times: Vec<_> = verified.signed.iter().map(|signed| signed.at).collect();
    assert_eq!(times, [None, Some(1_767_225_700)]);
    assert_eq!(verified.spoken, spoken(&receipt.framework.root()));
}

#[test]
fn a_receipt_is_believed_only_with_the_keys_that_its_reader_knows() {
    let receipt = receipt("Observers are admitted.");
    let witness = witness_key().verifier().to_string();
    let asked = format!("log {LOG}\nwitness w {witness}\nquorum w\n");
    assert!(
        receipt
            .verify(Some(&Policy::read(asked.as_bytes()).unwrap()))
            .is_ok()
    );
    let mut alone = receipt.clone();
    alone.proof.checkpoint = record::Checkpoint::of_note(&alone.proof.checkpoint, &alone.log)
        .unwrap()
        .signed(&log_key())
        .unwrap();
    let told = alone.verify(Some(&Policy::read(asked.as_bytes()).unwrap()));
    let missing = Distrust::Quorum {
        missing: "w".to_owned(),
    };
    assert_eq!(told, Err(missing));
    let name = record::KeyName::new(TALKS).unwrap();
    let seed = zeroize::Zeroizing::new([9; 32]);
    let other = record::SignerKey::of_seed(name, record::KeyKind::Log, &seed);
    let policy = Policy::of_log(other.verifier().clone());
    let told = receipt.verify(Some(&policy));
    assert!(matches!(told, Err(Distrust::Quorum { .. })), "{told:?}");
}

#[test]
fn words_that_were_changed_are_told_from_the_words_that_were_shown() {
    let mut changed = receipt("Observers are admitted.");
    changed.framework = framework("Observers are not admitted.");
    let file = changed.to_string();
    let told = Receipt::read(file.as_bytes()).unwrap().verify(None);
    assert!(matches!(told, Err(Distrust::Words { .. })), "{told:?}");
}

#[test]
fn an_entry_that_was_changed_with_the_words_is_not_in_the_log() {
    let honest = receipt("Observers are admitted.");
    let mut changed = receipt("Observers are not admitted.");
    changed.proof = honest.proof;
    let told = changed.verify(None);
    assert!(matches!(told, Err(Distrust::Proof(_))), "{told:?}");
}

/// Seat and second are known to many, and a text is soon guessed.
#[test]
fn an_entry_with_another_salt_has_another_leaf() {
    let issue = receipt("Observers are admitted.").issue;
    let other = Issue {
        salt: [8; 32],
        ..issue.clone()
    };
    let leaf = |issue: &Issue| Hash::of_leaf(Entry::Issue(issue.clone()).to_string().as_bytes());
    assert_ne!(leaf(&issue), leaf(&other));
    let entry = Entry::Issue(other);
    assert_eq!(Entry::read(entry.to_string().as_bytes()), Ok(entry));
}
