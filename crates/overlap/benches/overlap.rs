//! How long the three steps of a blind check take, on 64 and on 1,024 steps.

use overlap::{Number, OverlapError, Question, Role, RunId, Secret, Side};
use std::time::{Duration, Instant};

const RUNS: u32 = 50;

fn main() -> Result<(), OverlapError> {
    for steps in [64, 1_024] {
        let grid = (Number::read("0")?, Number::read("1")?);
        let question = Question::new(RunId::new([1; 16]), grid, steps, Side::AtLeast)?;
        let number = question.number(steps / 2);
        let [asks, answers] = [(Role::Asks, 1), (Role::Answers, 2)]
            .map(|(role, seed)| Secret::new(&question, role, number, [seed; 32]));
        let (asks, answers) = (asks?, answers?);
        let mut best = [Duration::MAX; 3];
        for _ in 0..RUNS {
            let started = Instant::now();
            let ask = asks.ask(&question)?;
            let asked = started.elapsed();
            let answer = answers.answer(&question, &ask)?;
            let answered = started.elapsed();
            asks.read_answer(&question, &answer)?;
            let times = [asked, answered - asked, started.elapsed() - answered];
            for (best, time) in best.iter_mut().zip(times) {
                *best = (*best).min(time);
            }
        }
        let [ask, answer, read] = best;
        println!("{steps} steps: ask {ask:?}, answer {answer:?}, read {read:?}");
    }
    Ok(())
}
