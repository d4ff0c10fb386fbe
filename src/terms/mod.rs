//! What do we call this? Terms: found in translation units.

pub mod extract;
