//! Three languages: the beads of the two nearest become rows that the third is aligned with.
//!
//! A row holds what the first two languages say together, so the third is compared with two witnesses at once, and a
//! sentence that one of them lacks is still compared with the other. The result is consistent by construction.

use super::evidence::{Side, seeds};
use super::learn::Table;
use super::search::{Found, Problem, Witness};
use super::weights::PASSES;
use super::{Band, settled, sure, two};
use crate::model::Bead;
use std::ops::Range;

/// Aligns three sides; the beads have their sides in the order given.
pub(super) fn align(sides: &[Side]) -> Vec<Bead> {
    let [x, y, z] = order(sides);
    let pair = two(&sides[x], &sides[y]);
    let rows = [
        pair.iter().map(|f| f.rows.clone()).collect::<Vec<_>>(),
        pair.iter().map(|f| f.columns.clone()).collect::<Vec<_>>(),
    ];
    let found = third([&sides[x], &sides[y]], &rows, &sides[z]);
    let mut beads = Vec::with_capacity(found.len());
    for f in found {
        let span = |rows: &[Range<usize>]| match (rows.get(f.rows.start), f.rows.is_empty()) {
            (Some(first), true) => first.start..first.start,
            (Some(first), false) => first.start..rows[f.rows.end - 1].end,
            (None, _) => rows.last().map_or(0..0, |last| last.end..last.end),
        };
        let mut bead = Bead { sides: vec![0..0; 3], confidence: f.posterior };
        for within in &pair[f.rows.clone()] {
            // A merge hides where exactly the pair was cut inside it, so only a single row passes its doubt on.
            if f.rows.len() == 1 {
                bead.confidence *= within.posterior;
            }
        }
        bead.sides[x] = span(&rows[0]);
        bead.sides[y] = span(&rows[1]);
        bead.sides[z] = f.columns;
        beads.push(bead);
    }
    beads
}

/// The two nearest languages first: two Slavic ones if there are two.
fn order(sides: &[Side]) -> [usize; 3] {
    let slavic: Vec<usize> = (0..3).filter(|i| sides[*i].language.is_slavic()).collect();
    match slavic[..] {
        [x, y] => [x, y, 3 - x - y],
        _ => [0, 1, 2],
    }
}

fn third(witnesses: [&Side; 2], rows: &[Vec<Range<usize>>; 2], columns: &Side) -> Vec<Found> {
    let seeds = witnesses.map(|side| seeds(side, columns));
    let mut tables = [Table::from_seeds(&seeds[0]), Table::from_seeds(&seeds[1])];
    let mut found: Vec<Found> = Vec::new();
    for pass in 0..PASSES {
        let settled: Vec<_> = (0..2).map(|w| settled(&found, witnesses[w], &rows[w], columns)).collect();
        if pass > 0 {
            for w in 0..2 {
                let beads: Vec<_> = sure(&found)
                    .map(|f| (rows[w][f.rows.start].start..rows[w][f.rows.end - 1].end, f.columns.clone()))
                    .filter(|(lines, _)| !lines.is_empty())
                    .collect();
                tables[w] = Table::learned(witnesses[w], columns, &seeds[w], &beads);
            }
        }
        let witness =
            |w: usize| Witness { side: witnesses[w], rows: &rows[w], table: &tables[w], length_ratio: settled[w].1 };
        let problem = Problem { witnesses: vec![witness(0), witness(1)], columns, priors: settled[0].0.clone() };
        found = problem.search(&Band::of(&problem));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Side, order};
    use crate::lang::Language::{Be, En, Other, Ru};

    #[test]
    fn two_slavic_sides_come_first_in_their_order() {
        for (languages, expected) in [
            ([Ru, Be, En], [0, 1, 2]),
            ([En, Be, Ru], [1, 2, 0]),
            ([Be, En, Ru], [0, 2, 1]),
            ([Ru, Ru, Be], [0, 1, 2]),
            ([En, Other, Ru], [0, 1, 2]),
        ] {
            assert_eq!(order(&languages.map(|language| Side::new(&[], language))), expected);
        }
    }
}
