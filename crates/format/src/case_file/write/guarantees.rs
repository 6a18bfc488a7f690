//! Fears, guarantees, breaches and defections as YAML.

use super::preferences::given_by;
use super::release::{self, Default, Owners};
use super::rules::{ids, points, span};
use super::yaml::{Fields, Yaml};
use super::{figure, grounds, parties, plain, texts, whose, wording};
use case::{
    ActId, Bounds, Breach, Consent, Deciding, Defection, DefectionStage, Fear, FearId, Guarantee,
    GuaranteeId, Lapse, Rung, Span, Trigger,
};
use disclosure::{Clearance, Held};
use num_traits::Zero as _;

/// Fears by party, each party where its first one stands.
pub(super) fn fears(owners: &Owners, held: &[Held<Fear>]) -> Yaml {
    let mut by_party: Vec<(String, Vec<Yaml>)> = Vec::new();
    for held in held {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = fear(item);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, release, &default);
        let name = whose(item.party.as_ref(), &mut 0);
        match by_party.iter_mut().find(|(known, _)| *known == name) {
            Some((_, own)) => own.push(fields.map()),
            None => by_party.push((name, vec![fields.map()])),
        }
    }
    let by_party = by_party.into_iter();
    Yaml::Map(
        by_party
            .map(|(party, own)| (party, Yaml::List(own)))
            .collect(),
    )
}

fn fear(fear: &Fear) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", fear.id.as_str());
    fields.put("text", wording(&fear.text));
    fields.some("from", parties(&fear.from));
    fields.some("acts", ids(&fear.acts));
    fields.may("harm", fear.harm.map(length));
    let covered_by = fear.covered_by.iter().map(GuaranteeId::as_str);
    fields.some("covered_by", Yaml::texts(covered_by));
    fields.some("points", points(&fear.points));
    fields.may_text("reading_of", fear.reading_of.as_deref());
    grounds(&mut fields, &fear.grounds);
    fields
}

/// A guarantee.
pub(super) fn guarantee(item: &Guarantee) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.put("title", wording(&item.title));
    fields.some("by", parties(&item.guarantors));
    fields.some("for", parties(&item.beneficiaries));
    fields.some(
        "covers",
        Yaml::texts(item.covers.iter().map(FearId::as_str)),
    );
    fields.some("capability", texts(&item.capability));
    fields.may("trigger", item.trigger.as_ref().map(trigger));
    fields.some("ladder", Yaml::List(item.ladder.iter().map(rung).collect()));
    fields.may("form", item.form.as_ref().map(wording));
    fields.may_text("ratified_by", item.ratified_by.as_ref().map(ActId::as_str));
    fields.may_text("starts", item.starts.as_ref().map(ActId::as_str));
    fields.may("from", item.from.map(plain));
    fields.may("term", item.term.map(length));
    fields.may("until", item.until.map(plain));
    fields.some(
        "lapses",
        Yaml::List(item.lapses.iter().map(lapse).collect()),
    );
    let cost = item.cost.as_ref().map(|cost| {
        let mut fields = Fields::new();
        fields.put("amount", figure(&cost.figure));
        fields.may("least", cost.least.as_ref().map(figure));
        fields.text("unit", &cost.unit.to_string());
        fields.map()
    });
    fields.may("cost", cost);
    fields.some("vetoes", parties(&item.vetoes));
    fields.some(
        "needs",
        Yaml::texts(item.needs.iter().map(GuaranteeId::as_str)),
    );
    let consent = item.consent.iter().map(|(party, consent)| {
        let word = match consent {
            Consent::Given => "given",
            Consent::Needed => "needed",
        };
        (party.to_string(), Yaml::Text(word.to_owned()))
    });
    fields.some("consent", Yaml::Map(consent.collect()));
    fields.some("points", points(&item.points));
    fields.may_text("reading_of", item.reading_of.as_deref());
    grounds(&mut fields, &item.grounds);
    fields
}

fn trigger(trigger: &Trigger) -> Yaml {
    let mut fields = Fields::new();
    fields.text("act", trigger.act.as_str());
    fields.may("threshold", trigger.threshold.as_ref().map(wording));
    fields.some("decided_by", parties(&trigger.deciders));
    match trigger.deciding {
        Deciding::Together => (),
        Deciding::Each => fields.text("deciding", "each"),
    }
    may_span(&mut fields, trigger.decision);
    fields.map()
}

fn rung(rung: &Rung) -> Yaml {
    let mut fields = Fields::new();
    fields.text("act", rung.act.as_str());
    may_span(&mut fields, rung.after);
    fields.may_text("when", rung.when.as_ref().map(ActId::as_str));
    fields.some("by", parties(&rung.by));
    fields.map()
}

fn lapse(lapse: &Lapse) -> Yaml {
    let mut fields = Fields::new();
    fields.text("act", lapse.act.as_str());
    fields.some("done_by", parties(&lapse.done_by));
    fields.some("provoked_by", parties(&lapse.provoked_by));
    fields.map()
}

/// A breach.
pub(super) fn breach(breach: &Breach) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", breach.id.as_str());
    fields.put("title", wording(&breach.title));
    fields.some("by", parties(&breach.by));
    let course = breach.course.iter().map(|incident| {
        let mut fields = Fields::new();
        fields.text("act", incident.act.as_str());
        may_span(&mut fields, incident.after);
        fields.map()
    });
    fields.put("course", Yaml::List(course.collect()));
    fields.some("violates", ids(&breach.violates));
    fields.some("points", points(&breach.points));
    fields.may_text("reading_of", breach.reading_of.as_deref());
    grounds(&mut fields, &breach.grounds);
    fields
}

/// The defections in a list.
pub(super) fn defections(owners: &Owners, held: &[Held<Defection>]) -> Yaml {
    let mut unnamed = 0;
    let items = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = Fields::new();
        fields.text("party", &whose(item.party.as_ref(), &mut unnamed));
        fields.text("breach", item.breach.as_str());
        fields.put("given_by", given_by(&item.given_by));
        fields.text("unit", &item.unit);
        fields.put(
            "stages",
            Yaml::List(item.stages.iter().map(stage).collect()),
        );
        grounds(&mut fields, &item.grounds);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, release, &default);
        fields.map()
    });
    Yaml::List(items.collect())
}

fn stage(stage: &DefectionStage) -> Yaml {
    let mut fields = Fields::new();
    fields.text("after", stage.after.as_str());
    fields.put("gain", bounds(&stage.gain));
    for (key, value) in [
        ("daily", &stage.daily),
        ("days", &stage.days),
        ("keeps", &stage.keeps),
    ] {
        let is_something = !value.0.is_zero() || !value.1.is_zero();
        fields.may(key, is_something.then(|| bounds(value)));
    }
    let answers = stage.answers.iter().map(|answer| {
        let mut fields = Fields::new();
        fields.put("credibility", bounds(&answer.credibility));
        fields.put("cost", bounds(&answer.cost));
        (answer.guarantee.to_string(), fields.map())
    });
    fields.some("answers", Yaml::Map(answers.collect()));
    fields.map()
}

fn bounds((least, most): &Bounds) -> Yaml {
    if least == most {
        return figure(least);
    }
    Yaml::List(vec![figure(least), figure(most)])
}

fn length(time: Span) -> Yaml {
    let mut fields = Fields::new();
    span(&mut fields, time);
    fields.map()
}

fn may_span(fields: &mut Fields, time: Option<Span>) {
    if let Some(time) = time {
        span(fields, time);
    }
}
