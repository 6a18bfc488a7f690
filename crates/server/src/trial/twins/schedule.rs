//! A schedule: what everybody does, step after step, in both worlds or in one of them.
//!
//! Who is compared does the same in both worlds, with the forms of their own pages; so does the
//! mediation team where what it does may reach them, with those forms that its pages have in both
//! worlds. What is released comes from the schedule therefore, and never from what differs. The
//! parties apart, and the team in their rooms, do in each world what that world's own lots say: so
//! much, of such a kind, failing or not, at such a time within the minute, or nothing at all.
//!
//! Invariant: what is answered to whoever is compared is compared whenever it is asked for.

use super::super::browser::Answer;
use super::super::paper::{Blank, Paper};
use super::cases::{Parted, Sitter};
use super::lots::Lots;
use super::rules::{Addresses, routes};
use super::world::World;
use crate::address::key;
use crate::form::KNOWING;
use crate::planted::Leak;
use std::collections::{BTreeMap, BTreeSet};

/// Two worlds, and what happens in them.
pub(super) struct Twins {
    worlds: [World; 2],
    sitters: Vec<Sitter>,
    addresses: Addresses,
    shown_at: Vec<String>,
    sent_to: Vec<String>,
    /// The lots of what happens in both worlds, and those of each world.
    lots: Lots,
    own: [Lots; 2],
    way: Way,
    rolled: u64,
    private: [u64; 2],
    /// The time of day in both worlds.
    now: i64,
    opened_cases: usize,
    tally: Tally,
    step: usize,
}

/// What a schedule leaves to one world alone.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// In the second world nobody apart does anything.
    silent: bool,
    /// The working text, which then is issued to nobody.
    text: bool,
    /// The answers to ballots, which then are not counted.
    ballots: bool,
}

/// What was done and compared.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally {
    pub(super) schedules: usize,
    pub(super) steps: usize,
    /// How many answers were compared.
    pub(super) answers: usize,
    /// How much was done in one world alone.
    pub(super) private: [usize; 2],
    /// How often each address took a form, by the pattern of its route.
    pub(super) taken: BTreeMap<String, usize>,
}

/// Where two worlds were told apart.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) step: usize,
    pub(super) seat: String,
    pub(super) request: String,
    pub(super) words: String,
}

impl std::fmt::Display for Found {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            step,
            seat,
            request,
            words,
        } = self;
        write!(out, "step {step}, {seat}, {request}\n{words}")
    }
}

impl Tally {
    /// Adds what another has counted.
    pub(super) fn add(&mut self, other: &Self) {
        self.schedules += other.schedules;
        self.steps += other.steps;
        self.answers += other.answers;
        for (all, more) in self.private.iter_mut().zip(other.private) {
            *all += more;
        }
        for (route, times) in &other.taken {
            *self.taken.entry(route.clone()).or_default() += times;
        }
    }
}

/// What the team sends into one room, with the room's key in its address.
const IN_ROOM: [&str; 10] = [
    "say",
    "reply",
    "consent",
    "tell",
    "class",
    "debrief",
    "sort",
    "keep-back",
    "take-back",
    "travel",
];
/// What the team does for itself.
const FOR_ITSELF: [&str; 6] = [
    "/packages/keep",
    "/packages/drop",
    "/packages/next",
    "/judge",
    "/register",
    "/clarify",
];
/// What changes the working text.
const TEXT: [&str; 9] = [
    "/words",
    "/settle",
    "/draft/undo",
    "/draft/renumber",
    "/draft/set-aside",
    "/draft/take-up",
    "/draft/pass-over",
    "/draft/lineage",
    "/draft/text",
];
/// What lets the working text, or what was answered, out of the team's room.
const OUT_WITH_TEXT: [&str; 4] = [
    "/draft/issue",
    "/draft/issued",
    "/draft/countersign",
    "/readout",
];
/// What nobody does here: it would leave the seat empty for the rest of the schedule.
const NEVER: [&str; 2] = ["/sign-out", "/people/close"];

fn ends(paper: &Paper, endings: &[&str]) -> bool {
    endings
        .iter()
        .any(|ending| paper.action().ends_with(ending))
}

impl Twins {
    /// Two worlds as they are before a schedule; `pair` are worlds of a case that nobody changed.
    pub(super) async fn of(
        pair: &[World; 2],
        parted: &Parted,
        (seed, leak): ([u64; 2], Option<Leak>),
    ) -> Self {
        let worlds = [pair[0].copied(leak).await, pair[1].copied(leak).await];
        Self::over(worlds, parted, seed)
    }

