//! What a party told in confidence: the items with their marks, the form that tells one more, and
//! the owner's form that gives one another class.

use super::{name_of, outline_of};
use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::page::back::{self, Back, TAKEN_BACK};
use crate::page::here::Here;
use crate::page::item::{ItemCard, ReachChoices, class_glyph, seat_key};
use crate::page::outline::Outline;
use crate::page::sieve::Sieve;
use crate::page::word::word_of;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use axum::extract::Path;
use case::{Firmness, GivenBy, View};
use disclosure::{Audience, Owner, PartyId, ReleaseClass, Seat, Seen};
use proceedings::{
    Brought, Confidence, EventId, Moment, Motion, Named, Reach, Reclass, ShownWhat, Telling, Told,
    WORDS_MAX, Words,
};

/// The form that tells an item.
pub(super) struct TellForm {
    pub(super) kinds: Vec<(&'static str, &'static str)>,
    pub(super) choices: ReachChoices,
}

/// Something that stood in the case when it was opened.
pub(crate) struct Before {
    pub(crate) class: &'static str,
    pub(crate) glyph: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) words: String,
}

impl TellForm {
    pub(super) fn new(seated: &Seated, party: &PartyId) -> Self {
        let others = others(seated, party);
        let red_lines = [
            (name_of(Firmness::RedLine), "a red line"),
            (name_of(Firmness::Demand), "a demand"),
        ];
        let tellings = Telling::ALL.iter();
        let tellings = tellings.map(|(telling, name)| {
            let words = match telling {
                Telling::Position => "a position: what it wants",
                Telling::Interest => "an interest: why it wants it",
                Telling::Need => "a need: what it cannot do without",
                Telling::Fact => "a fact",
            };
            (*name, words)
        });
        Self {
            kinds: tellings.chain(red_lines).collect(),
            choices: ReachChoices::of(&Reach::sealed(), &others, &seated.marks()),
        }
    }
}

/// The seats that an item of this party may be carried to, as far as the reader knows them.
pub(crate) fn others(seated: &Seated, party: &PartyId) -> Vec<Seat> {
    let mut seats = seated.sitting().readers(&Audience::Plenary);
    seats.retain(|seat| seat.party().is_some_and(|each| each != party));
    seats
}

/// What the party told, newest first, as far as it is looked for.
pub(super) fn items(
    seated: &Seated,
    party: &PartyId,
    (outline, sieve): (&Outline, &Sieve),
) -> Vec<ItemCard> {
    let others = others(seated, party);
    let marks = seated.marks();
    let sitting = seated.sitting();
    let items = sitting.items(party).rev();
    let page = format!("room/{}", Here::room(party, &marks).key);
    let items = items.map(|item| ItemCard {
        back: Back::of(seated, (party, item.told.id), &page),
        ..ItemCard::of(&item, outline, &marks, &others)
    });
    let stances = sitting.stances(party).into_iter().rev();
    let stances = stances.map(|one| ItemCard::of_stance(&one, outline, &marks, &others));
    let all = items.chain(stances);
    all.filter(|card| sieve.takes(card.all_words())).collect()
}

/// Takes back what was told: an item in the wrong room, or one mistyped.
pub(super) async fn taken_back(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let here = Here::at(&seated, &key)?;
    here.party_of_room()?;
    seated.frame_seen_by(Place::Rooms, &here.audience)?;
    let motion = back::taken_back(&seated, &mut form)?;
    let sent = form.sent()?;
    seated.act(motion, &sent).await?;
    Ok(seated.moved(&format!("room/{}", here.key), TAKEN_BACK))
}

/// What stood in the case when the room was opened, of this party's own and not public.
pub(super) fn before(seated: &Seated, party: &PartyId) -> Vec<Before> {
    let sitting = seated.sitting();
    let shown = sitting.knows(party, Moment::of_micros(i64::MIN));
    let room = Audience::Room(party.clone());
    let case = shown.into_iter().find_map(|shown| match shown.what {
        ShownWhat::Case(case) if *shown.audience == room => Some(case),
        ShownWhat::Case(_)
        | ShownWhat::Said(_)
        | ShownWhat::Replied(_)
        | ShownWhat::Draft(_)
        | ShownWhat::Ballot(_)
        | ShownWhat::Outcome(_)
        | ShownWhat::Check(_)
        | ShownWhat::CheckNews(_)
        | ShownWhat::Plan(_)
        | ShownWhat::Off(_)
        | ShownWhat::Held(_)
        | ShownWhat::Readout(_)
        | ShownWhat::Admitted(_) => None,
    });
    let view = case.map(|case| case.seen_from(seated.seat().clone()));
    let items = sitting
        .items(party)
        .filter_map(|item| item.brought.cloned());
    let items: Vec<Brought> = items.collect();
    view.map_or_else(Vec::new, |view| own_lines(&view, party, &items))
}

