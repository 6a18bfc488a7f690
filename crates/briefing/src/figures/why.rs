//! Why a party would, or would not, take a package: one sentence, from its own figures.

use super::Posing;
use crate::desk::joined;
use crate::explore::{Acceptable, Why};
use crate::names::percent;
use num_rational::BigRational;
use problem::frame::Frame;
use problem::{BracketIx, Demand, Package, PartyIx, Score, Stance};

/// How many brackets are named on either side of the sentence.
const NAMED: usize = 2;

impl Posing<'_, '_, '_> {
    /// A sentence for each party.
    pub(crate) fn whys(&self, package: &Package, frame: Option<&Frame>) -> Vec<Why> {
        let stances = self.posed.problem.stances().iter();
        let whys = stances.filter_map(|(party, stance)| {
            let acceptable = if stance.accepts(package) {
                Acceptable::Yes
            } else {
                Acceptable::No
            };
            Some(Why {
                party: self.posed.parties.get(party)?.clone(),
                name: self.names.party(party).to_owned(),
                worth: self.names.score(&self.posed, party, stance.score(package)),
                acceptable,
                words: self.why((party, stance), package, frame),
            })
        });
        whys.collect()
    }

    fn why(
        &self,
        (party, stance): (PartyIx, &Stance),
        package: &Package,
        frame: Option<&Frame>,
    ) -> String {
        let mut parts = vec![self.beside_no_deal((party, stance), package, frame)];
        let (has, gives) = way(stance, package);
        let names = |brackets: &[(BracketIx, Score)]| {
            let named = brackets.iter().take(NAMED);
            let named = named.map(|(bracket, worth)| {
                let worth = self.names.score(&self.posed, party, *worth);
                format!("{} (worth {worth})", self.names.bracket(*bracket))
            });
            joined(&named.collect::<Vec<_>>())
        };
        if !has.is_empty() {
            parts.push(format!("it has its way on {}", names(&has)));
        }
        if !gives.is_empty() {
            parts.push(format!("it gives most on {}", names(&gives)));
        }
        let lines = stance.red_lines.iter();
        let crossed = lines.filter(|(_, line)| !line.admits(package));
        let crossed: Vec<String> = crossed
            .map(|(line, _)| self.names.demand(Demand::RedLine(party, line)))
            .collect();
        if !crossed.is_empty() {
            parts.push(format!("it crosses {}", joined(&crossed)));
        }
        crate::desk::capital(&parts.join("; ")) + "."
    }

    fn beside_no_deal(
        &self,
        (party, stance): (PartyIx, &Stance),
        package: &Package,
        frame: Option<&Frame>,
    ) -> String {
        let score = stance.score(package);
        let worth = self.names.score(&self.posed, party, score);
        let Some(no_deal) = stance.reservation else {
            return format!("worth {worth} to it, which gave no value of no deal");
        };
        let (value, gain) = (
            self.names.score(&self.posed, party, no_deal),
            score - no_deal,
        );
        if gain < Score::ZERO {
            let short = self.names.score(&self.posed, party, no_deal - score);
            return format!("worth {worth} to it, {short} less than no deal ({value})");
        }
        if gain == Score::ZERO {
            return format!("worth {worth} to it, just what no deal is");
        }
        let more = self.names.score(&self.posed, party, gain);
        let share = frame.and_then(|frame| {
            let way = frame.best.get(party)?.get() - no_deal.get();
            (way > 0).then(|| percent(&BigRational::new(gain.get().into(), way.into())))
        });
        let share = share.map_or_else(String::new, |share| {
            format!(": {share} of what it could gain at best")
        });
        format!("worth {worth} to it, {more} more than no deal ({value}){share}")
    }
}

/// Brackets, each with what it is worth to a party.
type Worths = Vec<(BracketIx, Score)>;

/// The brackets where a package gives a party its best option, and those where it costs it most;
/// each with what the party's best option there is worth over its worst, or over what it gets.
fn way(stance: &Stance, package: &Package) -> (Worths, Worths) {
    let (mut has, mut gives) = (Vec::new(), Vec::new());
    for (bracket, choice) in package.iter() {
        let Some(scores) = stance.scores.get(bracket) else {
            continue;
        };
        let got = scores.get(usize::from(choice.position())).copied();
        let (best, worst) = (scores.iter().max().copied(), scores.iter().min().copied());
        let (Some(got), Some(best), Some(worst)) = (got, best, worst) else {
            continue;
        };
        if best == worst {
            continue;
        }
        if got == best {
            has.push((bracket, best - worst));
        } else {
            gives.push((bracket, best - got));
        }
    }
    for brackets in [&mut has, &mut gives] {
        brackets.sort_by_key(|(bracket, worth)| (-*worth, *bracket));
    }
    (has, gives)
}
