//! Every published file we have: read, or refused with the reason that stands here.

use crate::shared::{data, folder};
use format::convert;
use format::scenario::Loaded;
use std::collections::BTreeMap;

/// A folder; how many files, parties and issues it has; and what the reader says of it.
type Row = (
    &'static str,
    usize,
    Result<(usize, usize), &'static str>,
    &'static [&'static str],
);

const DEALS: Result<(usize, usize), &str> = Err("makes several deals here");
const AGENTS: &str = "the names of agents are left out";
const WORDS: &str = "the descriptions of items are left out";
const SIMILAR: &str = "similarity functions are left out";
const WHOLE: &str = "the weight of the objective itself is left out";
const PARETO: &str = "pareto.xml: no profile";
const SPECIALS: &str = "specials.json: metadata";
const SPECS: &str = "specs.json: published figures";

const TABLE: [Row; 49] = [
    ("genius/6issues", 3, Ok((2, 6)), &[]),
    (
        "genius/AMPOvsCity",
        3,
        Ok((2, 10)),
        &[AGENTS, SIMILAR, "item `0` is evaluated twice", SIMILAR],
    ),
    ("genius/AgentHp2", 4, Ok((3, 8)), &[]),
    ("genius/Amsterdam", 3, Ok((2, 6)), &[]),
    ("genius/BarterA", 3, Ok((2, 3)), &[]),
    ("genius/Camera", 3, Ok((2, 6)), &[]),
    ("genius/Car", 3, Ok((2, 6)), &[AGENTS, SIMILAR, SIMILAR]),
    ("genius/CarA", 3, Ok((2, 6)), &[AGENTS, SIMILAR, SIMILAR]),
    ("genius/Domain4", 7, Ok((6, 4)), &[]),
    ("genius/Energy", 3, Ok((2, 8)), &[]),
    ("genius/EnergyC", 3, Ok((2, 8)), &[]),
    ("genius/EnergySmallB", 3, Ok((2, 6)), &[]),
    ("genius/EnglandZimbabwe", 3, Ok((2, 5)), &[]),
    ("genius/FitnessA", 3, Ok((2, 5)), &[AGENTS, WHOLE, WHOLE]),
    ("genius/Grocery", 3, Ok((2, 5)), &[]),
    ("genius/IntegerDomain", 3, Ok((2, 2)), &[]),
    ("genius/ItexvsCypress", 3, Ok((2, 4)), &[]),
    ("genius/Kitchen", 3, Ok((2, 6)), &[]),
    ("genius/Laptop", 3, Ok((2, 3)), &[AGENTS, WORDS]),
    ("genius/LaptopConv1D", 3, Ok((2, 1)), &[]),
    ("genius/NiceOrDie", 3, Ok((2, 1)), &[]),
    ("genius/S-1NIKFRT-1", 4, Ok((2, 10)), &[PARETO]),
    ("genius/Terra", 4, Ok((3, 7)), &[]),
    ("genius/Travel", 3, Ok((2, 7)), &[AGENTS]),
    ("genius/fuzzyagent", 3, Ok((2, 1)), &[AGENTS]),
    ("genius/group1-university", 10, Ok((9, 5)), &[]),
    ("genius/group2-politics", 4, Ok((3, 8)), &[]),
    ("genius/group3-bank_robbery", 10, Ok((9, 3)), &[]),
    ("genius/group4-zoning_plan", 10, Ok((9, 4)), &[]),
    ("genius/group6-tram", 10, Ok((9, 7)), &[]),
    ("genius/thompson", 3, Ok((2, 5)), &[SIMILAR, SIMILAR]),
    ("genius/y2014-10issues", 4, Ok((2, 10)), &[PARETO]),
    ("genius/y2014-50issues", 4, Ok((2, 40)), &[PARETO]),
    ("geniusweb/domain00", 4, Ok((2, 5)), &[SPECIALS]),
    ("geniusweb/domain07", 4, Ok((2, 4)), &[SPECIALS]),
    ("geniusweb/domain13", 4, Ok((2, 4)), &[SPECIALS]),
    ("geniusweb/domain21", 4, Ok((2, 4)), &[SPECIALS]),
    ("negmas/BankRobbery", 10, Ok((9, 3)), &[]),
    ("negmas/Dinner2015", 4, Ok((3, 5)), &[]),
    ("negmas/EnglandZimbabwe", 3, Ok((2, 5)), &[]),
    ("negmas/ItexvsCypress", 3, Ok((2, 4)), &[]),
    ("negmas/Kitchen2013", 3, Ok((2, 6)), &[]),
    ("negmas/SmartEnergyGridMedium", 4, Ok((3, 3)), &[]),
    ("negmas/anl2025-dinners", 5, DEALS, &[]),
    ("negmas/anl2025-job_hunt", 9, DEALS, &[]),
    ("negolog/domain0", 3, Ok((2, 3)), &[SPECS]),
    ("negolog/domain12", 3, Ok((2, 6)), &[SPECS]),
    ("negolog/domain30", 3, Ok((2, 6)), &[SPECS]),
    ("negolog/domain7", 3, Ok((2, 4)), &[SPECS]),
];

#[test]
fn every_published_file_is_read_or_refused_with_the_reason_in_the_table() {
    let Some(data) = data() else { return };
    let rows = TABLE.iter();
    let mut rows: BTreeMap<&str, &Row> = rows.map(|row| (row.0, row)).collect();
    let mut files = 0;
    for format in ["genius", "geniusweb", "negmas", "negolog"] {
        for entry in std::fs::read_dir(data.join("domains").join(format)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{format}/{}", path.file_name().unwrap().to_str().unwrap());
            let row = rows.remove(name.as_str());
            let (_, count, expected, notes) = row.unwrap_or_else(|| panic!("{name} has no row"));
            let folder = folder(&path);
            assert_eq!(folder.len(), *count, "{name}");
            files += count;
            match (convert::read(&folder), expected) {
                (
                    Ok(Loaded {
                        scenario,
                        notes: told,
                    }),
                    Ok(shape),
                ) => {
                    let found = (scenario.profiles().len(), scenario.issues().len());
                    assert_eq!(found, *shape, "{name}");
                    assert_eq!(told.len(), notes.len(), "{name}: {told:?}");
                    for (told, note) in told.iter().zip(*notes) {
                        assert!(told.contains(note), "{name}: {told} instead of {note}");
                    }
                }
                (Err(error), Err(reason)) => {
                    assert!(error.to_string().contains(reason), "{name}: {error}");
                }
                (found, _) => panic!("{name}: {found:?}"),
            }
        }
    }
    assert!(rows.is_empty(), "rows of no folder: {:?}", rows.keys());
    assert_eq!(files, 206, "every file of the folder is accounted for");
}
