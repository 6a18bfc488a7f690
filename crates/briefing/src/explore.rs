//! Packages to try out: the frontier as it is, or as it would be with some figures moved, each
//! package with a sentence for every party on why.
//!
//! Invariant: what is joint is posed by `View::pose_trial`, which gives it to a seat only where
//! that seat may have every figure; what is a party's own is posed from its own figures alone.

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::figures::Posing;
use crate::markup::Markup;
use crate::picture::Picture;
use crate::reach;
use case::{BracketId, ChoiceId, Exact, PoseError, RedLineId, Trial, View};
use disclosure::PartyId;
use problem::{Effort, Package, Reach};
use std::collections::BTreeMap;

/// A package in the case's own ids.
pub type Choices = BTreeMap<BracketId, ChoiceId>;

/// What is asked when packages are explored.
pub struct Exploring<'a> {
    /// The figures that are moved.
    pub trial: &'a Trial,
    /// The address at which a package is looked at.
    pub address: &'a dyn Fn(&Choices) -> String,
}

/// What an exploration comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exploration {
    /// What it says, in a sentence.
    pub heading: String,
    /// What that rests on.
    pub lead: String,
    /// The frontier, if there is one to draw.
    pub picture: Option<Picture>,
    /// The fair packages and the draft in hand.
    pub sheets: Vec<Sheet>,
    /// How the answers were found.
    pub found: Vec<Found>,
}

/// A package, with what it says and why each party would or would not take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: the rules of fairness that pick it, the draft in hand.
    pub names: Vec<String>,
    /// The package.
    pub choices: Choices,
    /// A sentence for each party, in order.
    pub parties: Vec<Why>,
    /// What it says, bracket by bracket.
    pub says: Vec<(String, String)>,
    /// How it differs from the draft in hand; nothing where there is no draft.
    pub changes: Option<Vec<String>>,
    /// The rules of the text that it breaks.
    pub breaks: Vec<String>,
}

/// Why a party would, or would not, take a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// What the package gives it, in its own figures.
    pub worth: String,
    /// Whether it crosses no red line of the party and is no worse than no deal.
    pub acceptable: Acceptable,
    /// The sentence.
    pub words: String,
}

/// Whether a party's figures let it take a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acceptable {
    /// They do.
    Yes,
    /// They do not.
    No,
}

/// What of a party's figures can be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levers {
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: String,
    /// Its brackets, each with its name and the weight that it has.
    pub weights: Vec<(BracketId, String, String)>,
    /// Its value of no deal, and the least and the most that a package can bring it.
    pub reservation: Option<[Exact; 3]>,
    /// Its red lines that are stated on options.
    pub red_lines: Vec<(RedLineId, String)>,
}

/// The packages that nobody can improve on for free, the fair ones among them by name.
///
/// # Errors
/// When this seat may not have a joint answer from figures.
pub fn explore(
    view: &View<'_>,
    exploring: &Exploring<'_>,
    effort: &Effort<'_>,
) -> Result<Exploration, PoseError> {
    let desk = desk(view, effort);
    let posing = desk.posing(view.pose_trial(exploring.trial)?);
    let claims = posing.fair_claims();
    let front = posing.efficient();
    let named = posing.named_packages(&claims);
    let frame = claims.first().map(|claim| &claim.answer.frame);
    let dots = posing.named(&claims);
    let picture = frame.filter(|_| posing.posed.parties.len() > 1);
    let picture = picture.map(|frame| {
        let link = |package: &Package| (exploring.address)(&posing.choices(package));
        Picture::Gains(posing.gains_with_links(&front.answer, (frame, &dots), &link))
    });
    let sheets = named.iter().map(|(names, package)| {
        let names = names.split(", ").flat_map(|part| part.split(" and "));
        posing.sheet(names.map(str::to_owned).collect(), package, frame)
    });
    let (heading, lead) = posing.outcome_words(&front, claims.len(), exploring.trial);
    let found = Found {
        what: "Frontier".into(),
        method: front.method.into(),
        nodes: front.nodes,
        reach: reach::words(&front.reach),
        checked: "each package told of here is weighed again from the figures".into(),
    };
    Ok(Exploration {
        heading,
        lead,
        picture,
        sheets: sheets.collect(),
        found: vec![found],
    })
}

