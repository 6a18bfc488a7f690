//! What is done on the page of a point: by a delegation for itself, by the mediation team on the
//! working text, or for a party with its word.

use super::super::version::{Version, What, named, versions};
use super::super::voice::Voice;
use super::questions::seat_of;
use super::{Found, found};
use crate::form::{Form, Sent};
use crate::frame::Place as Shelf;
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::{Kept, Said, Trouble};
use axum::extract::Path;
use case::{BracketId, ChoiceId, Language, PointId};
use disclosure::{PartyId, ReleaseClass, Seat};
use jiff::civil::Date;
use proceedings::{
    Criticism, Endorsed, EventId, Hand, InRoom, Judged, LeftOpen, Motion, Position, Proposed,
    Reach, Understood, Verdict, Words,
};
use text::{Amendment, DraftNo, Place, PointText, Proposal};

/// The parts of an address.
pub(super) type Parts = Path<Vec<(String, String)>>;

/// The key of the point in an address.
pub(super) fn key(parts: &[(String, String)]) -> &str {
    let found = parts.iter().find(|(name, _)| name == "key");
    found.map_or("", |(_, key)| key.as_str())
}

/// The point that a form is about.
fn here(seated: &Seated, parts: &Parts) -> Result<(Found, String), Trouble> {
    seated.frame(Shelf::Table)?;
    let key = key(&parts.0);
    Ok((found(seated, key)?, format!("point/{key}")))
}

/// A form that only the mediation team has.
fn of_team(seated: &Seated) -> Result<(), Trouble> {
    match seated.seat() {
        Seat::Mediator => Ok(()),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
}

/// The bracket of the point that a field names.
fn bracket(form: &mut Form, point: &PointText) -> Result<BracketId, Trouble> {
    let id = BracketId::new(form.line("bracket", 200)?);
    match point.bracket(&id) {
        Some(_) => Ok(id),
        None => Err(Trouble::NotHere),
    }
}

/// The last draft of the point that a party has.
fn draft(seated: &Seated, party: &PartyId, point: &PointId) -> Result<DraftNo, Trouble> {
    let sitting = seated.sitting();
    let held = sitting
        .knows(party, seated.now())
        .into_iter()
        .filter_map(|shown| match shown.what {
            proceedings::ShownWhat::Draft(issued) => {
                issued.text.point(point).map(|_| issued.number)
            }
            proceedings::ShownWhat::Case(_)
            | proceedings::ShownWhat::Said(_)
            | proceedings::ShownWhat::Ballot(_)
            | proceedings::ShownWhat::Outcome(_)
            | proceedings::ShownWhat::Plan(_)
            | proceedings::ShownWhat::Readout(_) => None,
        });
    held.max().ok_or_else(|| {
        let name = seated.marks().name(party).to_owned();
        Trouble::Refused(Box::new(Said {
            happened: format!("No draft with this point has been issued to {name} yet."),
            next: "Issue a draft first; what is said of it then stands beside it.".to_owned(),
            ..Said::default()
        }))
    })
}

pub(super) async fn stated(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    let voice = Voice::of(&seated, &mut form)?;
    let bracket = known_bracket(&seated, &mut form, found.point.id())?;
    let status = form.named("status")?;
    let holds = form.line_if_any("holds", 200)?.map(ChoiceId::new);
    let words = form.parsed_if_any("words", Words::new)?;
    let condition = form.parsed_if_any("condition", Words::new)?;
    let on = form.all("on", 200)?.into_iter().map(PointId::new);
    let class: ReleaseClass = form.named("class")?;
    let view = seated.view();
    let recipients = form.all("to", 200)?;
    let recipients = recipients
        .iter()
        .map(|party| seat_of(&view, party).ok_or(Trouble::NotHere));
    let position = Position {
        place: Place::Bracket(bracket),
        status,
        holds,
        words,
        condition,
        conditional_on: on.collect(),
        reach: Reach {
            class,
            to: recipients.collect::<Result<_, _>>()?,
        },
    };
    let sent = form.sent()?;
    let effect = format!(
        "{} is down as: {}.",
        seated.marks().name(&voice.party),
        briefing::status_word(status)
    );
    seated
        .act_with_word(Motion::State(voice.party, position), &sent, voice.word)
        .await?;
    Ok(seated.moved(&to, &effect))
}

/// A question of the point as this seat knows it, in the text or not.
fn known_bracket(seated: &Seated, form: &mut Form, point: &PointId) -> Result<BracketId, Trouble> {
    let id = BracketId::new(form.line("bracket", 200)?);
    let view = seated.view();
    let mut points = view.points().filter(|seen| seen.item.id == *point);
    let is_known = points.any(|seen| view.brackets(seen.item).any(|one| one.item.id == id));
    is_known.then_some(id).ok_or(Trouble::NotHere)
}

pub(super) async fn typed(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (_, to) = here(&seated, &parts)?;
    let against = form.line("against", 20)?;
    let language = Language::new(form.line("language", 20)?);
    let typed = form.text("words", 20_000)?;
    let reason = form.parsed_if_any("reason", Words::new)?;
    let key = key(&parts.0).to_owned();
    let (what, was) = {
        let all = versions(&seated.sitting());
        let version: &Version<'_> = named(&all, &against).ok_or(Trouble::NotHere)?;
        let is_meant = |id: &PointId| crate::address::key("point", id.as_str()) == key;
        let mut points = version.text.points().iter();
        let was = points
            .find(|point| is_meant(point.id()))
            .ok_or(Trouble::NotHere)?;
        (version.what, was.as_ref().clone())
    };
    let now = was.retyped(&typed, &language);
    let now = now.map_err(|why| form.unfit_by("words", &why.to_string()))?;
    let unchanged = "says what the text says already";
    let proposal = Proposal::between(&was, &now);
    let proposal = proposal.ok_or_else(|| form.unfit("words", unchanged, "Change the words."))?;
    let sent = form.sent()?;
    match (seated.seat().clone(), what) {
        (Seat::Mediator, What::Revision(against)) => {
            let amendment = Amendment { against, proposal };
            amended(&mut seated, amendment, (&sent, &typed, &to), &now).await
        }
        (
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party),
            What::Draft(against, _),
        ) => {
            let proposed = Proposed {
                against,
                proposal,
                reason,
            };
            seated.act(Motion::Propose(party, proposed), &sent).await?;
            Ok(seated.moved(
                &to,
                "The mediation team has your proposal; nobody else sees it.",
            ))
        }
        (Seat::Mediator, What::Draft(..))
        | (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_), What::Revision(_))
        | (Seat::Public, _) => Err(Trouble::NotHere),
    }
}

