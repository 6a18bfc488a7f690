//! The check against plain comparison, against whoever mixes things up, and against what a
//! transcript may tell.

use super::*;
use crate::question::tests::question;
use crate::{Commitment, Number, RunId, Side};
use proptest::prelude::*;

const SIDES: [Side; 2] = [Side::AtLeast, Side::AtMost];

fn seed(number: u64) -> [u8; 32] {
    Sha256::digest(number.to_be_bytes()).into()
}

fn secret(question: &Question, role: Role, place: u32, number: u64) -> Secret {
    Secret::new(question, role, question.number(place), seed(number)).unwrap()
}

fn checked(question: &Question, [asking, answering]: [u32; 2], number: u64) -> Verdict {
    let asks = secret(question, Role::Asks, asking, number);
    let answers = secret(question, Role::Answers, answering, number + 1_000_000);
    let ask = Ask::read(&asks.ask(question).unwrap().written()).unwrap();
    let answer = answers.answer(question, &ask).unwrap();
    let answer = Answer::read(&answer.written()).unwrap();
    asks.read_answer(question, &answer).unwrap()
}

fn plain(question: &Question, [asking, answering]: [u32; 2]) -> Verdict {
    let [asking, answering] = [asking, answering].map(|place| question.number(place));
    let overlap = match question.side(Role::Asks) {
        Side::AtLeast => asking <= answering,
        Side::AtMost => answering <= asking,
    };
    if overlap {
        Verdict::Overlap
    } else {
        Verdict::Apart
    }
}

#[test]
fn every_pair_of_a_small_grid_is_answered_as_a_plain_comparison_answers_it() {
    for asks in SIDES {
        let question = question(9, asks);
        for asking in 0..9 {
            for answering in 0..9 {
                let pair = [asking, answering];
                let verdict = checked(&question, pair, u64::from(asking * 9 + answering));
                assert_eq!(verdict, plain(&question, pair), "{pair:?} {asks:?}");
            }
        }
    }
}

/// How many pairs are drawn on the large grid; `ONETEXT_OVERLAP_PAIRS` asks for more.
fn pairs() -> u64 {
    let asked = std::env::var("ONETEXT_OVERLAP_PAIRS").ok();
    asked.map_or(24, |count| count.parse().unwrap())
}

#[test]
fn random_pairs_on_a_thousand_steps_are_answered_as_a_plain_comparison_answers_them() {
    for number in 0..pairs() {
        let question = question(1_024, SIDES[usize::try_from(number % 2).unwrap()]);
        let drawn = seed(number);
        let place = |at: usize| u32::from(u16::from_be_bytes([drawn[at], drawn[at + 1]])) % 1_024;
        let near = place(0).saturating_add(1).min(1_023);
        // Neighbours are where an answer is wrong first.
        let pair = [place(0), if number % 3 == 0 { near } else { place(2) }];
        assert_eq!(
            checked(&question, pair, number),
            plain(&question, pair),
            "{pair:?}"
        );
    }
    println!("{} pairs on 1,024 steps", pairs());
}

#[test]
fn what_belongs_to_another_question_side_or_message_is_refused_by_name() {
    let here = question(5, Side::AtLeast);
    let grid = (here.low(), here.step());
    let there = Question::new(RunId::new([8; 16]), grid, 5, Side::AtLeast).unwrap();
    let asks = secret(&here, Role::Asks, 2, 1);
    let answers = secret(&here, Role::Answers, 3, 2);
    let ask = asks.ask(&here).unwrap();
    let answer = answers.answer(&here, &ask).unwrap();

    let other = OverlapError::OtherQuestion("secret");
    assert_eq!(asks.ask(&there), Err(other));
    let elsewhere = secret(&there, Role::Answers, 3, 2);
    assert_eq!(
        elsewhere.answer(&there, &ask),
        Err(OverlapError::OtherQuestion("ask"))
    );
    assert!(matches!(
        answers.ask(&here),
        Err(OverlapError::OtherSide { .. })
    ));
    assert!(matches!(
        asks.answer(&here, &ask),
        Err(OverlapError::OtherSide { .. })
    ));
    let another = secret(&here, Role::Asks, 4, 9);
    assert_eq!(
        another.read_answer(&here, &answer),
        Err(OverlapError::OtherAsk)
    );
    assert_eq!(ask.check(&there), Err(OverlapError::OtherQuestion("ask")));
    assert_eq!(
        answer.check(&here, &another.ask(&here).unwrap()),
        Err(OverlapError::OtherAsk)
    );
    let wrong = Secret::new(&here, Role::Asks, Number::read("3").unwrap(), seed(1));
    assert!(matches!(wrong.err(), Some(OverlapError::OffGrid { .. })));
}

