//! What do documents with known beads teach of the weights?
//!
//! Some weights are shares of what happens in texts, and are counted ([`Counts`]): how often a bead is 1-2, how often a
//! number stands in the translation too. Others say how far the model is from the truth, such as how much the words of one
//! sentence repeat each other, and nothing can be counted for them: [`judge`] tells how well all weights together foretell
//! the beads. `benches/weights.rs` is the command that does both.

use super::evaluate::{Evaluation, Numbers};
use super::evidence::{Clue, clues};
use super::joining::Opening;
use super::side::{Bag, Line, Side};
use super::taught::Taught;
use super::three::{self, PAIRS};
use super::two;
use super::weights::{SHAPES, Weights};
use crate::align::band::Band;
use crate::lang::Language;
use crate::model::{Bead, BlockKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// A document with known beads.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// Its two or three texts.
    pub texts: Vec<(Language, Vec<Line<'a>>)>,
    /// The beads of some pairs of them (`[0, 2]`: of the first and the third), or of all three.
    pub gold: Vec<(Vec<usize>, Vec<Numbers>)>,
}

/// How well weights foretell the beads of an alignment.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Logarithm of the probability that was given to each gold bead, added up; of no bead less than that of 0.001, so
    /// that one hopeless bead is no worse than a few bad ones.
    pub ln: f64,
    /// Gold beads.
    pub beads: usize,
    /// Beads found of two sides or more with confidence of 0.9 or more.
    pub sure: usize,
    /// … and right.
    pub sure_right: usize,
    /// What was found against the gold.
    pub evaluation: Evaluation,
}

impl Judgement {
    /// Mean logarithm of the probability of gold beads.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.ln / self.beads.max(1) as f64
    }

    /// Adds that of another document.
    pub fn add(&mut self, other: &Self) {
        self.ln += other.ln;
        self.beads += other.beads;
        self.sure += other.sure;
        self.sure_right += other.sure_right;
        self.evaluation.add(&other.evaluation);
    }

    fn of(gold: &[Numbers], asked: &[f64], found: &[Bead]) -> Self {
        let numbers: Vec<Numbers> =
            found.iter().map(|bead| bead.sides.iter().map(|side| side.clone().collect()).collect()).collect();
        let sure = || found.iter().zip(&numbers).filter(|(bead, _)| bead.filled() > 1 && bead.confidence >= 0.9);
        Self {
            ln: asked.iter().map(|p| p.max(1e-3).ln()).sum(),
            beads: asked.len(),
            sure: sure().count(),
            sure_right: sure().filter(|(_, bead)| gold.contains(bead)).count(),
            evaluation: Evaluation::of(gold, &numbers),
        }
    }
}

/// Judges weights by a document: one judgement for each of its gold alignments.
///
/// # Panics
/// When there are fewer than two or more than three texts, or a gold alignment is of others.
#[must_use]
pub fn judge(known: &Known<'_>, weights: &Weights) -> Vec<Judgement> {
    let sides: Vec<Side<'_>> =
        known.texts.iter().map(|(language, lines)| Side::new(lines, *language, weights)).collect();
    let aligned = |[a, b]: [usize; 2]| two(&sides[a], &sides[b], &Taught::default());
    let pairs = if sides.len() == 3 { PAIRS.map(aligned).into() } else { vec![aligned([0, 1])] };
    let judged = |(of, gold): &(Vec<usize>, Vec<Numbers>)| {
        let beads = in_order(gold);
        if let [a, b] = of[..] {
            let number = PAIRS.iter().position(|pair| *pair == [a, b]).unwrap_or(0);
            let (pair, a, b) = (&pairs[number], &sides[a], &sides[b]);
            let band = Band::near(&pair.outcome.passes, b.bags.len());
            let beads: Vec<[Range<usize>; 2]> = beads.iter().map(|bead| [bead[0].clone(), bead[1].clone()]).collect();
            let asked = pair.problem(a, b, SHAPES.len()).probabilities(&band, &beads);
            Judgement::of(gold, &asked, &pair.beads())
        } else {
            let pairs = pairs[..].try_into().expect("three texts make three pairs");
            let mut asked: Vec<(Vec<Range<usize>>, f64)> = beads.into_iter().map(|bead| (bead, 0.0)).collect();
            let found = three::paired(&sides, pairs, &mut asked);
            Judgement::of(gold, &asked.into_iter().map(|(_, p)| p).collect::<Vec<_>>(), &found)
        }
    };
    known.gold.iter().map(judged).collect()
}

