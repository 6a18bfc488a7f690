//! The record against published figures, and against forgery.

#[cfg(test)]
mod forged;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod interop;
#[cfg(test)]
mod lies;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod vectors;
