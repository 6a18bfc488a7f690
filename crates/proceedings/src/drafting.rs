//! The working text: the fold of the steps that the team took with it.

use crate::ledger::{Kept, TextStep};
use crate::{Dispatch, Issue, Parcel, Proceedings, Verdict};
use case::{BracketId, PointId};
use disclosure::{Audience, Seat};
use text::{DraftNo, History, Place, Text};

/// Every revision of the working text.
pub(crate) fn history(proceedings: &Proceedings) -> Option<History> {
    let team = proceedings.ledger(&Audience::Team)?;
    let mut history = History::new(first(proceedings).unwrap_or_default());
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
fn first(proceedings: &Proceedings) -> Option<Text> {
    let logs = [Audience::Plenary, Audience::Public];
    let mut ledgers = logs
        .iter()
        .filter_map(|audience| proceedings.ledger(audience));
    let case = ledgers.find_map(|ledger| ledger.opened.as_deref())?;
    Text::of_points(&case.seen_from(Seat::Public)).ok()
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
            | Parcel::Readout(_) => None,
        })
        .collect();
    sent.into_iter()
}

/// The draft of this number, as the team issued it.
pub(crate) fn issue(proceedings: &Proceedings, number: DraftNo) -> Option<&Issue> {
    let found = issues(proceedings).find(|(_, issue)| issue.issued.number == number);
    found.map(|(_, issue)| issue)
}

/// Whether some party's last judged read-back of a place differs from the others'.
///
/// A bracket is also read differently where its whole point is.
pub(crate) fn is_read_differently(
    proceedings: &Proceedings,
    point: &PointId,
    bracket: Option<&BracketId>,
) -> bool {
    let concerns = |place: &Place| match place {
        Place::Point(id) => id == point,
        Place::Bracket(id) => bracket.is_none_or(|bracket| bracket == id),
    };
    open_differences(proceedings)
        .iter()
        .any(|place| concerns(place))
}

/// The places that some party's last judged read-back found to differ.
pub(crate) fn open_differences(proceedings: &Proceedings) -> Vec<Place> {
    let Some(team) = proceedings.ledger(&Audience::Team) else {
        return Vec::new();
    };
    let mut open = Vec::new();
    for party in proceedings.seats().keys() {
        let Some(room) = proceedings.ledger(&Audience::Room(party.clone())) else {
            continue;
        };
        let mut judged = std::collections::BTreeMap::new();
        for read_back in room.understood.iter() {
            let verdicts = team.judged.iter().filter(|kept| {
                kept.what.read_back.room == *party && kept.what.read_back.id == read_back.id
            });
            if let Some(last) = verdicts.last() {
                judged.insert(&read_back.what.place, &last.what.verdict);
            }
        }
        let differing = judged.into_iter().filter(|(_, verdict)| match verdict {
            Verdict::Same => false,
            Verdict::Differs(_) => true,
        });
        open.extend(differing.map(|(place, _)| place.clone()));
    }
    open
}
