//! Have we translated this before? How near a stored segment is to the one at hand, and why not nearer.
//!
//! The score is an integer percentage. Words of the normal form are compared by a Levenshtein distance in which another
//! ending costs a fraction of a word; what translators fix in passing (numbers, case, punctuation, codes) costs single
//! points. 100 is given to identical segments only, 95–99 to those in which no word differs, 101 and 102 to identical
//! ones in the same context on one side and on both.

mod explain;
pub mod index;
mod prepared;
mod repair;
mod score;
mod weights;

pub use explain::{Change, Cost, Explanation, Loss, explain};
pub use prepared::{Prepared, Preparer};
pub use repair::{Refusal, Side, repair};
pub use score::{Band, Score, in_context, score};
