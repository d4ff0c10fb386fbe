//! Leverage: how much of documents the memories, and the documents themselves, already hold, by match bands.
//!
//! Each segment counts in one share only. A match in context (101, 102) comes first; then a repetition, which is a
//! segment of exactly the same text met before in the same call (its first occurrence counts by its match); then the
//! best match of the memories, or, where that is in a better band, of a segment met before (an internal match).
//!
//! A word is what stands between spaces and has a letter or a digit in it; a number is a word, a lone dash is none.
//! Characters are counted with white space evened out.

mod earlier;

use super::document::OpenOptions;
use super::query::{self, Neighbours, Query, answer_all};
use super::{Error, Filter, OpenedDocument, Progress, Workspace};
use crate::formats::csv;
use crate::fuzzy::{Band, Prepared, Preparer, Score};
use crate::lang::Lang;
use crate::problem::Problem;
use earlier::{Earlier, Rarity};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::ops::AddAssign;
use std::path::PathBuf;

/// What to analyse.
#[derive(Clone, Debug)]
pub struct Request {
    /// The documents, in any format that is read.
    pub files: Vec<PathBuf>,
    /// Their language; found out for each when there is none.
    pub from: Option<Lang>,
    /// The language to translate into.
    pub to: Lang,
    /// The memories, all of the workspace when empty.
    pub memories: Vec<String>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
    /// Points taken off the matches of a memory.
    pub penalties: Vec<(String, u8)>,
    /// Whether a line is a segment.
    pub segmented: bool,
    /// Encoding of text files; found out when there is none.
    pub encoding: Option<String>,
    /// Whether segments of one document repeat those of another.
    pub cross_file: bool,
}

/// Where a segment counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Met before in the same call.
    Repetition,
    /// Matched in this band.
    Match(Band),
}

/// The shares from the best to none.
pub const SHARES: [Share; 9] = [
    Share::Match(Band::DoubleContext),
    Share::Match(Band::Context),
    Share::Repetition,
    Share::Match(Band::Exact),
    Share::Match(Band::NearlyExact),
    Share::Match(Band::High),
    Share::Match(Band::Medium),
    Share::Match(Band::Low),
    Share::Match(Band::None),
];

impl Share {
    /// Its name in tables and JSON.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Repetition => "repetitions".to_owned(),
            Self::Match(Band::None) => "none".to_owned(),
            Self::Match(band) => band.to_string(),
        }
    }
}

/// How much text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Segments.
    pub segments: u64,
    /// Words.
    pub words: u64,
    /// Characters, spaces included.
    pub characters: u64,
    /// Characters that are no spaces.
    pub letters: u64,
}

impl Amount {
    /// One segment.
    fn of(text: &str) -> Self {
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        Self { segments: 1, words: words as u64, characters: text.chars().count() as u64, letters: letters as u64 }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.words += other.words;
        self.characters += other.characters;
        self.letters += other.letters;
    }
}

/// What counts in a share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// All of it.
    pub all: Amount,
    /// What of it is like another segment of the call, not like one of the memories.
    pub internal: Amount,
}

/// A document, or all of them, by shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// In the order of [`SHARES`].
    pub parts: [Part; SHARES.len()],
}

impl Counted {
    /// All shares together.
    #[must_use]
    pub fn total(&self) -> Amount {
        let mut total = Amount::default();
        self.parts.iter().for_each(|part| total += part.all);
        total
    }

    /// The words to be paid for.
    #[must_use]
    pub fn weighted(&self, weights: &Weights) -> f64 {
        (0..SHARES.len()).map(|n| weights.words(n, self.parts[n].all)).sum()
    }

    fn add(&mut self, share: Share, internal: bool, amount: Amount) {
        if let Some(at) = SHARES.iter().position(|known| *known == share) {
            self.parts[at].all += amount;
            if internal {
                self.parts[at].internal += amount;
            }
        }
    }
}

/// A document and its shares.
#[derive(Clone, Debug)]
pub struct Analysed {
    /// The file.
    pub path: PathBuf,
    /// Its language.
    pub lang: Lang,
    /// What the reader found wrong.
    pub problems: Vec<Problem>,
    /// Its shares.
    pub counted: Counted,
}

/// Documents analysed.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Each of them.
    pub files: Vec<Analysed>,
    /// All of them.
    pub total: Counted,
}

/// What percentage of a word is paid for in each share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights([u8; SHARES.len()]);

/// The usual grid: matches in context are free, repetitions and identical segments a third, what has to be read over
/// three fifths, what has to be translated the whole.
pub const USUAL_WEIGHTS: &str = "102=0,101=0,repetitions=30,100=30,95-99=60,85-94=60,75-84=60,50-74=100,none=100";

impl Weights {
    /// Reads `100=30,95-99=60`: shares with percentages; those not named are as in the [`USUAL_WEIGHTS`].
    ///
    /// # Errors
    /// When a share is unknown or a percentage is none.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut weights = [100; SHARES.len()];
        for item in USUAL_WEIGHTS.split(',').chain(text.split(',')) {
            let read = || {
                let (name, percent) = item.split_once('=')?;
                let at = SHARES.iter().position(|share| share.name() == name.trim())?;
                let percent: u8 = percent.trim().trim_end_matches('%').parse().ok().filter(|p| *p <= 100)?;
                Some((at, percent))
            };
            let (at, percent) = read().ok_or_else(|| Error::Weights(item.to_owned()))?;
            weights[at] = percent;
        }
        Ok(Self(weights))
    }

    /// The percentages in the order of [`SHARES`].
    #[must_use]
    pub fn percentages(&self) -> [u8; SHARES.len()] {
        self.0
    }

    /// The words to be paid for of a share, by its place in [`SHARES`].
    #[must_use]
    pub fn words(&self, share: usize, amount: Amount) -> f64 {
        amount.words as f64 * f64::from(self.0[share]) / 100.0
    }
}

