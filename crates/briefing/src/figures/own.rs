//! A delegation's own answers: what the draft in hand is worth to it, and what would be worth more.
//!
//! Invariant: only the party's own figures and what is open to it go in; nothing here tells what
//! another side would accept.

use super::Posing;
use crate::briefing::{Align, Section, Table};
use crate::desk::Desk;
use case::PoseError;
use problem::{BracketIx, ChoiceIx, Package, PartyIx, Score, Stance};

/// A change of one option that is worth something to the party.
struct Raise {
    bracket: BracketIx,
    choice: ChoiceIx,
    gain: Score,
}

impl Desk<'_, '_> {
    /// The answers from this seat's own figures alone.
    pub(crate) fn own(&self) -> Result<Vec<Section>, PoseError> {
        let posing = self.posing(self.view.pose_own()?);
        let own = posing.posed.problem.stances().iter().next();
        let Some((party, stance)) = own else {
            return Ok(Vec::new());
        };
        let draft = posing
            .posed
            .draft
            .as_ref()
            .and_then(problem::PartialPackage::complete);
        let mut sections = Vec::new();
        if let Some(draft) = draft {
            sections.push(posing.worth((party, stance), &draft));
            sections.push(posing.raises((party, stance), &draft));
        }
        sections.extend(posing.assumptions());
        Ok(sections)
    }
}

impl Posing<'_, '_, '_> {
    fn worth(&self, (party, stance): (PartyIx, &Stance), draft: &Package) -> Section {
        let worth = self.names.score(&self.posed, party, stance.score(draft));
        let heading = format!("The draft in hand is worth {worth} to you, in your own figures");
        let mut section = Section::new("worth", heading);
        if let Some(reservation) = stance.reservation {
            let beside = stance.score(draft) - reservation;
            let (value, gain) = (
                self.names.score(&self.posed, party, reservation),
                beside.get().signum(),
            );
            let words = match gain {
                1 => "more than",
                0 => "as much as",
                _ => "less than",
            };
            section = section.say(format!(
                "That is {words} no deal, which you put at {value}."
            ));
        }
        let crossed = stance
            .red_lines
            .iter()
            .filter(|(_, line)| !line.admits(draft));
        let crossed: Vec<String> = crossed
            .map(|(line, _)| self.names.demand(problem::Demand::RedLine(party, line)))
            .collect();
        if crossed.is_empty() {
            section.say("It crosses none of your red lines that are stated on options.")
        } else {
            section.say("It crosses:").list(crossed)
        }
    }

    fn raises(&self, (party, stance): (PartyIx, &Stance), draft: &Package) -> Section {
        let raises = self.each_raise(stance, draft);
        let columns = [
            ("Bracket", Align::Start),
            ("Option", Align::Start),
            ("Worth more by", Align::End),
        ];
        let mut table = Table::new("Single changes, the most valuable first", &columns);
        for raise in &raises {
            table.row(vec![
                self.names.bracket(raise.bracket).to_owned(),
                self.names.choice(raise.bracket, raise.choice).to_owned(),
                self.names.score(&self.posed, party, raise.gain),
            ]);
        }
        let heading = match raises.len() {
            0 => "No single change of the draft would be worth more to you".to_owned(),
            1 => "One single change of the draft would be worth more to you".to_owned(),
            count => format!("{count} single changes of the draft would be worth more to you"),
        };
        Section::new("raises", heading).table(table).remark(
            "This rests on your own figures and the open rules only: it says nothing of what \
             others would accept.",
        )
    }

    fn each_raise(&self, stance: &Stance, draft: &Package) -> Vec<Raise> {
        let problem = &self.posed.problem;
        let here = stance.score(draft);
        let mut raises = Vec::new();
        for (bracket, size) in problem.sizes().iter() {
            for choice in (0..*size).map(ChoiceIx::new) {
                let changed = draft.with(bracket, choice);
                let gain = stance.score(&changed) - here;
                if gain > Score::ZERO && problem.is_possible(&changed) && stance.bears(&changed) {
                    raises.push(Raise {
                        bracket,
                        choice,
                        gain,
                    });
                }
            }
        }
        raises.sort_by_key(|raise| (-raise.gain, raise.bracket, raise.choice));
        raises
    }
}
