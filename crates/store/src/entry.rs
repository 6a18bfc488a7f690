//! Entering: what a right passphrase comes to, a seat or the question for a passkey.
//!
//! Invariant: the tries of a name are forgotten with its seat and not before, so that a passphrase
//! without its passkey is tried but a few times.

use crate::account::{Unlocked, handle};
use crate::passkey::Half;
use crate::session::Opening;
use crate::statement::CLEAR_ATTEMPT;
use crate::volume::Work;
use crate::{Lifetime, Registry, SignIn, SignedIn, Store, StoreError};
use case::CaseId;
use sqlx::query;

/// What a right passphrase comes to.
pub enum Entry {
    /// The seat: the account has no passkey.
    Opened(Box<SignedIn>),
    /// A question for one of the account's passkeys, before there is a seat.
    Asks(Box<Half>),
}

impl Entry {
    /// The seat, where the passphrase alone gives it.
    fn seat(self) -> Result<SignedIn, StoreError> {
        match self {
            Self::Opened(signed_in) => Ok(*signed_in),
            Self::Asks(_) => Err(StoreError::AsksPasskey),
        }
    }
}

impl Store {
    /// Signs somebody in to a case, or says that a passkey is to be shown first. Whether there is
    /// such a case is not told: a try at one that is not there is counted, costs as much work and
    /// is refused like a wrong passphrase.
    ///
    /// # Errors
    ///
    /// If case, name and passphrase do not belong together, if there were too many tries, or if
    /// the store fails.
    pub async fn enter(
        &self,
        case: &CaseId,
        sign_in: &SignIn<'_>,
        lifetime: Lifetime,
    ) -> Result<Entry, StoreError> {
        match self.case(case).await {
            Ok(registry) => registry.enter(sign_in, lifetime).await,
            Err(StoreError::NoSuchCase { .. }) => {
                let handle = handle(case, sign_in.name);
                self.strays().count_attempt(&handle, sign_in.at)?;
                sign_in.passphrase.key([0; 16], self.hardness()).await?;
                Err(StoreError::WrongPassphrase)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Signs somebody in to a case whose account has no passkey.
    ///
    /// # Errors
    ///
    /// As [`Self::enter`], and if the account asks for a passkey.
    pub async fn sign_in(
        &self,
        case: &CaseId,
        sign_in: &SignIn<'_>,
        lifetime: Lifetime,
    ) -> Result<SignedIn, StoreError> {
        self.enter(case, sign_in, lifetime).await?.seat()
    }
}

impl Registry {
    /// Signs somebody in whose account has no passkey.
    ///
    /// # Errors
    ///
    /// If name and passphrase do not belong together, if there were too many tries, if the account
    /// asks for a passkey, or if the store fails.
    pub async fn sign_in(
        &self,
        sign_in: &SignIn<'_>,
        lifetime: Lifetime,
    ) -> Result<SignedIn, StoreError> {
        self.enter(sign_in, lifetime).await?.seat()
    }

    /// Signs somebody in, or says that a passkey is to be shown first. The tries of a name are
    /// forgotten with its seat only, so that a passphrase alone can be tried but a few times.
    ///
    /// # Errors
    ///
    /// If name and passphrase do not belong together, if there were too many tries, or if the
    /// store fails.
    pub async fn enter(
        &self,
        sign_in: &SignIn<'_>,
        lifetime: Lifetime,
    ) -> Result<Entry, StoreError> {
        let unlocked = self.unlocked_by(sign_in).await?;
        let kept = self.kept_passkeys(&unlocked).await?;
        if !kept.is_empty() {
            let half = Half::new(unlocked, kept);
            return Ok(Entry::Asks(Box::new(half)));
        }
        let opening = Opening {
            unlocked: &unlocked,
            device: sign_in.device,
            at: sign_in.at,
            lifetime,
        };
        let work = self.write(self.people()).await?;
        let signed_in = self.given_seat(work, &opening).await?;
        Ok(Entry::Opened(Box::new(signed_in)))
    }

    /// The account that name and passphrase of a sign-in open; it counts as a try.
    pub(crate) async fn unlocked_by(&self, sign_in: &SignIn<'_>) -> Result<Unlocked, StoreError> {
        let handle = handle(self.case(), sign_in.name);
        self.count_attempt(&handle, sign_in.at).await?;
        let unlocked = self.unlocked(&handle, sign_in.passphrase).await?;
        unlocked.ok_or(StoreError::WrongPassphrase)
    }

    /// Opens a session in a transaction, forgets the tries of its name, and commits.
    pub(crate) async fn given_seat(
        &self,
        mut work: Work,
        opening: &Opening<'_>,
    ) -> Result<SignedIn, StoreError> {
        let Unlocked { account, home, key } = opening.unlocked;
        query(CLEAR_ATTEMPT)
            .bind(handle(self.case(), &account.name))
            .execute(&mut *work)
            .await?;
        let (token, session) = self.open_session(&mut work, opening).await?;
        self.commit(work).await?;
        let unlocked = Unlocked {
            account: account.clone(),
            home: home.clone(),
            key: key.clone(),
        };
        self.signed_in(unlocked, token, session).await
    }
}
