//! Points by parties: where each bracket stands for each party, and who holds which option.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, Place, remarks};
use case::{Bracket, Choice, Party, Role, Stand, Status};

const KEY: &str = "● agreed   ◐ agreed ad referendum   ◇ acceptable   [ ] bracketed   ✕ rejected   \
                   · silent";

impl Desk<'_, '_> {
    /// The table of the talks: points down, parties across.
    pub(crate) fn points_by_parties(&self) -> Option<Section> {
        let places = self.places();
        if places.is_empty() {
            return None;
        }
        let parties = self.columns(&places);
        let spoken = |place| {
            parties
                .iter()
                .any(|party| self.status(place, party) != Status::Silent)
        };
        if !places.iter().any(spoken) {
            return None;
        }
        let mut table = Table::new("Points by parties", &[("Point", Align::Start)]);
        for party in &parties {
            table = table.column(party.name.clone(), Align::Centre);
        }
        let mut open = 0_usize;
        for place in &places {
            let marks: Vec<Status> = parties
                .iter()
                .map(|party| self.status(place, party))
                .collect();
            open += usize::from(self.is_open(&parties, &marks));
            table.marks(self.place_name(place), marks);
        }
        let heading = match open {
            0 => "Every bracket is agreed by every principal".to_owned(),
            1 => format!(
                "One bracket of {} is not agreed by every principal",
                places.len()
            ),
            _ => format!(
                "{open} of {} brackets are not agreed by every principal",
                places.len()
            ),
        };
        Some(Section::new("points", heading).table(table).remark(KEY))
    }

    /// The principals, and every other party that has a status somewhere.
    fn columns(&self, places: &[Place<'_>]) -> Vec<&Party> {
        let spoke = |party: &Party| {
            places
                .iter()
                .any(|place| self.status(place, party) != Status::Silent)
        };
        let shown = |party: &&Party| party.role == Role::Principal || spoke(party);
        self.view
            .parties()
            .map(|seen| seen.item)
            .filter(shown)
            .collect()
    }

    fn status(&self, place: &Place<'_>, party: &Party) -> Status {
        self.status_on(place.bracket, party)
    }

    /// A party's status on a bracket, as this seat may know it.
    pub(crate) fn status_on(&self, bracket: &Bracket, party: &Party) -> Status {
        let standings = self.view.standings(bracket);
        let mut own = standings.filter(|seen| seen.item.party.as_ref() == Some(&party.id));
        own.next().map_or(Status::Silent, |seen| seen.item.status)
    }

    fn is_open(&self, parties: &[&Party], marks: &[Status]) -> bool {
        let mut principals = parties
            .iter()
            .zip(marks)
            .filter(|(party, _)| party.role == Role::Principal);
        principals.any(|(_, status)| *status != Status::Agreed)
    }

    /// The options of every bracket, and who proposed, accepted or rejected each.
    pub(crate) fn options(&self) -> Option<Section> {
        let columns = [
            ("Option", Align::Start),
            ("Proposed by", Align::Start),
            ("Accepted by", Align::Start),
            ("Rejected by", Align::Start),
        ];
        let places = self.places();
        let mut section = Section::new("options", "Who holds which option");
        let mut count = 0_usize;
        for place in &places {
            if place.bracket.grid.is_some() {
                section = section.say(self.grid_words(place));
                continue;
            }
            let mut table = Table::new(self.place_name(place), &columns);
            for seen in self.view.choices(place.bracket) {
                count += 1;
                let option = self.words(&seen.item.text).to_owned()
                    + &self.norms(seen.item)
                    + &remarks(&seen.item.grounds)
                    + &self.sources(&seen.item.grounds);
                let held = [Stand::Proposed, Stand::Accepted, Stand::Rejected];
                let held = held.map(|stand| self.holders(seen.item, stand));
                table.row([vec![option], held.to_vec()].concat());
            }
            section = section.table(table);
        }
        section.heading = format!("{count} options stand in {} brackets", places.len());
        (!places.is_empty()).then_some(section)
    }

    fn grid_words(&self, place: &Place<'_>) -> String {
        let name = self.place_name(place);
        let show = |figure: &case::Exact| problem::scale::decimal(figure, 0);
        place
            .bracket
            .grid
            .as_ref()
            .map_or_else(String::new, |grid| {
                let (low, high, step) = (show(&grid.low), show(&grid.high), show(&grid.step));
                format!("{name}: {low} to {high} {}, in steps of {step}.", grid.unit)
            })
    }

    fn norms(&self, choice: &Choice) -> String {
        let flags = choice
            .norms
            .iter()
            .map(|flag| format!(" ⚑ {}{}", flag.norm, self.sources(&flag.grounds)));
        flags.collect()
    }

    fn holders(&self, choice: &Choice, stand: Stand) -> String {
        let marks = choice
            .marks
            .iter()
            .filter_map(|held| held.seen_from(self.view.seat()));
        let marks = marks.filter(|seen| seen.item.stand == stand);
        let name = |seen: disclosure::Seen<'_, case::Mark>| match &seen.item.party {
            Some(party) => self.party_name(party),
            None => "a party".to_owned(),
        };
        marks.map(name).collect::<Vec<_>>().join(", ")
    }

    /// What nobody has rejected, bracket by bracket.
    pub(crate) fn unrejected(&self) -> Option<Section> {
        let columns = [
            ("Bracket", Align::Start),
            ("Options that nobody has rejected", Align::Start),
        ];
        let mut table = Table::new("Read as: not rejected so far, not as accepted", &columns);
        let mut none = 0_usize;
        for place in self.places() {
            if place.bracket.grid.is_some() {
                continue;
            }
            let free = self.view.choices(place.bracket);
            let free = free.filter(|seen| self.holders(seen.item, Stand::Rejected).is_empty());
            let free: Vec<&str> = free.map(|seen| self.words(&seen.item.text)).collect();
            none += usize::from(free.is_empty());
            let words = if free.is_empty() {
                "none".to_owned()
            } else {
                free.join("; ")
            };
            table.row(vec![self.place_name(&place), words]);
        }
        let heading = match none {
            0 => "Every bracket has an option that nobody has rejected".to_owned(),
            1 => "One bracket has no option that nobody has rejected".to_owned(),
            _ => format!("{none} brackets have no option that nobody has rejected"),
        };
        let rejected = self.places().iter().any(|place| {
            let mut choices = self.view.choices(place.bracket);
            choices.any(|seen| !self.holders(seen.item, Stand::Rejected).is_empty())
        });
        rejected.then(|| Section::new("unrejected", heading).table(table))
    }
}
