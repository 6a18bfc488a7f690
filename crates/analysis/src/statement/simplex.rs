//! Rows without constants, over quantities that are 0 or more: is there a point at which all are
//! true? Found by the simplex method with Bland's rule (Bland 1977), in exact fractions.
//!
//! The program makes the room of the rows that must be above 0 as large as it can, up to 1. Its
//! first point is 0, at which every other row is true, so no first phase is needed. If no room can
//! be made, what the last dictionary says of the room is a sum of rows that refutes them.

use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use problem::Effort;
use problem::statement::Sense;

/// A dictionary: each basic variable as a constant and a sum of the others.
///
/// Variables are numbered: quantities first, then the room, then the slack of each row, last the
/// slack of the bound on the room.
pub(super) struct Program {
    width: usize,
    /// What stands in each column.
    outside: Vec<usize>,
    /// What stands in each row.
    basis: Vec<usize>,
    table: Vec<Vec<BigRational>>,
    constants: Vec<BigRational>,
    goal: Vec<BigRational>,
    goal_at: BigRational,
}

/// What the program comes to.
pub(super) enum Solution {
    /// A point at which all rows are true.
    Point(Vec<BigRational>),
    /// How often each row is taken to refute them.
    Multipliers(Vec<BigRational>),
}

#[expect(
    clippy::indexing_slicing,
    reason = "rows and columns of one dictionary, sized where it is made"
)]
impl Program {
    pub(super) fn of(width: usize, rows: Vec<(Vec<(usize, &BigRational)>, Sense)>) -> Self {
        let (zero, one) = (BigRational::zero(), BigRational::one());
        let mut table = Vec::new();
        for (parts, sense) in rows {
            let mut row = vec![zero.clone(); width + 1];
            for (at, part) in parts {
                row[at] = part.clone();
            }
            if sense == Sense::Positive {
                row[width] = -one.clone();
            }
            table.push(row);
        }
        let count = table.len();
        let mut bound = vec![zero.clone(); width + 1];
        bound[width] = -one.clone();
        table.push(bound);
        let mut constants = vec![zero.clone(); count];
        constants.push(one.clone());
        let mut goal = vec![zero.clone(); width + 1];
        goal[width] = one;
        Self {
            width,
            outside: (0..=width).collect(),
            basis: (width + 1..width + 2 + count).collect(),
            table,
            constants,
            goal,
            goal_at: zero,
        }
    }

    /// Turns until the room is as large as it can be; nothing where the effort ran out.
    pub(super) fn solve(&mut self, effort: &Effort<'_>, nodes: &mut u64) -> Option<Solution> {
        while let Some(enters) = self.entering() {
            *nodes += 1;
            if *nodes > effort.nodes_max || effort.watch.is_stopped() {
                return None;
            }
            let leaves = self.leaving(enters)?;
            self.turn(leaves, enters);
            if self.goal_at.is_positive() {
                // Rows without constants: any room at all can be made as large as 1.
                break;
            }
        }
        if self.goal_at.is_positive() {
            return Some(Solution::Point(self.point()));
        }
        let mut times = vec![BigRational::zero(); self.table.len() - 1];
        for (column, variable) in self.outside.iter().enumerate() {
            let slack = variable.checked_sub(self.width + 1);
            if let Some(place) = slack.and_then(|slack| times.get_mut(slack)) {
                *place = -self.goal[column].clone();
            }
        }
        Some(Solution::Multipliers(times))
    }

    /// The variable of the least number that makes room.
    fn entering(&self) -> Option<usize> {
        let gainful = (0..self.outside.len()).filter(|column| self.goal[*column].is_positive());
        gainful.min_by_key(|column| self.outside[*column])
    }

    /// The row that gives way first, of those the variable of the least number.
    fn leaving(&self, enters: usize) -> Option<usize> {
        let falling = (0..self.table.len()).filter(|row| self.table[*row][enters].is_negative());
        falling.min_by(|one, other| {
            let ratio = |row: usize| -(&self.constants[row] / &self.table[row][enters]);
            let least = match (
                self.constants[*one].is_zero(),
                self.constants[*other].is_zero(),
            ) {
                (true, true) => std::cmp::Ordering::Equal,
                (true, false) => std::cmp::Ordering::Less,
                (false, true) => std::cmp::Ordering::Greater,
                (false, false) => ratio(*one).cmp(&ratio(*other)),
            };
            least.then(self.basis[*one].cmp(&self.basis[*other]))
        })
    }

    fn turn(&mut self, leaves: usize, enters: usize) {
        let pivot = -self.table[leaves][enters].recip();
        let mut row = std::mem::take(&mut self.table[leaves]);
        for (column, cell) in row.iter_mut().enumerate() {
            if column == enters {
                *cell = -pivot.clone();
            } else if !cell.is_zero() {
                *cell *= &pivot;
            }
        }
        let constant = &self.constants[leaves] * &pivot;
        let put = |line: &mut Vec<BigRational>, at: &mut BigRational| {
            let times = std::mem::take(&mut line[enters]);
            if times.is_zero() {
                return;
            }
            for (column, cell) in row.iter().enumerate() {
                if !cell.is_zero() {
                    line[column] += &times * cell;
                }
            }
            if !constant.is_zero() {
                *at += &times * &constant;
            }
        };
        for (line, at) in self.table.iter_mut().zip(&mut self.constants) {
            if !line.is_empty() {
                put(line, at);
            }
        }
        put(&mut self.goal, &mut self.goal_at);
        self.constants[leaves] = constant;
        self.table[leaves] = row;
        std::mem::swap(&mut self.basis[leaves], &mut self.outside[enters]);
    }

    fn point(&self) -> Vec<BigRational> {
        let mut point = vec![BigRational::zero(); self.width];
        for (variable, constant) in self.basis.iter().zip(&self.constants) {
            if let Some(place) = point.get_mut(*variable) {
                place.clone_from(constant);
            }
        }
        point
    }
}
