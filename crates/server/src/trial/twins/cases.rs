//! Random cases in two forms: everything is the same in both but what only the parties apart, and
//! the mediation team, may know.
//!
//! What is theirs differs in content, length, count and kind, and may be absent altogether.

use super::super::altered;
use super::lots::Lots;
use case::{Case, Role};
use disclosure::Seat;
use std::fmt::Write as _;

/// A case in two forms.
pub(super) struct Parted {
    /// The two forms.
    pub(super) cases: [Case; 2],
    /// Everybody who has a seat, the mediation team first.
    pub(super) sitters: Vec<Sitter>,
}

/// Somebody who has a seat.
#[derive(Debug, Clone)]
pub(super) struct Sitter {
    /// The seat in words, as the first invitations name it.
    pub(super) seat: String,
    /// The name under which its person signs in.
    pub(super) name: String,
    /// The party; empty for the mediation team.
    pub(super) party: String,
    /// Whether it may know something that differs.
    pub(super) is_apart: bool,
}

/// The parties of a random case, each with its role; how many there are is drawn.
const PARTIES: [(&str, &str, &str); 6] = [
    ("north", "North", "principal"),
    ("south", "South", "principal"),
    ("east", "East", "principal"),
    ("reef", "Reef Union", "partner"),
    ("bank", "Isles Bank", "partner"),
    ("village", "Council of the villages", "observer"),
];
const STATUSES: [&str; 5] = ["silent", "rejected", "bracketed", "acceptable", "agreed"];
const CLASSES: [&str; 2] = ["attributed", "unattributed"];

impl Parted {
    /// The case of a number: every fourth is the invented case that ships.
    pub(super) fn of(number: u64) -> Self {
        let mut lots = Lots::of(&[1, number]);
        if number % 4 == 3 {
            return Self::of_fjord(&mut lots);
        }
        let mut parties: Vec<&str> = vec!["north", "south"];
        let more = PARTIES.iter().skip(2).map(|(id, ..)| *id);
        parties.extend(more.filter(|_| lots.once_in(2)));
        let apart = apart(&parties, &mut lots);
        let cases = [0, 1].map(|world| {
            let text = text(number, world, (&parties, &apart));
            let file: [(&str, &[u8]); 1] = [("case.yaml", text.as_bytes())];
            let read = format::case_file::read(&file);
            read.unwrap_or_else(|faults| panic!("{faults}\n{text}"))
        });
        Self::with(cases, &apart)
    }

    fn of_fjord(lots: &mut Lots) -> Self {
        let parties = ["north", "south", "reef", "isles", "villages", "lantern"];
        let apart = apart(&parties, lots);
        let canaries = include_str!("../../../../../cases/fjord/canaries.txt");
        let lines = canaries.lines().filter(|line| !line.starts_with('#'));
        let secret = lines.filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let mut seats = fields[4].split(' ');
            let only = seats.all(|seat| seat == "mediator" || apart.iter().any(|one| one == seat));
            only.then(|| fields[0])
        });
        let swapped: Vec<(&str, String)> = secret
            .map(|word| {
                (
                    word,
                    "other ".repeat(1 + lots.up_to(5)).trim_end().to_owned(),
                )
            })
            .collect();
        assert!(!swapped.is_empty(), "{apart:?}");
        let other = altered("fjord", |file| {
            let swapped = swapped.iter();
            swapped.fold(file, |file, (word, other)| file.replace(word, other))
        });
        Self::with([super::super::fjord(), other], &apart)
    }

    fn with(cases: [Case; 2], apart: &[String]) -> Self {
        let view = cases[0].seen_from(Seat::Mediator);
        let parties = view.parties().filter_map(|seen| {
            let (party, name) = (seen.item.id.as_str(), view.party_name(&seen.item.id));
            let seat = match seen.item.role {
                Role::Principal => format!("Delegation of {name}"),
                Role::Partner => format!("Partner {name}"),
                Role::Observer => format!("Observer {name}"),
                Role::Mediator => return None,
            };
            Some(Sitter {
                seat,
                name: name.to_owned(),
                party: party.to_owned(),
                is_apart: apart.iter().any(|one| one == party),
            })
        });
        let team = Sitter {
            seat: "Mediation team".to_owned(),
            name: "Maren Voss".to_owned(),
            party: String::new(),
            is_apart: true,
        };
        let sitters = std::iter::once(team).chain(parties).collect();
        Self { cases, sitters }
    }
}

