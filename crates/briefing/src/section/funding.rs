//! Whether the money meets the needs: by period, what is missing and why, what each step unlocks
//! and what a slipped one costs.

mod account;
mod steps;

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::reach;
use crate::section::money::{figure_words, rate_words};
use account::Account;
use analysis::allocation::{TooManyPairs, best, shortfalls};
use case::{Exact, FundingId, FundingTrial, PosedFunding};
use problem::allocation::{Allocation, Best, Shortfall};
use problem::{Claim, Reach};
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
        let short = short_by_period(account, &claim.answer)?;
        let bars = account.bars(&claim.answer);
        let mut section = Section::new("funding", account.heading(&bars))
            .picture(account.picture(&bars))
            .say(account.stages(&claim.answer))
            .list(self.shortfall_words(account, &short));
        section = self.with_discount(section, (account, account.missing(&bars)), trial)?;
        section = self.with_steps(section, account)?;
        let checked = fund.proves(calendar, &claim.answer)
            && short.iter().all(|short| {
                let mut groups = short.groups.iter();
                groups.all(|each| fund.is_shortfall(calendar, each))
            });
        section = section.list(self.rates_used(account)).remark(
            "Earlier periods come first. Money goes to a need within its earmark, on days that \
             both have, once the steps it waits for are done as expected. What is part of another \
             line is not counted beside it.",
        );
        if !account.posed.unconverted.is_empty() {
            let count = account.posed.unconverted.len();
            section = section.remark(format!(
                "{count} lines are left out: no rate is known here for their currency."
            ));
        }
        Ok(section.found(found(&claim, checked)))
    }

    /// Why it is missing, period by period: needs up to then, and all the money that is open to
    /// any of them.
    fn shortfall_words(&self, account: &Account<'a>, short: &[Short]) -> Vec<String> {
        let mut words = Vec::new();
        for Short { rank, groups } in short {
            let period = account.short_period(*rank);
            let (bare, open): (Vec<_>, Vec<_>) =
                groups.iter().partition(|group| group.lines.is_empty());
            let names = bare.iter().map(|group| {
                let names = few(self.need_titles(account, group)).unwrap_or_default();
                format!("{names} ({})", account.figure(group.needed))
            });
            if let Some(names) = few(names) {
                words.push(format!("In {period}, no money is open to {names}."));
            }
            for group in open {
                let lines = group.lines.iter().filter_map(|line| {
                    let line = account.posed.lines.get(*line)?;
                    Some(self.line_title(account, &line.line))
                });
                words.push(format!(
                    "Up to {period}, {} come to {}, and no money is open to them but {}, \
                     together {}: however it is spread, {} is missing.",
                    few(self.need_titles(account, group)).unwrap_or_default(),
                    account.money(group.needed),
                    few(lines).unwrap_or_default(),
                    account.money(group.open),
                    account.money(group.gap())
                ));
            }
        }
        words
    }

    fn need_titles(
        &self,
        account: &Account<'a>,
        group: &Shortfall,
    ) -> impl Iterator<Item = String> {
        group.needs.iter().filter_map(|need| {
            let need = account.posed.needs.get(*need)?;
            let title = self.line_title(account, &need.line);
            Some(match need.for_investors {
                true => format!("the cover that investors ask for in {title}"),
                false => title,
            })
        })
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
        if claim.reach != Reach::Complete {
            return Ok(section.remark(
                "What earlier shares would leave was not worked out: the work was stopped.",
            ));
        }
        let spent = less
            .posed
            .lines
            .rows()
            .filter(|line| !less.is_cover(&line.line));
        let off: u64 = spent.map(|line| line.discount).sum();
        Ok(section.say(format!(
            "If each pays of what is not yet paid the share that it paid before ({}), {} less \
             comes and {} more is missing.",
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
            let used = exchange.used(from, to).filter(|_| from != to)?;
            // As it stands on record: a small one, turned round, would lose its digits.
            Some(format!(
                "{from} is counted at 1 {} = {} {}, the rate of {}{}.",
                used.from,
                rate_words(&used.rate),
                used.to,
                used.date,
                crate::desk::remarks(&used.grounds) + &self.sources(&used.grounds)
            ))
        });
        used.collect()
    }
}

/// What is short up to the period of a rank, where something of that period is missing.
struct Short {
    rank: u32,
    groups: Vec<Shortfall>,
}

/// What is short, for the first periods in which something is missing.
fn short_by_period(account: &Account<'_>, best: &Best) -> Result<Vec<Short>, TooManyPairs> {
    let (fund, calendar) = (&account.posed.fund, &account.posed.calendar);
    let unmet = fund.unmet(&best.allocation);
    let gaps = fund.by_rank(unmet.rows().copied());
    let mut short = Vec::new();
    for (rank, _) in gaps.into_iter().filter(|(_, gap)| *gap > 0).take(TOLD_MAX) {
        let until = Best {
            allocation: Allocation::new(),
            short_from: best
                .short_from
                .map(|from| from.filter(|from| *from <= rank)),
        };
        let mut groups = shortfalls(fund, calendar, &until)?;
        groups.retain(|group| {
            group.needs.iter().any(|need| {
                let of_rank = fund
                    .needs()
                    .get(*need)
                    .is_some_and(|need| need.rank == rank);
                of_rank && unmet.get(*need).is_some_and(|left| *left > 0)
            })
        });
        short.push(Short { rank, groups });
    }
    Ok(short)
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