/// Changes the working text; where it has moved on, both texts are shown and nothing is lost.
async fn amended(
    seated: &mut Seated,
    amendment: Amendment,
    form: (&Sent, &str, &str),
    wanted: &PointText,
) -> Result<Moved, Trouble> {
    let (sent, typed, to) = form;
    seated.act(Motion::Amend(amendment), sent).await?;
    let sitting = seated.sitting();
    let late = sitting.set_aside();
    if !late.iter().any(|one| one.amendment.id == sent.act) {
        return Ok(seated.moved(
            to,
            "The working text has the new words. No room sees them yet.",
        ));
    }
    let language = Language::english();
    let now = sitting.text().and_then(|text| text.point(wanted.id()));
    let now = now.map_or_else(
        || "The point is no longer in the text.".to_owned(),
        |point| point.to_type(&language),
    );
    Err(Trouble::Stale(Box::new(Said {
        happened: "A colleague changed the same words while you were writing. Your change is kept \
                   beside the text."
            .to_owned(),
        kept: vec![
            Kept::new("What you wrote", typed),
            Kept::new("The text as it stands now", now),
        ],
        next: "Open the point again and make one text of the two.".to_owned(),
        back: Some((
            format!("{}/{to}", seated.at()),
            "Back to the point".to_owned(),
        )),
    })))
}

