//! The forms of a page as a browser reads them, so that a form that is broken breaks a test.

use super::browser::{Answer, Browser};

/// A form of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paper {
    action: String,
    method: String,
    fields: Vec<Field>,
    buttons: Vec<Button>,
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    shape: Shape,
    value: String,
    /// What a browser takes there: `date`, `number`, `password` or, for any words, nothing.
    kind: String,
    is_required: bool,
    label: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// Written by the page, not by the reader.
    Hidden,
    /// A line or a text.
    Typed,
    /// A box or a button of a set, and whether it is chosen.
    Box { one_of: OneOf, is_on: IsOn },
    /// A list to choose from: each value with its words.
    List(Vec<(String, String)>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum OneOf {
    Many,
    Set,
}

#[derive(Default, Debug, Clone, Copy, PartialEq)]
enum IsOn {
    On,
    #[default]
    Off,
}

#[derive(Debug, Clone, Default)]
struct Button {
    words: String,
    sends: Option<(String, String)>,
}

/// A piece of a page.
enum Piece {
    Open(String, Vec<(String, String)>),
    Close(String),
    Words(String),
}

impl Answer {
    /// The first form that goes to an address with this ending.
    pub(crate) fn paper(&self, ending: &str) -> Paper {
        self.paper_after("", ending)
    }

    /// The same, after these words on the page.
    pub(crate) fn paper_after(&self, words: &str, ending: &str) -> Paper {
        let (_, rest) = self.body.split_once(words).unwrap_or_else(|| {
            panic!("`{words}` is not on the page: {}", self.body);
        });
        let mut all = papers(rest).into_iter();
        let found = all.find(|paper| paper.action.ends_with(ending));
        found.unwrap_or_else(|| panic!("no form goes to `{ending}`: {}", self.body))
    }

    /// The forms of the page.
    pub(crate) fn papers(&self) -> Vec<Paper> {
        if self.head("content-type").starts_with("text/html") {
            papers(&self.body)
        } else {
            Vec::new()
        }
    }

    /// The addresses that the page links to.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        let mut links = Vec::new();
        let mut open: Option<(String, String)> = None;
        for piece in pieces(&self.body) {
            match piece {
                Piece::Open(tag, marks) if tag == "a" => {
                    open = value(&marks, "href").map(|href| (href, String::new()));
                }
                Piece::Close(tag) if tag == "a" => links.extend(open.take()),
                Piece::Words(words) => {
                    if let Some((_, all)) = open.as_mut() {
                        all.push_str(&words);
                    }
                }
                Piece::Open(..) | Piece::Close(_) => {}
            }
        }
        links
    }

    /// Every address that the page gives a browser.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let names = ["href", "action", "src", "formaction", "data-changes"];
        let marks = pieces(&self.body)
            .into_iter()
            .flat_map(|piece| match piece {
                Piece::Open(_, marks) => marks,
                Piece::Close(_) | Piece::Words(_) => Vec::new(),
            });
        let given = marks.filter(|(name, _)| names.contains(&name.as_str()));
        given.map(|(_, address)| address).collect()
    }

    /// What the forms whose fields go into an address can put there; a field that takes whatever
    /// is typed can put anything there.
    pub(crate) fn asked(&self) -> Vec<(String, Option<String>)> {
        let all = papers(&self.body).into_iter();
        let fields = all
            .filter(|paper| paper.method != "post")
            .flat_map(|paper| paper.fields);
        let pairs = fields.flat_map(|field| {
            let values = match field.shape {
                Shape::List(options) => options.into_iter().map(|(value, _)| Some(value)).collect(),
                Shape::Hidden | Shape::Box { .. } => vec![Some(field.value)],
                Shape::Typed => vec![None],
            };
            let name = field.name;
            values.into_iter().map(move |value| (name.clone(), value))
        });
        pairs.collect()
    }

    /// Where the first link leads whose words begin so.
    pub(crate) fn link(&self, words: &str) -> String {
        let links = self.links();
        let found = links.iter().find(|(_, all)| all.trim().starts_with(words));
        let found = found.unwrap_or_else(|| panic!("no link `{words}` among {links:?}"));
        found.0.clone()
    }
}

