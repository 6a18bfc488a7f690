//! The log of rounds and the edits as comma-separated values: one row a move, or one an edit.
//!
//! Invariant: it holds what the seat's own view gave, and nothing else. The rows of the log, made
//! one after another, lead from silence to where everybody stands.

use crate::case_file::round_words as words;
use crate::cell::quoted;
use case::{Grounds, PosedRounds, SourceId, View};
use problem::rounds::{Kind, Level, Move, Stand};
use problem::{BracketIx, PartyIx};

const HEAD: [&str; 16] = [
    "round",
    "round title",
    "from",
    "to",
    "draft",
    "party",
    "point",
    "bracket",
    "status before",
    "held before",
    "status",
    "holds",
    "comes to",
    "towards",
    "sources",
    "note",
];

const EDITS: [&str; 10] = [
    "edit", "side", "asked", "draft", "points", "text", "became", "on", "in draft", "sources",
];

/// Every move of every round, as one seat may know them; the first words are moves from silence.
#[must_use]
pub fn write(view: &View<'_>) -> String {
    let mut out = HEAD.join(",") + "\r\n";
    let Some(posed) = view.pose_rounds() else {
        return out;
    };
    for round in 0..posed.rounds.len() {
        for each in moves(&posed, round) {
            line(&mut out, &row(&posed, round, &each));
        }
    }
    out
}

/// What moved in a round; in the first one everything that was said.
fn moves(posed: &PosedRounds<'_>, round: usize) -> Vec<Move> {
    let Some(before) = round.checked_sub(1) else {
        let places = posed.brackets.ids();
        let places = places.flat_map(|bracket| posed.parties.ids().map(move |p| (bracket, p)));
        return places.filter_map(|place| first(posed, place)).collect();
    };
    posed.history.moves((before, round))
}

fn first(posed: &PosedRounds<'_>, (bracket, party): (BracketIx, PartyIx)) -> Option<Move> {
    let to = posed.history.stand(0, party, bracket);
    let from = Stand {
        level: Level::Silent,
        holds: None,
        said_in: None,
    };
    (to.level > Level::Silent).then(|| Move {
        party,
        bracket,
        from,
        to,
        towards: Vec::new(),
        kind: Kind::First,
    })
}

fn row(posed: &PosedRounds<'_>, round: usize, each: &Move) -> Vec<String> {
    let told = posed.rounds.get(round);
    let of = told.and_then(|told| told.round);
    let day = |day: Option<case::Date>| day.map_or_else(String::new, |day| day.to_string());
    let place = posed.brackets.get(each.bracket);
    let holds = |stand: &Stand| {
        let known = posed.choices.get(each.bracket);
        let at = stand.holds.map(|choice| usize::from(choice.position()));
        let id = known.zip(at).and_then(|(known, at)| known.get(at));
        id.map_or_else(String::new, ToString::to_string)
    };
    let party = |party: PartyIx| {
        let id = posed.parties.get(party);
        id.map_or_else(String::new, ToString::to_string)
    };
    let word = told.and_then(|told| told.words.get(&(each.bracket, each.party)));
    let grounds = word.map_or_else(Grounds::default, |word| word.grounds.clone());
    let towards: Vec<String> = each.towards.iter().map(|other| party(*other)).collect();
    let title = of.map_or_else(
        || "since then".to_owned(),
        |of| of.title.in_language(&case::Language::english()).to_owned(),
    );
    let draft = told.and_then(|told| told.draft);
    vec![
        (round + 1).to_string(),
        title,
        day(of.and_then(|of| of.from)),
        day(of.and_then(|of| of.to)),
        draft.map_or_else(String::new, |draft| draft.id.to_string()),
        party(each.party),
        place.map_or_else(String::new, |(point, _)| point.id.to_string()),
        place.map_or_else(String::new, |(_, bracket)| bracket.id.to_string()),
        level_word(each.from.level).to_owned(),
        holds(&each.from),
        level_word(each.to.level).to_owned(),
        holds(&each.to),
        kind_word(each.kind).to_owned(),
        towards.join(" | "),
        sources(&grounds),
        grounds.note.unwrap_or_default(),
    ]
}

/// Every edit, as one seat may know them.
#[must_use]
pub fn write_edits(view: &View<'_>) -> String {
    let mut out = EDITS.join(",") + "\r\n";
    for edit in view.edits().map(|seen| seen.item) {
        let settled = edit.settled.as_ref();
        let id = |id: Option<&case::DraftId>| id.map_or_else(String::new, ToString::to_string);
        let points = edit.points.iter().map(ToString::to_string);
        let text = edit.text.in_language(&case::Language::english());
        let cells = vec![
            edit.id.to_string(),
            edit.party
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            edit.asked.to_string(),
            id(edit.draft.as_ref()),
            points.collect::<Vec<_>>().join(" | "),
            text.to_owned(),
            settled
                .map_or("open", |settled| words::taking(settled.how))
                .to_owned(),
            settled.map_or_else(String::new, |settled| settled.on.to_string()),
            id(settled.and_then(|settled| settled.draft.as_ref())),
            sources(&edit.grounds),
        ];
        line(&mut out, &cells);
    }
    out
}

fn sources(grounds: &Grounds) -> String {
    let ids = grounds.sources.iter().map(SourceId::as_str);
    ids.collect::<Vec<_>>().join(" | ")
}

fn line(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Silent => "silent",
        Level::Rejected => "rejected",
        Level::Bracketed => "bracketed",
        Level::Acceptable => "acceptable",
        Level::AdReferendum => "ad_referendum",
        Level::Agreed => "agreed",
    }
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::First => "first word",
        Kind::Conceded => "towards others",
        Kind::TextCame => "text came to it",
        Kind::Hardened => "back, same words",
        Kind::TextLeft => "back, other or unknown words",
        Kind::Further => "further, other or unknown words",
        Kind::Renewed => "same of new words",
        Kind::Shifted => "another option",
    }
}
