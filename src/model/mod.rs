//! What do we keep? The words of the house as types: units, variants, segments, beads, documents, concepts.
//!
//! Plain values without behaviour of their own beyond keeping their invariants; nothing here is serialisable, what
//! leaves the process is written by hand in `wire`.

mod bead;
mod candidate;
mod document;
mod journal;
mod review;
mod segment;
mod stamps;
mod term;
mod tu;

pub use bead::{Alignment, Bead, DOUBTFUL, Keep, Shape};
pub use candidate::{Candidate, CandidateExample, CandidateTerm};
pub use document::{Block, BlockKind, Document, Source};
pub use journal::{Batch, BatchId, BatchKind, BatchState, ConceptCounts};
pub use review::{Review, ReviewBead, ReviewSide, Verdict};
pub use segment::{Code, CodeKind, CodePart, Inline, Mark, Segment};
pub use stamps::united_stamps;
pub use term::{Concept, Gender, Term, TermStatus};
pub use tu::{Context, Header, Note, Origin, Prop, Tu, TuId, Tuv, attribute};
