//! Twin worlds: two houses with the same clock and the same dice, in which everything is the same
//! but what North keeps sealed and what is done in North's room. Every route of every other seat
//! answers both with the same bytes: pages, parts of pages, the stream, the API, what is asked for
//! in vain, forms that are refused, and the door.

use super::browser::{Answer, Browser};
use super::{House, altered};
use crate::address::key;
use crate::router;
use axum::body::Body;
use axum::http::Request;
use case::{Case, CaseId};
use disclosure::{Audience, PartyId, Seat};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many pairs of worlds, and how many rounds each pair lives through.
const PAIRS: u64 = 4;
const ROUNDS: u64 = 16;
/// A round compares one of so many shares of the routes; the last round of a pair compares all.
const SHARES: usize = 8;
/// Everybody but the owner and the mediation team; behind them stands the public.
const OTHERS: [&str; 5] = [
    "Delegation of South",
    "Partner Reef Union",
    "Partner Isles Bank",
    "Observer Council of the fjord villages",
    "Partner Lantern House",
];

/// Numbers that look like chance and follow from a seed.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % most
    }
}

/// One of the two worlds.
struct World {
    house: House,
    team: Browser,
    north: Browser,
    others: Vec<Browser>,
    /// Somebody without a seat, who has come by the addresses of South's pages.
    public: Browser,
    /// How much was done in North's room.
    private: u64,
}

