//! What the mediation team has beside the text: who holds which draft, what waits to go out, what
//! was proposed, what was set aside, and in which order the brackets might be cleaned.

use super::super::conditions::Conditions;
use super::super::here::capital;
use super::super::setting::Setter;
use super::super::sieve::{Sieve, Sieved};
use super::super::table;
use super::super::version::revision_key;
use super::proposals::{Aside, Offered, aside, conflicts, offers, point_words, undecided};
use crate::address;
use crate::frame::audience_words;
use crate::mark::Marks;
use crate::seated::Seated;
use crate::world::{self, seconds_words};
use case::{Language, View};
use disclosure::Audience;
use proceedings::{DispatchState, Form, Named, Parcel, Policy, Sitting};
use text::{Place, Proviso, cleaning_order};

/// How many steps and how many brackets stand in a list.
const LINES: usize = 20;

/// The team's desk.
pub(super) struct Desk {
    /// What keeps the whole from being agreed, or that nothing does.
    pub(super) whole_heading: String,
    pub(super) whole: Vec<String>,
    pub(super) whole_rest: usize,
    /// Words left open on purpose that are to be looked at again.
    pub(super) due: Vec<Due>,
    pub(super) holders_heading: String,
    pub(super) holders: Vec<(String, String)>,
    pub(super) waiting: Vec<Waiting>,
    pub(super) policy: String,
    pub(super) issuable: Vec<(String, String)>,
    pub(super) targets: Vec<(String, String)>,
    pub(super) order_heading: String,
    pub(super) order: Vec<Cleaned>,
    pub(super) order_rest: usize,
    pub(super) conflicts_heading: String,
    pub(super) conflicts: Vec<String>,
    pub(super) sieve: Sieved,
    pub(super) proposals_heading: String,
    pub(super) proposals: Vec<Offered>,
    pub(super) aside_heading: String,
    pub(super) aside: Vec<Aside>,
    pub(super) steps_heading: String,
    pub(super) steps: Vec<Step>,
}

/// An issue that has not gone out.
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) second: bool,
}

/// A bracket in the order proposed for cleaning.
pub(super) struct Cleaned {
    pub(super) href: String,
    pub(super) words: String,
    pub(super) why: String,
}

/// Words left open on purpose whose day has come.
pub(crate) struct Due {
    pub(crate) href: String,
    pub(crate) words: String,
    pub(crate) why: String,
}

/// The words left open on purpose that are to be looked at again by today, longest due first.
pub(crate) fn due(seated: &Seated) -> Vec<Due> {
    let (sitting, language) = (seated.sitting(), Language::english());
    let due = sitting.due(world::civil_day(seated.now())).into_iter();
    let due = due.map(|(left, stands)| {
        let text = sitting.text();
        let point = text.and_then(|text| match &left.place {
            Place::Point(id) => text.point(id),
            Place::Bracket(id) => text.bracket(id).map(|(point, _)| point),
        });
        let id = point.map(|point| point.id().as_str());
        let day = world::civil_day_words(&left.review.to_string());
        let why = left.why.trim_end_matches('.');
        let gone = if stands {
            ""
        } else {
            " The words stand there no longer."
        };
        Due {
            href: id.map_or_else(String::new, |id| {
                format!("{}/point/{}", seated.at(), address::key("point", id))
            }),
            why: format!(
                "{}: {why}. To be looked at again since {day}.{gone}",
                point.map_or_else(
                    || "A point that is gone".to_owned(),
                    |point| capital(&point_words(point, &language))
                )
            ),
            words: left.words,
        }
    });
    due.collect()
}

/// A change of the working text.
pub(super) struct Step {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) href: String,
    pub(super) back: bool,
}

/// What was proposed, as far as the team looks for it.
struct Sought {
    proposals_heading: String,
    proposals: Vec<Offered>,
    conflicts_heading: String,
    conflicts: Vec<String>,
    sieve: Sieved,
}

impl Sought {
    fn of(
        proposals: Vec<Offered>,
        conflicts: Vec<String>,
        (seated, sieve): (&Seated, &Sieve),
    ) -> Self {
        let waiting = counted(proposals.len(), "proposal waits", "proposals wait");
        let pairs = counted(conflicts.len(), "pair of proposals", "pairs of proposals");
        let find = format!("{}/draft/find", seated.at());
        let (proposals, of_proposals) = sieve.lines(&find, proposals, Offered::lines);
        let (conflicts, of_conflicts) = sieve.lines(&find, conflicts, |one| vec![one.as_str()]);
        Self {
            proposals_heading: format!("{waiting} for you"),
            proposals,
            conflicts_heading: format!("{pairs} cannot both be taken up"),
            conflicts,
            sieve: of_proposals.and(of_conflicts),
        }
    }
}

