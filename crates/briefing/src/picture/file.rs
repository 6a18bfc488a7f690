//! Pictures as one SVG file that stands by itself.

use super::Picture;
use crate::html::STYLE;
use crate::markup::Markup;

/// The pictures under each other, with their style, in one file.
#[must_use]
pub fn svg_file(pictures: &[Picture]) -> String {
    let (mut inner, mut height, mut width) = (String::new(), 0_i64, 0_i64);
    for picture in pictures {
        let drawn = Markup::fragment(|place| picture.draw(place));
        let Some(svg) = drawn.find("<svg ").and_then(|at| drawn.get(at..)) else {
            continue;
        };
        let Some(svg) = svg.rfind("</svg>").and_then(|end| svg.get(5..end)) else {
            continue;
        };
        inner.push_str(&format!("<svg y=\"{height}\" {svg}</svg>\n"));
        let size = |name: &str| {
            let value = svg.split_once(&format!(" {name}=\""))?.1;
            value.split_once('"')?.0.parse::<i64>().ok()
        };
        height += size("height").unwrap_or(0) + 24;
        width = width.max(size("width").unwrap_or(0));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<style>{STYLE}svg{{background:var(--paper)}}</style>\n\
         {inner}</svg>\n"
    )
}
