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
        "rounds.yaml" "signals.yaml" "sources.yaml" "talks.yaml";
    PANAMA = "panama-1974": "case.yaml";
    FJORD = "fjord": "case.yaml" "commitments.yaml" "funding.yaml" "guarantees.yaml" "order.yaml"
        "parties.yaml" "points.yaml" "preferences.yaml" "readiness.yaml" "red_lines.yaml"
        "rounds.yaml" "signals.yaml" "sources.yaml" "talks.yaml" "terms.yaml";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn what_ships_is_every_file_of_its_case() {
        for shipped in [MIAMI, PANAMA, FJORD] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
            let files = std::fs::read_dir(folder.join(shipped.id)).unwrap();
            let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            let files = files.filter(|name| name.ends_with(".yaml"));
            let mut files: Vec<String> =
                files.map(|name| format!("{}/{name}", shipped.id)).collect();
            files.sort();
            let inside = shipped.files.iter().map(|(name, _)| (*name).to_owned());
            assert_eq!(files, inside.collect::<Vec<_>>(), "{}", shipped.id);
        }
    }
}
