//! Names of files and schemas, made from the names of cases and audiences.
//!
//! Invariant: two names never give the same file or schema, and none of them leaves its folder or
//! is longer than the 63 bytes that PostgreSQL keeps.

use crate::key::digest;
use case::CaseId;
use disclosure::Audience;

const SCHEMA_BYTES_MAX: usize = 63;
const FILE_BYTES_MAX: usize = 120;
const DIGEST_DIGITS: usize = 24;

/// What one volume holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shelf {
    /// The log of an audience.
    Log(Audience),
    /// The people and the wrapped keys.
    People,
}

impl Shelf {
    fn written(&self) -> String {
        match self {
            Self::Log(audience) => written(&audience.to_string()),
            Self::People => "people".to_owned(),
        }
    }

    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("{}.db", within(self.written(), FILE_BYTES_MAX))
    }
}

/// The name of a case's folder.
pub(crate) fn folder(case: &CaseId) -> String {
    within(written(case.as_str()), FILE_BYTES_MAX)
}

/// The name of a volume's schema.
pub(crate) fn schema(case: &CaseId, shelf: &Shelf) -> String {
    let name = format!("onetext.{}.{}", written(case.as_str()), shelf.written());
    within(name, SCHEMA_BYTES_MAX)
}

/// The name of a volume's role. Roles are shared by the databases of a server, so the database
/// has a part in it.
pub(crate) fn role(database: &str, schema: &str) -> String {
    let place = digest(&[b"onetext/role/1", database.as_bytes()]);
    let place: String = place.chars().take(8).collect();
    within(format!("{place}.{schema}"), SCHEMA_BYTES_MAX)
}

/// The name of the channel on which PostgreSQL tells of a case's appends.
pub(crate) fn channel(case: &CaseId) -> String {
    let digest = digest(&[b"onetext/channel/1", case.as_str().as_bytes()]);
    let digits = digest.chars().take(DIGEST_DIGITS);
    format!("onetext_{}", digits.collect::<String>())
}

/// Small letters, digits and hyphens as they are, and every other byte as `_` and two digits.
fn written(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => out.push(char::from(byte)),
            _ => out.push_str(&format!("_{byte:02x}")),
        }
    }
    out
}

/// A name that fits as it is, and a longer one cut, with its digest behind `~`.
fn within(name: String, bytes_max: usize) -> String {
    if name.len() <= bytes_max {
        return name;
    }
    let digest = digest(&[b"onetext/name/1", name.as_bytes()]);
    let kept = bytes_max.saturating_sub(DIGEST_DIGITS + 1);
    let (head, tail) = (name.chars().take(kept), digest.chars().take(DIGEST_DIGITS));
    head.chain(std::iter::once('~')).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::PartyId;
    use proptest::prelude::*;

    fn room(party: &str) -> Shelf {
        Shelf::Log(Audience::Room(PartyId::new(party)))
    }

    #[test]
    fn plain_names_stay_as_they_are() {
        assert_eq!(folder(&CaseId::new("miami-2025")), "miami-2025");
        assert_eq!(Shelf::Log(Audience::Public).file(), "public.db");
        assert_eq!(room("north").file(), "room-north.db");
        let case = CaseId::new("fjord");
        assert_eq!(schema(&case, &room("north")), "onetext.fjord.room-north");
    }

    #[test]
    fn a_name_cannot_leave_its_folder() {
        assert_eq!(folder(&CaseId::new("../a/B")), "_2e_2e_2fa_2f_42");
        assert_eq!(folder(&CaseId::new(".")), "_2e");
        assert_ne!(folder(&CaseId::new("Fjord")), folder(&CaseId::new("fjord")));
    }

    proptest! {
        #[test]
        fn different_names_give_different_files_and_schemas_that_fit(
            one in "[a-zA-Z0-9_.~/é-]{0,200}", other in "[a-zA-Z0-9_.~/é-]{0,200}",
        ) {
            let case = CaseId::new("fjord");
            let (a, b) = (room(&one), room(&other));
            prop_assert_eq!(a.file() == b.file(), one == other);
            prop_assert_eq!(schema(&case, &a) == schema(&case, &b), one == other);
            prop_assert!(schema(&case, &a).len() <= SCHEMA_BYTES_MAX);
            prop_assert!(role("talks", &schema(&case, &a)).len() <= SCHEMA_BYTES_MAX);
            prop_assert!(a.file().len() <= FILE_BYTES_MAX + 3);
            prop_assert!(!a.file().contains('/'));
        }
    }
}
