//! The interface for programs: `/api/v1`, described by itself at `/api/v1/openapi.json`.
//!
//! It goes through the same seat, the same fold and the same motions as the pages. A program shows
//! its session in a header, never in a cookie, so no page of another site can speak for it.

pub(crate) mod messages;

use crate::device;
use crate::opener::Opener;
use crate::seated::Seated;
use crate::trouble::{Said, Trouble};
use crate::workspace::Workspace;
use axum::Json;
use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequestParts, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use case::{CaseId, Language};
use format::api;
use proceedings::Named;
use store::{Passphrase, PersonName, SignIn, StoreError};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes, and the page that describes them.
pub(crate) fn routes() -> Router<Workspace> {
    let (router, described) = described().split_for_parts();
    let page = move || async move { Json(described) };
    router
        .route("/api/v1/openapi.json", axum::routing::get(page))
        .method_not_allowed_fallback(no_such_method)
}

/// A page hides which methods its address takes; here they are described to everybody.
async fn no_such_method() -> impl IntoResponse {
    let problem = api::Problem {
        happened: "This address does not take that method.".to_owned(),
        next: "See /api/v1/openapi.json.".to_owned(),
    };
    (StatusCode::METHOD_NOT_ALLOWED, Json(problem))
}

fn described() -> OpenApiRouter<Workspace> {
    let info = InfoBuilder::new()
        .title("Onetext")
        .version("1")
        .description(Some(
            "A case as one seat may know it, and motions at its table.",
        ))
        .build();
    let empty: OpenApi = OpenApiBuilder::new().info(info).build();
    OpenApiRouter::with_openapi(empty)
        .routes(routes!(sign_in, sign_out))
        .routes(routes!(case_state))
        .routes(routes!(messages::say))
        .routes(routes!(messages::preview))
}

/// A trouble as a program reads it.
struct Refused {
    status: StatusCode,
    trouble: Trouble,
}

impl<T: Into<Trouble>> From<T> for Refused {
    fn from(trouble: T) -> Self {
        let trouble = trouble.into();
        let status = if matches!(trouble, Trouble::SignedOut) {
            StatusCode::UNAUTHORIZED
        } else {
            trouble.status()
        };
        Self { status, trouble }
    }
}

impl Refused {
    /// A name and a passphrase that open nothing.
    fn unknown() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            trouble: StoreError::WrongPassphrase.into(),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Said { happened, next, .. } = self.trouble.said();
        (self.status, Json(api::Problem { happened, next })).into_response()
    }
}

/// Whoever shows a session in the header `Authorization`.
struct Caller(Seated);

impl FromRequestParts<Workspace> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &Workspace) -> Result<Self, Refused> {
        let opener = opener(&parts.headers).ok_or(Trouble::SignedOut)?;
        Ok(Self(Seated::of(state, &parts.headers, &opener).await?))
    }
}

fn opener(heads: &HeaderMap) -> Option<Opener> {
    let line = heads.get(AUTHORIZATION)?.to_str().ok()?;
    Opener::of_words(line.strip_prefix("Bearer ")?)
}

/// Opens a session.
#[utoipa::path(
    post, path = "/api/v1/session", request_body = api::SignIn,
    responses(
        (status = 201, body = api::Session),
        (status = 400, body = api::Problem), (status = 401, body = api::Problem),
        (status = 413, body = api::Problem), (status = 415, body = api::Problem),
        (status = 422, body = api::Problem), (status = 429, body = api::Problem),
    )
)]
async fn sign_in(
    State(workspace): State<Workspace>,
    heads: HeaderMap,
    sent: Result<Json<api::SignIn>, JsonRejection>,
) -> Result<Response, Refused> {
    let sent = read(sent)?;
    let name = PersonName::new(&sent.name).map_err(|_| Refused::unknown())?;
    let passphrase = Passphrase::new(&sent.passphrase).map_err(|_| Refused::unknown())?;
    let case = CaseId::new(sent.case);
    let sign_in = SignIn {
        name: &name,
        passphrase: &passphrase,
        device: &device::words(&heads),
        at: workspace.now(),
    };
    let (store, lifetime) = (&workspace.store, workspace.lifetime);
    let signed_in = match store.sign_in(&case, &sign_in, lifetime).await {
        Err(StoreError::WrongPassphrase) => return Err(Refused::unknown()),
        signed_in => signed_in?,
    };
    let session = api::Session {
        token: Opener::new(&case, signed_in.token).to_words(),
        seat: signed_in.account.seat.to_string(),
        name: signed_in.account.name.to_string(),
    };
    Ok((StatusCode::CREATED, Json(session)).into_response())
}

