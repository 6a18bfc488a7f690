//! Checks between two rooms: to their end, out of their order, and more often than allowed.

use super::*;
use crate::fjord::{Table, delegation, party};
use crate::{Motion, Words};
use case::BracketId;
use disclosure::Seat;
use overlap::{Number, OverlapError, Question, RunId, Secret, Side};

fn question(run: u8) -> Question {
    let grid = (Number::read("0").unwrap(), Number::read("10").unwrap());
    Question::new(RunId::new([run; 16]), grid, 5, Side::AtLeast).unwrap()
}

fn plan(run: u8) -> CheckPlan {
    CheckPlan {
        bracket: BracketId::new("quota"),
        question: question(run),
        asks: party("north"),
        answers: party("south"),
        words: Words::new("how much fish each side can live with").unwrap(),
    }
}

/// Two rooms with a check between them, and the secrets of both sides on their own machines.
struct Run {
    table: Table,
    put: EventId,
    question: Question,
    north: Secret,
    south: Secret,
}

impl Run {
    fn put(mut table: Table, run: u8, [north, south]: [&str; 2]) -> Self {
        let put = table.moves(&Seat::Mediator, Motion::PutCheck(plan(run)));
        let question = question(run);
        let secret = |role, number, seed| {
            let number = Number::read(number).unwrap();
            Secret::new(&question, role, number, [seed; 32]).unwrap()
        };
        Self {
            put: put.unwrap(),
            north: secret(Role::Asks, north, 1),
            south: secret(Role::Answers, south, 2),
            table,
            question,
        }
    }

    fn secret(&self, name: &str) -> &Secret {
        if name == "north" {
            &self.north
        } else {
            &self.south
        }
    }

    fn step(&mut self, name: &str, step: CheckMove) -> Result<EventId, Refusal> {
        let seat = delegation(name);
        let sitting = self.table.of(&seat).seen_from(&seat);
        let check = sitting.checks_in(&party(name)).last().unwrap().put.id;
        let motion = Motion::StepCheck(party(name), CheckStep { check, step });
        self.table.moves(&seat, motion)
    }

    fn commits(&mut self, name: &str) -> Result<EventId, Refusal> {
        let commitment = self.secret(name).commitment(&self.question).unwrap();
        self.step(name, CheckMove::Committed(commitment))
    }

    fn passes(&mut self) -> Result<EventId, Refusal> {
        self.table
            .moves(&Seat::Mediator, Motion::PassCheck(self.put))
    }

    fn asks(&mut self) -> Result<EventId, Refusal> {
        let ask = self.north.ask(&self.question).unwrap();
        self.step("north", CheckMove::Asked(ask))
    }

    fn answers(&mut self) -> Result<EventId, Refusal> {
        let seat = delegation("south");
        let sitting = self.table.of(&seat).seen_from(&seat);
        let ask = sitting
            .checks_in(&party("south"))
            .last()
            .unwrap()
            .ask
            .cloned();
        let ask = ask.unwrap_or_else(|| self.north.ask(&self.question).unwrap());
        let answer = self.south.answer(&self.question, &ask).unwrap();
        self.step("south", CheckMove::Answered(Box::new(answer)))
    }

    fn reads(&mut self) -> Result<EventId, Refusal> {
        let seat = delegation("north");
        let sitting = self.table.of(&seat).seen_from(&seat);
        let answer = sitting.checks_in(&party("north")).last().unwrap().answer;
        let verdict = match answer {
            Some(answer) => self.north.read_answer(&self.question, answer).unwrap(),
            None => Verdict::Apart,
        };
        self.step("north", CheckMove::Read(verdict))
    }

    fn ends(&mut self, by_team: Option<Verdict>) -> Result<EventId, Refusal> {
        self.table
            .moves(&Seat::Mediator, Motion::EndCheck(self.put, by_team))
    }

    fn whole(&mut self) {
        for name in ["north", "south"] {
            self.commits(name).unwrap();
        }
        self.asks().unwrap();
        self.passes().unwrap();
        self.answers().unwrap();
        self.passes().unwrap();
        self.reads().unwrap();
        self.ends(None).unwrap();
    }

