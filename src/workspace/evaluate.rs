//! Measuring alignments against gold ones.

use super::{Error, files_in};
use crate::align::evaluate::{Places, chosen, numbered};
use crate::formats::beads::{self, Beads};
use crate::lang::Lang;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use crate::align::evaluate::{Evaluation, Tallies, Tally};

/// What to measure.
#[derive(Clone, Debug)]
pub struct Request {
    /// The gold alignment, or a folder with `gold.json` or `gold.tsv` in it or below it.
    pub gold: PathBuf,
    /// The alignment to measure, or a folder with one for each gold alignment, named after the gold's folder.
    pub found: PathBuf,
    /// The languages of the sides of what is measured, where it does not say.
    pub langs: Vec<Lang>,
    /// Whether segments are known by their places in the text, which the gold tells (`spans`), not by number.
    pub by_place: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The figures, counted over all documents.
    pub evaluation: Evaluation,
    /// The languages compared, of the first document.
    pub langs: Vec<Lang>,
    /// Documents.
    pub documents: usize,
    /// Gold alignments that nothing was found for; all of theirs counts as missed.
    pub missing: Vec<String>,
}

/// Measures one alignment, or a folder of them.
///
/// # Errors
/// When a file cannot be read or two alignments do not fit together.
pub fn run(request: &Request) -> Result<Measured, Error> {
    let mut measured = Measured::default();
    if !request.gold.is_dir() {
        measured.add(&request.gold, &request.found, request)?;
        return Ok(measured);
    }
    let mut golds = Vec::new();
    find(&request.gold, &mut golds)?;
    if golds.is_empty() {
        return Err(Error::NoGold(request.gold.clone()));
    }
    let mut missed = Vec::new();
    for gold in golds {
        let folder = gold.parent().and_then(|folder| folder.strip_prefix(&request.gold).ok()).unwrap_or(Path::new(""));
        match found(&request.found.join(folder), &request.langs) {
            Some(found) => measured.add(&gold, &found, request)?,
            None => {
                measured.missing.push(folder.display().to_string());
                missed.push(gold);
            }
        }
    }
    // Last: what was found tells in which languages the others are missed.
    for gold in missed {
        measured.missed(&gold, request)?;
    }
    Ok(measured)
}

/// The gold alignments in a folder and below it, in order.
fn find(folder: &Path, golds: &mut Vec<PathBuf>) -> Result<(), Error> {
    for path in files_in(folder)? {
        if path.is_dir() && !path.is_symlink() {
            find(&path, golds)?;
        } else if path.file_name().is_some_and(|name| name == "gold.json" || name == "gold.tsv") {
            golds.push(path);
        }
    }
    Ok(())
}

/// The alignment of that name: `NAME.jsonl`, `NAME.json`, `NAME.tsv`, or with languages `NAME.en-ru.json` and so on.
fn found(name: &Path, langs: &[Lang]) -> Option<PathBuf> {
    let tags: Vec<&str> = langs.iter().map(Lang::as_str).collect();
    let with = |end: String| {
        let mut file = name.as_os_str().to_owned();
        file.push(end);
        Some(PathBuf::from(file)).filter(|file| file.is_file())
    };
    let forms = ["jsonl", "json", "tsv"];
    let pair = forms.iter().find_map(|form| with(format!(".{}.{form}", tags.join("-"))));
    pair.or_else(|| forms.iter().find_map(|form| with(format!(".{form}"))))
}

fn read(path: &Path) -> Result<Beads, Error> {
    let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
    beads::read(&bytes).map_err(|cause| Error::Beads { path: path.to_owned(), cause })
}

impl Measured {
    fn add(&mut self, gold: &Path, found: &Path, request: &Request) -> Result<(), Error> {
        let (golden, beads) = (read(gold)?, read(found)?);
        self.count(&golden, &beads, request).map_err(|cause| Error::Incomparable {
            gold: gold.to_owned(),
            found: found.to_owned(),
            cause,
        })
    }

    /// Counts a gold alignment that nothing was found for.
    fn missed(&mut self, gold: &Path, request: &Request) -> Result<(), Error> {
        let golden = read(gold)?;
        let nothing = Beads {
            langs: if request.langs.is_empty() { self.langs.clone() } else { request.langs.clone() },
            numbers: golden.numbers.as_ref().map(|_| Vec::new()),
            texts: golden.texts.as_ref().map(|_| Vec::new()),
            places: Some(Vec::new()),
            ..Beads::default()
        };
        let (gold, found) = (gold.to_owned(), request.found.clone());
        self.count(&golden, &nothing, request).map_err(|cause| Error::Incomparable { gold, found, cause })
    }

    fn count(&mut self, gold: &Beads, found: &Beads, request: &Request) -> Result<(), String> {
        let langs = langs_of(gold, found, &request.langs)?;
        self.evaluation.add(&compared(&in_languages(gold, &langs)?, found, request.by_place)?);
        self.documents += 1;
        if self.langs.is_empty() {
            self.langs = langs;
        }
        Ok(())
    }
}

