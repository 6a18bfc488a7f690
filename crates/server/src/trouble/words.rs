//! What is said about a trouble: what happened, what was kept, and what to do next.

use super::{Said, Trouble};

fn say(happened: &str, next: &str) -> Said {
    Said {
        happened: happened.to_owned(),
        next: next.to_owned(),
        ..Said::default()
    }
}

impl Trouble {
    /// The heading: what happened, in a line.
    pub(crate) const fn heading(&self) -> &'static str {
        match self {
            Self::NotHere => "There is nothing here for this seat",
            Self::SignedOut => "No seat is open here",
            Self::Refused(_) => "That was not done",
            Self::Asked(_) => "Nothing has gone out yet: is this meant?",
            Self::Stale(_) => "Somebody else was first; both texts are here",
            Self::Unfit(_) => "Something in the form does not fit",
            Self::TooOften => "Too many attempts",
            Self::CrossSite => "This did not come from a page of Onetext",
            Self::TooLarge => "That is more than can be taken at once",
            Self::Full => "There is no room left to keep anything",
            Self::Failed => "The disk of the server has failed",
            Self::OnItsWay => "It is kept, and not in every room yet",
            Self::Away => "The case cannot be reached at the moment",
            Self::Broken => "Something went wrong on our side",
        }
    }

    /// What is said about it.
    pub(crate) fn said(&self) -> Said {
        match self {
            Self::NotHere => say(
                "The address leads nowhere, or to a place this seat does not have.",
                "Go back to the start and follow the places named there.",
            ),
            Self::SignedOut => Said {
                back: Some(("/sign-in".to_owned(), "Sign in".to_owned())),
                ..say(
                    "The session has ended. Nothing was changed.",
                    "Sign in again, and send your words from there.",
                )
            },
            Self::Refused(said) | Self::Asked(said) | Self::Stale(said) | Self::Unfit(said) => {
                (**said).clone()
            }
            Self::TooOften => say(
                "Under this name somebody tried too often to sign in. Nothing was opened or \
                 changed.",
                "Wait a quarter of an hour, then try again.",
            ),
            Self::CrossSite => say(
                "A page of another site asked for it. Nothing was changed.",
                "If it was you, open the page here and send the form again.",
            ),
            Self::TooLarge => say(
                "A form takes half a million bytes in four thousand fields, and this one has more. \
                 Nothing was changed.",
                "Go back and send it in parts.",
            ),
            Self::Full => full(),
            Self::Failed => failed(),
            Self::OnItsWay => on_its_way(),
            Self::Away => away(),
            Self::Broken => broken(),
        }
    }
}

fn full() -> Said {
    say(
        "The disk of the server is full. Everything acknowledged before is safe; what \
                 you just sent was not kept.",
        "Tell whoever runs this server. When there is room, load this page again: it \
         sends the same words.",
    )
}

fn failed() -> Said {
    say(
        "The disk of the server failed while something was written. Everything \
         acknowledged before is safe; what you just sent was not acknowledged and may not \
         have been kept.",
        "Tell whoever runs this server: nothing more is written until it is started again. \
         Then load this page again: a form that is sent twice acts only once.",
    )
}

fn on_its_way() -> Said {
    say(
        "What you sent is kept. The store took no more after it, and it is not in every room yet.",
        "Tell whoever runs this server. When the store takes words again, it is brought to \
         the other rooms with the next page that the mediation team opens: \
         nothing needs to be sent again.",
    )
}

fn away() -> Said {
    say(
        "The database did not answer. Everything acknowledged before is safe; what you \
         just sent was not acknowledged and may not have been kept.",
        "Load this page again in a moment: a form that is sent twice acts only once.",
    )
}

fn broken() -> Said {
    say(
        "The fault is in the program. Everything acknowledged before is safe.",
        "Go back and try again; if it happens again, tell whoever runs this server.",
    )
}
