//! What is done on the page of a point: by a delegation for itself, by the mediation team on the
//! working text, or for a party with its word.

use super::super::version::{Version, What, named, versions};
use super::super::voice::Voice;
use super::questions::seat_of;
use super::{Found, found, written};
use crate::form::{Form, Sent};
use crate::frame::Place as Shelf;
use crate::moved::Moved;
use crate::page::phrase;
use crate::seated::Seated;
use crate::trouble::{Kept, Said, Trouble};
use crate::workspace::Workspace;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use case::{BracketId, ChoiceId, Language, PointId};
use disclosure::{PartyId, ReleaseClass, Seat};
use jiff::civil::Date;
use proceedings::{
    Criticism, Endorsed, EventId, Hand, InRoom, Judged, LeftOpen, Motion, Position, Proposed,
    Reach, Understood, Verdict, Word, Words,
};
use text::{Amendment, DraftNo, Place, PointText, Proposal};

/// The point that a form is about, and whoever sent it.
pub(super) struct Here {
    seated: Seated,
    found: Found,
    key: String,
}

impl FromRequestParts<Workspace> for Here {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, state: &Workspace) -> Result<Self, Trouble> {
        let seated = Seated::from_request_parts(parts, state).await?;
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((_, key)) = path.map_err(|_| Trouble::NotHere)?;
        seated.frame(Shelf::Table)?;
        let found = found(&seated, &key)?;
        Ok(Self { seated, found, key })
    }
}

impl Here {
    /// The page of the point, under the seat's own address.
    fn page(&self) -> String {
        format!("point/{}", self.key)
    }

    /// The place in the text.
    fn place(&self) -> Place {
        Place::Point(self.found.point.id().clone())
    }

    /// Only the mediation team has this form.
    fn of_team(&self) -> Result<(), Trouble> {
        match self.seated.seat() {
            Seat::Mediator => Ok(()),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                Err(Trouble::NotHere)
            }
        }
    }

    /// Makes a motion and goes back to the page.
    async fn acts(self, motion: Motion, sent: &Sent, effect: &str) -> Result<Moved, Trouble> {
        self.says((motion, None), sent, effect).await
    }

    /// The same, taking down a party's word for it.
    async fn says(
        mut self,
        (motion, word): (Motion, Option<Word>),
        sent: &Sent,
        effect: &str,
    ) -> Result<Moved, Trouble> {
        self.seated.act_with_word(motion, sent, word).await?;
        Ok(self.seated.moved(&self.page(), effect))
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
fn draft(here: &Here, party: &PartyId) -> Result<DraftNo, Trouble> {
    let (seated, point) = (&here.seated, here.found.point.id());
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
            | proceedings::ShownWhat::Readout(_)
            | proceedings::ShownWhat::Admitted(_) => None,
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

pub(super) async fn stated(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let bracket = known_bracket(&here, &mut form)?;
    let status = form.named("status")?;
    let holds = form.line_if_any("holds", 200)?.map(ChoiceId::new);
    let words = form.parsed_if_any("words", Words::new)?;
    let condition = form.parsed_if_any("condition", Words::new)?;
    let on = form.all("on", 200)?.into_iter().map(PointId::new);
    let class: ReleaseClass = form.named("class")?;
    let view = here.seated.view();
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
        here.seated.marks().name(&voice.party),
        briefing::status_word(status)
    );
    let motion = Motion::State(voice.party, position);
    here.says((motion, voice.word), &sent, &effect).await
}

/// A question of the point as this seat knows it, in the text or not.
fn known_bracket(here: &Here, form: &mut Form) -> Result<BracketId, Trouble> {
    let (view, point) = (here.seated.view(), here.found.point.id());
    let id = BracketId::new(form.line("bracket", 200)?);
    let mut points = view.points().filter(|seen| seen.item.id == *point);
    let is_known = points.any(|seen| view.brackets(seen.item).any(|one| one.item.id == id));
    is_known.then_some(id).ok_or(Trouble::NotHere)
}

/// The language of words of the text: one that the point stands in.
fn written_in(here: &Here, form: &mut Form) -> Result<Language, Trouble> {
    let language = form.parsed("language", phrase::language)?;
    if !written(&here.found.point).contains(&language) {
        let next = "Choose one of those that the point has words in.";
        return Err(form.unfit("language", "is none that this point is written in", next));
    }
    Ok(language)
}

pub(super) async fn typed(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let against = form.line("against", 20)?;
    let language = written_in(&here, &mut form)?;
    let typed = form.text("words", 20_000)?;
    let reason = form.parsed_if_any("reason", Words::new)?;
    let point = here.found.point.id();
    let (what, was) = {
        let all = versions(&here.seated.sitting());
        let version: &Version<'_> = named(&all, &against).ok_or(Trouble::NotHere)?;
        let was = version.text.point(point).ok_or(Trouble::NotHere)?;
        (version.what, was.clone())
    };
    let now = was.retyped(&typed, &language);
    let now = now.map_err(|why| form.unfit_by("words", &why.to_string()))?;
    let unchanged = "says what the text says already";
    let proposal = Proposal::between(&was, &now);
    let proposal = proposal.ok_or_else(|| form.unfit("words", unchanged, "Change the words."))?;
    let sent = form.sent()?;
    match (here.seated.seat().clone(), what) {
        (Seat::Mediator, What::Revision(against)) => {
            let amendment = Amendment { against, proposal };
            amended(here, amendment, (&sent, &typed), &now).await
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
            let effect = "The mediation team has your proposal; nobody else sees it.";
            here.acts(Motion::Propose(party, proposed), &sent, effect)
                .await
        }
        (Seat::Mediator, What::Draft(..))
        | (Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_), What::Revision(_))
        | (Seat::Public, _) => Err(Trouble::NotHere),
    }
}

