//! Accounts: a person at a seat, with a passphrase that opens the keys of the seat.
//!
//! Invariant: an account holds the key of its home audience alone, in a box that only its
//! passphrase opens; a wrong passphrase opens nothing and changes nothing but the count of tries.

use crate::fault::is_taken;
use crate::invitation::{Acceptance, InvitationState, end};
use crate::key::{Key, Purpose, digest};
use crate::passphrase::{Hardness, Passphrase};
use crate::person::PersonName;
use crate::profile::Profile;
use crate::session::{Lifetime, Opening, SessionId};
use crate::statement::{
    ACCOUNTS_OF_HANDLE, ACCOUNTS_OF_HOME, ADD_ACCOUNT, CHANGE_ACCOUNT, CLOSE_ACCOUNT,
    END_CHALLENGES_OF_ACCOUNT, END_PASSKEYS_OF_ACCOUNT, END_SESSIONS_OF_ACCOUNT,
};
use crate::{Registry, Ring, StoreError, Token};
use case::CaseId;
use disclosure::{Audience, Seat};
use proceedings::Moment;
use sqlx::{Row, query};

/// The id of an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountId(String);

/// A person at a seat of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The case.
    pub case: CaseId,
    /// The seat.
    pub seat: Seat,
    /// The person's name.
    pub name: PersonName,
}

/// What is needed to sign in.
pub struct SignIn<'a> {
    /// The person's name.
    pub name: &'a PersonName,
    /// The passphrase.
    pub passphrase: &'a Passphrase,
    /// What the person signs in with, in words, for the list of sessions.
    pub device: &'a str,
    /// Now.
    pub at: Moment,
}

/// A session that was just opened.
pub struct SignedIn {
    /// The token for the cookie. It is kept nowhere.
    pub token: Token,
    /// The session.
    pub session: SessionId,
    /// Who signed in.
    pub account: Account,
    /// The keys of the seat.
    pub ring: Ring,
}

/// An account that its passphrase has opened.
pub(crate) struct Unlocked {
    pub(crate) account: Account,
    pub(crate) home: Audience,
    pub(crate) key: Key,
}

/// An account as it is kept.
struct Locked {
    id: String,
    home: String,
    salt: Vec<u8>,
    hardness: Hardness,
    sealed: Vec<u8>,
}

impl AccountId {
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

impl Registry {
    /// Uses an invitation: makes the account and signs it in. The invitation is used up with it.
    ///
    /// # Errors
    ///
    /// If the invitation cannot be used, if the room has somebody of this name, or if the store
    /// fails.
    pub async fn accept(
        &self,
        acceptance: &Acceptance<'_>,
        lifetime: Lifetime,
    ) -> Result<SignedIn, StoreError> {
        let Acceptance {
            token,
            passphrase,
            device,
            at,
        } = *acceptance;
        let opened = self.opened(token, at).await?;
        let (chance, whose) = (self.chance(), (self.case(), &opened.home));
        let salt = chance.next("salt", whose)?;
        let id = chance.next_id("account", whose)?;
        let key = passphrase.key(salt, self.hardness()).await?;
        let home = opened.home.to_string();
        let place = place(self.case(), &home, &id);
        let sealed = key.seal(&place, &opened.profile.boxed(&opened.key))?;
        let card = opened.key.seal(&place, &opened.profile.card(&[]))?;
        let unlocked = Unlocked {
            account: self.account(id.clone(), opened.profile),
            home: opened.home,
            key: opened.key,
        };
        let opening = Opening {
            unlocked: &unlocked,
            device,
            at,
            lifetime,
        };
        let mut work = self.write(self.people()).await?;
        if !end(&mut work, (&opened.id, &home), InvitationState::Used).await? {
            return Err(StoreError::InvitationOver);
        }
        let added = query(ADD_ACCOUNT)
            .bind(id)
            .bind(&home)
            .bind(handle(self.case(), &unlocked.account.name))
            .bind(salt.to_vec())
            .bind(i64::from(self.hardness().memory_kib))
            .bind(i64::from(self.hardness().passes))
            .bind(sealed)
            .bind(card)
            .bind(at.micros())
            .execute(&mut *work)
            .await;
        added.map_err(|fault| match is_taken(&fault) {
            true => StoreError::NameTaken,
            false => fault.into(),
        })?;
        let (token, session) = self.open_session(&mut work, &opening).await?;
        self.commit(work).await?;
        self.signed_in(unlocked, token, session).await
    }

    pub(crate) async fn signed_in(
        &self,
        unlocked: Unlocked,
        token: Token,
        session: SessionId,
    ) -> Result<SignedIn, StoreError> {
        let ring = self.ring(&unlocked.home, &unlocked.key).await?;
        Ok(SignedIn {
            token,
            session,
            account: unlocked.account,
            ring,
        })
    }

    /// The account of this name that a passphrase opens. Two rooms may have people of one name.
    pub(crate) async fn unlocked(
        &self,
        handle: &str,
        passphrase: &Passphrase,
    ) -> Result<Option<Unlocked>, StoreError> {
        let locked = self.locked(handle).await?;
        if locked.is_empty() {
            // As much work as for a name that somebody has.
            passphrase.key([0; 16], self.hardness()).await?;
        }
        for one in locked {
            let what = "account";
            let salt = one.salt.as_slice().try_into();
            let salt = salt.map_err(|_| StoreError::Broken { what })?;
            let key = passphrase.key(salt, one.hardness).await?;
            let Some(opened) = key.open(&place(self.case(), &one.home, &one.id), &one.sealed)
            else {
                continue;
            };
            let whole = Profile::of_box(&opened).zip(Audience::of_name(&one.home));
            let ((profile, key), home) = whole.ok_or(StoreError::Broken { what })?;
            return Ok(Some(Unlocked {
                account: self.account(one.id, profile),
                home,
                key,
            }));
        }
        Ok(None)
    }

