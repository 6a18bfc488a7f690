//! Consensus: who can pass something together, who can block it, who can leave, and what the rest
//! can still do.

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, joined};
use crate::reach;
use crate::text::grouped;
use analysis::consensus::{Sets, blocks, enough};
use analysis::count::count;
use case::{Decision, PosedConsensus, Stand, Status};
use disclosure::{PartyId, ReleaseClass, Seat};
use problem::consensus::hitting;
use problem::{Acceptors, Bound, Claim, PartyIx, Reach};
use std::collections::BTreeSet;

/// A rule with who is enough and who can block.
struct Solved<'p, 'a> {
    posed: &'p PosedConsensus<'a>,
    pass: Claim<Sets>,
    block: Claim<Sets>,
}

/// The most names in one cell.
const NAMED_MAX: usize = 4;

/// The most sets in one table.
const SETS_MAX: usize = 40;

impl Desk<'_, '_> {
    /// Every rule, and what is left when somebody leaves.
    pub(crate) fn all_consensus(&self) -> Vec<Section> {
        let posed = self.view.pose_consensus();
        let solved: Vec<Solved<'_, '_>> = posed.iter().map(|each| self.solved(each)).collect();
        let Some(first) = solved.first() else {
            return Vec::new();
        };
        let heading = match solved.len() {
            1 => self.rule_verdict(first),
            rules => format!("{rules} rules of consensus. {}", self.rule_verdict(first)),
        };
        let section = Section::new("consensus", heading);
        let section = solved.iter().fold(section, |section, each| {
            let section = if solved.len() > 1 {
                section.say(format!("{}.", self.rule_verdict(each)))
            } else {
                section
            };
            self.consensus(section, each)
        });
        let text = posed.iter().find(|each| each.of.is_none());
        let leaving = text.and_then(|text| self.leaving(text));
        std::iter::once(section).chain(leaving).collect()
    }

    /// Who is enough under a rule, and who can block.
    fn solved<'p, 'a>(&self, posed: &'p PosedConsensus<'a>) -> Solved<'p, 'a> {
        let count = posed.parties.len();
        Solved {
            posed,
            pass: enough(&posed.rule, count, self.effort),
            block: blocks(&posed.rule, count, self.effort),
        }
    }

    /// What comes about by a rule.
    fn title(&self, posed: &PosedConsensus<'_>) -> String {
        let title = posed.of.map(|rule| self.words(&rule.title).to_owned());
        title.unwrap_or_else(|| "The text passes".to_owned())
    }

    /// Who can block something alone, in a sentence.
    fn rule_verdict(&self, solved: &Solved<'_, '_>) -> String {
        let (posed, count) = (solved.posed, solved.posed.parties.len());
        let what = self.title(posed);
        let alone = posed.parties.iter();
        // Asked of the rule itself: a search that was stopped may not have come to it.
        let alone = alone.filter(|(party, _)| posed.rule.is_blocked_by(&[*party].into(), count));
        let alone: Vec<String> = alone.map(|(_, id)| self.party_name(id)).collect();
        match alone.as_slice() {
            [] => format!("{what}: nobody can block it alone"),
            all if all.len() == count && count > 2 => {
                format!("{what}: each of the {count} who decide can block it")
            }
            [one] => format!("{what}: {one} can block it alone"),
            several => format!("{what}: {} can each block it alone", joined(several)),
        }
    }

    /// Whether there is more to tell than that the principals must agree.
    pub(crate) fn says_more_than_unanimity(&self) -> bool {
        let heading = &self.view.heading().decision;
        let is_plain = matches!(heading, Decision::Unanimity(_));
        let others = self.view.consensus().next().is_some();
        others || !is_plain || heading.of().len() > 2
    }

    fn consensus(&self, section: Section, solved: &Solved<'_, '_>) -> Section {
        let (posed, what) = (solved.posed, self.title(solved.posed));
        let sources = posed.of.map(|rule| self.sources(&rule.grounds));
        let rule = self.rule_sentence(posed) + &sources.unwrap_or_default();
        let pass = format!("{what}: enough together, each set as small as it can be");
        let block = format!("{what}: can block together, each set as small as it can be");
        section
            .say(rule)
            .table(self.sets_table(&pass, posed, &solved.pass))
            .table(self.sets_table(&block, posed, &solved.block))
            .table(self.leave_table(posed, &solved.pass.answer))
            .found(self.sets_found(posed, &solved.pass, &solved.block))
    }

