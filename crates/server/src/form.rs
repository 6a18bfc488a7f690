//! A form, read strictly: known fields only, each bounded, each required or not, UTF-8 throughout.
//!
//! Invariant: what a field gives back fits its bounds and holds no control character but line
//! breaks; what was written is handed back in the trouble, so that nothing typed is lost. A form
//! sent twice has the same id both times, and one whose words were changed in between has another.

use crate::trouble::{Kept, Said, Trouble};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use format::form::FormError;
use proceedings::{EventId, Motion, Named};
use sha2::{Digest, Sha256};
use std::fmt::Display;

/// The most bytes that a form may have.
pub(crate) const BYTES_MAX: usize = 512 * 1024;
/// The most fields that a form may have.
const FIELDS_MAX: usize = 4_000;
const MEND: &str = "Go back, mend it and send the form again.";
/// The name of the field that holds the one-time id.
pub(crate) const ACT: &str = "act";
/// The name of the field in which a preview carries a document on.
pub(crate) const CARRIED: &str = "document";
/// The field that says that its sender was asked again, and means it.
pub(crate) const KNOWING: &str = "knowing";

/// The fields of a form that have not been taken yet.
#[derive(Clone)]
pub(crate) struct Form {
    left: Vec<(String, String)>,
    kept: Vec<Kept>,
    digest: [u8; 32],
    is_knowing: bool,
}

/// A form that was read to its end: its one-time id, and what was written in it.
#[derive(Clone)]
pub(crate) struct Sent {
    /// The one-time id.
    pub(crate) act: EventId,
    /// What was written, to be shown again if it cannot be done.
    pub(crate) kept: Vec<Kept>,
    /// Whether its sender was asked again, and means it.
    pub(crate) is_knowing: bool,
}

impl Sent {
    /// One of several acts that were sent together, with an id of its own that follows from the
    /// form's and from what the act is.
    pub(crate) fn part(&self, what: &str) -> Self {
        let mut whole = Sha256::new();
        whole.update(self.act.to_string());
        whole.update(what);
        let whole = whole.finalize();
        let half: [u8; 16] = std::array::from_fn(|at| whole.get(at).copied().unwrap_or_default());
        Self {
            act: EventId::new(u128::from_be_bytes(half)),
            ..self.clone()
        }
    }

    /// What it asks for, by somebody who was asked again where it says so.
    pub(crate) fn motion(&self, motion: Motion) -> Motion {
        if self.is_knowing {
            Motion::Knowing(Box::new(motion))
        } else {
            motion
        }
    }

    /// The fields of a preview's form, which says as much.
    pub(crate) fn carried_on(&self, mut fields: Vec<(String, String)>) -> Vec<(String, String)> {
        if self.is_knowing {
            fields.push((KNOWING.to_owned(), "on".to_owned()));
        }
        fields
    }
}

