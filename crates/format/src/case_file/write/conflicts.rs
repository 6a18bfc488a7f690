//! Conflicts as YAML.

use super::preferences::given_by;
use super::release::{self, Default, Owners};
use super::yaml::{Fields, Yaml};
use super::{grounds, whose, wording};
use case::{
    ConflictModel, ConflictOrder, ConflictStatement, Depends, LeverId, OptionPattern, StateId,
    StateOrder,
};
use disclosure::Clearance;
use problem::stability::{Direction, Sanctions};
use std::collections::BTreeSet;

/// A conflict with its id.
pub(super) fn conflict(owners: &Owners, model: &ConflictModel) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.put("title", wording(&model.title));
    fields.may("about", model.about.as_ref().map(wording));
    match model.sanctions {
        Sanctions::Joint => (),
        Sanctions::Single => fields.text("answers", "single"),
    }
    let options = model.options.iter().map(|option| {
        let mut fields = Fields::new();
        fields.text("party", option.party.as_str());
        fields.put("title", wording(&option.title));
        match option.direction {
            Direction::Both => (),
            Direction::OnlyTaken => fields.text("changes", "only_taken"),
            Direction::OnlyDropped => fields.text("changes", "only_dropped"),
        }
        (option.id.to_string(), fields.map())
    });
    fields.put("options", Yaml::Map(options.collect()));
    fields.some("impossible", patterns(&model.impossible));
    fields.some("one_state", patterns(&model.one_state));
    let states = model.states.iter().map(|state| {
        let mut fields = Fields::new();
        fields.may("title", state.title.as_ref().map(wording));
        fields.put("taken", levers(&state.taken));
        (state.id.to_string(), fields.map())
    });
    fields.some("states", Yaml::Map(states.collect()));
    fields.may_text("status_quo", model.status_quo.as_ref().map(StateId::as_str));
    fields.may_text("outcome", model.outcome.as_ref().map(StateId::as_str));
    fields.may_text("reading_of", model.reading_of.as_deref());
    let mut unnamed = 0;
    let orders = model.orders.iter().map(|held| {
        let (item, own) = held.open(Clearance::CUSTODIAN);
        let mut fields = Fields::new();
        fields.text("party", &whose(item.party.as_ref(), &mut unnamed));
        order(&mut fields, item);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, own, &default);
        fields.map()
    });
    fields.some("orders", Yaml::List(orders.collect()));
    grounds(&mut fields, &model.grounds);
    (model.id.to_string(), fields)
}

fn order(fields: &mut Fields, item: &ConflictOrder) {
    fields.put("given_by", given_by(&item.given_by));
    match &item.order {
        StateOrder::BestFirst(classes) => {
            let classes = classes.iter().map(|tied| match &tied[..] {
                [one] => Yaml::Text(one.to_string()),
                several => Yaml::texts(several.iter().map(StateId::as_str)),
            });
            fields.put("best_first", Yaml::List(classes.collect()));
        }
        StateOrder::Statements(statements) => {
            let statements = statements.iter().map(statement);
            fields.put("statements", Yaml::List(statements.collect()));
        }
    }
    grounds(fields, &item.grounds);
}

fn statement(statement: &ConflictStatement) -> Yaml {
    let mut fields = Fields::new();
    match &statement.any_of[..] {
        [one] => put_pattern(&mut fields, one),
        several => fields.put("any_of", patterns(several)),
    }
    match &statement.depends {
        Depends::OnNothing => (),
        Depends::When(when) => fields.put("when", patterns(when)),
        Depends::ExactlyWhen(when) => fields.put("exactly_when", patterns(when)),
    }
    fields.map()
}

fn patterns(patterns: &[OptionPattern]) -> Yaml {
    let each = patterns.iter().map(|pattern| {
        let mut fields = Fields::new();
        put_pattern(&mut fields, pattern);
        fields.map()
    });
    Yaml::List(each.collect())
}

fn put_pattern(fields: &mut Fields, pattern: &OptionPattern) {
    fields.some("taken", levers(&pattern.taken));
    fields.some("left", levers(&pattern.left));
}

fn levers(ids: &BTreeSet<LeverId>) -> Yaml {
    Yaml::texts(ids.iter().map(LeverId::as_str))
}
