//! The plan: what is owed, the dates that clauses leave, the order that keeps what every side can
//! bear, and what each side has given by then before it has received.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, joined};
use crate::picture::{Bar, Exposed, Gantt, Picture, Stair, Tick};
use crate::text::counted;
use crate::timetable::{Curve, Kept, NoTimetable, Row, Timetable, Ways};
use case::{Date, Measure, days_after};
use problem::plan::Account;

/// Below so many days the axis names weeks.
const WEEKS_MAX: i64 = 100;
/// Below so many days the axis names months.
const MONTHS_MAX: i64 = 900;

impl Desk<'_, '_> {
    /// The plan that was made; nothing where nothing is owed.
    pub(crate) fn plan(&self, made: &Result<Timetable, NoTimetable>) -> Option<Section> {
        match made {
            Ok(table) => Some(self.plan_section(table)),
            Err(NoTimetable::NoPlan(case::PlanPoseError::NothingOwed)) => None,
            Err(why) => {
                let section = Section::new("plan", "The plan has no dates");
                let why = crate::desk::capital(&why.to_string());
                Some(section.say(why.lines().collect::<Vec<_>>().join(" ") + "."))
            }
        }
    }

    pub(crate) fn plan_section(&self, table: &Timetable) -> Section {
        let start = table.posed.start;
        let done = format!("what is owed can be carried out by {}", table.end);
        let heading = match table.repairs.len() {
            0 => format!("Begun on {start}, {done}"),
            1 => format!("With one change, {done}"),
            more => format!("With {more} changes, {done}"),
        };
        let mut section = Section::new("plan", heading);
        if !table.repairs.is_empty() {
            section = section
                .say(format!(
                    "Begun on {start}, with the fewest changes that leave no loop:"
                ))
                .list(table.repairs.clone());
            section = ways(section, &table.ways);
        }
        section = section.say(self.kept_words(table));
        section = section.list(self.exposure_lines(table));
        if table.posed.measure == Measure::Steps && !table.curves.is_empty() {
            section = section.remark(
                "There are no figures: each step counts as one, given by who owes it and received \
                 by whom it is owed to. That says nothing about what a step weighs.",
            );
        }
        section = section.picture(Picture::Gantt(gantt(table)));
        for picture in exposed(table) {
            section = section.picture(Picture::Exposed(picture));
        }
        for remark in self.left_out(table) {
            section = section.remark(remark);
        }
        section.found(Found {
            what: "Order and dates".into(),
            method: table.claim.method.into(),
            nodes: table.claim.nodes,
            reach: table.reach(),
            checked: match (table.checked, &table.kept) {
                (false, _) => "the dates failed their check: treat this section as wrong",
                (true, Kept::Everything) => {
                    "every clause, calendar and limit was checked against the dates"
                }
                (true, Kept::ClausesOnly(_)) => {
                    "every clause and calendar was checked against the dates"
                }
            }
            .into(),
        })
    }

    fn kept_words(&self, table: &Timetable) -> String {
        let critical: Vec<&Row> = table.rows.iter().filter(|row| row.critical).collect();
        let path: Vec<String> = critical
            .iter()
            .map(|row| format!("“{}”", row.title))
            .collect();
        let path = match path.len() {
            0 => String::new(),
            _ => format!(" The critical path is {}.", joined(&path)),
        };
        let soonest = match table.soonest {
            Some(soonest) if soonest < table.end => {
                let days = (table.end - soonest).get_days();
                let days = counted(u64::try_from(days).unwrap_or(0), "day");
                format!(" Without limits it could be done by {soonest}, {days} sooner.")
            }
            Some(_) | None => String::new(),
        };
        match &table.kept {
            Kept::Everything => format!(
                "The dates keep every clause that is told, and count only the days that the case \
                 states.{soonest}{path}"
            ),
            Kept::ClausesOnly(why) => {
                let why = crate::desk::capital(why);
                format!("{why}: this one passes it least.{path}")
            }
        }
    }

    /// What each side is exposed to at worst, and when.
    fn exposure_lines(&self, table: &Timetable) -> Vec<String> {
        let lines = table.curves.iter().filter(|curve| {
            curve.account == Account::All || curve.worst().is_some() || curve.limit.is_some()
        });
        lines.map(exposure_line).collect()
    }