/// Beads as the search has them: each of neighbouring lines, lines alone one by one, and what shares no side in the order
/// of its first sides.
fn in_order(gold: &[Numbers]) -> Vec<Vec<Range<usize>>> {
    let mut beads: Vec<Vec<Range<usize>>> = Vec::new();
    let mut at = vec![0; gold.first().map_or(0, Vec::len)];
    for bead in gold {
        let mut sides = Vec::new();
        for (side, at) in bead.iter().zip(&mut at) {
            let range = side.first().map_or(*at..*at, |first| *first..*first + side.len());
            *at = range.end;
            sides.push(range);
        }
        match class(&sides) {
            0 => {}
            alone if alone.is_power_of_two() => {
                let side = alone.trailing_zeros() as usize;
                for line in sides[side].clone() {
                    sides[side] = line..line + 1;
                    beads.push(sides.clone());
                }
            }
            _ => beads.push(sides),
        }
    }
    let mut n = 1;
    while n < beads.len() {
        let (before, after) = (class(&beads[n - 1]), class(&beads[n]));
        if before & after == 0 && before.trailing_zeros() > after.trailing_zeros() {
            beads.swap(n - 1, n);
            n = n.saturating_sub(1).max(1);
        } else {
            n += 1;
        }
    }
    beads
}

/// Which sides have something, as bits.
fn class(bead: &[Range<usize>]) -> usize {
    bead.iter().enumerate().filter(|(_, side)| !side.is_empty()).map(|(n, _)| 1 << n).sum()
}

/// What was counted for a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The most likely value.
    pub value: f64,
    /// How many observations it rests on.
    pub observations: usize,
}

/// So much, of so much.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    part: f64,
    whole: f64,
    seen: usize,
}

impl Share {
    fn add(&mut self, part: f64, whole: f64, seen: usize) {
        self.part += part;
        self.whole += whole;
        self.seen += seen;
    }

    fn estimate(self) -> Estimate {
        Estimate { value: self.part / self.whole, observations: self.seen }
    }
}

/// Counts over documents with known beads.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// By the name of the weight that is such a share.
    shares: BTreeMap<String, Share>,
    /// Squares of deviations, by the weight that is their root mean.
    squares: BTreeMap<&'static str, Share>,
    /// How often a feature is present and how often absent in true beads, then in lines put together by chance.
    odds: BTreeMap<&'static str, [[f64; 2]; 2]>,
    /// Of pairs of names by likeness: the sums of 1, likeness, its square, hits, likeness of hits.
    sound: [f64; 5],
}

impl Counts {
    /// Counts what a document shows.
    pub fn note(&mut self, known: &Known<'_>, weights: &Weights) {
        let sides: Vec<Side<'_>> =
            known.texts.iter().map(|(language, lines)| Side::new(lines, *language, weights)).collect();
        for bag in sides.iter().flat_map(|side| &side.bags) {
            self.opening("joined_usual", bag);
        }
        for (of, gold) in &known.gold {
            let beads = in_order(gold);
            if of.len() == 2 {
                self.pair(&beads);
            } else {
                self.three(&beads);
            }
            // Of three texts the pairs too, unless they have beads of their own.
            for [a, b] in PAIRS.into_iter().filter(|pair| *pair == of[..] || of.len() == 3 && known.gold.len() == 1) {
                let (x, y) = if of.len() == 2 { (0, 1) } else { (a, b) };
                let sides_of = |bead: &Vec<Range<usize>>| [bead[x].clone(), bead[y].clone()];
                let full: Vec<_> = beads.iter().map(sides_of).filter(|bead| class(bead) == 3).collect();
                self.lengths(&sides[a], &sides[b], &full, weights);
                self.layout(&sides[a], &sides[b], &full);
                self.words(&sides[a], &sides[b], &full, weights);
            }
        }
    }

