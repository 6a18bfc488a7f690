//! Needs and money as a view poses them: what counts, once, in one currency, for whom.

use super::{HEAD, read};
use case::{FundingTrial, NoFunding, PosedFunding, Stage};
use disclosure::{PartyId, Seat};
use std::collections::BTreeMap;

fn posed_for(seat: Seat, section: &str, trial: &FundingTrial) -> PosedFunding {
    let acts = "acts: {vote: {title: Vote}, peace: {title: Peace}}\n";
    let case = read(&format!(
        "{HEAD}{acts}funding:\n  report_in: EUR\n{section}"
    ));
    let case = case.unwrap_or_else(|faults| panic!("{faults}"));
    let posed = case.seen_from(seat).pose_funding(trial);
    posed.unwrap_or_else(|error| panic!("{error}"))
}

fn posed(section: &str) -> PosedFunding {
    posed_for(Seat::Mediator, section, &FundingTrial::default())
}

/// What the lines of each stage come to, in whole units.
fn by_stage(posed: &PosedFunding) -> BTreeMap<Stage, u64> {
    let mut sums = BTreeMap::new();
    for (line, named) in posed.fund.lines().rows().zip(posed.lines.rows()) {
        *sums.entry(named.stage).or_default() += line.amount / 100;
    }
    sums
}

const CHAIN: &str = "  needs: [{id: n, text: N, amount: 100, unit: EUR}]
  pledges:
    - {id: p, text: P, amount: 80, unit: EUR, by: reef, tranches: [{amount: 30, after: [vote]}, {amount: 40, after: [peace]}]}
  commitments: [{id: c, text: C, of: p, amount: 50, unit: EUR, by: reef}]
  disbursements: [{id: d, text: D, of: c, amount: 24, unit: USD, date: 2031-05-01, by: reef}]
  rates: [{from: EUR, to: USD, rate: 1.2, date: 2031-01-01}]
";

#[test]
fn of_a_chain_each_unit_of_money_counts_once_at_its_last_stage() {
    let stages = by_stage(&posed(CHAIN));
    let expected = [
        (Stage::Pledged, 30),
        (Stage::Committed, 30),
        (Stage::Disbursed, 20),
    ];
    assert_eq!(stages, BTreeMap::from(expected));
}

#[test]
fn what_is_committed_comes_off_the_first_tranches() {
    let posed = posed(CHAIN);
    let pledged = posed.lines.rows().zip(posed.fund.lines().rows());
    let pledged = pledged.filter(|(named, _)| named.stage == Stage::Pledged);
    let found: Vec<(Option<usize>, u64)> = pledged
        .map(|(named, line)| (named.tranche, line.amount / 100))
        .collect();
    assert_eq!(found, [(Some(1), 20), (None, 10)]);
}

#[test]
fn past_delivery_takes_nothing_off_what_is_paid() {
    let share = "  deliveries: [{by: reef, share: 2/3, text: D, given_by: {rule: two thirds}}]\n";
    let trial = FundingTrial {
        discounted: true,
        ..FundingTrial::default()
    };
    let posed = posed_for(Seat::Mediator, &format!("{CHAIN}{share}"), &trial);
    let expected = [
        (Stage::Pledged, 19),
        (Stage::Committed, 20),
        (Stage::Disbursed, 20),
    ];
    assert_eq!(by_stage(&posed), BTreeMap::from(expected));
    let off: u64 = posed.lines.rows().map(|line| line.discount).sum();
    // 20 of 30 is 13.33 and 10 of 10 is 6.66, each rounded down to hundredths.
    assert_eq!(off, 3_000 - 1_333 - 666 + 1_000);
}

#[test]
fn what_does_not_count_and_what_is_no_money_is_not_there() {
    let posed = posed(
        "  needs: [{id: n, text: N, amount: 1, unit: EUR}, {id: m, text: M, amount: 9, unit: ships}]
  pledges: [{id: p, text: P, amount: 5, unit: RUB bn, footing: claimed}, {id: q, text: Q, amount: 3, unit: ships}]
",
    );
    assert_eq!((posed.needs.len(), posed.lines.len()), (1, 0));
}

