//! The working text: the fold of the steps that the team took with it.

use crate::ledger::{Kept, TextStep};
use crate::{Dispatch, EventId, InRoom, Issue, LeftOpen, Parcel, Proceedings, Verdict};
use disclosure::{Audience, Seat};
use std::collections::BTreeMap;
use text::{Ambiguity, DraftNo, History, Judgement, Place, ReadBack, ReadBacks, Revision, Text};

/// Every revision of the working text.
pub(crate) fn history(proceedings: &Proceedings) -> Option<History> {
    let team = proceedings.ledger(&Audience::Team)?;
    let mut history = History::new(proceedings.first_text().cloned().unwrap_or_default());
    for step in team.text.iter() {
        match &step.what {
            TextStep::Amended(amended) => {
                // It was looked over when it was decided; one that fits no longer changes nothing.
                let _ = history.amend(amended.amendment.clone());
            }
            TextStep::Set(text) => history.replace(Text::clone(text)),
            TextStep::Renumbered => {
                let renumbered = history.text().renumbered();
                history.replace(renumbered);
            }
        }
    }
    Some(history)
}

/// The first text: the points as the joint session knows them, else as the public does.
pub(crate) fn first(proceedings: &Proceedings) -> Option<Text> {
    let logs = [Audience::Plenary, Audience::Public];
    let mut ledgers = logs
        .iter()
        .filter_map(|audience| proceedings.ledger(audience));
    let case = ledgers.find_map(|ledger| ledger.opened.as_deref())?;
    Text::of_points(&case.seen_from(Seat::Public)).ok()
}

/// The text that a seat works from: the working text for the mediation team, else the last draft
/// that it has.
pub(crate) fn latest_text(proceedings: &Proceedings) -> Option<&Text> {
    if let Some(history) = proceedings.history() {
        return Some(history.text());
    }
    let audiences = proceedings.audiences();
    let ledgers = audiences.filter_map(|audience| proceedings.ledger(audience));
    let issued = ledgers.flat_map(|ledger| ledger.issued.iter());
    let last = issued.max_by_key(|kept| kept.what.number);
    last.map(|kept| &kept.what.text)
}

/// The drafts that were issued, each with its dispatch, in the order of their numbers.
pub(crate) fn issues(
    proceedings: &Proceedings,
) -> impl DoubleEndedIterator<Item = (&Kept<Dispatch>, &Issue)> {
    let team = proceedings.ledger(&Audience::Team);
    let sent = team
        .into_iter()
        .flat_map(|team| team.dispatched.iter().map(move |d| (team, d)));
    let sent: Vec<_> = sent
        .filter(|(team, dispatch)| team.upon(&team.recalled, dispatch.id).next().is_none())
        .filter_map(|(_, dispatch)| match &dispatch.what.parcel {
            Parcel::Issue(issue) => Some((dispatch, &**issue)),
            Parcel::Message { .. }
            | Parcel::Filed { .. }
            | Parcel::Ballot(_)
            | Parcel::Count { .. }
            | Parcel::Check(_)
            | Parcel::Readout(_)
            | Parcel::Admission(_) => None,
        })
        .collect();
    sent.into_iter()
}

/// The draft of this number, as the team issued it.
pub(crate) fn issue(proceedings: &Proceedings, number: DraftNo) -> Option<&Issue> {
    let found = issues(proceedings).find(|(_, issue)| issue.issued.number == number);
    found.map(|(_, issue)| issue)
}

/// The parties' read-backs of places of the text, each with the mediator's last judgement on it.
pub(crate) fn read_backs(proceedings: &Proceedings) -> ReadBacks {
    let mut read_backs = ReadBacks::default();
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return read_backs;
    };
    let mut verdicts = BTreeMap::new();
    for judged in team.judged.iter() {
        verdicts.insert(&judged.what.read_back, &judged.what.verdict);
    }
    for party in proceedings.seats().into_keys() {
        let room = proceedings.ledger(&Audience::Room(party.clone()));
        for understood in room.into_iter().flat_map(|room| room.understood.iter()) {
            let (room, id) = (party.clone(), understood.id);
            let judgement = match verdicts.get(&InRoom { room, id }) {
                Some(Verdict::Same) => Judgement::Same,
                Some(Verdict::Differs(how)) => Judgement::Differs(how.as_str().to_owned()),
                None => Judgement::Open,
            };
            let revision = issue(proceedings, understood.what.against);
            let read_back = ReadBack {
                of: revision.map_or(Revision::FIRST, |issue| issue.revision),
                words: understood.what.words.as_str().to_owned(),
                judgement,
            };
            read_backs.record(understood.what.place.clone(), party.clone(), read_back);
        }
    }
    read_backs
}

/// The ambiguities that are left on purpose.
pub(crate) fn register(proceedings: &Proceedings) -> Vec<(EventId, Ambiguity)> {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return Vec::new();
    };
    let registered = team.registered.iter();
    let left = registered.filter(|kept| team.upon(&team.clarified, kept.id).next().is_none());
    let left = left.map(|kept| {
        let by = kept.who.as_ref().map_or("", |who| who.as_str()).to_owned();
        (
            kept.id,
            Ambiguity {
                by,
                ..ambiguous(&kept.what)
            },
        )
    });
    left.collect()
}

/// What was left open, without who left it so.
pub(crate) fn ambiguous(left: &LeftOpen) -> Ambiguity {
    Ambiguity {
        review: left.review,
        place: left.place.clone(),
        language: left.language.clone(),
        words: left.words.as_str().to_owned(),
        why: left.why.as_str().to_owned(),
        by: String::new(),
    }
}

/// Whether a place may be marked clean: no party reads it otherwise than the others, or the words
/// are registered as left open on purpose.
pub(crate) fn is_clean(proceedings: &Proceedings, place: &Place, text: &Text) -> bool {
    let register: Vec<Ambiguity> = register(proceedings)
        .into_iter()
        .map(|(_, one)| one)
        .collect();
    let read_backs = read_backs(proceedings);
    read_backs.check_clean(place, text, &register).is_ok()
}
