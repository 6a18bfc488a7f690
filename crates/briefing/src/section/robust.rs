//! Packages under everything that parties may want, as far as they have said it.
//!
//! Invariant: this sets one party's words beside another's, so the mediation team alone reads it.
//! No word became a figure: what is told holds over all value functions that agree with the words,
//! as certain where it was proved of all of them and as a share where draws were counted.

mod certain;
mod page;

use crate::briefing::Section;
use crate::desk::Desk;
use analysis::ask::proposals;
use analysis::robust::{Draws, Robust, Spread};
use case::{Draft, DraftId, PosedSaid};
use certain::Certain;
use page::Page;
use problem::robust::{Counts, Lineup};
use problem::{Claim, Package, PartyIx, Table as Rows};

/// The seed of all draws: any would do, and this one is told.
const SEED: u64 = 2031;

/// The most packages that are compared.
const PACKAGES: usize = 6;

/// From how many draws packages to compare are found.
const PROPOSED_FROM: u64 = 500;

/// How many draws are made for each spread of weights, where nothing else is asked for.
pub const DRAWS: u64 = 100_000;

const fn draws(spread: Spread, count: u64) -> Draws {
    Draws {
        seed: SEED,
        count,
        spread,
    }
}

/// What counts draws: these of this line-up.
pub type Counter<'c> = &'c dyn Fn(&Robust<'_>, &Draws) -> Claim<Counts>;

/// Packages on the desk, with what they are called.
pub(crate) struct Compared {
    pub(crate) lineup: Lineup,
    pub(crate) names: Vec<String>,
    /// The drafts that each is; none where it was found by looking for one.
    pub(crate) drafts: Vec<Vec<DraftId>>,
}

/// Draws counted, for either spread of weights.
type Counted = [Claim<Counts>; 2];

impl Desk<'_, '_> {
    /// The packages that are compared: the drafts, and what suits most draws best.
    pub(crate) fn compared(&self, posed: &PosedSaid) -> Option<Compared> {
        let problem = &posed.posed.problem;
        let parties: Rows<PartyIx, _> = posed.said.map(|said| said.statements.clone());
        let line_up = |packages: Vec<Package>| {
            let bars = problem.stances().map(|stance| {
                packages
                    .iter()
                    .map(|package| !stance.bears(package))
                    .collect()
            });
            Lineup::new(parties.clone(), packages, bars).ok()
        };
        let mut packages: Vec<Package> = Vec::new();
        let mut names = Vec::new();
        let mut drafts: Vec<Vec<DraftId>> = Vec::new();
        for (draft, package) in self.drafted(posed) {
            let known = packages.iter().position(|known| *known == package);
            if let Some(same) = known.and_then(|at| drafts.get_mut(at)) {
                same.push(draft.id.clone());
            } else if packages.len() < PACKAGES / 2 {
                packages.push(package);
                names.push(self.words(&draft.name).to_owned());
                drafts.push(vec![draft.id.clone()]);
            }
        }
        let bare = line_up(Vec::new())?;
        let robust = Robust::ready(&bare, self.effort)?;
        let draws = draws(Spread::Even, PROPOSED_FROM);
        let suits = |package: &Package| {
            problem.is_possible(package) && problem.stances().rows().all(|s| s.bears(package))
        };
        for package in proposals(&robust, &draws, PACKAGES, &suits) {
            if !packages.contains(&package) && packages.len() < PACKAGES {
                packages.push(package);
                let letter = u8::try_from(names.len()).unwrap_or(0);
                names.push(format!("Package {}", char::from(b'A' + letter)));
                drafts.push(Vec::new());
            }
        }
        Some(Compared {
            lineup: line_up(packages)?,
            names,
            drafts,
        })
    }

    /// The drafts that this seat sees and that choose everywhere.
    fn drafted(&self, posed: &PosedSaid) -> Vec<(&Draft, Package)> {
        let drafts = self.view.drafts().filter_map(|seen| {
            let places = posed.posed.brackets.iter().map(|(at, bracket)| {
                let place = match posed.posed.choices.get(at)?.as_slice() {
                    // What leaves no choice need not stand in a draft.
                    [_] => 0,
                    several => {
                        let wanted = seen.item.choices.get(bracket)?;
                        several.iter().position(|choice| choice == wanted)?
                    }
                };
                u16::try_from(place).ok()
            });
            let places: Option<Vec<u16>> = places.collect();
            Some((seen.item, Package::at(&places?)))
        });
        drafts.collect()
    }

    /// How packages stand, over all that parties may want.
    pub(crate) fn robust(&self, posed: &PosedSaid, count: u64) -> Vec<Section> {
        self.robust_by(posed, count, &|robust, draws| {
            robust.counts(draws, self.effort)
        })
    }

    /// The same, with the draws counted by another way.
    pub(crate) fn robust_by(
        &self,
        posed: &PosedSaid,
        count: u64,
        counter: Counter<'_>,
    ) -> Vec<Section> {
        let Some(compared) = self.compared(posed) else {
            let heading = "No package is compared before what was said can hold together";
            return vec![Section::new("robust", heading)];
        };
        let Some(robust) = Robust::ready(&compared.lineup, self.effort) else {
            return Vec::new();
        };
        let spreads = [Spread::Even, Spread::Near];
        let counted = spreads.map(|spread| counter(&robust, &draws(spread, count)));
        let certain = Certain::of(&compared.lineup, &counted, self.effort);
        let names = self.names(&posed.posed);
        let page = Page {
            compared: &compared,
            counted: &counted,
            certain: &certain,
            names: &names,
        };
        let sections = [
            Some(page.shares()),
            page.proved(),
            Some(page.packages(posed)),
        ];
        sections.into_iter().flatten().collect()
    }
}
