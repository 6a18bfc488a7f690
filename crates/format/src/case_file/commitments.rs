//! Commitments, what they are worth to each side, and what sides can bear.

use super::fault::{Complaint, Spot};
use super::node::{Node, shown};
use super::reader::{
    Reader, Target, Told, exact_at, flag_at, is_live, text_at, whole_at, wording_at,
};
use super::shape::Kind;
use super::value;
use case::{
    ActId, Bearable, Commitment, Condition, Exact, GivenBy, Grounds, Verifier, When, Worth,
};
use disclosure::{Held, Owner, PartyId, Release};
use std::collections::BTreeMap;

/// The most days that anything may take: a hundred years.
pub(super) const DAYS_MAX: u32 = 36_525;

impl Reader<'_> {
    /// The commitments.
    pub(super) fn commitments(&mut self, file: &Node<'_>) -> Vec<Held<Commitment>> {
        let is_live = is_live(file);
        let entries = file.get("commitments").map_or(&[][..], Node::entries);
        let mut commitments = Vec::with_capacity(entries.len());
        for (id, node) in entries {
            if let (true, Some(worth)) = (is_live, node.get("worth")) {
                self.no_figures(worth.spot, "worth of commitments");
            }
            commitments.push(self.commitment(id, node));
        }
        commitments
    }

    fn commitment(&mut self, id: &Node<'_>, node: &Node<'_>) -> Held<Commitment> {
        let id = id.text().unwrap_or_default();
        let release = self.begin(format!("commitment `{}`", shown(id)), node);
        self.offer(Target::new(Kind::Act, id));
        let owner = node.get("owner");
        let owner = owner.and_then(|owner| self.refer(Kind::Party, Told::Always, owner));
        let beneficiaries = self.parties(Told::Always, node.get("beneficiaries"));
        let verifier = node.get("verifier").and_then(|said| self.verifier(said));
        let (earliest, latest) = self.window(node);
        let worth = self.worths(node);
        let commitment = Commitment {
            id: ActId::new(id),
            title: wording_at(node, "title"),
            owner: owner.map(PartyId::new),
            beneficiaries,
            verifier,
            evidence: text_at(node, "evidence"),
            days: self.days(node, "days"),
            working_days: flag_at(node, "working_days"),
            verification: self.days(node, "verification"),
            earliest,
            latest,
            reversible: flag_at(node, "reversible"),
            worth,
            points: self.points(node.get("points")),
            remedies: node.get("remedies").map(super::rules::remedies),
            theme: text_at(node, "theme"),
            when: self.brought_by(node.get("when")),
            grounds: self.grounds(node),
        };
        Held::new(commitment, release)
    }

    fn verifier(&mut self, said: &Node<'_>) -> Option<Verifier> {
        if let Some(words) = said.text() {
            return Some(Verifier::Other(words.to_owned()));
        }
        let party = self.refer(Kind::Party, Told::Always, said.get("party")?)?;
        Some(Verifier::Party(PartyId::new(party)))
    }

    /// A number of days within bounds.
    pub(super) fn days(&mut self, node: &Node<'_>, key: &str) -> u32 {
        let days = whole_at(node, key).unwrap_or(0);
        if days > DAYS_MAX {
            let message = format!("{} takes {days} days", self.label());
            let hint = format!("nothing here takes more than {DAYS_MAX} days, a hundred years");
            let spot = node.get(key).map_or(node.spot, |said| said.spot);
            let complaint = Complaint::new(message).of(days.to_string());
            self.complain(spot, complaint.hint(hint));
        }
        days.min(DAYS_MAX)
    }

    /// The first day of beginning and the last of being done.
    fn window(&mut self, node: &Node<'_>) -> (Option<When>, Option<When>) {
        let [earliest, latest] = ["earliest", "latest"].map(|key| self.when(node, key));
        let is_turned = match (earliest, latest) {
            (Some(When::Day(from)), Some(When::Day(to))) => from > to,
            (Some(When::Date(from)), Some(When::Date(to))) => from > to,
            (Some(_) | None, _) => false,
        };
        if is_turned && let Some(said) = node.get("latest") {
            let message = format!("{} is to be done before it may begin", self.label());
            let hint = "`latest` is not before `earliest`";
            self.complain(said.spot, Complaint::new(message).hint(hint));
        }
        (earliest, latest)
    }

    /// A day, no more than a hundred years after the start.
    pub(super) fn when(&mut self, node: &Node<'_>, key: &str) -> Option<When> {
        let said = node.get(key)?;
        let when = value::when(said)?;
        if let When::Day(days) = when
            && days > DAYS_MAX
        {
            let message = format!("{} names day {days} of the plan", self.label());
            let hint = format!("a plan has at most {DAYS_MAX} days, a hundred years");
            let complaint = Complaint::new(message).of(days.to_string());
            self.complain(said.spot, complaint.hint(hint));
            return None;
        }
        Some(when)
    }

    fn worths(&mut self, node: &Node<'_>) -> Vec<Held<Worth>> {
        let said = node.get("worth").map_or(&[][..], Node::entries);
        said.iter()
            .filter_map(|(party, each)| self.worth(party, each))
            .collect()
    }

    fn worth(&mut self, party: &Node<'_>, node: &Node<'_>) -> Option<Held<Worth>> {
        let label = format!("figures on {}", self.label());
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let (release, outer) = self.nest(label, node, default);
        let whose = self.whose(party);
        let grounds = self.grounds(node);
        let given_by = match node.get("given_by") {
            Some(_) => self.given_by(node),
            None => GivenBy::Party,
        };
        self.resume(outer);
        let figure = value::exact(node).or_else(|| exact_at(node, "figure"))?;
        let worth = Worth {
            party: whose?,
            figure,
            given_by,
            grounds,
        };
        Some(Held::new(worth, release))
    }

    /// The conditions of which one brings a commitment.
    fn brought_by(&mut self, said: Option<&Node<'_>>) -> Vec<Condition> {
        let Some(said) = said else {
            return Vec::new();
        };
        if said.items().is_empty() {
            let message = format!("{} has an empty condition", self.label());
            let hint = "leave `when` out for what every plan brings";
            self.complain(said.spot, Complaint::new(message).hint(hint));
        }
        said.items()
            .iter()
            .map(|each| self.condition(each))
            .collect()
    }

    /// What sides can bear.
    pub(super) fn bearable(&mut self, file: &Node<'_>) -> Vec<Held<Bearable>> {
        let Some(list) = file.get("bearable") else {
            return Vec::new();
        };
        if is_live(file) {
            self.no_figures(list.spot, "figures of what a side can bear");
        }
        let mut all = Vec::new();
        let mut given: BTreeMap<String, Spot> = BTreeMap::new();
        for node in list.items() {
            let party = text_at(node, "party").unwrap_or_default();
            if let Some(first) = given.insert(party.clone(), node.spot) {
                let hint = format!("the first stands at {}", self.log.place(first));
                let message = format!("`{}` says twice what it can bear", shown(&party));
                self.complain(node.spot, Complaint::new(message).of(party).hint(hint));
            }
            all.extend(self.borne(node));
        }
        all
    }

    fn borne(&mut self, node: &Node<'_>) -> Option<Held<Bearable>> {
        let party = node.get("party")?;
        let name = shown(party.text().unwrap_or_default());
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let label = format!("what `{name}` can bear");
        let release = self.begin_with(label, node, default);
        let whose = self.whose(party);
        let grounds: Grounds = self.grounds(node);
        let given_by = self.given_by(node);
        let [all, irreversible] = ["all", "irreversible"].map(|key| self.limit(node, key));
        let bearable = Bearable {
            party: whose?,
            all,
            irreversible,
            given_by,
            grounds,
        };
        Some(Held::new(bearable, release))
    }

    fn limit(&mut self, node: &Node<'_>, key: &str) -> Option<Exact> {
        let limit = exact_at(node, key)?;
        if limit < Exact::from_integer(0.into()) {
            let value = super::figure::written(&limit);
            let message = format!("{} is below 0", self.label());
            let hint = "0 means that nothing may be given first";
            let spot = node.get(key).map_or(node.spot, |said| said.spot);
            self.complain(spot, Complaint::new(message).of(value).hint(hint));
        }
        Some(limit)
    }

    fn no_figures(&mut self, spot: Spot, what: &str) {
        let message = format!("a live case carries no {what}");
        let hint = "press reports are not preferences: say what is owed, by whom and by when";
        self.complain(spot, Complaint::new(message).hint(hint));
    }
}