impl Browser {
    /// Fills nothing more in and presses the first button.
    pub(crate) async fn press(&mut self, paper: &Paper) -> Answer {
        let button = paper.buttons.first().unwrap();
        self.pressed(paper, button).await
    }

    /// Sends a form and goes where its answer leads, as a browser does.
    pub(crate) async fn done(&mut self, paper: &Paper) -> Answer {
        let answer = self.press(paper).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let to = answer.location().to_owned();
        let page = self.get(&to).await;
        assert_eq!(page.status, 200, "{to}: {}", page.body);
        page
    }

    /// Sends a form, reads who will see what it says, and confirms it.
    pub(crate) async fn confirmed(&mut self, paper: &Paper) -> Answer {
        let preview = self.press(paper).await;
        assert_eq!(preview.status, 200, "{}", preview.body);
        assert!(preview.body.contains("will see"), "{}", preview.body);
        self.done(&preview.paper_after("will see", "")).await
    }

    async fn pressed(&mut self, paper: &Paper, button: &Button) -> Answer {
        let pairs = paper.pairs(button);
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        if paper.method == "post" {
            return self.post(&paper.action, &pairs).await;
        }
        let asked = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        let asked = asked.collect::<Vec<_>>().join("&");
        self.get(&format!("{}?{asked}", paper.action)).await
    }
}

/// A field that is to be filled, as far as whoever fills it must know.
pub(crate) enum Blank<'a> {
    /// A box; whether it is ticked is asked.
    Box,
    /// One of these is chosen.
    OneOf(&'a [&'a str]),
    /// Something is typed under this name: what kind, and what stands there.
    Typed(&'a str, &'a str, &'a str),
}

impl Paper {
    /// Where it goes.
    pub(crate) fn action(&self) -> &str {
        &self.action
    }

    /// Where it goes among the addresses of a seat; the whole address where it goes to none.
    pub(crate) fn place(&self) -> &str {
        let rest = self.action.strip_prefix("/at/");
        let at = rest.and_then(|rest| rest.find('/'));
        rest.zip(at)
            .map_or(self.action.as_str(), |(rest, at)| &rest[at..])
    }

    /// Turns it from a thing to another one, by their keys; gives whether it went to the first.
    pub(crate) fn turn_from(&mut self, key: &str, other: &str) -> bool {
        let from = format!("/{key}/");
        let is_turned = self.action.contains(&from) && key != other;
        if is_turned {
            self.action = self.action.replace(&from, &format!("/{other}/"));
        }
        is_turned
    }

    /// Whether it changes something, and is not put into an address.
    pub(crate) fn is_posted(&self) -> bool {
        self.method == "post" && self.fields.iter().all(|field| field.kind != "file")
    }

    /// What it is, whatever is filled in: where it goes, and what its page has written into it
    /// beside its one-time id.
    pub(crate) fn mark(&self) -> String {
        let mut mark = self.place().to_owned();
        for field in &self.fields {
            if field.shape == Shape::Hidden && field.name != "act" {
                mark += &format!(" {}={}", field.name, field.value);
            }
        }
        mark
    }

    /// The same form with nothing in it that another does not have too.
    pub(crate) fn in_common(mut self, other: &Self) -> Self {
        self.fields.retain_mut(|field| {
            let mut same = other.fields.iter().filter(|one| one.name == field.name);
            if let Shape::List(options) = &mut field.shape {
                let Some(Shape::List(others)) = same.next().map(|one| &one.shape) else {
                    return false;
                };
                options.retain(|(value, _)| others.iter().any(|(other, _)| other == value));
                if !options.iter().any(|(value, _)| *value == field.value) {
                    field.value = options
                        .first()
                        .map_or_else(String::new, |one| one.0.clone());
                }
                return !options.is_empty();
            }
            match field.shape {
                Shape::Box { .. } => same.any(|one| one.value == field.value),
                Shape::Hidden | Shape::Typed | Shape::List(_) => same.next().is_some(),
            }
        });
        self
    }

