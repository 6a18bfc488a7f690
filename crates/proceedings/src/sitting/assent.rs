//! Assent: what the parties have said of the text as it stands now, and how far that takes it.
//!
//! Invariant: an assent counts for the words that its party had before it and for the option it
//! stood behind; to other words nobody has agreed, initialled or signed.

use super::Sitting;
use crate::{Endorsed, Hand, Kept, Moment, Position};
use case::{Bracket, BracketId, ChoiceId, PointId, Stand, Status, View};
use disclosure::{Audience, PartyId};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use text::{Assent, DraftNo, Maturity, Place, PointText, Proviso, Text};

/// The points of a text, each found by any of its places.
struct Points<'a> {
    by_id: BTreeMap<&'a PointId, &'a PointText>,
    by_bracket: BTreeMap<&'a BracketId, &'a PointText>,
}

/// The text now beside the texts that were there when somebody spoke.
struct Ground<'a> {
    now: Option<Points<'a>>,
    drafts: BTreeMap<DraftNo, Points<'a>>,
    first: OnceCell<Points<'a>>,
    sitting: &'a Sitting<'a>,
}

impl<'a> Points<'a> {
    fn of(text: &'a Text) -> Self {
        let points = text.points().iter().map(|point| &**point);
        let brackets = points.clone().flat_map(|point| {
            let brackets = point.brackets().iter();
            brackets.map(move |bracket| (bracket.id(), point))
        });
        Self {
            by_bracket: brackets.collect(),
            by_id: points.map(|point| (point.id(), point)).collect(),
        }
    }

    fn point(&self, place: &Place) -> Option<&'a PointText> {
        match place {
            Place::Point(id) => self.by_id.get(id),
            Place::Bracket(id) => self.by_bracket.get(id),
        }
        .copied()
    }
}

impl<'a> Ground<'a> {
    fn of(sitting: &'a Sitting<'a>) -> Self {
        let drafts = sitting.drafts().into_iter();
        let drafts = drafts.map(|(no, seen)| (no, Points::of(&seen.issued.what.text)));
        Self {
            now: sitting.text().map(Points::of),
            drafts: drafts.collect(),
            first: OnceCell::new(),
            sitting,
        }
    }

