//! The door through which people ask: a view and a question give a briefing.

use crate::briefing::{Briefing, Place, Section, Verdict};
use crate::desk::Desk;
use crate::question::Question;
use crate::section::MatrixRow;
use crate::section::robust::DRAWS;
use crate::timetable::{NoTimetable, Timetable};
use case::{Date, FundingTrial, Language, PoseError, View};
use disclosure::Seat;
use problem::Effort;

/// Why a question has no answer for this seat.
///
/// Invariant: what is sealed and what does not exist give the same message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BriefingError {
    /// The question rests on what this seat may not know, or on what is not there.
    #[error("the question `{question}` has no answer for this seat: {why}")]
    NotForThisSeat {
        /// The question.
        question: Question,
        /// Why, in words that do not depend on what is sealed.
        why: PoseError,
    },
    /// A page for the public is made of the public's own view.
    #[error(
        "an explainer is made for the public, from public items alone\n\
         hint: ask as the seat `public`"
    )]
    ForThePublic,
    /// The case holds nothing that the question is about.
    #[error("this seat sees nothing in the case that the question `{0}` is about")]
    NothingToSay(Question),
}

/// Asks a question of a case as one seat may know it.
///
/// # Errors
/// When the question has no answer for this seat; [`Question::All`] always has one.
pub fn prepare(
    view: &View<'_>,
    question: Question,
    effort: &Effort<'_>,
) -> Result<Briefing, BriefingError> {
    let desk = Desk::of(view, effort);
    if question == Question::Explainer {
        return match view.seat() {
            Seat::Public => Ok(desk.bound(desk.explainer(), Verdict::Answered)),
            Seat::Mediator | Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => {
                Err(BriefingError::ForThePublic)
            }
        };
    }
    let mut sections = Vec::new();
    let mut verdict = Verdict::Answered;
    if question == Question::All {
        sections.push(desk.overview());
        let first = [desk.drafts(), desk.points_by_parties()];
        sections.extend(first.into_iter().flatten());
    }
    if question.includes(Question::Clashes) {
        sections.extend(desk.declared_clashes());
        sections.extend(desk.unrejected());
        sections.extend(desk.limits());
    }
    match desk.figures(question) {
        Ok((answers, reached)) => {
            sections.extend(answers);
            verdict = reached;
        }
        Err(why) if question == Question::All => match desk.own() {
            Ok(own) => sections.extend(own),
            Err(_) => sections.push(desk.no_figures(&why)),
        },
        Err(_) if question == Question::Improve && desk.own().is_ok() => {
            sections.extend(desk.own().unwrap_or_default());
        }
        Err(why) if sections.is_empty() && question.asks_for_figures() => {
            return Err(BriefingError::NotForThisSeat { question, why });
        }
        Err(_) => {}
    }
    sections.extend(desk.in_words(question));
    sections.extend(desk.limits_inferred(question));
    sections.extend(desk.after_signing(question));
    sections.extend(desk.on_record(question));
    if sections.is_empty() {
        return Err(BriefingError::NothingToSay(question));
    }
    if question == Question::All {
        sections.insert(0, in_short(&sections));
    }
    Ok(desk.bound(sections, verdict))
}

/// Needs and money as one seat may know them, looked at as a trial says: what is missing and why,
/// what each step unlocks; and the lines on record. Nothing where the seat sees no such lines.
#[must_use]
pub fn funding(view: &View<'_>, trial: &FundingTrial, effort: &Effort<'_>) -> Vec<Section> {
    let desk = Desk::of(view, effort);
    [desk.funding(trial), desk.money()]
        .into_iter()
        .flatten()
        .collect()
}

/// Signals as one seat may know them: their tone over time, what stands out, the public line beside
/// what was told to the team, who stands with whom and who speaks for whom; and the log.
#[must_use]
pub fn signals(view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
    Desk::of(view, effort).all_signals()
}

/// Readiness as one seat may know it on a day: two sheets, go or no-go for each format, spoilers,
/// and what people behind the delegations say.
#[must_use]
pub fn readiness(view: &View<'_>, day: Option<Date>, effort: &Effort<'_>) -> Vec<Section> {
    Desk::of(view, effort).all_readiness(day.or_else(|| view.readiness_day()))
}

