//! The talks that a trial is held over: a small case in a store, with its seats taken.
//!
//! Passphrases cost next to nothing here, or founding would take longer than a hundred ends of the
//! program.

use crate::way::{Request, Way, form};
use anyhow::{Context, Result, anyhow, ensure};
use case::{Case, CaseId};
use disclosure::{Audience, Seat};
use proceedings::{Event, EventId, Moment, audiences, opening};
use serde_json::Value;
use server::{Transport, Workspace, World};
use std::collections::BTreeMap;
use store::{Founding, Hardness, Invitee, PersonName, Ring, Store, StoreUrl};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

const PASSPHRASE: &str = "four kittiwakes over water";
/// How long an invitation is open.
const OPEN_MICROS: i64 = 24 * 3_600 * 1_000_000;

/// The case, inside the program.
const CASE: &[u8] = include_bytes!("../case.yaml");

/// A case in a store, whose people have taken their seats.
pub(crate) struct Talks {
    /// The case.
    pub(crate) case: CaseId,
    /// The keys of the mediation team, which open every log.
    pub(crate) ring: Ring,
    /// Who sits there, the mediation team first.
    pub(crate) people: Vec<Person>,
    /// The rooms.
    pub(crate) rooms: Vec<Audience>,
    /// The rooms as an address has them.
    pub(crate) room_keys: Vec<String>,
}

/// Somebody who sits at the case.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Where they may speak.
    pub(crate) speaks_in: Vec<Audience>,
    /// Whether they are of the mediation team.
    pub(crate) is_team: bool,
    /// The address their pages begin with.
    pub(crate) at: String,
    /// The line that a browser of theirs sends.
    pub(crate) cookie: String,
    /// The line that a program of theirs sends.
    pub(crate) bearer: String,
}

/// A runtime of one thread.
pub(crate) fn runtime() -> Result<Runtime> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.context("starting a runtime")
}

/// A store whose passphrases cost next to nothing.
pub(crate) async fn opened(url: &str) -> Result<Store> {
    let url: StoreUrl = url.parse()?;
    let store = Store::open_with(&url, Hardness::FOR_TESTS).await;
    store.with_context(|| format!("opening the store `{url}`"))
}

impl Talks {
    /// Founds the case under an id of its own, and lets everybody take their seat.
    pub(crate) async fn founded(store: &str, id: &str) -> Result<Self> {
        let case = case(id)?;
        let rooms: Vec<(Audience, Seat)> = audiences(&case)
            .into_iter()
            .filter(|(audience, _)| matches!(audience, Audience::Room(_)))
            .collect();
        let kept = opened(store).await?;
        let founding = founding(&case, &rooms)?;
        let founded = kept.found(&founding).await.context("founding the case")?;
        let tokens = founded.tokens.into_iter();
        let links = tokens.map(|token| server::invitation_path(&founding.case, token));
        let links: Vec<String> = links.collect();
        let people = seats(&rooms);
        let (people, room_keys) = seated(&kept, people, links).await?;
        kept.close().await;
        Ok(Self {
            case: founding.case,
            ring: founded.ring,
            people,
            rooms: rooms.into_iter().map(|room| room.0).collect(),
            room_keys,
        })
    }

    /// Who sits at a place.
    pub(crate) fn person(&self, by: usize) -> Result<&Person> {
        self.people.get(by).context("nobody sits there")
    }
}

fn case(id: &str) -> Result<Case> {
    let read = format::case_file::read(&[("case.yaml", CASE)]);
    let mut case = read.map_err(|faults| anyhow!("{faults}"))?;
    case.heading.id = CaseId::new(id);
    Ok(case)
}

fn founding(case: &Case, rooms: &[(Audience, Seat)]) -> Result<Founding> {
    let at = World::real().now();
    let ids = (0..audiences(case).len()).map(|_| World::real().event_id());
    let opened = opening(case, at, ids.collect()).context("opening the case")?;
    let opened = opened.into_iter().map(|(to, event)| (to, vec![event]));
    let logs: BTreeMap<Audience, Vec<Event>> = opened.collect();
    let seats = std::iter::once(&Seat::Mediator).chain(rooms.iter().map(|room| &room.1));
    let invited = seats.map(|seat| {
        Ok(Invitee {
            seat: seat.clone(),
            name: PersonName::new(&format!("Person of the {seat}"))?,
        })
    });
    Ok(Founding {
        case: case.heading.id.clone(),
        at,
        logs,
        invited: invited.collect::<Result<Vec<_>>>()?,
        until: Moment::of_micros(at.micros().saturating_add(OPEN_MICROS)),
    })
}

