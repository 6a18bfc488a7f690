//! The meter in words: first what the room could work out, then the mathematics.

use super::measure::{Assumed, Averages, Measured, Meter, Under};
use super::{Leak, Made};
use crate::briefing::{Align, Section, Table};
use crate::desk::{capital, joined};
use crate::names::percent;
use crate::text::counted;
use analysis::shown::{Exhibit, Glimpse, shown};
use disclosure::leakage::{Bits, Channel, Gain, Leakage, Prior, before};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::One;
use problem::secret::{Secret, Value};
use problem::{PartialPackage, PartyIx};
use std::cmp::Reverse;

/// How many values are listed by name.
const LISTED: usize = 3;
/// Of all there is to know about the others, one part in so many may go to a room before the page
/// warns.
const BUDGET: usize = 4;

const NUMBERS: [&str; 11] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

impl Meter<'_, '_, '_, '_> {
    /// The meter in words, the warnings left out.
    pub(super) fn in_words(&self, made: &Made, measured: &[Measured]) -> Leak {
        let mut telling: Vec<&Measured> = measured.iter().filter(|one| one.tells()).collect();
        telling.sort_by_key(|one| one.worst().map(|under| Reverse(narrowing(under))));
        let taken = most_taken(&telling);
        let lines = telling.iter().filter_map(|one| self.line(one, taken));
        let (budget, is_over) = self.budget(measured);
        Leak {
            lines: lines.collect(),
            taken: taken.map(assumed),
            budget,
            is_over,
            rests_on: self.rests_on(made, measured),
            warnings: Vec::new(),
            figures: self.figures(measured),
        }
    }

    fn room(&self) -> String {
        self.posing.desk.party_name(self.sharing.with)
    }

    /// What a secret is called: `North's limit on 4 Fishing`.
    fn name(&self, secret: Secret) -> String {
        let names = &self.posing.names;
        match secret {
            Secret::Limit(party, bracket) => {
                format!(
                    "{}’s limit on {}",
                    names.party(party),
                    names.bracket(bracket)
                )
            }
            Secret::NoDeal(party) => format!("what no deal is worth to {}", names.party(party)),
        }
    }

    /// One value of a secret in words.
    fn value(&self, secret: Secret, value: Value) -> String {
        match (secret, value) {
            (Secret::Limit(_, bracket), Value::From(choice)) => {
                format!("“{}”", self.posing.names.choice(bracket, choice))
            }
            (Secret::NoDeal(party), Value::Worth(score)) => {
                self.posing.names.score(&self.posing.posed, party, score)
            }
            (Secret::Limit(..), Value::Worth(_)) | (Secret::NoDeal(_), Value::From(_)) => {
                String::new()
            }
        }
    }

    /// The sentence on one secret; it names the prior where that is another than most sentences'.
    fn line(&self, one: &Measured, taken: Option<Assumed>) -> Option<String> {
        let under = one.worst().filter(|under| under.narrows())?;
        let (room, name) = (self.room(), self.name(one.secret));
        let left: Vec<String> = possible(one, &under.after)
            .map(|value| self.value(one.secret, value))
            .collect();
        let count = under.before.possible().count();
        let at_most = if one.is_exact() { "" } else { ", at most," };
        let words = match (one.secret, left.as_slice()) {
            (Secret::Limit(..), [only]) => {
                format!("After this, {room} could know{at_most} {name}: it is {only}")
            }
            (Secret::NoDeal(_), [first, .., last]) => {
                let (low, high) = self.ends(one, &under.before)?;
                format!(
                    "After this, {room} could narrow{at_most} {name} from {low} to {high} down to \
                     {first} to {last}"
                )
            }
            (Secret::NoDeal(_), [only]) => {
                format!("After this, {room} could know{at_most} {name}: about {only}")
            }
            (_, []) => return None,
            (Secret::Limit(..), left) => {
                let listed = if left.len() <= LISTED {
                    format!(": {}", joined(left).replace(" and ", " or "))
                } else {
                    String::new()
                };
                let (from, to) = (number(count), number(left.len()));
                format!(
                    "After this, {room} could narrow{at_most} {name} from {from} options to \
                     {to}{listed}"
                )
            }
        };
        if taken == Some(under.prior) {
            return Some(format!("{words}."));
        }
        Some(format!("{words}, if {}.", assumed(under.prior)))
    }

    /// The least and the greatest value that a prior leaves.
    fn ends(&self, one: &Measured, prior: &Prior) -> Option<(String, String)> {
        let all: Vec<Value> = possible(one, prior).collect();
        let (low, high) = (all.first()?, all.last()?);
        Some((self.value(one.secret, *low), self.value(one.secret, *high)))
    }

