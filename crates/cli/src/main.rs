//! The binary `onetext`.

fn main() {}
