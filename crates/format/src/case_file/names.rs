//! What a case file declares: every id with its place, gathered before anything refers to one.

use super::fault::{Complaint, Log, Spot};
use super::node::{Node, shown};
use super::shape::Kind;
use super::{figure, value};
use case::{Exact, Grid, Role};
use disclosure::{PartyId, Seat};
use std::collections::{BTreeMap, BTreeSet};

/// The most options that a grid may have.
const GRID_MAX: u32 = 1_000;

/// The party of what is told without whose it is, as in the extract that a seat keeps of a case.
pub(super) const UNNAMED: &str = "unnamed";

/// Whether this stands for a party that is not told: `unnamed`, or `unnamed 2` and so on, where a
/// party may stand once in a list.
pub(super) fn is_unnamed(party: &str) -> bool {
    let number = party.strip_prefix(UNNAMED);
    number.is_some_and(|rest| {
        let digits = rest.strip_prefix(' ').unwrap_or_default();
        rest.is_empty() || (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// The sections that are lists of things with ids.
const LISTS: [(&str, Kind); 11] = [
    ("linkages", Kind::Linkage),
    ("clocks", Kind::Clock),
    ("disputes", Kind::Dispute),
    ("drafts", Kind::Draft),
    ("meetings", Kind::Meeting),
    ("signals", Kind::Signal),
    ("guarantees", Kind::Guarantee),
    ("breaches", Kind::Breach),
    ("rounds", Kind::Round),
    ("edits", Kind::Edit),
    ("consensus", Kind::Consensus),
];

/// A bracket's options, as far as references need them.
#[derive(Default)]
pub(super) struct BracketNames {
    /// The options in the order of the file.
    pub(super) choices: Vec<String>,
    /// The same, for finding.
    pub(super) known: BTreeSet<String>,
    /// The grid with its values.
    pub(super) grid: Option<(Grid, Vec<Exact>)>,
}

/// Every id of a case.
#[derive(Default)]
pub(super) struct Names {
    places: BTreeMap<(Kind, String), Spot>,
    order: BTreeMap<Kind, Vec<String>>,
    /// The brackets with their options.
    pub(super) brackets: BTreeMap<String, BracketNames>,
    /// The parties with their roles.
    pub(super) roles: BTreeMap<String, Role>,
    /// The factions by party.
    pub(super) factions: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// Everything that a file declares; what is declared twice is noted.
    pub(super) fn of(file: &Node<'_>, log: &mut Log) -> Self {
        let mut names = Self::default();
        for (key, kind) in [("sources", Kind::Source), ("acts", Kind::Act)] {
            names.map(file.get(key), kind, log);
        }
        // Commitments share their ids with the acts.
        for (id, _) in file.get("commitments").map_or(&[][..], Node::entries) {
            if let Some(text) = id.text() {
                names.declare(Kind::Act, text, id.spot, log);
            }
        }
        let incidents = file
            .get("monitoring")
            .and_then(|both| both.get("incidents"));
        names.list(incidents, Kind::Incident, log);
        for (key, kind) in LISTS {
            names.list(file.get(key), kind, log);
        }
        let funding = |key| file.get("funding").and_then(|both| both.get(key));
        for (key, kind) in [("red_lines", Kind::RedLine), ("fears", Kind::Fear)] {
            for (_, own) in file.get(key).map_or(&[][..], Node::entries) {
                names.list(Some(own), kind, log);
            }
        }
        names.map(funding("sectors"), Kind::Sector, log);
        for key in ["needs", "pledges", "commitments", "disbursements"] {
            names.list(funding(key), Kind::Funding, log);
        }
        let within = [
            ("readiness", "formats", Kind::Format),
            ("readiness", "indicators", Kind::Indication),
            ("readiness", "spoilers", Kind::Spoiler),
            ("constituents", "questionnaires", Kind::Questionnaire),
            ("constituents", "mood", Kind::Mood),
        ];
        for (section, key, kind) in within {
            let list = file.get(section).and_then(|section| section.get(key));
            names.list(list, kind, log);
        }
        names.parties(file, log);
        names.points(file, log);
        names
    }

    /// Whether the case has this.
    pub(super) fn has(&self, kind: Kind, id: &str) -> bool {
        self.places.contains_key(&(kind, id.to_owned()))
    }

    /// The ids of a kind, in the order of the file.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.order
            .get(&kind)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    fn declare(&mut self, kind: Kind, id: &str, spot: Spot, log: &mut Log) {
        if let Some(first) = self.places.get(&(kind, id.to_owned())) {
            let twice = format!("there are two {} `{}`", kind.nouns(), shown(id));
            let hint = format!("the first stands at {}", log.place(*first));
            log.add(spot, Complaint::new(twice).of(id).hint(hint));
            return;
        }
        self.places.insert((kind, id.to_owned()), spot);
        self.order.entry(kind).or_default().push(id.to_owned());
    }

    fn map(&mut self, section: Option<&Node<'_>>, kind: Kind, log: &mut Log) {
        for (id, _) in section.map_or(&[][..], Node::entries) {
            // A key that stands twice was noted when the file was parsed.
            if let Some(text) = id.text()
                && !self.has(kind, text)
            {
                self.declare(kind, text, id.spot, log);
            }
        }
    }

    fn list(&mut self, section: Option<&Node<'_>>, kind: Kind, log: &mut Log) {
        for item in section.map_or(&[][..], Node::items) {
            if let Some(id) = item.get("id")
                && let Some(text) = id.text()
            {
                self.declare(kind, text, id.spot, log);
            }
        }
    }

    fn parties(&mut self, file: &Node<'_>, log: &mut Log) {
        self.map(file.get("parties"), Kind::Party, log);
        for (id, party) in file.get("parties").map_or(&[][..], Node::entries) {
            let Some(text) = id.text() else {
                continue;
            };
            if matches!(text, "mediator" | "public") {
                let taken = format!("a party cannot be called `{text}`");
                let hint = "releases mean the mediation team and everybody by these words";
                log.add(id.spot, Complaint::new(taken).of(text).hint(hint));
            }
            let role = party.get("role").and_then(Node::text).and_then(role);
            self.roles
                .insert(text.to_owned(), role.unwrap_or(Role::Observer));
            let factions = party.get("factions").map_or(&[][..], Node::entries);
            let factions = factions.iter().filter_map(|(id, _)| id.text());
            let factions = factions.map(str::to_owned).collect();
            self.factions.insert(text.to_owned(), factions);
        }
    }

    fn points(&mut self, file: &Node<'_>, log: &mut Log) {
        self.map(file.get("points"), Kind::Point, log);
        for (id, point) in file.get("points").map_or(&[][..], Node::entries) {
            let Some(text) = id.text() else {
                continue;
            };
            for (bracket, held) in point.get("brackets").map_or(&[][..], Node::entries) {
                if let Some(name) = bracket.text() {
                    self.bracket(name, bracket.spot, held, log);
                }
            }
            if is_simple(point) {
                self.bracket(&simple_id(text), id.spot, point, log);
            }
        }
    }

    fn bracket(&mut self, id: &str, spot: Spot, node: &Node<'_>, log: &mut Log) {
        self.declare(Kind::Bracket, id, spot, log);
        let mut names = BracketNames::default();
        let options = node.get("options").map_or(&[][..], Node::entries);
        if let Some(grid) = node.get("grid") {
            if let Some((grid, values)) = read_grid(grid, log) {
                names.choices = values.iter().map(figure::written).collect();
                names.grid = Some((grid, values));
            }
        } else {
            let ids = options.iter().filter_map(|(id, _)| id.text());
            names.choices = ids.map(str::to_owned).collect();
        }
        names.known = names.choices.iter().cloned().collect();
        self.brackets.entry(id.to_owned()).or_insert(names);
    }
}

/// Whether a point holds the keys of its one bracket itself.
pub(super) fn is_simple(point: &Node<'_>) -> bool {
    ["question", "options", "grid", "standings", "divisible"]
        .iter()
        .any(|key| point.get(key).is_some())
}

/// The id of the one bracket of a simple point.
pub(super) fn simple_id(point: &str) -> String {
    format!("p{point}")
}

/// The role that a word stands for.
pub(super) fn role(word: &str) -> Option<Role> {
    Some(match word {
        "principal" => Role::Principal,
        "mediator" => Role::Mediator,
        "partner" => Role::Partner,
        "observer" => Role::Observer,
        _ => return None,
    })
}

/// The seat of a party in a role.
pub(super) fn seat_of(party: &str, role: Role) -> Seat {
    let party = PartyId::new(party);
    match role {
        Role::Principal => Seat::Delegation(party),
        Role::Mediator => Seat::Mediator,
        Role::Partner => Seat::Partner(party),
        Role::Observer => Seat::Observer(party),
    }
}

/// The grid with its values, unless it is no grid.
fn read_grid(node: &Node<'_>, log: &mut Log) -> Option<(Grid, Vec<Exact>)> {
    let figure = |key| node.get(key).and_then(value::exact);
    let (low, high, step) = (figure("from")?, figure("to")?, figure("step")?);
    let nothing = Exact::from_integer(0.into());
    let hint = "every value from the first to the last at the step is an option";
    let mut refuse = |message: String| log.add(node.spot, Complaint::new(message).hint(hint));
    if step <= nothing {
        refuse(format!(
            "the step `{}` of the grid is not above 0",
            figure::written(&step)
        ));
        return None;
    }
    if low > high {
        refuse("the grid ends before it begins".to_owned());
        return None;
    }
    let steps = (&high - &low) / &step;
    if !steps.is_integer() {
        let (low, high) = (figure::written(&low), figure::written(&high));
        let step = figure::written(&step);
        refuse(format!(
            "the step `{step}` does not divide the way from `{low}` to `{high}`"
        ));
        return None;
    }
    if steps >= Exact::from_integer(GRID_MAX.into()) {
        refuse(format!("the grid has more than {GRID_MAX} options"));
        return None;
    }
    let count: u32 = steps.to_integer().try_into().ok()?;
    let values = (0..=count).map(|at| &low + &step * Exact::from_integer(at.into()));
    let values = values.collect();
    let unit = node.get("unit").and_then(Node::text).unwrap_or_default();
    let grid = Grid {
        unit: unit.to_owned(),
        low,
        high,
        step,
    };
    Some((grid, values))
}
