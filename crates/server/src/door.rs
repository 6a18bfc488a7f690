//! The door: invitations, sign-in and sign-out, and the start page that lists the seats which are
//! open in this browser.
//!
//! Invariant: nothing here says whether a case, a seat or a name exists to somebody who does not
//! hold its link or its passphrase.

use crate::cookie::{self, Handle};
use crate::device;
use crate::form::Form;
use crate::frame::seat_words;
use crate::language::{self, Words};
use crate::opener::Opener;
use crate::page::{Html, html};
use crate::passkey;
use crate::trouble::{Said, Trouble};
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use case::CaseId;
use store::{Acceptance, Entry, Passphrase, PersonName, SignIn, StoreError, Token};

#[derive(Template)]
#[template(path = "door/start.html")]
struct StartPage {
    words: &'static Words,
    seats: Vec<OpenSeat>,
    languages: [&'static Words; 5],
}

/// A seat that is open in this browser.
struct OpenSeat {
    href: String,
    seat: String,
    name: String,
}

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct SignInPage {
    words: &'static Words,
    action: String,
    asks_case: bool,
    fault: Option<Said>,
    name: String,
    case: String,
}

#[derive(Template)]
#[template(path = "door/invitation.html")]
struct InvitationPage {
    words: &'static Words,
    action: String,
    seat: String,
    name: String,
    fault: Option<Said>,
}

/// The routes of the door.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/", get(start))
        .route("/language", post(language))
        .route("/sign-in", get(sign_in_page).post(sign_in))
        .route("/sign-in/{case}", get(sign_in_page_of).post(sign_in_of))
        .route("/invitation/{link}", get(invitation).post(accepted))
        .route("/at/{handle}/sign-out", post(sign_out))
}

async fn start(State(workspace): State<Workspace>, heads: HeaderMap) -> Result<Html, Trouble> {
    let words = Words::of_request(&heads);
    let mut seats = Vec::new();
    for (handle, token) in cookie::seats(&heads, workspace.transport) {
        let Some(opener) = Opener::of_words(&token) else {
            continue;
        };
        let Ok(registry) = workspace.registry_of(&opener).await else {
            continue;
        };
        if let Ok(seated) = registry.seated(&opener.token, workspace.now()).await {
            seats.push(OpenSeat {
                href: handle.at(),
                seat: seat_words(words, &seated.account.seat, None),
                name: seated.account.name.to_string(),
            });
        }
    }
    let languages = Words::all();
    html(&StartPage {
        words,
        seats,
        languages,
    })
}

async fn language(heads: HeaderMap, mut form: Form) -> Result<Response, Trouble> {
    let tag = form.line("language", 20)?;
    form.done()?;
    let words = Words::of_tag(&tag).unwrap_or(Words::of_request(&heads));
    let (name, tag) = (language::COOKIE_NAME, words.tag);
    let line = format!("{name}={tag}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
    let line = HeaderValue::from_str(&line).map_err(|_| Trouble::Broken)?;
    let home = HeaderValue::from_static("/");
    Ok((
        StatusCode::SEE_OTHER,
        [(LOCATION, home), (SET_COOKIE, line)],
    )
        .into_response())
}

async fn sign_in_page(
    State(workspace): State<Workspace>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    let cases = workspace.store.cases().await?;
    html(&SignInPage {
        asks_case: cases.len() != 1,
        ..SignInPage::new(&heads, "/sign-in")
    })
}

async fn sign_in_page_of(heads: HeaderMap, Path(case): Path<String>) -> Result<Html, Trouble> {
    html(&SignInPage::new(&heads, &sign_in_address(&case)?))
}

async fn sign_in(
    State(workspace): State<Workspace>,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Response, Trouble> {
    let cases = workspace.store.cases().await?;
    let typed = form.line_if_any("case", 200)?;
    let case = match cases.as_slice() {
        [one] => one.clone(),
        _ => CaseId::new(typed.clone().unwrap_or_default()),
    };
    let page = SignInPage {
        case: typed.unwrap_or_default(),
        asks_case: cases.len() != 1,
        ..SignInPage::new(&heads, "/sign-in")
    };
    signed_in(&workspace, &heads, form, (case, page)).await
}

async fn sign_in_of(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
    form: Form,
) -> Result<Response, Trouble> {
    let address = sign_in_address(&key)?;
    let case = workspace.case_of_key(&key).await?;
    let page = SignInPage::new(&heads, &address);
    // A key of no case is a case that is not there, each with tries of its own.
    let case = case.unwrap_or_else(|| CaseId::new(key));
    signed_in(&workspace, &heads, form, (case, page)).await
}

/// A case's own sign-in address; any key that looks like one has such a page.
fn sign_in_address(key: &str) -> Result<String, Trouble> {
    let fits = key.len() == 10 && key.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| format!("/sign-in/{key}"))
        .ok_or(Trouble::NotHere)
}

async fn signed_in(
    workspace: &Workspace,
    heads: &HeaderMap,
    mut form: Form,
    (case, mut page): (CaseId, SignInPage),
) -> Result<Response, Trouble> {
    let name = form.line("name", 120)?;
    let passphrase = form.secret("passphrase")?;
    form.done()?;
    page.name.clone_from(&name);
    let entered = async {
        let name = PersonName::new(&name)?;
        // A passphrase that could not be one is a wrong one: what fits is not said here.
        let passphrase = Passphrase::new(&passphrase).map_err(|_| StoreError::WrongPassphrase)?;
        let sign_in = SignIn {
            name: &name,
            passphrase: &passphrase,
            device: &device::words(heads),
            at: workspace.now(),
        };
        let (store, lifetime) = (&workspace.store, workspace.lifetime);
        store.enter(&case, &sign_in, lifetime).await
    };
    match entered.await {
        Ok(Entry::Opened(signed_in)) => seat_given(workspace, &case, signed_in.token),
        Ok(Entry::Asks(half)) => {
            let registry = workspace.store.case(&case).await?;
            passkey::asked((workspace, heads), (&registry, &half)).await
        }
        Err(fault) => {
            #[cfg(test)]
            let fault = workspace.planted.tried(fault);
            page.fault = Some(said(fault)?);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
        }
    }
}

/// What is said on the form itself; anything else is a trouble with a page of its own.
fn said(fault: StoreError) -> Result<Said, Trouble> {
    let trouble = Trouble::from(fault);
    if let Trouble::Refused(said) = trouble {
        return Ok(*said);
    }
    Err(trouble)
}

async fn invitation(
    State(workspace): State<Workspace>,
    Path(link): Path<String>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    html(&InvitationPage::new(&workspace, &heads, &link).await?)
}

async fn accepted(
    State(workspace): State<Workspace>,
    Path(link): Path<String>,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Response, Trouble> {
    let mut page = InvitationPage::new(&workspace, &heads, &link).await?;
    let (first, again) = (form.secret("passphrase")?, form.secret("passphrase_again")?);
    form.done()?;
    let opener = Opener::of_words(&link).ok_or_else(over)?;
    let registry = workspace.registry_of(&opener).await?;
    let accepted = async {
        let passphrase = Passphrase::new(&first)?;
        let acceptance = Acceptance {
            token: &opener.token,
            passphrase: &passphrase,
            device: &device::words(&heads),
            at: workspace.now(),
        };
        registry.accept(&acceptance, workspace.lifetime).await
    };
    let fault = if first == again {
        match accepted.await {
            Ok(signed_in) => return seat_given(&workspace, registry.case(), signed_in.token),
            Err(fault) => said(fault)?,
        }
    } else {
        Said {
            happened: "The two passphrases are not the same.".to_owned(),
            next: "Type both again; the invitation was not used.".to_owned(),
            ..Said::default()
        }
    };
    page.fault = Some(fault);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&page)?).into_response())
}

