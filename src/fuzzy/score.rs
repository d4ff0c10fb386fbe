//! The score of two prepared segments.

use super::prepared::{Prepared, Word, WordKind};
use super::weights::{BELOW_NEARLY_EXACT, CASE, CODES, ENDING, NEARLY_EXACT, PLACEABLE, PUNCTUATION, SPELLING, WORD};
use std::fmt;

/// How near two segments are: 0–100, or 101 and 102 for identical ones in the same context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub u8);

/// Match bands as the field counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 0–49: no match.
    None,
    /// 50–74.
    Low,
    /// 75–84.
    Medium,
    /// 85–94.
    High,
    /// 95–99: no word differs.
    NearlyExact,
    /// 100: identical.
    Exact,
    /// 101: identical, and so is one neighbour.
    Context,
    /// 102: identical, and so are both neighbours.
    DoubleContext,
}

impl Score {
    /// The score with points taken off, never below 0.
    #[must_use]
    pub fn less(self, points: u8) -> Self {
        Self(self.0.saturating_sub(points))
    }

    /// The band it lies in.
    #[must_use]
    pub fn band(self) -> Band {
        match self.0 {
            0..50 => Band::None,
            50..75 => Band::Low,
            75..85 => Band::Medium,
            85..95 => Band::High,
            95..100 => Band::NearlyExact,
            100 => Band::Exact,
            101 => Band::Context,
            _ => Band::DoubleContext,
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "0-49",
            Self::Low => "50-74",
            Self::Medium => "75-84",
            Self::High => "85-94",
            Self::NearlyExact => "95-99",
            Self::Exact => "100",
            Self::Context => "101",
            Self::DoubleContext => "102",
        })
    }
}

/// One step of the cheapest way from the stored words to the words asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word, or two forms or values that count as one (indices into stored and asked words).
    Keep(usize, usize),
    /// Another word.
    Replace(usize, usize),
    /// A stored word that is not asked for.
    Drop(usize),
    /// A word asked for that is not stored.
    Add(usize),
}

/// Points taken off beside the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Points {
    pub(super) placeables: u8,
    pub(super) case: u8,
    pub(super) punctuation: u8,
    pub(super) spelling: u8,
    pub(super) codes: u8,
}

impl Points {
    pub(super) fn total(self) -> u8 {
        self.placeables.saturating_add(self.case + self.punctuation + self.spelling + self.codes)
    }
}

/// The score of a stored segment for the one asked for, if it reaches `least` (0 gives every score).
///
/// Takes time proportional to the product of their lengths in words, and space linear in them; pairs whose lengths or
/// words exclude `least` are given up in linear time.
#[must_use]
pub fn score(stored: &Prepared, asked: &Prepared, least: u8) -> Option<Score> {
    if stored.exact == asked.exact && stored.text == asked.text {
        return Some(Score(100));
    }
    let longer = stored.words.len().max(asked.words.len());
    // A hair more than exact, so that rounding never excludes a pair that reaches `least`.
    let limit = f32::from(100 - least.min(100)) / 100.0 * longer as f32 + 1e-3;
    if longer > 0 && (bound(stored, asked) > limit || stored.words.len().abs_diff(asked.words.len()) as f32 > limit) {
        return None;
    }
    let cost = distance(&stored.words, &asked.words);
    if longer > 0 && cost > limit {
        return None;
    }
    let points = points(stored, asked, &path(&stored.words, &asked.words));
    let score = whole(cost, longer, points);
    (score >= least).then_some(Score(score))
}

/// 101 or 102 for an identical segment whose neighbours are the same: those given are compared with those stored, and
/// where both sides have none (the start or end of a document) they count as equal.
#[must_use]
pub fn in_context(score: Score, before: bool, after: bool) -> Score {
    if score.0 == 100 { Score(100 + u8::from(before) + u8::from(after)) } else { score }
}

/// The score from the cost in words and the points.
pub(super) fn whole(cost: f32, words: usize, points: Points) -> u8 {
    if words == 0 && points.punctuation > 0 {
        // Marks are all there is, and they differ.
        return 0;
    }
    if cost == 0.0 {
        // Something differs, or the segments would have been found identical: at least the codes' places or spaces.
        return 100u8.saturating_sub(points.total().max(1)).max(NEARLY_EXACT);
    }
    let share = 100.0 * (1.0 - cost / words.max(1) as f32);
    (share.floor().clamp(0.0, 100.0) as u8).saturating_sub(points.total()).min(BELOW_NEARLY_EXACT)
}

/// A lower bound of the distance: words of one side whose keys the other side has not (a merge of sorted keys).
fn bound(stored: &Prepared, asked: &Prepared) -> f32 {
    let (a, b) = (&stored.keys, &asked.keys);
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            }
        }
    }
    (a.len().max(b.len()) - shared) as f32 * WORD
}