    async fn locked(&self, handle: &str) -> Result<Vec<Locked>, StoreError> {
        let mut work = self.people().read().await?;
        let rows = query(ACCOUNTS_OF_HANDLE).bind(handle);
        let rows = rows.fetch_all(&mut *work).await?;
        work.rollback().await?;
        let locked = rows.iter().map(|row| {
            let (memory_kib, passes): (i64, i64) = (row.try_get(3)?, row.try_get(4)?);
            Ok(Locked {
                id: row.try_get(0)?,
                home: row.try_get(1)?,
                salt: row.try_get(2)?,
                hardness: Hardness {
                    memory_kib: u32::try_from(memory_kib).unwrap_or(0),
                    passes: u32::try_from(passes).unwrap_or(0),
                },
                sealed: row.try_get(5)?,
            })
        });
        locked.collect()
    }

    pub(crate) fn account(&self, id: String, profile: Profile) -> Account {
        Account {
            id: AccountId(id),
            case: self.case().clone(),
            seat: profile.seat,
            name: profile.name,
        }
    }

    /// Gives an account another passphrase, and ends all its sessions. It is a try like a sign-in,
    /// and forgets none, for it gives no seat.
    ///
    /// # Errors
    ///
    /// As for a sign-in with the old passphrase.
    pub async fn change_passphrase(
        &self,
        sign_in: &SignIn<'_>,
        new: &Passphrase,
    ) -> Result<(), StoreError> {
        let Unlocked { account, home, key } = self.unlocked_by(sign_in).await?;
        let (salt, id) = (
            self.chance().next("salt", (self.case(), &home))?,
            account.id.0,
        );
        let profile = Profile {
            seat: account.seat,
            name: account.name,
        };
        let place = place(self.case(), &home.to_string(), &id);
        let lock = new.key(salt, self.hardness()).await?;
        let sealed = lock.seal(&place, &profile.boxed(&key))?;
        let mut work = self.write(self.people()).await?;
        for end in [END_SESSIONS_OF_ACCOUNT, END_CHALLENGES_OF_ACCOUNT] {
            query(end).bind(&id).execute(&mut *work).await?;
        }
        query(CHANGE_ACCOUNT)
            .bind(&id)
            .bind(salt.to_vec())
            .bind(i64::from(self.hardness().memory_kib))
            .bind(i64::from(self.hardness().passes))
            .bind(sealed)
            .execute(&mut *work)
            .await?;
        self.commit(work).await
    }

    /// The accounts of the seats whose keys the ring holds.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn accounts(&self, ring: &Ring) -> Result<Vec<Account>, StoreError> {
        let mut accounts = Vec::new();
        let mut work = self.people().read().await?;
        for home in ring.audiences() {
            let key = ring.key(self.case(), home)?;
            let rows = query(ACCOUNTS_OF_HOME).bind(home.to_string());
            for row in rows.fetch_all(&mut *work).await? {
                let (id, card): (String, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
                let opened = key.open(&place(self.case(), &home.to_string(), &id), &card);
                let profile = opened.and_then(|card| Profile::of_card(&card));
                let what = "account";
                let (profile, _) = profile.ok_or(StoreError::Broken { what })?;
                accounts.push(self.account(id, profile));
            }
        }
        work.rollback().await?;
        accounts.sort_by(|a, b| (&a.seat, &a.name, &a.id).cmp(&(&b.seat, &b.name, &b.id)));
        Ok(accounts)
    }

    /// Closes an account with all its sessions.
    ///
    /// # Errors
    ///
    /// If there is none among those that the ring may see, or if the store fails.
    pub async fn close_account(&self, ring: &Ring, id: &AccountId) -> Result<(), StoreError> {
        let accounts = self.accounts(ring).await?;
        let found = accounts.into_iter().find(|one| one.id == *id);
        let home = found.and_then(|one| crate::profile::home(&one.seat));
        let home = home.ok_or(StoreError::NoSuchSeat)?;
        let mut work = self.write(self.people()).await?;
        for end in [
            END_SESSIONS_OF_ACCOUNT,
            END_CHALLENGES_OF_ACCOUNT,
            END_PASSKEYS_OF_ACCOUNT,
        ] {
            query(end).bind(&id.0).execute(&mut *work).await?;
        }
        let close = query(CLOSE_ACCOUNT).bind(&id.0).bind(home.to_string());
        close.execute(&mut *work).await?;
        self.commit(work).await?;
        Ok(())
    }
}

/// What a sign-in finds accounts by: a digest, so that the names are not in the file.
pub(crate) fn handle(case: &CaseId, name: &PersonName) -> String {
    let (case, name) = (case.as_str(), name.folded());
    digest(&[b"onetext/handle/1", case.as_bytes(), name.as_bytes()])
}

fn place(case: &CaseId, home: &str, id: &str) -> Purpose {
    let [case, home, id] = [case.as_str(), home, id].map(str::as_bytes);
    Purpose::of(&[b"onetext/account/1", case, home, id])
}
