//! An item of a case together with its release.

use crate::{Clearance, Owner, PartyId, Release, ReleaseClass, Sealed, Seat, Sight};

/// What can be told without telling whose it is.
pub trait Anonymous {
    /// The same thing without anything that says who told it.
    #[must_use]
    fn without_source(&self) -> Self;
}

/// An item and how far it may travel; the item itself is sealed.
///
/// Invariant: where the class lets the item be carried without its source, the form that is
/// carried was made when the item was sealed.
#[derive(Clone)]
pub struct Held<T> {
    release: Release,
    value: Sealed<T>,
    anonymous: Option<Box<T>>,
}

/// An item as one seat sees it.
pub struct Seen<'a, T> {
    /// The item.
    pub item: &'a T,
    /// How far it may travel.
    pub class: ReleaseClass,
    /// Whose it is, where this seat may know.
    pub owner: Option<&'a Owner>,
}

impl<T: Anonymous> Held<T> {
    /// Holds an item under a release.
    pub fn new(value: T, release: Release) -> Self {
        let carried = release.class == ReleaseClass::Unattributed;
        let anonymous = carried.then(|| Box::new(value.without_source()));
        let value = Sealed::new(value);
        Self {
            release,
            value,
            anonymous,
        }
    }
}

impl<T: Anonymous> Held<T> {
    /// The item as a seat may keep it by itself; nothing if the seat may not know that it exists.
    ///
    /// `within` gives the same item without those of its parts that the seat may not know. Of its
    /// release only what the seat knows anyway is kept: the class, itself as a recipient, and the
    /// owner where it sees whose the item is.
    pub fn narrowed_to(&self, seat: &Seat, within: impl FnOnce(&T) -> T) -> Option<Self> {
        let seen = self.seen_from(seat)?;
        let owns = match seen.owner {
            Some(Owner::Party(party)) => seat.party() == Some(party),
            Some(Owner::Mediator) | None => false,
        };
        let release = if owns || *seat == Seat::Mediator {
            self.release.clone()
        } else {
            let is_public = seen.class == ReleaseClass::Public;
            let recipients = (!is_public).then(|| seat.clone());
            Release {
                class: seen.class,
                owner: seen.owner.cloned().unwrap_or(Owner::Mediator),
                recipients: recipients.into_iter().collect(),
            }
        };
        Some(Self::new(within(seen.item), release))
    }
}

impl<T> Held<T> {
    /// The item as a seat sees it; nothing if it may not know that it exists.
    pub fn seen_from(&self, seat: &Seat) -> Option<Seen<'_, T>> {
        let (item, owner) = match self.release.sight(seat) {
            Sight::Hidden => return None,
            Sight::Unattributed => (self.anonymous.as_deref()?, None),
            Sight::Full => (self.value.shown(), Some(&self.release.owner)),
        };
        let class = self.release.class;
        Some(Seen { item, class, owner })
    }

    /// The item and its release, for a custodian.
    pub const fn open(&self, clearance: Clearance) -> (&T, &Release) {
        (self.value.open(clearance), &self.release)
    }
}

impl<T> Clone for Seen<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seen<'_, T> {}

impl<'a, T> Seen<'a, T> {
    /// Whether the item is free for everybody.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.class == ReleaseClass::Public
    }

    /// The owning party, where this seat may know it.
    #[must_use]
    pub const fn party(&self) -> Option<&'a PartyId> {
        match self.owner {
            Some(Owner::Party(party)) => Some(party),
            Some(Owner::Mediator) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Told {
        by: Option<&'static str>,
        words: &'static str,
    }

    impl Anonymous for Told {
        fn without_source(&self) -> Self {
            Self {
                by: None,
                words: self.words,
            }
        }
    }

    fn told(class: ReleaseClass) -> Held<Told> {
        let owner = Owner::Party(PartyId::new("north"));
        let recipients = [delegation("south")].into();
        let words = "not above 40 000 t";
        Held::new(
            Told {
                by: Some("North"),
                words,
            },
            Release {
                class,
                owner,
                recipients,
            },
        )
    }

    fn delegation(name: &str) -> Seat {
        Seat::Delegation(PartyId::new(name))
    }

    #[test]
    fn an_item_sealed_by_one_party_does_not_exist_for_another() {
        let held = told(ReleaseClass::Sealed);
        assert!(held.seen_from(&delegation("south")).is_none());
        let own = held.seen_from(&delegation("north")).unwrap();
        assert_eq!(own.item.words, "not above 40 000 t");
    }

    #[test]
    fn what_a_seat_keeps_by_itself_names_no_other_recipient_and_no_source() {
        let mut held = told(ReleaseClass::Unattributed);
        held.release.recipients.insert(delegation("reef"));
        let kept = held.narrowed_to(&delegation("south"), |told| Told {
            by: told.by,
            words: told.words,
        });
        let (item, release) = kept.as_ref().unwrap().open(Clearance::CUSTODIAN);
        assert_eq!((item.by, &release.owner), (None, &Owner::Mediator));
        assert_eq!(release.recipients, [delegation("south")].into());
        let hidden = held.narrowed_to(&delegation("isles"), |_| unreachable!());
        assert!(hidden.is_none());
    }

    #[test]
    fn an_item_carried_without_its_source_does_not_say_whose_it_is() {
        let held = told(ReleaseClass::Unattributed);
        let seen = held.seen_from(&delegation("south")).unwrap();
        assert_eq!((seen.item.by, seen.owner.is_none()), (None, true));
        assert_eq!(seen.item.words, "not above 40 000 t");
        assert_eq!(
            held.seen_from(&Seat::Mediator).unwrap().item.by,
            Some("North")
        );
    }
}
