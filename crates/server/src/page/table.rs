//! The table: points down, parties across; one glance says where the talks stand.
//!
//! Every cell is the party's status as this seat may know it, and an open question that this seat
//! knows nothing about says so by silence, as if nothing had been said.

mod lately;
pub(crate) mod line;
mod one_page;
mod own;
mod stands;

use super::asked::{Query, asked};
use super::paging::Paging;
use super::{Html, html};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::mark::{Mark, Marks};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::routing::get;
use briefing::{glyph, status_word};
use case::{Role, Status, View};
use disclosure::{PartyId, Seat};
use lately::lately;
use line::{Beside, Group, Row, groups};
use own::OwnLines;
use proceedings::Named;
use stands::Stands;

/// How many lines one page of the table has.
const LINES: usize = 200;
/// How many cells a page may have: with many parties it has fewer lines.
const CELLS: usize = 20_000;

#[derive(Template)]
#[template(path = "page/table.html")]
struct TablePage {
    frame: Frame,
    heading: String,
    lead: String,
    now: Vec<(String, String)>,
    parties: Vec<(String, String, bool)>,
    statuses: Vec<(&'static str, &'static str, bool)>,
    asked: Asked,
    shows: Vec<ShowWords>,
    caption: String,
    marks: Vec<Mark>,
    groups: Vec<Group>,
    whole: usize,
    paging: Paging,
    key: Vec<(&'static str, &'static str)>,
}

/// What the reader asked to see.
struct Asked {
    find: String,
    show: Show,
    stands: Option<(PartyId, Status)>,
    page: String,
}

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Open,
    Rejected,
}

struct ShowWords {
    name: &'static str,
    words: &'static str,
    chosen: bool,
}

/// The routes of the table, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/table", get(shown).post(found))
        .route("/table/one-page", get(one_page::shown))
}

async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let asked = Asked {
        find: String::new(),
        show: Show::All,
        stands: None,
        page: asked(&query, "page").to_owned(),
    };
    let frame = seated.frame(Place::Table)?;
    let page = page_of(&seated.view(), frame, (asked, told(&seated)));
    #[cfg(test)]
    let page = page.planted(&seated);
    html(&page)
}

/// What is looked for may be a confidence, so it is sent in a form and never stands in an address.
async fn found(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Table)?;
    let find = form.line_if_any("find", 200)?.unwrap_or_default();
    let show = form.line_if_any("show", 20)?;
    let party = form.line_if_any("party", 200)?;
    let status = form.line_if_any("status", 20)?;
    let page = form.line_if_any("page", 9)?;
    form.done()?;
    let status = status.as_deref().and_then(Status::of_name);
    let party = party.as_deref().map(PartyId::new);
    let asked = Asked {
        find,
        show: Show::of_name(show.as_deref().unwrap_or_default()),
        stands: party.zip(status),
        page: page.unwrap_or_default(),
    };
    html(&page_of(&seated.view(), frame, (asked, told(&seated))))
}

#[cfg(test)]
impl TablePage {
    fn planted(mut self, seated: &Seated) -> Self {
        if crate::planted::turns(seated) {
            self.marks.reverse();
        }
        self
    }
}

/// What is told beside the case itself: what moved lately, and the reader's own words.
type Told = (Vec<(String, String)>, Beside);

fn told(seated: &Seated) -> Told {
    let beside = Beside {
        own: OwnLines::of(seated),
        stands: Stands::of(seated),
    };
    (lately(seated), beside)
}

fn page_of(view: &View<'_>, frame: Frame, what: (Asked, Told)) -> TablePage {
    let (asked, (now, beside)) = what;
    let marks = columns(view);
    let mut groups: Vec<Group> = groups(view, &marks, &frame, &beside);
    let rows: Vec<&Row> = groups.iter().flat_map(|group| &group.rows).collect();
    let whole = rows.len();
    let (heading, lead) = standing(&rows, view.seat(), &marks);
    for group in &mut groups {
        let (number, title) = (group.number.as_str(), group.title.as_str());
        let rows = std::mem::take(&mut group.rows).into_iter();
        let rows = rows.filter(|row| asked.takes([number, title], row, &marks));
        group.rows = rows.collect();
    }
    groups.retain(|group| !group.rows.is_empty());
    let fitting = groups.iter().map(|group| group.rows.len()).sum();
    let length = (CELLS / marks.len().max(1)).clamp(20, LINES);
    let sheets = sheets(groups, length);
    let paging = Paging::of(sheets.len(), 1, &asked.page);
    let caption = caption(fitting, whole, view.seat());
    let groups = paging.lines(sheets).flatten();
    TablePage {
        heading,
        lead,
        now,
        parties: parties(&marks, &asked),
        statuses: statuses(&asked),
        shows: Show::words(asked.show),
        asked,
        caption,
        marks,
        groups: groups.collect(),
        whole,
        paging,
        key: key(),
        frame,
    }
}

