//! Alerts: what stands out among signals, each with the signals that made it.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::Desk;
use crate::reach;
use case::{PosedSigns, TURN_DAYS};
use problem::alert::Alert;

impl Desk<'_, '_> {
    /// Voices without a name, hardenings and openings.
    pub(crate) fn alerts(&self) -> Option<Section> {
        let posed = self.view.pose_signals();
        if posed.signals.is_empty() {
            return None;
        }
        let claim = analysis::alert::alerts(&posed.signs, TURN_DAYS);
        let checked = problem::alert::alerts(&posed.signs, TURN_DAYS) == claim.answer;
        let columns = [
            ("What", Align::Start),
            ("Who", Align::Start),
            ("The signals that made it", Align::Start),
        ];
        let mut table = Table::new("What stands out, by rule", &columns);
        let mut alerts = claim.answer.clone();
        alerts.sort_by_key(|alert| (ends(*alert), *alert));
        for alert in &alerts {
            let made_by = signals_of(*alert).into_iter();
            let lines = made_by.filter_map(|at| posed.signals.get(at));
            let lines: Vec<String> = lines.map(|signal| self.signal_line(signal)).collect();
            let row = vec![
                self.alert_words(*alert, &posed),
                self.alert_actor(*alert, &posed),
                lines.join("; then "),
            ];
            table.row(row);
        }
        let heading = match table.rows.len() {
            0 => "Nothing stands out among the signals by rule".to_owned(),
            1 => "One thing stands out among the signals".to_owned(),
            count => format!("{count} things stand out among the signals"),
        };
        let found = Found {
            what: "Alerts".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if checked {
                "the same came of looking at all pairs of signals".into()
            } else {
                "looking at all pairs gave something else: treat this section as wrong".into()
            },
        };
        let rules = format!(
            "The rules: a leak is a signal whose speaker has no name, or whose words speak of one. \
             A hardening is a refusal, threat or act against (class below 0) by a party whose last \
             such word on the same point to the same party, within {TURN_DAYS} days, had agreed, \
             supported or given. \
             An opening is the reverse, or an agreement, concession or retreat in a mixed tone: a \
             way to move without losing face. Signals without a point are compared with each \
             other. A rule reads no intention."
        );
        Some(
            Section::new("alerts", heading)
                .table(table)
                .remark(rules)
                .found(found),
        )
    }

    fn alert_words(&self, alert: Alert, posed: &PosedSigns<'_>) -> String {
        let to = posed.signals.get(ends(alert));
        let points: Vec<String> = to
            .map(|signal| signal.points.iter().map(|p| self.point_short(p)).collect())
            .unwrap_or_default();
        let on = if points.is_empty() {
            String::new()
        } else {
            format!(" (points {})", points.join(", "))
        };
        let what = match alert {
            Alert::Leak(_) => "A voice without a name, or a leak",
            Alert::Hardening { .. } => "A hardening",
            Alert::Opening { from: Some(_), .. } => "An opening after a refusal",
            Alert::Opening { from: None, .. } => "An opening with a reservation",
        };
        format!("{what}{on}")
    }

    fn alert_actor(&self, alert: Alert, posed: &PosedSigns<'_>) -> String {
        let signal = posed.signals.get(ends(alert));
        let actor = signal.and_then(|signal| signal.actor.as_ref());
        actor.map_or_else(String::new, |actor| self.party_name(actor))
    }
}

/// The signal with which an alert is complete.
const fn ends(alert: Alert) -> usize {
    match alert {
        Alert::Leak(to) | Alert::Hardening { to, .. } | Alert::Opening { to, .. } => to,
    }
}

/// The signals that made an alert, in order.
fn signals_of(alert: Alert) -> Vec<usize> {
    match alert {
        Alert::Leak(at) => vec![at],
        Alert::Hardening { from, to } => vec![from, to],
        Alert::Opening { from, to } => from.into_iter().chain([to]).collect(),
    }
}
