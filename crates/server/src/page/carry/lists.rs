//! What may be said in front of an audience of what is known elsewhere, and what may not.

use crate::mark::Marks;
use crate::page::here::Here;
use crate::page::item::ItemCard;
use crate::page::outline::Outline;
use crate::page::room::{Before, before_of_others};
use crate::seated::Seated;
use crate::trouble::Trouble;
use disclosure::{PartyId, Seat};
use proceedings::{Attribution, Item, Stance};

/// An item that may be said there.
pub(crate) struct May {
    pub(crate) item: ItemCard,
    pub(crate) owner: Here,
    pub(crate) cite: String,
    pub(crate) may_name: bool,
    pub(crate) is_said: bool,
    pub(super) cited: bool,
    pub(super) named: bool,
}

/// An item that may not.
pub(crate) struct MayNot {
    pub(crate) class: String,
    pub(crate) glyph: String,
    pub(crate) owner: Here,
    pub(crate) words: String,
    pub(crate) why: String,
}

/// What may be said in front of an audience, and what may not, which is written down only where it
/// is shown: it can be long.
pub(crate) struct Lists<'a> {
    pub(crate) may: Vec<May>,
    pub(crate) closed: Vec<Closed<'a>>,
    pub(crate) pen: Pen,
}

/// Something that may not be said.
pub(crate) enum Closed<'a> {
    Item(Item<'a>),
    Stance(Stance<'a>),
    Before(Here, Before),
}

/// What writes down what may not be said.
pub(crate) struct Pen {
    outline: Outline,
    marks: Marks,
}

impl Pen {
    pub(crate) fn written(&self, one: &Closed<'_>) -> MayNot {
        let Self { outline, marks } = self;
        match one {
            Closed::Item(item) => {
                let card = ItemCard::of(item, outline, marks, &[]);
                closed(&item.owner, card, marks)
            }
            Closed::Stance(stance) => {
                let card = ItemCard::of_stance(stance, outline, marks, &[]);
                closed(&stance.owner, card, marks)
            }
            Closed::Before(owner, line) => MayNot {
                class: line.class.to_owned(),
                glyph: line.glyph.to_owned(),
                owner: owner.clone(),
                words: format!("{}: {}", line.kind, line.words),
                why: format!("{}; from before the talks were opened here", line.class),
            },
        }
    }
}

/// What may be said in front of an audience, and what may not.
pub(crate) fn lists<'a>(seated: &'a Seated, to: &Here) -> Result<Lists<'a>, Trouble> {
    let sitting = seated.sitting();
    let marks = seated.marks();
    let case = seated.proceedings().case().ok_or(Trouble::NotHere)?;
    let outline = Outline::of(&case.seen_from(Seat::Mediator));
    let list = sitting.carry_list(&to.audience);
    let may = list.may.iter().rev().map(|one| {
        let how = (one.attribution, one.is_said);
        let card = ItemCard::of(&one.item, &outline, &marks, &[]);
        open(how, (&one.item.owner, card), &marks)
    });
    let mut may: Vec<May> = may.collect();
    let closed = list.may_not.into_iter().rev();
    let mut closed: Vec<Closed<'_>> = closed.map(|one| Closed::Item(one.item)).collect();
    for (stance, may_be_said) in sitting.stances_before(&to.audience) {
        match may_be_said {
            Ok(how) => {
                let card = ItemCard::of_stance(&stance, &outline, &marks, &[]);
                may.push(open(how, (&stance.owner, card), &marks));
            }
            Err(_) => closed.push(Closed::Stance(stance)),
        }
    }
    let before = before_of_others(seated, to).into_iter();
    closed.extend(before.map(|(owner, line)| Closed::Before(owner, line)));
    let pen = Pen { outline, marks };
    Ok(Lists { may, closed, pen })
}

/// The words of an item, or what it says without any.
fn said(card: &ItemCard) -> String {
    if card.words.is_empty() {
        card.more.join("; ")
    } else {
        card.words.clone()
    }
}

fn open(
    (attribution, is_said): (Attribution, bool),
    (owner, item): (&PartyId, ItemCard),
    marks: &Marks,
) -> May {
    let owner = Here::room(owner, marks);
    May {
        cite: format!("{}-{}", owner.key, item.id),
        owner,
        may_name: attribution == Attribution::Attributed,
        is_said,
        cited: false,
        named: false,
        item,
    }
}

fn closed(owner: &PartyId, card: ItemCard, marks: &Marks) -> MayNot {
    MayNot {
        class: card.class.to_owned(),
        glyph: card.glyph.to_owned(),
        owner: Here::room(owner, marks),
        words: format!("{}: {}", card.kind, said(&card)),
        why: card.travels,
    }
}
