//! A paper as a DOCX: numbered points, changes as tracked changes, brackets with comments.
//!
//! Who changed what is not in it: a tracked change is by "Draft N", on the day of issue. It asks
//! the programs that open it to track what is done to it, and to keep names and times out.
//!
//! Invariant: the package has no properties but constant ones: no author, no time, no revision
//! numbers, no template.

mod around;
mod body;
mod name;
mod parts;

use crate::paper::Paper;
use crate::sheet::Sheet;
use crate::zip::Package;
pub(crate) use around::author;
use body::Body;
pub(crate) use name::{Origin, origin_of, plain as plain_name, point_name, sum, text_sum};
use parts::Comments;

/// A paper as a DOCX.
#[must_use]
pub fn docx(paper: &Paper) -> Vec<u8> {
    let sheet = Sheet::of(paper);
    let body = Body::of(paper, &sheet);
    let comments = match body.comments {
        Some(_) => Comments::Here,
        None => Comments::Absent,
    };
    let mut package = Package::default();
    let mut put = |name: &str, part: &str| package.put(name, part.as_bytes());
    put("[Content_Types].xml", &parts::content_types(comments));
    put("_rels/.rels", parts::PACKAGE_LINKS);
    put("docProps/core.xml", parts::CORE);
    put("word/document.xml", &body.document);
    put("word/_rels/document.xml.rels", &parts::links(comments));
    put("word/styles.xml", &parts::styles(&paper.language));
    put("word/numbering.xml", &body.numbering);
    put("word/settings.xml", parts::SETTINGS);
    put("word/footer1.xml", &body.footer);
    if let Some(comments) = &body.comments {
        put("word/comments.xml", comments);
    }
    package.done()
}
