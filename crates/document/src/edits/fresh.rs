//! Points that are new.
//!
//! Invariant: the id of a new point says nothing of its words, so that nobody who sees it can try
//! guesses at them; two new points have two ids.

use super::places::Section;
use super::{Desk, Finding, POINT_BYTES_MAX, Placed};
use crate::docx::sum;
use crate::sheet::as_read;
use case::{PointId, Wording};
use std::collections::BTreeSet;
use text::{PointParts, PointText, Proposal, Text};

/// What new points are named by.
pub(super) struct Names {
    salt: u32,
    taken: BTreeSet<String>,
    /// The last number of a point of the text.
    last: u32,
    added: u32,
}

impl Names {
    pub(super) fn of(text: &Text, salt: &str) -> Self {
        let points = text.points().iter();
        let last = points.clone().filter_map(|point| point.number()).max();
        Self {
            salt: sum(salt),
            taken: points.map(|point| point.id().to_string()).collect(),
            last: last.unwrap_or(0),
            added: 0,
        }
    }

    /// The id and the number of the next new point.
    fn next(&mut self) -> (PointId, u32) {
        self.added = self.added.saturating_add(1);
        let own = self.salt.wrapping_add(self.added);
        let mut free = (0..).map(|at: u32| format!("new-{:08x}", own.wrapping_add(at)));
        let id = free.find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(id.clone());
        (PointId::new(id), self.last.saturating_add(self.added))
    }
}

impl Desk<'_> {
    /// A section that is no point of the text.
    pub(super) fn added(&mut self, section: &Section<'_>) {
        let (title, typed) = (section.title(), section.words());
        match self.new_point(&title, &typed) {
            Err(why) => self.unplaced("a new point", &format!("{title}\n{typed}"), &why),
            Ok(point) => {
                let after = self.last.clone();
                self.edits.placed.push(Placed {
                    proposal: Proposal::Add {
                        after,
                        point: Box::new(point.clone()),
                    },
                    found: Finding::New,
                    now: Some(point),
                });
            }
        }
    }

    fn new_point(&mut self, title: &str, typed: &str) -> Result<PointText, String> {
        let (id, number) = self.names.next();
        if title.len().saturating_add(typed.len()) > POINT_BYTES_MAX {
            return Err("the point is too long; put it into the workspace".to_owned());
        }
        let empty = PointText::new(PointParts {
            id,
            number: Some(number),
            title: Wording::new([(self.language.clone(), as_read(title))].into()),
            body: [].into(),
            brackets: Vec::new(),
        });
        let empty = empty.map_err(|why| why.to_string())?;
        empty
            .retyped(typed, &self.language)
            .map_err(|why| why.to_string())
    }
}
