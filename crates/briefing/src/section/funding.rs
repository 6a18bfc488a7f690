//! Whether the money meets the needs: by period, what is missing and why, what each step unlocks
//! and what a slipped one costs.

mod account;
mod steps;

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::reach;
use crate::section::money::figure_words;
use account::Account;
use analysis::allocation::{TooManyPairs, best, shortfalls};
use case::{Exact, FundingId, FundingTrial, PosedFunding};
use problem::Claim;
use problem::allocation::{Best, Shortfall};
use std::collections::BTreeSet;

/// How many shortfalls, and how many names in each, are told.
const TOLD_MAX: usize = 8;

impl<'a> Desk<'_, 'a> {
    /// Whether the money that this seat sees meets the needs that it sees; nothing where no
    /// currency is said.
    pub(crate) fn funding(&self, trial: &FundingTrial) -> Option<Section> {
        let account = self.account(trial)?;
        if account.posed.needs.is_empty() {
            return None;
        }
        match self.funding_answer(&account, trial) {
            Ok(section) => Some(section),
            Err(error) => {
                let heading = "Needs and money cannot be held against each other";
                Some(Section::new("funding", heading).say(format!("{error}.")))
            }
        }
    }

    fn funding_answer(
        &self,
        account: &Account<'a>,
        trial: &FundingTrial,
    ) -> Result<Section, TooManyPairs> {
        let PosedFunding { fund, calendar, .. } = &account.posed;
        let claim = best(fund, calendar, self.effort)?;
        let short = shortfalls(fund, calendar, &claim.answer)?;
        let bars = account.bars(&claim.answer);
        let mut section = Section::new("funding", account.heading(&bars))
            .picture(account.picture(&bars))
            .say(account.stages(&claim.answer))
            .list(self.shortfall_words(account, &short));
        section = self.with_discount(section, (account, account.missing(&bars)), trial)?;
        section = self.with_steps(section, account)?;
        let checked = fund.proves(calendar, &claim.answer)
            && short.iter().all(|each| fund.is_shortfall(calendar, each));
        section = section.list(self.rates_used(account)).remark(
            "Earlier periods come first; in one period, the order of the file. Money goes to a \
             need within its earmark, on days that both have, once the steps it waits for are \
             done as expected. What is part of another line is not counted beside it.",
        );
        if !account.posed.unconverted.is_empty() {
            let count = account.posed.unconverted.len();
            section = section.remark(format!(
                "{count} lines are left out: no rate is known here for their currency."
            ));
        }
        Ok(section.found(found(&claim, checked)))
    }

    /// Why it is missing: needs, and all the money that is open to any of them.
    fn shortfall_words(&self, account: &Account<'a>, short: &[Shortfall]) -> Vec<String> {
        let mut short: Vec<&Shortfall> = short.iter().filter(|each| each.gap() > 0).collect();
        short.sort_by_key(|each| std::cmp::Reverse(each.gap()));
        let told = short.iter().take(TOLD_MAX).map(|each| {
            let needs = each.needs.iter().filter_map(|need| {
                let need = account.posed.needs.get(*need)?;
                let title = self.line_title(account, &need.line);
                Some(match need.for_investors {
                    true => format!("the cover that investors ask for in {title}"),
                    false => title,
                })
            });
            let lines = each.lines.iter().filter_map(|line| {
                let line = account.posed.lines.get(*line)?;
                Some(self.line_title(account, &line.line))
            });
            let (needs, lines) = (few(needs), few(lines));
            let (needed, open) = (account.money(each.needed), account.money(each.open));
            let gap = account.money(each.gap());
            match lines {
                None => format!(
                    "No money is open to {} ({needed}).",
                    needs.unwrap_or_default()
                ),
                Some(lines) => format!(
                    "Of {} ({needed}), {gap} is missing whatever is done: no money is open to it \
                     but {lines}, together {open}.",
                    needs.unwrap_or_default()
                ),
            }
        });
        let mut words: Vec<String> = told.collect();
        if let Some(more) = short.len().checked_sub(TOLD_MAX + 1) {
            words.push(format!("{} more shortfalls are smaller.", more + 1));
        }
        words
    }

    fn line_title(&self, account: &Account<'a>, id: &FundingId) -> String {
        let title = account.lines.get(id).map(|line| self.words(&line.text));
        format!("“{}”", title.unwrap_or_else(|| id.as_str()))
    }

    /// What is missing if what is not paid is paid as before.
    fn with_discount(
        &self,
        section: Section,
        (account, gap): (&Account<'a>, u64),
        trial: &FundingTrial,
    ) -> Result<Section, TooManyPairs> {
        let shares: Vec<String> = self
            .view
            .deliveries()
            .filter_map(|seen| {
                let share = &seen.item.share * Exact::from_integer(100.into());
                let by = self.party_name(seen.item.by.as_ref()?);
                let assumed = if seen.item.given_by.is_some() {
                    ", assumed"
                } else {
                    ""
                };
                Some(format!("{by} {}%{assumed}", figure_words(&share)))
            })
            .collect();
        if shares.is_empty() || trial.discounted {
            return Ok(section);
        }
        let trial = FundingTrial {
            discounted: true,
            ..trial.clone()
        };
        let Some(less) = self.account(&trial) else {
            return Ok(section);
        };
        let claim = best(&less.posed.fund, &less.posed.calendar, self.effort)?;
        let more = account
            .missing(&less.bars(&claim.answer))
            .saturating_sub(gap);
        let off: u64 = less.posed.lines.rows().map(|line| line.discount).sum();
        Ok(section.say(format!(
            "If each pays of what is not yet paid the share that it paid before ({}), {} less comes \
             and {} more is missing.",
            joined(&shares),
            account.money(off),
            account.money(more)
        )))
    }

    fn rates_used(&self, account: &Account<'a>) -> Vec<String> {
        let rates = self.view.rates().map(|seen| seen.item);
        let exchange = case::Exchange::of(rates);
        let currencies: BTreeSet<_> = account
            .lines
            .values()
            .filter(|line| line.footing == case::Footing::Counted)
            .filter_map(|line| line.amount.as_ref()?.unit.currency())
            .collect();
        let used = currencies.into_iter().filter_map(|from| {
            let to = &account.posed.currency;
            let rate = exchange.rate(from, to).filter(|_| from != to)?;
            let used = exchange.used(from, to)?;
            Some(format!(
                "{from} is counted at {} {to}, the rate of {}{}.",
                problem::scale::decimal(&rate, 4),
                used.date,
                crate::desk::remarks(&used.grounds) + &self.sources(&used.grounds)
            ))
        });
        used.collect()
    }
}

/// The first few of some names, each once, and how many more there are.
fn few(names: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(TOLD_MAX);
    names.truncate(TOLD_MAX);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    Some(joined(&names))
}

fn found(claim: &Claim<Best>, checked: bool) -> Found {
    // tidy: bool, because it is the outcome of the check that stands beside it.
    let checked = match checked {
        true => "the allocation and the reason for each gap were checked line by line",
        false => "the check did not pass, or the work was stopped: treat this section as a sketch",
    };
    Found {
        what: "Money to needs".into(),
        method: claim.method.into(),
        nodes: claim.nodes,
        reach: reach::words(&claim.reach),
        checked: checked.into(),
    }
}