    fn left_out(&self, table: &Timetable) -> Vec<String> {
        let names = |ids: &[case::ActId]| {
            let names: Vec<String> = ids
                .iter()
                .map(|id| format!("“{}”", self.act_title(id)))
                .collect();
            joined(&names)
        };
        let posed = &table.posed;
        let done: Vec<case::ActId> = posed.done.keys().cloned().collect();
        let mut remarks = Vec::new();
        if !done.is_empty() {
            remarks.push(format!("Done already: {}.", names(&done)));
        }
        if !posed.not_brought.is_empty() {
            let left = names(&posed.not_brought);
            remarks.push(format!("Not brought by the options taken: {left}."));
        }
        let contingent: Vec<case::ActId> = posed.contingent.clone();
        if !contingent.is_empty() {
            let left = names(&contingent);
            remarks.push(format!(
                "Left out, for only a breach or a complaint sets it going: {left}."
            ));
        }
        remarks
    }
}

fn exposure_line(curve: &Curve) -> String {
    let (side, account) = (&curve.side, curve.account());
    let unit = |figure: String| match curve.measure {
        Measure::Figures => format!("{figure} in its own units"),
        Measure::Steps if figure == "1" => "1 step".to_owned(),
        Measure::Steps => format!("{figure} steps"),
    };
    let limit = curve.limit.map_or_else(String::new, |limit| {
        format!(", and can bear {}", curve.figure(limit))
    });
    match curve.worst() {
        None => format!("{side} never gives before it has received, counting {account}{limit}."),
        Some(worst) => format!(
            "{side} is exposed by at most {}, counting {account}, from {} on{limit}.",
            unit(curve.figure(worst.exposure)),
            worst.date
        ),
    }
}

/// The other sets of as few changes, by the number under which each can be asked for.
fn ways(section: Section, ways: &Ways) -> Section {
    let others = (1_usize..).zip(&ways.all);
    let others = others.filter(|(number, _)| *number != ways.taken);
    let others: Vec<String> = others
        .map(|(number, changes)| format!("Way {number}: {}", changes.join("; ")))
        .collect();
    if others.is_empty() {
        return section;
    }
    let said = format!(
        "This is way {}. As few changes would be, instead:",
        ways.taken
    );
    let section = section.say(said).list(others);
    match ways.more {
        0 => section,
        more => section.remark(format!(
            "{} as small are not listed.",
            counted(more as u64, "more way")
        )),
    }
}

/// The picture of the steps over the days.
pub(crate) fn gantt(table: &Timetable) -> Gantt {
    let since = |date: Date| days_between(table.posed.start, date);
    let days = since(table.end).max(1);
    let bars = table.rows.iter().map(|row| {
        let start = since(row.start);
        let done = if row.days == 0 {
            start
        } else {
            since(row.last) + 1
        };
        Bar {
            title: row.title.clone(),
            start,
            done,
            verified: since(row.verified),
            critical: row.critical,
            on_trust: row.on_trust,
        }
    });
    let arrows = table.arrows.iter();
    Gantt {
        title: "The plan".into(),
        description: format!(
            "{} steps over {days} days, {} on the critical path, {} made on trust",
            table.rows.len(),
            table.rows.iter().filter(|row| row.critical).count(),
            table.on_trust()
        ),
        days,
        ticks: ticks(table.posed.start, days),
        bars: bars.collect(),
        arrows: arrows.map(|a| (a.before, a.after, a.critical)).collect(),
        table: steps_table(table),
    }
}

fn steps_table(table: &Timetable) -> Table {
    let columns = [
        ("Begins", Align::Start),
        ("Last day", Align::Start),
        ("Step", Align::Start),
        ("Owed", Align::Start),
        ("Slack", Align::End),
    ];
    let mut steps = Table::new("The plan, step by step", &columns);
    for row in &table.rows {
        let mut title = row.title.clone();
        if row.verified > row.last {
            title.push_str(&format!("; received {}", row.verified));
        }
        if row.on_trust {
            title.push_str("; on trust");
        }
        let slack = match row.slack {
            Some(0) if row.critical => "critical".to_owned(),
            Some(days) => counted(u64::from(days), "day"),
            None => String::new(),
        };
        steps.row(vec![
            row.start.to_string(),
            row.last.to_string(),
            title,
            owed_words(row.owner.as_deref(), &row.beneficiaries),
            slack,
        ]);
    }
    steps
}

