//! The store as its users meet it: the same suite on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

/// Runs each test on both back ends.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::house::House::folder()).await;
            })+
        }
        mod on_postgresql {
            $(#[tokio::test]
            async fn $name() {
                if let Some(house) = crate::house::House::server().await {
                    super::$name(&house).await;
                    house.leave().await;
                }
            })+
        }
    };
}

mod annex;
mod bundle;
mod changes;
mod copy;
mod destruction;
mod erasure;
mod failing;
mod faults;
mod house;
mod liar;
mod lock;
mod log;
mod passkeys;
mod people;
mod presence;
mod record;
mod rotation;
mod shares;
mod statements;
