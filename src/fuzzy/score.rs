//! The score of two prepared segments.
//!
//! The words are compared by a Levenshtein distance whose costs stand in `weights`: equal words cost nothing, words of
//! one key (stem, kind of placeable) a fraction, other words, insertions and deletions a whole word. The share of words
//! that need not be written anew, in whole percent rounded down, less points for punctuation and codes, is the score.
//!
//! Every cost is a sum over pairs of words and never falls when two things that were equal are told apart. So a score
//! computed from less than is known of the segments (keys alone, or hashes of a byte) is an upper bound of the true one;
//! the index lives on that.

use super::prepared::{Prepared, Word, WordKind};
use super::weights::{BELOW_NEARLY_EXACT, CODES, ENDING, NEARLY_EXACT, PUNCTUATION, SURFACE, VALUE, WORD};
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
    /// The same word, or two forms or values of one (indices into stored and asked words).
    Keep(usize, usize),
    /// Another word.
    Replace(usize, usize),
    /// A stored word that is not asked for.
    Drop(usize),
    /// A word asked for that is not stored.
    Add(usize),
}

/// The score of a stored segment for the one asked for, if it reaches `least` (0 gives every score).
///
/// Takes time proportional to the longer segment times what the two differ by, both in words, and space linear in them.
#[must_use]
pub fn score(stored: &Prepared, asked: &Prepared, least: u8) -> Option<Score> {
    if stored.is(asked) {
        return Some(Score(100));
    }
    let (s, a) = (&stored.words, &asked.words);
    let lengths = (s.len(), a.len());
    let word_for_word = word_for_word(stored, asked);
    let limit = limit(lengths, least, word_for_word);
    let cost = distance(lengths, |i, j| substitution(&s[i], &a[j]), limit)?;
    let score = whole(cost, lengths, word_for_word, points(stored, asked));
    (score >= least).then_some(Score(score))
}

/// 101 or 102 for an identical segment whose neighbours are the same: those given are compared with those stored, and
/// where both sides have none (the start or end of a document) they count as equal.
#[must_use]
pub fn in_context(score: Score, before: bool, after: bool) -> Score {
    if score.0 == 100 { Score(100 + u8::from(before) + u8::from(after)) } else { score }
}

/// The greatest cost with which segments of these lengths still reach a score. Those that are the same word for word have
/// [`NEARLY_EXACT`] whatever their values cost.
pub(super) fn limit((stored, asked): (usize, usize), least: u8, word_for_word: bool) -> u32 {
    let longer = u32::try_from(stored.max(asked)).unwrap_or(u32::MAX / WORD);
    // In percent of words of 100: the hundreds cancel out.
    const { assert!(WORD == 100 && SURFACE <= VALUE) };
    let percent = u32::from(100 - least.min(100));
    longer.saturating_mul(if word_for_word { percent.max(VALUE) } else { percent })
}

/// The score from the cost, the lengths, whether the words are the same one by one, and the points.
pub(super) fn whole(cost: u32, (stored, asked): (usize, usize), word_for_word: bool, points: u8) -> u8 {
    let longer = stored.max(asked);
    if longer == 0 {
        // Neither has a word or a mark: only spaces or codes differ.
        return 100 - points.max(1);
    }
    let lost = (u64::from(cost)).div_ceil(longer as u64).min(100) as u8;
    let share = (100 - lost).saturating_sub(points);
    if word_for_word {
        // Something differs, or the segments would have been found identical: at least the codes' places or spaces.
        share.clamp(NEARLY_EXACT, 99)
    } else {
        share.min(BELOW_NEARLY_EXACT)
    }
}

/// Whether the words are the same one by one, whatever their capitals, and placeables whatever their values.
fn word_for_word(stored: &Prepared, asked: &Prepared) -> bool {
    let same = |(s, a): (&Word, &Word)| s.key == a.key && (s.kind != WordKind::Word || s.form == a.form);
    stored.words.len() == asked.words.len() && stored.words.iter().zip(&asked.words).all(same)
}

