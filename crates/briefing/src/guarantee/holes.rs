//! What is left open, and guarantees that defeat themselves.

use super::{Promises, found};
use crate::briefing::Section;
use crate::desk::capital;
use crate::section::span_words;
use analysis::guarantee::knots;
use problem::guarantee::{Answered, Contradiction, Hole, Knot, Lateness, Need, Office};
use problem::{FearIx, GuaranteeIx};
use std::collections::BTreeMap;

impl Promises<'_, '_, '_> {
    /// Fears that nobody answers, triggers that nobody decides, clocks that are slower than the
    /// harm; and what cannot be as it is written.
    pub(super) fn holes(&self) -> Option<Section> {
        let all = &self.posed.all;
        let holes: Vec<String> = all.holes().iter().map(|hole| self.hole(hole)).collect();
        let against = all.contradictions();
        let mut against: Vec<String> = against
            .iter()
            .map(|each| self.contradiction(each))
            .collect();
        let claim = knots(all);
        let checked = claim.answer.iter().all(|(id, knot)| all.is_knot(*id, knot));
        against.extend(self.circles(&claim.answer));
        let against: Vec<String> = against.iter().map(|words| capital(words)).collect();
        let heading = match (holes.len(), against.len()) {
            (0, 0) => "the guarantees leave nothing open that the case names".to_owned(),
            (open, 0) => format!("{} left open", things(open)),
            (0, against) => contradictions(against),
            (open, against) => {
                format!("{} left open; {}", things(open), contradictions(against))
            }
        };
        let checked = if checked {
            "each circle was checked step by step; the rest is the definition itself"
        } else {
            "a circle failed its check: treat this section as wrong"
        };
        let mut section = Section::new("holes", capital(&heading));
        if !against.is_empty() {
            section = section
                .say("What contradicts itself as it is written:")
                .list(against);
        }
        if !holes.is_empty() {
            section = section.say("What is left open:").list(holes);
        }
        let found = found("Guarantees that wait for themselves", &claim, checked);
        Some(self.as_seen(section).found(found))
    }

    /// The circles in which guarantees are caught, each told once with all that it holds up.
    fn circles(&self, knots: &[(GuaranteeIx, Knot)]) -> Vec<String> {
        let mut held: BTreeMap<&[Need], Vec<GuaranteeIx>> = BTreeMap::new();
        for (id, knot) in knots {
            held.entry(&knot.circle).or_default().push(*id);
        }
        let told = held.into_iter().map(|(circle, held)| {
            let names: Vec<String> = circle.iter().map(|need| self.need(*need)).collect();
            let first = names.first().cloned().unwrap_or_default();
            format!(
                "{} cannot begin: {} waits for {first}.",
                self.titles(&held),
                names.join(" waits for ")
            )
        });
        told.collect()
    }

    fn hole(&self, hole: &Hole) -> String {
        let words = match *hole {
            Hole::Uncovered(fear) => format!("no guarantee covers {}", self.feared(fear)),
            Hole::Hollow(fear) => format!(
                "{} is covered on paper only: none of its guarantees can stand",
                self.feared(fear)
            ),
            Hole::Missed(fear, id) => format!(
                "{} is called for by {}, which is not where {} comes true",
                self.title(id),
                self.trigger_act(id),
                self.feared(fear)
            ),
            Hole::Late(fear, id, answered, lateness) => self.late((fear, id), answered, lateness),
            Hole::NoTrigger(id) => format!("{} does not say what calls for it", self.title(id)),
            Hole::NoJudge(id) => format!(
                "nobody is named to decide that {} has happened, for {}",
                self.trigger_act(id),
                self.title(id)
            ),
            Hole::NoDecisionClock(id) => {
                format!("{} does not say how soon it is decided on", self.title(id))
            }
            Hole::NoLadder(id) => format!("{} does not say what is done", self.title(id)),
            Hole::NoClock(id, step) => {
                let ladder = self.posed.all.guarantees().get(id).map(|each| &each.ladder);
                let rung = ladder.and_then(|ladder| ladder.get(step));
                let act = rung.map(|rung| self.act(rung.act)).unwrap_or_default();
                format!("{act}, a step of {}, has no clock", self.title(id))
            }
            Hole::NoTerm(id) => format!("{} does not say how long it runs", self.title(id)),
            Hole::Unconsented(id, party) => format!(
                "{} still needs the consent of {}",
                self.title(id),
                self.party(party)
            ),
        };
        capital(&words) + "."
    }

    fn late(
        &self,
        (fear, id): (FearIx, GuaranteeIx),
        answered: Answered,
        lateness: Lateness,
    ) -> String {
        let harm = self.fear(fear).and_then(|fear| fear.harm);
        let harm = harm.map(span_words).unwrap_or_default();
        let (step, comes) = match (answered, lateness) {
            (Answered::First, Lateness::Surely) => ("its first step", "comes after"),
            (Answered::First, Lateness::Perhaps) => ("its first step", "may come after"),
            (Answered::Last, Lateness::Surely) => ("its last step", "comes after"),
            (Answered::Last, Lateness::Perhaps) => ("its last step", "may come after"),
        };
        format!(
            "{} is slow against {}: {step} {comes} the harm, which is done in {harm}",
            self.title(id),
            self.feared(fear)
        )
    }

    pub(super) fn trigger_act(&self, id: GuaranteeIx) -> String {
        let each = self.posed.all.guarantees().get(id);
        let trigger = each.and_then(|each| each.trigger.as_ref());
        trigger
            .map(|trigger| self.act(trigger.act))
            .unwrap_or_default()
    }

    fn contradiction(&self, against: &Contradiction) -> String {
        match *against {
            Contradiction::EndedByFeared(id, act, party) => format!(
                "{} ends with {}, and {}, against whom it stands, can do or provoke that.",
                self.title(id),
                self.act(act),
                self.party(party)
            ),
            Contradiction::EndedByGuarantor(id, act, party) => format!(
                "{} ends with {}, which is an act of its guarantor {}.",
                self.title(id),
                self.act(act),
                self.party(party)
            ),
            Contradiction::EndedByTrigger(id, act) => {
                format!(
                    "{} ends with {}, which calls for it.",
                    self.title(id),
                    self.act(act)
                )
            }
            Contradiction::FearedGuards(fear, id, party, office) => {
                let does = match office {
                    Office::Guarantor => "gives",
                    Office::Judge => "must decide on",
                    Office::Veto => "can stop",
                };
                let (title, feared) = (self.title(id), self.feared(fear));
                let party = self.party(party);
                format!("{party} {does} {title}, which stands against {party}: {feared}.")
            }
            Contradiction::OverBeforeBegun(id) => {
                format!("{} is over before it begins.", self.title(id))
            }
            Contradiction::NeedOver(id, need) => format!(
                "{} needs {}, which is over before it begins.",
                self.title(id),
                self.title(need)
            ),
        }
    }
}

fn things(count: usize) -> String {
    match count {
        1 => "one thing is".to_owned(),
        count => format!("{count} things are"),
    }
}

fn contradictions(count: usize) -> String {
    match count {
        1 => "one contradiction stands".to_owned(),
        count => format!("{count} contradictions stand"),
    }
}
