//! Fair packages side by side: which package each named rule picks, and what it means to each.

use super::Posing;
use super::frontier::{Named, Scores};
use crate::briefing::{Align, Found, Section, Table};
use crate::desk::joined;
use crate::names::percent;
use crate::picture::DotKind;
use crate::reach;
use crate::text::grouped;
use analysis::fair::fair_packages;
use num_rational::BigRational;
use problem::fair::Fair;
use problem::frame::{FairRule, Frame, IdealOver};
use problem::frontier::Outcome;
use problem::{BracketIx, Claim, Package, PartyIx, Reach, Scope, Score};

impl Posing<'_, '_, '_> {
    /// The fair packages among the acceptable ones, rule by rule.
    pub(crate) fn fair_claims(&self) -> Vec<Claim<Fair>> {
        let draft = self.draft();
        let over_draft = draft.map(|draft| self.posed.problem.scores(&draft));
        let mut rules = vec![
            FairRule::Nash,
            FairRule::KalaiSmorodinsky(IdealOver::Scope),
            FairRule::Egalitarian,
            FairRule::UtilitarianNormalised,
        ];
        rules.extend(over_draft.map(FairRule::MaxMinOverDraft));
        rules.retain(|rule| self.posed.has_one_unit() || !in_stated_units(rule));
        fair_packages(
            &self.posed.problem,
            Scope::Acceptable,
            &rules,
            self.desk.effort,
        )
        .answer
    }

    /// Why rules that count in stated units are not among the fair ones, where they are not.
    pub(crate) fn rules_left_out(&self) -> Option<&'static str> {
        let why = "Equal gains and the most over the draft are left out: no one unit holds the \
            figures of all parties to the last digit, so gains in stated units cannot be compared.";
        (!self.posed.has_one_unit()).then_some(why)
    }

    /// The fair packages by name, and the draft in hand, for pictures.
    pub(crate) fn named(&self, claims: &[Claim<Fair>]) -> Vec<Named> {
        let mut named = Vec::new();
        for claim in claims {
            for outcome in &claim.answer.outcomes {
                let name = short(&claim.answer.rule).to_owned();
                named.push((DotKind::Fair, name, outcome.scores.clone()));
            }
        }
        if let Some(draft) = self.draft() {
            let scores = self.posed.problem.scores(&draft);
            named.push((DotKind::Draft, "draft in hand".to_owned(), scores));
        }
        named
    }

    /// The draft in hand and the fair packages, by name.
    pub(crate) fn named_packages(&self, claims: &[Claim<Fair>]) -> Vec<(String, Package)> {
        let draft = self
            .draft()
            .map(|draft| ("draft in hand".to_owned(), draft));
        let fair = grouped_by_package(claims);
        draft
            .into_iter()
            .chain(fair.into_iter().map(|(package, rules)| (rules, package)))
            .collect()
    }

    /// The fair packages side by side.
    pub(super) fn fair(&self, claims: &[Claim<Fair>]) -> Section {
        let heading = match claims.len() {
            0 => "No package is acceptable, so none is fair".to_owned(),
            _ => self.fair_heading(claims),
        };
        let mut section = Section::new("fair", heading);
        if claims.is_empty() {
            return section;
        }
        let left_out = self.rules_left_out();
        let equal_gains = match left_out {
            None => "the equal gains rule counts in stated units, and ",
            Some(_) => "",
        };
        section = section.table(self.fair_table(claims)).remark(format!(
            "In brackets: the share of the way from no deal to the party's own best acceptable \
             package. Nash and Kalai-Smorodinsky do not depend on the parties' scales; \
             {equal_gains}the greatest sum takes no deal as 0 and each party's best acceptable \
             package as 1."
        ));
        if let Some(why) = left_out {
            section = section.remark(why);
        }
        section = section.list(claims.iter().map(rule_in_words).collect());
        let packages = self.named_packages(claims);
        section = section
            .table(self.side_by_side(&packages))
            .table(self.in_common(&packages));
        section.found(self.fair_found(claims))
    }

    fn fair_heading(&self, claims: &[Claim<Fair>]) -> String {
        let mut vectors: Vec<&Scores> = claims
            .iter()
            .flat_map(|claim| claim.answer.outcomes.iter().map(|outcome| &outcome.scores))
            .collect();
        vectors.sort();
        vectors.dedup();
        match vectors.len() {
            1 => format!("{} rules of fairness pick the same outcome", claims.len()),
            count => format!("{} rules of fairness pick {count} outcomes", claims.len()),
        }
    }

    /// Parties down and rules across, so that many parties fit a page.
    fn fair_table(&self, claims: &[Claim<Fair>]) -> Table {
        let mut table = Table::new("Fair outcomes", &[("Party", Align::Start)]);
        let picked: Vec<(&Claim<Fair>, &Outcome)> = claims
            .iter()
            .flat_map(|claim| {
                claim
                    .answer
                    .outcomes
                    .iter()
                    .map(move |outcome| (claim, outcome))
            })
            .collect();
        for claim in claims {
            let ties = claim.answer.outcomes.len();
            for place in 1..=ties {
                let rule = short(&claim.answer.rule);
                let head = if ties > 1 {
                    format!("{rule}, tie {place}")
                } else {
                    rule.to_owned()
                };
                table = table.column(head, Align::End);
            }
        }
        for (party, name) in self.names.parties() {
            let cells = picked.iter().map(|(claim, outcome)| {
                let score = outcome.scores.get(party).copied().unwrap_or(Score::ZERO);
                self.with_share(&claim.answer.frame, party, score)
            });
            table.row(std::iter::once(name.to_owned()).chain(cells).collect());
        }
        let counts = picked
            .iter()
            .map(|(_, outcome)| grouped(&outcome.packages.to_string()));
        table.row(
            std::iter::once("packages".to_owned())
                .chain(counts)
                .collect(),
        );
        table
    }

    fn with_share(&self, frame: &Frame, party: PartyIx, score: Score) -> String {
        let words = self.names.score(&self.posed, party, score);
        match share(frame, party, score) {
            Some(share) => format!("{words}\u{a0}({})", percent(&share)),
            None => words,
        }
    }

    fn fair_found(&self, claims: &[Claim<Fair>]) -> Found {
        let stopped = claims.iter().find(|claim| claim.reach != Reach::Complete);
        let reach = stopped
            .or(claims.first())
            .map(|claim| reach::words(&claim.reach));
        Found {
            what: "Fair packages".into(),
            method: claims
                .first()
                .map(|claim| claim.method)
                .unwrap_or_default()
                .into(),
            nodes: claims.iter().map(|claim| claim.nodes).sum(),
            reach: reach.unwrap_or_default(),
            checked: if claims.iter().all(|claim| self.fair_holds(claim)) {
                "packages and ties were checked; that none is better was not independently \
                 checked"
                    .into()
            } else {
                "a fair package failed its check: treat this section as wrong".into()
            },
        }
    }

    /// The brackets that leave something to choose, by whether the packages differ on them.
    fn sorted(&self, packages: &[(String, Package)]) -> (Vec<BracketIx>, Vec<BracketIx>) {
        let open = self
            .posed
            .problem
            .sizes()
            .ids()
            .filter(|b| self.names.is_open(*b));
        open.partition(|bracket| {
            let mut all = packages.iter().map(|(_, package)| package.choice(*bracket));
            let first = all.next();
            packages.len() == 1 || all.any(|choice| Some(choice) != first)
        })
    }

    /// Where named packages differ, bracket by bracket.
    pub(super) fn side_by_side(&self, packages: &[(String, Package)]) -> Table {
        let (differ, _) = self.sorted(packages);
        let caption = if packages.len() == 1 {
            "What it says"
        } else {
            "Where they differ"
        };
        let mut table = Table::new(caption, &[("Bracket", Align::Start)]);
        for (name, _) in packages {
            table = table.column(crate::desk::capital(name), Align::Start);
        }
        for bracket in differ {
            let cells = packages.iter().map(|(_, package)| {
                let choice = package.choice(bracket);
                choice
                    .map_or("", |choice| self.names.choice(bracket, choice))
                    .to_owned()
            });
            table.row(
                std::iter::once(self.names.bracket(bracket).to_owned())
                    .chain(cells)
                    .collect(),
            );
        }
        table
    }

    /// What named packages say alike.
    fn in_common(&self, packages: &[(String, Package)]) -> Table {
        let (_, alike) = self.sorted(packages);
        let columns = [("Bracket", Align::Start), ("All of them", Align::Start)];
        let mut table = Table::new("What they say alike", &columns);
        for bracket in alike {
            let choice = packages
                .first()
                .and_then(|(_, package)| package.choice(bracket));
            let words = choice.map_or("", |choice| self.names.choice(bracket, choice));
            table.row(vec![
                self.names.bracket(bracket).to_owned(),
                words.to_owned(),
            ]);
        }
        table
    }

    fn fair_holds(&self, claim: &Claim<Fair>) -> bool {
        let challengers: Vec<Package> = self.draft().into_iter().collect();
        self.posed
            .problem
            .fair_holds(claim, Scope::Acceptable, &challengers)
    }
}

