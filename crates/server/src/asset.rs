//! What the pages are dressed with: one stylesheet, one script, one icon, inside the binary.
//!
//! Invariant: an address names its bytes, so a browser may keep them for ever and never asks again.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

use crate::trouble::Trouble;

/// A file that every page may ask for.
pub(crate) struct Asset {
    path: String,
    media: &'static str,
    bytes: &'static str,
}

/// The stylesheet.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "css",
        "text/css; charset=utf-8",
        include_str!("asset/style.css"),
    )
});
/// The script.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let media = "text/javascript; charset=utf-8";
    Asset::new("js", media, include_str!("asset/onetext.js"))
});
/// The icon.
pub(crate) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_str!("asset/icon.svg")));

impl Asset {
    fn new(ending: &str, media: &'static str, bytes: &'static str) -> Self {
        let sum = Sha256::digest(bytes.as_bytes());
        let name: String = sum.iter().take(8).map(|b| format!("{b:02x}")).collect();
        Self {
            path: format!("/asset/{name}.{ending}"),
            media,
            bytes,
        }
    }

    /// Where it is served: the address names its bytes.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

/// The one route of all assets.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/asset/{name}", get(one))
}

async fn one(Path(name): Path<String>) -> Result<Response, Trouble> {
    let all = [&*STYLE, &*SCRIPT, &*ICON];
    let asked = format!("/asset/{name}");
    let asset = all.into_iter().find(|asset| asset.path == asked);
    let asset = asset.ok_or(Trouble::NotHere)?;
    let kept = "public, max-age=31536000, immutable";
    let heads = [(CONTENT_TYPE, asset.media), (CACHE_CONTROL, kept)];
    Ok((heads, asset.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_brings_less_than_half_of_what_it_may_weigh() {
        let whole = STYLE.bytes.len() + SCRIPT.bytes.len() + ICON.bytes.len();
        assert!(whole < 50_000, "{whole} bytes");
    }

    #[test]
    fn the_script_asks_no_other_origin() {
        assert!(!SCRIPT.bytes.contains("://"));
        assert!(!STYLE.bytes.contains("://"));
    }
}
