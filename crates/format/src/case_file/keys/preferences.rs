//! The keys of preferences.

use super::{CONDITION, GROUNDS, IMPORTANCE, PACKAGES, RATHER, RELEASE, VERBAL};
use crate::case_file::shape::{Form, Kind, Shape, may, must};
use Form::{Bounds, Either, Figure, Id, List, Map, OneOrMany, Record, Text, Texts, Word};

/// Preferences.
pub(super) static PREFERENCES: Shape = Shape {
    name: "preferences",
    about: "What a party or a faction would rather have.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "whose they are"),
            may(
                "faction",
                Text,
                "the faction, where they are not the delegation's own",
            ),
            must(
                "given_by",
                GIVEN_BY,
                "`party`, or an analyst or a rule by name",
            ),
            may(
                "weights",
                Map(Kind::Bracket, &Figure),
                "sum to 1 or 100; absent: all count 1",
            ),
            may(
                "values",
                Map(Kind::Bracket, &VALUES),
                "what each option is worth",
            ),
            may("bonuses", List(&Record(&BONUS)), "what combinations add"),
            may(
                "reservation",
                Figure,
                "the value of no deal on the same scale",
            ),
            may(
                "rankings",
                Map(Kind::Bracket, &RANKING),
                "best first, ties in a list",
            ),
            may(
                "intervals",
                Map(Kind::Bracket, &INTERVALS),
                "bounds of values",
            ),
            may("words", Map(Kind::Bracket, &WORDS), "grades in words"),
            may("rather", RATHER, "options of a bracket, two by two"),
            may(
                "packages",
                PACKAGES,
                "packages or parts of them, two by two",
            ),
            may(
                "importance",
                IMPORTANCE,
                "which brackets matter more than which",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

pub(super) const GIVEN_BY: Form = Either(&Word(&["party"]), &Record(&GIVEN));

const VALUES: Form = Map(Kind::Choice, &Either(&Figure, &Texts(&Figure)));

const RANKING: Form = List(&OneOrMany(&Id(Kind::Choice)));

const INTERVALS: Form = Map(Kind::Choice, &Bounds);

const WORDS: Form = Map(Kind::Choice, &Word(VERBAL));

static GIVEN: Shape = Shape {
    name: "a giver of figures",
    about: "Who gave the figures, where it was not the party: one of the two.",
    groups: &[&[
        may("analyst", Text, "an analyst, by name or title"),
        may("rule", Text, "a stated rule"),
    ]],
};

static BONUS: Shape = Shape {
    name: "a bonus",
    about: "What a combination of options adds.",
    groups: &[&[
        must("when", CONDITION, "the combination"),
        must("worth", Figure, "what it adds"),
    ]],
};