/// Ends the session that the request shows.
#[utoipa::path(
    delete, path = "/api/v1/session",
    responses((status = 204), (status = 401, body = api::Problem))
)]
async fn sign_out(caller: Caller, heads: HeaderMap) -> Result<StatusCode, Refused> {
    let opener = opener(&heads).ok_or(Trouble::SignedOut)?;
    caller.0.registry.sign_out(&opener.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The case as the caller's seat may know it.
#[utoipa::path(
    get, path = "/api/v1/case",
    responses((status = 200, body = api::CaseState), (status = 401, body = api::Problem))
)]
async fn case_state(Caller(seated): Caller) -> Json<api::CaseState> {
    let language = Language::english();
    let view = seated.view();
    let heads = seated
        .fold()
        .heads
        .iter()
        .map(|(audience, head)| api::LogHead {
            audience: audience.to_string(),
            head: head.number(),
        });
    let parties = view.parties().map(|seen| api::Party {
        id: seen.item.id.to_string(),
        name: seen.item.name.clone(),
    });
    let state = api::CaseState {
        id: view.heading().id.to_string(),
        title: view.heading().title.in_language(&language).to_owned(),
        heads: heads.collect(),
        parties: parties.collect(),
        points: view.points().map(|seen| point(&view, seen.item)).collect(),
        messages: messages::messages(&seated.sitting(), seated.now()),
    };
    #[cfg(test)]
    let state = crate::planted::state(&seated, state);
    Json(state)
}

fn point<'a>(view: &case::View<'a>, point: &'a case::Point) -> api::Point {
    let language = Language::english();
    let questions = view.brackets(point).map(|seen| {
        let bracket = seen.item;
        let options = view.choices(bracket).map(|seen| api::Choice {
            id: seen.item.id.to_string(),
            words: seen.item.text.in_language(&language).to_owned(),
        });
        let told = view.standings(bracket).map(|seen| seen.item);
        let statuses = told.filter_map(|standing| {
            Some(api::Standing {
                party: standing.party.as_ref()?.to_string(),
                status: standing.status.name().to_owned(),
            })
        });
        api::Question {
            id: bracket.id.to_string(),
            question: bracket.question.in_language(&language).to_owned(),
            options: options.collect(),
            statuses: statuses.collect(),
        }
    });
    api::Point {
        id: point.id.to_string(),
        number: point.number,
        title: point.title.in_language(&language).to_owned(),
        questions: questions.collect(),
    }
}

/// What was sent, if it is what this operation takes.
fn read<T>(sent: Result<Json<T>, JsonRejection>) -> Result<T, Refused> {
    match sent {
        Ok(Json(sent)) => Ok(sent),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(Trouble::TooLarge.into())
        }
        // What the parser says may repeat what was sent, which is the sender's own.
        Err(rejection) => Err(unfit_body(&rejection.body_text()).into()),
    }
}

fn unfit_body(why: &str) -> Trouble {
    Trouble::Unfit(Box::new(Said {
        happened: format!("The body is not what this operation takes: {why}"),
        next: "See /api/v1/openapi.json.".to_owned(),
        ..Said::default()
    }))
}

fn unfit(key: &str, takes: &str) -> Trouble {
    Trouble::Unfit(Box::new(Said {
        happened: format!("The key `{key}` takes {takes}. Nothing was changed."),
        next: "Mend it and send it again.".to_owned(),
        ..Said::default()
    }))
}
