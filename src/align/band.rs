//! The band: which positions of the two texts the exact search looks at.
//!
//! Anchors first: for each row the few columns that share rare corresponding words, by an inverted index; of these the
//! heaviest chain that goes forward in both texts. Between two neighbours of the chain every position is in the band,
//! with a margin; gaps too large for that are crossed along their diagonal.
//!
//! Whatever the chain is, the band joins the start to the end. It never has more than [`ALL_GAPS_CELLS`] cells plus 40
//! for each row and 8 for each column: of two texts of 5,000 lines with nothing in common less than 240,000 of
//! 25 million. Candidates cost time linear in the lines (each looks at [`VISITS`] others at most), the chain
//! n log n.

use super::search::Problem;
use super::side::Side;
use super::weights::{
    ALL_GAPS_CELLS, BESIDE, CANDIDATES, CERTAIN, CERTAINLY, FULL_CELLS, GAP_CELLS, MARGIN, NEAR, TELLING, VISITS,
    WORD_RATIO_CAP,
};
use std::ops::Range;

/// Positions between segments: `i` rows and `j` columns lie before position `(i, j)`.
pub(super) struct Band {
    /// The first row of positions.
    first: usize,
    /// For each position of the rows the positions of the columns; they grow.
    ranges: Vec<Range<usize>>,
    /// Number of the first cell of each row of positions.
    offsets: Vec<usize>,
}

impl Band {
    pub(super) fn new(first: usize, ranges: Vec<Range<usize>>) -> Self {
        let mut offsets = Vec::with_capacity(ranges.len() + 1);
        let mut cells = 0;
        for range in &ranges {
            offsets.push(cells);
            cells += range.len();
        }
        offsets.push(cells);
        Self { first, ranges, offsets }
    }

    /// Everything.
    pub(super) fn full(rows: usize, columns: usize) -> Self {
        Self::new(0, vec![0..columns + 1; rows + 1])
    }

    /// The band of a problem: everything when it is small, else around the chain of anchors; without what a search before
    /// held impossible beside the positions it was certain of.
    pub(super) fn of(problem: &Problem<'_>, passes: &[Vec<(usize, f32)>]) -> Self {
        let (rows, columns) = (problem.rows.bags.len(), problem.columns.bags.len());
        let certain = certain(passes, rows);
        let band = if rows * columns <= FULL_CELLS {
            Self::full(rows, columns)
        } else {
            Self::around(&chain(&candidates(problem, &certain)), rows, columns)
        };
        band.narrowed(&certain)
    }

    /// The band around the positions that a search found possible.
    pub(super) fn near(passes: &[Vec<(usize, f32)>], columns: usize) -> Self {
        let rows = passes.len();
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(rows);
        for i in 0..rows {
            let around = &passes[i.saturating_sub(NEAR)..(i + NEAR + 1).min(rows)];
            let ends = || around.iter().filter_map(|row| row.first().zip(row.last()));
            let low = ends().map(|(first, _)| first.0).min().unwrap_or(0);
            let high = ends().map(|(_, last)| last.0).max().unwrap_or(columns);
            ranges.push(low.saturating_sub(NEAR)..(high + NEAR).min(columns) + 1);
        }
        // Rows grow, whatever lay aside of them.
        for i in 1..rows {
            ranges[i].end = ranges[i].end.max(ranges[i - 1].end);
        }
        for i in (1..rows).rev() {
            ranges[i - 1].start = ranges[i - 1].start.min(ranges[i].start);
        }
        Self::new(0, ranges).narrowed(&certain(passes, rows - 1))
    }

    /// The band without what lies beside certain positions.
    fn narrowed(mut self, certain: &[Option<Range<usize>>]) -> Self {
        let rows = self.ranges.len();
        for (range, certain) in self.ranges.iter_mut().zip(certain) {
            if let Some(certain) = certain.clone().filter(|c| range.start <= c.start && c.end <= range.end) {
                *range = certain;
            }
        }
        for i in 1..rows {
            self.ranges[i].start = self.ranges[i].start.max(self.ranges[i - 1].start);
        }
        for i in (1..rows).rev() {
            self.ranges[i - 1].end = self.ranges[i - 1].end.min(self.ranges[i].end);
        }
        Self::new(self.first, self.ranges)
    }

