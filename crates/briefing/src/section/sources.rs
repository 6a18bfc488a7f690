//! Where it all comes from: corrections to reports, gaps, and the sources with their grades.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks, source_name};
use case::{Grade, Source};

impl Desk<'_, '_> {
    /// Corrections to the reports the case grew from, and what is not known.
    pub(crate) fn corrections(&self) -> Option<Section> {
        let heading = self.view.heading();
        let columns = [
            ("A report says", Align::Start),
            ("The public record says", Align::Start),
        ];
        let mut table = Table::new("Corrections", &columns);
        for correction in &heading.corrections {
            let grounds = &correction.grounds;
            let record = correction.record.clone() + &remarks(grounds) + &self.sources(grounds);
            table.row(vec![correction.says.clone(), record]);
        }
        let words = match (table.rows.len(), heading.gaps.len()) {
            (0, 0) => return None,
            (0, _) => "What is not known",
            (_, 0) => "Corrections to the reports",
            _ => "Corrections to the reports, and what is not known",
        };
        Some(
            Section::new("corrections", words)
                .table(table)
                .list(heading.gaps.clone()),
        )
    }

    /// The sources this seat may know.
    pub(crate) fn source_list(&self) -> Option<Section> {
        let columns = [
            ("Source", Align::Start),
            ("Grade", Align::Start),
            ("Where", Align::Start),
        ];
        let mut table = Table::new("Sources", &columns);
        for seen in self.view.sources() {
            let source = seen.item;
            table.row(vec![
                source_name(source),
                source.grade.map(grade_word).unwrap_or_default().to_owned(),
                place(source),
            ]);
        }
        let heading = match table.rows.len() {
            0 => return None,
            1 => "One source".to_owned(),
            count => format!("{count} sources"),
        };
        Some(Section::new("sources", heading).table(table))
    }
}

fn place(source: &Source) -> String {
    let parts = [&source.address, &source.note];
    parts
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join("; ")
}

const fn grade_word(grade: Grade) -> &'static str {
    match grade {
        Grade::Primary => "primary",
        Grade::Wire => "wire",
        Grade::Media => "media",
        Grade::State => "state-held",
        Grade::Aggregator => "aggregator",
    }
}
