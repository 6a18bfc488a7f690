//! Bids and orders of bids in GeniusWeb's JSON.

use super::GeniusWebError;
use crate::place::shown;
use crate::scenario::{Bid, Catalogue, PartialOrder};
use crate::tree::{Node, Tree};

/// A bid: a map from issue to value, inside `issuevalues` or bare.
pub(super) fn bid(
    tree: &Tree<'_>,
    node: &Node,
    (issues, catalogue): (usize, &Catalogue<'_>),
) -> Result<Bid, GeniusWebError> {
    let inner = node.get("issuevalues").unwrap_or(node);
    let mut bid: Bid = vec![None; issues];
    for (name, value) in tree.map(inner, "issuevalues")? {
        let unfit = |what, name: &str| GeniusWebError::Unfit {
            place: tree.place(value),
            what,
            name: shown(name),
            hint: "a bid names issues of the domain and values of theirs",
        };
        let slot = catalogue.issue(name).and_then(|place| bid.get_mut(place));
        let slot = slot.ok_or_else(|| unfit("the domain has no issue", name))?;
        let label = tree.label(value, name)?;
        let place = catalogue.option(name, &label);
        *slot = Some(place.ok_or_else(|| unfit("the issue has no value", &label))?);
    }
    Ok(bid)
}

/// Which bids are better than which.
pub(super) fn order(
    tree: &Tree<'_>,
    space: &Node,
    domain: (usize, &Catalogue<'_>),
) -> Result<PartialOrder, GeniusWebError> {
    let listed = tree.list(tree.need(space, "bids")?, "bids")?;
    let bids = listed
        .iter()
        .map(|node| bid(tree, node, domain))
        .collect::<Result<Vec<_>, _>>()?;
    let pairs = match space.get("betterlist") {
        Some(pairs) => pairs,
        None => tree.need(space, "better")?,
    };
    let mut better = Vec::new();
    for pair in tree.list(pairs, "better")? {
        let wrong = || tree.wanted(pair, "better", "a pair of places among the bids");
        let [one, other] = tree.list(pair, "better")? else {
            return Err(wrong().into());
        };
        let place = |node: &Node| {
            let place = crate::exact::whole(&tree.number(node, "better")?);
            let place = place.and_then(|place| usize::try_from(place).ok());
            place.filter(|place| *place < bids.len()).ok_or_else(wrong)
        };
        better.push((place(one)?, place(other)?));
    }
    Ok(PartialOrder { bids, better })
}
