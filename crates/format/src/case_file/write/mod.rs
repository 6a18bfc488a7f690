//! A case as YAML, in one canonical form: equal cases give equal text.
//!
//! Invariant: what [`write`] gives, [`super::read`] reads back as the same case, item by item.

mod commitments;
mod comparisons;
mod conflicts;
mod course;
mod funding;
mod guarantees;
mod monitoring;
mod points;
mod preferences;
mod readiness;
mod release;
pub(super) mod rounds;
mod rules;
mod yaml;

/// The words of signals.
pub(super) mod signals {
    pub(crate) use super::course::{event, mode, tone};
}

use super::VERSION;
use super::names::UNNAMED;
use case::{Case, Decision, Exact, Grade, Grounds, Language, Party, Role, Source, Term, Wording};
use disclosure::{Clearance, Held, Owner, PartyId, Release};
use release::{Default, Owners};
use std::fmt::Display;
use yaml::{Fields, Yaml};

/// The whole case, sealed items and all, as the text of one case file.
#[must_use]
pub fn write(case: &Case) -> String {
    let owners = Owners::of(case);
    let mut file = Fields::new();
    file.put("onetext", Yaml::Plain(VERSION.to_string()));
    file.put("case", heading(case));
    file.some("sources", by_id(&case.sources, source));
    // The reader asks for this key, even where a seat may know of no party.
    file.put("parties", by_id(&case.parties, party));
    file.some(
        "points",
        by_id(&case.points, |point, release| {
            points::point(&owners, point, release)
        }),
    );
    file.some("acts", by_id(&case.acts, rules::act));
    file.some(
        "commitments",
        by_id(&case.commitments, |each, _| {
            commitments::commitment(&owners, each)
        }),
    );
    file.some("linkages", listed(&case.linkages, rules::linkage));
    file.some("clocks", listed(&case.clocks, rules::clock));
    file.some("disputes", listed(&case.disputes, monitoring::dispute));
    file.some("terms", listed(&case.terms, term));
    file.some("calendars", by_id(&case.calendars, monitoring::calendar));
    file.some("bearable", commitments::bearable(&owners, &case.bearable));
    file.some("monitoring", monitoring::monitoring(case));
    file.some("red_lines", rules::red_lines(&owners, &case.red_lines));
    file.some(
        "preferences",
        preferences::preferences(&owners, &case.preferences),
    );
    put_holding(&mut file, case, &owners);
    file.may("decision", decision(&case.heading.decision));
    file.some("drafts", listed(&case.drafts, course::draft));
    file.some("meetings", listed(&case.meetings, course::meeting));
    rounds::put(&mut file, case, &owners);
    file.some("funding", funding::funding(case));
    file.some("signals", listed(&case.signals, course::signal));
    file.some("readiness", readiness::readiness(&owners, case));
    file.some("constituents", readiness::constituents(&owners, case));
    file.some("timeline", listed(&case.timeline, course::happening));
    file.map().document()
}

/// Whether the agreement would hold: conflicts, fears, guarantees, breaches.
fn put_holding(file: &mut Fields, case: &Case, owners: &Owners) {
    let conflicts = by_id(&case.conflicts, |model, _| {
        conflicts::conflict(owners, model)
    });
    file.some("conflicts", conflicts);
    file.some("fears", guarantees::fears(owners, &case.fears));
    let promised = listed(&case.guarantees, guarantees::guarantee);
    file.some("guarantees", promised);
    file.some("breaches", listed(&case.breaches, guarantees::breach));
    let defections = guarantees::defections(owners, &case.defections);
    file.some("defections", defections);
}

/// The section of funding alone, to be put into a case.
#[must_use]
pub fn write_funding(case: &Case) -> String {
    let mut file = Fields::new();
    file.some("funding", funding::funding(case));
    file.map().document()
}

/// The section of signals alone, to be put into a case.
#[must_use]
pub fn write_signals(case: &Case) -> String {
    let mut file = Fields::new();
    file.some("signals", listed(&case.signals, course::signal));
    file.map().document()
}

/// Items by their ids; each gives its id and its fields.
fn by_id<T>(held: &[Held<T>], write: impl Fn(&T, &Release) -> (String, Fields)) -> Yaml {
    let entries = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let (id, mut fields) = write(item, release);
        release::put(&mut fields, release, &Default::of_case());
        (id, fields.map())
    });
    Yaml::Map(entries.collect())
}

/// Items in a list.
fn listed<T>(held: &[Held<T>], write: impl Fn(&T) -> Fields) -> Yaml {
    let items = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = write(item);
        release::put(&mut fields, release, &Default::of_case());
        fields.map()
    });
    Yaml::List(items.collect())
}

fn heading(case: &Case) -> Yaml {
    let heading = &case.heading;
    let mut fields = Fields::new();
    fields.text("id", heading.id.as_str());
    fields.put("title", wording(&heading.title));
    fields.may("about", heading.about.as_ref().map(wording));
    fields.may("live", flag(heading.live));
    fields.may("invented", flag(heading.invented));
    fields.may_text("prevails", heading.prevails.as_ref().map(Language::tag));
    fields.may_text("compiled", heading.compiled.as_deref());
    let in_hand = case.draft_in_hand.as_ref();
    fields.may_text("draft_in_hand", in_hand.map(|id| id.as_str()));
    let corrections = heading.corrections.iter().map(|each| {
        let mut fields = Fields::new();
        fields.text("says", &each.says);
        fields.text("record", &each.record);
        grounds(&mut fields, &each.grounds);
        fields.map()
    });
    fields.some("corrections", Yaml::List(corrections.collect()));
    fields.some("gaps", texts(&heading.gaps));
    fields.map()
}

