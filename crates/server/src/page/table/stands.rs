//! Where the parties stand on the words as they are now: whose assent was to other words, and what
//! an agreed point still hangs on.

use crate::page::conditions::Conditions;
use crate::page::here::capital;
use crate::seated::Seated;
use case::{BracketId, PointId};
use disclosure::PartyId;
use std::collections::{BTreeMap, BTreeSet};
use text::Place;

/// What the statuses of a case do not say by themselves.
#[derive(Default)]
pub(crate) struct Stands {
    overtaken: BTreeMap<BracketId, BTreeSet<PartyId>>,
    agreed: BTreeMap<PointId, String>,
}

impl Stands {
    /// As far as this seat knows it.
    pub(crate) fn of(seated: &Seated) -> Self {
        let Some(conditions) = Conditions::of(&seated.sitting()) else {
            return Self::default();
        };
        let agreed = conditions.agreed().map(|(point, words)| {
            let words = words.strip_prefix("is ").unwrap_or(&words);
            (point.clone(), capital(words))
        });
        let overtaken = conditions.assent.overtaken.iter();
        let overtaken = overtaken.filter_map(|(place, parties)| match place {
            Place::Bracket(bracket) => Some((bracket.clone(), parties.clone())),
            Place::Point(_) => None,
        });
        Self {
            agreed: agreed.collect(),
            overtaken: overtaken.collect(),
        }
    }

    /// Whether a party's status on a question is an assent to other words than stand there now.
    pub(crate) fn is_overtaken(&self, question: &BracketId, party: &PartyId) -> bool {
        let parties = self.overtaken.get(question);
        parties.is_some_and(|parties| parties.contains(party))
    }

    /// How far an agreed point has come, and what that hangs on; nothing on one that is not.
    pub(crate) fn agreed(&self, point: &PointId) -> String {
        self.agreed.get(point).cloned().unwrap_or_default()
    }
}
