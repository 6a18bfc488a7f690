//! How packages stand, as sections.

use super::{Certain, Compared, Counted, SEED};
use crate::briefing::{Align, Found, Section, Table};
use crate::names::Names;
use crate::picture::{Picture, ShareBar, ShareGroup, Shares};
use crate::reach;
use crate::text::{counted, grouped};
use case::PosedSaid;
use problem::robust::{Counts, Share};
use problem::{Claim, PartyIx};
use std::collections::BTreeMap;

/// What the sections are made of.
pub(super) struct Page<'p> {
    pub(super) compared: &'p Compared,
    pub(super) counted: &'p Counted,
    pub(super) certain: &'p Certain,
    pub(super) names: &'p Names,
}

impl Page<'_> {
    fn parties(&self) -> Vec<PartyIx> {
        self.compared.lineup.parties().ids().collect()
    }

    /// The packages by how often all accept them, most often first.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.compared.names.len()).collect();
        let [even, _] = self.counted;
        order.sort_by_key(|at| (std::cmp::Reverse(even.answer.consent(*at).count), *at));
        order
    }

    /// From the lower end under one spread to the upper end under the other.
    fn range(&self, share: impl Fn(&Counts) -> Share) -> Option<(u32, u32)> {
        let each = self
            .counted
            .iter()
            .map(|claim| share(&claim.answer).interval());
        let each: Option<Vec<(u32, u32)>> = each.collect();
        let each = each?;
        let low = each.iter().map(|(low, _)| *low).min()?;
        Some((low, each.iter().map(|(_, high)| *high).max()?))
    }

    fn name(&self, at: usize) -> &str {
        self.compared.names.get(at).map_or("?", String::as_str)
    }

    pub(super) fn shares(&self) -> Section {
        let [even, _] = self.counted;
        let order = self.order();
        let heading = match order.first() {
            Some(first) => format!(
                "{} suits all parties in {} of what they may want, as far as they have said it",
                self.name(*first),
                words(self.range(|counts| counts.consent(*first)))
            ),
            None => "There is no package to compare".to_owned(),
        };
        let section = Section::new("robust", heading).say(format!(
            "{} draws of what each party may want, all in agreement with its words; two ways of \
             spreading weights, seed {SEED}. Shares are told from the lower end of one way to the \
             upper end of the other.",
            grouped(&even.answer.draws.to_string())
        ));
        let mut section = section
            .picture(self.bars(&order))
            .table(self.accepted(&order))
            .table(self.lost(&order))
            .remark(
                "“Always” and “never” were proved for all that agrees with the words; shares are \
                 counted, each end by Wilson's interval at 95 per cent over as many draws as do \
                 not \
                 depend on each other. Where nothing was said, everything is drawn alike: a \
                 share is \
                 as good as that evenness. Figures in the case are left aside here.",
            );
        for (claim, spread) in self
            .counted
            .iter()
            .zip(["all weights alike", "near weights"])
        {
            section = section.found(Found {
                what: format!("Draws, {spread}"),
                method: claim.method.into(),
                nodes: claim.nodes,
                reach: drawn(claim),
                checked: self.certain.checked(),
            });
        }
        section
    }

    fn acceptance(&self, party: PartyIx, at: usize) -> String {
        match self.certain.acceptance(party, at) {
            Some(true) => "always".to_owned(),
            Some(false) => "never".to_owned(),
            None => words(self.range(|counts| counts.acceptance(party, at))),
        }
    }

    fn by_all(&self, at: usize) -> String {
        let each = self.parties().into_iter();
        let each: Vec<Option<bool>> = each
            .map(|party| self.certain.acceptance(party, at))
            .collect();
        if each.contains(&Some(false)) {
            "never".to_owned()
        } else if each.iter().all(|certain| *certain == Some(true)) {
            "always".to_owned()
        } else {
            words(self.range(|counts| counts.consent(at)))
        }
    }

    fn accepted(&self, order: &[usize]) -> Table {
        let mut table = Table::new(
            "In how much of what parties may want a package is accepted",
            &[("Package", Align::Start)],
        );
        for party in self.parties() {
            table = table.column(format!("{} accepts", self.names.party(party)), Align::End);
        }
        table = table.column("All accept", Align::End);
        table = table.column("No other improves on it", Align::End);
        for party in self.parties() {
            table = table.column(format!("Best for {}", self.names.party(party)), Align::End);
        }
        for at in order.iter().copied() {
            let mut row = vec![self.name(at).to_owned()];
            row.extend(
                self.parties()
                    .into_iter()
                    .map(|party| self.acceptance(party, at)),
            );
            row.push(self.by_all(at));
            row.push(words(self.range(|counts| counts.efficiency(at))));
            let [even, _] = self.counted;
            let first = self.parties().into_iter().map(|party| {
                let count = even.answer.first(party, at);
                per_cent(count * 10_000 / even.answer.draws.max(1))
            });
            row.extend(first);
            table.row(row);
        }
        table
    }

    fn lost(&self, order: &[usize]) -> Table {
        let caption = "What a party loses beside the best of these packages, in parts of all that \
                       it can gain: expected, and at worst";
        let mut table = Table::new(caption, &[("Package", Align::Start)]);
        for party in self.parties() {
            table = table.column(format!("{}: expected", self.names.party(party)), Align::End);
            table = table.column(format!("{}: at worst", self.names.party(party)), Align::End);
        }
        for at in order.iter().copied() {
            let mut row = vec![self.name(at).to_owned()];
            for party in self.parties() {
                let each = self
                    .counted
                    .iter()
                    .map(|claim| claim.answer.lost(party, at));
                let (mean, worst) =
                    each.fold((0, 0), |all, own| (all.0.max(own.0), all.1.max(own.1)));
                row.extend([per_cent(mean), per_cent(worst)]);
            }
            table.row(row);
        }
        table
    }

    fn bars(&self, order: &[usize]) -> Picture {
        let bar = |label: String, words: String, range: Option<(u32, u32)>| {
            let (low, high) = match words.as_str() {
                "always" => (10_000, 10_000),
                "never" => (0, 0),
                _ => range.unwrap_or((0, 10_000)),
            };
            let [low, high] = [low, high].map(|part| i64::from(part) / 10);
            ShareBar {
                label,
                words,
                low,
                high,
            }
        };
        let groups = order.iter().copied().map(|at| {
            let mut bars: Vec<ShareBar> = Vec::new();
            for party in self.parties() {
                let range = self.range(|counts| counts.acceptance(party, at));
                let name = self.names.party(party).to_owned();
                bars.push(bar(name, self.acceptance(party, at), range));
            }
            let range = self.range(|counts| counts.consent(at));
            bars.push(bar("All".to_owned(), self.by_all(at), range));
            ShareGroup {
                name: self.name(at).to_owned(),
                bars,
            }
        });
        Picture::Shares(Shares {
            title: "How often each package is accepted".to_owned(),
            description: "For each package a bar for each party and one for all: full up to the \
                          lower end of the share, light from there to the upper end."
                .to_owned(),
            groups: groups.collect(),
        })
    }

    pub(super) fn proved(&self) -> Option<Section> {
        let mut lines = Vec::new();
        for at in 0..self.compared.names.len() {
            for party in self.parties() {
                let does = match self.certain.acceptance(party, at) {
                    Some(true) => "accepts",
                    Some(false) => "refuses",
                    None => continue,
                };
                let (party, package) = (self.names.party(party), self.name(at));
                lines.push(format!("{party} {does} {package}."));
            }
        }
        for (better, worse) in self.certain.improved() {
            let (better, worse) = (self.name(*better), self.name(*worse));
            lines.push(format!(
                "{better} is no worse than {worse} for anybody, and better for some."
            ));
        }
        if lines.is_empty() {
            return None;
        }
        let heading = format!(
            "{} certain, whatever else the parties want",
            match lines.len() {
                1 => "One thing is".to_owned(),
                many => format!("{many} things are"),
            }
        );
        Some(Section::new("certain", heading).list(lines).remark(
            "Each was proved for every way of valuing that agrees with the words, or follows \
             from a \
             red line or a never.",
        ))
    }

    pub(super) fn packages(&self, posed: &PosedSaid) -> Section {
        let count = self.compared.names.len() as u64;
        let heading = format!("{} compared", counted(count, "package"));
        let mut table = Table::new(
            "The packages, where they differ",
            &[("Bracket", Align::Start)],
        );
        for name in &self.compared.names {
            table = table.column(name.clone(), Align::Start);
        }
        let packages = self.compared.lineup.packages();
        for bracket in posed.posed.brackets.ids() {
            let options: Vec<String> = packages
                .iter()
                .filter_map(|package| Some(self.names.choice(bracket, package.choice(bracket)?)))
                .map(str::to_owned)
                .collect();
            let distinct: BTreeMap<&String, ()> = options.iter().map(|o| (o, ())).collect();
            if distinct.len() > 1 {
                let mut row = vec![self.names.bracket(bracket).to_owned()];
                row.extend(options);
                table.row(row);
            }
        }
        Section::new("compared", heading).table(table)
    }
}

/// How far draws reach.
fn drawn(claim: &Claim<Counts>) -> String {
    match claim.reach {
        problem::Reach::Complete => "all draws were made".to_owned(),
        problem::Reach::Stopped(_) => reach::words(&claim.reach),
    }
}

/// A range of ten-thousandths in whole per cent, rounded outwards.
fn words(range: Option<(u32, u32)>) -> String {
    match range.map(|(low, high)| (low / 100, high.div_ceil(100))) {
        None => "not drawn".to_owned(),
        Some((low, high)) if low == high => format!("{low} %"),
        Some((low, high)) => format!("{low}–{high} %"),
    }
}

/// Ten-thousandths in whole per cent, rounded up.
fn per_cent(parts: u64) -> String {
    format!("{} %", parts.div_ceil(100))
}
