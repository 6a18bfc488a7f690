//! What several parties can reach together by any moves.
//!
//! A party can move both ways within a cell. So cells that share a state are one *knot*, within
//! which they can get from everywhere to everywhere, and only moves that cannot be undone lead from
//! one knot to another. In a conflict without such moves there are few knots however many states.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state, cell or knot"
)]

use super::verdict::NONE;
use super::{Budget, Groups, Stopped};

/// The knots of some parties.
pub(super) struct Knots<'g> {
    parties: Vec<&'g Groups>,
    /// The knot of each state.
    knot_of: Vec<u32>,
    /// How many knots there are.
    count: usize,
    /// The cells of each knot, with the place of whose they are: those of the first knot first.
    cells: Vec<(u32, u32)>,
    /// Where the cells of each knot begin, and where the last end.
    begins: Vec<u32>,
}

impl<'g> Knots<'g> {
    /// The knots that these parties tie.
    pub(super) fn of(
        parties: Vec<&'g Groups>,
        states: usize,
        budget: &mut Budget<'_>,
    ) -> Result<Self, Stopped> {
        let mut up: Vec<u32> = (0..states as u32).collect();
        for groups in &parties {
            budget.spend(states)?;
            for cell in 0..groups.cells() {
                let mut members = groups.members(cell).iter();
                let Some(first) = members.next() else {
                    continue;
                };
                let mut top = top_of(&mut up, *first);
                for member in members {
                    let other = top_of(&mut up, *member);
                    let (least, most) = (top.min(other), top.max(other));
                    up[most as usize] = least;
                    top = least;
                }
            }
        }
        let (mut knot_of, mut count) = (vec![0; states], 0);
        for state in 0..states as u32 {
            let top = top_of(&mut up, state);
            // The least state of a knot is its top, and comes first.
            if top == state {
                knot_of[state as usize] = count;
                count += 1;
            } else {
                knot_of[state as usize] = knot_of[top as usize];
            }
        }
        let mut knots = Self {
            parties,
            knot_of,
            count: count as usize,
            cells: Vec::new(),
            begins: Vec::new(),
        };
        knots.gather();
        Ok(knots)
    }

    /// Lists the cells by knot: only those of groups with several cells lead elsewhere.
    fn gather(&mut self) {
        let mut listed: Vec<(u32, u32, u32)> = Vec::new();
        for (place, groups) in (0_u32..).zip(&self.parties) {
            for cell in 0..groups.cells() {
                if groups.group(cell).len() > 1 {
                    listed.push((self.knot(groups, cell), place, cell as u32));
                }
            }
        }
        listed.sort_unstable();
        let mut begins = Vec::with_capacity(self.count + 1);
        for knot in 0..=self.count as u32 {
            begins.push(listed.partition_point(|(own, ..)| *own < knot) as u32);
        }
        self.begins = begins;
        self.cells = listed
            .into_iter()
            .map(|(_, place, cell)| (place, cell))
            .collect();
    }

    fn knot(&self, groups: &Groups, cell: usize) -> u32 {
        groups
            .members(cell)
            .first()
            .map_or(0, |state| self.knot_of[*state as usize])
    }

    /// The greatest value that these parties can lead to together from each state; that of the
    /// state itself may stand for less, which sanctions nothing.
    pub(super) fn joint(
        &self,
        value: &[i64],
        budget: &mut Budget<'_>,
    ) -> Result<Vec<i64>, Stopped> {
        budget.spend(value.len())?;
        let mut own = vec![NONE; self.count];
        for (knot, value) in self.knot_of.iter().zip(value) {
            own[*knot as usize] = own[*knot as usize].max(*value);
        }
        let mut ends: Vec<u32> = (0..self.count as u32).collect();
        ends.sort_unstable_by_key(|knot| std::cmp::Reverse(own[*knot as usize]));
        let mut greatest = vec![NONE; self.count];
        let passed = self
            .parties
            .iter()
            .map(|groups| vec![false; groups.cells()]);
        let mut passed: Vec<Vec<bool>> = passed.collect();
        let mut open = Vec::new();
        for end in ends {
            let value = own[end as usize];
            reach(&mut greatest, &mut open, (end, value));
            while let Some(knot) = open.pop() {
                let cells = self.begins[knot as usize]..self.begins[knot as usize + 1];
                for (place, cell) in &self.cells[cells.start as usize..cells.end as usize] {
                    let groups = self.parties[*place as usize];
                    let (passed, cell) = (&mut passed[*place as usize], *cell as usize);
                    budget.spend(groups.group(cell).len())?;
                    for from in groups.group(cell) {
                        if !passed[from] && groups.leads(from, cell) {
                            passed[from] = true;
                            let knot = self.knot(groups, from);
                            reach(&mut greatest, &mut open, (knot, value));
                        }
                    }
                }
            }
        }
        let all = self.knot_of.iter().map(|knot| greatest[*knot as usize]);
        Ok(all.collect())
    }
}

/// Notes that a value can be reached from a knot, unless a greater one could.
fn reach(greatest: &mut [i64], open: &mut Vec<u32>, (knot, value): (u32, i64)) {
    let known = &mut greatest[knot as usize];
    if *known == NONE {
        *known = value;
        open.push(knot);
    }
}

/// The least state known to be tied to a state, halving the way to it.
fn top_of(up: &mut [u32], state: u32) -> u32 {
    let mut here = state;
    while up[here as usize] != here {
        let beyond = up[up[here as usize] as usize];
        up[here as usize] = beyond;
        here = beyond;
    }
    here
}
