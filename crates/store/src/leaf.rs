//! The leaves of a log's record: one for each event, written in the same transaction.
//!
//! A draft that was shown is a leaf that everybody of the audience can read; of everything else the
//! leaf is a commitment under a salt of its own, which is sealed and can be destroyed.
//!
//! Invariant: a log has a leaf for each of its events before it has one for the next; an entry is
//! kept under the key of its audience, and its hash cannot be guessed without its salt.

use crate::key::Purpose;
use crate::log::{Letter, Seal};
use crate::statement::{
    ADD_LEAF, ADD_LOG_KEY, EVENTS_AFTER, HASHES_OF_LEAVES, LAST_LEAF, LOG_KEYS,
};
use crate::{StoreError, padding};
use case::Language;
use proceedings::{Issued, Moment};
use record::{
    Commitment, Edge, Entry, Framework, FrameworkPoint, Hash, Issue, KeyKind, KeyName, Node,
    NotInFramework, Salt, SignerKey, Text, TreeHead, peaks,
};
use sqlx::{AnyConnection, Row, query};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// How many leaves are looked up at a time: as many as the statement has places.
const LOOKED_UP: usize = 64;
/// How many events are read at a time.
const AT_ONCE: i64 = 1_024;
const MICROS: i64 = 1_000_000;

/// A draft that a letter tells was shown, and when.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) at: Moment,
    pub(crate) issued: Issued,
}

/// The next leaf of a log.
struct Growth<'a> {
    seal: Seal<'a>,
    edge: Edge,
}

/// Adds the leaves of events that have none yet: those that were kept before there was a record,
/// and the ones that are kept now.
pub(crate) async fn grow(
    work: &mut AnyConnection,
    seal: Seal<'_>,
    (seen, fresh): (i64, &[&Letter]),
) -> Result<(), StoreError> {
    let (size, mut at) = grown(work).await?;
    let mut growth = Growth {
        seal,
        edge: edge(work, size).await?,
    };
    if size == 0 && query(LOG_KEYS).fetch_all(&mut *work).await?.is_empty() {
        let key = NewKey::drawn(seal, 0, None)?;
        // The lock knows a log before the log knows that it is locked: so one that was brought
        // from elsewhere is told from one that was never signed.
        let lock = &seal.manner.lock;
        lock.begin(key.signer.verifier().name(), nothing()).await?;
        key.add(work).await?;
    }
    while at < seen {
        // The oldest were kept by a program that had no record.
        let rows = query(EVENTS_AFTER).bind(at).bind(AT_ONCE.min(seen - at));
        for row in rows.fetch_all(&mut *work).await? {
            at += 1;
            let letter = Letter::opened(seal, at, &row)?.with_what_it_shows();
            growth.add(work, at, &letter).await?;
        }
    }
    for (number, letter) in (seen + 1..).zip(fresh) {
        growth.add(work, number, letter).await?;
    }
    Ok(())
}

pub(crate) const BROKEN: StoreError = StoreError::Broken { what: "record" };

/// How many leaves a log has, and the number of the event of the last.
pub(crate) async fn grown(work: &mut AnyConnection) -> Result<(u64, i64), StoreError> {
    let Some(row) = query(LAST_LEAF).fetch_optional(work).await? else {
        return Ok((0, 0));
    };
    let size = u64::try_from(row.try_get::<i64, _>(0)? + 1).map_err(|_| BROKEN)?;
    Ok((size, row.try_get(1)?))
}