/// A form as it is sent: where to, and its fields.
struct Form {
    place: String,
    fields: Vec<(&'static str, String)>,
}

impl Form {
    fn of<const N: usize>(place: String, fields: [(&'static str, &str); N]) -> Self {
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        Self {
            place,
            fields: fields.into(),
        }
    }

    async fn sent(&self, browser: &mut Browser, act: u128) -> Answer {
        let act = format!("{act:032x}");
        let mut fields: Vec<(&str, &str)> = vec![("act", &act)];
        let own = self.fields.iter();
        fields.extend(own.map(|(name, value)| (*name, value.as_str())));
        browser.act(&self.place, &fields).await
    }
}

fn room(party: &str) -> String {
    format!("room/{}", key("room", party))
}

fn words(dice: &mut Dice) -> String {
    let count = usize::try_from(1 + dice.up_to(40)).unwrap();
    format!("{}{}", "word ".repeat(count), dice.up_to(1_000))
}

/// Something that is said, told or stated in the room of a party.
fn spoken(party: &str, dice: &mut Dice) -> Form {
    let (room, words) = (room(party), words(dice));
    let kinds = ["words", "ask", "offer"];
    let classes = ["sealed", "shape", "unattributed", "attributed", "public"];
    let at = |all: &[&'static str], dice: &mut Dice| {
        let count = u64::try_from(all.len()).unwrap();
        all[usize::try_from(dice.up_to(count)).unwrap()]
    };
    let class = at(&classes, dice);
    let point = format!("point/{}", key("point", at(&["1", "3", "4", "X2"], dice)));
    match dice.up_to(7) {
        0 | 1 => {
            let kind = at(&kinds, dice);
            let fields = [
                ("seen", "on"),
                ("kind", kind),
                ("words", &words),
                ("about", ""),
            ];
            Form::of(format!("{room}/say"), fields)
        }
        2 | 3 => {
            let kind = at(&["fact", "need", "interest", "red line"], dice);
            let fields = [
                ("kind", kind),
                ("about", ""),
                ("words", &words),
                ("class", class),
            ];
            Form::of(format!("{room}/tell"), fields)
        }
        4 => {
            let status = at(&["bracketed", "acceptable", "rejected"], dice);
            let bracket = at(&["border", "boats", "quota"], dice);
            let fields = [
                ("bracket", bracket),
                ("status", status),
                ("holds", ""),
                ("words", &words),
                ("class", class),
            ];
            Form::of(format!("{point}/status"), fields)
        }
        5 => {
            let deed = at(&["criticise", "read-back"], dice);
            Form::of(format!("{point}/{deed}"), [("words", words.as_str())])
        }
        // What no page sends: it is refused, and the refusal stays where it was made.
        _ => Form::of(
            format!("{room}/say"),
            [("kind", "shout"), ("words", &words)],
        ),
    }
}

impl World {
    async fn opened(case: &Case) -> Self {
        let house = House::with(case).await;
        let team = house.seated("Mediation team").await;
        let mut north = house.seated("Delegation of North").await;
        let mut others = Vec::new();
        for seat in OTHERS {
            others.push(house.seated(seat).await);
        }
        let consent = |party| {
            Form::of(
                format!("{}/consent", room(party)),
                [("recording", "granted")],
            )
        };
        let granted = consent("north").sent(&mut north, 1).await;
        assert_eq!(granted.status, 303, "{}", granted.body);
        let granted = consent("south").sent(&mut others[0], 2).await;
        assert_eq!(granted.status, 303, "{}", granted.body);
        let mut public = house.browser();
        public.at.clone_from(&others[0].at);
        Self {
            house,
            team,
            north,
            others,
            public,
            private: 0,
        }
    }

    /// Something in North's room, by North or by the team; gives whether it was done.
    async fn private(&mut self, dice: &mut Dice) -> u16 {
        self.private += 1;
        let act = (1 << 100) | u128::from(self.private);
        self.house.roll((1 << 40) | self.private);
        let form = spoken("north", dice);
        let is_team = form.place.ends_with("/say") && dice.up_to(3) == 0;
        let browser = if is_team {
            &mut self.team
        } else {
            &mut self.north
        };
        form.sent(browser, act).await.status
    }

    /// Something that is done in both worlds; gives what a seat that is not the team's was
    /// answered.
    async fn common(&mut self, round: u64, dice: &mut Dice) -> String {
        self.house.wait_minutes(2);
        self.house.roll(round);
        // What is due is delivered now in both worlds, whatever the team did before.
        self.team.look("draft").await;
        let act = (1 << 90) | u128::from(round);
        let south = &mut self.others[0];
        match dice.up_to(8) {
            0..=2 => shown(&spoken("south", dice).sent(south, act).await),
            3 => {
                let fields = [
                    ("seen", "on"),
                    ("kind", "words"),
                    ("words", "to all"),
                    ("about", ""),
                ];
                let form = Form::of("room/joint/say".to_owned(), fields);
                shown(&form.sent(south, act).await)
            }
            // Into a room that is not South's.
            4 => shown(&spoken("north", dice).sent(south, act).await),
            5 => {
                let fields = [
                    ("seen", "on"),
                    ("kind", "ask"),
                    ("words", "to you"),
                    ("about", ""),
                ];
                let form = Form::of(format!("{}/say", room("south")), fields);
                form.sent(&mut self.team, act).await;
                String::new()
            }
            6 => {
                let fields = [
                    ("what", "bracketed"),
                    ("to", "room-south"),
                    ("to", "room-north"),
                ];
                let form = Form::of("draft/issued".to_owned(), fields);
                form.sent(&mut self.team, act).await;
                String::new()
            }
            _ => shown(&spoken("reef", dice).sent(&mut self.others[1], act).await),
        }
    }

    /// What every route of this share answers every other seat.
    async fn known(&mut self, share: Option<usize>) -> (usize, String) {
        let (mut known, mut count) = (String::new(), 0);
        let (shown_at, sent_to) = (routes(&self.house, "get"), routes(&self.house, "post"));
        let everybody = self.others.iter_mut().chain([&mut self.public]);
        for (nth, browser) in everybody.enumerate() {
            let name = OTHERS.get(nth).unwrap_or(&"Public");
            let looks = shown_at
                .iter()
                .flat_map(|route| addresses(route, &browser.at))
                .map(|path| (false, path));
            let sends = sent_to.iter();
            let sends = sends.flat_map(|route| targets(route, &browser.at));
            let all: Vec<(bool, String)> = looks.chain(sends.map(|path| (true, path))).collect();
            let mine = all
                .iter()
                .enumerate()
                .filter(|(at, _)| share.is_none_or(|share| at % SHARES == share));
            for (at, (is_sent, path)) in mine {
                // A page draws the ids of its forms; they fall alike in both worlds.
                let number = u64::try_from(nth * 10_000 + at).unwrap();
                self.house.roll((1 << 50) | number);
                let answer = if *is_sent {
                    browser.post(path, &WRONG).await
                } else {
                    asked(browser, path).await
                };
                write!(known, "\n{name} {path} {}", shown(&answer)).unwrap();
                count += 1;
            }
        }
        (count, known)
    }
}

/// A form that no page has: it is refused everywhere, and the refusal is compared.
const WRONG: [(&str, &str); 3] = [
    ("name", "Ada Brekke"),
    ("passphrase", "four gulls over land"),
    ("nothing", "of this kind"),
];

/// Where forms are sent under a route. Signing out is left out: whoever did it could ask no more.
fn targets(route: &str, at: &str) -> Vec<String> {
    let case = crate::opener::case_key(&CaseId::new("fjord"));
    let filled = |keys: &[String]| {
        let each = keys.iter().map(|key| route.replace("{key}", key));
        each.map(|path| path.replace("/at/{handle}", at)).collect()
    };
    if route.ends_with("/sign-out") {
        return Vec::new();
    }
    if !route.starts_with("/at/{handle}") {
        let path = route.replace("{case}", &case).replace("{key}", "0");
        return vec![path.replace("{link}", "0")];
    }
    if route.contains("/point/{key}") {
        return filled(&["1", "X2", "nothing"].map(|point| key("point", point)));
    }
    let rooms = ["north", "south", "nobody"].map(|party| key("room", party));
    if route.contains("{key}") {
        return filled(&rooms);
    }
    filled(&[String::new()])
}

async fn asked(browser: &mut Browser, path: &str) -> Answer {
    if path.ends_with("/changes") {
        return browser.heard(path).await;
    }
    if path != "/api/v1/case" {
        return browser.get(path).await;
    }
    let Some(opener) = browser.opener() else {
        return browser.get(path).await;
    };
    let request = Request::builder()
        .uri(path)
        .header("authorization", format!("Bearer {opener}"))
        .body(Body::empty())
        .unwrap();
    browser.ask(request).await
}

/// Status, headers and body. Only the ids that the store itself draws for people, sessions and
/// invitations are left out: they are chance, and name no act.
fn shown(answer: &Answer) -> String {
    let mut heads: Vec<String> = answer
        .heads
        .iter()
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    heads.sort();
    let mut body = answer.body.clone();
    for name in ["session", "person", "invitation"] {
        let mark = format!("name=\"{name}\" value=\"");
        let mut parts = body.split(&mark);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            whole.push_str(part.split_once('"').unwrap().1);
        }
        body = whole;
    }
    format!("{} {}\n{body}", answer.status, heads.join("\n"))
}

/// Every route of the workspace that answers a method, from the router's own table.
fn routes(house: &House, method: &str) -> BTreeSet<String> {
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

/// The addresses to ask for under a route. A route without a rule fails the test.
fn addresses(route: &str, at: &str) -> Vec<String> {
    let parties = ["north", "south", "reef", "villages", "nobody"];
    let rooms = parties.map(|party| key("room", party));
    let rooms = || rooms.iter().cloned().chain(["joint".to_owned()]);
    let case = crate::opener::case_key(&CaseId::new("fjord"));
    let Some(place) = route.strip_prefix("/at/{handle}") else {
        return match route {
            "/" | "/sign-in" | "/api/v1/openapi.json" | "/api/v1/case" => vec![route.to_owned()],
            "/sign-in/{case}" => vec![format!("/sign-in/{case}"), "/sign-in/0".to_owned()],
            "/readouts/{case}" => vec![format!("/readouts/{case}"), "/readouts/0".to_owned()],
            "/invitation/{link}" => vec!["/invitation/0".to_owned()],
            "/asset/{name}" => vec![crate::asset::STYLE.path().to_owned()],
            "/new/{key}" => vec!["/new/0".to_owned()],
            _ => panic!("no rule says what to ask of the new route `{route}`"),
        };
    };
    let filled = |keys: &mut dyn Iterator<Item = String>| {
        let filled = keys.map(|key| format!("{at}{}", place.replace("{key}", &key)));
        filled.collect()
    };
    let with = |queries: &[&str]| {
        let asked = queries.iter().map(|query| format!("{at}{place}{query}"));
        asked.collect()
    };
    match place {
        "" | "/" | "/carry" | "/next" | "/people" | "/programme" | "/readout" | "/room"
        | "/packages/reasons" | "/packages/overlap" | "/changes" => with(&[""]),
        "/table" => with(&["", "?page=2"]),
        "/draft" => {
            let [one, two] = ["1", "2"].map(|number| key("draft", number));
            let (last, both) = (
                format!("?version={one}"),
                format!("?version={two}&against={one}"),
            );
            with(&["", &last, &both, "?form=clean"])
        }
        "/packages" => with(&["", "?moves=AAAA"]),
        "/packages/words" | "/packages/figures" => with(&["", "?room=north", "?page=2"]),
        "/room/{key}"
        | "/room/{key}/shown"
        | "/room/{key}/debrief"
        | "/room/{key}/sort"
        | "/carry/{key}"
        | "/next/{key}" => filled(&mut rooms()),
        "/point/{key}" => {
            let points = ["1", "2", "3", "4", "5", "X2", "X3", "X4", "X5", "nothing"];
            filled(&mut points.iter().map(|point| key("point", point)))
        }
        "/packages/with/{key}" => filled(&mut ["00000000.0".to_owned()].into_iter()),
        _ => panic!("no rule says what to ask of the new route `{route}`"),
    }
}

/// The fjord, and the fjord in which North keeps other things sealed.
fn twins() -> (Case, Case) {
    let canaries = include_str!("../../../../cases/fjord/canaries.txt");
    let lines = canaries.lines().filter(|line| !line.starts_with('#'));
    let sealed = lines.filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        (fields.get(2..4) == Some(&["sealed", "north"])).then(|| fields[0])
    });
    let sealed: Vec<&str> = sealed.collect();
    assert!(sealed.len() > 8, "{sealed:?}");
    let other = altered("fjord", |file| {
        let swapped = sealed.iter().enumerate();
        swapped.fold(file, |file, (nth, word)| {
            file.replace(word, "other ".repeat(1 + nth % 5).trim_end())
        })
    });
    (super::fjord(), other)
}

/// Lives one pair of worlds through its rounds; gives the first difference, and what was compared.
async fn lived(pair: u64, rounds: u64, leaks: Option<u64>) -> (Option<String>, usize, [u64; 2]) {
    let (case, twin) = twins();
    let mut worlds = [World::opened(&case).await, World::opened(&twin).await];
    let (mut compared, mut done) = (0, [0, 0]);
    for round in 1..=rounds {
        for (nth, world) in worlds.iter_mut().enumerate() {
            let mut dice = Dice(seed(pair, round, u64::try_from(nth).unwrap()));
            for _ in 0..dice.up_to(4) {
                done[nth] += u64::from(world.private(&mut dice).await == 303);
            }
        }
        let common = seed(pair, round, 0xff);
        let share = usize::try_from(round).unwrap() % SHARES;
        let share = (round < rounds).then_some(share);
        let mut known = Vec::new();
        for world in &mut worlds {
            let answer = world.common(round, &mut Dice(common)).await;
            if leaks == Some(round) {
                leak(world).await;
            }
            let (count, pages) = world.known(share).await;
            compared += count;
            known.push(answer + &pages);
        }
        if known[0] != known[1] {
            return (Some(difference(&known[0], &known[1])), compared, done);
        }
    }
    (None, compared, done)
}

fn seed(pair: u64, round: u64, whose: u64) -> u64 {
    (pair << 32) | (round << 8) | whose
}

/// Lets South hear how far the log of North's room has come.
async fn leak(world: &World) {
    let folds = &world.house.workspace.folds;
    let (south, north) = (PartyId::new("south"), PartyId::new("north"));
    let (to, of) = (Seat::Delegation(south), Audience::Room(north));
    folds.leak(&CaseId::new("fjord"), (&to, &of)).await;
}

fn difference(one: &str, other: &str) -> String {
    let mut lines = one.lines().zip(other.lines());
    // How long a body is says less than what is in it.
    let found = lines.find(|(one, other)| one != other && !one.starts_with("content-length"));
    found.map_or_else(
        || "one is longer".to_owned(),
        |(one, other)| format!("- {one}\n+ {other}"),
    )
}

#[tokio::test]
async fn no_route_of_another_seat_tells_what_is_sealed_or_done_in_norths_room() {
    let (mut compared, mut done) = (0, [0, 0]);
    for pair in 0..PAIRS {
        let (difference, count, each) = lived(pair, ROUNDS, None).await;
        assert!(difference.is_none(), "pair {pair}: {}", difference.unwrap());
        compared += count;
        done = [done[0] + each[0], done[1] + each[1]];
    }
    println!(
        "{} rounds in {PAIRS} pairs, {compared} answers, acts in North's room: {done:?}",
        PAIRS * ROUNDS
    );
    assert!(
        done[0] > 20 && done[1] > 20 && done[0] != done[1],
        "{done:?}"
    );
}

#[tokio::test]
async fn twin_worlds_find_a_seat_that_hears_how_far_another_log_has_come() {
    let (held, _, _) = lived(7, 12, None).await;
    assert_eq!(held, None);
    let (difference, _, done) = lived(7, 12, Some(12)).await;
    assert_ne!(done[0], done[1]);
    let difference = difference.expect("the leak was not found");
    assert!(difference.contains("head"), "{difference}");
}