/// Some of the parties, and not all: those that may know what differs.
fn apart(parties: &[&str], lots: &mut Lots) -> Vec<String> {
    let compared = lots.up_to(parties.len());
    let first = lots.up_to(parties.len() - 1);
    let others = (0..parties.len()).filter(|at| *at != compared);
    let mut apart = Vec::new();
    for (nth, at) in others.enumerate() {
        if nth == first || lots.once_in(2) {
            apart.push(parties[at].to_owned());
        }
    }
    apart
}

/// The sections of a case file while it is written.
#[derive(Default)]
struct Sheet {
    points: String,
    acts: String,
    linkages: String,
    clocks: String,
    lines: String,
    preferences: String,
    drafts: String,
    meetings: String,
    rounds: String,
    words: String,
    edits: String,
    funding: String,
    signals: String,
    timeline: String,
}

/// A question whose options stand open, with what some parties have said of it.
struct Question {
    id: String,
    options: Vec<String>,
    more: String,
    standings: String,
}

fn text(number: u64, world: u64, (parties, apart): (&[&str], &[String])) -> String {
    let mut lots = Lots::of(&[2, number]);
    let mut sheet = Sheet::default();
    let mut questions: Vec<Question> = (1..=2 + lots.up_to(5))
        .map(|at| Question {
            id: format!("b{at}"),
            options: (0..2 + lots.up_to(3))
                .map(|one| format!("o{one}"))
                .collect(),
            more: String::new(),
            standings: String::new(),
        })
        .collect();
    for party in parties {
        let is_apart = apart.iter().any(|one| one == party);
        let whose = if is_apart { world } else { 2 };
        let mut own = Lots::of(&[3, number, whose, id(party)]);
        // In some worlds a party keeps nothing at all to itself.
        if !(is_apart && own.once_in(4)) {
            sheet.keep(party, &mut own, &mut questions);
        }
        sheet.tell(parties, party, &mut lots);
    }
    let mut own = Lots::of(&[4, number, world]);
    sheet.keep("mediator", &mut own, &mut []);
    for question in &questions {
        sheet.ask(parties, question, &mut lots);
    }
    sheet.whole(parties, &questions, &mut lots)
}

fn id(party: &str) -> u64 {
    let at = PARTIES.iter().position(|(id, ..)| *id == party);
    u64::try_from(at.unwrap()).unwrap()
}

impl Sheet {
    /// What a party keeps to itself: so much of each kind as its lots say.
    fn keep(&mut self, owner: &str, own: &mut Lots, questions: &mut [Question]) {
        let class = *own.one_of(&["sealed", "shape"]);
        let release = format!("release: {{class: {class}, owner: {owner}}}");
        for at in 0..own.up_to(3) {
            let (title, words) = (own.plain_words(), own.plain_words());
            writeln!(self.points, "  x-{owner}-{at}: {{title: \"{title}\", {release}, brackets: {{bx-{owner}-{at}: {{question: \"{words}\", options: {{o: {{text: \"{words}\"}}}}}}}}}}").unwrap();
        }
        for at in 0..own.up_to(2) {
            let words = own.plain_words();
            writeln!(
                self.acts,
                "  a-{owner}-{at}: {{title: \"{words}\", {release}}}"
            )
            .unwrap();
            writeln!(self.linkages, "  - {{id: l-{owner}-{at}, requires: {{act: a-{owner}-{at}, first: agreement}}, text: \"{words}\", {release}}}").unwrap();
        }
        for at in 0..own.up_to(2) {
            let (words, days) = (own.plain_words(), 1 + own.up_to(60));
            writeln!(
                self.clocks,
                "  - {{id: c-{owner}-{at}, title: \"{words}\", days: {days}, {release}}}"
            )
            .unwrap();
        }
        self.keep_rounds((owner, &release), own, questions.len());
        for at in 0..own.up_to(3) {
            let words = own.plain_words();
            writeln!(self.signals, "  - {{id: s-{owner}-{at}, date: 2031-05-0{}, actor: north, event: COMMENT, text: \"{words}\", {release}}}", 1 + own.up_to(9)).unwrap();
            writeln!(
                self.timeline,
                "  - {{date: 2031-05-0{}, event: \"{words}\", {release}}}",
                1 + own.up_to(9)
            )
            .unwrap();
        }
        for at in 0..own.up_to(2) {
            let (name, words) = (own.plain_words(), own.plain_words());
            writeln!(
                self.drafts,
                "  - {{id: d-{owner}-{at}, name: \"{name}\", {release}}}"
            )
            .unwrap();
            writeln!(self.meetings, "  - {{id: m-{owner}-{at}, date: 2031-05-03, place: \"{name}\", format: \"{words}\", with: [], {release}}}").unwrap();
            writeln!(self.funding, "    - {{id: f-{owner}-{at}, text: \"{words}\", amount: {}, unit: m crowns, {release}}}", own.up_to(90)).unwrap();
        }
        if owner == "mediator" {
            return;
        }
        for question in questions.iter_mut() {
            if own.once_in(3) {
                let words = own.plain_words();
                writeln!(
                    question.more,
                    "          own-{owner}: {{text: \"{words}\", {release}}}"
                )
                .unwrap();
            }
            if own.once_in(2) {
                let (status, note) = (own.one_of(&STATUSES), own.plain_words());
                writeln!(
                    question.standings,
                    "          {owner}: {{status: {status}, note: \"{note}\", {release}}}"
                )
                .unwrap();
            }
        }
        self.limits(owner, own, questions);
    }

