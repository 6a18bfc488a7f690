//! Passkeys: what an account asks for beside its passphrase.
//!
//! A passkey opens no key. It stands between a right passphrase and a seat, so that a passphrase
//! that was stolen is of no use by itself. What a passkey is made of is not known here: it is bytes
//! that whoever checks it wrote, sealed under the key of the account's home audience.
//!
//! Invariant: an account with a passkey gets a seat through [`Registry::admit`] alone, which takes
//! a challenge that was used just now and writes over the passkey as the challenge knew it.

use crate::account::Unlocked;
use crate::challenge::{Challenge, Errand};
use crate::key::{Key, Purpose, joined};
use crate::profile::{fields, home};
use crate::session::Opening;
use crate::statement::{ADD_PASSKEY, CHANGE_PASSKEY, END_PASSKEY, PASSKEYS_OF_ACCOUNT};
use crate::{Account, Lifetime, Registry, Ring, SignIn, SignedIn, StoreError};
use case::CaseId;
use proceedings::Moment;
use sqlx::{Row, query};

const WHAT: &str = "passkey";
/// The most passkeys that an account may have.
const PASSKEYS_MAX: usize = 10;
const NAME_CHARS_MAX: usize = 120;

/// The id of a passkey, as lists give it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PasskeyId(String);

/// A passkey of an account.
#[derive(Clone)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// What its person calls it.
    pub name: String,
    /// What whoever checks it wrote.
    pub credential: Vec<u8>,
    /// When it was added.
    pub made: Moment,
}

/// A passkey, and the card it was read from.
pub(crate) struct Kept {
    pub(crate) passkey: Passkey,
    pub(crate) card: Vec<u8>,
}

/// Somebody whose passphrase was right, and who has no seat by that.
pub struct Half {
    pub(crate) unlocked: Unlocked,
    pub(crate) kept: Vec<Kept>,
}

impl PasskeyId {
    /// The id of this text, as it stood in a list.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As a list gives it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Half {
    pub(crate) const fn new(unlocked: Unlocked, kept: Vec<Kept>) -> Self {
        Self { unlocked, kept }
    }

    /// Whose passphrase it was.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.unlocked.account
    }

    /// The passkeys of the account, the oldest first.
    pub fn passkeys(&self) -> impl Iterator<Item = &Passkey> {
        self.kept.iter().map(|kept| &kept.passkey)
    }
}

impl Registry {
    /// Has somebody who sits show their passphrase again. It counts as a try.
    ///
    /// # Errors
    ///
    /// If the passphrase is not that of the account, if there were too many tries, or if the store
    /// fails.
    pub async fn unlocked_again(
        &self,
        account: &Account,
        sign_in: &SignIn<'_>,
    ) -> Result<Half, StoreError> {
        let unlocked = self.unlocked_by(sign_in).await?;
        if unlocked.account != *account {
            return Err(StoreError::WrongPassphrase);
        }
        let kept = self.kept_passkeys(&unlocked).await?;
        Ok(Half::new(unlocked, kept))
    }

    pub(crate) async fn kept_passkeys(&self, unlocked: &Unlocked) -> Result<Vec<Kept>, StoreError> {
        self.kept_under(&unlocked.account, &unlocked.key).await
    }

