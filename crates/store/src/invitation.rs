//! Invitations: a link that gives a seat once, before a moment.
//!
//! Invariant: the keys in an invitation open with its token alone, which is kept nowhere; once it
//! was used, withdrawn or has run out, they are gone from the store.

use crate::key::{Key, Purpose};
use crate::passphrase::Passphrase;
use crate::person::PersonName;
use crate::profile::{Profile, home};
use crate::statement::{ADD_INVITATION, END_INVITATION, INVITATION, INVITATIONS_OF_HOME};
use crate::{Registry, Ring, StoreError, Token};
use case::CaseId;
use disclosure::{Audience, Seat};
use proceedings::Moment;
use sqlx::{AnyConnection, Row, query};

const KIND: &str = "invitation";

/// Who is invited to which seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitee {
    /// The seat.
    pub seat: Seat,
    /// The name under which the person will sign in.
    pub name: PersonName,
}

/// The id of an invitation, as lists give it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InvitationId(String);

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationState {
    /// It can be used until it runs out.
    Open,
    /// It was used.
    Used,
    /// It was withdrawn.
    Withdrawn,
}

/// An invitation as those of the same room may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited to which seat.
    pub invitee: Invitee,
    /// What became of it.
    pub state: InvitationState,
    /// When it was made.
    pub made: Moment,
    /// When it runs out.
    pub until: Moment,
}

/// What is needed to use an invitation.
pub struct Acceptance<'a> {
    /// The token of the link.
    pub token: &'a Token,
    /// The passphrase for the new account.
    pub passphrase: &'a Passphrase,
    /// What the person signs in with, in words, for the list of sessions.
    pub device: &'a str,
    /// Now.
    pub at: Moment,
}

impl InvitationId {
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

impl Invitee {
    /// The audience whose key the seat holds by itself.
    pub(crate) fn home(&self) -> Result<Audience, StoreError> {
        home(&self.seat).ok_or(StoreError::NoSuchSeat)
    }

    fn profile(&self) -> Profile {
        Profile {
            seat: self.seat.clone(),
            name: self.name.clone(),
        }
    }
}

/// Where an invitation is written: the case, and the home audience with its key.
pub(crate) struct Sender<'a> {
    pub(crate) case: &'a CaseId,
    pub(crate) home: &'a Audience,
    pub(crate) key: &'a Key,
}

/// An invitation as it is kept.
pub(crate) struct Letterhead {
    id: String,
    home: String,
    sealed: Vec<u8>,
    card: Vec<u8>,
}

impl Sender<'_> {
    /// The row of an invitation.
    pub(crate) fn letterhead(
        &self,
        invitee: &Invitee,
        token: &Token,
    ) -> Result<Letterhead, StoreError> {
        let (id, home) = (token.digest(KIND), self.home.to_string());
        let profile = invitee.profile();
        let place = place(self.case, &home, &id);
        let sealed = token.key(KIND)?.seal(&place, &profile.boxed(self.key))?;
        let card = self.key.seal(&place, &profile.card(&[]))?;
        Ok(Letterhead {
            id,
            home,
            sealed,
            card,
        })
    }
}

impl Letterhead {
    /// Keeps it.
    pub(crate) async fn add(
        &self,
        work: &mut AnyConnection,
        (made, until): (Moment, Moment),
    ) -> Result<(), StoreError> {
        query(ADD_INVITATION)
            .bind(&self.id)
            .bind(&self.home)
            .bind(&self.sealed)
            .bind(&self.card)
            .bind(made.micros())
            .bind(until.micros())
            .execute(work)
            .await?;
        Ok(())
    }
}

/// An invitation that its token has opened.
pub(crate) struct Opened {
    pub(crate) id: String,
    pub(crate) home: Audience,
    pub(crate) profile: Profile,
    pub(crate) key: Key,
}

impl Registry {
    /// Invites somebody to a seat until a moment; the token is for the link, and is kept nowhere.
    ///
    /// # Errors
    ///
    /// If the ring does not hold the keys of the seat, or if the store fails.
    pub async fn invite(
        &self,
        ring: &Ring,
        invitee: &Invitee,
        at: Moment,
        until: Moment,
    ) -> Result<Token, StoreError> {
        let home = invitee.home()?;
        let sender = Sender {
            case: self.case(),
            home: &home,
            key: ring.key(self.case(), &home)?,
        };
        let token = Token::drawn(self.chance(), (self.case(), &home))?;
        let letterhead = sender.letterhead(invitee, &token)?;
        let mut work = self.write(self.people()).await?;
        letterhead.add(&mut work, (at, until)).await?;
        self.commit(work).await?;
        Ok(token)
    }

