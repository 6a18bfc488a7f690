//! Preferences: weights, values, bonuses, no-deal values, rankings, intervals, words;
//! `comparisons` has the rest.

use super::fault::{Complaint, Spot};
use super::figure;
use super::node::{Body, Node, shown};
use super::reader::{Reader, Target, Told, exact_at, text_at, word_at};
use super::shape::Kind;
use super::value;
use case::{BracketId, ChoiceId, Exact, FactionId, Figures, GivenBy, Preferences, VerbalGrade};
use disclosure::{Held, Owner, Release};
use std::collections::{BTreeMap, BTreeSet};

type ByChoice<V> = BTreeMap<BracketId, BTreeMap<ChoiceId, V>>;

/// Whose preferences, and which part of them.
type Given = ((String, Option<String>), String);

/// Figures on the two sides of a value that a grid asks for.
struct Line {
    at: BTreeMap<Exact, Exact>,
}

impl Reader<'_> {
    /// The preferences.
    pub(super) fn preferences(&mut self, file: &Node<'_>) -> Vec<Held<Preferences>> {
        let Some(list) = file.get("preferences") else {
            return Vec::new();
        };
        if super::reader::is_live(file) {
            let message = "a live case carries no preferences";
            let hint = "press reports are not preferences: say what was declared in `red_lines`, \
                        `marks` and `signals`";
            self.complain(list.spot, Complaint::new(message).hint(hint));
        }
        let mut all = Vec::new();
        let mut given = BTreeMap::new();
        for node in list.items() {
            let read = self.preference(node);
            self.given_once(node, &mut given);
            all.extend(read);
        }
        all
    }

    /// A party may have several entries, each under a release of its own; nothing stands in two.
    fn given_once(&mut self, node: &Node<'_>, given: &mut BTreeMap<Given, Spot>) {
        let whose = (word_at(node, "party").to_owned(), text_at(node, "faction"));
        for (part, spot) in parts(node) {
            let key = (whose.clone(), part);
            let Some(first) = given.get(&key) else {
                given.insert(key, spot);
                continue;
            };
            let hint = format!("the first stand at {}", self.log.place(*first));
            let (party, part) = (shown(&whose.0), shown(&key.1));
            let message = format!("`{party}` gives {part} twice");
            self.complain(spot, Complaint::new(message).of(&whose.0).hint(hint));
        }
    }

    fn preference(&mut self, node: &Node<'_>) -> Option<Held<Preferences>> {
        let party = node.get("party")?;
        let name = party.text()?.to_owned();
        let label = match node.get("faction").and_then(Node::text) {
            Some(faction) => format!("preferences of `{}` of `{}`", shown(faction), shown(&name)),
            None => format!("preferences of `{}`", shown(&name)),
        };
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let release = self.begin_with(label, node, default);
        let party = self.whose(party);
        let faction = self.faction(&name, node);
        let given_by = self.given_by(node);
        let figures = self.figures(node);
        let rankings = self.rankings(node);
        let intervals = self.by_choice(node.get("intervals"), value::bounds);
        let grades = self.by_choice(node.get("words"), verbal);
        let comparisons = self.comparisons(node);
        let grounds = self.grounds(node);
        let preferences = Preferences {
            party: party?,
            faction,
            given_by,
            figures,
            rankings,
            intervals,
            grades,
            comparisons,
            grounds,
        };
        Some(Held::new(preferences, release))
    }

    fn faction(&mut self, party: &str, node: &Node<'_>) -> Option<FactionId> {
        let faction = node.get("faction")?;
        let id = faction.text()?;
        let known = self.names.factions.get(party).cloned().unwrap_or_default();
        if !known.iter().any(|one| one == id) {
            let label = self.label().to_owned();
            let message = format!(
                "{label} name a faction that `{}` does not have",
                shown(party)
            );
            let names = known.iter().map(String::as_str);
            let hint = if known.is_empty() {
                "list it under `factions` of the party".to_owned()
            } else {
                format!("its factions are {}", super::near::listed(id, names))
            };
            self.complain(faction.spot, Complaint::new(message).of(id).hint(hint));
        }
        Some(FactionId::new(id))
    }

    /// Who gave it; the party itself without a word.
    pub(super) fn given_by(&mut self, node: &Node<'_>) -> GivenBy {
        let Some(said) = node.get("given_by") else {
            return GivenBy::Party;
        };
        let (analyst, rule) = (text_at(said, "analyst"), text_at(said, "rule"));
        match (analyst, rule) {
            (Some(analyst), None) => GivenBy::Analyst(analyst),
            (None, Some(rule)) => GivenBy::Rule(rule),
            (None, None) if said.text().is_some() => GivenBy::Party,
            (None, None) | (Some(_), Some(_)) => {
                let message = format!("{} are given by neither or by both", self.label());
                let hint = "write `party`, or `{analyst: name}`, or `{rule: text}`";
                self.complain(said.spot, Complaint::new(message).hint(hint));
                GivenBy::Party
            }
        }
    }

    fn figures(&mut self, node: &Node<'_>) -> Option<Figures> {
        let keys = ["weights", "values", "bonuses", "reservation"];
        if keys.iter().all(|key| node.get(key).is_none()) {
            return None;
        }
        let values = self.values(node);
        let weights = self.weights(node, &values);
        let bonuses = node.get("bonuses").map_or(&[][..], Node::items);
        let bonuses = bonuses.iter().filter_map(|each| {
            let when = each.get("when").map(|when| self.condition(when))?;
            Some((when, exact_at(each, "worth")?))
        });
        Some(Figures {
            weights,
            bonuses: bonuses.collect(),
            values,
            reservation: exact_at(node, "reservation"),
        })
    }

    fn weights(&mut self, node: &Node<'_>, values: &ByChoice<Exact>) -> BTreeMap<BracketId, Exact> {
        let Some(said) = node.get("weights") else {
            return BTreeMap::new();
        };
        let mut weights = BTreeMap::new();
        let mut sum = Exact::from_integer(0.into());
        for (bracket, weight) in said.entries() {
            let id = self.refer(Kind::Bracket, Told::Always, bracket);
            let (Some(id), Some(weight)) = (id, value::exact(weight)) else {
                continue;
            };
            let id = BracketId::new(id);
            if !values.contains_key(&id) {
                let message = format!("{} weigh `{id}` and give it no values", self.label());
                let hint = "give it `values`, or no weight";
                self.complain(
                    bracket.spot,
                    Complaint::new(message).of(id.as_str()).hint(hint),
                );
            }
            if weight < Exact::from_integer(0.into()) {
                let message = format!("{} give `{id}` a weight below 0", self.label());
                let value = figure::written(&weight);
                self.complain(bracket.spot, Complaint::new(message).of(value));
            }
            sum += &weight;
            weights.insert(id, weight);
        }
        let sums = [1, 100].map(|whole| Exact::from_integer(whole.into()));
        if !sums.contains(&sum) {
            let sum = figure::written(&sum);
            let message = format!("the weights of {} sum to {sum}", self.label());
            let hint = "weights sum to 1 or to 100";
            self.complain(said.spot, Complaint::new(message).of(sum).hint(hint));
        }
        for id in values.keys().filter(|id| !weights.contains_key(*id)) {
            let message = format!("{} value `{id}` and give it no weight", self.label());
            let hint = "weigh every valued bracket, or none";
            self.complain(
                said.spot,
                Complaint::new(message).of(id.as_str()).hint(hint),
            );
        }
        weights
    }

    fn values(&mut self, node: &Node<'_>) -> ByChoice<Exact> {
        let mut values = BTreeMap::new();
        for (bracket, said) in node.get("values").map_or(&[][..], Node::entries) {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            let on_grid = said.get("at").filter(|at| matches!(at.body, Body::Map(_)));
            let by_choice = match on_grid {
                Some(at) => self.on_grid(&id, at),
                None => {
                    let by_choice = self.choice_values(&id, said);
                    self.all_valued(&id, said.spot, &by_choice);
                    by_choice
                }
            };
            values.insert(BracketId::new(id), by_choice);
        }
        values
    }

    fn choice_values(&mut self, bracket: &str, said: &Node<'_>) -> BTreeMap<ChoiceId, Exact> {
        let mut values = BTreeMap::new();
        for (choice, node) in said.entries() {
            let id = self.refer_choice(bracket, choice);
            match (id, value::exact(node)) {
                (Some(id), Some(figure)) => {
                    values.insert(ChoiceId::new(id), figure);
                }
                (Some(_), None) if node.text().is_none() => {
                    let message = format!("a value on `{}` must be a number", shown(bracket));
                    let hint = "`at` is for brackets with a `grid`";
                    self.complain(node.spot, Complaint::new(message).hint(hint));
                }
                (Some(_) | None, _) => (),
            }
        }
        values
    }

    /// Complains of every option that the party has not valued, unless the option is carried to
    /// fewer than the bracket is: then the party may not have been asked yet.
    fn all_valued(&mut self, bracket: &str, spot: Spot, values: &BTreeMap<ChoiceId, Exact>) {
        let choices = self.names.brackets.get(bracket);
        let choices = choices.map(|names| names.choices.clone());
        let whole = self
            .targets
            .get(&Target::new(Kind::Bracket, bracket))
            .cloned();
        let whole = whole.unwrap_or_default();
        for choice in choices.unwrap_or_default() {
            if values.contains_key(&ChoiceId::new(choice.as_str())) {
                continue;
            }
            let releases = self.targets.get(&Target::choice(bracket, &choice));
            let own = releases.and_then(|all| all.last());
            if own.is_some_and(|own| own.class >= Release::derived(whole.iter().map(|r| r.class))) {
                let message = format!(
                    "{} give no value for the option `{}` of `{}`",
                    self.label(),
                    shown(&choice),
                    shown(bracket)
                );
                let hint = "value every option of a bracket, or leave the bracket out";
                self.complain(spot, Complaint::new(message).of(choice).hint(hint));
            }
        }
    }

    /// Values along a grid: exact straight lines between the figures that were given.
    fn on_grid(&mut self, bracket: &str, at: &Node<'_>) -> BTreeMap<ChoiceId, Exact> {
        let names = self.names.brackets.get(bracket);
        let Some((grid, places)) = names.and_then(|names| names.grid.clone()) else {
            let message = format!("`{}` has no grid for `at`", shown(bracket));
            let hint = "write a value for each option";
            self.complain(at.spot, Complaint::new(message).of("at").hint(hint));
            return BTreeMap::new();
        };
        let line = self.line(bracket, at);
        if !(line.at.contains_key(&grid.low) && line.at.contains_key(&grid.high)) {
            let ends = (figure::written(&grid.low), figure::written(&grid.high));
            let message = format!("the values of `{}` do not reach both ends", shown(bracket));
            let hint = format!("give values at `{}` and at `{}`", ends.0, ends.1);
            self.complain(at.spot, Complaint::new(message).hint(hint));
            return BTreeMap::new();
        }
        let valued = places
            .iter()
            .filter_map(|place| Some((ChoiceId::new(figure::written(place)), line.worth(place)?)));
        valued.collect()
    }

    fn line(&mut self, bracket: &str, at: &Node<'_>) -> Line {
        let mut given = BTreeMap::new();
        for (place, worth) in at.entries() {
            let id = self.refer_choice(bracket, place);
            if let (Some(id), Some(on)) = (id, value::exact(place))
                && let Some(worth) = value::exact(worth)
                && given.insert(on, worth).is_some()
            {
                let message = format!("the value `{id}` of the grid stands twice");
                self.complain(place.spot, Complaint::new(message).of(id));
            }
        }
        Line { at: given }
    }

    fn rankings(&mut self, node: &Node<'_>) -> BTreeMap<BracketId, Vec<Vec<ChoiceId>>> {
        let mut rankings = BTreeMap::new();
        for (bracket, said) in node.get("rankings").map_or(&[][..], Node::entries) {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            let mut seen = BTreeSet::new();
            let mut ranking = Vec::new();
            for tied in said.items() {
                let mut rank = Vec::new();
                for choice in value::one_or_many(tied) {
                    let Some(name) = self.refer_choice(&id, choice) else {
                        continue;
                    };
                    if !seen.insert(name.clone()) {
                        let message = format!("{} rank `{}` twice", self.label(), shown(&name));
                        self.complain(choice.spot, Complaint::new(message).of(name));
                        continue;
                    }
                    rank.push(ChoiceId::new(name));
                }
                ranking.push(rank);
            }
            rankings.insert(BracketId::new(id), ranking);
        }
        rankings
    }

    fn by_choice<V>(
        &mut self,
        said: Option<&Node<'_>>,
        read: impl Fn(&Node<'_>) -> Option<V>,
    ) -> ByChoice<V> {
        let mut all = BTreeMap::new();
        for (bracket, said) in said.map_or(&[][..], Node::entries) {
            let Some(id) = self.refer(Kind::Bracket, Told::Always, bracket) else {
                continue;
            };
            let mut by_choice = BTreeMap::new();
            for (choice, node) in said.entries() {
                if let (Some(name), Some(value)) = (self.refer_choice(&id, choice), read(node)) {
                    by_choice.insert(ChoiceId::new(name), value);
                }
            }
            all.insert(BracketId::new(id), by_choice);
        }
        all
    }
}

