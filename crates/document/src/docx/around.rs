//! What stands around the words of a DOCX: the lists that number points, the foot of each page,
//! and who is said to have written.

use super::body::words;
use super::parts::{R, W};
use crate::markup::Markup;
use crate::paper::Paper;
use crate::sheet::Sheet;

/// A list for each run of numbers, each from its first.
pub(super) fn numbering(lists: &[u32]) -> String {
    let mut part = Markup::xml();
    part.within("w:numbering", &[("xmlns:w", W)], |part| {
        part.own(
            "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
             <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
             <w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr>\
             <w:ind w:left=\"567\" w:hanging=\"567\"/></w:pPr></w:lvl></w:abstractNum>",
        );
        for (at, first) in (1..).zip(lists) {
            let at: usize = at;
            part.within("w:num", &[("w:numId", &at.to_string())], |part| {
                part.empty("w:abstractNumId", &[("w:val", "0")]);
                part.within("w:lvlOverride", &[("w:ilvl", "0")], |part| {
                    part.empty("w:startOverride", &[("w:val", &first.to_string())]);
                });
            });
        }
    });
    part.done()
}

/// The foot of each page: what it is, for whom, and which page.
pub(super) fn footer(sheet: &Sheet, paper: &Paper) -> String {
    let mut part = Markup::xml();
    let line = sheet.head.iter().take(1).chain([&paper.reader]).cloned();
    let line = line.collect::<Vec<_>>().join(" · ");
    part.within("w:ftr", &[("xmlns:w", W), ("xmlns:r", R)], |part| {
        part.within("w:p", &[], |part| {
            part.own("<w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
            part.within("w:r", &[], |part| words(part, "w:t", &line));
            part.own("<w:r><w:tab/></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r>");
            part.own("</w:fldSimple>");
        });
    });
    part.done()
}

/// Who is said to have made changes: a draft by its number, and nobody else.
pub(crate) fn author(label: &str) -> String {
    let number = label.strip_prefix("Draft ");
    match number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(_) => label.to_owned(),
        None => "Onetext".to_owned(),
    }
}

/// The first letters of an author.
pub(super) fn initials(author: &str) -> String {
    author
        .split(' ')
        .filter_map(|word| word.chars().next())
        .collect()
}
