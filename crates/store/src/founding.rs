//! How a case is founded: keys, volumes, first events and first invitations, all or nothing.
//!
//! Invariant: a case that can be listed is whole. In a folder it is made under a name that begins
//! with a dot and then renamed; in a database it is one transaction.

use crate::fault::is_taken;
use crate::ground::{Ground, file};
use crate::invitation::{Letterhead, Sender};
use crate::key::Key;
use crate::log::{Letter, Seal, append};
use crate::place::{Shelf, folder};
use crate::registry::{PLAIN, wrapping};
use crate::statement::{ADD_AUDIENCE, ADD_CASE, ADD_DATA_KEY, LEAVE_SCHEMA, ROLES};
use crate::volume::{Opening, Room, Volume, enter, quoted};
use crate::{AppendError, Founding, Head, StoreError, Token, chance, migration};
use case::CaseId;
use disclosure::Audience;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Executor, query, query_scalar, raw_sql};
use std::collections::BTreeMap;
use std::path::Path;

/// What was made.
pub(crate) struct Made {
    pub(crate) team: Key,
    pub(crate) tokens: Vec<Token>,
}

/// A founding with its keys and tokens.
struct Plan<'a> {
    founding: &'a Founding,
    keys: BTreeMap<Audience, Key>,
    invitations: Vec<(Letterhead, Token)>,
}

/// Makes a case.
pub(crate) async fn found(ground: &Ground, founding: &Founding) -> Result<Made, StoreError> {
    let plan = Plan::of(founding)?;
    match ground {
        Ground::Folder(root) => in_folder(root, &plan).await?,
        Ground::Server { pool, .. } => in_database(ground, pool, &plan).await?,
    }
    let team = plan.keys.get(&Audience::Team).cloned();
    Ok(Made {
        team: team.ok_or(StoreError::NoSuchSeat)?,
        tokens: plan.invitations.into_iter().map(|pair| pair.1).collect(),
    })
}

impl<'a> Plan<'a> {
    fn of(founding: &'a Founding) -> Result<Self, StoreError> {
        let mut keys = BTreeMap::new();
        for audience in founding.logs.keys() {
            keys.insert(audience.clone(), Key::fresh()?);
        }
        for needed in [Audience::Public, Audience::Plenary, Audience::Team] {
            if !keys.contains_key(&needed) {
                return Err(StoreError::NotOpen { audience: needed });
            }
        }
        let mut invitations = Vec::new();
        for invitee in &founding.invited {
            let token = Token::fresh()?;
            let home = invitee.home()?;
            let key = keys.get(&home).ok_or(StoreError::NoSuchSeat)?;
            let sender = Sender {
                case: &founding.case,
                home: &home,
                key,
            };
            invitations.push((sender.letterhead(invitee, &token)?, token));
        }
        Ok(Self {
            founding,
            keys,
            invitations,
        })
    }

    fn case(&self) -> &CaseId {
        &self.founding.case
    }

    fn shelves(&self) -> impl Iterator<Item = Shelf> {
        let logs = self.founding.logs.keys().cloned().map(Shelf::Log);
        logs.chain(std::iter::once(Shelf::People))
    }

    /// Makes the tables of one volume and writes what it begins with.
    async fn fill(&self, work: &mut AnyConnection, shelf: &Shelf) -> Result<(), StoreError> {
        migration::lay(work, shelf).await?;
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
        let seal = Seal {
            case: self.case(),
            audience,
            key,
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

async fn in_folder(root: &Path, plan: &Plan<'_>) -> Result<(), StoreError> {
    let whole = root.join(folder(plan.case()));
    let exists = || StoreError::CaseExists {
        case: plan.case().clone(),
    };
    if whole.exists() {
        return Err(exists());
    }
    let made = root.join(format!(".{}", chance::id()?));
    std::fs::create_dir(&made).map_err(|why| file(&made, why))?;
    let filled = fill_folder(&made, plan).await;
    let moved = filled.and_then(|()| {
        std::fs::rename(&made, &whole).map_err(|why| match whole.exists() {
            true => exists(),
            false => file(&whole, why),
        })
    });
    if moved.is_err() {
        // What was begun is of no use; if it cannot be taken away either, nothing reads it.
        let _ = std::fs::remove_dir_all(&made);
    }
    moved?;
    sync(root)
}

async fn fill_folder(made: &Path, plan: &Plan<'_>) -> Result<(), StoreError> {
    for shelf in plan.shelves() {
        let volume = Volume::of_file(&made.join(shelf.file()), Opening::New)?;
        let mut work = volume.write().await?;
        plan.fill(&mut work, &shelf).await?;
        work.commit().await?;
        volume.close().await;
    }
    sync(made)
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> Result<(), StoreError> {
    let opened = std::fs::File::open(folder);
    let synced = opened.and_then(|folder| folder.sync_all());
    synced.map_err(|why| file(folder, why))
}

async fn in_database(ground: &Ground, pool: &AnyPool, plan: &Plan<'_>) -> Result<(), StoreError> {
    if ground.has(plan.case()).await? {
        return Err(StoreError::CaseExists {
            case: plan.case().clone(),
        });
    }
    let mut work = pool.begin().await?;
    for shelf in plan.shelves() {
        let room = ground.room(plan.case(), &shelf);
        let built = build(&mut work, &room).await;
        // Two at once: the other one was first.
        if matches!(&built, Err(StoreError::Database(said)) if is_taken(said)) {
            return Err(StoreError::CaseExists {
                case: plan.case().clone(),
            });
        }
        built?;
        enter(&mut work, &room).await?;
        plan.fill(&mut work, &shelf).await?;
        query(LEAVE_SCHEMA).execute(&mut *work).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Makes a schema and the role that alone may use it.
pub(crate) async fn build(work: &mut AnyConnection, room: &Room) -> Result<(), StoreError> {
    let (schema, role) = (quoted(&room.schema), quoted(&room.role));
    let there: Option<String> = query_scalar(ROLES)
        .bind(&room.role)
        .fetch_optional(&mut *work)
        .await?;
    // Names cannot be parameters; these are quoted, and made of letters, digits and five marks.
    let sql = match there {
        Some(_) => format!("create schema {schema} authorization {role}"),
        None => format!(
            "create role {role} nologin; grant {role} to current_user; \
             create schema {schema} authorization {role}"
        ),
    };
    work.execute(raw_sql(AssertSqlSafe(sql))).await?;
    Ok(())
}
