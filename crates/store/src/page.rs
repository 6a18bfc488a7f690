//! The pages of a log: its events as they are kept, read some at a time, and opened.
//!
//! Invariant: what does not open, or stands at another number, is a corrupt log and no event.

use crate::key::Key;
use crate::log::{FORM, Letter, Seal};
use crate::manner::Manner;
use crate::statement::EVENTS_AFTER;
use crate::volume::Work;
use crate::{Head, StoreError, codec, padding};
use case::CaseId;
use disclosure::Audience;
use format::event::Extracts;
use proceedings::{Event, EventId};
use sqlx::any::AnyRow;
use sqlx::{Row, query};
use std::sync::Arc;

/// How many events are read at a time.
const READ_AT_ONCE: i64 = 1_024;

/// A log that is read page by page, all of it as it was at one time.
pub(crate) struct Pages {
    audience: Audience,
    work: Work,
    at: i64,
    end: i64,
}

impl Pages {
    /// The events behind one head and up to another, in a transaction that sees one state.
    pub(crate) fn new(audience: Audience, work: Work, (after, to): (Head, Head)) -> Self {
        Self {
            audience,
            work,
            at: after.row(),
            end: to.row(),
        }
    }

    /// Lets the log go.
    pub(crate) async fn end(self) -> Result<(), StoreError> {
        Ok(self.work.rollback().await?)
    }

    /// The next events as they are kept.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<Sheet>>, StoreError> {
        if self.at >= self.end {
            return Ok(None);
        }
        let rows = query(EVENTS_AFTER).bind(self.at).bind(READ_AT_ONCE);
        let rows = rows.fetch_all(&mut *self.work).await?;
        if rows.is_empty() {
            // The head says that there are more.
            return Err(StoreError::Corrupt {
                audience: self.audience.clone(),
                number: (self.at + 1).unsigned_abs(),
            });
        }
        let numbered = (self.at + 1..).zip(&rows);
        let sheets = numbered.map(|(number, row)| Sheet::of(number, row));
        let sheets = sheets.collect::<Result<Vec<_>, _>>()?;
        self.at += i64::try_from(sheets.len()).unwrap_or(i64::MAX);
        Ok(Some(sheets))
    }
}

/// An event as it is kept.
pub(crate) struct Sheet {
    /// Where it must stand.
    number: i64,
    kept: i64,
    id: String,
    form: i64,
    body: Vec<u8>,
}

impl Sheet {
    pub(crate) fn of(number: i64, row: &AnyRow) -> Result<Self, StoreError> {
        Ok(Self {
            number,
            kept: row.try_get(0)?,
            id: row.try_get(1)?,
            form: row.try_get(2)?,
            body: row.try_get(3)?,
        })
    }

    pub(crate) fn opened(&self, seal: Seal<'_>) -> Result<Letter, StoreError> {
        let corrupt = || seal.corrupt(self.number);
        let stands = self.kept == self.number && self.form == FORM;
        let id = EventId::of_hex(&self.id).filter(|_| stands);
        let id = id.ok_or_else(corrupt)?;
        let opened = seal.opened(self.number, id, &self.body);
        let opened = opened.ok_or_else(corrupt)?;
        let body = padding::unpadded(opened).ok_or_else(corrupt)?;
        let shown = None;
        Ok(Letter { id, body, shown })
    }
}

/// What opens the events of one log, to be handed to another thread.
#[derive(Clone)]
pub(crate) struct Opener {
    extracts: Arc<Extracts>,
    case: CaseId,
    talks: String,
    audience: Audience,
    key: Key,
    manner: Manner,
}

impl Opener {
    /// What opens them among other events, with which they share the cases that they hold.
    pub(crate) fn new(seal: Seal<'_>, extracts: Arc<Extracts>) -> Self {
        Self {
            extracts,
            case: seal.case.clone(),
            talks: seal.talks.to_owned(),
            audience: seal.audience.clone(),
            key: seal.key.clone(),
            manner: seal.manner.clone(),
        }
    }

    /// The events of a page.
    pub(crate) fn events(&self, page: Vec<Sheet>) -> Result<Vec<Event>, StoreError> {
        let seal = Seal {
            case: &self.case,
            talks: &self.talks,
            audience: &self.audience,
            key: &self.key,
            manner: &self.manner,
        };
        let events = page.into_iter().map(|sheet| {
            let letter = sheet.opened(seal)?;
            codec::read_among(&letter.body, &self.extracts).map_err(|why| StoreError::Unreadable {
                audience: self.audience.clone(),
                number: sheet.number.unsigned_abs(),
                why,
            })
        });
        events.collect()
    }
}
