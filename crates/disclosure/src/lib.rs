//! The room `disclosure`.