    async fn kept_under(&self, account: &Account, key: &Key) -> Result<Vec<Kept>, StoreError> {
        let mut work = self.people().read().await?;
        let rows = query(PASSKEYS_OF_ACCOUNT).bind(account.id.as_str());
        let rows = rows.fetch_all(&mut *work).await?;
        work.rollback().await?;
        let kept = rows.iter().map(|row| {
            let (id, card): (String, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            let made = Moment::of_micros(row.try_get(2)?);
            let opened = key.open(&place(self.case(), account, &id), &card);
            let read = opened.and_then(|opened| {
                let parts = fields(&opened)?;
                let [name, credential] = parts.as_slice() else {
                    return None;
                };
                Some(Passkey {
                    id: PasskeyId(id),
                    name: std::str::from_utf8(name).ok()?.to_owned(),
                    credential: credential.to_vec(),
                    made,
                })
            });
            let passkey = read.ok_or(StoreError::Broken { what: WHAT })?;
            Ok(Kept { passkey, card })
        });
        kept.collect()
    }

    /// The passkeys of an account whose home the ring opens, the oldest first.
    ///
    /// # Errors
    ///
    /// If the ring does not open it, or if the store fails.
    pub async fn passkeys(
        &self,
        ring: &Ring,
        account: &Account,
    ) -> Result<Vec<Passkey>, StoreError> {
        let home = home(&account.seat).ok_or(StoreError::NoSuchSeat)?;
        let kept = self
            .kept_under(account, ring.key(self.case(), &home)?)
            .await?;
        Ok(kept.into_iter().map(|kept| kept.passkey).collect())
    }

    /// Adds a passkey to the account of a challenge that was answered.
    ///
    /// # Errors
    ///
    /// If the challenge was not for this, if there are too many, or if the store fails.
    pub async fn add_passkey(
        &self,
        challenge: Challenge,
        (name, credential): (&str, &[u8]),
        at: Moment,
    ) -> Result<(), StoreError> {
        if challenge.errand != Errand::Add {
            return Err(StoreError::WrongPasskey);
        }
        let Unlocked { account, home, key } = &challenge.unlocked;
        if self.kept_under(account, key).await?.len() >= PASSKEYS_MAX {
            return Err(StoreError::TooManyPasskeys);
        }
        let id = self.chance().next_id("passkey", (self.case(), home))?;
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        let card = joined(&[name.as_bytes(), credential]);
        let card = key.seal(&place(self.case(), account, &id), &card)?;
        let mut work = self.write(self.people()).await?;
        query(ADD_PASSKEY)
            .bind(id)
            .bind(home.to_string())
            .bind(account.id.as_str())
            .bind(card)
            .bind(at.micros())
            .execute(&mut *work)
            .await?;
        self.commit(work).await
    }

    /// Removes a passkey of an account whose home the ring opens; one that is gone stays so.
    ///
    /// # Errors
    ///
    /// If the ring does not open it, or if the store fails.
    pub async fn remove_passkey(
        &self,
        ring: &Ring,
        (account, id): (&Account, &PasskeyId),
    ) -> Result<(), StoreError> {
        let home = home(&account.seat).ok_or(StoreError::NoSuchSeat)?;
        ring.key(self.case(), &home)?;
        let mut work = self.write(self.people()).await?;
        query(END_PASSKEY)
            .bind(&id.0)
            .bind(account.id.as_str())
            .bind(home.to_string())
            .execute(&mut *work)
            .await?;
        self.commit(work).await
    }

    /// Gives the seat to somebody who has shown a passkey: `id` says which, `credential` is what
    /// is kept of it from now on. Whoever calls has verified what was shown.
    ///
    /// # Errors
    ///
    /// If the challenge was not for this, if the passkey was removed or used since the challenge
    /// was made, or if the store fails.
    pub async fn admit(
        &self,
        challenge: Challenge,
        (id, credential): (&PasskeyId, &[u8]),
        (device, at, lifetime): (&str, Moment, Lifetime),
    ) -> Result<SignedIn, StoreError> {
        let shown = challenge.kept.iter().find(|kept| kept.passkey.id == *id);
        let shown = shown.filter(|_| challenge.errand == Errand::SignIn);
        let Kept { passkey, card } = shown.ok_or(StoreError::WrongPasskey)?;
        let unlocked = &challenge.unlocked;
        let fresh = joined(&[passkey.name.as_bytes(), credential]);
        let place = place(self.case(), &unlocked.account, &id.0);
        let fresh = unlocked.key.seal(&place, &fresh)?;
        let mut work = self.write(self.people()).await?;
        // Only if it still is what the challenge was made for: a counter never goes back.
        let changed = query(CHANGE_PASSKEY)
            .bind(&id.0)
            .bind(card.clone())
            .bind(fresh);
        if changed.execute(&mut *work).await?.rows_affected() != 1 {
            return Err(StoreError::WrongPasskey);
        }
        let opening = Opening {
            unlocked,
            device,
            at,
            lifetime,
        };
        self.given_seat(work, &opening).await
    }
}

fn place(case: &CaseId, account: &Account, id: &str) -> Purpose {
    let [case, account, id] = [case.as_str(), account.id.as_str(), id].map(str::as_bytes);
    Purpose::of(&[b"onetext/passkey/1", case, account, id])
}
