//! People and keys: who has a seat, who is invited, which sessions are open, and what the case asks
//! for before something leaves the team's room.
//!
//! Invariant: a seat sees the people of the rooms whose keys it holds, and of no other. The link of
//! an invitation stands on one answer and is kept nowhere.

mod acts;

use super::{Html, html};
use crate::address;
use crate::frame::{Frame, Place, seat_words};
use crate::passkey;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::{moment_words, seconds_words};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use disclosure::Seat;
use proceedings::{Policy, Recording, audiences};
use store::InvitationState;

#[derive(Template)]
#[template(path = "page/people.html")]
struct PeoplePage {
    frame: Frame,
    heading: String,
    link: Option<Link>,
    people: Vec<Person>,
    invitations: Vec<Invited>,
    sessions: Vec<Open>,
    seats: Vec<(String, String)>,
    team: Option<TeamPart>,
    passkeys: Option<PasskeyPart>,
}

/// The link of an invitation that was just made.
struct Link {
    name: String,
    seat: String,
    address: String,
    until: String,
}

/// What the reader is told of their own passkeys.
pub(crate) struct PasskeyPart {
    /// The address they are shown at.
    pub(crate) origin: String,
    /// Those there are.
    pub(crate) lines: Vec<PasskeyLine>,
}

/// A passkey of the reader.
pub(crate) struct PasskeyLine {
    /// Its id.
    pub(crate) id: String,
    /// What the reader calls it.
    pub(crate) name: String,
    /// When it was added.
    pub(crate) made: String,
}

struct Person {
    id: String,
    name: String,
    seat: String,
    is_reader: bool,
}

struct Invited {
    id: String,
    name: String,
    seat: String,
    until: String,
    state: &'static str,
    is_open: bool,
}

struct Open {
    id: String,
    name: String,
    seat: String,
    device: String,
    made: String,
    seen: String,
    is_this: bool,
}

/// What only the mediation team sees.
struct TeamPart {
    policy: String,
    chosen: &'static str,
    seconds: u32,
    awaiting: Vec<(String, String)>,
    consents: Vec<(String, &'static str)>,
}

/// The routes of the people, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/people", get(shown))
        .route("/people/invite", post(acts::invite))
        .route("/people/withdraw", post(acts::withdraw))
        .route("/people/end", post(acts::end))
        .route("/people/close", post(acts::close))
        .route("/people/policy", post(acts::policy))
        .route("/people/agree", post(acts::agree))
        .merge(passkey::seat_routes())
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    page(&seated, None).await
}

async fn page(seated: &Seated, link: Option<Link>) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::People)?;
    let people = people(seated).await?;
    let seats = seats(seated).into_iter();
    html(&PeoplePage {
        heading: match people.len() {
            1 => "One person has a key to what this seat sees".to_owned(),
            many => format!("{many} people have keys to what this seat sees"),
        },
        link,
        people,
        invitations: invitations(seated).await?,
        sessions: sessions(seated).await?,
        seats: seats
            .map(|seat| (seat_key(&seat), words(seated, &seat)))
            .collect(),
        team: team_part(seated),
        passkeys: passkey::part(seated).await?,
        frame,
    })
}

async fn people(seated: &Seated) -> Result<Vec<Person>, Trouble> {
    let accounts = seated.registry.accounts(&seated.keys.own).await?;
    let people = accounts.into_iter().map(|account| Person {
        is_reader: account.id == seated.account.id,
        id: account.id.as_str().to_owned(),
        seat: words(seated, &account.seat),
        name: account.name.to_string(),
    });
    Ok(people.collect())
}

/// The invitations, the last first.
async fn invitations(seated: &Seated) -> Result<Vec<Invited>, Trouble> {
    let (all, now) = (
        seated.registry.invitations(&seated.keys.own).await?,
        seated.now(),
    );
    let invitations = all.into_iter().rev().map(|one| {
        let state = match one.state {
            InvitationState::Open if one.until <= now => "run out",
            InvitationState::Open => "open",
            InvitationState::Used => "used",
            InvitationState::Withdrawn => "withdrawn",
        };
        Invited {
            id: one.id.as_str().to_owned(),
            name: one.invitee.name.to_string(),
            seat: words(seated, &one.invitee.seat),
            until: moment_words(one.until),
            is_open: state == "open",
            state,
        }
    });
    Ok(invitations.collect())
}

async fn sessions(seated: &Seated) -> Result<Vec<Open>, Trouble> {
    let (registry, ring) = (&seated.registry, &seated.keys.own);
    let sessions = registry.sessions(ring, seated.now()).await?;
    let sessions = sessions.into_iter().map(|one| Open {
        is_this: one.id == seated.session,
        id: one.id.as_str().to_owned(),
        seat: words(seated, &one.account.seat),
        name: one.account.name.to_string(),
        device: one.device,
        made: moment_words(one.made),
        seen: moment_words(one.seen),
    });
    Ok(sessions.collect())
}

fn words(seated: &Seated, seat: &Seat) -> String {
    let marks = seated.marks();
    seat_words(seated.words, seat, marks.seat(seat))
}

/// The seats that this seat may invite to: the mediation team to all, anybody else to its own.
fn seats(seated: &Seated) -> Vec<Seat> {
    match seated.seat() {
        Seat::Mediator => {
            let case = seated.fold().case();
            let all = audiences(case).into_iter().map(|(_, seat)| seat);
            all.filter(|seat| *seat != Seat::Public).collect()
        }
        own @ (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_)) => vec![own.clone()],
        Seat::Public => Vec::new(),
    }
}

fn seat_key(seat: &Seat) -> String {
    let party = seat.party().map_or("", |party| party.as_str());
    let kind = match seat {
        Seat::Mediator => "mediator",
        Seat::Delegation(_) => "delegation",
        Seat::Partner(_) => "partner",
        Seat::Observer(_) => "observer",
        Seat::Public => "public",
    };
    address::key(kind, party)
}

fn team_part(seated: &Seated) -> Option<TeamPart> {
    let sitting = seated.sitting();
    let policy = sitting.policy()?;
    let marks = seated.marks();
    let awaiting = sitting.policies_awaiting().into_iter();
    let awaiting = awaiting.map(|kept| (kept.id.to_string(), policy_words(kept.what)));
    let consents = sitting.rooms().map(|(party, _)| {
        let words = match sitting.consent(&party).map(|kept| kept.what) {
            Some(Recording::Granted) => "consents to being recorded",
            Some(Recording::Withdrawn) => "has withdrawn its consent: nothing it says is recorded",
            None => "has not spoken on it: nothing it says is recorded",
        };
        (marks.name(&party).to_owned(), words)
    });
    let (chosen, seconds) = match policy {
        Policy::Alone => ("alone", 60),
        Policy::SecondPerson => ("second", 60),
        Policy::Hold(seconds) => ("hold", seconds),
    };
    Some(TeamPart {
        policy: policy_words(policy),
        chosen,
        seconds,
        awaiting: awaiting.collect(),
        consents: consents.collect(),
    })
}

fn policy_words(policy: Policy) -> String {
    match policy {
        Policy::Alone => "whoever of the team sends something, sends it at once".to_owned(),
        Policy::SecondPerson => "a second person of the team agrees first".to_owned(),
        Policy::Hold(seconds) => {
            let wait = seconds_words(seconds);
            format!("it waits {wait}, in which it can be called back")
        }
    }
}