/// Where each seat speaks, in the order of the invitations.
fn seats(rooms: &[(Audience, Seat)]) -> Vec<Person> {
    let nobody = |speaks_in, is_team| Person {
        speaks_in,
        is_team,
        at: String::new(),
        cookie: String::new(),
        bearer: String::new(),
    };
    let team = nobody(vec![Audience::Plenary], true);
    let rooms = rooms.iter().map(|(room, seat)| match seat {
        Seat::Delegation(_) => nobody(vec![room.clone(), room.clone(), Audience::Plenary], false),
        Seat::Mediator | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            nobody(vec![room.clone()], false)
        }
    });
    std::iter::once(team).chain(rooms).collect()
}

/// Lets everybody take their seat through a server of this process.
async fn seated(
    store: &Store,
    people: Vec<Person>,
    links: Vec<String>,
) -> Result<(Vec<Person>, Vec<String>)> {
    let workspace = Workspace::new(store.clone(), World::real(), Transport::Loopback);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        server::serve(&workspace, listener, stopped).await
    });
    let taken = tokio::task::spawn_blocking(move || {
        let mut way = Way::to(address)?;
        let pairs = people.into_iter().zip(links);
        let taken = pairs.map(|(person, link)| taken(&mut way, person, link));
        let people = taken.collect::<Result<Vec<_>>>()?;
        let keys = set_up(&mut way, people.first().context("nobody sits there")?)?;
        anyhow::Ok((people, keys))
    });
    let taken = taken.await.context("taking seats")?;
    drop(stop);
    serving
        .await
        .context("ending the server")?
        .context("serving")?;
    taken
}

fn taken(way: &mut Way, person: Person, link: String) -> Result<Person> {
    let typed = [("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)];
    let answer = way.ask(&Request {
        line: format!("POST {link}"),
        who: "",
        body: Some(form(&typed)),
    })?;
    let given = answer.head("set-cookie").zip(answer.head("location"));
    let (cookie, at) =
        given.with_context(|| format!("an invitation answered {}", answer.status))?;
    let cookie = cookie.split(';').next().unwrap_or_default();
    let token = cookie.split('=').nth(1).unwrap_or_default();
    Ok(Person {
        at: at.to_owned(),
        cookie: format!("Cookie: {cookie}\r\n"),
        bearer: format!("Authorization: Bearer {token}\r\n"),
        ..person
    })
}

/// What the team sends goes out at once; gives the rooms as an address has them.
fn set_up(way: &mut Way, team: &Person) -> Result<Vec<String>> {
    let act = format!("{:032x}", World::real().bits());
    let fields = [("act", act.as_str()), ("policy", "alone"), ("seconds", "0")];
    let answer = way.ask(&Request {
        line: format!("POST {}/people/policy", team.at),
        who: &team.cookie,
        body: Some(form(&fields)),
    })?;
    ensure!(
        answer.status == 303,
        "the policy answered {}",
        answer.status
    );
    let page = way.ask(&Request {
        line: format!("GET {}/carry", team.at),
        who: &team.cookie,
        body: None,
    })?;
    let mark = format!("{}/carry/", team.at);
    let page = page.text();
    let found = page.split(&mark).skip(1);
    let found = found.filter_map(|rest| rest.get(..10).map(str::to_owned));
    let is_key = |key: &String| key.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut keys: Vec<String> = found.filter(is_key).collect();
    keys.sort();
    keys.dedup();
    ensure!(!keys.is_empty(), "the carry list leads to no room");
    Ok(keys)
}

/// What was said in front of somebody, as the program shows it.
pub(crate) fn shown(way: &mut Way, person: &Person) -> Result<Vec<(EventId, String)>> {
    let answer = way.ask(&Request {
        line: "GET /api/v1/case".to_owned(),
        who: &person.bearer,
        body: None,
    })?;
    ensure!(answer.status == 200, "the case answered {}", answer.status);
    let case: Value = serde_json::from_str(&answer.text()).context("reading the case")?;
    let messages = case.get("messages").and_then(Value::as_array);
    let messages = messages.context("a case without messages")?.iter();
    let messages = messages.filter_map(|message| {
        let id = EventId::of_hex(message.get("id")?.as_str()?)?;
        Some((id, message.get("words")?.as_str()?.to_owned()))
    });
    Ok(messages.collect())
}
