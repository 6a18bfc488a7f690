//! What the reader should know before the table: the next meeting, open asks, what moved lately,
//! clocks.

use crate::seated::Seated;
use crate::world;
use briefing::status_word;
use case::{Language, View};
use disclosure::PartyId;
use proceedings::{Kept, Position};
use text::Place;

/// How many movements and clocks are named.
const LINES: usize = 3;

/// The lines above the table, each with what it is.
pub(super) fn lately(seated: &Seated) -> Vec<(String, String)> {
    let view = seated.view();
    let mut lines = meetings(seated, &view);
    let asks = open_asks(seated);
    if asks > 0 {
        let words = match asks {
            1 => "one ask, offer or idea waits for an answer".to_owned(),
            many => format!("{many} asks, offers and ideas wait for an answer"),
        };
        lines.push(("Open".to_owned(), words));
    }
    lines.extend(
        moved(seated, &view)
            .into_iter()
            .map(|words| ("Moved".to_owned(), words)),
    );
    let clocks = view.clocks().take(LINES);
    lines.extend(clocks.map(|seen| {
        let title = seen.item.title.in_language(&Language::english()).to_owned();
        ("Clock".to_owned(), title)
    }));
    lines
}

fn meetings(seated: &Seated, view: &View<'_>) -> Vec<(String, String)> {
    let today = world::date_field(seated.now());
    let meetings = seated.sitting().meetings();
    let mut ahead = meetings
        .iter()
        .filter(|meeting| !meeting.is_off && meeting.met.is_none());
    let next = ahead.find_map(|meeting| {
        let planned = &meeting.planned?.what;
        let date = planned.date.to_string();
        (date >= today).then(|| {
            let day = world::civil_day_words(&date);
            format!(
                "{day}, {}, {}",
                planned.format.as_str(),
                planned.place.as_str()
            )
        })
    });
    if let Some(words) = next {
        return vec![("Next meeting".to_owned(), words)];
    }
    let mut held: Vec<_> = view.meetings().map(|seen| seen.item).collect();
    held.sort_by_key(|meeting| meeting.date);
    let held = held
        .into_iter()
        .rfind(|meeting| meeting.date.to_string() < today);
    let last = held.map(|meeting| {
        let day = world::civil_day_words(&meeting.date.to_string());
        (
            "Last meeting".to_owned(),
            format!("{day}, {}", meeting.format),
        )
    });
    last.into_iter().collect()
}

fn open_asks(seated: &Seated) -> usize {
    let sitting = seated.sitting();
    let now = seated.now();
    let open = sitting.audiences().map(|audience| {
        let sayings = sitting.sayings(audience, now);
        sayings.filter(proceedings::Saying::is_open).count()
    });
    open.sum()
}

/// The last positions taken, the newest first.
fn moved(seated: &Seated, view: &View<'_>) -> Vec<String> {
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let rooms: Vec<PartyId> = sitting.rooms().map(|(party, _)| party).collect();
    let mut last: Vec<(&PartyId, &Kept<Position>)> = rooms
        .iter()
        .flat_map(|party| {
            let positions = sitting.positions(party).rev().take(LINES);
            positions.map(move |kept| (party, kept))
        })
        .collect();
    last.sort_by_key(|(_, kept)| std::cmp::Reverse(kept.at));
    let lines = last.into_iter().take(LINES).map(|(party, kept)| {
        let day = world::day_words(kept.at);
        let word = status_word(kept.what.status);
        let on = place_words(view, &kept.what.place);
        format!("{}, on {on}: {word} ({day})", marks.name(party))
    });
    lines.collect()
}

/// A place of the text as this seat knows it.
fn place_words(view: &View<'_>, place: &Place) -> String {
    let language = Language::english();
    for point in view.points().map(|seen| seen.item) {
        let title = point.title.in_language(&language);
        match place {
            Place::Point(id) if *id == point.id => return title.to_owned(),
            Place::Point(_) => {}
            Place::Bracket(id) => {
                let mut brackets = view.brackets(point);
                if let Some(seen) = brackets.find(|seen| seen.item.id == *id) {
                    let question = seen.item.question.in_language(&language);
                    return format!("{title}, {question}");
                }
            }
        }
    }
    "a place that is gone".to_owned()
}
