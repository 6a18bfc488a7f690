//! Points, brackets, options, marks and standings as YAML.

use super::release::{self, Default, Owners};
use super::yaml::{Fields, Yaml};
use super::{figure, flag, grounds, parties, plain, whose, wording};
use case::{Bracket, Choice, Grid, Grounds, Mark, Point, Stand, Standing, Status, Wording};
use disclosure::{Clearance, PartyId, Release};

/// A point with its id.
pub(super) fn point(owners: &Owners, point: &Point, release: &Release) -> (String, Fields) {
    let mut fields = Fields::new();
    let implied = point.id.as_str().parse().ok();
    if point.number != implied {
        fields.may("number", point.number.map(plain));
    }
    fields.put("title", wording(&point.title));
    fields.may("summary", point.summary.as_ref().map(wording));
    fields.may_text("topic", point.topic.as_deref());
    let brackets = point.brackets.iter().map(|held| {
        let (item, own) = held.open(Clearance::CUSTODIAN);
        let mut fields = bracket(owners, item, own);
        release::put(&mut fields, own, &Default::within(release));
        (item.id.to_string(), fields.map())
    });
    fields.some("brackets", Yaml::Map(brackets.collect()));
    grounds(&mut fields, &point.grounds);
    (point.id.to_string(), fields)
}

fn bracket(owners: &Owners, bracket: &Bracket, release: &Release) -> Fields {
    let mut fields = Fields::new();
    fields.put("question", wording(&bracket.question));
    fields.may("divisible", flag(bracket.divisible));
    fields.may("grid", bracket.grid.as_ref().map(grid));
    let options = bracket.choices.iter().filter_map(|held| {
        let (item, own) = held.open(Clearance::CUSTODIAN);
        let mut fields = choice(owners, item, own, bracket.grid.as_ref());
        release::put(&mut fields, own, &Default::within(release));
        let is_told_by_grid = bracket.grid.is_some() && fields.is_empty();
        (!is_told_by_grid).then(|| (item.id.to_string(), fields.map()))
    });
    fields.some("options", Yaml::Map(options.collect()));
    let mut unnamed = 0;
    let standings = bracket.standings.iter().map(|held| {
        let (item, own) = held.open(Clearance::CUSTODIAN);
        let party = whose(item.party.as_ref(), &mut unnamed);
        (party, standing(owners, item, own, release))
    });
    fields.some("standings", Yaml::Map(standings.collect()));
    grounds(&mut fields, &bracket.grounds);
    fields
}

fn grid(grid: &Grid) -> Yaml {
    let mut fields = Fields::new();
    fields.text("unit", &grid.unit);
    fields.put("from", figure(&grid.low));
    fields.put("to", figure(&grid.high));
    fields.put("step", figure(&grid.step));
    fields.map()
}

fn choice(owners: &Owners, choice: &Choice, release: &Release, grid: Option<&Grid>) -> Fields {
    let mut fields = Fields::new();
    let implied = grid.map(|grid| Wording::english(format!("{} {}", choice.id, grid.unit)));
    if implied.as_ref() != Some(&choice.text) {
        fields.put("text", wording(&choice.text));
    }
    let mut long = Vec::new();
    let mut short: [(&str, Stand, Vec<PartyId>); 3] = [
        ("proposed_by", Stand::Proposed, Vec::new()),
        ("accepted_by", Stand::Accepted, Vec::new()),
        ("rejected_by", Stand::Rejected, Vec::new()),
    ];
    for held in &choice.marks {
        let (mark, own) = held.open(Clearance::CUSTODIAN);
        let default = Default::said_by(owners.owner(mark.party.as_ref()), release);
        let mut fields = Fields::new();
        release::put(&mut fields, own, &default);
        if let Some(party) = &mark.party
            && fields.is_empty()
            && mark.grounds == Grounds::default()
        {
            let places = short
                .iter_mut()
                .filter(|(_, stand, _)| *stand == mark.stand);
            places.for_each(|(_, _, parties)| parties.push(party.clone()));
        } else {
            long.push(long_mark(mark, own, &default));
        }
    }
    for (key, _, who) in &short {
        fields.some(key, parties(who));
    }
    fields.some("marks", Yaml::List(long));
    let norms = choice.norms.iter().map(|norm| {
        let mut fields = Fields::new();
        fields.text("norm", &norm.norm);
        grounds(&mut fields, &norm.grounds);
        fields.map()
    });
    fields.some("norms", Yaml::List(norms.collect()));
    grounds(&mut fields, &choice.grounds);
    fields
}

fn long_mark(mark: &Mark, own: &Release, default: &Default) -> Yaml {
    let mut fields = Fields::new();
    fields.text("party", &whose(mark.party.as_ref(), &mut 0));
    fields.text(
        "stand",
        match mark.stand {
            Stand::Proposed => "proposed",
            Stand::Accepted => "accepted",
            Stand::Rejected => "rejected",
        },
    );
    grounds(&mut fields, &mark.grounds);
    release::put(&mut fields, own, default);
    fields.map()
}

fn standing(owners: &Owners, standing: &Standing, own: &Release, within: &Release) -> Yaml {
    let status = status(standing.status);
    let default = Default::said_by(owners.owner(standing.party.as_ref()), within);
    let mut fields = Fields::new();
    grounds(&mut fields, &standing.grounds);
    release::put(&mut fields, own, &default);
    if fields.is_empty() {
        return Yaml::Text(status.to_owned());
    }
    let mut long = Fields::new();
    long.text("status", status);
    grounds(&mut long, &standing.grounds);
    release::put(&mut long, own, &default);
    long.map()
}

/// The word for a status.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Silent => "silent",
        Status::Rejected => "rejected",
        Status::Bracketed => "bracketed",
        Status::Acceptable => "acceptable",
        Status::AdReferendum => "ad_referendum",
        Status::Agreed => "agreed",
    }
}
