//! A full disk: what was acknowledged stays, what is sent comes back on the page, and goes through
//! once there is room.
//!
//! The disk is a small one in memory, in a namespace of its own, so the test runs itself once more
//! in there. A system that lets nobody mount such a disk skips it.

use super::browser::Browser;
use super::{House, fjord};
use crate::address::key;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What says where the small disk is.
const DISK: &str = "ONETEXT_SMALL_DISK";
const INSIDE: &str = "trial::full_disk::inside";
const MOUNT: &str = "mount -t tmpfs -o size=16m tmpfs \"$ONETEXT_SMALL_DISK\"";

/// Runs a line of the shell in a namespace where it may mount.
fn within(disk: &Path, line: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", line]);
    command.arg(std::env::current_exe().unwrap());
    command.env(DISK, disk);
    command
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_the_same_form_goes_through_once_there_is_room() {
    let disk = super::folder();
    fs::create_dir(&disk).unwrap();
    let may_mount = within(&disk, MOUNT).output();
    if may_mount.is_ok_and(|done| done.status.success()) {
        let line = format!("{MOUNT} && exec \"$0\" --exact --ignored --nocapture {INSIDE}");
        let done = within(&disk, &line).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        let why = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{said}\n{why}");
        assert!(said.contains("1 passed"), "{said}");
    } else {
        let asked = std::env::var("ONETEXT_REQUIRE_SMALL_DISK").is_ok_and(|value| value == "1");
        assert!(
            !asked,
            "ONETEXT_REQUIRE_SMALL_DISK=1 and nobody may mount a small disk"
        );
        println!("full disk: skipped (this system lets nobody mount a small disk)");
    }
    fs::remove_dir(&disk).unwrap();
}

/// Fills a disk to its last byte.
fn filled(disk: &Path) -> PathBuf {
    let path = disk.join("filling");
    let mut file = File::create(&path).unwrap();
    for bytes in [vec![0; 1 << 16], vec![0; 1]] {
        let full = std::iter::repeat_with(|| file.write_all(&bytes)).find_map(Result::err);
        assert_eq!(full.unwrap().kind(), ErrorKind::StorageFull);
    }
    path
}

#[tokio::test]
#[ignore = "the test above runs it on a small disk"]
async fn inside() {
    let Some(disk) = std::env::var_os(DISK).map(PathBuf::from) else {
        return;
    };
    let store = disk.join("store");
    let url = format!("sqlite:{}", store.display()).parse().ok().unwrap();
    let house = House::of(&fjord(), &url, store).await;
    let mut south = house.seated("Delegation of South").await;
    let room = format!("room/{}", key("room", "south"));
    let page = south.look(&room).await;
    let long = "a long sentence ".repeat(1_000);
    let words = format!("We want a vote. {long}");
    let fields = [
        ("act", page.field("act")),
        ("kind", "words"),
        ("words", words.as_str()),
        ("about", ""),
        ("seen", "on"),
    ];
    let filling = filled(&disk);
    let to = format!("{room}/say");
    let answer = south.act(&to, &fields).await;
    assert_eq!(answer.status, 507, "{}", answer.body);
    assert!(
        answer
            .body
            .contains("There is no room left to keep anything")
    );
    assert!(answer.body.contains("We want a vote."), "{}", answer.body);
    let page = south.look(&room).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(!page.body.contains("We want a vote."));
    fs::remove_file(filling).unwrap();
    let answer = south.act(&to, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = house.beside().await;
    let page = south.sent_to(crate::router(&page)).look(&room).await.body;
    assert_eq!(page.matches("We want a vote.").count(), 1, "{page}");
    carried_with_little_room(&house, &mut south, &disk).await;
}

/// The team brings a message to a room, which is written in two logs, with a little more room on the
/// disk each time: what is said not to be kept is not there, and what is said to be kept is brought
/// to the room as soon as there is room.
async fn carried_with_little_room(house: &House, south: &mut Browser, disk: &Path) {
    let mut team = house.seated("Mediation team").await;
    // What is carried goes out at once.
    let page = team.look("people").await;
    let policy = [
        ("act", page.field("act")),
        ("policy", "alone"),
        ("seconds", "0"),
    ];
    assert_eq!(team.act("people/policy", &policy).await.status, 303);
    let (from, to) = (
        key("room", "south"),
        format!("carry/{}/say", key("room", "south")),
    );
    let mut came = std::collections::BTreeMap::new();
    for pages in 0..48_u64 {
        let page = team.look(&format!("carry/{from}")).await;
        let words = format!("Message {pages} of many. {}", "and so on ".repeat(400));
        let fields = [
            ("act", page.field("act")),
            ("kind", "idea"),
            ("words", words.as_str()),
            ("seen", "on"),
            ("knowing", "on"),
        ];
        let filling = filled(disk);
        let file = File::options().write(true).open(&filling).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length - pages * 4_096).unwrap();
        // Bytes of a file that somebody has open are not free.
        drop(file);
        let answer = team.act(&to, &fields).await;
        fs::remove_file(filling).unwrap();
        let is_kept = matches!(answer.status, 202 | 303);
        assert!(is_kept || answer.status == 507, "{}", answer.body);
        // The disk keeps nobody from reading, and what is on its way goes on.
        assert_eq!(team.look("table").await.status, 200);
        let room = south.look(&format!("room/{from}")).await.body;
        let is_there = room.contains(&format!("Message {pages} of many."));
        assert_eq!(is_there, is_kept, "{pages}: {}", answer.status);
        *came.entry(answer.status).or_insert(0) += 1;
    }
    assert_eq!(
        came.keys().copied().collect::<Vec<_>>(),
        [202, 303, 507],
        "{came:?}"
    );
}