/// What it costs to make one word of the other.
fn substitution(stored: &Word, asked: &Word) -> f32 {
    if stored.key != asked.key {
        WORD
    } else if stored.form == asked.form || stored.kind != WordKind::Word {
        0.0
    } else {
        ENDING
    }
}

/// Weighted Levenshtein distance in two rows.
pub(super) fn distance(stored: &[Word], asked: &[Word]) -> f32 {
    let mut row: Vec<f32> = (0..=asked.len()).map(|j| j as f32 * WORD).collect();
    for (i, s) in stored.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (i + 1) as f32 * WORD;
        for (j, a) in asked.iter().enumerate() {
            let best = (diagonal + substitution(s, a)).min(row[j] + WORD).min(row[j + 1] + WORD);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[asked.len()]
}

/// More cells than this are not traced back: the differing middle is then shown as one replacement.
const TRACED_CELLS: usize = 4_000_000;

/// The steps of a cheapest way. Common words at both ends are taken off first; what remains is traced in full up to
/// [`TRACED_CELLS`].
pub(super) fn path(stored: &[Word], asked: &[Word]) -> Vec<Step> {
    let same = |s: &Word, a: &Word| s.key == a.key && s.form == a.form;
    let head = stored.iter().zip(asked).take_while(|(s, a)| same(s, a)).count();
    let tail = stored[head..].iter().rev().zip(asked[head..].iter().rev()).take_while(|(s, a)| same(s, a)).count();
    let (n, m) = (stored.len() - head - tail, asked.len() - head - tail);
    let mut steps: Vec<Step> = (0..head).map(|i| Step::Keep(i, i)).collect();
    if n * m > TRACED_CELLS {
        steps.extend((head..head + n).map(Step::Drop));
        steps.extend((head..head + m).map(Step::Add));
    } else {
        steps.extend(traced(&stored[head..head + n], &asked[head..head + m], head));
    }
    steps.extend((0..tail).map(|k| Step::Keep(head + n + k, head + m + k)));
    steps
}

fn traced(stored: &[Word], asked: &[Word], offset: usize) -> Vec<Step> {
    let width = asked.len() + 1;
    let mut cells = vec![0f32; (stored.len() + 1) * width];
    for i in 0..=stored.len() {
        for j in 0..width {
            cells[i * width + j] = match (i, j) {
                (0, _) => j as f32 * WORD,
                (_, 0) => i as f32 * WORD,
                _ => (cells[(i - 1) * width + j - 1] + substitution(&stored[i - 1], &asked[j - 1]))
                    .min(cells[(i - 1) * width + j] + WORD)
                    .min(cells[i * width + j - 1] + WORD),
            };
        }
    }
    let (mut i, mut j) = (stored.len(), asked.len());
    let mut steps = Vec::new();
    while i > 0 || j > 0 {
        let here = cells[i * width + j];
        if i > 0 && j > 0 && here == cells[(i - 1) * width + j - 1] + substitution(&stored[i - 1], &asked[j - 1]) {
            (i, j) = (i - 1, j - 1);
            let (s, a) = (i + offset, j + offset);
            steps.push(if stored[i].key == asked[j].key { Step::Keep(s, a) } else { Step::Replace(s, a) });
        } else if i > 0 && here == cells[(i - 1) * width + j] + WORD {
            i -= 1;
            steps.push(Step::Drop(i + offset));
        } else {
            j -= 1;
            steps.push(Step::Add(j + offset));
        }
    }
    steps.reverse();
    steps
}

/// Points for what differs beside the words, given the way between the words.
pub(super) fn points(stored: &Prepared, asked: &Prepared, steps: &[Step]) -> Points {
    let mut points = Points::default();
    let mut values = 0usize;
    for step in steps {
        if let Step::Keep(i, j) = *step {
            let (s, a) = (&stored.words[i], &asked.words[j]);
            let (s_text, a_text) = (&stored.text[s.range.clone()], &asked.text[a.range.clone()]);
            if s_text == a_text {
                continue;
            }
            if s.kind == WordKind::Word {
                if s.form == a.form {
                    if s_text.to_lowercase() == a_text.to_lowercase() {
                        points.case = CASE;
                    } else {
                        points.spelling = SPELLING;
                    }
                }
            } else {
                values += 1;
            }
        }
    }
    points.placeables = PLACEABLE.saturating_mul(values.min(5) as u8);
    if stored.punctuation != asked.punctuation && marks(stored) != marks(asked) {
        points.punctuation = PUNCTUATION;
    }
    if stored.codes != asked.codes {
        points.codes = CODES;
    }
    points
}

/// The marks alone, for a comparison that does not count words: those differ already.
fn marks(prepared: &Prepared) -> Vec<&str> {
    prepared.punctuation.iter().map(|mark| mark.text.as_str()).collect()
}