impl Growth<'_> {
    async fn add(
        &mut self,
        work: &mut AnyConnection,
        event: i64,
        letter: &Letter,
    ) -> Result<(), StoreError> {
        let number = row_of(self.edge.size())?;
        let (entry, salt) = match &letter.shown {
            Some(shown) => (self.issue(number, shown)?.to_string(), Vec::new()),
            None => {
                let place = salt_place(self.seal, number);
                let salt = Salt::of_bytes(self.seal.manner.chance.bytes(&place)?);
                let entry = Entry::Sealed(Commitment::to(&letter.body, &salt));
                let sealed = self.seal.key.seal(&place, salt.bytes())?;
                (entry.to_string(), sealed)
            }
        };
        self.add_entry(work, event, (&entry, salt)).await
    }

    async fn add_entry(
        &mut self,
        work: &mut AnyConnection,
        event: i64,
        (entry, salt): (&str, Vec<u8>),
    ) -> Result<(), StoreError> {
        let number = row_of(self.edge.size())?;
        let hashes = self.edge.append(Hash::of_leaf(entry.as_bytes()));
        let add = query(ADD_LEAF).bind(number).bind(event);
        let kept = sealed(self.seal, number, entry)?;
        let add = add.bind(kept).bind(salt);
        add.bind(written(&hashes)).execute(work).await?;
        Ok(())
    }

    fn issue(&self, number: i64, shown: &Shown) -> Result<Entry, StoreError> {
        let framework = framework(self.seal.talks, &shown.issued)?;
        Ok(Entry::Issue(Issue {
            seat: self.seal.audience.to_string(),
            at: shown.at.micros().div_euclid(MICROS).unsigned_abs(),
            salt: self
                .seal
                .manner
                .chance
                .bytes(&salt_place(self.seal, number))?,
            text: Text::of(&framework),
        }))
    }
}

/// A tree without leaves, with which every other begins.
pub(crate) fn nothing() -> TreeHead {
    TreeHead {
        size: 0,
        root: Hash::of_nothing(),
    }
}

/// A key that signs a log from one of its leaves on.
pub(crate) struct NewKey {
    pub(crate) signer: SignerKey,
    from: i64,
    sealed: Vec<u8>,
}

impl NewKey {
    /// A key of a name, or else of a name that nobody has.
    pub(crate) fn drawn(
        seal: Seal<'_>,
        from: i64,
        name: Option<&KeyName>,
    ) -> Result<Self, StoreError> {
        let chance = &seal.manner.chance;
        let name = match name {
            Some(name) => name.clone(),
            None => {
                let id = chance.id(&place(seal, b"onetext/log-name/1", from))?;
                KeyName::new(&format!("{}/{id}", seal.talks)).ok_or(BROKEN)?
            }
        };
        let at = seed_place(seal, from);
        let seed = Zeroizing::new(chance.bytes(&at)?);
        Ok(Self {
            sealed: seal.key.seal(&at, seed.as_slice())?,
            signer: SignerKey::of_seed(name, KeyKind::Log, &seed),
            from,
        })
    }

    /// Keeps it; its log is locked from the beginning.
    pub(crate) async fn add(self, work: &mut AnyConnection) -> Result<(), StoreError> {
        let add = query(ADD_LOG_KEY).bind(self.from);
        let add = add
            .bind(self.signer.verifier().to_string())
            .bind(self.sealed);
        add.bind(1_i64).bind(String::new()).execute(work).await?;
        Ok(())
    }
}

/// Adds a leaf that is of no event, behind all others.
pub(crate) async fn add_alone(
    work: &mut AnyConnection,
    seal: Seal<'_>,
    entry: &Entry,
) -> Result<(), StoreError> {
    let (size, event) = grown(work).await?;
    let edge = edge(work, size).await?;
    let mut growth = Growth { seal, edge };
    growth
        .add_entry(work, event, (&entry.to_string(), Vec::new()))
        .await
}

/// An entry as it is kept.
fn sealed(seal: Seal<'_>, number: i64, entry: &str) -> Result<Vec<u8>, StoreError> {
    let padded = padding::pad(entry.as_bytes()).ok_or(StoreError::TooLarge)?;
    seal.key.seal(&place(seal, ENTRY, number), &padded)
}

/// An entry that was kept.
pub(crate) fn opened(seal: Seal<'_>, number: i64, kept: &[u8]) -> Result<Entry, StoreError> {
    let padded = seal.key.open(&place(seal, ENTRY, number), kept);
    let padded = padded.ok_or(BROKEN)?;
    let entry = padding::unpad(&padded).ok_or(BROKEN)?;
    Entry::read(entry).map_err(|_| BROKEN)
}

const ENTRY: &[u8] = b"onetext/entry/1";

/// Where the seed of a log's key is sealed.
pub(crate) fn seed_place(seal: Seal<'_>, from: i64) -> Purpose {
    place(seal, b"onetext/log-key/1", from)
}

/// The salt of a leaf, as it was kept.
pub(crate) fn salt(seal: Seal<'_>, number: i64, kept: &[u8]) -> Option<Salt> {
    let opened = seal.key.open(&salt_place(seal, number), kept)?;
    Some(Salt::of_bytes(opened.as_slice().try_into().ok()?))
}

