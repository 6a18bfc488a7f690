//! The public line beside the private position: for the mediation team alone.

use crate::briefing::{Align, Section, Table, status_word};
use crate::desk::Desk;
use case::{EventClass, PointId, Signal, Status, Tone};
use disclosure::{PartyId, ReleaseClass, Seat};

impl Desk<'_, '_> {
    /// What each party told the team and not the public, beside its last signals on the point.
    pub(crate) fn public_and_private(&self) -> Option<Section> {
        if *self.view.seat() != Seat::Mediator {
            return None;
        }
        let columns = [
            ("Party", Align::Start),
            ("Point", Align::Start),
            ("Told to the team", Align::Start),
            ("Last said in public", Align::Start),
            ("Beside each other", Align::Start),
        ];
        let mut table = Table::new("The public line and the private position", &columns);
        for place in self.places() {
            for seen in self.view.standings(place.bracket) {
                let told = seen.item;
                let Some(party) = &told.party else {
                    continue;
                };
                if seen.class == ReleaseClass::Public || told.status == Status::Silent {
                    continue;
                }
                let last = self.last_said(party, &place.point.id);
                let public =
                    last.map_or_else(|| "nothing".to_owned(), |signal| self.signal_line(signal));
                table.row(vec![
                    self.party_name(party),
                    self.place_name(&place),
                    told_words(told.status, told.grounds.note.as_deref()),
                    public,
                    last.map_or("", |signal| beside(told.status, signal))
                        .to_owned(),
                ]);
            }
        }
        if table.rows.is_empty() {
            return None;
        }
        let heading = match table.rows.len() {
            1 => "In one place a party told the team what it has not said in public".to_owned(),
            count => {
                format!("In {count} places a party told the team what it has not said in public")
            }
        };
        let remark = "For the mediation team alone. The last column compares the status told with \
                      the class and tone of the last public signal on the point, and says no more.";
        Some(Section::new("lines", heading).table(table).remark(remark))
    }

    /// The last public signal of a party on a point.
    fn last_said(&self, party: &PartyId, point: &PointId) -> Option<&Signal> {
        let public = self.view.signals();
        let public = public.filter(|seen| seen.class == ReleaseClass::Public);
        let own = public
            .map(|seen| seen.item)
            .filter(|signal| signal.actor.as_ref() == Some(party) && signal.points.contains(point));
        own.max_by_key(|signal| signal.date)
    }
}

fn told_words(status: Status, note: Option<&str>) -> String {
    match note {
        Some(note) => format!("{} ({note})", status_word(status)),
        None => status_word(status).to_owned(),
    }
}

/// How a status told in private lies beside a public signal.
fn beside(told: Status, signal: &Signal) -> &'static str {
    let open = matches!(
        told,
        Status::Acceptable | Status::AdReferendum | Status::Agreed
    );
    let hard = signal.tone == Some(Tone::Negative) || signal.score().is_some_and(|score| score < 0);
    let soft = signal.tone == Some(Tone::Positive);
    match (open, hard, soft) {
        (true, true, _) => "more open in private than in public",
        (false, _, true) => "more open in public than in private",
        _ if signal.event == EventClass::Comment => "plain words in public",
        _ => "in line",
    }
}
