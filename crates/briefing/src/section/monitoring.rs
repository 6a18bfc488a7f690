//! What has been done of what was agreed: grades from 0 to 3 by theme and over time, and what went
//! wrong, with monitoring, verification and investigation kept apart.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{ActId, Commitment, Date, Finding, Incident, Progress, Report, Score, standing_on};
use std::collections::{BTreeMap, BTreeSet};

/// The most days of the past that the course of the grades shows.
const DAYS_SHOWN: usize = 24;

/// One line of the implementation matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// The theme.
    pub theme: String,
    /// The points it implements.
    pub points: String,
    /// What is to be done.
    pub commitment: String,
    /// Who owes it; empty where nobody is named.
    pub owner: String,
    /// To whom.
    pub beneficiaries: String,
    /// The last day: a date, or a day of the plan.
    pub latest: String,
    /// What must come first.
    pub needs: String,
    /// Who verifies.
    pub verifier: String,
    /// The grade, from 0 to 3.
    pub status: Progress,
    /// When it was last reported; nothing where it never was.
    pub reported: Option<Date>,
    /// Who said so.
    pub by: String,
    /// On what evidence.
    pub evidence: String,
}

/// A grade in words.
#[must_use]
pub const fn progress_words(progress: Progress) -> &'static str {
    match progress {
        Progress::NotInitiated => "not initiated",
        Progress::Minimal => "minimal",
        Progress::Intermediate => "intermediate",
        Progress::Full => "full",
    }
}

impl Desk<'_, '_> {
    /// The grades by theme and over time, and the incidents.
    pub(crate) fn implementation(&self) -> Option<Section> {
        let reports: Vec<&Report> = self.view.reports().map(|seen| seen.item).collect();
        let incidents: Vec<&Incident> = self.view.incidents().map(|seen| seen.item).collect();
        if reports.is_empty() && incidents.is_empty() {
            return None;
        }
        let last = reports.iter().map(|report| report.date).max();
        let scores = last.map(|day| self.scores(&reports, day));
        let heading = match &scores {
            Some((_, whole)) => {
                let (done, all) = (whole.counts[3], whole.total());
                format!("Commitments carried out in full: {done} of {all}")
            }
            None => "What went wrong is on record".to_owned(),
        };
        let mut section = Section::new("implementation", heading);
        if let (Some(day), Some((themes, whole))) = (last, &scores) {
            section = section
                .table(theme_table(day, themes, whole))
                .table(self.course(&reports))
                .table(self.report_table(&reports))
                .remark(
                    "0 not initiated, 1 minimal, 2 intermediate, 3 full (scale of the Kroc \
                     Institute). The part reached is the sum of the grades of what three for each \
                     would be: that weighting is ours.",
                );
        }
        for kind in [
            Finding::Monitoring,
            Finding::Verification,
            Finding::Investigation,
        ] {
            section = section.table(self.incident_table(&incidents, kind));
        }
        Some(section)
    }

    /// The theme of a commitment: its own, else the topic of its first point.
    fn theme(&self, item: &Commitment) -> String {
        let topic = || {
            let point = item.points.first()?;
            let found = self.view.points().find(|seen| seen.item.id == *point)?;
            found.item.topic.clone()
        };
        let theme = item.theme.clone().or_else(topic);
        theme.unwrap_or_else(|| "without a theme".to_owned())
    }

    fn scores(&self, reports: &[&Report], day: Date) -> (BTreeMap<String, Score>, Score) {
        let standing = standing_on(reports.iter().copied(), day);
        let (mut themes, mut whole) = (BTreeMap::<String, Score>::new(), Score::default());
        for seen in self.view.commitments() {
            let progress = standing.get(&seen.item.id).copied().unwrap_or_default();
            let theme = themes.entry(self.theme(seen.item)).or_default();
            for score in [theme, &mut whole] {
                let grade = usize::from(progress.number());
                if let Some(count) = score.counts.get_mut(grade) {
                    *count += 1;
                }
            }
        }
        (themes, whole)
    }

    /// The part reached after each day of reports.
    fn course(&self, reports: &[&Report]) -> Table {
        let days: BTreeSet<Date> = reports.iter().map(|report| report.date).collect();
        let skipped = days.len().saturating_sub(DAYS_SHOWN);
        let mut table = Table::new(
            "The part reached, from report to report",
            &[("By", Align::Start)],
        );
        let mut rows = Vec::new();
        for day in days.into_iter().skip(skipped) {
            let (themes, whole) = self.scores(reports, day);
            if rows.is_empty() {
                for theme in themes.keys() {
                    table = table.column(theme.clone(), Align::End);
                }
                table = table.column("All", Align::End);
            }
            let mut row = vec![day.to_string()];
            row.extend(themes.values().chain([&whole]).map(part));
            rows.push(row);
        }
        rows.into_iter().for_each(|row| table.row(row));
        table
    }

