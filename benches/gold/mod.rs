//! Documents with known beads, as `tolmach evaluate` takes them: a folder each, with `gold.json` or `gold.tsv`.

use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tolmach::align::estimate::Known;
use tolmach::align::evaluate::Numbers;
use tolmach::formats::beads::{self, Beads};
use tolmach::workspace::align::{Request, lines, open};
use tolmach::workspace::{OpenedDocument, Silent};

/// A document in two or three languages with its beads.
pub(crate) struct Document {
    texts: Vec<OpenedDocument>,
    gold: Vec<(Vec<usize>, Vec<Numbers>)>,
}

/// The documents in a folder and below it. `raw`: texts are taken as they are (`LANG.txt`) and cut into segments, even
/// where there are files with a segment a line (`LANG.sent`).
pub(crate) fn documents(folder: &Path, raw: bool) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    let mut documents = Vec::new();
    for path in &paths {
        if path.is_dir() {
            documents.extend(self::documents(path, raw)?);
        } else if path.file_name().is_some_and(|name| name == "gold.json" || name == "gold.tsv") {
            documents.push(Document::read(path, &paths, raw).map_err(|error| format!("{}: {error}", path.display()))?);
        }
    }
    Ok(documents)
}

impl Document {
    fn read(gold: &Path, beside: &[PathBuf], raw: bool) -> Result<Self, Box<dyn Error>> {
        let gold = beads::read(&fs::read(gold)?)?;
        let file = |stem: &str, segmented: bool| {
            let is = |path: &&PathBuf| {
                path.file_stem().is_some_and(|own| own == stem)
                    && path.extension().is_some_and(|end| end == "sent") == segmented
            };
            beside.iter().find(is).cloned()
        };
        let files =
            |segmented| gold.langs.iter().map(|lang| file(lang.as_str(), segmented)).collect::<Option<Vec<_>>>();
        let segmented = files(true).filter(|_| !raw && gold.numbers.is_some());
        let is_segmented = segmented.is_some();
        let files = segmented.or_else(|| files(false)).ok_or("no texts beside it")?;
        let texts = open(
            &Request { files, langs: gold.langs.clone(), segmented: is_segmented, ..Request::default() },
            &Silent,
        )?;
        let golden = if is_segmented { gold.numbers.clone().unwrap_or_default() } else { numbered(&gold, &texts)? };
        let tag = |side: usize| gold.langs[side].as_str();
        // What is left in two languages of a bead of three may be two beads: pairs are taken where they have beads of their own.
        let own = |(a, b): (usize, usize)| {
            let beads = gold.pairs.get(&format!("{}-{}", tag(a), tag(b))).filter(|_| is_segmented)?;
            Some((vec![a, b], beads.clone()))
        };
        let pairs = [(0, 1), (0, 2), (1, 2)].into_iter().filter(|(_, b)| gold.langs.len() > 2.max(*b)).filter_map(own);
        let gold = pairs.chain([((0..texts.len()).collect(), golden)]).collect();
        Ok(Self { gold, texts })
    }

    /// What the aligner is told of it, and what it should find.
    pub(crate) fn known(&self) -> Known<'_> {
        let texts = self.texts.iter().map(|text| (text.lang.language(), lines(text))).collect();
        Known { texts, gold: self.gold.clone() }
    }

    pub(crate) fn segments(&self) -> usize {
        self.texts.iter().map(|text| text.segments.len()).sum()
    }

    /// The names of its alignments: `en-ru`.
    pub(crate) fn names(&self) -> Vec<String> {
        let tag = |side: &usize| self.texts[*side].lang.as_str();
        self.gold.iter().map(|(sides, _)| sides.iter().map(tag).collect::<Vec<_>>().join("-")).collect()
    }
}

/// The beads of a gold by the numbers of our segments, for texts that we have cut. Beads that a segment of ours reaches
/// out of are left out. Places are counted in characters that are not white space.
fn numbered(gold: &Beads, texts: &[OpenedDocument]) -> Result<Vec<Numbers>, Box<dyn Error>> {
    let golden = places(gold, texts)?;
    let mut sides = Vec::new();
    for text in texts {
        let mut ends = vec![0];
        ends.extend(text.segments.iter().scan(0, |end, (range, _)| {
            *end += solid(&text.document.text[range.clone()]);
            Some(*end)
        }));
        sides.push(ends);
    }
    let numbers = |(place, ends): (&Range<usize>, &Vec<usize>)| -> Option<Vec<usize>> {
        if place.is_empty() {
            return Some(Vec::new());
        }
        Some((ends.binary_search(&place.start).ok()?..ends.binary_search(&place.end).ok()?).collect())
    };
    let bead = |bead: &Vec<Range<usize>>| bead.iter().zip(&sides).map(numbers).collect();
    Ok(golden.iter().filter_map(bead).collect())
}

/// Where each side of each gold bead stands in its text.
fn places(gold: &Beads, texts: &[OpenedDocument]) -> Result<Vec<Vec<Range<usize>>>, Box<dyn Error>> {
    if let Some(beads) = &gold.texts {
        let mut at = vec![0; texts.len()];
        let mut place = |(side, texts): (usize, &Vec<String>)| {
            let start = at[side];
            at[side] += texts.iter().map(|text| solid(text)).sum::<usize>();
            start..at[side]
        };
        return Ok(beads.iter().map(|bead| bead.iter().enumerate().map(&mut place).collect()).collect());
    }
    let mut spans = Vec::new();
    for (lang, text) in gold.langs.iter().zip(texts) {
        let spans_of = gold.spans.get(lang.as_str()).ok_or("it does not tell the places of segments")?;
        let raw = fs::read_to_string(&text.path)?;
        let mut before = vec![0];
        before.extend(raw.chars().scan(0, |count, c| {
            *count += usize::from(!c.is_whitespace());
            Some(*count)
        }));
        let end = before.len() - 1;
        let solid = |span: &Range<usize>| before[span.start.min(end)]..before[span.end.min(end)];
        spans.push(spans_of.iter().map(solid).collect::<Vec<_>>());
    }
    let place = |(numbers, spans): (&Vec<usize>, &Vec<Range<usize>>)| match numbers[..] {
        [first, .., last] => spans[first].start..spans[last].end,
        [only] => spans[only].clone(),
        [] => 0..0,
    };
    let beads = gold.numbers.as_ref().ok_or("no beads in it")?;
    Ok(beads.iter().map(|bead| bead.iter().zip(&spans).map(place).collect()).collect())
}

fn solid(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
