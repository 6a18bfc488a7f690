//! Calendars, disputes and monitoring as YAML.

use super::commitments::days;
use super::rules::points;
use super::yaml::{Fields, Yaml};
use super::{flag, grounds, listed, parties, plain, wording};
use crate::case_file::keys::{FINDINGS, WEEKDAYS};
use crate::case_file::monitoring::KINDS;
use case::{ActId, Calendar, Case, Dispute, Finding, Incident, Report};
use disclosure::Release;

/// A calendar with its party.
pub(super) fn calendar(calendar: &Calendar, _: &Release) -> (String, Fields) {
    let mut fields = Fields::new();
    let offsets = calendar
        .weekend
        .iter()
        .map(|day| day.to_monday_zero_offset());
    let names = offsets.filter_map(|offset| WEEKDAYS.get(usize::try_from(offset).ok()?).copied());
    fields.some("weekend", Yaml::texts(names));
    let holidays = calendar.holidays.iter().map(|holiday| {
        let mut fields = Fields::new();
        fields.text("name", &holiday.name);
        fields.put("from", plain(holiday.from));
        if holiday.to != holiday.from {
            fields.put("to", plain(holiday.to));
        }
        fields.map()
    });
    fields.some("holidays", Yaml::List(holidays.collect()));
    grounds(&mut fields, &calendar.grounds);
    (calendar.party.to_string(), fields)
}

/// A ladder for disputes.
pub(super) fn dispute(dispute: &Dispute) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", dispute.id.as_str());
    fields.put("title", wording(&dispute.title));
    fields.may_text("starts", dispute.starts.as_ref().map(ActId::as_str));
    fields.may("complaint", dispute.complaint.map(plain));
    let rungs = dispute.rungs.iter().map(|rung| {
        let mut fields = Fields::new();
        fields.put("title", wording(&rung.title));
        fields.put("days", plain(rung.days));
        fields.may("beside", flag(rung.beside));
        fields.may("extended", days(rung.extended));
        fields.map()
    });
    fields.put("rungs", Yaml::List(rungs.collect()));
    fields.may_text("ends_in", dispute.ends_in.as_ref().map(ActId::as_str));
    fields.some("extended_by", parties(&dispute.extended_by));
    grounds(&mut fields, &dispute.grounds);
    fields
}

/// Reports and incidents.
pub(super) fn monitoring(case: &Case) -> Yaml {
    let mut fields = Fields::new();
    fields.some("reports", listed(&case.reports, report));
    fields.some("incidents", listed(&case.incidents, incident));
    fields.map()
}

fn report(report: &Report) -> Fields {
    let mut fields = Fields::new();
    fields.put("date", plain(report.date));
    fields.text("commitment", report.commitment.as_str());
    fields.put("status", plain(report.progress.number()));
    fields.may_text("by", report.by.as_deref());
    fields.may_text("evidence", report.evidence.as_deref());
    grounds(&mut fields, &report.grounds);
    fields
}

fn incident(incident: &Incident) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", incident.id.as_str());
    fields.put("date", plain(incident.date));
    fields.put("text", wording(&incident.text));
    fields.text("finding", finding(incident.finding));
    fields.may_text("follows", incident.follows.as_ref().map(|id| id.as_str()));
    let commitments = incident.commitments.iter().map(ActId::as_str);
    fields.some("commitments", Yaml::texts(commitments));
    fields.some("points", points(&incident.points));
    fields.may_text("by", incident.by.as_deref());
    fields.some("responsible", parties(&incident.responsible));
    grounds(&mut fields, &incident.grounds);
    fields
}

fn finding(finding: Finding) -> &'static str {
    let mut all = FINDINGS.iter().zip(KINDS);
    let found = all.find(|(_, kind)| *kind == finding);
    found.map_or("monitoring", |(word, _)| word)
}
