//! The price of every red line: the frontier and the fair packages found again without it.

use crate::fair::fair_packages;
use crate::frontier::frontier;
use problem::frame::FairRule;
use problem::price::{Outlook, Price};
use problem::{Bound, Claim, Effort, PartyIx, Problem, Reach, Scope, Score, Table};

/// The price of each red line of each party, in order, with the fair packages by these rules.
///
/// The effort counts for each problem solved: the one as it stands, and one for each line. If it
/// runs out anywhere, the answer says so and prices are of what was found.
#[must_use]
pub fn prices(problem: &Problem, rules: &[FairRule], effort: &Effort<'_>) -> Claim<Vec<Price>> {
    let mut prices = Vec::new();
    let lines = problem.red_lines();
    let standing = View::of(problem, rules, effort);
    let (mut nodes, mut is_complete) = (standing.nodes, standing.is_complete);
    for (done, (party, line)) in lines.iter().enumerate() {
        effort.watch.report(done as u64, lines.len() as u64);
        if effort.watch.is_stopped() {
            is_complete = false;
            break;
        }
        let lifted = View::of(&problem.without_red_line(*party, *line), rules, effort);
        nodes += lifted.nodes;
        is_complete &= lifted.is_complete;
        prices.push(Price::between(
            (*party, *line),
            (standing.outlook.clone(), &standing.vectors),
            (lifted.outlook, &lifted.vectors),
        ));
    }
    Claim {
        answer: prices,
        method: "the frontier and the fair packages with each red line lifted in turn",
        nodes,
        reach: if is_complete {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
    }
}

/// What the acceptable packages of a problem offer, and how it was found.
struct View {
    outlook: Outlook,
    vectors: Vec<Table<PartyIx, Score>>,
    nodes: u64,
    is_complete: bool,
}

impl View {
    fn of(problem: &Problem, rules: &[FairRule], effort: &Effort<'_>) -> Self {
        let front = frontier(problem, Scope::Acceptable, effort);
        let fair = fair_packages(problem, Scope::Acceptable, rules, effort);
        let is_complete = front.reach == Reach::Complete && fair.reach == Reach::Complete;
        let mut found = fair.answer.into_iter().map(|claim| claim.answer).peekable();
        let by_rule = rules
            .iter()
            .map(|rule| found.next_if(|fair| fair.rule == *rule));
        let outlook = Outlook {
            vectors: front.answer.len(),
            best: best(front.answer.iter()),
            fair: by_rule.collect(),
        };
        Self {
            outlook,
            vectors: front.answer.iter().collect(),
            nodes: front.nodes + fair.nodes,
            is_complete,
        }
    }
}

fn best(vectors: impl Iterator<Item = Table<PartyIx, Score>>) -> Option<Table<PartyIx, Score>> {
    vectors.reduce(|a, b| {
        let pairs = a.rows().zip(b.rows());
        pairs.map(|(a, b)| *a.max(b)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{Shape, problems, small};
    use problem::Watch;
    use problem::fair::Fair;
    use problem::frame::IdealOver;
    use proptest::prelude::*;

    /// Witnesses may differ; the frame, the value and the vectors may not.
    fn told(price: &Price) -> impl PartialEq + std::fmt::Debug + use<> {
        let fair = |fair: &Option<Fair>| {
            let fair = fair.as_ref()?;
            let vectors = fair
                .outcomes
                .iter()
                .map(|o| (o.scores.clone(), o.packages.clone()));
            Some((
                fair.frame.clone(),
                fair.value.clone(),
                vectors.collect::<Vec<_>>(),
            ))
        };
        let outlook = |outlook: &Outlook| {
            let fair: Vec<_> = outlook.fair.iter().map(fair).collect();
            (outlook.vectors, outlook.best.clone(), fair)
        };
        (
            (price.party, price.line, price.gained, price.displaced),
            outlook(&price.standing),
            outlook(&price.lifted),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_prices_are_those_of_the_definition(
            problem in problems(Shape { parties: 1..=3, brackets: 1..=4, red_lines_max: 2, ..small() }),
        ) {
            let rules = [FairRule::Nash, FairRule::KalaiSmorodinsky(IdealOver::Scope)];
            let watch = Watch::new();
            let found = prices(&problem, &rules, &Effort::unbounded(&watch));
            prop_assert_eq!(&found.reach, &Reach::Complete);
            let lines = problem.red_lines().into_iter();
            let defined: Vec<Price> = lines.map(|(p, l)| problem.price(p, l, &rules)).collect();
            prop_assert_eq!(
                found.answer.iter().map(told).collect::<Vec<_>>(),
                defined.iter().map(told).collect::<Vec<_>>()
            );
        }
    }
}
