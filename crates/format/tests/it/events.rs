//! Events as logs keep them: every form that was ever written is read, and written again as it was.

use crate::cases::read as case;
use case::{
    BracketId, ChoiceId, Compared, Condition, Deal, EventClass, Exact, Figures, Firmness, Likes,
    PointId, Status, Tone, Valuation, VerbalGrade, Wording,
};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use format::event::{Extracts, Fault, read, read_among, write};
use jiff::civil::{date, time};
use proceedings::{
    Admission, Amended, Answer, Attribution, Ballot, Candidate, Carried, Check, CheckCame,
    CheckEnd, CheckMove, CheckNews, CheckParcel, CheckPlan, CheckStep, Cite, Confidence, Copy,
    Counted, Criticism, Deed, Dispatch, Endorsed, Event, EventId, Filing, Footing, Form, Gate,
    Hand, InRoom, Issue, Issued, Judged, Label, LeftOpen, Matter, Message, MessageKind, Met,
    Minutes, Moment, Note, NoteLine, Outcome, Parcel, PassedOver, Planned, Policy, Position,
    Proceedings, Proposed, Published, Reach, Readout, Reclass, Recording, Reply, Response, Round,
    Sighting, Telling, Terms, Told, Understood, Verdict, Vote, Word, Words, audiences, opening,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use text::{
    Amendment, BracketText, Change, ChoiceText, DraftNo, Hunk, Line, Part, Place, PointParts,
    PointText, Proposal, Revision, Text,
};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/events.txt")
}

