//! What fuzz targets share: how one input becomes the files of a folder.
//!
//! A target is a file in `src/bin/`, its seeds lie in `seeds/` under the same name.

pub mod paper;

use format::convert;
use format::folder::Folder;
use format::scenario::{Format, Loaded, Reading, Scenario};

/// What opens a file in an input; its name follows up to the end of the line.
const MARK: &[u8] = b"%% ";

/// The folder that an input stands for: files one after the other, each opened by a line
/// `%% NAME`. What stands before the first such line is a file called `first`.
#[must_use]
pub fn folder(input: &[u8], first: &str) -> Folder {
    let mut folder = Folder::default();
    let mut name = first.to_owned();
    let mut bytes: Vec<u8> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(MARK) {
            Some(next) => {
                keep(&mut folder, &name, &mut bytes);
                name = String::from_utf8_lossy(next).trim().to_owned();
            }
            None => bytes.extend_from_slice(line),
        }
    }
    keep(&mut folder, &name, &mut bytes);
    folder
}

fn keep(folder: &mut Folder, name: &str, bytes: &mut Vec<u8>) {
    let bytes = std::mem::take(bytes);
    if !bytes.is_empty() {
        folder.put(name, bytes);
    }
}

/// With more options than this a scenario is posed once and not written: each of the twenty steps
/// takes its half second, and together they would look like a hang.
const OPTIONS_MAX: usize = 4_096;

/// What always holds of what was read: it poses or says why not, and every format writes it or
/// says why not; what is written without loss is read again as the same.
///
/// # Panics
/// When one of these does not hold.
pub fn holds(loaded: &Loaded) {
    let scenario = &loaded.scenario;
    let counts = scenario.issues().iter().map(|issue| issue.kind.count());
    let options: usize = counts.flatten().fold(0, usize::saturating_add);
    if options > OPTIONS_MAX {
        let _ = scenario.pose(Reading::Delft);
        return;
    }
    for reading in Reading::ALL {
        let _ = scenario.pose(reading);
    }
    for format in Format::ALL {
        written_and_read_again(scenario, format);
    }
}

fn written_and_read_again(scenario: &Scenario, format: Format) {
    let reading = Reading::Delft;
    let Ok(written) = convert::write(scenario, format, reading) else {
        return;
    };
    let again = match convert::read_as(&written.folder, format) {
        Ok(again) => again.scenario,
        Err(error) => panic!("{format} does not read what it wrote: {error}"),
    };
    if !written.losses.is_empty() {
        return;
    }
    if scenario.format() == format {
        assert_eq!(*scenario, again, "{format} lost something in silence");
    } else if let (Ok(here), Ok(there)) = (scenario.pose(reading), again.pose(reading)) {
        assert_eq!(here.problem.sizes(), there.problem.sizes());
        let package = here.problem.packages().next();
        let package = package.expect("a scenario has a package");
        assert_eq!(
            here.utilities(&package),
            there.utilities(&package),
            "{format} changed a utility in silence"
        );
    }
}
