//! Adjusted Winner on divisible points, for two parties.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::names::percent;
use num_rational::BigRational;
use num_traits::{One, Zero};
use problem::division::{Contest, Division};
use problem::{BracketIx, ChoiceIx, PartyIx, Stance};

/// A divisible bracket with what it means to the two parties: units, and the option each wants.
struct Stake {
    bracket: BracketIx,
    units: (u64, u64),
    first_wants: ChoiceIx,
}

impl Posing<'_, '_, '_> {
    /// How Adjusted Winner divides the divisible points, if two parties contest some.
    pub(super) fn division(&self) -> Option<Section> {
        let stances: Vec<(PartyIx, &Stance)> = self.posed.problem.stances().iter().collect();
        let [(first, one), (second, other)] = stances.as_slice() else {
            return None;
        };
        let stakes = self.stakes(one, other);
        let totals = stakes.iter().fold((0_u64, 0_u64), |sum, stake| {
            (
                sum.0.saturating_add(stake.units.0),
                sum.1.saturating_add(stake.units.1),
            )
        });
        let evened = stakes.iter().map(|stake| {
            Some((
                stake.units.0.checked_mul(totals.1)?,
                stake.units.1.checked_mul(totals.0)?,
            ))
        });
        let contest = Contest::new(evened.collect::<Option<Vec<_>>>()?).ok()?;
        let division = contest.adjusted_winner();
        let whole = BigRational::from_integer((u128::from(totals.0) * u128::from(totals.1)).into());
        let share = percent(&(&division.totals.0 / &whole));
        let [first, second] = [*first, *second].map(|party| self.names.party(party));
        let heading = format!("Divided point by point, each side gets {share} of what it wants");
        let found = Found {
            what: "Adjusted Winner".into(),
            method: "the greater claim takes the point, then points pass back until shares are \
                     equal (Brams and Taylor 1996)"
                .into(),
            nodes: stakes.len() as u64,
            reach: "complete: exact fractions".into(),
            checked: if contest.is_fair(&division) {
                "checked to be equal, free of envy and efficient".into()
            } else {
                "it failed its check: treat this section as wrong".into()
            },
        };
        let section = Section::new("division", heading).say(format!(
            "This rests on the divisible points only, and on each side stating its weights \
             truthfully. {first} and {second} each get the same share of their own total."
        ));
        Some(section.table(self.shares(&stakes, &division)).found(found))
    }

    fn stakes(&self, one: &Stance, other: &Stance) -> Vec<Stake> {
        let places = self.desk.places();
        let mut stakes = Vec::new();
        for (bracket, id) in self.posed.brackets.iter() {
            let divisible = places
                .iter()
                .any(|p| p.bracket.id == *id && p.bracket.divisible);
            let (Some(mine), Some(theirs)) = (one.scores.get(bracket), other.scores.get(bracket))
            else {
                continue;
            };
            if let (true, [a, b], [c, d]) = (divisible, mine.as_slice(), theirs.as_slice()) {
                let (first, second) = ((*a - *b).get(), (*c - *d).get());
                if first.signum() * second.signum() < 0 {
                    let first_wants = ChoiceIx::new(u16::from(first < 0));
                    let units = (first.unsigned_abs(), second.unsigned_abs());
                    stakes.push(Stake {
                        bracket,
                        units,
                        first_wants,
                    });
                }
            }
        }
        stakes
    }

    fn shares(&self, stakes: &[Stake], division: &Division) -> Table {
        let columns = [("Point", Align::Start), ("Goes to", Align::Start)];
        let mut table = Table::new("Who gets what", &columns);
        let names: Vec<&str> = self.names.parties().map(|(_, name)| name).collect();
        let name = |at: usize| names.get(at).copied().unwrap_or("?");
        for (stake, share) in stakes.iter().zip(&division.shares) {
            let words = if share.is_one() {
                name(0).to_owned()
            } else if share.is_zero() {
                name(1).to_owned()
            } else {
                let rest = BigRational::one() - share;
                let wanted = self.names.choice(stake.bracket, stake.first_wants);
                format!(
                    "{} {}, {} {} (the share of “{wanted}” is {share})",
                    name(0),
                    percent(share),
                    name(1),
                    percent(&rest)
                )
            };
            table.row(vec![self.names.bracket(stake.bracket).to_owned(), words]);
        }
        table
    }
}
