//! What does not fit together in a party's own words: with each other, with its red lines, with its
//! figures.

use super::Marks;
use case::{Bracket, ChoiceId, Language, PackageRule, VerbalGrade, View};
use disclosure::PartyId;
use proceedings::Named;

/// How many pairs that do not fit with the figures are told.
const PAIRS: usize = 3;

/// What does not fit, a sentence each.
pub(super) fn misfits<'a>(
    view: &View<'a>,
    (party, bracket): (&PartyId, &'a Bracket),
    grades: &Marks,
) -> Vec<String> {
    let mut misfits = among_words(view, bracket, grades);
    misfits.extend(with_red_lines(view, (party, bracket), grades));
    misfits.extend(with_figures(view, (party, bracket), grades));
    misfits
}

/// An option's words as this seat knows them.
fn words<'a>(view: &View<'a>, bracket: &'a Bracket, choice: &ChoiceId) -> String {
    let language = Language::english();
    let mut choices = view.choices(bracket);
    let found = choices.find(|seen| seen.item.id == *choice);
    let words = found.map(|seen| seen.item.text.in_language(&language).to_owned());
    format!("“{}”", words.unwrap_or_else(|| choice.to_string()))
}

fn among_words<'a>(view: &View<'a>, bracket: &'a Bracket, grades: &Marks) -> Vec<String> {
    let mut misfits = Vec::new();
    let must = grades
        .iter()
        .filter(|(_, grade)| **grade == VerbalGrade::MustHave);
    let must: Vec<String> = must
        .map(|(choice, _)| words(view, bracket, choice))
        .collect();
    if let [first @ .., last] = must.as_slice()
        && !first.is_empty()
    {
        misfits.push(format!(
            "{} and {last} are all marked must have, and the text can take only one of them.",
            first.join(", ")
        ));
    }
    let all_never = grades.values().all(|grade| *grade == VerbalGrade::Never);
    if all_never && grades.len() > 1 && grades.len() == view.choices(bracket).count() {
        misfits.push(
            "Every option is marked never: no text on this question could be taken.".to_owned(),
        );
    }
    misfits
}

/// Options that are marked as possible, and that a red line of the party rules out by itself.
fn with_red_lines<'a>(
    view: &View<'a>,
    (party, bracket): (&PartyId, &'a Bracket),
    grades: &Marks,
) -> Vec<String> {
    let mut misfits = Vec::new();
    let own = view.red_lines().map(|seen| seen.item);
    for line in own.filter(|line| line.party.as_ref() == Some(party)) {
        for (choice, grade) in grades
            .iter()
            .filter(|(_, grade)| **grade != VerbalGrade::Never)
        {
            let ruled_out = match &line.rule {
                Some(PackageRule::Never(condition)) => {
                    let parts = condition.parts();
                    parts.len() == 1
                        && parts
                            .get(&bracket.id)
                            .is_some_and(|set| set.contains(choice))
                }
                Some(PackageRule::Always(condition)) => {
                    let wanted = condition.parts().get(&bracket.id);
                    wanted.is_some_and(|set| !set.contains(choice))
                }
                Some(
                    PackageRule::Requires { .. }
                    | PackageRule::AtMostOne(_)
                    | PackageRule::ExactlyOne(_),
                )
                | None => false,
            };
            if ruled_out {
                misfits.push(format!(
                    "{} is marked {}, and the red line “{}” rules it out.",
                    words(view, bracket, choice),
                    grade.name(),
                    line.text.in_language(&Language::english())
                ));
            }
        }
    }
    misfits
}

/// Pairs that the words put in one order and the party's figures in the other.
fn with_figures<'a>(
    view: &View<'a>,
    (party, bracket): (&PartyId, &'a Bracket),
    grades: &Marks,
) -> Vec<String> {
    let mut own = view.preferences().map(|seen| seen.item).filter(|one| {
        one.party.as_ref() == Some(party) && one.faction.is_none() && one.figures.is_some()
    });
    let figures = own.next().and_then(|one| one.figures.as_ref());
    let Some(values) = figures.and_then(|figures| figures.values.get(&bracket.id)) else {
        return Vec::new();
    };
    let mut misfits = Vec::new();
    for (better, high) in grades {
        for (worse, low) in grades.iter().filter(|(_, low)| *low < high) {
            let (one, other) = (values.get(better), values.get(worse));
            if let (Some(one), Some(other)) = (one, other)
                && one < other
            {
                misfits.push(format!(
                    "{} is marked {} and {} {}, while the figures put {1} below {3}.",
                    words(view, bracket, better),
                    high.name(),
                    words(view, bracket, worse),
                    low.name(),
                ));
            }
        }
    }
    misfits.truncate(PAIRS);
    misfits
}
