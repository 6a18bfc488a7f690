//! Rival texts side by side: what each says point by point as far as it is known, and where each of
//! its points comes from.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Change, Draft, Point, Traced};

/// Two texts that stand against each other.
type Pair<'a> = (&'a Draft, &'a Draft);

impl Desk<'_, '_> {
    /// Each two rival texts that this seat knows, the draft in hand first.
    pub(crate) fn rivals(&self) -> Option<Section> {
        let drafts: Vec<&Draft> = self.view.drafts().map(|seen| seen.item).collect();
        let hand = self.view.draft_in_hand().map(|seen| &seen.item.id);
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        for rival in &drafts {
            for id in &rival.rivals {
                let other = drafts.iter().find(|draft| draft.id == *id);
                let is_known = |other: &&&Draft| {
                    let mut pairs = pairs.iter();
                    pairs.any(|(one, two)| one.id == rival.id && two.id == other.id)
                };
                // Two that name each other are one pair.
                if let Some(other) = other.filter(|other| !is_known(other)) {
                    pairs.push((other, rival));
                }
            }
        }
        pairs.sort_by_key(|(one, other)| {
            let has_hand = Some(&one.id) == hand || Some(&other.id) == hand;
            !has_hand
        });
        let heading = match pairs.as_slice() {
            [] => return None,
            [one] => self.rival_words(*one),
            [first, rest @ ..] => {
                let more = super::counted(rest.len(), ("other pair", "other pairs"));
                format!("{}; and {more} of rival texts", self.rival_words(*first))
            }
        };
        let section = Section::new("rivals", heading);
        let several = pairs.len() > 1;
        let section = pairs.into_iter().fold(section, |section, pair| {
            let section = if several {
                section.say(format!("{}.", self.rival_words(pair)))
            } else {
                section
            };
            self.rival(section, pair)
        });
        Some(section)
    }

    /// Two texts, with how many points each has.
    fn rival_words(&self, (one, other): Pair<'_>) -> String {
        let [left, right] = [one, other].map(|draft| self.words(&draft.name));
        let numbers = one.numbered.zip(other.numbered);
        let numbers = numbers.map(|(one, other)| format!(": {one} points against {other}"));
        format!("“{left}” beside “{right}”{}", numbers.unwrap_or_default())
    }

    fn rival(&self, section: Section, pair: Pair<'_>) -> Section {
        let (one, other) = pair;
        let [left, right] = [one, other].map(|draft| self.words(&draft.name));
        let section = section.table(self.about_rivals(pair));
        let unknown = [one, other].map(|draft| !says_anything(draft));
        let section = match unknown {
            [false, false] => section.table(self.point_by_point(pair)),
            [true, true] => section.say("Of neither text is any point on record here."),
            _ => {
                let silent = if unknown == [true, false] {
                    left
                } else {
                    right
                };
                section.say(format!(
                    "No point of “{silent}” is on record here, so the two cannot be set side by \
                     side point by point. What its holders said of single questions stands with \
                     the rounds; nothing of its words is guessed."
                ))
            }
        };
        let dropped = self.dropped(one).into_iter().chain(self.dropped(other));
        section.list(dropped.collect())
    }

    fn about_rivals(&self, (one, other): Pair<'_>) -> Table {
        let mut table = Table::new("What is known of the two texts", &[("About", Align::Start)]);
        for draft in [one, other] {
            table = table.column(self.words(&draft.name).to_owned(), Align::Start);
        }
        let mut row = |head: &str, cell: &dyn Fn(&Draft) -> String| {
            let cells = [one, other].map(cell);
            if cells.iter().any(|cell| !cell.is_empty()) {
                let cells = cells.map(|cell| {
                    let known = !cell.is_empty();
                    if known { cell } else { "not known".to_owned() }
                });
                let [left, right] = cells;
                table.row(vec![head.to_owned(), left, right]);
            }
        };
        row("Points", &|draft| {
            draft.numbered.map_or_else(String::new, |n| n.to_string())
        });
        row("Date", &|draft| {
            draft.date.map_or_else(String::new, |date| date.to_string())
        });
        row("State", &|draft| draft.status.clone().unwrap_or_default());
        row("Written by", &|draft| {
            draft.authors.clone().unwrap_or_default()
        });
        row("Worked from by", &|draft| self.party_names(&draft.held_by));
        row("Grew from", &|draft| self.grew_from(draft));
        row("Terms", &|draft| draft.terms.join("; "));
        row("Remarks and sources", &|draft| {
            let words = remarks(&draft.grounds) + &self.sources(&draft.grounds);
            words.trim().to_owned()
        });
        table
    }

    fn grew_from(&self, draft: &Draft) -> String {
        let earlier = self.view.drafts().map(|seen| seen.item);
        let earlier = earlier.filter(|earlier| draft.from.contains(&earlier.id));
        let names: Vec<String> = earlier
            .map(|each| self.words(&each.name).to_owned())
            .collect();
        names.join(", ")
    }

