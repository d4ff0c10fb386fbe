//! Why not 100: where each lost point went, and what to change in the stored segment to get the one asked for.

use super::prepared::{Prepared, Word, WordKind};
use super::score::{Score, Step, distance, path, points, whole};
use super::weights::{ENDING, WORD};
use std::ops::Range;

/// What a match lost points for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loss {
    /// Another word stands there.
    Word,
    /// A word asked for is not stored.
    Added,
    /// A stored word is not asked for.
    Missing,
    /// The same word has another ending.
    Ending,
    /// Numbers, dates or addresses differ.
    Number,
    /// Capitals differ.
    Case,
    /// Punctuation differs.
    Punctuation,
    /// Spelling differs: ё/е, apostrophes, look-alikes, spaces.
    Spelling,
    /// Inline codes differ.
    Code,
}

/// One piece of the way from the stored text to the text asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Stands in both.
    Keep,
    /// Stands in the stored text only.
    Drop,
    /// Stands in the text asked for only.
    Add,
}

/// A score explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The score, 0–100.
    pub score: Score,
    /// Points lost by reason, none of them 0; together 100 less the score.
    pub losses: Vec<(Loss, u8)>,
    /// The way from the stored text to the text asked for. The kept and added pieces put together are the text asked
    /// for; the kept and dropped ones are the stored text but for spaces around changes.
    pub diff: Vec<(Change, String)>,
}

impl Loss {
    /// Its name in JSON and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Ending => "ending",
            Self::Number => "number",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Spelling => "spelling",
            Self::Code => "code",
        }
    }
}

/// Explains the score of a stored segment for the one asked for.
#[must_use]
pub fn explain(stored: &Prepared, asked: &Prepared) -> Explanation {
    if stored.exact == asked.exact && stored.text == asked.text {
        return Explanation { score: Score(100), losses: vec![], diff: vec![(Change::Keep, asked.text.clone())] };
    }
    let steps = path(&stored.words, &asked.words);
    let beside = points(stored, asked, &steps);
    let costs = costs(stored, asked, &steps);
    // Not the sum of the costs: long segments are not traced in full.
    let cost = distance(&stored.words, &asked.words);
    let longer = stored.words.len().max(asked.words.len());
    let score = whole(cost, longer, beside);
    let mut shares: Vec<(Loss, f32)> =
        costs.iter().map(|(loss, cost)| (*loss, 100.0 * cost / longer.max(1) as f32)).collect();
    shares.extend([
        (Loss::Number, f32::from(beside.placeables)),
        (Loss::Case, f32::from(beside.case)),
        (Loss::Punctuation, f32::from(beside.punctuation)),
        (Loss::Spelling, f32::from(beside.spelling)),
        (Loss::Code, f32::from(beside.codes)),
    ]);
    if shares.iter().all(|(_, share)| *share == 0.0) {
        // Words, marks and codes are equal, yet the segments are not: spaces, or where the codes stand.
        let loss = if stored.codes.is_empty() { Loss::Spelling } else { Loss::Code };
        shares.push((loss, 1.0));
    }
    Explanation { score: Score(score), losses: whole_points(&shares, 100 - score), diff: diff(stored, asked, &steps) }
}

/// What the words cost, by reason.
fn costs(stored: &Prepared, asked: &Prepared, steps: &[Step]) -> Vec<(Loss, f32)> {
    let mut costs = [(Loss::Word, 0f32), (Loss::Added, 0.0), (Loss::Missing, 0.0), (Loss::Ending, 0.0)];
    for step in steps {
        let (at, cost) = match *step {
            Step::Replace(..) => (0, WORD),
            Step::Add(_) => (1, WORD),
            Step::Drop(_) => (2, WORD),
            Step::Keep(i, j) => {
                let (s, a) = (&stored.words[i], &asked.words[j]);
                let ending = s.kind == WordKind::Word && s.form != a.form;
                (3, if ending { ENDING } else { 0.0 })
            }
        };
        costs[at].1 += cost;
    }
    costs.to_vec()
}

/// Shares turned into whole points that add up: the largest remainders are rounded up.
fn whole_points(shares: &[(Loss, f32)], total: u8) -> Vec<(Loss, u8)> {
    let sum: f32 = shares.iter().map(|(_, share)| share).sum();
    let scaled: Vec<f32> = shares.iter().map(|(_, share)| share * f32::from(total) / sum).collect();
    let mut points: Vec<u8> = scaled.iter().map(|share| share.floor() as u8).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|x, y| (scaled[*y] - scaled[*y].floor()).total_cmp(&(scaled[*x] - scaled[*x].floor())));
    let mut missing = total.saturating_sub(points.iter().sum());
    for at in order {
        if missing == 0 {
            break;
        }
        points[at] += 1;
        missing -= 1;
    }
    shares.iter().zip(points).filter(|(_, points)| *points > 0).map(|((loss, _), points)| (*loss, points)).collect()
}

