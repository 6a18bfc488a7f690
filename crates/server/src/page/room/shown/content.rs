//! What exactly was put in front of a party: of each thing its words, whole, so that nobody has to
//! remember what stood in it.

use crate::mark::Marks;
use crate::page::here::listed;
use crate::page::room::compose::terms_words;
use crate::page::room::conversation::kind_word;
use crate::seated::Seated;
use crate::world;
use case::{BracketId, Case, ChoiceId, Language};
use disclosure::Seat;
use proceedings::{
    Ballot, Carried, Check, CheckNews, Met, Named, Outcome, Planned, Reply, ShownWhat,
};
use std::collections::BTreeMap;
use text::Print;

/// What something was, its words, and what else stood in it, line by line.
#[derive(Default)]
pub(super) struct Content {
    pub(super) what: String,
    pub(super) words: String,
    pub(super) more: Vec<String>,
    /// The whole of it, where it is long: it stands behind its heading.
    pub(super) whole: Vec<String>,
}

/// The content of something that was shown to a seat.
pub(super) fn of(seated: &Seated, seat: &Seat, shown: ShownWhat<'_>) -> Content {
    let plain = |what: &str, words: &str| Content {
        what: what.to_owned(),
        words: words.to_owned(),
        ..Content::default()
    };
    match shown {
        ShownWhat::Case(case) => Content {
            whole: opened(case, seat),
            ..plain("The case, as it was opened here", "")
        },
        ShownWhat::Said(carried) => said(carried, &seated.marks()),
        ShownWhat::Replied(reply) => replied(reply),
        ShownWhat::Draft(issued) => Content {
            whole: lines(&issued.text.printed(&Language::english(), Print::Bracketed)),
            ..plain(&format!("Draft {}", issued.number), "")
        },
        ShownWhat::Ballot(ballot) => Content {
            whole: options(seated, &ballot.package),
            ..plain("A package, put for acceptance", ballot_words(ballot))
        },
        ShownWhat::Outcome(counted) => plain(
            "The count of a package",
            match counted.outcome {
                Outcome::AcceptedByAll => "all accepted the package",
                Outcome::NotAcceptedByAll => "not all accepted the package",
            },
        ),
        ShownWhat::Check(check) => asked_blind(check),
        ShownWhat::CheckNews(news) => plain("A step of a blind check", &came_blind(news)),
        ShownWhat::Plan(meeting) => planned("A meeting, planned", meeting),
        ShownWhat::Off(meeting) => planned("A meeting, called off", meeting),
        ShownWhat::Held(met) => held(met),
        ShownWhat::Readout(readout) => Content {
            more: lines(readout.words.as_str()),
            ..plain("A readout", readout.title.as_str())
        },
        ShownWhat::Admitted(admission) => {
            plain("A party that came to the talks", admission.name.as_str())
        }
    }
}

/// A number that is asked for in a blind check.
fn asked_blind(check: &Check) -> Content {
    let question = &check.question;
    let (low, high, step) = (question.low(), question.high(), question.step());
    Content {
        what: "A number, asked for in a blind check".to_owned(),
        words: check.words.as_str().to_owned(),
        more: vec![format!("A number from {low} to {high}, in steps of {step}")],
        whole: Vec::new(),
    }
}

fn came_blind(news: &CheckNews) -> String {
    match news {
        CheckNews::Ask(_) => "the message of the side that asks".to_owned(),
        CheckNews::Answer(_) => "the answer of the other side".to_owned(),
        CheckNews::Ended(verdict, end) => crate::page::packages::ended_words((*verdict, *end)),
    }
}

fn ballot_words(ballot: &Ballot) -> &str {
    ballot.words.as_str()
}

fn lines(words: &str) -> Vec<String> {
    let lines = words.lines().filter(|line| !line.trim().is_empty());
    lines.map(str::to_owned).collect()
}

