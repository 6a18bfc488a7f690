//! Every question that could be asked of the parties of a line-up.

use num_rational::BigRational;
use problem::ask::Ask;
use problem::robust::Lineup;
use problem::{BracketIx, ChoiceIx, PartyIx};

/// How many packages are set side by side in questions: the first of the line-up.
const SIDE_BY_SIDE: usize = 6;

/// The parts of a bracket that are asked for.
const PARTS: [(i64, i64); 3] = [(1, 4), (1, 2), (3, 4)];

/// Every question: options two by two, brackets two by two, how good an option is, the first
/// packages two by two and against no deal.
#[must_use]
pub fn questions(lineup: &Lineup) -> Vec<(PartyIx, Ask)> {
    let parties = lineup.parties().iter();
    let each = parties.flat_map(|(party, statements)| {
        let mut asks = Vec::new();
        let space = statements.space();
        let counting = space.sizes().ids().filter(|bracket| space.counts(*bracket));
        let brackets: Vec<BracketIx> = counting.collect();
        for (bracket, size) in space.sizes().iter().filter(|(at, _)| space.counts(*at)) {
            asks.extend(of_bracket(bracket, *size));
        }
        for (at, one) in brackets.iter().enumerate() {
            let others = brackets.iter().skip(at + 1);
            asks.extend(others.map(|other| Ask::Brackets(*one, *other)));
        }
        let first = lineup.packages().iter().take(SIDE_BY_SIDE);
        for (at, one) in first.clone().enumerate() {
            asks.push(Ask::deal(one));
            asks.extend(
                first
                    .clone()
                    .skip(at + 1)
                    .map(|other| Ask::between(one, other)),
            );
        }
        asks.into_iter().map(move |ask| (party, ask))
    });
    each.collect()
}

/// The questions about one bracket.
fn of_bracket(bracket: BracketIx, size: u16) -> Vec<Ask> {
    let mut asks = Vec::new();
    for one in 0..size {
        let choice = ChoiceIx::new(one);
        let others = (one + 1..size).map(ChoiceIx::new);
        asks.extend(others.map(|other| Ask::Options(bracket, choice, other)));
        let parts = PARTS.map(|(above, below)| BigRational::new(above.into(), below.into()));
        asks.extend(parts.map(|part| Ask::Part(bracket, choice, part)));
    }
    asks
}