    /// What of all there is to know the room has, before and after; each secret by itself.
    fn budget(&self, measured: &[Measured]) -> (Option<String>, bool) {
        if measured.is_empty() {
            return (None, false);
        }
        let [mut all, mut had, mut has] = [(); 3].map(|()| BigRational::one());
        for one in measured {
            let plain = one
                .under
                .iter()
                .find(|under| under.prior == Assumed::Nothing);
            let Some(under) = plain else { continue };
            let count = |count: usize| BigRational::from_integer(BigInt::from(count));
            let first = count(one.first);
            had *= &first / count(under.before.possible().count());
            has *= &first / count(under.after.possible().count());
            all *= first;
        }
        let [all, had, has] = [all, had, has].map(|ratio| Bits::of(&ratio));
        let parts = u32::try_from(BUDGET).unwrap_or(1);
        let is_over = has.hundredths() > all.hundredths() / parts;
        let over = if is_over {
            " That is more than a quarter: think of who will be asked next before it goes out."
        } else {
            ""
        };
        let words = format!(
            "Of all that {} could work out about the others’ limits from packages ({all}), it \
             could have {had} from what it was shown before, and {has} after this.{over}",
            self.room()
        );
        (Some(words), is_over)
    }

    fn rests_on(&self, made: &Made, measured: &[Measured]) -> String {
        let room = self.room();
        match made {
            Made::ByTeam => format!(
                "This package is not acceptable to all in the parties’ figures, so no method \
                 picked it: it is the team’s own choice. What {room} reads into it cannot be \
                 worked out; at most it is everything the team knows."
            ),
            Made::ByEngine(_, what) => {
                let effort = if measured.iter().all(Measured::is_exact) {
                    "Each figure is exact"
                } else {
                    "The work was stopped early: a figure marked “at most” is a bound"
                };
                format!(
                    "This is {what}. {room} is taken to know how it was made and everything else \
                     but the one limit in question. {effort}, for what the engine makes; the \
                     team’s choice of when and what to share tells something too, and that is not \
                     counted."
                )
            }
        }
    }

    /// What the count of a vote tells a room that accepted: whether the others did.
    pub(super) fn of_count(&self, part: &PartialPackage) -> Vec<String> {
        let Some(package) = part.complete() else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for party in self.others() {
            let exhibit = Exhibit::Accepts(party, package.clone());
            let secrets = self.posing.posed.problem.secrets(party);
            let told = secrets.into_iter().filter(|secret| match secret {
                Secret::Limit(_, bracket) => self.known.contains(bracket),
                Secret::NoDeal(_) => true,
            });
            let told = told.filter_map(|secret| {
                let worlds = self.worlds(secret)?;
                let effort = self.posing.desk.effort;
                let each = shown((&exhibit, self.known), &worlds, effort).answer.each;
                let each: Vec<Vec<Glimpse>> = each.into_iter().collect::<Option<_>>()?;
                let yes = each.iter().filter(|one| **one == [Glimpse::Yes]).count();
                (0 < yes && yes < each.len()).then_some((secret, yes, each.len()))
            });
            let told: Vec<(Secret, usize, usize)> = told.collect();
            lines.extend(self.count_line(party, &told));
        }
        lines
    }

    fn count_line(&self, party: PartyIx, told: &[(Secret, usize, usize)]) -> Option<String> {
        let (secret, yes, all) = told.iter().min_by_key(|(_, yes, all)| *yes * 1_000 / all)?;
        let (room, other) = (self.room(), self.posing.names.party(party));
        let steps = match secret {
            Secret::Limit(..) => "options",
            Secret::NoDeal(_) => "steps",
        };
        let more = match told.len() {
            1 => String::new(),
            count => format!(" and {} more", counted(count as u64 - 1, "limit")),
        };
        Some(format!(
            "If {room} accepts, the count tells it whether {other} does: one bit. It bears on \
             {}{more}: a yes leaves {yes} of {all} {steps}, a no the other {}.",
            self.name(*secret),
            all - yes
        ))
    }

