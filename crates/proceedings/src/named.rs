//! The names of closed sets: what a form field, a file and an address call each of them.

use case::{EventClass, Firmness, Role, Status, Tone, VerbalGrade};
use disclosure::ReleaseClass;

/// A closed set whose members have short names, the same in forms and in files.
pub trait Named: Copy + PartialEq + 'static {
    /// Every member with its name, in order.
    const ALL: &'static [(Self, &'static str)];

    /// The name of this member.
    #[must_use]
    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(each, _)| *each == self);
        found.map_or("", |(_, name)| name)
    }

    /// The member of this name.
    #[must_use]
    fn of_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, each)| *each == name);
        found.map(|(member, _)| *member)
    }
}

macro_rules! named {
    ($($set:ty { $($member:ident = $name:literal,)* })*) => {
        $(impl $crate::Named for $set {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$member, $name),)*];
        })*
    };
}
pub(crate) use named;

named! {
    ReleaseClass {
        Sealed = "sealed",
        Shape = "shape",
        Unattributed = "unattributed",
        Attributed = "attributed",
        Public = "public",
    }
    Status {
        Silent = "silent",
        Rejected = "rejected",
        Bracketed = "bracketed",
        Acceptable = "acceptable",
        AdReferendum = "ad referendum",
        Agreed = "agreed",
    }
    VerbalGrade {
        Never = "never",
        CouldLiveWith = "could live with",
        WouldLike = "would like",
        MustHave = "must have",
    }
    EventClass {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
        Comment = "COMMENT",
    }
    Tone {
        Positive = "positive",
        Neutral = "neutral",
        Mixed = "mixed",
        Negative = "negative",
    }
    Firmness {
        RedLine = "red line",
        Demand = "demand",
    }
    Role {
        Principal = "principal",
        Mediator = "mediator",
        Partner = "partner",
        Observer = "observer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_found_by_its_name() {
        for (status, name) in Status::ALL {
            assert_eq!(Status::of_name(name), Some(*status));
            assert_eq!(status.name(), *name);
        }
        assert_eq!(Status::of_name("Agreed"), None);
    }
}
