//! Posing the order of acts: which act waits for which, by which linkage.

use crate::{ActId, Link, LinkageId, View};
use problem::order::{Linkage, NoSuchAct, Precedence};
use problem::{ActIx, ClauseIx, Index, Table};
use std::collections::BTreeMap;

/// The order of acts together with the names of what its indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedOrder {
    /// The order.
    pub precedence: Precedence,
    /// The acts.
    pub acts: Table<ActIx, ActId>,
    /// The linkages behind the clauses.
    pub clauses: Table<ClauseIx, LinkageId>,
}

impl View<'_> {
    /// The order that the linkages this seat sees impose on the acts.
    ///
    /// What stands or falls together, and what voids what, orders nothing.
    ///
    /// # Errors
    /// When there are more acts or linkages than an index can count.
    pub fn pose_order(&self) -> Result<PosedOrder, NoSuchAct> {
        let mut acts = Acts::default();
        for linked in self.linked() {
            acts.at(linked.id)?;
        }
        let (mut clauses, mut ids) = (Vec::new(), Vec::new());
        for seen in self.linkages() {
            for clause in acts.clauses(&seen.item.link)? {
                clauses.push(clause);
                ids.push(seen.item.id.clone());
            }
        }
        let precedence = Precedence::new(acts.ids.len(), Table::new(clauses))?;
        Ok(PosedOrder {
            precedence,
            acts: Table::new(acts.ids),
            clauses: Table::new(ids),
        })
    }
}

/// The acts met so far, in order.
#[derive(Default)]
struct Acts {
    ids: Vec<ActId>,
    places: BTreeMap<ActId, ActIx>,
}

impl Acts {
    fn at(&mut self, id: &ActId) -> Result<ActIx, NoSuchAct> {
        if let Some(act) = self.places.get(id) {
            return Ok(*act);
        }
        let act = ActIx::from_position(self.ids.len()).ok_or(NoSuchAct)?;
        self.ids.push(id.clone());
        self.places.insert(id.clone(), act);
        Ok(act)
    }

    fn clauses(&mut self, link: &Link) -> Result<Vec<Linkage>, NoSuchAct> {
        Ok(match link {
            Link::Requires { act, first, .. } => {
                vec![Linkage::Requires {
                    act: self.at(act)?,
                    first: self.at(first)?,
                }]
            }
            Link::Triggers { act, then, .. } => {
                vec![Linkage::Triggers {
                    act: self.at(act)?,
                    then: self.at(then)?,
                }]
            }
            Link::Excludes { act, other } => {
                vec![Linkage::Excludes {
                    one: self.at(act)?,
                    other: self.at(other)?,
                }]
            }
            Link::Simultaneous(acts) => {
                let places: Result<Vec<ActIx>, NoSuchAct> =
                    acts.iter().map(|a| self.at(a)).collect();
                let places = places?;
                let pairs = places.iter().zip(places.iter().skip(1));
                pairs
                    .map(|(one, other)| Linkage::Simultaneous {
                        one: *one,
                        other: *other,
                    })
                    .collect()
            }
            Link::Voids { .. }
            | Link::Within { .. }
            | Link::NotBefore { .. }
            | Link::Together(_)
            | Link::Options(_) => Vec::new(),
        })
    }
}
