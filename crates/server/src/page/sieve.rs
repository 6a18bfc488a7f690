//! Looking for something in a long list, and going through its pages.
//!
//! Invariant: what is looked for may be a confidence, so it is sent in a form and never stands
//! in an
//! address.

use super::paging::Paging;
use crate::form::Form;
use crate::trouble::Trouble;

/// How many lines of a list one page has.
const LINES: usize = 30;

/// What is looked for in the lists of a page, and which page of each.
#[derive(Clone, Default)]
pub(crate) struct Sieve {
    find: String,
    page: String,
}

/// The form of a sieve, with how many lines fit.
#[derive(Clone)]
pub(crate) struct Sieved {
    /// Where it goes.
    pub(crate) to: String,
    /// What is looked for.
    pub(crate) find: String,
    /// How many lines there are.
    pub(crate) whole: usize,
    /// How many of them fit.
    pub(crate) fitting: usize,
    /// Which page this is.
    pub(crate) paging: Paging,
}

impl Sieve {
    /// As a form says it.
    pub(crate) fn of(mut form: Form) -> Result<Self, Trouble> {
        let find = form.line_if_any("find", 200)?.unwrap_or_default();
        let page = form.line_if_any("page", 9)?.unwrap_or_default();
        form.done()?;
        Ok(Self { find, page })
    }

    /// Nothing is looked for; this page was asked for in the address.
    pub(crate) fn at(page: &str) -> Self {
        let (find, page) = (String::new(), page.to_owned());
        Self { find, page }
    }

    /// Whether nothing is looked for.
    pub(crate) fn takes_all(&self) -> bool {
        self.find.trim().is_empty()
    }

    /// Whether some words have all that is looked for, each word of it.
    pub(crate) fn takes<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> bool {
        let all: Vec<String> = words.into_iter().map(str::to_lowercase).collect();
        let find = self.find.to_lowercase();
        let mut wanted = find.split_whitespace();
        wanted.all(|word| all.iter().any(|one| one.contains(word)))
    }

    /// The lines that fit, those of the page that was asked for, with the form for more.
    pub(crate) fn lines<T>(
        &self,
        to: &str,
        all: Vec<T>,
        words: impl Fn(&T) -> Vec<&str>,
    ) -> (Vec<T>, Sieved) {
        let whole = all.len();
        let fitting = all.into_iter().filter(|line| self.takes(words(line)));
        let fitting: Vec<T> = fitting.collect();
        let paging = Paging::of(fitting.len(), LINES, &self.page);
        let sieved = Sieved {
            to: to.to_owned(),
            find: self.find.clone(),
            whole,
            fitting: fitting.len(),
            paging,
        };
        (paging.lines(fitting).collect(), sieved)
    }
}

impl Sieved {
    /// The form over two lists of one page: all their lines, and as many pages as the longer has.
    pub(crate) fn and(self, other: Self) -> Self {
        let (whole, fitting) = (self.whole + other.whole, self.fitting + other.fitting);
        let longer = if other.paging.pages > self.paging.pages {
            other
        } else {
            self
        };
        Self {
            whole,
            fitting,
            ..longer
        }
    }

    /// Whether there is something to look for, or to go through.
    pub(crate) const fn is_long(&self) -> bool {
        self.whole > 5 || !self.find.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_that_is_looked_for_is_somewhere_in_a_line_whatever_its_case() {
        let sieve = |find: &str| Sieve {
            find: find.to_owned(),
            page: String::new(),
        };
        let line = ["Fishing quota", "said by North"];
        for find in ["", "QUOTA", "north  fish", "said"] {
            assert!(sieve(find).takes(line), "{find}");
        }
        for find in ["patrols", "north patrols"] {
            assert!(!sieve(find).takes(line), "{find}");
        }
        let all: Vec<usize> = (0..70).collect();
        let page = Sieve::at("3");
        let (lines, sieved) = page.lines("to", all, |_| Vec::new());
        assert_eq!((lines.len(), lines[0]), (10, 60));
        assert_eq!(
            (sieved.whole, sieved.fitting, sieved.paging.pages),
            (70, 70, 3)
        );
        let (beside, short) = page.lines("to", vec![0; 4], |_| Vec::new());
        assert_eq!((beside.len(), short.paging.page), (4, 1));
        for both in [sieved.clone().and(short.clone()), short.and(sieved)] {
            assert_eq!((both.whole, both.fitting), (74, 74));
            assert_eq!((both.paging.page, both.paging.pages), (3, 3));
        }
    }
}
