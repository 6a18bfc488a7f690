//! The question: on which grid, for which run, and which side asks.

use crate::paper::{Page, Paper};
use crate::{Number, OverlapError};
use sha2::{Digest, Sha256};
use std::fmt;

/// The most steps of a grid.
pub const STEPS_MAX: u32 = 4_096;

const KIND: &str = "question";

/// The name of a run: random, and used once. A second run of the same question has another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId([u8; 16]);

/// Which numbers suit a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Its number or more.
    AtLeast,
    /// Its number or less.
    AtMost,
}

/// What a side does in the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It sends the first message and reads the answer.
    Asks,
    /// It answers.
    Answers,
}

/// A numeric question that two sides check once.
///
/// Invariant: the grid has two steps or more, and every number of it can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    run: RunId,
    low: Number,
    step: Number,
    steps: u32,
    asks: Side,
}

impl RunId {
    /// The run of these random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Side {
    /// The side in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }

    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
        }
    }
}

impl Role {
    /// What the side does, in a word.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Asks => "asks",
            Self::Answers => "answers",
        }
    }
}

impl Question {
    /// The question whose grid begins at a number and has so many steps.
    ///
    /// # Errors
    ///
    /// If that is no grid; see [`OverlapError::NoGrid`].
    pub fn new(
        run: RunId,
        (low, step): (Number, Number),
        steps: u32,
        asks: Side,
    ) -> Result<Self, OverlapError> {
        let question = Self {
            run,
            low,
            step,
            steps,
            asks,
        };
        let fits = (2..=STEPS_MAX).contains(&steps) && step.millionths() > 0;
        let span = i64::from(steps).checked_mul(step.millionths());
        let is_finite = span.and_then(|span| low.millionths().checked_add(span));
        if fits && is_finite.is_some() {
            return Ok(question);
        }
        Err(OverlapError::NoGrid {
            low: low.to_string(),
            step: step.to_string(),
            steps: steps.to_string(),
            most: STEPS_MAX,
        })
    }

    /// Its run.
    #[must_use]
    pub const fn run(&self) -> RunId {
        self.run
    }

    /// How many steps the grid has.
    #[must_use]
    pub const fn steps(&self) -> u32 {
        self.steps
    }

    /// The first number of the grid.
    #[must_use]
    pub const fn low(&self) -> Number {
        self.low
    }

    /// The last number of the grid.
    #[must_use]
    pub fn high(&self) -> Number {
        self.number(self.steps.saturating_sub(1))
    }

    /// How far apart its numbers are.
    #[must_use]
    pub const fn step(&self) -> Number {
        self.step
    }

    /// Which numbers suit the side with this role.
    #[must_use]
    pub const fn side(&self, role: Role) -> Side {
        match role {
            Role::Asks => self.asks,
            Role::Answers => self.asks.other(),
        }
    }

    /// The number at a place of the grid.
    #[must_use]
    pub fn number(&self, place: u32) -> Number {
        let way = self.step.millionths().saturating_mul(i64::from(place));
        Number::of_millionths(self.low.millionths().saturating_add(way))
    }

    /// The place of a number on the grid.
    ///
    /// # Errors
    ///
    /// If it is not on the grid.
    pub fn place(&self, number: Number) -> Result<u32, OverlapError> {
        let off = || OverlapError::OffGrid {
            number: number.to_string(),
            low: self.low.to_string(),
            high: self.high().to_string(),
            step: self.step.to_string(),
        };
        let way = number.millionths().checked_sub(self.low.millionths());
        let way = way.filter(|way| way % self.step.millionths() == 0);
        let place = way.map(|way| way / self.step.millionths());
        let place = place.and_then(|place| u32::try_from(place).ok());
        place.filter(|place| *place < self.steps).ok_or_else(off)
    }

    /// Whether the numbers at two places meet: some step suits both sides.
    #[must_use]
    pub const fn meet(&self, asking: u32, answering: u32) -> bool {
        match self.asks {
            Side::AtLeast => asking <= answering,
            Side::AtMost => answering <= asking,
        }
    }

    /// What every message of the run is bound to.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.written().as_bytes()).into()
    }

    /// The question as a file.
    #[must_use]
    pub fn written(&self) -> String {
        Paper::new(KIND)
            .line("run", &self.run.to_string())
            .line("from", &self.low.to_string())
            .line("step", &self.step.to_string())
            .line("steps", &self.steps.to_string())
            .line("asks", self.asks.words())
            .finished()
    }

    /// The question that a file holds.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub fn read(file: &str) -> Result<Self, OverlapError> {
        let mut page = Page::open(KIND, file)?;
        let run = RunId(page.bytes("run")?);
        let low = Number::read(page.line("from")?)?;
        let step = Number::read(page.line("step")?)?;
        let steps = page.parsed("steps", |words| words.parse().ok())?;
        let asks = page.parsed("asks", |words| {
            let sides = [Side::AtLeast, Side::AtMost];
            sides.into_iter().find(|side| side.words() == words)
        })?;
        page.end()?;
        Self::new(run, (low, step), steps, asks)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn question(steps: u32, asks: Side) -> Question {
        let (low, step) = (Number::read("0").unwrap(), Number::read("2.5").unwrap());
        Question::new(RunId([7; 16]), (low, step), steps, asks).unwrap()
    }

    #[test]
    fn a_question_is_read_as_it_was_written() {
        let question = question(13, Side::AtMost);
        assert_eq!(Question::read(&question.written()), Ok(question.clone()));
        let other = question.written().replace("steps 13", "steps 12");
        assert_eq!(Question::read(&other), Err(OverlapError::Damaged(KIND)));
        let other = Question::read("onetext-overlap/1 ask\n");
        assert!(matches!(other, Err(OverlapError::OtherKind { .. })));
    }

    #[test]
    fn a_number_off_the_grid_is_refused_with_the_grid_in_words() {
        let question = question(5, Side::AtLeast);
        let at = |written| question.place(Number::read(written).unwrap());
        assert_eq!((at("0"), at("7.5"), at("10")), (Ok(0), Ok(3), Ok(4)));
        for wrong in ["12.5", "-2.5", "1", "7.4"] {
            let words = at(wrong).unwrap_err().to_string();
            assert!(words.contains("from 0 to 10 in steps of 2.5"), "{words}");
        }
        for steps in [0, 1, STEPS_MAX + 1] {
            let grid = (question.low(), question.step());
            assert!(Question::new(RunId([0; 16]), grid, steps, Side::AtLeast).is_err());
        }
    }
}
