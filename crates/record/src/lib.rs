//! The record: a Merkle log by which everybody can show what was kept, and in which order, without
//! trusting whoever keeps it.
//!
//! Bytes in, proofs out. The formats are public ones, so that other programs check what this one
//! writes: RFC 6962 for the tree, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles,
//! tlog-proof, tlog-policy and tlog-witness for the rest. Two things are our own and are told in
//! `docs/record.md`: what an entry says ([`Entry`]) and what a receipt is ([`Receipt`]).
//!
//! Invariant: an entry holds a salted commitment and no content of anything that is not open to the
//! whole audience of its log.

mod archive;
mod base64;
mod canonical;
mod certificate;
mod checkpoint;
mod consistency;
mod entry;
mod fault;
mod framework;
mod hash;
mod inclusion;
mod key;
mod lines;
mod note;
mod paper;
mod policy;
mod proof_file;
mod receipt;
mod sealed;
mod spoken;
mod tile;
mod tree;
mod utc;
mod witness;

pub use archive::{Damaged, archive, verify_archive};
pub use canonical::{Unwritable, canonical};
pub use certificate::{Certificate, Disposition};
pub use checkpoint::{Checkpoint, TreeHead};
pub use consistency::{consistency, verify_consistency};
pub use entry::{Anew, Entry, Issue, Text};
pub use fault::{Distrust, Excerpt, ProofError, ReadError};
pub use framework::{Framework, FrameworkPoint, NotInFramework};
pub use hash::Hash;
pub use inclusion::{inclusion, verify_inclusion};
pub use key::{KeyId, KeyKind, KeyName, SignerKey, VerifierKey};
pub use note::{Note, SignatureLine, Signed};
pub use paper::{Doubt, Keys, Paper, Shows};
pub use policy::Policy;
pub use proof_file::ProofFile;
pub use receipt::{Receipt, Verified};
pub use sealed::{Commitment, Salt};
pub use spoken::spoken;
pub use tile::{EntryTooLong, TILE_WIDTH, Tile, TileKind, bundle, entries_of_bundle};
pub use tree::{Edge, Node, peaks};
pub use witness::{Refused, Witness, WitnessRequest, compare};
