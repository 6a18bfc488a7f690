//! Sensitivity: which answer turns, and at which value, when one figure moves.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::reach;
use analysis::sensitivity::sensitivity;
use num_rational::BigRational;
use num_traits::Signed;
use problem::frame::FairRule;
use problem::scale::decimal;
use problem::sensitivity::{Parameter, Sensitivity, Turn};
use problem::{Claim, Reach, Scope};

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
        let columns = [
            ("Weight of", Align::Start),
            ("On", Align::Start),
            ("Turns at", Align::End),
            ("Then instead", Align::Start),
        ];
        let caption = "The nearest turns; 1.00 is the weight as given, every other figure stays";
        let mut table = Table::new(caption, &columns);
        for (_, found, turn) in turns.iter().take(TOLD) {
            if let Parameter::Weight(party, bracket) = found.parameter {
                table.row(vec![
                    self.names.party(party).to_owned(),
                    self.names.bracket(bracket).to_owned(),
                    format!("×\u{a0}{}", decimal(&turn.value, 3)),
                    self.instead(turn),
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

    fn instead(&self, turn: &Turn) -> String {
        let (Some(package), Some(draft)) = (&turn.instead, &self.posed.draft) else {
            return turn
                .instead
                .as_ref()
                .map_or("none is fair".to_owned(), |_| "another package".to_owned());
        };
        let changes = self.changes(draft, package);
        if changes.is_empty() {
            "the draft in hand".to_owned()
        } else {
            changes.join("; ")
        }
    }
}

/// How the turns were found, over all weights.
fn found(claims: &[Claim<Sensitivity>]) -> Found {
    let stopped = claims.iter().find(|claim| claim.reach != Reach::Complete);
    Found {
        what: "Turns".into(),
        method: claims
            .first()
            .map(|claim| claim.method)
            .unwrap_or_default()
            .into(),
        nodes: claims.iter().map(|claim| claim.nodes).sum(),
        reach: stopped
            .or(claims.first())
            .map(|c| reach::words(&c.reach))
            .unwrap_or_default(),
        checked: "not independently checked".into(),
    }
}