/// The witnesses of the fair outcomes, each with the rules that pick it.
fn grouped_by_package(claims: &[Claim<Fair>]) -> Vec<(Package, String)> {
    let mut groups: Vec<(Package, Vec<String>)> = Vec::new();
    for claim in claims {
        for outcome in &claim.answer.outcomes {
            let rule = short(&claim.answer.rule).to_owned();
            match groups
                .iter_mut()
                .find(|(package, _)| *package == outcome.witness)
            {
                Some((_, rules)) => rules.push(rule),
                None => groups.push((outcome.witness.clone(), vec![rule])),
            }
        }
    }
    groups
        .into_iter()
        .map(|(package, rules)| (package, joined(&rules)))
        .collect()
}

/// What a rule says, and what became of it.
fn rule_in_words(claim: &Claim<Fair>) -> String {
    let fair = &claim.answer;
    let mut words = format!("{}: {}", short(&fair.rule), long(&fair.rule));
    if fair.is_degenerate() {
        words.push_str(
            " Some party can gain nothing over no deal, so the product decides nothing: what \
             follows ranks by the least gain, then the next.",
        );
    }
    words
}

/// How far a score lies on the way from no deal to the party's best, if there is a way.
fn share(frame: &Frame, party: PartyIx, score: Score) -> Option<BigRational> {
    let low = frame.disagreement.get(party)?.get();
    let high = frame.best.get(party)?.get();
    let way = i128::from(high) - i128::from(low);
    let gone = i128::from(score.get()) - i128::from(low);
    (way > 0).then(|| BigRational::new(gone.into(), way.into()))
}

