//! Covers: fewer vectors, with a proved bound on what is lost.
//!
//! An additive epsilon cover in the sense of Papadimitriou and Yannakakis (2000): a grid is laid
//! over a set, cells that another cell dominates are dropped, and one vector stays for each cell
//! that is left. Whatever was dropped has a vector that is at most one cell worse, party by party.
//! Along the elimination such losses add up, and the sum is what the claim states.

use super::elimination::Elimination;
use super::finder::Finder;
use super::merge::{Merge, Source};
use super::set::{Part, Set, SetId, Sets};
use super::unit::Unit;

/// A grid: how wide its cells are for each party, and where they begin.
struct Grid {
    least: Vec<u64>,
    width: Vec<u64>,
}

impl Grid {
    /// The grid that cuts the range of a set into so many cells for each party.
    fn new<W: Unit>(set: &Set<W>, dims: usize, cells: u64) -> Self {
        let mut least = vec![u64::MAX; dims];
        let mut most = vec![0; dims];
        for vector in set.scores.chunks_exact(dims) {
            for ((least, most), units) in least.iter_mut().zip(&mut most).zip(vector) {
                *least = units.wide().min(*least);
                *most = units.wide().max(*most);
            }
        }
        let width = least
            .iter()
            .zip(&most)
            .map(|(least, most)| (most - least) / cells + 1);
        let width = width.collect();
        Self { least, width }
    }

    fn cell<W: Unit>(&self, vector: &[W]) -> Vec<W> {
        let places = vector.iter().zip(&self.least).zip(&self.width);
        places
            .map(|((units, least), width)| W::narrow((units.wide() - least) / width))
            .collect()
    }
}

impl<W: Unit> Elimination<'_, W> {
    /// The set itself if it has at most so many vectors, or a cover of it that has.
    pub(super) fn capped(&mut self, id: SetId, vectors_max: usize) -> SetId {
        if self.sets.len_of(id) <= vectors_max {
            return id;
        }
        if let Some(known) = self.thinned.get(&(id, vectors_max)) {
            return *known;
        }
        let thin = self.thin(id, vectors_max.max(1)).unwrap_or(id);
        self.thinned.insert((id, vectors_max), thin);
        thin
    }

    fn thin(&mut self, id: SetId, vectors_max: usize) -> Option<SetId> {
        let dims = self.sets.dims;
        let set = self.sets.get(id)?;
        // The vectors of a frontier fill about cells^(P - 1) cells.
        let free = (dims as u32).saturating_sub(1).max(1);
        let mut cells = (1_u64..)
            .find(|c| c.saturating_pow(free) >= vectors_max as u64)?
            .max(1);
        let mut best = None;
        loop {
            let grid = Grid::new(set, dims, cells);
            let places = self.places(set, &grid);
            let fits = places.len() <= vectors_max;
            let finer = cells * 4 / 3 + 1;
            match (fits, &best) {
                (true, _) if grid.width.iter().all(|width| *width == 1) => {
                    best = Some((places, grid));
                    break;
                }
                (true, _) => {
                    best = Some((places, grid));
                    cells = finer;
                }
                (false, Some(_)) => break,
                (false, None) => cells = cells * 3 / 4,
            }
        }
        let (places, grid) = best?;
        let thin = self.subset(id, &places, &grid)?;
        Some(self.sets.push(thin))
    }

    /// The places of the vectors that stand for the cells no other cell dominates.
    fn places(&self, set: &Set<W>, grid: &Grid) -> Vec<u32> {
        let dims = self.sets.dims;
        let cells = set
            .scores
            .chunks_exact(dims)
            .map(|vector| grid.cell(vector));
        let mut cells: Vec<(Vec<W>, u32)> = cells.zip(0..).collect();
        cells.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        cells.dedup_by(|later, earlier| later.0 == earlier.0);
        let vectors: Vec<W> = cells
            .iter()
            .flat_map(|(cell, _)| cell.iter().copied())
            .collect();
        let zero = vec![W::default(); dims];
        let merge = Merge {
            dims,
            sources: &[Source {
                vectors: &vectors,
                shift: &zero,
            }],
            floor: &zero,
            threads: self.effort.threads.get(),
            machine: self.machine,
            stop: None,
        };
        let kept = merge.kept().map(|kept| kept.back).unwrap_or_default();
        let places = kept
            .into_iter()
            .filter_map(|number| cells.get(number as usize));
        let mut places: Vec<u32> = places.map(|(_, place)| *place).collect();
        places.sort_unstable();
        places
    }

    /// The set with only the vectors at these places.
    fn subset(&self, id: SetId, places: &[u32], grid: &Grid) -> Option<Set<W>> {
        let dims = self.sets.dims;
        let set = self.sets.get(id)?;
        let vectors = places
            .iter()
            .filter_map(|place| set.vector(dims, *place as usize));
        let whole = Part {
            from: id,
            shift: vec![W::default(); dims],
            also: None,
            pick: None,
        };
        Some(Set {
            scores: vectors.flatten().copied().collect(),
            back: places.to_vec(),
            parts: vec![(0, whole)],
            most: set.most.clone(),
            slack: set
                .slack
                .iter()
                .zip(&grid.width)
                .map(|(s, width)| s + width - 1)
                .collect(),
            finder: Finder::default(),
        })
    }
}

impl<W: Unit> Sets<W> {
    /// The bound on what the vectors of a set that reach a floor leave out of all that reach it.
    ///
    /// None if nothing is proved: no vector reaches the floor, but what was left out might.
    pub(super) fn bound(&self, id: SetId, floor: &[u64]) -> Option<Vec<u64>> {
        let set = self.get(id)?;
        if set.slack.iter().all(|slack| *slack == 0) {
            return Some(set.slack.clone());
        }
        let reaches = |vector: &&[W]| vector.iter().zip(floor).all(|(v, f)| v.wide() >= *f);
        let vectors = set.scores.chunks_exact(self.dims);
        let (high, low): (Vec<&[W]>, Vec<&[W]>) = vectors.partition(reaches);
        let mut bound = set.slack.clone();
        // A vector below the floor may stand for one above it; a given vector must cover that too.
        for near in low {
            let lacks = |given: &[W]| {
                let units = near.iter().zip(given).zip(&set.slack);
                units
                    .map(|((near, given), slack)| {
                        (near.wide() + slack).saturating_sub(given.wide())
                    })
                    .collect::<Vec<u64>>()
            };
            let excess = |given: &&[W]| {
                let units = near
                    .iter()
                    .zip(given.iter())
                    .zip(set.slack.iter().zip(&bound));
                units.fold(0, |worst, ((near, given), (slack, bound))| {
                    worst.max((near.wide() + slack).saturating_sub(given.wide() + bound))
                })
            };
            let best = high.iter().copied().min_by_key(excess)?;
            bound = bound
                .iter()
                .zip(lacks(best))
                .map(|(b, lack)| *b.max(&lack))
                .collect();
        }
        Some(bound)
    }
}
