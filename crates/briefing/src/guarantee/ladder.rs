//! A rehearsal as a picture.

use super::Promises;
use crate::picture::{Ladder, LadderKind, LadderMark, LadderRow, Picture};
use case::Breach;
use problem::rehearsal::{Event, Timeline};
use std::collections::BTreeSet;

impl Promises<'_, '_, '_> {
    /// What happens in the first row, then each guarantee that has a part in it.
    pub(super) fn ladder(
        &self,
        (breach, timeline): (&Breach, &Timeline),
        since: Option<u64>,
    ) -> Picture {
        let mut rows = vec![LadderRow {
            name: "What happens by itself".to_owned(),
            marks: self.happenings(timeline),
        }];
        for id in self.posed.all.guarantees().ids() {
            let marks = timeline.events.iter().filter_map(|(hour, event)| {
                let (of, kind, step) = match *event {
                    Event::Called(of) => (of, LadderKind::Called, None),
                    Event::Due(of, step) => (of, LadderKind::Due, Some(step)),
                    Event::FallsAway(of, step) => (of, LadderKind::FallsAway, Some(step)),
                    Event::Lapses(of, _) => (of, LadderKind::Lapses, None),
                    Event::Happens(_) | Event::Decided(_) => return None,
                };
                let label = step.map_or_else(String::new, |step| (step + 1).to_string());
                let hour = *hour;
                (of == id).then_some(LadderMark { hour, kind, label })
            });
            let marks: Vec<LadderMark> = marks.collect();
            let title = self.guarantee(id).map(|each| self.desk.words(&each.title));
            if !marks.is_empty() {
                rows.push(LadderRow {
                    name: title.unwrap_or_default().to_owned(),
                    marks,
                });
            }
        }
        let hours = rows.iter().flat_map(|row| &row.marks).map(|mark| mark.hour);
        let hours: BTreeSet<u64> = hours.collect();
        Picture::Ladder(Ladder {
            title: format!("{}, hour by hour", self.desk.words(&breach.title)),
            description: "The hours stand in their order, not to scale; the table tells the same."
                .to_owned(),
            hours: hours.into_iter().collect(),
            since,
            rows,
        })
    }

    /// The acts that are no step of an answer.
    fn happenings(&self, timeline: &Timeline) -> Vec<LadderMark> {
        let all = self.posed.all.guarantees();
        let steps = timeline
            .events
            .iter()
            .filter_map(|(hour, event)| match *event {
                Event::Due(id, step) => Some((*hour, all.get(id)?.ladder.get(step)?.act)),
                Event::Happens(_)
                | Event::Lapses(..)
                | Event::Called(_)
                | Event::Decided(_)
                | Event::FallsAway(..) => None,
            });
        let steps: BTreeSet<_> = steps.collect();
        let alone = timeline
            .events
            .iter()
            .filter_map(|(hour, event)| match *event {
                Event::Happens(act) if !steps.contains(&(*hour, act)) => Some(LadderMark {
                    hour: *hour,
                    kind: LadderKind::Happens,
                    label: String::new(),
                }),
                Event::Happens(_)
                | Event::Lapses(..)
                | Event::Called(_)
                | Event::Decided(_)
                | Event::Due(..)
                | Event::FallsAway(..) => None,
            });
        alone.collect()
    }
}
