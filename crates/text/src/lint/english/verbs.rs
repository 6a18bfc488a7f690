//! Duties as sentences state them: the word that makes one, its verb, and who does it.

use super::super::Sentence;
use super::{At, time};

/// A duty as a sentence states it.
pub(super) struct Stated<'p> {
    pub(super) at: At<'p>,
    /// Where the word stands that makes it one.
    pub(super) modal: usize,
    /// Where its verb stands.
    pub(super) verb: usize,
    /// How the verb is put.
    pub(super) voice: Voice,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Somebody does it.
    Active,
    /// It is done.
    Passive,
    /// It is not to be done.
    Not,
}

const MODALS: [&str; 3] = ["shall", "must", "will"];

/// Verbs that state how things are, and set no task.
const STATES: [&str; 48] = [
    "enter",
    "apply",
    "remain",
    "mean",
    "be",
    "have",
    "include",
    "consist",
    "continue",
    "respect",
    "prevail",
    "govern",
    "constitute",
    "take",
    "expire",
    "lapse",
    "run",
    "form",
    "comprise",
    "retain",
    "keep",
    "enjoy",
    "belong",
    "bear",
    "cease",
    "hold",
    "serve",
    "last",
    "end",
    "begin",
    "refrain",
    "recognise",
    "recognize",
    "supersede",
    "depend",
    "require",
    "become",
    "cover",
    "follow",
    "decide",
    "cooperate",
    "co-operate",
    "comply",
    "abide",
    "adhere",
    "uphold",
    "treat",
    "honour",
];

/// The same where the verb is in the passive.
const STATES_PASSIVE: [&str; 34] = [
    "entitled",
    "bound",
    "guided",
    "based",
    "composed",
    "deemed",
    "considered",
    "understood",
    "known",
    "interpreted",
    "construed",
    "obliged",
    "required",
    "allowed",
    "permitted",
    "prohibited",
    "located",
    "prejudged",
    "affected",
    "limited",
    "called",
    "respected",
    "agreed",
    "made",
    "open",
    "governed",
    "divided",
    "authorised",
    "authorized",
    "prejudiced",
    "free",
    "equal",
    "shared",
    "counted",
];

const IRREGULAR: [&str; 30] = [
    "withdrawn",
    "drawn",
    "given",
    "taken",
    "held",
    "put",
    "set",
    "sent",
    "brought",
    "built",
    "paid",
    "laid",
    "kept",
    "left",
    "let",
    "lent",
    "met",
    "read",
    "chosen",
    "written",
    "shown",
    "begun",
    "cut",
    "done",
    "heard",
    "made",
    "sold",
    "spent",
    "told",
    "swept",
];

/// What may follow `by` and is nobody.
const NOBODY: [&str; 34] = [
    "means",
    "way",
    "virtue",
    "consensus",
    "agreement",
    "law",
    "then",
    "day",
    "end",
    "midnight",
    "noon",
    "dawn",
    "consent",
    "vote",
    "lot",
    "sea",
    "land",
    "air",
    "road",
    "rail",
    "default",
    "date",
    "deadline",
    "force",
    "reason",
    "name",
    "half",
    "exchange",
    "decree",
    "time",
    "stages",
    "mutual",
    "common",
    "reference",
];

const DETERMINERS: [&str; 14] = [
    "the", "a", "an", "each", "both", "either", "every", "all", "its", "their", "any", "that",
    "this", "no",
];

/// Whether a thing is named behind a word.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

/// How words begin that say that somebody finds out whether a thing was done.
const VERIFIES: [&str; 7] = [
    "verif", "monitor", "certif", "inspect", "supervis", "audit", "oversee",
];

/// Further verbs of those whose work lasts as long as what they look at.
const LOOKS: [&str; 7] = [
    "confirm",
    "observ",
    "witness",
    "establish",
    "attest",
    "review",
    "oversight",
];

impl Stated<'_> {
    /// Whether it sets a task that is done once or again, and can be late.
    pub(super) fn is_task(&self) -> bool {
        let verb = self.at.sentence.low(self.verb);
        match self.voice {
            Voice::Active => !STATES.contains(&verb) && !is_checking(verb),
            Voice::Passive => !self.is_done_of_itself() && !is_checking(verb),
            Voice::Not => false,
        }
    }

    /// Whether a verb in the passive states how things are, and sets no task: `is based on`, or
    /// how decisions are taken.
    pub(super) fn is_done_of_itself(&self) -> bool {
        let sentence = self.at.sentence;
        let verb = sentence.low(self.verb);
        let is_decision = ["taken", "adopted", "reached"].contains(&verb)
            && (0..self.modal).any(|at| ["decision", "decisions"].contains(&sentence.low(at)));
        STATES_PASSIVE.contains(&verb) || is_decision
    }
}

/// Whether a verb is that of a verifier, whose work lasts as long as what is verified.
fn is_checking(verb: &str) -> bool {
    let mut stems = VERIFIES.iter().chain(&LOOKS);
    stems.any(|stem| verb.starts_with(stem))
        || [
            "settle", "settled", "hear", "resolve", "resolved", "referred", "refer", "heard",
        ]
        .contains(&verb)
}

