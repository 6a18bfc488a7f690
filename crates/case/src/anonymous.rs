//! What is left of an item when it is carried without its source.
//!
//! Invariant: nothing that names a holder, a speaker or a source survives; what the item says does.

use crate::{
    Act, Bracket, Breach, Choice, Clock, Defection, Draft, Fear, Funding, Grounds, Guarantee,
    Happening, Linkage, Mark, Meeting, Party, Point, Preferences, RedLine, Rung, Signal, Source,
    Standing,
};
use disclosure::Anonymous;
use std::collections::BTreeMap;

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
    Fear: party from reading_of;
    Breach: reading_of;
    Defection: party;
    Draft: authors held_by;
    Meeting: present;
    Funding: by;
    Signal: actor speaker;
    Happening: ;
}

impl Anonymous for Guarantee {
    fn without_source(&self) -> Self {
        let ladder = self.ladder.iter().map(|rung| Rung {
            by: Vec::new(),
            ..rung.clone()
        });
        Self {
            guarantors: Vec::new(),
            vetoes: Vec::new(),
            consent: BTreeMap::new(),
            ladder: ladder.collect(),
            reading_of: None,
            grounds: Grounds::default(),
            ..self.clone()
        }
    }
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