    /// The same two worlds, and not copies of them.
    pub(super) fn over(mut worlds: [World; 2], parted: &Parted, seed: [u64; 2]) -> Self {
        let [case, twin] = &parted.cases;
        let routed = |method: &str, worlds: &mut [World; 2]| -> Vec<String> {
            routes(&worlds[0].house, method).into_iter().collect()
        };
        let mut lots = Lots::of(&[5, seed[0], seed[1]]);
        let way = Way {
            silent: lots.once_in(4),
            text: lots.once_in(4),
            ballots: lots.once_in(4),
        };
        Self {
            shown_at: routed("get", &mut worlds),
            sent_to: routed("post", &mut worlds),
            addresses: Addresses::of(case, &worlds[0].house.case)
                .and(Addresses::of(twin, &worlds[1].house.case)),
            now: worlds[0].house.now(),
            worlds,
            sitters: parted.sitters.clone(),
            own: [0, 1].map(|world| Lots::of(&[6, seed[0], seed[1], world])),
            lots,
            way,
            rolled: 0,
            private: [0; 2],
            opened_cases: 0,
            tally: Tally::default(),
            step: 0,
        }
    }

    /// There are other cases in both stores already, and nobody brings another in.
    pub(super) const fn among_others(mut self) -> Self {
        self.opened_cases = 1;
        self
    }

    /// Lives through so many steps; gives where the worlds were told apart, if they were, and what
    /// was compared.
    pub(super) async fn lived(mut self, steps: usize, end: End) -> (Option<Found>, Tally) {
        let found = self.live(steps, end).await.err();
        self.tally.schedules = 1;
        (found, self.tally)
    }

    async fn live(&mut self, steps: usize, end: End) -> Result<(), Found> {
        for step in 1..=steps {
            self.step = step;
            self.tally.steps += 1;
            match self.lots.up_to(20) {
                0 | 1 => self.tick().await,
                2..=6 => self.compared_acts().await?,
                7..=10 => self.team_acts().await,
                11..=17 => self.apart_act().await,
                18 => self.door().await?,
                _ => self.server_acts().await?,
            }
            self.sample().await?;
        }
        self.step += 1;
        self.at_end(end).await
    }

    /// Time passes, and what is due by then goes out as a courier would bring it.
    async fn tick(&mut self) {
        let minutes = *self.lots.one_of(&[1, 1, 1, 2, 5, 30]);
        self.now += minutes * 60_000_000;
        self.at_now();
        self.roll();
        for world in &mut self.worlds {
            world.seats[0].look("point/nothing").await;
        }
    }

    fn at_now(&self) {
        for world in &self.worlds {
            world.house.set_clock(self.now);
        }
    }

    fn roll(&mut self) {
        self.rolled += 1;
        for world in &self.worlds {
            world.house.roll((1 << 50) | self.rolled);
        }
    }

    fn compared(&mut self) -> usize {
        let compared = (0..self.sitters.len()).filter(|at| !self.sitters[*at].is_apart);
        let compared: Vec<usize> = compared.collect();
        *self.lots.one_of(&compared)
    }

    /// Somebody who is compared looks at one of their pages, perhaps at one that it leads to, and
    /// sends forms from there.
    async fn compared_acts(&mut self) -> Result<(), Found> {
        let seat = self.compared();
        let path = self.page_of(seat);
        let mut page = self.paired(seat, &path).await?;
        if is_signed_out(&page) {
            return self.comes_back(seat).await;
        }
        let at = self.worlds[0].browser(seat).at.clone();
        let links = page.links().into_iter().map(|(to, _)| to);
        let links: Vec<String> = links.filter(|to| to.starts_with(&at)).collect();
        if !links.is_empty() && self.lots.once_in(3) {
            let to = self.lots.one_of(&links).clone();
            page = self.paired(seat, &to).await?;
        }
        let mut last = None;
        for _ in 0..PRESSED_MAX {
            let papers: Vec<Paper> = page.papers().into_iter().filter(is_pressed).collect();
            let Some(paper) = next(&papers, last.as_ref(), &mut self.lots) else {
                return Ok(());
            };
            if self.lots.once_in(10) {
                self.strays(seat, &paper).await?;
            }
            let answer = self.pressed(seat, &paper).await?;
            last = Some(paper);
            page = match answer.status {
                200 => answer,
                303 if self.lots.once_in(2) => {
                    let to = answer.location().to_owned();
                    self.paired(seat, &to).await?
                }
                _ => return Ok(()),
            };
        }
        Ok(())
    }

