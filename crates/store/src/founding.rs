//! How a case is founded: the keys of its audiences, their first events, the first invitations.
//!
//! Invariant: a key is wrapped under the keys of those audiences alone that may have it.

use crate::building::{Content, Site, build};
use crate::ground::Ground;
use crate::invitation::{Letterhead, Sender};
use crate::key::{Key, Purpose};
use crate::log::{Letter, Seal, append};
use crate::manner::Manner;
use crate::place::Shelf;
use crate::registry::{PLAIN, wrapping};
use crate::ring::talks;
use crate::statement::{ADD_AUDIENCE, ADD_CASE, ADD_DATA_KEY};
use crate::{AppendError, Founding, Head, StoreError, Token};
use case::CaseId;
use disclosure::Audience;
use sqlx::{AnyConnection, query};
use std::collections::BTreeMap;

/// What was made.
pub(crate) struct Made {
    pub(crate) team: Key,
    pub(crate) tokens: Vec<Token>,
}

/// A founding with its keys and tokens.
pub(crate) struct Plan<'a> {
    manner: &'a Manner,
    founding: &'a Founding,
    keys: BTreeMap<Audience, Key>,
    invitations: Vec<(Letterhead, Token)>,
}

/// Makes a case.
pub(crate) async fn found(
    ground: &Ground,
    manner: &Manner,
    founding: &Founding,
) -> Result<Made, StoreError> {
    let plan = Plan::of(manner, founding)?;
    let team = plan.keys.get(&Audience::Team).cloned();
    let team = team.ok_or(StoreError::NoSuchSeat)?;
    let logs = founding.logs.keys().cloned().collect();
    let mut site = Site {
        case: &founding.case,
        logs,
        content: Content::New(plan),
    };
    build(ground, &mut site).await?;
    let tokens = match site.content {
        Content::New(plan) => plan.invitations.into_iter().map(|pair| pair.1).collect(),
        Content::Copy(_) => Vec::new(),
    };
    Ok(Made { team, tokens })
}

impl<'a> Plan<'a> {
    fn of(manner: &'a Manner, founding: &'a Founding) -> Result<Self, StoreError> {
        let mut keys = BTreeMap::new();
        for audience in founding.logs.keys() {
            keys.insert(
                audience.clone(),
                data_key(manner, &founding.case, audience)?,
            );
        }
        for needed in [Audience::Public, Audience::Plenary, Audience::Team] {
            if !keys.contains_key(&needed) {
                return Err(StoreError::NotOpen { audience: needed });
            }
        }
        let mut invitations = Vec::new();
        for invitee in &founding.invited {
            let home = invitee.home()?;
            let token = Token::drawn(&manner.chance, (&founding.case, &home))?;
            let key = keys.get(&home).ok_or(StoreError::NoSuchSeat)?;
            let sender = Sender {
                case: &founding.case,
                home: &home,
                key,
            };
            invitations.push((sender.letterhead(invitee, &token)?, token));
        }
        Ok(Self {
            manner,
            founding,
            keys,
            invitations,
        })
    }

    fn case(&self) -> &CaseId {
        &self.founding.case
    }

    /// Writes what a volume begins with.
    pub(crate) async fn fill(
        &self,
        work: &mut AnyConnection,
        shelf: &Shelf,
    ) -> Result<(), StoreError> {
        match shelf {
            Shelf::Log(audience) => self.fill_log(work, audience).await,
            Shelf::People => self.fill_people(work).await,
        }
    }

    async fn fill_log(
        &self,
        work: &mut AnyConnection,
        audience: &Audience,
    ) -> Result<(), StoreError> {
        let events = self.founding.logs.get(audience).into_iter().flatten();
        let letters = events.map(Letter::of).collect::<Result<Vec<_>, _>>()?;
        let Some(key) = self.keys.get(audience) else {
            return Ok(());
        };
        let public = self.keys.get(&Audience::Public);
        let talks = public.map(|key| talks(self.case(), key));
        let seal = Seal {
            case: self.case(),
            talks: talks.as_deref().unwrap_or_default(),
            audience,
            key,
            manner: self.manner,
        };
        match append(work, seal, Head::EMPTY, &letters).await {
            Ok(_) => Ok(()),
            Err(AppendError::Store(fault)) => Err(fault),
            Err(AppendError::Stale { .. }) => Err(StoreError::CaseExists {
                case: self.case().clone(),
            }),
        }
    }

    async fn fill_people(&self, work: &mut AnyConnection) -> Result<(), StoreError> {
        let (at, until) = (self.founding.at, self.founding.until);
        let add = query(ADD_CASE).bind(self.case().as_str()).bind(at.micros());
        add.execute(&mut *work).await?;
        for audience in self.keys.keys() {
            let add = query(ADD_AUDIENCE).bind(audience.to_string());
            add.execute(&mut *work).await?;
        }
        for (audience, under, body) in self.wrapped()? {
            let add = query(ADD_DATA_KEY).bind(audience).bind(under).bind(body);
            add.execute(&mut *work).await?;
        }
        for (letterhead, _) in &self.invitations {
            letterhead.add(work, (at, until)).await?;
        }
        Ok(())
    }

    /// The keys as they are kept: each under the keys of those who may have it.
    fn wrapped(&self) -> Result<Vec<(String, String, Vec<u8>)>, StoreError> {
        let mut wrapped = Vec::new();
        for (audience, key) in &self.keys {
            for (other, under) in &self.keys {
                if holds(other, audience) {
                    wrapped.push(wrap(self.case(), (audience, key), (other, under))?);
                }
            }
            if *audience == Audience::Public {
                let plain = key.bytes().to_vec();
                wrapped.push((audience.to_string(), PLAIN.to_owned(), plain));
            }
        }
        Ok(wrapped)
    }
}

/// A new key for the log of an audience.
pub(crate) fn data_key(
    manner: &Manner,
    case: &CaseId,
    audience: &Audience,
) -> Result<Key, StoreError> {
    let name = audience.to_string();
    let parts: [&[u8]; 3] = [b"onetext/data/1", case.as_str().as_bytes(), name.as_bytes()];
    let drawn = manner.chance.bytes(&Purpose::of(&parts))?;
    Ok(Key::of_bytes(drawn))
}

/// Whether whoever has the key of `one` may have the key of `other`.
pub(crate) fn holds(one: &Audience, other: &Audience) -> bool {
    match (one, other) {
        // The public key is kept in plain, and nobody needs a copy of their own.
        (_, Audience::Public) | (Audience::Public, _) => false,
        (Audience::Team, Audience::Plenary | Audience::Room(_)) => true,
        (Audience::Room(_), Audience::Plenary) => true,
        (Audience::Team | Audience::Room(_), Audience::Team | Audience::Room(_)) => false,
        (Audience::Plenary, Audience::Plenary | Audience::Team | Audience::Room(_)) => false,
    }
}

/// A key, wrapped under another.
pub(crate) fn wrap(
    case: &CaseId,
    (audience, key): (&Audience, &Key),
    (other, under): (&Audience, &Key),
) -> Result<(String, String, Vec<u8>), StoreError> {
    let (name, holder) = (audience.to_string(), other.to_string());
    let body = under.seal(&wrapping(case, &name, &holder), key.bytes())?;
    Ok((name, holder, body))
}
