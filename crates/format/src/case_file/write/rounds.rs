//! Rounds, edits, rules of consensus and lineage as YAML.

use super::release::{self, Default, Owners};
use super::rules::points;
use super::yaml::{Fields, Yaml};
use super::{grounds, listed, plain, put_decision, texts, whose, wording};
use crate::case_file::keys;
use crate::case_file::rounds::{CHANGES, TAKINGS};
use case::{
    Case, ConsensusRule, Draft, DraftId, Edit, MeetingId, RoundWord, Settled, Taking, TalkRound,
    Traced,
};
use disclosure::{Clearance, Held, Release};

/// The sections of rounds, edits and consensus.
pub(super) fn put(file: &mut Fields, case: &Case, owners: &Owners) {
    let rounds = case.rounds.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = round(owners, item, release);
        release::put(&mut fields, release, &Default::of_case());
        fields.map()
    });
    file.some("rounds", Yaml::List(rounds.collect()));
    let edits = case.edits.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = edit(item);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, release, &default);
        fields.map()
    });
    file.some("edits", Yaml::List(edits.collect()));
    file.some("consensus", listed(&case.consensus, consensus));
}

fn round(owners: &Owners, round: &TalkRound, within: &Release) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", round.id.as_str());
    fields.put("title", wording(&round.title));
    fields.may("from", round.from.map(plain));
    fields.may("to", round.to.map(plain));
    let meetings = round.meetings.iter().map(MeetingId::as_str);
    fields.some("meetings", Yaml::texts(meetings));
    fields.may_text("draft", round.draft.as_ref().map(DraftId::as_str));
    let words = round.words.iter();
    let words = words.map(|held| word(owners, held, within));
    fields.some("words", Yaml::List(words.collect()));
    grounds(&mut fields, &round.grounds);
    fields
}

fn word(owners: &Owners, held: &Held<RoundWord>, within: &Release) -> Yaml {
    let (word, own) = held.open(Clearance::CUSTODIAN);
    let mut fields = Fields::new();
    fields.text("party", &whose(word.party.as_ref(), &mut 0));
    fields.text("bracket", word.bracket.as_str());
    fields.text("status", super::points::status(word.status));
    fields.may_text("holds", word.holds.as_ref().map(|choice| choice.as_str()));
    grounds(&mut fields, &word.grounds);
    let default = Default::said_by(owners.owner(word.party.as_ref()), within);
    release::put(&mut fields, own, &default);
    fields.map()
}

fn edit(edit: &Edit) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", edit.id.as_str());
    fields.text("party", &whose(edit.party.as_ref(), &mut 0));
    fields.put("asked", plain(edit.asked));
    fields.put("text", wording(&edit.text));
    fields.may_text("draft", edit.draft.as_ref().map(DraftId::as_str));
    fields.some("points", points(&edit.points));
    fields.may("settled", edit.settled.as_ref().map(settled));
    grounds(&mut fields, &edit.grounds);
    fields
}

fn settled(settled: &Settled) -> Yaml {
    let mut fields = Fields::new();
    fields.text("how", taking(settled.how));
    fields.put("on", plain(settled.on));
    fields.may_text("draft", settled.draft.as_ref().map(DraftId::as_str));
    fields.map()
}

/// The word for what became of an edit.
pub(crate) fn taking(taking: Taking) -> &'static str {
    let mut words = keys::TAKINGS.iter().zip(TAKINGS);
    let word = words.find(|(_, known)| *known == taking);
    word.map_or("", |(word, _)| word)
}

fn consensus(rule: &ConsensusRule) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", rule.id.as_str());
    fields.put("title", wording(&rule.title));
    put_decision(&mut fields, &rule.rule);
    grounds(&mut fields, &rule.grounds);
    fields
}

/// Where the points of a draft come from, and what it stands against.
pub(super) fn put_lineage(fields: &mut Fields, draft: &Draft) {
    let lineage = draft.lineage.iter();
    let lineage = lineage.map(|(point, from)| (point.to_string(), traced(from)));
    fields.some("points", Yaml::Map(lineage.collect()));
    fields.may("numbered", draft.numbered.map(plain));
    let rivals = draft.rivals.iter().map(DraftId::as_str);
    fields.some("rivals", Yaml::texts(rivals));
    let dropped = draft.dropped.iter().map(|each| {
        let mut fields = Fields::new();
        fields.text("point", &each.point);
        fields.may("says", each.says.as_ref().map(wording));
        grounds(&mut fields, &each.grounds);
        fields.map()
    });
    fields.some("dropped", Yaml::List(dropped.collect()));
}

fn traced(traced: &Traced) -> Yaml {
    let short = Traced {
        from: traced.from.clone(),
        ..Traced::default()
    };
    if short == *traced {
        return texts(&traced.from);
    }
    let mut fields = Fields::new();
    fields.some("from", texts(&traced.from));
    let mut words = keys::CHANGES.iter().zip(CHANGES);
    let change = words.find(|(_, change)| Some(*change) == traced.change);
    fields.may_text("change", change.map(|(word, _)| *word));
    fields.may("says", traced.says.as_ref().map(wording));
    grounds(&mut fields, &traced.grounds);
    fields.map()
}
