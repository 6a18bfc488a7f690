//! What was changed on its way is not believed, whichever bit it was.

use crate::receipts::receipt;
use crate::vectors::LOG;
use proptest::prelude::*;
use record::{Entry, Note, Policy, ProofFile, Receipt, WitnessRequest};

#[test]
fn no_receipt_with_a_changed_bit_shows_another_text_seat_or_time() {
    let honest = receipt("Observers are admitted.");
    let policy = Policy::read(format!("log {LOG}\nquorum none\n").as_bytes()).unwrap();
    let file = honest.to_string().into_bytes();
    let mut believed = 0;
    for bit in 0..file.len() * 8 {
        let mut changed = file.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let Ok(read) = Receipt::read(&changed) else {
            continue;
        };
        if read.verify(Some(&policy)).is_ok() {
            // The name or the key of a witness, or the receipt's own word on the keys.
            believed += 1;
            assert_eq!(read.issue, honest.issue);
            assert_eq!(read.framework, honest.framework);
            assert_eq!(read.proof.leaf, honest.proof.leaf);
        }
    }
    // Some changes only make the witness's line unknown: the policy did not ask for it.
    assert!(believed > 0 && believed < 2_500, "{believed}");
}

#[test]
fn a_receipt_with_a_byte_too_many_is_refused_or_written_with_it() {
    let honest = receipt("Observers are admitted.").to_string().into_bytes();
    for at in 0..=honest.len() {
        for byte in 0..=u8::MAX {
            let longer = [&honest[..at], &[byte], &honest[at..]].concat();
            let written = Receipt::read(&longer).map(|read| read.to_string().into_bytes());
            assert!(written.is_err() || written == Ok(longer), "{byte} at {at}");
        }
    }
}

#[test]
fn a_policy_that_asks_for_a_witness_is_met_by_no_note_with_a_changed_bit() {
    let honest = receipt("Observers are admitted.");
    let witness = &honest.witnesses[0];
    let policy = format!("log {LOG}\nwitness w {witness}\nquorum w\n");
    let policy = Policy::read(policy.as_bytes()).unwrap();
    let file = honest.proof.checkpoint.to_string().into_bytes();
    for bit in 0..file.len() * 8 {
        let mut changed = file.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let believed = Note::read(&changed).is_ok_and(|note| policy.check(&note).is_ok());
        assert!(!believed, "bit {bit}");
    }
}

#[test]
fn a_policy_names_each_member_once_and_before_it_is_used() {
    let honest = receipt("Observers are admitted.");
    let witness = honest.witnesses[0].to_string();
    let lines = [
        "quorum none".to_owned(),
        format!("log {LOG}"),
        format!("log {LOG}\nquorum none\nquorum none"),
        format!("log {LOG}\nquorum w"),
        format!("log {witness}\nquorum none"),
        format!("log {LOG}\nwitness w {LOG}\nquorum w"),
        format!("log {LOG}\nwitness w {witness}\nwitness w {witness}\nquorum w"),
        format!("log {LOG}\nwitness w {witness}\ngroup g any w w\nquorum g"),
        format!("log {LOG}\nwitness w {witness}\ngroup g 2 w\nquorum g"),
        format!("log {LOG}\nwitness w {witness}\ngroup g 0 w\nquorum g"),
        format!("log {LOG}\nwitness w {witness}\ngroup g all w\nquorum w"),
        format!("log {LOG}\nwitness none {witness}\nquorum none"),
        format!("log {LOG}\nobserver w {witness}\nquorum none"),
    ];
    for text in lines {
        assert!(
            Policy::read(format!("{text}\n").as_bytes()).is_err(),
            "{text}"
        );
    }
    let nested = format!(
        "# who\nlog {LOG} https://example.org\n\twitness  w {witness}\n\ngroup g any w\n\
         group h all g\nquorum h\n"
    );
    let policy = Policy::read(nested.as_bytes()).unwrap();
    assert!(policy.check(&honest.proof.checkpoint).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read_or_refused_and_what_is_read_is_written_the_same(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        cut in any::<prop::sample::Index>(),
    ) {
        let honest = receipt("Observers are admitted.").to_string().into_bytes();
        let at = cut.index(honest.len());
        let mixed = [&honest[..at], &bytes, &honest[at..]].concat();
        for bytes in [&bytes[..], &mixed] {
            let same =
                |written: Option<String>| written.is_none_or(|file| file.as_bytes() == bytes);
            prop_assert!(same(Receipt::read(bytes).ok().map(|read| read.to_string())));
            prop_assert!(same(Note::read(bytes).ok().map(|read| read.to_string())));
            prop_assert!(same(ProofFile::read(bytes).ok().map(|read| read.to_string())));
            prop_assert!(same(WitnessRequest::read(bytes).ok().map(|read| read.to_string())));
            prop_assert!(same(Entry::read(bytes).ok().map(|read| read.to_string())));
            let _ = Policy::read(bytes);
        }
    }
}
