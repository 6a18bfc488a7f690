//! What each step unlocks, and what it costs that one slips.

use super::Account;
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined};
use analysis::allocation::{TooManyPairs, slip, unlocking};
use problem::allocation::Slip;
use problem::{ActIx, Reach};

/// How many days a step slips by where nobody asks for another number.
const SLIP_DAYS: i32 = 90;

impl<'a> Desk<'_, 'a> {
    /// The section with what the steps unlock, and what it costs that one slips.
    pub(super) fn with_steps(
        &self,
        section: Section,
        account: &Account<'a>,
    ) -> Result<Section, TooManyPairs> {
        let steps = account.posed.steps.iter();
        let open: Vec<ActIx> = steps
            .filter(|(_, act)| !account.done.contains(act))
            .map(|(step, _)| step)
            .collect();
        if open.is_empty() {
            return Ok(section);
        }
        let (fund, calendar) = (&account.posed.fund, &account.posed.calendar);
        let claim = unlocking(fund, calendar, &open, self.effort)?;
        if claim.reach != Reach::Complete {
            return Ok(
                section.remark("What each step unlocks was not worked out: the work was stopped.")
            );
        }
        let worth = claim.answer;
        let caption = format!("What each step unlocks, in {}", account.unit());
        let mut table = Table::new(
            caption,
            &[
                ("Step", Align::Start),
                ("Expected", Align::Start),
                ("Waits for it", Align::End),
                ("Meets alone", Align::End),
                ("Missing without it", Align::End),
            ],
        );
        for step in &worth.steps {
            table.row(vec![
                self.act_named(account, step.step),
                self.step_day(account, step.step),
                account.figure(step.waiting),
                account.figure(step.alone),
                account.figure(step.missed),
            ]);
        }
        let all = worth.all.saturating_sub(worth.none);
        let words = format!(
            "With no further step, {} of what is needed is met, cover for risks among it; with all \
             as expected, {} more. A step may meet little alone and much with others.",
            account.money(worth.none),
            account.money(all)
        );
        Ok(section
            .table(table)
            .say(words)
            .list(self.slips(account, &open)?))
    }

    /// What it costs that each step slips, where it is expected at all.
    fn slips(&self, account: &Account<'a>, open: &[ActIx]) -> Result<Vec<String>, TooManyPairs> {
        let (fund, calendar) = (&account.posed.fund, &account.posed.calendar);
        let mut words = Vec::new();
        for step in open {
            let Some(day) = calendar.get(*step).copied().flatten() else {
                continue;
            };
            let later = Some(day.saturating_add(SLIP_DAYS));
            let cost = slip(fund, calendar, (*step, later), self.effort)?;
            if cost.reach != Reach::Complete {
                words.push(
                    "What more slips would cost was not worked out: the work was stopped."
                        .to_owned(),
                );
                break;
            }
            let cost = cost.answer;
            words.push(format!(
                "If “{}” comes {SLIP_DAYS} days later, {}.",
                self.act_named(account, *step),
                slip_words(account, &cost)
            ));
        }
        Ok(words)
    }

    fn act_named(&self, account: &Account<'a>, step: ActIx) -> String {
        let act = account.posed.steps.get(step);
        act.map(|act| self.act_title(act)).unwrap_or_default()
    }

    fn step_day(&self, account: &Account<'a>, step: ActIx) -> String {
        let act = account.posed.steps.get(step);
        let told = self
            .view
            .milestones()
            .filter(|seen| Some(&seen.item.act) == act);
        let day = told.last().and_then(|seen| seen.item.expected);
        day.map_or_else(|| "not expected".to_owned(), |day| day.to_string())
    }
}

/// What a slip costs: money that comes later, that no longer comes, and the gap by period.
fn slip_words(account: &Account<'_>, cost: &Slip) -> String {
    let mut parts = Vec::new();
    if cost.later > 0 {
        parts.push(format!(
            "{} may be paid only later",
            account.money(cost.later)
        ));
    }
    if cost.lost > 0 {
        parts.push(format!(
            "{} can no longer be paid",
            account.money(cost.lost)
        ));
    }
    let mut changed = Vec::new();
    for (rank, after) in &cost.after {
        let before = cost.before.get(rank).copied().unwrap_or(0);
        let at = usize::try_from(*rank).unwrap_or(usize::MAX);
        if *after > before {
            let more = account.money(after - before);
            changed.push(format!("{more} more is missing in {}", account.period(at)));
        } else if *after < before {
            let less = account.money(before - after);
            changed.push(format!("{less} less is missing in {}", account.period(at)));
        }
    }
    if changed.is_empty() {
        parts.push("no period misses more".to_owned());
    }
    parts.extend(changed);
    joined(&parts)
}
