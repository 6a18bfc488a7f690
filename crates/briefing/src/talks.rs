//! Rehearsed talks: what procedures come to with simulated parties, for the mediation team alone.
//!
//! Invariant: a case marked live is refused; a simulated party stands for nobody; and nothing here
//! is kept or shown to another seat.

mod leaks;
mod refusal;

use crate::briefing::{Align, Briefing, Found, Section, Table, Verdict};
use crate::desk::Desk;
use crate::picture::{Course, Courses, Picture};
use crate::text::counted;
use analysis::talks::{Cell, Mark, Plan, Tournament, Unmeasured, Yardstick, tournament};
use case::{Posed, View};
use disclosure::Seat;
use problem::robust::Share;
use problem::talks::{Company, Manner};
use problem::{Claim, Effort, Reach};
pub use refusal::TalksError;

/// The most rounds that are rehearsed.
pub const ROUNDS_MAX: u32 = 500;

/// The most runs.
pub const RUNS_MAX: u64 = 10_000;

/// The most vectors of a frontier against which ends are measured.
const VECTORS_MAX: usize = 20_000;

/// Rehearsed talks: the briefing, and every run for a table of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talks {
    /// What came of it, in words.
    pub briefing: Briefing,
    /// Run by run.
    pub runs: Vec<TalksRun>,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalksRun {
    /// The procedure, by its short name.
    pub procedure: &'static str,
    /// The simulated parties, by their short name.
    pub parties: &'static str,
    /// Which run, from 1.
    pub run: u64,
    /// Whether it ended in an agreement.
    pub agreed: bool,
    /// What the party served worst has, in millionths of its way from no deal to its best.
    pub least: u32,
    /// How far the end lies from the frontier, from Nash and from Kalai-Smorodinsky, in the same.
    pub off: [u32; 3],
    /// How many questions were put or offers made.
    pub asked: u32,
    /// How much the replies of the party asked most can have told, in bits, at most.
    pub bits: u32,
}

/// Rehearses talks as a plan says.
///
/// # Errors
/// When the case is live, the seat is not the mediation team's, or the figures do not allow it.
pub fn rehearse_talks(
    view: &View<'_>,
    plan: &Plan,
    effort: &Effort<'_>,
) -> Result<Talks, TalksError> {
    if view.heading().live {
        return Err(TalksError::Live);
    }
    if *view.seat() != Seat::Mediator {
        return Err(TalksError::NotForThisSeat);
    }
    let posed = view.pose().map_err(TalksError::NoFigures)?;
    let measured = Effort {
        vectors_max: VECTORS_MAX.min(effort.vectors_max),
        ..*effort
    };
    let yardstick = Yardstick::of(&posed.problem, &measured);
    let yardstick = yardstick.map_err(|why| match why {
        Unmeasured::NothingAcceptable => TalksError::NothingAcceptable,
        Unmeasured::Stopped => TalksError::Stopped,
    })?;
    let claim = tournament(&posed.problem, (plan, &yardstick), effort);
    let desk = Desk::of(view, effort);
    let rehearsed = Rehearsed {
        desk: &desk,
        posed: &posed,
        plan,
        yardstick: &yardstick,
        claim: &claim,
    };
    let mut sections = vec![rehearsed.talks()];
    sections.extend(rehearsed.leaks());
    Ok(Talks {
        briefing: desk.bound(sections, Verdict::Answered),
        runs: runs(&claim.answer),
    })
}

fn runs(tournament: &Tournament) -> Vec<TalksRun> {
    let cells = tournament.cells.iter();
    let runs = cells.flat_map(|cell| {
        (1..).zip(&cell.marks).map(|(run, mark)| TalksRun {
            procedure: cell.procedure.name(),
            parties: cell.company.name(),
            run,
            agreed: mark.agreed,
            least: mark.least,
            off: [mark.off_frontier, mark.off_nash, mark.off_kalai],
            asked: mark.asked,
            bits: mark.bits,
        })
    });
    runs.collect()
}

/// What was rehearsed, on the desk.
struct Rehearsed<'r, 'd, 'v, 'a> {
    desk: &'r Desk<'v, 'a>,
    posed: &'r Posed,
    plan: &'d Plan,
    yardstick: &'d Yardstick,
    claim: &'d Claim<Tournament>,
}

