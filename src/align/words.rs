//! Words: how well the words of some rows and some columns explain each other.

use super::band::Band;
use super::search::Problem;
use super::sense::Likeness;
use super::side::{Bag, Side};
use super::weights::{LARGEST, WORD_RATIO_CAP, Weights};
use std::cell::Cell;
use std::ops::Range;

/// For each cell of the band how well each word of the row is explained by the column, and the other way round.
pub(super) struct Words<'a> {
    rows: &'a Side<'a>,
    columns: &'a Side<'a>,
    band: &'a Band,
    /// Start of each cell's values: first those of the row's words, then those of the column's. A cell is named by the
    /// position where it begins.
    starts: Vec<usize>,
    values: Vec<f32>,
    /// What has been found of the words of a row given columns, and of a column given rows: for each cell for one to
    /// [`LARGEST`] lines from it on. Beads share them.
    known: [Vec<Cell<Said>>; 2],
    /// Logarithms of what a word that nothing explains says, and a number.
    nothing: f64,
    missing: f64,
    /// What sentence vectors say, and for each cell how alike they are.
    sense: Option<(&'a Likeness<'a>, Vec<f64>)>,
}

/// What the words of a line say, given some lines of the other side, as logarithms of ratios.
#[derive(Clone, Copy)]
struct Said {
    score: f32,
    /// What is said twice: by words that words of two lines of the other side explain.
    twice: f32,
}

impl Said {
    const UNKNOWN: Self = Self { score: f32::NAN, twice: 0.0 };
}

impl<'a> Words<'a> {
    pub(super) fn new(problem: &'a Problem<'_>, band: &'a Band, places: &mut Places) -> Self {
        let Problem { rows, columns, table, .. } = *problem;
        let sense = problem.likeness.as_ref().map(|likeness| (likeness, likeness.products(band)));
        let mut starts = Vec::with_capacity(band.cells());
        let mut total = 0;
        let (mut from, mut to) = (usize::MAX, 0);
        for i in band.rows() {
            let row = rows.bags.get(i).map_or(0, |bag| bag.types.len());
            (from, to) = (from.min(band.row(i).start), to.max(band.row(i).end));
            for j in band.row(i) {
                starts.push(total);
                if i < rows.bags.len()
                    && let Some(bag) = columns.bags.get(j)
                {
                    total += row + bag.types.len();
                }
            }
        }
        let mut values = vec![0f32; total];
        let covered = from..to.min(columns.bags.len());
        places.fill(columns, covered.clone());
        let mut first = 0;
        for i in band.rows() {
            let (range, row) = (band.row(i), rows.bags.get(i).map_or(&[][..], |bag| &bag.types));
            let starts = &starts[first..first + range.len()];
            let bags = columns.bags.get(range.start..range.end.min(columns.bags.len())).unwrap_or_default();
            let across: usize = bags.iter().map(|bag| bag.types.len()).sum();
            for (n, &a) in row.iter().enumerate() {
                let pairs = &table.rows[a as usize];
                if pairs.len() * LOOKUP < across {
                    for pair in pairs {
                        for place in places.within(pair.b, &range) {
                            let start = starts[place.column as usize - range.start];
                            values[start + n] += pair.a_given_b;
                            values[start + row.len() + place.word as usize] += pair.b_given_a;
                        }
                    }
                    continue;
                }
                // A common word, or few columns: each of their words is looked at.
                for pair in pairs {
                    places.given[pair.b as usize] = (pair.a_given_b, pair.b_given_a);
                }
                for (start, bag) in starts.iter().zip(bags) {
                    let mut sum = 0.0;
                    let explained = &mut values[start + row.len()..start + row.len() + bag.types.len()];
                    for (value, &b) in explained.iter_mut().zip(&bag.types) {
                        let (a_given_b, b_given_a) = places.given[b as usize];
                        sum += a_given_b;
                        *value += b_given_a;
                    }
                    values[start + n] = sum;
                }
                for pair in pairs {
                    places.given[pair.b as usize] = (0.0, 0.0);
                }
            }
            first += range.len();
        }
        places.clear(columns, covered);
        let known = [0, 1].map(|_| vec![Cell::new(Said::UNKNOWN); band.cells() * LARGEST]);
        let Weights { lambda, number_missing, .. } = *rows.weights;
        let (nothing, missing) = ((1.0 - lambda).ln(), (number_missing / (1.0 - lambda)).ln());
        Self { rows, columns, band, starts, values, known, nothing, missing, sense }
    }

