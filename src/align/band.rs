//! The band: which positions of the two texts the exact search looks at.
//!
//! Anchors first: for each row the few columns that share rare corresponding words, by an inverted index; of these the
//! heaviest chain that goes forward in both texts. Between two neighbours of the chain every position is in the band,
//! with a margin. Candidates cost time linear in the words, the chain n log n.

use super::evidence::Side;
use super::search::Problem;
use super::weights::{CANDIDATES, COMMON, FULL_CELLS, GAP_CELLS, LAMBDA, MARGIN, WORD_RATIO_CAP};
use std::ops::Range;

/// Positions between segments: `i` rows and `j` columns lie before position `(i, j)`.
pub(super) struct Band {
    /// For each position of the rows the positions of the columns; they grow.
    ranges: Vec<Range<usize>>,
    /// Number of the first cell of each row of positions.
    offsets: Vec<usize>,
}

impl Band {
    pub(super) fn new(ranges: Vec<Range<usize>>) -> Self {
        let mut offsets = Vec::with_capacity(ranges.len() + 1);
        let mut cells = 0;
        for range in &ranges {
            offsets.push(cells);
            cells += range.len();
        }
        offsets.push(cells);
        Self { ranges, offsets }
    }

    /// Everything.
    pub(super) fn full(rows: usize, columns: usize) -> Self {
        Self::new(vec![0..columns + 1; rows + 1])
    }

    /// The band of a problem: everything when it is small, else around the chain of anchors.
    pub(super) fn of(problem: &Problem<'_>) -> Self {
        let (rows, columns) = (problem.rows(), problem.columns.bags.len());
        if rows * columns <= FULL_CELLS {
            return Self::full(rows, columns);
        }
        let chain = chain(&candidates(problem));
        Self::around(&chain, rows, columns)
    }

    fn around(chain: &[(usize, usize)], rows: usize, columns: usize) -> Self {
        let mut ranges: Vec<Range<usize>> = vec![Range { start: usize::MAX, end: 0 }; rows + 1];
        let mut widen = |i: usize, low: usize, high: usize| {
            let range = &mut ranges[i];
            range.start = range.start.min(low.saturating_sub(MARGIN));
            range.end = range.end.max((high + MARGIN).min(columns) + 1);
        };
        let stops = chain.iter().copied().chain([(rows, columns)]);
        let mut last = (0, 0);
        for (i, j) in stops {
            // A wide gap is crossed along its edges: down first, then across.
            let wide = (i - last.0) * (j - last.1) > GAP_CELLS;
            for row in last.0..=i {
                let near_end = i - row <= MARGIN;
                let high = if wide && !near_end { last.1 } else { j };
                widen(row, last.1, high);
            }
            last = (i, j);
        }
        // The margin also counts downwards: a row may use the columns of rows a margin away.
        let plain = ranges.clone();
        for (i, range) in ranges.iter_mut().enumerate() {
            range.start = plain[i.saturating_sub(MARGIN / 2)].start;
            range.end = plain[(i + MARGIN / 2).min(rows)].end.min(range.end + MARGIN);
        }
        Self::new(ranges)
    }

    /// How many rows of positions there are: one more than rows.
    pub(super) fn rows(&self) -> usize {
        self.ranges.len()
    }

    /// The column positions of a row of positions.
    pub(super) fn row(&self, i: usize) -> Range<usize> {
        self.ranges[i].clone()
    }

    pub(super) fn cells(&self) -> usize {
        self.offsets[self.ranges.len()]
    }

    /// The number of a position, if it lies in the band.
    pub(super) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let range = self.ranges.get(i)?;
        range.contains(&j).then(|| self.offsets[i] + j - range.start)
    }
}

/// A row and a column that share rare words, and how much they say.
struct Candidate {
    row: usize,
    column: usize,
    weight: f64,
}

fn candidates(problem: &Problem<'_>) -> Vec<Candidate> {
    let columns = problem.columns;
    let postings = postings(columns);
    let words: usize = columns.bags.iter().map(|bag| bag.types.len()).sum();
    let mean = words as f64 / columns.bags.len() as f64;
    let mut weights = vec![0f64; columns.bags.len()];
    let mut out = Vec::new();
    for row in 0..problem.rows() {
        let mut touched: Vec<usize> = Vec::new();
        for witness in &problem.witnesses {
            for &a in witness.side.bags[witness.rows[row].clone()].iter().flat_map(|bag| &bag.types) {
                let background = witness.side.background[a as usize];
                for pair in &witness.table.rows[a as usize] {
                    let lines = &postings[pair.b as usize];
                    if lines.len() > COMMON {
                        continue;
                    }
                    // As if all lines were of one length: good enough to find anchors, and one logarithm for them all.
                    let gain = (LAMBDA * f64::from(pair.a_given_b) / (mean * background)).min(WORD_RATIO_CAP).ln_1p();
                    for &line in lines {
                        if weights[line] == 0.0 {
                            touched.push(line);
                        }
                        weights[line] += gain;
                    }
                }
            }
        }
        let length: f64 = problem.witnesses.iter().map(|w| chars(w.side, &w.rows[row])).fold(0.0, f64::max);
        let mut best: Vec<Candidate> = touched
            .iter()
            .map(|&column| {
                let ratio = ((columns.bags[column].chars + 20.0) / (length + 20.0)).ln().abs();
                Candidate { row, column, weight: weights[column] - 3.0 * ratio - 2.0 }
            })
            .filter(|candidate| candidate.weight > 0.0)
            .collect();
        for line in touched {
            weights[line] = 0.0;
        }
        best.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(x.column.cmp(&y.column)));
        best.truncate(CANDIDATES);
        // What is as good elsewhere is no anchor: only the lead over the next counts in full.
        if let [first, second, ..] = &mut best[..] {
            first.weight -= second.weight / 2.0;
        }
        out.extend(best);
    }
    out
}

fn chars(side: &Side, lines: &Range<usize>) -> f64 {
    side.bags[lines.clone()].iter().map(|bag| bag.chars).sum()
}

fn postings(side: &Side) -> Vec<Vec<usize>> {
    let mut postings = vec![Vec::new(); side.vocabulary.len()];
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
fn chain(candidates: &[Candidate]) -> Vec<(usize, usize)> {
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
