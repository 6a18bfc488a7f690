//! The keys of comparisons: this rather than that, as good as, more important than.

use crate::case_file::shape::{Form, Kind, Shape, may, must};
use Form::{Either, Id, List, Map, OneOrMany, Record, Word};

/// Options of a bracket, compared.
pub(super) const RATHER: Form = Map(Kind::Bracket, &List(&Record(&OPTIONS)));

/// Packages, compared.
pub(super) const PACKAGES: Form = List(&Record(&DEALS));

/// Brackets, compared.
pub(super) const IMPORTANCE: Form = List(&Record(&BRACKETS));

/// The word for no agreement at all.
pub(in crate::case_file) const NO_DEAL: &str = "no_deal";

const DEAL: Form = Either(&Word(&[NO_DEAL]), &Map(Kind::Bracket, &Id(Kind::Choice)));

static OPTIONS: Shape = Shape {
    name: "a comparison of options",
    about: "One option of a bracket rather than another, or as good.",
    groups: &[&[
        must("this", Id(Kind::Choice), "the option that is liked"),
        may("than", Id(Kind::Choice), "the one that is liked less"),
        may("as_good_as", Id(Kind::Choice), "or the one that is as good"),
    ]],
};

static DEALS: Shape = Shape {
    name: "a comparison of packages",
    about: "One package rather than another or no deal, or as good.",
    groups: &[&[
        must("this", DEAL, "the package that is liked, or `no_deal`"),
        may("than", DEAL, "the one that is liked less, or `no_deal`"),
        may("as_good_as", DEAL, "or the one that is as good"),
    ]],
};

static BRACKETS: Shape = Shape {
    name: "a comparison of brackets",
    about: "A bracket that matters more than others, or as much as one.",
    groups: &[&[
        must("this", Id(Kind::Bracket), "the bracket that matters"),
        may(
            "than",
            OneOrMany(&Id(Kind::Bracket)),
            "those that matter less",
        ),
        may(
            "as_much_as",
            OneOrMany(&Id(Kind::Bracket)),
            "or those that matter as much",
        ),
    ]],
};