    /// Who decides and how, in a sentence.
    fn rule_sentence(&self, posed: &PosedConsensus<'_>) -> String {
        let ids: Vec<PartyId> = posed.parties.rows().cloned().collect();
        let all = self.party_names(&ids);
        match posed.decision {
            Decision::Unanimity(_) => format!("All of those who decide must agree: {all}."),
            Decision::OneOf { sets, .. } => {
                let sets = sets.iter().map(|set| self.party_names(set));
                let sets: Vec<String> = sets.collect();
                format!("One of these is enough: {}.", sets.join("; or "))
            }
            Decision::SufficientConsensus {
                vetoes, thresholds, ..
            } => {
                let vetoes = if vetoes.is_empty() {
                    "nobody has a veto".to_owned()
                } else {
                    format!("{} must agree", self.party_names(vetoes))
                };
                let counts = thresholds.iter().map(|threshold| {
                    let total: u64 = threshold.weights.values().sum();
                    let (name, least) = (&threshold.name, threshold.at_least);
                    format!("at least {least} of {total} counted as {name}")
                });
                let counts: Vec<String> = counts.collect();
                let counts = if counts.is_empty() {
                    String::new()
                } else {
                    format!(", and {}", joined(&counts))
                };
                format!("Of {all}: {vetoes}{counts}.")
            }
        }
    }

    fn names_of(&self, posed: &PosedConsensus<'_>, set: &BTreeSet<PartyIx>) -> String {
        let ids = set.iter().filter_map(|party| posed.parties.get(*party));
        let ids: Vec<PartyId> = ids.cloned().collect();
        if ids.is_empty() {
            "nobody".to_owned()
        } else {
            self.party_names(&ids)
        }
    }

    fn sets_table(&self, caption: &str, posed: &PosedConsensus<'_>, claim: &Claim<Sets>) -> Table {
        let mut table = Table::new(caption, &[("Parties", Align::Start)]);
        for set in claim.answer.iter().take(SETS_MAX) {
            table.row(vec![self.names_of(posed, set)]);
        }
        match claim.answer.len().saturating_sub(SETS_MAX) {
            0 => {}
            more => table.row(vec![format!("… and {more} more sets")]),
        }
        table
    }

    /// For each who decides: whether the rest can go on without it.
    fn leave_table(&self, posed: &PosedConsensus<'_>, enough: &Sets) -> Table {
        let columns = [
            ("If it leaves", Align::Start),
            ("The rest", Align::Start),
            ("What it would take along", Align::Start),
        ];
        let caption = format!("{}: who can leave", self.title(posed));
        let mut table = Table::new(caption, &columns);
        for (party, id) in posed.parties.iter() {
            let without: Vec<String> = enough
                .iter()
                .filter(|set| !set.contains(&party))
                .map(|set| self.names_of(posed, set))
                .collect();
            let count = posed.parties.len();
            let rest = if posed.rule.is_blocked_by(&[party].into(), count) {
                "cannot go on by this rule".to_owned()
            } else if without.is_empty() {
                "can go on".to_owned()
            } else {
                format!("can go on: {}", few(&without))
            };
            table.row(vec![self.party_name(id), rest, self.taken_along(id)]);
        }
        table
    }

    /// What depends on a party: what it owes, guarantees and pays.
    fn taken_along(&self, party: &PartyId) -> String {
        let owed = self.view.commitments().map(|seen| seen.item);
        let owed = owed.filter(|item| item.owner.as_ref() == Some(party));
        let owed: Vec<String> = owed
            .map(|item| self.words(&item.title).to_owned())
            .collect();
        let given = self.view.guarantees().map(|seen| seen.item);
        let given = given.filter(|item| item.guarantors.contains(party));
        let given: Vec<String> = given
            .map(|item| self.words(&item.title).to_owned())
            .collect();
        let paid = self.view.funding().map(|seen| seen.item);
        let paid = paid.filter(|item| item.by.as_ref() == Some(party));
        let paid: Vec<String> = paid.map(|item| self.words(&item.text).to_owned()).collect();
        let kinds = [("owes", owed), ("guarantees", given), ("pays", paid)];
        let parts = kinds.into_iter().filter(|(_, items)| !items.is_empty());
        let parts = parts.map(|(verb, items)| format!("What it {verb}: {}.", few(&items)));
        parts.collect::<Vec<_>>().join(" ")
    }

    fn sets_found(
        &self,
        posed: &PosedConsensus<'_>,
        pass: &Claim<Sets>,
        block: &Claim<Sets>,
    ) -> Found {
        let count = posed.parties.len();
        let small = pass
            .answer
            .iter()
            .all(|set| posed.rule.is_smallest_enough(set, count))
            && block
                .answer
                .iter()
                .all(|set| posed.rule.is_smallest_block(set, count));
        let complete = [&pass.reach, &block.reach].map(|reach| *reach == Reach::Complete);
        let tried = posed.rule.enough(count);
        let sets: Vec<BTreeSet<PartyIx>> = pass.answer.iter().cloned().collect();
        let agrees = match (complete, &tried) {
            ([true, true], Some(all)) => *all == pass.answer && hitting(&sets) == block.answer,
            _ => true,
        };
        let checked = match (small && agrees, complete, tried.is_some()) {
            (false, ..) => "the sets failed their check: treat this section as wrong",
            (true, [true, true], true) => {
                "all sets of parties were tried, and who can block meets every set that is enough"
            }
            (true, ..) => "each set was checked to be as small as it can be",
        };
        Found {
            what: self.title(posed),
            method: pass.method.into(),
            nodes: pass.nodes.saturating_add(block.nodes),
            reach: reach::words(if complete == [true, true] {
                &Reach::Complete
            } else {
                &Reach::Stopped(Bound::Unknown)
            }),
            checked: checked.into(),
        }
    }

