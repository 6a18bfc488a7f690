//! Comparisons as YAML.

use super::yaml::{Fields, Yaml};
use crate::case_file::keys::NO_DEAL;
use case::{Compared, Comparisons, Deal, Likes};

/// What is compared, under its keys.
pub(super) fn put(fields: &mut Fields, item: &Comparisons) {
    let options = item.options.iter().map(|(bracket, pairs)| {
        let pairs = pairs.iter();
        let pairs = pairs.map(|pair| compared(pair, "as_good_as", |id| text(id.as_str())));
        (bracket.to_string(), Yaml::List(pairs.collect()))
    });
    fields.some("rather", Yaml::Map(options.collect()));
    let packages = item.packages.iter();
    let packages = packages.map(|pair| compared(pair, "as_good_as", deal));
    fields.some("packages", Yaml::List(packages.collect()));
    let importance = item.importance.iter();
    let importance = importance.map(|pair| compared(pair, "as_much_as", |id| text(id.as_str())));
    fields.some("importance", Yaml::List(importance.collect()));
}

fn compared<T>(pair: &Compared<T>, equal: &str, write: impl Fn(&T) -> Yaml) -> Yaml {
    let mut fields = Fields::new();
    fields.put("this", write(&pair.this));
    let key = match pair.likes {
        Likes::More => "than",
        Likes::AsMuch => equal,
    };
    fields.put(key, write(&pair.other));
    fields.map()
}

fn deal(deal: &Deal) -> Yaml {
    match deal {
        Deal::NoDeal => text(NO_DEAL),
        Deal::Package(options) => {
            let options = options.iter();
            let options =
                options.map(|(bracket, choice)| (bracket.to_string(), text(choice.as_str())));
            Yaml::Map(options.collect())
        }
    }
}

fn text(words: &str) -> Yaml {
    Yaml::Text(words.to_owned())
}