/// What an entry gives, each part with where it stands: figures, and orders, bounds and words by
/// what they are about.
fn parts(node: &Node<'_>) -> Vec<(String, Spot)> {
    let mut parts = Vec::new();
    let figures = ["weights", "values", "bonuses", "reservation"];
    let first = figures.iter().find_map(|key| node.get(key));
    parts.extend(first.map(|figures| ("figures".to_owned(), figures.spot)));
    let entries = |key| node.get(key).map_or(&[][..], Node::entries);
    for (bracket, _) in entries("rankings") {
        let bracket_name = bracket.text().unwrap_or_default();
        parts.push((format!("a ranking of {bracket_name}"), bracket.spot));
    }
    for (key, noun) in [("intervals", "bounds"), ("words", "words")] {
        for (bracket, options) in entries(key) {
            for (option, _) in options.entries() {
                let [bracket, name] = [bracket, option].map(|n| n.text().unwrap_or_default());
                parts.push((format!("{noun} on {name} of {bracket}"), option.spot));
            }
        }
    }
    parts
}

impl Line {
    /// The value at a place between two given ones.
    fn worth(&self, place: &Exact) -> Option<Exact> {
        let (from, low) = self.at.range(..=place).next_back()?;
        let (to, high) = self.at.range(place..).next()?;
        if from == to {
            return Some(low.clone());
        }
        Some(low + (high - low) * (place - from) / (to - from))
    }
}

fn verbal(node: &Node<'_>) -> Option<VerbalGrade> {
    Some(match node.text()? {
        "never" => VerbalGrade::Never,
        "could live with" => VerbalGrade::CouldLiveWith,
        "would like" => VerbalGrade::WouldLike,
        "must have" => VerbalGrade::MustHave,
        _ => return None,
    })
}
