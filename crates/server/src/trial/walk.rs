//! Every page that a seat can reach: what its pages link to, and what those link to.

use super::browser::{Answer, Browser};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Every page under the seat's own address that links lead to, by its address.
pub(crate) async fn pages(browser: &mut Browser) -> BTreeMap<String, Answer> {
    reached(browser, |_| true).await
}

/// The same, without following addresses that do not fit.
pub(crate) async fn reached(
    browser: &mut Browser,
    fits: impl Fn(&str) -> bool,
) -> BTreeMap<String, Answer> {
    let at = browser.at.clone();
    let mut waiting = VecDeque::from([at.clone()]);
    let mut seen = BTreeSet::from([at.clone()]);
    let mut pages = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        assert!(pages.len() < 2_000, "the pages of a seat do not end");
        let mut page = browser.get(&path).await;
        for _ in 0..4 {
            if page.status == 303 {
                let to = page.location().to_owned();
                assert!(to.starts_with(&at), "{path} leads to {to}");
                page = browser.get(&to).await;
            }
        }
        let links = page.links().into_iter().map(|(to, _)| to);
        for link in links {
            let to = link.split('#').next().unwrap_or_default().to_owned();
            if to.starts_with(&at) && fits(&to) && seen.insert(to.clone()) {
                waiting.push_back(to);
            }
        }
        pages.insert(path, page);
    }
    pages
}
