//! One connection to the program, which may break off in the middle of anything.

use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer is waited for. A program that was ended closes the connection at once.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection that stays open.
pub(crate) struct Way(BufReader<TcpStream>);

/// What is asked.
pub(crate) struct Request<'a> {
    /// Method and path.
    pub(crate) line: String,
    /// The line that says who asks, or nothing.
    pub(crate) who: &'a str,
    /// The media type and what is sent.
    pub(crate) body: Option<(&'static str, String)>,
}

/// What came back.
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    heads: Vec<String>,
    body: Vec<u8>,
}

/// The media type of a form.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// The media type of what programs send.
pub(crate) const JSON: &str = "application/json";

impl Way {
    /// A connection to the program at an address.
    pub(crate) fn to(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).context("connecting")?;
        stream.set_nodelay(true).context("setting up a way")?;
        let patience = Some(PATIENCE);
        stream
            .set_read_timeout(patience)
            .context("setting up a way")?;
        Ok(Self(BufReader::with_capacity(1 << 16, stream)))
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, request: &Request<'_>) -> Result<Answer> {
        let Request { line, who, body } = request;
        let mut text = format!("{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{who}");
        let (media, body) = body
            .as_ref()
            .map_or(("", ""), |(m, body)| (*m, body.as_str()));
        if !media.is_empty() {
            text.push_str("Sec-Fetch-Site: same-origin\r\n");
            text.push_str(&format!(
                "Content-Type: {media}\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        text.push_str("\r\n");
        text.push_str(body);
        let way = self.0.get_mut();
        way.write_all(text.as_bytes()).context("asking")?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut answer = Answer {
            status: status.with_context(|| format!("`{first}` is no answer"))?,
            heads: Vec::new(),
            body: Vec::new(),
        };
        loop {
            let head = self.line()?;
            if head.is_empty() {
                break;
            }
            answer.heads.push(head);
        }
        if answer.head("transfer-encoding") == Some("chunked") {
            self.pieces(&mut answer.body)?;
        } else if let Some(length) = answer.head("content-length") {
            let length = length.parse().context("reading the length of an answer")?;
            answer.body = vec![0; length];
            let body = answer.body.as_mut_slice();
            self.0.read_exact(body).context("reading an answer")?;
        }
        Ok(answer)
    }

    fn pieces(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let size = usize::from_str_radix(&self.line()?, 16).context("reading a piece")?;
            let mut piece = vec![0; size];
            self.0.read_exact(&mut piece).context("reading a piece")?;
            self.line()?;
            if size == 0 {
                return Ok(());
            }
            body.append(&mut piece);
        }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        let count = self.0.read_line(&mut line).context("reading an answer")?;
        ensure!(count > 0 && line.ends_with('\n'), "the way broke off");
        Ok(line.trim_end().to_owned())
    }
}

impl Answer {
    /// A header.
    pub(crate) fn head(&self, name: &str) -> Option<&str> {
        self.heads.iter().find_map(|line| {
            let (each, value) = line.split_once(':')?;
            each.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A form of these fields.
pub(crate) fn form(fields: &[(&str, &str)]) -> (&'static str, String) {
    let pairs = fields.iter().map(|(name, value)| {
        let typed: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={}", typed.concat())
    });
    (FORM, pairs.collect::<Vec<_>>().join("&"))
}
