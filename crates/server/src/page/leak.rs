//! What rooms could work out from what is about to reach them: above the button that sends it.
//!
//! Invariant: it is made from the mediation team's own view and stands on pages of the team alone;
//! no event, no address and no other seat's page holds anything of it.

use super::here::{Here, listed};
use super::markup::Markup;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use askama::filters::HtmlSafe;
use briefing::{
    Choices, LeakError, Sharing, Warning, counts_in, leak, leak_of_count, named_options, nearness,
};
use case::{PoseError, View};
use disclosure::{Audience, PartyId, Seat};
use proceedings::Moment;
use text::Text;

/// What rooms could work out, in words.
#[derive(Template)]
#[template(path = "page/leak.html")]
pub(crate) struct Leaks {
    heading: String,
    off: String,
    rooms: Vec<RoomLeak>,
    warnings: Vec<Warning>,
}

/// Its template escapes every word.
impl HtmlSafe for Leaks {}

/// What one room could work out.
struct RoomLeak {
    here: Here,
    lines: Vec<String>,
    /// What the sentences take the room to know beforehand.
    taken: &'static str,
    counted: Vec<String>,
    budget: String,
    is_over: bool,
    rests_on: String,
    figures: Markup,
}

/// What is about to be shared.
struct Shared<'a> {
    /// Whose rooms it goes to.
    to: Vec<PartyId>,
    /// The options that it settles or names.
    choices: Choices,
    /// The words it goes with.
    words: &'a str,
    /// How it goes.
    how: How,
}

/// How something is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// It is only looked at.
    Not,
    /// It is put to a blind vote, which is counted.
    Vote,
    /// It is brought into a room.
    Carried,
    /// It is issued as a draft.
    Issued,
}

/// What the work off the thread gives back for one room.
struct Worked {
    party: PartyId,
    leak: Result<briefing::Leak, LeakError>,
    counted: Vec<String>,
}

impl Leaks {
    /// What the rooms could work out; `None` on a page of anybody but the mediation team.
    async fn of(seated: &Seated, shared: Shared<'_>) -> Result<Option<Self>, Trouble> {
        if *seated.seat() != Seat::Mediator {
            return Ok(None);
        }
        let mut warnings = warnings(seated, &shared);
        let (mut rooms, mut off) = (Vec::new(), String::new());
        if !shared.choices.is_empty() {
            for worked in worked(seated, &shared).await? {
                match worked.leak {
                    Ok(leak) => {
                        warnings.extend(leak.warnings.iter().cloned());
                        rooms.push(RoomLeak {
                            here: Here::room(&worked.party, &seated.marks()),
                            figures: Markup::of_parts(&leak.figures),
                            lines: leak.lines,
                            taken: leak.taken.unwrap_or_default(),
                            counted: worked.counted,
                            budget: leak.budget.unwrap_or_default(),
                            is_over: leak.is_over,
                            rests_on: leak.rests_on,
                        });
                    }
                    Err(why) => off = off_words(&why),
                }
            }
        }
        warnings.sort();
        warnings.dedup();
        Ok(Some(Self {
            heading: heading(&rooms, &warnings),
            off,
            rooms,
            warnings,
        }))
    }

    /// The leak meter of a package that is only looked at, for every principal's room.
    pub(crate) async fn of_package(
        seated: &Seated,
        choices: &Choices,
    ) -> Result<Option<Self>, Trouble> {
        let shared = Shared {
            to: principals(seated),
            choices: choices.clone(),
            words: "",
            how: How::Not,
        };
        Self::of(seated, shared).await
    }

    /// The leak meter of a package that is put to rooms for a blind vote.
    pub(crate) async fn of_vote(
        seated: &Seated,
        to: impl IntoIterator<Item = PartyId>,
        (package, words): (&Choices, &str),
    ) -> Result<Option<Self>, Trouble> {
        let shared = Shared {
            to: to.into_iter().collect(),
            choices: package.clone(),
            words,
            how: How::Vote,
        };
        Self::of(seated, shared).await
    }

    /// The leak meter of words that are to be carried: of the options they name.
    pub(crate) async fn of_words(
        seated: &Seated,
        to: &Audience,
        words: &str,
    ) -> Result<Option<Self>, Trouble> {
        let shared = Shared {
            to: readers(seated, to),
            choices: named_options(&seated.view(), words),
            words,
            how: How::Carried,
        };
        Self::of(seated, shared).await
    }

    /// The leak meter of a draft: of the options it settles.
    pub(crate) async fn of_draft<'t>(
        seated: &Seated,
        to: impl IntoIterator<Item = &'t Audience>,
        text: &Text,
    ) -> Result<Option<Self>, Trouble> {
        let mut parties: Vec<PartyId> = to
            .into_iter()
            .flat_map(|audience| readers(seated, audience))
            .collect();
        parties.sort();
        parties.dedup();
        let shared = Shared {
            to: parties,
            choices: settled(text),
            words: "",
            how: How::Issued,
        };
        Self::of(seated, shared).await
    }
}

/// The options that a text settles.
fn settled(text: &Text) -> Choices {
    let points = text.points().iter();
    let brackets = points.flat_map(|point| point.brackets());
    let settled = brackets.filter_map(|bracket| {
        let choice = bracket.settled()?;
        Some((bracket.id().clone(), choice.id().clone()))
    });
    settled.collect()
}

