//! Items that would give away what they name: someone sees the item and may not see that.
//!
//! A linkage that is public and names a sealed option tells everybody that the option exists. So
//! no seat of the case may see an item that names something hidden from it.

use super::fault::Complaint;
use super::names::seat_of;
use super::reader::{Mention, Reader, Target, Told};
use disclosure::{Release, ReleaseClass, Seat, Sight};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// Complains of every item that names what someone who sees the item may not see.
    pub(super) fn giveaways(&mut self) {
        let mut seats = vec![Seat::Public];
        let roles = &self.names.roles;
        seats.extend(roles.iter().map(|(party, role)| seat_of(party, *role)));
        let found: Vec<(usize, Complaint)> = (0..)
            .zip(&self.mentions)
            .filter_map(|(at, mention)| Some((at, self.giveaway(mention, &seats)?)))
            .collect();
        let mut told = BTreeSet::new();
        for (at, complaint) in found {
            if let Some(mention) = self.mentions.get(at)
                && told.insert((mention.item, mention.target.clone()))
            {
                self.log.add(mention.spot, complaint);
            }
        }
    }

    fn giveaway(&self, mention: &Mention, seats: &[Seat]) -> Option<Complaint> {
        let hidden = self.targets.get(&mention.target)?;
        if hidden
            .iter()
            .all(|release| release.class == ReleaseClass::Public)
        {
            return None;
        }
        let item = self.items.get(mention.item)?;
        let needed = match mention.told {
            Told::Always => Sight::Unattributed,
            Told::WithSource => Sight::Full,
        };
        let tells = |seat: &&Seat| {
            sight(&item.releases, seat) >= needed && sight(hidden, seat) == Sight::Hidden
        };
        let seat = seats.iter().find(tells)?;
        let target = called(&mention.target);
        let who = match seat {
            Seat::Public => "everybody".to_owned(),
            Seat::Mediator => "the mediator".to_owned(),
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                format!("`{party}`")
            }
        };
        let message = format!("{} would give {target} away to {who}", item.label);
        let hint = format!("give it a `release` no wider than that of {target}");
        Some(
            Complaint::new(message)
                .of(mention.target.id.as_str())
                .hint(hint),
        )
    }
}

/// How much a seat sees of what stands under all these releases.
fn sight(releases: &[Release], seat: &Seat) -> Sight {
    let sights = releases.iter().map(|release| release.sight(seat));
    sights.min().unwrap_or(Sight::Full)
}

fn called(target: &Target) -> String {
    match &target.choice {
        Some(choice) => format!("the option `{choice}` of `{}`", target.id),
        None => format!("the {} `{}`", target.kind.noun(), target.id),
    }
}
