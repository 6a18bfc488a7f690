//! How far an answer reaches, in words.

use problem::{Bound, Reach};

/// Whether an answer is exact, and if not, what is proved of it.
pub(crate) fn words(reach: &Reach) -> String {
    match reach {
        Reach::Complete => "complete: every possibility was covered".to_owned(),
        Reach::Stopped(Bound::Within(_)) => {
            "stopped early: every package is covered within the stated distance".to_owned()
        }
        Reach::Stopped(Bound::Between(low, high)) => {
            format!("stopped early: the true count lies between {low} and {high}")
        }
        Reach::Stopped(Bound::AtMost(most)) => {
            format!("stopped early: no package reaches more than {most} thousandths")
        }
        Reach::Stopped(Bound::Unknown) => {
            "stopped early: what is listed is true, more may exist".to_owned()
        }
    }
}
