//! The outline of a new case: what one form says of it, made into a case with its text.
//!
//! Invariant: what the outline says is for the mediation team alone until it says otherwise; a
//! title is all that stands in the public log.

use case::{
    Bracket, Case, CaseId, Choice, Grounds, Heading, Language, Party, Point, Role, Wording,
};
use disclosure::{Anonymous, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use std::collections::BTreeSet;
use text::{BracketText, PasteError, PointText, Print, Text, pasted};

/// The most parties that one form names.
const PARTIES_MAX: usize = 40;

/// Who has the draft from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KnownTo {
    /// The mediation team alone.
    Team,
    /// Every party that has a seat.
    Parties,
}

/// What a form says of a new case.
pub(crate) struct Outline {
    /// Its short name.
    pub(crate) id: CaseId,
    /// Its title.
    pub(crate) title: String,
    /// Its parties.
    pub(crate) parties: Vec<Party>,
    /// The language that it is written in.
    pub(crate) language: Language,
    /// The first text.
    pub(crate) text: Text,
    /// Who has it.
    pub(crate) known: KnownTo,
}

/// Why an outline cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutlineError {
    /// The short name cannot be one.
    #[error(
        "`{0}` cannot be a short name\nhint: small letters, digits and hyphens, 2 to 40 of them"
    )]
    Id(String),
    /// A line that names no party.
    #[error(
        "line {line}: `{role}` is no role\nhint: write `Name`, `Name, partner` or `Name, observer`"
    )]
    Role {
        /// The line.
        line: usize,
        /// What stands there.
        role: String,
    },
    /// Two parties of one name.
    #[error("line {line}: `{name}` is named twice\nhint: name each party once")]
    Twice {
        /// The line.
        line: usize,
        /// The name.
        name: String,
    },
    /// Too few or too many.
    #[error("there are {count} parties\nhint: name between two and {PARTIES_MAX}, one on a line")]
    Count {
        /// How many there are.
        count: usize,
    },
}

/// A short name as it was typed.
pub(crate) fn id(typed: &str) -> Result<CaseId, OutlineError> {
    let name = typed.trim();
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let fits = plain && (2..=40).contains(&name.len()) && !name.starts_with('-');
    fits.then(|| CaseId::new(name))
        .ok_or_else(|| OutlineError::Id(name.to_owned()))
}

/// Parties as they were typed: one on a line, with `, partner` or `, observer` behind the name.
pub(crate) fn parties(typed: &str) -> Result<Vec<Party>, OutlineError> {
    let mut parties: Vec<Party> = Vec::new();
    let lines = (1..).zip(typed.lines());
    for (line, words) in lines.filter(|(_, words)| !words.trim().is_empty()) {
        let (name, role) = words.rsplit_once(',').unwrap_or((words, ""));
        let role = match role.trim().to_lowercase().as_str() {
            "" | "principal" => Role::Principal,
            "partner" => Role::Partner,
            "observer" => Role::Observer,
            other => {
                let role = other.to_owned();
                return Err(OutlineError::Role { line, role });
            }
        };
        let name = name.trim().to_owned();
        if parties.iter().any(|party| party.name == name) {
            return Err(OutlineError::Twice { line, name });
        }
        // The id is no fact: it stands in the names of files and in the store's lists.
        let id = PartyId::new(format!("p{}", parties.len() + 1));
        parties.push(Party {
            id,
            name,
            role,
            part: None,
            interests: Vec::new(),
            delegation: Vec::new(),
            factions: Vec::new(),
            grounds: Grounds::default(),
        });
    }
    let count = parties.len();
    if (2..=PARTIES_MAX).contains(&count) {
        Ok(parties)
    } else {
        Err(OutlineError::Count { count })
    }
}

/// A draft as it was pasted.
pub(crate) fn draft(typed: &str, language: &Language) -> Result<Text, PasteError> {
    pasted(typed, language)
}

impl Outline {
    /// The case it outlines.
    pub(crate) fn case(&self) -> Case {
        let seats = self.seats();
        let known = |class| Release {
            class,
            owner: Owner::Mediator,
            recipients: seats.clone(),
        };
        let before_all = known(ReleaseClass::Attributed);
        let text = match self.known {
            KnownTo::Team => Release::sealed(Owner::Mediator),
            KnownTo::Parties => before_all.clone(),
        };
        let parties = self.parties.iter().cloned();
        let heading = Heading {
            live: true,
            ..Heading::new(self.id.clone(), written(self.title.clone(), &self.language))
        };
        Case {
            parties: parties
                .map(|party| Held::new(party, before_all.clone()))
                .collect(),
            points: self.points(&text),
            ..Case::new(heading)
        }
    }

    fn seats(&self) -> BTreeSet<Seat> {
        let seats = self.parties.iter().filter_map(|party| match party.role {
            Role::Principal => Some(Seat::Delegation(party.id.clone())),
            Role::Partner => Some(Seat::Partner(party.id.clone())),
            Role::Observer => Some(Seat::Observer(party.id.clone())),
            Role::Mediator => None,
        });
        seats.collect()
    }