    /// What was counted, by the name of the weight.
    #[must_use]
    pub fn estimates(&self) -> BTreeMap<String, Estimate> {
        let mut all: BTreeMap<String, Estimate> =
            self.shares.iter().map(|(name, share)| (name.clone(), share.estimate())).collect();
        // What a date is worth for a part of it is told as a share of what a number is worth.
        if let Some(number) = self.shares.get("same_number").map(|share| share.estimate().value)
            && let Some(part) = all.get_mut("date_part")
        {
            part.value /= number;
        }
        // The bonus for the class of the bead before is on top of what any class of so many sides has.
        for filled in 0..2 {
            let any = all.get(&format!("three_after.{filled}.{filled}")).map_or(0.0, |any| any.value);
            if let Some(same) = all.get_mut(&format!("three_after.{filled}.3")) {
                same.value -= any;
            }
        }
        for (name, share) in &self.squares {
            let Estimate { value, observations } = share.estimate();
            all.insert((*name).to_owned(), Estimate { value: value.sqrt(), observations });
        }
        for (name, [[with, without], [chance_with, chance_without]]) in &self.odds {
            let value = ((with + 0.5) * (chance_without + 0.5) / ((without + 0.5) * (chance_with + 0.5))).ln();
            all.insert((*name).to_owned(), Estimate { value, observations: *with as usize });
        }
        let [n, x, xx, y, xy] = self.sound;
        if n * xx - x * x > 0.0 {
            let slope = (n * xy - x * y) / (n * xx - x * x);
            let at = |value| Estimate { value, observations: n as usize };
            all.insert("sound_least".to_owned(), at((y - slope * x) / n));
            all.insert("same_sound".to_owned(), at(slope));
        }
        all
    }

    fn share(&mut self, name: String, so: bool) {
        self.shares.entry(name).or_default().add(f64::from(u8::from(so)), 1.0, 1);
    }

    /// Shapes and classes of the beads of a pair.
    fn pair(&mut self, beads: &[Vec<Range<usize>>]) {
        let of = |bead: &[Range<usize>]| class(bead) % 3;
        for (n, bead) in beads.iter().enumerate() {
            let sizes = (bead[0].len(), bead[1].len());
            let classes = |counts: &mut Self, name: &str| {
                (0..3).for_each(|class| counts.share(format!("{name}.{class}"), class == of(bead)));
            };
            match n.checked_sub(1) {
                None => classes(self, "class_first"),
                Some(before) => classes(self, &format!("class_after.{}", of(&beads[before]))),
            }
            for (shape, other) in SHAPES.iter().enumerate().filter(|(_, other)| of(bead) == 0 && other.0 * other.1 > 0)
            {
                // A shape and its mirror image are as likely.
                let like = *other == sizes || (other.1, other.0) == sizes;
                let half = if other.0 == other.1 { 1.0 } else { 0.5 };
                let share = self.shares.entry(format!("shapes.{shape}")).or_default();
                share.add(if like { half } else { 0.0 }, 1.0, 1);
            }
        }
    }

    /// Classes of the beads of three texts, and merges.
    fn three(&mut self, beads: &[Vec<Range<usize>>]) {
        let filled = |class: usize| class.count_ones() as usize - 1;
        for (n, bead) in beads.iter().enumerate() {
            let of = class(bead);
            if of.count_ones() > 1 {
                let sizes: Vec<usize> = bead.iter().map(ExactSizeIterator::len).filter(|n| *n > 0).collect();
                self.shares.entry("event".to_owned()).or_default().add(three::events(&sizes) as f64, 1.0, 1);
            }
            let Some(before) = n.checked_sub(1).map(|before| class(&beads[before])) else {
                (1..8).for_each(|other| self.share(format!("three_first.{}", filled(other)), other == of));
                continue;
            };
            for other in 1..8usize {
                let name = format!("three_after.{}", filled(before));
                if other == before && filled(before) < 2 {
                    self.share(format!("{name}.3"), other == of);
                } else if before & other != 0 || before.trailing_zeros() < other.trailing_zeros() {
                    self.share(format!("{name}.{}", filled(other)), other == of);
                }
            }
        }
    }

