//! A copy of the case, sealed as it is kept: taken away as one file, or written into the folder
//! that whoever runs the server has named.
//!
//! Invariant: a copy is given to the mediation team alone, which shows a passphrase for it: a
//! session that was stolen does not carry the store away.

use super::team;
use crate::device;
use crate::form::Form;
use crate::frame::Place;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::SeatLinks;
use crate::world::{date_field, moment_field};
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use store::{Passphrase, SignIn, StoreError};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// How many bytes are sent at a time.
const PIECE: usize = 64 * 1024;

/// What the page says of copies.
pub(super) struct CopyPart {
    /// Whether a folder for them was named.
    pub(super) has_folder: bool,
    /// Whether the passphrase is asked for.
    pub(super) asks: bool,
}

/// A file that is only needed for a while; it goes when it is let go.
struct Fleeting(PathBuf);

impl Drop for Fleeting {
    fn drop(&mut self) {
        // What is left is sealed.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// What the page says of copies.
pub(super) fn part(seated: &Seated) -> CopyPart {
    CopyPart {
        has_folder: seated.workspace.copies.is_some(),
        asks: seated.workspace.links == SeatLinks::Refused,
    }
}

/// Gives a copy away as a file, or writes it into the folder.
pub(super) async fn copied(
    seated: Seated,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Response, Trouble> {
    team(&seated)?;
    let place = form.line("to", 10)?;
    let passphrase = form.secret("passphrase")?;
    form.sent()?;
    shown_again(&seated, &heads, &passphrase).await?;
    match (place.as_str(), &seated.workspace.copies) {
        ("folder", Some(folder)) => into_folder(&seated, folder).await,
        ("file", _) => as_file(&seated).await,
        _ => Err(Trouble::NotHere),
    }
}

/// That whoever asks knows the passphrase of the seat.
async fn shown_again(seated: &Seated, heads: &HeaderMap, passphrase: &str) -> Result<(), Trouble> {
    if !part(seated).asks {
        return Ok(());
    }
    let passphrase = Passphrase::new(passphrase).map_err(|_| StoreError::WrongPassphrase)?;
    let sign_in = SignIn {
        name: &seated.account.name,
        passphrase: &passphrase,
        device: &device::words(heads),
        at: seated.now(),
    };
    let registry = &seated.registry;
    registry.unlocked_again(&seated.account, &sign_in).await?;
    Ok(())
}

async fn into_folder(seated: &Seated, folder: &Path) -> Result<Response, Trouble> {
    let now = moment_field(seated.now()).replace(':', "");
    let bits = seated.workspace.world.bits();
    let name = format!("onetext-copy-{now}-{:08x}.tar", bits >> 96);
    let case = seated.registry.case();
    let store = &seated.workspace.store;
    store.bundle(case, &folder.join(&name)).await?;
    let effect = format!("The copy stands in the folder of copies, as {name}.");
    Ok(seated.moved(Place::People.path(), &effect).into_response())
}

async fn as_file(seated: &Seated) -> Result<Response, Trouble> {
    let name = format!("onetext-copy-{:032x}.tar", seated.workspace.world.bits());
    let made = Fleeting(std::env::temp_dir().join(name));
    let case = seated.registry.case();
    seated.workspace.store.bundle(case, &made.0).await?;
    let opened = File::open(&made.0).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (length, file) = opened.map_err(|_| Trouble::Broken)?;
    let (pieces, sent) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || read_out(file, &pieces, &made));
    let mut response = Body::from_stream(ReceiverStream::new(sent)).into_response();
    let day = date_field(seated.now());
    let named = format!("attachment; filename=\"onetext-copy-{day}.tar\"");
    let heads = response.headers_mut();
    heads.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-tar"));
    heads.insert(CONTENT_LENGTH, HeaderValue::from(length));
    if let Ok(named) = HeaderValue::from_str(&named) {
        heads.insert(CONTENT_DISPOSITION, named);
    }
    Ok(response)
}

type Piece = Result<Vec<u8>, std::io::Error>;

/// Sends a file piece by piece, until it is sent or nobody takes it any more; then the file goes.
fn read_out(mut file: File, pieces: &mpsc::Sender<Piece>, _: &Fleeting) {
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let most = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = Read::by_ref(&mut file).take(most).read_to_end(&mut piece);
        let is_last = !matches!(read, Ok(1..));
        let sent = match read {
            Ok(0) => return,
            Ok(_) => pieces.blocking_send(Ok(piece)),
            Err(why) => pieces.blocking_send(Err(why)),
        };
        if sent.is_err() || is_last {
            return;
        }
    }
}
