//! Rehearsed talks as a table of comma-separated values: a row for each run.
//!
//! Source: RFC 4180. Every cell is a word of ours or a whole number, so none needs quotes.

use briefing::TalksRun;

/// The columns, in order. Parts of a way are in millionths.
const COLUMNS: [&str; 10] = [
    "procedure",
    "parties",
    "run",
    "agreed",
    "served_worst_millionths",
    "off_frontier_millionths",
    "off_nash_millionths",
    "off_kalai_smorodinsky_millionths",
    "asked",
    "told_bits_at_most",
];

/// The table of these runs.
#[must_use]
pub fn to_csv(runs: &[TalksRun]) -> String {
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    for run in runs {
        let [frontier, nash, kalai] = run.off;
        let numbers = [run.least, frontier, nash, kalai, run.asked, run.bits];
        let numbers = numbers.map(|number| number.to_string()).join(",");
        let agreed = if run.agreed { "yes" } else { "no" };
        let (procedure, parties) = (run.procedure, run.parties);
        text.push_str(&format!(
            "{procedure},{parties},{},{agreed},{numbers}\r\n",
            run.run
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_a_row() {
        let run = TalksRun {
            procedure: "flips",
            parties: "one-saboteur",
            run: 3,
            agreed: true,
            least: 412_000,
            off: [1, 2, 3],
            asked: 60,
            bits: 30,
        };
        let csv = to_csv(&[run]);
        let rows: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], "flips,one-saboteur,3,yes,412000,1,2,3,60,30");
        assert_eq!(rows[0].split(',').count(), rows[1].split(',').count());
    }
}
