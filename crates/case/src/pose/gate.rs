//! Posing go or no-go: what each party's coming to a session needs, as one seat may know it.

use crate::{
    FormatConsent, FormatId, GivenBy, Indication, Indicator, Role, Strength, TalkFormat, View,
    Willing, day_number,
};
use disclosure::PartyId;
use jiff::civil::Date;
use problem::gate::{Consent, Gate, Judged, Need};

/// What one need of a gate is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateNeed<'a> {
    /// Whose.
    pub party: PartyId,
    /// The party's latest answer, where it is about that and there is one.
    pub consent: Option<&'a FormatConsent>,
    /// What must show, where it is about that, with the judgements in the order of the gate's.
    pub shows: Option<(Indicator, Vec<&'a Indication>)>,
}

/// A gate with the names of its needs.
#[derive(Debug, Clone)]
pub struct PosedGate<'a> {
    /// The format.
    pub format: &'a TalkFormat,
    /// The gate.
    pub gate: Gate,
    /// What each need is about.
    pub needs: Vec<GateNeed<'a>>,
    /// Who judges, by the numbers of the gate.
    pub judges: Vec<GivenBy>,
}

/// The level that stands for a strength.
const fn level(strength: Strength) -> u8 {
    match strength {
        Strength::Absent => 0,
        Strength::Weak => 1,
        Strength::Partial => 2,
        Strength::Clear => 3,
    }
}

impl<'a> View<'a> {
    /// The last day of which this seat's signals and entries of readiness speak.
    #[must_use]
    pub fn readiness_day(&self) -> Option<Date> {
        let said = self.signals().map(|seen| seen.item.date);
        let judged = self.indications().map(|seen| seen.item.date);
        let answered = self.format_consents().map(|seen| seen.item.date);
        said.chain(judged).chain(answered).max()
    }

    /// What stands between the parties and a session in a format, on a day; nothing where this
    /// seat knows of no such format.
    #[must_use]
    pub fn pose_gate(&self, format: &FormatId, day: Date) -> Option<PosedGate<'a>> {
        let format = self.formats().find(|seen| seen.item.id == *format)?.item;
        let mut posed = PosedGate {
            format,
            gate: Gate {
                day: i64::from(day_number(day)),
                old_after: self.caution().old_after(),
                needs: Vec::new(),
            },
            needs: Vec::new(),
            judges: Vec::new(),
        };
        for party in self.needed(format) {
            self.put_consent(&mut posed, &party, day);
            for indicator in [Indicator::Mandate, Indicator::Spokesperson] {
                self.put_shows(&mut posed, &party, indicator);
            }
        }
        Some(posed)
    }

    /// Who must consent to a format.
    fn needed(&self, format: &TalkFormat) -> Vec<PartyId> {
        if !format.needs.is_empty() {
            return format.needs.clone();
        }
        let parties = self.parties().map(|seen| seen.item);
        let principals = parties.filter(|party| party.role == Role::Principal);
        principals.map(|party| party.id.clone()).collect()
    }

    fn put_consent(&self, posed: &mut PosedGate<'a>, party: &PartyId, day: Date) {
        let answers = self.format_consents().map(|seen| seen.item);
        let own = answers.filter(|answer| {
            answer.format == posed.format.id
                && answer.party.as_ref() == Some(party)
                && answer.date <= day
        });
        // Of several of one day the last in the file stands.
        let latest = own.max_by_key(|answer| answer.date);
        let consent = latest.map(|answer| match answer.willing {
            Willing::Yes => Consent::Yes,
            Willing::No => Consent::No,
            Willing::Conditional => {
                let met = answer.conditions.iter();
                let met = met.map(|each| each.met.is_some_and(|met| met <= day));
                Consent::If(met.collect())
            }
        });
        posed.gate.needs.push(Need::Consent(consent));
        posed.needs.push(GateNeed {
            party: party.clone(),
            consent: latest,
            shows: None,
        });
    }

    fn put_shows(&self, posed: &mut PosedGate<'a>, party: &PartyId, indicator: Indicator) {
        let all = self.indications().map(|seen| seen.item);
        let own =
            all.filter(|each| each.party.as_ref() == Some(party) && each.indicator == indicator);
        let (mut judged, mut entries) = (Vec::new(), Vec::new());
        for each in own {
            let Some(strength) = each.strength else {
                continue;
            };
            judged.push(Judged {
                judge: posed.judge(&each.given_by),
                day: i64::from(day_number(each.date)),
                level: level(strength),
                sources: each.grounds.sources.len(),
            });
            entries.push(each);
        }
        posed.gate.needs.push(Need::Shows {
            bar: level(posed.format.bar()),
            judged,
        });
        posed.needs.push(GateNeed {
            party: party.clone(),
            consent: None,
            shows: Some((indicator, entries)),
        });
    }
}

impl PosedGate<'_> {
    /// The number of a judge.
    fn judge(&mut self, by: &GivenBy) -> usize {
        if let Some(at) = self.judges.iter().position(|known| known == by) {
            return at;
        }
        self.judges.push(by.clone());
        self.judges.len().saturating_sub(1)
    }
}
