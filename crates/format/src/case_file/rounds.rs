//! Rounds, edits and rules of consensus.

use super::fault::Complaint;
use super::keys;
use super::node::{Node, shown};
use super::points::status_of;
use super::reader::{Reader, Target, Told, date_at, is_live, word_at, wording_at};
use super::shape::Kind;
use case::{
    BracketId, Change, ChoiceId, ConsensusId, ConsensusRule, Date, DraftId, Dropped, Edit, EditId,
    MeetingId, PointId, RoundId, RoundWord, Settled, Status, Taking, TalkRound, Traced,
};
use disclosure::{Held, Owner, Release};
use std::collections::{BTreeMap, BTreeSet};

/// What the words of [`keys::TAKINGS`] stand for, in their order.
pub(super) const TAKINGS: [Taking; 3] = [Taking::Taken, Taking::InPart, Taking::NotTaken];

/// What the words of [`keys::CHANGES`] stand for, in their order.
pub(super) const CHANGES: [Change; 5] = [
    Change::Kept,
    Change::Reworded,
    Change::Merged,
    Change::Split,
    Change::New,
];

impl Reader<'_> {
    /// The rounds.
    pub(super) fn rounds(&mut self, file: &Node<'_>) -> Vec<Held<TalkRound>> {
        let mut rounds = Vec::new();
        let is_live = is_live(file);
        let mut last: Option<Date> = None;
        for node in file.get("rounds").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("round `{}`", shown(id)), node);
            let (from, to) = (date_at(node, "from"), date_at(node, "to"));
            self.in_order(node, (from, to), &mut last);
            let meetings = self.refer_all(Kind::Meeting, Told::Always, node.get("meetings"));
            let draft = self.draft_at(node);
            let words = self.round_words(node, &release, is_live);
            let round = TalkRound {
                id: RoundId::new(id),
                title: wording_at(node, "title"),
                from,
                to,
                meetings: meetings.into_iter().map(MeetingId::new).collect(),
                draft,
                words,
                grounds: self.grounds(node),
            };
            rounds.push(Held::new(round, release));
        }
        rounds
    }

    /// Complains of a round that ends before it begins, or begins before the one above it.
    fn in_order(
        &mut self,
        node: &Node<'_>,
        (from, to): (Option<Date>, Option<Date>),
        last: &mut Option<Date>,
    ) {
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            let message = format!("{} ends before it begins", self.label());
            let hint = format!("it begins on {from}");
            let spot = node.get("to").map_or(node.spot, |to| to.spot);
            self.complain(spot, Complaint::new(message).of(to.to_string()).hint(hint));
        }
        let day = from.or(to);
        if let (Some(day), Some(before)) = (day, *last)
            && day < before
        {
            let message = format!("{} comes before the round above it", self.label());
            let hint = "rounds stand in the order of their days";
            self.complain(
                node.spot,
                Complaint::new(message).of(day.to_string()).hint(hint),
            );
        }
        *last = day.max(*last);
    }

    fn draft_at(&mut self, node: &Node<'_>) -> Option<DraftId> {
        let draft = node.get("draft")?;
        let draft = self.refer(Kind::Draft, Told::Always, draft)?;
        Some(DraftId::new(draft))
    }

    fn round_words(
        &mut self,
        round: &Node<'_>,
        release: &Release,
        is_live: bool,
    ) -> Vec<Held<RoundWord>> {
        // tidy: bool, because the case is live or not and the caller knows it.
        let mut spoken = BTreeSet::new();
        let mut words = Vec::new();
        let title = self.label().to_owned();
        for node in round.get("words").map_or(&[][..], Node::items) {
            let (party, bracket) = (word_at(node, "party"), word_at(node, "bracket"));
            let (shown_party, shown_bracket) = (shown(party), shown(bracket));
            let label = format!("the word of `{shown_party}` on `{shown_bracket}` in {title}");
            let Some(whose) = node.get("party") else {
                continue;
            };
            let default = self.owned_by(whose, release);
            let (release, outer) = self.nest(label, node, default);
            let word = self.round_word(node, whose);
            let sources = word.as_ref().map_or(0, |word| word.grounds.sources.len());
            self.sourced(node, (&release, is_live), sources);
            let is_told = word.as_ref().is_some_and(|word| word.party.is_some());
            if is_told && !spoken.insert((party.to_owned(), bracket.to_owned())) {
                let message = format!("{} stands there twice", self.label());
                let hint = "a party has one word on a bracket in a round: the last one";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            self.resume(outer);
            words.extend(word.map(|word| Held::new(word, release)));
        }
        words
    }

    fn round_word(&mut self, node: &Node<'_>, whose: &Node<'_>) -> Option<RoundWord> {
        let party = self.whose(whose);
        let bracket = node.get("bracket")?;
        let bracket = self.refer(Kind::Bracket, Told::Always, bracket);
        let holds = bracket.as_ref().zip(node.get("holds"));
        let holds = holds.and_then(|(bracket, choice)| self.refer_choice(bracket, choice));
        let grounds = self.grounds(node);
        Some(RoundWord {
            party: party?,
            bracket: BracketId::new(bracket?),
            status: status_of(word_at(node, "status")).unwrap_or(Status::Silent),
            holds: holds.map(ChoiceId::new),
            grounds,
        })
    }

    /// The edits that sides asked for.
    pub(super) fn edits(&mut self, file: &Node<'_>) -> Vec<Held<Edit>> {
        let is_live = is_live(file);
        let mut edits = Vec::new();
        for node in file.get("edits").map_or(&[][..], Node::items) {
            let Some(whose) = node.get("party") else {
                continue;
            };
            let id = word_at(node, "id");
            let default = self.owned_by(whose, &Release::sealed(Owner::Mediator));
            let release = self.begin_with(format!("edit `{}`", shown(id)), node, default);
            let party = self.whose(whose);
            let asked = date_at(node, "asked").unwrap_or_default();
            let settled = node.get("settled");
            let edit = Edit {
                id: EditId::new(id),
                party: party.clone().unwrap_or_default(),
                asked,
                draft: self.draft_at(node),
                points: self.points(node.get("points")),
                text: wording_at(node, "text"),
                settled: settled.and_then(|settled| self.settled(settled, asked)),
                grounds: self.grounds(node),
            };
            self.sourced(node, (&release, is_live), edit.grounds.sources.len());
            edits.extend(party.map(|_| Held::new(edit, release)));
        }
        edits
    }

    fn settled(&mut self, node: &Node<'_>, asked: Date) -> Option<Settled> {
        let word = word_at(node, "how");
        let mut words = keys::TAKINGS.iter().zip(TAKINGS);
        let how = words.find(|(known, _)| **known == word).map(|(_, how)| how);
        let draft = self.draft_at(node);
        let on = date_at(node, "on")?;
        if on < asked {
            let message = format!("{} is settled before it was asked for", self.label());
            let hint = format!("it was asked for on {asked}");
            let complaint = Complaint::new(message).of(on.to_string()).hint(hint);
            self.complain(node.spot, complaint);
        }
        let how = how?;
        Some(Settled { how, on, draft })
    }

    /// The rules of consensus beside the one by which the text passes.
    pub(super) fn consensus(&mut self, file: &Node<'_>) -> Vec<Held<ConsensusRule>> {
        let mut rules = Vec::new();
        for node in file.get("consensus").map_or(&[][..], Node::items) {
            let id = word_at(node, "id");
            let release = self.begin(format!("rule `{}`", shown(id)), node);
            let rule = ConsensusRule {
                id: ConsensusId::new(id),
                title: wording_at(node, "title"),
                rule: self.decision_in(node),
                grounds: self.grounds(node),
            };
            rules.push(Held::new(rule, release));
        }
        rules
    }

    /// Where the points of a draft come from, and what is known of them.
    pub(super) fn lineage(&mut self, node: &Node<'_>) -> BTreeMap<PointId, Traced> {
        let mut lineage = BTreeMap::new();
        for (point, held) in node.get("points").map_or(&[][..], Node::entries) {
            // A list is the short form: the origins alone.
            let from = held.get("from").unwrap_or(held);
            let word = word_at(held, "change");
            let mut words = keys::CHANGES.iter().zip(CHANGES);
            let change = words.find(|(known, _)| **known == word);
            let traced = Traced {
                from: self.origins(from),
                change: change.map(|(_, change)| change),
                says: held.get("says").map(super::value::wording),
                grounds: self.grounds(held),
            };
            if traced.change == Some(Change::New) && !traced.from.is_empty() {
                let message = format!("{} has a new point with origins", self.label());
                let hint = "a new point comes from no other: leave out `from` or the change";
                self.complain(held.spot, Complaint::new(message).hint(hint));
            }
            if let Some(point) = self.refer(Kind::Point, Told::Always, point) {
                lineage.insert(PointId::new(point), traced);
            }
        }
        lineage
    }

    /// What a draft left out of earlier ones.
    pub(super) fn dropped(&mut self, node: &Node<'_>) -> Vec<Dropped> {
        let list = node.get("dropped").map_or(&[][..], Node::items);
        let dropped = list.iter().filter_map(|each| {
            let point = each.get("point")?;
            self.origin(point);
            Some(Dropped {
                point: point.text()?.to_owned(),
                says: each.get("says").map(super::value::wording),
                grounds: self.grounds(each),
            })
        });
        dropped.collect()
    }

    fn origins(&mut self, list: &Node<'_>) -> Vec<String> {
        for each in list.items() {
            self.origin(each);
        }
        let texts = list.items().iter().filter_map(Node::text);
        texts.map(str::to_owned).collect()
    }

    /// Complains of a point that is of no draft of the case; a draft is named by it.
    fn origin(&mut self, node: &Node<'_>) {
        let text = node.text().unwrap_or_default();
        let splits = text.match_indices('.').filter_map(|(at, _)| text.get(..at));
        let mut drafts = splits.filter(|id| self.names.has(Kind::Draft, id));
        let found = drafts.next().map(str::to_owned);
        if let Some(draft) = found {
            self.mention(Target::new(Kind::Draft, &draft), Told::Always, node.spot);
        } else if node.text().is_some() {
            let shown = shown(text);
            let message = format!("{} traces a point to `{shown}` of no draft", self.label());
            let known = super::near::listed(text, self.names.all(Kind::Draft));
            let hint = format!("write `draft.number`; the drafts are {known}");
            self.complain(node.spot, Complaint::new(message).of(text).hint(hint));
        }
    }
}
