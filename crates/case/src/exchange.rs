//! What amounts come to in one currency, by the rates on record.
//!
//! Invariant: an amount is converted by one rate on record or its inverse, and never through a
//! third currency.

use crate::{Amount, Currency, Exact, Pace, Rate, Unit, Window};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The rates in use: of two for the same currencies, the later one.
#[derive(Debug, Clone, Default)]
pub struct Exchange<'a>(BTreeMap<(&'a str, &'a str), &'a Rate>);

impl<'a> Exchange<'a> {
    /// The rates in use among these.
    #[must_use]
    pub fn of(rates: impl IntoIterator<Item = &'a Rate>) -> Self {
        let mut used: BTreeMap<(&str, &str), &Rate> = BTreeMap::new();
        for rate in rates {
            let pair = (rate.from.as_str(), rate.to.as_str());
            let slot = used.entry(pair).or_insert(rate);
            if slot.date < rate.date {
                *slot = rate;
            }
        }
        Self(used)
    }

    /// The rate by which one currency is changed into another, either way round: the later of the
    /// two, and of one day the direct one. None where no rate is on record.
    #[must_use]
    pub fn used(&self, from: &Currency, to: &Currency) -> Option<&'a Rate> {
        let (from, to) = (from.as_str(), to.as_str());
        let known = [(to, from), (from, to)].map(|pair| self.0.get(&pair).copied());
        known.into_iter().flatten().max_by_key(|rate| rate.date)
    }

    /// How much of the second currency one unit of the first is.
    #[must_use]
    pub fn rate(&self, from: &Currency, to: &Currency) -> Option<Exact> {
        if from == to {
            return Some(Exact::from_integer(1.into()));
        }
        let used = self.used(from, to)?;
        let turned = used.from != *from;
        Some(if turned {
            used.rate.recip()
        } else {
            used.rate.clone()
        })
    }

    /// What an amount comes to over its window in single units of a currency.
    #[must_use]
    pub fn total(&self, amount: &Amount, window: Window, to: &Currency) -> Option<Exact> {
        let rate = self.rate(amount.unit.currency()?, to)?;
        Some(amount.total(window)? * rate)
    }
}

impl Amount {
    /// What it comes to over a window in single units of its currency: an amount a year takes the
    /// share of each year that the window covers, day by day. Nothing for things, and for an
    /// amount a year over a window that is open.
    #[must_use]
    pub fn total(&self, window: Window) -> Option<Exact> {
        let Unit::Money { pace, .. } = &self.unit else {
            return None;
        };
        match pace {
            Pace::Whole => self.single(),
            Pace::Yearly => Some(self.single()? * window.years()?),
        }
    }
}

impl Window {
    /// How many years of the calendar it covers, in days of each year; nothing where it is open or
    /// stands upside down.
    #[must_use]
    pub fn years(self) -> Option<Exact> {
        let (from, to) = (self.from?, self.to?);
        if to < from {
            return None;
        }
        let share = |days: i16, year: i16| Exact::new(days.into(), days_in(year).into());
        let (first, last) = (from.day_of_year(), to.day_of_year());
        if from.year() == to.year() {
            return Some(share(last - first + 1, from.year()));
        }
        let head = share(days_in(from.year()) - first + 1, from.year());
        let whole = Exact::from_integer((to.year() - from.year() - 1).into());
        Some(head + whole + share(last, to.year()))
    }

    /// Whether it ends before it begins.
    #[must_use]
    pub fn is_upside_down(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

fn days_in(year: i16) -> i16 {
    Date::new(year, 1, 1).map_or(365, Date::days_in_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grounds, Reported};
    use jiff::civil::date;

    fn currency(code: &str) -> Currency {
        Currency::new(code).unwrap()
    }

    fn rate(from: &str, to: &str, rate: (i64, i64), on: Date) -> Rate {
        Rate {
            from: currency(from),
            to: currency(to),
            rate: Exact::new(rate.0.into(), rate.1.into()),
            date: on,
            grounds: Grounds::default(),
        }
    }

    fn window(from: Date, to: Date) -> Window {
        let (from, to) = (Some(from), Some(to));
        Window { from, to }
    }

    #[test]
    fn of_two_rates_the_later_is_used_and_it_works_both_ways() {
        let rates = [
            rate("EUR", "USD", (12, 10), date(2031, 2, 1)),
            rate("EUR", "USD", (11, 10), date(2031, 1, 1)),
        ];
        let exchange = Exchange::of(&rates);
        let (eur, usd) = (currency("EUR"), currency("USD"));
        assert_eq!(
            exchange.rate(&eur, &usd),
            Some(Exact::new(6.into(), 5.into()))
        );
        assert_eq!(
            exchange.rate(&usd, &eur),
            Some(Exact::new(5.into(), 6.into()))
        );
        assert_eq!(exchange.rate(&eur, &currency("GBP")), None);
    }

    #[test]
    fn a_later_rate_is_used_also_where_it_is_recorded_the_other_way_round() {
        let rates = [
            rate("EUR", "USD", (11, 10), date(2031, 1, 1)),
            rate("USD", "EUR", (4, 5), date(2031, 2, 1)),
        ];
        let exchange = Exchange::of(&rates);
        let (eur, usd) = (currency("EUR"), currency("USD"));
        let both = [exchange.rate(&eur, &usd), exchange.rate(&usd, &eur)];
        let later = [(5, 4), (4, 5)].map(|(n, d): (i64, i64)| Exact::new(n.into(), d.into()));
        assert_eq!(both, later.map(Some));
    }

    #[test]
    fn an_amount_a_year_counts_the_days_of_each_year() {
        let whole = |n: i64| Exact::from_integer(n.into());
        let years = |from, to| window(from, to).years().unwrap();
        assert_eq!(years(date(2030, 1, 1), date(2033, 12, 31)), whole(4));
        assert_eq!(
            years(date(2032, 7, 1), date(2032, 12, 31)),
            Exact::new(184.into(), 366.into())
        );
        assert_eq!(
            years(date(2031, 7, 1), date(2032, 1, 1)),
            Exact::new(184.into(), 365.into()) + Exact::new(1.into(), 366.into())
        );
        let amount = Amount {
            figure: whole(3),
            least: None,
            reported: Reported::Stated,
            unit: Unit::read("EUR m a year").unwrap(),
        };
        let two = window(date(2031, 1, 1), date(2032, 12, 31));
        assert_eq!(amount.total(two), Some(whole(6_000_000)));
        assert_eq!(amount.total(Window::default()), None);
    }
}
