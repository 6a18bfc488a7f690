//! A pasted article: which quotations, speakers and days it may hold, found by plain rules.
//!
//! Nothing here understands a text. A pair of quotation marks makes a quotation, a name beside a
//! verb of saying makes a speaker, and a day that is written out, or a weekday beside the day of
//! publication, makes a day. Everything is a suggestion with the place where it stands, for a
//! person to confirm.
//!
//! Invariant: no text makes reading panic or take more than time linear in its size, and each span
//! lies on whole characters of the text.

mod days;
mod quotes;
mod speakers;
mod words;

use case::Date;
use std::ops::Range;

/// The most bytes of an article.
pub const BYTES_MAX: usize = 200_000;

/// The most suggestions made of one article.
pub const SUGGESTIONS_MAX: usize = 300;

/// A stretch of the article, in bytes.
pub type Span = Range<usize>;

/// Why an article is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// It is too long.
    #[error("the article has {0} bytes\nhint: up to {BYTES_MAX} are read; paste it in parts")]
    TooLong(usize),
    /// There are no words.
    #[error("there is no text\nhint: paste the words of the article")]
    Empty,
}

/// How a statement stands in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// Word for word, in quotation marks.
    Quoted,
    /// In the article's own words, after a verb of saying.
    Reported,
}

/// By which rule a speaker was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeakerRule {
    /// A name beside a verb of saying.
    Named,
    /// A pronoun or an office beside a verb of saying, read as the last name before it.
    LastNamed,
}

/// By which rule a day was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayRule {
    /// It is written out.
    Written,
    /// It is written without its year, which is taken from the day of publication.
    WithoutYear,
    /// A weekday, `today` or `yesterday`, counted back from the day of publication.
    Counted,
    /// Nothing is said: it is the day of publication.
    Published,
}

/// A speaker that a statement may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The name, as it stands.
    pub name: String,
    /// Where.
    pub span: Span,
    /// By which rule.
    pub rule: SpeakerRule,
}

/// A day that a statement may be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// Where it is said, if it is.
    pub span: Option<Span>,
    /// By which rule.
    pub rule: DayRule,
}

/// A statement that the article may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where it stands; of a quotation what is within the marks.
    pub span: Span,
    /// Its words, spaces made one and hidden characters left out.
    pub words: String,
    /// How it stands there.
    pub manner: Manner,
    /// Who may have said it.
    pub speaker: Option<Speaker>,
    /// When.
    pub day: Option<Day>,
}

/// What may be in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The suggestions, in the order of the text.
    pub suggestions: Vec<Suggestion>,
    /// How many more there were.
    pub more: usize,
}

/// What may be in an article that appeared on a day, if that is known.
///
/// # Errors
/// When it is empty or too long.
pub fn read(text: &str, published: Option<Date>) -> Result<Article, ArticleError> {
    if text.len() > BYTES_MAX {
        return Err(ArticleError::TooLong(text.len()));
    }
    if text.trim().is_empty() {
        return Err(ArticleError::Empty);
    }
    let mut found = Found {
        text,
        published,
        last_named: None,
        last_day: None,
        article: Article {
            suggestions: Vec::new(),
            more: 0,
        },
    };
    for paragraph in words::paragraphs(text) {
        found.last_day = None;
        found.paragraph(paragraph);
    }
    Ok(found.article)
}

/// What was found so far.
struct Found<'t> {
    text: &'t str,
    published: Option<Date>,
    last_named: Option<Speaker>,
    last_day: Option<Day>,
    article: Article,
}

impl Found<'_> {
    /// What a paragraph holds.
    fn paragraph(&mut self, paragraph: Span) {
        let quotes = quotes::quotes(self.text, &paragraph);
        let sentences = words::sentences(self.text, &paragraph, &quotes);
        let mut quotes = quotes.into_iter().peekable();
        let mut before: Option<Speaker> = None;
        for sentence in sentences {
            let mut own = Vec::new();
            while let Some(quote) = quotes.next_if(|quote| quote.start < sentence.end) {
                own.push(quote);
            }
            if let Some(day) = days::day(self.text, &sentence, self.published) {
                self.last_day = Some(day);
            }
            let said = speakers::speaker(self.text, &sentence, &own);
            let speaker = said.map(|said| self.resolved(said));
            let reported = own.is_empty() && speaker.is_some();
            // A quotation that stands alone goes on with the speaker before it.
            let whose = speaker.clone().or_else(|| before.clone());
            for quote in own {
                self.suggest(quote, Manner::Quoted, whose.clone());
            }
            if reported && words::tells(self.text, &sentence) {
                self.suggest(sentence.clone(), Manner::Reported, speaker.clone());
            }
            before = speaker.or(before);
        }
    }

    /// Whoever a pronoun stands for; a name is remembered.
    fn resolved(&mut self, said: Speaker) -> Speaker {
        match (said.rule, &self.last_named) {
            (SpeakerRule::Named, _) => {
                self.last_named = Some(said.clone());
                said
            }
            (SpeakerRule::LastNamed, Some(last)) => Speaker {
                name: last.name.clone(),
                ..said
            },
            (SpeakerRule::LastNamed, None) => said,
        }
    }

    fn suggest(&mut self, span: Span, manner: Manner, speaker: Option<Speaker>) {
        let words = words::clean(self.text.get(span.clone()).unwrap_or_default());
        if words.is_empty() {
            return;
        }
        if self.article.suggestions.len() >= SUGGESTIONS_MAX {
            self.article.more += 1;
            return;
        }
        let published = self.published.map(|day| Day {
            day,
            span: None,
            rule: DayRule::Published,
        });
        self.article.suggestions.push(Suggestion {
            span,
            words,
            manner,
            speaker,
            day: self.last_day.clone().or(published),
        });
    }
}
