//! Does it pay to break the agreement, and where that changes.

use super::{Promises, found};
use crate::briefing::{Align, Section, Table};
use crate::desk::{capital, remarks};
use analysis::deterrence::{thresholds, worth};
use case::{Defection, DefectionStage, Exact, GivenBy};
use problem::deterrence::{Edge, Lever, Pays, Temptation, Threshold};
use problem::scale::decimal;
use problem::{Claim, Reach};

/// The most answers of a stage whose corners are checked one by one.
const CHECKED_MAX: usize = 5;

/// What the figures say.
const WORTH: &str = "What a breach brings at once and each day until it is answered, less what the \
     agreement would still have brought, less the cost of each answer weighted by how likely it \
     is. What is worth nothing does not pay.";

/// A stage in words.
struct Weighed {
    row: Vec<String>,
    turns: Vec<String>,
    pays: Pays,
    /// Whether the bounds are those of every corner; nothing where there are too many corners.
    checked: Option<bool>,
    nodes: u64,
}

impl Promises<'_, '_, '_> {
    /// For each party and each stage that this seat has figures of: what breaking is worth.
    pub(super) fn pays(&self) -> Option<Section> {
        let all: Vec<&Defection> = self.desk.view.defections().map(|seen| seen.item).collect();
        let stages = all.iter().flat_map(|defection| {
            let stages = defection.stages.iter();
            stages.filter_map(|stage| self.weighed(defection, stage))
        });
        let stages: Vec<Weighed> = stages.collect();
        let open = stages
            .iter()
            .filter(|stage| stage.pays != Pays::Never)
            .count();
        let heading = match (stages.len(), open) {
            (0, _) => return None,
            (_, 0) => {
                "Breaking the agreement pays nobody at any stage, on these figures".to_owned()
            }
            (stages, open) => {
                format!("Breaking pays, or may pay, at {open} of {stages} stages, on these figures")
            }
        };
        let claim = Claim {
            answer: (),
            method: "interval arithmetic in exact fractions (Moore 1966)",
            nodes: stages.iter().map(|stage| stage.nodes).sum(),
            reach: Reach::Complete,
        };
        let checked = if stages.iter().any(|stage| stage.checked == Some(false)) {
            "a bound failed its check: treat this section as wrong"
        } else if stages.iter().any(|stage| stage.checked.is_none()) {
            "the bounds were checked at every corner of the figures, but where there are more than \
             5 answers; where one figure decides was not checked another way"
        } else {
            "the bounds were checked at every corner of the figures; where one figure decides was \
             not checked another way"
        };
        let columns = [
            ("Who, and what", Align::Start),
            ("Once this has happened", Align::Start),
            ("Breaking is worth", Align::End),
            ("Does it pay?", Align::Start),
        ];
        let mut table = Table::new("Breaking, stage by stage", &columns);
        let mut turns = Vec::new();
        for stage in stages {
            table.row(stage.row);
            turns.extend(stage.turns);
        }
        let mut section = Section::new("pays", heading).say(WORTH).table(table);
        if !turns.is_empty() {
            section = section.say("Where one figure alone decides:").list(turns);
        }
        for defection in &all {
            section = section.remark(self.given(defection));
        }
        Some(section.found(found("What breaking is worth", &claim, checked)))
    }

    fn weighed(&self, defection: &Defection, stage: &DefectionStage) -> Option<Weighed> {
        let temptation = case::temptation(stage).ok()?;
        let claim = worth(&temptation);
        let (least, most) = (figure(&claim.answer.least), figure(&claim.answer.most));
        let pays = Pays::of(&claim.answer);
        let is_small = stage.answers.len() <= CHECKED_MAX;
        Some(Weighed {
            row: vec![
                self.who(defection),
                self.desk.act_title(&stage.after),
                if least == most {
                    least
                } else {
                    format!("{least} to {most}")
                },
                word(pays).to_owned(),
            ],
            turns: self.turns(defection, stage, &temptation),
            checked: is_small.then(|| temptation.worth().as_ref() == Some(&claim.answer)),
            nodes: claim.nodes,
            pays,
        })
    }

    fn who(&self, defection: &Defection) -> String {
        let mut breaches = self.desk.view.breaches();
        let breach = breaches.find(|seen| seen.item.id == defection.breach);
        let breach = breach.map(|seen| self.desk.words(&seen.item.title));
        let breach = breach.unwrap_or("a breach");
        match &defection.party {
            Some(party) => format!("{}: {breach}", self.desk.party_name(party)),
            None => breach.to_owned(),
        }
    }

    fn given(&self, defection: &Defection) -> String {
        let by = match &defection.given_by {
            GivenBy::Party => "given by the party itself".to_owned(),
            GivenBy::Analyst(name) => format!("an assumption of {name}"),
            GivenBy::Rule(rule) => format!("by a rule: {rule}"),
        };
        format!(
            "{}: figures in {}, {by}{}{}.",
            self.who(defection),
            defection.unit,
            remarks(&defection.grounds),
            self.desk.sources(&defection.grounds)
        )
    }

    /// The figures of a stage that can decide by themselves whether breaking pays.
    fn turns(
        &self,
        of: &Defection,
        stage: &DefectionStage,
        temptation: &Temptation,
    ) -> Vec<String> {
        let found = thresholds(temptation).answer;
        let told = found.iter().filter_map(|threshold| {
            let told = self.edges(stage, threshold)?;
            let after = self.desk.act_title(&stage.after);
            let who = of.party.as_ref().map(|party| self.desk.party_name(party));
            let who = who.unwrap_or_else(|| "one party".to_owned());
            Some(capital(&format!("{who}, once “{after}”: {told}.")))
        });
        told.collect()
    }

    /// What a threshold says; nothing where the figure decides nothing by itself.
    fn edges(&self, stage: &DefectionStage, threshold: &Threshold) -> Option<String> {
        let title = |place: usize| {
            let answer = stage.answers.get(place)?;
            let at = self.posed.guarantee(&answer.guarantee)?;
            Some(self.title(at))
        };
        let (what, whose) = match threshold.lever {
            Lever::Credibility(place) => ("credibility", title(place)?),
            Lever::Cost(place) => ("cost", title(place)?),
            Lever::Delay => ("speed", "the answer".to_owned()),
        };
        let holds = match (&threshold.holds, threshold.lever) {
            (Edge::Everywhere, _) => return None,
            (Edge::Nowhere, _) => None,
            (Edge::From(least), Lever::Credibility(_) | Lever::Cost(_)) => Some(format!(
                "{whose} with a {what} of at least {}",
                figure(least)
            )),
            (Edge::UpTo(most), Lever::Credibility(_) | Lever::Cost(_)) => {
                Some(format!("{whose} with a {what} of at most {}", figure(most)))
            }
            (Edge::From(least), Lever::Delay) => {
                Some(format!("an answer after at least {} days", figure(least)))
            }
            (Edge::UpTo(most), Lever::Delay) => {
                Some(format!("an answer within {} days", figure(most)))
            }
        };
        let holds = holds.map_or_else(
            || format!("no {what} of {whose} is enough by itself"),
            |holds| format!("{holds} is enough, wherever the other figures lie"),
        );
        let lost = match (&threshold.may_hold, threshold.lever) {
            (Edge::Everywhere, _) if threshold.holds == Edge::Nowhere => return None,
            (Edge::Everywhere, _) => return Some(holds),
            (Edge::Nowhere, _) => return Some(format!("{holds}: breaking pays in any case")),
            (Edge::From(least), Lever::Delay) => format!("sooner than {} days", figure(least)),
            (Edge::UpTo(most), Lever::Delay) => format!("after more than {} days", figure(most)),
            (Edge::From(least), _) => format!("below {}", figure(least)),
            (Edge::UpTo(most), _) => format!("above {}", figure(most)),
        };
        Some(format!("{holds}; {lost} breaking pays in any case"))
    }
}

/// An exact figure: a decimal where it ends within three digits, else the fraction beside it.
fn figure(exact: &Exact) -> String {
    for digits in 0..=3 {
        let text = decimal(exact, digits);
        if problem::scale::read_decimal(&text).as_ref() == Some(exact) {
            return text;
        }
    }
    let about = decimal(exact, 2);
    format!("{}/{} (about {about})", exact.numer(), exact.denom())
}

const fn word(pays: Pays) -> &'static str {
    match pays {
        Pays::Surely => "pays in any case",
        Pays::Never => "does not pay",
        Pays::Depends => "depends on the figures",
    }
}