/// One package, weighed for every party.
///
/// # Errors
/// When this seat may not have a joint answer from figures, or the package leaves a bracket open.
pub fn weigh(
    view: &View<'_>,
    choices: &Choices,
    trial: &Trial,
    effort: &Effort<'_>,
) -> Result<Option<Sheet>, PoseError> {
    let desk = desk(view, effort);
    let posing = desk.posing(view.pose_trial(trial)?);
    let Some(package) = posing.package(choices) else {
        return Ok(None);
    };
    let claims = posing.fair_claims();
    let frame = claims.first().map(|claim| &claim.answer.frame);
    let named = posing.named_packages(&claims);
    let names = named.iter().filter(|(_, each)| *each == package);
    let names = names.flat_map(|(names, _)| names.split(", ").flat_map(|part| part.split(" and ")));
    let names = names.map(str::to_owned).collect();
    Ok(Some(posing.sheet(names, &package, frame)))
}

/// What a package is worth to this seat's own party, from its own figures and nothing else.
///
/// # Errors
/// When the seat has no figures of its own.
pub fn weigh_own(
    view: &View<'_>,
    choices: &Choices,
    effort: &Effort<'_>,
) -> Result<Option<Why>, PoseError> {
    let desk = desk(view, effort);
    let posing = desk.posing(view.pose_own()?);
    let Some(package) = posing.package(choices) else {
        return Ok(None);
    };
    Ok(posing.whys(&package, None).into_iter().next())
}

/// What this seat's own draft in hand is worth to it, and which single changes would be worth more.
///
/// # Errors
/// When the seat has no figures of its own.
pub fn own(view: &View<'_>, effort: &Effort<'_>) -> Result<Vec<Section>, PoseError> {
    desk(view, effort).own()
}

/// Which figures can be moved, party by party.
///
/// # Errors
/// When this seat may not have a joint answer from figures.
pub fn levers(view: &View<'_>, effort: &Effort<'_>) -> Result<Vec<Levers>, PoseError> {
    let desk = desk(view, effort);
    let posing = desk.posing(view.pose()?);
    Ok(posing.levers())
}

pub(crate) fn desk<'v, 'a>(view: &'v View<'a>, effort: &'v Effort<'v>) -> Desk<'v, 'a> {
    Desk::of(view, effort)
}

impl Section {
    /// The section as markup to stand in a page, every word of it escaped.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        Markup::fragment(|place| self.to_markup(place))
    }

    /// What stands below its heading, where the page has a heading of its own.
    #[must_use]
    pub fn parts_to_fragment(&self) -> String {
        Markup::fragment(|place| self.parts(place))
    }
}

impl Picture {
    /// The picture as markup to stand in a page, every word of it escaped.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        Markup::fragment(|place| self.draw(place))
    }
}