    /// How much lengths differ, from what they do on the whole.
    fn lengths(&mut self, a: &Side<'_>, b: &Side<'_>, beads: &[[Range<usize>; 2]], weights: &Weights) {
        let chars = |bags: &[Bag]| bags.iter().map(|bag| bag.chars).sum::<f64>() + weights.length_short;
        let ratio = |x: &Range<usize>, y: &Range<usize>| (chars(&b.bags[y.clone()]) / chars(&a.bags[x.clone()])).ln();
        let own: Vec<f64> = beads.iter().map(|bead| ratio(&bead[0], &bead[1])).collect();
        let mean = own.iter().sum::<f64>() / own.len().max(1) as f64;
        let mut square = |name, ratio: f64| {
            self.squares.entry(name).or_default().add((ratio - mean) * (ratio - mean), 1.0, 1);
        };
        for (n, ratio_here) in own.iter().enumerate() {
            square("length_sigma", *ratio_here);
            if let Some(other) = beads.get(n + APART) {
                square("length_sigma_background", ratio(&beads[n][0], &other[1]));
            }
        }
    }

    /// Headings, cells and paragraph breaks in beads and in lines put together by chance.
    fn layout(&mut self, a: &Side<'_>, b: &Side<'_>, beads: &[[Range<usize>; 2]]) {
        let plain = |bag: &Bag| !matches!(bag.kind, BlockKind::Heading(_) | BlockKind::Cell);
        for (n, bead) in beads.iter().enumerate() {
            let first =
                |side: &Side<'_>, lines: &Range<usize>| (side.bags[lines.start].opens, plain(&side.bags[lines.start]));
            for (chance, other) in [Some(bead), beads.get(n + APART)].into_iter().enumerate() {
                let Some(other) = other else { continue };
                let ((a_opens, a_plain), (b_opens, b_plain)) = (first(a, &bead[0]), first(b, &other[1]));
                let mut count = |name, with: bool, without: bool| {
                    let counts = &mut self.odds.entry(name).or_default()[chance];
                    counts[0] += f64::from(u8::from(with));
                    counts[1] += f64::from(u8::from(without));
                };
                count("break_both", a_opens && b_opens, !a_opens && !b_opens);
                count("break_one", a_opens != b_opens, !a_opens && !b_opens);
                count("kind_same", !a_plain && !b_plain, a_plain && b_plain);
                count("kind_differs", a_plain != b_plain, a_plain && b_plain);
                let goes_on = |side: &Side<'_>, lines: &Range<usize>| side.bags[lines.start].joined > 0.0;
                let (a_on, b_on) = (goes_on(a, &bead[0]), goes_on(b, &other[1]));
                count("joined_both", a_on && b_on, !a_on && !b_on);
            }
            for (side, lines, other) in [(a, &bead[0], &bead[1]), (b, &bead[1], &bead[0])] {
                if lines.len() > other.len() {
                    side.bags[lines.clone()][1..].iter().for_each(|bag| self.opening("joined_inside", bag));
                }
            }
            for (side, lines) in [(a, &bead[0]), (b, &bead[1])] {
                for (n, line) in side.bags[lines.clone()].iter().enumerate() {
                    let counts = self.odds.entry("break_inside").or_default();
                    // By chance a line is inside a bead as it is anywhere.
                    for counts in counts.iter_mut().skip(usize::from(n == 0)) {
                        counts[usize::from(!line.opens)] += 1.0;
                    }
                }
            }
        }
    }

    fn opening(&mut self, name: &str, bag: &Bag) {
        for (n, opening) in Opening::TELLING.into_iter().enumerate() {
            self.share(format!("{name}.{n}"), bag.opening == opening);
        }
    }

