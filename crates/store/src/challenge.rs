//! Challenges: what a server asks a passkey to sign, kept between the two steps of a sign-in.
//!
//! It holds the key of the home audience, as a session does, in a box that only the token on the
//! page opens; so the second step may reach another server than the first.
//!
//! Invariant: a challenge is taken out of the store when it is looked at, so that it is used once
//! whatever comes of it, and opens nothing five minutes after it was made.

use crate::account::Unlocked;
use crate::key::{Purpose, joined};
use crate::passkey::{Half, Kept, Passkey, PasskeyId};
use crate::profile::{Profile, fields};
use crate::statement::{ADD_CHALLENGE, END_OLD_CHALLENGES, TAKE_CHALLENGE};
use crate::{Account, Registry, StoreError, Token};
use case::CaseId;
use disclosure::Audience;
use proceedings::Moment;
use sqlx::{Row, query};

const KIND: &str = "challenge";
/// How long a challenge can be answered.
const LIFE_MICROS: i64 = 5 * 60 * 1_000_000;

/// What a challenge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// To show a passkey, for a seat.
    SignIn,
    /// To add a passkey.
    Add,
}

/// A challenge that was taken to be answered.
pub struct Challenge {
    pub(crate) errand: Errand,
    pub(crate) unlocked: Unlocked,
    pub(crate) kept: Vec<Kept>,
    state: Vec<u8>,
}

impl Errand {
    const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Add => "add",
        }
    }
}

impl Challenge {
    /// Whose it is.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.unlocked.account
    }

    /// What whoever checks the answer wrote down.
    #[must_use]
    pub fn state(&self) -> &[u8] {
        &self.state
    }

    /// The passkeys as they were when the challenge was made.
    pub fn passkeys(&self) -> impl Iterator<Item = &Passkey> {
        self.kept.iter().map(|kept| &kept.passkey)
    }
}

impl Registry {
    /// Keeps a challenge until it is answered, with what is needed to check the answer.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn challenge(
        &self,
        half: &Half,
        (errand, state): (Errand, &[u8]),
        at: Moment,
    ) -> Result<Token, StoreError> {
        let Unlocked { account, home, key } = &half.unlocked;
        let token = Token::drawn(self.chance(), (self.case(), home))?;
        let (id, home) = (token.digest(KIND), home.to_string());
        let profile = Profile {
            seat: account.seat.clone(),
            name: account.name.clone(),
        };
        let boxed = profile.boxed(key);
        let kept: Vec<Vec<u8>> = half.kept.iter().map(written).collect();
        let mut parts: Vec<&[u8]> = vec![boxed.as_slice(), state];
        parts.extend(kept.iter().map(Vec::as_slice));
        let parts = zeroize::Zeroizing::new(joined(&parts));
        let place = place(self.case(), (errand, &home), (account.id.as_str(), &id));
        let sealed = token.key(KIND)?.seal(&place, &parts)?;
        let mut work = self.write(self.people()).await?;
        let old = query(END_OLD_CHALLENGES).bind(at.micros());
        old.execute(&mut *work).await?;
        query(ADD_CHALLENGE)
            .bind(id)
            .bind(home)
            .bind(account.id.as_str())
            .bind(sealed)
            .bind(at.micros().saturating_add(LIFE_MICROS))
            .execute(&mut *work)
            .await?;
        self.commit(work).await?;
        Ok(token)
    }

    /// Takes a challenge to be answered. There is none a second time.
    ///
    /// # Errors
    ///
    /// If there is none, if it was for something else or has run out, or if the store fails.
    pub async fn answered(
        &self,
        token: &Token,
        errand: Errand,
        at: Moment,
    ) -> Result<Challenge, StoreError> {
        let id = token.digest(KIND);
        let mut work = self.write(self.people()).await?;
        let row = query(TAKE_CHALLENGE).bind(&id);
        let row = row.fetch_optional(&mut *work).await?;
        self.commit(work).await?;
        let row = row.ok_or(StoreError::WrongPasskey)?;
        let (home, account): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let (sealed, ends): (Vec<u8>, i64) = (row.try_get(2)?, row.try_get(3)?);
        if at.micros() >= ends {
            return Err(StoreError::WrongPasskey);
        }
        let place = place(self.case(), (errand, &home), (&account, &id));
        let opened = token.key(KIND)?.open(&place, &sealed);
        let opened = opened.ok_or(StoreError::WrongPasskey)?;
        let read = read(&opened).zip(Audience::of_name(&home));
        let (((profile, key), state, kept), home) =
            read.ok_or(StoreError::Broken { what: KIND })?;
        Ok(Challenge {
            errand,
            unlocked: Unlocked {
                account: self.account(account, profile),
                home,
                key,
            },
            kept,
            state,
        })
    }
}

type Parts = ((Profile, crate::key::Key), Vec<u8>, Vec<Kept>);

fn read(opened: &[u8]) -> Option<Parts> {
    let parts = fields(opened)?;
    let [boxed, state, rest @ ..] = parts.as_slice() else {
        return None;
    };
    let kept = rest.iter().map(|part| kept_of(part));
    let kept = kept.collect::<Option<Vec<_>>>()?;
    Some((Profile::of_box(boxed)?, state.to_vec(), kept))
}

fn written(kept: &Kept) -> Vec<u8> {
    let Kept { passkey, card } = kept;
    let (id, made) = (passkey.id.as_str(), passkey.made.micros().to_be_bytes());
    let (name, credential) = (passkey.name.as_bytes(), passkey.credential.as_slice());
    joined(&[id.as_bytes(), name, credential, &made, card])
}

fn kept_of(part: &[u8]) -> Option<Kept> {
    let parts = fields(part)?;
    let [id, name, credential, made, card] = parts.as_slice() else {
        return None;
    };
    let text = |part: &[u8]| std::str::from_utf8(part).ok().map(str::to_owned);
    let made: [u8; 8] = (*made).try_into().ok()?;
    Some(Kept {
        passkey: Passkey {
            id: PasskeyId::new(text(id)?),
            name: text(name)?,
            credential: credential.to_vec(),
            made: Moment::of_micros(i64::from_be_bytes(made)),
        },
        card: card.to_vec(),
    })
}

fn place(case: &CaseId, (errand, home): (Errand, &str), (account, id): (&str, &str)) -> Purpose {
    let parts = [case.as_str(), errand.word(), home, account, id];
    let [case, errand, home, account, id] = parts.map(str::as_bytes);
    Purpose::of(&[b"onetext/challenge/1", case, errand, home, account, id])
}