    /// What those who stay can still do when one who decides leaves.
    fn leaving(&self, posed: &PosedConsensus<'_>) -> Option<Section> {
        if posed.parties.len() < 2 {
            return None;
        }
        let columns = [
            ("If it leaves", Align::Start),
            ("The rest", Align::Start),
            ("All the rest can live with", Align::Start),
            ("Each option rejected by one of the rest", Align::Start),
        ];
        let table = Table::new("What the rest can still do", &columns);
        let ids: Vec<&PartyId> = posed.parties.rows().collect();
        let rests = ids.iter().map(|id| {
            let rest = ids.iter().filter(|party| *party != id);
            rest.map(|party| PartyId::clone(party)).collect()
        });
        let rests: Vec<Vec<PartyId>> = rests.collect();
        let counts: Vec<_> = rests.iter().map(|rest| self.packages_among(rest)).collect();
        let is_counted = counts.iter().any(Option::is_some);
        let mut table = if is_counted {
            table.column("Packages acceptable to the rest", Align::End)
        } else {
            table
        };
        for ((id, rest), count) in ids.iter().zip(&rests).zip(&counts) {
            let (livable, shut) = self.rest_words(rest);
            let mut row = vec![self.party_name(id), self.party_names(rest), livable, shut];
            if is_counted {
                let words = count.as_ref().map(|(words, _)| words.clone());
                row.push(words.unwrap_or_else(|| "no figures".to_owned()));
            }
            table.row(row);
        }
        let section = Section::new("leaving", "What the rest can still do if one leaves");
        let section = section.say(REST).table(table);
        if !is_counted {
            return Some(section);
        }
        let nodes = counts.iter().flatten().map(|(_, nodes)| *nodes);
        Some(section.found(Found {
            what: "Packages acceptable to the rest".into(),
            method: "the count of packages, for those who stay alone".into(),
            nodes: nodes.fold(0, u64::saturating_add),
            reach: "exact where one figure stands, else between two".into(),
            checked: "not independently checked".into(),
        }))
    }

    /// The questions that all the rest can live with, and those on which each option is rejected by
    /// one of them.
    fn rest_words(&self, rest: &[PartyId]) -> (String, String) {
        let (mut livable, mut shut) = (Vec::new(), Vec::new());
        for place in self.places() {
            let stands = |party: &PartyId| {
                let mut standings = self.view.standings(place.bracket);
                let own = standings.find(|seen| seen.item.party.as_ref() == Some(party));
                own.map_or(Status::Silent, |seen| seen.item.status)
            };
            if rest.iter().all(|party| stands(party) >= Status::Acceptable) {
                livable.push(self.place_name(&place));
            }
            let rejected = |choice: &case::Choice| {
                let mut marks = self.view.marks(choice).map(|seen| seen.item);
                marks.any(|mark| {
                    let by = mark.party.as_ref();
                    mark.stand == Stand::Rejected && by.is_some_and(|by| rest.contains(by))
                })
            };
            let mut choices = self.view.choices(place.bracket).peekable();
            if choices.peek().is_some() && choices.all(|seen| rejected(seen.item)) {
                shut.push(self.place_name(&place));
            }
        }
        (few(&livable), few(&shut))
    }

    /// How many packages are acceptable to these parties, where this seat may be told.
    fn packages_among(&self, parties: &[PartyId]) -> Option<(String, u64)> {
        let posed = self.view.pose_among(parties.to_vec()).ok()?;
        if posed.class != ReleaseClass::Public && *self.view.seat() != Seat::Mediator {
            return None;
        }
        let claim = count(&posed.problem, Acceptors::All, self.effort);
        let words = match &claim.reach {
            Reach::Stopped(Bound::Between(low, high)) => {
                let [low, high] = [low, high].map(|bound| grouped(&bound.to_string()));
                format!("between {low} and {high}")
            }
            Reach::Complete
            | Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => {
                grouped(&claim.answer.to_string())
            }
        };
        let all = grouped(&posed.problem.package_count().to_string());
        Some((format!("{words} of {all}"), claim.nodes))
    }
}

/// The first few of several, and how many more there are.
fn few(items: &[String]) -> String {
    let shown = items.iter().take(NAMED_MAX).cloned();
    let shown: Vec<String> = shown.collect();
    match items.len().saturating_sub(NAMED_MAX) {
        0 if items.is_empty() => "none".to_owned(),
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}

const REST: &str = "Whether the rest would be bound by what they agree without the one who leaves \
                    is for them to say: the rule above tells whether the text would pass. Statuses \
                    and rejections are as told on this page.";
