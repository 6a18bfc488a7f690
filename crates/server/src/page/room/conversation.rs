//! What was said in a room, newest first: each message a card with its terms, where it stands, and
//! what the reader may do about it.
//!
//! Invariant: an act stands on a card only if the proceedings would take it now.

use super::compose::terms_words;
use crate::form::Form;
use crate::page::here::{Here, capital, listed};
use crate::page::item::{class_glyph, travels};
use crate::page::outline::Outline;
use crate::page::word::{refusal, word_of};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use disclosure::Seat;
use proceedings::{
    Carried, EventId, Kept, MessageKind, MessageState, Motion, Named, Reply, Response, Saying,
    WORDS_MAX, Word, Words,
};

/// One message.
pub(crate) struct Card {
    pub(crate) id: EventId,
    pub(crate) kind: &'static str,
    pub(crate) by: String,
    pub(crate) hue: &'static str,
    pub(crate) at: String,
    pub(crate) words: String,
    pub(crate) about: Vec<String>,
    pub(crate) terms: Vec<String>,
    pub(crate) state: &'static str,
    pub(crate) waits: bool,
    pub(crate) replies: Vec<ReplyLine>,
    pub(crate) acts: Vec<Act>,
    pub(crate) travel: Option<Travel>,
}

/// How far a party's own message may travel.
pub(crate) struct Travel {
    pub(crate) words: String,
    pub(crate) glyph: &'static str,
    pub(crate) class: &'static str,
}

/// A response that was given.
pub(crate) struct ReplyLine {
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) what: &'static str,
    pub(crate) words: String,
}

/// What one side may respond.
pub(crate) struct Act {
    /// Whose response it is, in words.
    pub(crate) whose: String,
    /// Whether the mediation team takes it down for the party.
    pub(crate) is_taken_down: bool,
    /// The responses: name, words.
    pub(crate) responses: Vec<(&'static str, &'static str)>,
}

/// Who speaks to whom on a page of a room.
pub(crate) struct Speech<'a> {
    pub(crate) seated: &'a Seated,
    pub(crate) here: &'a Here,
    pub(crate) outline: &'a Outline,
}

impl Speech<'_> {
    /// One message.
    pub(crate) fn card(&self, saying: &Saying<'_>) -> Card {
        let message = &saying.said.what.message;
        let about = message.about.iter();
        let marks = self.seated.marks();
        Card {
            id: saying.said.id,
            kind: kind_word(message.kind),
            by: self.by_words(saying),
            hue: speaker_hue(saying, &marks),
            at: world::moment_words(saying.said.at),
            words: message.words.as_str().to_owned(),
            about: about.map(|point| self.outline.point_words(point)).collect(),
            terms: self.terms(&saying.said.what),
            state: state_words(saying),
            waits: saying.is_open(),
            replies: saying
                .replies
                .iter()
                .map(|reply| self.reply(reply))
                .collect(),
            acts: self.acts(saying),
            travel: self.travel(saying.said.id),
        }
    }

    /// How far a message of this room's party may travel.
    fn travel(&self, id: EventId) -> Option<Travel> {
        let party = self.here.party()?;
        let reach = self.seated.sitting().reach_of(party, id)?;
        let marks = self.seated.marks();
        Some(Travel {
            words: travels(reach, marks.name(party), &marks),
            glyph: class_glyph(reach.class),
            class: reach.class.name(),
        })
    }

    fn reply(&self, reply: &Kept<Reply>) -> ReplyLine {
        ReplyLine {
            by: self.speaker(&reply.by, reply.word.as_ref()),
            at: world::moment_words(reply.at),
            what: response_words(reply.what.response),
            words: reply
                .what
                .words
                .as_ref()
                .map_or_else(String::new, |words| words.as_str().to_owned()),
        }
    }

    /// The terms of a message, and where parties stand that let it be said with it.
    fn terms(&self, carried: &Carried) -> Vec<String> {
        let marks = self.seated.marks();
        let standings = carried.standings.iter().map(|standing| {
            let place = self.outline.place_words(&standing.place);
            let (party, status) = (marks.name(&standing.party), standing.status.name());
            format!("{party} on {place}: {status}")
        });
        let terms = terms_words(&carried.message.terms).into_iter();
        terms.chain(standings).collect()
    }

    /// Who said a message, and whose it is said to be.
    fn by_words(&self, saying: &Saying<'_>) -> String {
        if saying.said.what.message.is_non_paper() {
            return "Handed over without a name on it".to_owned();
        }
        let speaker = self.speaker(&saying.said.by, saying.said.word.as_ref());
        let marks = self.seated.marks();
        let named = saying.said.what.attributed_to.iter();
        let named: Vec<String> = named.map(|party| marks.name(party).to_owned()).collect();
        if named.is_empty() {
            speaker
        } else {
            format!("{speaker}, for {}", listed(&named))
        }
    }

    /// A side in words; a word that was taken down says who spoke and when.
    fn speaker(&self, by: &Seat, word: Option<&Word>) -> String {
        let marks = self.seated.marks();
        match (by, word, self.here.party()) {
            (_, Some(word), Some(party)) => format!(
                "{}, through {} on {}, taken down by the mediation team",
                marks.name(party),
                word.said_by.as_str(),
                world::civil_day_words(&word.on.to_string())
            ),
            (Seat::Mediator, _, _) => "Mediation team".to_owned(),
            (by, _, _) => by.party().map_or_else(
                || "Somebody".to_owned(),
                |party| marks.name(party).to_owned(),
            ),
        }
    }

    /// What each side that this seat may speak for can respond now.
    fn acts(&self, saying: &Saying<'_>) -> Vec<Act> {
        let own = Act {
            whose: String::new(),
            is_taken_down: false,
            responses: self.responses(saying, None),
        };
        let mut acts = vec![own];
        if let (Seat::Mediator, Some(word)) = (self.seated.seat(), some_word(self.seated))
            && self.here.party().is_some()
        {
            acts.push(Act {
                whose: self.here.name.clone(),
                is_taken_down: true,
                responses: self.responses(saying, Some(&word)),
            });
        }
        acts.retain(|act| !act.responses.is_empty());
        acts
    }

    fn responses(
        &self,
        saying: &Saying<'_>,
        word: Option<&Word>,
    ) -> Vec<(&'static str, &'static str)> {
        let all = Response::ALL.iter().rev();
        let taken = all.filter(|(response, _)| {
            let reply = Reply {
                to: saying.said.id,
                response: *response,
                words: None,
            };
            let motion = Motion::Reply(self.here.audience.clone(), reply);
            refusal(self.seated, &motion, word.cloned()).is_none()
        });
        taken
            .map(|(response, name)| (*name, act_words(*response)))
            .collect()
    }
}

