//! What every answer carries and every request passes, whatever page it is for.
//!
//! Invariant: no answer leaves without these headers, and nothing of a request is logged but its
//! method, the pattern of its route, its status and how long it took.

use crate::form;
use crate::{trouble, written};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::Response;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), \
                           payment=(), usb=()";

/// What every answer carries.
const HEADS: [(HeaderName, &str); 8] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    (VARY, "Cookie, Accept-Language"),
];

/// How long one answer may take to be made.
const PATIENCE: Duration = Duration::from_secs(30);

/// The routes behind every guard.
pub(crate) fn guarded<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes
        .layer(middleware::from_fn(written::put_aside))
        .layer(DefaultBodyLimit::max(form::BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(CatchPanicLayer::custom(|_| {
            Response::builder()
                .status(StatusCode::INTERNAL_SERVER_ERROR)
                .body(axum::body::Body::empty())
                .unwrap_or_default()
        }))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(trouble::dressed))
        .layer(middleware::from_fn(headed))
        .layer(middleware::from_fn(logged))
}

async fn headed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let heads = response.headers_mut();
    for (name, value) in HEADS {
        heads.insert(name, HeaderValue::from_static(value));
    }
    // What a seat sees is kept nowhere on the way and nowhere in the browser.
    if !heads.contains_key(CACHE_CONTROL) {
        heads.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

async fn logged(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>();
    let route = path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let (status, micros) = (response.status().as_u16(), started.elapsed().as_micros());
    tracing::info!(%method, route, status, micros, "answered");
    response
}
