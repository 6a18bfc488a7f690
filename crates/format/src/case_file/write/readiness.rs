//! Readiness, and what people behind the delegations say, as YAML.

use super::preferences::given_by;
use super::release::{self, Default, Owners};
use super::rules::points;
use super::yaml::{Fields, Yaml};
use super::{figure, flag, grounds, listed, parties, plain, whose, wording};
use crate::case_file::keys;
use case::{
    ActId, Case, FormatConsent, GivenBy, Indication, Indicator, MoodPoint, MoodSeries,
    Questionnaire, Spoiler, SpoilerOf, SpoilerType, Strength, TalkFormat, Willing,
};
use disclosure::{Clearance, Held, Owner, PartyId};

/// The section of readiness.
pub(super) fn readiness(owners: &Owners, case: &Case) -> Yaml {
    let mut fields = Fields::new();
    fields.may("old_after_days", case.caution.old_after_days.map(plain));
    fields.may("spoiler_types", flag(case.caution.spoiler_types));
    fields.some("formats", listed(&case.formats, format));
    let consents = sealed(&case.format_consents, |item| {
        (
            consent(item),
            owner(owners, item.party.as_ref(), &item.given_by),
        )
    });
    fields.some("consents", consents);
    let indicators = sealed(&case.indications, |item| {
        (
            indication(item),
            owner(owners, item.party.as_ref(), &item.given_by),
        )
    });
    fields.some("indicators", indicators);
    let spoilers = sealed(&case.spoilers, |item| (spoiler(item), Owner::Mediator));
    fields.some("spoilers", spoilers);
    fields.map()
}

/// The section of what people behind the delegations say.
pub(super) fn constituents(owners: &Owners, case: &Case) -> Yaml {
    let mut fields = Fields::new();
    let asked = sealed(&case.questionnaires, |item| {
        (questionnaire(item), owners.owner(item.party.as_ref()))
    });
    fields.some("questionnaires", asked);
    fields.some("mood", listed(&case.moods, mood));
    fields.map()
}

/// Whose an item is without saying so: the party's where the party gave it.
fn owner(owners: &Owners, party: Option<&PartyId>, given_by: &GivenBy) -> Owner {
    match given_by {
        GivenBy::Party => owners.owner(party),
        GivenBy::Analyst(_) | GivenBy::Rule(_) => Owner::Mediator,
    }
}

/// Items that are sealed without saying so; each gives its fields and its owner.
fn sealed<T>(held: &[Held<T>], write: impl Fn(&T) -> (Fields, Owner)) -> Yaml {
    let items = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let (mut fields, owner) = write(item);
        release::put(&mut fields, release, &Default::sealed(owner));
        fields.map()
    });
    Yaml::List(items.collect())
}

fn format(item: &TalkFormat) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.put("title", wording(&item.title));
    fields.some("needs", parties(&item.needs));
    fields.may_text("bar", item.bar.map(strength));
    grounds(&mut fields, &item.grounds);
    fields
}

fn consent(item: &FormatConsent) -> Fields {
    let mut fields = Fields::new();
    fields.text("format", item.format.as_str());
    fields.text("party", &whose(item.party.as_ref(), &mut 0));
    let answer = match item.willing {
        Willing::Yes => "agrees",
        Willing::No => "refuses",
        Willing::Conditional => "conditional",
    };
    fields.text("answer", answer);
    let conditions = item.conditions.iter().map(|each| {
        let mut fields = Fields::new();
        fields.put("text", wording(&each.text));
        fields.may_text("act", each.act.as_ref().map(ActId::as_str));
        fields.may("met", each.met.map(plain));
        fields.map()
    });
    fields.some("conditions", Yaml::List(conditions.collect()));
    fields.put("date", plain(item.date));
    put_giver(&mut fields, &item.given_by);
    grounds(&mut fields, &item.grounds);
    fields
}

fn indication(item: &Indication) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.text("party", &whose(item.party.as_ref(), &mut 0));
    let mut names = keys::INDICATORS.iter().zip(Indicator::ALL);
    let name = names.find(|(_, known)| *known == item.indicator);
    fields.text("indicator", name.map_or("", |(word, _)| word));
    fields.may_text("strength", item.strength.map(strength));
    fields.put("evidence", wording(&item.evidence));
    fields.put("date", plain(item.date));
    put_giver(&mut fields, &item.given_by);
    grounds(&mut fields, &item.grounds);
    fields
}

/// Who gave something; the party itself is told by nothing.
fn put_giver(fields: &mut Fields, giver: &GivenBy) {
    if *giver != GivenBy::Party {
        fields.put("given_by", given_by(giver));
    }
}

const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Absent => "absent",
        Strength::Weak => "weak",
        Strength::Partial => "partial",
        Strength::Clear => "clear",
    }
}

fn spoiler(item: &Spoiler) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    match &item.of {
        SpoilerOf::Party(party) => fields.text("party", party.as_str()),
        SpoilerOf::Faction(party, faction) => {
            fields.text("party", party.as_str());
            fields.text("faction", faction.as_str());
        }
        SpoilerOf::Group(words) => fields.text("group", words),
    }
    let kind = match item.kind {
        SpoilerType::Limited => "limited",
        SpoilerType::Greedy => "greedy",
        SpoilerType::Total => "total",
    };
    fields.text("type", kind);
    let evidence = item.evidence.iter().map(wording);
    fields.put("evidence", Yaml::List(evidence.collect()));
    fields.some("threatens", points(&item.threatens));
    fields.put("date", plain(item.date));
    put_giver(&mut fields, &item.given_by);
    grounds(&mut fields, &item.grounds);
    fields
}

fn questionnaire(item: &Questionnaire) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.may_text("party", item.party.as_ref().map(PartyId::as_str));
    fields.may_text("faction", item.faction.as_ref().map(|id| id.as_str()));
    fields.text("group", &item.group);
    fields.put("question", wording(&item.question));
    let answers = item.answers.iter();
    let answers = answers.map(|tally| (tally.answer.clone(), plain(tally.count)));
    fields.put("answers", Yaml::Map(answers.collect()));
    fields.may("several", flag(item.several));
    fields.put("answered", plain(item.answered));
    fields.may("asked", item.asked.map(plain));
    fields.put("date", plain(item.date));
    grounds(&mut fields, &item.grounds);
    fields
}

fn mood(item: &MoodSeries) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.may_text("party", item.party.as_ref().map(PartyId::as_str));
    fields.put("question", wording(&item.question));
    fields.may_text("method", item.method.as_deref());
    let surveys = item.points.iter().map(survey);
    fields.put("surveys", Yaml::List(surveys.collect()));
    grounds(&mut fields, &item.grounds);
    fields
}

fn survey(point: &MoodPoint) -> Yaml {
    let mut fields = Fields::new();
    fields.put("date", plain(point.date));
    fields.may("asked", point.asked.map(plain));
    let shares = point.shares.iter().map(|share| {
        let said = match (&share.percent, share.count) {
            (Some(percent), None) => figure(percent),
            (percent, count) => {
                let mut fields = Fields::new();
                fields.may("percent", percent.as_ref().map(figure));
                fields.may("count", count.map(plain));
                fields.map()
            }
        };
        (share.answer.clone(), said)
    });
    fields.put("shares", Yaml::Map(shares.collect()));
    fields.map()
}