/// A word that stands for any other when it is asked what the party may respond.
fn some_word(seated: &Seated) -> Option<Word> {
    let said_by = proceedings::Label::new(seated.account.name.as_str()).ok()?;
    let on = world::civil_day(seated.now());
    Some(Word { said_by, on })
}

/// A response that a form asks for, with whose word it is.
pub(crate) fn reply_of(form: &mut Form, seated: &Seated) -> Result<(Reply, Option<Word>), Trouble> {
    let to = form.parsed("to", |typed| {
        EventId::of_hex(typed).ok_or("this is no message of this room")
    })?;
    let response = form.named::<Response>("response")?;
    let words = form.text_if_any("words", WORDS_MAX)?;
    let words = words.map(|words| Words::new(&words)).transpose();
    let words = words.map_err(|why| form.unfit_by("words", &why.to_string()))?;
    if response == Response::Answered && words.is_none() {
        return Err(form.unfit_by(
            "words",
            "an answer has words\nhint: write them, or choose another response",
        ));
    }
    let word = word_of(form, seated)?;
    let reply = Reply {
        to,
        response,
        words,
    };
    Ok((reply, word))
}

fn speaker_hue(saying: &Saying<'_>, marks: &crate::mark::Marks) -> &'static str {
    if saying.said.what.message.is_non_paper() {
        return "";
    }
    let party = saying.said.by.party();
    crate::frame::hue(party.and_then(|party| marks.party(party)))
}

/// What a message is called on its card.
pub(crate) const fn kind_word(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Words => "",
        MessageKind::Ask => "Ask",
        MessageKind::Offer => "Offer",
        MessageKind::Idea => "Mediator’s own idea",
    }
}

/// Where a message stands, in words; plain words stand nowhere until somebody answers them.
fn state_words(saying: &Saying<'_>) -> &'static str {
    match (saying.state, saying.said.what.message.kind) {
        (MessageState::Open, MessageKind::Words) => "",
        (MessageState::Open, MessageKind::Ask | MessageKind::Offer | MessageKind::Idea) => {
            "waits for an answer"
        }
        (MessageState::Expired, _) => "lapsed",
        (MessageState::Withdrawn, _) => "withdrawn",
        (MessageState::Declined, _) => "declined",
        (MessageState::Answered, _) => "answered",
        (MessageState::AdReferendum, _) => "◐ accepted ad referendum: the capital must confirm",
        (MessageState::Accepted, _) => "● accepted: nothing is agreed until everything is agreed",
    }
}

const fn response_words(response: Response) -> &'static str {
    match response {
        Response::Withdrawn => "withdrew it",
        Response::Declined => "declined",
        Response::AdReferendum => "accepted ad referendum",
        Response::Accepted => "accepted",
        Response::Answered => "answered",
    }
}

const fn act_words(response: Response) -> &'static str {
    match response {
        Response::Withdrawn => "Withdraw",
        Response::Declined => "Decline",
        Response::AdReferendum => "Accept ad referendum",
        Response::Accepted => "Accept",
        Response::Answered => "Answer",
    }
}

/// What a response did, in words.
pub(crate) fn effect_words(here: &Here, response: Response) -> String {
    let what = match response {
        Response::Withdrawn => "Withdrawn",
        Response::Declined => "Declined",
        Response::AdReferendum => "Accepted ad referendum: it stands once the capital confirms",
        Response::Accepted => "Accepted. Nothing is agreed until everything is agreed",
        Response::Answered => "Answered",
    };
    format!("{what}. {} sees it.", capital(&here.place))
}
