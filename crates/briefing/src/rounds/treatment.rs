//! How each side's edits fared: counts and waits, side by side, and no verdict.

use super::counted;
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Date, Edit, PosedEdits, Taking, day_number};
use disclosure::{PartyId, Seat};
use problem::scale::decimal;
use problem::treatment::{Treatment, chance, treatment};

impl Desk<'_, '_> {
    /// How edits fared until a day: for the team of all sides, for a party of its own.
    pub(super) fn treatment(&self, day: Date) -> Option<Section> {
        self.view.edits().next()?;
        let posed = self.view.pose_edits();
        let on = i64::from(day_number(day));
        let own = self.view.seat().party();
        let told = |side: &PartyId| match self.view.seat() {
            Seat::Mediator => true,
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => own == Some(side),
            Seat::Public => false,
        };
        let sides = posed.sides.iter().enumerate();
        let sides: Vec<(&PartyId, Treatment)> = sides
            .filter(|(_, side)| told(side))
            .map(|(at, side)| (side, treatment(&posed.edits, at, on)))
            .collect();
        let is_live = self.view.heading().live;
        let heading = match is_live {
            true => "Edits as far as they are on record, and what became of them".to_owned(),
            false => self.treatment_heading(&sides),
        };
        let section = Section::new("treatment", heading);
        let section = section.say(format!("As of {day}. {COUNTS}"));
        let section = section.table(self.treatment_table(&sides));
        if is_live {
            let section = section.remark(super::log::REPORTED);
            return Some(section.table(self.edits_table(&posed, on)));
        }
        let section = sides
            .iter()
            .enumerate()
            .fold(section, |section, (at, one)| {
                let others = sides.iter().skip(at + 1);
                others.fold(section, |section, other| {
                    match self.chance_words(one, other) {
                        Some(words) => section.remark(words),
                        None => section,
                    }
                })
            });
        Some(section.table(self.edits_table(&posed, on)))
    }

    fn treatment_heading(&self, sides: &[(&PartyId, Treatment)]) -> String {
        let each = sides.iter().map(|(side, fared)| {
            let taken = fared.taken + fared.in_part;
            let name = self.party_name(side);
            format!("{name} {taken} of {}", fared.asked())
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() {
            "Edits that are told here, and what became of them".to_owned()
        } else {
            format!("Edits taken, whole or in part: {}", each.join(", "))
        }
    }

    fn treatment_table(&self, sides: &[(&PartyId, Treatment)]) -> Table {
        let mut table = Table::new("How each side's edits fared", &[("Side", Align::Start)]);
        let heads = ["Asked", "Taken", "In part", "Not taken", "Waiting"];
        for head in heads {
            table = table.column(head, Align::End);
        }
        table = table.column("Median wait", Align::End);
        table = table.column("Longest wait", Align::End);
        table = table.column("Waiting now", Align::Start);
        for (side, fared) in sides {
            let counts = [
                fared.asked(),
                fared.taken,
                fared.in_part,
                fared.not_taken,
                fared.open,
            ];
            let mut row = vec![self.party_name(side)];
            row.extend(counts.map(|count| count.to_string()));
            row.push(fared.median_twice().map_or_else(String::new, half_days));
            let longest = fared.longest();
            row.push(longest.map_or_else(String::new, |days| format!("{days} days")));
            let waiting = fared.waiting.iter().map(|days| format!("{days} days"));
            row.push(waiting.collect::<Vec<_>>().join(", "));
            table.row(row);
        }
        table
    }

    /// Whether the difference between two sides could be chance.
    fn chance_words(
        &self,
        (one, fared): &(&PartyId, Treatment),
        (other, others): &(&PartyId, Treatment),
    ) -> Option<String> {
        let chance = chance(fared, others)?;
        let settled = |side: &Treatment| side.taken + side.in_part + side.not_taken;
        Some(format!(
            "{} and {}: if it were chance alone whose edits are taken, they would differ at least \
             as much with a chance of {}/{}, about {} (Fisher's exact test, two-sided, on the {} \
             that are settled; in part counts as taken). It says nothing of why, and few edits \
             show little.",
            self.party_name(one),
            self.party_name(other),
            chance.numer(),
            chance.denom(),
            decimal(&chance, 2),
            counted(settled(fared) + settled(others), ("edit", "edits"))
        ))
    }

    fn edits_table(&self, posed: &PosedEdits<'_>, on: i64) -> Table {
        let columns = [
            ("Side", Align::Start),
            ("Asked", Align::Start),
            ("Of", Align::Start),
            ("What", Align::Start),
            ("What became of it", Align::Start),
            ("Days", Align::End),
        ];
        let mut table = Table::new("Edit by edit", &columns);
        let named = posed.of.iter().copied();
        let unnamed = self.view.edits().map(|seen| seen.item);
        let unnamed = unnamed.filter(|edit| edit.party.is_none());
        for edit in named.chain(unnamed) {
            table.row(self.edit_row(edit, on));
        }
        table
    }

    fn edit_row(&self, edit: &Edit, on: i64) -> Vec<String> {
        let points = edit.points.iter().map(|point| self.point_short(point));
        let points: Vec<String> = points.collect();
        let asked = i64::from(day_number(edit.asked));
        let settled = edit.settled.as_ref();
        let until = settled.map_or(on, |settled| i64::from(day_number(settled.on)));
        let fate = settled.map_or_else(
            || "waits".to_owned(),
            |settled| {
                let how = match settled.how {
                    Taking::Taken => "taken",
                    Taking::InPart => "taken in part",
                    Taking::NotTaken => "not taken",
                };
                let draft = settled.draft.as_ref().and_then(|id| {
                    let mut drafts = self.view.drafts();
                    let draft = drafts.find(|seen| seen.item.id == *id)?;
                    Some(format!(", in “{}”", self.words(&draft.item.name)))
                });
                format!("{how} on {}{}", settled.on, draft.unwrap_or_default())
            },
        );
        let party = edit.party.as_ref();
        let what = self.words(&edit.text).to_owned();
        vec![
            party.map_or_else(|| "not told".to_owned(), |party| self.party_name(party)),
            edit.asked.to_string(),
            points.join(", "),
            what + &remarks(&edit.grounds) + &self.sources(&edit.grounds),
            fate,
            until.saturating_sub(asked).max(0).to_string(),
        ]
    }
}

/// Days given as twice their number.
fn half_days(twice: i64) -> String {
    let half = if twice % 2 == 0 { "" } else { ".5" };
    format!("{}{half} days", twice / 2)
}

const COUNTS: &str = "Counts of changes of the text that sides asked for, and how long each waited \
                      for an answer. Sides ask for different things, so these figures are no \
                      verdict on anybody's treatment.";
