//! The saved review, as laid out in the [module above](super).

use super::{CandidatesError, Read, Sheet};
use crate::lang::Lang;
use crate::model::{Candidate, CandidateExample, CandidateTerm, TuId, Verdict};
use crate::problem::{Place, Problem};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

const VERSION: u64 = 1;

/// Writes a review, a candidate a line.
///
/// # Errors
/// When the output does not take it.
pub fn write(out: &mut dyn Write, sheet: Sheet<'_>) -> io::Result<()> {
    let langs: Vec<&str> = sheet.langs.iter().map(Lang::as_str).collect();
    write!(out, "{{\"v\":{VERSION},\"type\":\"term-review\",\"langs\":{},\n\"candidates\":[", json!(langs))?;
    for (i, candidate) in sheet.candidates.iter().enumerate() {
        write!(out, "{}\n{}", if i == 0 { "" } else { "," }, value(candidate))?;
    }
    writeln!(out, "]}}")
}

fn value(candidate: &Candidate) -> Value {
    let terms: Map<String, Value> =
        candidate.terms.iter().map(|term| (term.lang.to_string(), json!(term.text))).collect();
    let variant = |term: &CandidateTerm| json!({"lang": term.lang.as_str(), "term": term.text, "count": term.count});
    let example = |example: &CandidateExample| {
        let texts: Map<String, Value> =
            example.texts.iter().map(|(lang, text)| (lang.to_string(), json!(text))).collect();
        json!({"memory": example.memory, "tu": example.tu.0, "texts": texts})
    };
    json!({
        "terms": terms,
        "count": candidate.count,
        "score": candidate.score,
        "variants": candidate.variants.iter().map(variant).collect::<Vec<_>>(),
        "examples": candidate.examples.iter().map(example).collect::<Vec<_>>(),
        "known": candidate.known,
        "status": candidate.verdict.name(),
    })
}

/// Reads a saved review.
///
/// # Errors
/// When it is none.
pub fn read(bytes: &[u8]) -> Read {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| CandidatesError::Json(error.to_string()))?;
    if value["type"] != "term-review" {
        return Err(CandidatesError::Json("it has no \"type\":\"term-review\"".to_owned()));
    }
    let version = value["v"].as_u64().unwrap_or_default();
    if version > VERSION {
        return Err(CandidatesError::Newer(version));
    }
    let langs = value["langs"].as_array().and_then(|langs| langs.iter().map(lang).collect::<Option<Vec<Lang>>>());
    let (Some(langs), Some(list)) = (langs, value["candidates"].as_array()) else {
        return Err(CandidatesError::Json("it has no languages or no candidates".to_owned()));
    };
    let (mut candidates, mut problems) = (Vec::new(), Vec::new());
    for (n, value) in list.iter().enumerate() {
        match candidate(value, &langs) {
            Some(candidate) => candidates.push(candidate),
            None => problems.push(Problem {
                code: "terms-row",
                message: match value["status"].as_str().filter(|name| Verdict::parse(name).is_none()) {
                    Some(name) => {
                        format!("candidate {}: status {name:?} is none of open, accept, reject; left out", n + 1)
                    }
                    None => format!("candidate {} is not as it should be; left out", n + 1),
                },
                place: Place::default(),
            }),
        }
    }
    Ok((candidates, problems))
}

fn lang(value: &Value) -> Option<Lang> {
    Lang::parse(value.as_str()?).ok()
}

fn candidate(value: &Value, langs: &[Lang]) -> Option<Candidate> {
    let count = |value: &Value| value.as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
    let text = |lang: &Lang| {
        let text = value["terms"][lang.as_str()].as_str()?.trim();
        (!text.is_empty()).then(|| CandidateTerm { lang: lang.clone(), text: text.to_owned(), count: 0 })
    };
    let variant = |value: &Value| {
        let text = value["term"].as_str()?.to_owned();
        Some(CandidateTerm { lang: lang(&value["lang"])?, text, count: count(&value["count"]) })
    };
    let example = |value: &Value| {
        let text = |lang: &Lang| Some((lang.clone(), value["texts"][lang.as_str()].as_str()?.to_owned()));
        Some(CandidateExample {
            memory: value["memory"].as_str()?.to_owned(),
            tu: TuId(value["tu"].as_i64()?),
            texts: langs.iter().filter_map(text).collect(),
        })
    };
    let list = |name: &str| value[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let candidate = Candidate {
        terms: langs.iter().filter_map(text).collect(),
        count: count(&value["count"]),
        score: value["score"].as_f64().unwrap_or_default(),
        variants: list("variants").iter().map(variant).collect::<Option<_>>()?,
        examples: list("examples").iter().map(example).collect::<Option<_>>()?,
        known: value["known"].as_bool().unwrap_or_default(),
        verdict: value["status"].as_str().and_then(Verdict::parse)?,
    };
    (candidate.verdict != Verdict::Accepted || !candidate.terms.is_empty()).then_some(candidate)
}
