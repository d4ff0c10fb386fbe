//! English inflection, in normal form (no apostrophes: the possessive ends like the plural).

use super::{Role, Shape, but_last, cut, irregular, last};
use std::borrow::Cow;

/// Plurals and past forms that no rule makes.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("man", &["men", "mens"]),
    ("woman", &["women", "womens"]),
    ("person", &["people", "peoples"]),
    ("child", &["children", "childrens"]),
    ("foot", &["feet"]),
    ("memorandum", &["memoranda"]),
    ("datum", &["data"]),
    ("criterion", &["criteria"]),
    ("phenomenon", &["phenomena"]),
    ("referendum", &["referenda"]),
    ("be", &["is", "are", "was", "were", "been", "being"]),
    ("become", &["became", "becoming"]),
    ("begin", &["began", "begun", "beginning"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("cut", &["cutting"]),
    ("do", &["does", "did", "done"]),
    ("draw", &["drew", "drawn"]),
    ("fall", &["fell", "fallen"]),
    ("find", &["found"]),
    ("get", &["got", "getting"]),
    ("give", &["gave", "given"]),
    ("go", &["goes", "went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("have", &["has", "had"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lay", &["laid"]),
    ("lead", &["led"]),
    ("leave", &["left"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("overcome", &["overcame"]),
    ("pay", &["paid"]),
    ("put", &["putting"]),
    ("read", &["reading"]),
    ("rise", &["rose", "risen"]),
    ("run", &["ran", "running"]),
    ("say", &["said"]),
    ("seek", &["sought"]),
    ("send", &["sent"]),
    ("set", &["setting"]),
    ("show", &["shown"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("understand", &["understood"]),
    ("undertake", &["undertook", "undertaken"]),
    ("win", &["won", "winning"]),
    ("withdraw", &["withdrew", "withdrawn"]),
    ("write", &["wrote", "written"]),
];

/// Articles: a contract is terminated, or the contract.
pub(super) const GROUPS: &[&[&str]] = &[&["a", "an", "the"]];

/// Small words, which have no forms.
const FIXED: &[&str] = &[
    "and", "for", "with", "from", "into", "its", "his", "her", "their", "our", "this", "that", "these", "those",
    "which", "who", "not", "nor", "but", "per", "via", "upon", "under", "within", "between", "against", "through",
];

/// Prepositions and conjunctions that say the same as a term now and then, and mostly something else.
pub(super) const SMALL: &[&str] = &["as", "by", "for", "if", "through", "upon", "within"];

/// Plural and possessive.
const NOUN: &[&str] = &["", "s"];
const NOUN_ES: &[&str] = &["", "es", "s"];
const VERB: &[&str] = &["", "s", "ed", "ing"];
const VERB_ES: &[&str] = &["", "es", "ed", "ing"];
const VERB_E: &[&str] = &["e", "es", "ed", "ing"];
const VERB_Y: &[&str] = &["y", "ies", "ied", "ying"];
const VERB_DOUBLED: &[&str] = &["ed", "ing"];

/// British spellings and the American ones, as far as parts of words tell them.
const SPELLINGS: &[(&str, &str)] = &[
    ("labour", "labor"),
    ("favour", "favor"),
    ("colour", "color"),
    ("honour", "honor"),
    ("neighbour", "neighbor"),
    ("behaviour", "behavior"),
    ("harbour", "harbor"),
    ("endeavour", "endeavor"),
    ("armour", "armor"),
    ("rumour", "rumor"),
    ("vapour", "vapor"),
    ("saviour", "savior"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("litre", "liter"),
    ("metre", "meter"),
    ("fibre", "fiber"),
    ("calibre", "caliber"),
    ("sabre", "saber"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("pretence", "pretense"),
    ("practise", "practice"),
    ("programme", "program"),
    ("gramme", "gram"),
    ("counsellor", "counselor"),
    ("councillor", "councilor"),
    ("traveller", "traveler"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("instalment", "installment"),
    ("fulfilment", "fulfillment"),
    ("enrolment", "enrollment"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("analogue", "analog"),
    ("paediatr", "pediatr"),
    ("anaesth", "anesth"),
    ("gynaeco", "gyneco"),
    ("orthopaed", "orthoped"),
    ("manoeuvre", "maneuver"),
    ("plough", "plow"),
    ("sceptic", "skeptic"),
    ("tyre", "tire"),
    ("kerb", "curb"),
    ("cheque", "check"),
    ("lyse", "lyze"),
    ("cancell", "cancel"),
    ("travell", "travel"),
    ("labell", "label"),
    ("signall", "signal"),
    ("modell", "model"),
    ("initiall", "initial"),
];

/// The one spelling of a word that has several: *labor* for *labour*, *organization* for *organisation*. Words that only
/// look like it (*advise*) change too, wherever they stand, and so do no harm.
pub(super) fn respelt(word: &str) -> Cow<'_, str> {
    let mut word = Cow::Borrowed(word);
    for (british, american) in SPELLINGS {
        if word.contains(british) {
            word = Cow::Owned(word.replace(british, american));
        }
    }
    for (british, american) in [("isation", "ization"), ("ise", "ize"), ("ising", "izing")] {
        if let Some(at) = word.rfind(british).filter(|at| *at > 2 && word.len() <= at + british.len() + 3) {
            word = Cow::Owned(format!("{}{american}{}", &word[..at], &word[at + british.len()..]));
        }
    }
    word
}

/// The forms of a word.
pub(super) fn inflect(word: &str, role: Role, out: &mut Vec<Shape>) {
    if FIXED.contains(&word) || !word.is_ascii() && !word.chars().all(char::is_alphabetic) {
        return;
    }
    irregular(IRREGULAR, word, out);
    match role {
        Role::Fixed | Role::Adjective => {}
        Role::Noun => noun(word, out),
        Role::Verb | Role::Phrase => {
            verb(word, out);
            noun(word, out);
        }
    }
}

fn sibilant(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| word.ends_with(end))
}

fn noun(word: &str, out: &mut Vec<Shape>) {
    out.push(Shape::new(word, if sibilant(word) { NOUN_ES } else { NOUN }));
    let stem = but_last(word);
    match last(word) {
        'y' if !is_vowel(last(stem)) => out.push(Shape::new(stem, &["ies"])),
        'f' => out.push(Shape::new(stem, &["ves"])),
        'e' if stem.ends_with('f') => out.push(Shape::new(but_last(stem), &["ves"])),
        // appendix, appendices; index, indices
        'x' if stem.ends_with(['i', 'e']) => out.push(Shape::new(but_last(stem), &["ices"])),
        // analysis, analyses
        's' if word.ends_with("sis") => out.extend(cut(word, "is", 2).map(|stem| Shape::new(stem, &["es"]))),
        // chairman, spokeswoman
        'n' if word.ends_with("man") => out.extend(cut(word, "an", 2).map(|stem| Shape::new(stem, &["en", "ens"]))),
        _ => {}
    }
}

fn verb(word: &str, out: &mut Vec<Shape>) {
    let stem = but_last(word);
    match last(word) {
        'e' => out.push(Shape::new(stem, VERB_E)),
        'y' if !is_vowel(last(stem)) => out.push(Shape::new(stem, VERB_Y)),
        end => {
            out.push(Shape::new(word, if sibilant(word) { VERB_ES } else { VERB }));
            // submit, submitted; cancel, cancelled
            let closed = !is_vowel(end) && is_vowel(last(stem));
            if closed && (end == 'l' || !is_vowel(last(but_last(stem)))) {
                out.push(Shape::new(format!("{word}{end}"), VERB_DOUBLED));
            }
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::Role::{Noun, Verb};
    use crate::lang::Language::En;

    #[test]
    fn nouns() {
        check(En, Noun, "agreement agreements | agreed");
        check(En, Noun, "embassy embassies");
        check(En, Noun, "chairman chairmen");
        check(En, Noun, "law laws | lawyer lawful");
        check(En, Noun, "tax taxes");
        check(En, Noun, "analysis analyses");
    }

    #[test]
    fn verbs() {
        check(En, Verb, "sign signs signed signing | signature");
        check(En, Verb, "adopt adopts adopted adopting | adoption");
        check(En, Verb, "ratify ratifies ratified ratifying");
        check(En, Verb, "submit submitted submitting");
        check(En, Verb, "issue issues issued issuing");
        check(En, Verb, "withdraw withdrew withdrawn withdrawing");
    }
}
