//! Paging: a long list in parts, each a page.
//!
//! Invariant: there is a first page, and the page is one of those there are.

/// Which part of a list a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The page, from 1.
    pub(crate) page: usize,
    /// How many there are.
    pub(crate) pages: usize,
    length: usize,
}

impl Paging {
    /// The page that was asked for, in a list of so many lines with so many to a page; the first
    /// where nothing that can be read was asked for.
    pub(crate) fn of(lines: usize, length: usize, asked: &str) -> Self {
        let pages = lines.div_ceil(length).max(1);
        let page = asked.parse::<usize>().unwrap_or(1).clamp(1, pages);
        Self {
            page,
            pages,
            length,
        }
    }

    /// The lines of the page.
    pub(crate) fn lines<T>(self, all: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        let before = (self.page - 1) * self.length;
        all.into_iter().skip(before).take(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_stands_on_one_page_and_any_page_asked_for_is_one_there_is() {
        let lines = |count: usize, asked: &str| -> Vec<usize> {
            Paging::of(count, 3, asked).lines(1..=count).collect()
        };
        assert_eq!(lines(7, ""), [1, 2, 3]);
        assert_eq!(lines(7, "2"), [4, 5, 6]);
        assert_eq!(lines(7, "3"), [7]);
        assert_eq!(lines(6, "9"), [4, 5, 6]);
        assert_eq!(lines(7, "0"), lines(7, "-1"));
        assert_eq!(lines(7, "99999999999999999999"), [1, 2, 3]);
        assert_eq!(lines(0, "1"), [0; 0]);
        assert_eq!(Paging::of(0, 3, "").pages, 1);
    }
}
