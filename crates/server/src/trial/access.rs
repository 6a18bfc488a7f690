//! Access as a table: every route, every kind of thing behind it, every kind of seat.
//!
//! `who_sees_what.txt` is what the router answered; `UPDATE=1` rewrites it. A second set of rules,
//! written down for people in `who_may.txt` and not taken from the program, must agree with it.
//!
//! Invariant: a route that is not in the table fails the test, and so does one without a rule.

use super::browser::{Answer, Browser};
use super::twins::rules::routes;
use super::{House, fjord};
use crate::address::key;
use crate::opener::case_key;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The kinds of seat, each with its word in the table and the party whose room is its own.
const SEATS: [(&str, &str, &str); 4] = [
    ("team", "Mediation team", "south"),
    ("delegation", "Delegation of South", "south"),
    ("partner", "Partner Reef Union", "reef"),
    (
        "observer",
        "Observer Council of the fjord villages",
        "villages",
    ),
];
const NOBODY: &str = "nobody";

/// The things that may stand behind a key in an address: a word for the table, and the key.
fn things(route: &str, own: &str, case: &str) -> Vec<(&'static str, String)> {
    let room = |party: &str| key("room", party);
    let point = |id: &str| key("point", id);
    if route.contains("/point/{key}") {
        return vec![
            ("open to all", point("1")),
            ("kept by another", point("X2")),
            ("that is not there", point("nothing")),
        ];
    }
    if route.contains("/record/log/{key}") {
        let log = |name: &str| key("log", name);
        return vec![
            ("own", log(&format!("room-{own}"))),
            ("another's", log("room-north")),
            ("the team's", log("team")),
            ("of all seats", log("plenary")),
            ("of everybody", log("public")),
            ("that is not there", log("room-nobody")),
        ];
    }
    if route.contains("/record/receipt/{key}") {
        return vec![("made up", key("receipt", "room-nobody 1"))];
    }
    if route.contains("/packages/with/{key}") {
        return vec![("written by hand", "00000000.0".to_owned())];
    }
    let is_of_rooms = ["/room/{key}", "/carry/{key}", "/next/{key}"];
    if is_of_rooms.iter().any(|part| route.contains(part)) {
        return vec![
            ("own", room(own)),
            ("another's", room("north")),
            ("joint", "joint".to_owned()),
            ("that is not there", room("nobody")),
        ];
    }
    match route {
        "/sign-in/{case}"
        | "/readouts/{case}"
        | "/checkpoints/{case}"
        | "/checkpoints/{case}/checkpoint" => vec![
            ("of the case", case.to_owned()),
            ("of none", "0000000000".to_owned()),
        ],
        "/invitation/{link}" | "/new/{key}" | "/new/{key}/file" => {
            vec![("made up", "0".to_owned())]
        }
        "/asset/{name}" => vec![("style", crate::asset::STYLE.path().replace("/asset/", ""))],
        _ if route.replace("{handle}", "").contains('{') => panic!(
            "the route `{route}` is new: say in `things` of server/src/trial/access.rs what may \
             stand in its address, run with UPDATE=1 and read who_sees_what.txt"
        ),
        _ => vec![("", String::new())],
    }
}

/// What an answer gives, in a word.
fn word(answer: &Answer) -> String {
    match answer.status {
        200 => "shown".to_owned(),
        201 => "done".to_owned(),
        303 if answer.location() == "/sign-in" => "sign in".to_owned(),
        303 => "led on".to_owned(),
        401 | 403 => "sign in".to_owned(),
        404 => "-".to_owned(),
        400 | 422 => "asked".to_owned(),
        other => other.to_string(),
    }
}

/// Whoever asks: a browser, and the party whose room is its own.
struct Asker {
    browser: Browser,
    own: &'static str,
}

async fn askers(house: &House) -> Vec<Asker> {
    let mut askers = Vec::new();
    for (_, seat, own) in SEATS {
        let browser = house.seated(seat).await;
        askers.push(Asker { browser, own });
    }
    let mut browser = house.browser();
    browser.at.clone_from(&askers[1].browser.at);
    askers.push(Asker {
        browser,
        own: "south",
    });
    askers
}