/// What other parties than this room's had told before, and may not be said here.
pub(crate) fn before_of_others(seated: &Seated, to: &Here) -> Vec<(Here, Before)> {
    let marks = seated.marks();
    let parties = seated.sitting().rooms().map(|(party, _)| party);
    let others = parties.filter(|party| Some(party) != to.party());
    let lines = others.flat_map(|party| {
        let owner = Here::room(&party, &marks);
        let lines = before(seated, &party).into_iter();
        // What its owner lets travel stands in the case as the other rooms were opened with it.
        let closed = lines.filter(|line| {
            [ReleaseClass::Sealed, ReleaseClass::Shape]
                .iter()
                .any(|class| class.name() == line.class)
        });
        closed
            .map(move |line| (owner.clone(), line))
            .collect::<Vec<_>>()
    });
    lines.collect()
}

/// What is no item of the room: what other rooms were opened with too, and orders, bounds and
/// comparisons.
fn own_lines(view: &View<'_>, party: &PartyId, items: &[Brought]) -> Vec<Before> {
    let language = super::english();
    let mut lines = Vec::new();
    for seen in view.red_lines().filter(|seen| is_own(seen, party)) {
        if items.contains(&Brought::RedLine(seen.item.id.clone())) {
            continue;
        }
        let kind = match seen.item.firmness {
            Firmness::RedLine => "Red line",
            Firmness::Demand => "Demand",
        };
        let words = seen.item.text.in_language(&language).to_owned();
        lines.push(line(seen.class, kind, words));
    }
    for seen in view.preferences().filter(|seen| is_own(seen, party)) {
        let own = seen.item;
        let is_item = own.are_of(party)
            && own.given_by == GivenBy::Party
            && seen.class <= ReleaseClass::Shape;
        if is_item
            && own.rankings.is_empty()
            && own.intervals.is_empty()
            && own.comparisons.is_empty()
        {
            continue;
        }
        let words = if is_item {
            "Rankings, bounds and comparisons, as they stand in the case file"
        } else {
            "Preferences, as they stand in the case file"
        };
        let words = words.to_owned();
        lines.push(line(seen.class, "Preferences", words));
    }
    lines
}

fn line(class: ReleaseClass, kind: &'static str, words: String) -> Before {
    let (glyph, class) = (class_glyph(class), class.name());
    Before {
        class,
        glyph,
        kind,
        words,
    }
}

fn is_own<T>(seen: &Seen<'_, T>, party: &PartyId) -> bool {
    seen.owner == Some(&Owner::Party(party.clone())) && !seen.is_public()
}

/// Reads how far an item may travel.
pub(crate) fn reach_of(form: &mut Form, others: &[Seat]) -> Result<Reach, Trouble> {
    let class = form.named::<ReleaseClass>("class")?;
    let keys = form.all("to", 16)?;
    let mut to = std::collections::BTreeSet::new();
    for key in keys {
        let found = others
            .iter()
            .find(|seat| seat_key(seat).as_ref() == Some(&key));
        let found = found.ok_or_else(|| {
            form.unfit_by(
                "to",
                "this is no seat of the talks\nhint: choose from the list",
            )
        })?;
        to.insert(found.clone());
    }
    let unnamed = form.all("unnamed", 16)?;
    let mut unnamed: std::collections::BTreeSet<Seat> = others
        .iter()
        .filter(|seat| seat_key(seat).is_some_and(|key| unnamed.contains(&key)))
        .cloned()
        .collect();
    // Recipients count for the two classes that are carried to somebody, and for no other; who
    // hears it without its source, only where others hear it with it.
    match class {
        ReleaseClass::Attributed => unnamed.retain(|seat| to.contains(seat)),
        ReleaseClass::Unattributed => unnamed.clear(),
        ReleaseClass::Sealed | ReleaseClass::Shape | ReleaseClass::Public => {
            to.clear();
            unnamed.clear();
        }
    }
    Ok(Reach { class, to, unnamed })
}

