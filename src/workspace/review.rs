//! Reviewing an alignment: what a person decided in the page or in a spreadsheet is written, read and stored.

use super::align::{Aligned, title};
use super::files::extension;
use super::unit::{Side as _, unit_of};
use super::{Error, OpenedDocument, Progress, Workspace, now};
use crate::align::ALIGNER;
use crate::formats::review::{ReviewError, read_delimited, read_json, read_xlsx};
use crate::lang::Lang;
use crate::model::{BatchKind, Keep, Origin, Review, ReviewBead, ReviewSide, Tu, TuId, Tuv, Verdict};
use crate::problem::Problem;
use crate::store::{Added, Store, StoreError, Writer};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// Formats a review can be read from, by extension.
pub const FORMATS: &str = "json (saved by the page), tsv, csv, xlsx";

/// What was stored of a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The memory.
    pub memory: String,
    /// Units that are new.
    pub added: u64,
    /// Units that were there already.
    pub merged: u64,
    /// Units of this alignment that were there and are wrong by the review, taken out.
    pub removed: u64,
    /// Beads not stored: rejected, of one language only, or neither reviewed nor sure enough.
    pub skipped: u64,
    /// … of these, left out only because they cross.
    pub crossing: u64,
    /// The batch; `None` when nothing changed.
    pub batch: Option<i64>,
}

/// An alignment as it goes out for review: nothing decided yet.
#[must_use]
pub fn of(aligned: &Aligned) -> Review {
    let side = |document: &OpenedDocument| ReviewSide {
        lang: document.lang.clone(),
        source: document.document.source.clone(),
        segments: (0..document.segments.len()).map(|i| document.text_of(i..i + 1)).collect(),
    };
    Review {
        aligner: Some(ALIGNER.to_owned()),
        sides: aligned.documents.iter().map(side).collect(),
        beads: aligned
            .alignment
            .beads
            .iter()
            .map(|bead| ReviewBead {
                sides: bead.sides.clone(),
                confidence: Some((bead.confidence * 1e4).round() / 1e4),
                crossing: bead.crossing,
                verdict: Verdict::Open,
            })
            .collect(),
    }
}

/// Reads a reviewed alignment, by its extension, and what is odd about it.
///
/// # Errors
/// When the file cannot be read, or anything in it cannot be understood.
pub fn open(file: &Path) -> Result<(Review, Vec<Problem>), Error> {
    let bytes = || std::fs::read(file).map_err(|error| Error::io(file, error));
    let name = file.to_string_lossy();
    let read = match extension(file).as_str() {
        "json" => read_json(&bytes()?).map(|review| (review, Vec::new())),
        "tsv" | "csv" => read_delimited(&bytes()?, &name),
        "xlsx" => read_xlsx(&bytes()?, &name),
        extension => {
            return Err(Error::Format {
                path: file.to_owned(),
                extension: extension.to_owned(),
                known: FORMATS.into(),
            });
        }
    };
    read.map_err(|cause| Error::Review { path: file.to_owned(), cause })
}

/// Checks that a review is of these documents: every bead's text stands in them, in order, white space aside.
///
/// # Errors
/// When a document is of no language of the review, or a text is not in it.
pub fn compare(file: &Path, review: &Review, documents: &[OpenedDocument]) -> Result<(), Error> {
    let refuse = |what: String| Err(Error::Review { path: file.to_owned(), cause: ReviewError::Beads(what) });
    let solid = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    for document in documents {
        let path = document.path.display();
        let Some(at) = review.sides.iter().position(|side| side.lang == document.lang) else {
            return refuse(format!("{path} is in {}, which the review does not have", document.lang));
        };
        let text = solid(&document.document.text);
        let mut from = 0;
        for (n, bead) in review.beads.iter().enumerate() {
            let side = review.sides[at].text(bead.sides[at].clone());
            let wanted = solid(&side);
            // What crosses stands elsewhere.
            let Some(found) = text[from..].find(&wanted).map(|at| from + at).or_else(|| text.find(&wanted)) else {
                return refuse(format!("bead {n}: this text is not in {path}: {side:?}"));
            };
            if !bead.crossing {
                from = found + wanted.len();
            }
        }
    }
    Ok(())
}

