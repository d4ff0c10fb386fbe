//! What language is this? Language tags, identification, and the letters of Belarusian, Russian and English.

mod alphabet;
mod identify;
pub mod letters;
mod names;
mod tag;

pub use alphabet::{SortKey, index_letter, sort_key};
pub use identify::{Guess, identify};
pub use names::{english_name, named};
pub use tag::{Lang, LangError, Language};
