//! The prices that serve a set of packages worst: the row player's side of a matrix game.
//!
//! Solved by the simplex method in fixed point. The result steers a search and proves nothing, so
//! rounding is harmless.

const SHIFT: u32 = 32;
const ONE: i64 = 1 << SHIFT;
const PIVOTS_MAX: usize = 60;

/// Prices, adding up to about 2^32, that make the best of these packages worth least.
///
/// Each row holds what one package gives each party, in parts of 2^20 or so.
pub(super) fn prices(rows: &[Vec<i64>]) -> Vec<i64> {
    let parties = rows.first().map_or(0, Vec::len);
    let least = rows.iter().flatten().copied().min().unwrap_or(0);
    let most = rows.iter().flatten().copied().max().unwrap_or(0);
    let range = (most - least).max(1);
    // Shifting every entry leaves the best prices as they are: entries become 0.25 to 1.25.
    let scaled = |entry: i64| {
        let part = (i128::from(entry - least) << SHIFT) / i128::from(range);
        part as i64 + ONE / 4
    };
    let mut tableau: Vec<Vec<i64>> = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        let mut line: Vec<i64> = row.iter().map(|entry| scaled(*entry)).collect();
        line.push(ONE);
        tableau.push(line);
    }
    let mut goal = vec![-ONE; parties];
    goal.push(0);
    tableau.push(goal);
    solve(&mut tableau, parties)
}

/// Maximises the sum of the variables; rows are `entries · y <= 1`.
fn solve(tableau: &mut [Vec<i64>], parties: usize) -> Vec<i64> {
    let rows = tableau.len() - 1;
    // Which variable stands on each row and column: below `parties` a price, else a slack.
    let mut on_row: Vec<usize> = (parties..parties + rows).collect();
    let mut on_column: Vec<usize> = (0..parties).collect();
    for _ in 0..PIVOTS_MAX {
        let goal = &tableau[rows];
        let Some(column) = (0..parties).min_by_key(|column| goal[*column]) else {
            break;
        };
        if goal[column] >= -(ONE >> 16) {
            break;
        }
        let steps = (0..rows).filter(|row| tableau[*row][column] > ONE >> 16);
        let ratio = |row: &usize| {
            let entry = i128::from(tableau[*row][column]);
            (i128::from(tableau[*row][parties]) << SHIFT) / entry
        };
        let Some(row) = steps.min_by_key(ratio) else {
            break;
        };
        pivot(tableau, row, column);
        std::mem::swap(&mut on_row[row], &mut on_column[column]);
    }
    let mut prices = vec![0; parties];
    for (row, variable) in on_row.iter().enumerate() {
        if let Some(price) = prices.get_mut(*variable) {
            *price = tableau[row][parties].max(0);
        }
    }
    prices
}

fn pivot(tableau: &mut [Vec<i64>], row: usize, column: usize) {
    let entry = i128::from(tableau[row][column]);
    let over = |value: i64| ((i128::from(value) << SHIFT) / entry) as i64;
    let line: Vec<i64> = tableau[row].iter().map(|value| over(*value)).collect();
    for (position, other) in tableau.iter_mut().enumerate() {
        if position == row {
            continue;
        }
        let factor = i128::from(other[column]);
        for (value, pivot) in other.iter_mut().zip(&line) {
            *value -= ((factor * i128::from(*pivot)) >> SHIFT) as i64;
        }
        other[column] = -(((factor << SHIFT) / entry) as i64);
    }
    tableau[row] = line;
    tableau[row][column] = ((1_i128 << (2 * SHIFT)) / entry) as i64;
}
