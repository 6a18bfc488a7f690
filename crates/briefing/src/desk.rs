//! The desk of one briefing: the view, the language, and how things of the case are called.

pub(crate) use case::capital;
use case::{
    ActId, Bracket, BracketId, ChoiceId, Grounds, Language, Linkage, LinkageId, Party, Point,
    PointId, Source, View, Wording,
};
use disclosure::PartyId;
use problem::Effort;

/// What every section works with: one seat's view, the language, and the effort it may spend.
pub(crate) struct Desk<'v, 'a> {
    /// The case as this seat may know it.
    pub(crate) view: &'v View<'a>,
    /// The language of the words.
    pub(crate) language: Language,
    /// How much work an answer may cost.
    pub(crate) effort: &'v Effort<'v>,
}

/// A bracket with the point it belongs to.
pub(crate) struct Place<'a> {
    /// The point.
    pub(crate) point: &'a Point,
    /// The bracket.
    pub(crate) bracket: &'a Bracket,
    /// Whether the point has only this bracket for this seat.
    pub(crate) alone: bool,
}

impl<'v, 'a> Desk<'v, 'a> {
    /// A desk for one seat's view, in English.
    pub(crate) fn of(view: &'v View<'a>, effort: &'v Effort<'v>) -> Self {
        Self {
            view,
            language: Language::english(),
            effort,
        }
    }
}