    /// The point of a place as a draft had it; before the first draft, as the case did.
    fn point_in(&self, draft: DraftNo, place: &Place) -> Option<&'a PointText> {
        if let Some(points) = self.drafts.get(&draft) {
            return points.point(place);
        }
        let first = self.first.get_or_init(|| {
            let text = self.sitting.proceedings.first_text();
            text.map_or_else(Points::none, Points::of)
        });
        first.point(place)
    }

    /// Whether a place stands open in the same words as when the talks began.
    fn is_as_it_began(&self, place: &Place) -> bool {
        let now = self.now.as_ref().and_then(|now| now.point(place));
        let began = self.point_in(DraftNo::new(0), place);
        let is_open = now.is_none_or(|point| match place {
            Place::Point(_) => true,
            Place::Bracket(id) => point.bracket(id).is_none_or(|one| one.settled().is_none()),
        });
        is_open && (self.now.is_none() || now == began)
    }

    /// Whether an assent that was given on a draft is one to the text now. Where there is no text
    /// yet, or the place stands in neither, nothing has changed.
    fn upholds(&self, draft: DraftNo, place: &Place, holds: &BTreeSet<&ChoiceId>) -> bool {
        let Some(now) = &self.now else {
            return true;
        };
        match (self.point_in(draft, place), now.point(place)) {
            (None, None) => true,
            (Some(was), Some(now)) => now.upholds(was, place, holds),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

impl Points<'_> {
    const fn none() -> Self {
        Self {
            by_id: BTreeMap::new(),
            by_bracket: BTreeMap::new(),
        }
    }
}

impl<'a> Sitting<'a> {
    /// Who has assented to what, as this seat knows it: to the text as it stands now.
    #[must_use]
    pub fn assent(&self) -> Arc<Assent> {
        if self.seat == *self.proceedings.seat() {
            return self.proceedings.assent();
        }
        Arc::new(self.assent_on(|_| true))
    }

    /// How far a point has come, as this seat knows it.
    #[must_use]
    pub fn maturity(&self, point: &PointText) -> Maturity {
        self.assent_to(point).maturity(point)
    }

    /// The same as [`assent`](Self::assent), on one point.
    #[must_use]
    pub fn assent_to(&self, point: &PointText) -> Assent {
        self.assent_on(|place| match place {
            Place::Point(id) => id == point.id(),
            Place::Bracket(id) => point.bracket(id).is_some(),
        })
    }

    /// The same, as far as it is about these places: of hundreds of parties, each has spoken on
    /// thousands.
    pub(crate) fn assent_on(&self, wanted: impl Fn(&Place) -> bool) -> Assent {
        let mut assent = Assent::default();
        let ground = Ground::of(self);
        if let Some(view) = self.case() {
            assent.deciders = view.deciders().into_iter().collect();
            for point in view.points() {
                for bracket in view.brackets(point.item) {
                    let place = Place::Bracket(bracket.item.id.clone());
                    if wanted(&place) {
                        opened_with(&mut assent, &ground, (&view, bracket.item, &place));
                    }
                }
            }
        }
        for (party, _) in self.rooms() {
            let issued = self.issued_to(&party);
            let positions = self.positions(&party);
            for stated in positions.filter(|stated| wanted(&stated.what.place)) {
                let (place, status) = (&stated.what.place, stated.what.status);
                let upheld = is_upheld(&ground, &issued, stated);
                take(&mut assent, (place, &party), status, upheld);
            }
            for endorsed in self.endorsements(&party) {
                let point = Place::Point(endorsed.what.point.clone());
                if !wanted(&point) {
                    continue;
                }
                if !ground.upholds(endorsed.what.against, &point, &BTreeSet::new()) {
                    assent
                        .overtaken
                        .entry(point)
                        .or_default()
                        .insert(party.clone());
                    continue;
                }
                let all = match endorsed.what.hand {
                    Hand::Initialled => &mut assent.initials,
                    Hand::Signed => &mut assent.signatures,
                };
                let parties = all.entry(endorsed.what.point.clone()).or_default();
                parties.insert(party.clone());
            }
        }
        assent
    }

    /// Whether a party's position assents to other words than stand there now.
    #[must_use]
    pub fn is_overtaken(&self, party: &PartyId, stated: &Kept<Position>) -> bool {
        !is_upheld(&Ground::of(self), &self.issued_to(party), stated)
    }

    /// Whether a hand was put to other words than the point says now.
    #[must_use]
    pub fn is_hand_overtaken(&self, endorsed: &Kept<Endorsed>) -> bool {
        let point = Place::Point(endorsed.what.point.clone());
        !Ground::of(self).upholds(endorsed.what.against, &point, &BTreeSet::new())
    }

    /// The draft that a party had before it when it took a position; 0 before the first.
    pub(super) fn draft_of(&self, party: &PartyId, stated: &Kept<Position>) -> DraftNo {
        before(&self.issued_to(party), stated)
    }

    /// The drafts that were issued to a party, each with when.
    fn issued_to(&self, party: &PartyId) -> Vec<(Moment, DraftNo)> {
        let logs = [
            Audience::Room(party.clone()),
            Audience::Plenary,
            Audience::Public,
        ];
        let ledgers = logs.iter().filter_map(|audience| self.ledger(audience));
        let issued = ledgers.flat_map(|ledger| ledger.issued.iter());
        issued.map(|kept| (kept.at, kept.what.number)).collect()
    }

    /// What hangs on what, as this seat knows it: the conditions in the parties' positions, and the
    /// linkages of the case.
    #[must_use]
    pub fn conditions(&self) -> Vec<Proviso> {
        let mut provisos = self.provisos();
        let linkages = self.case().map(|view| Proviso::of_linkages(&view));
        provisos.extend(linkages.into_iter().flatten());
        provisos
    }

    /// What hangs on what: the conditions in the positions that this seat knows.
    #[must_use]
    pub fn provisos(&self) -> Vec<Proviso> {
        let Some(text) = self.text() else {
            return Vec::new();
        };
        let mut provisos = BTreeSet::new();
        for (party, _) in self.rooms() {
            if self
                .positions(&party)
                .all(|stated| stated.what.conditional_on.is_empty())
            {
                continue;
            }
            let mut held = BTreeMap::new();
            for stated in self.positions(&party) {
                held.insert(&stated.what.place, &stated.what.conditional_on);
            }
            for (place, on) in held {
                let point = match place {
                    Place::Point(point) => Some(point),
                    Place::Bracket(bracket) => text.bracket(bracket).map(|(point, _)| point.id()),
                };
                provisos.extend(point.into_iter().flat_map(|point| {
                    on.iter().map(|on| Proviso {
                        point: point.clone(),
                        on: on.clone(),
                        held_by: Some(party.clone()),
                    })
                }));
            }
        }
        provisos.into_iter().collect()
    }
}

/// The draft that a party had before it when it took a position, of those issued to it.
fn before(issued: &[(Moment, DraftNo)], stated: &Kept<Position>) -> DraftNo {
    let by_then = issued.iter().filter(|(at, _)| *at <= stated.at);
    let last = by_then.map(|(_, number)| *number).max();
    let named = stated.what.against.or(last);
    named.unwrap_or(DraftNo::new(0))
}

/// Whether a position is one on the text as it stands now; one that assents to nothing always is.
fn is_upheld(ground: &Ground<'_>, issued: &[(Moment, DraftNo)], stated: &Kept<Position>) -> bool {
    let position = &stated.what;
    let holds = position.holds.iter().collect();
    !assents(position.status) || ground.upholds(before(issued, stated), &position.place, &holds)
}

/// Whether a status is an assent, which is to words.
const fn assents(status: Status) -> bool {
    match status {
        Status::Silent | Status::Rejected | Status::Bracketed => false,
        Status::Acceptable | Status::AdReferendum | Status::Agreed => true,
    }
}

/// Takes a party's status on a place: an assent that the text has overtaken is none, and is told
/// apart from silence.
// tidy: bool, because it is what the comparison of the words gave
fn take(assent: &mut Assent, of: (&Place, &PartyId), status: Status, upheld: bool) {
    let (place, party) = of;
    let overtaken = assent.overtaken.get_mut(place);
    if let Some(parties) = overtaken {
        parties.remove(party);
    }
    if upheld {
        assent.state(place, party, status);
        return;
    }
    assent.state(place, party, Status::Silent);
    let parties = assent.overtaken.entry(place.clone()).or_default();
    parties.insert(party.clone());
}

/// Takes what the case says of a bracket, which it said of the text that the talks began with.
fn opened_with(assent: &mut Assent, ground: &Ground<'_>, of: (&View<'_>, &Bracket, &Place)) {
    let (view, bracket, place) = of;
    assent.statuses.entry(place.clone()).or_default();
    // Where nothing has changed and nothing was taken, who stands behind what need not be known: of
    // hundreds of parties, each may stand behind something.
    let held = if ground.is_as_it_began(place) {
        None
    } else {
        Some(held(view, bracket))
    };
    let nothing = BTreeSet::new();
    for standing in view.standings(bracket) {
        let Some(party) = &standing.item.party else {
            continue;
        };
        let status = standing.item.status;
        let upheld = held.as_ref().is_none_or(|held| {
            let holds = held.get(party).unwrap_or(&nothing);
            !assents(status) || ground.upholds(DraftNo::new(0), place, holds)
        });
        take(assent, (place, party), status, upheld);
    }
}

