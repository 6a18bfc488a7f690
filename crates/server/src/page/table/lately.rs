//! What the reader should know before the table: the next meeting, open asks, what moved since the
//! last round, what lapses, clocks.

use crate::page::outline::Outline;
use crate::seated::Seated;
use crate::world;
use briefing::{span_words, status_word};
use case::{Clock, Status, View};
use disclosure::PartyId;
use jiff::civil::Date;
use proceedings::{Kept, Moment, Position, Saying};
use std::collections::BTreeMap;
use text::Place;

/// How many movements and clocks are named.
const LINES: usize = 3;

/// A line above the table: what it is, and its words.
pub(super) type Line = (String, String);

/// The last meeting that was held: its day, and what it was.
struct Round {
    on: Date,
    words: String,
}

/// A party's status on a place, and the one it had before.
struct Move<'a> {
    party: &'a PartyId,
    before: Option<Status>,
    now: &'a Kept<Position>,
}

/// The lines above the table.
pub(super) fn lately(seated: &Seated) -> Vec<Line> {
    let view = seated.view();
    let round = last_round(seated, &view);
    let mut lines: Vec<Line> = next_meeting(seated).into_iter().collect();
    let open = open(seated);
    match open.len() {
        0 => {}
        1 => lines.push(line("Open", "one ask, offer or idea waits for an answer")),
        many => {
            let words = format!("{many} asks, offers and ideas wait for an answer");
            lines.push(("Open".to_owned(), words));
        }
    }
    lines.extend(lapsing(&open));
    lines.extend(since(seated, &view, round.as_ref()));
    lines.extend(clocks(&view, seated));
    lines
}

fn line(what: &str, words: &str) -> Line {
    (what.to_owned(), words.to_owned())
}

fn next_meeting(seated: &Seated) -> Option<Line> {
    let today = world::civil_day(seated.now());
    let meetings = seated.sitting().meetings();
    let ahead = meetings.iter().find(|meeting| {
        let is_ahead = !meeting.is_off && meeting.met.is_none();
        is_ahead && meeting.date() >= Some(today)
    });
    let planned = &ahead?.planned?.what;
    let day = world::day_and_hour_words(&planned.date.to_string(), planned.hour);
    let (format, place) = (planned.format.as_str(), planned.place.as_str());
    Some((
        "Next meeting".to_owned(),
        format!("{day}, {format}, {place}"),
    ))
}

/// The last meeting that this seat knows to have been held.
fn last_round(seated: &Seated, view: &View<'_>) -> Option<Round> {
    let today = world::civil_day(seated.now());
    // The case as it is known now has those that were recorded here, too.
    let held = view.meetings().map(|seen| seen.item);
    let last = held
        .filter(|meeting| meeting.date <= today)
        .max_by_key(|meeting| meeting.date)?;
    let day = world::civil_day_words(&last.date.to_string());
    Some(Round {
        on: last.date,
        words: format!("{}, {day}", last.format),
    })
}

/// The asks, offers and ideas that nobody has answered.
fn open(seated: &Seated) -> Vec<Saying<'_>> {
    let (sitting, now) = (seated.sitting(), seated.now());
    let sayings = sitting
        .audiences()
        .flat_map(|audience| sitting.sayings(audience, now));
    sayings.filter(Saying::is_open).collect()
}

