//! A write that fails half way, at each statement and at each message to the database: it is
//! refused and nothing of it is kept, or it is done; and what is sent again is kept once.

use crate::house::{House, event, ids, room};
use proceedings::EventId;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{AppendError, Founded, Hardness, Head, Registry, Ring, Store, StoreError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

on_both! {
    a_statement_that_fails_takes_all_of_its_act_with_it,
}

async fn append(registry: &Registry, ring: &Ring, id: u128) -> Result<Head, AppendError> {
    let north = room("north");
    let seen = registry.head(&north, ring).await?;
    registry.append(&north, ring, seen, &[event(id)]).await
}

async fn times(founded: &Founded, id: u128) -> usize {
    let north = room("north");
    let events = founded.registry.events(&north, &founded.ring, Head::EMPTY);
    let ids = ids(&events.await.unwrap());
    ids.iter().filter(|kept| **kept == EventId::new(id)).count()
}

/// The statements of an append, by the tables that they need, in their order.
async fn a_statement_that_fails_takes_all_of_its_act_with_it(house: &House) {
    let founded = house.founded().await;
    let (registry, ring) = (&founded.registry, &founded.ring);
    let tables = [
        (
            "alter table head rename to gone",
            "alter table gone rename to head",
        ),
        (
            "alter table event rename to gone",
            "alter table gone rename to event",
        ),
        (
            "alter table leaf rename to gone",
            "alter table gone rename to leaf",
        ),
    ];
    for (id, (take, give)) in (100..).zip(tables) {
        let before = registry.checkpoint(&room("north"), ring).await.unwrap();
        let kept = house.kept("room-north").await;
        house.tamper("room-north", take).await;
        let refused = append(registry, ring, id).await;
        assert!(matches!(refused, Err(AppendError::Store(_))), "{take}");
        house.tamper("room-north", give).await;
        assert_eq!(house.kept("room-north").await, kept, "{take}");
        let after = registry.checkpoint(&room("north"), ring).await.unwrap();
        assert_eq!(after, before, "{take}");
        append(registry, ring, id).await.unwrap();
        append(registry, ring, id).await.unwrap();
        assert_eq!(times(&founded, id).await, 1, "{take}");
    }
    let north = room("north");
    let edge = registry.audited(&north, ring, record::Edge::default());
    assert_eq!(edge.await.unwrap().size(), 4);
}

/// A way to the database that breaks off after so many messages, on all connections together.
struct Breaking {
    left: Arc<AtomicU64>,
    address: SocketAddr,
}

impl Breaking {
    async fn before(to: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let left = Arc::new(AtomicU64::new(u64::MAX));
        let address = listener.local_addr().unwrap();
        let kept = Arc::clone(&left);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(&to).await.unwrap();
                tokio::spawn(passed(near, far, Arc::clone(&kept)));
            }
        });
        Self { left, address }
    }
}

/// Passes on what is said until no message is left.
async fn passed(mut near: TcpStream, mut far: TcpStream, left: Arc<AtomicU64>) {
    let (mut said, mut answered) = ([0; 1 << 16], [0; 1 << 16]);
    loop {
        tokio::select! {
            read = near.read(&mut said) => {
                let Ok(length @ 1..) = read else { return };
                let may = |left: u64| left.checked_sub(1);
                if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, may).is_err() {
                    return;
                }
                if far.write_all(&said[..length]).await.is_err() {
                    return;
                }
            }
            read = far.read(&mut answered) => {
                let Ok(length @ 1..) = read else { return };
                // The last message was heard, and its answer is not.
                if left.load(Ordering::SeqCst) == 0 {
                    return;
                }
                if near.write_all(&answered[..length]).await.is_err() {
                    return;
                }
            }
        }
    }
}

#[tokio::test]
async fn wherever_the_way_to_the_database_breaks_an_act_is_kept_once_or_not_at_all() {
    let Some(house) = House::server().await else {
        return;
    };
    let founded = house.founded().await;
    let way = Breaking::before(house.place()).await;
    let url = house.url_through(way.address);
    let mut whole = 0;
    for number in 0..200_u64 {
        let id = 1_000 + u128::from(number);
        way.left.store(u64::MAX, Ordering::SeqCst);
        let store = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
        let registry = store.case(founded.registry.case()).await.unwrap();
        registry.head(&room("north"), &founded.ring).await.unwrap();
        way.left.store(number, Ordering::SeqCst);
        let came = append(&registry, &founded.ring, id).await;
        let kept = times(&founded, id).await;
        match &came {
            Ok(_) => assert_eq!(kept, 1, "acknowledged after {number} messages"),
            Err(AppendError::Store(StoreError::Away)) => assert!(kept <= 1),
            Err(fault) => panic!("after {number} messages: {fault:?}"),
        }
        store.close().await;
        append(&founded.registry, &founded.ring, id).await.unwrap();
        assert_eq!(times(&founded, id).await, 1, "after {number} messages");
        whole += u32::from(came.is_ok());
        if whole == 3 {
            break;
        }
    }
    assert_eq!(whole, 3, "an append is over after some messages");
    let north = room("north");
    let record = founded
        .registry
        .audited(&north, &founded.ring, record::Edge::default());
    record.await.unwrap();
    house.leave().await;
}
