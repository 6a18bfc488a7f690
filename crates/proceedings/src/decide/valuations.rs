//! What a party says of what it values: that it compares two things, and that its room knows them.

use super::{Bench, bounded};
use crate::Refusal;
use case::{Deal, Exact, Valuation};
use disclosure::Audience;
use std::collections::BTreeMap;

impl Bench<'_> {
    /// That a valuation says something, of things that are known in the party's room.
    pub(super) fn know_valuation(
        &self,
        room: &Audience,
        valuation: &Valuation,
    ) -> Result<(), Refusal> {
        let is_itself = match valuation {
            Valuation::Options(_, pair) => pair.this == pair.other,
            Valuation::Packages(pair) => pair.this == pair.other,
            Valuation::Importance(pair) => pair.this == pair.other,
            Valuation::Within(_, _, least, most) => {
                let [nothing, all] = [0, 1].map(|part| Exact::from_integer(part.into()));
                if *least < nothing || least > most || *most > all {
                    return Err(Refusal::NoPart);
                }
                false
            }
        };
        if is_itself {
            return Err(Refusal::ComparedWithItself);
        }
        if let Valuation::Packages(pair) = valuation {
            let bare = Deal::Package(BTreeMap::new());
            if pair.this == bare || pair.other == bare {
                return Err(Refusal::EmptyPackage);
            }
        }
        let options = valuation.options();
        bounded("options", options.len(), 2_000)?;
        let known = self.proceedings.known(room);
        let mut brackets = valuation.brackets().into_iter();
        let all = brackets.all(|bracket| known.brackets.contains_key(bracket))
            && options
                .into_iter()
                .all(|(bracket, choice)| known.has_choice(bracket, choice));
        all.then_some(())
            .ok_or_else(|| Refusal::UnknownThere(room.clone()))
    }
}