/// Rounds as one seat may know them: what moved, how far each two have come, who moved towards
/// whom, how edits fared until a day, and the meetings.
#[must_use]
pub fn rounds(view: &View<'_>, day: Option<Date>, effort: &Effort<'_>) -> Vec<Section> {
    Desk::of(view, effort).all_rounds(day.or_else(|| view.rounds_day()))
}

/// How the texts grew, and rival texts side by side, as one seat may know them.
#[must_use]
pub fn rivals(view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
    let desk = Desk::of(view, effort);
    desk.lineage().into_iter().chain(desk.rivals()).collect()
}

/// The state of the talks beside the text, a sentence for each matter, as one seat may know it on a
/// day: order, guarantees, money, rounds, readiness. No package is looked for.
#[must_use]
pub fn state(view: &View<'_>, day: Option<Date>, effort: &Effort<'_>) -> Vec<String> {
    let desk = Desk::of(view, effort);
    let mut sections = desk.after_signing(Question::Order);
    sections.extend(desk.after_signing(Question::Guarantees));
    sections.extend(desk.on_record(Question::Funding));
    // A case may be set in days to come.
    let rounds = view.rounds_day().max(day);
    sections.extend(desk.all_rounds(rounds));
    sections.extend(desk.all_readiness(view.readiness_day().max(day)));
    told_in_short(&sections)
}

/// Who can pass something together, who can block it, and what the rest can do if one leaves.
#[must_use]
pub fn consensus(view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
    Desk::of(view, effort).all_consensus()
}

/// The order of a case as one seat may know it: loops and what breaks them, the plan that was made
/// with its dates and exposure, what is owed, what has been done, ladders and clocks.
///
/// # Errors
/// When this seat sees nothing of the kind.
pub fn order(
    view: &View<'_>,
    plan: Option<&Result<Timetable, NoTimetable>>,
    effort: &Effort<'_>,
) -> Result<Briefing, BriefingError> {
    let desk = Desk::of(view, effort);
    let plan = plan.and_then(|plan| desk.plan(plan));
    let sections = desk.order_sections(plan);
    if sections.is_empty() {
        return Err(BriefingError::NothingToSay(Question::Order));
    }
    Ok(desk.bound(sections, Verdict::Answered))
}

/// The implementation matrix as one seat may know it: a line for each commitment.
#[must_use]
pub fn matrix(view: &View<'_>) -> Vec<MatrixRow> {
    let watch = problem::Watch::new();
    let desk = Desk {
        view,
        language: Language::english(),
        effort: &Effort::unbounded(&watch),
    };
    desk.matrix()
}

/// What the sections come to, in a sentence each.
fn in_short(sections: &[Section]) -> Section {
    Section::new("short", "In short").list(told_in_short(sections))
}

fn told_in_short(sections: &[Section]) -> Vec<String> {
    const TOLD: &[&str] = &[
        "points",
        "declared",
        "unrejected",
        "worth",
        "raises",
        "zone",
        "clashes",
        "frontier",
        "fair",
        "division",
        "homes",
        "improve",
        "trades",
        "prices",
        "sensitivity",
        "order",
        "stability",
        "funding",
        "plan",
        "implementation",
        "guarantees",
        "holes",
        "hangs",
        "pays",
        "alerts",
        "session",
        "moved",
        "convergence",
        "treatment",
        "rivals",
        "consensus",
        "unsaid",
    ];
    let told = sections.iter().filter(|section| TOLD.contains(&section.id));
    told.map(|section| format!("{}.", section.heading))
        .collect()
}

impl Desk<'_, '_> {
    /// Everything about order, with a plan.
    fn order_sections(&self, plan: Option<Section>) -> Vec<Section> {
        let first = [self.order(), plan, self.commitments()];
        let after = [self.implementation(), self.ladders()];
        let last = [self.clocks(), self.rest_days()];
        first
            .into_iter()
            .chain(after)
            .chain(last)
            .flatten()
            .collect()
    }