fn term(term: &Term) -> Fields {
    let mut fields = Fields::new();
    fields.put("term", wording(&term.words));
    fields.some(
        "avoid",
        Yaml::List(term.avoid.iter().map(wording).collect()),
    );
    fields.may("means", term.meaning.as_ref().map(wording));
    grounds(&mut fields, &term.grounds);
    fields
}

fn source(source: &Source, _: &Release) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.may_text("title", source.title.as_deref());
    fields.may_text("url", source.address.as_deref());
    let grade = source.grade.map(|grade| match grade {
        Grade::Primary => "P",
        Grade::Wire => "W",
        Grade::Media => "M",
        Grade::State => "S",
        Grade::Aggregator => "A",
    });
    fields.may_text("grade", grade);
    fields.may("date", source.date.map(plain));
    fields.may_text("note", source.note.as_deref());
    (source.id.to_string(), fields)
}

fn party(party: &Party, _: &Release) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.text("name", &party.name);
    fields.text(
        "role",
        match party.role {
            Role::Principal => "principal",
            Role::Mediator => "mediator",
            Role::Partner => "partner",
            Role::Observer => "observer",
        },
    );
    fields.may_text("part", party.part.as_deref());
    fields.some("interests", texts(&party.interests));
    let delegation = party.delegation.iter().map(|each| {
        let mut fields = Fields::new();
        fields.text("name", &each.name);
        fields.may_text("office", each.office.as_deref());
        grounds(&mut fields, &each.grounds);
        fields.map()
    });
    fields.some("delegation", Yaml::List(delegation.collect()));
    let factions = party.factions.iter().map(|each| {
        let mut fields = Fields::new();
        fields.text("name", &each.name);
        grounds(&mut fields, &each.grounds);
        (each.id.to_string(), fields.map())
    });
    fields.some("factions", Yaml::Map(factions.collect()));
    grounds(&mut fields, &party.grounds);
    (party.id.to_string(), fields)
}

fn decision(decision: &Decision) -> Option<Yaml> {
    if *decision == Decision::Unanimity(Vec::new()) {
        return None;
    }
    let mut fields = Fields::new();
    put_decision(&mut fields, decision);
    Some(fields.map())
}

/// Who decides, and how.
fn put_decision(fields: &mut Fields, decision: &Decision) {
    match decision {
        Decision::OneOf { of, sets } => {
            fields.text("rule", "one_of");
            fields.some("of", parties(of));
            let sets = sets.iter().map(|set| parties(set));
            fields.some("sets", Yaml::List(sets.collect()));
        }
        Decision::Unanimity(of) => {
            fields.text("rule", "unanimity");
            fields.some("of", parties(of));
        }
        Decision::SufficientConsensus {
            of,
            vetoes,
            thresholds,
        } => {
            fields.text("rule", "sufficient_consensus");
            fields.some("of", parties(of));
            fields.some("vetoes", parties(vetoes));
            let thresholds = thresholds.iter().map(|each| {
                let mut fields = Fields::new();
                fields.text("name", &each.name);
                let weights = each.weights.iter();
                let weights = weights.map(|(party, weight)| (party.to_string(), plain(weight)));
                fields.put("weights", Yaml::Map(weights.collect()));
                fields.put("at_least", plain(each.at_least));
                fields.map()
            });
            fields.some("thresholds", Yaml::List(thresholds.collect()));
        }
    }
}

/// What supports an item.
fn grounds(fields: &mut Fields, grounds: &Grounds) {
    let sources = grounds.sources.iter().map(|id| id.as_str());
    fields.some("src", Yaml::texts(sources));
    fields.may_text("uncertain", grounds.uncertain.as_deref());
    fields.may_text("note", grounds.note.as_deref());
}

/// Words: bare where they are English only.
fn wording(words: &Wording) -> Yaml {
    let by_language = words.by_language();
    let english = by_language.get(&case::Language::english());
    if let (1, Some(text)) = (by_language.len(), english) {
        return Yaml::Text(text.clone());
    }
    let entries = by_language.iter();
    let entries = entries.map(|(tag, text)| (tag.to_string(), Yaml::Text(text.clone())));
    Yaml::Map(entries.collect())
}

/// Whose something is; where that is not told, a name that stands for nobody, numbered so that it
/// stands once in a list.
fn whose(party: Option<&PartyId>, unnamed: &mut usize) -> String {
    if let Some(party) = party {
        return party.to_string();
    }
    *unnamed += 1;
    match *unnamed {
        1 => UNNAMED.to_owned(),
        several => format!("{UNNAMED} {several}"),
    }
}

fn texts(texts: &[String]) -> Yaml {
    Yaml::texts(texts.iter().map(String::as_str))
}

fn parties(parties: &[PartyId]) -> Yaml {
    Yaml::texts(parties.iter().map(PartyId::as_str))
}

fn plain(value: impl Display) -> Yaml {
    Yaml::Plain(value.to_string())
}

fn figure(value: &Exact) -> Yaml {
    Yaml::Plain(super::figure::written(value))
}

fn flag(is_set: bool) -> Option<Yaml> {
    // tidy: bool, because it writes a flag of the case.
    is_set.then(|| plain("true"))
}

fn owner_name(owner: &Owner) -> &str {
    match owner {
        Owner::Party(party) => party.as_str(),
        Owner::Mediator => "mediator",
    }
}