/// The text asked for cut along the steps, with what is dropped put in where it stood.
fn diff(stored: &Prepared, asked: &Prepared, steps: &[Step]) -> Vec<(Change, String)> {
    let mut pieces: Vec<(Change, String)> = Vec::new();
    let mut push = |change: Change, text: &str| {
        if text.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some((last, whole)) if *last == change => whole.push_str(text),
            _ => pieces.push((change, text.to_owned())),
        }
    };
    // Text up to a word belongs to the word: its opening marks and the space before it.
    let (mut s_at, mut a_at) = (0, 0);
    let upto = |word: &Word, at: usize| -> Range<usize> { at..word.range.end.max(at) };
    for step in steps {
        match *step {
            Step::Keep(i, j) => {
                let (s, a) = (upto(&stored.words[i], s_at), upto(&asked.words[j], a_at));
                let (old, new) = (&stored.text[s.clone()], &asked.text[a.clone()]);
                if old == new || old.trim_start() == new.trim_start() {
                    push(Change::Keep, new);
                } else {
                    push(Change::Drop, old);
                    push(Change::Add, new);
                }
                (s_at, a_at) = (s.end, a.end);
            }
            Step::Replace(i, j) => {
                let (s, a) = (upto(&stored.words[i], s_at), upto(&asked.words[j], a_at));
                push(Change::Drop, &stored.text[s.clone()]);
                push(Change::Add, &asked.text[a.clone()]);
                (s_at, a_at) = (s.end, a.end);
            }
            Step::Drop(i) => {
                let s = upto(&stored.words[i], s_at);
                push(Change::Drop, &stored.text[s.clone()]);
                s_at = s.end;
            }
            Step::Add(j) => {
                let a = upto(&asked.words[j], a_at);
                push(Change::Add, &asked.text[a.clone()]);
                a_at = a.end;
            }
        }
    }
    let (old, new) = (&stored.text[s_at..], &asked.text[a_at..]);
    if old == new {
        push(Change::Keep, new);
    } else {
        push(Change::Drop, old);
        push(Change::Add, new);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::score;
    use super::*;
    use crate::lang::Language;
    use proptest::prelude::*;

    fn prepared(text: &str) -> Prepared {
        Prepared::of_text(text, Language::Ru)
    }

    #[track_caller]
    fn check(stored: &str, asked: &str, expected: u8, losses: &[(Loss, u8)]) {
        let explanation = explain(&prepared(stored), &prepared(asked));
        assert_eq!((explanation.score.0, &explanation.losses[..]), (expected, losses), "{stored} / {asked}");
    }

    #[test]
    fn points_are_lost_for_reasons() {
        let stored = "Стороны обсудили состояние двусторонних отношений 5 июня 2024 г. в Минске.";
        check(stored, stored, 100, &[]);
        check(
            stored,
            "Стороны обсудили состояние двусторонних отношений 7 июля 2025 г. в Минске.",
            99,
            &[(Loss::Number, 1)],
        );
        check(
            stored,
            "Стороны обсудили состояние двусторонних отношений 5 июня 2024 г. в Минске",
            99,
            &[(Loss::Punctuation, 1)],
        );
        check(
            stored,
            "Стороны обсудили состояние Двусторонних отношений 5 июня 2024 г. в Минске.",
            99,
            &[(Loss::Case, 1)],
        );
        check("Все ещё впереди.", "Все еще впереди.", 99, &[(Loss::Spelling, 1)]);
        check("Министр посетил город Гродно.", "Министр посетил город Брест.", 75, &[(Loss::Word, 25)]);
        check(
            "Министры посетили город Гродно вчера.",
            "Министр посетил город Гродно вчера.",
            90,
            &[(Loss::Ending, 10)],
        );
        check("Министр посетил Гродно.", "Вчера министр посетил Гродно.", 74, &[(Loss::Added, 25), (Loss::Case, 1)]);
    }

    #[test]
    fn long_segments_are_explained_with_their_score() {
        // The ends differ, so that the whole middle is too large to be traced.
        let words = |edge: &str| format!("{edge} {}{edge}", "слово дело ".repeat(1_100));
        let (s, a) = (prepared(&words("начало")), prepared(&words("вчера")));
        assert_eq!(Some(explain(&s, &a).score), score(&s, &a, 0));
        assert!(explain(&s, &a).score >= Score(90));
    }

    #[test]
    fn marks_alone_match_only_the_same_marks() {
        check("***", "***", 100, &[]);
        check("***", "—", 0, &[(Loss::Punctuation, 100)]);
        check("—", "", 0, &[(Loss::Punctuation, 100)]);
    }

    proptest! {
        #[test]
        fn the_explained_score_is_the_score(
            stored in "([Вв] |и |город[ау]? |12 |7 |5 июня |Минск[ае]?|, |\\. |«|»|ё|-){0,12}",
            asked in "([Вв] |и |город[ау]? |12 |7 |5 июня |Минск[ае]?|, |\\. |«|»|е|-){0,12}",
        ) {
            let (s, a) = (prepared(&stored), prepared(&asked));
            let explanation = explain(&s, &a);
            prop_assert_eq!(score(&s, &a, 0), Some(explanation.score));
            for least in [50, 75, 95] {
                prop_assert_eq!(score(&s, &a, least), Some(explanation.score).filter(|found| found.0 >= least));
            }
            let lost: u8 = explanation.losses.iter().map(|(_, points)| points).sum();
            prop_assert_eq!(lost, 100 - explanation.score.0);
            let new: String =
                explanation.diff.iter().filter(|(c, _)| *c != Change::Drop).map(|(_, text)| text.as_str()).collect();
            prop_assert_eq!(new, asked);
        }
    }
}