    fn ended(&self, name: &str) -> Option<(Verdict, CheckEnd)> {
        let seat = delegation(name);
        let sitting = self.table.of(&seat).seen_from(&seat);
        sitting.checks_in(&party(name)).last().unwrap().ended
    }
}

#[test]
fn a_check_ends_with_the_plain_comparison_in_both_rooms_logs() {
    for (numbers, verdict) in [
        (["10", "30"], Verdict::Overlap),
        (["20", "20"], Verdict::Overlap),
        (["30", "20"], Verdict::Apart),
    ] {
        let mut run = Run::put(Table::opened(), 1, numbers);
        run.whole();
        for name in ["north", "south"] {
            assert_eq!(
                run.ended(name),
                Some((verdict, CheckEnd::Blind)),
                "{numbers:?}"
            );
        }
    }
}

#[test]
fn a_step_out_of_its_order_is_refused_and_one_taken_twice_too() {
    let mut run = Run::put(Table::opened(), 1, ["10", "30"]);
    assert_eq!(run.asks(), Err(Refusal::CheckOrder));
    assert_eq!(run.passes(), Err(Refusal::CheckOrder));
    run.commits("north").unwrap();
    assert_eq!(run.commits("north"), Err(Refusal::CheckDone));
    run.asks().unwrap();
    assert_eq!(run.asks(), Err(Refusal::CheckDone));
    // The message waits until the other side has committed too.
    assert_eq!(run.passes(), Err(Refusal::CheckOrder));
    assert_eq!(run.answers(), Err(Refusal::CheckOrder));
    run.commits("south").unwrap();
    run.passes().unwrap();
    assert_eq!(run.passes(), Err(Refusal::CheckOrder));
    assert_eq!(run.reads(), Err(Refusal::CheckOrder));
    assert_eq!(run.ends(None), Err(Refusal::CheckOrder));
    assert_eq!(run.ends(Some(Verdict::Apart)), Err(Refusal::CheckOrder));
    run.answers().unwrap();
    run.passes().unwrap();
    run.reads().unwrap();
    run.ends(None).unwrap();
    assert_eq!(run.ends(None), Err(Refusal::CheckEnded));
    assert_eq!(run.commits("south"), Err(Refusal::CheckEnded));
}

#[test]
fn a_bracket_is_checked_once_in_a_round_and_three_times_in_all() {
    let mut table = Table::opened();
    for round in 1..=3 {
        let mut run = Run::put(table, round, ["10", "30"]);
        let second = run.table.moves(&Seat::Mediator, Motion::PutCheck(plan(99)));
        assert_eq!(second, Err(Refusal::CheckRuns));
        run.whole();
        let again = run
            .table
            .moves(&Seat::Mediator, Motion::PutCheck(plan(round)));
        assert_eq!(again, Err(Refusal::AlreadyDone));
        table = run.table;
    }
    let fourth = table.moves(&Seat::Mediator, Motion::PutCheck(plan(9)));
    assert_eq!(fourth, Err(Refusal::NoRoundLeft(3)));
}

#[test]
fn a_message_of_another_question_is_refused_and_no_step_is_taken_back() {
    let mut run = Run::put(Table::opened(), 1, ["10", "30"]);
    let other = Secret::new(
        &question(2),
        Role::Asks,
        Number::read("0").unwrap(),
        [1; 32],
    );
    let other = other.unwrap().commitment(&question(2)).unwrap();
    let refused = run.step("north", CheckMove::Committed(other));
    let expected = OverlapError::OtherQuestion("commitment");
    assert_eq!(refused, Err(Refusal::Check(expected)));
    let theirs = run.south.commitment(&run.question).unwrap();
    assert!(run.step("north", CheckMove::Committed(theirs)).is_err());
    let step = run.commits("north").unwrap();
    let room = Audience::Room(party("north"));
    let undone = run
        .table
        .moves(&delegation("north"), Motion::Undo(room, step));
    assert_eq!(undone, Err(Refusal::NotHere));
}

#[test]
fn the_team_ends_a_check_itself_only_before_anything_was_asked() {
    let mut run = Run::put(Table::opened(), 1, ["10", "30"]);
    run.ends(Some(Verdict::Overlap)).unwrap();
    for name in ["north", "south"] {
        assert_eq!(run.ended(name), Some((Verdict::Overlap, CheckEnd::ByTeam)));
    }
}
