//! Times of opening, filtering and comparing a large text, in wall milliseconds.
//!
//! `cargo bench -p text`: 1,000 brackets in 200 points, with the marks of 200 parties on each. A
//! figure is the median of five runs.
#![expect(
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "a bench shows times, and stops when it is used wrongly"
)]

use case::{BracketId, ChoiceId, Language, PointId, Status};
use disclosure::PartyId;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};
use text::{
    Amendment, Assent, DraftNo, History, Hold, Holds, Piece, Place, Print, Proposal, Proviso,
    Redline, Revision, Text, cleaning_order, pasted,
};

const POINTS: usize = 200;
const BRACKETS: usize = 5;
const PARTIES: usize = 200;

fn main() {
    let english = Language::english();
    let paper = draft("The parties");
    let text = pasted(&paper, &english).expect("a draft that can be read");
    let other = pasted(&draft("All parties"), &english).expect("a draft that can be read");
    let moved = without_every_tenth(&other);
    let (marks, holds, assent) = marks();
    let provisos = provisos();
    println!("{:58} {:>10}", "what", "wall ms");
    measure("read the pasted draft", || pasted(&paper, &english));
    measure("sort the marks of 200 parties by option", || {
        Holds::new(marks.clone())
    });
    measure(
        "open: every point with its brackets and 200,000 holders",
        || {
            let pieces = text
                .points()
                .iter()
                .flat_map(|point| point.pieces(&english, &holds));
            pieces.map(|piece| seen(&piece)).sum::<usize>()
        },
    );
    measure("filter: the brackets that one party holds", || {
        holds
            .of_party(&party(7))
            .filter(|hold| text.bracket(&hold.bracket).is_some())
            .count()
    });
    measure("filter: the order for cleaning 1,000 brackets", || {
        cleaning_order(&text, &assent, &provisos).len()
    });
    measure("maturity of every point", || {
        text.points()
            .iter()
            .map(|point| assent.maturity(point))
            .max()
    });
    measure("redline: every point changed, moved or dropped", || {
        Redline::between(&text, &moved)
    });
    measure("print, with brackets", || {
        text.printed(&english, Print::Bracketed)
    });
    let (a, b) = (noise("a"), noise("b"));
    measure(
        "redline of two lines of 60,000 characters, all different",
        || text::line_between(&a, &b),
    );
    let (a, b) = ("a b ".repeat(15_000), "b a a ".repeat(10_000));
    measure(
        "redline of two lines of 60,000 characters, of two words",
        || text::line_between(&a, &b),
    );
    let (a, b) = (noise("a b"), noise("a c"));
    measure(
        "redline of two lines of 70,000 characters, each third new",
        || text::line_between(&a, &b),
    );
    let history = history(&text, &other);
    let late = amendment(&text, &other, POINTS);
    measure("an amendment 199 revisions late", || history.offer(&late));
}

fn measure<T>(what: &str, run: impl Fn() -> T) {
    let times = (0..5).map(|_| {
        let begin = Instant::now();
        black_box(run());
        begin.elapsed()
    });
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    let middle = times.get(2).copied().unwrap_or_default();
    println!("{what:58} {:>10.2}", middle.as_secs_f64() * 1e3);
}

fn draft(parties: &str) -> String {
    let mut draft = String::new();
    for point in 1..=POINTS {
        let _ = writeln!(draft, "{point}. Point {point}\n");
        for bracket in 1..=BRACKETS {
            let _ = writeln!(
                draft,
                "{parties} to this point shall, within a period of [{bracket}0 days | {point} weeks \
                 | one year] from the day on which it enters into force, report to the joint \
                 commission on all that they have done to carry it out, and hear what the others say."
            );
        }
        draft.push('\n');
    }
    draft
}

fn without_every_tenth(text: &Text) -> Text {
    let mut points = text.points().to_vec();
    points.rotate_left(20);
    let kept = (0..).zip(points).filter(|(at, _)| at % 10 != 3);
    Text::new(kept.map(|(_, point)| point.as_ref().clone()).collect()).expect("points once each")
}

fn party(at: usize) -> PartyId {
    PartyId::new(format!("party-{at}"))
}

fn marks() -> (Vec<Hold>, Holds, Assent) {
    let mut holds = Vec::new();
    let mut assent = Assent {
        deciders: (0..PARTIES).map(party).collect(),
        ..Assent::default()
    };
    let statuses = [Status::Bracketed, Status::Acceptable, Status::Agreed];
    for at in 0..POINTS * BRACKETS {
        let bracket = BracketId::new(format!("p{}-b{}", at / BRACKETS + 1, at % BRACKETS + 1));
        let said = assent
            .statuses
            .entry(Place::Bracket(bracket.clone()))
            .or_default();
        for who in 0..PARTIES {
            let pick = (at + who) % 3;
            said.extend(statuses.get(pick).map(|status| (party(who), *status)));
            holds.push(Hold {
                party: party(who),
                bracket: bracket.clone(),
                choice: ChoiceId::new(format!("o{}", pick + 1)),
                reason: None,
                since: DraftNo::new(1),
            });
        }
    }
    (holds.clone(), Holds::new(holds), assent)
}

fn provisos() -> Vec<Proviso> {
    let hangs = (2..=POINTS).map(|at| Proviso {
        point: PointId::new(format!("p{at}")),
        on: PointId::new(format!("p{}", at / 2)),
        held_by: None,
    });
    hangs.collect()
}

fn seen(piece: &Piece<'_>) -> usize {
    match piece {
        Piece::Words(words) | Piece::Settled { words, .. } => words.len(),
        Piece::Open { options, .. } => options.iter().map(|option| option.holds.len()).sum(),
    }
}

fn noise(word: &str) -> String {
    (0..10_000).fold(String::new(), |mut noise, at| {
        let _ = write!(noise, "{word}{at:04} ");
        noise
    })
}

fn amendment(was: &Text, now: &Text, number: usize) -> Amendment {
    let id = PointId::new(format!("p{number}"));
    let sides = was.point(&id).zip(now.point(&id));
    let proposal = sides.and_then(|(was, now)| Proposal::between(was, now));
    Amendment {
        against: Revision::FIRST,
        proposal: proposal.expect("a point that differs"),
    }
}

fn history(was: &Text, now: &Text) -> History {
    let mut history = History::new(was.clone());
    for number in 1..POINTS {
        let Amendment { proposal, .. } = amendment(was, now, number);
        let against = history.revision();
        history
            .amend(Amendment { against, proposal })
            .expect("it fits");
    }
    history
}