fn salt_place(seal: Seal<'_>, number: i64) -> Purpose {
    place(seal, b"onetext/salt/1", number)
}

fn place(seal: Seal<'_>, kind: &[u8], number: i64) -> Purpose {
    let (case, audience) = (seal.case.as_str(), seal.audience.to_string());
    let number = number.to_be_bytes();
    Purpose::of(&[kind, case.as_bytes(), audience.as_bytes(), &number])
}

/// The text of a draft as everybody has read it who was shown it.
pub(crate) fn framework(talks: &str, issued: &Issued) -> Result<Framework, StoreError> {
    framed(talks, issued).map_err(|_| StoreError::TooLarge)
}

fn framed(talks: &str, issued: &Issued) -> Result<Framework, NotInFramework> {
    let mut framework = Framework::new(talks, issued.number.number())?;
    let english = Language::english();
    let form = match issued.form {
        proceedings::Form::Clean => text::Print::Clean,
        proceedings::Form::Bracketed => text::Print::Bracketed,
    };
    for point in issued.text.points() {
        let number = point.number().and_then(|number| u16::try_from(number).ok());
        let languages: Vec<&Language> = match point.bodies().is_empty() {
            true => vec![&english],
            false => point.bodies().keys().collect(),
        };
        for language in languages {
            let title = point.title().in_language(language);
            let words = point.printed_words(language, form);
            let point = FrameworkPoint::new(number.unwrap_or(0), title, &words)?;
            framework.add(&language.to_string(), point)?;
        }
    }
    Ok(framework)
}

/// The right edge of the tree of this size.
pub(crate) async fn edge(work: &mut AnyConnection, size: u64) -> Result<Edge, StoreError> {
    let nodes = peaks(size);
    let found = hashes_of(work, &nodes).await?;
    let hashes = nodes.iter().map(|node| found.get(node).copied());
    let hashes: Option<Vec<Hash>> = hashes.collect();
    hashes
        .and_then(|hashes| Edge::new(size, hashes))
        .ok_or(BROKEN)
}

/// The hashes of full nodes; one that was not found is not among them.
pub(crate) async fn hashes_of(
    work: &mut AnyConnection,
    nodes: &[Node],
) -> Result<BTreeMap<Node, Hash>, StoreError> {
    let mut found = BTreeMap::new();
    for nodes in nodes.chunks(LOOKED_UP) {
        let rows = nodes
            .iter()
            .map(|node| i64::try_from(node.kept_with()?).ok());
        let rows: Option<Vec<i64>> = rows.collect();
        let rows = rows.ok_or(BROKEN)?;
        let nowhere = std::iter::repeat_n(&-1, LOOKED_UP - rows.len());
        let look = rows.iter().chain(nowhere);
        let look = look.fold(query(HASHES_OF_LEAVES), |look, row| look.bind(*row));
        let mut kept = BTreeMap::new();
        for row in look.fetch_all(&mut *work).await? {
            kept.insert(row.try_get::<i64, _>(0)?, row.try_get::<Vec<u8>, _>(1)?);
        }
        for (node, row) in nodes.iter().zip(rows) {
            let level = usize::try_from(node.level()).map_err(|_| BROKEN)?;
            let bytes = kept
                .get(&row)
                .and_then(|hashes| hashes.chunks(Hash::LENGTH).nth(level));
            if let Some(hash) = bytes.and_then(|bytes| bytes.try_into().ok()) {
                found.insert(*node, Hash::of_bytes(hash));
            }
        }
    }
    Ok(found)
}

fn written(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.bytes()).collect()
}

pub(crate) fn row_of(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| BROKEN)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        /// A draft in canonical words is recorded as it stands, so that what a delegation copies
        /// from the page has the root that is in the record.
        #[test]
        fn what_is_canonical_in_the_text_is_canonical_in_the_record(
            loose in "\\PC{0,60}(\n\\PC{0,30}){0,3}",
        ) {
            if let Ok(words) = text::canonical(&loose) {
                let recorded = record::canonical(&words).unwrap();
                prop_assert_eq!(recorded.trim_end_matches('\n'), words);
            }
        }
    }
}
