//! The points of the text: brackets, options, marks, standings.

use super::fault::Complaint;
use super::names::{self, is_unnamed};
use super::node::{Node, shown};
use super::reader::{Reader, Target, Told, flag_at, text_at, whole_at, word_at, wording_at};
use super::shape::Kind;
use super::{figure, value};
use case::{
    Bracket, BracketId, Choice, ChoiceId, Grounds, Mark, NormFlag, Point, PointId, Stand, Standing,
    Status, Wording,
};
use disclosure::{Held, Owner, PartyId, Release};
use std::collections::BTreeMap;

/// Where the sources of a bracket stand.
#[derive(Clone, Copy)]
enum Grounded {
    Itself,
    InItsPoint,
}

impl Reader<'_> {
    /// The points.
    pub(super) fn point_list(&mut self, file: &Node<'_>) -> Vec<Held<Point>> {
        let points = file.get("points").map_or(&[][..], Node::entries);
        points
            .iter()
            .map(|(id, node)| self.point(id, node))
            .collect()
    }

    fn point(&mut self, id_node: &Node<'_>, node: &Node<'_>) -> Held<Point> {
        let id = id_node.text().unwrap_or_default();
        let release = self.begin(format!("point `{}`", shown(id)), node);
        self.offer(Target::new(Kind::Point, id));
        let grounds = self.grounds(node);
        let mut brackets = Vec::new();
        for (bracket, each) in node.get("brackets").map_or(&[][..], Node::entries) {
            let name = bracket.text().unwrap_or_default();
            brackets.push(self.bracket(name, each, &release, Grounded::Itself));
        }
        if names::is_simple(node) {
            if node.get("question").is_none() {
                let hint = "`question`: what its options answer";
                let lacks = Complaint::new("a point with options needs the key `question`");
                self.complain(id_node.spot, lacks.hint(hint));
            }
            if node.get("brackets").is_some() {
                let both = format!(
                    "point `{}` holds `brackets` and a question of its own",
                    shown(id)
                );
                let hint = "give the question a bracket of its own";
                self.complain(id_node.spot, Complaint::new(both).hint(hint));
            }
            let name = names::simple_id(id);
            brackets.push(self.bracket(&name, node, &release, Grounded::InItsPoint));
        }
        let point = Point {
            id: PointId::new(id),
            number: whole_at(node, "number").or_else(|| id.parse().ok()),
            title: wording_at(node, "title"),
            summary: node.get("summary").map(value::wording),
            topic: text_at(node, "topic"),
            brackets,
            grounds,
        };
        Held::new(point, release)
    }

    fn bracket(
        &mut self,
        id: &str,
        node: &Node<'_>,
        default: &Release,
        grounded: Grounded,
    ) -> Held<Bracket> {
        let label = format!("bracket `{}`", shown(id));
        let (release, outer) = self.nest(label, node, default.clone());
        self.offer(Target::new(Kind::Bracket, id));
        let grounds = match grounded {
            Grounded::Itself => self.grounds(node),
            Grounded::InItsPoint => Grounds::default(),
        };
        let choices = self.choices(id, node, &release);
        if choices.is_empty() && node.get("grid").is_none() {
            let bare = format!("bracket `{}` has no options", shown(id));
            let hint = "give it `options`, or a `grid` of numbers";
            self.complain(node.spot, Complaint::new(bare).of(id).hint(hint));
        }
        let divisible = flag_at(node, "divisible");
        if divisible && choices.len() != 2 {
            let count = choices.len();
            let wrong = format!(
                "bracket `{}` is divisible and has {count} options",
                shown(id)
            );
            let hint = "shares are taken between two options";
            self.complain(node.spot, Complaint::new(wrong).of(id).hint(hint));
        }
        let mut standings = Vec::new();
        for (party, each) in node.get("standings").map_or(&[][..], Node::entries) {
            standings.extend(self.standing(party, each, &release));
        }
        self.resume(outer);
        let grid = self
            .names
            .brackets
            .get(id)
            .and_then(|names| names.grid.as_ref());
        let bracket = Bracket {
            id: BracketId::new(id),
            question: wording_at(node, "question"),
            choices,
            grid: grid.map(|(grid, _)| grid.clone()),
            divisible,
            standings,
            grounds,
        };
        Held::new(bracket, release)
    }

    fn choices(&mut self, bracket: &str, node: &Node<'_>, default: &Release) -> Vec<Held<Choice>> {
        let options = node.get("options").map_or(&[][..], Node::entries);
        let Some(grid) = self.grid_texts(bracket) else {
            let choices = options.iter().map(|(id, each)| {
                let name = id.text().unwrap_or_default();
                if each.get("text").is_none() {
                    let lacks = Complaint::new("an option needs the key `text`");
                    self.complain(id.spot, lacks.hint("`text`: its words"));
                }
                self.choice((bracket, name), each, default, Wording::default())
            });
            return choices.collect();
        };
        // On a grid the options are there already; the file may say more about some.
        let mut said: BTreeMap<String, &Node<'_>> = BTreeMap::new();
        for (id, each) in options {
            if let Some(name) = self.refer_choice(bracket, id) {
                said.insert(name, each);
            }
        }
        let nothing = Node {
            spot: node.spot,
            body: super::node::Body::Nothing,
        };
        let choices = grid.into_iter().map(|(name, text)| {
            let each = said.get(&name).copied().unwrap_or(&nothing);
            self.choice((bracket, &name), each, default, text)
        });
        choices.collect()
    }

    /// The options of a grid with their words.
    fn grid_texts(&self, bracket: &str) -> Option<Vec<(String, Wording)>> {
        let (grid, values) = self.names.brackets.get(bracket)?.grid.as_ref()?;
        let texts = values.iter().map(|value| {
            let name = figure::written(value);
            let text = Wording::english(format!("{name} {}", grid.unit));
            (name, text)
        });
        Some(texts.collect())
    }

    fn choice(
        &mut self,
        (bracket, id): (&str, &str),
        node: &Node<'_>,
        default: &Release,
        text: Wording,
    ) -> Held<Choice> {
        let label = format!("option `{}` of `{}`", shown(id), shown(bracket));
        let (release, outer) = self.nest(label, node, default.clone());
        self.offer(Target::choice(bracket, id));
        let marks = self.marks(node, &release);
        let norms = node.get("norms").map_or(&[][..], Node::items);
        let norms = norms.iter().map(|each| NormFlag {
            norm: text_at(each, "norm").unwrap_or_default(),
            grounds: self.grounds(each),
        });
        let choice = Choice {
            id: ChoiceId::new(id),
            text: node.get("text").map_or(text, value::wording),
            marks,
            norms: norms.collect(),
            grounds: self.grounds(node),
        };
        self.resume(outer);
        Held::new(choice, release)
    }

    fn marks(&mut self, node: &Node<'_>, release: &Release) -> Vec<Held<Mark>> {
        let mut marks = Vec::new();
        let short = [
            ("proposed_by", Stand::Proposed),
            ("accepted_by", Stand::Accepted),
            ("rejected_by", Stand::Rejected),
        ];
        let nothing = Node {
            spot: node.spot,
            body: super::node::Body::Nothing,
        };
        for (key, stand) in short {
            for party in node.get(key).map_or(&[][..], Node::items) {
                marks.extend(self.mark((party, stand), &nothing, release));
            }
        }
        for each in node.get("marks").map_or(&[][..], Node::items) {
            let stand = stand_of(word_at(each, "stand")).unwrap_or(Stand::Proposed);
            if let Some(party) = each.get("party") {
                marks.extend(self.mark((party, stand), each, release));
            }
        }
        marks
    }

    fn mark(
        &mut self,
        (party, stand): (&Node<'_>, Stand),
        node: &Node<'_>,
        default: &Release,
    ) -> Option<Held<Mark>> {
        let label = format!("a mark of {}", self.label());
        let default = self.owned_by(party, default);
        let (release, outer) = self.nest(label, node, default);
        let party = self.whose(party);
        let grounds = self.grounds(node);
        self.resume(outer);
        let party = party?;
        let mark = Mark {
            party,
            stand,
            grounds,
        };
        Some(Held::new(mark, release))
    }

    fn standing(
        &mut self,
        party: &Node<'_>,
        node: &Node<'_>,
        default: &Release,
    ) -> Option<Held<Standing>> {
        let label = format!("a standing on {}", self.label());
        let default = self.owned_by(party, default);
        let (release, outer) = self.nest(label, node, default);
        let party = self.whose(party);
        let grounds = self.grounds(node);
        self.resume(outer);
        let party = party?;
        let status = node.text().or_else(|| node.get("status")?.text());
        let status = status.and_then(status_of).unwrap_or(Status::Silent);
        let standing = Standing {
            party,
            status,
            grounds,
        };
        Some(Held::new(standing, release))
    }

    /// Whose something is: a party of the case, or nobody where a case file does not tell.
    pub(super) fn whose(&mut self, party: &Node<'_>) -> Option<Option<PartyId>> {
        if party.text().is_some_and(is_unnamed) {
            return Some(None);
        }
        let id = self.refer(Kind::Party, Told::WithSource, party)?;
        Some(Some(PartyId::new(id)))
    }

    /// A release with the same reach that belongs to a party.
    pub(super) fn owned_by(&self, party: &Node<'_>, release: &Release) -> Release {
        let id = party.text().unwrap_or_default();
        let owner = match self.names.roles.get(id) {
            Some(case::Role::Mediator) | None => Owner::Mediator,
            Some(_) => Owner::Party(PartyId::new(id)),
        };
        Release {
            owner,
            ..release.clone()
        }
    }
}

fn stand_of(word: &str) -> Option<Stand> {
    Some(match word {
        "proposed" => Stand::Proposed,
        "accepted" => Stand::Accepted,
        "rejected" => Stand::Rejected,
        _ => return None,
    })
}

pub(super) fn status_of(word: &str) -> Option<Status> {
    Some(match word {
        "silent" => Status::Silent,
        "rejected" => Status::Rejected,
        "bracketed" => Status::Bracketed,
        "acceptable" => Status::Acceptable,
        "ad_referendum" => Status::AdReferendum,
        "agreed" => Status::Agreed,
        _ => return None,
    })
}
