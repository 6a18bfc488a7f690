//! The timetable of a plan whose preconditions go in circles: with the fewest changes that leave no
//! circle, from the field's repertoire.

use super::{Kept, NoTimetable, Timetable};
use crate::desk::Desk;
use analysis::order::fewest;
use case::{PosedPlan, StepOf};
use problem::TermIx;
use problem::plan::Term;
use problem::repair::{Remedy, Repair};

/// The most changes that are looked for together.
const CHANGES_MAX: usize = 5;
/// The most sets of changes for which dates are looked for.
const SETS_MAX: usize = 12;

impl Desk<'_, '_> {
    /// The timetable after the fewest changes: those that were asked for; else, of several such
    /// sets, the first that keeps what every side can bear, else the first that has dates.
    pub(super) fn mended(
        &self,
        posed: &PosedPlan,
        way: Option<usize>,
    ) -> Result<Timetable, NoTimetable> {
        let order = posed.order().ok_or(NoTimetable::Circles)?;
        let acts = posed.steps.rows().map(StepOf::act);
        let open = self.view.openness(acts);
        let claim = fewest(&order.precedence, &open, CHANGES_MAX, &self.searching());
        let of = |repair: &Repair| Some((*order.terms.get(repair.clause)?, repair.remedy));
        let sets = claim.answer.sets.iter();
        let sets = sets.map(|set| set.iter().filter_map(of).collect());
        let sets: Vec<Vec<(TermIx, Remedy)>> = sets.collect();
        let mut table = self.best_of(posed, &sets, way)?;
        let words = |set: &Vec<(TermIx, Remedy)>| {
            let words = set.iter().map(|change| self.change_words(posed, change));
            words.collect::<Vec<_>>()
        };
        table.ways.all = sets.iter().take(SETS_MAX).map(words).collect();
        table.ways.more = sets.len().saturating_sub(SETS_MAX);
        let taken = table.ways.taken.checked_sub(1);
        let taken = taken.and_then(|at| table.ways.all.get(at));
        table.repairs = taken.cloned().unwrap_or_default();
        Ok(table)
    }

    /// The timetable of the set that is asked for, or of the one that keeps most.
    fn best_of(
        &self,
        posed: &PosedPlan,
        sets: &[Vec<(TermIx, Remedy)>],
        way: Option<usize>,
    ) -> Result<Timetable, NoTimetable> {
        let known = sets.len().min(SETS_MAX);
        if let Some(asked) = way.filter(|way| !(1..=known).contains(way)) {
            return Err(NoTimetable::NoSuchWay { asked, known });
        }
        let (mut first, mut why) = (None, NoTimetable::Circles);
        let sets = (1..).zip(sets).take(SETS_MAX);
        for (number, changes) in sets.filter(|(number, _)| way.is_none_or(|way| way == *number)) {
            let Ok(repaired) = posed.repaired(changes) else {
                continue;
            };
            let mut table = match self.timetable_of(&repaired) {
                Ok(table) => table,
                Err(no) => {
                    why = no;
                    continue;
                }
            };
            table.ways.taken = number;
            if table.kept == Kept::Everything {
                return Ok(table);
            }
            first = first.or(Some(table));
        }
        first.ok_or(why)
    }

    /// A change of a term, with the clause that it eases.
    fn change_words(&self, posed: &PosedPlan, (term, remedy): &(TermIx, Remedy)) -> String {
        let Some(Term::Requires { step, first, .. }) = posed.plan.terms().get(*term) else {
            return String::new();
        };
        let ends = [*step, *first].map(|step| self.step_name(posed, step));
        let eases = self.term_words(posed, *term);
        let change = crate::desk::capital(&remedy_words(*remedy, &ends));
        format!("{change} (eases {eases})")
    }

    /// What a step is called.
    pub(crate) fn step_title(&self, of: &StepOf) -> String {
        let title = self.act_title(of.act());
        match of {
            StepOf::Act(_) => title,
            StepOf::Added(_, Remedy::Together) => title,
            StepOf::Added(_, Remedy::Split) => format!("{title}: first part"),
            StepOf::Added(_, Remedy::Escrow) => format!("{title}: in escrow"),
            StepOf::Added(_, Remedy::Provisional) => format!("{title}: provisionally"),
            StepOf::Added(_, Remedy::Guarantee) => format!("{title}: guaranteed by others"),
            StepOf::Added(_, Remedy::Deposit) => format!("{title}: signatures deposited"),
        }
    }
}

/// A remedy for what waits and what it waits for, in words.
pub(crate) fn remedy_words(remedy: Remedy, [waits, first]: &[String; 2]) -> String {
    match remedy {
        Remedy::Together => format!("let {waits} and {first} happen together"),
        Remedy::Split => {
            format!("split {first}: a first part before {waits}, the rest when its own time comes")
        }
        Remedy::Escrow => format!(
            "put {first} in escrow with a third party before {waits}, to be released after it"
        ),
        Remedy::Provisional => format!(
            "let {first} take effect provisionally before {waits}, and confirm it when its own \
             time comes"
        ),
        Remedy::Guarantee => {
            format!("let a third party guarantee {first}, so that {waits} need not wait for it")
        }
        Remedy::Deposit => format!(
            "deposit the signatures to {waits} and {first} beforehand, to take effect together"
        ),
    }
}