/// The parties that read what stands before an audience.
fn readers(seated: &Seated, audience: &Audience) -> Vec<PartyId> {
    let rooms = seated.sitting().rooms();
    let reading = rooms.filter(|(_, seat)| audience.admits(seat));
    reading.map(|(party, _)| party).collect()
}

fn principals(seated: &Seated) -> Vec<PartyId> {
    let rooms = seated.sitting().rooms();
    let principals = rooms.filter(|(_, seat)| match seat {
        Seat::Delegation(_) => true,
        Seat::Mediator | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => false,
    });
    principals.map(|(party, _)| party).collect()
}

async fn worked(seated: &Seated, shared: &Shared<'_>) -> Result<Vec<Worked>, Trouble> {
    let rooms: Vec<(PartyId, Seat, Vec<Choices>)> = seated
        .sitting()
        .rooms()
        .filter(|(party, _)| shared.to.contains(party))
        .map(|(party, seat)| {
            let before = before(seated, &party);
            (party, seat, before)
        })
        .collect();
    let (fold, choices, how) = (seated.fold_kept(), shared.choices.clone(), shared.how);
    let working = seated.solved(move |view, effort| {
        let each = rooms.into_iter().map(|(party, seat, before)| {
            let room: View<'_> = fold.case().seen_from(seat);
            let sharing = Sharing {
                with: &party,
                room: &room,
                choices: &choices,
                before: &before,
            };
            let leak = leak(view, &sharing, effort);
            let counted = match how {
                How::Vote => leak_of_count(view, &sharing, effort).unwrap_or_default(),
                How::Not | How::Carried | How::Issued => Vec::new(),
            };
            Worked {
                party,
                leak,
                counted,
            }
        });
        each.collect::<Vec<_>>()
    });
    working.await
}

/// The packages that were put before a room, and the drafts it holds, the first ones first.
fn before(seated: &Seated, party: &PartyId) -> Vec<Choices> {
    let sitting = seated.sitting();
    let room = Audience::Room(party.clone());
    let holdings = sitting.holdings();
    let held = holdings.iter().filter(|(audience, _)| {
        **audience == &room || ***audience == Audience::Plenary || ***audience == Audience::Public
    });
    let held: Vec<_> = held.flat_map(|(_, numbers)| numbers).collect();
    let drafts = sitting.drafts().into_iter();
    let drafts = drafts.filter(|(number, _)| held.contains(&number));
    let drafts = drafts.map(|(_, seen)| settled(&seen.issued.what.text));
    let ballots = sitting.ballots_in(party).into_iter();
    let ballots = ballots.map(|seen| seen.ballot.package.clone());
    drafts
        .chain(ballots)
        .filter(|one| !one.is_empty())
        .collect()
}

/// What no figure shows: who is left out, counts, and the time.
fn warnings(seated: &Seated, shared: &Shared<'_>) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = counts_in(shared.words).into_iter().collect();
    let marks = seated.marks();
    let name = |party: &PartyId| marks.name(party).to_owned();
    let left_out = principals(seated).into_iter();
    let left_out: Vec<String> = left_out
        .filter(|party| !shared.to.contains(party))
        .map(|party| name(&party))
        .collect();
    if matches!(shared.how, How::Vote | How::Issued) && !left_out.is_empty() {
        let words = format!(
            "{} will not get it. Whoever learns who got it, learns that too.",
            listed(&left_out)
        );
        warnings.push(Warning::new("who was left out", words));
    }
    if shared.how != How::Not {
        let spoke = principals(seated).into_iter();
        let spoke = spoke.filter(|party| !shared.to.contains(party) || shared.to.len() > 1);
        let spoke = spoke.filter_map(|party| Some((name(&party), minutes_since(seated, &party)?)));
        warnings.extend(nearness(&spoke.collect::<Vec<_>>()));
    }
    warnings
}

/// How many minutes ago a party last told or stated something in its room.
fn minutes_since(seated: &Seated, party: &PartyId) -> Option<u64> {
    let sitting = seated.sitting();
    let told = sitting.items(party).filter(|item| item.brought.is_none());
    let told = told.map(|item| item.told.at).max();
    let stated = sitting.positions(party).map(|kept| kept.at).max();
    let last: Moment = told.max(stated)?;
    let passed = seated.now().micros().saturating_sub(last.micros());
    u64::try_from(passed / 60_000_000).ok()
}

fn off_words(why: &LeakError) -> String {
    match why {
        LeakError::Pose(PoseError::Live) => {
            "The leak meter is off: this case is marked live, and nobody’s limits are inferred in \
             it. The traps below are looked for all the same."
                .to_owned()
        }
        LeakError::Pose(PoseError::NoFigures(_)) => {
            "There is no figure for what a room could work out: not every party that decides has \
             given figures."
                .to_owned()
        }
        LeakError::NotForThisSeat | LeakError::Pose(_) => {
            "There is no figure for what a room could work out.".to_owned()
        }
    }
}

fn heading(rooms: &[RoomLeak], warnings: &[Warning]) -> String {
    let telling = rooms.iter().filter(|room| !room.lines.is_empty()).count();
    match (telling, rooms.len(), warnings.len()) {
        (0, 0, 0) => "What this gives away: no option of the text is named in it".to_owned(),
        (0, _, 0) => "By itself this gives no limit away".to_owned(),
        (0, _, _) => "Read this before it goes out".to_owned(),
        (1, _, _) => "One room could work something out from this".to_owned(),
        (some, _, _) => format!(
            "{} rooms could work something out from this",
            super::table::number_word(some)
        ),
    }
}