    async fn comes_back(&mut self, seat: usize) -> Result<(), Found> {
        let name = self.sitters[seat].name.clone();
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(world.comes_back(seat, &name).await);
        }
        self.compare(seat, &format!("sign-in of {name}"), answers)?;
        Ok(())
    }

    /// An address among those of a seat's own pages.
    fn page_of(&mut self, seat: usize) -> String {
        let at = self.worlds[0].browser(seat).at.clone();
        loop {
            let route = self.lots.one_of(&self.shown_at).clone();
            let pages = route
                .strip_prefix("/at/{handle}")
                .filter(|place| *place != "/changes");
            let paths = pages.map_or_else(Vec::new, |_| self.addresses.asked(&route, &at));
            // Where there is much to do they are more often.
            let is_dull = !paths.is_empty() && DULL.contains(&route.as_str());
            if is_dull && !self.lots.once_in(4) {
                continue;
            }
            if !paths.is_empty() {
                return self.lots.one_of(&paths).clone();
            }
        }
    }

    /// A form filled and sent in both worlds.
    async fn pressed(&mut self, seat: usize, paper: &Paper) -> Result<Answer, Found> {
        let pairs = filled(paper, &mut self.lots);
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(sent(world, seat, paper, &pairs).await);
        }
        let request = format!("POST {} {pairs:?}", paper.action());
        let answer = self.compare(seat, &request, answers)?;
        self.taken(paper, &answer);
        Ok(answer)
    }

    /// The same form into another room, or for another point, than the one that it is for: whoever
    /// has no such page may know its address.
    async fn strays(&mut self, seat: usize, paper: &Paper) -> Result<(), Found> {
        let keys = |all: &Addresses| [all.rooms().to_vec(), all.points().to_vec()];
        for keys in keys(&self.addresses) {
            let (other, mut astray) = (self.lots.one_of(&keys).clone(), paper.clone());
            if keys.iter().any(|key| astray.turn_from(key, &other)) {
                self.pressed(seat, &astray).await?;
            }
        }
        Ok(())
    }

    fn taken(&mut self, paper: &Paper, answer: &Answer) {
        if answer.status < 400 {
            let route = pattern(paper.action());
            *self.tally.taken.entry(route).or_default() += 1;
        }
    }

    /// The team does the same in both worlds, with what its pages have in common.
    async fn team_acts(&mut self) {
        let path = self.page_of(0);
        let place = path
            .strip_prefix(&self.worlds[0].seats[0].at)
            .unwrap_or("/")
            .to_owned();
        self.roll();
        let mut pages = Vec::new();
        for world in &mut self.worlds {
            let path = format!("{}{place}", world.seats[0].at);
            let page = world.seats[0].get(&path).await;
            if is_signed_out(&page) {
                world.comes_back(0, &self.sitters[0].name).await;
            }
            pages.push(page);
        }
        let places = |page: &Answer, at: &str| -> Vec<String> {
            let links = page.links().into_iter();
            links
                .filter_map(|(to, _)| to.strip_prefix(at).map(str::to_owned))
                .collect()
        };
        let others = places(&pages[1], &self.worlds[1].seats[0].at);
        let mut both = places(&pages[0], &self.worlds[0].seats[0].at);
        both.retain(|place| others.contains(place));
        if !both.is_empty() && self.lots.once_in(2) {
            let to = self.lots.one_of(&both).clone();
            pages = self.team_looks(&[to.clone(), to]).await;
        }
        let mut last = None;
        for _ in 0..PRESSED_MAX {
            let Some(paper) = self.in_common(&pages, last.as_ref()) else {
                return;
            };
            let answers = self.team_sends(&paper).await;
            last = Some(paper);
            pages = match (answers[0].status, answers[1].status) {
                (200, 200) => answers,
                (303, 303) if self.lots.once_in(2) => {
                    let places: Vec<String> = answers
                        .iter()
                        .zip(&self.worlds)
                        .map(|(answer, world)| {
                            let place = answer.location().strip_prefix(&world.seats[0].at);
                            place.unwrap_or("/").to_owned()
                        })
                        .collect();
                    self.team_looks(&places).await
                }
                _ => return,
            };
        }
    }

    async fn team_looks(&mut self, places: &[String]) -> Vec<Answer> {
        self.roll();
        let mut pages = Vec::new();
        for (world, place) in self.worlds.iter_mut().zip(places) {
            pages.push(world.seats[0].look(place.trim_start_matches('/')).await);
        }
        pages
    }

    /// A form that both pages have, with what both have in it.
    fn in_common(&mut self, pages: &[Answer], last: Option<&Paper>) -> Option<Paper> {
        let others: Vec<Paper> = pages[1].papers();
        let papers = pages[0].papers().into_iter().filter(is_pressed);
        let papers = papers.filter_map(|paper| {
            let other = others.iter().find(|other| other.mark() == paper.mark())?;
            Some(paper.in_common(other))
        });
        let way = self.way;
        let papers: Vec<Paper> = papers
            .filter(|paper| {
                let is_text = ends(paper, &TEXT) || ends(paper, &OUT_WITH_TEXT);
                let is_count = ends(paper, &["/packages/count"]);
                !(way.text && is_text || way.ballots && is_count)
            })
            .collect();
        next(&papers, last, &mut self.lots)
    }

    async fn team_sends(&mut self, paper: &Paper) -> Vec<Answer> {
        let pairs = filled(paper, &mut self.lots);
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(sent(world, 0, paper, &pairs).await);
        }
        self.taken(paper, &answers[0]);
        answers
    }

    /// Whoever is apart does something in each world, as its own lots say.
    async fn apart_act(&mut self) {
        for nth in 0..self.worlds.len() {
            if nth == 1 && self.way.silent {
                continue;
            }
            for _ in 0..self.own[nth].up_to(3) {
                self.private[nth] += 1;
                let number = u64::try_from(nth).unwrap() << 32 | self.private[nth];
                let back = i64::try_from(self.own[nth].up_to(60_000_000)).unwrap();
                self.worlds[nth].house.set_clock(self.now - back);
                self.worlds[nth].house.roll((1 << 40) | number);
                self.apart_act_in(nth).await;
                self.tally.private[nth] += 1;
            }
        }
        self.at_now();
    }

    async fn apart_act_in(&mut self, nth: usize) {
        let apart: Vec<usize> = (0..self.sitters.len())
            .filter(|at| self.sitters[*at].is_apart)
            .collect();
        let own = &mut self.own[nth];
        let seat = *own.one_of(&apart);
        let sitter = self.sitters[seat].clone();
        if own.once_in(12) {
            let typed = if own.once_in(3) {
                super::super::PASSPHRASES[0].1
            } else {
                "no such words"
            };
            self.worlds[nth].knocks(&sitter.name, typed).await;
            return;
        }
        if own.once_in(30) {
            self.worlds[nth].restarted().await;
            return;
        }
        let rooms: Vec<String> = self
            .sitters
            .iter()
            .filter(|one| one.is_apart && !one.party.is_empty())
            .map(|one| key("room", &one.party))
            .collect();
        let at = self.worlds[nth].seats[seat].at.clone();
        let path = self.private_page(nth, (&at, seat == 0), &rooms);
        let page = self.worlds[nth].seats[seat].get(&path).await;
        if is_signed_out(&page) {
            self.worlds[nth].comes_back(seat, &sitter.name).await;
            return;
        }
        let way = self.way;
        let fits = |paper: &Paper| match seat {
            0 => is_of_team(paper, &rooms) || (way.text && ends(paper, &TEXT)),
            _ => !paper.action().contains("/room/joint/") && (way.ballots || !is_ballot(paper)),
        };
        let pressed = |page: &Answer| -> Vec<Paper> {
            let papers = page.papers().into_iter();
            papers
                .filter(|paper| is_pressed(paper) && fits(paper))
                .collect()
        };
        let (mut page, mut last) = (page, None);
        for _ in 0..PRESSED_MAX {
            let papers = pressed(&page);
            let Some(paper) = next(&papers, last.as_ref(), &mut self.own[nth]) else {
                return;
            };
            let pairs = filled(&paper, &mut self.own[nth]);
            let answer = sent(&mut self.worlds[nth], seat, &paper, &pairs).await;
            self.taken(&paper, &answer);
            last = Some(paper);
            page = match answer.status {
                200 => answer,
                303 if self.own[nth].once_in(2) => {
                    let to = answer.location().to_owned();
                    self.worlds[nth].seats[seat].get(&to).await
                }
                _ => return,
            };
        }
    }

    /// A page on which somebody apart finds something to do.
    fn private_page(
        &mut self,
        nth: usize,
        (at, is_team): (&str, bool),
        rooms: &[String],
    ) -> String {
        let own = &mut self.own[nth];
        let room = own.one_of(rooms).clone();
        let points = self.addresses.asked("/at/{handle}/point/{key}", at);
        let point = own.one_of(&points).clone();
        let team = [
            format!("{at}/room/{room}"),
            format!("{at}/room/{room}/debrief"),
            format!("{at}/room/{room}/sort"),
            format!("{at}/carry/{room}"),
            format!("{at}/packages/with/00000000.0"),
            format!("{at}/packages"),
            format!("{at}/draft"),
            point.clone(),
        ];
        let party = [
            format!("{at}/room/{room}"),
            format!("{at}/room/{room}"),
            format!("{at}/packages/words"),
            format!("{at}/packages/compared"),
            format!("{at}/packages/figures"),
            format!("{at}/packages"),
            format!("{at}/packages/overlap"),
            format!("{at}/people"),
            format!("{at}/table"),
            format!("{at}/draft"),
            point,
        ];
        let all: &[String] = if is_team { &team } else { &party };
        own.one_of(all).clone()
    }

    /// Somebody at the door: who is compared, or nobody.
    async fn door(&mut self) -> Result<(), Found> {
        let seat = self.compared();
        let name = match self.lots.up_to(3) {
            0 => "Nobody at all".to_owned(),
            _ => self.sitters[seat].name.clone(),
        };
        let typed = match self.lots.up_to(3) {
            0 => super::super::PASSPHRASES[0].1,
            1 => "too short",
            _ => "four gulls over the land",
        };
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(world.knocks(&name, typed).await);
        }
        let public = self.sitters.len();
        self.compare(public, &format!("sign-in of {name}"), answers)
            .map(drop)
    }

    /// The server stops and starts, or another case is brought into the store.
    async fn server_acts(&mut self) -> Result<(), Found> {
        if self.opened_cases > 0 || !self.lots.once_in(8) {
            self.roll();
            for world in &mut self.worlds {
                world.restarted().await;
            }
            return Ok(());
        }
        self.opened_cases += 1;
        let title = self.lots.plain_words();
        let fields = [
            ("title", title.as_str()),
            ("id", "other"),
            ("mediator", "Somebody Else"),
            ("parties", "North\nSouth"),
            ("known", "team"),
            ("draft", "1. First\nWords.\n\n2. Second\nMore words.\n"),
        ];
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            let path = world.house.workspace.new_case_path();
            answers.push(world.public.another().post(&path, &fields).await);
        }
        let public = self.sitters.len();
        self.compare(public, "POST /new", answers).map(drop)
    }

    /// One of all addresses, asked for by one of those who are compared, or by nobody.
    async fn sample(&mut self) -> Result<(), Found> {
        let seat = self.anybody();
        let (is_sent, path) = self.any_address(seat);
        if is_sent {
            return self.wrong(seat, &path).await;
        }
        self.paired(seat, &path).await.map(drop)
    }

    /// One of those who are compared; the public too.
    fn anybody(&mut self) -> usize {
        if self.lots.once_in(5) {
            self.sitters.len()
        } else {
            self.compared()
        }
    }

    fn any_address(&mut self, seat: usize) -> (bool, String) {
        let at = self.worlds[0].browser(seat).at.clone();
        loop {
            let is_sent = self.lots.once_in(8);
            let routes = if is_sent {
                &self.sent_to
            } else {
                &self.shown_at
            };
            let route = self.lots.one_of(routes).clone();
            let paths = match is_sent {
                true => self.addresses.sent_to(&route, &at),
                false => self.addresses.asked(&route, &at),
            };
            if !paths.is_empty() {
                return (is_sent, self.lots.one_of(&paths).clone());
            }
        }
    }

    /// A form that no page has: it is refused everywhere, and the refusal is compared.
    async fn wrong(&mut self, seat: usize, path: &str) -> Result<(), Found> {
        let fields = [
            ("name", "Ada Brekke"),
            ("passphrase", "four gulls over land"),
            ("nothing", "of this kind"),
        ];
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(world.browser(seat).post(path, &fields).await);
        }
        self.compare(seat, &format!("POST {path} {fields:?}"), answers)
            .map(drop)
    }

    /// What all who are compared are answered at the end: everything, or some of it.
    async fn at_end(&mut self, end: End) -> Result<(), Found> {
        let mut some = match end {
            End::Everything => usize::MAX,
            End::Some(count) => count,
        };
        if some < usize::MAX {
            while some > 0 {
                some -= 1;
                self.sample().await?;
            }
            return Ok(());
        }
        let everybody = (0..=self.sitters.len())
            .filter(|at| self.sitters.get(*at).is_none_or(|one| !one.is_apart));
        for seat in everybody.collect::<Vec<usize>>() {
            let at = self.worlds[0].browser(seat).at.clone();
            for route in self.shown_at.clone() {
                for path in self.addresses.asked(&route, &at) {
                    self.paired(seat, &path).await?;
                }
            }
            for route in self.sent_to.clone() {
                for path in self.addresses.sent_to(&route, &at) {
                    self.wrong(seat, &path).await?;
                }
            }
        }
        Ok(())
    }

    /// What is answered in both worlds to whoever asks for an address.
    async fn paired(&mut self, seat: usize, path: &str) -> Result<Answer, Found> {
        self.roll();
        let mut answers = Vec::new();
        for world in &mut self.worlds {
            answers.push(world.answer(seat, path).await);
        }
        self.compare(seat, &format!("GET {path}"), answers)
    }

    /// The answer that both worlds gave.
    fn compare(
        &mut self,
        seat: usize,
        request: &str,
        answers: Vec<Answer>,
    ) -> Result<Answer, Found> {
        self.tally.answers += 1;
        let mut answers = answers.into_iter();
        let (one, other) = (answers.next().unwrap(), answers.next().unwrap());
        let Some(words) = difference(&one, &other) else {
            return Ok(one);
        };
        let sitter = self.sitters.get(seat);
        Err(Found {
            step: self.step,
            seat: sitter.map_or("the public", |one| &one.seat).to_owned(),
            request: request.to_owned(),
            words,
        })
    }
}

