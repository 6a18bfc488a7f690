//! A document of frames: pages at given widths in a light or dark theme, measured by a script.
//!
//! A window cannot be as narrow as a telephone, and a frame can; a page in a frame sees the frame's
//! width and its colour scheme as its own.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// A page to be shown.
pub(super) struct Frame<'a> {
    pub(super) page: &'a Path,
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) theme: Theme,
}

/// Which colours the reader asks for.
#[derive(Clone, Copy)]
pub(super) enum Theme {
    Light,
    Dark,
}

impl Theme {
    /// Its name in CSS.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What was measured in a frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measure {
    page: String,
    width: u64,
    content: u64,
    pub(super) height: u64,
    wide: Vec<String>,
    outside: Vec<String>,
}

impl Measure {
    /// Whether this is the measure of a page at a width.
    pub(super) fn is_of(&self, page: &Path, width: u64) -> bool {
        self.width == width && page.ends_with(&self.page)
    }

    /// What is wrong with the page at this width.
    pub(super) fn faults(&self) -> Vec<String> {
        let Self {
            page,
            width,
            content,
            wide,
            outside,
            ..
        } = self;
        let mut faults = Vec::new();
        if content > width {
            let by = wide.join(", ");
            faults.push(format!(
                "{page}: {content} px wide in {width} px, because of {by}"
            ));
        }
        if !outside.is_empty() {
            faults.push(format!("{page}: asks for {}", outside.join(", ")));
        }
        faults
    }
}

const SCRIPT: &str = r##"
const asked = (view, page) => {
  const from = [...page.querySelectorAll(
      "[src], [srcset], [poster], object[data], link[href], use")]
    .map(e => e.getAttribute("src") || e.getAttribute("srcset") || e.getAttribute("poster")
      || e.getAttribute("data") || e.getAttribute("href") || "")
    .filter(to => to && !to.startsWith("#") && !to.startsWith("data:"));
  const styles = [...page.querySelectorAll("style, [style]")]
    .map(e => e.getAttribute("style") || e.textContent)
    .flatMap(text => text.match(/@import[^;]*|url\((?!["']?(#|data:))[^)]*\)/g) || []);
  const loaded = view.performance.getEntriesByType("resource").map(entry => entry.name)
    .filter(name => !name.startsWith("data:"));
  return [...new Set([...from, ...styles, ...loaded])];
};
const beyond = (page, width) => [...page.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest("[data-scrolls]"))
  .slice(-3).map(e => e.tagName.toLowerCase() + (e.className.baseVal ?? e.className
    ? "." + (e.className.baseVal ?? e.className) : ""));
addEventListener("load", () => {
  const lines = [...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument, root = page.documentElement;
    const width = Number(frame.width);
    return JSON.stringify({
      page: frame.getAttribute("src"), width, content: root.scrollWidth,
      height: Math.max(root.scrollHeight, page.body.scrollHeight),
      wide: root.scrollWidth > width ? beyond(page, width) : [],
      outside: asked(frame.contentWindow, page),
    });
  });
  document.getElementById("measures").textContent = lines.join("\n");
});
"##;

/// A document with these frames, one below the other.
pub(super) fn document(frames: &[Frame<'_>]) -> String {
    let mut html = String::from(
        "<!doctype html><meta charset=\"utf-8\"><style>body{margin:0}iframe{border:0;display:block}\
         </style>\n",
    );
    for Frame {
        page,
        width,
        height,
        theme,
    } in frames
    {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        let theme = theme.name();
        // Writing to a string cannot fail.
        let _ = writeln!(
            html,
            "<iframe src=\"{name}\" width=\"{width}\" height=\"{height}\" \
             style=\"color-scheme:{theme}\"></iframe>"
        );
    }
    html + "<pre id=\"measures\" hidden></pre><script>" + SCRIPT + "</script>\n"
}

/// Reads the measures out of the document after its script has run.
pub(super) fn measures(document: &str) -> Result<Vec<Measure>> {
    let (_, rest) = document
        .split_once("<pre id=\"measures\" hidden=\"\">")
        .context("no measures")?;
    let text = rest.split("</pre>").next().unwrap_or_default();
    // The browser escapes text when it prints a document.
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    text.lines().map(measure).collect()
}

fn measure(line: &str) -> Result<Measure> {
    let value: Value = serde_json::from_str(line).context("reading a measure")?;
    let number = |key: &str| {
        value
            .get(key)
            .and_then(Value::as_u64)
            .context("a measure is missing")
    };
    let words = |key: &str| {
        let list = value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Ok(Measure {
        page: value
            .get("page")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        width: number("width")?,
        content: number("content")?,
        height: number("height")?,
        wide: words("wide"),
        outside: words("outside"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Measure {
        let document = format!("<pre id=\"measures\" hidden=\"\">{line}</pre><script></script>");
        measures(&document).unwrap().remove(0)
    }

    #[test]
    fn a_page_wider_than_its_frame_is_a_fault_and_says_what_is_wide() {
        let wide = r#"{"page":"a.html","width":360,"content":412,"height":9,"wide":["table.zone"],
            "outside":[]}"#;
        let faults = read(&wide.replace('\n', " ")).faults();
        assert_eq!(
            faults,
            ["a.html: 412 px wide in 360 px, because of table.zone"]
        );
    }

    #[test]
    fn a_page_that_asks_for_something_outside_is_a_fault() {
        let line = r#"{"page":"a.html","width":360,"content":360,"height":9,"wide":[],
            "outside":["https://example.org/x.css?a=1&amp;b=2"]}"#;
        let faults = read(&line.replace('\n', " ")).faults();
        assert_eq!(
            faults,
            ["a.html: asks for https://example.org/x.css?a=1&b=2"]
        );
    }

    #[test]
    fn a_page_that_fits_and_asks_for_nothing_has_no_fault() {
        let line = r#"{"page":"a.html","width":360,"content":360,"height":9}"#;
        let measure = read(line);
        assert!(measure.faults().is_empty());
        assert!(measure.is_of(Path::new("target/look/a.html"), 360));
    }
}
