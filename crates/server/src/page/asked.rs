//! What the reader of a page asked for in its address.

/// The query of an address, as it was sent.
pub(crate) type Query = axum::extract::Query<Vec<(String, String)>>;

/// What a query asks for by this name; nothing where it is silent.
pub(crate) fn asked<'q>(query: &'q [(String, String)], name: &str) -> &'q str {
    let found = query.iter().find(|(each, _)| each == name);
    found.map_or("", |(_, value)| value.as_str())
}