/// What lapses if nobody answers, the first to lapse first.
fn lapsing(open: &[Saying<'_>]) -> Vec<Line> {
    let mut ends: Vec<(Moment, &Saying<'_>)> = open
        .iter()
        .filter_map(|saying| Some((saying.said.what.message.terms.expires?, saying)))
        .collect();
    ends.sort_by_key(|(end, saying)| (*end, saying.said.id));
    let lines = ends.into_iter().take(LINES).map(|(end, saying)| {
        let kind = crate::page::room::kind_word(saying.said.what.message.kind).to_lowercase();
        let (day, end) = (world::day_words(saying.said.at), world::moment_words(end));
        (
            "Lapses".to_owned(),
            format!("the {kind} of {day}, on {end}"),
        )
    });
    lines.collect()
}

/// What moved since the last round, or since the beginning where there was none.
fn since(seated: &Seated, view: &View<'_>, round: Option<&Round>) -> Vec<Line> {
    let sitting = seated.sitting();
    let marks = seated.marks();
    let from = round.map(|round| world::day_begins(round.on));
    let is_since = |at: Moment| from.is_none_or(|from| at >= from);
    let rooms: Vec<PartyId> = sitting.rooms().map(|(party, _)| party).collect();
    let mut moves: Vec<Move<'_>> = rooms
        .iter()
        .flat_map(|party| moves(party, sitting.positions(party), &is_since))
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse((one.now.at, one.now.id)));
    let drafts = sitting.drafts().into_iter();
    let drafts = drafts.filter(|(_, draft)| is_since(draft.issued.at));
    let drafts: Vec<String> = drafts
        .map(|(number, _)| format!("draft {number} was issued"))
        .collect();
    let mut words: Vec<String> = match moves.len() {
        0 => vec!["no status moved".to_owned()],
        1 => vec!["one status moved".to_owned()],
        many => vec![format!("{many} statuses moved")],
    };
    words.extend(drafts);
    let summary = match round {
        Some(round) => line(
            "Since the last round",
            &format!("{} ({})", words.join(", "), round.words),
        ),
        // Before the first round there is something to tell only if something moved.
        None if moves.is_empty() && words.len() == 1 => return Vec::new(),
        None => line("So far", &words.join(", ")),
    };
    let outline = (!moves.is_empty()).then(|| Outline::of(view));
    let shown = moves.iter().take(LINES).map(|one| {
        let place = &one.now.what.place;
        let on = outline
            .as_ref()
            .map_or_else(String::new, |outline| outline.place_words(place));
        let now = status_word(one.now.what.status);
        let change = match one.before {
            Some(before) => format!("from {} to {now}", status_word(before)),
            None => now.to_owned(),
        };
        let (name, day) = (marks.name(one.party), world::day_words(one.now.at));
        (
            "Moved".to_owned(),
            format!("{name}, on {on}: {change} ({day})"),
        )
    });
    std::iter::once(summary).chain(shown).collect()
}

/// The places on which a party has another status than before.
fn moves<'a>(
    party: &'a PartyId,
    positions: impl Iterator<Item = &'a Kept<Position>>,
    is_since: &impl Fn(Moment) -> bool,
) -> Vec<Move<'a>> {
    let mut by_place: BTreeMap<&Place, (Option<Status>, Option<&Kept<Position>>)> = BTreeMap::new();
    for kept in positions {
        let (before, now) = by_place.entry(&kept.what.place).or_default();
        match is_since(kept.at) {
            true => *now = Some(kept),
            false => *before = Some(kept.what.status),
        }
    }
    let moves = by_place.into_values().filter_map(|(before, now)| {
        let now = now?;
        (before != Some(now.what.status)).then_some(Move { party, before, now })
    });
    moves.collect()
}

/// The periods that the text, a party or a rule sets running: none of them has a date before what
/// starts it has happened.
fn clocks(view: &View<'_>, seated: &Seated) -> Vec<Line> {
    let language = seated.language();
    let all: Vec<&Clock> = view.clocks().map(|seen| seen.item).collect();
    let mut lines: Vec<Line> = all
        .iter()
        .take(LINES)
        .map(|clock| {
            let title = clock.title.in_language(&language);
            let starts = clock.starts.as_ref().and_then(|act| {
                let mut acts = view.linked();
                let act = acts.find(|linked| linked.id == act)?;
                Some(act.title.in_language(&language).to_owned())
            });
            let from = match starts {
                Some(act) => format!("it starts with “{act}”"),
                None => "what starts it is not told".to_owned(),
            };
            let span = span_words(clock.span);
            (
                "Clock".to_owned(),
                format!("{title}: {span}, no date yet; {from}"),
            )
        })
        .collect();
    if let (Some(more @ 1..), Some((_, last))) = (all.len().checked_sub(LINES), lines.last_mut()) {
        last.push_str(&format!(" (and {more} more)"));
    }
    lines
}
