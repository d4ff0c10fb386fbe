//! Messages of `analyse`: one object a document, then one for all of them.

use super::{ProblemMessage, VERSION};
use crate::workspace::analyse::{Amount, Analysed, Counted, SHARES, Weights};
use serde::Serialize;

/// The shares of a document, or of all of them.
#[derive(Clone, Debug, Serialize)]
pub struct AnalysisMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The document; null for all of them.
    pub file: Option<String>,
    /// Its language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
    /// The shares, best first.
    pub shares: Vec<ShareMessage>,
    /// All shares together.
    pub total: AmountMessage,
    /// Words to be paid for, when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted_words: Option<f64>,
    /// What the reader found wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemMessage>,
}

/// What counts in a share.
#[derive(Clone, Debug, Serialize)]
pub struct ShareMessage {
    /// `102`, `101`, `repetitions`, `100`, `95-99`, `85-94`, `75-84`, `50-74`, `none`.
    pub share: String,
    /// How much.
    #[serde(flatten)]
    pub amount: AmountMessage,
    /// What of it matches another segment of the call, not one of the memories.
    pub internal: AmountMessage,
    /// Percentage of a word that is paid for, when asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<u8>,
}

/// How much text.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AmountMessage {
    /// Segments.
    pub segments: u64,
    /// Words.
    pub words: u64,
    /// Characters with spaces.
    pub characters: u64,
    /// Characters without spaces.
    pub characters_without_spaces: u64,
}

impl From<Amount> for AmountMessage {
    fn from(amount: Amount) -> Self {
        let Amount { segments, words, characters, letters } = amount;
        Self { segments, words, characters, characters_without_spaces: letters }
    }
}

/// The message of a document, or of all of them.
#[must_use]
pub fn analysis<'a>(file: Option<&'a Analysed>, counted: &Counted, weights: Option<&Weights>) -> AnalysisMessage<'a> {
    let share = |n: usize| ShareMessage {
        share: SHARES[n].name(),
        amount: counted.parts[n].all.into(),
        internal: counted.parts[n].internal.into(),
        weight: weights.map(|weights| weights.percentages()[n]),
    };
    AnalysisMessage {
        v: VERSION,
        r#type: "analysis",
        file: file.map(|file| file.path.display().to_string()),
        lang: file.map(|file| file.lang.as_str()),
        shares: (0..SHARES.len()).map(share).collect(),
        total: counted.total().into(),
        weighted_words: weights.map(|weights| counted.weighted(weights)),
        problems: file.map_or_else(Vec::new, |file| file.problems.iter().map(ProblemMessage::from).collect()),
    }
}
