//! A page for the public that explains the talks: what they are, how they work, where the text
//! stands in public, what has happened, and what is not known.
//!
//! Invariant: it is made from the public's view and from nothing else, and guesses nothing.

use crate::briefing::{Align, Section, Table, status_word};
use crate::desk::{Desk, joined};
use crate::prepare;
use case::{Party, Point, Role, Status};

/// How talks of this kind go, and what this page is.
const HOW: [&str; 4] = [
    "In talks of this kind a mediator meets each side in a room of its own and carries words \
     between them; the sides need not meet.",
    "All work on one text. It is revised after what each side says it needs, and words that are \
     not settled stand in brackets, with the options side by side.",
    "What a delegation agrees ad referendum still needs the word of those it answers to. A joint \
     session comes when every side consents to it.",
    "This page is made from what is public, and from nothing else. What a side tells the mediator \
     in confidence is not in it, and what is not known is not guessed.",
];

const FROM_AGREED: [Status; 6] = [
    Status::Agreed,
    Status::AdReferendum,
    Status::Acceptable,
    Status::Bracketed,
    Status::Rejected,
    Status::Silent,
];

/// The field's words, as they are used here.
const TERMS: [(&str, &str); 6] = [
    (
        "Bracket",
        "words of the text that are not settled, with their options",
    ),
    ("Option", "one of several wordings of a bracket"),
    (
        "Agreed ad referendum",
        "agreed by a delegation, and not yet by those it answers to",
    ),
    (
        "Acceptable",
        "not agreed, and something that the side can live with",
    ),
    ("Draft", "the whole text as it stood on a day"),
    (
        "Guarantee",
        "what somebody promises to do if the agreement is broken",
    ),
];

impl Desk<'_, '_> {
    /// The whole page.
    pub(crate) fn explainer(&self) -> Vec<Section> {
        let how = HOW.map(str::to_owned).to_vec();
        let how = Section::new("how", "How such talks work").list(how);
        let mut sections = vec![self.what_it_is(), how];
        let known = [self.text_in_public(), self.lineage(), self.meetings()];
        sections.extend(known.into_iter().flatten());
        let around = prepare::state(self.view, None, self.effort);
        if !around.is_empty() {
            let heading = "Order, guarantees and money, as far as they are public";
            sections.push(Section::new("around", heading).list(around));
        }
        sections.push(terms());
        let last = [self.corrections(), self.source_list()];
        sections.extend(last.into_iter().flatten());
        sections
    }

    fn what_it_is(&self) -> Section {
        let heading = self.view.heading();
        let section = Section::new("what", "What these talks are");
        let section = match &heading.about {
            Some(about) => section.say(self.words(about)),
            None => section,
        };
        let roles = [
            (Role::Mediator, "Mediator"),
            (Role::Principal, "The sides"),
            (Role::Partner, "Partners"),
            (Role::Observer, "Observers"),
        ];
        let lines = roles.into_iter().filter_map(|(role, word)| {
            let names = self.named(role);
            (!names.is_empty()).then(|| format!("{word}: {}", joined(&names)))
        });
        let section = section.list(lines.collect());
        if heading.invented {
            section.remark("This case is invented.")
        } else {
            section
        }
    }

    /// Each point: what it says, and what each side has said of it in public.
    fn text_in_public(&self) -> Option<Section> {
        let parties = self.view.parties().map(|seen| seen.item);
        let sides: Vec<&Party> = parties
            .filter(|party| party.role == Role::Principal)
            .collect();
        let columns = [("Point", Align::Start), ("What it says", Align::Start)];
        let mut table = Table::new("The text, point by point", &columns);
        for side in &sides {
            table = table.column(format!("{}, in public", side.name), Align::Start);
        }
        for point in self.view.points().map(|seen| seen.item) {
            let mut row = vec![self.point_name(point), self.what_it_says(point)];
            row.extend(sides.iter().map(|side| self.said_of(point, side)));
            table.row(row);
        }
        let heading = match (table.rows.len(), self.view.draft_in_hand()) {
            (0, _) => return None,
            (count, Some(draft)) => {
                let name = self.words(&draft.item.name);
                format!("The text in hand is “{name}”: {count} matters, point by point")
            }
            (count, None) => format!("{count} matters are on the table, point by point"),
        };
        Some(Section::new("text", heading).table(table))
    }

    fn what_it_says(&self, point: &Point) -> String {
        let says = point
            .summary
            .as_ref()
            .map(|says| self.words(says).to_owned());
        let open = self.view.brackets(point).map(|seen| seen.item);
        let open: Vec<&str> = open.map(|bracket| self.words(&bracket.question)).collect();
        let open = (!open.is_empty()).then(|| format!("In brackets: {}.", open.join("; ")));
        let parts: Vec<String> = says.into_iter().chain(open).collect();
        parts.join(" ")
    }

    /// What a side has said of the brackets of a point: the word, and of how many.
    fn said_of(&self, point: &Point, side: &Party) -> String {
        let brackets: Vec<Status> = self
            .view
            .brackets(point)
            .map(|seen| self.status_on(seen.item, side))
            .collect();
        let all = brackets.len();
        let parts = FROM_AGREED.into_iter().filter_map(|status| {
            let count = brackets.iter().filter(|each| **each == status).count();
            match count {
                0 => None,
                _ if count == all => Some(status_word(status).to_owned()),
                _ => Some(format!("{} on {count} of {all}", status_word(status))),
            }
        });
        parts.collect::<Vec<_>>().join("; ")
    }
}

fn terms() -> Section {
    let columns = [("Word", Align::Start), ("Here it means", Align::Start)];
    let mut table = Table::new("Words of the trade", &columns);
    for (word, meaning) in TERMS {
        table.row(vec![word.to_owned(), meaning.to_owned()]);
    }
    Section::new("terms", "Words of the trade").table(table)
}