    fn point_by_point(&self, (one, other): Pair<'_>) -> Table {
        let mut table = Table::new("Point by point", &[("Point", Align::Start)]);
        for draft in [one, other] {
            let name = self.words(&draft.name);
            table = table.column(name.to_owned(), Align::Start);
            table = table.column("Where it comes from", Align::Start);
        }
        table = table.column("Side by side", Align::Start);
        for point in self.view.points().map(|seen| seen.item) {
            let says = [one, other].map(|draft| self.says(draft, point));
            if says.iter().all(String::is_empty) {
                continue;
            }
            let beside = self.beside((one, other), point, &says);
            let [left, right] = says.map(|says| {
                let known = !says.is_empty();
                if known {
                    says
                } else {
                    "nothing on record".to_owned()
                }
            });
            let [from, rival_from] = [one, other].map(|draft| self.origins(draft, point));
            let name = self.point_name(point);
            table.row(vec![name, left, from, right, rival_from, beside]);
        }
        table
    }

    /// What a draft says on a point: its words as they are known, and the options that it picks.
    fn says(&self, draft: &Draft, point: &Point) -> String {
        let traced = draft.lineage.get(&point.id);
        let words = traced.and_then(|traced| traced.says.as_ref());
        let words = words.map(|words| self.words(words).to_owned());
        let grounds = traced.map(|traced| self.sources(&traced.grounds));
        let brackets = self.view.brackets(point).map(|seen| seen.item);
        let options = brackets.filter_map(|bracket| {
            let picked = draft.choices.get(&bracket.id)?;
            let mut choices = self.view.choices(bracket);
            let choice = choices.find(|seen| seen.item.id == *picked)?;
            Some(format!("“{}”", self.words(&choice.item.text)))
        });
        let parts: Vec<String> = words.into_iter().chain(options).collect();
        parts.join("; ") + &grounds.unwrap_or_default()
    }

    /// What sets the two apart on a point, as far as their options say it.
    fn beside(&self, (one, other): Pair<'_>, point: &Point, says: &[String; 2]) -> String {
        if says.iter().any(String::is_empty) {
            return "in one of them only, as far as is known".to_owned();
        }
        let brackets = self.view.brackets(point).map(|seen| &seen.item.id);
        let both = brackets.filter_map(|bracket| {
            let picked = one.choices.get(bracket)?;
            Some(picked == other.choices.get(bracket)?)
        });
        let both: Vec<bool> = both.collect();
        let same = both.iter().filter(|same| **same).count();
        match (same, both.len()) {
            (_, 0) => String::new(),
            (same, all) if same == all => "the same options".to_owned(),
            (0, 1) => "another option".to_owned(),
            (same, all) => format!("{same} of {all} options the same"),
        }
    }

    /// Where a point of a draft comes from.
    pub(super) fn origins(&self, draft: &Draft, point: &Point) -> String {
        let Some(traced) = draft.lineage.get(&point.id) else {
            return String::new();
        };
        let from = self.traced_from(traced);
        match (draft.change(&point.id), from.is_empty()) {
            (None, true) => String::new(),
            (None, false) => format!("from {from}"),
            (Some(Change::New), _) => "new".to_owned(),
            (Some(change), true) => change_word(change).to_owned(),
            (Some(change), false) => format!("{} {from}", change_word(change)),
        }
    }

    fn traced_from(&self, traced: &Traced) -> String {
        let origins = traced.from.iter().map(|from| self.origin(from));
        crate::desk::joined(&origins.collect::<Vec<_>>())
    }

    /// The draft and the point that `draft.number` stands for, where this seat knows the draft.
    pub(super) fn point_of_draft<'w>(&self, written: &'w str) -> Option<(&Draft, &'w str)> {
        let mut splits = written.match_indices('.').filter_map(|(at, _)| {
            let (id, number) = (written.get(..at)?, written.get(at + 1..)?);
            let mut drafts = self.view.drafts();
            let draft = drafts.find(|seen| seen.item.id.as_str() == id)?;
            Some((draft.item, number))
        });
        splits.next()
    }

    /// A point of a draft as people call it: `point 4 of “Second draft”`.
    fn origin(&self, written: &str) -> String {
        let named = self.point_of_draft(written).map(|(draft, number)| {
            let name = self.words(&draft.name);
            format!("point {number} of “{name}”")
        });
        // A draft that this seat does not know is not named.
        named.unwrap_or_else(|| "an earlier text".to_owned())
    }

    /// What a draft left out of earlier ones, in sentences.
    fn dropped(&self, draft: &Draft) -> Vec<String> {
        let name = self.words(&draft.name);
        let dropped = draft.dropped.iter().map(|dropped| {
            let says = dropped.says.as_ref().map(|says| self.words(says));
            let says = says.map_or_else(String::new, |says| format!(": {says}"));
            let point = self.origin(&dropped.point);
            let sources = self.sources(&dropped.grounds);
            format!("“{name}” leaves out {point}{says}{sources}")
        });
        dropped.collect()
    }
}

fn says_anything(draft: &Draft) -> bool {
    let told = draft.lineage.values().any(|traced| traced.says.is_some());
    told || !draft.choices.is_empty()
}

const fn change_word(change: Change) -> &'static str {
    match change {
        Change::Kept => "kept from",
        Change::Reworded => "reworded from",
        Change::Merged => "merged from",
        Change::Split => "split from",
        Change::New => "new",
    }
}