/// How much is compared at the end of a schedule.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// Every address for everybody, and a wrong form at each that takes some.
    Everything,
    /// So many of them.
    Some(usize),
}

/// Where nothing, or little, is to be done.
const DULL: [&str; 6] = [
    "/at/{handle}/room/{key}/shown",
    "/at/{handle}/packages/reasons",
    "/at/{handle}/next/{key}",
    "/at/{handle}/next",
    "/at/{handle}/",
    "/at/{handle}",
];
/// How many forms somebody sends who is at it.
const PRESSED_MAX: usize = 4;
/// What only waits for a moment: where it can be done it often is.
const RARE: [&str; 8] = [
    "/recall",
    "/countersign",
    "/second",
    "/agree",
    "/off",
    "/answer-back",
    "/clarify",
    "/undo",
];

/// The form that somebody sends next: mostly the one that the last has led to.
fn next(papers: &[Paper], last: Option<&Paper>, lots: &mut Lots) -> Option<Paper> {
    let goes_on = |paper: &&Paper| last.is_some_and(|last| last.place() == paper.place());
    let on = papers.iter().find(goes_on);
    if let Some(on) = on.filter(|_| !lots.once_in(3)) {
        return Some(on.clone());
    }
    let rare: Vec<&Paper> = papers.iter().filter(|paper| ends(paper, &RARE)).collect();
    if !rare.is_empty() && lots.once_in(3) {
        return Some((*lots.one_of(&rare)).clone());
    }
    (!papers.is_empty()).then(|| lots.one_of(papers).clone())
}

