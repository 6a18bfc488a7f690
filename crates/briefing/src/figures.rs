//! Answers that rest on figures: the joint ones for those who may have them, a party's own for its
//! delegation.

mod clashes;
mod division;
mod fair;
mod frontier;
mod home;
mod improve;
mod own;
mod price;
mod sensitivity;
mod trades;
mod why;
mod zone;

use crate::briefing::{Section, Verdict};
use crate::desk::Desk;
use crate::names::Names;
use crate::question::Question;
use case::{Assumption, GivenBy, PoseError, Posed};
pub(crate) use fair::short as rule_name;
use problem::{Package, PartialPackage};

/// A posed problem on the desk, with its names.
pub(crate) struct Posing<'d, 'v, 'a> {
    /// The desk.
    pub(crate) desk: &'d Desk<'v, 'a>,
    /// The problem and what its indices stand for.
    pub(crate) posed: Posed,
    /// The words for the indices.
    pub(crate) names: Names,
}

impl<'v, 'a> Desk<'v, 'a> {
    /// The answers from figures that this seat may have.
    pub(crate) fn figures(&self, question: Question) -> Result<(Vec<Section>, Verdict), PoseError> {
        Ok(self.posing(self.view.pose()?).answers(question))
    }

    /// A posed problem on this desk, with its names.
    pub(crate) fn posing(&self, posed: Posed) -> Posing<'_, 'v, 'a> {
        let names = self.names(&posed);
        Posing {
            desk: self,
            posed,
            names,
        }
    }
}

impl Posing<'_, '_, '_> {
    fn answers(&self, question: Question) -> (Vec<Section>, Verdict) {
        let mut sections = Vec::new();
        let mut verdict = Verdict::Answered;
        if question.includes(Question::Zone) {
            let (section, reached) = self.zone();
            sections.push(section);
            verdict = reached;
        }
        if question.includes(Question::Clashes) {
            sections.extend(self.clashes());
        }
        if question.includes(Question::Frontier) || question.includes(Question::Fair) {
            let claims = self.fair_claims();
            if question.includes(Question::Frontier) {
                let frame = claims.first().map(|claim| &claim.answer.frame);
                let named = self.named(&claims);
                sections.push(self.frontier(&self.efficient(), (frame, &named)));
            }
            if question.includes(Question::Fair) {
                sections.push(self.fair(&claims));
                sections.extend(self.division());
                sections.extend(self.homes(&self.named_packages(&claims)));
            }
        }
        if let (true, Some(draft)) = (question.includes(Question::Improve), &self.posed.draft) {
            sections.extend(self.improve(draft));
        }
        if let (true, Some(draft)) = (question.includes(Question::Trades), self.draft()) {
            sections.push(self.trades(&draft));
        }
        if question.includes(Question::Trades) {
            sections.extend(self.prices());
        }
        if question.includes(Question::Sensitivity) {
            sections.extend(self.sensitivity());
        }
        if !sections.is_empty() {
            sections.extend(self.assumptions());
        }
        (sections, verdict)
    }

    /// The draft in hand, if it answers every bracket.
    fn draft(&self) -> Option<Package> {
        self.posed.draft.as_ref().and_then(PartialPackage::complete)
    }

    /// What the answers take for granted.
    fn assumptions(&self) -> Option<Section> {
        let words = self
            .posed
            .assumptions
            .iter()
            .map(|assumption| self.assumption(assumption));
        let words: Vec<String> = words.collect();
        let heading = match words.len() {
            0 => return None,
            1 => "One assumption stands behind these answers".to_owned(),
            count => format!("{count} assumptions stand behind these answers"),
        };
        Some(Section::new("assumptions", heading).list(words))
    }

    fn assumption(&self, assumption: &Assumption) -> String {
        let desk = self.desk;
        match assumption {
            Assumption::FiguresBy(party, given_by) => {
                let by = match given_by {
                    GivenBy::Party => "the party".to_owned(),
                    GivenBy::Analyst(name) => name.clone(),
                    GivenBy::Rule(rule) => format!("the rule “{rule}”"),
                };
                let party = desk.party_name(party);
                format!("The figures of {party} are an analyst assumption, by {by}.")
            }
            Assumption::Indifferent(party, bracket) => format!(
                "{} gave no figures on {}: it is counted as indifferent there.",
                desk.party_name(party),
                desk.bracket_name(bracket)
            ),
            Assumption::NoReservation(party) => {
                format!(
                    "{} gave no value of no deal: it has no lower bound.",
                    desk.party_name(party)
                )
            }
            Assumption::Unvalued(party, bracket, choice) => format!(
                "{} gave no value for “{}” on {}: the option is left out.",
                desk.party_name(party),
                desk.choice_words(bracket, choice),
                desk.bracket_name(bracket)
            ),
            Assumption::Rounded(party) => format!(
                "The figures of {} were rounded once, to a millionth of a millionth of their sum.",
                desk.party_name(party)
            ),
            Assumption::Reading(linkage, reader) => {
                let mut linkages = desk.view.linkages();
                let found = linkages.find(|seen| seen.item.id == *linkage);
                let words = found.map_or_else(
                    || desk.linkage_words(linkage),
                    |seen| desk.linkage_alone(seen.item),
                );
                format!("The rule {words} is a reading by {reader}.")
            }
            Assumption::WordsOnly(line) => {
                let words = desk.red_line_words(line);
                format!("The {words} is stated in words only: no package is tested against it.")
            }
        }
    }
}
