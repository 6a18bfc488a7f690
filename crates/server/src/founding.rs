//! How a case comes into a store: each audience's log opens with the case as that audience may
//! know it, and one person of each seat is invited.
//!
//! Invariant: no log opens with an item that its audience may not know.

use crate::workspace::Workspace;
use case::{Case, Language};
use disclosure::{Audience, Seat};
use proceedings::{Event, Fresh, Label, Moment, Motion, Mover, Proceedings, audiences, opening};
use std::collections::BTreeMap;
use store::{Founding, Invitee, PersonName, StoreError};
use text::Text;

/// How long the first invitations can be used.
const INVITED_MICROS: i64 = 14 * 24 * 3_600 * 1_000_000;

/// Somebody who was invited, and the path of their link.
pub struct Invited {
    /// The seat in words.
    pub seat: String,
    /// The person's name.
    pub name: String,
    /// The path of the link, from the root of the server.
    pub path: String,
}

impl Workspace {
    /// Opens a case in the store, and invites the mediation team and each party's seat.
    ///
    /// # Errors
    ///
    /// If there is such a case already, or the store fails.
    pub async fn found(
        &self,
        case: &Case,
        mediator: &PersonName,
    ) -> Result<Vec<Invited>, StoreError> {
        self.found_with(case, None, mediator).await
    }

    /// The same, with the words of the text where there are more than the case itself says.
    pub(crate) async fn found_with(
        &self,
        case: &Case,
        text: Option<Text>,
        mediator: &PersonName,
    ) -> Result<Vec<Invited>, StoreError> {
        let at = self.world.now();
        let invitees = invitees(case, mediator);
        let mut logs = self.logs(case, at);
        if let Some(text) = text {
            self.lay(&mut logs, text, (at, mediator));
        }
        let founding = Founding {
            case: case.seen_from(Seat::Mediator).heading().id.clone(),
            at,
            logs,
            invited: invitees
                .iter()
                .map(|(invitee, _)| invitee.clone())
                .collect(),
            until: Moment::of_micros(at.micros().saturating_add(INVITED_MICROS)),
        };
        let case = founding.case.clone();
        let founded = self.store.found(&founding).await?;
        let links = founded.tokens.into_iter().zip(invitees);
        let invited = links.map(|(token, (invitee, seat))| Invited {
            seat,
            name: invitee.name.to_string(),
            path: crate::invitation_path(&case, token),
        });
        Ok(invited.collect())
    }

    /// Lays the first text before the mediation team, as the team itself would.
    fn lay(&self, logs: &mut Logs, text: Text, (at, who): (Moment, &PersonName)) {
        let mut proceedings = Proceedings::of(Seat::Mediator);
        for (audience, event) in logs
            .iter()
            .flat_map(|(audience, events)| events.iter().map(move |event| (audience, event)))
        {
            proceedings.apply(audience, event);
        }
        let mover = Mover {
            seat: Seat::Mediator,
            who: Label::new(who.as_str()).ok(),
            word: None,
        };
        let fresh = Fresh {
            id: self.world.event_id(),
            copies: Vec::new(),
        };
        let motion = Motion::SetText(text::Revision::FIRST, Box::new(text));
        // Where the text says no more than the case, there is nothing to be moved.
        if let Ok((audience, event)) = proceedings.decide(&mover, motion, at, fresh) {
            logs.entry(audience).or_default().push(event);
        }
    }

    fn logs(&self, case: &Case, at: Moment) -> Logs {
        let ids = audiences(case)
            .iter()
            .map(|_| self.world.event_id())
            .collect();
        // There is an id for each audience, so nothing is refused.
        let opened = opening(case, at, ids).unwrap_or_default();
        opened
            .into_iter()
            .map(|(audience, event)| (audience, vec![event]))
            .collect()
    }
}

type Logs = BTreeMap<Audience, Vec<Event>>;

/// Who is invited first: the mediation team, then one person for each party, named by the seat.
fn invitees(case: &Case, mediator: &PersonName) -> Vec<(Invitee, String)> {
    let team = Invitee {
        seat: Seat::Mediator,
        name: mediator.clone(),
    };
    let view = case.seen_from(Seat::Mediator);
    let rooms = audiences(case).into_iter().filter_map(|(audience, seat)| {
        let party = match &audience {
            Audience::Room(party) => party,
            Audience::Public | Audience::Plenary | Audience::Team => return None,
        };
        let name = view.party_name(party).to_owned();
        let words = match &seat {
            Seat::Delegation(_) => format!("Delegation of {name}"),
            Seat::Partner(_) => format!("Partner {name}"),
            Seat::Observer(_) => format!("Observer {name}"),
            Seat::Mediator | Seat::Public => return None,
        };
        let name = PersonName::new(&name).ok()?;
        Some((Invitee { seat, name }, words))
    });
    let team = std::iter::once((team, "Mediation team".to_owned()));
    team.chain(rooms).collect()
}

/// The seats that are invited first when a case comes into a store: each in words, with the name
/// of the person.
#[must_use]
pub fn first_seats(case: &Case, mediator: &PersonName) -> Vec<(String, PersonName)> {
    let invitees = invitees(case, mediator).into_iter();
    invitees
        .map(|(invitee, seat)| (seat, invitee.name))
        .collect()
}

/// The title of a case, for whoever runs the server.
#[must_use]
pub fn title(case: &Case) -> String {
    let view = case.seen_from(Seat::Public);
    view.heading()
        .title
        .in_language(&Language::english())
        .to_owned()
}