/// Whether a rule compares one party's gains with another's in stated units.
const fn in_stated_units(rule: &FairRule) -> bool {
    match rule {
        FairRule::Nash | FairRule::KalaiSmorodinsky(_) | FairRule::UtilitarianNormalised => false,
        FairRule::Egalitarian | FairRule::UtilitarianStated | FairRule::MaxMinOverDraft(_) => true,
    }
}

/// A rule's short name.
pub(crate) const fn short(rule: &FairRule) -> &'static str {
    match rule {
        FairRule::Nash => "Nash",
        FairRule::KalaiSmorodinsky(_) => "Kalai-Smorodinsky",
        FairRule::Egalitarian => "equal gains",
        FairRule::UtilitarianStated => "greatest sum, stated units",
        FairRule::UtilitarianNormalised => "greatest sum",
        FairRule::MaxMinOverDraft(_) => "most over draft",
    }
}

/// What a rule says, with its source.
const fn long(rule: &FairRule) -> &'static str {
    match rule {
        FairRule::Nash => "the greatest product of gains over no deal (Nash 1950).",
        FairRule::KalaiSmorodinsky(_) => {
            "the least share of each party's possible gain is as great as it can be (Kalai and \
             Smorodinsky 1975; for three and more, the next least after it, Imai 1983)."
        }
        FairRule::Egalitarian => {
            "the least gain in stated units is as great as it can be, then the next least (Kalai \
             1977)."
        }
        FairRule::UtilitarianStated => "the greatest sum of scores in stated units.",
        FairRule::UtilitarianNormalised => {
            "the greatest sum of gains, with no deal as 0 and each party's best acceptable package \
             as 1 (Dhillon and Mertens 1999)."
        }
        FairRule::MaxMinOverDraft(_) => {
            "the least gain over the draft in hand, in stated units, is as great as it can be \
             (after Thiessen, Loucks and Stedinger 1998)."
        }
    }
}
