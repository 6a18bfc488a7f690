//! Rules, red lines and bonuses over numbered patterns.
#![expect(
    clippy::indexing_slicing,
    reason = "kernel: patterns are numbered here, and rows made for every bracket and option"
)]

use problem::{BracketIx, Index, PartyIx, Pattern, Problem, Rule, Stance};

/// Every pattern of a problem with a number, and what is said of them.
pub(super) struct Linkages {
    words: usize,
    /// For each bracket and option, the patterns that admit it, as bits.
    admit: Vec<Vec<Vec<u64>>>,
    rules: Vec<Said>,
    red_lines: Vec<Vec<Said>>,
    bonuses: Vec<Vec<(usize, i64)>>,
}

/// A rule over numbered patterns.
enum Said {
    Never(usize),
    Requires(usize, usize),
    AtMostOne(Vec<usize>),
    ExactlyOne(Vec<usize>),
}

impl Linkages {
    pub(super) fn of(problem: &Problem) -> Self {
        let mut patterns = Vec::new();
        let rules = problem.rules().rows().map(|r| say(r, &mut patterns));
        let rules = rules.collect();
        let mut red_lines = Vec::new();
        let mut bonuses = Vec::new();
        for stance in problem.stances().rows() {
            let lines = stance.red_lines.rows().map(|r| say(r, &mut patterns));
            red_lines.push(lines.collect());
            bonuses.push(numbered(stance, &mut patterns));
        }
        let words = patterns.len().div_ceil(64);
        Self {
            words,
            admit: admitted(problem, &patterns, words),
            rules,
            red_lines,
            bonuses,
        }
    }

    /// What everything that picks nothing yet can still match.
    pub(super) fn anything(&self) -> Vec<u64> {
        vec![u64::MAX; self.words]
    }

    /// The patterns that admit each option of a bracket.
    pub(super) fn admit(&self, bracket: BracketIx) -> &[Vec<u64>] {
        &self.admit[Index::position(bracket)]
    }

    /// What a package matches whose halves match these.
    pub(super) fn truth(&self, one: &[u64], other: &[u64]) -> Vec<u64> {
        one.iter().zip(other).map(|(a, b)| a & b).collect()
    }

    pub(super) fn is_possible(&self, truth: &[u64]) -> bool {
        self.rules.iter().all(|rule| rule.admits(truth))
    }

    pub(super) fn bears(&self, truth: &[u64], party: PartyIx) -> bool {
        let lines = &self.red_lines[Index::position(party)];
        lines.iter().all(|line| line.admits(truth))
    }

    pub(super) fn bonus(&self, truth: &[u64], party: PartyIx) -> i64 {
        let bonuses = self.bonuses[Index::position(party)].iter();
        let held = bonuses.filter(|(pattern, _)| holds(truth, *pattern));
        held.map(|(_, score)| score).sum()
    }
}

impl Said {
    fn admits(&self, truth: &[u64]) -> bool {
        let count = |patterns: &[usize]| patterns.iter().filter(|p| holds(truth, **p)).count();
        match self {
            Self::Never(pattern) => !holds(truth, *pattern),
            Self::Requires(when, then) => !holds(truth, *when) || holds(truth, *then),
            Self::AtMostOne(patterns) => count(patterns) <= 1,
            Self::ExactlyOne(patterns) => count(patterns) == 1,
        }
    }
}

fn holds(truth: &[u64], pattern: usize) -> bool {
    truth[pattern / 64] >> (pattern % 64) & 1 == 1
}

fn number<'a>(pattern: &'a Pattern, patterns: &mut Vec<&'a Pattern>) -> usize {
    patterns.push(pattern);
    patterns.len() - 1
}

fn say<'a>(rule: &'a Rule, patterns: &mut Vec<&'a Pattern>) -> Said {
    match rule {
        Rule::Never(pattern) => Said::Never(number(pattern, patterns)),
        Rule::Requires { when, then } => {
            Said::Requires(number(when, patterns), number(then, patterns))
        }
        Rule::AtMostOne(all) => Said::AtMostOne(all.iter().map(|p| number(p, patterns)).collect()),
        Rule::ExactlyOne(all) => {
            Said::ExactlyOne(all.iter().map(|p| number(p, patterns)).collect())
        }
    }
}

fn numbered<'a>(stance: &'a Stance, patterns: &mut Vec<&'a Pattern>) -> Vec<(usize, i64)> {
    let bonuses = stance.bonuses.iter();
    bonuses
        .map(|bonus| (number(&bonus.pattern, patterns), bonus.score.get()))
        .collect()
}

fn admitted(problem: &Problem, patterns: &[&Pattern], words: usize) -> Vec<Vec<Vec<u64>>> {
    let sizes = problem.sizes().rows();
    let mut admit: Vec<_> = sizes
        .map(|size| vec![vec![u64::MAX; words]; usize::from(*size)])
        .collect();
    for (number, pattern) in patterns.iter().enumerate() {
        for (bracket, set) in pattern.parts() {
            let options = &mut admit[Index::position(*bracket)];
            for (position, row) in options.iter_mut().enumerate() {
                let held = Index::from_position(position).is_some_and(|choice| set.holds(choice));
                row[number / 64] &= !(u64::from(!held) << (number % 64));
            }
        }
    }
    admit
}
