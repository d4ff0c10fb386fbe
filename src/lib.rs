//! Tolmach.

pub mod lang;
pub mod segment;
