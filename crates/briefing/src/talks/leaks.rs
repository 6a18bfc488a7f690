//! What one party could work out about another's limit from all that a procedure shows it.

use super::{Rehearsed, said};
use crate::briefing::{Align, Found, Section, Table};
use analysis::talks::{Procedure, Twins, twins};
use disclosure::leakage::{Channel, Gain, Leakage, Prior};
use problem::PartyIx;

/// For how many pairs of parties at most it is worked out.
const PAIRS: usize = 6;

/// What is looked at.
const LOOKED_AT: &str = "One run each, with one party's value of no deal set to each of eight \
                         steps of its scale and everything else as it is; for each party and the \
                         next in the case's order, six pairs at most, and no other. Looked at is \
                         all that reaches the other party's room: its own questions, the text for \
                         signature, and whether it was agreed. Bits of min-entropy leakage, each \
                         step as likely before. No reply of one room is shown in another; texts \
                         that follow from replies can still tell something. Where offers \
                         alternate, everything is said in the open. The team itself learns from \
                         the replies no more than the bits of the tables above.";

/// What is told of a limit to somebody.
struct Told {
    bits: u32,
    of: PartyIx,
    to: PartyIx,
}

impl Rehearsed<'_, '_, '_, '_> {
    /// For each procedure, to whom it tells most of whose limit.
    pub(super) fn leaks(&self) -> Option<Section> {
        let company = *self.plan.companies.first()?;
        let parties: Vec<PartyIx> = self.posed.parties.ids().collect();
        let next = parties.iter().cycle().skip(1);
        let pairs: Vec<(PartyIx, PartyIx)> = parties
            .iter()
            .copied()
            .zip(next.copied())
            .filter(|(of, to)| of != to)
            .take(PAIRS)
            .collect();
        let columns = [
            ("Procedure", Align::Start),
            ("Bits, at most 3", Align::End),
            ("Of", Align::Start),
            ("To", Align::Start),
        ];
        let mut table = Table::new(
            format!(
                "What one party can work out of another's limit: {}",
                said(company)
            ),
            &columns,
        );
        let procedures = self.plan.procedures.iter();
        for procedure in procedures.filter(|procedure| procedure.has_text()) {
            if self.desk.effort.watch.is_stopped() {
                break;
            }
            if let Some(row) = self.row(*procedure, &pairs) {
                table.row(row);
            }
        }
        if table.rows.is_empty() {
            return None;
        }
        let section = Section::new("talks-told", "What the procedures tell across the corridor");
        let section = section.table(table).remark(LOOKED_AT);
        Some(section.found(Found {
            what: "What is told".into(),
            method: "twin talks, exact leakage of what is shown".into(),
            nodes: 0,
            reach: "for one run, these limits and this prior".into(),
            checked: "against the definition of leakage in tests".into(),
        }))
    }

    /// The pair of which a procedure tells most.
    fn row(&self, procedure: Procedure, pairs: &[(PartyIx, PartyIx)]) -> Option<Vec<String>> {
        let told = pairs.iter().filter_map(|pair| self.told(procedure, *pair));
        let most = told.reduce(|most, next| if next.bits > most.bits { next } else { most })?;
        let name = |party: PartyIx| {
            let id = self.posed.parties.get(party);
            id.map_or_else(String::new, |id| self.desk.party_name(id))
        };
        let [of, to] = match most.bits {
            0 => [String::new(), String::new()],
            _ => [name(most.of), name(most.to)],
        };
        let bits = format!("{}.{:02}", most.bits / 100, most.bits % 100);
        Some(vec![procedure.title().to_owned(), bits, of, to])
    }

    fn told(&self, procedure: Procedure, (of, to): (PartyIx, PartyIx)) -> Option<Told> {
        let company = *self.plan.companies.first()?;
        let when = (self.plan.rounds, self.plan.seed);
        let twins: Twins = twins(&self.posed.problem, (procedure, company), (of, to), when)?;
        let channel = Channel::of_shown(&twins.shown);
        let prior = Prior::uniform(twins.shown.len()).ok()?;
        let leakage = Leakage::of(&prior, &channel, Gain::Exact).ok()?;
        Some(Told {
            bits: leakage.bits().hundredths(),
            of,
            to,
        })
    }
}