/// The units of a review.
pub fn units(review: &Review, keep: Keep) -> impl Iterator<Item = Tu> {
    let kept = review.beads.iter().enumerate().filter(move |(_, bead)| bead.is_kept(keep));
    kept.map(|(n, bead)| {
        let aligner = review.aligner.as_deref().unwrap_or(ALIGNER);
        let mut tu = unit_of(&review.sides, &bead.sides, n, bead.confidence, aligner);
        if bead.is_reviewed() {
            tu.origins = tu.origins.into_iter().map(Origin::reviewed).collect();
        }
        tu
    })
}

/// Stores a review as one batch. Where the same alignment was stored before, its units are corrected: those that the
/// review keeps stay and say so, those that it does not are taken out, unless they come from elsewhere as well.
///
/// Rows deleted from a table took their text with them. What was stored of them is known by its neighbours, and in full
/// when the documents are given.
///
/// # Errors
/// When the memory cannot be written; then nothing is stored.
pub fn apply(
    workspace: &Workspace,
    review: &Review,
    documents: &[OpenedDocument],
    memory: &str,
    keep: Keep,
    progress: &dyn Progress,
) -> Result<Applied, Error> {
    let mut wanted = Wanted::of(units(review, keep).collect());
    let skipped = review.beads.len() - wanted.units.len();
    let crossing = units(review, Keep { crossing: true, ..keep }).count() - wanted.units.len();
    let mut applied =
        Applied { memory: memory.to_owned(), skipped: skipped as u64, crossing: crossing as u64, ..Applied::default() };
    let names = review.sides.iter().map(|side| Path::new(&side.source.name));
    let title = format!("reviewed {}", title(names));
    let mut known = Known::of(&review.sides, documents);
    workspace.changing(memory, |store| {
        let mut stored = BTreeSet::new();
        for side in &review.sides {
            stored.extend(store.of_document(&side.lang, &side.source.name)?);
        }
        let total = (stored.len() + wanted.units.len()) as u64;
        let mut done = 0;
        let mut tick = || {
            done += 1;
            let stop = done % 64 == 0 && progress.at("storing", done, Some(total)).is_break();
            if stop { Err(Error::Interrupted) } else { Ok(()) }
        };
        let at = now();
        let mut writer = store.writer(BatchKind::Align, &title, &at)?;
        // What is wrong goes first: nothing new may merge into it.
        for id in stored {
            tick()?;
            correct(&mut *writer, id, &mut known, &mut wanted, &mut applied)?;
        }
        for (tu, placed) in wanted.units.iter_mut().zip(&wanted.placed) {
            tick()?;
            if *placed {
                continue;
            }
            tu.attributes.push(("creationdate".to_owned(), at.replace(['-', ':'], "")));
            match writer.add(tu)? {
                Added::New(_) => applied.added += 1,
                Added::Merged(_) | Added::Known(_) => applied.merged += 1,
            }
        }
        applied.batch = writer.commit()?.map(|batch| batch.id.0);
        Ok(())
    })?;
    Ok(applied)
}

/// Brings a unit that is there in line with the review, if it came of the same alignment.
fn correct(
    writer: &mut dyn Writer,
    id: TuId,
    known: &mut Known<'_>,
    wanted: &mut Wanted,
    applied: &mut Applied,
) -> Result<(), StoreError> {
    let Some(mut tu) = writer.tu(id)? else { return Ok(()) };
    let origins = std::mem::take(&mut tu.origins);
    let (ours, mut origins): (Vec<Origin>, Vec<Origin>) =
        origins.into_iter().partition(|origin| known.has(&tu.tuvs, origin));
    if ours.is_empty() {
        return Ok(());
    }
    let right: BTreeSet<usize> = ours.iter().flat_map(|origin| wanted.among(&tu.tuvs, &langs_of(origin))).collect();
    for n in right {
        wanted.placed[n] = true;
        applied.merged += 1;
        origins.extend(wanted.units[n].origins.iter().cloned());
    }
    // A side goes with the last origin that speaks for it; an exchange file speaks for all.
    let lost = |lang: &Lang| {
        let speaks = |origin: &Origin| origin.sources.iter().any(|(l, _)| l.as_ref().is_none_or(|l| l == lang));
        ours.iter().any(speaks) && !origins.iter().any(speaks)
    };
    tu.tuvs.retain(|tuv| !lost(&tuv.lang));
    if tu.tuvs.len() < 2 {
        applied.removed += 1;
        return writer.remove(id);
    }
    tu.origins = origins;
    writer.replace(id, &tu).map(drop)
}

