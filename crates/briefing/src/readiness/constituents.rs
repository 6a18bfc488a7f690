//! What people behind the delegations say, with the counts.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Exact, MoodSeries, MoodShare, Questionnaire};

impl Desk<'_, '_> {
    /// Anonymous questionnaires: counts, and how many were asked.
    pub(super) fn questionnaires(&self) -> Option<Section> {
        let all: Vec<&Questionnaire> = self.view.questionnaires().map(|seen| seen.item).collect();
        let columns = [
            ("Who was asked", Align::Start),
            ("Question", Align::Start),
            ("Answers", Align::Start),
            ("Answered", Align::Start),
            ("Date", Align::Start),
        ];
        let mut table = Table::new("Counts of answers", &columns);
        for each in &all {
            let behind = each.party.as_ref();
            let behind = behind.map_or_else(String::new, |party| {
                format!(", behind {}", self.party_name(party))
            });
            let answers = each.answers.iter();
            let answers = answers.map(|tally| format!("{} {}", tally.answer, tally.count));
            let several = if each.several { " (several each)" } else { "" };
            let answered = match each.asked {
                Some(asked) => format!("{} of {asked}", each.answered),
                None => each.answered.to_string(),
            };
            let grounds = remarks(&each.grounds) + &self.sources(&each.grounds);
            table.row(vec![
                format!("{}{behind}", each.group),
                self.words(&each.question).to_owned() + &grounds,
                answers.collect::<Vec<_>>().join(", ") + several,
                answered,
                each.date.to_string(),
            ]);
        }
        let heading = match all.len() {
            0 => return None,
            1 => "A group was asked without names".to_owned(),
            count => format!("{count} questionnaires were answered without names"),
        };
        let remark = "Who answers such a question is not a sample: counts speak for those who \
                      answered.";
        Some(
            Section::new("questionnaires", heading)
                .table(table)
                .remark(remark),
        )
    }

    /// Series of public mood, survey by survey.
    pub(super) fn moods(&self) -> Option<Section> {
        let all: Vec<&MoodSeries> = self.view.moods().map(|seen| seen.item).collect();
        let heading = match all.len() {
            0 => return None,
            1 => "Public mood on one question".to_owned(),
            count => format!("Public mood on {count} questions"),
        };
        let mut section = Section::new("mood", heading);
        for series in all {
            section = section.table(self.mood_table(series));
        }
        let remark = "As published: percentages and counts are shown as they were given, and \
                      nothing is filled in between the surveys.";
        Some(section.remark(remark))
    }

    fn mood_table(&self, series: &MoodSeries) -> Table {
        let mut answers: Vec<&str> = Vec::new();
        for share in series.points.iter().flat_map(|point| &point.shares) {
            if !answers.contains(&share.answer.as_str()) {
                answers.push(&share.answer);
            }
        }
        let whose = series.party.as_ref();
        let whose = whose.map_or_else(String::new, |party| format!("{}: ", self.party_name(party)));
        let method = series.method.as_ref();
        let method = method.map_or_else(String::new, |method| format!(", {method}"));
        let question = self.words(&series.question);
        let grounds = remarks(&series.grounds) + &self.sources(&series.grounds);
        let caption = format!("{whose}“{question}”{method}{grounds}");
        let columns = [("Date", Align::Start), ("Asked", Align::End)];
        let mut table = Table::new(caption, &columns);
        for answer in &answers {
            table = table.column(*answer, Align::End);
        }
        for point in &series.points {
            let asked = point
                .asked
                .map_or_else(String::new, |asked| asked.to_string());
            let mut row = vec![point.date.to_string(), asked];
            row.extend(answers.iter().map(|answer| {
                let share = point.shares.iter().find(|share| share.answer == **answer);
                share.map_or_else(String::new, share_words)
            }));
            table.row(row);
        }
        table
    }
}

/// A share as it was published: `51.5 % (515)`.
fn share_words(share: &MoodShare) -> String {
    let percent = share
        .percent
        .as_ref()
        .map(|percent| format!("{} %", exact(percent)));
    match (percent, share.count) {
        (Some(percent), Some(count)) => format!("{percent} ({count})"),
        (Some(percent), None) => percent,
        (None, Some(count)) => count.to_string(),
        (None, None) => String::new(),
    }
}

/// A percentage as it was given: a decimal where it is one, else a fraction.
fn exact(figure: &Exact) -> String {
    let hundredths = figure * Exact::from_integer(100.into());
    if !hundredths.is_integer() {
        return figure.to_string();
    }
    let text = hundredths.to_integer().to_string();
    let text = format!("{text:0>3}");
    let (whole, part) = text.split_at(text.len().saturating_sub(2));
    let part = part.trim_end_matches('0');
    if part.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{part}")
    }
}
