//! A value that cannot be printed, compared or serialised by accident.

/// The right to open everything, held by those who keep files and stores, and by nobody else.
///
/// Named only in the rooms `format` and `store`; `cargo xtask tidy` checks it.
#[derive(Clone, Copy)]
pub struct Clearance(());

impl Clearance {
    /// The custodian of a file or a store, who writes down everything and shows nothing.
    pub const CUSTODIAN: Self = Self(());
}

/// A value that only a seat that may see it can open.
///
/// It has no `Debug`, no `Display`, no `PartialEq` and no `Serialize`.
#[derive(Clone)]
pub struct Sealed<T>(T);

impl<T> Sealed<T> {
    /// Seals a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, for a custodian.
    pub const fn open(&self, _clearance: Clearance) -> &T {
        &self.0
    }

    /// The value, once its release has let a seat see all of it.
    pub(crate) const fn shown(&self) -> &T {
        &self.0
    }
}