/// What the procedures are.
const PROCEDURES: &str = "Next question: one text, and in each room the question whose answer is \
                          expected to tell most. Criticism: one text that all criticise and the \
                          mediator mends. Joint gains: one text moved, bracket by bracket, to what \
                          all find at least as good. Random flips: one text changed by chance, \
                          unless somebody votes against it; annealing: the same with strong and \
                          weak votes, of which the mediator overrules some early on. Alternating \
                          offers: no mediator.";

impl Rehearsed<'_, '_, '_, '_> {
    fn talks(&self) -> Section {
        let runs = self.claim.answer.runs;
        let mut section = Section::new("talks", self.heading()).say(format!(
            "{} of at most {} each, seed {}. In a round, one thing is put to each party; where \
             offers alternate, each makes one.",
            counted(runs, "run"),
            counted(u64::from(self.plan.rounds), "round"),
            self.plan.seed
        ));
        section = section.say(
            "The parties are simulated: they want what the case's figures say, and behave as their \
             kind does. They stand for nobody, and what comes of it is no forecast.",
        );
        for company in &self.plan.companies {
            section = section.table(self.table(*company));
            let courses = self.courses(*company);
            if !courses.courses.is_empty() {
                section = section.picture(Picture::Courses(courses));
            }
        }
        let kinds = self.kinds();
        section = section.list(kinds).remark(PROCEDURES).remark(format!(
            "Agreed: runs that ended in an agreement, with the interval of Wilson at 95 %, and \
             none for alternating offers, which leave nothing to chance. The other figures are \
             medians, per cent of each party's own way from no deal to the best package that all \
             could accept. Served worst: what the party has that has least; nothing without an \
             agreement; at most {} %. Off: the greatest difference for any party to the nearest \
             package of the frontier, and to the nearest fair one after Nash and after Kalai and \
             Smorodinsky, over the runs that were agreed. Told: how much the replies of the party \
             asked most can have told, in bits, at most.",
            percent(self.yardstick.best_least)
        ));
        let measured = if self.yardstick.is_exact {
            "measured against proved marks"
        } else {
            "measured against the best marks found"
        };
        let reach = match self.claim.reach {
            Reach::Complete => counted(runs, "run"),
            Reach::Stopped(_) => format!("stopped after {}", counted(runs, "run")),
        };
        section.found(Found {
            what: "Rehearsed talks".into(),
            method: self.claim.method.into(),
            nodes: self.claim.nodes,
            reach,
            checked: format!("{measured}; replies are held to their definition in tests"),
        })
    }

    /// Which procedure serves the party served worst best on average, with the first company.
    fn heading(&self) -> String {
        let Some(company) = self.plan.companies.first() else {
            return "No parties were simulated".to_owned();
        };
        if self.claim.answer.runs == 0 {
            return "Stopped before the first run was finished".to_owned();
        }
        let sum = |cell: &&Cell| {
            cell.marks
                .iter()
                .map(|mark| u64::from(mark.least))
                .sum::<u64>()
        };
        let cells = self.cells(*company);
        let best = cells.iter().map(&sum).max().unwrap_or(0);
        let first: Vec<&str> = cells
            .iter()
            .filter(|cell| best > 0 && sum(cell) == best)
            .map(|cell| cell.procedure.title())
            .collect();
        match first.as_slice() {
            [] => "No procedure comes to an agreement that serves everybody".to_owned(),
            [one] => format!(
                "With {}, the party served worst is served best by: {one}",
                said(*company)
            ),
            several => format!(
                "With {}, {} procedures serve the party served worst alike",
                said(*company),
                several.len()
            ),
        }
    }

    fn cells(&self, company: Company) -> Vec<&Cell> {
        let cells = self.claim.answer.cells.iter();
        cells.filter(|cell| cell.company == company).collect()
    }

    fn table(&self, company: Company) -> Table {
        let columns = [
            ("Procedure", Align::Start),
            ("Agreed", Align::End),
            ("95 %", Align::End),
            ("Served worst", Align::End),
            ("Off frontier", Align::End),
            ("Off Nash", Align::End),
            ("Off K-S", Align::End),
            ("Asked", Align::End),
            ("Told", Align::End),
        ];
        let mut table = Table::new(format!("Parties: {}", said(company)), &columns);
        for cell in self.cells(company) {
            let figure = |figure: fn(&Mark) -> u32| {
                cell.median_agreed(figure)
                    .map_or_else(|| "–".to_owned(), percent)
            };
            let middle = |figure: fn(&Mark) -> u32| {
                cell.median(figure)
                    .map_or_else(String::new, |n| n.to_string())
            };
            let least = cell.median(|mark| mark.least);
            table.row(vec![
                cell.procedure.title().to_owned(),
                format!("{} of {}", cell.agreements(), cell.marks.len()),
                interval(cell),
                least.map_or_else(String::new, percent),
                figure(|mark| mark.off_frontier),
                figure(|mark| mark.off_nash),
                figure(|mark| mark.off_kalai),
                middle(|mark| mark.asked),
                middle(|mark| mark.bits),
            ]);
        }
        table
    }

