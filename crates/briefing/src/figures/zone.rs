//! The zone: whether any package suits everybody, and how many do.

use super::Posing;
use crate::briefing::Align;
use crate::briefing::{Found, Section, Table, Verdict};
use crate::reach;
use crate::text::grouped;
use analysis::count::count;
use analysis::feasibility::passing_package;
use problem::{Acceptors, Bound, DecisionRule, Package, Reach};

impl Posing<'_, '_, '_> {
    /// Whether a package passes, with a witness.
    pub(super) fn zone(&self) -> (Section, Verdict) {
        let problem = &self.posed.problem;
        let claim = passing_package(problem, self.desk.effort);
        let all = grouped(&problem.package_count().to_string());
        let whom = match problem.decision() {
            DecisionRule::Unanimity => "acceptable to all",
            DecisionRule::SufficientConsensus { .. } => "passed by the decision rule",
        };
        let found = Found {
            what: "Zone".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: match &claim.answer {
                Some(package) if problem.passes(package) => "the package was checked".into(),
                Some(_) => "the package failed its check: treat this section as wrong".into(),
                None => "not independently checked".into(),
            },
        };
        match &claim.answer {
            Some(package) => {
                let (many, how) = self.how_many();
                let section = Section::new("zone", format!("{many} of {all} packages are {whom}"));
                let section = section.say("One of them, not ranked above the others:");
                let section = section.table(self.package_table(package));
                (section.found(found).found(how), Verdict::Answered)
            }
            None => {
                let heading = format!("No package in this case's figures is {whom}");
                let section = Section::new("zone", heading).say(format!(
                    "All {all} packages were covered. New options, other figures or a moved line \
                     can change this: the clashes below say where."
                ));
                (section.found(found), Verdict::NothingAcceptable)
            }
        }
    }

    /// How many packages pass, exactly or between bounds.
    fn how_many(&self) -> (String, Found) {
        let claim = count(&self.posed.problem, Acceptors::Enough, self.desk.effort);
        let many = match &claim.reach {
            Reach::Stopped(Bound::Between(low, high)) => {
                let [low, high] = [low, high].map(|bound| grouped(&bound.to_string()));
                format!("Between {low} and {high}")
            }
            Reach::Complete
            | Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => {
                grouped(&claim.answer.to_string())
            }
        };
        let found = Found {
            what: "Count".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: "not independently checked".into(),
        };
        (many, found)
    }

    /// A package, bracket by bracket, and what it is worth to each party.
    pub(super) fn package_table(&self, package: &Package) -> Table {
        let columns = [("Bracket", Align::Start), ("Option", Align::Start)];
        let mut table = Table::new("The package", &columns);
        for (bracket, choice) in package.iter().filter(|(b, _)| self.names.is_open(*b)) {
            let (name, option) = (
                self.names.bracket(bracket),
                self.names.choice(bracket, choice),
            );
            table.row(vec![name.to_owned(), option.to_owned()]);
        }
        table
    }
}
