//! Joint gains by local questions: bracket after bracket, everybody is asked which options are at
//! least as good as the one in the text, and the text moves to one that all have named.
//!
//! After the method of improving directions (Ehtamo, Verkama and Hämäläinen 1999, *How to select
//! fair improving directions in a negotiation model over continuous issues*; Ehtamo, Kettunen and
//! Hämäläinen 2001), with options of one bracket at a time in place of directions.

use super::hall::Hall;
use problem::talks::{Put, Reply};
use problem::{BracketIx, ChoiceIx, ChoiceSet};

pub(super) fn hold(hall: &mut Hall<'_>) {
    let mut waiting: Vec<BracketIx> = Vec::new();
    while hall.is_open() {
        let Some(bracket) = next(hall, &mut waiting) else {
            break;
        };
        let replies = hall.put_to_all(&Put::Improving(hall.text.clone(), bracket));
        let named: Vec<ChoiceSet> = replies
            .into_iter()
            .map(|reply| match reply {
                Reply::Options(set) => set,
                Reply::Yes | Reply::No | Reply::Grade(_) | Reply::Change(..) => ChoiceSet::empty(),
            })
            .collect();
        let size = hall.problem.sizes().get(bracket).copied().unwrap_or(0);
        let here = hall.text.choice(bracket);
        let all_name = |choice: &ChoiceIx| named.iter().all(|set| set.holds(*choice));
        let others = (0..size)
            .map(ChoiceIx::new)
            .filter(|choice| Some(*choice) != here);
        let common: Vec<ChoiceIx> = others
            .filter(all_name)
            .filter(|choice| hall.may_be_put(&hall.text.with(bracket, *choice)))
            .collect();
        let at = hall.below(common.len());
        if let Some(choice) = common.get(at) {
            hall.text = hall.text.with(bracket, *choice);
        }
        hall.next_round();
    }
}

/// The next bracket: all in an order by chance, and again.
fn next(hall: &mut Hall<'_>, waiting: &mut Vec<BracketIx>) -> Option<BracketIx> {
    if waiting.is_empty() {
        let open = hall.problem.sizes().iter().filter(|(_, size)| **size > 1);
        waiting.extend(open.map(|(bracket, _)| bracket));
    }
    let at = hall.below(waiting.len());
    (at < waiting.len()).then(|| waiting.swap_remove(at))
}