fn is_signed_out(page: &Answer) -> bool {
    page.status == 303 && page.location() == "/sign-in"
}

fn is_pressed(paper: &Paper) -> bool {
    paper.is_posted() && !ends(paper, &NEVER)
}

fn is_ballot(paper: &Paper) -> bool {
    ends(paper, &["/packages/answer", "/packages/answer-back"])
}

/// Whether the team does this for itself, or in one of these rooms.
fn is_of_team(paper: &Paper, rooms: &[String]) -> bool {
    let parts: Vec<&str> = paper.action().split('/').collect();
    let is_in_room = rooms.iter().any(|room| {
        let told = parts.iter().position(|part| part == room);
        let next = told.and_then(|at| parts.get(at + 1));
        next.is_some_and(|next| IN_ROOM.contains(next))
    });
    is_in_room || ends(paper, &FOR_ITSELF)
}

/// What a form sends when lots say what is filled in.
fn filled(paper: &Paper, lots: &mut Lots) -> Vec<(String, String)> {
    let button = lots.up_to(8);
    let mut weights = 0;
    let dates = ["2031-05-02", "2031-05-09", "2031-06-30"];
    paper.filled(button, |blank| match blank {
        Blank::Box if lots.once_in(3) => String::new(),
        Blank::Box => "on".to_owned(),
        Blank::OneOf(all) => (*lots.one_of(all)).to_owned(),
        Blank::Typed(name, ..) if name.starts_with("worth-") => lots.up_to(101).to_string(),
        Blank::Typed(name, ..) if name.starts_with("weight-") => {
            weights += 1;
            if weights == 1 {
                "100".to_owned()
            } else {
                "0".to_owned()
            }
        }
        Blank::Typed("seconds", ..) => (*lots.one_of(&["60", "120"])).to_owned(),
        Blank::Typed(_, "date", _) => (*lots.one_of(&dates)).to_owned(),
        Blank::Typed(_, "datetime-local", _) if lots.once_in(3) => "2031-05-04T14:05".to_owned(),
        Blank::Typed(_, "datetime-local", _) => String::new(),
        Blank::Typed(_, "number", there) if lots.once_in(2) => there.to_owned(),
        Blank::Typed(_, "number", _) => lots.up_to(101).to_string(),
        Blank::Typed(_, "password", _) => super::super::PASSPHRASES[0].1.to_owned(),
        Blank::Typed(_, _, there) if !there.is_empty() && lots.once_in(2) => there.to_owned(),
        Blank::Typed(..) if lots.once_in(8) => String::new(),
        Blank::Typed(..) => lots.words(),
    })
}

