//! Seeded synthetic problems: the work that speed and exactness are measured on.
//!
//! They are drawn with SplitMix64 in an order that is fixed, so any language can make the same
//! problem from the same [`Recipe`], and published sizes of frontiers can be compared.
//!
//! Invariant: an equal recipe gives an equal problem on every machine.

mod draw;
pub mod hard;
mod split_mix;
pub mod words;

use problem::{Problem, ProblemError};
pub use split_mix::SplitMix;

/// How the options of an instance are worth something to the parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Independent integers, 0 to 100.
    Int,
    /// Weighted fractions of one, as fixed-point numbers at 1e-12.
    Real,
    /// Options and parties stand on a line: near is good, far is bad.
    Spatial,
    /// Every option divides 100 among the parties: every package is efficient.
    Pie,
    /// As the pie, with a little noise: bitterly opposed.
    Nearpie,
}

impl Kind {
    /// The kind's name in the names of instances.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Real => "real",
            Self::Spatial => "spatial",
            Self::Pie => "pie",
            Self::Nearpie => "nearpie",
        }
    }

    const fn number(self) -> u64 {
        match self {
            Self::Int => 1,
            Self::Real => 2,
            Self::Spatial => 3,
            Self::Pie => 4,
            Self::Nearpie => 5,
        }
    }
}

/// What an instance is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipe {
    /// How the options are worth something.
    pub kind: Kind,
    /// How many brackets there are.
    pub brackets: u16,
    /// The fewest and the most options of a bracket; drawn only where the two differ.
    pub options: (u16, u16),
    /// How many parties there are.
    pub parties: u16,
    /// The seed.
    pub seed: u64,
    /// How many implications, and how many pairwise bonuses.
    pub links: u16,
}

impl Recipe {
    /// The recipe that an instance's name spells, such as `int_20x5_p3_s1_l10`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut words = name.split('_');
        let kind = words.next()?;
        let kinds = [
            Kind::Int,
            Kind::Real,
            Kind::Spatial,
            Kind::Pie,
            Kind::Nearpie,
        ];
        let kind = kinds.into_iter().find(|k| k.name() == kind)?;
        let (brackets, sizes) = words.next()?.split_once('x')?;
        let (least, most) = sizes.split_once('-').unwrap_or((sizes, sizes));
        let mut number = |mark: char| words.next()?.strip_prefix(mark)?.parse::<u64>().ok();
        Some(Self {
            kind,
            brackets: brackets.parse().ok()?,
            options: (least.parse().ok()?, most.parse().ok()?),
            parties: u16::try_from(number('p')?).ok()?,
            seed: number('s')?,
            links: u16::try_from(number('l')?).ok()?,
        })
    }

    /// The problem: no red lines, no values of no deal, unanimity.
    ///
    /// # Errors
    /// When the recipe makes no problem, as with no options.
    pub fn problem(&self) -> Result<Problem, ProblemError> {
        draw::problem(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::{BracketIx, PartyIx, Rule};
    use serde_json::Value;

    fn scores(problem: &Problem, party: u16, bracket: u16) -> Vec<i64> {
        let stance = problem.stances().get(PartyIx::new(party)).unwrap();
        let scores = stance.scores.get(BracketIx::new(bracket)).unwrap();
        scores.iter().map(|s| s.get()).collect()
    }

    fn made(name: &str) -> Problem {
        Recipe::parse(name).unwrap().problem().unwrap()
    }

    #[test]
    fn a_recipe_gives_the_values_that_its_definition_gives() {
        assert_eq!(scores(&made("int_20x5_p2_s1_l0"), 0, 0), INT);
        assert_eq!(scores(&made("spatial_20x5_p2_s1_l0"), 0, 0), SPATIAL);
        assert_eq!(scores(&made("nearpie_20x5_p2_s1_l0"), 0, 0), NEARPIE);
        assert_eq!(scores(&made("real_20x5_p2_s1_l10"), 0, 0), REAL);
        let linked = made("int_20x5_p2_s1_l10");
        assert_eq!(linked.rules().len(), 10);
    }

    #[expect(clippy::float_arithmetic, reason = "the files hold doubles")]
    fn fixed(value: &Value) -> i64 {
        value
            .as_i64()
            .unwrap_or_else(|| (value.as_f64().unwrap() * 1e12).round() as i64)
    }

    fn agrees(problem: &Problem, file: &Value) {
        for (p, rows) in file["values"].as_array().unwrap().iter().enumerate() {
            for (b, row) in rows.as_array().unwrap().iter().enumerate() {
                let here = scores(problem, p as u16, b as u16);
                let there: Vec<i64> = row.as_array().unwrap().iter().map(fixed).collect();
                assert_eq!(here, there);
            }
        }
        let implications = file["implications"].as_array().unwrap();
        assert_eq!(problem.rules().len(), implications.len());
        for (rule, written) in problem.rules().rows().zip(implications) {
            let Rule::Requires { when, then } = rule else {
                panic!("an implication");
            };
            assert_eq!(u64::from(when.parts()[0].0.position()), written[0]);
            let allowed: Vec<u64> = then.parts()[0]
                .1
                .iter()
                .map(|c| u64::from(c.position()))
                .collect();
            assert_eq!(serde_json::json!(allowed), written[3]);
        }
        let bonuses: i64 = problem
            .stances()
            .rows()
            .flat_map(|s| &s.bonuses)
            .map(|b| b.score.get())
            .sum();
        let written = file["bonuses"].as_array().unwrap();
        assert_eq!(bonuses, written.iter().map(|b| fixed(&b[5])).sum::<i64>());
    }

    #[test]
    fn every_instance_on_file_is_made_again_from_its_name() {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/instances"
        );
        let Ok(entries) = std::fs::read_dir(folder) else {
            assert!(std::env::var_os("ONETEXT_REQUIRE_GOLD").is_none());
            println!("gold: skipped (no shared data)");
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let file = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            agrees(&made(&name), &file);
        }
    }

    #[test]
    fn a_name_that_spells_no_recipe_is_refused() {
        assert_eq!(Recipe::parse("cake_20x5_p2_s1_l0"), None);
        assert_eq!(Recipe::parse("int_20x5_p2_l0"), None);
        assert_eq!(
            Recipe::parse("int_20x3-6_p2_s1_l0").unwrap().options,
            (3, 6)
        );
    }

    const INT: [i64; 5] = [99, 66, 35, 33, 66];
    const SPATIAL: [i64; 5] = [4, 3, 2, 3, 3];
    const NEARPIE: [i64; 5] = [67, 111, 31, 52, 33];
    const REAL: [i64; 5] = [29100071591, 9001634883, 17982914168, 7482276949, 9128119766];
}
