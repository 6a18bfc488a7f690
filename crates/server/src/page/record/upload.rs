//! What is pasted into a form or chosen as a file, whichever of the two was filled in.

use crate::form::Form;
use crate::trouble::{Said, Trouble};
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;

/// How much may be sent: a receipt has the whole text in it.
pub(in crate::page) const BYTES_MAX: usize = 8 * 1024 * 1024;

/// What was handed in.
pub(in crate::page) struct Handed {
    /// The paper.
    pub(in crate::page) paper: Vec<u8>,
    /// The key that was written beside it; empty if none was.
    pub(in crate::page) key: String,
}

/// What came with a form that takes a file.
pub(in crate::page) async fn handed(
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Handed, Trouble> {
    let mut parts = parts.map_err(|_| unfit("What was sent is not a form with a file."))?;
    let (mut pasted, mut file, mut key) = (String::new(), Vec::new(), String::new());
    let whole = |why: &axum::extract::multipart::MultipartError| match why.status().as_u16() {
        413 => Trouble::TooLarge,
        _ => unfit("The form did not arrive whole."),
    };
    while let Some(part) = parts.next_field().await.map_err(|why| whole(&why))? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|why| whole(&why))?;
        let text = || String::from_utf8(bytes.to_vec());
        let text = || text().map_err(|_| unfit("What was pasted is not a text."));
        match name.as_str() {
            "act" => {}
            "file" => file = bytes.to_vec(),
            "pasted" => pasted = text()?,
            "key" => key = text()?.trim().to_owned(),
            _ => return Err(unfit("A part of the form is not known.")),
        }
    }
    if !file.is_empty() {
        return Ok(Handed { paper: file, key });
    }
    // A browser sends lines with two characters at their ends.
    let lines = pasted.replace("\r\n", "\n");
    let paper = lines.trim_start_matches('\n').trim_end_matches('\n');
    if paper.is_empty() {
        return Err(unfit("Nothing was pasted, and no file was chosen."));
    }
    let paper = format!("{paper}\n").into_bytes();
    Ok(Handed { paper, key })
}

/// A form that does not fit.
pub(super) fn unfit(happened: &str) -> Trouble {
    Trouble::Unfit(Box::new(Said {
        happened: format!("{happened} Nothing was changed."),
        next: "Go back, choose the file again or paste all of it, and send the form.".to_owned(),
        ..Said::default()
    }))
}

/// A form without a file is read as any other.
pub(super) fn line(form: &mut Form, name: &str) -> Result<String, Trouble> {
    form.line(name, 2_000)
}