/// The points in sheets of about so many lines; none is torn in two.
fn sheets(groups: Vec<Group>, length: usize) -> Vec<Vec<Group>> {
    let mut sheets: Vec<Vec<Group>> = Vec::new();
    let mut lines = 0;
    for group in groups {
        let more = group.rows.len();
        match sheets.last_mut() {
            Some(sheet) if lines + more <= length => {
                lines += more;
                sheet.push(group);
            }
            Some(_) | None => {
                lines = more;
                sheets.push(vec![group]);
            }
        }
    }
    sheets
}

/// The parties that have a column: the principals, or for a delegation its own first.
fn columns(view: &View<'_>) -> Vec<Mark> {
    let marks = Marks::of(view);
    let principals = view
        .parties()
        .filter(|seen| seen.item.role == Role::Principal);
    let own = view.seat().party();
    let mut ids: Vec<&PartyId> = principals.map(|seen| &seen.item.id).collect();
    ids.sort_by_key(|id| Some(*id) != own);
    ids.into_iter()
        .filter_map(|id| marks.party(id).cloned())
        .collect()
}

/// The heading says where the talks stand, as far as this seat knows; the lead says what it rests
/// on.
fn standing(rows: &[&Row], seat: &Seat, marks: &[Mark]) -> (String, String) {
    let asked = rows.iter().filter(|row| row.has_question());
    let asked: Vec<&Row> = asked.copied().collect();
    let all = asked.len();
    if all == 0 {
        let heading = "No question is open in the text".to_owned();
        return (heading, "The parties' statuses will stand here.".to_owned());
    }
    match seat {
        Seat::Mediator | Seat::Public => {
            let settled = asked.iter().filter(|row| row.is_settled()).count();
            let rejected = asked.iter().filter(|row| row.is_rejected()).count();
            let open = all - settled;
            let heading = match open {
                0 => "Every question has an answer all can live with".to_owned(),
                1 => "One question keeps the text open".to_owned(),
                _ => format!("{} questions keep the text open", number_word(open)),
            };
            let rejected = match rejected {
                0 => String::new(),
                some => format!("; on {some} somebody rejects what stands"),
            };
            let lead = format!(
                "{settled} of {all} have words that {} can live with{rejected}.",
                names(marks)
            );
            (heading, lead)
        }
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => {
            let own = |row: &&&Row| row.status(0).is_some_and(|status| status != Status::Silent);
            let spoken = asked.iter().filter(own).count();
            let heading = match all - spoken {
                0 => "You have spoken on every question".to_owned(),
                1 => "One question waits for your word".to_owned(),
                waiting => format!("{} questions wait for your word", number_word(waiting)),
            };
            let lead = "What you see of others is what they or the mediation team released to \
                        you; where nothing was released, their cells are silent.";
            (heading, lead.to_owned())
        }
    }
}

fn names(marks: &[Mark]) -> String {
    match marks {
        [] => "all".to_owned(),
        [one] => one.name.clone(),
        [first, second] => format!("{} and {}", first.name, second.name),
        many => format!("all {} principals", many.len()),
    }
}

/// A small number as a word at the head of a sentence.
pub(crate) fn number_word(number: usize) -> String {
    let words = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve",
    ];
    words
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn caption(shown: usize, whole: usize, seat: &Seat) -> String {
    let whose = match seat {
        Seat::Mediator => "as the mediation team knows them",
        Seat::Public => "as the public knows them",
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => "as far as you may know them",
    };
    if shown == whole {
        format!("{whole} questions, the parties' statuses {whose}")
    } else {
        format!("{shown} of {whole} questions, the parties' statuses {whose}")
    }
}

/// The parties to filter by.
fn parties(marks: &[Mark], asked: &Asked) -> Vec<(String, String, bool)> {
    let chosen = asked.stands.as_ref().map(|(party, _)| party);
    let all = marks.iter().map(|mark| {
        let is_chosen = chosen == Some(&mark.party);
        (mark.party.to_string(), mark.name.clone(), is_chosen)
    });
    all.collect()
}