    /// How often words of a bead have on its other side what they have a clue for, beyond chance: what a bead a little
    /// further on has of it.
    fn words(&mut self, a: &Side<'_>, b: &Side<'_>, beads: &[[Range<usize>; 2]], weights: &Weights) {
        let places = |side: &Side<'_>, of: usize| {
            let mut places: Vec<Vec<usize>> = vec![Vec::new(); side.vocabulary.len()];
            for (n, bead) in beads.iter().enumerate() {
                for t in side.bags[bead[of].clone()].iter().flat_map(|bag| &bag.types) {
                    let places = &mut places[*t as usize];
                    if places.last() != Some(&n) {
                        places.push(n);
                    }
                }
            }
            places
        };
        let (rows, columns) = (places(a, 0), places(b, 1));
        let common = |x: &[usize], y: &[usize], apart: usize| {
            x.iter().filter(|n| y.binary_search(&((*n + apart) % beads.len())).is_ok()).count()
        };
        for (x, row) in clues(a, b).iter().enumerate() {
            for (y, clue) in row {
                let (x, y) = (&rows[x], &columns[*y as usize]);
                // Each way: the first given the second, the second given the first.
                let seen = x.len() + y.len();
                let chance = 2 * common(x, y, APART);
                let hits = 2.0 * common(x, y, 0) as f64 - chance as f64;
                self.clue(*clue, hits, seen as f64 - chance as f64, seen, weights);
            }
        }
    }

    /// `hits` of `all`, both without those by chance.
    fn clue(&mut self, clue: Clue, hits: f64, all: f64, seen: usize, weights: &Weights) {
        let (name, share) = match clue {
            Clue::Number => ("same_number".to_owned(), 1.0),
            Clue::DatePart => ("date_part".to_owned(), 1.0),
            Clue::Mark => ("same_mark".to_owned(), 1.0),
            Clue::Word => ("same_word".to_owned(), 1.0),
            Clue::Name => ("same_name".to_owned(), 1.0),
            Clue::Skeleton(level) => (format!("skeleton.{level}"), 1.0),
            Clue::Lexicon { alternatives } => ("lexicon".to_owned(), 1.0 / alternatives.sqrt()),
            Clue::Sound { alike, names: true } => {
                let sums = [all, all * alike, all * alike * alike, hits, hits * alike];
                self.sound.iter_mut().zip(sums).for_each(|(sum, part)| *sum += part);
                return;
            }
            Clue::Sound { alike, names: false } => {
                ("sound_common".to_owned(), weights.sound_least + weights.same_sound * alike)
            }
        };
        self.shares.entry(name).or_default().add(hits, all * share, seen);
    }
}

/// How many beads further on lines are put together by chance: near enough to be of one matter, too far to be neighbours.
const APART: usize = 3;

#[cfg(test)]
mod tests {
    use super::super::align;
    use super::*;

    const RU: [&str; 5] = [
        "Президент встретился с министром иностранных дел.",
        "Стороны обсудили развитие торговли и сотрудничество в сфере энергетики.",
        "В 2023 году товарооборот вырос на 12 процентов.",
        "Было подписано соглашение о сотрудничестве.",
        "Следующая встреча пройдёт в Минске 5 июня 2024 года.",
    ];
    const BE: [&str; 4] = [
        "Прэзідэнт сустрэўся з міністрам замежных спраў.",
        "Бакі абмеркавалі развіццё гандлю і супрацоўніцтва ў сферы энергетыкі.",
        "У 2023 годзе тавараабарот вырас на 12 працэнтаў.",
        "Наступная сустрэча пройдзе ў Мінску 5 чэрвеня 2024 года.",
    ];
    const EN: [&str; 4] = [
        "The President met with the Minister of Foreign Affairs.",
        "The parties discussed trade and energy, and in 2023 trade turnover grew by 12 percent.",
        "An agreement on cooperation was signed.",
        "The next meeting will be held in Minsk on June 5, 2024.",
    ];