async fn sent(world: &mut World, seat: usize, paper: &Paper, pairs: &[(String, String)]) -> Answer {
    let pairs = pairs.iter();
    let mut pairs: Vec<(&str, &str)> = pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    // The team is asked again where its words repeat what another room told. It means them in both
    // worlds, or it would say more in one of them than in the other.
    if seat == 0 && !pairs.iter().any(|(name, _)| *name == KNOWING) {
        pairs.push((KNOWING, "on"));
    }
    let browser = world.browser(seat);
    let path = match paper.action().starts_with("/at/") {
        true => format!("{}{}", browser.at, paper.place()),
        false => paper.action().to_owned(),
    };
    browser.post(&path, &pairs).await
}

/// The pattern of the route that an address belongs to.
fn pattern(path: &str) -> String {
    let is_key = |part: &str| {
        let is_digest = part.len() == 10 && part.bytes().all(|b| b.is_ascii_hexdigit());
        is_digest || part == "joint"
    };
    let mut parts = path.split('/');
    let at = ["at", "{handle}"];
    let rest = match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some("at"), Some(_)) => parts,
        _ => return path.to_owned(),
    };
    let rest = rest.map(|part| if is_key(part) { "{key}" } else { part });
    let all: Vec<&str> = at.into_iter().chain(rest).collect();
    format!("/{}", all.join("/"))
}

/// The first difference between two answers, if there is one.
fn difference(one: &Answer, other: &Answer) -> Option<String> {
    if one.status != other.status {
        return Some(format!("status {} and {}", one.status, other.status));
    }
    if one.body != other.body {
        let pairs = one.body.bytes().zip(other.body.bytes());
        let at = pairs.take_while(|(one, other)| one == other).count();
        return Some(format!(
            "status {}, from byte {at} of {} and {}:\n- {}\n+ {}",
            one.status,
            one.body.len(),
            other.body.len(),
            around(&one.body, at),
            around(&other.body, at)
        ));
    }
    let heads = |answer: &Answer| -> BTreeSet<(String, Vec<u8>)> {
        let heads = answer.heads.iter();
        heads
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect()
    };
    let (one, other) = (heads(one), heads(other));
    let mut apart = one.symmetric_difference(&other);
    let (name, value) = apart.next()?;
    Some(format!("header {name}: {}", String::from_utf8_lossy(value)))
}

fn around(body: &str, at: usize) -> String {
    let from = at.saturating_sub(60);
    let bytes = body.as_bytes();
    let part = &bytes[from.min(bytes.len())..(at + 80).min(bytes.len())];
    String::from_utf8_lossy(part).replace('\n', " ")
}
