//! Releases: left out where they are what an item has without saying one.

use super::owner_name;
use super::yaml::{Fields, Yaml};
use case::{Case, Role};
use disclosure::{Clearance, Owner, PartyId, Release, ReleaseClass, Seat};
use std::collections::BTreeSet;

/// Who owns what a party says: the party, or the mediation team for a party that mediates.
pub(super) struct Owners(BTreeSet<PartyId>);

impl Owners {
    /// The owners of a case.
    pub(super) fn of(case: &Case) -> Self {
        let parties = case.parties.iter();
        let parties = parties.map(|held| held.open(Clearance::CUSTODIAN).0);
        let mediators = parties.filter(|party| party.role == Role::Mediator);
        Self(mediators.map(|party| party.id.clone()).collect())
    }

    /// The owner of what a party says.
    pub(super) fn owner(&self, party: Option<&PartyId>) -> Owner {
        match party {
            Some(party) if !self.0.contains(party) => Owner::Party(party.clone()),
            Some(_) | None => Owner::Mediator,
        }
    }
}

/// The release that an item has without saying one.
pub(super) struct Default(Release);

impl Default {
    /// For an item that stands in nothing.
    pub(super) const fn of_case() -> Self {
        Self(Release::public(Owner::Mediator))
    }

    /// For an item that stands in another.
    pub(super) fn within(outer: &Release) -> Self {
        Self(outer.clone())
    }

    /// For what somebody says within an item.
    pub(super) fn said_by(owner: Owner, within: &Release) -> Self {
        Self(Release {
            owner,
            ..within.clone()
        })
    }

    /// For a confidence of its owner.
    pub(super) fn sealed(owner: Owner) -> Self {
        Self(Release::sealed(owner))
    }
}

/// Puts a release, in its short form where that says all.
pub(super) fn put(fields: &mut Fields, release: &Release, default: &Default) {
    let Default(default) = default;
    if release == default {
        return;
    }
    let class = class(release.class);
    if release.recipients.is_empty() && release.owner == default.owner {
        fields.text("release", class);
        return;
    }
    let mut long = Fields::new();
    long.text("class", class);
    if release.owner != default.owner {
        long.text("owner", owner_name(&release.owner));
    }
    let seats = release.recipients.iter().map(|seat| match seat {
        Seat::Mediator => "mediator",
        Seat::Public => "public",
        Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => party.as_str(),
    });
    long.some("to", Yaml::texts(seats));
    fields.put("release", long.map());
}

const fn class(class: ReleaseClass) -> &'static str {
    match class {
        ReleaseClass::Sealed => "sealed",
        ReleaseClass::Shape => "shape",
        ReleaseClass::Unattributed => "unattributed",
        ReleaseClass::Attributed => "attributed",
        ReleaseClass::Public => "public",
    }
}