    fn lines<'a>(texts: &[&'a str]) -> Vec<Line<'a>> {
        texts.iter().map(|text| Line { text, kind: BlockKind::Paragraph, opens: true }).collect()
    }

    fn texts() -> Vec<(Language, Vec<Line<'static>>)> {
        vec![(Language::Ru, lines(&RU)), (Language::Be, lines(&BE)), (Language::En, lines(&EN))]
    }

    fn beads(text: &str) -> Vec<Numbers> {
        let numbers = |side: &str| side.split(',').filter_map(|n| n.parse().ok()).collect();
        text.split_whitespace().map(|bead| bead.split(':').map(numbers).collect()).collect()
    }

    /// Texts with the beads they should have.
    fn known() -> Known<'static> {
        let gold = [
            (vec![0, 1], "0:0 1:1 2:2 3: 4:3"),
            (vec![0, 2], "0:0 1,2:1 3:2 4:3"),
            (vec![1, 2], "0:0 1,2:1 :2 3:3"),
            (vec![0, 1, 2], "0:0:0 1,2:1,2:1 3::2 4:3:3"),
        ];
        Known { texts: texts(), gold: gold.map(|(of, gold)| (of, beads(gold))).into() }
    }

    #[test]
    fn what_is_asked_has_the_probability_that_it_is_found_with() {
        let texts = texts();
        let found: Vec<(Vec<usize>, Vec<Bead>)> = known()
            .gold
            .into_iter()
            .map(|(of, _)| (of.clone(), align(&of.iter().map(|side| texts[*side].clone()).collect::<Vec<_>>())))
            .collect();
        let numbers = |bead: &Bead| bead.sides.iter().map(|side| side.clone().collect()).collect();
        let gold = found.iter().map(|(of, beads)| (of.clone(), beads.iter().map(numbers).collect())).collect();
        for (judgement, (of, beads)) in judge(&Known { texts, gold }, &Weights::ESTIMATED).into_iter().zip(found) {
            assert_eq!(judgement.evaluation.all.strict.f1(), 1.0);
            assert_eq!((judgement.beads, judgement.sure_right), (beads.len(), judgement.sure));
            let ln: f64 = beads.iter().map(|bead| bead.confidence.ln()).sum();
            assert!((judgement.ln - ln).abs() < 0.02, "{of:?}: {} against {ln}", judgement.ln);
        }
    }

    #[test]
    fn wrong_beads_are_improbable() {
        let mut known = known();
        known.gold = vec![(vec![0, 1], beads("0:0 1:1 2: 3:2 4:3"))];
        let [judgement] = &judge(&known, &Weights::ESTIMATED)[..] else { panic!("one alignment, one judgement") };
        assert!(judgement.ln < 1e-3f64.ln(), "{}", judgement.ln);
        assert!(judgement.evaluation.all.strict.f1() < 1.0);
    }

    #[test]
    fn shares_are_counted_over_documents() {
        let mut counts = Counts::default();
        counts.note(&known(), &Weights::ESTIMATED);
        counts.note(&known(), &Weights::ESTIMATED);
        let estimates = counts.estimates();
        let of = |name: &str| (estimates[name].value, estimates[name].observations);
        // Eleven beads of two sides, two of them 2-1 or 1-2: half of that for each.
        let close = |(value, seen): (f64, usize), expected: f64, times: usize| {
            assert!((value - expected).abs() < 1e-12 && seen == times, "{value} {seen}");
        };
        close(of("shapes.0"), 9.0 / 11.0, 22);
        close(of("shapes.3"), 1.0 / 11.0, 22);
        close(of("class_first.0"), 1.0, 6);
        close(of("three_first.2"), 1.0, 2);
        // One bead of four has a merge in two languages, and that is one split in the third.
        close(of("event"), 1.0 / 4.0, 8);
        assert_eq!(of("same_number").0, 1.0);
        assert!(of("lexicon").0 > 0.3);
        assert!(estimates.keys().all(|name| Weights::ESTIMATED.clone().numbers().iter().any(|(own, _)| own == name)));
    }

    #[test]
    fn beads_are_brought_into_the_order_of_the_search() {
        let order = |gold: &str| -> Vec<String> {
            let side = |side: &Range<usize>| side.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(",");
            let bead = |bead: Vec<Range<usize>>| bead.iter().map(side).collect::<Vec<_>>().join(":");
            in_order(&beads(gold)).into_iter().map(bead).collect()
        };
        assert_eq!(order("0:0 :1,2 1: 2:3"), ["0:0", "1:", ":1", ":2", "2:3"]);
        assert_eq!(order("::0 :0: 0:1:"), [":0:", "0:1:", "::0"]);
    }
}