    /// What follows from what was said in words, only where it was asked: it costs many draws. A
    /// delegation reads of its own words alone.
    fn in_words(&self, question: Question) -> Vec<Section> {
        if !matches!(question, Question::Robust | Question::Ask) {
            return Vec::new();
        }
        let Some(posed) = self.heard() else {
            return Vec::new();
        };
        let mut sections = vec![self.said(&posed)];
        if *self.view.seat() == Seat::Mediator {
            if question == Question::Robust {
                sections.extend(self.robust(&posed, DRAWS));
            } else {
                let compared = self.compared(&posed);
                sections.extend(compared.and_then(|compared| self.ask(&posed, &compared)));
            }
        }
        sections
    }

    /// What is inferred, only where it was asked.
    fn limits_inferred(&self, question: Question) -> Vec<Section> {
        if question != Question::LimitsInferred {
            return Vec::new();
        }
        let posed = self.view.pose();
        posed.map_or_else(|_| Vec::new(), |posed| self.inferred(&posed))
    }

    /// What a question asks of whether an agreement holds: its order, which states of the conflict
    /// hold, its guarantees.
    fn after_signing(&self, question: Question) -> Vec<Section> {
        let mut sections = Vec::new();
        if question.includes(Question::Order) {
            let start = self.view.plan_start();
            let made = start.map(|start| self.timetable(&self.view.plan_in_hand(start)));
            let plan = made.and_then(|made| self.plan(&made));
            sections.extend(self.order_sections(plan));
        }
        if question.includes(Question::Stability) {
            sections.extend(self.stability());
        }
        if question.includes(Question::Guarantees) {
            sections.extend(self.guarantees());
        }
        sections
    }

    /// What is on record, after what is worked out from it.
    fn on_record(&self, question: Question) -> Vec<Section> {
        let mut sections = Vec::new();
        if question == Question::All {
            sections.extend([self.options(), self.linkages()].into_iter().flatten());
        }
        if question.includes(Question::Funding) {
            let money = self.funding(&FundingTrial::default());
            sections.extend([money, self.money()].into_iter().flatten());
        }
        if question.includes(Question::Rounds) {
            sections.extend(self.all_rounds(self.view.rounds_day()));
        }
        if question.includes(Question::Rivals) {
            sections.extend(self.lineage());
            sections.extend(self.rivals());
        }
        if question == Question::Consensus
            || question == Question::All && self.says_more_than_unanimity()
        {
            sections.extend(self.all_consensus());
        }
        if question.includes(Question::Signals) {
            sections.extend(self.all_signals());
        }
        if question.includes(Question::Readiness) {
            sections.extend(self.all_readiness(self.view.readiness_day()));
        }
        if question == Question::All {
            let last = [self.unsaid(), self.corrections(), self.source_list()];
            sections.extend(last.into_iter().flatten());
        }
        sections
    }

    pub(crate) fn bound(&self, sections: Vec<Section>, verdict: Verdict) -> Briefing {
        let heading = self.view.heading();
        let verdict = if self.effort.watch.is_stopped() {
            Verdict::Stopped
        } else {
            verdict
        };
        Briefing {
            title: self.words(&heading.title).to_owned(),
            case: heading.id.to_string(),
            seat: self.place(),
            sections,
            verdict,
        }
    }

    fn place(&self) -> Place {
        let team = "the mediation team";
        match self.view.seat() {
            Seat::Mediator => Place {
                name: "Mediation team".into(),
                seen_by: format!("{team} only"),
                confidential: true,
            },
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                let name = self.party_name(party);
                let seen_by = format!("{name} and {team}");
                Place {
                    name,
                    seen_by,
                    confidential: true,
                }
            }
            Seat::Public => Place {
                name: "Public".into(),
                seen_by: "everybody".into(),
                confidential: false,
            },
        }
    }

    fn no_figures(&self, why: &PoseError) -> Section {
        let words = why.to_string();
        let mut lines = words.lines();
        let mut section = Section::new("figures", "No package is computed for this page");
        if let Some(first) = lines.next() {
            section = section.say(crate::desk::capital(first) + ".");
        }
        section
    }
}
