//! The rules of IATI 2.03 that this program relies on: which elements stand in which order, how
//! often, with which attributes, and what a date, an amount and a code look like.
//!
//! Source: the activity schema of version 2.03. Elements and attributes of other namespaces may
//! stand anywhere after these, and are not looked at.

use super::tree::Element;
use super::{Broken, VERSION};
use crate::place::{Place, shown};

/// How many broken rules are told.
const TOLD_MAX: usize = 100;

/// An element that may stand in another: its name, and the least and the most times.
type Part = (&'static str, usize, usize);

const MANY: usize = usize::MAX;

const ACTIVITY: &[Part] = &[
    ("iati-identifier", 1, 1),
    ("reporting-org", 1, 1),
    ("title", 1, 1),
    ("description", 1, MANY),
    ("participating-org", 1, MANY),
    ("other-identifier", 0, MANY),
    ("activity-status", 1, 1),
    ("activity-date", 1, MANY),
    ("contact-info", 0, MANY),
    ("activity-scope", 0, 1),
    ("recipient-country", 0, MANY),
    ("recipient-region", 0, MANY),
    ("location", 0, MANY),
    ("sector", 0, MANY),
    ("tag", 0, MANY),
    ("country-budget-items", 0, 1),
    ("humanitarian-scope", 0, MANY),
    ("policy-marker", 0, MANY),
    ("collaboration-type", 0, 1),
    ("default-flow-type", 0, 1),
    ("default-finance-type", 0, 1),
    ("default-aid-type", 0, MANY),
    ("default-tied-status", 0, 1),
    ("budget", 0, MANY),
    ("planned-disbursement", 0, MANY),
    ("capital-spend", 0, 1),
    ("transaction", 0, MANY),
    ("document-link", 0, MANY),
    ("related-activity", 0, MANY),
    ("legacy-data", 0, MANY),
    ("conditions", 0, 1),
    ("result", 0, MANY),
    ("crs-add", 0, 1),
    ("fss", 0, 1),
];

const TRANSACTION: &[Part] = &[
    ("transaction-type", 1, 1),
    ("transaction-date", 1, 1),
    ("value", 1, 1),
    ("description", 0, 1),
    ("provider-org", 0, 1),
    ("receiver-org", 0, 1),
    ("disbursement-channel", 0, 1),
    ("sector", 0, MANY),
    ("recipient-country", 0, 1),
    ("recipient-region", 0, 1),
    ("flow-type", 0, 1),
    ("finance-type", 0, 1),
    ("aid-type", 0, MANY),
    ("tied-status", 0, 1),
];

/// What stands in an element that is looked into.
fn parts(name: &str) -> Option<&'static [Part]> {
    Some(match name {
        "iati-activities" => &[("iati-activity", 1, MANY)],
        "iati-activity" => ACTIVITY,
        "transaction" => TRANSACTION,
        "budget" => &[
            ("period-start", 1, 1),
            ("period-end", 1, 1),
            ("value", 1, 1),
        ],
        "planned-disbursement" => &[
            ("period-start", 1, 1),
            ("period-end", 0, 1),
            ("value", 1, 1),
            ("provider-org", 0, 1),
            ("receiver-org", 0, 1),
        ],
        "title" | "condition" => &[("narrative", 1, MANY)],
        "description" => &[("narrative", 1, MANY)],
        "conditions" => &[("condition", 0, MANY)],
        _ => return None,
    })
}

/// The attributes that an element must have.
fn attributes(name: &str) -> &'static [&'static str] {
    match name {
        "iati-activities" => &["version"],
        "reporting-org" => &["ref", "type"],
        "participating-org" => &["role"],
        "activity-status" | "transaction-type" | "sector" => &["code"],
        "activity-date" => &["type", "iso-date"],
        "period-start" | "period-end" | "transaction-date" => &["iso-date"],
        "value" => &["value-date"],
        "conditions" => &["attached"],
        "condition" => &["type"],
        "related-activity" => &["ref", "type"],
        _ => &[],
    }
}

