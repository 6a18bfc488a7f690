//! The cells that lines of money share.

use crate::sheet::Row;
use case::{Earmark, FundingId, SectorId, Window};

impl Row {
    pub(crate) fn window(&mut self, window: Window) {
        self.may("from", window.from.map(|day| day.to_string()).as_deref());
        self.may("to", window.to.map(|day| day.to_string()).as_deref());
    }

    pub(crate) fn earmark(&mut self, earmark: &Earmark) {
        self.ids("sector", &earmark.sectors, SectorId::as_str);
        self.ids("needs", &earmark.needs, FundingId::as_str);
    }
}
