//! Tolmach.

pub mod align;
pub mod fuzzy;
pub mod lang;
pub mod model;
pub mod problem;
pub mod segment;
pub mod text;
