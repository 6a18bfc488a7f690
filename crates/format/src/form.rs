//! A form as a browser sends it: names and values, typed as `application/x-www-form-urlencoded`.
//!
//! Invariant: what is given back is UTF-8 and as many fields as are taken; nothing is guessed.

/// Why what was sent is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// It has more fields than are taken.
    #[error("a form of more than {most} fields")]
    TooMany {
        /// So many are taken.
        most: usize,
    },
    /// It is not typed as a form is, or is no UTF-8.
    #[error("what was sent is not a form in UTF-8")]
    Undecodable,
}

/// The fields of a form, each with its value, in the order in which they were sent.
///
/// # Errors
///
/// If there are more than `most`, or if one is not typed as a form is.
pub fn fields(bytes: &[u8], most: usize) -> Result<Vec<(String, String)>, FormError> {
    let parts = bytes.split(|b| *b == b'&').filter(|part| !part.is_empty());
    let mut fields = Vec::new();
    for part in parts {
        if fields.len() == most {
            return Err(FormError::TooMany { most });
        }
        let at = part.iter().position(|b| *b == b'=').unwrap_or(part.len());
        let (name, value) = part.split_at(at);
        let value = value.get(1..).unwrap_or_default();
        fields.push((decoded(name)?, decoded(value)?));
    }
    Ok(fields)
}

/// One part of a form as it was typed.
fn decoded(part: &[u8]) -> Result<String, FormError> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16));
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                let value = high.zip(low).map(|(high, low)| high * 16 + low);
                let value = value.and_then(|value| u8::try_from(value).ok());
                bytes.push(value.ok_or(FormError::Undecodable)?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| FormError::Undecodable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_as_they_were_typed() {
        let read = fields(b"words=not+above+40%E2%80%AF000&to=north&&to=&x", 9).unwrap();
        let read: Vec<(&str, &str)> = read.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let expected = [
            ("words", "not above 40\u{202f}000"),
            ("to", "north"),
            ("to", ""),
            ("x", ""),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_cut_or_no_utf_8_is_no_form() {
        for sent in [&b"a=%e2%82"[..], b"a=%f", b"a=%zz", b"%=1", b"a=\xff"] {
            assert_eq!(fields(sent, 9), Err(FormError::Undecodable), "{sent:?}");
        }
        assert_eq!(fields(b"a&b&c", 2), Err(FormError::TooMany { most: 2 }));
    }
}
