//! A briefing as JSON, for programs: the same words, tables and pictures as on the page.
//!
//! The shape is stable: keys are added, never renamed. Positions in pictures are thousandths of
//! an axis, from no deal (0) to the party's best acceptable package (1000).

use briefing::{
    Align, Block, Briefing, Cell, DotKind, Fate, Found, Ladder, LadderKind, Picture, Section,
    Table, Verdict,
};
use serde_json::{Value, json};

/// The briefing as one JSON document.
#[must_use]
pub fn to_json(briefing: &Briefing) -> String {
    let verdict = match briefing.verdict {
        Verdict::Answered => "answered",
        Verdict::NothingAcceptable => "nothing acceptable",
        Verdict::Stopped => "stopped",
    };
    let document = json!({
        "onetext": 1,
        "case": briefing.case,
        "title": briefing.title,
        "seat": {
            "name": briefing.seat.name,
            "seen_by": briefing.seat.seen_by,
            "confidential": briefing.seat.confidential,
        },
        "verdict": verdict,
        "sections": briefing.sections.iter().map(section).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn section(section: &Section) -> Value {
    json!({
        "id": section.id,
        "heading": section.heading,
        "blocks": section.blocks.iter().map(block).collect::<Vec<_>>(),
        "found": section.found.iter().map(found).collect::<Vec<_>>(),
    })
}

fn found(found: &Found) -> Value {
    json!({
        "what": found.what,
        "method": found.method,
        "nodes": found.nodes,
        "reach": found.reach,
        "checked": found.checked,
    })
}

fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(words) => json!({"paragraph": words}),
        Block::Remark(words) => json!({"remark": words}),
        Block::List(sentences) => json!({"list": sentences}),
        Block::Table(shown) => json!({"table": table(shown)}),
        Block::Picture(drawn) => json!({"picture": picture(drawn)}),
    }
}

fn table(table: &Table) -> Value {
    let column = |column: &briefing::Column| {
        let align = match column.align {
            Align::Start => "start",
            Align::End => "end",
            Align::Centre => "centre",
        };
        json!({"head": column.head, "align": align})
    };
    let cell = |cell: &Cell| match cell {
        Cell::Words(words) => json!(words),
        Cell::Status(status) => json!({"status": briefing::status_word(*status)}),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>();
    json!({
        "caption": table.caption,
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn picture(picture: &Picture) -> Value {
    match picture {
        Picture::Gains(gains) => {
            let axis = |axis: &briefing::Axis| {
                let briefing::Axis { party, low, high } = axis;
                json!({"party": party, "low": low, "high": high})
            };
            let dot = |dot: &briefing::Dot| {
                let kind = match dot.kind {
                    DotKind::Efficient => "efficient",
                    DotKind::Fair => "fair",
                    DotKind::Draft => "draft",
                };
                json!({"kind": kind, "name": dot.name, "at": dot.at, "values": dot.values})
            };
            json!({
                "kind": "gains",
                "title": gains.title,
                "axes": gains.axes.iter().map(axis).collect::<Vec<_>>(),
                "marks": gains.marks.iter().map(dot).collect::<Vec<_>>(),
                "not_drawn": gains.not_drawn,
            })
        }
        Picture::Ladder(drawn) => ladder(drawn),
        Picture::Tones(drawn) => tones(drawn),
        Picture::Shares(drawn) => shares(drawn),
        Picture::Courses(drawn) => courses(drawn),
        Picture::Convergence(drawn) => convergence(drawn),
        Picture::Lineage(drawn) => lineage(drawn),
        Picture::Acts(drawn) => acts(drawn),
        Picture::Periods(all) => periods(all),
        Picture::Gantt(gantt) => plan(gantt),
        Picture::Exposed(exposed) => json!({
            "kind": "exposure",
            "title": exposed.title,
            "days": exposed.days,
            "table": table(&exposed.table),
        }),
    }
}

fn acts(drawn: &briefing::Acts) -> Value {
    let act = |act: &briefing::ActDot| json!({"title": act.title, "on_a_loop": act.looped});
    let step = |step: &briefing::Step| {
        json!({
            "before": step.before,
            "after": step.after,
            "by": step.by,
            "on_a_loop": step.looped,
        })
    };
    json!({
        "kind": "order",
        "title": drawn.title,
        "acts": drawn.acts.iter().map(act).collect::<Vec<_>>(),
        "steps": drawn.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn plan(gantt: &briefing::Gantt) -> Value {
    let bar = |bar: &briefing::Bar| {
        json!({
            "title": bar.title,
            "start": bar.start,
            "done": bar.done,
            "verified": bar.verified,
            "critical": bar.critical,
            "on_trust": bar.on_trust,
        })
    };
    let arrow = |arrow: &(usize, usize, bool)| {
        let (before, after, critical) = arrow;
        json!({"before": before, "after": after, "critical": critical})
    };
    json!({
        "kind": "plan",
        "title": gantt.title,
        "days": gantt.days,
        "steps": gantt.bars.iter().map(bar).collect::<Vec<_>>(),
        "arrows": gantt.arrows.iter().map(arrow).collect::<Vec<_>>(),
        "table": table(&gantt.table),
    })
}

fn tones(drawn: &briefing::Tones) -> Value {
    let word = crate::case_file::signal_words::tone;
    let row = |row: &briefing::ToneRow| {
        let marks = row.marks.iter();
        let marks = marks.map(|(day, tone)| json!({"day": day, "tone": word(*tone)}));
        json!({"party": row.name, "marks": marks.collect::<Vec<_>>()})
    };
    let tick = |tick: &briefing::Tick| json!({"day": tick.day, "label": tick.label});
    json!({
        "kind": "tones",
        "title": drawn.title,
        "days": drawn.days,
        "ticks": drawn.ticks.iter().map(tick).collect::<Vec<_>>(),
        "rows": drawn.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn convergence(drawn: &briefing::Convergence) -> Value {
    let row = |row: &briefing::ConvergenceRow| {
        let stages = row.stages.iter();
        let stages = stages.map(|stage| briefing::between_words(*stage));
        json!({
            "question": row.name,
            "stages": stages.collect::<Vec<_>>(),
            "opened_again": row.opened,
        })
    };
    let round = |(number, day): &(String, String)| json!({"number": number, "day": day});
    json!({
        "kind": "convergence",
        "title": drawn.title,
        "rounds": drawn.rounds.iter().map(round).collect::<Vec<_>>(),
        "rows": drawn.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

const fn change_word(change: case::Change) -> &'static str {
    match change {
        case::Change::Kept => "kept",
        case::Change::Reworded => "reworded",
        case::Change::Merged => "merged",
        case::Change::Split => "split",
        case::Change::New => "new",
    }
}

fn lineage(drawn: &briefing::Lineage) -> Value {
    let point = |point: &briefing::LineagePoint| {
        let fate = match point.fate {
            Fate::Counted => "counted",
            Fate::Origin => "origin",
            Fate::LeftOut => "left_out",
            Fate::Traced(None) => "traced",
            Fate::Traced(Some(change)) => change_word(change),
        };
        json!({"number": point.label, "fate": fate})
    };
    let text = |text: &briefing::LineageText| {
        let points = text.points.iter().map(point).collect::<Vec<_>>();
        json!({"name": text.name, "day": text.day, "points": points})
    };
    let thread = |thread: &briefing::Thread| {
        let ends = [thread.from, thread.to].map(|(text, point)| json!([text, point]));
        json!({"from": ends[0], "to": ends[1]})
    };
    json!({
        "kind": "lineage",
        "title": drawn.title,
        "texts": drawn.texts.iter().map(text).collect::<Vec<_>>(),
        "threads": drawn.threads.iter().map(thread).collect::<Vec<_>>(),
    })
}

fn ladder(ladder: &Ladder) -> Value {
    let rows = ladder.rows.iter().map(|row| {
        let marks = row.marks.iter().map(|mark| {
            let kind = match mark.kind {
                LadderKind::Happens => "happens",
                LadderKind::Called => "called",
                LadderKind::Due => "due",
                LadderKind::FallsAway => "falls away",
                LadderKind::Lapses => "lapses",
            };
            json!({"hour": mark.hour, "kind": kind, "step": mark.label})
        });
        json!({"name": row.name, "marks": marks.collect::<Vec<Value>>()})
    });
    json!({
        "kind": "ladder",
        "title": ladder.title,
        "description": ladder.description,
        "hours": ladder.hours,
        "since": ladder.since,
        "rows": rows.collect::<Vec<Value>>(),
    })
}

fn shares(shares: &briefing::Shares) -> Value {
    let bar = |bar: &briefing::ShareBar| {
        let briefing::ShareBar {
            label,
            words,
            low,
            high,
        } = bar;
        json!({"of": label, "share": words, "low": low, "high": high})
    };
    let group = |group: &briefing::ShareGroup| {
        let bars: Vec<Value> = group.bars.iter().map(bar).collect();
        json!({"package": group.name, "bars": bars})
    };
    json!({
        "kind": "shares",
        "title": shares.title,
        "packages": shares.groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn courses(drawn: &briefing::Courses) -> Value {
    let course = |course: &briefing::Course| json!({"name": course.name, "at": course.at});
    json!({
        "kind": "courses",
        "title": drawn.title,
        "rounds": drawn.rounds,
        "mark": {"at": drawn.mark, "label": drawn.mark_label},
        "courses": drawn.courses.iter().map(course).collect::<Vec<_>>(),
    })
}

fn periods(periods: &briefing::Periods) -> Value {
    let bar = |bar: &briefing::PeriodBar| {
        let parts = briefing::MoneyPart::ALL.iter().zip(&bar.parts);
        let parts = parts.map(
            |(part, (size, words))| json!({"what": part.word(), "size": size, "amount": words}),
        );
        let parts: Vec<Value> = parts.collect();
        json!({"period": bar.period, "needed": bar.needed, "parts": parts})
    };
    json!({
        "kind": "periods",
        "title": periods.title,
        "bars": periods.bars.iter().map(bar).collect::<Vec<_>>(),
    })
}