    /// The values of a cell, of the row's words and of the column's; none at the corners of the band, where cells may be
    /// missing: they explain nothing.
    fn cell(&self, i: usize, j: usize) -> Option<[&[f32]; 2]> {
        let start = self.starts[self.band.cell(i, j)?];
        let (row, column) = (self.rows.bags[i].types.len(), self.columns.bags[j].types.len());
        let (of_row, of_column) = self.values.get(start..start + row + column)?.split_at(row);
        Some([of_row, of_column])
    }

    /// What the words of a row say, given columns with so many words.
    fn row(&self, i: usize, columns: &Range<usize>, count: usize) -> Said {
        self.remembered(0, self.band.cell(i, columns.start), columns.len(), || {
            let cells = columns.clone().map(|j| self.cell(i, j).map_or(&[][..], |[row, _]| row));
            self.explain(&self.rows.bags[i], cells, count)
        })
    }

    /// What the words of a column say, given rows with so many words.
    fn column(&self, j: usize, rows: &Range<usize>, count: usize) -> Said {
        self.remembered(1, self.band.cell(rows.start, j), rows.len(), || {
            let cells = rows.clone().map(|i| self.cell(i, j).map_or(&[][..], |[_, column]| column));
            self.explain(&self.columns.bags[j], cells, count)
        })
    }

    fn remembered(&self, way: usize, cell: Option<usize>, lines: usize, find: impl FnOnce() -> Said) -> Said {
        let Some(known) = cell.and_then(|cell| self.known[way].get(cell * LARGEST + lines - 1)) else { return find() };
        if known.get().score.is_nan() {
            known.set(find());
        }
        known.get()
    }

    /// What the words of a line say, given how well each of some lines of the other side, with so many words in all, explains
    /// each of them; numbers that nothing explains say more against it than words. A line for which nothing is known explains
    /// nothing.
    fn explain<'c>(&self, bag: &Bag, lines: impl Iterator<Item = &'c [f32]>, count: usize) -> Said {
        let Bag { rarity, numbers, .. } = bag;
        let mut cells: [&[f32]; LARGEST] = [&[]; LARGEST];
        let mut filled = 0;
        for cell in lines.filter(|cell| cell.len() == rarity.len()) {
            cells[filled] = cell;
            filled += 1;
        }
        let lambda = self.rows.weights.lambda as f32;
        let (share, nothing, cap) = (lambda / count as f32, 1.0 - lambda, WORD_RATIO_CAP as f32);
        let missing = (0..*numbers).filter(|n| cells[..filled].iter().all(|cell| cell[*n] == 0.0)).count();
        let mut score = missing as f64 * self.missing;
        let mut twice = 0f64;
        for start in (0..rarity.len()).step_by(FACTORS) {
            let end = (start + FACTORS).min(rarity.len());
            let (mut product, mut doubled) = ([1f32; LANES], [1f32; LANES]);
            for from in (start..end).step_by(LANES) {
                let (mut sum, mut first, mut second) = ([0f32; LANES], [0f32; LANES], [0f32; LANES]);
                for cell in &cells[..filled] {
                    let values: [f32; LANES] = lanes(&cell[from..end]);
                    for n in 0..LANES {
                        sum[n] += values[n];
                        second[n] = second[n].max(first[n].min(values[n]));
                        first[n] = first[n].max(values[n]);
                    }
                }
                let rarity: [f32; LANES] = lanes(&rarity[from..end]);
                for n in 0..LANES {
                    product[n] *= (nothing + share * sum[n] * rarity[n]).min(cap);
                    doubled[n] *= (nothing + share * second[n] * rarity[n]).clamp(1.0, cap);
                }
            }
            // Lanes behind the end were multiplied as if they held a word that nothing explains.
            let beyond = (LANES - (end - start) % LANES) % LANES;
            score += product.into_iter().map(f64::from).product::<f64>().ln() - beyond as f64 * self.nothing;
            if filled > 1 {
                twice += doubled.into_iter().map(f64::from).product::<f64>().ln();
            }
        }
        Said { score: score as f32, twice: twice as f32 }
    }

    /// Half the log likelihood ratio of the rows' words given the columns' plus half the other way round, weighted.
    pub(super) fn score(&self, rows: &Range<usize>, columns: &Range<usize>) -> f64 {
        let (a_count, b_count) = (self.rows.run(rows).words as usize, self.columns.run(columns).words as usize);
        let sense = self.sense.as_ref();
        let sense = sense.map_or(0.0, |(likeness, products)| likeness.score(self.band, products, rows, columns));
        if a_count == 0 || b_count == 0 {
            return sense;
        }
        let Weights { lexical, overlap, strangers, strangers_below, against, .. } = *self.rows.weights;
        let of_rows = rows.clone().map(|i| self.row(i, columns, b_count));
        let of_columns = columns.clone().map(|j| self.column(j, rows, a_count));
        let (mut score, mut twice) = (0.0, 0.0);
        for said in of_rows.chain(of_columns) {
            score += f64::from(said.score);
            twice += f64::from(said.twice);
        }
        let mean = score / (a_count + b_count) as f64;
        let said = lexical / 2.0 * (score - overlap * twice) + strangers * mean.min(strangers_below);
        let said = if said < 0.0 { -against * (-said / against).ln_1p() } else { said };
        said + sense
    }
}

