//! Tolmach.

pub mod lang;
pub mod model;
pub mod problem;
pub mod segment;
pub mod store;
