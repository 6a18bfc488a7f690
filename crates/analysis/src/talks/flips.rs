//! Random flips: one bracket of the text is changed by chance, and the change stays if nobody votes
//! against it (the mediated single text of Klein and others 2003, without annealing).

use super::hall::Hall;
use problem::talks::{Put, Reply};

pub(super) fn hold(hall: &mut Hall<'_>) {
    while hall.is_open() {
        if let Some(text) = hall.flip() {
            let put = Put::Rather(text.clone(), hall.text.clone());
            let votes = hall.put_to_all(&put);
            if votes.iter().all(|vote| *vote == Reply::Yes) {
                hall.text = text;
            }
        }
        hall.next_round();
    }
}
