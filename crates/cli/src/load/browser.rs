//! A browser as far as a measurement needs one: one connection that stays open, a cookie, forms.

use anyhow::{Context, Result, bail, ensure};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// One connection that stays open.
pub(super) struct Browser {
    to: SocketAddr,
    way: Option<BufReader<TcpStream>>,
    cookie: String,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The header lines as they came.
    pub(super) heads: Vec<String>,
    pub(super) body: Vec<u8>,
    /// From the first byte sent to the last byte read.
    pub(super) took: Duration,
}

impl Browser {
    /// A browser that holds a cookie, or none.
    pub(super) fn new(to: SocketAddr, cookie: &str) -> Self {
        Self {
            to,
            way: None,
            cookie: cookie.to_owned(),
        }
    }

    /// The same connection with another cookie.
    pub(super) fn sit(&mut self, cookie: &str) {
        cookie.clone_into(&mut self.cookie);
    }

    /// Asks for a page that is there; another answer is no page and has no time worth telling.
    pub(super) fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(path)?.shown(path)
    }

    /// Asks for a page, whatever the answer is.
    pub(super) fn ask(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, None)
    }

    /// Asks for a page, through the redirects before it.
    pub(super) fn page(&mut self, path: &str) -> Result<(String, Answer)> {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let answer = self.ask(&path)?;
            match (answer.status, answer.head("location")) {
                (303, Some(to)) => path = to.to_owned(),
                _ => return answer.shown(&path).map(|answer| (path, answer)),
            }
        }
        bail!("`{path}` leads round in a circle")
    }

    /// Sends a form.
    pub(super) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", typed(name), typed(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send("POST", path, Some(&body))
    }

    /// Sends what a program sends, under its token.
    pub(super) fn tell(&mut self, path: &str, token: &str, sent: &str) -> Result<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{sent}",
            self.to,
            sent.len()
        );
        self.exchange(&request)
    }

    fn send(&mut self, method: &str, path: &str, form: Option<&str>) -> Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.to);
        if !self.cookie.is_empty() {
            let _ = write!(request, "Cookie: {}\r\n", self.cookie);
        }
        if let Some(form) = form {
            let media = "application/x-www-form-urlencoded";
            let _ = write!(
                request,
                "Sec-Fetch-Site: same-origin\r\nContent-Type: {media}\r\nContent-Length: {}\r\n",
                form.len()
            );
        }
        let _ = write!(request, "\r\n{}", form.unwrap_or_default());
        self.exchange(&request)
    }

    fn exchange(&mut self, request: &str) -> Result<Answer> {
        if self.way.is_none() {
            let stream = TcpStream::connect(self.to).context("connecting to the server")?;
            stream
                .set_nodelay(true)
                .context("setting up a connection")?;
            stream
                .set_read_timeout(Some(PATIENCE))
                .context("setting up a connection")?;
            self.way = Some(BufReader::with_capacity(1 << 16, stream));
        }
        let way = self.way.as_mut().context("a connection")?;
        let begun = Instant::now();
        way.get_mut()
            .write_all(request.as_bytes())
            .context("sending a request")?;
        read(way, begun)
    }
}

impl Answer {
    /// The same, where it shows a page.
    pub(super) fn shown(self, path: &str) -> Result<Self> {
        ensure!(self.status == 200, "`{path}` answered {}", self.status);
        Ok(self)
    }

    /// A header.
    pub(super) fn head(&self, name: &str) -> Option<&str> {
        self.heads.iter().find_map(|line| {
            let (each, value) = line.split_once(':')?;
            each.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn read(way: &mut BufReader<TcpStream>, begun: Instant) -> Result<Answer> {
    let first = line(way)?;
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let status = status.with_context(|| format!("`{first}` is no answer"))?;
    let mut answer = Answer {
        status,
        heads: Vec::new(),
        body: Vec::new(),
        took: Duration::ZERO,
    };
    loop {
        let head = line(way)?;
        if head.is_empty() {
            break;
        }
        answer.heads.push(head);
    }
    if let Some(length) = answer.head("content-length") {
        let length: usize = length.parse().context("reading the length of an answer")?;
        answer.body = vec![0; length];
        way.read_exact(&mut answer.body)
            .context("reading an answer")?;
    } else if answer.head("transfer-encoding") == Some("chunked") {
        loop {
            let size = line(way)?;
            let size = usize::from_str_radix(&size, 16).context("reading a piece of an answer")?;
            let mut piece = vec![0; size];
            way.read_exact(&mut piece).context("reading an answer")?;
            line(way)?;
            if size == 0 {
                break;
            }
            answer.body.append(&mut piece);
        }
    }
    answer.took = begun.elapsed();
    Ok(answer)
}

fn line(way: &mut BufReader<TcpStream>) -> Result<String> {
    let mut line = String::new();
    let count = way.read_line(&mut line).context("reading an answer")?;
    ensure!(count > 0, "the server closed the connection");
    Ok(line.trim_end().to_owned())
}

/// A word as a form sends it.
fn typed(words: &str) -> String {
    let mut out = String::new();
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The addresses under a seat's own that a page links to.
pub(super) fn links(page: &str, at: &str) -> Vec<String> {
    let parts = page.split("href=\"").skip(1);
    let found = parts.filter_map(|part| {
        let (to, _) = part.split_once('"')?;
        let to = to.replace("&amp;", "&").replace("&#38;", "&");
        let to = to.split('#').next()?;
        to.starts_with(at).then(|| to.to_owned())
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_other_seats_and_places_are_left_alone() {
        let page = "<a href=\"/at/a/table?page=2&#38;x=1#top\">1</a><a href=\"/at/b/table\">2</a>";
        assert_eq!(links(page, "/at/a"), ["/at/a/table?page=2&x=1"]);
        assert_eq!(typed("a b&c"), "a%20b%26c");
    }
}
