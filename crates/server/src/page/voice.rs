//! Whose word a form takes down: a delegation speaks for itself, the mediation team for a party,
//! with who said so and when.

use crate::form::Form;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use disclosure::{PartyId, Seat};
use jiff::civil::Date;
use proceedings::{Label, Word};

/// Whose word it is.
pub(crate) struct Voice {
    /// The party.
    pub(crate) party: PartyId,
    /// Who said so, and when, where the team takes it down.
    pub(crate) word: Option<Word>,
}

/// What the fields of a voice offer; nobody where a delegation speaks for itself.
pub(crate) struct Speakers {
    /// The parties with their names.
    pub(crate) parties: Vec<(String, String)>,
    /// The day that stands in the field.
    pub(crate) today: String,
}

impl Voice {
    /// Whose word a form takes down.
    pub(crate) fn of(seated: &Seated, form: &mut Form) -> Result<Self, Trouble> {
        match seated.seat() {
            Seat::Mediator => {}
            Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
                let (party, word) = (party.clone(), None);
                return Ok(Self { party, word });
            }
            Seat::Public => return Err(Trouble::NotHere),
        }
        let typed = form.line("party", 200)?;
        let mut rooms = seated.sitting().rooms();
        let found = rooms.find(|(party, _)| party.as_str() == typed);
        let (party, _) = found.ok_or(Trouble::NotHere)?;
        let said_by = form.parsed("said_by", Label::new)?;
        let on = form.parsed("said_on", str::parse::<Date>)?;
        let word = Some(Word { said_by, on });
        Ok(Self { party, word })
    }
}

impl Speakers {
    /// The parties for whom this seat may take down a word.
    pub(crate) fn of(seated: &Seated) -> Self {
        let marks = seated.marks();
        let rooms = match seated.seat() {
            Seat::Mediator => seated.sitting().rooms().collect(),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => Vec::new(),
        };
        let parties = rooms.into_iter().map(|(party, _)| {
            let name = marks.name(&party).to_owned();
            (party.to_string(), name)
        });
        Self {
            parties: parties.collect(),
            today: world::date_field(seated.now()),
        }
    }
}
