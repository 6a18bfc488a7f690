//! What is left of an item when it is carried without its source.
//!
//! Invariant: nothing that names a holder, a speaker or a source survives; what the item says does.

use crate::{
    Act, Bearable, Bracket, Breach, Calendar, Choice, Clock, Commitment, ConflictModel,
    ConflictOrder, ConsensusRule, Defection, Delivery, Dispute, Draft, Dropped, Edit, Fear,
    FormatConsent, Funding, GivenBy, Grounds, Guarantee, Happening, Incident, Indication, Linkage,
    Mark, Meeting, Milestone, MoodSeries, Party, Point, Preferences, Questionnaire, Rate, RedLine,
    Report, RoundWord, Rung, Sector, Signal, Source, Spoiler, Standing, TalkFormat, TalkRound,
    Term, Traced, Worth,
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
    Commitment: ;
    Worth: party;
    Bearable: party;
    Calendar: ;
    Dispute: ;
    Report: by;
    Incident: by;
    Linkage: held_by reading_of;
    Clock: held_by;
    RedLine: party speaker date;
    Preferences: party faction;
    ConflictModel: reading_of;
    ConflictOrder: party;
    Fear: party from reading_of;
    Breach: reading_of;
    Defection: party;
    Meeting: present;
    TalkRound: ;
    RoundWord: party;
    Edit: party;
    ConsensusRule: ;
    Funding: by;
    Sector: ;
    Rate: ;
    Delivery: by given_by;
    Milestone: given_by;
    Signal: actor speaker;
    TalkFormat: ;
    Questionnaire: party faction;
    MoodSeries: ;
    Term: ;
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

impl Anonymous for Draft {
    fn without_source(&self) -> Self {
        let lineage = self.lineage.iter().map(|(point, traced)| {
            let grounds = Grounds::default();
            let traced = traced.clone();
            (point.clone(), Traced { grounds, ..traced })
        });
        let dropped = self.dropped.iter().map(|dropped| Dropped {
            grounds: Grounds::default(),
            ..dropped.clone()
        });
        Self {
            authors: None,
            held_by: Vec::new(),
            lineage: lineage.collect(),
            dropped: dropped.collect(),
            grounds: Grounds::default(),
            ..self.clone()
        }
    }
}

impl Anonymous for Indication {
    fn without_source(&self) -> Self {
        Self {
            party: None,
            given_by: without_name(&self.given_by),
            grounds: Grounds::default(),
            ..self.clone()
        }
    }
}

impl Anonymous for FormatConsent {
    fn without_source(&self) -> Self {
        Self {
            party: None,
            given_by: without_name(&self.given_by),
            grounds: Grounds::default(),
            ..self.clone()
        }
    }
}

impl Anonymous for Spoiler {
    fn without_source(&self) -> Self {
        Self {
            given_by: without_name(&self.given_by),
            grounds: Grounds::default(),
            ..self.clone()
        }
    }
}

/// Who gave something, without a name.
fn without_name(given_by: &GivenBy) -> GivenBy {
    match given_by {
        GivenBy::Analyst(_) => GivenBy::Analyst("not told".to_owned()),
        GivenBy::Party | GivenBy::Rule(_) => given_by.clone(),
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
