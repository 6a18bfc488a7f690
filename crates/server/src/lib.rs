//! The workspace: the one room with HTTP and pages.
//!
//! Invariant: what a seat's page is made of is the fold of the logs that the seat may open, read
//! through the view of that seat; nothing else of a case is in reach of a handler.

// tidy: long, because HTTP and HTML have one room, and each page in it is a module that stands
// alone; a crate for some of them would open the frame and the seat to others.

mod address;
mod api;
mod asset;
mod changes;
mod cookie;
mod courier;
mod device;
mod door;
mod effect;
mod fold;
mod form;
mod founding;
mod frame;
mod guard;
mod language;
mod mark;
mod moved;
mod new_case;
mod opener;
mod page;
#[cfg(feature = "passkeys")]
mod passkey;
#[cfg(not(feature = "passkeys"))]
#[path = "passkey/absent.rs"]
mod passkey;
#[cfg(test)]
mod planted;
mod seat_link;
mod seated;
mod serve;
mod solving;
mod trouble;
mod turn;
mod workspace;
mod world;
mod written;

#[cfg(test)]
mod trial;

pub use cookie::Transport;
pub use founding::{Invited, first_seats, title};
#[cfg(feature = "passkeys")]
pub use passkey::{Passkeys, PasskeysError};
pub use seat_link::SeatLink;
pub use serve::{listen, serve};
pub use workspace::{SeatLinks, Workspace};
pub use world::{Wait, World};

use axum::Router;
use axum::middleware;
use case::CaseId;
use store::Token;
use trouble::Trouble;

/// Everything the workspace answers, behind every guard.
pub fn router(workspace: &Workspace) -> Router {
    let shown = middleware::from_fn_with_state(workspace.clone(), effect::shown);
    let in_turn = || middleware::from_fn_with_state(workspace.clone(), turn::awaited);
    let pages = page::routes()
        .layer(in_turn())
        .merge(page::untimed_routes());
    let seat = Router::new().nest("/at/{handle}", pages).layer(shown);
    let all = Router::new()
        .merge(seat)
        .merge(door::routes())
        .merge(passkey::routes())
        .merge(seat_link::routes(workspace.links))
        .merge(api::routes().layer(in_turn()))
        .merge(page::public_routes().layer(in_turn()))
        .merge(asset::routes())
        .merge(new_case::routes())
        .fallback(|| async { Trouble::NotHere })
        .method_not_allowed_fallback(|| async { Trouble::NotHere });
    guard::guarded(all).with_state(workspace.clone())
}

/// The path of the link that an invitation's token opens.
#[must_use]
pub fn invitation_path(case: &CaseId, token: Token) -> String {
    format!(
        "/invitation/{}",
        opener::Opener::new(case, token).to_words()
    )
}
