//! What can go wrong with a store, said so that a person knows what was kept and what to do.

use crate::Head;
use case::CaseId;
use disclosure::Audience;
use proceedings::Moment;
use std::path::PathBuf;

/// Why a store did not do what was asked. Nothing was changed unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is of no kind we know.
    #[error("`{text}` is no store\nhint: write `sqlite:FOLDER` or `postgres://…`")]
    Url {
        /// The address, without its password.
        text: String,
    },
    /// There is no such case.
    #[error("the store has no case `{case}`\nhint: open it from a case file first")]
    NoSuchCase {
        /// The case.
        case: CaseId,
    },
    /// There is such a case already.
    #[error(
        "the store has the case `{case}` already\n\
         hint: nothing was written over; choose another store or another id"
    )]
    CaseExists {
        /// The case.
        case: CaseId,
    },
    /// The ring has no key of this audience; whether there is such an audience is not said.
    #[error("the log of `{audience}` is not open to this seat")]
    NotOpen {
        /// The audience.
        audience: Audience,
    },
    /// The seat holds no key by itself.
    #[error("this seat takes no invitation\nhint: the public needs none, and a party needs a room")]
    NoSuchSeat,
    /// A name that cannot be used.
    #[error("a name needs between 1 and 120 characters that can be seen")]
    Nameless,
    /// The same name is taken in the same room.
    #[error("somebody of this seat has this name already\nhint: add what tells the two apart")]
    NameTaken,
    /// A passphrase that is too short or too long.
    #[error(
        "a passphrase needs between 12 and 1,024 characters\n\
         hint: four or five words that only you would put together"
    )]
    PassphraseLength,
    /// Name and passphrase do not belong together.
    #[error(
        "the name and the passphrase do not belong together\n\
         hint: nothing was opened or changed; capitals count in the passphrase, not in \
         the name"
    )]
    WrongPassphrase,
    /// A passkey that was not shown, not in time, or not the one of the account.
    #[error(
        "the passkey was not shown, or not in time\n\
         hint: nothing was opened or changed; begin again with name and passphrase"
    )]
    WrongPasskey,
    /// A passphrase that is right, of an account that asks for a passkey too.
    #[error(
        "this account asks for a passkey beside the passphrase\n\
         hint: sign in on the page in a browser, where the passkey can be shown"
    )]
    AsksPasskey,
    /// A passkey is asked for where nobody can look at one.
    #[error(
        "this account asks for a passkey, and this server cannot look at one\n\
         hint: nothing was opened; ask whoever runs it for one built and started with passkeys"
    )]
    PasskeyUnknown,
    /// More passkeys than an account may have.
    #[error("this account has as many passkeys as it may have\nhint: remove one first")]
    TooManyPasskeys,
    /// Too many tries.
    #[error(
        "too many tries to sign in under this name\n\
         hint: it is closed for a while; nothing was opened"
    )]
    TooManyTries {
        /// When it opens again.
        until: Moment,
    },
    /// An invitation that cannot be used.
    #[error(
        "this invitation cannot be used: it was used, withdrawn or has run out\n\
         hint: ask the mediation team for a new one"
    )]
    InvitationOver,
    /// A session that is over.
    #[error("this session is over\nhint: sign in again; what you had sent is kept")]
    SignedOut,
    /// The work of a passphrase cannot be done.
    #[error("the settings of the passphrase's work cannot be used")]
    Hardness,
    /// No random bytes.
    #[error(
        "this machine gives no random bytes\n\
         hint: nothing was kept; without them nothing can be sealed"
    )]
    NoChance,
    /// Too large to be kept.
    #[error("this is too large to be kept")]
    TooLarge,
    /// The work was stopped with the program.
    #[error("the program is stopping, and this was not begun")]
    Stopped,
    /// An event that cannot be opened.
    #[error(
        "event {number} of `{audience}` is not what was kept: its bytes were changed\n\
         hint: nothing was written; the events before it can be read, and a backup has \
         the rest"
    )]
    Corrupt {
        /// The audience.
        audience: Audience,
        /// The number of the event.
        number: u64,
    },
    /// A wrapped key or a card that cannot be opened.
    #[error(
        "the {what} is not what was kept: its bytes were changed\n\
         hint: nothing was written; restore the case from a backup"
    )]
    Broken {
        /// What it is.
        what: &'static str,
    },
    /// An event in a form that cannot be read.
    #[error(
        "event {number} of `{audience}` cannot be read: {why}\n\
         hint: nothing was lost; a newer version of the program may read it"
    )]
    Unreadable {
        /// The audience.
        audience: Audience,
        /// The number of the event.
        number: u64,
        /// Why not.
        why: String,
    },
    /// The store was made by a newer version.
    #[error(
        "the store is of version {found}, and this program knows versions up to {known}\n\
         hint: nothing was changed; use the newer program"
    )]
    Newer {
        /// Its version.
        found: i64,
        /// The last that we know.
        known: i64,
    },
    /// A cosignature that is over no checkpoint of this log.
    #[error(
        "this is no cosignature over a checkpoint of this log\n\
         hint: nothing was kept; ask the witness to sign the request again"
    )]
    NoCosignature,
    /// A key that is not that of a witness.
    #[error(
        "this is not the key of a witness\n\
         hint: it is printed by `onetext record witness new`, and looks like NAME+ID+KEY"
    )]
    NoWitness,
    /// A log names as many witnesses as it may.
    #[error("this log names as many witnesses as it may: 64\nhint: one that cosigns is enough")]
    TooManyWitnesses,
    /// A checkpoint of another log, or of none.
    #[error(
        "this is no checkpoint that a key of this log has signed\n\
         hint: nothing was changed; give the last checkpoint of this very log, or none"
    )]
    NotOfThisLog,
    /// Something was kept after a certificate was made.
    #[error(
        "the logs have moved on since the certificate was made\n\
         hint: nothing was destroyed; stop the server, make the certificate again"
    )]
    MovedOn,
    /// The log is shorter than what was signed of it.
    #[error(
        "the log `{log}` was signed with {signed} entries, and here it has {held}\n\
         hint: an older copy was brought back, so nothing is signed; bring a newer copy back, or \
         let the log go on under another name (docs/record.md, After an older copy)"
    )]
    Behind {
        /// Its name.
        log: String,
        /// How many entries the last signed head has.
        signed: u64,
        /// How many the log has here.
        held: u64,
    },
    /// The log does not go on from what was signed of it.
    #[error(
        "the log `{log}` is not the one that was signed with {size} entries\n\
         hint: an older copy was brought back and written on, so nothing is signed; let the log \
         go on under another name (docs/record.md, After an older copy)"
    )]
    Forked {
        /// Its name.
        log: String,
        /// How many entries the last signed head has.
        size: u64,
    },
    /// The log was signed where this lock was not.
    #[error(
        "nothing is known here of what was signed of the log `{log}`\n\
         hint: a copy was brought to another place without its lock, so nothing is signed; name \
         the lock of the old place with --lock, or let the log go on under another name \
         (docs/record.md, After an older copy)"
    )]
    Unlocked {
        /// Its name.
        log: String,
    },
    /// The record is not that long.
    #[error("the record of this log is not that long")]
    NotInRecord,
    /// The disk is full.
    #[error(
        "the disk of the store is full\n\
         hint: nothing of this was kept, and what was kept before is whole; make room and \
         send it again"
    )]
    Full,
    /// The database does not answer.
    #[error(
        "the database does not answer\n\
         hint: what was acknowledged is kept; sending the same thing again is safe and \
         keeps it once"
    )]
    Away,
    /// Another process holds the store for longer than we wait.
    #[error(
        "another process is writing to the store\nhint: nothing of this was kept; send it again"
    )]
    Busy,
    /// The disk failed while writing.
    #[error(
        "the disk failed while writing\n\
         hint: stop the program and check the disk; what was acknowledged before is kept"
    )]
    Disk,
    /// The database refuses us.
    #[error(
        "the database refuses this user: {why}\n\
         hint: the user must be able to make schemas and roles"
    )]
    Forbidden {
        /// What it says.
        why: String,
    },
    /// A file is no copy of a case.
    #[error(
        "`{path}` is no copy of a case, or was cut short\nhint: use the file as it was written"
    )]
    NotABundle {
        /// Which.
        path: PathBuf,
    },
    /// A file or folder cannot be used.
    #[error("`{path}` cannot be used: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        why: std::io::Error,
    },
    /// Anything else that the database says.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