    fn report_table(&self, reports: &[&Report]) -> Table {
        let columns = [
            ("Date", Align::Start),
            ("Commitment", Align::Start),
            ("Grade", Align::End),
            ("Said by", Align::Start),
        ];
        let mut table = Table::new("Reports", &columns);
        for report in reports.iter().rev() {
            let evidence = report.evidence.as_ref();
            let evidence = evidence.map_or_else(String::new, |text| format!(": {text}"));
            let said = report.by.clone().unwrap_or_default() + &evidence;
            let more = remarks(&report.grounds) + &self.sources(&report.grounds);
            let grade = report.progress;
            table.row(vec![
                report.date.to_string(),
                self.act_title(&report.commitment),
                format!("{} {}", grade.number(), progress_words(grade)),
                said + &more,
            ]);
        }
        table
    }

    fn incident_table(&self, incidents: &[&Incident], kind: Finding) -> Table {
        let caption = match kind {
            Finding::Monitoring => "Seen by monitoring",
            Finding::Verification => "Held against what was promised, by verification",
            Finding::Investigation => "Established by investigation",
        };
        let columns = [
            ("Date", Align::Start),
            ("What", Align::Start),
            ("Touches", Align::Start),
        ];
        let mut table = Table::new(caption, &columns);
        for incident in incidents.iter().filter(|incident| incident.finding == kind) {
            let mut what = self.words(&incident.text).to_owned();
            if let Some(by) = &incident.by {
                what.push_str(&format!("; found by {by}"));
            }
            if !incident.responsible.is_empty() {
                let names = self.party_names(&incident.responsible);
                what.push_str(&format!("; holds {names} responsible"));
            }
            let before = incident.follows.as_ref();
            let before = before.and_then(|id| incidents.iter().find(|other| other.id == *id));
            if let Some(before) = before {
                what.push_str(&format!("; follows up the finding of {}", before.date));
            }
            what.push_str(&(remarks(&incident.grounds) + &self.sources(&incident.grounds)));
            let touched = incident.commitments.iter().map(|id| self.act_title(id));
            let points = incident.points.iter();
            let points = points.map(|id| format!("point {}", self.point_short(id)));
            let touched: Vec<String> = touched.chain(points).collect();
            table.row(vec![incident.date.to_string(), what, touched.join(", ")]);
        }
        table
    }

    /// The implementation matrix: one line for each commitment.
    pub(crate) fn matrix(&self) -> Vec<MatrixRow> {
        let reports: Vec<&Report> = self.view.reports().map(|seen| seen.item).collect();
        let mut last: BTreeMap<&ActId, &Report> = BTreeMap::new();
        for report in &reports {
            let held = last.entry(&report.commitment).or_insert(report);
            if report.date >= held.date {
                *held = report;
            }
        }
        let mut needs: BTreeMap<&ActId, Vec<String>> = BTreeMap::new();
        for seen in self.view.linkages() {
            if let case::Link::Requires { act, first, .. } = &seen.item.link {
                needs.entry(act).or_default().push(self.act_title(first));
            }
        }
        let rows = self.view.commitments().map(|seen| {
            let item = seen.item;
            let report = last.get(&item.id).copied();
            let points = item.points.iter().map(|point| self.point_short(point));
            MatrixRow {
                theme: self.theme(item),
                points: points.collect::<Vec<_>>().join(", "),
                commitment: self.words(&item.title).to_owned(),
                owner: item
                    .owner
                    .as_ref()
                    .map(|p| self.party_name(p))
                    .unwrap_or_default(),
                beneficiaries: self.party_names(&item.beneficiaries),
                latest: item
                    .latest
                    .map(super::order::when_words)
                    .unwrap_or_default(),
                needs: needs
                    .get(&item.id)
                    .map(|all| all.join("; "))
                    .unwrap_or_default(),
                verifier: self.verifier_words(item),
                status: report.map(|report| report.progress).unwrap_or_default(),
                reported: report.map(|report| report.date),
                by: report
                    .and_then(|report| report.by.clone())
                    .unwrap_or_default(),
                evidence: report.and_then(|r| r.evidence.clone()).unwrap_or_default(),
            }
        });
        rows.collect()
    }
}

fn theme_table(day: Date, themes: &BTreeMap<String, Score>, whole: &Score) -> Table {
    let columns = [
        ("Theme", Align::Start),
        ("0", Align::End),
        ("1", Align::End),
        ("2", Align::End),
        ("3", Align::End),
        ("Reached", Align::End),
    ];
    let mut table = Table::new(format!("Commitments by theme and grade on {day}"), &columns);
    let themes = themes.iter().map(|(theme, score)| (theme.as_str(), score));
    for (theme, score) in themes.chain([("All", whole)]) {
        let counts = score.counts.iter().map(ToString::to_string);
        let mut row = vec![theme.to_owned()];
        row.extend(counts);
        row.push(part(score));
        table.row(row);
    }
    table
}

/// The part reached, in hundredths rounded to the nearest.
fn part(score: &Score) -> String {
    let (reached, most) = score.reached();
    match most {
        0 => String::new(),
        most => format!("{} %", (reached * 100 + most / 2) / most),
    }
}
