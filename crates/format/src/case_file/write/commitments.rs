//! Commitments and what sides can bear as YAML.

use super::preferences::given_by;
use super::release::{self, Default, Owners};
use super::rules::{condition, points, remedies, when};
use super::yaml::{Fields, Yaml};
use super::{figure, flag, grounds, parties, plain, whose, wording};
use case::{Bearable, Commitment, GivenBy, Grounds, Verifier, Worth};
use disclosure::{Clearance, Held, PartyId, Release};

/// A commitment with its id.
pub(super) fn commitment(owners: &Owners, item: &Commitment) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.put("title", wording(&item.title));
    fields.may_text("owner", item.owner.as_ref().map(PartyId::as_str));
    fields.some("beneficiaries", parties(&item.beneficiaries));
    fields.may("verifier", item.verifier.as_ref().map(verifier));
    fields.may_text("evidence", item.evidence.as_deref());
    fields.may("reversible", flag(item.reversible));
    fields.may("days", days(item.days));
    fields.may("working_days", flag(item.working_days));
    fields.may("verification", days(item.verification));
    fields.may("earliest", item.earliest.map(when));
    fields.may("latest", item.latest.map(when));
    let mut unnamed = 0;
    let worths = item.worth.iter().map(|held| {
        let (worth, release) = held.open(Clearance::CUSTODIAN);
        let name = whose(worth.party.as_ref(), &mut unnamed);
        (name, self::worth(owners, worth, release))
    });
    fields.some("worth", Yaml::Map(worths.collect()));
    fields.some("points", points(&item.points));
    fields.may("remedies", item.remedies.as_ref().map(remedies));
    fields.may_text("theme", item.theme.as_deref());
    let brings = item.when.iter().map(condition);
    fields.some("when", Yaml::List(brings.collect()));
    grounds(&mut fields, &item.grounds);
    (item.id.to_string(), fields)
}

/// A number of days, left out where there are none.
pub(super) fn days(days: u32) -> Option<Yaml> {
    (days > 0).then(|| plain(days))
}

fn verifier(verifier: &Verifier) -> Yaml {
    match verifier {
        Verifier::Other(words) => Yaml::Text(words.clone()),
        Verifier::Party(party) => {
            let mut fields = Fields::new();
            fields.text("party", party.as_str());
            fields.map()
        }
    }
}

fn worth(owners: &Owners, worth: &Worth, own: &Release) -> Yaml {
    let default = Default::sealed(owners.owner(worth.party.as_ref()));
    let mut more = Fields::new();
    if worth.given_by != GivenBy::Party {
        more.put("given_by", given_by(&worth.given_by));
    }
    grounds(&mut more, &worth.grounds);
    release::put(&mut more, own, &default);
    if more.is_empty() && worth.grounds == Grounds::default() {
        return figure(&worth.figure);
    }
    let mut long = Fields::new();
    long.put("figure", figure(&worth.figure));
    more.after(&mut long);
    long.map()
}

/// What sides can bear, in a list.
pub(super) fn bearable(owners: &Owners, held: &[Held<Bearable>]) -> Yaml {
    let mut unnamed = 0;
    let items = held.iter().map(|held| {
        let (item, release) = held.open(Clearance::CUSTODIAN);
        let mut fields = Fields::new();
        fields.text("party", &whose(item.party.as_ref(), &mut unnamed));
        fields.put("given_by", given_by(&item.given_by));
        fields.may("all", item.all.as_ref().map(figure));
        fields.may("irreversible", item.irreversible.as_ref().map(figure));
        grounds(&mut fields, &item.grounds);
        let default = Default::sealed(owners.owner(item.party.as_ref()));
        release::put(&mut fields, release, &default);
        fields.map()
    });
    Yaml::List(items.collect())
}
