//! What language is this? Language tags, identification, and the letters of Belarusian, Russian and English.

mod identify;
pub mod letters;
mod names;
mod tag;

pub use identify::{Guess, identify};
pub use names::named;
pub use tag::{Lang, LangError, Language};
