//! Does a line go on with the one before it? What it opens with tells.
//!
//! Who cuts a sentence in two cuts it where a clause is joined, and the word that joined it stands first in the new line.
//! In a text of whole sentences few lines open so: one that does belongs with the line before, unless the other side
//! was cut there too.

use super::weights::Weights;
use crate::lang::Language;

/// How a line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// As a sentence does.
    Plain,
    /// With a word that joins clauses and sentences alike: and, but, when.
    Loose,
    /// With a word that joins a clause and rarely opens a sentence: which, including.
    Joined,
}

impl Opening {
    /// Those that say something, in the order of their weights.
    pub(super) const TELLING: [Self; 2] = [Self::Loose, Self::Joined];
}

/// What each opening says, in one text.
pub(super) struct Joining([f64; 2]);

impl Joining {
    /// By the lines of the text: where all of them open so, as in lists of clauses, that one does says nothing.
    pub(super) fn of(openings: &[Opening], weights: &Weights) -> Self {
        let Weights { joined_inside, joined_usual, joined_lines, .. } = weights;
        Self(std::array::from_fn(|n| {
            let times = openings.iter().filter(|opening| **opening == Opening::TELLING[n]).count() as f64;
            let share = (times + joined_usual[n] * joined_lines) / (openings.len() as f64 + joined_lines);
            (joined_inside[n] / share).ln().max(0.0)
        }))
    }

    /// The log likelihood ratio of a line with this opening going on with the one before it; never against it.
    pub(super) fn says(&self, opening: Opening) -> f64 {
        Opening::TELLING.iter().position(|telling| *telling == opening).map_or(0.0, |n| self.0[n])
    }
}

/// How a line opens. A question may open with what joins elsewhere.
pub(super) fn opening(text: &str, language: Language) -> Opening {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = start.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let [loose, joined] = words(language).map(|words| words.split_whitespace().any(|other| other == word));
    match (joined, loose) {
        _ if text.trim_end().ends_with('?') => Opening::Plain,
        (true, _) => Opening::Joined,
        (_, true) => Opening::Loose,
        _ => Opening::Plain,
    }
}

/// The words that join clauses and sentences alike, and those that join clauses and little else.
fn words(language: Language) -> [&'static str; 2] {
    match language {
        Language::Ru => [
            "и а но или да когда если как хотя пока также лишь кто едва",
            "что чтобы чтоб который которая которое которые которого которой которому которую которым котором которых
             которыми чей чья чьё чье чьи чьего чьей чьих где куда откуда поскольку ибо причём причем либо нежели включая
             исключая будучи",
        ],
        Language::Be => [
            "і ды а але ці калі як хоць хаця пакуль таксама толькі хто перш",
            "што каб які якая якое якія якога якой якою якому якую якім якіх якімі чый чыя чыё чые чыйго чыёй чыіх дзе
             куды адкуль паколькі бо прычым альбо уключаючы выключаючы",
        ],
        Language::En => [
            "and but or nor so yet when if as although though while because where that with without before until such",
            "who whom whose which including excluding except than",
        ],
        Language::Other => ["", ""],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_joins_a_clause_opens_a_line_that_goes_on() {
        for (text, language) in [
            ("Который вступает в силу с 1 января.", Language::Ru),
            ("«Что стороны исходят из этого».", Language::Ru),
            ("Якая адбылася ў Мінску.", Language::Be),
            ("Каб умацаваць супрацоўніцтва.", Language::Be),
            ("Which took place in Minsk.", Language::En),
        ] {
            assert_eq!(opening(text, language), Opening::Joined, "{text}");
        }
        assert_eq!(opening("Но решение не принято.", Language::Ru), Opening::Loose);
        assert_eq!(opening("And this is so.", Language::En), Opening::Loose);
        for (text, language) in [
            ("Что решили стороны?", Language::Ru),
            ("Стороны решили это.", Language::Ru),
            ("Которая", Language::En),
            ("1) ", Language::Ru),
            ("", Language::Be),
            (&format!("a{}", "ш".repeat(100)), Language::Ru),
        ] {
            assert_eq!(opening(text, language), Opening::Plain, "{text}");
        }
    }

    #[test]
    fn where_all_lines_open_so_it_says_nothing() {
        let weights = &Weights::ESTIMATED;
        let few = Joining::of(&[Opening::Plain; 100], weights);
        assert!(few.says(Opening::Joined) > few.says(Opening::Loose) && few.says(Opening::Loose) > 0.0);
        assert_eq!(few.says(Opening::Plain), 0.0);
        let all = Joining::of(&[Opening::Joined; 100], weights);
        assert_eq!(all.says(Opening::Joined), 0.0);
    }
}