/// A message: what it is and whose it was said to be, its words and its terms.
fn said(carried: &Carried, marks: &Marks) -> Content {
    let named = carried.attributed_to.iter();
    let named: Vec<String> = named.map(|party| marks.name(party).to_owned()).collect();
    let kind = match kind_word(carried.message.kind) {
        "" => "Words",
        kind => kind,
    };
    Content {
        what: if named.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind}, for {}", listed(&named))
        },
        words: carried.message.words.as_str().to_owned(),
        more: terms_words(&carried.message.terms),
        whole: Vec::new(),
    }
}

fn replied(reply: &Reply) -> Content {
    let words = reply.words.as_ref();
    Content {
        what: format!("A response: {}", reply.response.name()),
        words: words.map_or_else(String::new, |words| words.as_str().to_owned()),
        ..Content::default()
    }
}

fn planned(what: &str, planned: &Planned) -> Content {
    let day = world::day_and_hour_words(&planned.date.to_string(), planned.hour);
    let (format, place) = (planned.format.as_str(), planned.place.as_str());
    let mut more: Vec<String> = planned
        .level
        .iter()
        .map(|one| one.as_str().to_owned())
        .collect();
    more.extend(planned.who.iter().map(|who| who.as_str().to_owned()));
    more.extend(planned.words.iter().map(|words| words.as_str().to_owned()));
    Content {
        what: what.to_owned(),
        words: format!("{format}, {day}, {place}"),
        more,
        whole: Vec::new(),
    }
}

/// A meeting that was held: who was there, what was taken down, what comes next.
fn held(met: &Met) -> Content {
    let day = world::civil_day_words(&met.date.to_string());
    let (format, place) = (met.format.as_str(), met.place.as_str());
    let mut more: Vec<String> = Vec::new();
    let present: Vec<String> = met
        .present
        .iter()
        .map(|who| who.as_str().to_owned())
        .collect();
    if !present.is_empty() {
        more.push(format!("Present: {}", listed(&present)));
    }
    if let Some(minutes) = &met.minutes {
        more.push(format!("Taken down: {}", minutes.words.as_str()));
    }
    if let Some(next) = &met.next {
        more.push(format!("What comes next: {}", next.as_str()));
    }
    Content {
        what: "A meeting, held".to_owned(),
        words: format!("{format}, {day}, {place}, {} minutes", met.lasted),
        more,
        whole: Vec::new(),
    }
}

/// The options of a package, in words.
fn options(seated: &Seated, package: &BTreeMap<BracketId, ChoiceId>) -> Vec<String> {
    let said = crate::page::packages::says(&seated.view(), package);
    let lines = said.into_iter();
    lines
        .map(|(question, option)| format!("{question}: {option}"))
        .collect()
}

/// What of the case a seat was given when it was opened: the points with their options, and what
/// else was released to it.
fn opened(case: &Case, seat: &Seat) -> Vec<String> {
    let (view, english) = (case.seen_from(seat.clone()), Language::english());
    let mut lines = Vec::new();
    for point in view.points() {
        let number = point.item.number;
        let number = number.map_or_else(String::new, |number| format!("{number} "));
        lines.push(format!(
            "{number}{}",
            point.item.title.in_language(&english)
        ));
        for bracket in view.brackets(point.item) {
            let options = view.choices(bracket.item);
            let options: Vec<&str> = options
                .map(|option| option.item.text.in_language(&english))
                .collect();
            let question = bracket.item.question.in_language(&english);
            lines.push(format!("{question}: {}", options.join(" | ")));
        }
    }
    for line in view.red_lines() {
        let whose = line.item.party.as_ref();
        let whose = whose.map_or("somebody, not named", |party| view.party_name(party));
        let words = line.item.text.in_language(&english);
        lines.push(format!("Red line of {whose}: {words}"));
    }
    for draft in view.drafts() {
        lines.push(format!("Draft: {}", draft.item.name.in_language(&english)));
    }
    lines
}
