//! Where a store is: a folder, or a PostgreSQL database.

use crate::StoreError;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where a store is.
///
/// It has no `Debug`: the address of a database may carry its password, and the `Display` form
/// leaves that out.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A folder with SQLite files: `sqlite:DIR`.
    Folder(PathBuf),
    /// A PostgreSQL database: `postgres://…`.
    Server(ServerUrl),
}

/// The address of a PostgreSQL database.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerUrl(String);

impl ServerUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StoreUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if let Some(folder) = text.strip_prefix("sqlite:").filter(|rest| !rest.is_empty()) {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let is_server = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if is_server {
            return Ok(Self::Server(ServerUrl(text.to_owned())));
        }
        Err(StoreError::Url {
            text: without_password(text),
        })
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "sqlite:{}", folder.display()),
            Self::Server(url) => f.write_str(&without_password(url.as_str())),
        }
    }
}

/// An address without what stands before `@` and behind `?`, where a password may be.
fn without_password(text: &str) -> String {
    let (who, place) = text.rsplit_once('@').unwrap_or(("", text));
    let place = place.split_once('?').map_or(place, |(place, _)| place);
    match who.split_once("://") {
        Some((scheme, _)) => format!("{scheme}://…@{place}"),
        None if who.is_empty() => place.to_owned(),
        None => format!("…@{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_or_a_database() {
        let folder: StoreUrl = "sqlite:talks".parse().ok().unwrap();
        assert!(folder == StoreUrl::Folder(PathBuf::from("talks")));
        let server: StoreUrl = "postgres://anna:secret@db/talks".parse().ok().unwrap();
        assert_eq!(server.to_string(), "postgres://…@db/talks");
        for text in ["sqlite:", "mysql://x", "talks", ""] {
            assert!(text.parse::<StoreUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_repeated_without_its_password() {
        for text in [
            "mysql://anna:secret@db",
            "postgres:anna:secret@db/talks",
            "//anna:sec?ret@db",
        ] {
            let refused = text.parse::<StoreUrl>().err().unwrap().to_string();
            assert!(refused.contains("db"), "{refused}");
            assert!(!refused.contains("sec"), "{refused}");
        }
        let server = "postgres://db/talks?user=anna&password=secret";
        let server: StoreUrl = server.parse().ok().unwrap();
        assert_eq!(server.to_string(), "postgres://db/talks");
    }
}
