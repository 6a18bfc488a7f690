//! Fears, guarantees, the breaches to rehearse, and what a breach would bring.

use super::fault::{Complaint, Spot};
use super::node::{Node, shown};
use super::reader::{
    Reader, Target, Told, date_at, exact_at, flag_at, text_at, texts_at, word_at, wording_at,
};
use super::shape::Kind;
use super::value;
use case::Reported;
use case::{
    ActId, Amount, Answer, Bounds, Breach, BreachAct, BreachId, Consent, Deciding, Defection,
    DefectionStage, Exact, Fear, FearId, Guarantee, GuaranteeId, Lapse, Rung, Span, Trigger,
};
use disclosure::{Held, Owner, PartyId, Release};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// The fears of every party.
    pub(super) fn fears(&mut self, file: &Node<'_>) -> Vec<Held<Fear>> {
        let mut fears = Vec::new();
        for (party, each) in file.get("fears").map_or(&[][..], Node::entries) {
            for node in each.items() {
                fears.extend(self.fear(party, node));
            }
        }
        fears
    }

    fn fear(&mut self, party: &Node<'_>, node: &Node<'_>) -> Option<Held<Fear>> {
        let id = word_at(node, "id");
        let name = party.text().unwrap_or_default();
        let label = format!("fear `{}` of `{}`", shown(id), shown(name));
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let release = self.begin_with(label, node, default);
        self.offer(Target::new(Kind::Fear, id));
        let whose = self.whose(party);
        let covered_by = self.refer_all(Kind::Guarantee, Told::Always, node.get("covered_by"));
        let fear = Fear {
            id: FearId::new(id),
            party: whose?,
            text: wording_at(node, "text"),
            from: self.parties(Told::WithSource, node.get("from")),
            acts: self.act_list(node.get("acts")),
            harm: self.length(node, "harm"),
            covered_by: covered_by.into_iter().map(GuaranteeId::new).collect(),
            points: self.points(node.get("points")),
            reading_of: text_at(node, "reading_of"),
            grounds: self.grounds(node),
        };
        Some(Held::new(fear, release))
    }

    /// The guarantees.
    pub(super) fn guarantees(&mut self, file: &Node<'_>) -> Vec<Held<Guarantee>> {
        let list = file.get("guarantees").map_or(&[][..], Node::items);
        list.iter().map(|node| self.one_guarantee(node)).collect()
    }

    fn one_guarantee(&mut self, node: &Node<'_>) -> Held<Guarantee> {
        let id = word_at(node, "id");
        let release = self.begin(format!("guarantee `{}`", shown(id)), node);
        self.offer(Target::new(Kind::Guarantee, id));
        let covers = self.refer_all(Kind::Fear, Told::Always, node.get("covers"));
        let needs = self.refer_all(Kind::Guarantee, Told::Always, node.get("needs"));
        let ladder = node.get("ladder").map_or(&[][..], Node::items);
        let lapses = node.get("lapses").map_or(&[][..], Node::items);
        let guarantee = Guarantee {
            id: GuaranteeId::new(id),
            title: wording_at(node, "title"),
            guarantors: self.parties(Told::WithSource, node.get("by")),
            beneficiaries: self.parties(Told::Always, node.get("for")),
            covers: covers.into_iter().map(FearId::new).collect(),
            capability: texts_at(node, "capability"),
            trigger: node.get("trigger").map(|said| self.trigger(said)),
            ladder: ladder.iter().map(|each| self.rung(each)).collect(),
            form: node.get("form").map(value::wording),
            ratified_by: self.may_act(node, "ratified_by"),
            starts: self.may_act(node, "starts"),
            from: date_at(node, "from"),
            term: self.length(node, "term"),
            until: date_at(node, "until"),
            lapses: lapses.iter().map(|each| self.lapse(each)).collect(),
            cost: node.get("cost").and_then(|said| self.cost(said)),
            vetoes: self.parties(Told::WithSource, node.get("vetoes")),
            needs: needs.into_iter().map(GuaranteeId::new).collect(),
            consent: self.consent(node),
            points: self.points(node.get("points")),
            reading_of: text_at(node, "reading_of"),
            grounds: self.grounds(node),
        };
        self.within_calendar(&guarantee, node);
        Held::new(guarantee, release)
    }

    fn trigger(&mut self, said: &Node<'_>) -> Trigger {
        Trigger {
            act: self.act(said.get("act")),
            threshold: said.get("threshold").map(value::wording),
            deciders: self.parties(Told::Always, said.get("decided_by")),
            deciding: match word_at(said, "deciding") {
                "each" => Deciding::Each,
                _ => Deciding::Together,
            },
            decision: self.span(said),
        }
    }

    fn rung(&mut self, said: &Node<'_>) -> Rung {
        Rung {
            act: self.act(said.get("act")),
            after: self.span(said),
            when: self.may_act(said, "when"),
            by: self.parties(Told::WithSource, said.get("by")),
        }
    }

    fn lapse(&mut self, said: &Node<'_>) -> Lapse {
        Lapse {
            act: self.act(said.get("act")),
            done_by: self.parties(Told::Always, said.get("done_by")),
            provoked_by: self.parties(Told::Always, said.get("provoked_by")),
        }
    }

    fn cost(&mut self, said: &Node<'_>) -> Option<Amount> {
        let (figure, least) = (exact_at(said, "amount")?, exact_at(said, "least"));
        if least.as_ref().is_some_and(|least| *least > figure) {
            let message = format!("the least cost of {} is above its cost", self.label());
            self.complain(said.spot, Complaint::new(message));
        }
        let unit = self.unit(said.get("unit")?)?;
        Some(Amount {
            figure,
            least,
            reported: Reported::default(),
            unit,
        })
    }

    fn consent(&mut self, node: &Node<'_>) -> BTreeMap<PartyId, Consent> {
        let mut consent = BTreeMap::new();
        for (party, said) in node.get("consent").map_or(&[][..], Node::entries) {
            if let Some(party) = self.refer(Kind::Party, Told::WithSource, party) {
                let given = match said.text() {
                    Some("given") => Consent::Given,
                    _ => Consent::Needed,
                };
                consent.insert(PartyId::new(party), given);
            }
        }
        consent
    }

    /// Complains of a term that the calendar does not hold, and of two ends.
    fn within_calendar(&mut self, guarantee: &Guarantee, node: &Node<'_>) {
        if guarantee.term.is_some() && guarantee.until.is_some() {
            let message = format!(
                "{} has a `term` and a day `until` which it runs",
                self.label()
            );
            self.complain(node.spot, Complaint::new(message).hint("keep one of them"));
        }
        if let (Some(from), Some(_), None) = (guarantee.from, guarantee.term, guarantee.sunset()) {
            let spot = node.get("term").map_or(node.spot, |term| term.spot);
            let message = format!("{} ends on a day beyond the calendar", self.label());
            let hint = format!("it begins on {from}: give it a shorter `term`");
            self.complain(spot, Complaint::new(message).hint(hint));
        }
    }

    /// The breaches to rehearse.
    pub(super) fn breaches(&mut self, file: &Node<'_>) -> Vec<Held<Breach>> {
        let mut breaches = Vec::new();
        for node in file.get("breaches").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("breach `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Breach, id));
            let course = node.get("course").map_or(&[][..], Node::items);
            if course.is_empty() {
                let message = format!("in breach `{}` nothing happens", shown(id));
                let hint = "list under `course` what happens, such as `- {act: breach}`";
                self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
            }
            let course = course.iter().map(|said| BreachAct {
                act: self.act(said.get("act")),
                after: self.span(said),
            });
            let course = course.collect();
            let breach = Breach {
                id: BreachId::new(id),
                title: wording_at(node, "title"),
                by: self.parties(Told::Always, node.get("by")),
                course,
                violates: self.act_list(node.get("violates")),
                points: self.points(node.get("points")),
                reading_of: text_at(node, "reading_of"),
                grounds: self.grounds(node),
            };
            breaches.push(Held::new(breach, release));
        }
        breaches
    }

    /// What breaking the agreement would bring parties.
    pub(super) fn defections(&mut self, file: &Node<'_>) -> Vec<Held<Defection>> {
        let Some(list) = file.get("defections") else {
            return Vec::new();
        };
        if file.get("case").is_some_and(|case| flag_at(case, "live")) {
            let message = "a live case carries no figures of what a breach would bring";
            let hint = "say what was declared in `fears`, `guarantees` and `breaches`";
            self.complain(list.spot, Complaint::new(message).hint(hint));
        }
        let mut first: BTreeMap<(String, String), Spot> = BTreeMap::new();
        let mut all = Vec::new();
        for node in list.items() {
            let key = (word_at(node, "party"), word_at(node, "breach"));
            let known = first.get(&(key.0.to_owned(), key.1.to_owned())).copied();
            match known {
                Some(place) if !super::names::is_unnamed(key.0) => {
                    let (party, breach) = (shown(key.0), shown(key.1));
                    let message = format!("`{party}` has figures on the breach `{breach}` twice");
                    let hint = format!("the first stand at {}", self.log.place(place));
                    self.complain(node.spot, Complaint::new(message).of(key.0).hint(hint));
                }
                Some(_) | None => {
                    first.insert((key.0.to_owned(), key.1.to_owned()), node.spot);
                }
            }
            all.extend(self.defection(node));
        }
        all
    }

    fn defection(&mut self, node: &Node<'_>) -> Option<Held<Defection>> {
        let party = node.get("party")?;
        let name = party.text()?.to_owned();
        let label = format!("defection of `{}`", shown(&name));
        let default = self.owned_by(party, &Release::sealed(Owner::Mediator));
        let release = self.begin_with(label, node, default);
        let party = self.whose(party);
        let breach = node.get("breach");
        let breach = breach.and_then(|id| self.refer(Kind::Breach, Told::Always, id));
        let stages = node.get("stages").map_or(&[][..], Node::items);
        let defection = Defection {
            given_by: self.given_by(node),
            unit: text_at(node, "unit").unwrap_or_default(),
            stages: stages.iter().map(|said| self.stage(said)).collect(),
            grounds: self.grounds(node),
            party: party?,
            breach: BreachId::new(breach?),
        };
        Some(Held::new(defection, release))
    }

    fn stage(&mut self, said: &Node<'_>) -> DefectionStage {
        let days = bounds_at(said, "days");
        self.at_least_nothing(&days, said, "days");
        let mut answers = Vec::new();
        for (guarantee, each) in said.get("answers").map_or(&[][..], Node::entries) {
            if let Some(id) = self.refer(Kind::Guarantee, Told::Always, guarantee) {
                answers.push(self.answer(GuaranteeId::new(id), each));
            }
        }
        DefectionStage {
            after: self.act(said.get("after")),
            gain: bounds_at(said, "gain"),
            daily: bounds_at(said, "daily"),
            days,
            keeps: bounds_at(said, "keeps"),
            answers,
        }
    }

    fn answer(&mut self, guarantee: GuaranteeId, said: &Node<'_>) -> Answer {
        let credibility = bounds_at(said, "credibility");
        let cost = bounds_at(said, "cost");
        self.at_least_nothing(&credibility, said, "credibility");
        self.at_least_nothing(&cost, said, "cost");
        if credibility.1 > Exact::from_integer(1.into()) {
            let message = format!("{} has a credibility above 1", self.label());
            let hint = "1 means that the answer is certain";
            self.complain(said.spot, Complaint::new(message).hint(hint));
        }
        Answer {
            guarantee,
            credibility,
            cost,
        }
    }

    fn at_least_nothing(&mut self, bounds: &Bounds, said: &Node<'_>, key: &str) {
        if bounds.0 < Exact::from_integer(0.into()) {
            let spot = said.get(key).map_or(said.spot, |node| node.spot);
            let message = format!("`{key}` in {} is below 0", self.label());
            self.complain(spot, Complaint::new(message));
        }
    }

    fn act_list(&mut self, list: Option<&Node<'_>>) -> Vec<ActId> {
        let ids = self.refer_all(Kind::Act, Told::Always, list);
        ids.into_iter().map(ActId::new).collect()
    }

    fn may_act(&mut self, node: &Node<'_>, key: &str) -> Option<ActId> {
        node.get(key).map(|each| self.act(Some(each)))
    }

    fn length(&mut self, node: &Node<'_>, key: &str) -> Option<Span> {
        let said = node.get(key)?;
        let span = self.span(said);
        if span.is_none() {
            let message = format!("`{key}` of {} has no length", self.label());
            let hint = "give it one of `hours`, `days`, `months`, `years`";
            self.complain(said.spot, Complaint::new(message).hint(hint));
        }
        span
    }
}

/// The bounds under a key: two figures, or one that is both; nothing is 0.
fn bounds_at(node: &Node<'_>, key: &str) -> Bounds {
    let Some(said) = node.get(key) else {
        return (Exact::from_integer(0.into()), Exact::from_integer(0.into()));
    };
    let alone = || value::exact(said).map(|one| (one.clone(), one));
    let both = value::bounds(said).or_else(alone);
    both.unwrap_or_else(|| (Exact::from_integer(0.into()), Exact::from_integer(0.into())))
}
