//! The figures of the meter: secret by secret, under each prior.

use super::Sharing;
use crate::figures::Posing;
use analysis::shown::{Exhibit, Glimpse, shown};
use case::{Firmness, Stand};
use disclosure::PartyId;
use disclosure::leakage::{Channel, Gain, Leakage, Prior, Worst, before};
use num_rational::BigRational;
use problem::secret::{Secret, Value, Worlds};
use problem::{BracketIx, Effort, Index, Package, PartialPackage, PartyIx, Rule, Score};
use std::collections::BTreeSet;

/// Values of no deal are told apart in so many steps of the scale.
const STEPS: u16 = 20;

/// What is measured, and against what the room is taken to know.
pub(super) struct Meter<'m, 'd, 'v, 'a> {
    pub(super) posing: &'m Posing<'d, 'v, 'a>,
    pub(super) sharing: &'m Sharing<'m>,
    pub(super) known: &'m BTreeSet<BracketIx>,
    pub(super) before: Vec<PartialPackage>,
}

/// What is told of one secret.
pub(super) struct Measured {
    pub(super) secret: Secret,
    /// Its values, from what asks least to what asks most.
    pub(super) values: Vec<Value>,
    /// How many values it had before anything was shown.
    pub(super) first: usize,
    /// Under each prior, the one that lets the room gain most first.
    pub(super) under: Vec<Under>,
    /// What would have been shown for which value; nothing where the effort ran out.
    pub(super) channel: Option<Channel>,
}

/// What is told of a secret under one prior.
pub(super) struct Under {
    pub(super) prior: Assumed,
    pub(super) before: Prior,
    pub(super) after: Prior,
    pub(super) figures: Option<Averages>,
}

/// What is told on average over all that could have been shown.
pub(super) struct Averages {
    pub(super) gains: Vec<(Gain, Leakage)>,
    pub(super) worst: Option<Worst>,
}

/// What is taken to be known of a secret before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Assumed {
    /// Each value is as likely as another, among those that the room cannot rule out by what it was
    /// told.
    Told,
    /// Each value is as likely as another.
    Nothing,
}

impl Measured {
    /// The prior under which the room gains most.
    pub(super) fn worst(&self) -> Option<&Under> {
        self.under.first()
    }

    /// Whether the room can rule out a value that it could not rule out before.
    pub(super) fn tells(&self) -> bool {
        self.under.iter().any(Under::narrows)
    }

    /// Whether the figures are exact.
    pub(super) const fn is_exact(&self) -> bool {
        self.channel.is_some()
    }
}

impl Under {
    pub(super) fn narrows(&self) -> bool {
        self.after.possible().count() < self.before.possible().count()
    }

    /// How many times likelier the room is to guess right, after.
    fn ratio(&self) -> BigRational {
        before(&self.after, Gain::Exact) / before(&self.before, Gain::Exact)
    }
}

impl Meter<'_, '_, '_, '_> {
    /// The parties that decide, but for the one whose room it is.
    pub(super) fn others(&self) -> Vec<PartyIx> {
        let all = self.posing.posed.parties.iter();
        all.filter(|(_, id)| *id != self.sharing.with)
            .map(|(party, _)| party)
            .collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        let all = self.others().into_iter();
        let all = all.flat_map(|party| self.posing.posed.problem.secrets(party));
        all.filter(|secret| match secret {
            Secret::Limit(_, bracket) => self.known.contains(bracket),
            Secret::NoDeal(_) => true,
        })
        .collect()
    }

    /// What an exhibit tells of each secret.
    pub(super) fn measured(&self, exhibit: &Exhibit, part: &PartialPackage) -> Vec<Measured> {
        let secrets = self.secrets();
        let share = u64::try_from(secrets.len().max(1)).unwrap_or(u64::MAX);
        let effort = Effort {
            nodes_max: (self.posing.desk.effort.nodes_max / share).max(1),
            ..*self.posing.desk.effort
        };
        let each = secrets.into_iter();
        each.filter_map(|secret| self.measure(secret, (exhibit, part), &effort))
            .collect()
    }