    /// The mathematics: in hand, and on average.
    fn figures(&self, measured: &[Measured]) -> Section {
        let mut hand = Table::new(
            "Once this is shown: values that may be, and the chance that one guess is right",
            &[
                ("What is guessed at", Align::Start),
                ("Taken as known", Align::Start),
                ("May be", Align::End),
                ("One guess", Align::End),
            ],
        );
        let mut mean = Table::new(
            "On average over all that could have been shown in its place",
            &[
                ("What is guessed at", Align::Start),
                ("One guess", Align::End),
                ("Within one step", Align::End),
                ("Two guesses", Align::End),
                ("Squeeze, in steps", Align::End),
                ("Leaks", Align::End),
                ("At most, whatever is known", Align::End),
                ("Worst case leaves", Align::End),
            ],
        );
        for one in measured.iter().filter(|one| one.tells() || varies(one)) {
            for under in &one.under {
                hand.row(self.in_hand_row(one, under));
            }
            if let (Some(under), Some(channel)) = (one.worst(), &one.channel)
                && let Some(figures) = &under.figures
            {
                mean.row(self.mean_row(one.secret, figures, channel));
            }
        }
        let heading = format!("What {} could work out, in figures", self.room());
        Section::new("leak", heading)
            .table(hand)
            .table(mean)
            .remark(
                "A limit is the worst option a party can bear, in the order of its own figures; \
                 what no deal is worth stands in twenty steps. The method that made this was run \
                 once for each value, with all else as it is; values that show the same cannot be \
                 told apart. “Leaks” is min-entropy leakage; the column beside it is the most \
                 that holds for every prior. The squeeze is what the best take-it-or-leave-it \
                 offer can be expected to leave to its maker. It rests on the figures as they \
                 stand today.",
            )
    }

    fn in_hand_row(&self, one: &Measured, under: &Under) -> Vec<String> {
        let [was, is] = [&under.before, &under.after];
        let guess = |prior: &Prior| percent(&before(prior, Gain::Exact));
        let bound = if one.is_exact() { "" } else { "at least " };
        let most = if one.is_exact() { "" } else { "at most " };
        vec![
            capital(&self.name(one.secret)),
            short(under.prior).to_owned(),
            format!(
                "{} → {bound}{}",
                was.possible().count(),
                is.possible().count()
            ),
            format!("{} → {most}{}", guess(was), guess(is)),
        ]
    }

    fn mean_row(&self, secret: Secret, figures: &Averages, channel: &Channel) -> Vec<String> {
        let mut row = vec![capital(&self.name(secret))];
        let mut bits = String::new();
        for (gain, leakage) in &figures.gains {
            row.push(match gain {
                Gain::Squeeze(_) => change(leakage, |figure| problem::scale::decimal(figure, 1)),
                Gain::Exact | Gain::Within(_) | Gain::Tries(_) => change(leakage, percent),
            });
            if *gain == Gain::Exact {
                bits = leakage.bits().to_string();
            }
        }
        row.push(bits);
        row.push(Bits::of(&channel.capacity()).to_string());
        row.push(
            figures
                .worst
                .as_ref()
                .map_or_else(String::new, |worst| counted(worst.possible as u64, "value")),
        );
        row
    }
}

fn change(leakage: &Leakage, words: impl Fn(&BigRational) -> String) -> String {
    let most = if leakage.after.is_exact() {
        ""
    } else {
        "at most "
    };
    format!(
        "{} → {most}{}",
        words(&leakage.before),
        words(leakage.after.value())
    )
}

/// The prior that most of the sentences rest on.
fn most_taken(telling: &[&Measured]) -> Option<Assumed> {
    let priors = telling.iter().filter_map(|one| one.worst());
    let priors: Vec<Assumed> = priors.map(|under| under.prior).collect();
    let count = |prior: Assumed| priors.iter().filter(|one| **one == prior).count();
    priors.iter().copied().max_by_key(|prior| count(*prior))
}

/// Whether something else would be shown for some other value.
fn varies(one: &Measured) -> bool {
    one.channel
        .as_ref()
        .is_some_and(|channel| channel.shown() > 1)
}

/// How much a prior is narrowed, in hundredths of a bit.
fn narrowing(under: &Under) -> u32 {
    let count = |prior: &Prior| BigInt::from(prior.possible().count());
    Bits::of(&BigRational::new(count(&under.before), count(&under.after))).hundredths()
}

fn possible<'m>(one: &'m Measured, prior: &'m Prior) -> impl Iterator<Item = Value> + 'm {
    prior
        .possible()
        .filter_map(|place| one.values.get(place).copied())
}

fn number(count: usize) -> String {
    NUMBERS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

const fn assumed(prior: Assumed) -> &'static str {
    match prior {
        Assumed::Told => "every option that it was not told otherwise of is as likely as another",
        Assumed::Nothing => "every value is as likely as another",
    }
}

const fn short(prior: Assumed) -> &'static str {
    match prior {
        Assumed::Told => "what this room was told",
        Assumed::Nothing => "nothing: all as likely",
    }
}
