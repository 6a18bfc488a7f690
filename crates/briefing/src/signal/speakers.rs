//! Who stands with whom, and who speaks for whom, as it shows in public marks and signals.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined};
use case::{Choice, Mark, Party, Role, Signal, Stand, Tone};
use disclosure::{PartyId, ReleaseClass};
use std::collections::{BTreeMap, BTreeSet};

/// The options on which two parties stand alike and apart, and the tones one used to the other.
#[derive(Default)]
struct Pair {
    alike: usize,
    apart: usize,
    friendly: usize,
    unfriendly: usize,
}

impl Desk<'_, '_> {
    /// How partners stand beside the principals: counts, and no percentage.
    pub(crate) fn alignment(&self) -> Option<Section> {
        let parties = self.parties();
        let stands = self.stands();
        let signals = self.public_signals();
        let columns = [
            ("Partner", Align::Start),
            ("Beside", Align::Start),
            ("Options alike", Align::End),
            ("Options apart", Align::End),
            ("Friendly signals to it", Align::End),
            ("Unfriendly signals to it", Align::End),
        ];
        let mut table = Table::new("Partners beside the principals", &columns);
        let of = |role: Role| parties.iter().filter(move |party| party.role == role);
        let partners = of(Role::Partner).chain(of(Role::Mediator));
        for partner in partners {
            for principal in of(Role::Principal) {
                let pair = pair((partner, principal), &stands, &signals);
                if pair.alike + pair.apart + pair.friendly + pair.unfriendly == 0 {
                    continue;
                }
                let counts = [pair.alike, pair.apart, pair.friendly, pair.unfriendly];
                let mut row = vec![partner.name.clone(), principal.name.clone()];
                row.extend(counts.map(|count| count.to_string()));
                table.row(row);
            }
        }
        if table.rows.is_empty() {
            return None;
        }
        let remark = "An option is alike where both stand behind it or both reject it, and apart \
                      where one does and the other does not; options on which either is silent \
                      are not counted. Only what is public is counted. Tones are an editorial \
                      coding.";
        let heading = "How partners stand beside the principals, in public";
        Some(Section::new("blocs", heading).table(table).remark(remark))
    }

    /// Who stands behind which option, and who rejects it.
    fn stands(&self) -> Vec<BTreeMap<&PartyId, Stand>> {
        let mut all = Vec::new();
        for place in self.places() {
            for choice in self.view.choices(place.bracket) {
                all.push(self.stands_on(choice.item));
            }
        }
        all
    }

    fn stands_on<'c>(&'c self, choice: &'c Choice) -> BTreeMap<&'c PartyId, Stand> {
        let marks = self.view.marks(choice);
        let public = marks.filter(|seen| seen.class == ReleaseClass::Public);
        let marks = public.map(|seen| seen.item);
        let named = marks.filter_map(|mark: &Mark| Some((mark.party.as_ref()?, mark.stand)));
        named.collect()
    }

    /// Who is on record as speaking for each party, and who was heard for more than one.
    pub(crate) fn speakers(&self) -> Option<Section> {
        let heard = self.said_by();
        let columns = [
            ("Party", Align::Start),
            ("On record as speaking for it", Align::Start),
            ("Heard in its signals", Align::Start),
        ];
        let mut table = Table::new("Who speaks for whom", &columns);
        for party in self.parties() {
            let own = heard.values().filter_map(|(name, by)| {
                let count = by.get(&party.id)?;
                Some(format!("{name} {count}"))
            });
            let own: Vec<String> = own.collect();
            if !own.is_empty() {
                table.row(vec![party.name.clone(), on_record(party), own.join(", ")]);
            }
        }
        if table.rows.is_empty() {
            return None;
        }
        let several = heard.values().filter(|(_, by)| by.len() > 1);
        let several = several.map(|(name, by)| {
            let parties: Vec<String> = by
                .iter()
                .map(|(party, count)| format!("{} ({count})", self.party_name(party)))
                .collect();
            format!("{name} was heard in signals of {}.", joined(&parties))
        });
        let several: Vec<String> = several.collect();
        let heading = match several.len() {
            0 => "Each speaker was heard for one party".to_owned(),
            1 => "One speaker was heard in signals of more than one party".to_owned(),
            count => format!("{count} speakers were heard in signals of more than one party"),
        };
        let remark = "Speakers are told apart by their last names, as they stand in the signals.";
        let section = Section::new("speakers", heading).list(several).table(table);
        Some(section.remark(remark))
    }

    /// The signals that everybody may know: what is told here may be told on.
    fn public_signals(&self) -> Vec<&Signal> {
        let all = self.view.signals();
        let public = all.filter(|seen| seen.class == ReleaseClass::Public);
        public.map(|seen| seen.item).collect()
    }

    /// Each speaker by last name: the fullest form of the name, and in how many signals of whom.
    fn said_by(&self) -> BTreeMap<String, (String, BTreeMap<PartyId, usize>)> {
        let mut heard: BTreeMap<String, (String, BTreeMap<PartyId, usize>)> = BTreeMap::new();
        for signal in self.public_signals() {
            let (Some(actor), Some(speaker)) = (&signal.actor, &signal.speaker) else {
                continue;
            };
            for name in names(speaker) {
                let (known, by_party) = heard.entry(last_name(name)).or_default();
                if name.len() > known.len() {
                    name.clone_into(known);
                }
                *by_party.entry(actor.clone()).or_default() += 1;
            }
        }
        heard
    }
}

/// The delegation of a party, by public office.
fn on_record(party: &Party) -> String {
    let record = party
        .delegation
        .iter()
        .map(|delegate| match &delegate.office {
            Some(office) => format!("{} ({office})", delegate.name),
            None => delegate.name.clone(),
        });
    record.collect::<Vec<_>>().join("; ")
}

fn pair(
    (partner, principal): (&Party, &Party),
    stands: &[BTreeMap<&PartyId, Stand>],
    signals: &[&Signal],
) -> Pair {
    let mut pair = Pair::default();
    for on in stands {
        if let (Some(one), Some(other)) = (on.get(&partner.id), on.get(&principal.id)) {
            if (*one == Stand::Rejected) == (*other == Stand::Rejected) {
                pair.alike += 1;
            } else {
                pair.apart += 1;
            }
        }
    }
    let sent = signals.iter().filter(|signal| {
        signal.actor.as_ref() == Some(&partner.id) && signal.targets.contains(&principal.id)
    });
    for signal in sent {
        match signal.tone {
            Some(Tone::Positive) => pair.friendly += 1,
            Some(Tone::Negative) => pair.unfriendly += 1,
            Some(Tone::Neutral | Tone::Mixed) | None => {}
        }
    }
    pair
}

/// The names in `A, B and C`, each once.
fn names(speaker: &str) -> BTreeSet<&str> {
    let outside = speaker.split('(').next().unwrap_or_default();
    let parts = outside.split(',').flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" with ")).map(str::trim);
    parts.filter(|name| !name.is_empty()).collect()
}

/// The last word of a name, by which speakers are told apart.
fn last_name(name: &str) -> String {
    name.split_whitespace()
        .last()
        .unwrap_or(name)
        .to_lowercase()
}
