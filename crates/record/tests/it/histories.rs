//! Two histories of one log: a server that lies, and who finds it out.

use crate::vectors::{TALKS, log_key, witness_key};
use record::{
    Checkpoint, Distrust, Edge, Hash, KeyName, Node, Note, ProofError, Refused, TreeHead, Witness,
    WitnessRequest, compare, consistency, inclusion, peaks,
};

/// A log with everything kept.
pub(crate) struct Log {
    rows: Vec<Vec<Hash>>,
}

impl Log {
    pub(crate) fn of(size: u64, entry: impl Fn(u64) -> String) -> Self {
        let mut edge = Edge::default();
        let append = |number| edge.append(Hash::of_leaf(entry(number).as_bytes()));
        Self {
            rows: (0..size).map(append).collect(),
        }
    }

    pub(crate) fn hash_of(&self, node: Node) -> Result<Hash, ProofError> {
        let row = &self.rows[usize::try_from(node.kept_with().unwrap()).unwrap()];
        Ok(row[node.level() as usize])
    }

    pub(crate) fn head_at(&self, size: u64) -> TreeHead {
        let hashes: Result<Vec<Hash>, ProofError> = peaks(size)
            .into_iter()
            .map(|node| self.hash_of(node))
            .collect();
        let edge = Edge::new(size, hashes.unwrap()).unwrap();
        TreeHead {
            size,
            root: edge.root(),
        }
    }

    pub(crate) fn checkpoint_at(&self, size: u64) -> Checkpoint {
        Checkpoint {
            origin: KeyName::new(TALKS).unwrap(),
            head: self.head_at(size),
        }
    }

    pub(crate) fn note_at(&self, size: u64) -> Note {
        self.checkpoint_at(size).signed(&log_key()).unwrap()
    }

    fn proof(&self, old: u64, new: u64) -> Vec<Hash> {
        consistency(old, new, |node| self.hash_of(node)).unwrap()
    }

    fn request(&self, old: u64, new: u64) -> WitnessRequest {
        WitnessRequest {
            old,
            proof: if old == 0 {
                Vec::new()
            } else {
                self.proof(old, new)
            },
            checkpoint: self.note_at(new),
        }
    }
}

/// What North is shown, and what South is shown: they part at the fifth entry.
fn two_histories() -> (Log, Log) {
    let north = Log::of(9, |number| format!("entry-{number}"));
    let south = Log::of(9, |number| match number {
        5 => "another entry".to_owned(),
        other => format!("entry-{other}"),
    });
    (north, south)
}

#[test]
fn two_parties_who_compare_checkpoints_of_one_size_see_that_they_were_shown_two_histories() {
    let (north, south) = two_histories();
    assert_eq!(
        compare(&north.checkpoint_at(5), &south.checkpoint_at(5), &[]),
        Ok(())
    );
    let told = compare(&north.checkpoint_at(6), &south.checkpoint_at(6), &[]);
    assert!(
        matches!(told, Err(Distrust::TwoHistories { size: 6, .. })),
        "{told:?}"
    );
}

#[test]
fn no_proof_joins_two_histories_of_different_sizes() {
    let (north, south) = two_histories();
    let (then, now) = (north.checkpoint_at(6), south.checkpoint_at(9));
    for proof in [south.proof(6, 9), north.proof(6, 9), Vec::new()] {
        let told = compare(&then, &now, &proof);
        assert_eq!(told, Err(ProofError::Consistency.into()));
        assert_eq!(compare(&now, &then, &proof), told);
    }
    let honest = compare(&then, &north.checkpoint_at(9), &north.proof(6, 9));
    assert_eq!(honest, Ok(()));
}

#[test]
fn one_witness_cosigns_one_history_only() {
    let (north, south) = two_histories();
    let mut witness = Witness::default();
    witness.watch(log_key().verifier().clone(), None);
    let cosign = |witness: &mut Witness, request: &WitnessRequest| {
        witness.add(request, &witness_key(), 1_767_225_600)
    };
    for (old, new) in [(0, 5), (5, 7), (7, 7)] {
        let request = north.request(old, new);
        let line = cosign(&mut witness, &request).unwrap();
        let mut note = request.checkpoint.clone();
        note.add(line);
        let signed = note.signers(&[witness_key().verifier().clone()]).unwrap();
        assert_eq!(signed[0].at, Some(1_767_225_600));
    }
    let same_size = cosign(&mut witness, &south.request(7, 7)).unwrap_err();
    let two = Refused::Distrust(Distrust::TwoHistories {
        origin: TALKS.to_owned(),
        size: 7,
        one: north.head_at(7).root.to_string(),
        other: south.head_at(7).root.to_string(),
    });
    assert_eq!(same_size, two);
    let larger = cosign(&mut witness, &south.request(7, 9)).unwrap_err();
    assert_eq!(larger, Refused::Distrust(ProofError::Consistency.into()));
    let behind = cosign(&mut witness, &north.request(5, 9)).unwrap_err();
    assert_eq!(behind, Refused::Behind { size: 7, told: 5 });
    let afresh = cosign(&mut witness, &south.request(0, 9)).unwrap_err();
    assert_eq!(afresh, Refused::Behind { size: 7, told: 0 });
    let shrunk = WitnessRequest {
        old: 7,
        proof: Vec::new(),
        checkpoint: north.note_at(3),
    };
    assert_eq!(
        cosign(&mut witness, &shrunk),
        Err(Refused::Shrunk { old: 7, new: 3 })
    );
    // What it remembers is kept between two requests.
    let mut witness = Witness::read(witness.to_string().as_bytes()).unwrap();
    // What was refused has changed nothing.
    let origin = KeyName::new(TALKS).unwrap();
    assert_eq!(witness.seen(&origin), Some(north.head_at(7)));
    assert!(cosign(&mut witness, &north.request(7, 9)).is_ok());
}

#[test]
fn a_request_is_carried_as_a_file() {
    let (north, _) = two_histories();
    for (old, new) in [(0, 5), (5, 9), (9, 9)] {
        let request = north.request(old, new);
        let file = request.to_string();
        assert_eq!(WitnessRequest::read(file.as_bytes()), Ok(request));
    }
}

#[test]
fn what_a_log_left_out_is_in_no_proof() {
    let (_, south) = two_histories();
    let proof = inclusion(5, 9, |node| south.hash_of(node)).unwrap();
    let shown = Hash::of_leaf(b"entry-5");
    let told = record::verify_inclusion((5, 9), &shown, &proof, &south.head_at(9).root);
    assert_eq!(told, Err(ProofError::Inclusion));
}
