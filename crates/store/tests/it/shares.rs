//! Work shared out among processes: each part is given once, late parts are taken again, and
//! nobody without the key reads or changes a result.

use crate::house::House;
use proceedings::Moment;
use store::{Part, ShareKey, Shares, StoreError};

on_both!(
    many_who_begin_at_once_share_one_place,
    parts_are_taken_once_and_late_ones_again,
    whoever_has_another_key_or_other_work_shares_nothing,
);

fn key(digits: &str) -> ShareKey {
    ShareKey::of_hex(&digits.repeat(32)).unwrap()
}

fn at(seconds: i64) -> Moment {
    Moment::of_micros(1_900_000_000_000_000 + seconds * 1_000_000)
}

async fn joined(house: &House, digits: &str, work: &[u8]) -> Shares {
    let (url, key) = (house.url(), key(digits));
    let joined = Shares::join(&url, &key, (work, 3), at(0));
    joined.await.unwrap()
}

/// Each with connections of its own, as processes have.
async fn many_who_begin_at_once_share_one_place(house: &House) {
    let mut joining = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let url = house.url();
        joining.spawn(async move { Shares::join(&url, &key("0a"), (b"draws", 3), at(0)).await });
    }
    let joined = joining.join_all().await;
    let mut taken = Vec::new();
    for shares in &joined {
        taken.push(shares.as_ref().unwrap().take(at(1)).await.unwrap());
    }
    let first: Vec<Part> = (0..3).map(Part::Take).collect();
    assert_eq!(taken[..3], first);
    assert!(
        taken[3..].iter().all(|part| *part == Part::Wait),
        "{taken:?}"
    );
    for shares in joined.into_iter().flatten() {
        shares.close().await;
    }
}

async fn parts_are_taken_once_and_late_ones_again(house: &House) {
    let one = joined(house, "0a", b"draws").await;
    let other = joined(house, "0a", b"draws").await;
    assert_eq!(one.take(at(0)).await.unwrap(), Part::Take(0));
    assert_eq!(other.take(at(1)).await.unwrap(), Part::Take(1));
    assert_eq!(one.take(at(2)).await.unwrap(), Part::Take(2));
    assert_eq!(other.take(at(3)).await.unwrap(), Part::Wait);
    one.give(2, b"third").await.unwrap();
    other.give(1, b"second").await.unwrap();
    assert_eq!(other.take(at(4)).await.unwrap(), Part::Wait);
    // The first part does not come: another takes it, and then the first one gives it after all.
    assert_eq!(other.take(at(60)).await.unwrap(), Part::Take(0));
    assert_eq!(one.take(at(61)).await.unwrap(), Part::Wait);
    other.give(0, b"first").await.unwrap();
    one.give(0, b"first again").await.unwrap();
    assert_eq!(one.take(at(62)).await.unwrap(), Part::Done);
    let kept = house.rows("shares", "share").await.join(" ").to_lowercase();
    for words in ["first", "second", "third", "draws"] {
        let digits: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!kept.contains(words) && !kept.contains(&digits), "{kept}");
    }
    for shares in [&one, &other] {
        let given = shares.given().await.unwrap();
        assert_eq!(given, [&b"first"[..], b"second", b"third"]);
    }
    one.close().await;
    other.close().await;
}

async fn whoever_has_another_key_or_other_work_shares_nothing(house: &House) {
    let one = joined(house, "0a", b"draws").await;
    assert_eq!(one.take(at(0)).await.unwrap(), Part::Take(0));
    one.give(0, b"one").await.unwrap();
    for other in [
        joined(house, "0b", b"draws").await,
        joined(house, "0a", b"other").await,
    ] {
        assert!(other.given().await.unwrap().is_empty());
        assert_eq!(other.take(at(0)).await.unwrap(), Part::Take(0));
        other.close().await;
    }
    // Two results of one piece of work change places.
    assert_eq!(one.take(at(0)).await.unwrap(), Part::Take(1));
    one.give(1, b"two").await.unwrap();
    let swap = "update share set result = (select other.result from share as other \
                where other.job = share.job and other.part = 1 - share.part)";
    house.tamper("shares", swap).await;
    let given = one.given().await;
    assert!(matches!(given, Err(StoreError::Broken { .. })), "{given:?}");
    one.close().await;
    let digits = ShareKey::fresh().unwrap();
    assert!(ShareKey::of_hex(&digits).is_some() && digits != ShareKey::fresh().unwrap());
    for wrong in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
        assert!(ShareKey::of_hex(wrong).is_none(), "{wrong}");
    }
}