    /// Who the link of a token invites, if it can still be used. It is not used by this.
    ///
    /// # Errors
    ///
    /// If it was used, withdrawn or has run out, or if the store fails.
    pub async fn invited(&self, token: &Token, at: Moment) -> Result<Invitee, StoreError> {
        let Profile { seat, name } = self.opened(token, at).await?.profile;
        Ok(Invitee { seat, name })
    }

    pub(crate) async fn opened(&self, token: &Token, at: Moment) -> Result<Opened, StoreError> {
        let id = token.digest(KIND);
        let mut work = self.people().read().await?;
        let row = query(INVITATION)
            .bind(&id)
            .fetch_optional(&mut *work)
            .await?;
        work.rollback().await?;
        let row = row.ok_or(StoreError::InvitationOver)?;
        let (home, state): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let (sealed, until): (Vec<u8>, i64) = (row.try_get(2)?, row.try_get(3)?);
        if InvitationState::of_text(&state) != Some(InvitationState::Open) || at.micros() >= until {
            return Err(StoreError::InvitationOver);
        }
        let what = "invitation";
        let place = place(self.case(), &home, &id);
        let opened = token.key(KIND)?.open(&place, &sealed);
        let pair = opened.and_then(|opened| Profile::of_box(&opened));
        let (profile, key) = pair.ok_or(StoreError::Broken { what })?;
        let home = Audience::of_name(&home).ok_or(StoreError::Broken { what })?;
        Ok(Opened {
            id,
            home,
            profile,
            key,
        })
    }

    /// The invitations to the seats whose keys the ring holds, in the order they were made.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn invitations(&self, ring: &Ring) -> Result<Vec<Invitation>, StoreError> {
        let mut invitations = Vec::new();
        let mut work = self.people().read().await?;
        for home in ring.audiences() {
            let key = ring.key(self.case(), home)?;
            let rows = query(INVITATIONS_OF_HOME).bind(home.to_string());
            for row in rows.fetch_all(&mut *work).await? {
                let (id, state): (String, String) = (row.try_get(0)?, row.try_get(1)?);
                let (card, made): (Vec<u8>, i64) = (row.try_get(2)?, row.try_get(3)?);
                let place = place(self.case(), &home.to_string(), &id);
                let card = key.open(&place, &card);
                let profile = card.and_then(|card| Profile::of_card(&card));
                let state = InvitationState::of_text(&state);
                let what = "invitation";
                let whole = profile.zip(state).ok_or(StoreError::Broken { what })?;
                let ((Profile { seat, name }, _), state) = whole;
                invitations.push(Invitation {
                    id: InvitationId(id),
                    invitee: Invitee { seat, name },
                    state,
                    made: Moment::of_micros(made),
                    until: Moment::of_micros(row.try_get(4)?),
                });
            }
        }
        work.rollback().await?;
        invitations.sort_by(|a, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
        Ok(invitations)
    }

    /// Withdraws an invitation that is open. One that is over stays as it was.
    ///
    /// # Errors
    ///
    /// If there is none among those that the ring may see, or if the store fails.
    pub async fn withdraw(&self, ring: &Ring, id: &InvitationId) -> Result<(), StoreError> {
        let listed = self.invitations(ring).await?;
        let found = listed.into_iter().find(|one| one.id == *id);
        let found = found.ok_or(StoreError::InvitationOver)?;
        let mut work = self.write(self.people()).await?;
        let home = found.invitee.home()?.to_string();
        end(&mut work, (&id.0, &home), InvitationState::Withdrawn).await?;
        self.commit(work).await?;
        Ok(())
    }
}

/// Ends an open invitation and wipes its keys; whether it was open.
pub(crate) async fn end(
    work: &mut AnyConnection,
    (id, home): (&str, &str),
    state: InvitationState,
) -> Result<bool, StoreError> {
    let ended = query(END_INVITATION)
        .bind(id)
        .bind(home)
        .bind(state.text())
        .bind(Vec::new())
        .execute(work)
        .await?;
    Ok(ended.rows_affected() == 1)
}

impl InvitationState {
    const fn text(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        let states = [Self::Open, Self::Used, Self::Withdrawn];
        states.into_iter().find(|state| state.text() == text)
    }
}

fn place(case: &CaseId, home: &str, id: &str) -> Purpose {
    let [case, home, id] = [case.as_str(), home, id].map(str::as_bytes);
    Purpose::of(&[b"onetext/invitation/1", case, home, id])
}
