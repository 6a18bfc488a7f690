//! Spoilers by type: parties, factions or groups, never a person, with a warning on thin evidence.

use super::giver;
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Date, PointId, Spoiler, SpoilerOf, SpoilerType};

impl Desk<'_, '_> {
    /// Who would gain if talks fail, as somebody judged it.
    pub(super) fn spoilers(&self, day: Date) -> Option<Section> {
        let all = self.view.spoilers().map(|seen| seen.item);
        let all: Vec<&Spoiler> = all.filter(|each| each.date <= day).collect();
        let columns = [
            ("Who", Align::Start),
            ("Type", Align::Start),
            ("Evidence", Align::Start),
            ("Works against", Align::Start),
            ("Judged by", Align::Start),
        ];
        let mut table = Table::new("By type", &columns);
        for each in &all {
            table.row(vec![
                self.spoiler_name(&each.of),
                type_words(each.kind).to_owned(),
                self.spoiler_evidence(each),
                self.threatened(&each.threatens),
                format!("{}, {}{}", giver(&each.given_by), each.date, {
                    self.doubts(each.date, &each.grounds, day)
                }),
            ]);
        }
        let heading = match all.len() {
            0 => return None,
            1 => "One group may gain if talks fail".to_owned(),
            count => format!("{count} groups may gain if talks fail"),
        };
        let thin = all.iter().filter(|each| each.is_thin()).count();
        let mut section = Section::new("spoilers", heading);
        if thin > 0 {
            let words = format!(
                "Thin evidence: {thin} of {} rest on one sentence or on fewer than two sources. A \
                 label on thin evidence can itself end talks: treat it as a question.",
                all.len()
            );
            section = section.say(words);
        }
        let remark = "Types after Stedman (1997): limited aims can be met in part; greedy aims \
                      grow and shrink with cost and risk; total aims leave no room for others. \
                      They speak of groups, and of no person.";
        Some(section.table(table).remark(remark))
    }

    fn spoiler_name(&self, of: &SpoilerOf) -> String {
        match of {
            SpoilerOf::Party(party) => self.party_name(party),
            SpoilerOf::Faction(party, faction) => {
                let parties = self.parties();
                let behind = parties.iter().find(|each| each.id == *party);
                let own = behind.and_then(|party| {
                    let mut factions = party.factions.iter();
                    factions.find(|each| each.id == *faction)
                });
                let name = own.map_or(faction.as_str(), |own| own.name.as_str());
                format!("{name}, behind {}", self.party_name(party))
            }
            SpoilerOf::Group(words) => words.clone(),
        }
    }

    fn spoiler_evidence(&self, spoiler: &Spoiler) -> String {
        let sentences = spoiler.evidence.iter().map(|each| self.words(each));
        let words = sentences.collect::<Vec<_>>().join("; ");
        let thin = if spoiler.is_thin() { " — thin" } else { "" };
        words + &remarks(&spoiler.grounds) + &self.sources(&spoiler.grounds) + thin
    }

    fn threatened(&self, points: &[PointId]) -> String {
        let names: Vec<String> = points.iter().map(|point| self.point_short(point)).collect();
        if names.is_empty() {
            "the talks".to_owned()
        } else {
            format!("points {}", names.join(", "))
        }
    }
}

const fn type_words(kind: SpoilerType) -> &'static str {
    match kind {
        SpoilerType::Limited => "limited",
        SpoilerType::Greedy => "greedy",
        SpoilerType::Total => "total",
    }
}
