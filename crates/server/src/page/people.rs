//! People and keys: who has a seat, who is invited, which sessions are open, and what the case asks
//! for before something leaves the team's room.
//!
//! Invariant: a seat sees the people of the rooms whose keys it holds, and of no other. The link of
//! an invitation stands on one answer and is kept nowhere.

mod acts;
mod admission;
mod copy;

use super::asked::{Query, asked};
use super::paging::Paging;
use super::{Html, html};
use crate::address;
use crate::frame::{Frame, Place, seat_words};
use crate::mark::Marks;
use crate::passkey;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::{moment_words, seconds_words};
use admission::{Coming, coming};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use copy::CopyPart;
use disclosure::Seat;
use proceedings::{Policy, Recording, audiences};
use store::{Account, Invitation, InvitationState, Session};

/// How many lines of each list a page shows.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "page/people.html")]
struct PeoplePage {
    frame: Frame,
    heading: String,
    link: Option<Link>,
    people: Listed<Person>,
    invitations: Listed<Invited>,
    sessions: Listed<Open>,
    seats: Vec<(String, String)>,
    /// The key of the one seat whose people are shown; empty for all.
    only: String,
    team: Option<TeamPart>,
    passkeys: Option<PasskeyPart>,
}

/// The part of a list that a page shows.
struct Listed<T> {
    lines: Vec<T>,
    paging: Paging,
    /// What the list is called in an address.
    name: &'static str,
}

/// What of the lists is shown, and in whose words.
struct Showing<'a> {
    seated: &'a Seated,
    marks: Marks,
    query: &'a Query,
    only: &'a str,
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
    coming: Vec<Coming>,
    copy: CopyPart,
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
        .route("/people/copy", post(copy::copied))
        .route("/people/admit", post(admission::admitted))
        .route("/people/admit/recall", post(admission::recalled))
        .route("/people/admit/second", post(admission::seconded))
        .merge(passkey::seat_routes())
}

async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    page(&seated, &query, None).await
}

async fn page(seated: &Seated, query: &Query, link: Option<Link>) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::People)?;
    let marks = seated.marks();
    let seats = seats(seated).into_iter();
    let seats = seats.map(|seat| {
        (
            seat_key(&seat),
            seat_words(seated.words, &seat, marks.seat(&seat)),
        )
    });
    let seats: Vec<(String, String)> = seats.collect();
    let only = asked(query, "seat");
    let only = seats.iter().find(|(key, _)| key == only);
    let only = only.map_or("", |(key, _)| key.as_str()).to_owned();
    let showing = Showing {
        seated,
        marks,
        query,
        only: &only,
    };
    let accounts = seated.registry.accounts(&seated.keys.own).await?;
    html(&PeoplePage {
        heading: match accounts.len() {
            1 => "One person has a key to what this seat sees".to_owned(),
            many => format!("{many} people have keys to what this seat sees"),
        },
        link,
        people: showing.people(accounts),
        invitations: showing.invitations().await?,
        sessions: showing.sessions().await?,
        seats,
        only: only.clone(),
        team: team_part(seated),
        passkeys: passkey::part(seated).await?,
        frame,
    })
}

impl Showing<'_> {
    /// The lines of a list that the page shows, of the seats that it shows.
    fn listed<T, U>(
        &self,
        name: &'static str,
        all: Vec<T>,
        (seat_of, line): (impl Fn(&T) -> &Seat, impl Fn(T) -> U),
    ) -> Listed<U> {
        let is_shown = |one: &T| self.only.is_empty() || seat_key(seat_of(one)) == self.only;
        let all: Vec<T> = all.into_iter().filter(is_shown).collect();
        let paging = Paging::of(all.len(), LINES, asked(self.query, name));
        Listed {
            lines: paging.lines(all).map(line).collect(),
            paging,
            name,
        }
    }

    /// A seat in the reader's words.
    fn words(&self, seat: &Seat) -> String {
        seat_words(self.seated.words, seat, self.marks.seat(seat))
    }

    fn people(&self, accounts: Vec<Account>) -> Listed<Person> {
        let line = |account: Account| Person {
            is_reader: account.id == self.seated.account.id,
            id: account.id.as_str().to_owned(),
            seat: self.words(&account.seat),
            name: account.name.to_string(),
        };
        self.listed("people", accounts, (|one| &one.seat, line))
    }

    /// The invitations, the last first.
    async fn invitations(&self) -> Result<Listed<Invited>, Trouble> {
        let (registry, ring) = (&self.seated.registry, &self.seated.keys.own);
        let mut all = registry.invitations(ring).await?;
        all.reverse();
        let now = self.seated.now();
        let line = |one: Invitation| {
            let state = match one.state {
                InvitationState::Open if one.until <= now => "run out",
                InvitationState::Open => "open",
                InvitationState::Used => "used",
                InvitationState::Withdrawn => "withdrawn",
            };
            Invited {
                id: one.id.as_str().to_owned(),
                name: one.invitee.name.to_string(),
                seat: self.words(&one.invitee.seat),
                until: moment_words(one.until),
                is_open: state == "open",
                state,
            }
        };
        Ok(self.listed("invited", all, (|one| &one.invitee.seat, line)))
    }

    async fn sessions(&self) -> Result<Listed<Open>, Trouble> {
        let (registry, ring) = (&self.seated.registry, &self.seated.keys.own);
        let all = registry.sessions(ring, self.seated.now()).await?;
        let line = |one: Session| Open {
            is_this: one.id == self.seated.session,
            id: one.id.as_str().to_owned(),
            seat: self.words(&one.account.seat),
            name: one.account.name.to_string(),
            device: one.device,
            made: moment_words(one.made),
            seen: moment_words(one.seen),
        };
        Ok(self.listed("sessions", all, (|one| &one.account.seat, line)))
    }
}

fn words(seated: &Seated, seat: &Seat) -> String {
    seat_words(seated.words, seat, seated.marks().seat(seat))
}

/// That the mediation team asks.
fn team(seated: &Seated) -> Result<(), Trouble> {
    match seated.seat() {
        Seat::Mediator => Ok(()),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
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
        coming: coming(seated),
        copy: copy::part(seated),
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
