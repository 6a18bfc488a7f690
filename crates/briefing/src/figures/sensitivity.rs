//! Sensitivity: which answer turns, and at which value, when one figure moves.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::reach;
use analysis::fair::fair_packages;
use analysis::sensitivity::sensitivity;
use num_rational::BigRational;
use num_traits::Signed;
use problem::frame::FairRule;
use problem::scale::decimal;
use problem::sensitivity::{Parameter, Sensitivity, Turn};
use problem::{Claim, Package, Reach, Scope};

/// How many turns are told, the nearest first.
const TOLD: usize = 10;

impl Posing<'_, '_, '_> {
    /// How far each weight can move, one at a time, before the Nash package is another one.
    pub(super) fn sensitivity(&self) -> Option<Section> {
        let rule = FairRule::Nash;
        let claims = self.each_weight(&rule);
        if claims.is_empty() {
            return None;
        }
        let mut turns: Vec<(BigRational, &Sensitivity, &Turn)> = Vec::new();
        for claim in &claims {
            let found = &claim.answer;
            for turn in found.below.iter().chain(&found.above) {
                turns.push(((&turn.value - &found.present).abs(), found, turn));
            }
        }
        turns.sort_by(|one, other| one.0.cmp(&other.0));
        let heading = match turns.first() {
            None => "The Nash package stands when any one weight is halved or doubled".to_owned(),
            Some((distance, _, _)) => format!(
                "The Nash package turns when a weight moves by {} %",
                decimal(&(distance * BigRational::from_integer(100.into())), 1)
            ),
        };
        let nash = self.picked(&rule);
        let columns = [
            ("Weight of", Align::Start),
            ("On", Align::Start),
            ("Turns at", Align::End),
            ("What then changes in the package", Align::Start),
        ];
        let caption = "The nearest turns; 1.00 is the weight as given, every other figure stays";
        let mut table = Table::new(caption, &columns);
        for (_, found, turn) in turns.iter().take(TOLD) {
            if let Parameter::Weight(party, bracket) = found.parameter {
                table.row(vec![
                    self.names.party(party).to_owned(),
                    self.names.bracket(bracket).to_owned(),
                    format!("×\u{a0}{}", decimal(&turn.value, 3)),
                    self.instead(nash.as_ref(), turn),
                ]);
            }
        }
        let section = Section::new("sensitivity", heading).say(format!(
            "Each weight was moved alone between half and double what was given; {} turns were \
             found.",
            turns.len()
        ));
        Some(section.table(table).found(found(&claims)))
    }

    fn each_weight(&self, rule: &FairRule) -> Vec<Claim<Sensitivity>> {
        let problem = &self.posed.problem;
        let range = (
            BigRational::new(1.into(), 2.into()),
            BigRational::from_integer(2.into()),
        );
        let mut claims = Vec::new();
        for (party, stance) in problem.stances().iter() {
            for (bracket, scores) in stance.scores.iter() {
                if self.desk.effort.watch.is_stopped() {
                    return claims;
                }
                let differ = scores.iter().any(|score| Some(score) != scores.first());
                if differ {
                    let moved = (Parameter::Weight(party, bracket), &range);
                    let asked = (Scope::Acceptable, rule);
                    claims.extend(sensitivity(problem, asked, moved, self.desk.effort));
                }
            }
        }
        claims
    }

    /// What changes in the Nash package at a turn.
    fn instead(&self, nash: Option<&Package>, turn: &Turn) -> String {
        let (Some(package), Some(nash)) = (&turn.instead, nash) else {
            return "no package is acceptable".to_owned();
        };
        let changed = package.changes(nash).into_iter().filter_map(|bracket| {
            let words = self.names.choice(bracket, package.choice(bracket)?);
            Some(format!("“{words}” on {}", self.names.bracket(bracket)))
        });
        changed.collect::<Vec<_>>().join("; ")
    }

    /// A package that the rule picks with all figures as given.
    fn picked(&self, rule: &FairRule) -> Option<Package> {
        let rules = std::slice::from_ref(rule);
        let claims = fair_packages(
            &self.posed.problem,
            Scope::Acceptable,
            rules,
            self.desk.effort,
        );
        let outcome = claims.answer.first()?.answer.outcomes.first()?;
        Some(outcome.witness.clone())
    }
}

/// How the turns were found, over all weights.
fn found(claims: &[Claim<Sensitivity>]) -> Found {
    let stopped = claims.iter().find(|claim| claim.reach != Reach::Complete);
    let first = stopped.or(claims.first());
    Found {
        what: "Turns".into(),
        method: first.map(|claim| claim.method).unwrap_or_default().into(),
        nodes: claims.iter().map(|claim| claim.nodes).sum(),
        reach: first
            .map(|claim| reach::words(&claim.reach))
            .unwrap_or_default(),
        checked: "not independently checked".into(),
    }
}
