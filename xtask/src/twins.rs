//! `cargo xtask twins [--runs N] [--seed S] [--threads N] [--leaks]`: the twin worlds at length.
//!
//! The same test runs among all others with a few schedules; here it lives through as many as are
//! asked for, built for speed where that is worth the wait. With `--leaks` the
//! planted leaks are looked for, and the table of which was found when is printed.

use crate::house::House;
use crate::ledger::Outcome;
use crate::suite::counted;
use anyhow::{Context, Result, bail};

/// How many schedules the build machine lives through.
const SCHEDULES: &str = "1000";
const ALL: &str = "nobody_is_told_by_any_route_what_others_keep_to_themselves_or_do_in_their_rooms";
const LEAKS: &str = "every_leak_that_is_planted_is_found";
/// From how many schedules on it is worth the wait to build everything for speed.
const LONG: u64 = 5_000;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    test: &'static str,
    /// Whether so much is asked for that everything is built for speed.
    is_long: bool,
    settings: Vec<(&'static str, String)>,
}

/// Lives through what is asked for.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    lived(house, &wish(words)?)
}

/// Lives through what must hold before a change lands.
pub(crate) fn check(house: &House) -> Result<Outcome> {
    lived(house, &wish(&[])?)?;
    Ok(Outcome::Held(format!("{SCHEDULES} schedules alike")))
}

fn lived(house: &House, wish: &Wish) -> Result<()> {
    let mut command = house.cargo(&["test", "--locked", "--lib"]);
    if wish.is_long {
        command.args(["--release", "--package", "server"]);
    } else {
        // As all tests are built: another set of packages is built anew.
        command.arg("--workspace");
    }
    command.envs(wish.settings.iter().map(|(name, value)| (name, value)));
    command.args(["--", "--nocapture", "--include-ignored", wish.test]);
    // Where the test has another name none runs, and that is no success.
    if counted(&mut command)?.passed() != 1 {
        bail!("`{}` did not run", wish.test);
    }
    Ok(())
}

fn wish(words: &[String]) -> Result<Wish> {
    let mut wish = Wish {
        test: ALL,
        is_long: false,
        settings: Vec::new(),
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let name = match word.as_str() {
            "--leaks" => {
                wish.test = LEAKS;
                continue;
            }
            "--runs" => "ONETEXT_TWINS_SCHEDULES",
            "--seed" => "ONETEXT_TWINS_SEED",
            "--threads" => "ONETEXT_TWINS_THREADS",
            other => bail!(
                "`{other}` is not known\n\
                 hint: cargo xtask twins [--runs N] [--seed S] [--threads N] [--leaks]"
            ),
        };
        let typed = words.next();
        let typed = typed.with_context(|| format!("`{word}` needs a number"))?;
        let digits = typed.replace('_', "");
        let number: u64 = { digits.parse() }.with_context(|| format!("`{typed}` is no number"))?;
        wish.is_long |= word == "--runs" && number > LONG;
        wish.settings.push((name, number.to_string()));
    }
    let says_how_many = wish
        .settings
        .iter()
        .any(|(name, _)| name.ends_with("SCHEDULES"));
    if wish.test == ALL && !says_how_many {
        wish.settings
            .push(("ONETEXT_TWINS_SCHEDULES", SCHEDULES.to_owned()));
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Result<Wish> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        wish(&words)
    }

    #[test]
    fn a_number_of_schedules_and_a_seed_reach_the_test_as_they_were_typed() {
        let long = asked("--runs 100_000 --seed 7").unwrap();
        assert_eq!(long.test, ALL);
        let settings = [
            ("ONETEXT_TWINS_SCHEDULES", "100000".to_owned()),
            ("ONETEXT_TWINS_SEED", "7".to_owned()),
        ];
        assert_eq!(long.settings, settings);
        assert!(long.is_long && !asked("--runs 1000").unwrap().is_long);
        assert_eq!(asked("").unwrap().settings[0].1, SCHEDULES);
        assert_eq!(asked("--leaks").unwrap().test, LEAKS);
        assert!(asked("--runs").is_err());
        assert!(asked("--runs many").is_err());
        assert!(asked("--twins").is_err());
    }
}