#[test]
fn an_amount_a_year_is_needed_and_paid_year_by_year() {
    let posed = posed(
        "  needs: [{id: n, text: N, amount: 10, unit: EUR a year, from: 2031-07-01, to: 2033-12-31}]
  pledges: [{id: p, text: P, amount: 4, unit: EUR a year, from: 2031-01-01, to: 2032-12-31}]
",
    );
    let needs: Vec<u64> = posed.fund.needs().rows().map(|need| need.amount).collect();
    assert_eq!(needs.len(), 3);
    assert_eq!(
        posed
            .fund
            .lines()
            .rows()
            .map(|line| line.amount)
            .collect::<Vec<_>>(),
        [400, 400]
    );
    let paid = |line: usize, need: usize| {
        let line = posed.fund.lines().ids().nth(line).unwrap();
        let need = posed.fund.needs().ids().nth(need).unwrap();
        posed.fund.may_pay(&posed.calendar, line, need)
    };
    assert!(paid(0, 0) && paid(1, 0) && paid(1, 1) && !paid(0, 1) && !paid(1, 2));
}

#[test]
fn money_and_cover_meet_needs_of_their_own_kind_within_their_earmarks() {
    let posed = posed(
        "  sectors: {a: {title: A}, b: {title: B}}
  needs:
    - {id: n, text: N, amount: 9, unit: EUR, sector: a}
    - {id: n.1, text: N1, of: n, amount: 4, unit: EUR, sector: b, investors: {amount: 2, insurance: 1}}
    - {id: m, text: M, amount: 5, unit: EUR, takes: [guarantee]}
  pledges:
    - {id: any, text: P, amount: 1, unit: EUR}
    - {id: a, text: P, amount: 1, unit: EUR, sectors: [a]}
    - {id: whole, text: P, amount: 1, unit: EUR, needs: [n]}
    - {id: cover, text: P, amount: 1, unit: EUR, instrument: guarantee}
    - {id: insurance, text: P, amount: 1, unit: EUR, instrument: insurance}
",
    );
    let name = |at: usize| {
        let need = posed.needs.rows().nth(at).unwrap();
        format!("{}{}", need.line, if need.for_investors { "*" } else { "" })
    };
    let mut open: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (line, named) in posed.fund.lines().ids().zip(posed.lines.rows()) {
        let needs = posed.fund.needs().ids().enumerate();
        let may = needs.filter(|(_, need)| posed.fund.may_pay(&posed.calendar, line, *need));
        open.insert(
            named.line.to_string(),
            may.map(|(at, _)| name(at)).collect(),
        );
    }
    let expected: [(&str, &[&str]); 5] = [
        ("any", &["n", "n.1"]),
        ("a", &["n"]),
        ("whole", &["n", "n.1"]),
        ("cover", &["n.1*", "m"]),
        ("insurance", &["n.1*"]),
    ];
    let expected = expected.map(|(line, needs)| {
        (
            line.to_owned(),
            needs.iter().map(|need| (*need).to_owned()).collect(),
        )
    });
    assert_eq!(open, BTreeMap::from(expected));
}

#[test]
fn a_seat_that_knows_no_rate_is_told_which_lines_it_cannot_count() {
    let section = CHAIN.replace("date: 2031-01-01}]", "date: 2031-01-01, release: sealed}]");
    let south = Seat::Delegation(PartyId::new("south"));
    let posed = posed_for(south, &section, &FundingTrial::default());
    let names: Vec<&str> = posed.unconverted.iter().map(|id| id.as_str()).collect();
    assert_eq!(names, ["d"]);
}

#[test]
fn without_a_currency_nothing_is_added_up() {
    let case = read(&format!("{HEAD}funding: {{needs: [{{id: n, text: N}}]}}\n"));
    let case = case.unwrap_or_else(|faults| panic!("{faults}"));
    let posed = case
        .seen_from(Seat::Public)
        .pose_funding(&FundingTrial::default());
    assert_eq!(posed, Err(NoFunding::NoCurrency));
}
