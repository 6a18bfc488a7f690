//! What leaves the mediation team's hands: of each deed, the words that others will read.

use crate::closed::message_words;
use crate::{Deed, Dispatch, Label, Met, Parcel, Planned, Told, Words};
use case::Language;
use disclosure::Audience;
use text::{Print, Text};

/// What of a deed is read, and in front of which audiences.
pub(crate) struct Outgoing<'a> {
    pub(crate) to: Vec<&'a Audience>,
    pub(crate) words: Vec<String>,
}

/// The words of a deed, as far as somebody beside the mediation team will read them.
// tidy: long, because it names every deed, so that a new one cannot be forgotten
pub(crate) fn outgoing<'a>(audience: &'a Audience, deed: &'a Deed) -> Option<Outgoing<'a>> {
    let words = match deed {
        Deed::Said(message) => message_words(message),
        Deed::Replied(reply) => own(reply.words.as_ref()),
        Deed::Told(told) => told_words(&told.told).collect(),
        Deed::Stated(stated) => {
            let words = stated.words.iter().chain(&stated.condition);
            words.map(|words| words.as_str().to_owned()).collect()
        }
        Deed::Planned(planned) => planned_words(planned),
        Deed::Met(met) => met_words(met),
        Deed::Dispatched(dispatch) => {
            let to = dispatch.copies.iter().map(|copy| &copy.to).collect();
            let words = dispatch_words(dispatch);
            return Some(Outgoing { to, words });
        }
        Deed::Opened(_)
        | Deed::Undone(_)
        | Deed::Carried(_)
        | Deed::Consented(_)
        | Deed::Destroyed(_)
        | Deed::Admitted(_)
        | Deed::Reclassed(_)
        | Deed::Issued(_)
        | Deed::Proposed(_)
        | Deed::Criticised(_)
        | Deed::Understood(_)
        | Deed::Endorsed(_)
        | Deed::BallotPut(_)
        | Deed::Voted(_)
        | Deed::BallotCounted(_)
        | Deed::CheckPut(_)
        | Deed::CheckStep(_)
        | Deed::CheckCame(_)
        | Deed::CalledOff(_)
        | Deed::Published(_)
        | Deed::Noted(_)
        | Deed::Sighted(_)
        | Deed::KeptBack(_)
        | Deed::Countersigned(_)
        | Deed::Recalled(_)
        | Deed::PolicySet(_)
        | Deed::Amended(_)
        | Deed::SetAside(_)
        | Deed::DealtWith(_)
        | Deed::TextSet(_)
        | Deed::Renumbered
        | Deed::PassedOver(_)
        | Deed::Judged(_)
        | Deed::Registered(_)
        | Deed::Clarified(_)
        | Deed::PackageKept(_)
        | Deed::PackageDropped(_) => return None,
    };
    match audience {
        Audience::Team => None,
        Audience::Room(_) | Audience::Plenary | Audience::Public => Some(Outgoing {
            to: vec![audience],
            words,
        }),
    }
}

/// What others read of a dispatch; a sorted line goes to the room of whoever said it.
fn dispatch_words(dispatch: &Dispatch) -> Vec<String> {
    match &dispatch.parcel {
        Parcel::Message { message, .. } => message_words(message),
        Parcel::Issue(issue) => text_words(&issue.issued.text),
        Parcel::Ballot(ballot) => vec![ballot.words.as_str().to_owned()],
        Parcel::Check(check) => own(check.words()),
        Parcel::Readout(readout) => vec![
            readout.title.as_str().to_owned(),
            readout.words.as_str().to_owned(),
        ],
        Parcel::Admission(admission) => {
            let mut words = own(admission.part.as_ref());
            words.push(admission.name.as_str().to_owned());
            words
        }
        Parcel::Filed { .. } | Parcel::Count { .. } => Vec::new(),
    }
}

fn own(words: Option<&Words>) -> Vec<String> {
    words
        .map(|words| words.as_str().to_owned())
        .into_iter()
        .collect()
}

/// The words of a told item, where it was told in words.
pub(crate) fn told_words(told: &Told) -> impl Iterator<Item = String> + use<> {
    let words = match told {
        Told::Said(_, words) | Told::RedLine { words, .. } => Some(words.as_str().to_owned()),
        Told::Grades(_) | Told::Preferences(_) | Told::Figures(_) | Told::Valued(_) => None,
    };
    words.into_iter()
}

/// The words of a text, point by point, in each of its languages.
pub(crate) fn text_words(text: &Text) -> Vec<String> {
    let languages: Vec<&Language> = text.languages().into_iter().collect();
    let points = text.points().iter().flat_map(|point| {
        let languages = languages.iter();
        languages.map(|language| point.printed(language, Print::Bracketed))
    });
    points.collect()
}

pub(crate) fn label_words(labels: &[Label]) -> impl Iterator<Item = String> + use<'_> {
    labels.iter().map(|label| label.as_str().to_owned())
}

fn planned_words(planned: &Planned) -> Vec<String> {
    let mut words = vec![
        planned.format.as_str().to_owned(),
        planned.place.as_str().to_owned(),
    ];
    words.extend(planned.level.iter().map(|level| level.as_str().to_owned()));
    words.extend(label_words(&planned.who));
    words.extend(own(planned.words.as_ref()));
    words
}

fn met_words(met: &Met) -> Vec<String> {
    let mut words = vec![
        met.format.as_str().to_owned(),
        met.place.as_str().to_owned(),
    ];
    words.extend(label_words(&met.present));
    words.extend(minutes_words(met));
    words
}

/// What was taken down of a meeting, and what comes next.
pub(crate) fn minutes_words(met: &Met) -> Vec<String> {
    let minutes = met.minutes.iter().map(|minutes| &minutes.words);
    let words = minutes.chain(&met.next);
    words.map(|words| words.as_str().to_owned()).collect()
}
