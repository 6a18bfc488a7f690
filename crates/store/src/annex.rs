//! An annex: the room of a party that comes to a case that is open.
//!
//! Invariant: a room that the people know is whole, and what was there before is not touched. In a
//! folder it is made under a name that begins with a dot, then renamed, and the people learn of it
//! last; in a database it is one transaction.

use crate::building::{Built, build_room, sync};
use crate::founding::{data_key, holds, wrap};
use crate::ground::{Ground, file};
use crate::key::Key;
use crate::log::{Letter, Seal, append};
use crate::manner::Manner;
use crate::place::{Shelf, folder};
use crate::statement::{ADD_AUDIENCE, ADD_DATA_KEY, LEAVE_SCHEMA};
use crate::volume::{Opening, Volume, enter};
use crate::{AppendError, Head, Registry, Ring, StoreError, chance, migration};
use case::CaseId;
use disclosure::Audience;
use proceedings::Event;
use sqlx::{AnyConnection, AnyPool, query};
use std::path::Path;

/// A room that is being added.
struct Annex<'a> {
    case: &'a CaseId,
    room: &'a Audience,
    key: Key,
    /// The ring of the mediation team, under whose keys the new one is kept.
    ring: &'a Ring,
    manner: &'a Manner,
    letters: Vec<Letter>,
}

impl Registry {
    /// Adds the room of a party to the case, with the first events of its log and a key of its
    /// own, and gives the mediation team's ring with that key on it. If the room is there already,
    /// nothing is changed: several may ask for the same one.
    ///
    /// # Errors
    ///
    /// If it is no room, if the ring is not the mediation team's, or if the store fails.
    pub async fn annex(
        &self,
        ring: &Ring,
        room: &Audience,
        events: &[Event],
    ) -> Result<Ring, StoreError> {
        let team = ring.key(self.case(), &Audience::Team)?;
        if !matches!(room, Audience::Room(_)) {
            return Err(StoreError::NoSuchSeat);
        }
        if !self.audiences().await?.contains(room) {
            let letters = events.iter().map(Letter::of);
            let annex = Annex {
                case: self.case(),
                room,
                key: data_key(self.manner(), self.case(), room)?,
                ring,
                manner: self.manner(),
                letters: letters.collect::<Result<_, _>>()?,
            };
            match self.ground() {
                Ground::Folder(root) => self.in_folder(root, &annex).await?,
                Ground::Server { pool, .. } => self.in_database(pool, &annex).await?,
            }
        }
        self.ring(&Audience::Team, team).await
    }

    async fn in_folder(&self, root: &Path, annex: &Annex<'_>) -> Result<(), StoreError> {
        let folder = root.join(folder(annex.case));
        // Whoever adds a room holds the people meanwhile, so that two do not add the same one.
        let mut people = self.write(self.people()).await?;
        if Self::audiences_in(&mut people).await?.contains(annex.room) {
            people.rollback().await?;
            return Ok(());
        }
        annex.register(&mut people).await?;
        let made = folder.join(format!(".{}", chance::id()?));
        let whole = folder.join(Shelf::Log(annex.room.clone()).file());
        let filled = annex.fill_file(&made).await;
        // A file of this name that the people do not know was left by one who did not finish.
        let moved = filled
            .and_then(|()| std::fs::rename(&made, &whole).map_err(|why| file(&whole, why)))
            .and_then(|()| sync(&folder));
        if moved.is_err() {
            // What was begun is of no use; if it cannot be taken away either, nothing reads it.
            let _ = std::fs::remove_file(&made);
        }
        moved?;
        self.commit(people).await
    }

    async fn in_database(&self, pool: &AnyPool, annex: &Annex<'_>) -> Result<(), StoreError> {
        let mut work = pool.begin().await?;
        let shelf = Shelf::Log(annex.room.clone());
        let room = self.ground().room(annex.case, &shelf);
        if build_room(&mut work, &room).await? == Built::Before {
            return Ok(());
        }
        enter(&mut work, &room).await?;
        annex.fill(&mut work).await?;
        query(LEAVE_SCHEMA).execute(&mut *work).await?;
        let people = self.ground().room(annex.case, &Shelf::People);
        enter(&mut work, &people).await?;
        annex.register(&mut work).await?;
        self.commit(work).await
    }
}

impl Annex<'_> {
    async fn fill_file(&self, made: &Path) -> Result<(), StoreError> {
        let volume = Volume::of_file(made, Opening::New)?;
        let mut work = volume.write().await?;
        self.fill(&mut work).await?;
        work.commit().await?;
        volume.close().await;
        Ok(())
    }

    /// Writes what the log begins with.
    async fn fill(&self, work: &mut AnyConnection) -> Result<(), StoreError> {
        migration::lay(work, &Shelf::Log(self.room.clone())).await?;
        let seal = Seal {
            case: self.case,
            talks: self.ring.talks(),
            audience: self.room,
            key: &self.key,
            manner: self.manner,
        };
        match append(work, seal, Head::EMPTY, &self.letters).await {
            Ok(_) => Ok(()),
            Err(AppendError::Store(fault)) => Err(fault),
            Err(AppendError::Stale { .. }) => Err(StoreError::Broken { what: "new room" }),
        }
    }

    /// Makes the room known to the people, with its key under the keys of those who may have it,
    /// and the keys that its own seats may have under its.
    async fn register(&self, people: &mut AnyConnection) -> Result<(), StoreError> {
        let add = query(ADD_AUDIENCE).bind(self.room.to_string());
        add.execute(&mut *people).await?;
        for other in self.ring.audiences() {
            let there = self.ring.key(self.case, other)?;
            let mut wrapped = Vec::new();
            if holds(other, self.room) {
                wrapped.push(wrap(self.case, (self.room, &self.key), (other, there))?);
            }
            if holds(self.room, other) {
                wrapped.push(wrap(self.case, (other, there), (self.room, &self.key))?);
            }
            for (audience, under, body) in wrapped {
                let add = query(ADD_DATA_KEY).bind(audience).bind(under).bind(body);
                add.execute(&mut *people).await?;
            }
        }
        Ok(())
    }
}
