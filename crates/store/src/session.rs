//! Sessions: what a cookie opens, until it is left, revoked, or has run out.
//!
//! Invariant: a server process keeps nothing of a session; the cookie's token alone opens the keys
//! of its seat. Of a session that is over, nothing is left in the store, so that it cannot be
//! served again.

use crate::account::Unlocked;
use crate::key::Purpose;
use crate::presence::Seen;
use crate::profile::Profile;
use crate::statement::{ADD_SESSION, END_OLD_SESSIONS, END_SESSION, SESSION, SESSIONS_OF_HOME};
use crate::{Account, Registry, Ring, StoreError, Token};
use case::CaseId;
use disclosure::Audience;
use proceedings::Moment;
use sqlx::{AnyConnection, Row, query};

const KIND: &str = "session";
const DEVICE_CHARS_MAX: usize = 120;
/// How often it is written down that a session was seen.
const SEEN_EVERY_MICROS: i64 = 60 * 1_000_000;

/// The id of a session, as lists give it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId(String);

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// For so long after it was last used.
    pub idle_micros: i64,
    /// And never longer than this.
    pub whole_micros: i64,
}

impl Lifetime {
    /// Two hours unused, one working day in all.
    pub const STANDARD: Self = Self {
        idle_micros: 2 * 3_600 * 1_000_000,
        whole_micros: 16 * 3_600 * 1_000_000,
    };
}

/// Somebody at their seat.
pub struct Seated {
    /// The session.
    pub session: SessionId,
    /// Who it is.
    pub account: Account,
    /// The keys of the seat.
    pub ring: Ring,
}

/// A session as those of the same room may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account: Account,
    /// What the person signed in with, in words.
    pub device: String,
    /// When it was opened.
    pub made: Moment,
    /// When it was last used, to the minute.
    pub seen: Moment,
    /// When it is over if it is not used.
    pub idle: Moment,
    /// When it is over in any case.
    pub until: Moment,
}

/// A session to be opened.
pub(crate) struct Opening<'a> {
    pub(crate) unlocked: &'a Unlocked,
    pub(crate) device: &'a str,
    pub(crate) at: Moment,
    pub(crate) lifetime: Lifetime,
}

/// A session as it is kept.
struct Kept {
    home: String,
    account: String,
    sealed: Vec<u8>,
    seen: i64,
    idle: i64,
    ends: i64,
}

impl Kept {
    const fn is_over(&self, now: i64) -> bool {
        now >= self.idle || now >= self.ends
    }
}

impl SessionId {
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
    /// Who sits behind the token of a cookie.
    ///
    /// # Errors
    ///
    /// If the session is over, or if the store fails.
    pub async fn seated(&self, token: &Token, at: Moment) -> Result<Seated, StoreError> {
        let id = token.digest(KIND);
        let kept = self.kept(&id).await?.ok_or(StoreError::SignedOut)?;
        let now = at.micros();
        if kept.is_over(now) {
            return Err(StoreError::SignedOut);
        }
        let what = "session";
        let opened = token
            .key(KIND)?
            .open(&place(self.case(), &kept.home, &id), &kept.sealed);
        let whole = opened.and_then(|opened| Profile::of_box(&opened));
        let whole = whole.zip(Audience::of_name(&kept.home));
        let ((profile, key), home) = whole.ok_or(StoreError::Broken { what })?;
        if now >= kept.seen.saturating_add(SEEN_EVERY_MICROS) {
            let idle = now.saturating_add(kept.idle.saturating_sub(kept.seen));
            self.note_seen(&id, Seen { at: now, idle });
        }
        let ring = self.ring(&home, &key).await?;
        Ok(Seated {
            session: SessionId(id),
            account: self.account(kept.account, profile),
            ring,
        })
    }

