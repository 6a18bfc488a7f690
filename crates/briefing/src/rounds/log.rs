//! What moved: since the last round, and in all of them.

use super::{Log, counted};
use crate::briefing::{Align, Section, Table};
use crate::desk::joined;
use problem::PartyIx;
use problem::rounds::{Kind, Move};

/// The most lines of one table; all of them stand in the table to take along.
const LINES_MAX: usize = 200;

impl Log<'_, '_, '_> {
    /// The last two rounds.
    fn last(&self) -> Option<(usize, usize)> {
        let after = self.posed.rounds.len().checked_sub(1)?;
        Some((after.checked_sub(1)?, after))
    }

    /// What moved since the round before the last.
    pub(super) fn moved(&self) -> Option<Section> {
        let (before, after) = self.last()?;
        let moves = self.posed.history.moves((before, after));
        let (earlier, later) = (self.round(before), self.round(after));
        let moved = counted(moves.len(), ("move", "moves"));
        let heading = format!("Between “{earlier}” and “{later}”: {moved}");
        let columns = [
            ("Question", Align::Start),
            ("Party", Align::Start),
            ("From", Align::Start),
            ("To", Align::Start),
            ("What it comes to", Align::Start),
        ];
        let mut table = Table::new("What moved", &columns);
        for each in &moves {
            table.row(self.row((before, after), each));
        }
        let words = if moves.is_empty() {
            "Nobody stands otherwise than before, as far as it is told on this page."
        } else {
            "Each line is one party on one question. Who has not spoken again stands as before."
        };
        let mut section = Section::new("moved", heading).say(words).table(table);
        if let Some(untold) = self.untold() {
            section = section.remark(untold);
        }
        Some(section)
    }

    fn untold(&self) -> Option<String> {
        let count = self.posed.unnamed;
        (count > 0).then(|| {
            let words = counted(count, ("word", "words"));
            format!("Told without whose it is, and so in no table: {words}.")
        })
    }

    /// A move: question, party, from, to, what it comes to.
    fn row(&self, (before, after): (usize, usize), each: &Move) -> Vec<String> {
        let word = self.posed.rounds.get(after);
        let word = word.and_then(|round| round.words.get(&(each.bracket, each.party)));
        let sources = word
            .map(|word| crate::desk::remarks(&word.grounds) + &self.desk.sources(&word.grounds));
        vec![
            self.bracket(each.bracket),
            self.party(each.party),
            self.stand(each.bracket, &each.from),
            self.stand(each.bracket, &each.to) + &sources.unwrap_or_default(),
            self.kind_words((before, after), each),
        ]
    }

    /// What a move comes to.
    fn kind_words(&self, (before, after): (usize, usize), each: &Move) -> String {
        let whose: Vec<String> = each.towards.iter().map(|p| self.party(*p)).collect();
        let whose = joined(&whose);
        let words = [before, after].map(|round| self.posed.history.text(round, each.bracket));
        let same = words
            .iter()
            .all(|words| *words == self.posed.history.text(after, each.bracket));
        let taken = each.towards.iter().any(|party| {
            let theirs = self.posed.history.stand(before, *party, each.bracket);
            theirs.holds == each.to.holds
        });
        match each.kind {
            Kind::First => "its first word".to_owned(),
            Kind::Conceded if taken => format!("towards others: it took up what {whose} held"),
            Kind::Conceded if !whose.is_empty() => {
                format!("towards others: it came nearer to what {whose} held")
            }
            Kind::Conceded if each.to.level <= each.from.level => {
                "towards others: it stays with a text that left what it held".to_owned()
            }
            Kind::Conceded if same => "towards others: it went further with the words".to_owned(),
            Kind::Conceded => "towards others: it went further with words it did not hold".into(),
            Kind::TextCame => "the text came to what it held".to_owned(),
            Kind::Further => "went further; the words changed or are not on record".to_owned(),
            Kind::Hardened => "went back, with the words the same".to_owned(),
            Kind::TextLeft => "went back; the words changed or are not on record".to_owned(),
            Kind::Renewed => "says the same of the new words".to_owned(),
            Kind::Shifted if each.to.holds.is_none() => "names no option any more".to_owned(),
            Kind::Shifted => "stands behind another option".to_owned(),
        }
    }

    /// Every move of all rounds.
    pub(super) fn every_move(&self) -> Section {
        let columns = [
            ("Round", Align::Start),
            ("Question", Align::Start),
            ("Party", Align::Start),
            ("From", Align::Start),
            ("To", Align::Start),
            ("What it comes to", Align::Start),
        ];
        let mut table = Table::new("Every move, round by round", &columns);
        let mut left_out = 0_usize;
        for after in 1..self.posed.rounds.len() {
            let at = (after - 1, after);
            for each in self.posed.history.moves(at) {
                if table.rows.len() >= LINES_MAX {
                    left_out += 1;
                    continue;
                }
                let mut row = vec![self.round(after)];
                row.extend(self.row(at, &each));
                table.row(row);
            }
        }
        let all = table.rows.len() + left_out;
        let heading = match self.posed.rounds.len() {
            1 => format!("One round is on record: “{}”", self.round(0)),
            rounds => {
                let moves = counted(all, ("move", "moves"));
                format!("The log: {rounds} rounds, {moves} between them")
            }
        };
        let section = Section::new("round-log", heading).table(self.rounds_table());
        let section = section.table(table);
        if left_out == 0 {
            return section;
        }
        let more = counted(left_out, ("more move stands", "more moves stand"));
        section.remark(format!("And {more} in the table to take along."))
    }

    /// The rounds: when, on which text.
    fn rounds_table(&self) -> Table {
        let columns = [
            ("Round", Align::Start),
            ("Days", Align::Start),
            ("Text on the table", Align::Start),
            ("Words on record", Align::End),
            ("What is known of it", Align::Start),
        ];
        let mut table = Table::new("Rounds in order", &columns);
        for (at, posed) in self.posed.rounds.iter().enumerate() {
            let grounds = posed.round.map(|round| &round.grounds);
            let known = grounds
                .map(|grounds| crate::desk::remarks(grounds) + &self.desk.sources(grounds))
                .unwrap_or_default();
            let draft = posed.draft.map(|draft| self.desk.words(&draft.name));
            table.row(vec![
                format!("{} {}", at + 1, self.round(at)),
                self.days(at),
                draft.unwrap_or("not known").to_owned(),
                posed.words.len().to_string(),
                known.trim().to_owned(),
            ]);
        }
        table
    }

    /// The days of a round.
    pub(super) fn days(&self, round: usize) -> String {
        let round = self.posed.rounds.get(round).and_then(|posed| posed.round);
        match round.map(|round| (round.from, round.to)) {
            Some((Some(from), Some(to))) if from != to => format!("{from} to {to}"),
            Some((Some(day), _) | (None, Some(day))) => day.to_string(),
            Some((None, None)) | None => String::new(),
        }
    }

    /// Who moved towards others, and who went back: by party, and never added up between them.
    pub(super) fn concessions(&self) -> Option<Section> {
        self.last()?;
        let mut columns = Table::new("Moves by party and by what they come to", &[]);
        columns = columns.column("Party", Align::Start);
        for (_, head) in KINDS {
            columns = columns.column(head, Align::End);
        }
        let mut lists = Vec::new();
        for party in self.posed.parties.ids() {
            let own = self.own_moves(party);
            if own.is_empty() {
                continue;
            }
            let count = |kind| own.iter().filter(|(_, each)| each.kind == kind).count();
            let mut row = vec![self.party(party)];
            row.extend(KINDS.iter().map(|(kind, _)| count(*kind).to_string()));
            columns.row(row);
            let conceded = own.iter().filter(|(_, each)| each.kind == Kind::Conceded);
            lists.extend(conceded.map(|(after, each)| self.concession(*after, each)));
        }
        if columns.rows.is_empty() {
            return None;
        }
        let left_out = lists.len().saturating_sub(LINES_MAX);
        lists.truncate(LINES_MAX);
        let is_live = self.desk.view.heading().live;
        let heading = if is_live {
            "Moves by party, as far as they are on the public record"
        } else {
            "Moves by party, and which of them went towards others"
        };
        let section = Section::new("concessions", heading)
            .say(CONCEDING)
            .table(columns)
            .list(lists)
            .remark(if is_live { REPORTED } else { NOT_WEIGHED });
        if left_out == 0 {
            return Some(section);
        }
        let more = counted(left_out, ("more stands", "more stand"));
        Some(section.remark(format!("And {more} in the log.")))
    }

    /// Every move of a party, each with the round in which it made it.
    fn own_moves(&self, party: PartyIx) -> Vec<(usize, Move)> {
        let rounds = 1..self.posed.rounds.len();
        let moves = rounds.flat_map(|after| {
            let moves = self.posed.history.moves((after - 1, after));
            moves.into_iter().map(move |each| (after, each))
        });
        moves.filter(|(_, each)| each.party == party).collect()
    }

    fn concession(&self, after: usize, each: &Move) -> String {
        format!(
            "{}, on {} in “{}”: from {} to {}; {}",
            self.party(each.party),
            self.bracket(each.bracket),
            self.round(after),
            self.stand(each.bracket, &each.from),
            self.stand(each.bracket, &each.to),
            self.kind_words((after - 1, after), each)
        )
    }
}

const KINDS: [(Kind, &str); 8] = [
    (Kind::First, "First words"),
    (Kind::Conceded, "Towards others"),
    (Kind::TextCame, "Text came to it"),
    (Kind::Further, "Further, other or unknown words"),
    (Kind::Renewed, "Same of new words"),
    (Kind::Shifted, "Another option"),
    (Kind::TextLeft, "Back, other or unknown words"),
    (Kind::Hardened, "Back, same words"),
];

const CONCEDING: &str = "A party moves towards others when it takes up an option that another \
                         party held or a figure nearer to it, goes further with the same words or \
                         with words other than it held, or stays with a text that has left what \
                         it held. Going further with words that had become what it held is no \
                         such move; where the words are not on record it is not counted as one.";

pub(super) const REPORTED: &str = "This case is about a conflict that goes on: what is reported in \
                                   public is a part of what was said, and more is reported of \
                                   some than of others. The counts tell of the record, and not \
                                   who moved more.";

const NOT_WEIGHED: &str = "These are counts of moves, not of what they cost: one move may be worth \
                           more than ten others, and no party's count is set against another's.";