    /// The red lines and the preferences of a party, which are its own without saying so.
    fn limits(&mut self, owner: &str, own: &mut Lots, questions: &[Question]) {
        let count = own.up_to(4);
        if count > 0 {
            writeln!(self.lines, "  {owner}:").unwrap();
        }
        for at in 0..count {
            let (kind, words) = (*own.one_of(&["red_line", "demand"]), own.plain_words());
            let question = own.one_of(questions);
            let option = own.one_of(&question.options);
            writeln!(self.lines, "    - {{id: r-{owner}-{at}, kind: {kind}, text: \"{words}\", never: {{{}: {option}}}}}", question.id).unwrap();
        }
        match own.up_to(3) {
            0 => {}
            1 => {
                let words = ["must have", "would like", "could live with", "never"];
                let told = questions.iter().map(|question| {
                    let (option, word) = (own.one_of(&question.options), own.one_of(&words));
                    format!("{}: {{{option}: {word}}}", question.id)
                });
                let told = told.collect::<Vec<_>>().join(", ");
                writeln!(
                    self.preferences,
                    "  - {{party: {owner}, given_by: party, words: {{{told}}}}}"
                )
                .unwrap();
            }
            _ => self.figures(owner, own, questions),
        }
    }

    fn figures(&mut self, owner: &str, own: &mut Lots, questions: &[Question]) {
        let values = questions.iter().map(|question| {
            let options = question.options.iter();
            let each = options.map(|option| format!("{option}: 0.{}", own.up_to(10)));
            let each = each.collect::<Vec<_>>().join(", ");
            format!("{}: {{{each}}}", question.id)
        });
        let values = values.collect::<Vec<_>>().join(", ");
        let limit = own.up_to(9);
        writeln!(
            self.preferences,
            "  - {{party: {owner}, given_by: party, values: {{{values}}}, reservation: 0.{limit}}}"
        )
        .unwrap();
    }

    /// Rounds and words in rounds that a party keeps to itself, and the edits that it asked for.
    fn keep_rounds(&mut self, (owner, release): (&str, &str), own: &mut Lots, questions: usize) {
        for at in 0..own.up_to(2) {
            let words = own.plain_words();
            writeln!(
                self.rounds,
                "  - {{id: r-{owner}-{at}, title: \"{words}\", draft: d1, {release}}}"
            )
            .unwrap();
        }
        if owner == "mediator" {
            return;
        }
        for at in 0..own.up_to(3) {
            let (words, day) = (own.plain_words(), 1 + own.up_to(9));
            writeln!(self.edits, "  - {{id: e-{owner}-{at}, party: {owner}, asked: 2031-05-0{day}, text: \"{words}\", {release}}}").unwrap();
        }
        for at in 1..=questions {
            if own.once_in(2) {
                let status = own.one_of(&["rejected", "bracketed", "acceptable", "agreed"]);
                writeln!(
                    self.words,
                    "      - {{party: {owner}, bracket: b{at}, status: {status}, {release}}}"
                )
                .unwrap();
            }
        }
    }

