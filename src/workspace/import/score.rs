//! How good is a unit, by what a corpus says of it?

use crate::model::Tu;

/// Properties that tell it, the best judge first: Bitextor and those who clean its corpora.
const NAMES: [&str; 4] = ["score-bicleaner-ai", "score-bicleaner", "score", "score-zipporah"];

/// The score of a unit; `None` when it tells none.
pub(super) fn of(tu: &Tu) -> Option<f64> {
    let told = |name: &&str| {
        let mut props = tu.props.iter().chain(tu.tuvs.iter().flat_map(|tuv| &tuv.props));
        props.find(|prop| prop.kind == **name).and_then(|prop| prop.value.trim().parse().ok())
    };
    NAMES.iter().find_map(told)
}