/// Where each type stands in some lines of a side; used again for others.
pub(super) struct Places {
    /// Of each type the range of its places; empty for most.
    ranges: Vec<(u32, u32)>,
    places: Vec<Place>,
    /// Of each type the probabilities of the pair it makes with the word at hand; zeros between words.
    given: Vec<(f32, f32)>,
}

/// Looking up where a type stands takes as long as looking at so many words.
const LOOKUP: usize = 6;

/// A word of a line.
#[derive(Clone, Copy, Default)]
struct Place {
    column: u32,
    word: u32,
}

impl Places {
    pub(super) fn new(side: &Side<'_>) -> Self {
        let types = side.types();
        Self { ranges: vec![(0, 0); types], places: Vec::new(), given: vec![(0.0, 0.0); types] }
    }

    /// The places of a type in some of the lines, in order.
    fn within(&self, t: u32, lines: &Range<usize>) -> impl Iterator<Item = &Place> {
        let (start, end) = self.ranges[t as usize];
        let places = &self.places[start as usize..end as usize];
        let before = places.partition_point(|place| (place.column as usize) < lines.start);
        places[before..].iter().take_while(|place| (place.column as usize) < lines.end)
    }

    fn fill(&mut self, side: &Side<'_>, lines: Range<usize>) {
        let Some(bags) = side.bags.get(lines.clone()) else { return };
        for t in bags.iter().flat_map(|bag| &bag.types) {
            self.ranges[*t as usize].1 += 1;
        }
        let mut total = 0;
        for t in bags.iter().flat_map(|bag| &bag.types) {
            let (start, count) = &mut self.ranges[*t as usize];
            // Those that have their room have got it as an empty range from there on.
            if *start == 0 && *count > 0 {
                let room = std::mem::replace(count, total + 1);
                *start = total + 1;
                total += room;
            }
        }
        self.places.clear();
        self.places.resize(total as usize + 1, Place::default());
        for (column, bag) in lines.zip(bags) {
            for (word, t) in bag.types.iter().enumerate() {
                let end = &mut self.ranges[*t as usize].1;
                self.places[*end as usize] = Place { column: column as u32, word: word as u32 };
                *end += 1;
            }
        }
    }

    fn clear(&mut self, side: &Side<'_>, lines: Range<usize>) {
        for t in side.bags.get(lines).into_iter().flatten().flat_map(|bag| &bag.types) {
            self.ranges[*t as usize] = (0, 0);
        }
    }
}

/// Words looked at together: as many as fit a register or two.
const LANES: usize = 8;
/// Words whose ratios are multiplied before a logarithm is taken, which is dear. Each lane then holds the product of eight
/// ratios, at most e^64, and all lanes together e^512: inside what floats hold.
const FACTORS: usize = LANES * 8;

/// The next values, zeros behind the last.
fn lanes(values: &[f32]) -> [f32; LANES] {
    values.first_chunk().copied().unwrap_or_else(|| std::array::from_fn(|n| values.get(n).copied().unwrap_or(0.0)))
}