    /// What is sent when each field is filled by whoever is asked, with the button of this number.
    pub(crate) fn filled(
        &self,
        nth: usize,
        mut fill: impl FnMut(Blank<'_>) -> String,
    ) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut sets = std::collections::BTreeSet::new();
        for field in &self.fields {
            let value = match &field.shape {
                Shape::Hidden => field.value.clone(),
                Shape::Box { one_of, .. } if *one_of == OneOf::Set => {
                    if !sets.insert(&field.name) {
                        continue;
                    }
                    let set = self.fields.iter().filter(|one| one.name == field.name);
                    let set: Vec<&str> = set.map(|one| one.value.as_str()).collect();
                    fill(Blank::OneOf(&set))
                }
                Shape::Box { .. } => {
                    if fill(Blank::Box).is_empty() && !field.is_required {
                        continue;
                    }
                    field.value.clone()
                }
                Shape::List(options) => {
                    let all: Vec<&str> = options.iter().map(|(value, _)| value.as_str()).collect();
                    fill(Blank::OneOf(&all))
                }
                Shape::Typed => fill(Blank::Typed(&field.name, &field.kind, &field.value)),
            };
            pairs.push((field.name.clone(), value));
        }
        if !self.buttons.is_empty() {
            pairs.extend(self.buttons[nth % self.buttons.len()].sends.clone());
        }
        pairs
    }

    /// Types words into a field.
    pub(crate) fn typed(mut self, name: &str, words: &str) -> Self {
        let field = self.field(name, |field| field.shape == Shape::Typed);
        words.clone_into(&mut field.value);
        self
    }

    /// The same, to be sent by the button with these words on it.
    pub(crate) fn pressing(mut self, words: &str) -> Self {
        let found = self
            .buttons
            .iter()
            .position(|one| one.words.contains(words));
        let at = found.unwrap_or_else(|| panic!("no button `{words}`: {self:?}"));
        self.buttons.swap(0, at);
        self
    }

    /// What stands in a field.
    pub(crate) fn stands(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|field| field.name == name);
        &found
            .unwrap_or_else(|| panic!("no field `{name}`: {self:?}"))
            .value
    }

    /// Chooses from a list, by the value or by the beginning of its words.
    pub(crate) fn chosen(mut self, name: &str, words: &str) -> Self {
        let field = self.field(name, |field| matches!(field.shape, Shape::List(_)));
        let Shape::List(options) = &field.shape else {
            panic!("{name}");
        };
        let exactly = options.iter().find(|(value, _)| value == words);
        let mut options = options.iter();
        let found = exactly.or_else(|| options.find(|(_, all)| all.trim().starts_with(words)));
        let found = found.unwrap_or_else(|| panic!("`{name}` does not offer `{words}`"));
        field.value = found.0.clone();
        self
    }

    /// Ticks the box whose value or label is this.
    pub(crate) fn ticked(self, name: &str, words: &str) -> Self {
        self.boxed(name, words, IsOn::On)
    }

    /// Takes the tick from every box of a name.
    pub(crate) fn blank(mut self, name: &str) -> Self {
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            if let Shape::Box { is_on, .. } = &mut field.shape {
                *is_on = IsOn::Off;
            }
        }
        self
    }

    fn boxed(mut self, name: &str, words: &str, on: IsOn) -> Self {
        if self.fields.iter().any(|field| {
            let set = OneOf::Set;
            field.name == name && matches!(field.shape, Shape::Box { one_of, .. } if one_of == set)
        }) {
            self = self.blank(name);
        }
        let field = self.field(name, |field| {
            let is_box = matches!(field.shape, Shape::Box { .. });
            is_box && (field.value == words || field.label.contains(words))
        });
        if let Shape::Box { is_on, .. } = &mut field.shape {
            *is_on = on;
        }
        self
    }

    fn field(&mut self, name: &str, fits: impl Fn(&Field) -> bool) -> &mut Field {
        let all = format!("{self:?}");
        let mut fields = self.fields.iter_mut();
        let found = fields.find(|field| field.name == name && fits(field));
        found.unwrap_or_else(|| panic!("no such field `{name}`: {all}"))
    }

    /// What a browser would send; it sends nothing while a field that must be filled is empty.
    fn pairs(&self, button: &Button) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for field in &self.fields {
            if let Shape::Box {
                is_on: IsOn::Off, ..
            } = field.shape
            {
                continue;
            }
            let is_missing = field.is_required && field.value.is_empty();
            assert!(!is_missing, "`{}` must be filled: {self:?}", field.name);
            pairs.push((field.name.clone(), field.value.clone()));
        }
        pairs.extend(button.sends.clone());
        pairs
    }
}

