//! What happened: each kind of deed under its name, which is kept for ever.

use super::Fault;
use super::json::{Json, variant};
use super::node::Node;
use crate::case_file;
use case::Case;
use proceedings::Deed;
use serde_json::{Map, Value};
use std::sync::Arc;

macro_rules! deeds {
    ($($name:literal = $deed:ident,)*) => {
        impl Json for Deed {
            fn to(&self) -> Option<Value> {
                Some(match self {
                    $(Self::$deed(what) => variant($name, what.to()),)*
                    Self::Renumbered => Value::from("renumbered"),
                })
            }

            fn of(node: &Node<'_>) -> Result<Self, Fault> {
                if node.value.as_str() == Some("renumbered") {
                    return Ok(Self::Renumbered);
                }
                let (name, inner) = node.variant()?;
                match name {
                    $($name => Json::of(&inner).map(Self::$deed),)*
                    unknown => Err(node.unknown(unknown)),
                }
            }
        }
    };
}

deeds! {
    "opened" = Opened,
    "undone" = Undone,
    "destroyed" = Destroyed,
    "said" = Said,
    "carried" = Carried,
    "replied" = Replied,
    "consented" = Consented,
    "told" = Told,
    "reclassed" = Reclassed,
    "stated" = Stated,
    "issued" = Issued,
    "proposed" = Proposed,
    "criticised" = Criticised,
    "understood" = Understood,
    "endorsed" = Endorsed,
    "ballot_put" = BallotPut,
    "voted" = Voted,
    "ballot_counted" = BallotCounted,
    "check_put" = CheckPut,
    "check_step" = CheckStep,
    "check_came" = CheckCame,
    "planned" = Planned,
    "called_off" = CalledOff,
    "met" = Met,
    "published" = Published,
    "admitted" = Admitted,
    "noted" = Noted,
    "sighted" = Sighted,
    "kept_back" = KeptBack,
    "dispatched" = Dispatched,
    "countersigned" = Countersigned,
    "recalled" = Recalled,
    "policy_set" = PolicySet,
    "amended" = Amended,
    "set_aside" = SetAside,
    "dealt_with" = DealtWith,
    "text_set" = TextSet,
    "passed_over" = PassedOver,
    "judged" = Judged,
    "registered" = Registered,
    "clarified" = Clarified,
    "package_kept" = PackageKept,
    "package_dropped" = PackageDropped,
}

/// A case stands in an event as the text of its case file.
impl Json for Arc<Case> {
    fn to(&self) -> Option<Value> {
        let mut fields = Map::new();
        fields.insert("case".to_owned(), Value::from(case_file::write(self)));
        Some(Value::Object(fields))
    }

    fn of(node: &Node<'_>) -> Result<Self, Fault> {
        node.only(&["case"])?;
        let file: String = node.field("case")?;
        let case = node.extracts.case(file);
        case.map_err(|_| node.wrong_as("this text".to_owned(), "case file without a fault"))
    }
}
