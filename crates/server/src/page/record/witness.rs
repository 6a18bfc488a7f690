//! Witnesses: named, asked, and their answers taken in.

use super::log::witness_key;
use super::upload::{handed, line, unfit};
use super::{Download, Own, TEXT, download, log_key, own};
use crate::form::Form;
use crate::moved::Moved;
use crate::page::asked::{Query, asked};
use crate::seated::Seated;
use crate::trouble::Trouble;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use record::{Note, VerifierKey};
use store::StoreError;

pub(super) async fn add(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let own = own(&seated, &key)?;
    let words = line(&mut form, "vkey")?;
    let read = VerifierKey::of_words(&words);
    let witness = read.ok_or_else(|| form.unfit_by("vkey", &StoreError::NoWitness.to_string()))?;
    form.sent()?;
    let registry = &seated.registry;
    registry
        .add_witness(&own.audience, own.ring, &witness)
        .await?;
    let effect = "The witness is named: everybody who belongs to this log sees it. Hand it the \
                  request.";
    Ok(seated.moved(&place(&own), effect))
}

/// What a witness is asked: to cosign the log as it is now, which goes on from what it has seen.
pub(super) async fn request(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    query: Query,
) -> Result<Download<String>, Trouble> {
    let own = own(&seated, &key)?;
    let registry = &seated.registry;
    let witnesses = registry.witnesses(&own.audience, own.ring).await?;
    let wanted = asked(&query, "witness");
    let found = witnesses.iter().find(|one| witness_key(one) == wanted);
    let old = found.ok_or(Trouble::NotHere)?.size();
    let request = registry
        .witness_request(&own.audience, own.ring, old)
        .await?;
    Ok(download("request.txt", TEXT, request.to_string()))
}

/// Takes in a checkpoint that witnesses have cosigned.
pub(super) async fn cosigned(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Moved, Trouble> {
    let own = own(&seated, &key)?;
    let note = Note::read(&handed(parts).await?.paper);
    let note = note.map_err(|_| unfit("This is no checkpoint with cosignatures."))?;
    let (registry, mut kept) = (&seated.registry, Vec::new());
    for witness in registry.witnesses(&own.audience, own.ring).await? {
        if note.lines().iter().any(|line| line.is_of(&witness.key)) {
            let one = (&note, &witness.key);
            registry
                .add_cosignature(&own.audience, own.ring, one)
                .await?;
            kept.push(witness.key.name().to_string());
        }
    }
    if kept.is_empty() {
        return Err(unfit("No witness that this log names has cosigned it."));
    }
    let effect = format!("Kept: the cosignature of {}.", kept.join(", "));
    Ok(seated.moved(&place(&own), &effect))
}

/// The page of a log, under the seat's address.
pub(super) fn place(own: &Own<'_>) -> String {
    format!("record/log/{}", log_key(&own.audience))
}
