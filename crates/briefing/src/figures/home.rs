//! The second level: what would be accepted at the table, and not at home.

use super::Posing;
use crate::briefing::{Align, Section, Table};
use crate::desk::joined;
use problem::Package;
use problem::home::{Home, Reception};

impl Posing<'_, '_, '_> {
    /// How named packages fare with the factions behind each delegation (Putnam 1988).
    pub(super) fn homes(&self, packages: &[(String, Package)]) -> Option<Section> {
        let homes = self.each_home();
        if homes.is_empty() || packages.is_empty() {
            return None;
        }
        let columns = [
            ("Package", Align::Start),
            ("Behind", Align::Start),
            ("Rejected at home by", Align::Start),
        ];
        let mut table = Table::new("Packages and the factions behind the delegations", &columns);
        let mut falling = 0_usize;
        for (name, package) in packages {
            let receptions = self.posed.problem.receptions(package, &homes);
            for reception in &receptions {
                falling += usize::from(reception.falls_at_home());
                table.row(vec![
                    name.clone(),
                    self.names.party(reception.party).to_owned(),
                    self.rejecting(reception),
                ]);
            }
        }
        let heading = match falling {
            0 => "What the delegations would accept, their factions would too".to_owned(),
            1 => "One package would pass at the table and fall at home".to_owned(),
            count => format!("{count} times a package would pass at the table and fall at home"),
        };
        Some(Section::new("homes", heading).table(table))
    }

    fn each_home(&self) -> Vec<Home> {
        let problem = &self.posed.problem;
        let homes = problem.stances().ids().filter_map(|party| {
            let own = self
                .posed
                .factions
                .iter()
                .filter(|faction| faction.behind == party);
            let stances: Vec<_> = own.map(|faction| faction.stance.clone()).collect();
            if stances.is_empty() {
                return None;
            }
            Home::unanimous(problem, party, stances).ok()
        });
        homes.collect()
    }

    fn rejecting(&self, reception: &Reception) -> String {
        let own = self
            .posed
            .factions
            .iter()
            .filter(|faction| faction.behind == reception.party);
        let own: Vec<String> = own.map(|faction| self.faction_name(faction)).collect();
        let names: Vec<String> = reception
            .rejecting
            .iter()
            .filter_map(|faction| own.get(problem::Index::position(*faction)).cloned())
            .collect();
        let at_table = if reception.at_table {
            ""
        } else {
            " (the delegation would not accept it)"
        };
        if names.is_empty() {
            format!("nobody{at_table}")
        } else {
            format!("{}{at_table}", joined(&names))
        }
    }

    fn faction_name(&self, faction: &case::PosedFaction) -> String {
        let parties = self.desk.parties();
        let all = parties.iter().flat_map(|party| &party.factions);
        let found = all.into_iter().find(|known| known.id == faction.id);
        found.map_or_else(|| faction.id.to_string(), |known| known.name.clone())
    }
}