fn words(text: &str) -> Words {
    Words::new(text).unwrap()
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

const fn id(bits: u128) -> EventId {
    EventId::new(bits)
}

fn north() -> PartyId {
    PartyId::new("north")
}

fn reach() -> Reach {
    let to = [
        Seat::Delegation(PartyId::new("south")),
        Seat::Partner(PartyId::new("reef")),
    ];
    Reach::new(ReleaseClass::Unattributed, to.into())
}

fn message() -> Message {
    Message {
        kind: MessageKind::Offer,
        words: words("forty boats,\nif the season is short"),
        about: [PointId::new("3")].into(),
        terms: Terms {
            provisos: [Footing::WithoutPrejudice, Footing::NonPaper].into(),
            conditional_on: Some(words("a short season")),
            expires: Some(Moment::of_micros(2_000_000)),
        },
    }
}

fn bracket() -> BracketText {
    let choice = |id: &str| ChoiceText::new(ChoiceId::new(id), &Wording::english(id)).unwrap();
    let choices = vec![choice("low"), choice("high")];
    let question = Wording::english("how many");
    let bracket = BracketText::new(BracketId::new("quota"), &question, choices).unwrap();
    bracket.with_settled(Some(ChoiceId::new("low"))).unwrap()
}

fn point() -> PointText {
    let body = vec![
        Part::Words("The quota is ".to_owned()),
        Part::Open(BracketId::new("quota")),
    ];
    PointText::new(PointParts {
        id: PointId::new("3"),
        number: Some(3),
        title: Wording::english("Fish"),
        body: [(case::Language::english(), body)].into(),
        brackets: vec![bracket()],
    })
    .unwrap()
}

fn text() -> Text {
    Text::new(vec![point()]).unwrap()
}

fn package() -> BTreeMap<BracketId, ChoiceId> {
    [(BracketId::new("quota"), ChoiceId::new("low"))].into()
}

fn condition() -> Condition {
    Condition::new([(BracketId::new("quota"), [ChoiceId::new("high")].into())].into())
}

fn figures() -> Figures {
    let (quota, low) = (BracketId::new("quota"), ChoiceId::new("low"));
    Figures {
        weights: [(quota.clone(), Exact::new(1.into(), 3.into()))].into(),
        values: [(quota, [(low, Exact::from_integer(1.into()))].into())].into(),
        bonuses: vec![(condition(), Exact::new((-1).into(), 2.into()))],
        reservation: Some(Exact::from_integer(0.into())),
    }
}

fn position() -> Position {
    Position {
        against: None,
        place: Place::Bracket(BracketId::new("quota")),
        status: Status::AdReferendum,
        holds: Some(ChoiceId::new("low")),
        words: Some(words("we can take it")),
        condition: Some(words("if the boats leave")),
        conditional_on: [PointId::new("2")].into(),
        reach: reach(),
    }
}

fn word() -> Word {
    let (said_by, on) = (label("Ada Brekke"), date(2031, 6, 2));
    Word { said_by, on }
}

fn told(told: Told) -> Deed {
    let matter = Matter::Choice(BracketId::new("quota"), ChoiceId::new("high"));
    let reach = reach();
    Deed::Told(Confidence {
        matter,
        told,
        reach,
    })
}

fn sent(parcel: Parcel, gate: Gate) -> Deed {
    let to = Audience::Room(north());
    let copies = vec![Copy { to, id: id(91) }];
    Deed::Dispatched(Dispatch {
        copies,
        parcel,
        gate,
    })
}

fn issued() -> Issued {
    Issued {
        number: DraftNo::new(2),
        form: Form::Bracketed,
        text: text(),
    }
}

fn changes() -> Vec<Change> {
    let language = case::Language::english;
    let quota = || BracketId::new("quota");
    let choice = || ChoiceText::new(ChoiceId::new("mid"), &Wording::english("mid")).unwrap();
    vec![
        Change::Number {
            was: Some(3),
            now: None,
        },
        Change::Line {
            line: Line::Choice(quota(), ChoiceId::new("low")),
            language: language(),
            was: Some("low".to_owned()),
            now: None,
        },
        Change::Line {
            line: Line::Question(quota()),
            language: language(),
            was: None,
            now: Some("how much".to_owned()),
        },
        Change::Words {
            language: language(),
            hunk: Hunk {
                at: 4,
                struck: vec![Part::Words("quota".to_owned())],
                added: vec![Part::Words("share".to_owned()), Part::Open(quota())],
            },
        },
        Change::BracketOpened(bracket()),
        Change::BracketDropped(bracket()),
        Change::ChoiceAdded {
            bracket: quota(),
            at: 1,
            choice: choice(),
        },
        Change::ChoiceDropped {
            bracket: quota(),
            at: 1,
            choice: choice(),
        },
        Change::Settled {
            bracket: quota(),
            was: None,
            now: Some(ChoiceId::new("low")),
        },
    ]
}

fn proposals() -> Vec<Proposal> {
    let point_id = || PointId::new("3");
    vec![
        Proposal::Change {
            point: point_id(),
            changes: changes(),
        },
        Proposal::Add {
            after: Some(PointId::new("2")),
            point: Box::new(point()),
        },
        Proposal::Drop {
            after: None,
            point: Box::new(point()),
        },
        Proposal::Move {
            point: point_id(),
            was: None,
            now: Some(PointId::new("5")),
        },
    ]
}

/// Signals with all that they can have, and with the least.
fn sighted() -> Vec<Deed> {
    let whole = Sighting {
        date: date(2031, 6, 1),
        actor: Some(north()),
        speaker: Some(label("Marit Olsen")),
        event: EventClass::Concede,
        tone: Some(Tone::Mixed),
        words: words("We have one text and fewer brackets."),
        source: Some(label("https://example.org/fjord")),
    };
    let bare = Sighting {
        actor: None,
        speaker: None,
        event: EventClass::Comment,
        tone: None,
        source: None,
        ..whole.clone()
    };
    vec![Deed::Sighted(vec![whole, bare])]
}

/// Every form of what a party says of what it values.
fn valuations() -> Vec<Deed> {
    let [quota, season] = ["quota", "season"].map(BracketId::new);
    let [low, high] = ["low", "high"].map(ChoiceId::new);
    let package = Deal::Package([(quota.clone(), high.clone())].into());
    let all = [
        Valuation::Options(
            quota.clone(),
            Compared {
                this: low.clone(),
                likes: Likes::More,
                other: high,
            },
        ),
        Valuation::Packages(Compared {
            this: package,
            likes: Likes::AsMuch,
            other: Deal::NoDeal,
        }),
        Valuation::Importance(Compared {
            this: season,
            likes: Likes::More,
            other: quota.clone(),
        }),
        Valuation::Within(
            quota,
            low,
            Exact::new(1.into(), 4.into()),
            Exact::from_integer(1.into()),
        ),
    ];
    let all = all.map(|valuation| told(Told::Valued(Box::new(valuation))));
    all.into()
}

fn said_in_rooms() -> Vec<Deed> {
    let never = Some(condition());
    let red_line = Told::RedLine {
        firmness: Firmness::Demand,
        words: words("not that"),
        never,
    };
    let grades = [(ChoiceId::new("low"), VerbalGrade::CouldLiveWith)];
    vec![
        Deed::Opened(Arc::new(case("bill-and-jack"))),
        Deed::Undone(id(7)),
        Deed::Said(message()),
        Deed::Said(Message::plain(words("Добрий день, مرحبا"))),
        Deed::Carried(Carried {
            message: message(),
            attributed_to: [north()].into(),
            standings: Vec::new(),
        }),
        Deed::Replied(Reply {
            to: id(3),
            response: Response::AdReferendum,
            words: Some(words("gladly")),
        }),
        Deed::Consented(Recording::Granted),
        Deed::Consented(Recording::Withdrawn),
        told(Told::Said(
            Telling::Interest,
            words("the villages live on it"),
        )),
        told(red_line),
        told(Told::Grades(grades.into())),
        told(Told::Figures(Box::new(figures()))),
        Deed::Reclassed(Reclass {
            item: id(9),
            reach: Reach::sealed(),
        }),
        Deed::Stated(position()),
        Deed::Planned(Planned {
            format: label("proximity talks"),
            date: date(2031, 6, 9),
            hour: None,
            place: label("the lighthouse"),
            level: Some(label("ministers")),
            who: vec![label("Ada Brekke")],
            words: Some(words("fish")),
        }),
        Deed::CalledOff(id(20)),
        Deed::Met(Met {
            planned: Some(id(20)),
            format: label("proximity talks"),
            date: date(2031, 6, 9),
            place: label("the lighthouse"),
            lasted: 95,
            present: vec![label("Ada Brekke")],
            minutes: Some(Minutes {
                words: words("they spoke of fish"),
                reach: Reach::sealed(),
            }),
            next: Some(words("the boats")),
        }),
        Deed::Published(Published {
            title: label("Readout"),
            words: words("The talks were frank."),
            round: None,
        }),
    ]
}

fn said_of_drafts() -> Vec<Deed> {
    let against = DraftNo::new(2);
    let place = || Place::Bracket(BracketId::new("quota"));
    let in_room = || InRoom {
        room: north(),
        id: id(30),
    };
    let mut deeds = vec![
        Deed::Issued(Box::new(issued())),
        Deed::Criticised(Criticism {
            against,
            place: Place::Point(PointId::new("3")),
            words: words("too vague"),
        }),
        Deed::Understood(Understood {
            against,
            place: place(),
            words: words("forty at most"),
        }),
        Deed::Endorsed(Endorsed {
            against,
            point: PointId::new("3"),
            hand: Hand::Initialled,
        }),
        Deed::DealtWith(id(31)),
        Deed::TextSet(Box::new(text())),
        Deed::Renumbered,
        Deed::PassedOver(PassedOver {
            proposal: in_room(),
            reason: Some(words("overtaken")),
        }),
        Deed::Judged(Judged {
            read_back: in_room(),
            verdict: Verdict::Same,
        }),
        Deed::Judged(Judged {
            read_back: in_room(),
            verdict: Verdict::Differs(words("South reads a limit for each year")),
        }),
        Deed::Registered(LeftOpen {
            place: place(),
            language: case::Language::english(),
            words: words("in due course"),
            why: words("both can sign it"),
            review: date(2032, 1, 1),
        }),
        Deed::Clarified(id(33)),
    ];
    for proposal in proposals() {
        let amendment = Amendment {
            against: Revision::new(4),
            proposal: proposal.clone(),
        };
        deeds.push(Deed::Proposed(Proposed {
            against,
            proposal,
            reason: Some(words("shorter")),
        }));
        deeds.push(Deed::SetAside(amendment.clone()));
        deeds.push(Deed::Amended(Amended {
            amendment,
            takes: Some(in_room()),
            takes_back: Some(id(34)),
        }));
    }
    deeds
}

fn said_by_the_team() -> Vec<Deed> {
    let cite = |attribution| Cite {
        room: north(),
        item: id(40),
        attribution,
    };
    let cites = || {
        vec![
            cite(Attribution::Unattributed),
            cite(Attribution::Attributed),
        ]
    };
    let line = NoteLine {
        note: id(41),
        line: 2,
    };
    let ballot = || Ballot {
        package: package(),
        words: words("all of it, or none"),
    };
    let filed = |filing| Parcel::Filed {
        line,
        filing,
        word: word(),
    };
    let Deed::Told(fact) = told(Told::Said(Telling::Fact, words("the stock fell"))) else {
        unreachable!()
    };
    let until = Gate::Until(Moment::of_micros(5));
    let revision = Revision::FIRST;
    let issue = Box::new(Issue {
        issued: issued(),
        revision,
    });
    let message = || Parcel::Message {
        message: message(),
        cites: cites(),
    };
    vec![
        Deed::BallotPut(ballot()),
        Deed::Voted(Vote {
            ballot: id(42),
            answer: Answer::Accepts,
        }),
        Deed::BallotCounted(Counted {
            ballot: id(42),
            outcome: Outcome::NotAcceptedByAll,
        }),
        Deed::Noted(Note {
            party: north(),
            lines: vec![label("4 quota: not above 40 000 t"), label("rl no boats")],
        }),
        Deed::KeptBack(line),
        sent(message(), until),
        sent(filed(Filing::Told(fact)), Gate::Open),
        sent(filed(Filing::Stated(position())), Gate::Open),
        sent(filed(Filing::Said(self::message())), Gate::Open),
        sent(Parcel::Issue(issue), Gate::SecondPerson),
        sent(Parcel::Ballot(ballot()), Gate::Open),
        sent(
            Parcel::Count {
                ballot: id(43),
                outcome: Outcome::AcceptedByAll,
            },
            Gate::Open,
        ),
        sent(
            Parcel::Readout(Readout {
                title: label("Readout"),
                words: words("The talks were frank."),
                round: None,
                cites: cites(),
                embargo: Some(Moment::of_micros(9)),
            }),
            Gate::Open,
        ),
        Deed::Countersigned(id(44)),
        Deed::Recalled(id(44)),
        Deed::PolicySet(Policy::Alone),
        Deed::PolicySet(Policy::SecondPerson),
        Deed::PolicySet(Policy::Hold(60)),
        Deed::PackageKept(Candidate {
            name: label("the short season"),
            package: package(),
            words: Some(words("both gain")),
            class: None,
        }),
        Deed::PackageDropped(id(45)),
        told(Told::Preferences(grades())),
        Deed::Destroyed(id(46)),
        sent(
            Parcel::Admission(admission(Some(words("fishes the same water")))),
            Gate::Open,
        ),
        Deed::Admitted(admission(None)),
        Deed::Planned(Planned {
            format: label("proximity talks"),
            date: date(2031, 6, 9),
            hour: Some(time(10, 30, 0, 0)),
            place: label("the lighthouse"),
            level: None,
            who: Vec::new(),
            words: None,
        }),
        sent(
            Parcel::Readout(Readout {
                title: label("Readout"),
                words: words("The talks were frank."),
                round: Some(round()),
                cites: Vec::new(),
                embargo: None,
            }),
            Gate::Open,
        ),
        Deed::Published(Published {
            title: label("Readout"),
            words: words("The talks were frank."),
            round: Some(round()),
        }),
    ]
}

fn round() -> Round {
    Round {
        name: label("the second round"),
        on: date(2031, 6, 9),
    }
}

fn admission(part: Option<Words>) -> Admission {
    Admission {
        party: PartyId::new("east"),
        name: label("East"),
        role: case::Role::Partner,
        part,
    }
}

/// Words on two brackets; of the second nothing is said any more.
fn grades() -> case::Grades {
    let marks = [
        (ChoiceId::new("high"), VerbalGrade::Never),
        (ChoiceId::new("low"), VerbalGrade::MustHave),
    ];
    let silent = (BracketId::new("season"), BTreeMap::new());
    [(BracketId::new("quota"), marks.into()), silent].into()
}

/// What happens in a blind check.
fn checked() -> Vec<Deed> {
    let number = |written| overlap::Number::read(written).unwrap();
    let grid = (number("0"), number("2.5"));
    let run = overlap::RunId::new([7; 16]);
    let question = overlap::Question::new(run, grid, 2, overlap::Side::AtMost).unwrap();
    let secret = |role, written, seed| {
        overlap::Secret::new(&question, role, number(written), [seed; 32]).unwrap()
    };
    let asks = secret(overlap::Role::Asks, "2.5", 1);
    let answers = secret(overlap::Role::Answers, "0", 2);
    let ask = asks.ask(&question).unwrap();
    let answer = Box::new(answers.answer(&question, &ask).unwrap());
    let asked = words("how far apart");
    let plan = CheckPlan {
        bracket: BracketId::new("quota"),
        question: question.clone(),
        asks: north(),
        answers: PartyId::new("south"),
        words: asked.clone(),
    };
    let sent = |parcel| {
        let copy = |name: &str, bits| Copy {
            to: Audience::Room(PartyId::new(name)),
            id: id(bits),
        };
        Deed::Dispatched(Dispatch {
            copies: vec![copy("north", 51), copy("south", 52)],
            parcel: Parcel::Check(Box::new(parcel)),
            gate: Gate::Open,
        })
    };
    let step = |step| {
        Deed::CheckStep(CheckStep {
            check: id(51),
            step,
        })
    };
    let news = [
        CheckNews::Ask(ask.clone()),
        CheckNews::Answer(answer.clone()),
        CheckNews::Ended(overlap::Verdict::Overlap, CheckEnd::Blind),
        CheckNews::Ended(overlap::Verdict::Apart, CheckEnd::ByTeam),
    ];
    let came = news.clone().map(|news| {
        Deed::CheckCame(CheckCame {
            check: id(52),
            news,
        })
    });
    let passed = news.map(|news| sent(CheckParcel::News(id(50), news)));
    let put = Deed::CheckPut(Check {
        bracket: BracketId::new("quota"),
        round: 1,
        role: overlap::Role::Answers,
        question: question.clone(),
        words: asked,
    });
    let steps = [
        step(CheckMove::Committed(asks.commitment(&question).unwrap())),
        step(CheckMove::Asked(ask)),
        step(CheckMove::Answered(answer)),
        step(CheckMove::Read(overlap::Verdict::Overlap)),
    ];
    let first = [sent(CheckParcel::Put(plan, 1)), put];
    first
        .into_iter()
        .chain(steps)
        .chain(passed)
        .chain(came)
        .collect()
}

/// An event of every deed, and of every form that a deed has.
fn samples() -> Vec<Event> {
    let on_draft = Deed::Stated(Position {
        against: Some(DraftNo::new(2)),
        ..position()
    });
    let deeds = [said_in_rooms(), said_of_drafts(), said_by_the_team()].concat();
    let deeds = [deeds, vec![on_draft], checked(), valuations(), sighted()].concat();
    let seats = [
        Seat::Mediator,
        Seat::Delegation(north()),
        Seat::Partner(PartyId::new("reef")),
        Seat::Observer(PartyId::new("villages")),
        Seat::Public,
    ];
    let events = deeds.into_iter().zip(1_u128..).zip(seats.iter().cycle());
    let events = events.map(|((deed, at), by)| Event {
        id: id(at << 64 | at),
        at: Moment::of_micros(i64::try_from(at).unwrap() * 1_000),
        by: by.clone(),
        who: (at % 2 == 0).then(|| label("Maren Vik")),
        word: (at % 3 == 0).then(word),
        deed,
    });
    events.collect()
}

#[test]
fn every_form_of_event_that_was_ever_kept_is_read_and_written_as_it_was() {
    if std::env::var_os("UPDATE").is_some() {
        let lines = samples().into_iter().map(|event| {
            let line = String::from_utf8(write(&event)).unwrap();
            line + "\n"
        });
        std::fs::write(golden(), lines.collect::<String>()).unwrap();
    }
    let kept = std::fs::read_to_string(golden()).unwrap();
    for (number, line) in (1..).zip(kept.lines()) {
        match read(line.as_bytes()) {
            Ok(event) => {
                let again = String::from_utf8(write(&event)).unwrap();
                assert_eq!(again, line, "line {number}");
            }
            Err(fault) => panic!("line {number}: {fault}"),
        }
    }
    let written = samples();
    let written = written
        .iter()
        .map(|event| String::from_utf8(write(event)).unwrap());
    for sample in written {
        assert!(
            kept.lines().any(|line| line == sample),
            "not kept: {sample}"
        );
    }
}

/// What is worked out from a state is kept until a deed may change it; the samples have every
/// deed, so a deed that changes more than it is taken to would show here.
#[test]
fn what_is_kept_of_a_case_is_what_its_logs_come_to_after_every_deed() {
    let case = case("fjord");
    let ids = (1..).map(id).take(audiences(&case).len()).collect();
    let opened = opening(&case, Moment::of_micros(0), ids).unwrap();
    let (team, room) = (Audience::Team, Audience::Room(north()));
    let told_to = [
        (Seat::Mediator, team),
        (Seat::Mediator, room.clone()),
        (Seat::Mediator, Audience::Plenary),
        (Seat::Delegation(north()), room),
    ];
    for (seat, audience) in told_to {
        let mut log = opened.clone();
        let mut warm = Proceedings::of(seat.clone());
        log.iter().for_each(|(to, event)| warm.apply(to, event));
        for event in samples() {
            // A second opening would put another case in place of this one.
            if matches!(event.deed, Deed::Opened(_)) {
                continue;
            }
            written(&warm, &seat);
            warm.apply(&audience, &event);
            log.push((audience.clone(), event));
            let mut cold = Proceedings::of(seat.clone());
            log.iter().for_each(|(to, event)| cold.apply(to, event));
            assert_eq!(written(&warm, &seat), written(&cold, &seat), "{audience}");
        }
    }
}

/// The case and the working text of a state.
fn written(proceedings: &Proceedings, seat: &Seat) -> (Option<String>, Option<Text>) {
    let case = proceedings.case().map(format::case_file::write);
    let text = proceedings.seen_from(seat).working_text();
    (case, text.map(|history| history.text().clone()))
}

#[test]
fn a_name_that_is_not_known_is_a_fault_with_its_place() {
    let event = samples().swap_remove(2);
    let text = String::from_utf8(write(&event)).unwrap();
    let fault = |text: &str| read(text.as_bytes()).err().unwrap();
    let place = "/deed/said".to_owned();
    let key = "tone".to_owned();
    let more = text.replace("\"kind\":", "\"tone\":1,\"kind\":");
    assert_eq!(fault(&more), Fault::Unknown { place, key });
    let later = text.replace("\"v\":1", "\"v\":2");
    assert_eq!(fault(&later), Fault::Version { version: 2 });
    let place = "/deed/said/kind".to_owned();
    let key = "offering".to_owned();
    let other = text.replace("\"offer\"", "\"offering\"");
    assert_eq!(fault(&other), Fault::Unknown { place, key });
    let less = text.replace("\"kind\":\"offer\",", "");
    let (place, key) = ("/deed/said".to_owned(), "kind".to_owned());
    assert_eq!(fault(&less), Fault::Missing { place, key });
}

#[test]
fn a_fault_in_an_event_does_not_repeat_what_was_said() {
    let event = samples().swap_remove(2);
    let text = String::from_utf8(write(&event)).unwrap();
    let hidden = text.replace("forty boats", "forty\u{202e} boats");
    let told = read(hidden.as_bytes()).err().unwrap().to_string();
    assert!(told.contains("/deed/said/words"), "{told}");
    assert!(!told.contains("forty"), "{told}");
}

#[test]
fn a_case_that_several_events_hold_is_read_once_and_shared_and_another_is_not() {
    let event = |bits: u128, name: &str| {
        let opened = Event {
            deed: Deed::Opened(Arc::new(case(name))),
            id: EventId::new(bits),
            ..samples().remove(0)
        };
        write(&opened)
    };
    let extracts = Extracts::default();
    let opened = |bytes: &[u8]| {
        let Deed::Opened(case) = read_among(bytes, &extracts).unwrap().deed else {
            panic!("it opens the talks")
        };
        case
    };
    let (one, same) = (event(1, "bill-and-jack"), event(2, "bill-and-jack"));
    let (first, again) = (opened(&one), opened(&same));
    assert!(Arc::ptr_eq(&first, &again));
    let other = opened(&event(3, "harbour-six"));
    assert!(!Arc::ptr_eq(&first, &other));
    assert_eq!(other.heading.id.as_str(), "harbour-six");
    let id = |bytes: &[u8]| read_among(bytes, &extracts).unwrap().id;
    assert_eq!((id(&one), id(&same)), (EventId::new(1), EventId::new(2)));
}

#[test]
fn a_case_with_a_fault_is_refused_however_often_it_is_met() {
    let good = write(&Event {
        deed: Deed::Opened(Arc::new(case("bill-and-jack"))),
        ..samples().remove(0)
    });
    let bad = String::from_utf8(good).unwrap();
    let bad = bad.replace("points:", "pints:");
    let extracts = Extracts::default();
    for _ in 0..2 {
        assert!(read_among(bad.as_bytes(), &extracts).is_err());
    }
}
