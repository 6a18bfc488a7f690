//! The first reading of a case file: is every key known, every needed key there, every value of
//! its form? What ids refer to and what figures add up to is the second reading.

use super::fault::{Complaint, Log, Spot};
use super::node::{Body, Node, shown};
use super::shape::{Form, Key, Kind, Need, Shape};
use super::{near, value};

/// A first reading in progress.
pub(super) struct Check<'l> {
    pub(super) log: &'l mut Log,
}

/// A value under the key that names it.
#[derive(Clone, Copy)]
struct Held<'a, 't> {
    key: &'a str,
    spot: Spot,
    node: &'a Node<'t>,
}

impl Check<'_> {
    /// Checks a map against a shape.
    pub(super) fn file(&mut self, node: &Node<'_>, shape: &'static Shape) {
        let spot = node.spot;
        let key = "the file";
        self.record(Held { key, spot, node }, shape);
    }

    fn record(&mut self, held: Held<'_, '_>, shape: &'static Shape) {
        let Body::Map(entries) = &held.node.body else {
            self.wrong(held, shape.name);
            return;
        };
        for (key, node) in entries.iter() {
            let Some(name) = key.text() else {
                continue;
            };
            let spot = key.spot;
            match shape.keys().find(|known| known.name == name) {
                None => self.unknown(name, spot, shape),
                Some(_) if node.is_nothing() => (),
                Some(known) => {
                    let key = name;
                    self.form(Held { key, spot, node }, &known.form);
                }
            }
        }
        let missing =
            |known: &&Key| known.need == Need::Must && held.node.get(known.name).is_none();
        for known in shape.keys().filter(missing) {
            let lacks = format!("{} needs the key `{}`", shape.name, known.name);
            let lacks = Complaint::new(lacks).hint(format!("`{}`: {}", known.name, known.about));
            self.log.add(held.spot, lacks);
        }
    }

    fn unknown(&mut self, name: &str, spot: Spot, shape: &'static Shape) {
        if self.log.is_full() {
            return self.log.count();
        }
        let unknown = format!("{} has no key `{}`", shape.name, shown(name));
        let names = || shape.keys().map(|known| known.name);
        let hint = match near::meant(name, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its keys are {}", near::listed(name, names())),
        };
        self.log
            .add(spot, Complaint::new(unknown).of(name).hint(hint));
    }

    fn form(&mut self, held: Held<'_, '_>, form: &'static Form) {
        let node = held.node;
        match form {
            Form::Text => self.text(held),
            Form::Wording => self.wording(held),
            Form::Figure => self.scalar(held, value::exact(node).is_some(), "an exact number"),
            Form::Date => self.date(held),
            Form::When if value::whole(held.node).is_some() => (),
            Form::When => self.when(held),
            Form::Whole => self.scalar(held, value::whole(node).is_some(), "a whole number"),
            Form::Flag => self.scalar(held, value::flag(node).is_some(), "`true` or `false`"),
            Form::Word(words) => self.word(held, words),
            Form::Id(kind) => self.scalar(held, node.text().is_some(), the_id(*kind)),
            Form::New(kind) => self.new_id(held, *kind),
            Form::List(each) => self.list(held, each),
            Form::OneOrMany(each) => {
                if node.text().is_some() {
                    self.form(held, each);
                } else {
                    self.list(held, each);
                }
            }
            Form::Map(kind, each) => self.map(held, *kind, each),
            Form::Texts(each) => self.texts(held, each),
            Form::Bounds => self.bounds(held),
            Form::Record(shape) => self.record(held, shape),
            Form::Either(single, many) => {
                let is_first = if matches!(single, Form::List(_)) {
                    matches!(node.body, Body::List(_))
                } else {
                    node.text().is_some()
                };
                self.form(held, if is_first { single } else { many });
            }
        }
    }

    /// A complaint that a value has the wrong form.
    fn wrong(&mut self, held: Held<'_, '_>, wanted: &str) {
        let described = held.node.described();
        let message = format!("`{}` takes {wanted}, not {described}", shown(held.key));
        let mut complaint = Complaint::new(message);
        if let Some(text) = held.node.text() {
            complaint = complaint.of(text);
        }
        self.log.add(held.node.spot, complaint);
    }

    fn scalar(&mut self, held: Held<'_, '_>, is_right: bool, wanted: &str) {
        // tidy: bool, because the caller has tried the value and only the complaint is shared.
        if !is_right {
            self.wrong(held, wanted);
        }
    }

    fn text(&mut self, held: Held<'_, '_>) {
        match held.node.text() {
            None => self.wrong(held, "text"),
            Some(text) if text.trim().is_empty() => self.wrong(held, "words"),
            Some(_) => (),
        }
    }

    fn wording(&mut self, held: Held<'_, '_>) {
        let Body::Map(entries) = &held.node.body else {
            match held.node.text() {
                Some(text) if !text.trim().is_empty() => (),
                _ => self.wrong(held, "words, or words by language"),
            }
            return;
        };
        if entries.is_empty() {
            let message = format!("`{}` has words in no language", shown(held.key));
            self.log.add(held.node.spot, Complaint::new(message));
        }
        for (language, words) in entries.iter() {
            let tag = language.text().unwrap_or_default();
            if !value::is_language(tag) {
                let wrong = format!("`{}` is not a language tag", shown(tag));
                let hint = "a tag is like `en`, `uk` or `zh-Hant`";
                let wrong = Complaint::new(wrong).of(tag).hint(hint);
                self.log.add(language.spot, wrong);
            }
            self.text(Held {
                key: tag,
                spot: language.spot,
                node: words,
            });
        }
    }

    fn date(&mut self, held: Held<'_, '_>) {
        let node = held.node;
        if value::date(node).is_some() {
            return;
        }
        match node.text() {
            Some(text) if value::looks_like_date(text) => {
                let wrong = format!("the calendar has no day `{text}`");
                self.log.add(node.spot, Complaint::new(wrong).of(text));
            }
            _ => self.wrong(held, "a day as `YYYY-MM-DD`"),
        }
    }

    fn when(&mut self, held: Held<'_, '_>) {
        match held.node.text() {
            Some(text) if value::looks_like_date(text) => self.date(held),
            _ => self.wrong(
                held,
                "a day as `YYYY-MM-DD`, or days from the start as `14`",
            ),
        }
    }

    fn word(&mut self, held: Held<'_, '_>, words: &'static [&'static str]) {
        let node = held.node;
        let Some(text) = node.text() else {
            return self.wrong(held, "one word of a list");
        };
        if words.contains(&text) {
            return;
        }
        let wrong = format!("`{}` is not a word that `{}` takes", shown(text), held.key);
        let hint = format!("it takes {}", near::listed(text, words.iter().copied()));
        self.log
            .add(node.spot, Complaint::new(wrong).of(text).hint(hint));
    }

    fn new_id(&mut self, held: Held<'_, '_>, kind: Kind) {
        match held.node.text() {
            Some(text) => self.id(text, held.node.spot, kind),
            None => self.wrong(held, the_id(kind)),
        }
    }

    fn id(&mut self, text: &str, spot: Spot, kind: Kind) {
        if !value::is_id(text) {
            let wrong = format!(
                "`{}` cannot be an id among the {}",
                shown(text),
                kind.nouns()
            );
            let hint = "an id is a short name on one line, without backticks or spaces at its ends";
            self.log
                .add(spot, Complaint::new(wrong).of(text).hint(hint));
        }
    }

    fn list(&mut self, held: Held<'_, '_>, each: &'static Form) {
        let Body::List(items) = &held.node.body else {
            return self.wrong(held, "a list");
        };
        for node in items.iter() {
            let (key, spot) = (held.key, node.spot);
            self.form(Held { key, spot, node }, each);
        }
    }

    fn map(&mut self, held: Held<'_, '_>, kind: Kind, each: &'static Form) {
        let Body::Map(entries) = &held.node.body else {
            return self.wrong(held, &format!("a map of {} by id", kind.nouns()));
        };
        for (id, node) in entries.iter() {
            let (key, spot) = (id.text().unwrap_or_default(), id.spot);
            if id.text().is_some() {
                self.id(key, spot, kind);
            }
            self.form(Held { key, spot, node }, each);
        }
    }

    fn texts(&mut self, held: Held<'_, '_>, each: &'static Form) {
        let Body::Map(entries) = &held.node.body else {
            return self.wrong(held, "an exact number, or a map");
        };
        for (text, node) in entries.iter() {
            let (key, spot) = (text.text().unwrap_or_default(), text.spot);
            self.form(Held { key, spot, node }, each);
        }
    }

    fn bounds(&mut self, held: Held<'_, '_>) {
        match value::bounds(held.node) {
            None => self.wrong(held, "two exact numbers: the least and the greatest"),
            Some((least, most)) if least > most => {
                let wrong = format!("the bounds of `{}` stand the wrong way round", held.key);
                let hint = "the least comes first";
                self.log
                    .add(held.node.spot, Complaint::new(wrong).hint(hint));
            }
            Some(_) => (),
        }
    }
}

const fn the_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => "the id of a source",
        Kind::Party => "the id of a party",
        Kind::Faction => "the id of a faction",
        Kind::Point => "the id of a point",
        Kind::Bracket => "the id of a bracket",
        Kind::Choice => "the id of an option",
        Kind::Act => "the id of an act",
        Kind::Sector => "the id of a sector",
        Kind::Linkage | Kind::Clock | Kind::RedLine | Kind::Draft => "an id",
        Kind::Meeting | Kind::Funding | Kind::Signal | Kind::Dispute => "an id",
        Kind::Incident => "the id of an incident",
        Kind::Conflict => "the id of a conflict",
        Kind::Lever => "the id of an option of the conflict",
        Kind::State => "the id of a state of the conflict",
        Kind::Fear => "the id of a fear",
        Kind::Guarantee => "the id of a guarantee",
        Kind::Breach => "the id of a breach",
        Kind::Format => "the id of a format",
        Kind::Round | Kind::Edit | Kind::Consensus => "an id",
        Kind::Indication | Kind::Spoiler | Kind::Questionnaire | Kind::Mood => "an id",
    }
}
