//! What the case is: parties, the mediator's own interests, the drafts and how they descend.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined, remarks};
use case::{Party, Role};

impl Desk<'_, '_> {
    /// What the case is about, and how it was compiled.
    pub(crate) fn overview(&self) -> Section {
        let heading = self.view.heading();
        let principals = self.named(Role::Principal);
        let mut section = Section::new("case", self.overview_heading(&principals));
        if let Some(about) = &heading.about {
            section = section.say(self.words(about));
        }
        if heading.live {
            section = section.remark(
                "This case is about a conflict that goes on. It shows what is on the public \
                 record; it carries no figures of preference, because press reports are not \
                 preferences.",
            );
        }
        if heading.invented {
            section = section.remark("This case is invented.");
        }
        if let Some(compiled) = &heading.compiled {
            section = section.say(format!("Compiled: {compiled}."));
        }
        section.table(self.parties_table()).list(self.interests())
    }

    fn overview_heading(&self, principals: &[String]) -> String {
        let mediators = self.named(Role::Mediator);
        let sides = joined(principals);
        match mediators.as_slice() {
            [] => format!("The talks are between {sides}"),
            mediators => format!("{} mediates between {sides}", joined(mediators)),
        }
    }

    /// The parties of a role, by name.
    pub(crate) fn named(&self, role: Role) -> Vec<String> {
        let parties = self
            .parties()
            .into_iter()
            .filter(|party| party.role == role);
        parties.map(|party| party.name.clone()).collect()
    }

    fn parties_table(&self) -> Table {
        let columns = [
            ("Party", Align::Start),
            ("Role", Align::Start),
            ("Through", Align::Start),
        ];
        let mut table = Table::new("Who is at the table", &columns);
        for party in self.parties() {
            let role = match &party.part {
                Some(part) => format!("{}: {part}", role_word(party.role)),
                None => role_word(party.role).to_owned(),
            };
            table.row(vec![party.name.clone(), role, delegation(party)]);
        }
        table
    }

    fn interests(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for party in self.parties() {
            for interest in &party.interests {
                sentences.push(format!(
                    "{} has an interest of its own: {interest}",
                    party.name
                ));
            }
        }
        sentences
    }

    /// The drafts and what they grew from.
    pub(crate) fn drafts(&self) -> Option<Section> {
        let drafts: Vec<_> = self.view.drafts().map(|seen| seen.item).collect();
        let hand = self.view.draft_in_hand().map(|seen| seen.item);
        let heading = match (drafts.len(), hand) {
            (0, _) => return None,
            (_, Some(draft)) => format!("The draft in hand is “{}”", self.words(&draft.name)),
            (count, None) => format!("{count} drafts are on the table, none marked as in hand"),
        };
        let columns = [
            ("Draft", Align::Start),
            ("Date", Align::Start),
            ("From", Align::Start),
            ("What is known of it", Align::Start),
        ];
        let mut table = Table::new("Drafts in order, and what each grew from", &columns);
        for draft in &drafts {
            let from = draft.from.iter().filter_map(|id| {
                let earlier = drafts.iter().find(|earlier| earlier.id == *id)?;
                Some(self.words(&earlier.name))
            });
            let from: Vec<&str> = from.collect();
            let mut known: Vec<String> = draft.status.iter().cloned().collect();
            known.extend(
                draft
                    .authors
                    .iter()
                    .map(|authors| format!("written by {authors}")),
            );
            known.extend(draft.deadline.iter().cloned());
            if !draft.held_by.is_empty() {
                known.push(format!(
                    "worked from by {}",
                    self.party_names(&draft.held_by)
                ));
            }
            known.extend(draft.terms.iter().cloned());
            let known = known.join("; ") + &remarks(&draft.grounds) + &self.sources(&draft.grounds);
            table.row(vec![
                self.words(&draft.name).to_owned(),
                draft.date.map(|date| date.to_string()).unwrap_or_default(),
                from.join(", "),
                known,
            ]);
        }
        Some(Section::new("drafts", heading).table(table))
    }
}

/// A role, in a word.
fn role_word(role: Role) -> &'static str {
    match role {
        Role::Principal => "principal",
        Role::Mediator => "mediator",
        Role::Partner => "partner",
        Role::Observer => "observer",
    }
}

fn delegation(party: &Party) -> String {
    let named = party
        .delegation
        .iter()
        .map(|delegate| match &delegate.office {
            Some(office) => format!("{} ({office})", delegate.name),
            None => delegate.name.clone(),
        });
    named.collect::<Vec<_>>().join("; ")
}
