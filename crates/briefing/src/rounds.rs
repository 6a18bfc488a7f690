//! Rounds: what moved, how far each two have come with each other, who moved towards whom, how each
//! side's edits fared, and rival texts side by side. Nothing is added up into one figure.

mod agreement;
mod lineage;
mod log;
mod rivals;
mod treatment;

use crate::briefing::{Section, status_word};
use crate::desk::Desk;
use case::{Date, PosedRounds, Status};
use problem::rounds::{Level, Stand};
use problem::{BracketIx, ChoiceIx, PartyIx};

impl Desk<'_, '_> {
    /// Everything about rounds; how long edits wait is counted to a day.
    pub(crate) fn all_rounds(&self, day: Option<Date>) -> Vec<Section> {
        let mut sections = Vec::new();
        if let Some(posed) = self.view.pose_rounds() {
            let log = Log { desk: self, posed };
            sections.extend([log.moved(), log.convergence()].into_iter().flatten());
            sections.extend([log.agreement(), log.concessions()].into_iter().flatten());
            sections.push(log.every_move());
        }
        sections.extend(day.and_then(|day| self.treatment(day)));
        sections.extend(self.meetings());
        sections.extend(self.labels());
        sections
    }
}

/// The posed rounds with the words for them.
struct Log<'d, 'v, 'a> {
    desk: &'d Desk<'v, 'a>,
    posed: PosedRounds<'a>,
}

impl Log<'_, '_, '_> {
    /// A round's title.
    fn round(&self, round: usize) -> String {
        let posed = self.posed.rounds.get(round);
        let title = posed.and_then(|posed| posed.round);
        title.map_or_else(
            || "since then".to_owned(),
            |round| self.desk.words(&round.title).to_owned(),
        )
    }

    fn party(&self, party: PartyIx) -> String {
        let id = self.posed.parties.get(party);
        id.map_or_else(String::new, |id| self.desk.party_name(id))
    }

    fn bracket(&self, bracket: BracketIx) -> String {
        let Some((point, bracket)) = self.posed.brackets.get(bracket) else {
            return String::new();
        };
        let alone = self.desk.view.brackets(point).count() == 1;
        self.desk.place_name(&crate::desk::Place {
            point,
            bracket,
            alone,
        })
    }

    fn option(&self, bracket: BracketIx, choice: ChoiceIx) -> String {
        let ids = self.posed.choices.get(bracket);
        let id = ids.and_then(|ids| ids.get(usize::from(choice.position())));
        let place = self.posed.brackets.get(bracket);
        let words = id.zip(place).and_then(|(id, (_, bracket))| {
            let mut choices = self.desk.view.choices(bracket);
            let choice = choices.find(|seen| seen.item.id == *id)?;
            Some(self.desk.words(&choice.item.text).to_owned())
        });
        words.unwrap_or_default()
    }

    /// Where a party stood: `bracketed, behind “50 000 t”`.
    fn stand(&self, bracket: BracketIx, stand: &Stand) -> String {
        let word = level_word(stand.level);
        match stand.holds {
            Some(choice) => format!("{word}, behind “{}”", self.option(bracket, choice)),
            None => word.to_owned(),
        }
    }
}

/// A level as the word for its status.
const fn level_word(level: Level) -> &'static str {
    status_word(match level {
        Level::Silent => Status::Silent,
        Level::Rejected => Status::Rejected,
        Level::Bracketed => Status::Bracketed,
        Level::Acceptable => Status::Acceptable,
        Level::AdReferendum => Status::AdReferendum,
        Level::Agreed => Status::Agreed,
    })
}

/// A count with its noun.
fn counted(count: usize, (one, many): (&str, &str)) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("one {one}"),
        _ => format!("{count} {many}"),
    }
}
