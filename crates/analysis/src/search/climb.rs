//! A climb: change one bracket, or two, as long as that ranks higher.

use super::Best;

/// Climbs from a package by single changes, then pairs, offering each better package.
pub(super) fn climb(best: &mut Best<'_>, mut places: Vec<u16>) {
    while single(best, &mut places) {}
}

fn single(best: &mut Best<'_>, places: &mut [u16]) -> bool {
    let mut moved = false;
    for stage in 0..places.len() {
        let before = places[stage];
        let mut kept = before;
        for option in 0..best.stages.rows[stage].options.len() as u16 {
            places[stage] = option;
            if option != before && best.offer(places) {
                kept = option;
                moved = true;
            }
        }
        places[stage] = kept;
    }
    moved
}
