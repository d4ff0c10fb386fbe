//! Moved paragraphs: lines that stand alone in two texts because one has them elsewhere.
//!
//! Beads are first found in order, so of what was moved both sides are left alone. Runs of such lines that share rare
//! corresponding words are searched as texts of their own; what is found there is believed when its words say much more
//! than chance does. It becomes a bead that crosses the others, at the place of its first side. In three languages the
//! lines that lack a language join the lines of that language that lack them, whatever else either has.
//!
//! Time is linear in the lines alone, as that of the candidates in `band`, but for the runs searched, at most
//! [`CROSSING_TRIES`] in each of [`CROSSING_ROUNDS`] rounds, each within the bound of its own band. Texts without
//! candidates cost the look for them.

use super::band::{Band, Candidate, candidates, chain};
use super::search::{Found, Problem};
use super::sense::Likeness;
use super::side::Side;
use super::weights::{CROSSING_HINT, CROSSING_LITTLE, CROSSING_ROUNDS, CROSSING_TRIES, LARGEST};
use crate::model::Bead;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Joins what was moved: of beads in order, and the problems of pairs of their sides.
pub(super) fn joined(beads: Vec<Bead>, pairs: &[([usize; 2], Problem<'_>)]) -> Vec<Bead> {
    if beads.is_empty() {
        return beads;
    }
    let mut places = Places::of(beads);
    for _ in 0..CROSSING_ROUNDS {
        let mut more = false;
        for (sides, problem) in pairs {
            more |= places.cross(*sides, problem);
        }
        if !more {
            break;
        }
    }
    places.beads.into_iter().flatten().collect()
}

/// Beads, and in which each line stands.
struct Places {
    beads: Vec<Option<Bead>>,
    of: Vec<Vec<usize>>,
}

/// A run of lines that lack the other side.
#[derive(Clone)]
struct Run {
    lines: Range<usize>,
    /// How many beads of both sides, in order, stand before it.
    gap: usize,
}

impl Places {
    fn of(beads: Vec<Bead>) -> Self {
        let sides = beads.first().map_or(0, |bead| bead.sides.len());
        let of = |side: usize| {
            let number = |(n, bead): (usize, &Bead)| bead.sides[side].clone().map(move |_| n);
            beads.iter().enumerate().flat_map(number).collect()
        };
        Self { of: (0..sides).map(of).collect(), beads: beads.into_iter().map(Some).collect() }
    }

    fn bead(&self, side: usize, line: usize) -> Option<&Bead> {
        self.beads[self.of[side][line]].as_ref()
    }

    /// The runs of lines of a side whose beads have nothing on the other.
    fn runs(&self, side: usize, other: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut gap, mut last) = (0, usize::MAX);
        for (line, &of) in self.of[side].iter().enumerate() {
            let Some(bead) = &self.beads[of] else { continue };
            if bead.sides[other].is_empty() {
                match runs.last_mut() {
                    Some(run) if run.lines.end == line => run.lines.end += 1,
                    _ => runs.push(Run { lines: line..line + 1, gap }),
                }
            } else if !bead.crossing && last != of {
                gap += 1;
                last = of;
            }
        }
        runs
    }

    /// Looks for what two sides have in different places; tells whether anything was found.
    fn cross(&mut self, [a, b]: [usize; 2], problem: &Problem<'_>) -> bool {
        let (rows, columns) = (self.runs(a, b), self.runs(b, a));
        let alone = |runs: &[Run]| runs.iter().map(|run| run.lines.len() as f64).sum::<f64>();
        let must = problem.rows.weights.crossing + (alone(&rows) * alone(&columns)).ln();
        let likely = likely(problem, &rows, &columns);
        let mut moved: Vec<Moved> = likely.iter().map(|(rows, columns)| moved(problem, rows, columns)).collect();
        moved.retain(|moved| moved.says >= must);
        rivals(problem, &mut moved);
        let mut found = false;
        for Moved { beads, .. } in moved.iter().filter(|moved| moved.says >= must) {
            // What was joined meanwhile is looked at again in the next round, if anything is left of it.
            let lacks = |side: usize, other: usize, line: usize| {
                self.bead(side, line).is_some_and(|bead| bead.sides[other].is_empty())
            };
            let free = |found: &Found| {
                found.rows.clone().all(|line| lacks(a, b, line)) && found.columns.clone().all(|line| lacks(b, a, line))
            };
            if beads.iter().all(free) {
                found |= self.join([a, b], beads);
            }
        }
        found
    }

    /// Makes one bead of those that hold the rows and the columns of each bead found.
    fn join(&mut self, [a, b]: [usize; 2], moved: &[Found]) -> bool {
        let mut any = false;
        let mut at = 0;
        while at < moved.len() {
            // Beads found that are parts of one bead there stay together.
            let mut members: Vec<usize> = Vec::new();
            let mut confidence = 1f64;
            while let Some(found) = moved.get(at) {
                let mut own: Vec<usize> = found.rows.clone().map(|line| self.of[a][line]).collect();
                own.extend(found.columns.clone().map(|line| self.of[b][line]));
                if !members.is_empty() && !own.iter().any(|bead| members.contains(bead)) {
                    break;
                }
                members.extend(own);
                confidence = confidence.min(found.posterior);
                at += 1;
            }
            members.sort_unstable();
            members.dedup();
            any |= self.unite([a, b], &members, confidence);
        }
        any
    }

    /// Makes one bead of several, if they stand together on each side and no side is told twice.
    fn unite(&mut self, [a, b]: [usize; 2], members: &[usize], mut confidence: f64) -> bool {
        let mut parts: Vec<&Bead> = members.iter().filter_map(|n| self.beads[*n].as_ref()).collect();
        let Some(mut sides) = parts.first().map(|bead| bead.sides.clone()) else { return false };
        for (side, whole) in sides.iter_mut().enumerate() {
            parts.sort_by_key(|bead| bead.sides[side].start);
            let filled = || parts.iter().filter(|bead| !bead.sides[side].is_empty());
            let from = |of: usize| filled().any(|bead| !bead.sides[of].is_empty());
            if from(a) && from(b) {
                return false;
            }
            let mut ranges = filled().map(|bead| bead.sides[side].clone());
            let Some(first) = ranges.next() else { continue };
            *whole = first;
            for lines in ranges {
                if whole.end != lines.start {
                    return false;
                }
                whole.end = lines.end;
            }
            if whole.len() > LARGEST {
                return false;
            }
        }
        for bead in parts.iter().filter(|bead| bead.filled() > 1) {
            confidence = confidence.min(bead.confidence);
        }
        // It stands at the place of its first side.
        let Some(first) = sides.iter().position(|side| !side.is_empty()) else { return false };
        let place = self.of[first][sides[first].start];
        for n in members {
            self.beads[*n] = None;
        }
        for (side, of) in sides.iter().zip(&mut self.of) {
            of[side.clone()].fill(place);
        }
        self.beads[place] = Some(Bead { sides, confidence, crossing: true });
        true
    }
}

/// The pairs of runs that share enough rare words, the likeliest first.
fn likely(problem: &Problem<'_>, rows: &[Run], columns: &[Run]) -> Vec<(Range<usize>, Range<usize>)> {
    if rows.is_empty() || columns.is_empty() {
        return Vec::new();
    }
    // For each line of the parts the run it stands in.
    let numbered = |runs: &[Run]| -> Vec<(usize, usize)> {
        runs.iter().enumerate().flat_map(|(n, run)| run.lines.clone().map(move |line| (n, line))).collect()
    };
    let lines = [numbered(rows), numbered(columns)];
    let [a, b] = [(problem.rows, &lines[0]), (problem.columns, &lines[1])]
        .map(|(side, lines)| side.part(&lines.iter().map(|(_, line)| *line).collect::<Vec<_>>()));
    let mut groups: FxHashMap<(usize, usize), Vec<Candidate>> = FxHashMap::default();
    for Candidate { row, column, weight } in candidates(&part(problem, &a, &b), &[]) {
        let ((n, row), (m, column)) = (lines[0][row], lines[1][column]);
        if rows[n].gap != columns[m].gap {
            let (row, column) = (row - rows[n].lines.start, column - columns[m].lines.start);
            groups.entry((n, m)).or_default().push(Candidate { row, column, weight });
        }
    }
    let weight = |group: &[Candidate]| -> f64 {
        let weight = |(row, column): (usize, usize)| {
            group.iter().find(|c| (c.row, c.column) == (row, column)).map_or(0.0, |c| c.weight)
        };
        chain(group).into_iter().map(weight).sum()
    };
    let mut likely: Vec<(f64, (usize, usize))> = groups
        .into_iter()
        .map(|(runs, group)| (weight(&group), runs))
        .filter(|(weight, _)| *weight >= CROSSING_HINT)
        .collect();
    likely.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    likely.truncate(CROSSING_TRIES);
    likely.into_iter().map(|(_, (n, m))| (rows[n].lines.clone(), columns[m].lines.clone())).collect()
}

/// The problem of parts of its texts.
fn part<'a>(problem: &'a Problem<'_>, rows: &'a Side<'a>, columns: &'a Side<'a>) -> Problem<'a> {
    let likeness = problem.likeness.as_ref().and_then(|_| Likeness::new(rows, columns));
    Problem { rows, columns, likeness, priors: problem.priors.clone(), ..*problem }
}

/// What seems to be moved.
struct Moved {
    beads: Vec<Found>,
    /// What the beads and the lines alone between them say for it together.
    says: f64,
}

/// The stretch of beads of two runs that says most.
fn moved(problem: &Problem<'_>, rows: &Range<usize>, columns: &Range<usize>) -> Moved {
    let lines = |range: &Range<usize>| range.clone().collect::<Vec<_>>();
    let (a, b) = (problem.rows.part(&lines(rows)), problem.columns.part(&lines(columns)));
    let part = part(problem, &a, &b);
    let found = part.search(&Band::of(&part, &[])).found;
    // Only the words of what was found: of long runs the whole band would be too much at once.
    let mut ranges = vec![0..0; rows.len()];
    for bead in &found {
        ranges[bead.rows.clone()].fill(bead.columns.clone());
    }
    let band = Band::new(0, ranges);
    let words = part.words(&band);
    let weights = problem.rows.weights;
    let (mut best, mut stretch) = (0.0, 0..0);
    let (mut sum, mut start) = (0.0, 0);
    for (n, bead) in found.iter().enumerate() {
        let alone = bead.rows.is_empty() || bead.columns.is_empty();
        sum += if alone { -weights.crossing_gap } else { part.likeness(&words, &bead.rows, &bead.columns) };
        if sum <= 0.0 {
            (sum, start) = (0.0, n + 1);
        } else if sum > best {
            (best, stretch) = (sum, start..n + 1);
        }
    }
    let sure = |found: &&Found| {
        !found.rows.is_empty() && !found.columns.is_empty() && found.posterior >= weights.crossing_sure
    };
    let back = |found: &Found| Found {
        rows: found.rows.start + rows.start..found.rows.end + rows.start,
        columns: found.columns.start + columns.start..found.columns.end + columns.start,
        posterior: found.posterior,
    };
    Moved { beads: found[stretch].iter().filter(sure).map(back).collect(), says: best }
}

/// Takes off what speaks as well for other lines: in some texts whole sentences come again and again, and what little was
/// moved may only seem to be.
fn rivals(problem: &Problem<'_>, moved: &mut [Moved]) {
    let mut little: Vec<(usize, &Found)> = Vec::new();
    for (n, moved) in moved.iter().enumerate().filter(|(_, moved)| moved.beads.len() <= CROSSING_LITTLE) {
        little.extend(moved.beads.iter().map(|found| (n, found)));
    }
    let rows: Vec<(usize, usize)> =
        little.iter().enumerate().flat_map(|(n, (_, found))| found.rows.clone().map(move |row| (n, row))).collect();
    if rows.is_empty() {
        return;
    }
    let a = problem.rows.part(&rows.iter().map(|(_, row)| *row).collect::<Vec<_>>());
    // The columns that each row could stand for as well, row by row.
    let (mut columns, mut ranges) = (Vec::new(), vec![0..0; rows.len()]);
    for candidate in candidates(&part(problem, &a, problem.columns), &[]) {
        if !little[rows[candidate.row].0].1.columns.contains(&candidate.column) {
            columns.push(candidate.column);
            let range = &mut ranges[candidate.row];
            *range = if range.end == 0 { columns.len() - 1..columns.len() } else { range.start..columns.len() };
        }
    }
    let b = problem.columns.part(&columns);
    let part = part(problem, &a, &b);
    let band = Band::new(0, ranges);
    let words = part.words(&band);
    let mut says = vec![0.0; moved.len()];
    for (row, (n, _)) in rows.iter().enumerate() {
        let like = |column: usize| part.likeness(&words, &(row..row + 1), &(column..column + 1));
        says[little[*n].0] += band.row(row).map(like).fold(0.0, f64::max);
    }
    for (moved, says) in moved.iter_mut().zip(says) {
        moved.says -= says;
    }
}
