//! The cases that ship, inside the binary, so that it needs no other file.

/// A case that ships: its id, and the names and contents of its files.
pub(crate) struct Shipped {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its files.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

macro_rules! shipped {
    ($($name:ident = $id:literal: $($file:literal)*;)*) => {
        $(pub(crate) const $name: Shipped = Shipped {
            id: $id,
            files: &[$((
                concat!($id, "/", $file),
                include_str!(concat!("../../../cases/", $id, "/", $file)),
            )),*],
        };)*
    };
}

shipped! {
    MIAMI = "miami-2025": "case.yaml" "commitments.yaml" "funding.yaml" "guarantees.yaml"
        "order.yaml" "parties.yaml" "points.yaml" "readiness.yaml" "red_lines.yaml"
        "signals.yaml" "sources.yaml" "talks.yaml";
    PANAMA = "panama-1974": "case.yaml";
    FJORD = "fjord": "case.yaml" "commitments.yaml" "funding.yaml" "guarantees.yaml" "order.yaml"
        "parties.yaml" "points.yaml" "preferences.yaml" "readiness.yaml" "red_lines.yaml"
        "signals.yaml" "sources.yaml" "talks.yaml";
}
