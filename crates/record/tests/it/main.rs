//! The record against published figures, and against forgery.

#[cfg(test)]
mod forged;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod vectors;
