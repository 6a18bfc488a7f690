//! What is certain: proved for every value function that agrees with what was said.

use super::Counted;
use analysis::statement::certain;
use problem::robust::Lineup;
use problem::statement::{Offer, Row, Statements};
use problem::{Effort, Package, PartyIx, Table};

/// What was proved of packages.
pub(super) struct Certain {
    /// Whether a party accepts a package, where that is certain.
    accepts: Table<PartyIx, Vec<Option<bool>>>,
    /// Packages that improve on others for certain.
    improved: Vec<(usize, usize)>,
    /// Whether every proof passed its check.
    sound: bool,
}

impl Certain {
    /// Looks for proofs where all draws agree; draws that differ have shown that there is none.
    pub(super) fn of(lineup: &Lineup, counted: &Counted, effort: &Effort<'_>) -> Self {
        let mut sound = true;
        let mut proves = |statements: &Statements, row: &Row| {
            let refutation = certain(statements, row, effort).answer;
            refutation.is_some_and(|refutation| {
                let holds = statements.is_certain(row, &refutation);
                sound &= holds;
                holds
            })
        };
        let accepts = lineup.parties().iter().map(|(party, statements)| {
            let packages = lineup.packages().iter().enumerate();
            let each = packages.map(|(at, package)| {
                let barred = lineup.barred().get(party).and_then(|barred| barred.get(at));
                if barred == Some(&true) {
                    return Some(false);
                }
                let shares = counted
                    .each_ref()
                    .map(|claim| claim.answer.acceptance(party, at));
                let space = statements.space();
                let all = shares
                    .iter()
                    .all(|share| share.of > 0 && share.count == share.of);
                let none = shares.iter().all(|share| share.of > 0 && share.count == 0);
                if all && proves(statements, &space.at_least(&offer(package), &Offer::NoDeal)) {
                    Some(true)
                } else if none && proves(statements, &space.more(&Offer::NoDeal, &offer(package))) {
                    Some(false)
                } else {
                    None
                }
            });
            each.collect()
        });
        let accepts: Table<PartyIx, Vec<Option<bool>>> = accepts.collect();
        let improved = improvements(lineup, counted, &mut proves);
        Self {
            accepts,
            improved,
            sound,
        }
    }

    pub(super) fn acceptance(&self, party: PartyIx, package: usize) -> Option<bool> {
        self.accepts.get(party)?.get(package).copied().flatten()
    }

    pub(super) fn improved(&self) -> &[(usize, usize)] {
        &self.improved
    }

    /// How what is certain was checked.
    pub(super) fn checked(&self) -> String {
        let words = if self.sound {
            "counts repeat from the seed; each proof was checked"
        } else {
            "a proof failed its check: it was left out"
        };
        words.to_owned()
    }
}

fn offer(package: &Package) -> Offer {
    Offer::Options(package.iter().collect())
}

/// Pairs of packages of which the first is for certain no worse for anybody, and better for some.
fn improvements(
    lineup: &Lineup,
    counted: &Counted,
    proves: &mut impl FnMut(&Statements, &Row) -> bool,
) -> Vec<(usize, usize)> {
    let packages = lineup.packages();
    let mut improved = Vec::new();
    for (worse, of) in packages.iter().enumerate() {
        // What no other improves on in some draw is not improved on for certain.
        let open = counted
            .iter()
            .any(|claim| claim.answer.efficiency(worse).count > 0);
        if open {
            continue;
        }
        for (better, by) in packages.iter().enumerate().filter(|(at, _)| *at != worse) {
            let parties = lineup.parties().rows();
            let no_worse = parties.clone().all(|party| {
                let space = party.space();
                proves(party, &space.at_least(&offer(by), &offer(of)))
            });
            if no_worse
                && parties.clone().any(|party| {
                    let space = party.space();
                    proves(party, &space.more(&offer(by), &offer(of)))
                })
            {
                improved.push((better, worse));
            }
        }
    }
    improved
}