/// Points for what differs beside the words.
pub(super) fn points(stored: &Prepared, asked: &Prepared) -> u8 {
    let mut points = 0;
    if stored.marks != asked.marks {
        points += PUNCTUATION;
    }
    if stored.codes != asked.codes {
        points += CODES;
    }
    points
}

/// What it costs to make one word of the other.
pub(super) fn substitution(stored: &Word, asked: &Word) -> u32 {
    cost_of(
        stored.key == asked.key,
        stored.kind != WordKind::Word,
        stored.form == asked.form,
        stored.surface == asked.surface,
    )
}

/// The cost of a pair of words from what is equal of them.
pub(super) fn cost_of(key: bool, placeable: bool, form: bool, surface: bool) -> u32 {
    match (key, form, surface) {
        (false, _, _) => WORD,
        (true, true, true) => 0,
        (true, true, false) => SURFACE,
        (true, false, _) if placeable => VALUE,
        (true, false, _) => ENDING,
    }
}

/// Weighted Levenshtein distance of two sequences, if it is not above `limit`. The costs of pairs are at most [`WORD`].
///
/// Ukkonen (1985): a way that costs `t` leaves the diagonal by at most `t / WORD` steps, so only a band is looked at. The
/// band is doubled until it holds the distance: time O(longer length · distance in words), space O(width of the band).
pub(super) fn distance((n, m): (usize, usize), cost: impl Fn(usize, usize) -> u32, limit: u32) -> Option<u32> {
    let least = u32::try_from(n.abs_diff(m)).unwrap_or(u32::MAX / WORD).saturating_mul(WORD);
    if least > limit {
        return None;
    }
    let mut row = Vec::new();
    let mut bound = least.saturating_add(FIRST_BAND * WORD).min(limit);
    loop {
        match banded((n, m), &cost, bound, &mut row) {
            Some(found) => return Some(found),
            None if bound == limit => return None,
            None => bound = bound.saturating_mul(2).min(limit),
        }
    }
}

/// Words by which two segments may differ in the first try.
const FIRST_BAND: u32 = 8;
/// More than any cost, and far from overflowing when costs are added.
const TOO_MUCH: u32 = u32::MAX / 4;

fn banded((n, m): (usize, usize), cost: &impl Fn(usize, usize) -> u32, bound: u32, row: &mut Vec<u32>) -> Option<u32> {
    let reach = (bound / WORD) as usize;
    row.clear();
    row.extend((0..=m).map(|j| if j <= reach { j as u32 * WORD } else { TOO_MUCH }));
    for i in 0..n {
        // Cells of this row: |(i + 1) - j| <= reach.
        let (from, to) = ((i + 1).saturating_sub(reach), (i + 1 + reach).min(m));
        if from > m {
            return None;
        }
        let mut diagonal = if from == 0 { row[0] } else { row[from - 1] };
        let mut left = TOO_MUCH;
        let mut best = TOO_MUCH;
        if from == 0 {
            left = (i as u32 + 1) * WORD;
            row[0] = left;
            best = left;
        } else {
            row[from - 1] = TOO_MUCH;
        }
        for (j, cell) in row.iter_mut().enumerate().take(to + 1).skip(from.max(1)) {
            let up = *cell;
            let here = (diagonal + cost(i, j - 1)).min(up + WORD).min(left + WORD);
            diagonal = up;
            *cell = here;
            left = here;
            best = best.min(here);
        }
        if best > bound {
            return None;
        }
    }
    (row[m] <= bound).then_some(row[m])
}

/// More cells than this are not traced back: the differing middle is then shown as one replacement.
const TRACED_CELLS: usize = 4_000_000;

/// The steps of a cheapest way. Equal words at both ends are taken off first; what remains is traced in full up to
/// [`TRACED_CELLS`].
pub(super) fn path(stored: &[Word], asked: &[Word]) -> Vec<Step> {
    let same = |s: &Word, a: &Word| substitution(s, a) == 0;
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
    let mut cells = vec![0u32; (stored.len() + 1) * width];
    for i in 0..=stored.len() {
        for j in 0..width {
            cells[i * width + j] = match (i, j) {
                (0, _) => j as u32 * WORD,
                (_, 0) => i as u32 * WORD,
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
