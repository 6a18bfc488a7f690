//! A check as a room has it: what to do next, with which command, and which file goes where.

use super::{bracket_name, ended_words, suits};
use crate::page::here::Here;
use crate::seated::Seated;
use crate::world::moment_words;
use ::overlap::Role;
use disclosure::{PartyId, Seat};
use proceedings::CheckSeen;

/// A check as a room has it.
pub(super) struct RoomCheck {
    pub(super) id: String,
    pub(super) room: Here,
    pub(super) about: String,
    pub(super) words: String,
    pub(super) by: String,
    pub(super) ended: String,
    /// What the room can fetch: the kind of file, and what it is.
    pub(super) files: Vec<(&'static str, &'static str)>,
    /// The command that makes or opens the next file.
    pub(super) command: String,
    /// What it does next, in words.
    pub(super) next: String,
    /// The file it hands in next, if it hands one in.
    pub(super) hands_in: &'static str,
    /// Whether it says what it read next.
    pub(super) reads: bool,
    /// Whether it is this room's turn.
    pub(super) waits: bool,
}

/// The checks of this seat's own room, or of all rooms for the team; the last first.
pub(super) fn cards(seated: &Seated) -> Vec<RoomCheck> {
    let own = |party: &PartyId| match seated.seat() {
        Seat::Mediator => true,
        seat @ (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public) => {
            seat.party() == Some(party)
        }
    };
    let rooms = seated.sitting().rooms();
    let rooms = rooms.filter(|(party, _)| own(party));
    let cards = rooms.flat_map(|(party, _)| {
        let checks = seated.sitting().checks_in(&party);
        let cards = checks.iter().rev().map(|seen| card(seated, &party, seen));
        cards.collect::<Vec<_>>()
    });
    let is_team = *seated.seat() == Seat::Mediator;
    // The team has a card where it can take a step down for a room, and else the line of the check.
    cards.filter(|card| !is_team || card.waits).collect()
}

fn card(seated: &Seated, party: &PartyId, seen: &CheckSeen<'_>) -> RoomCheck {
    let check = &seen.put.what;
    let turn = Turn::of(seen);
    let suits = suits(&check.question, check.role).replacen("its", "your", 1);
    let does = match check.role {
        Role::Asks => "asks",
        Role::Answers => "answers",
    };
    let mut files = vec![("question", "the question")];
    match check.role {
        Role::Asks if seen.answer.is_some() => files.push(("answer", "the answer")),
        Role::Answers if seen.ask.is_some() => files.push(("ask", "the other side’s message")),
        Role::Asks | Role::Answers => {}
    }
    if seen.committed.is_some() {
        files.push(("commitment", "your commitment"));
    }
    RoomCheck {
        id: seen.put.id.to_string(),
        room: Here::room(party, &seated.marks()),
        about: format!(
            "{}, round {}",
            bracket_name(&seated.view(), &check.bracket),
            check.round
        ),
        words: check.words.as_str().to_owned(),
        by: format!(
            "Put by the mediation team, {}. Your side {does}. You can accept {suits}: a number \
             from {} to {}, in steps of {}.",
            moment_words(seen.put.at),
            check.question.low(),
            check.question.high(),
            check.question.step()
        ),
        ended: seen.ended.map_or_else(String::new, ended_words),
        files,
        command: turn.command(does),
        next: turn.words().to_owned(),
        hands_in: turn.hands_in(),
        reads: turn == Turn::Reads,
        waits: !matches!(turn, Turn::Waits | Turn::Ended),
    }
}

/// What a room does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Commits,
    Asks,
    Answers,
    Reads,
    Waits,
    Ended,
}

impl Turn {
    fn of(seen: &CheckSeen<'_>) -> Self {
        let asks = seen.put.what.role == Role::Asks;
        if seen.ended.is_some() {
            return Self::Ended;
        }
        match (seen.committed, seen.ask, seen.answer, seen.read) {
            (None, ..) => Self::Commits,
            (Some(_), None, ..) if asks => Self::Asks,
            (Some(_), Some(_), Some(_), None) if asks => Self::Reads,
            (Some(_), Some(_), None, _) if !asks => Self::Answers,
            (Some(_), ..) => Self::Waits,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Commits => {
                "Settle on your number on your own machine. The command asks for it, keeps it in \
                 the file of the secret, and prints the commitment: hand that in here."
            }
            Self::Asks => "Make your message and hand it in here. The mediation team passes it on.",
            Self::Answers => {
                "Fetch the other side’s message, make the answer and hand it in here. The \
                 mediation team passes it on."
            }
            Self::Reads => {
                "Fetch the answer and read it on your own machine. Then say here what it says: \
                 both sides will hear it."
            }
            Self::Waits => "It is the other side’s turn, or the mediation team’s.",
            Self::Ended => "",
        }
    }

    fn command(self, does: &str) -> String {
        match self {
            Self::Commits => format!(
                "onetext overlap commit check.question --role {does} --secret my.secret > \
                 my.commitment"
            ),
            Self::Asks => {
                "onetext overlap ask check.question --secret my.secret > my.ask".to_owned()
            }
            Self::Answers => {
                "onetext overlap answer check.question check.ask --secret my.secret > \
                              my.answer"
                    .to_owned()
            }
            Self::Reads => {
                "onetext overlap read check.question check.answer --secret my.secret".to_owned()
            }
            Self::Waits | Self::Ended => String::new(),
        }
    }

    const fn hands_in(self) -> &'static str {
        match self {
            Self::Commits => "commitment",
            Self::Asks => "ask",
            Self::Answers => "answer",
            Self::Reads | Self::Waits | Self::Ended => "",
        }
    }
}
