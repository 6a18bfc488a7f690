//! A browser as far as the tests need one: it keeps cookies and sends forms.

use axum::Router;
use axum::body::{Body, BodyDataStream, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tokio_stream::StreamExt;
use tower::ServiceExt;

/// A browser with its cookies.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The address of the seat it sits on.
    pub(crate) at: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) heads: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Where it sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.head(LOCATION.as_str())
    }

    /// A header.
    pub(crate) fn head(&self, name: &str) -> &str {
        self.heads
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The value of the first field of this name on the page.
    pub(crate) fn field(&self, name: &str) -> &str {
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&start).unwrap();
        rest.split_once('"').unwrap().0
    }
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            at: String::new(),
        }
    }

    /// Another browser, that asks the same server and has been nowhere yet.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.router.clone())
    }

    /// The same browser, whose next requests another server answers.
    pub(crate) fn sent_to(&self, router: Router) -> Self {
        Self {
            router,
            cookies: self.cookies.clone(),
            at: self.at.clone(),
        }
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// Asks for a page of its seat.
    pub(crate) async fn look(&mut self, place: &str) -> Answer {
        self.get(&format!("{}/{place}", self.at)).await
    }

    /// Sends a form to a page of its seat.
    pub(crate) async fn act(&mut self, place: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(&format!("{}/{place}", self.at), fields).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", typed(name), typed(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, Some(body)).await
    }

    async fn send(&mut self, method: Method, path: &str, form: Option<String>) -> Answer {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "onetext.example")
            .header(COOKIE, cookies.collect::<Vec<_>>().join("; "));
        if form.is_some() {
            request = request
                .header("sec-fetch-site", "same-origin")
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Body::from(form.unwrap_or_default())).unwrap();
        self.ask(request).await
    }

    /// Opens the stream of its seat.
    pub(crate) async fn listen(&mut self) -> BodyDataStream {
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        let request = Request::builder()
            .uri(format!("{}/changes", self.at))
            .header(COOKIE, cookies.collect::<Vec<_>>().join("; "))
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        response.into_body().into_data_stream()
    }

    /// What opens the seat it sits on.
    pub(crate) fn opener(&self) -> Option<&str> {
        let mut cookies = self.cookies.iter();
        let found = cookies.find(|(name, _)| name.starts_with("onetext-seat-"));
        found.map(|(_, opener)| opener.as_str())
    }

    /// How a stream begins: its status, its headers and its first words.
    pub(crate) async fn heard(&mut self, path: &str) -> Answer {
        let mut request = Request::builder()
            .uri(path)
            .header("host", "onetext.example");
        for (name, value) in &self.cookies {
            request = request.header(COOKIE, format!("{name}={value}"));
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let first = body.into_data_stream().next().await.unwrap().unwrap();
        Answer {
            status: parts.status.as_u16(),
            heads: parts.headers,
            body: String::from_utf8(first.to_vec()).unwrap(),
        }
    }

    /// Its cookies, as a request carries them.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.iter();
        let cookies = cookies.map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// Sends a request as it is.
    pub(crate) async fn ask(&mut self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 1 << 24).await.unwrap();
        // What is no text is told byte by byte.
        let text = String::from_utf8(body.to_vec());
        let text = text.unwrap_or_else(|_| format!("{body:?}"));
        Answer {
            status: parts.status.as_u16(),
            heads: parts.headers,
            body: text,
        }
    }
}

/// A word as a form sends it.
fn typed(words: &str) -> String {
    let mut out = String::new();
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").unwrap();
        }
    }
    out
}