/// The options of a bracket that each party stands behind.
fn held<'a>(
    view: &View<'a>,
    bracket: &'a Bracket,
) -> BTreeMap<&'a PartyId, BTreeSet<&'a ChoiceId>> {
    let mut held: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for choice in view.choices(bracket) {
        for mark in view.marks(choice.item) {
            match (mark.item.stand, &mark.item.party) {
                (Stand::Proposed | Stand::Accepted, Some(party)) => {
                    held.entry(party).or_default().insert(&choice.item.id);
                }
                (Stand::Rejected, _) | (_, None) => {}
            }
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord::{Table, delegation, party, room};
    use crate::{EventId, Form, Motion, Reach};
    use case::Wording;
    use disclosure::Seat;
    use text::{Amendment, Proposal};

    /// The only point, as the team has it, with one thing made otherwise.
    fn amend(table: &mut Table, alter: impl Fn(&Text) -> Text) {
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let history = seen.working_text().unwrap();
        let (was, now) = (history.text(), alter(history.text()));
        let proposal = Proposal::between(&was.points()[0], &now.points()[0]).unwrap();
        let against = history.revision();
        let amendment = Amendment { against, proposal };
        let amend = Motion::Amend(amendment);
        table.moves(&Seat::Mediator, amend).unwrap();
    }

    fn settle(table: &mut Table, choice: &str) {
        let package = [(BracketId::new("quota"), ChoiceId::new(choice))].into();
        amend(table, |text| text.settled_by(&package).unwrap());
    }

    fn rename(table: &mut Table, title: &str) {
        amend(table, |text| {
            let mut parts = text.points()[0].parts();
            parts.title = Wording::english(title);
            Text::new(vec![PointText::new(parts).unwrap()]).unwrap()
        });
    }

    fn issue(table: &mut Table) {
        table.now = Moment::of_micros(table.now.micros() + 1);
        let issue = Motion::Issue(Form::Bracketed, [room("north"), room("south")].into());
        table.moves(&Seat::Mediator, issue).unwrap();
    }

    fn agree(table: &mut Table, name: &str, holds: Option<&str>) -> EventId {
        let position = Position {
            against: None,
            place: Place::Bracket(BracketId::new("quota")),
            status: Status::Agreed,
            holds: holds.map(ChoiceId::new),
            words: None,
            condition: None,
            conditional_on: BTreeSet::new(),
            reach: Reach::sealed(),
        };
        let state = Motion::State(party(name), position);
        table.moves(&delegation(name), state).unwrap()
    }

    fn sign(table: &mut Table, name: &str, against: u32) {
        let (against, point) = (DraftNo::new(against), PointId::new("fish"));
        let hand = Hand::Signed;
        let endorsed = Endorsed {
            against,
            point,
            hand,
        };
        let endorse = Motion::Endorse(party(name), endorsed);
        table.moves(&delegation(name), endorse).unwrap();
    }

    fn maturity(table: &Table, seat: &Seat) -> Maturity {
        let seen = table.of(seat).seen_from(seat);
        seen.maturity(&seen.text().unwrap().points()[0])
    }

    #[test]
    fn what_was_signed_is_not_signed_once_its_words_were_changed() {
        let mut table = Table::recorded();
        settle(&mut table, "low");
        issue(&mut table);
        let hands = |table: &Table| {
            let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
            let signed = seen.assent();
            signed.signatures.values().map(BTreeSet::len).sum::<usize>()
        };
        for (at, name) in ["north", "south"].into_iter().enumerate() {
            agree(&mut table, name, None);
            assert_eq!(hands(&table), at);
            sign(&mut table, name, 1);
        }
        assert_eq!(hands(&table), 2);
        assert_eq!(maturity(&table, &Seat::Mediator), Maturity::Signed);
        rename(&mut table, "Fishing");
        assert_eq!(maturity(&table, &Seat::Mediator), Maturity::Proposed);
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let both: BTreeSet<PartyId> = ["north", "south"].map(party).into();
        let assent = seen.assent();
        for place in [
            Place::Bracket(BracketId::new("quota")),
            Place::Point(PointId::new("fish")),
        ] {
            assert_eq!(assent.overtaken[&place], both);
        }
        rename(&mut table, "Fish");
        assert_eq!(maturity(&table, &Seat::Mediator), Maturity::Signed);
    }

    #[test]
    fn what_was_agreed_is_not_agreed_once_another_option_is_taken() {
        let mut table = Table::recorded();
        issue(&mut table);
        for (name, holds) in [("north", "low"), ("south", "high")] {
            agree(&mut table, name, Some(holds));
        }
        settle(&mut table, "high");
        assert_eq!(maturity(&table, &Seat::Mediator), Maturity::Proposed);
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let place = Place::Bracket(BracketId::new("quota"));
        assert_eq!(seen.assent().overtaken[&place], [party("north")].into());
        agree(&mut table, "north", Some("high"));
        assert_eq!(maturity(&table, &Seat::Mediator), Maturity::Agreed);
        let seen = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        assert!(seen.assent().overtaken[&place].is_empty());
    }

    #[test]
    fn a_delegation_that_agreed_reads_so_until_a_draft_brings_it_other_words() {
        let mut table = Table::recorded();
        settle(&mut table, "low");
        issue(&mut table);
        let north = delegation("north");
        agree(&mut table, "north", None);
        let agreed = |table: &Table| {
            let seen = table.of(&north).seen_from(&north);
            let positions = seen.positions(&party("north"));
            let last = positions.last().unwrap();
            !seen.is_overtaken(&party("north"), last)
        };
        rename(&mut table, "Fishing");
        assert!(agreed(&table));
        issue(&mut table);
        assert!(!agreed(&table));
    }
}