/// The duties that a sentence states.
pub(super) fn stated(at: At<'_>) -> Vec<Stated<'_>> {
    let sentence = at.sentence;
    let mut all = Vec::new();
    for place in 0..sentence.len() {
        let low = sentence.low(place);
        let next = sentence.low(place + 1);
        let promises = [
            "undertakes",
            "undertake",
            "agrees",
            "agree",
            "commits",
            "commit",
            "is",
            "are",
        ];
        let is_thing = DETERMINERS.contains(&sentence.low(place + 2));
        let modal = if MODALS.contains(&low) {
            place + 1
        } else if promises.contains(&low) && next == "to" && !is_thing {
            place + 2
        } else {
            continue;
        };
        let (verb, voice) = verb_after(sentence, modal);
        let voice = if is_denied(sentence, place) {
            Voice::Not
        } else {
            voice
        };
        if verb < sentence.len() {
            all.push(Stated {
                at,
                modal: place,
                verb,
                voice,
            });
        }
    }
    all
}

/// Whether it is said of nobody or of no such thing: `nobody shall be refused`.
fn is_denied(sentence: &Sentence, modal: usize) -> bool {
    let subject = (0..modal)
        .rev()
        .take_while(|at| ![",", ":"].contains(&sentence.low(*at)));
    let mut subject = subject.filter(|at| !is_bound(sentence, *at));
    subject
        .any(|at| ["nobody", "no", "none", "neither", "nothing", "nor"].contains(&sentence.low(at)))
}

/// Whether `no` sets a bound and denies nothing: `no later than`, `no fewer than`.
fn is_bound(sentence: &Sentence, at: usize) -> bool {
    let bounds = ["later", "earlier", "sooner", "more", "fewer", "less"];
    bounds.contains(&sentence.low(at + 1)) && sentence.low(at + 2) == "than"
}

/// The verb that a word of duty leads to.
fn verb_after(sentence: &Sentence, from: usize) -> (usize, Voice) {
    let mut at = from;
    let is_adverb = |word: &str| {
        word.ends_with("ly")
            || ["also", "then", "first", "each", "both", "thereafter"].contains(&word)
    };
    if ["not", "neither"].contains(&sentence.low(at)) {
        return (at + 1, Voice::Not);
    }
    while is_adverb(sentence.low(at)) {
        at += 1;
    }
    if sentence.low(at) != "be" {
        return (at, Voice::Active);
    }
    let mut done = at + 1;
    while is_adverb(sentence.low(done)) {
        done += 1;
    }
    let word = sentence.low(done);
    if word.ends_with("ed") || IRREGULAR.contains(&word) {
        (done, Voice::Passive)
    } else {
        (at, Voice::Active)
    }
}

/// Whether somebody is named behind a verb in the passive.
pub(super) fn names_agent(sentence: &Sentence, verb: usize) -> bool {
    let mut places = verb + 1..sentence.len();
    places.any(|at| sentence.low(at) == "by" && is_somebody(sentence, at + 1))
}

fn is_somebody(sentence: &Sentence, from: usize) -> bool {
    let mut at = from;
    while DETERMINERS.contains(&sentence.low(at)) {
        at += 1;
    }
    let (word, next) = (sentence.low(at), sentence.low(at + 1));
    let is_one = word == "one" && !time::is_unit(next) && !NOBODY.contains(&next);
    let is_thing = NOBODY.contains(&word)
        || !is_one
            && time::is_number(word)
            && (time::is_unit(next) || time::is_month(next) || !is_plural(next))
        || time::is_month(word)
        || time::is_unit(word)
        || word.ends_with("ing") && word.len() > 5
        || ["later", "latest"].contains(&word);
    at < sentence.len() && !is_thing && word.starts_with(char::is_alphabetic)
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s')
}

pub(super) fn verifies(sentence: &Sentence) -> bool {
    (0..sentence.len()).any(|at| {
        let low = sentence.low(at);
        VERIFIES.iter().any(|stem| low.starts_with(stem)) || finds_out(sentence, at)
    })
}

/// Whether somebody establishes that or whether something is so: what is set up verifies nothing.
fn finds_out(sentence: &Sentence, at: usize) -> bool {
    ["establish", "establishes"].contains(&sentence.low(at))
        && ["that", "whether"].contains(&sentence.low(at + 1))
}

/// Whether a sentence puts the whole text under somebody's eyes.
pub(super) fn verifies_all(sentence: &Sentence) -> bool {
    let whole = (0..sentence.len()).any(|at| {
        let next = sentence.low(at + 1);
        match sentence.low(at) {
            "this" => ["agreement", "text", "framework", "memorandum"].contains(&next),
            "these" => ["points", "commitments"].contains(&next),
            "all" => next == "points" || sentence.low(at + 2) == "commitments",
            _ => false,
        }
    });
    whole && verifies(sentence)
}

/// Whether a word behind `be` states how things are: `will be guided by`.
pub(super) fn is_state(sentence: &Sentence, modal: usize) -> bool {
    let (verb, voice) = verb_after(sentence, modal + 1);
    voice == Voice::Passive && STATES_PASSIVE.contains(&sentence.low(verb))
}
