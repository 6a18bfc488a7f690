//! The log: dated, sourced public statements and acts, by actor, over time.

use super::{class_word, mode_word, score_words};
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use crate::picture::{Picture, Tick, ToneRow, Tones};
use case::{Date, EventClass, Signal, Tenths, Tone, day_number};
use std::collections::BTreeMap;

/// The most months whose first day is named in a picture.
const TICKS_MAX: usize = 12;

const TONES: [Tone; 4] = [Tone::Positive, Tone::Neutral, Tone::Mixed, Tone::Negative];

impl Desk<'_, '_> {
    /// What was signalled: counts by actor and tone, tone over time, then the log.
    pub(crate) fn signals(&self) -> Option<Section> {
        let signals: Vec<&Signal> = self.view.signals().map(|seen| seen.item).collect();
        let (first, last) = (
            signals.iter().map(|s| s.date).min()?,
            signals.iter().map(|s| s.date).max()?,
        );
        let heading = format!("{} signals from {first} to {last}", signals.len());
        let mut section = Section::new("signals", heading);
        section = section.table(self.tone_table(&signals));
        if first < last {
            section = section
                .picture(self.tones(&signals, (first, last)))
                .table(self.month_table(&signals));
        }
        let section = section.remark(
            "Classes, modes and scores follow the published PLOVER convention; tones are an \
             editorial reading. They are conventions, not measurements, and no mean is taken. \
             Plain words (COMMENT) have no score.",
        );
        Some(section.table(self.signal_log(&signals)))
    }

    fn by_actor<'s>(&self, signals: &[&'s Signal]) -> BTreeMap<String, Vec<&'s Signal>> {
        let mut by_actor: BTreeMap<String, Vec<&Signal>> = BTreeMap::new();
        for signal in signals {
            by_actor.entry(self.actor(signal)).or_default().push(signal);
        }
        by_actor
    }

    fn tone_table(&self, signals: &[&Signal]) -> Table {
        let columns = [
            ("Actor", Align::Start),
            ("positive", Align::End),
            ("neutral", Align::End),
            ("mixed", Align::End),
            ("negative", Align::End),
            ("Classes", Align::Start),
        ];
        let mut table = Table::new("Signals by actor and tone", &columns);
        for (actor, own) in self.by_actor(signals) {
            let mut classes: BTreeMap<EventClass, usize> = BTreeMap::new();
            for signal in &own {
                *classes.entry(signal.event).or_default() += 1;
            }
            let classes = classes
                .iter()
                .map(|(class, count)| format!("{} {count}", class_word(*class)));
            let mut row = vec![actor];
            row.extend(counts(&own));
            row.push(classes.collect::<Vec<_>>().join(", "));
            table.row(row);
        }
        table
    }

    fn month_table(&self, signals: &[&Signal]) -> Table {
        let columns = [
            ("Month", Align::Start),
            ("Actor", Align::Start),
            ("positive", Align::End),
            ("neutral", Align::End),
            ("mixed", Align::End),
            ("negative", Align::End),
            ("Scores", Align::Start),
        ];
        let mut table = Table::new("Tone over time", &columns);
        let mut by_month: BTreeMap<(i16, i8), Vec<&Signal>> = BTreeMap::new();
        for signal in signals {
            let month = (signal.date.year(), signal.date.month());
            by_month.entry(month).or_default().push(signal);
        }
        for ((year, month), of_month) in by_month {
            for (actor, own) in self.by_actor(&of_month) {
                let mut row = vec![format!("{year}-{month:02}"), actor];
                row.extend(counts(&own));
                row.push(range(&own));
                table.row(row);
            }
        }
        table
    }

    /// The picture of tones.
    fn tones(&self, signals: &[&Signal], (first, last): (Date, Date)) -> Picture {
        let since = |day: Date| i64::from(day_number(day)) - i64::from(day_number(first));
        let rows = self.by_actor(signals).into_iter();
        let rows = rows.map(|(name, own)| {
            let marks = own.iter().filter_map(|s| Some((since(s.date), s.tone?)));
            let marks = marks.collect();
            ToneRow { name, marks }
        });
        let rows: Vec<ToneRow> = rows.collect();
        let months = months(first, last);
        let every = months.len().div_ceil(TICKS_MAX).max(1);
        let ticks = months.into_iter().step_by(every).map(|day| Tick {
            day: since(day),
            label: format!("{}-{:02}", day.year(), day.month()),
        });
        let described = rows.iter().map(|row| {
            let count = |tone| row.marks.iter().filter(|(_, each)| *each == tone).count();
            let [up, flat, mixed, down] = TONES.map(count);
            format!(
                "{}: {up} positive, {flat} neutral, {mixed} mixed, {down} negative",
                row.name
            )
        });
        Picture::Tones(Tones {
            title: format!("Tone of signals, {first} to {last}"),
            description: described.collect::<Vec<_>>().join("; "),
            days: since(last),
            ticks: ticks.collect(),
            rows,
        })
    }

    fn actor(&self, signal: &Signal) -> String {
        signal
            .actor
            .as_ref()
            .map_or_else(|| "not attributed".to_owned(), |id| self.party_name(id))
    }

    fn signal_log(&self, signals: &[&Signal]) -> Table {
        let columns = [
            ("Date", Align::Start),
            ("Actor", Align::Start),
            ("Class", Align::Start),
            ("Score", Align::End),
            ("What", Align::Start),
        ];
        let mut table = Table::new("The log", &columns);
        for signal in signals {
            let mut what = match &signal.speaker {
                Some(speaker) => format!("{speaker}: "),
                None => String::new(),
            };
            what.push_str(self.words(&signal.text));
            if !signal.points.is_empty() {
                let points: Vec<String> =
                    signal.points.iter().map(|p| self.point_short(p)).collect();
                what.push_str(&format!(" (points {})", points.join(", ")));
            }
            what.push_str(&(remarks(&signal.grounds) + &self.sources(&signal.grounds)));
            let mode = signal.mode.map(mode_word).into_iter();
            let class: Vec<&str> = std::iter::once(class_word(signal.event))
                .chain(mode)
                .collect();
            table.row(vec![
                signal.date.to_string(),
                self.actor(signal),
                class.join(" "),
                signal.score().map(score_words).unwrap_or_default(),
                what,
            ]);
        }
        table
    }
}

/// How many signals have each tone.
fn counts(signals: &[&Signal]) -> [String; 4] {
    TONES.map(|tone| {
        let own = signals.iter().filter(|s| s.tone == Some(tone));
        own.count().to_string()
    })
}

/// The lowest and the highest score.
fn range(signals: &[&Signal]) -> String {
    let scores: Vec<Tenths> = signals.iter().filter_map(|s| s.score()).collect();
    match (scores.iter().min(), scores.iter().max()) {
        (Some(least), Some(most)) if least == most => score_words(*least),
        (Some(least), Some(most)) => {
            format!("{} to {}", score_words(*least), score_words(*most))
        }
        _ => "none".to_owned(),
    }
}

/// The first days of the months after a day, until another; the day itself if there are none.
fn months(first: Date, last: Date) -> Vec<Date> {
    let mut months = Vec::new();
    let mut year = first.year();
    let mut month = first.month();
    // A case spans decades at most; a thousand months are enough for any.
    for _ in 0..1_000 {
        (year, month) = if month == 12 {
            (year.saturating_add(1), 1)
        } else {
            (year, month + 1)
        };
        match Date::new(year, month, 1) {
            Ok(day) if day <= last => months.push(day),
            _ => break,
        }
    }
    if months.is_empty() {
        months.push(first);
    }
    months
}