/// A document cut up, and each segment made ready.
struct Cut {
    opened: OpenedDocument,
    texts: Vec<String>,
    prepared: Vec<Prepared>,
}

/// Analyses documents. Holds all of them at once, as each segment may be like any other.
///
/// # Errors
/// When a document or a memory cannot be read.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Analysis, Error> {
    let options =
        OpenOptions { lang: request.from.clone(), segmented: request.segmented, encoding: request.encoding.clone() };
    let mut cuts = Vec::new();
    for (n, path) in request.files.iter().enumerate() {
        if progress.at("reading", n as u64, Some(request.files.len() as u64)).is_break() {
            return Err(Error::Interrupted);
        }
        let opened = OpenedDocument::open(path, &options)?;
        let texts: Vec<String> = (0..opened.segments.len()).map(|i| opened.text_of(i..i + 1)).collect();
        let mut preparer = Preparer::new(opened.lang.language());
        let prepared = texts.iter().map(|text| preparer.text(text)).collect();
        cuts.push(Cut { opened, texts, prepared });
    }
    let rarity = Rarity::of(cuts.iter().flat_map(|cut| &cut.prepared));
    let mut analysis = Analysis::default();
    let mut met: HashSet<(&Lang, &str)> = HashSet::new();
    let mut earlier: HashMap<&Lang, Earlier<'_>> = HashMap::new();
    for cut in &cuts {
        if !request.cross_file {
            met.clear();
            earlier.clear();
        }
        let lang = &cut.opened.lang;
        let scores = best(workspace, &request.query(lang), &cut.texts, progress)?;
        let earlier = earlier.entry(lang).or_insert_with(|| Earlier::new(&rarity));
        let mut counted = Counted::default();
        for (i, text) in cut.texts.iter().enumerate() {
            if progress.at("comparing", i as u64, Some(cut.texts.len() as u64)).is_break() {
                return Err(Error::Interrupted);
            }
            let (score, known) = (scores[i], met.contains(&(lang, text.as_str())));
            let (share, internal) = if score > Score(100) {
                (Share::Match(score.band()), false)
            } else if known {
                (Share::Repetition, false)
            } else {
                match earlier.better(&cut.prepared[i], score.band()) {
                    Some(band) => (Share::Match(band), true),
                    None => (Share::Match(score.band()), false),
                }
            };
            let amount = Amount::of(text);
            counted.add(share, internal, amount);
            analysis.total.add(share, internal, amount);
            if !known {
                earlier.add(&cut.prepared[i]);
                met.insert((lang, text));
            }
        }
        let OpenedDocument { path, lang, problems, .. } = &cut.opened;
        analysis.files.push(Analysed { path: path.clone(), lang: lang.clone(), problems: problems.clone(), counted });
    }
    Ok(analysis)
}

impl Request {
    fn query(&self, from: &Lang) -> query::Request {
        query::Request {
            from: from.clone(),
            to: self.to.clone(),
            min: 50,
            limit: 1,
            memories: self.memories.clone(),
            filter: self.filter.clone(),
            penalties: self.penalties.clone(),
        }
    }
}

/// For each segment the score of the best match of the memories, 0 when there is none.
fn best(
    workspace: &Workspace,
    request: &query::Request,
    texts: &[String],
    progress: &dyn Progress,
) -> Result<Vec<Score>, Error> {
    let neighbour = |at: Option<usize>| at.and_then(|at| texts.get(at)).cloned();
    let query = |i: usize| Query {
        text: texts[i].clone(),
        context: Some(Neighbours { before: neighbour(i.checked_sub(1)), after: neighbour(Some(i + 1)) }),
    };
    let queries: Vec<Query> = (0..texts.len()).map(query).collect();
    let mut scores = Vec::with_capacity(texts.len());
    answer_all(workspace, request, &queries, progress, |_, found| {
        scores.push(found.first().map_or(Score(0), |found| found.score));
        Ok::<_, Error>(())
    })?;
    Ok(scores)
}

/// Writes an analysis as a table for spreadsheets: a row for each share of each document and of all (`*`).
///
/// # Errors
/// When the output does not take it.
pub fn write_csv(analysis: &Analysis, weights: Option<&Weights>, out: impl Write) -> io::Result<()> {
    let mut head: Vec<String> = ["file", "share", "segments", "words", "characters", "characters_without_spaces"]
        .into_iter()
        .chain(["internal_segments", "internal_words"])
        .map(str::to_owned)
        .collect();
    if weights.is_some() {
        head.extend(["weight", "weighted_words"].map(str::to_owned));
    }
    let mut rows = vec![head];
    let files = analysis.files.iter().map(|file| (file.path.display().to_string(), &file.counted));
    for (name, counted) in files.chain([("*".to_owned(), &analysis.total)]) {
        for (n, (share, part)) in SHARES.iter().zip(&counted.parts).enumerate() {
            let Amount { segments, words, characters, letters } = part.all;
            let figures = [segments, words, characters, letters, part.internal.segments, part.internal.words];
            let mut row = vec![name.clone(), share.name()];
            row.extend(figures.map(|figure| figure.to_string()));
            if let Some(weights) = weights {
                row.extend([weights.0[n].to_string(), format!("{:.2}", weights.words(n, part.all))]);
            }
            rows.push(row);
        }
    }
    csv::write_rows(out, &rows)
}
