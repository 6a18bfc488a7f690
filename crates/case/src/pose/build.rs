//! The steps of posing: brackets, figures, red lines, rules, decision.

use super::{Assumption, Limit, PoseError, Posed, PosedFaction, Trial};
use crate::{
    Bracket, BracketId, ChoiceId, Condition, Decision, Exact, Figures, Firmness, GivenBy,
    LinkageId, Preferences, Role, Stand, View,
};
use disclosure::{PartyId, ReleaseClass, Seen};
use problem::scale::{Precision, Unit};
use problem::{
    Bonus, DecisionRule, Index, PartyIx, Problem, ProblemError, RedLineIx, Rule, RuleIx, Score,
    Stance, Table,
};

/// A problem in the making.
pub(super) struct Builder<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) parties: Vec<PartyId>,
    pub(super) brackets: Vec<(&'a Bracket, Vec<ChoiceId>)>,
    stances: Vec<(Stance, Unit, Vec<Limit>)>,
    factions: Vec<PosedFaction>,
    pub(super) rules: Vec<(LinkageId, Rule)>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) class: ReleaseClass,
}

impl View<'_> {
    /// The parties that decide: those the case names, else the principals.
    #[must_use]
    pub fn deciders(&self) -> Vec<PartyId> {
        self.deciding(&self.heading().decision)
    }

    /// The parties that decide under a rule: those it names, else the principals.
    #[must_use]
    pub fn deciding(&self, rule: &Decision) -> Vec<PartyId> {
        let named = rule.of();
        if named.is_empty() {
            let principals = self
                .parties()
                .filter(|seen| seen.item.role == Role::Principal);
            return principals.map(|seen| seen.item.id.clone()).collect();
        }
        named.to_vec()
    }
}

impl<'v, 'a> Builder<'v, 'a> {
    /// The brackets this seat sees, for these parties.
    pub(super) fn new(view: &'v View<'a>, parties: Vec<PartyId>) -> Result<Self, PoseError> {
        if parties.is_empty() {
            return Err(PoseError::NoParties);
        }
        let mut class = ReleaseClass::Public;
        let mut brackets = Vec::new();
        for point in view.points() {
            for bracket in view.brackets(point.item) {
                let choices: Vec<_> = view.choices(bracket.item).collect();
                let classes = choices.iter().map(|choice| choice.class);
                class = classes
                    .chain([class, point.class, bracket.class])
                    .min()
                    .unwrap_or(class);
                let ids: Vec<_> = choices
                    .iter()
                    .map(|choice| choice.item.id.clone())
                    .collect();
                if !ids.is_empty() {
                    brackets.push((bracket.item, ids));
                }
            }
        }
        if brackets.is_empty() {
            return Err(PoseError::NoBrackets);
        }
        let (stances, factions, rules, assumptions) = Default::default();
        Ok(Self {
            view,
            parties,
            brackets,
            stances,
            factions,
            rules,
            assumptions,
            class,
        })
    }

    /// Every party's stance from its figures, as far as a trial leaves them.
    pub(super) fn figures(mut self, trial: &Trial) -> Result<Self, PoseError> {
        let all: Vec<Seen<'a, Preferences>> = self.view.preferences().collect();
        let mut own = Vec::new();
        for party in self.parties.clone() {
            let found = all.iter().find(|seen| {
                seen.item.party.as_ref() == Some(&party)
                    && seen.item.faction.is_none()
                    && seen.item.figures.is_some()
                    && self.view.may_join(seen.class, &party)
            });
            let seen = found.ok_or_else(|| PoseError::NoFigures(party.clone()))?;
            self.class = self.class.min(seen.class);
            own.push(seen.item);
        }
        self.leave_out_unvalued(&own);
        let tried = own.iter().filter_map(|preferences| {
            let (party, figures) = (preferences.party.as_ref()?, preferences.figures.as_ref()?);
            Some(trial.figures(party, figures))
        });
        let tried: Vec<Figures> = tried.collect();
        let shared = self.shared_unit(&tried);
        for (preferences, figures) in own.into_iter().zip(&tried) {
            self.take_stance(preferences, trial, (figures, shared.as_ref()));
        }
        self.take_factions(&all);
        Ok(self)
    }

