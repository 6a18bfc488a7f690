//! The language of the shell: what stands around the case, in the reader's own language.
//!
//! The words of a case are its own and stay as they are. Each language is one table with every
//! field, so a missing word does not compile.

mod arabic;
mod english;

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};

/// The cookie that remembers a choice of language.
pub(crate) const COOKIE_NAME: &str = "onetext-language";

/// Every word of the shell in one language.
pub(crate) struct Words {
    /// The language's tag.
    pub(crate) tag: &'static str,
    /// Its own name for itself.
    pub(crate) name: &'static str,
    /// The direction it is written in: `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    /// The link over the header and the rail.
    pub(crate) skip: &'static str,
    /// What the rail is.
    pub(crate) places: &'static str,
    /// Before the list of who can see a page.
    pub(crate) seen_by: &'static str,
    /// The button that leaves.
    pub(crate) sign_out: &'static str,
    /// The places of the rail.
    pub(crate) place: PlaceWords,
    /// Who sits where, and who sees what.
    pub(crate) seat: SeatWords,
    /// The pages before a seat is taken.
    pub(crate) door: DoorWords,
}

/// The places of the rail.
pub(crate) struct PlaceWords {
    pub(crate) next: &'static str,
    pub(crate) table: &'static str,
    pub(crate) rooms: &'static str,
    pub(crate) own_room: &'static str,
    pub(crate) carry: &'static str,
    pub(crate) packages: &'static str,
    pub(crate) guarantees: &'static str,
    pub(crate) draft: &'static str,
    pub(crate) order: &'static str,
    pub(crate) funding: &'static str,
    pub(crate) rounds: &'static str,
    pub(crate) signals: &'static str,
    pub(crate) programme: &'static str,
    pub(crate) readout: &'static str,
    pub(crate) record: &'static str,
    pub(crate) people: &'static str,
    pub(crate) own_sessions: &'static str,
}

/// Who sits where, and who sees what; `{}` stands for a party's name.
pub(crate) struct SeatWords {
    pub(crate) mediator: &'static str,
    pub(crate) delegation: &'static str,
    pub(crate) partner: &'static str,
    pub(crate) observer: &'static str,
    pub(crate) public: &'static str,
    pub(crate) only_team: &'static str,
    pub(crate) room: &'static str,
    pub(crate) plenary: &'static str,
    pub(crate) everybody: &'static str,
}

/// The pages before a seat is taken.
pub(crate) struct DoorWords {
    pub(crate) start: &'static str,
    pub(crate) seats_here: &'static str,
    pub(crate) no_seat: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_in_lead: &'static str,
    pub(crate) name: &'static str,
    pub(crate) name_hint: &'static str,
    pub(crate) passphrase: &'static str,
    pub(crate) passphrase_again: &'static str,
    pub(crate) passphrase_hint: &'static str,
    pub(crate) take_seat: &'static str,
    pub(crate) take_seat_lead: &'static str,
    pub(crate) once: &'static str,
    pub(crate) case: &'static str,
    pub(crate) case_hint: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) open_seat: &'static str,
    pub(crate) language: &'static str,
}

const ALL: [&Words; 2] = [&english::WORDS, &arabic::WORDS];

impl Words {
    /// English, where nothing else is asked for.
    pub(crate) const fn english() -> &'static Self {
        &english::WORDS
    }

    /// Every language of the shell.
    pub(crate) const fn all() -> [&'static Self; 2] {
        ALL
    }

    /// The language with a tag, if the shell has it.
    pub(crate) fn of_tag(tag: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|words| words.tag == tag)
    }

    /// The language a request asks for: the one chosen here before, else the browser's first that
    /// the shell has, else English.
    pub(crate) fn of_request(heads: &HeaderMap) -> &'static Self {
        let cookies = heads.get_all(COOKIE).iter();
        let mut pairs = cookies
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let chosen = pairs
            .find(|(name, _)| *name == COOKIE_NAME)
            .and_then(|(_, tag)| Self::of_tag(tag));
        let asked = || {
            let line = heads.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
            line.split(',').find_map(|range| {
                let tag = range.split(';').next()?.trim();
                Self::of_tag(tag.split('-').next()?)
            })
        };
        chosen.or_else(asked).unwrap_or(Self::english())
    }
}

/// A phrase with a name in its place.
pub(crate) fn filled(phrase: &str, name: &str) -> String {
    phrase.replace("{}", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(pairs: &[(axum::http::HeaderName, &str)]) -> &'static str {
        let heads = pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()));
        Words::of_request(&heads.collect()).tag
    }

    #[test]
    fn a_chosen_language_comes_before_the_browsers_and_english_is_last() {
        assert_eq!(asking(&[]), "en");
        assert_eq!(
            asking(&[(ACCEPT_LANGUAGE, "tlh, ar-EG;q=0.8, en;q=0.5")]),
            "ar"
        );
        let both = [
            (ACCEPT_LANGUAGE, "ar"),
            (COOKIE, "a=b; onetext-language=en"),
        ];
        assert_eq!(asking(&both), "en");
        assert_eq!(asking(&[(COOKIE, "onetext-language=../x")]), "en");
    }
}
