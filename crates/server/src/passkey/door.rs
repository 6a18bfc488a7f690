//! At the door: a passkey is shown between a right passphrase and a seat.

use super::site::Passkeys;
use crate::device;
use crate::door::seat_given;
use crate::form::Form;
use crate::language::Words;
use crate::opener::Opener;
use crate::page::html;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use format::foreign;
use store::{Challenge, Errand, Half, PasskeyId, Registry, StoreError};
use webauthn_rs::prelude::{Passkey, PasskeyAuthentication, PublicKeyCredential};

/// What the page says, in the languages of the shell.
struct Phrases {
    heading: &'static str,
    lead: &'static str,
    no_script: &'static str,
    missed: &'static str,
    show: &'static str,
    lost: &'static str,
}

const ENGLISH: Phrases = Phrases {
    heading: "Show your passkey",
    lead: "The passphrase is right. This seat also asks for a passkey, within five minutes.",
    no_script: "A passkey can be shown only with JavaScript: turn it on for this page and sign in \
                again.",
    missed: "The passkey was not shown. Try again, or go back and sign in anew.",
    show: "Show the passkey",
    lost: "Lost every passkey? Somebody of the mediation team, or of your seat, can take the old \
           key away and invite you again.",
};
const ARABIC: Phrases = Phrases {
    heading: "أظهر مفتاح المرور",
    lead: "عبارة المرور صحيحة. يطلب هذا المقعد أيضًا مفتاح مرور، خلال خمس دقائق.",
    no_script: "لا يمكن إظهار مفتاح المرور إلا مع JavaScript: فعّله لهذه الصفحة \
                وسجّل الدخول من جديد.",
    missed: "لم يُظهَر مفتاح المرور. حاول مرة أخرى، أو ارجع وسجّل الدخول من جديد.",
    show: "أظهر مفتاح المرور",
    lost: "فقدت كل مفاتيح المرور؟ يستطيع أحد من فريق الوساطة أو من مقعدك أن يسحب المفتاح القديم \
           ويدعوك من جديد.",
};

#[derive(Template)]
#[template(path = "passkey/show.html")]
struct AskPage {
    words: &'static Words,
    said: &'static Phrases,
    asks: String,
    waits: String,
}

/// The second step of a sign-in.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new().route("/sign-in/passkey", post(shown))
}

/// The page that asks for a passkey, for somebody whose passphrase was right.
pub(crate) async fn asked(
    (workspace, heads): (&Workspace, &HeaderMap),
    (registry, half): (&Registry, &Half),
) -> Result<Response, Trouble> {
    let passkeys = workspace.passkeys.as_ref();
    let passkeys = passkeys.ok_or(StoreError::PasskeyUnknown)?;
    passkeys.here(workspace.transport, heads)?;
    let known = half.passkeys().map(|one| foreign::read(&one.credential));
    let known: Option<Vec<Passkey>> = known.collect();
    let known = known.ok_or(Trouble::Broken)?;
    let begun = passkeys.checker.start_passkey_authentication(&known);
    let (asks, state) = begun.map_err(|_| Trouble::Broken)?;
    let state = foreign::write(&state).ok_or(Trouble::Broken)?;
    let kept = (Errand::SignIn, state.as_bytes());
    let token = registry.challenge(half, kept, workspace.now()).await?;
    let words = Words::of_request(heads);
    let page = html(&AskPage {
        words,
        said: match words.tag {
            "ar" => &ARABIC,
            _ => &ENGLISH,
        },
        asks: foreign::write(&asks).ok_or(Trouble::Broken)?,
        waits: Opener::new(registry.case(), token).to_words(),
    })?;
    Ok(page.into_response())
}

async fn shown(
    State(workspace): State<Workspace>,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Response, Trouble> {
    let (waits, shown) = (form.secret("pass_waits")?, form.secret("pass_shown")?);
    form.done()?;
    let missed = || StoreError::WrongPasskey;
    let passkeys = workspace.passkeys.as_ref().ok_or_else(missed)?;
    passkeys.here(workspace.transport, &heads)?;
    let opener = Opener::of_words(&waits).ok_or_else(missed)?;
    let case = workspace
        .case_of_key(opener.key())
        .await?
        .ok_or_else(missed)?;
    let registry = workspace.store.case(&case).await?;
    let (now, lifetime) = (workspace.now(), workspace.lifetime);
    let challenge = registry
        .answered(&opener.token, Errand::SignIn, now)
        .await?;
    let (id, credential) = verified(passkeys, &challenge, &shown).ok_or_else(missed)?;
    let visit = (device::words(&heads), now, lifetime);
    let visit = (visit.0.as_str(), visit.1, visit.2);
    let admitted = registry.admit(challenge, (&id, credential.as_bytes()), visit);
    seat_given(&workspace, &case, admitted.await?.token)
}

/// Which passkey was shown, and what is kept of it from now on; nothing if none was, whatever the
/// reason.
fn verified(
    passkeys: &Passkeys,
    challenge: &Challenge,
    shown: &str,
) -> Option<(PasskeyId, String)> {
    let state: PasskeyAuthentication = foreign::read(challenge.state())?;
    let shown: PublicKeyCredential = foreign::read(shown.as_bytes())?;
    let seen = passkeys
        .checker
        .finish_passkey_authentication(&shown, &state);
    let seen = seen.ok().filter(|seen| seen.user_verified())?;
    challenge.passkeys().find_map(|one| {
        let mut known: Passkey = foreign::read(&one.credential)?;
        known.update_credential(&seen)?;
        Some((one.id.clone(), foreign::write(&known)?))
    })
}
