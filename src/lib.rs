//! Tolmach.

pub mod formats;
pub mod lang;
pub mod model;
pub mod problem;
pub mod segment;
