//! A party's value of no deal, inferred from the packages that it said yes and no to.
//!
//! Invariant: for the mediation team alone, only where it is asked, never in a live case, and
//! always called an inference. What a party has said of its limit itself is not guessed at.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::Desk;
use analysis::inferred::{Reliability, reliability};
use case::{Deal, GivenBy, Likes, Posed};
use disclosure::{PartyId, Seat};
use num_rational::BigRational;
use problem::inferred::{Heard, Inferred, Noise};
use problem::talks::Ends;
use problem::{BracketIx, ChoiceIx, Index, Package, PartyIx, Score, Stance};
use std::collections::BTreeMap;

/// Into how many steps a party's scale is cut.
const STEPS: i64 = 20;

/// One answer in twenty is taken to be a mistake or a stance.
const NOISE: Noise = Noise { wrong: 1, of: 20 };

/// Parties that mislead twice as often, to see what that does.
const TWICE: Noise = Noise { wrong: 2, of: 20 };

/// How many parties are simulated, and from which seed.
const PARTIES: u64 = 2_000;
const SEED: u64 = 2031;

/// The chances that are asked for, in per cent.
const ASKED: [i64; 3] = [50, 80, 95];

/// What is taken for granted.
const TAKEN: &str = "Inferred from the packages that a party said it would rather have than no \
                     deal, or not (`packages` beside `no_deal`, given by the party itself), and \
                     from its figures. Before any answer every twentieth of its scale, from the \
                     worst to the best of its options added up, is taken to be as likely; one \
                     answer in twenty to be a mistake or for show; and answers to go wrong \
                     independently. Not counted are answers that leave a question open, and those \
                     about packages that cross a red line of the party. Each cell is the shortest \
                     run of steps that holds the value of no deal with at least that chance, with \
                     its exact chance.";

/// How the rates were counted.
const RATES: &str = "Parties with known limits, 2,000 of them drawn by the same prior from one \
                     seed, answered about the same packages. Stated is the mean chance of the \
                     runs; held is how often they held the limit, with the interval of Wilson at \
                     95 %; the last column is the same where parties mislead twice as often as is \
                     taken for granted. For the mediation team alone.";

/// What one party said.
struct Ear {
    party: PartyIx,
    heard: Heard,
    /// How many answers left a question open or were about a red line, and so are not counted.
    open: usize,
}

impl Desk<'_, '_> {
    /// What follows from answers of yes and no; nothing for another seat.
    pub(crate) fn inferred(&self, posed: &Posed) -> Vec<Section> {
        if *self.view.seat() != Seat::Mediator || self.view.heading().live {
            return Vec::new();
        }
        let mut said = Vec::new();
        let mut ears = Vec::new();
        for (party, id) in posed.parties.iter() {
            let name = self.party_name(id);
            if self.has_said_its_limit(id) {
                said.push(format!(
                    "{name} has told its own value of no deal, so nothing is inferred."
                ));
                continue;
            }
            match self.ear(posed, (party, id)) {
                Some(ear) if !ear.heard.answers.is_empty() => ears.push(ear),
                Some(_) | None => said.push(format!(
                    "{name} has said yes or no to no whole package, so nothing can be inferred."
                )),
            }
        }
        let heading = match ears.len() {
            0 => "No limit can be inferred".to_owned(),
            1 => "Inference, not something a party said: one likely limit".to_owned(),
            count => format!("Inference, not something a party said: {count} likely limits"),
        };
        let mut section = Section::new("limits-inferred", heading).list(said);
        if ears.is_empty() {
            return vec![section];
        }
        section = section.table(self.likely(posed, &ears)).remark(TAKEN);
        for ear in &ears {
            section = section.table(self.rates(posed, ear));
        }
        section = section.remark(RATES);
        let answers: usize = ears.iter().map(|ear| ear.heard.answers.len()).sum();
        vec![section.found(Found {
            what: "Likely limits".into(),
            method: "the rule of Bayes over steps of the scale, in whole numbers".into(),
            nodes: answers as u64,
            reach: "exact for this prior and this rate of mistakes".into(),
            checked: format!("rates of {PARTIES} simulated parties counted"),
        })]
    }

    /// Whether a party has itself told what no deal is worth to it.
    fn has_said_its_limit(&self, party: &PartyId) -> bool {
        self.view.preferences().any(|seen| {
            let entry = seen.item;
            entry.are_of(party)
                && entry.given_by == GivenBy::Party
                && entry
                    .figures
                    .as_ref()
                    .is_some_and(|figures| figures.reservation.is_some())
        })
    }

