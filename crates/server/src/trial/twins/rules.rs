//! What is asked of each route of the workspace, in the twin worlds and in the table of who sees
//! what.
//!
//! Invariant: a route without a rule here fails the tests, and the message says what to add.

use super::super::House;
use crate::address::key;
use crate::opener::case_key;
use crate::router;
use case::{Case, CaseId};
use disclosure::Seat;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// What the addresses of a case are made of.
pub(crate) struct Addresses {
    case: String,
    rooms: Vec<String>,
    points: Vec<String>,
    logs: Vec<String>,
    receipts: Vec<String>,
}

impl Addresses {
    /// The addresses of a case, and of things that no case has.
    pub(crate) fn of(case: &Case, id: &CaseId) -> Self {
        let view = case.seen_from(Seat::Mediator);
        let parties = || view.parties().map(|seen| seen.item.id.as_str());
        let logs = parties().map(|id| format!("room-{id}"));
        let logs = logs.chain(["public", "plenary", "team", "room-nobody"].map(str::to_owned));
        let receipts = parties().flat_map(|id| [1, 2].map(|nth| format!("room-{id} {nth}")));
        let rooms = parties().chain(["nobody"]).map(|id| key("room", id));
        let points = view.points().map(|seen| seen.item.id.as_str());
        let points = points.chain(["nothing"]).map(|id| key("point", id));
        Self {
            case: case_key(id),
            rooms: rooms.chain(["joint".to_owned()]).collect(),
            points: points.collect(),
            logs: logs.map(|log| key("log", &log)).collect(),
            receipts: receipts.map(|one| key("receipt", &one)).collect(),
        }
    }

    /// What addresses call the rooms.
    pub(crate) fn rooms(&self) -> &[String] {
        &self.rooms
    }

    /// What addresses call the points.
    pub(crate) fn points(&self) -> &[String] {
        &self.points
    }

    /// The same with whatever the other form of the case has beside.
    pub(crate) fn and(mut self, other: Self) -> Self {
        for (all, more) in [
            (&mut self.rooms, other.rooms),
            (&mut self.points, other.points),
            (&mut self.logs, other.logs),
            (&mut self.receipts, other.receipts),
        ] {
            for key in more {
                if !all.contains(&key) {
                    all.push(key);
                }
            }
        }
        self
    }

    /// The addresses to ask for under a route, for a seat whose pages begin with `at`.
    pub(crate) fn asked(&self, route: &str, at: &str) -> Vec<String> {
        let case = &self.case;
        let Some(place) = route.strip_prefix("/at/{handle}") else {
            let with =
                |pattern: &str, keys: [&str; 2]| keys.map(|key| route.replace(pattern, key)).into();
            return match route {
                "/" | "/sign-in" | "/api/v1/openapi.json" | "/api/v1/case" => {
                    vec![route.to_owned()]
                }
                "/sign-in/{case}"
                | "/readouts/{case}"
                | "/checkpoints/{case}"
                | "/checkpoints/{case}/checkpoint" => with("{case}", [case, "0"]),
                "/invitation/{link}" => vec!["/invitation/0".to_owned()],
                "/asset/{name}" => vec![crate::asset::STYLE.path().to_owned()],
                "/new/{key}" => vec!["/new/0".to_owned()],
                _ => without_a_rule(route),
            };
        };
        let filled = |keys: &[String]| {
            let each = keys.iter();
            each.map(|key| format!("{at}{}", place.replace("{key}", key)))
                .collect()
        };
        let with = |queries: &[&str]| {
            let asked = queries.iter().map(|query| format!("{at}{place}{query}"));
            asked.collect()
        };
        match place {
            ""
            | "/"
            | "/carry"
            | "/next"
            | "/people"
            | "/programme"
            | "/readout"
            | "/readout/explainer"
            | "/record"
            | "/order"
            | "/order/calendar"
            | "/order/matrix"
            | "/funding"
            | "/funding/table"
            | "/funding/activities"
            | "/room"
            | "/packages/reasons"
            | "/packages/robust"
            | "/packages/overlap"
            | "/guarantees"
            | "/rounds"
            | "/rounds/table"
            | "/table/one-page"
            | "/rounds/edits"
            | "/signals"
            | "/signals/table"
            | "/changes" => with(&[""]),
            "/table" => with(&["", "?page=2"]),
            "/draft/docx" | "/draft/md" | "/draft/txt" | "/draft/html" | "/draft/akn" => {
                let [one, two] = ["1", "2"].map(|number| key("draft", number));
                let clean = format!("?version={one}&form=clean");
                let both = format!("?version={two}&against={one}&form=bracketed&language=en");
                with(&["", &clean, &both])
            }
            "/draft" => {
                let [one, two] = ["1", "2"].map(|number| key("draft", number));
                let last = format!("?version={one}");
                let both = format!("?version={two}&against={one}");
                with(&["", &last, &both, "?form=clean"])
            }
            "/draft/quality" | "/draft/quality/table" => {
                let last = format!("?version={}", key("draft", "1"));
                with(&["", &last, "?kind=owner"])
            }
            "/packages" => with(&["", "?moves=AAAA"]),
            "/packages/compared" | "/packages/ask" => {
                let room = format!("?room={}", self.rooms[0]);
                with(&["", &room])
            }
            "/packages/words" | "/packages/figures" => {
                let room = format!("?room={}", self.rooms[0]);
                with(&["", &room, "?page=2"])
            }
            "/room/{key}"
            | "/room/{key}/shown"
            | "/room/{key}/debrief"
            | "/room/{key}/sort"
            | "/carry/{key}"
            | "/next/{key}" => filled(&self.rooms),
            "/point/{key}" => filled(&self.points),
            "/record/log/{key}"
            | "/record/log/{key}/checkpoint"
            | "/record/log/{key}/policy"
            | "/record/log/{key}/handover"
            | "/record/log/{key}/tiles"
            | "/record/log/{key}/request" => filled(&self.logs),
            "/record/receipt/{key}" | "/record/receipt/{key}/paper" => filled(&self.receipts),
            "/packages/with/{key}" => filled(&["00000000.0".to_owned()]),
            _ => without_a_rule(route),
        }
    }