pub(super) async fn settled(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    of_team(&seated)?;
    let bracket = bracket(&mut form, &found.point)?;
    let choice = form.line_if_any("choice", 200)?.map(ChoiceId::new);
    let history = seated.sitting().working_text().ok_or(Trouble::NotHere)?;
    let against = history.revision();
    let mut made = found.point.parts();
    for one in &mut made.brackets {
        if *one.id() == bracket {
            let settled = one.clone().with_settled(choice.clone());
            *one = settled.map_err(|why| form.unfit_by("choice", &why.to_string()))?;
        }
    }
    let now = PointText::new(made).map_err(|why| form.unfit_by("choice", &why.to_string()))?;
    let proposal = Proposal::between(&found.point, &now);
    let proposal =
        proposal.ok_or_else(|| form.unfit("choice", "is what stands", "Choose another."))?;
    let sent = form.sent()?;
    seated
        .act(Motion::Amend(Amendment { against, proposal }), &sent)
        .await?;
    let effect = match choice {
        Some(_) => "The bracket is lifted in the working text.",
        None => "The bracket is open again in the working text.",
    };
    Ok(seated.moved(&to, effect))
}

pub(super) async fn criticised(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    let voice = Voice::of(&seated, &mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let criticism = Criticism {
        against: draft(&seated, &voice.party, found.point.id())?,
        place: Place::Point(found.point.id().clone()),
        words,
    };
    seated
        .act_with_word(Motion::Criticise(voice.party, criticism), &sent, voice.word)
        .await?;
    Ok(seated.moved(
        &to,
        "The criticism stands in that room; no other room sees it.",
    ))
}

pub(super) async fn read_back(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    let voice = Voice::of(&seated, &mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let understood = Understood {
        against: draft(&seated, &voice.party, found.point.id())?,
        place: Place::Point(found.point.id().clone()),
        words,
    };
    seated
        .act_with_word(Motion::ReadBack(voice.party, understood), &sent, voice.word)
        .await?;
    Ok(seated.moved(
        &to,
        "The read-back stands in that room; no other room sees it.",
    ))
}

pub(super) async fn judged(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (_, to) = here(&seated, &parts)?;
    of_team(&seated)?;
    let room = PartyId::new(form.line("room", 200)?);
    let id = EventId::of_hex(&form.line("reading", 32)?).ok_or(Trouble::NotHere)?;
    let differs = form.parsed_if_any("how", Words::new)?;
    let sent = form.sent()?;
    let (verdict, effect) = match differs {
        Some(how) => (
            Verdict::Differs(how),
            "The difference is down. Until it is cleared up or left open on purpose, nothing here \
             is settled.",
        ),
        None => (
            Verdict::Same,
            "This reading is down as the same as the others'.",
        ),
    };
    let read_back = InRoom { room, id };
    seated
        .act(Motion::Judge(Judged { read_back, verdict }), &sent)
        .await?;
    Ok(seated.moved(&to, effect))
}

pub(super) async fn registered(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    of_team(&seated)?;
    let left = LeftOpen {
        place: Place::Point(found.point.id().clone()),
        language: Language::new(form.line("language", 20)?),
        words: form.parsed("words", Words::new)?,
        why: form.parsed("why", Words::new)?,
        review: form.parsed("review", str::parse::<Date>)?,
    };
    let sent = form.sent()?;
    seated.act(Motion::Register(left), &sent).await?;
    Ok(seated.moved(
        &to,
        "The words are down as left open on purpose, with the day to look again.",
    ))
}

pub(super) async fn clarified(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (_, to) = here(&seated, &parts)?;
    of_team(&seated)?;
    let id = EventId::of_hex(&form.line("left", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::Clarify(id), &sent).await?;
    Ok(seated.moved(
        &to,
        "These words are no longer down as left open on purpose.",
    ))
}

pub(super) async fn endorsed(
    mut seated: Seated,
    parts: Parts,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let (found, to) = here(&seated, &parts)?;
    let voice = Voice::of(&seated, &mut form)?;
    let hand: Hand = form.named("hand")?;
    let sent = form.sent()?;
    let against = draft(&seated, &voice.party, found.point.id())?;
    let point = found.point.id().clone();
    let endorsed = Endorsed {
        against,
        point,
        hand,
    };
    seated
        .act_with_word(Motion::Endorse(voice.party, endorsed), &sent, voice.word)
        .await?;
    let effect = match hand {
        Hand::Initialled => "The initials stand on the point.",
        Hand::Signed => "The signature stands under the point.",
    };
    Ok(seated.moved(&to, effect))
}
