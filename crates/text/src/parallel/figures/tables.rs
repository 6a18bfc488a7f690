//! What a language calls its months, its small numbers and its powers of ten.

use crate::MONTHS;
use case::Language;

/// The words of a language for days and numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// The months, each in the forms that it takes.
    months: Option<[&'static [&'static str]; 12]>,
    /// Small numbers in letters.
    spelled: &'static [(&'static str, u64)],
    /// Those of them that are other words too, by themselves.
    pub(super) loose: &'static [(&'static str, u64)],
    /// Powers of ten behind a number, each by how it begins, with its zeros.
    scales: &'static [(&'static str, usize)],
    /// The language, where a rule is its own.
    pub(super) kind: Kind,
}

/// How days and numbers are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `June 1, 2031`, `one hundred and five`.
    English,
    /// `quatre-vingt-dix`, `vingt et un`.
    French,
    /// `2031年6月1日`.
    Han,
    /// None of these.
    Other,
}

const FRENCH: [&[&str]; 12] = [
    &["janvier"],
    &["février"],
    &["mars"],
    &["avril"],
    &["mai"],
    &["juin"],
    &["juillet"],
    &["août"],
    &["septembre"],
    &["octobre"],
    &["novembre"],
    &["décembre"],
];
const ARABIC: [&[&str]; 12] = [
    &["يناير", "كانون الثاني"],
    &["فبراير", "شباط"],
    &["مارس", "آذار"],
    &["أبريل", "نيسان"],
    &["مايو", "أيار"],
    &["يونيو", "يونيه", "حزيران"],
    &["يوليو", "يوليه", "تموز"],
    &["أغسطس", "آب"],
    &["سبتمبر", "أيلول"],
    &["أكتوبر", "تشرين الأول"],
    &["نوفمبر", "تشرين الثاني"],
    &["ديسمبر", "كانون الأول"],
];
const UKRAINIAN: [&[&str]; 12] = [
    &["січня", "січні", "січень"],
    &["лютого", "лютому", "лютий"],
    &["березня", "березні", "березень"],
    &["квітня", "квітні", "квітень"],
    &["травня", "травні", "травень"],
    &["червня", "червні", "червень"],
    &["липня", "липні", "липень"],
    &["серпня", "серпні", "серпень"],
    &["вересня", "вересні", "вересень"],
    &["жовтня", "жовтні", "жовтень"],
    &["листопада", "листопаді", "листопад"],
    &["грудня", "грудні", "грудень"],
];
const RUSSIAN: [&[&str]; 12] = [
    &["января", "январе", "январь"],
    &["февраля", "феврале", "февраль"],
    &["марта", "марте", "март"],
    &["апреля", "апреле", "апрель"],
    &["мая", "мае", "май"],
    &["июня", "июне", "июнь"],
    &["июля", "июле", "июль"],
    &["августа", "августе", "август"],
    &["сентября", "сентябре", "сентябрь"],
    &["октября", "октябре", "октябрь"],
    &["ноября", "ноябре", "ноябрь"],
    &["декабря", "декабре", "декабрь"],
];

const SPELLED_ENGLISH: [(&str, u64); 31] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];
const SPELLED_FRENCH: [(&str, u64); 30] = [
    ("un", 1),
    ("une", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("treize", 13),
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("vingts", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("septante", 70),
    ("nonante", 90),
    ("cent", 100),
    ("cents", 100),
    ("mille", 1000),
    ("million", 1_000_000),
    ("milliard", 1_000_000_000),
];
const LOOSE_ENGLISH: [(&str, u64); 3] = [("one", 1), ("a", 1), ("both", 2)];
const LOOSE_FRENCH: [(&str, u64); 4] = [("un", 1), ("une", 1), ("neuf", 9), ("cent", 100)];

impl Table {
    /// That of a language; one without a table has no words, and no month is read in it.
    pub(crate) fn of(language: &Language) -> Self {
        let bare = Self {
            months: None,
            spelled: &[],
            loose: &[],
            scales: &[],
            kind: Kind::Other,
        };
        match language.primary() {
            "en" => Self {
                months: Some(std::array::from_fn(english)),
                spelled: &SPELLED_ENGLISH,
                loose: &LOOSE_ENGLISH,
                scales: &[("thousand", 3), ("million", 6), ("billion", 9)],
                kind: Kind::English,
            },
            "fr" => Self {
                months: Some(FRENCH),
                spelled: &SPELLED_FRENCH,
                loose: &LOOSE_FRENCH,
                scales: &[("mille", 3), ("million", 6), ("milliard", 9)],
                kind: Kind::French,
            },
            "ar" => Self {
                months: Some(ARABIC),
                scales: &[
                    ("ألف", 3),
                    ("آلاف", 3),
                    ("مليون", 6),
                    ("ملايين", 6),
                    ("مليار", 9),
                ],
                ..bare
            },
            "uk" => Self {
                months: Some(UKRAINIAN),
                scales: &[("тисяч", 3), ("мільйон", 6), ("мільярд", 9)],
                ..bare
            },
            "ru" => Self {
                months: Some(RUSSIAN),
                scales: &[("тысяч", 3), ("миллион", 6), ("миллиард", 9)],
                ..bare
            },
            "zh" | "ja" => Self {
                scales: &[("万", 4), ("萬", 4), ("亿", 8), ("億", 8)],
                kind: Kind::Han,
                ..bare
            },
            _ => bare,
        }
    }

    /// Whether days are read in it.
    pub(in crate::parallel) fn reads_days(&self) -> bool {
        self.months.is_some() || self.kind == Kind::Han
    }

    /// Whether numbers in letters are read in it.
    pub(in crate::parallel) const fn spells(&self) -> bool {
        !self.spelled.is_empty()
    }

    /// The month of one word or two.
    pub(super) fn month(&self, words: &str) -> Option<u32> {
        let names = (1..).zip(self.months?);
        let found = names.filter(|(_, names)| names.contains(&words));
        found.map(|(number, _)| number).next()
    }

    /// What a word counts, in letters.
    pub(super) fn value(&self, word: &str) -> Option<u64> {
        let mut all = self.spelled.iter();
        all.find(|(name, _)| *name == word).map(|(_, value)| *value)
    }

    /// How many zeros a word puts behind the number before it.
    pub(super) fn zeros(&self, word: &str) -> Option<usize> {
        let mut all = self.scales.iter();
        let is_it = |name: &str| match self.kind {
            Kind::Han => word == name,
            Kind::English | Kind::French | Kind::Other => word
                .strip_prefix(name)
                .is_some_and(|end| end.chars().count() <= 2),
        };
        all.find(|(name, _)| is_it(name)).map(|(_, zeros)| *zeros)
    }
}

fn english(at: usize) -> &'static [&'static str] {
    MONTHS.get(at).map_or(&[], std::slice::from_ref)
}
