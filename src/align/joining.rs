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
    let end = start.find(|c: char| !c.is_alphanumeric()).unwrap_or(start.len());
    let word = &start[..end.min(64)];
    if word.is_empty() || text.trim_end().ends_with('?') {
        return Opening::Plain;
    }
    let word = word.to_lowercase();
    let (joined, loose) = words(language);
    if joined.contains(&word.as_str()) {
        Opening::Joined
    } else if loose.contains(&word.as_str()) {
        Opening::Loose
    } else {
        Opening::Plain
    }
}

/// The words that join clauses and little else, and those that open sentences as well; in lower case.
fn words(language: Language) -> (&'static [&'static str], &'static [&'static str]) {
    match language {
        Language::Ru => (
            &[
                "что",
                "чтобы",
                "чтоб",
                "который",
                "которая",
                "которое",
                "которые",
                "которого",
                "которой",
                "которому",
                "которую",
                "которым",
                "котором",
                "которых",
                "которыми",
                "поскольку",
                "ибо",
                "где",
                "куда",
                "откуда",
                "причём",
                "причем",
                "чей",
                "чья",
                "чьё",
                "чье",
                "чьи",
                "чьего",
                "чьей",
                "чьих",
                "либо",
                "нежели",
                "включая",
                "исключая",
                "будучи",
            ],
            &["и", "а", "но", "или", "да", "когда", "если", "как", "хотя", "пока", "также", "лишь", "кто", "едва"],
        ),
        Language::Be => (
            &[
                "што",
                "каб",
                "які",
                "якая",
                "якое",
                "якія",
                "якога",
                "якой",
                "якому",
                "якую",
                "якім",
                "якіх",
                "якімі",
                "якою",
                "паколькі",
                "бо",
                "дзе",
                "куды",
                "адкуль",
                "прычым",
                "чый",
                "чыя",
                "чыё",
                "чые",
                "чыйго",
                "чыёй",
                "чыіх",
                "альбо",
                "уключаючы",
                "выключаючы",
            ],
            &["і", "ды", "а", "але", "ці", "калі", "як", "хоць", "хаця", "пакуль", "таксама", "толькі", "хто", "перш"],
        ),
        Language::En => (
            &["who", "whom", "whose", "which", "including", "excluding", "except", "than"],
            &[
                "and", "but", "or", "nor", "so", "yet", "when", "if", "as", "although", "though", "while", "because",
                "where", "that", "with", "without", "before", "until", "such",
            ],
        ),
        _ => (&[], &[]),
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