    fn around(chain: &[(usize, usize)], rows: usize, columns: usize) -> Self {
        let mut ranges: Vec<Range<usize>> = vec![Range { start: usize::MAX, end: 0 }; rows + 1];
        let mut widen = |i: usize, low: usize, high: usize| {
            let range = &mut ranges[i];
            range.start = range.start.min(low.saturating_sub(MARGIN));
            range.end = range.end.max((high + MARGIN).min(columns) + 1);
        };
        let stops = || chain.iter().copied().chain([(rows, columns)]);
        let largest = largest_full(stops());
        let mut last = (0, 0);
        for (i, j) in stops() {
            let (height, width) = (i - last.0, j - last.1);
            let full = height == 0 || area(height, width) <= largest;
            for row in last.0..=i {
                let (low, high) = if full {
                    (last.1, j)
                } else {
                    // From the diagonal of this row to that of the next, so that rows touch.
                    let on_diagonal = |down: usize| last.1 + area(down.min(height), width) / height;
                    (on_diagonal(row - last.0), on_diagonal(row - last.0 + 1))
                };
                widen(row, low, high);
            }
            last = (i, j);
        }
        // The margin also counts downwards: a row may use the columns of rows a margin away.
        let plain = ranges.clone();
        for (i, range) in ranges.iter_mut().enumerate() {
            range.start = plain[i.saturating_sub(MARGIN / 2)].start;
            range.end = plain[(i + MARGIN / 2).min(rows)].end.min(range.end + MARGIN);
        }
        Self::new(0, ranges)
    }

    /// The part from a position to the end of a row of positions.
    pub(super) fn slice(&self, (i, j): (usize, usize), end: usize) -> Self {
        let ranges = (i..=end).map(|row| self.row(row)).map(|range| range.start.max(j)..range.end.max(j + 1)).collect();
        Self::new(i, ranges)
    }

    /// The rows of positions.
    pub(super) fn rows(&self) -> Range<usize> {
        self.first..self.first + self.ranges.len()
    }

    /// The last position.
    pub(super) fn end(&self) -> (usize, usize) {
        let last = self.rows().end - 1;
        (last, self.row(last).end - 1)
    }

    /// The column positions of a row of positions.
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.ranges[i - self.first].clone()
    }

    /// The cells of a row of positions, each with its column position.
    pub(super) fn positions(&self, i: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> + use<> {
        let first = self.offsets[i - self.first];
        let range = self.row(i);
        (first..first + range.len()).zip(range)
    }

    pub(super) fn cells(&self) -> usize {
        self.offsets[self.ranges.len()]
    }

    /// The number of a position, if it lies in the band.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        self.cells_of(i)?.at(j)
    }

    /// The cells of a row of positions, if it lies in the band.
    pub(super) fn cells_of(&self, i: usize) -> Option<Cells> {
        let row = i.checked_sub(self.first)?;
        let range = self.ranges.get(row)?;
        Some(Cells { start: range.start, len: range.len(), first: self.offsets[row] })
    }
}

/// The cells of a row of positions.
#[derive(Clone, Copy)]
pub(super) struct Cells {
    start: usize,
    len: usize,
    /// Number of the first.
    first: usize,
}

impl Cells {
    /// The number of the cell of a column position, if it lies in the band.
    pub(super) fn at(self, j: usize) -> Option<usize> {
        let column = j.checked_sub(self.start)?;
        (column < self.len).then_some(self.first + column)
    }
}

