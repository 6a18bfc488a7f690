//! One text with criticism (Fisher 1978; Camp David 1978 as Raiffa 1982 tells it): nobody is asked
//! to accept, everybody is asked what is wrong with the text; the mediator mends what the party
//! names that was heeded least so far, and goes round again.

use super::hall::{Hall, place};
use problem::talks::{Put, Reply};
use problem::{BracketIx, ChoiceIx, Package, PartyIx};

pub(super) fn hold(hall: &mut Hall<'_>) {
    let parties = hall.parties();
    let mut heeded = vec![0_u32; parties.len()];
    // The text with which most were content; of several the last.
    let mut best: Option<(usize, Package)> = None;
    while hall.is_open() {
        let replies = hall.put_to_all(&Put::Criticise(hall.text.clone()));
        let content = replies.iter().filter(|reply| **reply == Reply::Yes).count();
        if best.as_ref().is_none_or(|(most, _)| content >= *most) {
            best = Some((content, hall.text.clone()));
        }
        if content == parties.len() {
            hall.next_round();
            break;
        }
        mend(hall, &mut heeded, &replies);
        hall.next_round();
    }
    if let Some((_, text)) = best {
        hall.text = text;
    }
}

/// Mends what one party criticised: the one heeded least so far, by chance among several.
fn mend(hall: &mut Hall<'_>, heeded: &mut [u32], replies: &[Reply]) {
    let parties = hall.parties();
    let named = parties
        .iter()
        .zip(replies)
        .filter_map(|(party, reply)| match reply {
            Reply::Change(bracket, choice) => {
                let text = hall.text.with(*bracket, *choice);
                hall.may_be_put(&text)
                    .then_some((*party, *bracket, *choice))
            }
            Reply::Yes | Reply::No | Reply::Grade(_) | Reply::Options(_) => None,
        });
    let named: Vec<(PartyIx, BracketIx, ChoiceIx)> = named.collect();
    let times = |party: PartyIx| heeded.get(place(party)).copied().unwrap_or(0);
    let fewest = named.iter().map(|(party, ..)| times(*party)).min();
    let waiting: Vec<_> = named
        .iter()
        .filter(|(party, ..)| Some(times(*party)) == fewest)
        .copied()
        .collect();
    let at = hall.below(waiting.len());
    if let Some((party, bracket, choice)) = waiting.get(at) {
        hall.text = hall.text.with(*bracket, *choice);
        if let Some(count) = heeded.get_mut(place(*party)) {
            *count += 1;
        }
    }
}