#[test]
fn a_secret_answers_one_message_however_often_and_no_second_one() {
    let question = question(5, Side::AtMost);
    let ask = |number| {
        secret(&question, Role::Asks, 1, number)
            .ask(&question)
            .unwrap()
    };
    let answers = secret(&question, Role::Answers, 3, 2);
    let after = answers.having_answered(&ask(1)).unwrap();
    let after = Secret::read(&after.written()).unwrap();
    let again = after.answer(&question, &ask(1)).unwrap();
    assert_eq!(again, answers.answer(&question, &ask(1)).unwrap());
    let second = after.answer(&question, &ask(7));
    assert_eq!(second, Err(OverlapError::AnsweredBefore));
}

#[test]
fn a_message_that_was_changed_on_the_way_is_refused() {
    let question = question(5, Side::AtLeast);
    let asks = secret(&question, Role::Asks, 2, 1);
    let ask = asks.ask(&question).unwrap();
    let answers = secret(&question, Role::Answers, 3, 2);
    let answer = answers.answer(&question, &ask).unwrap();
    for (kind, file) in [("ask", ask.written()), ("answer", answer.written())] {
        let read = |file: &str| match kind {
            "ask" => Ask::read(file).map(|_| ()),
            _ => Answer::read(file).map(|_| ()),
        };
        assert_eq!(read(&file.replace('\n', "\r\n")), Ok(()));
        for at in 0..file.len() {
            let mut bytes = file.clone().into_bytes();
            bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(read(&changed).is_err(), "{kind} at {at}");
        }
        assert!(read(&file[..file.len() / 2]).is_err());
    }
    // Whoever changes the own cell and mends the sum is found by what shows the pad.
    let mut cells = answer.clone();
    let forged = Answer::new(&question, ask.digest(), (answer.sent(), vec![9; 5 * CELL]));
    assert_eq!(
        asks.read_answer(&question, &forged),
        Err(OverlapError::NotOpened)
    );
    #[expect(
        clippy::swap_with_temporary,
        reason = "an answer is no longer what it was"
    )]
    std::mem::swap(
        &mut cells,
        &mut Answer::new(&question, ask.digest(), (answer.sent(), vec![9; 17])),
    );
    assert_eq!(
        asks.read_answer(&question, &cells),
        Err(OverlapError::Damaged("answer"))
    );
    let nothing = Ask::new(&question, CompressedRistretto([0; 32]));
    assert_eq!(
        answers.answer(&question, &nothing),
        Err(OverlapError::Damaged("ask"))
    );
}

#[test]
fn a_commitment_is_of_its_own_number_and_of_no_other() {
    let question = question(5, Side::AtLeast);
    let own = secret(&question, Role::Asks, 2, 1);
    let commitment = Commitment::read(&own.commitment(&question).unwrap().written()).unwrap();
    assert!(commitment.is_of(&own, &question));
    for other in [
        secret(&question, Role::Asks, 3, 1),
        secret(&question, Role::Asks, 2, 4),
    ] {
        assert!(!commitment.is_of(&other, &question));
    }
    assert_eq!(commitment.check(&question, Role::Asks), Ok(()));
    assert!(commitment.check(&question, Role::Answers).is_err());
}