    /// What a party has let others know, the same in both worlds; and what stands open.
    fn tell(&mut self, parties: &[&str], owner: &str, lots: &mut Lots) {
        let (to, class) = (*lots.one_of(parties), *lots.one_of(&CLASSES));
        let release = format!("release: {{class: {class}, owner: {owner}, to: [{to}]}}");
        let words = lots.plain_words();
        match lots.up_to(4) {
            0 => writeln!(self.points, "  t-{owner}: {{title: \"{words}\", {release}, brackets: {{bt-{owner}: {{question: Q, options: {{o: {{text: O}}}}}}}}}}"),
            1 => writeln!(self.clocks, "  - {{id: t-{owner}, title: \"{words}\", days: 9, {release}}}"),
            2 => writeln!(self.meetings, "  - {{id: t-{owner}, date: 2031-05-04, place: P, format: \"{words}\", with: [], {release}}}"),
            _ => writeln!(self.signals, "  - {{id: t-{owner}, date: 2031-05-04, actor: {owner}, event: COMMENT, text: \"{words}\"}}"),
        }
        .unwrap();
    }

    /// A point with one question that everybody sees.
    fn ask(&mut self, parties: &[&str], question: &Question, lots: &mut Lots) {
        let number = question.id.trim_start_matches('b');
        let id = &question.id;
        let (title, words) = (lots.plain_words(), lots.plain_words());
        writeln!(self.points, "  \"{number}\":\n    title: \"{title}\"\n    brackets:\n      {id}:\n        question: \"{words}\"\n        options:").unwrap();
        for option in &question.options {
            let (words, party) = (lots.plain_words(), lots.one_of(parties));
            writeln!(
                self.points,
                "          {option}: {{text: \"{words}\", proposed_by: [{party}]}}"
            )
            .unwrap();
        }
        self.points += &question.more;
        if !question.standings.is_empty() {
            write!(self.points, "        standings:\n{}", question.standings).unwrap();
        }
    }

    /// A round that everybody knows, in which some said what others may not hear; and others.
    fn rounds(&self) -> String {
        let open = "  - {id: r-first, title: First round, draft: d1}\n  - id: r-open\n    title: \
                    Second round\n    draft: d1\n";
        let words = if self.words.is_empty() {
            String::new()
        } else {
            format!("    words:\n{}", self.words)
        };
        format!("{open}{words}{}", self.rounds)
    }

    fn whole(&self, parties: &[&str], questions: &[Question], lots: &mut Lots) -> String {
        let title = lots.plain_words();
        let mut text = format!(
            "onetext: 1\ncase: {{id: fjord, title: \"{title}\", live: false, invented: true, draft_in_hand: d1}}\ndecision: {{rule: unanimity, of: [north, south]}}\nparties:\n  host: {{name: Host, role: mediator}}\n"
        );
        for (id, name, role) in PARTIES.iter().filter(|(id, ..)| parties.contains(id)) {
            writeln!(text, "  {id}: {{name: {name}, role: {role}}}").unwrap();
        }
        let chosen = questions.iter().map(|question| {
            let option = lots.one_of(&question.options);
            format!("{}: {option}", question.id)
        });
        let chosen = chosen.collect::<Vec<_>>().join(", ");
        write!(
            text,
            "points:\n{}acts:\n  agreement: {{title: The text is agreed}}\n{}",
            self.points, self.acts
        )
        .unwrap();
        let draft = format!(
            "  - {{id: d1, name: First draft, date: 2031-05-03, held_by: [north, south], choices: {{{chosen}}}}}\n"
        );
        for (name, lines) in [
            ("linkages:\n", self.linkages.clone()),
            ("clocks:\n", self.clocks.clone()),
            ("red_lines:\n", self.lines.clone()),
            ("preferences:\n", self.preferences.clone()),
            ("drafts:\n", draft + &self.drafts),
            ("meetings:\n", self.meetings.clone()),
            ("rounds:\n", self.rounds()),
            ("edits:\n", self.edits.clone()),
            ("funding:\n  needs:\n", self.funding.clone()),
            ("signals:\n", self.signals.clone()),
            ("timeline:\n", self.timeline.clone()),
        ] {
            if !lines.is_empty() {
                text += name;
                text += &lines;
            }
        }
        text
    }
}

#[test]
fn two_forms_of_a_case_differ_and_look_alike_to_whoever_may_not_know() {
    for number in 0..40 {
        let Parted { cases, sitters } = Parted::of(number);
        let written = cases.each_ref().map(format::case_file::write);
        assert_ne!(written[0], written[1], "case {number}");
        assert!(sitters.iter().any(|one| !one.is_apart), "case {number}");
    }
}