async fn sign_out(
    State(workspace): State<Workspace>,
    Path(handle): Path<String>,
    heads: HeaderMap,
) -> Result<Response, Trouble> {
    let handle = Handle::of_words(&handle).ok_or(Trouble::NotHere)?;
    let opener = cookie::token(&heads, &handle, workspace.transport);
    if let Some(opener) = opener.and_then(|words| Opener::of_words(&words))
        && let Ok(registry) = workspace.registry_of(&opener).await
    {
        registry.sign_out(&opener.token).await?;
    }
    let taken = cookie::taken(&handle, workspace.transport).ok_or(Trouble::Broken)?;
    let home = HeaderValue::from_static("/");
    Ok((
        StatusCode::SEE_OTHER,
        [(LOCATION, home), (SET_COOKIE, taken)],
    )
        .into_response())
}

/// Gives the browser the seat, under a handle of its own.
pub(crate) fn seat_given(
    workspace: &Workspace,
    case: &CaseId,
    token: Token,
) -> Result<Response, Trouble> {
    let handle = Handle::of_bits(workspace.world.bits());
    let words = Opener::new(case, token).to_words();
    let seconds = u64::try_from(workspace.lifetime.whole_micros / 1_000_000).unwrap_or(0);
    let given = cookie::given(&handle, &words, workspace.transport, seconds);
    let given = given.ok_or(Trouble::Broken)?;
    let to = HeaderValue::from_str(&handle.at()).map_err(|_| Trouble::Broken)?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to), (SET_COOKIE, given)]).into_response())
}

fn over() -> Trouble {
    StoreError::InvitationOver.into()
}

impl SignInPage {
    fn new(heads: &HeaderMap, action: &str) -> Self {
        Self {
            words: Words::of_request(heads),
            action: action.to_owned(),
            asks_case: false,
            fault: None,
            name: String::new(),
            case: String::new(),
        }
    }
}

impl InvitationPage {
    /// The page of a link that can still be used; used, withdrawn, run out and made up look alike.
    async fn new(workspace: &Workspace, heads: &HeaderMap, link: &str) -> Result<Self, Trouble> {
        let words = Words::of_request(heads);
        let opener = Opener::of_words(link).ok_or_else(over)?;
        let registry = workspace.registry_of(&opener).await.map_err(|_| over())?;
        let invitee = registry.invited(&opener.token, workspace.now()).await?;
        Ok(Self {
            words,
            action: format!("/invitation/{link}"),
            seat: seat_words(words, &invitee.seat, None),
            name: invitee.name.to_string(),
            fault: None,
        })
    }
}