/// What the answering side and the server see of the asking side: every place is behind the same
/// message, for each under a blind of its own. So the message tells none of them apart.
#[test]
fn the_asking_message_is_the_same_for_every_place_under_another_blind() {
    let known = Scalar::from(12_345_u64);
    let base = &known * GENERATOR;
    let blind = Scalar::from_bytes_mod_order_wide(&[9; 64]);
    let sent = blinded(&base, 3, &blind);
    for place in 0..9_u32 {
        let other = blind + (Scalar::from(3_u64) - Scalar::from(place)) * known;
        assert_eq!(blinded(&base, place, &other), sent, "{place}");
    }
    assert_ne!(blinded(&base, 4, &blind), sent);
}

/// How often each value of one byte is seen; a fair byte gives about as many of each of 16 sorts.
fn unevenness(bytes: impl Iterator<Item = u8>) -> u64 {
    let mut seen = [0_u64; 16];
    let mut count = 0;
    for byte in bytes {
        seen[usize::from(byte & 15)] += 1;
        count += 1;
    }
    // Sixteen times the count times what Pearson's statistic is.
    let squares: u64 = seen
        .iter()
        .map(|seen| (16 * seen).abs_diff(count).pow(2))
        .sum();
    squares / count.max(1) / 16
}

/// What the server sees of both sides, and the asking side of all steps but its own: bytes that look
/// random whatever the numbers are.
#[test]
fn cells_look_random_whatever_the_numbers_are_and_bits_without_a_pad_do_not() {
    let question = question(16, Side::AtLeast);
    for answering in [0, 7, 15] {
        let cells = |padded: bool| {
            (0..40_u64).flat_map(move |number| {
                let question = crate::question::tests::question(16, Side::AtLeast);
                let ask = secret(&question, Role::Asks, 5, number)
                    .ask(&question)
                    .unwrap();
                let answers = secret(&question, Role::Answers, answering, 500 + number);
                let answer = answers.answer(&question, &ask).unwrap();
                (0..16_u32)
                    .filter(|place| *place != 5)
                    .map(move |place| match padded {
                        true => answer.cell(place).unwrap()[0],
                        false => u8::from(question.meet(place, answering)),
                    })
                    .collect::<Vec<_>>()
            })
        };
        // With 15 degrees of freedom a fair byte passes 44 once in ten thousand times.
        assert!(unevenness(cells(true)) < 44, "{answering}");
        assert!(unevenness(cells(false)) > 44, "{answering}");
    }
    let lengths = [0, 7, 15].map(|place| {
        let ask = secret(&question, Role::Asks, place, 1)
            .ask(&question)
            .unwrap();
        let answer = secret(&question, Role::Answers, place, 2)
            .answer(&question, &ask)
            .unwrap();
        (ask.written().len(), answer.written().len())
    });
    assert_eq!((lengths[0], lengths[1]), (lengths[1], lengths[2]));
}

/// The asking side opens its own cell and no other, with all that it knows.
#[test]
fn the_asking_side_opens_no_cell_but_its_own() {
    let question = question(9, Side::AtLeast);
    let asks = secret(&question, Role::Asks, 4, 1);
    let ask = asks.ask(&question).unwrap();
    let answer = secret(&question, Role::Answers, 6, 2)
        .answer(&question, &ask)
        .unwrap();
    let shared = *asks.scalar("ask", &[]) * answer.opened(&question, &ask).unwrap();
    let bound = bound(&question, &ask, &answer.sent());
    for place in 0..9 {
        let pad = pad(&bound, place, &shared.compress());
        let opened = deciphered(answer.cell(place).unwrap(), &pad);
        assert_eq!(opened.is_some(), place == 4, "{place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_file_breaks_a_reader(words in "(onetext-overlap/1 (question|secret|commitment|ask|answer)\n)?[ -~\n]{0,200}") {
        let _ = Question::read(&words);
        let _ = Secret::read(&words);
        let _ = Commitment::read(&words);
        let _ = Ask::read(&words);
        let _ = Answer::read(&words);
    }
}