/// What is being read.
#[derive(Default)]
struct Reading {
    papers: Vec<Paper>,
    open: Option<Paper>,
    button: Option<Button>,
    text: Option<Field>,
    list: Option<Field>,
    option: Option<(Option<String>, String, IsOn)>,
    label: Option<(usize, String)>,
}

fn papers(page: &str) -> Vec<Paper> {
    let mut reading = Reading::default();
    for piece in pieces(page) {
        match piece {
            Piece::Open(tag, marks) => reading.opened(&tag, &marks),
            Piece::Close(tag) => reading.closed(&tag),
            Piece::Words(words) => reading.words(&words),
        }
    }
    reading.papers
}

impl Reading {
    fn opened(&mut self, tag: &str, marks: &[(String, String)]) {
        let named = |name: &str| value(marks, name).unwrap_or_default();
        let has = |name: &str| marks.iter().any(|(each, _)| each == name);
        if tag == "form" {
            assert!(self.open.is_none(), "a form stands inside a form");
            self.open = Some(Paper {
                action: named("action"),
                method: named("method"),
                ..Paper::default()
            });
        }
        let Some(paper) = self.open.as_mut() else {
            return;
        };
        let field = |shape: Shape| Field {
            name: named("name"),
            shape,
            value: named("value"),
            kind: named("type"),
            is_required: has("required"),
            label: String::new(),
        };
        match tag {
            "input" => {
                let is_on = if has("checked") { IsOn::On } else { IsOn::Off };
                let many = OneOf::Many;
                let shape = match named("type").as_str() {
                    "hidden" => Shape::Hidden,
                    "checkbox" => Shape::Box {
                        one_of: many,
                        is_on,
                    },
                    "radio" => Shape::Box {
                        one_of: OneOf::Set,
                        is_on,
                    },
                    _ => Shape::Typed,
                };
                paper.fields.push(field(shape));
            }
            "textarea" => self.text = Some(field(Shape::Typed)),
            "select" => self.list = Some(field(Shape::List(Vec::new()))),
            "option" => {
                self.option_ends();
                let is_on = if has("selected") { IsOn::On } else { IsOn::Off };
                self.option = Some((value(marks, "value"), String::new(), is_on));
            }
            "button" => {
                let sends = value(marks, "name").map(|name| (name, named("value")));
                let words = String::new();
                self.button = Some(Button { words, sends });
            }
            "label" => self.label = Some((paper.fields.len(), String::new())),
            _ => {}
        }
    }

