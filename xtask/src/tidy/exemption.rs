//! A comment that lets a place off a rule and says why.

/// The exemptions of a file: the line, counted from 1, and the rule.
///
/// Only `// tidy: RULE, because REASON` counts; without a reason it is no exemption.
pub(crate) fn exemptions(lines: &[String]) -> impl Iterator<Item = (usize, &str)> {
    (1..)
        .zip(lines)
        .filter_map(|(line, text)| Some((line, rule(text)?)))
}

fn rule(line: &str) -> Option<&str> {
    let (_, said) = line.split_once("// tidy: ")?;
    let (rule, reason) = said.split_once(", because ")?;
    let has_reason = reason.trim().chars().count() > 3;
    (has_reason && rule.chars().all(char::is_alphabetic)).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::rule;

    #[test]
    fn an_exemption_without_a_reason_is_none() {
        assert_eq!(
            rule("// tidy: long, because one table reads best whole"),
            Some("long")
        );
        assert_eq!(
            rule("    x(); // tidy: wide, because it is a link"),
            Some("wide")
        );
        assert_eq!(rule("// tidy: long"), None);
        assert_eq!(rule("// tidy: long, because …"), None);
    }
}
