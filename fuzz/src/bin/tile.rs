//! Tiles: whatever the path, the one tile that has it or none; whatever the bytes of a bundle, its
//! entries, of which the same bundle is made again, or a fault.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Tile, bundle, entries_of_bundle};

fuzz_target!(|input: &[u8]| {
    let path = std::str::from_utf8(input).ok();
    if let Some((tile, path)) = path.and_then(|path| Some((Tile::of_path(path)?, path))) {
        assert_eq!(tile.to_string(), path);
        let (start, end) = tile.range();
        assert!(start <= end, "a tile that ends before it begins");
    }
    if let Ok(entries) = entries_of_bundle(input) {
        let again = bundle(entries).expect("each entry had come out of a bundle");
        assert_eq!(again, input);
    }
});
