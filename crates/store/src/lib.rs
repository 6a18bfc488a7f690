//! The one room with SQL: logs kept per audience, keys, people and sessions, on SQLite or
//! PostgreSQL.
//!
//! A [`Store`] is a folder or a database; a [`Registry`] keeps one case in it. Each audience has a
//! volume of its own (a SQLite file, or a schema and a role of PostgreSQL), and one more keeps the
//! people and the wrapped keys.
//!
//! Invariant: what an audience was told is kept only under the data key of that audience, and a
//! [`Ring`] opens no audience that its seat does not belong to. The clock is never read here:
//! moments come in as arguments.

// tidy: long, because SQL has one room, and the record of a log grows in the transaction of its
// events; a crate for either would open the volumes and their keys to others.

mod account;
mod annex;
mod apart;
mod attempt;
mod audit;
mod building;
mod bundle;
mod challenge;
mod chance;
mod changes;
mod codec;
mod copy;
mod destruction;
mod entry;
mod erasure;
mod fault;
mod founding;
mod ground;
mod head;
mod invitation;
mod key;
mod leaf;
mod lock;
mod log;
mod look;
mod manner;
mod migration;
mod news;
mod padding;
mod page;
mod passkey;
mod passphrase;
mod person;
mod place;
mod presence;
mod profile;
mod record;
mod registry;
mod ring;
mod rotation;
mod session;
mod shares;
mod statement;
mod store;
mod store_url;
mod token;
mod veil;
mod volume;
mod witness;

pub use account::{Account, AccountId, SignIn, SignedIn};
pub use challenge::{Challenge, Errand};
pub use chance::Chance;
pub use changes::{Change, Changes};
pub use destruction::Ending;
pub use entry::Entry;
pub use fault::{AppendError, StoreError};
pub use head::Head;
pub use invitation::{Acceptance, Invitation, InvitationId, InvitationState, Invitee};
pub use lock::Lock;
pub use news::Asked;
pub use passkey::{Half, Passkey, PasskeyId};
pub use passphrase::{Hardness, Passphrase};
pub use person::PersonName;
pub use record::{LogKeys, Standing};
pub use registry::Registry;
pub use ring::Ring;
pub use rotation::LogKey;
pub use session::{Lifetime, Seated, Session, SessionId};
pub use shares::{Part, ShareKey, Shares};
pub use store::{Founded, Founding, Store};
pub use store_url::StoreUrl;
pub use token::Token;
pub use veil::Veil;
pub use witness::Watching;