    /// Where forms are sent under a route that takes some.
    pub(crate) fn sent_to(&self, route: &str, at: &str) -> Vec<String> {
        let filled = |keys: &[String]| {
            let each = keys.iter().map(|key| route.replace("{key}", key));
            each.map(|path| path.replace("/at/{handle}", at)).collect()
        };
        // Whoever signed out could ask no more.
        if route.ends_with("/sign-out") {
            return Vec::new();
        }
        if !route.starts_with("/at/{handle}") {
            let path = route.replace("{case}", &self.case).replace("{key}", "0");
            return vec![path.replace("{link}", "0")];
        }
        match route {
            _ if route.contains("/point/{key}") => filled(&self.points),
            _ if route.contains("/record/log/{key}") => filled(&self.logs),
            _ if route.contains("{key}") => filled(&self.rooms),
            _ => filled(&[String::new()]),
        }
    }
}

fn without_a_rule(route: &str) -> ! {
    panic!(
        "the route `{route}` is new, and nothing says what to ask of it: add it to `asked` in \
         server/src/trial/twins/rules.rs with addresses that exist and some that do not"
    )
}

/// Every route of the workspace that answers a method, from the router's own table.
pub(crate) fn routes(house: &House, method: &str) -> BTreeSet<String> {
    // A program has the same routes from its first house to its last, and schedules are many.
    static KNOWN: Mutex<BTreeMap<String, BTreeSet<String>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    let found = known.entry(method.to_owned());
    found.or_insert_with(|| routed(house, method)).clone()
}

fn routed(house: &House, method: &str) -> BTreeSet<String> {
    let (answered, unanswered) = (format!("{method}: "), format!("{method}: None"));
    let table = format!("{:?}", router(&house.workspace));
    let (table, _) = table.split_once("fallback_router").unwrap();
    let (mut answers, mut named) = (BTreeSet::new(), Vec::new());
    for part in table.split("RouteId(").skip(1) {
        let (id, rest) = part.split_once(')').unwrap();
        if let Some(path) = rest.strip_prefix(": \"") {
            named.push((id, path.split_once('"').unwrap().0.to_owned()));
        } else if rest.contains(&answered) && !rest.contains(&unanswered) {
            answers.insert(id);
        }
    }
    let routes = named.into_iter().filter(|(id, _)| answers.contains(id));
    let routes: BTreeSet<String> = routes.map(|(_, path)| path).collect();
    assert!(routes.len() > 8, "{routes:?}");
    routes
}