impl Desk {
    pub(super) fn of(
        seated: &Seated,
        view: &View<'_>,
        sitting: &Sitting<'_>,
        (setter, sieve): (&Setter<'_>, &Sieve),
    ) -> Self {
        let (language, marks) = (Language::english(), setter.marks);
        let setter = Setter {
            language: &language,
            ..*setter
        };
        let holders = holders(seated, sitting, marks);
        let open = undecided(sitting);
        let proposals = offers(&open, sitting, &setter);
        let conflicts = conflicts(&open, sitting, marks);
        let sought = Sought::of(proposals, conflicts, (seated, sieve));
        let aside = aside(sitting, &setter);
        let (order, order_rest) = order(seated, view, sitting);
        let whole = Conditions::of(sitting).map(|conditions| conditions.of_whole());
        let (whole_heading, mut whole) = whole.unwrap_or_default();
        let whole_rest = whole.len().saturating_sub(LINES);
        whole.truncate(LINES);
        Self {
            whole_heading,
            whole,
            whole_rest,
            due: due(seated),
            holders_heading: match holders.len() {
                0 => "Nobody holds a draft yet".to_owned(),
                _ => "Everybody who holds a draft holds the same words".to_owned(),
            },
            holders,
            waiting: waiting(seated, sitting, marks),
            policy: policy_words(sitting),
            issuable: issuable(sitting),
            targets: targets(seated, sitting, marks),
            order_heading: match order.first() {
                Some(first) => format!("{} could be cleaned first", first.words),
                None => "There is nothing to clean".to_owned(),
            },
            order,
            order_rest,
            sieve: sought.sieve,
            conflicts_heading: sought.conflicts_heading,
            conflicts: sought.conflicts,
            proposals_heading: sought.proposals_heading,
            proposals: sought.proposals,
            aside_heading: counted(aside.len(), "change", "changes")
                + " came too late; nothing is lost",
            aside,
            steps_heading: "The last changes of the working text".to_owned(),
            steps: steps(seated, sitting),
        }
    }
}

fn counted(number: usize, one: &str, more: &str) -> String {
    let word = table::number_word(number);
    if number == 1 {
        format!("{word} {one}")
    } else {
        format!("{word} {more}")
    }
}

fn target_words(seated: &Seated, audience: &Audience, marks: &Marks) -> String {
    match audience {
        Audience::Room(party) => format!("the room of {}", marks.name(party)),
        Audience::Public => "the public".to_owned(),
        Audience::Plenary | Audience::Team => {
            format!(
                "the joint session: {}",
                audience_words(seated.words, audience, "")
            )
        }
    }
}

/// The name of an audience in a form.
pub(super) fn audience_name(audience: &Audience) -> String {
    match audience {
        Audience::Public => "public".to_owned(),
        Audience::Plenary => "plenary".to_owned(),
        Audience::Team => "team".to_owned(),
        Audience::Room(party) => format!("room-{party}"),
    }
}

/// The audiences that a draft can be issued to.
pub(super) fn issued_to(sitting: &Sitting<'_>) -> Vec<Audience> {
    let all = sitting
        .audiences()
        .filter(|audience| **audience != Audience::Team);
    let mut all: Vec<Audience> = all.cloned().collect();
    all.sort_by_key(|audience| match audience {
        Audience::Room(_) => 0,
        Audience::Plenary => 1,
        Audience::Public | Audience::Team => 2,
    });
    all
}

fn targets(seated: &Seated, sitting: &Sitting<'_>, marks: &Marks) -> Vec<(String, String)> {
    let all = issued_to(sitting).into_iter();
    let named = all.map(|audience| {
        let words = target_words(seated, &audience, marks);
        (audience_name(&audience), capital(&words))
    });
    named.collect()
}

/// What can be issued: the working text in either form, or a draft again.
fn issuable(sitting: &Sitting<'_>) -> Vec<(String, String)> {
    let mut all = vec![
        (
            Form::Bracketed.name().to_owned(),
            "The working text with its brackets".to_owned(),
        ),
        (
            Form::Clean.name().to_owned(),
            "The working text as a clean draft".to_owned(),
        ),
    ];
    let drafts = sitting.drafts().into_keys().rev().take(LINES);
    all.extend(drafts.map(|number| {
        let number = number.number();
        (
            format!("d{number}"),
            format!("Draft {number} again, to those who do not have it"),
        )
    }));
    all
}

fn policy_words(sitting: &Sitting<'_>) -> String {
    match sitting.policy() {
        Some(Policy::Alone) | None => "What you issue goes out at once.".to_owned(),
        Some(Policy::SecondPerson) => {
            "This case asks for a second person before anything leaves the team.".to_owned()
        }
        Some(Policy::Hold(seconds)) => {
            let wait = seconds_words(seconds);
            format!("What you issue waits {wait} and can be called back till then.")
        }
    }
}

fn holders(seated: &Seated, sitting: &Sitting<'_>, marks: &Marks) -> Vec<(String, String)> {
    let held = sitting.holdings().into_iter().map(|(audience, numbers)| {
        let numbers: Vec<String> = numbers.iter().map(|one| one.number().to_string()).collect();
        (
            capital(&target_words(seated, audience, marks)),
            numbers.join(", "),
        )
    });
    held.collect()
}

fn waiting(seated: &Seated, sitting: &Sitting<'_>, marks: &Marks) -> Vec<Waiting> {
    let sent = sitting.dispatches(seated.now()).filter_map(|seen| {
        let number = match &seen.dispatch.what.parcel {
            Parcel::Issue(issue) => issue.issued.number.number(),
            Parcel::Message { .. }
            | Parcel::Filed { .. }
            | Parcel::Ballot(_)
            | Parcel::Count { .. }
            | Parcel::Check(_)
            | Parcel::Readout(_)
            | Parcel::Admission(_) => return None,
        };
        let state = match seen.state {
            DispatchState::AwaitsSecond => "waits for a second person".to_owned(),
            DispatchState::HeldUntil(end) => format!("is held until {}", world::moment_words(end)),
            DispatchState::Due => "is on its way".to_owned(),
            DispatchState::Blocked | DispatchState::Recalled | DispatchState::Delivered => {
                return None;
            }
        };
        let to = seen.dispatch.what.copies.iter();
        let to: Vec<String> = to
            .map(|copy| target_words(seated, &copy.to, marks))
            .collect();
        Some(Waiting {
            id: seen.dispatch.id.to_string(),
            words: format!("Draft {number} {state}: {}", to.join("; ")),
            second: seen.state == DispatchState::AwaitsSecond,
        })
    });
    sent.collect()
}

fn order(seated: &Seated, view: &View<'_>, sitting: &Sitting<'_>) -> (Vec<Cleaned>, usize) {
    let Some(text) = sitting.text() else {
        return (Vec::new(), 0);
    };
    let language = Language::english();
    let mut provisos = sitting.provisos();
    provisos.extend(Proviso::of_linkages(view));
    let all = cleaning_order(text, &sitting.assent(), &provisos);
    let rest = all.len().saturating_sub(LINES);
    let lines = all.into_iter().take(LINES).map(|one| {
        let point = text.point(one.point);
        let title = point.map_or("", |point| point.title().in_language(&language));
        let question = text.bracket(one.bracket);
        let question = question.map_or("", |(_, b)| b.question().in_language(&language));
        let number = one
            .number
            .map_or_else(String::new, |number| format!("{number} "));
        let question = if question.is_empty() {
            String::new()
        } else {
            format!(" · {question}")
        };
        let short = match one.short {
            0 => "every party can live with something here".to_owned(),
            1 => "one party is short of living with it".to_owned(),
            many => format!("{many} parties are short of living with it"),
        };
        let waits = match one.unblocks.len() {
            0 => String::new(),
            1 => "; one point waits for it".to_owned(),
            many => format!("; {many} points wait for it"),
        };
        Cleaned {
            href: format!(
                "{}/point/{}",
                seated.at(),
                address::key("point", one.point.as_str())
            ),
            words: format!("{number}{title}{question}"),
            why: format!("{short}{waits}; {} options", one.options),
        }
    });
    (lines.collect(), rest)
}

fn steps(seated: &Seated, sitting: &Sitting<'_>) -> Vec<Step> {
    let steps = sitting.steps().rev().take(LINES).map(|step| {
        let who = step.who.map_or("the team", |who| who.as_str());
        let now = step.revision.amendments();
        Step {
            id: step.id.to_string(),
            words: format!("Change {now}, by {who}, {}", world::moment_words(step.at)),
            href: format!(
                "{}/draft?version={}&against={}",
                seated.at(),
                revision_key(now),
                revision_key(now.saturating_sub(1))
            ),
            back: step.is_taken_back,
        }
    });
    steps.collect()
}
