//! The order in which brackets are eliminated: least fill first.

use super::Linkage;

/// The brackets in the order in which they are decided: the reverse of a min-fill elimination
/// order over the linkages whose tables are small enough to be joined.
pub(super) fn decision_order(sizes: &[usize], linkages: &[Linkage]) -> Vec<usize> {
    let count = sizes.len();
    let mut near = vec![vec![false; count]; count];
    for linkage in linkages {
        if table_len(sizes, &linkage.brackets) <= super::TABLE_MAX {
            join(&mut near, &linkage.brackets);
        }
    }
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(next) = left
        .iter()
        .copied()
        .min_by_key(|b| cost(*b, &left, &near, sizes))
    {
        left.retain(|bracket| *bracket != next);
        let around: Vec<usize> = left.iter().copied().filter(|b| near[next][*b]).collect();
        join(&mut near, &around);
        order.push(next);
    }
    order.reverse();
    order
}

/// How many entries a table over these brackets has.
pub(super) fn table_len(sizes: &[usize], brackets: &[usize]) -> usize {
    let sizes = brackets.iter().map(|bracket| sizes[*bracket]);
    sizes.fold(1, usize::saturating_mul)
}

fn join(near: &mut [Vec<bool>], brackets: &[usize]) {
    for one in brackets {
        for other in brackets.iter().filter(|other| *other != one) {
            near[*one][*other] = true;
        }
    }
}

/// The edges that eliminating a bracket adds, then the size of the table it makes.
fn cost(bracket: usize, left: &[usize], near: &[Vec<bool>], sizes: &[usize]) -> (usize, usize) {
    let around = left.iter().copied().filter(|b| near[bracket][*b]);
    let around: Vec<usize> = around.collect();
    let mut fill = 0;
    for (position, one) in around.iter().enumerate() {
        fill += around[position + 1..]
            .iter()
            .filter(|other| !near[*one][**other])
            .count();
    }
    (
        fill,
        table_len(sizes, &around).saturating_mul(sizes[bracket]),
    )
}