    fn measure(
        &self,
        secret: Secret,
        (exhibit, part): (&Exhibit, &PartialPackage),
        effort: &Effort<'_>,
    ) -> Option<Measured> {
        let worlds = self.posing.posed.problem.worlds(secret, STEPS)?;
        let here = worlds.here?;
        let told = shown((exhibit, self.known), &worlds, effort).answer.each;
        let whole: Option<Vec<Vec<Glimpse>>> = told.iter().cloned().collect();
        let channel = whole.as_ref().map(|each| Channel::of_ties(each));
        let hand = self.in_hand(exhibit, part);
        // What was not worked out may have shown the same or not: the bound is that it did not.
        let still: Vec<bool> = told
            .iter()
            .map(|one| one.as_ref().is_some_and(|any| any.contains(&hand)))
            .collect();
        let number = whole.as_ref().and_then(|each| {
            let kinds: BTreeSet<&Glimpse> = each.iter().flatten().collect();
            kinds.into_iter().position(|kind| *kind == hand)
        });
        let mut under: Vec<Under> = [Assumed::Told, Assumed::Nothing]
            .into_iter()
            .filter_map(|prior| {
                let before = self.prior(prior, secret, &worlds)?;
                // Who believes what is not so, is not helped by believing it.
                before.possible().find(|value| *value == here)?;
                let before = self.after_earlier(before, (&worlds, here), effort);
                let after = match (&channel, number) {
                    (Some(channel), Some(number)) => before.after(channel, number).ok()?,
                    _ => only(&before, &still)?,
                };
                let figures = channel.as_ref().map(|channel| averages(&before, channel));
                Some(Under {
                    prior,
                    before,
                    after,
                    figures,
                })
            })
            .collect();
        under.sort_by_key(|one| std::cmp::Reverse(one.ratio()));
        Some(Measured {
            secret,
            first: worlds.each.len(),
            values: worlds.each.iter().map(|(value, _)| *value).collect(),
            under,
            channel,
        })
    }

    /// What is to be seen of the exhibit as it is about to be shared.
    fn in_hand(&self, exhibit: &Exhibit, part: &PartialPackage) -> Glimpse {
        match exhibit {
            Exhibit::Fair(_) | Exhibit::Improvement(_) => {
                let picks = self.known.iter();
                let picks = picks.filter_map(|bracket| Some((*bracket, part.choice(*bracket)?)));
                Glimpse::Package(picks.collect())
            }
            Exhibit::SuitsAll(_) | Exhibit::Accepts(..) | Exhibit::Clashes => Glimpse::Yes,
        }
    }

    /// What is left of a prior after what the room was shown before.
    fn after_earlier(
        &self,
        prior: Prior,
        (worlds, here): (&Worlds, usize),
        effort: &Effort<'_>,
    ) -> Prior {
        let mut known = prior;
        for part in &self.before {
            let exhibit = Exhibit::SuitsAll(part.clone());
            let told = shown((&exhibit, self.known), worlds, effort).answer.each;
            let Some(each) = told.into_iter().collect::<Option<Vec<Vec<Glimpse>>>>() else {
                continue;
            };
            // A package that does not suit everybody was the team's own choice, and tells nothing.
            if each.get(here).is_none_or(|one| *one != [Glimpse::Yes]) {
                continue;
            }
            let still: Vec<bool> = each.iter().map(|one| *one == [Glimpse::Yes]).collect();
            if let Some(left) = only(&known, &still) {
                known = left;
            }
        }
        known
    }

    /// What the room is taken to know of a secret.
    fn prior(&self, prior: Assumed, secret: Secret, worlds: &Worlds) -> Option<Prior> {
        let all = Prior::uniform(worlds.each.len()).ok()?;
        match (prior, secret) {
            (Assumed::Told, Secret::Limit(party, bracket)) => {
                let still = self.not_ruled_out((party, bracket), worlds);
                Some(only(&all, &still).unwrap_or(all))
            }
            (Assumed::Told, Secret::NoDeal(_)) => None,
            (Assumed::Nothing, _) => Some(all),
        }
    }

