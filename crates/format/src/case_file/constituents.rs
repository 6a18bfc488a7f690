//! What people behind the delegations say: questionnaires and series of public mood.

use super::fault::Complaint;
use super::node::{Node, shown};
use super::reader::{
    Reader, Told, date_at, exact_at, flag_at, is_live, text_at, whole_at, word_at, wording_at,
};
use super::shape::Kind;
use super::value;
use case::{
    ANSWERED_MIN, Exact, MoodId, MoodPoint, MoodSeries, MoodShare, Questionnaire, QuestionnaireId,
    Tally,
};
use disclosure::{Held, Owner, PartyId, Release};

/// The list under a key of the section, as nodes.
fn list<'a, 't>(file: &'a Node<'t>, key: &str) -> &'a [Node<'t>] {
    let section = file.get("constituents").and_then(|both| both.get(key));
    section.map_or(&[][..], Node::items)
}

impl Reader<'_> {
    /// What groups behind delegations answered.
    pub(super) fn questionnaires(&mut self, file: &Node<'_>) -> Vec<Held<Questionnaire>> {
        let mut all = Vec::new();
        for node in list(file, "questionnaires") {
            let id = word_at(node, "id");
            let sealed = Release::sealed(Owner::Mediator);
            let party = node.get("party");
            let default = party.map_or_else(|| sealed.clone(), |by| self.owned_by(by, &sealed));
            let label = format!("questionnaire `{}`", shown(id));
            let release = self.begin_with(label, node, default);
            let party = party.and_then(|party| self.refer(Kind::Party, Told::WithSource, party));
            let faction = match (&party, node.get("faction")) {
                (Some(party), Some(faction)) => self.faction_of(party, faction),
                (None, Some(faction)) => {
                    let message = format!("{} names a faction of no party", self.label());
                    self.complain(faction.spot, Complaint::new(message).hint("give `party`"));
                    None
                }
                (Some(_) | None, None) => None,
            };
            let answers = node.get("answers").map_or(&[][..], Node::entries);
            let answers = answers.iter().map(|(answer, count)| Tally {
                answer: answer.text().unwrap_or_default().to_owned(),
                count: value::whole(count).unwrap_or_default(),
            });
            let questionnaire = Questionnaire {
                id: QuestionnaireId::new(id),
                party: party.map(PartyId::new),
                faction,
                group: text_at(node, "group").unwrap_or_default(),
                question: wording_at(node, "question"),
                answers: answers.collect(),
                several: flag_at(node, "several"),
                answered: whole_at(node, "answered").unwrap_or_default(),
                asked: whole_at(node, "asked"),
                date: date_at(node, "date").unwrap_or_default(),
                grounds: self.grounds(node),
            };
            self.counted(node, &questionnaire);
            all.push(Held::new(questionnaire, release));
        }
        all
    }

    /// Complains of counts that cannot be, and of so few answers that a count points at somebody.
    fn counted(&mut self, node: &Node<'_>, item: &Questionnaire) {
        let counts = item.answers.iter().map(|tally| u64::from(tally.count));
        let (sum, most) = (counts.clone().sum::<u64>(), counts.max().unwrap_or(0));
        let answered = u64::from(item.answered);
        let label = self.label().to_owned();
        let mut faults = Vec::new();
        if item.answered < ANSWERED_MIN {
            faults.push((
                format!("{label} was answered by {answered}, and a count could point at somebody"),
                format!("at least {ANSWERED_MIN} answers are kept together"),
            ));
        }
        if most > answered || (!item.several && sum != answered) {
            faults.push((
                format!("the answers of {label} come to {sum}, and {answered} answered"),
                "with one answer each they come to as many; else set `several: true`".to_owned(),
            ));
        }
        if item.asked.is_some_and(|asked| asked < item.answered) {
            faults.push((
                format!("fewer were asked in {label} than answered"),
                "`asked` is at least `answered`".to_owned(),
            ));
        }
        for (message, hint) in faults {
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
    }

    /// Series of public mood.
    pub(super) fn moods(&mut self, file: &Node<'_>) -> Vec<Held<MoodSeries>> {
        let mut all = Vec::new();
        for node in list(file, "mood") {
            let id = word_at(node, "id");
            let release = self.begin(format!("the public mood `{}`", shown(id)), node);
            let party = node.get("party");
            let party = party.and_then(|party| self.refer(Kind::Party, Told::Always, party));
            let surveys = node.get("surveys").map_or(&[][..], Node::items);
            let points: Vec<MoodPoint> = surveys.iter().map(|each| self.survey(each)).collect();
            let days = points.iter().zip(points.iter().skip(1));
            if points.is_empty() || days.clone().any(|(one, next)| one.date >= next.date) {
                let message = format!("{} has no surveys in the order of their days", self.label());
                let hint = "give at least one, the earliest first, each with a day of its own";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            let grounds = self.grounds(node);
            if is_live(file) && grounds.sources.is_empty() {
                let message = format!("{} has no source", self.label());
                let hint = "give `src`: a live case says only what was published";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            let series = MoodSeries {
                id: MoodId::new(id),
                party: party.map(PartyId::new),
                question: wording_at(node, "question"),
                method: text_at(node, "method"),
                points,
                grounds,
            };
            all.push(Held::new(series, release));
        }
        all
    }

    fn survey(&mut self, node: &Node<'_>) -> MoodPoint {
        let shares = node.get("shares").map_or(&[][..], Node::entries);
        let shares = shares.iter().map(|(answer, said)| MoodShare {
            answer: answer.text().unwrap_or_default().to_owned(),
            percent: value::exact(said).or_else(|| exact_at(said, "percent")),
            count: whole_at(said, "count"),
        });
        let point = MoodPoint {
            date: date_at(node, "date").unwrap_or_default(),
            asked: whole_at(node, "asked"),
            shares: shares.collect(),
        };
        if let Some((message, hint)) = wrong(&point) {
            let message = format!("{} {message} on {}", self.label(), point.date);
            self.complain(node.spot, Complaint::new(message).hint(hint));
        }
        point
    }
}

/// What cannot be in a survey.
fn wrong(point: &MoodPoint) -> Option<(&'static str, &'static str)> {
    let whole = |n: usize| Exact::from_integer(n.into());
    let percents = point
        .shares
        .iter()
        .filter_map(|share| share.percent.as_ref());
    let sum: Exact = percents.clone().sum();
    // Each of them may have been rounded up by half a percent.
    let most = whole(100) + whole(point.shares.len()) / whole(2);
    if percents.clone().any(|percent| *percent < whole(0)) || sum > most {
        return Some((
            "has percentages that do not make a whole",
            "they lie between 0 and 100 and come to 100 at most, but for rounding",
        ));
    }
    if point.shares.is_empty() || point.shares.iter().any(MoodShare::says_nothing) {
        return Some((
            "has an answer without a figure",
            "give `percent`, `count` or both",
        ));
    }
    let counts = point.shares.iter().filter_map(|share| share.count);
    let counted: u64 = counts.map(u64::from).sum();
    if point.asked.is_some_and(|asked| u64::from(asked) < counted) {
        return Some((
            "counts more people than were asked",
            "the counts come to `asked` at most",
        ));
    }
    None
}