    /// Whether a session is not over yet; asking does not keep it open.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn is_open(&self, id: &SessionId, at: Moment) -> Result<bool, StoreError> {
        let kept = self.kept(id.as_str()).await?;
        Ok(kept.is_some_and(|kept| !kept.is_over(at.micros())))
    }

    async fn kept(&self, id: &str) -> Result<Option<Kept>, StoreError> {
        let lately = self.lately(id);
        let mut glance = self.people().glance().await?;
        let row = query(SESSION).bind(id);
        let row = row.fetch_optional(glance.connection()).await?;
        glance.end().await?;
        let Some(row) = row else { return Ok(None) };
        let (at, idle) = (row.try_get(4)?, row.try_get(5)?);
        let seen = Seen { at, idle }.or_lately(lately);
        Ok(Some(Kept {
            home: row.try_get(0)?,
            account: row.try_get(1)?,
            sealed: row.try_get(2)?,
            seen: seen.at,
            idle: seen.idle,
            ends: row.try_get(6)?,
        }))
    }

    pub(crate) async fn open_session(
        &self,
        work: &mut AnyConnection,
        opening: &Opening<'_>,
    ) -> Result<(Token, SessionId), StoreError> {
        let Opening {
            unlocked,
            device,
            at,
            lifetime,
        } = opening;
        let token = Token::drawn(self.chance(), (self.case(), &unlocked.home))?;
        let (id, home) = (token.digest(KIND), unlocked.home.to_string());
        let Account { seat, name, .. } = unlocked.account.clone();
        let profile = Profile { seat, name };
        let place = place(self.case(), &home, &id);
        let device: String = device.chars().take(DEVICE_CHARS_MAX).collect();
        let sealed = token
            .key(KIND)?
            .seal(&place, &profile.boxed(&unlocked.key))?;
        let card = unlocked.key.seal(&place, &profile.card(&[&device]))?;
        let now = at.micros();
        self.see_all(work).await?;
        query(END_OLD_SESSIONS)
            .bind(now)
            .execute(&mut *work)
            .await?;
        query(ADD_SESSION)
            .bind(&id)
            .bind(home)
            .bind(unlocked.account.id.as_str())
            .bind(sealed)
            .bind(card)
            .bind(now)
            .bind(now)
            .bind(now.saturating_add(lifetime.idle_micros))
            .bind(now.saturating_add(lifetime.whole_micros))
            .execute(&mut *work)
            .await?;
        Ok((token, SessionId(id)))
    }

    /// The sessions of the seats whose keys the ring holds, in the order they were opened.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn sessions(&self, ring: &Ring, at: Moment) -> Result<Vec<Session>, StoreError> {
        let mut sessions = Vec::new();
        let lately = self.all_lately();
        let mut work = self.people().read().await?;
        for home in ring.audiences() {
            let key = ring.key(self.case(), home)?;
            let rows = query(SESSIONS_OF_HOME).bind(home.to_string());
            for row in rows.fetch_all(&mut *work).await? {
                let (id, account): (String, String) = (row.try_get(0)?, row.try_get(1)?);
                let card: Vec<u8> = row.try_get(2)?;
                let place = place(self.case(), &home.to_string(), &id);
                let card = key.open(&place, &card);
                let profile = card.and_then(|card| Profile::of_card(&card));
                let what = "session";
                let (profile, more) = profile.ok_or(StoreError::Broken { what })?;
                let (at, idle) = (row.try_get(4)?, row.try_get(5)?);
                let seen = Seen { at, idle }.or_lately(lately.get(&id).copied());
                sessions.push(Session {
                    id: SessionId(id),
                    account: self.account(account, profile),
                    device: more.into_iter().next().unwrap_or_default(),
                    made: Moment::of_micros(row.try_get(3)?),
                    seen: Moment::of_micros(seen.at),
                    idle: Moment::of_micros(seen.idle),
                    until: Moment::of_micros(row.try_get(6)?),
                });
            }
        }
        work.rollback().await?;
        sessions.retain(|one| at < one.idle && at < one.until);
        sessions.sort_by(|a, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
        Ok(sessions)
    }

    /// Ends a session that the ring may see; one that is over already stays so.
    ///
    /// # Errors
    ///
    /// If the ring is of another case, or if the store fails.
    pub async fn revoke(&self, ring: &Ring, id: &SessionId) -> Result<(), StoreError> {
        for home in ring.audiences() {
            ring.key(self.case(), home)?;
            self.end_session(id, home).await?;
        }
        Ok(())
    }

    /// Ends the session of a token.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn sign_out(&self, token: &Token) -> Result<(), StoreError> {
        let id = token.digest(KIND);
        match self.kept(&id).await? {
            Some(kept) => match Audience::of_name(&kept.home) {
                Some(home) => self.end_session(&SessionId(id), &home).await,
                None => Err(StoreError::Broken { what: "session" }),
            },
            None => Ok(()),
        }
    }

    async fn end_session(&self, id: &SessionId, home: &Audience) -> Result<(), StoreError> {
        let mut work = self.write(self.people()).await?;
        let end = query(END_SESSION).bind(&id.0).bind(home.to_string());
        end.execute(&mut *work).await?;
        self.commit(work).await?;
        Ok(())
    }
}

fn place(case: &CaseId, home: &str, id: &str) -> Purpose {
    let [case, home, id] = [case.as_str(), home, id].map(str::as_bytes);
    Purpose::of(&[b"onetext/session/1", case, home, id])
}