    /// What a party itself has said of whole packages beside no deal.
    fn ear(&self, posed: &Posed, (party, id): (PartyIx, &PartyId)) -> Option<Ear> {
        let stance = posed.problem.stances().get(party)?;
        let mut answers = Vec::new();
        let mut open = 0;
        let entries = self.view.preferences();
        let own =
            entries.filter(|seen| seen.item.are_of(id) && seen.item.given_by == GivenBy::Party);
        for seen in own {
            for pair in &seen.item.comparisons.packages {
                let (deal, yes) = match (&pair.this, &pair.other) {
                    (Deal::NoDeal, deal @ Deal::Package(_)) => (deal, pair.likes == Likes::AsMuch),
                    (deal @ Deal::Package(_), Deal::NoDeal) => (deal, true),
                    (Deal::NoDeal, Deal::NoDeal) | (Deal::Package(_), Deal::Package(_)) => continue,
                };
                // What crosses a red line is refused for that, whatever it is worth.
                match package(posed, deal).filter(|package| stance.bears(package)) {
                    Some(package) => answers.push((stance.score(&package), yes)),
                    None => open += 1,
                }
            }
        }
        let heard = Heard {
            limits: steps(stance),
            noise: NOISE,
            answers,
        };
        Some(Ear { party, heard, open })
    }

    fn likely(&self, posed: &Posed, ears: &[Ear]) -> Table {
        let mut table = Table::new(
            "The value of no deal, inferred",
            &[("Party", Align::Start), ("Answers", Align::End)],
        );
        for asked in ASKED {
            table = table.column(format!("At least {asked} % likely"), Align::Start);
        }
        for ear in ears {
            let name = posed.parties.get(ear.party);
            let count = ear.heard.answers.len();
            let counted = match ear.open {
                0 => count.to_string(),
                open => format!("{count}, and {open} not counted"),
            };
            let mut row = vec![
                name.map_or_else(String::new, |id| self.party_name(id)),
                counted,
            ];
            let found = Inferred::of(&ear.heard);
            row.extend(ASKED.map(|asked| {
                let run = found.as_ref().and_then(|found| found.run(&percent(asked)));
                run.map_or_else(String::new, |run| {
                    let figure = |score: Score| {
                        let unit = posed.units.get(ear.party);
                        unit.map_or_else(String::new, |unit| unit.decimal(score, 2))
                    };
                    let chance = problem::scale::decimal(&(run.chance * percent(10_000)), 1);
                    format!("{} to {} ({chance} %)", figure(run.low), figure(run.high))
                })
            }));
            table.row(row);
        }
        table
    }

    /// How often runs hold what they say, over simulated parties.
    fn rates(&self, posed: &Posed, ear: &Ear) -> Table {
        let asked = ASKED.map(percent);
        let rates = |noise: Noise| reliability(&ear.heard, (noise, PARTIES, SEED), &asked);
        let name = posed.parties.get(ear.party);
        let name = name.map_or_else(String::new, |id| self.party_name(id));
        let columns = [
            ("Asked", Align::End),
            ("Stated", Align::End),
            ("Held", Align::End),
            ("95 %", Align::End),
            ("Held, misled twice as often", Align::End),
        ];
        let mut table = Table::new(format!("How far to trust it: {name}"), &columns);
        for (parts, (row, twice)) in ASKED.iter().zip(rates(NOISE).iter().zip(rates(TWICE))) {
            let interval = row.held.interval().map_or_else(String::new, |(low, high)| {
                format!("{} to {}", hundredths(low.into()), hundredths(high.into()))
            });
            table.row(vec![
                format!("{parts} %"),
                format!("{} %", hundredths(row.stated)),
                held(row),
                interval,
                held(&twice),
            ]);
        }
        table
    }
}

/// The steps of a party's scale, each as likely: from the worst of its options to the best. On a
/// scale with fewer figures than steps, some steps are one figure and count together.
fn steps(stance: &Stance) -> Vec<(Score, u32)> {
    let ends = Ends::of(&Stance {
        reservation: None,
        ..stance.clone()
    });
    let range = i128::from(ends.range());
    let step = |number: i64| {
        let above = i64::try_from(range * i128::from(number) / i128::from(STEPS)).unwrap_or(0);
        Score::new(ends.low.get() + above)
    };
    let mut weights: BTreeMap<Score, u32> = BTreeMap::new();
    for limit in (0..=STEPS).map(step) {
        *weights.entry(limit).or_default() += 1;
    }
    weights.into_iter().collect()
}

/// The package of a deal that answers every question.
fn package(posed: &Posed, deal: &Deal) -> Option<Package> {
    let Deal::Package(options) = deal else {
        return None;
    };
    let choices = posed.brackets.iter().map(|(bracket, id): (BracketIx, _)| {
        let named = options.get(id)?;
        let place = posed
            .choices
            .get(bracket)?
            .iter()
            .position(|choice| choice == named)?;
        ChoiceIx::from_position(place)
    });
    let choices: Option<problem::Table<BracketIx, ChoiceIx>> = choices.collect();
    choices.map(Package::new)
}

fn percent(parts: i64) -> BigRational {
    BigRational::new(parts.into(), 100.into())
}

fn hundredths(parts: u64) -> String {
    format!("{}.{:02}", parts / 100, parts % 100)
}

fn held(row: &Reliability) -> String {
    let share = row.held.count * 10_000 / row.held.of.max(1);
    format!(
        "{} % ({} of {})",
        hundredths(share),
        row.held.count,
        row.held.of
    )
}
