//! What language is this? Language tags, identification, and the letters of Belarusian, Russian and English.

mod identify;
pub mod letters;
mod tag;

pub use identify::{Guess, identify};
pub use tag::{Lang, LangError, Language};
