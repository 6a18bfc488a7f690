//! Confidentiality as a table: every seat, every kind of item, every class.
//!
//! `who_sees_what.txt` is what the view of each seat gave; `UPDATE=1` rewrites it.

use super::read;
use case::{Case, View};
use disclosure::{PartyId, ReleaseClass, Seat, Seen};
use std::fmt::{Debug, Write as _};

const CLASSES: [(&str, ReleaseClass); 5] = [
    ("sealed", ReleaseClass::Sealed),
    ("shape", ReleaseClass::Shape),
    ("unattributed", ReleaseClass::Unattributed),
    ("attributed", ReleaseClass::Attributed),
    ("public", ReleaseClass::Public),
];

/// A case in which North owns one item of each kind in each class, carried to South where it may
/// be; whatever tells whose it is says `north`, `Speaker` or `paper`.
fn sample() -> Case {
    let mut text = String::from(
        "onetext: 1\ncase: {id: table, title: Table}\nsources:\n  paper: {title: Paper}\n",
    );
    let mut section = |title: &str, line: &dyn Fn(&str, &str) -> String| {
        text += title;
        for (class, _) in CLASSES {
            let release = format!("release: {{class: {class}, owner: north, to: [south]}}");
            writeln!(text, "{}", line(class, &release)).unwrap();
        }
    };
    section("", &|c, r| {
        format!("  s-{c}: {{title: Speaker, note: Speaker, {r}}}")
    });
    section(
        "parties:\n  north:\n    name: N\n    role: principal\n    factions: {sealed: {name: A}, \
         shape: {name: B}, unattributed: {name: C}, attributed: {name: D}, public: {name: E}}\n  \
         south: {name: S, role: principal}\n  reef: {name: R, role: partner}\n  watch: {name: W, \
         role: observer}\n",
        &|c, r| {
            format!(
                "  p-{c}: {{name: P, role: observer, delegation: [{{name: Speaker}}], \
                 src: [paper], {r}}}"
            )
        },
    );
    section("points:\n", &|c, r| {
        format!("  point-{c}: {{title: T, src: [paper], {r}}}")
    });
    section("  open:\n    title: T\n    brackets:\n", &|c, r| {
        format!(
            "      b-{c}: {{question: Q, options: {{x: {{text: X}}}}, src: [paper], {r}}}\n      \
             t-{c}: {{question: Q, options: {{x: {{text: X}}}}, standings: {{north: {{status: \
             agreed, src: [paper], {r}}}}}}}"
        )
    });
    section(
        "      o:\n        question: Q\n        options:\n",
        &|c, r| format!("          o-{c}: {{text: X, src: [paper], {r}}}"),
    );
    section(
        "          m:\n            text: M\n            marks:\n",
        &|_, r| format!("              - {{party: north, stand: proposed, src: [paper], {r}}}"),
    );
    section("acts:\n  a: {title: A}\n  b: {title: B}\n", &|c, r| {
        format!("  a-{c}: {{title: A, src: [paper], {r}}}")
    });
    section("commitments:\n  k: {title: K, owner: south}\n", &|c, r| {
        format!("  k-{c}: {{title: K, owner: south, src: [paper], {r}}}")
    });
    section(
        "  w:\n    title: W\n    owner: south\n    worth:\n",
        &|c, r| format!("      p-{c}: {{figure: 1, src: [paper], {r}}}"),
    );
    section("linkages:\n", &|c, r| {
        format!(
            "  - {{id: l-{c}, requires: {{act: a, first: b}}, held_by: [north], reading_of: \
             Speaker, src: [paper], {r}}}"
        )
    });
    section("clocks:\n", &|c, r| {
        format!("  - {{id: c-{c}, title: C, days: 1, held_by: [north], src: [paper], {r}}}")
    });
    section("disputes:\n", &|c, r| {
        format!("  - {{id: u-{c}, title: U, rungs: [{{title: U, days: 1}}], src: [paper], {r}}}")
    });
    section("calendars:\n", &|c, r| {
        format!("  p-{c}: {{weekend: [sunday], src: [paper], {r}}}")
    });
    section("bearable:\n", &|c, r| {
        format!("  - {{party: p-{c}, given_by: party, all: 1, src: [paper], {r}}}")
    });
    section("monitoring:\n  reports:\n", &|_, r| {
        format!(
            "    - {{date: 2031-01-01, commitment: k, status: 1, by: Speaker, src: [paper], {r}}}"
        )
    });
    section("  incidents:\n", &|c, r| {
        format!(
            "    - {{id: i-{c}, date: 2031-01-01, text: I, finding: monitoring, by: Speaker, \
             src: [paper], {r}}}"
        )
    });
    section("red_lines:\n  north:\n", &|c, r| {
        format!("    - {{id: r-{c}, text: R, speaker: Speaker, src: [paper], {r}}}")
    });
    section("preferences:\n", &|c, r| {
        format!(
            "  - {{party: north, faction: {c}, given_by: party, words: {{o: {{m: would like}}}}, \
             src: [paper], {r}}}"
        )
    });
    section("conflicts:\n", &|c, r| {
        format!(
            "  x-{c}: {{title: X, options: {{y: {{party: south, title: Y}}}}, reading_of: Speaker, \
             src: [paper], {r}}}\n  g-{c}: {{title: G, options: {{y: {{party: north, title: Y}}}}, \
             orders: [{{party: north, given_by: party, statements: [{{taken: [y]}}], \
             src: [paper], {r}}}]}}"
        )
    });
    section("fears:\n  north:\n", &|c, r| {
        format!("    - {{id: z-{c}, text: Z, reading_of: Speaker, src: [paper], {r}}}")
    });
    section("guarantees:\n", &|c, r| {
        format!(
            "  - {{id: w-{c}, title: W, by: [north], vetoes: [north], consent: {{north: given}}, \
             ladder: [{{act: a, by: [north]}}], reading_of: Speaker, src: [paper], {r}}}"
        )
    });
    section("breaches:\n", &|c, r| {
        format!(
            "  - {{id: b-{c}, title: B, course: [{{act: a}}], reading_of: Speaker, \
             src: [paper], {r}}}"
        )
    });
    section("defections:\n", &|c, r| {
        format!(
            "  - {{party: north, breach: b-{c}, given_by: party, unit: u, \
                 stages: [{{after: a, gain: 1}}], src: [paper], {r}}}"
        )
    });
    section("drafts:\n", &|c, r| {
        format!("  - {{id: d-{c}, name: D, authors: Speaker, held_by: [north], src: [paper], {r}}}")
    });
    section("meetings:\n", &|c, r| {
        format!(
            "  - {{id: e-{c}, date: 2031-01-01, place: P, format: F, present: [Speaker], \
             src: [paper], {r}}}"
        )
    });
    section("rounds:\n", &|c, r| {
        format!("  - {{id: r-{c}, title: R, src: [paper], {r}}}")
    });
    section("  - id: open\n    title: R\n    words:\n", &|c, r| {
        format!("      - {{party: north, bracket: t-{c}, status: agreed, src: [paper], {r}}}")
    });
    section("edits:\n", &|c, r| {
        format!("  - {{id: e-{c}, party: north, asked: 2031-01-01, text: E, src: [paper], {r}}}")
    });
    section("consensus:\n", &|c, r| {
        format!("  - {{id: m-{c}, title: M, rule: unanimity, src: [paper], {r}}}")
    });
    section("funding:\n  pledges:\n", &|c, r| {
        format!("    - {{id: f-{c}, text: F, by: north, src: [paper], {r}}}")
    });
    section("  sectors:\n", &|c, r| {
        format!("    h-{c}: {{title: H, src: [paper], {r}}}")
    });
    section("  rates:\n", &|_, r| {
        format!(
            "    - {{from: EUR, to: USD, rate: 1.2, date: 2031-01-01, note: Speaker, src: [paper], \
             {r}}}"
        )
    });
    section("  deliveries:\n", &|_, r| {
        format!("    - {{by: north, share: 0.5, text: D, src: [paper], {r}}}")
    });
    section("  milestones:\n", &|_, r| {
        format!(
            "    - {{act: a, expected: 2031-01-01, given_by: {{analyst: Speaker}}, src: [paper], \
             {r}}}"
        )
    });
    section("signals:\n", &|c, r| {
        format!(
            "  - {{id: g-{c}, date: 2031-01-01, actor: north, speaker: Speaker, event: COMMENT, \
             text: G, src: [paper], {r}}}"
        )
    });
    section("readiness:\n  formats:\n", &|c, r| {
        format!("    - {{id: v-{c}, title: V, src: [paper], {r}}}")
    });
    section("  consents:\n", &|c, r| {
        format!(
            "    - {{format: v-{c}, party: north, answer: agrees, date: 2031-01-01, given_by: \
             {{analyst: Speaker}}, src: [paper], {r}}}"
        )
    });
    section("  indicators:\n", &|c, r| {
        format!(
            "    - {{id: n-{c}, party: north, indicator: mandate, evidence: E, date: 2031-01-01, \
             given_by: {{analyst: Speaker}}, src: [paper], {r}}}"
        )
    });
    section("  spoilers:\n", &|c, r| {
        format!(
            "    - {{id: y-{c}, group: boats, type: total, evidence: [E], date: 2031-01-01, \
             given_by: {{analyst: Speaker}}, src: [paper], {r}}}"
        )
    });
    section("constituents:\n  questionnaires:\n", &|c, r| {
        format!(
            "    - {{id: q-{c}, party: north, faction: {c}, group: G, question: Q, answers: {{a: 5}}, \
             answered: 5, date: 2031-01-01, src: [paper], {r}}}"
        )
    });
    section("  mood:\n", &|c, r| {
        format!(
            "    - {{id: o-{c}, question: Q, surveys: [{{date: 2031-01-01, shares: {{a: 5}}}}], \
             src: [paper], {r}}}"
        )
    });
    section("terms:\n", &|_, r| {
        format!("  - {{term: T, avoid: [A], means: M, src: [paper], {r}}}")
    });
    section("timeline:\n", &|_, r| {
        format!("  - {{date: 2031-01-01, event: H, src: [paper], {r}}}")
    });
    read(&text).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

/// What a seat saw: a class, whether it was told whose it is, and what it was told.
type Cell = (ReleaseClass, bool, String);

fn cell<T>(seen: Seen<'_, T>, told: String) -> Cell {
    (seen.class, seen.owner.is_some(), told)
}

fn cells<'a, T: Debug + 'a>(seen: impl Iterator<Item = Seen<'a, T>>) -> Vec<Cell> {
    seen.map(|seen| cell(seen, format!("{:?}", seen.item)))
        .collect()
}

/// Every kind of item with what the view gives of it.
fn kinds(view: &View<'_>) -> Vec<(&'static str, Vec<Cell>)> {
    let points: Vec<_> = view.points().collect();
    let brackets: Vec<_> = points
        .iter()
        .flat_map(|point| view.brackets(point.item))
        .collect();
    let options: Vec<_> = brackets
        .iter()
        .flat_map(|each| view.choices(each.item))
        .collect();
    vec![
        (
            "source",
            cells(
                view.sources()
                    .filter(|seen| seen.item.id.as_str() != "paper"),
            ),
        ),
        (
            "party",
            cells(
                view.parties()
                    .filter(|seen| seen.item.id.as_str().starts_with("p-")),
            ),
        ),
        (
            "point",
            points
                .iter()
                .filter(|seen| seen.item.id.as_str() != "open")
                .map(|seen| cell(*seen, format!("{:?}", seen.item.grounds)))
                .collect(),
        ),
        (
            "bracket",
            brackets
                .iter()
                .filter(|seen| seen.item.id.as_str().starts_with("b-"))
                .map(|seen| cell(*seen, format!("{:?}", seen.item.grounds)))
                .collect(),
        ),
        (
            "option",
            options
                .iter()
                .filter(|seen| seen.item.id.as_str().starts_with("o-"))
                .map(|seen| cell(*seen, format!("{:?}", seen.item.grounds)))
                .collect(),
        ),
        (
            "mark",
            cells(options.iter().flat_map(|seen| view.marks(seen.item))),
        ),
        (
            "standing",
            cells(brackets.iter().flat_map(|seen| view.standings(seen.item))),
        ),
        (
            "act",
            cells(
                view.acts()
                    .filter(|seen| seen.item.id.as_str().starts_with("a-")),
            ),
        ),
        (
            "commitment",
            view.commitments()
                .filter(|seen| seen.item.id.as_str().starts_with("k-"))
                .map(|seen| cell(seen, format!("{:?}", seen.item.grounds)))
                .collect(),
        ),
        (
            "worth",
            cells(view.commitments().flat_map(|seen| view.worth(seen.item))),
        ),
        ("linkage", cells(view.linkages())),
        ("clock", cells(view.clocks())),
        ("ladder", cells(view.disputes())),
        ("calendar", cells(view.calendars())),
        ("bearable", cells(view.bearable())),
        ("report", cells(view.reports())),
        ("incident", cells(view.incidents())),
        ("red line", cells(view.red_lines())),
        ("preferences", cells(view.preferences())),
        (
            "conflict",
            view.conflicts()
                .filter(|seen| seen.item.id.as_str().starts_with("x-"))
                .map(|seen| {
                    let model = seen.item;
                    cell(seen, format!("{:?} {:?}", model.reading_of, model.grounds))
                })
                .collect(),
        ),
        (
            "state order",
            cells(
                view.conflicts()
                    .flat_map(|seen| view.conflict_orders(seen.item)),
            ),
        ),
        ("fear", cells(view.fears())),
        ("guarantee", cells(view.guarantees())),
        ("breach", cells(view.breaches())),
        ("defection", cells(view.defections())),
        ("draft", cells(view.drafts())),
        ("meeting", cells(view.meetings())),
        (
            "round",
            view.rounds()
                .filter(|seen| seen.item.id.as_str() != "open")
                .map(|seen| cell(seen, format!("{:?}", seen.item.grounds)))
                .collect(),
        ),
        (
            "word",
            cells(view.rounds().flat_map(|seen| view.words_in(seen.item))),
        ),
        ("edit", cells(view.edits())),
        ("rule", cells(view.consensus())),
        ("funding", cells(view.funding())),
        ("sector", cells(view.sectors())),
        ("rate", cells(view.rates())),
        ("delivery", cells(view.deliveries())),
        ("milestone", cells(view.milestones())),
        ("signal", cells(view.signals())),
        ("format", cells(view.formats())),
        ("consent", cells(view.format_consents())),
        ("indicator", cells(view.indications())),
        ("spoiler", cells(view.spoilers())),
        ("answers", cells(view.questionnaires())),
        ("mood", cells(view.moods())),
        ("term", cells(view.terms())),
        ("timeline", cells(view.timeline())),
    ]
}

fn seats() -> Vec<(&'static str, Seat)> {
    vec![
        ("mediator", Seat::Mediator),
        ("north", Seat::Delegation(PartyId::new("north"))),
        ("south", Seat::Delegation(PartyId::new("south"))),
        ("reef", Seat::Partner(PartyId::new("reef"))),
        ("watch", Seat::Observer(PartyId::new("watch"))),
        ("public", Seat::Public),
    ]
}

fn table(case: &Case) -> String {
    let seats = seats();
    let mut text = String::from("Items owned by North, carried to South where the class allows.\n");
    text += "full: all of it; bare: without whose it is; -: not even that it exists.\n\n";
    write!(text, "{:<12} {:<13}", "item", "class").unwrap();
    for (name, _) in &seats {
        write!(text, " {name:<8}").unwrap();
    }
    text = text.trim_end().to_owned() + "\n";
    let by_seat: Vec<_> = seats
        .iter()
        .map(|(_, s)| kinds(&case.seen_from(s.clone())))
        .collect();
    for (row, (kind, _)) in by_seat[0].iter().enumerate() {
        for (name, class) in CLASSES {
            write!(text, "{kind:<12} {name:<13}").unwrap();
            for kinds in &by_seat {
                let mut found = kinds[row].1.iter().filter(|(seen, _, _)| *seen == class);
                let sight = match found.next() {
                    None => "-",
                    Some((_, true, _)) => "full",
                    Some((_, false, told)) => {
                        for telling in ["north", "Speaker", "paper"] {
                            assert!(!told.contains(telling), "{kind} tells {telling}: {told}");
                        }
                        "bare"
                    }
                };
                assert!(found.next().is_none(), "{kind} {name} twice");
                write!(text, " {sight:<8}").unwrap();
            }
            text = text.trim_end().to_owned() + "\n";
        }
    }
    text
}

#[test]
fn each_seat_sees_what_the_table_on_record_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/case_file/who_sees_what.txt"
    );
    let found = table(&sample());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        found,
        "UPDATE=1 rewrites it"
    );
}