/// For each row of positions those that a search was certain of, if it was so around it too: what is certain beside what is
/// not may be so for want of something better.
fn certain(passes: &[Vec<(usize, f32)>], rows: usize) -> Vec<Option<Range<usize>>> {
    let alone = |row: &Vec<(usize, f32)>| {
        let certain = row.iter().all(|(_, p)| f64::from(*p) >= CERTAIN);
        Some(row.first()?.0..row.last()?.0 + 1).filter(|_| certain)
    };
    let found: Vec<_> = passes.iter().map(alone).collect();
    let around = |i: usize| &found[i.saturating_sub(BESIDE)..(i + BESIDE + 1).min(found.len())];
    (0..=rows).map(|i| found.get(i)?.clone().filter(|_| around(i).iter().all(Option::is_some))).collect()
}

/// The cells of a gap.
fn area(height: usize, width: usize) -> usize {
    height.saturating_mul(width)
}

/// The most cells of a gap that is searched in full, so that all of them together stay within [`ALL_GAPS_CELLS`].
fn largest_full(stops: impl Iterator<Item = (usize, usize)>) -> usize {
    let mut last = (0, 0);
    let mut areas: Vec<usize> = stops
        .map(|(i, j)| {
            let gap = area(i - last.0, j - last.1);
            last = (i, j);
            gap
        })
        .filter(|gap| *gap <= GAP_CELLS)
        .collect();
    areas.sort_unstable();
    // Gaps of one line are searched in any case: they are what the chain itself consists of.
    let mut largest = 1;
    let mut total = 0;
    for gaps in areas.chunk_by(|x, y| x == y) {
        total += gaps.iter().sum::<usize>();
        if total > ALL_GAPS_CELLS && gaps[0] > 1 {
            break;
        }
        largest = gaps[0].max(1);
    }
    largest
}

/// A row and a column that share rare words, and how much they say.
pub(super) struct Candidate {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) weight: f64,
}

/// The candidates of all rows, in their order; a bead that is certain is the only one of its row.
pub(super) fn candidates(problem: &Problem<'_>, certain: &[Option<Range<usize>>]) -> Vec<Candidate> {
    let columns = problem.columns;
    let postings = postings(columns);
    let words: usize = columns.bags.iter().map(|bag| bag.types.len()).sum();
    let mean = words as f64 / columns.bags.len().max(1) as f64;
    // A part of a text has few of its words.
    let mut known: Vec<Option<Vec<Telling>>> = Vec::new();
    known.resize_with(problem.rows.types(), || None);
    for &a in problem.rows.bags.iter().flat_map(|bag| &bag.types) {
        known[a as usize].get_or_insert_with(|| telling(problem, a as usize, &postings, mean));
    }
    let mut weights = vec![0f32; columns.bags.len()];
    let mut out = Vec::new();
    for (row, bag) in problem.rows.bags.iter().enumerate() {
        if let (Some(Some(from)), Some(Some(to))) = (certain.get(row), certain.get(row + 1)) {
            if from.len() == 1 && to.len() == 1 && to.start == from.start + 1 {
                out.push(Candidate { row, column: from.start, weight: CERTAINLY });
            }
            continue;
        }
        let mut touched: Vec<usize> = Vec::new();
        // The rarest correspondences first, as far as they can be looked at.
        let mut words: Vec<&Telling> = bag.types.iter().filter_map(|a| known[*a as usize].as_ref()).flatten().collect();
        words.sort_unstable_by_key(|word| (word.lines, word.b));
        let mut visits = 0;
        for word in words {
            visits += word.lines;
            if visits > VISITS {
                break;
            }
            for &line in &postings[word.b as usize] {
                if weights[line] == 0.0 {
                    touched.push(line);
                }
                weights[line] += word.gain;
            }
        }
        let mut best: Vec<Candidate> = Vec::with_capacity(CANDIDATES + 1);
        for column in touched {
            let shared = f64::from(std::mem::take(&mut weights[column]));
            // Of what shares no more than the last kept not even the length is looked at.
            if best.len() == CANDIDATES && shared <= best[CANDIDATES - 1].weight {
                continue;
            }
            let ratio = ((columns.bags[column].chars + 20.0) / (bag.chars + 20.0)).ln().abs();
            let weight = shared - 3.0 * ratio - 2.0;
            if weight > 0.0 {
                let at = best.partition_point(|other| (other.weight, column) > (weight, other.column));
                best.insert(at, Candidate { row, column, weight });
                best.truncate(CANDIDATES);
            }
        }
        // What is as good elsewhere is no anchor: only the lead over the next counts in full.
        if let [first, second, ..] = &mut best[..] {
            first.weight -= second.weight / 2.0;
        }
        out.extend(best);
    }
    out
}

