//! The one text: points, brackets, versions, redline, languages.