/// Takes down what a party tells.
pub(super) async fn told(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let here = Here::at(&seated, &key)?;
    let party = here.party_of_room()?;
    let outline = outline_of(&seated, &here)?;
    let matter = form.parsed("about", |typed| outline.matter(typed))?;
    let kind = form.line("kind", 40)?;
    let words = form.text("words", WORDS_MAX)?;
    let words = Words::new(&words).map_err(|why| form.unfit_by("words", &why.to_string()))?;
    let told = match (Telling::of_name(&kind), Firmness::of_name(&kind)) {
        (Some(telling), _) => Told::Said(telling, words),
        (None, Some(firmness)) => Told::RedLine {
            firmness,
            words,
            never: None,
        },
        (None, None) => {
            return Err(form.unfit_by("kind", "is none of the choices\nhint: choose from the list"));
        }
    };
    let reach = reach_of(&mut form, &others(&seated, &party))?;
    let word = word_of(&mut form, &seated)?;
    let sent = form.sent()?;
    let effect = format!(
        "Kept in {}: {}.",
        here.place,
        travels(&seated, &party, &reach)
    );
    let confidence = Confidence {
        matter,
        told,
        reach,
    };
    let motion = Motion::Tell(party, confidence);
    seated.act_with_word(motion, &sent, word).await?;
    Ok(seated.moved(&format!("room/{}", here.key), &effect))
}

/// Destroys what an item says, everywhere in the store.
pub(super) async fn destroyed(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let here = Here::at(&seated, &key)?;
    let party = here.party_of_room()?;
    let item = form.parsed("item", |typed| {
        EventId::of_hex(typed).ok_or("this is no item of this room")
    })?;
    let is_sure = form.ticked("sure")?;
    let word = word_of(&mut form, &seated)?;
    if !is_sure {
        return Err(form.unfit("sure", "is not ticked", "Tick it and send the form again."));
    }
    let sent = form.sent()?;
    let motion = Motion::Destroy(party.clone(), item);
    seated.act_with_word(motion, &sent, word).await?;
    let (registry, ring) = (&seated.registry, &seated.keys.own);
    registry.erase(&Audience::Room(party), ring, item).await?;
    let effect = "What it said is destroyed here. Copies of the store that were made before still \
                  hold it: destroy them too.";
    Ok(seated.moved(&format!("room/{}", here.key), effect))
}

/// What was told here and destroyed since, in words, newest first.
pub(super) fn gone(seated: &Seated, party: &PartyId) -> Vec<String> {
    let marks = seated.marks();
    let gone = seated.sitting().destroyed(party).rev();
    let lines = gone.map(|gone| {
        let when = moment_words(gone.at);
        let by = match (&gone.by, &gone.word) {
            (Seat::Mediator, Some(word)) => {
                let who = word.said_by.as_str();
                format!("by the mediation team, on the word of {who}")
            }
            (Seat::Mediator, None) => "by the mediation team".to_owned(),
            (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public, _) => {
                format!("by {}", marks.name(party))
            }
        };
        format!("What stood here was destroyed on {when}, {by}.")
    });
    lines.collect()
}

/// Gives an item another class.
pub(super) async fn classed(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let here = Here::at(&seated, &key)?;
    let party = here.party_of_room()?;
    let item = form.parsed("item", |typed| {
        EventId::of_hex(typed).ok_or("this is no item of this room")
    })?;
    let reach = reach_of(&mut form, &others(&seated, &party))?;
    let word = word_of(&mut form, &seated)?;
    let sent = form.sent()?;
    let effect = format!("From now on: {}.", travels(&seated, &party, &reach));
    let motion = Motion::Reclass(party, Reclass { item, reach });
    seated.act_with_word(motion, &sent, word).await?;
    Ok(seated.moved(&format!("room/{}", here.key), &effect))
}

fn travels(seated: &Seated, party: &PartyId, reach: &Reach) -> String {
    let marks = seated.marks();
    crate::page::item::travels(reach, marks.name(party), &marks)
}