/// A type of the columns that tells where a type of the rows may have its counterpart.
struct Telling {
    b: u32,
    /// How many columns have it.
    lines: usize,
    gain: f32,
}

/// The few types of the columns that tell most of a type of the rows. As if all lines were of one length: good enough to
/// find anchors, and one logarithm for them all.
fn telling(problem: &Problem<'_>, a: usize, postings: &[Vec<usize>], mean: f64) -> Vec<Telling> {
    let (background, lambda) = (problem.rows.background[a], problem.rows.weights.lambda);
    let mut telling: Vec<Telling> = problem.table.rows[a]
        .iter()
        .map(|pair| {
            let ratio = (lambda * f64::from(pair.a_given_b) / (mean * background)).min(WORD_RATIO_CAP);
            Telling { b: pair.b, lines: postings[pair.b as usize].len(), gain: ratio.ln_1p() as f32 }
        })
        .filter(|word| word.gain >= TELLING && word.lines <= VISITS)
        .collect();
    telling.sort_by(|x, y| y.gain.total_cmp(&x.gain).then(x.b.cmp(&y.b)));
    telling.truncate(CANDIDATES);
    telling
}

fn postings(side: &Side<'_>) -> Vec<Vec<usize>> {
    let mut postings = vec![Vec::new(); side.types()];
    for (line, bag) in side.bags.iter().enumerate() {
        for &t in &bag.types {
            let lines: &mut Vec<usize> = &mut postings[t as usize];
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    }
    postings
}

/// The heaviest chain of candidates that grows in both rows and columns (a Fenwick tree of best weights by column).
pub(super) fn chain(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let columns = candidates.iter().map(|c| c.column + 1).max().unwrap_or(0);
    let mut tree: Vec<(f64, Option<usize>)> = vec![(0.0, None); columns + 1];
    let mut before: Vec<Option<usize>> = vec![None; candidates.len()];
    let mut total = vec![0.0; candidates.len()];
    let mut start = 0;
    while start < candidates.len() {
        // Candidates of one row cannot follow one another: ask for all of them, then put them in.
        let row = candidates[start].row;
        let end = start + candidates[start..].iter().take_while(|c| c.row == row).count();
        for n in start..end {
            let mut best = (0.0, None);
            let mut k = candidates[n].column;
            while k > 0 {
                if tree[k].0 > best.0 {
                    best = tree[k];
                }
                k &= k - 1;
            }
            total[n] = best.0 + candidates[n].weight;
            before[n] = best.1;
        }
        for n in start..end {
            let mut k = candidates[n].column + 1;
            while k < tree.len() {
                if total[n] > tree[k].0 {
                    tree[k] = (total[n], Some(n));
                }
                k += k & k.wrapping_neg();
            }
        }
        start = end;
    }
    let mut at = (0..candidates.len()).max_by(|x, y| total[*x].total_cmp(&total[*y]));
    let mut chain = Vec::new();
    while let Some(n) = at {
        chain.push((candidates[n].row, candidates[n].column));
        at = before[n];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The band joins the start to the end, row by row, and keeps its bound.
    fn sound(band: &Band, rows: usize, columns: usize) -> Result<(), TestCaseError> {
        prop_assert_eq!(band.rows(), 0..rows + 1);
        prop_assert_eq!(band.row(0).start, 0);
        prop_assert_eq!(band.row(rows).end, columns + 1);
        for i in 0..=rows {
            prop_assert!(!band.row(i).is_empty() && band.row(i).end <= columns + 1);
            if i > 0 {
                let (above, here) = (band.row(i - 1), band.row(i));
                prop_assert!(above.start <= here.start && above.end <= here.end, "rows grow");
                prop_assert!(here.start < above.end, "rows touch");
            }
        }
        prop_assert!(band.cells() <= ALL_GAPS_CELLS + 40 * (rows + 1) + 8 * (columns + 1), "{}", band.cells());
        Ok(())
    }

    fn growing(points: &[(usize, usize)], rows: usize, columns: usize) -> Vec<(usize, usize)> {
        let mut chain: Vec<(usize, usize)> = Vec::new();
        for (i, j) in points.iter().map(|(i, j)| (i % rows, j % columns)) {
            if chain.last().is_none_or(|last| last.0 < i && last.1 < j) {
                chain.push((i, j));
            }
        }
        chain
    }

    #[test]
    fn strangers_and_lopsided_texts_keep_the_bound() {
        for (rows, columns) in [(5_000, 5_000), (1, 20_000), (20_000, 1), (3, 100_000), (100_000, 3), (700, 700)] {
            sound(&Band::around(&[], rows, columns), rows, columns).unwrap();
        }
        assert!(Band::around(&[], 5_000, 5_000).cells() < 240_000);
        // Gaps that are each small enough, but too many of them.
        let chain: Vec<_> = (1..40).map(|k| (k * 490, k * 490)).collect();
        sound(&Band::around(&chain, 20_000, 20_000), 20_000, 20_000).unwrap();
    }

    #[test]
    fn the_heaviest_chain_goes_forward() {
        let at = |row, column, weight| Candidate { row, column, weight };
        let candidates =
            [at(0, 0, 2.0), at(0, 9, 5.0), at(1, 1, 2.0), at(1, 2, 1.0), at(2, 2, 2.0), at(3, 2, 1.0), at(4, 5, 2.0)];
        assert_eq!(chain(&candidates), [(0, 0), (1, 1), (2, 2), (4, 5)]);
        assert_eq!(chain(&[]), []);
    }

    proptest! {
        #[test]
        fn what_is_certain_lies_in_the_band_and_joins_start_and_end(
            steps in prop::collection::vec((0usize..3, 0usize..3, prop::bool::weighted(0.8)), 1..200),
        ) {
            // A chain through the texts, certain in most places; in the others anything is possible.
            let (mut at, mut passes) = ((0, 0), vec![vec![(0, 1.0f32)]]);
            for (rows, columns, sure) in steps {
                at = (at.0 + rows, at.1 + columns);
                passes.resize(at.0 + 1, Vec::new());
                let p = if sure { 1.0 } else { 0.5 };
                let row: &mut Vec<(usize, f32)> = &mut passes[at.0];
                if row.last().is_none_or(|(j, _)| *j < at.1) {
                    row.push((at.1, p));
                }
            }
            let (rows, columns) = at;
            for band in [
                Band::near(&passes, columns),
                Band::full(rows, columns).narrowed(&certain(&passes, rows)),
            ] {
                prop_assert!(band.cell(0, 0).is_some() && band.cell(rows, columns).is_some());
                for (i, row) in passes.iter().enumerate() {
                    prop_assert!(!band.row(i).is_empty());
                    // Where the chain goes the band is, for a chain of single beads leads from one place to the next.
                    prop_assert!(row.iter().all(|(j, _)| band.cell(i, *j).is_some()), "row {i} of {:?}", passes);
                    if i > 0 {
                        let (above, here) = (band.row(i - 1), band.row(i));
                        prop_assert!(above.start <= here.start && above.end <= here.end, "rows grow");
                    }
                }
            }
        }

        #[test]
        fn any_chain_joins_start_and_end(
            rows in 1usize..1_500,
            columns in 1usize..1_500,
            mut points in prop::collection::vec((0usize..1_500, 0usize..1_500), 0..60),
            sorted in any::<bool>(),
        ) {
            if sorted {
                points.sort_unstable();
            }
            sound(&Band::around(&growing(&points, rows, columns), rows, columns), rows, columns)?;
        }
    }
}
