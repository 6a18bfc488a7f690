//! Duties: who owes what is written as owed, by when, and who establishes that it was done.

use super::super::{FindingKind, Known, Page, Report, Sentence};
use super::{At, time};

/// A duty as a sentence states it.
struct Stated<'p> {
    at: At<'p>,
    /// Where the word stands that makes it one.
    modal: usize,
    /// Where its verb stands.
    verb: usize,
    /// How the verb is put.
    voice: Voice,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// Somebody does it.
    Active,
    /// It is done.
    Passive,
    /// It is not to be done.
    Not,
}

/// The duties of a text.
pub(super) struct Duties<'p> {
    pages: &'p [Page<'p>],
    known: &'p Known<'p>,
    stated: Vec<Stated<'p>>,
    /// Whether a clause of the text says who verifies all of it.
    all_verified: bool,
    has_dispute_clause: bool,
}

const MODALS: [&str; 3] = ["shall", "must", "will"];

/// Verbs that state how things are, and set no task.
const STATES: [&str; 40] = [
    "enter", "apply", "remain", "mean", "be", "have", "include", "consist", "continue", "respect",
    "prevail", "govern", "constitute", "take", "expire", "lapse", "run", "form", "comprise",
    "retain", "keep", "enjoy", "belong", "bear", "cease", "hold", "serve", "last", "end", "begin",
    "refrain", "recognise", "recognize", "supersede", "depend", "require", "become", "cover",
    "follow", "decide",
];

/// The same where the verb is in the passive.
const STATES_PASSIVE: [&str; 34] = [
    "entitled", "bound", "guided", "based", "composed", "deemed", "considered", "understood",
    "known", "interpreted", "construed", "obliged", "required", "allowed", "permitted",
    "prohibited", "located", "prejudged", "affected", "limited", "called", "respected", "agreed",
    "made", "open", "governed", "divided", "authorised", "authorized", "prejudiced", "free",
    "equal", "shared", "counted",
];

const IRREGULAR: [&str; 30] = [
    "withdrawn", "drawn", "given", "taken", "held", "put", "set", "sent", "brought", "built",
    "paid", "laid", "kept", "left", "let", "lent", "met", "read", "chosen", "written", "shown",
    "begun", "cut", "done", "heard", "made", "sold", "spent", "told", "swept",
];

/// What may follow `by` and is nobody.
const NOBODY: [&str; 34] = [
    "means", "way", "virtue", "consensus", "agreement", "law", "then", "day", "end", "midnight",
    "noon", "dawn", "consent", "vote", "lot", "sea", "land", "air", "road", "rail", "default",
    "date", "deadline", "force", "reason", "name", "half", "exchange", "decree", "time", "stages",
    "mutual", "common", "reference",
];

const DETERMINERS: [&str; 14] = [
    "the", "a", "an", "each", "both", "either", "every", "all", "its", "their", "any", "that",
    "this", "no",
];

const VERIFIES: [&str; 14] = [
    "verif", "monitor", "certif", "confirm", "inspect", "supervis", "observ", "witness", "audit",
    "establish", "attest", "review", "oversee", "oversight",
];

impl<'p> Duties<'p> {
    pub(super) fn of(pages: &'p [Page<'p>], known: &'p Known<'p>, all: &[At<'p>]) -> Self {
        let stated = all.iter().flat_map(|at| stated(*at)).collect();
        let has_dispute_clause = known.has_ladder
            || all.iter().any(|at| {
                let tokens = at.sentence.tokens().iter();
                let mut words = tokens.map(|token| token.lower.as_str());
                words.any(|word| {
                    word.starts_with("dispute") || word.starts_with("arbitrat")
                        || word == "disagreement" || word == "disagreements"
                }) || at.sentence.has(&["differences", "difference"])
                    && at.sentence.has(&["interpretation", "reading", "settled"])
            });
        Self {
            pages,
            known,
            stated,
            all_verified: all.iter().any(|at| verifies_all(at.sentence)),
            has_dispute_clause,
        }
    }

    /// Whether the text puts duties with the word that binds.
    pub(super) fn speaks_of_duties(&self) -> bool {
        let mut stated = self.stated.iter();
        stated.any(|one| one.at.sentence.low(one.modal) == "shall")
    }

    pub(super) fn reports(&self) -> Vec<Report> {
        let mut reports = Vec::new();
        for one in &self.stated {
            reports.extend(self.without_owner(one));
            reports.extend(self.without_date(one));
        }
        for page in 0..self.pages.len() {
            reports.extend(self.without_verifier(page));
        }
        if !self.has_dispute_clause && !self.stated.is_empty() {
            reports.push(Report {
                kind: FindingKind::Dispute,
                at: None,
                what: "No clause says what happens when parties differ over the text.".to_owned(),
                settles: None,
                points: Vec::new(),
            });
        }
        reports
    }

    fn without_owner(&self, one: &Stated<'_>) -> Option<Report> {
        let verb = one.at.sentence.low(one.verb);
        let is_task = one.voice == Voice::Passive && !STATES_PASSIVE.contains(&verb);
        if !is_task || names_agent(one.at.sentence, one.verb) {
            return None;
        }
        let words = one.at.words(one.modal, one.verb);
        let what = format!("“{words}” says what is done, and not by whom.");
        let mut report = one.at.report(FindingKind::Owner, (one.modal, one.verb), what);
        let owner = self.owed(one).find_map(|duty| duty.owner);
        report.settles = owner.map(|owner| {
            format!("Name who does it. On this point, the list of what is owed names {owner}.")
        });
        Some(report)
    }

