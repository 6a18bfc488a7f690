//! Preferences as YAML.

use super::release::{self, Default, Owners};
use super::rules::condition;
use super::yaml::{Fields, Yaml};
use super::{comparisons, figure, grounds, whose};
use case::{BracketId, ChoiceId, Figures, GivenBy, Preferences, VerbalGrade};
use disclosure::{Clearance, Held};
use std::collections::BTreeMap;

/// The preferences in a list.
pub(super) fn preferences(owners: &Owners, held: &[Held<Preferences>]) -> Yaml {
    let mut unnamed = 0;
    let items = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = Fields::new();
        fields.text("party", &whose(item.party.as_ref(), &mut unnamed));
        put_rest(&mut fields, item);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, release, &default);
        fields.map()
    });
    Yaml::List(items.collect())
}

fn put_rest(fields: &mut Fields, item: &Preferences) {
    fields.may_text("faction", item.faction.as_ref().map(|id| id.as_str()));
    fields.put("given_by", given_by(&item.given_by));
    if let Some(figures) = &item.figures {
        put_figures(fields, figures);
    }
    let rankings = item.rankings.iter().map(|(bracket, ranks)| {
        let ranks = ranks.iter().map(|tied| match &tied[..] {
            [one] => Yaml::Text(one.to_string()),
            several => Yaml::texts(several.iter().map(ChoiceId::as_str)),
        });
        (bracket.to_string(), Yaml::List(ranks.collect()))
    });
    fields.some("rankings", Yaml::Map(rankings.collect()));
    let bounds = by_choice(&item.intervals, |(least, most)| {
        Yaml::List(vec![figure(least), figure(most)])
    });
    fields.some("intervals", bounds);
    let words = by_choice(&item.grades, |grade| {
        let word = match grade {
            VerbalGrade::Never => "never",
            VerbalGrade::CouldLiveWith => "could live with",
            VerbalGrade::WouldLike => "would like",
            VerbalGrade::MustHave => "must have",
        };
        Yaml::Text(word.to_owned())
    });
    fields.some("words", words);
    comparisons::put(fields, &item.comparisons);
    grounds(fields, &item.grounds);
}

/// Where figures or an order come from.
pub(super) fn given_by(given_by: &GivenBy) -> Yaml {
    let (key, name) = match given_by {
        GivenBy::Party => return Yaml::Text("party".to_owned()),
        GivenBy::Analyst(name) => ("analyst", name),
        GivenBy::Rule(text) => ("rule", text),
    };
    let mut fields = Fields::new();
    fields.text(key, name);
    fields.map()
}

fn put_figures(fields: &mut Fields, figures: &Figures) {
    let weights = figures.weights.iter();
    let weights = weights.map(|(bracket, weight)| (bracket.to_string(), figure(weight)));
    fields.some("weights", Yaml::Map(weights.collect()));
    fields.some("values", by_choice(&figures.values, figure));
    let bonuses = figures.bonuses.iter().map(|(when, worth)| {
        let mut fields = Fields::new();
        fields.put("when", condition(when));
        fields.put("worth", figure(worth));
        fields.map()
    });
    fields.some("bonuses", Yaml::List(bonuses.collect()));
    fields.may("reservation", figures.reservation.as_ref().map(figure));
}

fn by_choice<V>(
    all: &BTreeMap<BracketId, BTreeMap<ChoiceId, V>>,
    write: impl Fn(&V) -> Yaml,
) -> Yaml {
    let brackets = all.iter().map(|(bracket, choices)| {
        let choices = choices.iter();
        let choices = choices.map(|(choice, value)| (choice.to_string(), write(value)));
        (bracket.to_string(), Yaml::Map(choices.collect()))
    });
    Yaml::Map(brackets.collect())
}