/// Changes the working text; where it has moved on, both texts are shown and nothing is lost.
async fn amended(
    mut here: Here,
    amendment: Amendment,
    (sent, typed): (&Sent, &str),
    wanted: &PointText,
) -> Result<Moved, Trouble> {
    here.seated.act(Motion::Amend(amendment), sent).await?;
    let sitting = here.seated.sitting();
    let late = sitting.set_aside();
    if !late.iter().any(|one| one.amendment.id == sent.act) {
        let effect = "The working text has the new words. No room sees them yet.";
        return Ok(here.seated.moved(&here.page(), effect));
    }
    let language = here.seated.language();
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
            format!("{}/{}", here.seated.at(), here.page()),
            "Back to the point".to_owned(),
        )),
    })))
}

pub(super) async fn settled(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let bracket = bracket(&mut form, &here.found.point)?;
    let choice = form.line_if_any("choice", 200)?.map(ChoiceId::new);
    let history = here
        .seated
        .sitting()
        .working_text()
        .ok_or(Trouble::NotHere)?;
    let against = history.revision();
    let mut made = here.found.point.parts();
    for one in &mut made.brackets {
        if *one.id() == bracket {
            let settled = one.clone().with_settled(choice.clone());
            *one = settled.map_err(|why| form.unfit_by("choice", &why.to_string()))?;
        }
    }
    let now = PointText::new(made).map_err(|why| form.unfit_by("choice", &why.to_string()))?;
    let proposal = Proposal::between(&here.found.point, &now);
    let proposal =
        proposal.ok_or_else(|| form.unfit("choice", "is what stands", "Choose another."))?;
    let sent = form.sent()?;
    let effect = match choice {
        Some(_) => "The bracket is lifted in the working text.",
        None => "The bracket is open again in the working text.",
    };
    let motion = Motion::Amend(Amendment { against, proposal });
    here.acts(motion, &sent, effect).await
}

pub(super) async fn criticised(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let criticism = Criticism {
        against: draft(&here, &voice.party)?,
        place: here.place(),
        words,
    };
    let motion = Motion::Criticise(voice.party, criticism);
    here.says(
        (motion, voice.word),
        &sent,
        "The criticism stands in that room; no other room sees it.",
    )
    .await
}

pub(super) async fn read_back(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let words = form.parsed("words", Words::new)?;
    let sent = form.sent()?;
    let understood = Understood {
        against: draft(&here, &voice.party)?,
        place: here.place(),
        words,
    };
    let motion = Motion::ReadBack(voice.party, understood);
    here.says(
        (motion, voice.word),
        &sent,
        "The read-back stands in that room; no other room sees it.",
    )
    .await
}

pub(super) async fn judged(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
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
    let motion = Motion::Judge(Judged { read_back, verdict });
    here.acts(motion, &sent, effect).await
}

pub(super) async fn registered(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let left = LeftOpen {
        place: here.place(),
        language: written_in(&here, &mut form)?,
        words: form.parsed("words", Words::new)?,
        why: form.parsed("why", Words::new)?,
        review: form.parsed("review", str::parse::<Date>)?,
    };
    let sent = form.sent()?;
    let effect = "The words are down as left open on purpose, with the day to look again.";
    here.acts(Motion::Register(left), &sent, effect).await
}

pub(super) async fn clarified(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let id = EventId::of_hex(&form.line("left", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    let effect = "These words are no longer down as left open on purpose.";
    here.acts(Motion::Clarify(id), &sent, effect).await
}

pub(super) async fn endorsed(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let voice = Voice::of(&here.seated, &mut form)?;
    let hand: Hand = form.named("hand")?;
    let sent = form.sent()?;
    let against = draft(&here, &voice.party)?;
    let point = here.found.point.id().clone();
    let endorsed = Endorsed {
        against,
        point,
        hand,
    };
    let effect = match hand {
        Hand::Initialled => "The initials stand on the point.",
        Hand::Signed => "The signature stands under the point.",
    };
    let motion = Motion::Endorse(voice.party, endorsed);
    here.says((motion, voice.word), &sent, effect).await
}