    fn without_date(&self, one: &Stated<'_>) -> Option<Report> {
        if !one.is_task() || time::says_when(one.at.sentence) || self.is_dated_beside(one) {
            return None;
        }
        let words = one.at.words(one.modal, one.verb);
        let what = format!("Nothing says by when or how often it is so: “{words}”.");
        Some(one.at.report(FindingKind::Date, (one.modal, one.verb), what))
    }

    /// Whether a sentence says how something is done for which the one before it says when.
    fn is_dated_beside(&self, one: &Stated<'_>) -> bool {
        let page = self.pages.get(one.at.page);
        let sentences = page.map_or(&[][..], |page| page.reading.sentences.as_slice());
        let start = one.at.sentence.span.start;
        let mut before = sentences.iter().take_while(|sentence| sentence.span.start < start);
        one.voice == Voice::Passive
            && names_agent(one.at.sentence, one.verb)
            && before.any(time::says_when)
    }

    fn without_verifier(&self, page: usize) -> Option<Report> {
        let mut tasks = self.stated.iter();
        let first = tasks.find(|one| one.at.page == page && one.is_task())?;
        let reading = &self.pages.get(page)?.reading;
        let verified = reading.sentences.iter().any(verifies);
        let known = self.owed(first).any(|duty| duty.verifier.is_some());
        if self.all_verified || verified || known {
            return None;
        }
        let words = first.at.words(first.modal, first.verb);
        let what = format!("Nobody in this point establishes that it was done: “{words}”.");
        let report = first.at.report(FindingKind::Verifier, (first.modal, first.verb), what);
        Some(report)
    }

    fn owed(&self, one: &Stated<'_>) -> impl Iterator<Item = &super::super::Duty<'p>> {
        let page = self.pages.get(one.at.page);
        page.into_iter().flat_map(|page| self.known.on(page.point.id()))
    }
}

impl Stated<'_> {
    /// Whether it sets a task that is done once or again, and can be late.
    fn is_task(&self) -> bool {
        let verb = self.at.sentence.low(self.verb);
        match self.voice {
            Voice::Active => !STATES.contains(&verb) && !is_checking(verb),
            Voice::Passive => !STATES_PASSIVE.contains(&verb) && !is_checking(verb),
            Voice::Not => false,
        }
    }
}

/// Whether a verb is that of a verifier, whose work lasts as long as what is verified.
fn is_checking(verb: &str) -> bool {
    VERIFIES.iter().any(|stem| verb.starts_with(stem))
        || ["settle", "settled", "hear", "resolve", "resolved", "referred", "refer", "heard"]
            .contains(&verb)
}

/// The duties that a sentence states.
fn stated(at: At<'_>) -> Vec<Stated<'_>> {
    let sentence = at.sentence;
    let mut all = Vec::new();
    for place in 0..sentence.len() {
        let low = sentence.low(place);
        let next = sentence.low(place + 1);
        let promises = ["undertakes", "undertake", "agrees", "agree", "commits", "commit"];
        let is_thing = DETERMINERS.contains(&sentence.low(place + 2));
        let modal = if MODALS.contains(&low) {
            place + 1
        } else if promises.contains(&low) && next == "to" && !is_thing {
            place + 2
        } else if ["is", "are"].contains(&low) && next == "to" && !is_thing {
            place + 2
        } else {
            continue;
        };
        let (verb, voice) = verb_after(sentence, modal);
        let voice = if is_denied(sentence, place) { Voice::Not } else { voice };
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
    let subject = (0..modal).rev().take_while(|at| ![",", ":"].contains(&sentence.low(*at)));
    let mut subject = subject.map(|at| sentence.low(at));
    subject.any(|word| ["nobody", "no", "none", "neither", "nothing", "nor"].contains(&word))
}

/// The verb that a word of duty leads to.
fn verb_after(sentence: &Sentence, from: usize) -> (usize, Voice) {
    let mut at = from;
    let is_adverb = |word: &str| {
        word.ends_with("ly") || ["also", "then", "first", "each", "both", "thereafter"].contains(&word)
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
fn names_agent(sentence: &Sentence, verb: usize) -> bool {
    let mut places = verb + 1..sentence.len();
    places.any(|at| sentence.low(at) == "by" && is_somebody(sentence, at + 1))
}

fn is_somebody(sentence: &Sentence, from: usize) -> bool {
    let mut at = from;
    while DETERMINERS.contains(&sentence.low(at)) {
        at += 1;
    }
    let (word, next) = (sentence.low(at), sentence.low(at + 1));
    let is_thing = NOBODY.contains(&word)
        || time::is_number(word) && (time::is_unit(next) || time::is_month(next) || !is_plural(next))
        || time::is_month(word)
        || time::is_unit(word)
        || word.ends_with("ing") && word.len() > 5
        || ["later", "latest"].contains(&word);
    at < sentence.len() && !is_thing && word.starts_with(char::is_alphabetic)
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s')
}

fn verifies(sentence: &Sentence) -> bool {
    let mut tokens = sentence.tokens().iter();
    tokens.any(|token| VERIFIES.iter().any(|stem| token.lower.starts_with(stem)))
}

/// Whether a sentence puts the whole text under somebody's eyes.
fn verifies_all(sentence: &Sentence) -> bool {
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
