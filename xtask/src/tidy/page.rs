//! What a reader meets: the README's two commands, links that lead somewhere, no machine's paths,
//! no words on a page that were not escaped.

use super::Fault;
use super::tree::{Page, Tree};

const README: &str = "README.md";
const COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo xtask ci"];
const MACHINE_FOLDERS: [&str; 3] = ["work", "root", "home"];

/// Pages that mislead.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults: Vec<Fault> = tree.files().iter().flat_map(machine_paths).collect();
    faults.extend(tree.files().iter().flat_map(unescaped));
    faults.extend(readme(tree));
    let markdown = tree
        .files()
        .iter()
        .filter(|page| page.path.ends_with(".md"));
    faults.extend(markdown.flat_map(|page| dead_links(page, tree)));
    faults
}

fn machine_paths(page: &Page) -> Vec<Fault> {
    let roots = MACHINE_FOLDERS.map(|folder| format!("/{folder}/"));
    let lines = (1..).zip(page.text.lines());
    let found = lines.filter_map(|(line, text)| {
        roots
            .iter()
            .find(|root| names_root(text, root))
            .map(|root| (line, root.clone()))
    });
    found
        .map(|(line, root)| Fault {
            path: page.path.clone(),
            line,
            what: format!("a path of somebody's machine (`{root}`)"),
            hint: "say it relative to the repository",
        })
        .collect()
}

/// Lines of a template that switch its escaping off.
fn unescaped(page: &Page) -> impl Iterator<Item = Fault> {
    let is_template = page.path.starts_with("crates/") && page.path.ends_with(".html");
    let lines = (1..).zip(page.text.lines()).filter(move |_| is_template);
    let found = lines.filter(|(_, text)| {
        let filters = text.split('|').skip(1).map(str::trim_start);
        filters.into_iter().any(|rest| rest.starts_with("safe"))
    });
    found.map(|(line, _)| Fault {
        path: page.path.clone(),
        line,
        what: "a template says `|safe`".to_owned(),
        hint: "give the markup a type of its own and that type `HtmlSafe`",
    })
}

/// Whether a line names the folder at the root of a machine, not in the middle of a path or a link.
fn names_root(text: &str, root: &str) -> bool {
    text.match_indices(root).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || "._-~/}*".contains(c))
    })
}

fn readme(tree: &Tree) -> Vec<Fault> {
    let text = tree
        .file(README)
        .map(|page| page.text.as_str())
        .unwrap_or_default();
    let commands = fenced(text);
    let said: Vec<&str> = commands.iter().map(|(_, command)| *command).collect();
    if said == COMMANDS {
        return Vec::new();
    }
    let line = commands.first().map_or(1, |(line, _)| *line);
    vec![Fault {
        path: README.to_owned(),
        line,
        what: format!("the commands in code blocks are {said:?}, not {COMMANDS:?}"),
        hint: "the front page has exactly two commands; others go to docs/",
    }]
}

/// The lines inside fenced code blocks.
fn fenced(text: &str) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside && !text.trim().is_empty() {
            found.push((line, text.trim()));
        }
    }
    found
}

fn dead_links(page: &Page, tree: &Tree) -> Vec<Fault> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let lines = (1..).zip(page.text.lines());
    let links = lines.flat_map(|(line, text)| links(text).map(move |link| (line, link)));
    let dead = links.filter(|(_, link)| {
        let path = resolved(folder, link);
        let under = format!("{}/", path.trim_end_matches('/'));
        !path.is_empty()
            && tree.file(&path).is_none()
            && !tree
                .files()
                .iter()
                .any(|file| file.path.starts_with(&under))
    });
    dead.map(|(line, link)| Fault {
        path: page.path.clone(),
        line,
        what: format!("the link `{link}` leads nowhere"),
        hint: "mend the path",
    })
    .collect()
}

/// The relative targets of a line's links and pictures, without their anchors.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    let paths = targets.map(|(target, _)| target.split(['#', ' ']).next().unwrap_or_default());
    paths.filter(|path| !path.is_empty() && !path.contains(':'))
}

/// A link seen from the root.
fn resolved(folder: &str, link: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in link.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::{names_root, resolved};

    #[test]
    fn a_folder_in_the_middle_of_a_path_is_no_machine_path() {
        let root = format!("/{}/", "home");
        assert!(names_root(&format!("see `{root}me/x`"), &root));
        assert!(names_root(&format!("\"{root}me\""), &root));
        assert!(!names_root(
            &format!("https://example.org{root}news"),
            &root
        ));
        assert!(!names_root(&format!("docs{root}page.md"), &root));
    }

    #[test]
    fn a_link_is_followed_from_its_own_folder() {
        assert_eq!(
            resolved("docs/decisions", "../performance.md"),
            "docs/performance.md"
        );
        assert_eq!(resolved("", "./docs/"), "docs");
    }
}
