//! The rules for English.

mod dates;
mod duties;
mod names;
mod order;
mod references;
mod terms;
mod time;
mod verbs;
mod wording;

use super::{FindingKind, Known, Page, Report, Sentence};
use case::Language;
use duties::Duties;

/// A sentence with its page.
#[derive(Clone, Copy)]
struct At<'p> {
    /// Which page.
    page: usize,
    /// The sentence.
    sentence: &'p Sentence,
}

impl At<'_> {
    /// A report on the words from one place of the sentence to another, both taken in.
    fn report(&self, kind: FindingKind, words: (usize, usize), what: String) -> Report {
        let span = self.sentence.span_of(words.0, words.1);
        Report::new(kind, (self.page, span), what)
    }

    /// The words from one place of the sentence to another, both taken in.
    fn words(&self, from: usize, to: usize) -> String {
        let tokens = self.sentence.tokens().iter().skip(from);
        let tokens = tokens.take((to + 1).saturating_sub(from));
        let words: Vec<&str> = tokens.map(|token| token.word.as_str()).collect();
        words.join(" ")
    }
}

/// Every sentence of every page.
fn all<'p>(pages: &'p [Page<'_>]) -> Vec<At<'p>> {
    let pages = (0..).zip(pages);
    let sentences = pages.flat_map(|(page, each)| {
        let sentences = each.reading.sentences.iter();
        sentences.map(move |sentence| At { page, sentence })
    });
    sentences.collect()
}

/// What the rules for English find.
pub(super) fn reports(pages: &[Page<'_>], known: &Known<'_>, language: &Language) -> Vec<Report> {
    let sentences = all(pages);
    let duties = Duties::of(pages, known, &sentences);
    let mut reports = duties.reports();
    for at in &sentences {
        reports.extend(wording::reports(*at, duties.binds()));
        reports.extend(order::reports(*at, known));
        reports.extend(dates::within(*at));
    }
    reports.extend(wording::called_agreed(pages));
    reports.extend(dates::between(&sentences));
    reports.extend(references::reports(pages, &sentences));
    reports.extend(terms::reports(
        pages,
        &sentences,
        &terms::Known::of(known, language),
    ));
    reports.extend(names::reports(&sentences));
    reports
}