impl Form {
    /// The fields of a form as it was sent.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Result<Self, Trouble> {
        let mut fields = fields(bytes)?;
        let sent = fields.len();
        fields.retain(|(name, _)| name != KNOWING);
        let (kept, digest) = (written(&fields), digest(&fields));
        Ok(Self {
            is_knowing: fields.len() < sent,
            left: fields,
            kept,
            digest,
        })
    }

    /// The words that were written in it.
    pub(crate) fn kept(self) -> Vec<Kept> {
        self.kept
    }

    /// A field of one line that must be there.
    pub(crate) fn line(&mut self, name: &str, most: usize) -> Result<String, Trouble> {
        let found = self.line_if_any(name, most)?;
        found.ok_or_else(|| self.unfit(name, "is empty", "Fill it in and send the form again."))
    }

    /// A field of one line that may be empty or missing.
    pub(crate) fn line_if_any(
        &mut self,
        name: &str,
        most: usize,
    ) -> Result<Option<String>, Trouble> {
        let words = self.text_if_any(name, most)?;
        if words.as_ref().is_some_and(|words| words.contains('\n')) {
            return Err(self.unfit(name, "has more than one line", "Put it on one line."));
        }
        Ok(words)
    }

    /// A field of any number of lines that must be there.
    pub(crate) fn text(&mut self, name: &str, most: usize) -> Result<String, Trouble> {
        let found = self.text_if_any(name, most)?;
        found.ok_or_else(|| self.unfit(name, "is empty", "Fill it in and send the form again."))
    }

    /// A field of any number of lines that may be empty or missing.
    pub(crate) fn text_if_any(
        &mut self,
        name: &str,
        most: usize,
    ) -> Result<Option<String>, Trouble> {
        let Some(raw) = self.take(name)? else {
            return Ok(None);
        };
        let words = raw.replace("\r\n", "\n");
        let words = words.trim();
        let count = words.chars().count();
        if count > most {
            let what = format!("has {count} characters, and {most} are taken");
            return Err(self.unfit(name, &what, MEND));
        }
        let control = words
            .chars()
            .find(|c| c.is_control() && *c != '\n' && *c != '\t');
        if let Some(control) = control {
            let code = u32::from(control);
            let what = format!("holds the invisible character U+{code:04X}");
            return Err(self.unfit(name, &what, MEND));
        }
        Ok((!words.is_empty()).then(|| words.to_owned()))
    }

    /// Every value of a field that may come several times.
    pub(crate) fn all(&mut self, name: &str, most: usize) -> Result<Vec<String>, Trouble> {
        let mut found = Vec::new();
        while let Some(at) = self.left.iter().position(|(key, _)| key == name) {
            let (_, value) = self.left.remove(at);
            if value.chars().count() > most || value.chars().any(char::is_control) {
                return Err(self.unfit(name, "is too long", "Choose from the list."));
            }
            found.push(value);
        }
        Ok(found)
    }

    /// A passphrase, as it was typed.
    pub(crate) fn secret(&mut self, name: &str) -> Result<String, Trouble> {
        Ok(self.take(name)?.unwrap_or_default())
    }

    /// Whether a box is ticked.
    pub(crate) fn ticked(&mut self, name: &str) -> Result<bool, Trouble> {
        Ok(self.line_if_any(name, 16)?.is_some())
    }

    /// A whole number that must be there.
    pub(crate) fn number(&mut self, name: &str) -> Result<u64, Trouble> {
        let words = self.line(name, 20)?;
        let number = words.parse();
        number.map_err(|_| self.unfit(name, "is not a whole number", MEND))
    }

    /// A field that must be there, read by the noun it stands for.
    pub(crate) fn parsed<T, E: Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Trouble> {
        let typed = self.take(name)?.unwrap_or_default();
        parse(&typed).map_err(|why| self.unfit_by(name, &why.to_string()))
    }

    /// A field that may be empty or missing, read by the noun it stands for.
    pub(crate) fn parsed_if_any<T, E: Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Trouble> {
        let typed = self.take(name)?.filter(|typed| !typed.trim().is_empty());
        let read = typed.map(|typed| parse(&typed)).transpose();
        read.map_err(|why| self.unfit_by(name, &why.to_string()))
    }

    /// A member of a closed set, by its name.
    pub(crate) fn named<T: Named>(&mut self, name: &str) -> Result<T, Trouble> {
        let word = self.line(name, 40)?;
        let found = T::of_name(&word);
        found.ok_or_else(|| self.unfit(name, "is none of the choices", "Choose from the list."))
    }

    /// The form read to its end: nothing is left but the one-time id.
    ///
    /// The id of the act follows from the one-time id and from all that was sent with it. So the
    /// same form acts once, and a form that was gone back to, changed and sent again is not taken
    /// for the first one, whose words would stand in place of the new ones.
    pub(crate) fn sent(self) -> Result<Sent, Trouble> {
        let digest = self.digest;
        let sent = self.sent_under_its_id()?;
        let act = sent.act;
        let mut whole = Sha256::new();
        whole.update(act.to_string());
        whole.update(digest);
        let half: [u8; 16] = std::array::from_fn({
            let whole = whole.finalize();
            move |at| whole.get(at).copied().unwrap_or_default()
        });
        let act = EventId::new(u128::from_be_bytes(half));
        Ok(Sent { act, ..sent })
    }

    /// The same, under the one-time id itself, for an act that compares what was sent before.
    pub(crate) fn sent_under_its_id(mut self) -> Result<Sent, Trouble> {
        let words = self.line(ACT, 32)?;
        let again = "Open the page again and send the form from there.";
        let act = EventId::of_hex(&words);
        let act = act.ok_or_else(|| self.unfit(ACT, "is not what the page gave", again))?;
        let (kept, is_knowing) = (self.kept.clone(), self.is_knowing);
        self.done()?;
        Ok(Sent {
            act,
            kept,
            is_knowing,
        })
    }

    /// The fields that are left, of a form whose fields follow from what it is about.
    pub(crate) fn rest(self) -> Vec<(String, String)> {
        self.left
    }

    /// Nothing that was sent is left over.
    pub(crate) fn done(self) -> Result<(), Trouble> {
        let Some((name, _)) = self.left.first() else {
            return Ok(());
        };
        let again = "Open the page again and send the form from there.";
        Err(self.unfit(name, "is not a field of this form", again))
    }

    /// What a field that does not fit gives back: what is wrong, and all that was written.
    pub(crate) fn unfit(&self, name: &str, what: &str, next: &str) -> Trouble {
        let name: String = name.chars().take(40).collect();
        Trouble::Unfit(Box::new(Said {
            happened: format!("The field `{name}` {what}. Nothing was changed."),
            kept: self.kept.clone(),
            next: next.to_owned(),
            back: None,
        }))
    }

    /// A field that its noun does not take: the noun's own words, and its hint.
    pub(crate) fn unfit_by(&self, name: &str, why: &str) -> Trouble {
        let (what, next) = why
            .split_once("\nhint: ")
            .unwrap_or((why, "mend it and send it again"));
        Trouble::Unfit(Box::new(Said {
            happened: format!("The field `{name}`: {what}. Nothing was changed."),
            kept: self.kept.clone(),
            next: sentence(next),
            back: None,
        }))
    }

    fn take(&mut self, name: &str) -> Result<Option<String>, Trouble> {
        let Some(at) = self.left.iter().position(|(key, _)| key == name) else {
            return Ok(None);
        };
        let (_, value) = self.left.remove(at);
        if self.left.iter().any(|(key, _)| key == name) {
            return Err(self.unfit(name, "came twice", "Send the form again."));
        }
        Ok(Some(value))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let is_form = is_form(request.headers());
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|_| Trouble::TooLarge)?;
        if bytes.len() > BYTES_MAX {
            return Err(Trouble::TooLarge);
        }
        if !is_form && !bytes.is_empty() {
            return Err(undecodable());
        }
        Self::of_bytes(&bytes)
    }
}

