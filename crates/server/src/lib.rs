//! The workspace: the one room with HTTP and pages.
