//! Signals as a table: what comes back, and what is refused.

use crate::cases::read;
use case::{Case, Signal};
use disclosure::Seat;
use format::signals_csv::{self, CsvError};
use proptest::prelude::*;

fn signals(case: &Case, seat: Seat) -> Vec<Signal> {
    let view = case.seen_from(seat);
    view.signals().map(|seen| seen.item.clone()).collect()
}

#[test]
fn the_signals_of_the_cases_come_back_as_they_were() {
    for name in ["miami-2025", "fjord"] {
        let case = read(name);
        let written = signals_csv::write(&case.seen_from(Seat::Mediator));
        let back = signals_csv::read(written.text.as_bytes()).unwrap();
        let expected = signals(&case, Seat::Mediator);
        assert!(expected.len() > 2, "{name}");
        assert_eq!(signals(&back.case, Seat::Public), expected, "{name}");
    }
}

#[test]
fn every_wrong_cell_is_told_with_its_line() {
    let table = "id,date,event,mode,tone,text,text,speed\n\
                 a,2031-02-30,SHOUT,phone,loud,T\n\
                 a,2031-02-03,AGREE,phone,,T\n\
                 ,,COMMENT,,,,,,,\n";
    let Err(CsvError::Cells(faults)) = signals_csv::read(table.as_bytes()) else {
        panic!("it is wrong");
    };
    let expected = [
        "line 1: the column `text` stands twice",
        "line 1: no column is called `speed`",
        "line 2: `SHOUT` is no `event`",
        "line 2: `mode` is one of another class",
        "line 2: `2031-02-30` is no `date`",
        "line 2: `loud` is no `tone`",
        "line 3: the id `a` stands twice",
        "line 3: `mode` is one of another class",
        "line 4: the row has more cells than the first row names columns",
        "line 4: a signal needs `id`, `date` and `text`",
    ];
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, expected) in faults.iter().zip(expected) {
        assert!(fault.starts_with(expected), "{fault}");
    }
}

#[test]
fn a_table_with_more_rows_than_are_read_names_how_many_that_is() {
    let text = "id,date,text\n".to_owned() + &"a,2031-05-02,x\n".repeat(100_000);
    let error = signals_csv::read(text.as_bytes()).err().unwrap();
    assert!(
        error
            .to_string()
            .contains("up to 100 MB and 100000 rows are read"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let head = b"id,date,actor,event,text\n".to_vec();
        let _ = signals_csv::read(&[head, bytes.clone()].concat());
        let _ = signals_csv::read(&bytes);
    }

    #[test]
    fn words_of_any_kind_come_back(text in "[ -~üж,\"\n=+@|']{1,40}", speaker in "[a-z=\"',]{1,9}") {
        prop_assume!(text.trim() == text && speaker.trim() == speaker);
        let yaml = serde_json::to_string(&text).unwrap();
        let by = serde_json::to_string(&speaker).unwrap();
        let file = format!(
            "onetext: 1\ncase: {{id: c, title: C}}\nparties: {{}}\nsignals: [{{id: s, date: 2031-01-01, \
             event: AGREE, speaker: {by}, text: {yaml}}}]\n"
        );
        let Ok(case) = format::case_file::read(&[("case.yaml", file.as_bytes())]) else {
            return Err(TestCaseError::reject("no case"));
        };
        let written = signals_csv::write(&case.seen_from(Seat::Public));
        let back = signals_csv::read(written.text.as_bytes()).unwrap();
        prop_assert_eq!(signals(&back.case, Seat::Public), signals(&case, Seat::Public));
    }
}