/// Why an event was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The log has moved on since it was read.
    #[error(
        "the log has moved on to event {head} since it was read\n\
         hint: nothing of this was kept; read on and decide again"
    )]
    Stale {
        /// Where it is now.
        head: Head,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AppendError {
    fn from(fault: sqlx::Error) -> Self {
        Self::Store(fault.into())
    }
}

impl StoreError {
    /// Whether it is said of a log that must not be signed under its name any more.
    #[must_use]
    pub const fn is_of_two_histories(&self) -> bool {
        matches!(
            self,
            Self::Behind { .. } | Self::Forked { .. } | Self::Unlocked { .. }
        )
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(fault: sqlx::Error) -> Self {
        use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Protocol, Tls, WorkerCrashed};
        if matches!(
            fault,
            Io(_) | Protocol(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed
        ) {
            return Self::Away;
        }
        let code = fault.as_database_error().and_then(|said| said.code());
        let code = code.map(|code| code.into_owned());
        match code.as_deref() {
            Some(code) => of_code(code, fault),
            None => Self::Database(fault),
        }
    }
}

/// What a code of SQLite (a number) or of PostgreSQL (five characters) stands for.
fn of_code(code: &str, fault: sqlx::Error) -> StoreError {
    if code.len() == 5 {
        return match code {
            "53100" | "53200" => StoreError::Full,
            "42501" | "28000" | "28P01" => StoreError::Forbidden { why: said(&fault) },
            "58030" => StoreError::Disk,
            "55P03" => StoreError::Busy,
            // a database that lets nobody in, connections that break, too many of them, and a
            // server that stops
            "55000" => StoreError::Away,
            _ if code.starts_with("08") || code.starts_with("57P") || code == "53300" => {
                StoreError::Away
            }
            _ => StoreError::Database(fault),
        };
    }
    // What lies beside a file in memory cannot grow where there is no room for it.
    if code == "4874" {
        return StoreError::Full;
    }
    // The low byte of an extended result code is the plain one.
    match code.parse::<i32>().map(|code| code & 0xff) {
        Ok(5 | 6) => StoreError::Busy,
        Ok(10) => StoreError::Disk,
        Ok(13) => StoreError::Full,
        Ok(14) => StoreError::Away,
        Ok(11 | 26) => StoreError::Broken {
            what: "database file",
        },
        Ok(_) | Err(_) => StoreError::Database(fault),
    }
}

fn said(fault: &sqlx::Error) -> String {
    let said = fault.as_database_error().map(|said| said.message());
    said.unwrap_or_default().to_owned()
}

/// Whether a database asks us to try the same transaction again.
pub(crate) fn is_passing(fault: &sqlx::Error) -> bool {
    let sqlx::Error::Database(said) = fault else {
        return false;
    };
    matches!(said.code().as_deref(), Some("40001" | "40P01"))
}

/// Whether a row is there already.
pub(crate) fn is_taken(fault: &sqlx::Error) -> bool {
    matches!(fault, sqlx::Error::Database(said) if said.is_unique_violation())
}
