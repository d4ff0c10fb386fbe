//! Why not 100: where each lost point went, and what to change in the stored segment to get the one asked for.

use super::prepared::{Prepared, Word, WordKind};
use super::score::{Score, Step, path, score, substitution};
use super::weights::{CODES, PUNCTUATION, WORD};
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
    /// Another number.
    Number,
    /// Another date.
    Date,
    /// Another address of the net.
    Address,
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
    /// Every word that cost something, in the order of the text.
    pub costs: Vec<Cost>,
}

/// What one word, or one pair of words, cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Why.
    pub loss: Loss,
    /// In hundredths of a word.
    pub hundredths: u32,
    /// The stored word, if there is one.
    pub stored: Option<String>,
    /// The word asked for, if there is one.
    pub asked: Option<String>,
}

impl Loss {
    /// All of them, in the order they are told.
    const ALL: [Self; 11] = [
        Self::Word,
        Self::Added,
        Self::Missing,
        Self::Ending,
        Self::Number,
        Self::Date,
        Self::Address,
        Self::Case,
        Self::Punctuation,
        Self::Spelling,
        Self::Code,
    ];

    /// Its name in JSON and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Ending => "ending",
            Self::Number => "number",
            Self::Date => "date",
            Self::Address => "address",
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
    let Some(score) = score(stored, asked, 0).filter(|score| score.0 < 100) else {
        let diff = vec![(Change::Keep, asked.text.clone())];
        return Explanation { score: Score(100), losses: vec![], diff, costs: vec![] };
    };
    let steps = path(&stored.words, &asked.words);
    let costs: Vec<Cost> = steps.iter().filter_map(|step| cost(stored, asked, *step)).collect();
    let longer = stored.words.len().max(asked.words.len()).max(1);
    let mut shares = Loss::ALL.map(|loss| {
        let spent: u32 = costs.iter().filter(|cost| cost.loss == loss).map(|cost| cost.hundredths).sum();
        let points = match loss {
            Loss::Punctuation if stored.marks != asked.marks => PUNCTUATION,
            Loss::Code if stored.codes != asked.codes => CODES,
            _ => 0,
        };
        (loss, spent as f32 / longer as f32 + f32::from(points))
    });
    if shares.iter().all(|(_, share)| *share == 0.0) {
        // Words, marks and codes are equal, yet the segments are not: spaces, or where the codes stand.
        let loss = if stored.codes.is_empty() { Loss::Spelling } else { Loss::Code };
        shares[0] = (loss, 1.0);
    }
    let losses = whole_points(&shares, 100 - score.0);
    Explanation { score, losses, diff: diff(stored, asked, &steps), costs }
}

/// What a step costs, if anything.
fn cost(stored: &Prepared, asked: &Prepared, step: Step) -> Option<Cost> {
    let text = |prepared: &Prepared, word: &Word| prepared.text[word.range.clone()].to_owned();
    let of_stored = |i: usize| Some(text(stored, &stored.words[i]));
    let of_asked = |j: usize| Some(text(asked, &asked.words[j]));
    // Marks that are all of a segment stand in the place of its words.
    let loss = |loss: Loss, text: &Option<String>| {
        let mark = text.as_ref().is_some_and(|text| !text.contains(char::is_alphanumeric));
        if mark { Loss::Punctuation } else { loss }
    };
    let whole = |of: Loss, stored: Option<String>, asked: Option<String>| {
        let loss = loss(of, if stored.is_some() { &stored } else { &asked });
        Cost { loss, hundredths: WORD, stored, asked }
    };
    let cost = match step {
        Step::Replace(i, j) => whole(Loss::Word, of_stored(i), of_asked(j)),
        Step::Add(j) => whole(Loss::Added, None, of_asked(j)),
        Step::Drop(i) => whole(Loss::Missing, of_stored(i), None),
        Step::Keep(i, j) => {
            let (s, a) = (&stored.words[i], &asked.words[j]);
            let hundredths = substitution(s, a);
            if hundredths == 0 {
                return None;
            }
            let (s_text, a_text) = (text(stored, s), text(asked, a));
            let loss = match (s.kind, s.form == a.form) {
                (WordKind::Word, false) => Loss::Ending,
                (WordKind::Number, false) => Loss::Number,
                (WordKind::Date, false) => Loss::Date,
                (WordKind::Address, false) => Loss::Address,
                (_, true) if s_text.to_lowercase() == a_text.to_lowercase() => Loss::Case,
                (_, true) => Loss::Spelling,
            };
            Cost { loss, hundredths, stored: Some(s_text), asked: Some(a_text) }
        }
    };
    Some(cost)
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
            &[(Loss::Date, 1)],
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
    fn word_for_word_is_95_however_short() {
        check("12", "7", 95, &[(Loss::Number, 5)]);
        assert_eq!(score(&prepared("12"), &prepared("7"), 95), Some(Score(95)));
        assert_eq!(score(&prepared("12"), &prepared("7"), 96), None);
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