    fn closed(&mut self, tag: &str) {
        match tag {
            "option" => self.option_ends(),
            "select" => self.option_ends(),
            _ => {}
        }
        let Some(paper) = self.open.as_mut() else {
            return;
        };
        match tag {
            "textarea" => paper.fields.extend(self.text.take()),
            "select" => paper.fields.extend(self.list.take()),
            "button" => paper.buttons.extend(self.button.take()),
            "label" => {
                if let Some((from, words)) = self.label.take() {
                    for field in paper.fields.iter_mut().skip(from) {
                        words.clone_into(&mut field.label);
                    }
                }
            }
            "form" => self.papers.extend(self.open.take()),
            _ => {}
        }
    }

    fn option_ends(&mut self) {
        if let Some((value, words, is_on)) = self.option.take()
            && let Some(list) = self.list.as_mut()
            && let Shape::List(options) = &mut list.shape
        {
            let value = value.unwrap_or_else(|| words.trim().to_owned());
            if options.is_empty() || is_on == IsOn::On {
                list.value.clone_from(&value);
            }
            options.push((value, words));
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(text) = self.text.as_mut() {
            text.value.push_str(words);
        } else if let Some((_, all, _)) = self.option.as_mut() {
            all.push_str(words);
        } else if let Some(button) = self.button.as_mut() {
            button.words.push_str(words);
        } else if let Some((_, all)) = self.label.as_mut() {
            all.push_str(words);
        }
    }
}

fn value(marks: &[(String, String)], name: &str) -> Option<String> {
    let found = marks.iter().find(|(each, _)| each == name);
    found.map(|(_, value)| value.clone())
}

/// A page in pieces. Pages of this workspace quote their attributes, and hold no comments.
fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some((words, tag)) = rest.split_once('<') {
        if !words.is_empty() {
            pieces.push(Piece::Words(plain(words)));
        }
        let end = tag_end(tag);
        let inside = &tag[..end];
        rest = tag.get(end + 1..).unwrap_or_default();
        if let Some(name) = inside.strip_prefix('/') {
            pieces.push(Piece::Close(name.trim().to_owned()));
        } else {
            let (name, marks) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
            pieces.push(Piece::Open(name.to_owned(), attributes(marks)));
        }
    }
    pieces
}

/// Where a tag ends: at the first `>` that stands in no quotes.
fn tag_end(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, letter) in tag.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

fn attributes(marks: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = marks.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (value, after) = quoted.split_once('"').unwrap();
            found.push((name, plain(value)));
            rest = after.trim_start();
        } else if let Some(bare) = rest.strip_prefix('=') {
            let end = bare.find([' ', '\n']).unwrap_or(bare.len());
            found.push((name, plain(&bare[..end])));
            rest = bare[end..].trim_start();
        } else {
            found.push((name, String::new()));
            rest = rest.trim_start();
        }
    }
    found
}

/// Words as they are read.
fn plain(words: &str) -> String {
    let named = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let mut words = words.to_owned();
    for (name, letter) in named {
        words = words.replace(name, letter);
    }
    words
}

#[test]
fn a_form_is_read_with_what_stands_in_it_and_sent_as_a_browser_would() {
    let page = "<form method=\"post\" action=\"/x/tell\"><input type=\"hidden\" name=\"act\" \
        value=\"7\"><textarea name=\"words\" required>a &#60; b</textarea><select name=\"to\">\
        <option value=\"n\">North</option><option value=\"s\" selected>South</option></select>\
        <label><input type=\"checkbox\" name=\"on\" value=\"1\"> yes</label><button name=\"go\" \
        value=\"far\">Go</button></form>";
    let found = papers(page);
    let [paper] = &found[..] else {
        panic!("{found:?}");
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let kept = [pair("act", "7"), pair("words", "a < b"), pair("to", "s")];
    let mut sent = kept.to_vec();
    sent.push(pair("go", "far"));
    assert_eq!(paper.pairs(&paper.buttons[0]), sent);
    let other = paper.clone().chosen("to", "North").ticked("on", "yes");
    let sent = other.pairs(&Button::default());
    assert_eq!(sent[2..], [pair("to", "n"), pair("on", "1")]);
}