    /// Options that some party with figures on the bracket has not valued are left out.
    fn leave_out_unvalued(&mut self, own: &[&'a Preferences]) {
        for preferences in own {
            let (Some(figures), Some(party)) = (&preferences.figures, &preferences.party) else {
                continue;
            };
            for (bracket, choices) in &mut self.brackets {
                let Some(values) = figures.values.get(&bracket.id) else {
                    continue;
                };
                choices.retain(|choice| {
                    let valued = values.contains_key(choice);
                    if !valued {
                        let (bracket, choice) = (bracket.id.clone(), choice.clone());
                        let left_out = Assumption::Unvalued(party.clone(), bracket, choice);
                        self.assumptions.push(left_out);
                    }
                    valued
                });
            }
        }
        self.brackets.retain(|(_, choices)| !choices.is_empty());
    }

    /// The unit in which everybody's figures are whole, so that a gain of one stated unit is as
    /// many steps for one party as for another. Figures that have none are held apart.
    fn shared_unit(&self, all: &[Figures]) -> Option<Unit> {
        let stated: Vec<Exact> = all.iter().flat_map(|one| self.stated(one)).collect();
        let unit = Unit::of(&stated);
        (unit.precision() == Precision::Exact).then_some(unit)
    }

    /// Every figure that a party states, each weighed.
    fn stated(&self, figures: &Figures) -> Vec<Exact> {
        let products = self.products(figures).into_iter().flatten();
        let bonuses = figures.bonuses.iter().map(|(_, worth)| worth.clone());
        products
            .chain(bonuses)
            .chain(figures.reservation.clone())
            .collect()
    }

    fn take_stance(
        &mut self,
        preferences: &'a Preferences,
        trial: &Trial,
        (tried, shared): (&Figures, Option<&Unit>),
    ) {
        let (Some(figures), Some(party)) = (&preferences.figures, &preferences.party) else {
            return;
        };
        let party = party.clone();
        if preferences.given_by != GivenBy::Party {
            let given_by = preferences.given_by.clone();
            self.assumptions
                .push(Assumption::FiguresBy(party.clone(), given_by));
        }
        for (bracket, _) in &self.brackets {
            if !figures.values.contains_key(&bracket.id) {
                let bracket = bracket.id.clone();
                self.assumptions
                    .push(Assumption::Indifferent(party.clone(), bracket));
            }
        }
        if figures.reservation.is_none() {
            self.assumptions
                .push(Assumption::NoReservation(party.clone()));
        }
        let (mut stance, unit) = self.stance(tried, shared);
        if unit.precision() == Precision::FixedPoint {
            self.assumptions.push(Assumption::Rounded(party.clone()));
        }
        let mut limits = self.red_lines(&party);
        limits.retain(|(limit, _)| match limit {
            Limit::RedLine(line) => !trial.lifted.contains(line),
            Limit::Rejection(..) | Limit::Never(..) | Limit::MustHave(..) => true,
        });
        stance.red_lines = limits.iter().map(|(_, rule)| rule.clone()).collect();
        let limits = limits.into_iter().map(|(limit, _)| limit).collect();
        self.stances.push((stance, unit, limits));
    }

    /// What each option of each bracket is worth.
    fn products(&self, figures: &Figures) -> Vec<Vec<Exact>> {
        let value = |bracket: &BracketId, choice: &ChoiceId| -> Exact {
            let value = figures
                .values
                .get(bracket)
                .and_then(|values| values.get(choice));
            let weight = figures.weights.get(bracket);
            match (weight, value) {
                (Some(weight), Some(value)) => weight * value,
                (None, Some(value)) => value.clone(),
                (_, None) => Exact::from_integer(0.into()),
            }
        };
        let brackets = self.brackets.iter();
        let each = brackets.map(|(bracket, choices)| {
            let values = choices.iter().map(|choice| value(&bracket.id, choice));
            values.collect()
        });
        each.collect()
    }

    fn stance(&self, figures: &Figures, shared: Option<&Unit>) -> (Stance, Unit) {
        let products = self.products(figures);
        let unit = match shared {
            Some(shared) => shared.clone(),
            None => Unit::of(&self.stated(figures)),
        };
        let scores = |values: &Vec<Exact>| values.iter().map(|v| unit.score(v)).collect();
        let stance = Stance {
            scores: products.iter().map(scores).collect(),
            bonuses: figures
                .bonuses
                .iter()
                .filter_map(|(when, worth)| {
                    Some(Bonus {
                        pattern: self.pattern(when)?,
                        score: unit.score(worth),
                    })
                })
                .collect(),
            red_lines: Table::new(Vec::new()),
            reservation: figures.reservation.as_ref().map(|value| unit.score(value)),
        };
        (stance, unit)
    }

    fn take_factions(&mut self, all: &[Seen<'a, Preferences>]) {
        for seen in all {
            let (Some(id), Some(figures)) = (&seen.item.faction, &seen.item.figures) else {
                continue;
            };
            let behind = self
                .parties
                .iter()
                .position(|p| Some(p) == seen.item.party.as_ref());
            let Some(behind) = behind.and_then(PartyIx::from_position) else {
                continue;
            };
            let (stance, unit) = self.stance(figures, None);
            self.class = self.class.min(seen.class);
            self.factions.push(PosedFaction {
                behind,
                id: id.clone(),
                stance,
                unit,
            });
        }
    }

    pub(super) fn red_lines(&mut self, party: &PartyId) -> Vec<(Limit, Rule)> {
        let mut limits = Vec::new();
        for seen in self.view.red_lines() {
            let line = seen.item;
            if line.party.as_ref() != Some(party) || line.firmness != Firmness::RedLine {
                continue;
            }
            match line.rule.as_ref().and_then(|rule| self.rule(rule)) {
                Some(rule) => {
                    self.class = self.class.min(seen.class);
                    limits.push((Limit::RedLine(line.id.clone()), rule));
                }
                None => self
                    .assumptions
                    .push(Assumption::WordsOnly(line.id.clone())),
            }
        }
        limits
    }

    /// Every party's stance from what it has declared: rejections and red lines, no figures.
    pub(super) fn declared(mut self) -> Self {
        for party in self.parties.clone() {
            let mut limits = self.red_lines(&party);
            limits.extend(self.rejections(&party));
            self.take_limits(limits);
        }
        self
    }

    /// The stance of a party of which nothing counts but what it rules out.
    pub(super) fn take_limits(&mut self, limits: Vec<(Limit, Rule)>) {
        let brackets = self.brackets.iter();
        let scores = brackets.map(|(_, choices)| vec![Score::ZERO; choices.len()]);
        let stance = Stance {
            scores: scores.collect(),
            bonuses: Vec::new(),
            red_lines: limits.iter().map(|(_, rule)| rule.clone()).collect(),
            reservation: None,
        };
        let limits = limits.into_iter().map(|(limit, _)| limit).collect();
        self.stances.push((stance, Unit::one(), limits));
    }

    fn rejections(&mut self, party: &PartyId) -> Vec<(Limit, Rule)> {
        let mut limits = Vec::new();
        for (bracket, _) in &self.brackets {
            for choice in self.view.choices(bracket) {
                let rejects = self.view.marks(choice.item).find(|mark| {
                    mark.item.party.as_ref() == Some(party) && mark.item.stand == Stand::Rejected
                });
                if let Some(mark) = rejects {
                    self.class = self.class.min(mark.class);
                    let (bracket, choice) = (bracket.id.clone(), choice.item.id.clone());
                    let parts = [(bracket.clone(), [choice.clone()].into())];
                    let pattern = self.pattern(&Condition::new(parts.into()));
                    let never = pattern.map(Rule::Never);
                    limits.extend(never.map(|rule| (Limit::Rejection(bracket, choice), rule)));
                }
            }
        }
        limits
    }

    /// The problem with its names, under the rule of the case.
    pub(super) fn finish(self) -> Result<Posed, PoseError> {
        let decision = self.decision();
        self.finish_by(decision)
    }

    /// The problem with its names, under this rule.
    pub(super) fn finish_by(self, decision: DecisionRule) -> Result<Posed, PoseError> {
        let count = |(_, choices): &(&Bracket, Vec<ChoiceId>)| u16::try_from(choices.len()).ok();
        let sizes: Option<Vec<u16>> = self.brackets.iter().map(count).collect();
        let sizes = Table::new(sizes.ok_or(ProblemError::TooMany)?);
        let draft = self.draft();
        let rules: Table<RuleIx, Rule> = self.rules.iter().map(|(_, rule)| rule.clone()).collect();
        let stances = self
            .stances
            .iter()
            .map(|(stance, _, _)| stance.clone())
            .collect();
        let limits = self
            .stances
            .iter()
            .map(|(_, _, limits)| -> Table<RedLineIx, Limit> { limits.iter().cloned().collect() });
        Ok(Posed {
            problem: Problem::new(sizes, rules, stances, decision)?,
            parties: Table::new(self.parties),
            units: self
                .stances
                .iter()
                .map(|(_, unit, _)| unit.clone())
                .collect(),
            limits: limits.collect(),
            brackets: self
                .brackets
                .iter()
                .map(|(bracket, _)| bracket.id.clone())
                .collect(),
            choices: self
                .brackets
                .into_iter()
                .map(|(_, choices)| choices)
                .collect(),
            rules: self.rules.into_iter().map(|(id, _)| id).collect(),
            draft,
            factions: self.factions,
            assumptions: self.assumptions,
            class: self.class,
        })
    }
}
