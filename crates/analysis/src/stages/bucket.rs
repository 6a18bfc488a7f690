//! A bucket: what one stage decides in the light of a few earlier stages, as a table.

/// A table over one stage and the earlier stages that its entries depend on.
///
/// An entry stands at `base + place`, where the base comes from the earlier places and the place
/// is the option of this stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bucket {
    /// The earlier stages, with what one step of their place adds to the base.
    pub(crate) context: Vec<(usize, usize)>,
    /// How many options this stage has.
    pub(crate) options: usize,
    /// The exact scores of every entry, party by party.
    pub(crate) scores: Vec<i64>,
    /// The same, shifted down and rounded up: never below the truth.
    pub(crate) lifted: Vec<i64>,
    /// The same, shifted down and rounded down: never above the truth.
    pub(crate) lowered: Vec<i64>,
    /// The entries that a rule or red line forbids.
    pub(crate) dead: Vec<bool>,
    /// Where this bucket's entries and messages begin among those of all buckets.
    pub(crate) entry_start: usize,
    pub(crate) message_start: usize,
    /// The buckets of later stages that report here: where the message of each entry stands.
    pub(crate) reports: Vec<Vec<u32>>,
}

impl Bucket {
    /// Where the entries of these earlier places begin.
    pub(crate) fn base(&self, places: &[u16]) -> usize {
        let context = self.context.iter();
        context
            .map(|(stage, stride)| usize::from(places[*stage]) * stride)
            .sum()
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.dead.len()
    }
}