/// By whom something is owed, and to whom.
pub(crate) fn owed_words(owner: Option<&str>, beneficiaries: &str) -> String {
    match (owner, beneficiaries) {
        (None, "") => String::new(),
        (None, to) => format!("nobody named, to {to}"),
        (Some(by), "") => format!("by {by}"),
        (Some(by), to) => format!("by {by} to {to}"),
    }
}

/// The pictures of what each side is exposed to.
pub(crate) fn exposed(table: &Timetable) -> Vec<Exposed> {
    let mut sides: Vec<&str> = Vec::new();
    for curve in &table.curves {
        if !sides.contains(&curve.side.as_str()) {
            sides.push(&curve.side);
        }
    }
    let moved = sides.into_iter().filter(|side| {
        let mut curves = table.curves_of(side);
        curves.any(|curve| !curve.moments.is_empty())
    });
    moved.map(|side| exposed_side(table, side)).collect()
}

fn exposed_side(table: &Timetable, side: &str) -> Exposed {
    let curves: Vec<&Curve> = table.curves_of(side).collect();
    let days = days_between(table.posed.start, table.end).max(1);
    let values = curves.iter().flat_map(|curve| {
        let values = curve.moments.iter().map(|moment| moment.exposure);
        values.chain(curve.limit)
    });
    let (least, most) = values.fold((0, 1), |(low, high), v| (v.min(low), v.max(high)));
    let stairs = curves.iter().map(|curve| Stair {
        irreversible: curve.account == Account::Irreversible,
        steps: curve
            .moments
            .iter()
            .map(|moment| (i64::from(moment.day), moment.exposure))
            .collect(),
        limit: curve.limit,
        limit_label: curve.limit.map_or_else(String::new, |limit| {
            format!("can bear {} of {}", curve.figure(limit), curve.account())
        }),
    });
    let most_label = curves.first().map(|curve| curve.figure(most));
    let lines: Vec<String> = curves.iter().map(|curve| exposure_line(curve)).collect();
    Exposed {
        title: format!("{side}: given before it was received"),
        description: lines.join(" "),
        days,
        ticks: ticks(table.posed.start, days),
        least,
        most,
        most_label: most_label.unwrap_or_default(),
        stairs: stairs.collect(),
        table: curve_table(side, &curves),
    }
}

fn curve_table(side: &str, curves: &[&Curve]) -> Table {
    let caption = format!("{side}: given before it was received, from day to day");
    let mut table = Table::new(caption, &[("From", Align::Start)]);
    for curve in curves {
        table = table.column(crate::desk::capital(curve.account()), Align::End);
    }
    let mut dates: Vec<(i32, Date)> = curves
        .iter()
        .flat_map(|curve| curve.moments.iter().map(|moment| (moment.day, moment.date)))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    for (day, date) in dates {
        let mut row = vec![date.to_string()];
        row.extend(curves.iter().map(|curve| {
            let past = curve.moments.iter().rfind(|moment| moment.day <= day);
            curve.figure(past.map_or(0, |moment| moment.exposure))
        }));
        table.row(row);
    }
    table
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The days that an axis names: weeks, months or years.
fn ticks(start: Date, days: i64) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for day in 0..=i32::try_from(days).unwrap_or(i32::MAX) {
        let Some(date) = u32::try_from(day).ok().and_then(|d| days_after(start, d)) else {
            break;
        };
        let (named, label) = if days < WEEKS_MAX {
            let label = format!("{:02}-{:02}", date.month(), date.day());
            (day % 14 == 0, label)
        } else if days < MONTHS_MAX {
            let apart = if days < MONTHS_MAX / 3 { 1 } else { 3 };
            let month = (date.month() - 1) % apart == 0;
            let label = format!("{}-{:02}", date.year(), date.month());
            (date.day() == 1 && month, label)
        } else {
            let apart = i16::try_from(days / 5_000 + 1).unwrap_or(i16::MAX);
            let year = date.year() % apart == 0;
            let first = date.day() == 1 && date.month() == 1;
            (first && year, date.year().to_string())
        };
        // A name at the very end would be cut.
        let fits = i64::from(day) * 100 <= days * 95;
        if named && fits {
            ticks.push(Tick {
                day: i64::from(day),
                label,
            });
        }
    }
    ticks
}
