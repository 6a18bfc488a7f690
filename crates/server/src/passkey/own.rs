//! At the seat: a person's own passkeys, added with the passphrase, listed, removed.

use super::site::Passkeys;
use crate::device;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::opener::Opener;
use crate::page::{Html, PasskeyLine, PasskeyPart, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::moment_words;
use askama::Template;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::post;
use format::foreign;
use store::{Errand, PasskeyId, Passphrase, SignIn, StoreError};
use webauthn_rs::prelude::{Passkey, PasskeyRegistration, RegisterPublicKeyCredential, Uuid};

const NAME_MAX: usize = 60;

#[derive(Template)]
#[template(path = "passkey/make.html")]
struct MakePage {
    frame: Frame,
    called: String,
    asks: String,
    waits: String,
}

/// What is done about one's own passkeys, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/people/passkey", post(begun))
        .route("/people/passkey/keep", post(kept))
        .route("/people/passkey/remove", post(removed))
}

/// What the page of people says of the reader's passkeys; nothing where none can be made.
pub(crate) async fn part(seated: &Seated) -> Result<Option<PasskeyPart>, Trouble> {
    let Some(passkeys) = &seated.workspace.passkeys else {
        return Ok(None);
    };
    let (registry, ring) = (&seated.registry, &seated.keys.own);
    let own = registry.passkeys(ring, &seated.account).await?;
    let lines = own.into_iter().map(|one| PasskeyLine {
        id: one.id.as_str().to_owned(),
        name: one.name,
        made: moment_words(one.made),
    });
    Ok(Some(PasskeyPart {
        origin: passkeys.origin.to_string(),
        lines: lines.collect(),
    }))
}

fn site(seated: &Seated) -> Result<&Passkeys, Trouble> {
    seated.workspace.passkeys.as_ref().ok_or(Trouble::NotHere)
}

async fn begun(seated: Seated, heads: HeaderMap, mut form: Form) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::People)?;
    let passkeys = site(&seated)?;
    passkeys.here(seated.workspace.transport, &heads)?;
    let called = form.line("called", NAME_MAX)?;
    let passphrase = form.secret("passphrase")?;
    form.done()?;
    let passphrase = Passphrase::new(&passphrase).map_err(|_| StoreError::WrongPassphrase)?;
    let sign_in = SignIn {
        name: &seated.account.name,
        passphrase: &passphrase,
        device: &device::words(&heads),
        at: seated.now(),
    };
    let registry = &seated.registry;
    let half = registry.unlocked_again(&seated.account, &sign_in).await?;
    let known = half.passkeys().map(|one| foreign::read(&one.credential));
    let known: Option<Vec<Passkey>> = known.collect();
    let known = known.ok_or(Trouble::Broken)?.into_iter();
    let others = known.map(|one| one.cred_id().clone()).collect();
    // The name is all that the device is told, for it may keep it in somebody's cloud.
    let who = Uuid::parse_str(seated.account.id.as_str()).map_err(|_| Trouble::Broken)?;
    let checker = &passkeys.checker;
    let begun = checker.start_passkey_registration(who, &called, &called, Some(others));
    let (asks, state) = begun.map_err(|_| Trouble::Broken)?;
    let state = foreign::write(&(&called, &state)).ok_or(Trouble::Broken)?;
    let kept = (Errand::Add, state.as_bytes());
    let token = registry.challenge(&half, kept, seated.now()).await?;
    html(&MakePage {
        frame,
        called,
        asks: foreign::write(&asks).ok_or(Trouble::Broken)?,
        waits: Opener::new(registry.case(), token).to_words(),
    })
}

async fn kept(seated: Seated, heads: HeaderMap, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::People)?;
    let (waits, shown) = (form.secret("pass_waits")?, form.secret("pass_shown")?);
    form.done()?;
    let passkeys = site(&seated)?;
    passkeys.here(seated.workspace.transport, &heads)?;
    let missed = || StoreError::WrongPasskey;
    let opener = Opener::of_words(&waits).ok_or_else(missed)?;
    let (registry, now) = (&seated.registry, seated.now());
    let challenge = registry.answered(&opener.token, Errand::Add, now).await?;
    if *challenge.account() != seated.account {
        return Err(missed().into());
    }
    let read: Option<(String, PasskeyRegistration)> = foreign::read(challenge.state());
    let (called, state) = read.ok_or(Trouble::Broken)?;
    let shown: Option<RegisterPublicKeyCredential> = foreign::read(shown.as_bytes());
    let shown = shown.ok_or_else(missed)?;
    let made = passkeys.checker.finish_passkey_registration(&shown, &state);
    let made = foreign::write(&made.map_err(|_| missed())?).ok_or(Trouble::Broken)?;
    let added = registry.add_passkey(challenge, (&called, made.as_bytes()), now);
    added.await?;
    let effect = "The passkey is added: from now on your seat opens with passphrase and passkey. \
                  Where it is open already, it stays open until you end it there.";
    Ok(seated.moved(Place::People.path(), effect))
}

async fn removed(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::People)?;
    site(&seated)?;
    let id = PasskeyId::new(form.line("passkey", 200)?);
    form.done()?;
    let (registry, ring) = (&seated.registry, &seated.keys.own);
    registry
        .remove_passkey(ring, (&seated.account, &id))
        .await?;
    let left = registry.passkeys(ring, &seated.account).await?.len();
    let effect = match left {
        0 => "The passkey is removed: from now on the passphrase alone opens your seat.",
        _ => "The passkey is removed: it opens nothing any more. The others do.",
    };
    Ok(seated.moved(Place::People.path(), effect))
}