    /// What the text would give the party served worst, round by round.
    fn courses(&self, company: Company) -> Courses {
        let cells = self.cells(company).into_iter();
        let courses = cells.filter(|cell| !cell.course.is_empty()).map(|cell| {
            let runs = cell.marks.len().max(1) as u64;
            let at = |sum: &u64| i64::try_from(sum / runs / 1_000).unwrap_or(0).min(1_000);
            Course {
                name: cell.procedure.title().to_owned(),
                at: cell.course.iter().map(at).collect(),
            }
        });
        let courses: Vec<Course> = courses.collect();
        let ends = courses.iter().map(|course| {
            let last = course.at.last().copied().unwrap_or(0);
            format!("{} {}.{} %", course.name, last / 10, last % 10)
        });
        Courses {
            title: format!("Served worst, round by round: {}", said(company)),
            description: format!(
                "What the text as it stands would give the party served worst, mean over the runs. \
                 At the end: {}.",
                ends.collect::<Vec<_>>().join("; ")
            ),
            rounds: i64::from(self.plan.rounds),
            mark: i64::from(self.yardstick.best_least / 1_000),
            mark_label: "the most it can have".to_owned(),
            courses,
        }
    }

    /// What the kinds that take part do, in a sentence each.
    fn kinds(&self) -> Vec<String> {
        let of = |company: &Company| match company {
            Company::All(manner) | Company::One(manner) => *manner,
        };
        let mut kinds: Vec<Manner> = self.plan.companies.iter().map(of).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
            .into_iter()
            .map(|manner| kind(manner).to_owned())
            .collect()
    }
}

/// A kind of simulated party, in a sentence.
const fn kind(manner: Manner) -> &'static str {
    match manner {
        Manner::Truthful => {
            "Truthful: answers truly, calls good enough what beats no deal, and never votes for \
             something worse."
        }
        Manner::Annealer => {
            "Annealer: as the truthful one, but bears losses by chance, fewer as time goes (Klein \
             and others 2003)."
        }
        Manner::Conceder => {
            "Conceder: asks for much and gives way early (Faratin, Sierra and Jennings 1998)."
        }
        Manner::Linear => "Linear: gives way evenly (the same).",
        Manner::Hardliner => {
            "Hardliner: asks for nearly everything until the end, and makes losses out to be great."
        }
        Manner::Learner => {
            "Learner: takes from what it is shown what it may hope for; where offers alternate, \
             from how often an option is offered what the others want."
        }
        Manner::Saboteur => {
            "Saboteur: answers by chance, takes back what it agreed to, and signs only what gives \
             it nine tenths of all it could hope for. It is a kind of simulated party and \
             describes nobody."
        }
    }
}

/// A company in words.
fn said(company: Company) -> String {
    match company {
        Company::All(manner) => format!("all {}", plural(manner)),
        Company::One(manner) => format!("one {}, the others truthful", manner.name()),
    }
}

const fn plural(manner: Manner) -> &'static str {
    match manner {
        Manner::Truthful => "truthful",
        Manner::Linear => "linear",
        Manner::Annealer => "annealers",
        Manner::Conceder => "conceders",
        Manner::Hardliner => "hardliners",
        Manner::Learner => "learners",
        Manner::Saboteur => "saboteurs",
    }
}

/// The interval of Wilson; none where nothing is left to chance and all runs are one.
fn interval(cell: &Cell) -> String {
    if !cell.procedure.has_text() {
        return "–".to_owned();
    }
    let of = cell.marks.len() as u64;
    let share = Share {
        count: cell.agreements(),
        of,
        independent: of,
    };
    share.interval().map_or_else(String::new, |(low, high)| {
        format!("{} to {}", low / 100, high.div_ceil(100))
    })
}

/// Millionths as per cent with one digit.
fn percent(parts: u32) -> String {
    format!("{}.{}", parts / 10_000, parts % 10_000 / 1_000)
}
