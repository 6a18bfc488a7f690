//! The meeting or round that a readout is of, and the log of releases by it.

use super::Released;
use crate::address;
use crate::form::Form;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::{civil_day, civil_day_words};
use proceedings::{Kept, Label, Published, Round};

/// How many meetings there are to choose from.
const ROUNDS_MAX: usize = 100;

/// What was released of one meeting or round.
pub(super) struct By {
    pub(super) round: String,
    pub(super) released: Vec<Released>,
}

/// The meetings that were held, the last first, each under the key that a form sends.
pub(super) fn rounds(seated: &Seated) -> Vec<(String, Round)> {
    let today = civil_day(seated.now());
    let view = seated.view();
    let held = view.meetings().map(|seen| seen.item);
    let held = held.filter(|meeting| meeting.date <= today);
    let named = held.filter_map(|meeting| {
        let (name, on) = (Label::new(&meeting.format).ok()?, meeting.date);
        Some(Round { name, on })
    });
    let mut rounds: Vec<Round> = named.collect();
    rounds.sort_by(|a, b| (b.on, &a.name).cmp(&(a.on, &b.name)));
    rounds.dedup();
    let keyed = rounds.into_iter().take(ROUNDS_MAX).map(|round| {
        let key = format!("{} {}", round.on, round.name.as_str());
        (address::key("round", &key), round)
    });
    keyed.collect()
}

/// The meeting that a form names, with its key; of no one meeting where it names none.
pub(super) fn round_of(
    seated: &Seated,
    form: &mut Form,
) -> Result<(String, Option<Round>), Trouble> {
    let Some(key) = form.line_if_any("round", 10)? else {
        return Ok((String::new(), None));
    };
    let mut rounds = rounds(seated).into_iter();
    let found = rounds.find(|(each, _)| *each == key);
    let (key, round) = found
        .ok_or_else(|| form.unfit("round", "is none of the choices", "Choose from the list."))?;
    Ok((key, Some(round)))
}

/// A meeting or round as the public reads of it.
pub(super) fn words(round: &Round) -> String {
    let day = civil_day_words(&round.on.to_string());
    format!("{}, {day}", round.name.as_str())
}

/// What was released, by the meeting that it is of, the latest first; what is of none stands where
/// its own day falls.
pub(super) fn by_round<'a>(published: impl Iterator<Item = &'a Kept<Published>>) -> Vec<By> {
    let day = |kept: &Kept<Published>| {
        let round = kept.what.round.as_ref();
        round.map_or_else(|| civil_day(kept.at), |round| round.on)
    };
    let name = |kept: &Kept<Published>| {
        let round = kept.what.round.as_ref();
        round.map_or_else(|| "Of no one meeting".to_owned(), words)
    };
    let mut all: Vec<&Kept<Published>> = published.collect();
    all.sort_by_key(|kept| std::cmp::Reverse((day(kept), name(kept), kept.at)));
    grouped(all.into_iter().map(|kept| (name(kept), Released::of(kept))))
}

/// Lines that stand in order, under the meeting that each is of.
pub(super) fn grouped(lines: impl IntoIterator<Item = (String, Released)>) -> Vec<By> {
    let mut by: Vec<By> = Vec::new();
    for (round, one) in lines {
        match by.last_mut() {
            Some(last) if last.round == round => last.released.push(one),
            Some(_) | None => by.push(By {
                round,
                released: vec![one],
            }),
        }
    }
    by
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Seat;
    use jiff::civil::date;
    use proceedings::{EventId, Moment, Words};

    fn published(bits: u128, title: &str, round: Option<(&str, i8)>) -> Kept<Published> {
        let round = round.map(|(name, day)| Round {
            name: Label::new(name).unwrap(),
            on: date(2031, 5, day),
        });
        let at = Moment::of_micros(1_935_583_500_000_000 + i64::try_from(bits).unwrap());
        let what = Published {
            title: Label::new(title).unwrap(),
            words: Words::new("The parties met.").unwrap(),
            round,
        };
        Kept::new((EventId::new(bits), at), Seat::Mediator, what)
    }

    #[test]
    fn the_log_goes_by_meeting_whatever_the_order_of_release() {
        let all = [
            published(1, "first of the second", Some(("round two", 2))),
            published(2, "of the first, late", Some(("round one", 1))),
            published(3, "second of the second", Some(("round two", 2))),
            published(4, "of none", None),
        ];
        let log = by_round(all.iter()).into_iter().map(|by| {
            let titles = by.released.into_iter().map(|one| one.title);
            (by.round, titles.collect::<Vec<_>>())
        });
        let expected = [
            ("Of no one meeting", vec!["of none"]),
            (
                "round two, 2 May 2031",
                vec!["second of the second", "first of the second"],
            ),
            ("round one, 1 May 2031", vec!["of the first, late"]),
        ];
        let expected = expected.map(|(round, titles)| {
            let titles = titles.into_iter().map(str::to_owned).collect::<Vec<_>>();
            (round.to_owned(), titles)
        });
        assert_eq!(log.collect::<Vec<_>>(), expected);
    }
}
