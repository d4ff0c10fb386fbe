//! What helps the aligner beyond the documents: sentence vectors, and words learned from memories.

use super::{Error, OpenedDocument, Progress, Vectors, Workspace};
use crate::align::{self, Lessons, Line, Taught};
use crate::lang::Language;
use crate::model::Bead;
use crate::store::{Store, TuvText};
use std::ops::ControlFlow;

/// Evidence from outside the documents.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// Sentence vectors, if there are any.
    pub vectors: Vectors,
    /// Words learned from memories, if there are any.
    pub learned: Learned,
}

impl Help {
    /// What tells this help from other.
    pub(super) fn fingerprint(&self) -> String {
        format!("{}\0{}", self.vectors.fingerprint(), self.learned.memories.join(","))
    }

    /// Aligns documents with this help; what is wrong with it is told as their problems. Where the languages together
    /// show that a sentence ends without a mark, the documents' segments are cut; but not when there are vectors, which
    /// are those of the segments as they were.
    pub(super) fn align(&self, documents: &mut [OpenedDocument]) -> Result<Vec<Bead>, Error> {
        let vectors = self.vectors.of(documents)?;
        let help = align::Help { vectors: &vectors, taught: Some(&self.learned.taught) };
        let texts = texts(documents);
        let beads = align::align_with(&texts, &help);
        let cuts = if vectors.is_empty() { align::cuts(&texts, &beads, &help) } else { Vec::new() };
        if cuts.iter().all(Vec::is_empty) {
            return Ok(beads);
        }
        for (document, cuts) in documents.iter_mut().zip(cuts) {
            document.cut(&cuts);
        }
        Ok(align::align_with(&self::texts(documents), &help))
    }
}

fn texts(documents: &[OpenedDocument]) -> Vec<(Language, Vec<Line<'_>>)> {
    documents.iter().map(|document| (document.lang.language(), super::align::lines(document))).collect()
}

/// Words learned from memories.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// The memories. A run that goes on after it was broken off may have changed them itself: by their names it is known
    /// again, not by what they hold.
    memories: Vec<String>,
    taught: Taught,
}

/// Sides between two looks at whether to go on.
const LOOK: u64 = 1 << 12;

impl Learned {
    /// Learns from memories. Of a large one a part is taken, spread evenly over it (see [`Lessons`]).
    ///
    /// # Errors
    /// When one is missing or cannot be read, and when it is interrupted.
    pub fn from(workspace: &Workspace, memories: &[String], progress: &dyn Progress) -> Result<Self, Error> {
        let mut lessons = Lessons::default();
        for memory in memories {
            let store = workspace.open_read(memory)?;
            let total = store.stats()?.tuvs.iter().map(|(_, sides)| sides).sum();
            let what = format!("learning from {memory}");
            let (mut seen, mut interrupted) = (0u64, false);
            let (mut of, mut unit) = (None, Vec::new());
            store.tuvs(None, &mut |side: TuvText<'_>| {
                if seen.is_multiple_of(LOOK) && progress.at(&what, seen, Some(total)).is_break() {
                    interrupted = true;
                    return ControlFlow::Break(());
                }
                seen += 1;
                if of.replace(side.tu) != Some(side.tu) {
                    teach(&mut lessons, &mut unit);
                }
                unit.push((side.lang.language(), side.text.to_owned()));
                ControlFlow::Continue(())
            })?;
            if interrupted {
                return Err(Error::Interrupted);
            }
            teach(&mut lessons, &mut unit);
        }
        Ok(Self { memories: memories.to_vec(), taught: Taught::learn(lessons) })
    }
}

fn teach(lessons: &mut Lessons, unit: &mut Vec<(Language, String)>) {
    lessons.add(&unit.iter().map(|(language, text)| (*language, text.as_str())).collect::<Vec<_>>());
    unit.clear();
}
