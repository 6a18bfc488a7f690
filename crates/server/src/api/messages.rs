//! What is said in rooms and in the joint session, as programs read and say it.

use super::{Caller, Refused, read, unfit};
use crate::form::Sent;
use crate::moved::refused;
use crate::page::word::refusal;
use crate::trouble::{Said, Trouble};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use case::PointId;
use disclosure::Audience;
use format::api;
use proceedings::{
    EventId, Footing, Kept, Message, MessageKind, Moment, Motion, Named, Reply, Saying, Sitting,
    Terms, Words,
};

/// How finely times are told.
const MINUTE_MICROS: i64 = 60_000_000;

/// What the seat may read of what was said, in the order of time.
pub(crate) fn messages(sitting: &Sitting<'_>, now: Moment) -> Vec<api::Message> {
    let mut messages = Vec::new();
    for audience in sitting.audiences() {
        let sayings = sitting.sayings(audience, now);
        messages.extend(sayings.map(|saying| message(audience, &saying)));
    }
    // Those of one log stay in its order, for a clock that was set back gives several one time.
    messages.sort_by_key(|one| one.at);
    for message in &mut messages {
        message.at = to_the_minute(message.at);
        for reply in &mut message.replies {
            reply.at = to_the_minute(reply.at);
        }
    }
    messages
}

/// A time as the pages tell it. What is carried is sent with other things, and by how much it came
/// behind them would tell of those.
const fn to_the_minute(at: i64) -> i64 {
    at - at.rem_euclid(MINUTE_MICROS)
}

fn message(audience: &Audience, saying: &Saying<'_>) -> api::Message {
    let (said, message) = (saying.said, &saying.said.what.message);
    let about = message.about.iter();
    let named = said.what.attributed_to.iter();
    api::Message {
        id: said.id.to_string(),
        audience: audience.to_string(),
        at: said.at.micros(),
        by: (!message.is_non_paper()).then(|| said.by.to_string()),
        kind: message.kind.name().to_owned(),
        words: message.words.as_str().to_owned(),
        about: about.map(ToString::to_string).collect(),
        terms: terms(&message.terms),
        attributed_to: named.map(ToString::to_string).collect(),
        state: saying.state.name().to_owned(),
        replies: saying.replies.iter().map(|kept| reply(kept)).collect(),
    }
}

fn terms(terms: &Terms) -> api::Terms {
    let condition = terms.conditional_on.as_ref();
    api::Terms {
        without_prejudice: terms.provisos.contains(&Footing::WithoutPrejudice),
        non_paper: terms.provisos.contains(&Footing::NonPaper),
        condition: condition.map(|words| words.as_str().to_owned()),
        expires: terms.expires.map(Moment::micros),
    }
}

fn reply(kept: &Kept<Reply>) -> api::Reply {
    let words = kept.what.words.as_ref();
    api::Reply {
        at: kept.at.micros(),
        by: kept.by.to_string(),
        response: kept.what.response.name().to_owned(),
        words: words.map(|words| words.as_str().to_owned()),
    }
}

/// What a program asks to have said.
struct Asked {
    to: Audience,
    message: Message,
    sent: Sent,
}

impl Asked {
    fn of(sent: api::Say) -> Result<Self, Trouble> {
        let act =
            EventId::of_hex(&sent.act).ok_or_else(|| unfit("act", "32 hexadecimal digits"))?;
        let to = Audience::of_name(&sent.to);
        let to = to.ok_or_else(|| unfit("to", "`plenary` or `room-PARTY`"))?;
        let kind = MessageKind::of_name(&sent.kind);
        let kind = kind.ok_or_else(|| unfit("kind", "`words`, `ask`, `offer` or `idea`"))?;
        let words = |key: &str, typed: &str| {
            let words = Words::new(typed);
            words.map_err(|_| unfit(key, "plain words, 20,000 characters at most"))
        };
        let condition = sent.condition.as_deref();
        let footings = [
            (sent.without_prejudice, Footing::WithoutPrejudice),
            (sent.non_paper, Footing::NonPaper),
        ];
        let footings = footings.into_iter().filter(|(is_so, _)| *is_so);
        let message = Message {
            kind,
            words: words("words", &sent.words)?,
            about: sent.about.into_iter().map(PointId::new).collect(),
            terms: Terms {
                provisos: footings.map(|(_, footing)| footing).collect(),
                conditional_on: condition
                    .map(|typed| words("condition", typed))
                    .transpose()?,
                expires: sent.expires.map(Moment::of_micros),
            },
        };
        let sent = Sent {
            act,
            kept: Vec::new(),
            is_knowing: sent.knowing,
        };
        Ok(Self { to, message, sent })
    }

    fn motion(&self) -> Motion {
        let (to, message) = (self.to.clone(), self.message.clone());
        Motion::Say(to, message)
    }
}

/// Says who would see a message, in which words, and says nothing. What would be refused is
/// refused here.
#[utoipa::path(
    post, path = "/api/v1/messages/preview", request_body = api::Say,
    responses(
        (status = 200, body = api::Preview),
        (status = 400, body = api::Problem), (status = 401, body = api::Problem),
        (status = 413, body = api::Problem), (status = 415, body = api::Problem),
        (status = 422, body = api::Problem),
    )
)]
pub(super) async fn preview(
    Caller(seated): Caller,
    sent: Result<Json<api::Say>, JsonRejection>,
) -> Result<Json<api::Preview>, Refused> {
    let asked = Asked::of(read(sent)?)?;
    let motion = asked.sent.motion(asked.motion());
    if let Some(refusal) = refusal(&seated, &motion, None) {
        return Err(refused((&refusal, &seated.marks()), &[]).into());
    }
    let seats = seated.sitting().readers(&asked.to);
    Ok(Json(api::Preview {
        seen_by: seats.iter().map(ToString::to_string).collect(),
        words: asked.message.words.as_str().to_owned(),
    }))
}

/// Says something in a room or in the joint session. The same again, under the same `act`, is
/// said once and answered as before; anything else under an `act` that was used is refused.
#[utoipa::path(
    post, path = "/api/v1/messages", request_body = api::Say,
    responses(
        (status = 201, body = api::Done),
        (status = 400, body = api::Problem), (status = 401, body = api::Problem),
        (status = 409, body = api::Problem,
         description = "This `act` was used before, for something else; nothing was said"),
        (status = 413, body = api::Problem), (status = 415, body = api::Problem),
        (status = 422, body = api::Problem),
    )
)]
pub(super) async fn say(
    Caller(mut seated): Caller,
    sent: Result<Json<api::Say>, JsonRejection>,
) -> Result<Response, Refused> {
    let asked = Asked::of(read(sent)?)?;
    seated.act(asked.motion(), &asked.sent).await?;
    let Asked { to, message, sent } = asked;
    let act = sent.act;
    // An id that had happened already leaves everything as it was, so what stands under it now
    // tells whether these words were said.
    let sitting = seated.sitting();
    let standing = sitting.saying(&to, act, seated.now());
    let standing = standing.filter(|saying| saying.said.by == *seated.seat());
    if standing.is_none_or(|saying| saying.said.what.message != message) {
        return Err(used_before().into());
    }
    let id = act.to_string();
    Ok((StatusCode::CREATED, Json(api::Done { id })).into_response())
}

fn used_before() -> Trouble {
    Trouble::Stale(Box::new(Said {
        happened: "This `act` was used before, for something else than this. What was done then \
                   stands; these words were not said."
            .to_owned(),
        next: "Send them under an `act` of their own.".to_owned(),
        ..Said::default()
    }))
}
