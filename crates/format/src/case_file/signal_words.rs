//! The words of signals: classes, modes and tones, as the file writes them.

pub(crate) use super::course::{event as read_event, mode as read_mode, tone as read_tone};
pub(crate) use super::write::signals::{event, mode, tone};