impl<'a> Desk<'_, 'a> {
    /// Words in the language of the briefing.
    pub(crate) fn words<'w>(&self, wording: &'w Wording) -> &'w str {
        wording.in_language(&self.language)
    }

    /// Every bracket with its point, in order.
    pub(crate) fn places(&self) -> Vec<Place<'a>> {
        let mut places = Vec::new();
        for point in self.view.points() {
            let brackets: Vec<_> = self.view.brackets(point.item).collect();
            let alone = brackets.len() == 1;
            places.extend(brackets.into_iter().map(|bracket| Place {
                point: point.item,
                bracket: bracket.item,
                alone,
            }));
        }
        places
    }

    /// A point's number and title: `4 Fishing`.
    pub(crate) fn point_name(&self, point: &Point) -> String {
        let title = self.words(&point.title);
        match point.number {
            Some(number) => format!("{number} {title}"),
            None => title.to_owned(),
        }
    }

    /// A point by its id, as people call it: `point 4`.
    pub(crate) fn point_short(&self, id: &PointId) -> String {
        let found = self.view.points().find(|seen| seen.item.id == *id);
        match found.map(|seen| (seen.item.number, &seen.item.title)) {
            Some((Some(number), _)) => number.to_string(),
            Some((None, title)) => self.words(title).to_owned(),
            None => id.to_string(),
        }
    }

    /// A bracket's name: `4 Fishing · closed season`.
    pub(crate) fn place_name(&self, place: &Place<'_>) -> String {
        let point = self.point_name(place.point);
        let question = self.words(&place.bracket.question);
        if place.alone || question.is_empty() {
            point
        } else {
            format!("{point} · {question}")
        }
    }

    /// A bracket's name by its id.
    pub(crate) fn bracket_name(&self, id: &BracketId) -> String {
        let found = self
            .places()
            .into_iter()
            .find(|place| place.bracket.id == *id);
        found.map_or_else(|| id.to_string(), |place| self.place_name(&place))
    }

    /// An option's words by its ids.
    pub(crate) fn choice_words(&self, bracket: &BracketId, choice: &ChoiceId) -> String {
        let places = self.places();
        let place = places.iter().find(|place| place.bracket.id == *bracket);
        self.option_words(place, choice)
    }

    /// An option's words, where its bracket was found.
    pub(crate) fn option_words(&self, place: Option<&Place<'_>>, choice: &ChoiceId) -> String {
        let seen = place.and_then(|place| {
            let mut choices = self.view.choices(place.bracket);
            choices.find(|seen| seen.item.id == *choice)
        });
        seen.map_or_else(
            || choice.to_string(),
            |seen| self.words(&seen.item.text).to_owned(),
        )
    }

    /// A party's name.
    pub(crate) fn party_name(&self, id: &PartyId) -> String {
        let found = self.view.parties().find(|seen| seen.item.id == *id);
        found.map_or_else(|| id.to_string(), |seen| seen.item.name.clone())
    }

    /// Several parties' names: `North and South`.
    pub(crate) fn party_names<'p>(&self, ids: impl IntoIterator<Item = &'p PartyId>) -> String {
        joined(
            &ids.into_iter()
                .map(|id| self.party_name(id))
                .collect::<Vec<_>>(),
        )
    }

    /// The parties this seat sees, in order.
    pub(crate) fn parties(&self) -> Vec<&'a Party> {
        self.view.parties().map(|seen| seen.item).collect()
    }

    /// The title of an act or a commitment by its id.
    pub(crate) fn act_title(&self, id: &ActId) -> String {
        let found = self.view.linked().find(|linked| linked.id == id);
        found.map_or_else(
            || id.to_string(),
            |linked| self.words(linked.title).to_owned(),
        )
    }

    /// A linkage by its id: its words, who holds it, whose reading it is, and its sources.
    pub(crate) fn linkage_words(&self, id: &LinkageId) -> String {
        let Some(seen) = self.view.linkages().find(|seen| seen.item.id == *id) else {
            return "a linkage that is not told".to_owned();
        };
        let linkage = seen.item;
        let mut words = self.linkage_alone(linkage);
        if !linkage.held_by.is_empty() {
            words.push_str(&format!(", held by {}", self.party_names(&linkage.held_by)));
        }
        if let Some(reader) = &linkage.reading_of {
            words.push_str(&format!(", as read by {reader}"));
        }
        words.push_str(&self.sources(&linkage.grounds));
        words
    }

    /// What a linkage says by itself.
    pub(crate) fn linkage_alone(&self, linkage: &Linkage) -> String {
        match &linkage.text {
            Some(text) => format!("“{}”", self.words(text)),
            None => self
                .link_words(&linkage.link)
                .unwrap_or_else(|| "a rule on options".to_owned()),
        }
    }

    /// The sources of an item that the seat may know, in brackets: ` [a, 2031-05-03; b]`.
    pub(crate) fn sources(&self, grounds: &Grounds) -> String {
        let named = grounds.sources.iter().filter_map(|id| {
            let mut sources = self.view.sources();
            sources.find(|seen| seen.item.id == *id)
        });
        let mut names: Vec<String> = Vec::new();
        for name in named.map(|seen| source_name(seen.item)) {
            // Two pages of one publisher and day are named once.
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.is_empty() {
            true => String::new(),
            false => format!(" [{}]", names.join("; ")),
        }
    }
}

/// A source as a reader knows it: its title, else who published it, and the date.
pub(crate) fn source_name(source: &Source) -> String {
    let publisher = source.address.as_deref().map(publisher);
    let what = source.title.as_deref().or(publisher);
    let what = what.or(source.note.as_deref()).unwrap_or("a source");
    match source.date {
        Some(date) => format!("{what}, {date}"),
        None => what.to_owned(),
    }
}

/// The name of the site that an address is on.
fn publisher(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let site = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    site.strip_prefix("www.").unwrap_or(site)
}

/// The remarks of an item, as a bracket: ` (uncertain: …; note)`.
pub(crate) fn remarks(grounds: &Grounds) -> String {
    let uncertain = grounds
        .uncertain
        .as_ref()
        .map(|words| format!("uncertain: {words}"));
    let parts: Vec<String> = uncertain.into_iter().chain(grounds.note.clone()).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!(" ({})", parts.join("; "))
    }
}

/// Words in a row: `a`, `a and b`, `a, b and c`.
pub(crate) fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