/// The codes that an attribute takes, where this program reads it.
fn codes(name: &str, attribute: &str) -> Option<std::ops::RangeInclusive<u32>> {
    Some(match (name, attribute) {
        ("activity-status", "code") => 1..=6,
        ("activity-date", "type") | ("participating-org", "role") => 1..=4,
        ("transaction-type", "code") => 1..=13,
        ("related-activity", "type") => 1..=5,
        ("condition", "type") => 1..=3,
        _ => return None,
    })
}

/// Every rule that a file breaks, in the order of its places; of very many the first.
pub(super) fn broken(file: &str, text: &str, root: &Element) -> Vec<Broken> {
    let mut found: Vec<(usize, String)> = Vec::new();
    if root.name != "iati-activities" {
        let why = format!(
            "`<{}>` is no IATI: the root is `<iati-activities>`",
            shown(&root.name)
        );
        found.push((root.offset, why));
    } else if let Some(other) = root.get("version").filter(|version| *version != VERSION) {
        let why = format!("the version is `{}`, and {VERSION} is read", shown(other));
        found.push((root.offset, why));
    } else {
        look(root, &mut found);
    }
    found.sort();
    let told = found.into_iter().take(TOLD_MAX);
    told.map(|(offset, why)| Broken {
        place: Place::at(file, text, offset),
        why,
    })
    .collect()
}

fn look(element: &Element, found: &mut Vec<(usize, String)>) {
    if found.len() >= TOLD_MAX {
        return;
    }
    let name = element.name.as_str();
    for attribute in attributes(name) {
        if element
            .get(attribute)
            .is_none_or(|value| value.trim().is_empty())
        {
            found.push((element.offset, format!("`<{name}>` needs `{attribute}`")));
        }
    }
    values(element, found);
    let Some(parts) = parts(name) else {
        return;
    };
    let mut last = 0;
    for child in element
        .children
        .iter()
        .filter(|child| !child.name.contains(':'))
    {
        match parts.iter().position(|(part, _, _)| *part == child.name) {
            None => {
                let why = format!("`<{}>` does not stand in `<{name}>`", shown(&child.name));
                found.push((child.offset, why));
            }
            Some(at) if at < last => {
                let before = parts.get(last).map_or("", |(part, _, _)| part);
                let why = format!(
                    "`<{}>` stands before `<{before}>` in `<{name}>`",
                    child.name
                );
                found.push((child.offset, why));
            }
            Some(at) => last = at,
        }
        look(child, found);
    }
    for (part, least, most) in parts {
        let count = element.children(part).count();
        if count < *least {
            found.push((element.offset, format!("`<{name}>` needs `<{part}>`")));
        } else if count > *most {
            let why = format!("`<{name}>` has {count} of `<{part}>`, and takes {most}");
            found.push((element.offset, why));
        }
    }
}

/// Complains of a date, an amount or a code that is none.
fn values(element: &Element, found: &mut Vec<(usize, String)>) {
    let name = element.name.as_str();
    for attribute in ["iso-date", "value-date"] {
        if let Some(value) = element.get(attribute)
            && date(value).is_none()
        {
            let why = format!("`{}` is no day as YYYY-MM-DD", shown(value));
            found.push((element.offset, why));
        }
    }
    for attribute in ["code", "type", "role"] {
        if let (Some(codes), Some(value)) = (codes(name, attribute), element.get(attribute))
            && !value.parse().is_ok_and(|code| codes.contains(&code))
        {
            let why = format!("`{}` is no `{attribute}` of `<{name}>`", shown(value));
            found.push((element.offset, why));
        }
    }
    if name == "value" && problem::scale::read_decimal(element.text.trim()).is_none() {
        let why = format!("`{}` is no amount", shown(element.text.trim()));
        found.push((element.offset, why));
    }
    if name == "iati-identifier" && element.text.trim().is_empty() {
        found.push((element.offset, "the identifier is empty".to_owned()));
    }
}

/// The day in a date of XML, which may name its time zone.
pub(super) fn date(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let zone = text.get(10..)?;
    let is_zone = zone.is_empty()
        || zone == "Z"
        || (zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_day = parts.next().is_none() && [year, month, day].into_iter().all(digits);
    let made = jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    made.ok().filter(|_| is_zone && is_day)
}