/// The languages to compare in: those of what was found, or told, or of the gold.
fn langs_of(gold: &Beads, found: &Beads, told: &[Lang]) -> Result<Vec<Lang>, String> {
    let langs = [&found.langs, told, &gold.langs].into_iter().find(|langs| !langs.is_empty());
    let langs = langs.ok_or("neither says its languages; --langs does")?.to_vec();
    let beads = found.numbers.iter().flatten().find(|bead| bead.len() != langs.len());
    match beads {
        Some(bead) => Err(format!("a bead has {} sides, the languages are {}", bead.len(), tags(&langs))),
        None => Ok(langs),
    }
}

/// The gold in some of its languages, or in another order: beads of their own if it has them, else what is left of its
/// beads.
fn in_languages(gold: &Beads, langs: &[Lang]) -> Result<Beads, String> {
    let place = |lang: &Lang| gold.langs.iter().position(|own| own.serves(lang));
    let sides: Option<Vec<usize>> = langs.iter().map(place).collect();
    let sides = sides.ok_or_else(|| format!("the gold is in {}, the other in {}", tags(&gold.langs), tags(langs)))?;
    let tag = |side: usize| gold.langs[side].as_str();
    let own = match sides[..] {
        [a, b] if gold.langs.len() > 2 => {
            let pair = |a: usize, b: usize| gold.pairs.get(&format!("{}-{}", tag(a), tag(b)));
            pair(a, b).cloned().or_else(|| Some(chosen(pair(b, a)?, &[1, 0])))
        }
        _ => None,
    };
    let of = |bead: &Vec<Vec<String>>| sides.iter().map(|side| bead[*side].clone()).collect();
    Ok(Beads {
        langs: langs.to_vec(),
        numbers: own.or_else(|| Some(chosen(gold.numbers.as_ref()?, &sides))),
        texts: gold.texts.as_ref().map(|beads| beads.iter().map(of).collect()),
        spans: gold.spans.clone(),
        ..Beads::default()
    })
}

/// Compares with a gold in the same languages.
fn compared(gold: &Beads, found: &Beads, by_place: bool) -> Result<Evaluation, String> {
    if by_place {
        let spans: Option<Vec<Vec<Range<usize>>>> =
            gold.langs.iter().map(|lang| gold.spans.get(lang.as_str()).cloned()).collect();
        let untold = |which: &str| format!("{which} does not tell the places of its segments");
        let (spans, beads) = spans.zip(gold.numbers.as_ref()).ok_or_else(|| untold("the gold"))?;
        let found = found.places.as_ref().ok_or_else(|| untold("what was found"))?;
        return Ok(Evaluation::of(beads, &numbered(found, &spans)));
    }
    if let (Some(golden), Some(texts)) = (&gold.texts, &found.texts) {
        let sides = gold.langs.len();
        let golden = Placed::of(golden, gold.numbers.as_ref(), sides);
        let found = Placed::of(texts, found.numbers.as_ref(), sides);
        golden.same_texts(&found, &gold.langs)?;
        let segments: Vec<Vec<Range<usize>>> = (0..sides)
            .map(|side| {
                let mut segments: Vec<_> = golden.beads.iter().flat_map(|bead| bead[side].clone()).collect();
                segments.sort_by_key(|segment| segment.start);
                segments
            })
            .collect();
        return Ok(Evaluation::of(&numbered(&golden.beads, &segments), &numbered(&found.beads, &segments)));
    }
    match (&gold.numbers, &found.numbers) {
        (Some(gold), Some(found)) => Ok(Evaluation::of(gold, found)),
        _ => Err("one numbers its segments, the other has their texts".to_owned()),
    }
}

/// Beads by the places of their segments, counted in characters that are not white space.
struct Placed {
    beads: Vec<Places>,
    texts: Vec<String>,
}

impl Placed {
    /// The texts follow each other as their numbers do, without numbers as they come.
    fn of(texts: &[Vec<Vec<String>>], numbers: Option<&Vec<Vec<Vec<usize>>>>, sides: usize) -> Self {
        let mut beads: Vec<Places> = vec![vec![Vec::new(); sides]; texts.len()];
        let mut whole = vec![String::new(); sides];
        for (side, whole) in whole.iter_mut().enumerate() {
            let mut order: Vec<usize> = (0..texts.len()).filter(|bead| !texts[*bead][side].is_empty()).collect();
            if let Some(numbers) = numbers {
                order.sort_by_key(|bead| numbers.get(*bead).and_then(|sides| sides[side].first()));
            }
            let mut at = 0;
            for bead in order {
                for text in &texts[bead][side] {
                    let start = at;
                    for c in text.chars().filter(|c| !c.is_whitespace()) {
                        whole.push(c);
                        at += 1;
                    }
                    beads[bead][side].push(start..at);
                }
            }
        }
        Self { beads, texts: whole }
    }

    /// Whether both are of the same texts; places mean nothing otherwise. An alignment without beads is of any.
    fn same_texts(&self, found: &Self, langs: &[Lang]) -> Result<(), String> {
        for (lang, (gold, found)) in langs.iter().zip(self.texts.iter().zip(&found.texts)) {
            if found != gold && !found.is_empty() {
                let same = gold.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
                let from = |text: &str| text.chars().skip(same.saturating_sub(10)).take(40).collect::<String>();
                return Err(format!("their texts in {lang} differ: “{}” against “{}”", from(gold), from(found)));
            }
        }
        Ok(())
    }
}

fn tags(langs: &[Lang]) -> String {
    langs.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ")
}