impl Asker {
    async fn asks(&mut self, method: &str, route: &str, key: &str) -> String {
        let path = route.replace("/at/{handle}", &self.browser.at);
        let path = ["{key}", "{case}", "{link}", "{name}"]
            .iter()
            .fold(path, |path, name| path.replace(name, key));
        let answer = match method {
            "get" if path.ends_with("/changes") => self.browser.heard(&path).await,
            "get" => self.browser.get(&path).await,
            // Nobody's form: it is read by whoever may send one there.
            _ => {
                self.browser
                    .post(&path, &[("nothing", "of this kind")])
                    .await
            }
        };
        word(&answer)
    }
}

/// Every route with every kind of thing behind it, and what each seat is answered.
async fn rows(house: &House) -> Vec<(String, Vec<String>)> {
    let case = case_key(&house.case);
    let mut askers = askers(house).await;
    let mut rows = Vec::new();
    for method in ["get", "post"] {
        for route in routes(house, method) {
            // Whoever signed out could ask no more; that it works is tested at the door.
            if route.ends_with("/sign-out") {
                continue;
            }
            let count = things(&route, "south", &case).len();
            for nth in 0..count {
                let mut words = Vec::new();
                let mut thing = "";
                for asker in &mut askers {
                    let all = things(&route, asker.own, &case);
                    thing = all[nth].0;
                    words.push(asker.asks(method, &route, &all[nth].1).await);
                }
                let line = format!("{method} {route} {thing}");
                rows.push((line.trim_end().to_owned(), words));
            }
        }
    }
    rows
}

fn table(rows: &[(String, Vec<String>)]) -> String {
    let mut text = String::from(
        "What each kind of seat is answered, for every route and every kind of thing behind it.\n\
         shown: a page; led on: to a page of its own; asked: a form is read, and this one does not \
         fit;\nsign in: only with a seat; -: as if there were no such thing.\n\n",
    );
    write!(text, "{:<58}", "route and thing").unwrap();
    for (word, ..) in SEATS {
        write!(text, " {word:<10}").unwrap();
    }
    writeln!(text, " {NOBODY}").unwrap();
    for (line, words) in rows {
        let mut row = format!("{line:<58}");
        for word in words {
            write!(row, " {word:<10}").unwrap();
        }
        writeln!(text, "{}", row.trim_end()).unwrap();
    }
    text
}

#[tokio::test]
async fn each_route_answers_each_seat_as_the_table_on_record_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/trial/who_sees_what.txt");
    let house = House::with(&fjord()).await;
    let found = table(&rows(&house).await);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let kept: BTreeSet<&str> = kept.lines().collect();
    let lines: BTreeSet<&str> = found.lines().collect();
    let other: Vec<_> = kept.symmetric_difference(&lines).collect();
    assert!(
        other.is_empty(),
        "who_sees_what.txt says otherwise; read what changed, then run with UPDATE=1: {other:#?}"
    );
}

/// A rule of `who_may.txt`: for which routes and things it speaks, and which seats may.
struct Rule {
    line: String,
    may: Vec<String>,
}

impl Rule {
    fn all() -> Vec<Self> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/trial/who_may.txt");
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let rules = lines.map(|line| {
            let (line, may) = line.split_once(':').unwrap();
            Self {
                line: line.trim().to_owned(),
                may: may.split_whitespace().map(str::to_owned).collect(),
            }
        });
        rules.collect()
    }

    /// Whether it speaks for this: a star stands for any rest of a word.
    fn speaks_for(&self, line: &str) -> bool {
        let mut rest = line;
        let mut parts = self.line.split('*').peekable();
        let first = parts.next().unwrap_or_default();
        let Some(after) = rest.strip_prefix(first) else {
            return false;
        };
        rest = after;
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            let Some((_, after)) = rest.split_once(part) else {
                return false;
            };
            rest = after;
        }
        rest.is_empty()
    }
}

#[tokio::test]
async fn a_second_set_of_rules_agrees_with_the_table() {
    let house = House::with(&fjord()).await;
    let rules = Rule::all();
    let mut apart = Vec::new();
    for (line, words) in rows(&house).await {
        let Some(rule) = rules.iter().find(|rule| rule.speaks_for(&line)) else {
            apart.push(format!("no rule in who_may.txt speaks for `{line}`"));
            continue;
        };
        let names = SEATS.iter().map(|(word, ..)| *word).chain([NOBODY]);
        for (name, word) in names.zip(&words) {
            let may = rule.may.iter().any(|one| one == name || one == "all");
            let is_let_in = !["-", "sign in"].contains(&word.as_str());
            if may != is_let_in {
                apart.push(format!(
                    "{line}: {name} is answered `{word}`, the rule says {may}"
                ));
            }
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}