impl Posing<'_, '_, '_> {
    fn outcome_words(
        &self,
        front: &problem::Claim<analysis::frontier::Front>,
        rules: usize,
        trial: &Trial,
    ) -> (String, String) {
        let whose = if trial.is_empty() {
            "in the parties' figures as they were given"
        } else {
            "with the figures as you moved them; nothing of this is kept"
        };
        let parties: Vec<String> = self.names.parties().map(|(_, name)| name.into()).collect();
        if front.answer.is_empty() {
            let heading = if front.reach == Reach::Complete {
                "No package in these figures is acceptable to all"
            } else {
                "No acceptable package was found before the work was stopped"
            };
            let lead = format!(
                "This is {whose}. It is about the case as modelled, not about what {} could agree.",
                joined(&parties)
            );
            return (heading.to_owned(), lead);
        }
        let count = crate::text::counted(front.answer.len() as u64, "outcome");
        let heading = match (front.answer.len(), front.reach == Reach::Complete) {
            (1, true) => "One outcome cannot be improved on for free".to_owned(),
            (_, true) => format!("{count} cannot be improved on for free"),
            (_, false) => format!("{count} stand for the whole frontier"),
        };
        let mut lead = format!(
            "Each is acceptable to {}, and nobody can get more without another getting less, \
             {whose}. {rules} rules of fairness pick among them.",
            joined(&parties)
        );
        if let Some(why) = self.rules_left_out() {
            lead = format!("{lead} {why}");
        }
        (heading, lead)
    }

    fn levers(&self) -> Vec<Levers> {
        let ids = self.posed.parties.iter();
        let levers = ids.filter_map(|(party, id)| {
            let stance = self.posed.problem.stances().get(party)?;
            let brackets = self.posed.brackets.iter();
            let weights = brackets.filter_map(|(bracket, name)| {
                let scores = stance.scores.get(bracket)?;
                let span = *scores.iter().max()? - *scores.iter().min()?;
                let words = self.names.score(&self.posed, party, span);
                let moves = span.get() > 0;
                moves.then(|| (name.clone(), self.names.bracket(bracket).to_owned(), words))
            });
            let limits = self.posed.limits.get(party)?.iter();
            let red_lines = limits.filter_map(|(line, limit)| match limit {
                case::Limit::RedLine(red_line) => {
                    let demand = problem::Demand::RedLine(party, line);
                    Some((red_line.clone(), self.names.demand(demand)))
                }
                case::Limit::Rejection(..) | case::Limit::Never(..) | case::Limit::MustHave(..) => {
                    None
                }
            });
            Some(Levers {
                party: id.clone(),
                name: self.names.party(party).to_owned(),
                weights: weights.collect(),
                reservation: self.reservation(party),
                red_lines: red_lines.collect(),
            })
        });
        levers.collect()
    }

    fn reservation(&self, party: problem::PartyIx) -> Option<[Exact; 3]> {
        let stance = self.posed.problem.stances().get(party)?;
        let unit = self.posed.units.get(party)?;
        let sum = |pick: fn(&[problem::Score]) -> Option<problem::Score>| {
            let rows = stance.scores.rows().filter_map(|row| pick(row));
            rows.sum::<problem::Score>()
        };
        let low = sum(|row| row.iter().min().copied());
        let high = sum(|row| row.iter().max().copied());
        Some([stance.reservation?, low, high].map(|score| unit.figure(score)))
    }

    fn sheet(
        &self,
        names: Vec<String>,
        package: &Package,
        frame: Option<&problem::frame::Frame>,
    ) -> Sheet {
        let says = package.iter().map(|(bracket, choice)| {
            let question = self.names.bracket(bracket).to_owned();
            (question, self.names.choice(bracket, choice).to_owned())
        });
        let draft = self.posed.draft.as_ref();
        let rules = self.posed.problem.rules().iter();
        let broken = rules.filter(|(_, rule)| !rule.admits(package));
        Sheet {
            names,
            choices: self.choices(package),
            parties: self.whys(package, frame),
            says: says.collect(),
            changes: draft.map(|draft| self.changes(draft, package)),
            breaks: broken
                .map(|(rule, _)| self.names.demand(problem::Demand::Rule(rule)))
                .collect(),
        }
    }

    /// A package in the case's own ids.
    fn choices(&self, package: &Package) -> Choices {
        let each = package.iter().filter_map(|(bracket, choice)| {
            let options = self.posed.choices.get(bracket)?;
            let option = options.get(usize::from(choice.position()))?;
            Some((self.posed.brackets.get(bracket)?.clone(), option.clone()))
        });
        each.collect()
    }

    /// The package of these ids, if it answers every bracket with an option that there is.
    fn package(&self, choices: &Choices) -> Option<Package> {
        let brackets = self.posed.brackets.iter();
        let picks: Option<Vec<u16>> = brackets
            .map(|(bracket, id)| {
                let options = self.posed.choices.get(bracket)?;
                let wanted = choices.get(id);
                let place = match (wanted, options.len()) {
                    (Some(wanted), _) => options.iter().position(|option| option == wanted)?,
                    // A bracket with one option left has no other answer.
                    (None, 1) => 0,
                    (None, _) => return None,
                };
                u16::try_from(place).ok()
            })
            .collect();
        picks.map(|picks| Package::at(&picks))
    }
}
