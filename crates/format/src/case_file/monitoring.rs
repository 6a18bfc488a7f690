//! Monitoring: how far commitments have come, and what went wrong.

use super::fault::Complaint;
use super::keys::FINDINGS;
use super::node::{Node, shown};
use super::reader::{Reader, Target, Told, date_at, text_at, whole_at, word_at, wording_at};
use super::shape::Kind;
use case::{ActId, Finding, Incident, IncidentId, Progress, Report};
use disclosure::Held;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The kinds of findings in the order of [`FINDINGS`].
pub(super) const KINDS: [Finding; 3] = [
    Finding::Monitoring,
    Finding::Verification,
    Finding::Investigation,
];

impl Reader<'_> {
    /// The reports.
    pub(super) fn reports(&mut self, file: &Node<'_>) -> Vec<Held<Report>> {
        let said = part(file, "reports");
        let mut reports = Vec::with_capacity(said.len());
        for node in said {
            let date = date_at(node, "date").unwrap_or_default();
            let id = shown(word_at(node, "commitment"));
            let release = self.begin(format!("the report of {date} on `{id}`"), node);
            let progress = self.progress(node);
            let report = Report {
                date,
                commitment: self.owed(file, node.get("commitment")),
                progress,
                by: text_at(node, "by"),
                evidence: text_at(node, "evidence"),
                grounds: self.grounds(node),
            };
            reports.push(Held::new(report, release));
        }
        reports
    }

    fn progress(&mut self, node: &Node<'_>) -> Progress {
        let said = whole_at(node, "status");
        let mut all = Progress::ALL.into_iter();
        let found = all.find(|grade| Some(u32::from(grade.number())) == said);
        if let (None, Some(number), Some(spot)) = (found, said, node.get("status")) {
            let message = format!("{} gives the status {number}", self.label());
            let hint = "the scale is 0 not initiated, 1 minimal, 2 intermediate, 3 full";
            let complaint = Complaint::new(message).of(number.to_string());
            self.complain(spot.spot, complaint.hint(hint));
        }
        found.unwrap_or_default()
    }

    /// A commitment; an act that nobody owes is none.
    fn owed(&mut self, file: &Node<'_>, node: Option<&Node<'_>>) -> ActId {
        let act = self.act(node);
        let is_act = |id: &str| file.get("acts").is_some_and(|acts| acts.get(id).is_some());
        if let Some(node) = node
            && is_act(act.as_str())
        {
            let message = format!("{} names `{act}`, which nobody owes", self.label());
            let hint = "what is followed stands under `commitments`";
            self.complain(
                node.spot,
                Complaint::new(message).of(act.as_str()).hint(hint),
            );
        }
        act
    }

    /// The incidents.
    pub(super) fn incidents(&mut self, file: &Node<'_>) -> Vec<Held<Incident>> {
        let mut incidents = Vec::new();
        let mut before: BTreeMap<String, Date> = BTreeMap::new();
        for node in part(file, "incidents") {
            let id = word_at(node, "id");
            let release = self.begin(format!("incident `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Incident, id));
            let date = date_at(node, "date").unwrap_or_default();
            let follows = self.follows(node, &before);
            before.insert(id.to_owned(), date);
            let commitments = node.get("commitments").map_or(&[][..], Node::items);
            let kinds = FINDINGS.iter().zip(KINDS);
            let mut kinds = kinds.filter(|(word, _)| **word == word_at(node, "finding"));
            let finding = kinds.next().map_or(Finding::Monitoring, |(_, kind)| kind);
            let incident = Incident {
                id: IncidentId::new(id),
                date,
                text: wording_at(node, "text"),
                finding,
                follows,
                commitments: commitments
                    .iter()
                    .map(|each| self.owed(file, Some(each)))
                    .collect(),
                points: self.points(node.get("points")),
                by: text_at(node, "by"),
                responsible: self.parties(Told::Always, node.get("responsible")),
                grounds: self.grounds(node),
            };
            self.no_verdict(node, &incident);
            incidents.push(Held::new(incident, release));
        }
        incidents
    }

    /// The finding that another follows up: one that stands before it, so none follows itself.
    fn follows(&mut self, node: &Node<'_>, before: &BTreeMap<String, Date>) -> Option<IncidentId> {
        let said = node.get("follows")?;
        let id = self.refer(Kind::Incident, Told::Always, said)?;
        if !before.contains_key(&id) {
            let message = format!(
                "{} follows up `{}`, which comes later",
                self.label(),
                shown(&id)
            );
            let hint = "a finding follows up one that stands before it";
            self.complain(said.spot, Complaint::new(message).of(&id).hint(hint));
        }
        Some(IncidentId::new(id))
    }

    /// Only an investigation says who did it.
    fn no_verdict(&mut self, node: &Node<'_>, incident: &Incident) {
        if let Some(said) = node.get("responsible")
            && incident.finding != Finding::Investigation
        {
            let message = format!("{} holds somebody responsible", self.label());
            let hint = "only a finding of `investigation` says who did it";
            self.complain(said.spot, Complaint::new(message).hint(hint));
        }
    }
}

fn part<'n, 't>(file: &'n Node<'t>, key: &str) -> &'n [Node<'t>] {
    let both = file.get("monitoring").and_then(|both| both.get(key));
    both.map_or(&[][..], Node::items)
}
