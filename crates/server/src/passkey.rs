//! Passkeys: what an account may ask for beside its passphrase.
//!
//! The passphrase opens the keys; a passkey opens none, and makes a passphrase that was stolen
//! useless. Both are needed where there is a passkey.
//!
//! Invariant: whatever is wrong with what was shown, the answer is the same; a challenge is used
//! up before anything of the answer is looked at. A passkey must have verified its person.

mod door;
mod own;
mod site;

pub(crate) use door::{asked, routes};
pub(crate) use own::{part, routes as seat_routes};
pub use site::{Passkeys, PasskeysError};