/// The statuses to filter by.
fn statuses(asked: &Asked) -> Vec<(&'static str, &'static str, bool)> {
    let chosen = asked.stands.as_ref().map(|(_, status)| *status);
    let all = Status::ALL.iter();
    all.map(|(status, name)| (*name, status_word(*status), chosen == Some(*status)))
        .collect()
}

fn key() -> Vec<(&'static str, &'static str)> {
    let all = [
        Status::Agreed,
        Status::AdReferendum,
        Status::Acceptable,
        Status::Bracketed,
        Status::Rejected,
        Status::Silent,
    ];
    all.map(|status| (glyph(status), status_word(status)))
        .into()
}

impl Asked {
    /// Whether what is looked for stands in these words.
    fn finds(&self, words: &str) -> bool {
        words.to_lowercase().contains(&self.find.to_lowercase())
    }

    /// Whether a line is among those that were asked for; what is looked for may stand in the
    /// words of its point.
    fn takes(&self, point: [&str; 2], row: &Row, marks: &[Mark]) -> bool {
        let stands = self.stands.as_ref().is_none_or(|(party, status)| {
            let at = marks.iter().position(|mark| mark.party == *party);
            at.is_some_and(|at| row.status(at) == Some(*status))
        });
        let shown = match self.show {
            Show::All => true,
            Show::Open => row.has_question() && !row.is_settled(),
            Show::Rejected => row.is_rejected(),
        };
        let held = row.holds.iter();
        let said = point
            .into_iter()
            .chain([row.question.as_str(), row.kept.as_str()]);
        let mut said = said.chain(held.map(|hold| hold.words.as_str()));
        shown && stands && said.any(|words| self.finds(words))
    }
}

impl Show {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::All, "all", "all questions"),
        (Self::Open, "open", "those still open"),
        (Self::Rejected, "rejected", "those somebody rejects"),
    ];

    fn of_name(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|(_, each, _)| *each == name);
        found.map_or(Self::All, |(show, _, _)| show)
    }

    fn words(chosen: Self) -> Vec<ShowWords> {
        let words = Self::ALL.into_iter().map(|(show, name, words)| ShowWords {
            name,
            words,
            chosen: show == chosen,
        });
        words.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::tests::framed;

    #[test]
    fn the_table_of_the_fjord_is_drawn_for_each_seat() {
        let case = crate::trial::fjord();
        for (name, seat) in crate::trial::seats() {
            let view = case.seen_from(seat);
            let asked = Asked {
                find: String::new(),
                show: Show::All,
                stands: None,
                page: String::new(),
            };
            let page = page_of(
                &view,
                framed(&view, Place::Table),
                (asked, Default::default()),
            );
            let written = page.render().unwrap();
            crate::trial::look(&format!("table-{name}"), &written);
            assert!(written.contains("<main id=\"main\""));
        }
    }

    #[test]
    fn no_page_tears_a_point_from_its_questions_and_each_point_stands_on_one() {
        let case = crate::trial::fjord();
        let view = case.seen_from(Seat::Mediator);
        let frame = framed(&view, Place::Table);
        let groups = || groups(&view, &columns(&view), &frame, &Beside::default());
        let numbers = |sheet: &[Group]| -> Vec<String> {
            sheet.iter().map(|group| group.number.clone()).collect()
        };
        let all = numbers(&groups());
        for length in [1, 2, 3, 5, 1_000] {
            let sheets = sheets(groups(), length);
            let each: Vec<String> = sheets.iter().flat_map(|sheet| numbers(sheet)).collect();
            assert_eq!(each, all);
            for sheet in &sheets {
                let lines: usize = sheet.iter().map(|group| group.rows.len()).sum();
                assert!(lines <= length || sheet.len() == 1, "{length}: {lines}");
                assert!(sheet.iter().all(|group| group.left_out() == 0));
            }
        }
    }

    #[test]
    fn what_is_looked_for_is_found_with_its_point_and_what_is_left_out_is_counted() {
        let case = crate::trial::fjord();
        let view = case.seen_from(Seat::Mediator);
        let asked = Asked {
            find: "patrol boats".to_owned(),
            show: Show::All,
            stands: None,
            page: String::new(),
        };
        let page = page_of(
            &view,
            framed(&view, Place::Table),
            (asked, Default::default()),
        );
        let [group] = &page.groups[..] else {
            panic!("{}", page.groups.len());
        };
        assert_eq!((group.number.as_str(), group.whole), ("3", 2));
        assert_eq!((group.rows.len(), group.left_out()), (1, 1));
        let written = page.render().unwrap();
        assert!(written.contains("1 more question"), "{written}");
    }
}
