//! Funding in other formats: what goes out comes back, what is hostile is refused, and no seat's
//! file holds a word that it may not know.

use crate::canaries::{canaries, seats};
use crate::cases::read;
use case::{Case, Funding, FundingKind, Stage};
use disclosure::Seat;
use format::iati::IatiError;
use format::{funding_csv, iati};
use jiff::civil::{Date, date};

const DAY: Date = date(2031, 6, 30);

fn lines(case: &Case) -> Vec<Funding> {
    let view = case.seen_from(Seat::Mediator);
    view.funding().map(|seen| seen.item.clone()).collect()
}

#[test]
fn a_table_of_every_case_comes_back_as_the_same_table() {
    for name in ["fjord", "miami-2025", "tram-depot", "turbine-parts"] {
        let case = read(name);
        let out = funding_csv::write(&case.seen_from(Seat::Mediator));
        let again =
            funding_csv::read(out.text.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(lines(&case).len(), lines(&again.case).len());
        let twice = funding_csv::write(&again.case.seen_from(Seat::Mediator));
        assert_eq!(out.text, twice.text, "{name}");
    }
}

#[test]
fn a_table_keeps_amounts_chains_tranches_steps_and_terms() {
    let case = read("fjord");
    let out = funding_csv::write(&case.seen_from(Seat::Mediator));
    let again = lines(&funding_csv::read(out.text.as_bytes()).unwrap().case);
    for (one, other) in lines(&case).iter().zip(&again) {
        assert_eq!(one.amount, other.amount, "{}", one.id);
        assert_eq!(one.side, {
            // The names of tranches are kept in English.
            other.side.clone()
        });
        assert_eq!((&one.of, one.window), (&other.of, other.window));
        assert_eq!((&one.terms, one.footing), (&other.terms, other.footing));
    }
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded_and_comes_back() {
    let table = "kind,id,text,terms\r\nneed,a,\"'=1+1\",\"quoted \"\"word\"\", and\na line\"\r\n";
    let case = funding_csv::read(table.as_bytes()).unwrap().case;
    let line = &lines(&case)[0];
    assert_eq!(line.text.in_language(&case::Language::english()), "=1+1");
    assert_eq!(line.terms, ["quoted \"word\", and\na line"]);
    let again = funding_csv::write(&case.seen_from(Seat::Mediator)).text;
    assert!(again.contains("\"'=1+1\""), "{again}");
}

#[test]
fn every_wrong_cell_of_a_table_is_told_with_its_line() {
    let table = "kind,id,text,amount,unit,from,to,of,instrument\n\
                 need,a,Boats,-3,EUR m,2031-02-01,2031-01-01,,\n\
                 pledge,b,Loan,three,USD billions,,,,gift\n\
                 tranche,,,4,,,,nobody,\n\
                 gift,c,Gift,,,,,,\n\
                 need,a,Boats,1,,,,,,,\n";
    let error = funding_csv::read(table.as_bytes())
        .err()
        .unwrap()
        .to_string();
    assert_eq!(
        error,
        "line 2: the amount is below 0\n\
         line 2: `to` comes before `from`\n\
         line 3: `gift` is no `instrument`\n\
         line 3: `three` is no `amount`\n\
         line 3: `USD billions` is no `unit`\n\
         line 4: a tranche stands below the line of money that `of` names\n\
         line 5: `gift` is no kind of row: they are need, pledge, commitment, disbursement, \
         tranche, investors\n\
         line 6: the row has more cells than the first row names columns\n\
         line 6: the id `a` stands twice\n\
         line 6: `amount` and `unit` stand together"
    );
    let open = funding_csv::read(b"kind,id\nneed,\"a")
        .err()
        .unwrap()
        .to_string();
    assert!(
        open.starts_with("line 2: a quote is never closed"),
        "{open}"
    );
}

#[test]
fn activities_come_back_with_their_amounts_chains_days_and_sectors() {
    for name in ["fjord", "miami-2025"] {
        let case = read(name);
        let out = iati::write(&case.seen_from(Seat::Mediator), DAY);
        let again = iati::read("out.xml", out.text.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        let again = lines(&again.case);
        let counted = lines(&case).into_iter().filter(|line| {
            let money = line
                .amount
                .as_ref()
                .is_some_and(|a| a.unit.currency().is_some());
            line.footing == case::Footing::Counted && money
        });
        let counted: Vec<Funding> = counted.collect();
        assert_eq!(counted.len(), again.len(), "{name}");
        for line in &counted {
            let other = again.iter().find(|other| other.id == line.id).unwrap();
            assert_eq!(line.kind(), other.kind(), "{}", line.id);
            assert_eq!(line.of, other.of, "{}", line.id);
            assert_eq!(line.by, other.by, "{}", line.id);
            // An amount a year over part of one may have no end as a decimal.
            let hundredths = |line: &Funding| {
                let total = line.amount.as_ref().unwrap().total(line.window).unwrap();
                (total * case::Exact::from_integer(100.into())).round()
            };
            assert_eq!(hundredths(line), hundredths(other), "{}", line.id);
            if line.kind() == FundingKind::Need {
                let sector = |line: &Funding| line.need().unwrap().sector.clone();
                assert_eq!(sector(line), sector(other), "{}", line.id);
            } else {
                assert_eq!(line.window, other.window, "{}", line.id);
                let (one, two) = (line.money().unwrap(), other.money().unwrap());
                assert_eq!(one.earmark, two.earmark, "{}", line.id);
                assert_eq!(one.tranches.len(), two.tranches.len(), "{}", line.id);
            }
        }
    }
}

#[test]
fn what_is_read_of_activities_is_a_section_that_a_case_takes() {
    let out = iati::write(&read("miami-2025").seen_from(Seat::Public), DAY);
    let case = iati::read("out.xml", out.text.as_bytes()).unwrap().case;
    let section = format::case_file::write_funding(&case);
    let head = "onetext: 1\ncase: {id: c, title: C}\nparties:\n  \
                EU: {name: EU, role: partner}\n  UA: {name: UA, role: principal}\n";
    let whole = format!("{head}{section}");
    let read = format::case_file::read(&[("case.yaml", whole.as_bytes())]);
    let read = read.unwrap_or_else(|faults| panic!("{faults}\n{whole}"));
    assert_eq!(lines(&read).len(), lines(&case).len());
}

/// As many publishers write them: several transactions of several types in one activity.
const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- A made-up activity. -->
<iati-activities version="2.03" generated-datetime="2031-01-01T00:00:00Z" xmlns:x="urn:x">
  <iati-activity default-currency="EUR" x:own="1">
    <iati-identifier>XM-1-A7</iati-identifier>
    <reporting-org ref="XM-1" type="40"><narrative>Some agency</narrative></reporting-org>
    <title><narrative>Lights &amp; buoys</narrative></title>
    <description type="1"><narrative><![CDATA[For the <narrows>]]></narrative></description>
    <participating-org ref="DONOR" role="1"/>
    <activity-status code="2"/>
    <activity-date iso-date="2031-01-01Z" type="1"/>
    <activity-date iso-date="2032-12-31" type="3"/>
    <sector code="21040" percentage="100"/>
    <default-finance-type code="421"/>
    <transaction><transaction-type code="2"/><transaction-date iso-date="2031-02-01"/><value value-date="2031-02-01">1000000.50</value></transaction>
    <transaction><transaction-type code="3"/><transaction-date iso-date="2031-03-01"/><value value-date="2031-03-01">400000</value></transaction>
    <transaction><transaction-type code="3"/><transaction-date iso-date="2031-04-01"/><value currency="USD" value-date="2031-04-01">7</value></transaction>
    <transaction><transaction-type code="5"/><transaction-date iso-date="2031-05-01"/><value value-date="2031-05-01">9</value></transaction>
    <conditions attached="1"><condition type="2"><narrative>Boats in port</narrative></condition></conditions>
    <x:more>anything</x:more>
  </iati-activity>
</iati-activities>
"#;

#[test]
fn payments_of_an_activity_stand_under_its_commitment_and_the_rest_is_told() {
    let found = iati::read("a.xml", FOREIGN.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let lines = lines(&found.case);
    let stages: Vec<Stage> = lines
        .iter()
        .map(|line| line.money().unwrap().stage)
        .collect();
    assert_eq!(
        stages,
        [Stage::Committed, Stage::Disbursed, Stage::Disbursed]
    );
    assert_eq!(lines[0].amount.as_ref().unwrap().unit.to_string(), "EUR");
    assert_eq!(lines[1].amount.as_ref().unwrap().unit.to_string(), "EUR");
    assert_eq!(lines[1].of.as_ref(), Some(&lines[0].id));
    assert_eq!(lines[2].of, None, "another currency is another matter");
    assert_eq!(
        lines[0].terms,
        ["For the <narrows>", "after: Boats in port"]
    );
    assert_eq!(
        found.notes,
        [
            "transactions of type 5 are left out, as in `A7`",
            "a line of `A7-3` fits under no pledge or commitment of its activity, and counts beside \
             them",
            "every line is read as public: give it a `release` where it is not",
        ]
    );
}

/// Why a file is refused; that it was read, where it was.
fn refused(text: &str) -> String {
    let read = iati::read("a.xml", text.as_bytes());
    read.err()
        .map_or_else(|| "it was read".to_owned(), |error| error.to_string())
}

#[test]
fn hostile_files_are_refused_where_they_stand() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\">]><iati-activities/>";
    assert!(refused(laughs).contains("a document type is refused"));
    let outside = "<iati-activities version=\"2.03\">&file;</iati-activities>";
    assert!(refused(outside).contains("the reference `&file;` is refused"));
    let deep = "<a>".repeat(1_000);
    assert!(refused(&deep).contains("nest deeper"));
    let wide = format!(
        "<a {}/>",
        (0..99).map(|n| format!("b{n}='' ")).collect::<String>()
    );
    assert!(refused(&wide).contains("attributes"));
    for broken in [
        "",
        "<a>",
        "<a></b>",
        "text",
        "<a/><b/>",
        "<a b='1' b='2'/>",
        "<a>\u{0}</c>",
    ] {
        assert_ne!(refused(broken), "it was read", "{broken}");
    }
    assert!(matches!(
        iati::read("a.xml", b"\xff\xfe<"),
        Err(IatiError::NotUtf8(0))
    ));
}

#[test]
fn each_rule_of_the_standard_that_is_broken_is_told_with_its_place() {
    assert!(refused("<iati-organisations/>").contains("the root is `<iati-activities>`"));
    let other = FOREIGN.replace("version=\"2.03\"", "version=\"1.05\"");
    assert!(refused(&other).contains("the version is `1.05`"));
    let cases = [
        (
            "<activity-status code=\"2\"/>",
            "",
            "needs `<activity-status>`",
        ),
        (
            "<activity-status code=\"2\"/>",
            "<activity-status code=\"9\"/>",
            "`9` is no `code`",
        ),
        (
            "<title>",
            "<sector code=\"1\"/><title>",
            "stands before `<sector>`",
        ),
        (
            "iso-date=\"2031-02-01\"",
            "iso-date=\"2031-02-30\"",
            "is no day",
        ),
        (">400000<", ">4e5x<", "is no amount"),
        (
            " value-date=\"2031-03-01\"",
            "",
            "`<value>` needs `value-date`",
        ),
        (
            "<sector code",
            "<colour code",
            "`<colour>` does not stand in",
        ),
        ("role=\"1\"", "", "needs `role`"),
    ];
    for (old, new, told) in cases {
        let text = FOREIGN.replacen(old, new, 1);
        let told_of = refused(&text);
        assert!(told_of.contains(told), "{told}: {told_of}");
        assert!(told_of.contains("a.xml:"), "{told_of}");
    }
}

#[test]
fn no_seat_finds_in_its_files_a_word_that_it_may_not_know() {
    let case = read("fjord");
    let canaries = canaries();
    for (name, seat) in seats() {
        let view = case.seen_from(seat);
        let (table, activities) = (funding_csv::write(&view), iati::write(&view, DAY));
        for canary in canaries
            .iter()
            .filter(|canary| !canary.seats.contains(&name))
        {
            for text in [&table.text, &activities.text] {
                assert!(!text.contains(&canary.word), "{name} finds {}", canary.item);
            }
        }
    }
    let all = funding_csv::write(&case.seen_from(Seat::Mediator)).text;
    assert!(
        canaries
            .iter()
            .filter(|canary| all.contains(&canary.word))
            .count()
            > 10
    );
}

/// The schema that is published, by a program that knows XML Schema: what is written holds to it,
/// and the same with one element in another place does not.
#[test]
fn interop_with_the_published_schema_of_iati() {
    let Some(python) = std::env::var_os("ONETEXT_INTEROP_IATI") else {
        println!("interop: skipped (run `cargo xtask interop`)");
        return;
    };
    let folder = std::env::temp_dir().join(format!("onetext-iati-{}", std::process::id()));
    let bad = folder.join("bad");
    std::fs::create_dir_all(&bad).unwrap();
    for name in ["fjord", "miami-2025"] {
        let text = iati::write(&read(name).seen_from(Seat::Mediator), DAY).text;
        let spoiled = text.replace("activity-status", "activity-state");
        assert_ne!(spoiled, text);
        std::fs::write(folder.join(format!("{name}.xml")), text).unwrap();
        std::fs::write(bad.join(format!("{name}.xml")), spoiled).unwrap();
    }
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../interop/money.py");
    let mut check = std::process::Command::new(python);
    let found = check.arg(script).arg(&folder).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let told = String::from_utf8_lossy(&found.stderr);
    assert!(found.status.success(), "{told}");
    assert_eq!(found.stdout, b"2 taken, 2 refused\n");
}
