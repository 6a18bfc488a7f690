//! What parties say they cannot accept, and what they ask for: every red line and demand in words.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Firmness, RedLine};

impl Desk<'_, '_> {
    /// The red lines and demands that this seat sees, in the order of the case.
    pub(crate) fn limits(&self) -> Option<Section> {
        let lines: Vec<&RedLine> = self.view.red_lines().map(|seen| seen.item).collect();
        let firm = |firmness| lines.iter().filter(|l| l.firmness == firmness).count();
        let (red, demands) = (firm(Firmness::RedLine), firm(Firmness::Demand));
        if lines.is_empty() {
            return None;
        }
        let columns = [
            ("Party", Align::Start),
            ("Kind", Align::Start),
            ("What it says", Align::Start),
            ("Said by", Align::Start),
        ];
        let mut table = Table::new("Red lines and demands", &columns);
        for line in &lines {
            table.row(vec![
                self.limit_holder(line),
                firmness_word(line.firmness).to_owned(),
                self.limit_text(line),
                said_by(line),
            ]);
        }
        let red = crate::text::counted(red as u64, "red line");
        let demands = crate::text::counted(demands as u64, "demand");
        let section = Section::new("limits", format!("{red} and {demands} have been stated"));
        Some(section.table(table).remark(
            "A red line was stated as not negotiable; a demand was asked for and not said to be \
             absolute.",
        ))
    }

    fn limit_holder(&self, line: &RedLine) -> String {
        let party = line.party.as_ref();
        party.map_or_else(|| "not told".to_owned(), |party| self.party_name(party))
    }

    fn limit_text(&self, line: &RedLine) -> String {
        let words = self.words(&line.text);
        let rule = if line.rule.is_some() {
            ""
        } else {
            "; in words only"
        };
        let (remarks, sources) = (remarks(&line.grounds), self.sources(&line.grounds));
        format!("{words}{rule}{remarks}{sources}")
    }
}

const fn firmness_word(firmness: Firmness) -> &'static str {
    match firmness {
        Firmness::RedLine => "red line",
        Firmness::Demand => "demand",
    }
}

fn said_by(line: &RedLine) -> String {
    let date = line.date.map(|date| date.to_string());
    let parts: Vec<String> = line.speaker.clone().into_iter().chain(date).collect();
    parts.join(", ")
}