/// Whether a request says that it brings a form.
pub(crate) fn is_form(heads: &HeaderMap) -> bool {
    let media = heads.get(CONTENT_TYPE);
    media.is_some_and(|media| {
        media
            .as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

/// The fields of a form, as they were sent.
pub(crate) fn fields(bytes: &[u8]) -> Result<Vec<(String, String)>, Trouble> {
    format::form::fields(bytes, FIELDS_MAX).map_err(|fault| match fault {
        FormError::TooMany { .. } => Trouble::TooLarge,
        FormError::Undecodable => undecodable(),
    })
}

/// What tells one form from another that was sent under the same one-time id: everything in it
/// but that id, and but whether its writer has seen the preview.
fn digest(fields: &[(String, String)]) -> [u8; 32] {
    let fields = fields.iter();
    let mut told: Vec<_> = fields
        .filter(|(name, _)| name != ACT && name != "seen")
        .collect();
    told.sort();
    let mut digest = Sha256::new();
    for (name, value) in told {
        for part in [name, value] {
            digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            digest.update(part);
        }
    }
    digest.finalize().into()
}

/// What was written in words; a passphrase is never among it.
fn written(fields: &[(String, String)]) -> Vec<Kept> {
    let written = fields.iter().filter(|(name, value)| {
        let is_ours = name.starts_with("pass") || name == ACT || name == CARRIED;
        !is_ours && value.trim().chars().count() > 2
    });
    written
        .take(20)
        .map(|(name, value)| Kept::new(format!("What you wrote: {name}"), value.trim()))
        .collect()
}

/// A hint as a sentence of its own.
pub(crate) fn sentence(hint: &str) -> String {
    let mut letters = hint.chars();
    let head: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let end = if hint.ends_with(['.', '?']) { "" } else { "." };
    format!("{head}{}{end}", letters.as_str())
}

/// Words as a page has them: what a terminal has between backticks stands between quotation marks.
pub(crate) fn quoted(words: &str) -> String {
    let ticks = words.matches('`').count();
    if ticks % 2 == 1 {
        return words.to_owned();
    }
    let mut marks = ["“", "”"].into_iter().cycle();
    let mut parts = words.split('`');
    let mut quoted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        quoted.push_str(marks.next().unwrap_or_default());
        quoted.push_str(part);
    }
    quoted
}

fn undecodable() -> Trouble {
    Trouble::Unfit(Box::new(Said {
        happened: "What was sent is not a form in UTF-8. Nothing was changed.".to_owned(),
        kept: Vec::new(),
        next: "Go back and send the form again.".to_owned(),
        back: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(sent: &str) -> Form {
        Form::of_bytes(sent.as_bytes()).unwrap()
    }

    fn happened(trouble: Trouble) -> String {
        trouble.said().happened
    }

    #[test]
    fn a_field_is_read_as_it_was_typed() {
        let mut form = form("words=not+above+40%E2%80%AF000+t%0D%0Anever&to=north&to=south");
        assert_eq!(
            form.text("words", 99).unwrap(),
            "not above 40\u{202f}000 t\nnever"
        );
        assert_eq!(form.all("to", 20).unwrap(), ["north", "south"]);
        form.done().unwrap();
    }

    #[test]
    fn what_was_written_comes_back_with_the_fault() {
        let mut form = form("reason=for+the+fleet&words=far+too+long&act=77");
        let trouble = form.text("words", 5).unwrap_err();
        let said = trouble.said();
        assert_eq!(
            said.happened,
            "The field `words` has 12 characters, and 5 are taken. Nothing was changed."
        );
        let kept: Vec<&str> = said.kept.iter().map(|kept| kept.words.as_str()).collect();
        assert_eq!(kept, ["for the fleet", "far too long"]);
    }

    #[test]
    fn a_form_has_the_same_id_when_it_is_sent_again_and_another_when_its_words_were_changed() {
        let act = "000000000000000000000000000000aa";
        let id = |sent: &str| {
            let mut form = form(&format!("{sent}&act={act}"));
            form.all("words", 99).unwrap();
            form.all("seen", 9).unwrap();
            form.sent().unwrap().act
        };
        assert_eq!(id("words=one&words=two"), id("words=one&words=two&seen=on"));
        assert_ne!(id("words=one"), id("words=other"));
        assert_ne!(id("words=one&words=two"), id("words=onetwo&words="));
        assert_ne!(id("words=one"), EventId::of_hex(act).unwrap());
    }

    #[test]
    fn a_passphrase_never_comes_back() {
        let form = form("passphrase=correct+horse&name=Ada+Brekke");
        let said = form.unfit("name", "is unknown", "").said();
        let kept: Vec<&str> = said.kept.iter().map(|kept| kept.words.as_str()).collect();
        assert_eq!(kept, ["Ada Brekke"]);
    }

    #[test]
    fn an_unknown_field_a_field_sent_twice_and_a_missing_one_are_refused() {
        assert!(happened(form("x=1").done().unwrap_err()).contains("`x` is not a field"));
        assert!(happened(form("a=1&a=2").line("a", 9).unwrap_err()).contains("came twice"));
        assert!(happened(form("").line("a", 9).unwrap_err()).contains("is empty"));
        assert!(happened(form("a=%20").line("a", 9).unwrap_err()).contains("is empty"));
        assert!(happened(form("a=1%0A2").line("a", 9).unwrap_err()).contains("one line"));
    }

    #[test]
    fn bytes_that_are_no_words_are_refused() {
        for sent in ["a=%ff", "a=%4", "a=%zz", "%80=1"] {
            assert!(Form::of_bytes(sent.as_bytes()).is_err(), "{sent}");
        }
        assert!(happened(form("a=1%002").text("a", 9).unwrap_err()).contains("U+0000"));
        let many = "a&".repeat(FIELDS_MAX + 1);
        assert_eq!(
            Form::of_bytes(many.as_bytes()).err().unwrap(),
            Trouble::TooLarge
        );
    }
}
