//! What a person signs in with, in words, for the list of their sessions.

use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;

/// What a browser says of itself and its word for people; the first that fits is taken.
const BROWSERS: [(&str, &str); 5] = [
    ("Firefox/", "Firefox"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
];

/// Such as `Firefox on Windows`.
pub(crate) fn words(heads: &HeaderMap) -> String {
    let line = heads.get(USER_AGENT).and_then(|line| line.to_str().ok());
    let line = line.unwrap_or_default();
    let of = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(mark, _)| line.contains(mark));
        found.map(|(_, words)| *words)
    };
    match (of(&BROWSERS), of(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "another program".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_in_words_and_its_details_are_let_go() {
        let line =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let heads = [(USER_AGENT, line.parse().unwrap())].into_iter().collect();
        assert_eq!(words(&heads), "Firefox on Windows");
        assert_eq!(words(&HeaderMap::new()), "another program");
    }
}
