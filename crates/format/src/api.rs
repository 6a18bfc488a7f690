//! The JSON of the workspace's interface for programs, `/api/v1`.
//!
//! Each answer is made for one seat out of what that seat may know; nothing here can hold more than
//! the words that were put into it. What comes in is strict: an unknown key is a fault.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who signs in to which case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The case's short name.
    #[schema(max_length = 200, example = "fjord")]
    pub case: String,
    /// The person's name.
    #[schema(max_length = 120, example = "Ada Brekke")]
    pub name: String,
    /// The person's passphrase.
    #[schema(max_length = 1024, format = Password)]
    pub passphrase: String,
}

/// A session that was opened.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// What goes into the header `Authorization: Bearer …`. It is kept nowhere on the server.
    pub token: String,
    /// The seat, such as `mediator` or `delegation of north`.
    pub seat: String,
    /// The person's name.
    pub name: String,
}

/// The case as the seat may know it.
#[derive(Serialize, ToSchema)]
pub struct CaseState {
    /// The case's short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How far each log has come that the seat may open.
    pub heads: Vec<LogHead>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The points of the text, in order.
    pub points: Vec<Point>,
    /// What was said in front of the seat's audiences, the oldest first.
    pub messages: Vec<Message>,
}

/// How far a log has come.
#[derive(Serialize, ToSchema)]
pub struct LogHead {
    /// The audience: `public`, `plenary`, `room-PARTY` or `team`.
    pub audience: String,
    /// The number of its last event.
    pub head: u64,
}

/// A party.
#[derive(Serialize, ToSchema)]
pub struct Party {
    /// Its short name.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A point of the text.
#[derive(Serialize, ToSchema)]
pub struct Point {
    /// Its short name.
    pub id: String,
    /// Its number as printed.
    pub number: Option<u32>,
    /// Its title.
    pub title: String,
    /// Its open questions.
    pub questions: Vec<Question>,
}

/// An open question of a point.
#[derive(Serialize, ToSchema)]
pub struct Question {
    /// The short name of its bracket.
    pub id: String,
    /// The question.
    pub question: String,
    /// Its options.
    pub options: Vec<Choice>,
    /// Each party's status, where the seat may know it.
    pub statuses: Vec<Standing>,
}

/// An option.
#[derive(Serialize, ToSchema)]
#[schema(as = Option)]
pub struct Choice {
    /// Its short name.
    pub id: String,
    /// Its words.
    pub words: String,
}

/// A party's status on a question.
#[derive(Serialize, ToSchema)]
pub struct Standing {
    /// The party's short name.
    pub party: String,
    /// One of `silent`, `rejected`, `bracketed`, `acceptable`, `ad referendum`, `agreed`.
    pub status: String,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// In front of whom.
    pub audience: String,
    /// When, to the minute as on the pages, in microseconds since the start of 1970, UTC.
    pub at: i64,
    /// The seat that said it; nobody where it was handed over without a name on it.
    pub by: Option<String>,
    /// One of `words`, `ask`, `offer`, `idea`.
    pub kind: String,
    /// The words.
    pub words: String,
    /// The points it is about, by their ids.
    pub about: Vec<String>,
    /// Its terms.
    pub terms: Terms,
    /// The parties it is said to come from, where the mediation team brought it in; none where it
    /// was brought in without a source.
    pub attributed_to: Vec<String>,
    /// Where it stands, such as `open`, `expired` or `accepted ad referendum`.
    pub state: String,
    /// What was done about it, in order.
    pub replies: Vec<Reply>,
}

/// The terms on which something is said.
#[derive(Serialize, ToSchema)]
pub struct Terms {
    /// Whether it binds nobody later.
    pub without_prejudice: bool,
    /// Whether it is handed over without a name on it.
    pub non_paper: bool,
    /// What it depends on, in words.
    pub condition: Option<String>,
    /// When it lapses, in microseconds since the start of 1970, UTC.
    pub expires: Option<i64>,
}

/// A response to something that was said.
#[derive(Serialize, ToSchema)]
pub struct Reply {
    /// When, to the minute as on the pages, in microseconds since the start of 1970, UTC.
    pub at: i64,
    /// The seat that gave it.
    pub by: String,
    /// One of `withdrawn`, `declined`, `ad referendum`, `accepted`, `answered`.
    pub response: String,
    /// In which words, if in any.
    pub words: Option<String>,
}

/// A motion to say something.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// A one-time id of the sender's own making: 32 hexadecimal digits. Sent twice with the same
    /// message, it acts once; with another message, it is refused (409).
    #[schema(pattern = "^[0-9a-fA-F]{32}$")]
    pub act: String,
    /// In front of whom: `plenary`, or `room-PARTY`.
    #[schema(
        max_length = 200,
        pattern = "^(plenary|room-.+)$",
        example = "room-north"
    )]
    pub to: String,
    /// One of `words`, `ask`, `offer`, `idea`.
    #[schema(pattern = "^(words|ask|offer|idea)$", example = "words")]
    pub kind: String,
    /// The words: no blanks alone, and no characters that cannot be seen.
    #[schema(
        max_length = 20000,
        pattern = "\\S",
        example = "Could you live with a vote?"
    )]
    pub words: String,
    /// The points it is about, by their ids.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub about: Vec<String>,
    /// Whether it binds nobody later.
    #[serde(default)]
    pub without_prejudice: bool,
    /// Whether it is handed over without a name on it.
    #[serde(default)]
    pub non_paper: bool,
    /// What it depends on, in words.
    #[serde(default)]
    #[schema(max_length = 20000, pattern = "\\S")]
    pub condition: Option<String>,
    /// When it lapses, in microseconds since the start of 1970, UTC.
    #[serde(default)]
    pub expires: Option<i64>,
    /// Whether the mediation team says it though its words say again what is closed to those who
    /// will read them; without this it is refused once, with the class that is in the way.
    #[serde(default)]
    pub knowing: bool,
}

/// What a message will be, before it is said.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// The seats that will see it.
    pub seen_by: Vec<String>,
    /// The words as they will stand there.
    pub words: String,
}

/// A motion that was made.
#[derive(Serialize, ToSchema)]
pub struct Done {
    /// The id of the event.
    pub id: String,
}

/// Why something was not done.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// What happened.
    pub happened: String,
    /// What to do next.
    pub next: String,
}
