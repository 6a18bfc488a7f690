//! The language of the shell: what stands around the case, in the reader's own language.
//!
//! The words of a case are its own and stay as they are. Each language is one table with every
//! field, so a missing word does not compile.

mod arabic;
mod english;
mod french;
mod russian;
mod ukrainian;

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
    /// Who can see a page; `{}` stands for them.
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

const ALL: [&Words; 5] = [
    &english::WORDS,
    &ukrainian::WORDS,
    &russian::WORDS,
    &french::WORDS,
    &arabic::WORDS,
];

impl Words {
    /// English, where nothing else is asked for.
    pub(crate) const fn english() -> &'static Self {
        &english::WORDS
    }

    /// Every language of the shell.
    pub(crate) const fn all() -> [&'static Self; 5] {
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

    /// Every phrase with the name of its field. A field that is new and not named here does not
    /// compile.
    fn phrases(words: &Words) -> Vec<(&'static str, &'static str)> {
        macro_rules! fields {
            ($from:expr, $type:ident { $($field:ident),* $(,)? }) => {{
                let $type { $($field),* } = $from;
                vec![$((stringify!($field), *$field)),*]
            }};
        }
        let Words {
            tag: _,
            name: _,
            direction: _,
            skip,
            places,
            seen_by,
            sign_out,
            place,
            seat,
            door,
        } = words;
        let mut all = vec![
            ("skip", *skip),
            ("places", *places),
            ("seen_by", *seen_by),
            ("sign_out", *sign_out),
        ];
        all.extend(fields!(
            place,
            PlaceWords {
                next,
                table,
                rooms,
                own_room,
                carry,
                packages,
                guarantees,
                draft,
                order,
                funding,
                rounds,
                signals,
                programme,
                readout,
                record,
                people,
                own_sessions,
            }
        ));
        all.extend(fields!(
            seat,
            SeatWords {
                mediator,
                delegation,
                partner,
                observer,
                public,
                only_team,
                room,
                plenary,
                everybody,
            }
        ));
        all.extend(fields!(
            door,
            DoorWords {
                start,
                seats_here,
                no_seat,
                sign_in,
                sign_in_lead,
                name,
                name_hint,
                passphrase,
                passphrase_again,
                passphrase_hint,
                take_seat,
                take_seat_lead,
                once,
                case,
                case_hint,
                choose,
                open_seat,
                language,
            }
        ));
        all
    }

    #[test]
    fn a_name_has_one_place_in_each_phrase_that_takes_one_and_none_is_glued_on() {
        let taking = ["seen_by", "delegation", "partner", "observer", "room"];
        for words in Words::all() {
            for (field, phrase) in phrases(words) {
                let places = phrase.matches("{}").count();
                let wanted = usize::from(taking.contains(&field));
                assert_eq!(places, wanted, "{}: {field}: {phrase}", words.tag);
                let braces = phrase.matches(['{', '}']).count();
                assert_eq!(braces, 2 * wanted, "{}: {field}: {phrase}", words.tag);
                // What begins or ends with a blank or a joint waits for something to be glued on.
                let glue = [' ', '\u{a0}', ',', ':', '-'];
                assert!(
                    !phrase.is_empty() && !phrase.starts_with(glue),
                    "{field}: {phrase}"
                );
                assert!(!phrase.ends_with(glue), "{}: {field}: {phrase}", words.tag);
            }
        }
    }

    #[test]
    fn each_language_is_written_in_its_own_letters_and_direction() {
        let has = |phrase: &str, letters: &[char]| phrase.chars().any(|c| letters.contains(&c));
        for words in Words::all() {
            let wanted = if words.tag == "ar" { "rtl" } else { "ltr" };
            assert_eq!(words.direction, wanted, "{}", words.tag);
            assert_eq!(
                Words::of_tag(words.tag).map(|found| found.name),
                Some(words.name)
            );
            for (field, phrase) in phrases(words)
                .into_iter()
                .filter(|(field, _)| *field != "start")
            {
                let mut letters = phrase.chars().filter(|c| c.is_alphabetic());
                let fits = match words.tag {
                    "en" => letters.all(|c| c.is_ascii()),
                    "fr" => letters.all(|c| c.is_ascii() || "àâçéèêëîïôùûüœÀÉÈÊ".contains(c)),
                    "uk" => {
                        letters.all(|c| ('\u{400}'..='\u{4ff}').contains(&c) || c == '’')
                            && !has(phrase, &['ы', 'э', 'ъ', 'ё'])
                    }
                    "ru" => {
                        letters.all(|c| ('\u{400}'..='\u{4ff}').contains(&c))
                            && !has(phrase, &['і', 'ї', 'є', 'ґ'])
                    }
                    "ar" => letters.all(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
                    other => panic!("`{other}` is new: say in which letters it is written"),
                };
                assert!(fits, "{}: {field}: {phrase}", words.tag);
            }
        }
    }

    #[test]
    fn each_language_is_found_by_what_a_browser_asks_for() {
        for (asked, given) in [
            ("uk-UA, ru;q=0.5", "uk"),
            ("ru", "ru"),
            ("fr-CH, fr;q=0.9", "fr"),
            ("de, ar;q=0.2", "ar"),
            ("de", "en"),
        ] {
            assert_eq!(asking(&[(ACCEPT_LANGUAGE, asked)]), given, "{asked}");
        }
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