    /// The values of a limit that what the room may know leaves: red lines on this bracket alone,
    /// and options that the party has accepted before it.
    pub(super) fn not_ruled_out(
        &self,
        (party, bracket): (PartyIx, BracketIx),
        worlds: &Worlds,
    ) -> Vec<bool> {
        let posed = &self.posing.posed;
        let (Some(holder), Some(options)) = (posed.parties.get(party), posed.choices.get(bracket))
        else {
            return vec![true; worlds.each.len()];
        };
        // A rejection is a stand at the table, and no limit.
        let taken = options
            .iter()
            .enumerate()
            .filter(|(_, option)| self.told_of(holder, (bracket, option)) == Some(Stand::Accepted));
        let taken: BTreeSet<usize> = taken.map(|(place, _)| place).collect();
        let refused = self.refused_by_lines(party, bracket);
        let order = worlds.each.iter().map(|(value, _)| match value {
            Value::From(choice) => Index::position(*choice),
            Value::Worth(_) => usize::MAX,
        });
        let order: Vec<usize> = order.collect();
        let each = (0..order.len()).map(|from| {
            let mut borne = order.iter().skip(from);
            let mut not_borne = order.iter().take(from);
            !borne.any(|place| refused.contains(place))
                && !not_borne.any(|place| taken.contains(place))
        });
        each.collect()
    }

    /// What the room knows that a party has done about an option.
    fn told_of(
        &self,
        holder: &PartyId,
        (bracket, option): (BracketIx, &case::ChoiceId),
    ) -> Option<Stand> {
        let id = self.posing.posed.brackets.get(bracket)?;
        let room = self.sharing.room;
        let points = room.points().map(|seen| seen.item);
        let mut brackets = points.flat_map(|point| room.brackets(point));
        let bracket = brackets.find(|seen| seen.item.id == *id)?;
        let mut choices = room.choices(bracket.item);
        let choice = choices.find(|seen| seen.item.id == *option)?;
        let marks = room.marks(choice.item);
        let own = marks.filter(|mark| mark.item.party.as_ref() == Some(holder));
        own.map(|mark| mark.item.stand).last()
    }

    /// The options that red lines of a party rule out by themselves, as far as the room knows them.
    fn refused_by_lines(&self, party: PartyIx, bracket: BracketIx) -> BTreeSet<usize> {
        let posed = &self.posing.posed;
        let seen = self.sharing.room.red_lines().filter(|seen| {
            seen.item.firmness == Firmness::RedLine
                && seen.item.party.as_ref() == posed.parties.get(party)
        });
        let seen: BTreeSet<_> = seen.map(|seen| seen.item.id.clone()).collect();
        let lines = posed.limits.get(party).into_iter();
        let lines = lines
            .flat_map(problem::Table::iter)
            .filter(|(_, limit)| match limit {
                case::Limit::RedLine(id) => seen.contains(id),
                case::Limit::Rejection(..) | case::Limit::Never(..) | case::Limit::MustHave(..) => {
                    false
                }
            });
        let stance = posed.problem.stances().get(party);
        let rules: Vec<&Rule> = lines
            .filter_map(|(line, _)| stance?.red_lines.get(line))
            .filter(|rule| rule.brackets() == [bracket])
            .collect();
        let anything = Package::at(&vec![0; posed.brackets.len()]);
        let options = posed.choices.get(bracket).map_or(0, Vec::len);
        let refused = (0..options).filter(|place| {
            let choice = Index::from_position(*place);
            let package = choice.map(|choice| anything.with(bracket, choice));
            package.is_some_and(|package| rules.iter().any(|rule| !rule.admits(&package)))
        });
        refused.collect()
    }

    /// What a package is worth to a party, where nothing is left open.
    pub(super) fn worth(&self, party: PartyIx, part: &PartialPackage) -> Option<Score> {
        let stance = self.posing.posed.problem.stances().get(party)?;
        Some(stance.score(&part.complete()?))
    }

    /// The worlds of a secret.
    pub(super) fn worlds(&self, secret: Secret) -> Option<Worlds> {
        self.posing.posed.problem.worlds(secret, STEPS)
    }
}

/// What is left of a prior where only these values may be.
fn only(prior: &Prior, still: &[bool]) -> Option<Prior> {
    let channel = Channel::of_shown(still);
    // The two things are numbered in their order: no stands before yes.
    let yes = usize::from(still.contains(&false));
    let any = still.contains(&true);
    any.then(|| prior.after(&channel, yes).ok()).flatten()
}

fn averages(prior: &Prior, channel: &Channel) -> Averages {
    let gains = [
        Gain::Exact,
        Gain::Within(1),
        Gain::Tries(2),
        Gain::Squeeze(prior.limits()),
    ];
    let figures = gains.into_iter().filter_map(|gain| {
        let leakage = Leakage::of(prior, channel, gain).ok()?;
        Some((gain, leakage))
    });
    Averages {
        gains: figures.collect(),
        worst: Worst::of(prior, channel, Gain::Exact).ok().flatten(),
    }
}
