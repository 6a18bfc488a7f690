//! A tournament: every procedure with every company of simulated parties, run after run.

use super::{Clock, Deck, Mark, Procedure, Yardstick, sit};
use crate::instances::SplitMix;
use problem::talks::Company;
use problem::{Bound, Claim, Effort, Index, Package, PartyIx, Problem, Reach};
use rayon::prelude::*;

/// What is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// By which procedures.
    pub procedures: Vec<Procedure>,
    /// With which parties.
    pub companies: Vec<Company>,
    /// How many rounds talks have: in each, one question to each party, or one offer of each.
    pub rounds: u32,
    /// How many runs.
    pub runs: u64,
    /// What all chance follows from.
    pub seed: u64,
}

/// One procedure with one company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The procedure.
    pub procedure: Procedure,
    /// The parties.
    pub company: Company,
    /// How each run ended.
    pub marks: Vec<Mark>,
    /// What the text after each round would give the party served worst if it were put then to
    /// parties that sign whatever is better than no deal, in millionths, added up over the runs;
    /// empty where there is no text.
    pub course: Vec<u64>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tournament {
    /// The cells: procedures in the order of the plan, and companies within each.
    pub cells: Vec<Cell>,
    /// How many runs of each were finished.
    pub runs: u64,
}

const METHOD: &str = "seeded simulation, the same first texts for every procedure";

/// Plays a tournament, run after run; where somebody stops the work, the runs that were finished.
#[must_use]
pub fn tournament(
    problem: &Problem,
    (plan, yardstick): (&Plan, &Yardstick),
    effort: &Effort<'_>,
) -> Claim<Tournament> {
    let needs_deck = plan.procedures.contains(&Procedure::Offers);
    let deck = needs_deck.then(|| Deck::of(problem)).flatten();
    let table = Ground {
        problem,
        plan,
        yardstick,
        deck: deck.as_ref(),
        clock: Clock::new(if deck.is_some() { plan.rounds } else { 0 }),
    };
    let mut cells = plan.cells();
    cells.retain(|cell| cell.procedure != Procedure::Offers || deck.is_some());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(effort.threads.get());
    let pool = pool.build().ok();
    let mut runs = 0;
    while runs < plan.runs && !effort.watch.is_stopped() {
        let play = |cell: &Cell| table.play((cell.procedure, cell.company), runs);
        let ended: Vec<(Mark, Vec<u32>)> = match &pool {
            Some(pool) => pool.install(|| cells.par_iter().map(play).collect()),
            None => cells.iter().map(play).collect(),
        };
        for (cell, (mark, course)) in cells.iter_mut().zip(ended) {
            cell.take(mark, &course);
        }
        runs += 1;
        effort.watch.report(runs, plan.runs);
    }
    Claim {
        nodes: cells.len() as u64 * runs,
        reach: if runs == plan.runs {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
        answer: Tournament { cells, runs },
        method: METHOD,
    }
}

impl Plan {
    /// The cells before any run.
    fn cells(&self) -> Vec<Cell> {
        let procedures = self.procedures.iter();
        let each = procedures.flat_map(|procedure| {
            let companies = self.companies.iter();
            companies.map(|company| (*procedure, *company))
        });
        let cell = |(procedure, company)| Cell {
            procedure,
            company,
            marks: Vec::new(),
            course: Vec::new(),
        };
        each.map(cell).collect()
    }
}

/// What every run needs.
struct Ground<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    yardstick: &'a Yardstick,
    deck: Option<&'a Deck>,
    clock: Clock,
}

impl Ground<'_> {
    fn play(&self, (procedure, company): (Procedure, Company), run: u64) -> (Mark, Vec<u32>) {
        let parties = self.problem.stances().len();
        let manners = company.manners(parties, run);
        // A run has one seed whatever the procedure, so all begin with the same text.
        let seed = SplitMix::new(self.plan.seed ^ run.rotate_left(32)).next();
        if let (Procedure::Offers, Some(deck)) = (procedure, self.deck) {
            let ended = deck.play(&manners, &self.clock);
            let agreed = ended.agreed.map(|number| deck.package(number));
            let mut mark = self.mark(agreed.as_ref());
            mark.asked = ended
                .rounds
                .saturating_mul(u32::try_from(parties).unwrap_or(u32::MAX));
            mark.bits = ended.rounds.saturating_mul(self.act_bits());
            return (mark, Vec::new());
        }
        let sitting = sit(self.problem, procedure, &manners, (self.plan.rounds, seed));
        let Some(sitting) = sitting else {
            return (self.mark(None), Vec::new());
        };
        let agreed = sitting.is_agreed(self.problem).then_some(&sitting.last);
        let mut mark = self.mark(agreed);
        mark.asked = u32::try_from(sitting.asked()).unwrap_or(u32::MAX);
        let all = (0..parties).filter_map(PartyIx::from_position);
        let bits = all.map(|party| sitting.bits(self.problem, party)).max();
        mark.bits = u32::try_from(bits.unwrap_or(0)).unwrap_or(u32::MAX);
        let least = |text: &Package| self.yardstick.least(self.problem, text);
        let mut course: Vec<u32> = sitting.texts.iter().map(least).collect();
        // Talks that end early stand still.
        let last = course.last().copied().unwrap_or(0);
        course.resize(self.plan.rounds as usize, last);
        (mark, course)
    }

    fn mark(&self, agreed: Option<&Package>) -> Mark {
        self.yardstick.mark(self.problem, agreed)
    }

    /// How much an act can tell, in bits: which package is offered, or that one is taken, or
    /// neither.
    fn act_bits(&self) -> u32 {
        let acts = self.problem.package_count() + 1_u32;
        u32::try_from(acts.bits()).unwrap_or(u32::MAX)
    }
}

impl Cell {
    fn take(&mut self, mark: Mark, course: &[u32]) {
        self.marks.push(mark);
        if self.course.len() < course.len() {
            self.course.resize(course.len(), 0);
        }
        for (sum, part) in self.course.iter_mut().zip(course) {
            *sum += u64::from(*part);
        }
    }

    /// How many runs ended in an agreement.
    #[must_use]
    pub fn agreements(&self) -> u64 {
        self.marks.iter().filter(|mark| mark.agreed).count() as u64
    }

    /// The middle of a figure over the runs, the lower of two; nothing without a run.
    #[must_use]
    pub fn median(&self, figure: impl Fn(&Mark) -> u32) -> Option<u32> {
        median(self.marks.iter().map(figure).collect())
    }

    /// The middle over the runs that ended in an agreement.
    #[must_use]
    pub fn median_agreed(&self, figure: impl Fn(&Mark) -> u32) -> Option<u32> {
        let agreed = self.marks.iter().filter(|mark| mark.agreed);
        median(agreed.map(figure).collect())
    }
}

fn median(mut figures: Vec<u32>) -> Option<u32> {
    figures.sort_unstable();
    figures.get(figures.len().saturating_sub(1) / 2).copied()
}