fn langs_of(origin: &Origin) -> BTreeSet<&Lang> {
    origin.sources.iter().filter_map(|(lang, _)| lang.as_ref()).collect()
}

/// The units of a review, and which of them are in the memory already.
struct Wanted {
    units: Vec<Tu>,
    placed: Vec<bool>,
    /// Units by the text of their first side.
    by_text: HashMap<String, Vec<usize>>,
}

impl Wanted {
    fn of(units: Vec<Tu>) -> Self {
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, tu) in units.iter().enumerate() {
            by_text.entry(tu.tuvs[0].segment.text()).or_default().push(n);
        }
        Self { placed: vec![false; units.len()], by_text, units }
    }

    /// The units of exactly these languages whose sides are among those given, and that have no place yet.
    fn among(&self, tuvs: &[Tuv], langs: &BTreeSet<&Lang>) -> Vec<usize> {
        let fits = |n: &usize| {
            let sides = &self.units[*n].tuvs;
            let inside = |side: &Tuv| tuvs.iter().any(|tuv| tuv.lang == side.lang && tuv.segment == side.segment);
            !self.placed[*n]
                && sides.iter().map(|side| &side.lang).collect::<BTreeSet<_>>() == *langs
                && sides.iter().all(inside)
        };
        let near = tuvs.iter().filter_map(|tuv| self.by_text.get(&tuv.segment.text())).flatten();
        near.copied().filter(fits).collect()
    }
}

/// The documents of a review, to tell which units came of them: names alone do not, every folder has its `ru.txt`.
struct Known<'r> {
    sides: &'r [ReviewSide],
    texts: Vec<String>,
    /// Where the last unit was found: units come in the order of the documents, nearly.
    found: Vec<usize>,
}

impl<'r> Known<'r> {
    fn of(sides: &'r [ReviewSide], documents: &[OpenedDocument]) -> Self {
        let text = |side: &ReviewSide| match documents.iter().find(|document| document.lang == side.lang) {
            Some(document) => document.text(0..document.count()),
            None => side.text(0..side.count()),
        };
        Self { sides, texts: sides.iter().map(text).collect(), found: vec![0; sides.len()] }
    }

    /// Whether an origin of a unit with these sides is an alignment of these documents as they are now.
    fn has(&mut self, tuvs: &[Tuv], origin: &Origin) -> bool {
        let aligned = origin.aligner.is_some() && !origin.sources.is_empty();
        aligned
            && origin.sources.iter().all(|(lang, source)| {
                let same = |side: &ReviewSide| Some(&side.lang) == lang.as_ref() && side.source.name == source.name;
                let side = self.sides.iter().position(same);
                side.is_some_and(|at| {
                    let lang = &self.sides[at].lang;
                    tuvs.iter().any(|tuv| tuv.lang == *lang && self.holds(at, &tuv.segment.text()))
                        || self.holds_neighbours(at, origin)
                })
            })
    }

    /// Whether what stood before and after a unit in the document is there.
    fn holds_neighbours(&mut self, side: usize, origin: &Origin) -> bool {
        let lang = &self.sides[side].lang;
        let Some(context) = origin.context.iter().find(|context| context.lang == *lang) else { return false };
        let mut neighbours = [&context.before, &context.after].into_iter().flatten().peekable();
        neighbours.peek().is_some() && neighbours.all(|text| self.holds(side, text))
    }

    fn holds(&mut self, side: usize, text: &str) -> bool {
        let (whole, from) = (&self.texts[side], self.found[side]);
        let found = whole[from..].find(text).map(|at| from + at).or_else(|| whole.find(text));
        if let Some(at) = found {
            self.found[side] = at;
        }
        found.is_some()
    }
}