#[test]
fn every_kind_of_item_of_a_case_stands_in_the_table() {
    // A new field of `Case` stops this from compiling until the table has a row for it.
    let Case {
        heading: _,
        sources,
        parties,
        points,
        acts,
        commitments,
        linkages,
        clocks,
        disputes,
        calendars,
        bearable,
        reports,
        incidents,
        red_lines,
        preferences,
        breaches,
        conflicts,
        defections,
        fears,
        guarantees,
        drafts,
        draft_in_hand: _,
        meetings,
        rounds,
        edits,
        consensus,
        funding,
        report_in: _,
        sectors,
        rates,
        deliveries,
        milestones,
        signals,
        caution: _,
        indications,
        formats,
        format_consents,
        spoilers,
        questionnaires,
        moods,
        terms,
        timeline,
    } = sample();
    let counts = [
        sources.len() - 1,
        parties.len() - 4,
        points.len() - 1,
        acts.len() - 2,
        commitments.len() - 2,
        linkages.len(),
        clocks.len(),
        disputes.len(),
        calendars.len(),
        bearable.len(),
        reports.len(),
        incidents.len(),
        red_lines.len(),
        preferences.len(),
        conflicts.len() - CLASSES.len(),
        fears.len(),
        guarantees.len(),
        breaches.len(),
        defections.len(),
        drafts.len(),
        meetings.len(),
        rounds.len() - 1,
        edits.len(),
        consensus.len(),
        funding.len(),
        sectors.len(),
        rates.len(),
        deliveries.len(),
        milestones.len(),
        signals.len(),
        formats.len(),
        format_consents.len(),
        indications.len(),
        spoilers.len(),
        questionnaires.len(),
        moods.len(),
        terms.len(),
        timeline.len(),
    ];
    assert_eq!(counts, [CLASSES.len(); 38]);
}

#[test]
fn the_table_holds_the_rule_of_the_classes_for_every_kind() {
    let text = table(&sample());
    for row in text.lines().skip(4) {
        let words: Vec<&str> = row.split_whitespace().collect();
        let sights = &words[words.len() - 6..];
        let expected = match words[words.len() - 7] {
            "sealed" | "shape" => ["full", "full", "-", "-", "-", "-"],
            "unattributed" => ["full", "full", "bare", "-", "-", "-"],
            "attributed" => ["full", "full", "full", "-", "-", "-"],
            "public" => ["full"; 6],
            other => panic!("{other}"),
        };
        assert_eq!(sights, expected, "{row}");
    }
}
