//! The words of signals: classes, modes and tones, as the file writes them.

pub(crate) use super::course::{event as read_event, mode as read_mode, tone as read_tone};
pub(crate) use super::write::signals::{event, mode, tone};

/// The words of classes.
pub(crate) const CLASSES: &[&str] = super::keys::EVENTS;

/// The words of tones.
pub(crate) const TONES: &[&str] = super::keys::TONES;
