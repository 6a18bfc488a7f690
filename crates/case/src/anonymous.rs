//! What is left of an item when it is carried without its source.
//!
//! Invariant: nothing that names a holder, a speaker or a source survives; what the item says does.

use crate::{
    Act, Bracket, Choice, Clock, Delivery, Draft, Funding, Grounds, Happening, Linkage, Mark,
    Meeting, Milestone, Party, Point, Preferences, Rate, RedLine, Sector, Signal, Source, Standing,
};
use disclosure::Anonymous;

/// Strips the named fields to their empty value, and the grounds with them.
macro_rules! strips {
    ($($item:ty: $($field:ident)*;)*) => {
        $(impl Anonymous for $item {
            fn without_source(&self) -> Self {
                Self {
                    $($field: Default::default(),)*
                    grounds: Grounds::default(),
                    ..self.clone()
                }
            }
        })*
    };
}

strips! {
    Party: delegation;
    Point: ;
    Bracket: ;
    Choice: ;
    Mark: party;
    Standing: party;
    Act: ;
    Linkage: held_by reading_of;
    Clock: held_by;
    RedLine: party speaker date;
    Preferences: party faction;
    Draft: authors held_by;
    Meeting: present;
    Funding: by;
    Sector: ;
    Rate: ;
    Delivery: by given_by;
    Milestone: given_by;
    Signal: actor speaker;
    Happening: ;
}

impl Anonymous for Source {
    fn without_source(&self) -> Self {
        Self {
            title: None,
            address: None,
            date: None,
            note: None,
            ..self.clone()
        }
    }
}