    fn points(&self, release: &Release) -> Vec<Held<Point>> {
        let points = self
            .text
            .points()
            .iter()
            .map(|point| point_of(point, (release, &self.language)));
        points
            .map(|point| Held::new(point, release.clone()))
            .collect()
    }
}

fn point_of(point: &PointText, (release, language): (&Release, &Language)) -> Point {
    let words = point.printed_words(language, Print::Bracketed);
    let summary = (!words.is_empty()).then(|| written(words, language));
    let number = point.number().unwrap_or_default();
    Point {
        id: point.id().clone(),
        number: point.number(),
        title: or_else(point.title(), || format!("Point {number}")),
        summary,
        topic: None,
        brackets: held(point.brackets(), release, |bracket| {
            bracket_of(bracket, (release, language))
        }),
        grounds: Grounds::default(),
    }
}

fn bracket_of(bracket: &BracketText, (release, language): (&Release, &Language)) -> Bracket {
    let left_out = || "(left out)".to_owned();
    let choices = bracket.choices().iter();
    let words: Vec<String> = choices
        .map(|choice| or_else(choice.words(), left_out))
        .map(|words| words.in_language(language).to_owned())
        .collect();
    Bracket {
        id: bracket.id().clone(),
        question: or_else(bracket.question(), || words.join(" or ")),
        choices: held(bracket.choices(), release, |choice| Choice {
            id: choice.id().clone(),
            text: or_else(choice.words(), left_out),
            marks: Vec::new(),
            norms: Vec::new(),
            grounds: Grounds::default(),
        }),
        grid: None,
        divisible: false,
        standings: Vec::new(),
        grounds: Grounds::default(),
    }
}

/// Words in a language.
fn written(words: String, language: &Language) -> Wording {
    Wording::new([(language.clone(), words)].into())
}

/// The words, or others where there are none.
fn or_else(words: &Wording, others: impl FnOnce() -> String) -> Wording {
    if words.is_empty() {
        Wording::english(others())
    } else {
        words.clone()
    }
}

fn held<T, U: Anonymous>(items: &[T], release: &Release, of: impl Fn(&T) -> U) -> Vec<Held<U>> {
    items
        .iter()
        .map(|item| Held::new(of(item), release.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_form_names_a_party_and_its_role() {
        let found = parties("North\n\nSouth, principal\nReef Union, Partner\n").unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|party| (party.name.as_str(), party.role))
            .collect();
        let (principal, partner) = (Role::Principal, Role::Partner);
        assert_eq!(
            found,
            [
                ("North", principal),
                ("South", principal),
                ("Reef Union", partner)
            ]
        );
    }

    #[test]
    fn a_fault_in_the_form_names_its_line() {
        let said = |typed: &str| parties(typed).err().unwrap().to_string();
        assert!(said("North\nSouth, king").starts_with("line 2: `king` is no role"));
        assert!(said("North\nNorth").starts_with("line 2: `North` is named twice"));
        assert!(said("North").starts_with("there are 1 parties"));
        for name in ["", "A", "-a", "two words", "../x"] {
            assert!(id(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_draft_for_the_team_alone_is_in_no_partys_view() {
        let outline = |known| Outline {
            id: id("harbour").unwrap(),
            title: "Harbour".to_owned(),
            parties: parties("North\nSouth").unwrap(),
            language: Language::english(),
            text: draft(
                "1. Quay\nThe quay is [shared | divided].\n",
                &Language::english(),
            )
            .unwrap(),
            known,
        };
        let north = || Seat::Delegation(PartyId::new("p1"));
        let (alone, all) = (
            outline(KnownTo::Team).case(),
            outline(KnownTo::Parties).case(),
        );
        assert_eq!(alone.seen_from(north()).points().count(), 0);
        assert_eq!(all.seen_from(north()).points().count(), 1);
        assert_eq!(all.seen_from(north()).parties().count(), 2);
        assert_eq!(all.seen_from(Seat::Public).parties().count(), 0);
        assert_eq!(alone.seen_from(Seat::Mediator).points().count(), 1);
    }

    #[test]
    fn the_case_of_a_form_is_read_back_from_what_is_kept_of_it() {
        let pasted = "1. Quay\nThe quay is [shared | divided].\n\n2. Dues\nPaid [yearly].\n";
        let outline = Outline {
            id: id("harbour").unwrap(),
            title: "Harbour".to_owned(),
            parties: parties("North\nSouth\nReef, partner").unwrap(),
            language: Language::english(),
            text: draft(pasted, &Language::english()).unwrap(),
            known: KnownTo::Parties,
        };
        let case = outline.case();
        for (_, seat) in proceedings::audiences(&case) {
            let extract = case.seen_from(seat).extract();
            let kept = format::case_file::write(&extract);
            let again = format::case_file::read_extract(&[("case.yaml", kept.as_bytes())]);
            assert_eq!(again.err().map(|faults| faults.to_string()), None);
        }
    }
}
