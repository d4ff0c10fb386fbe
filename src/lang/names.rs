//! What language does this heading name? Tags and names of languages as people write them above columns.
//!
//! `ru`, `be_BY`, `Belarusian`, `Русский`, `Беларуская мова`, `Target (be-BY)`, `text_ru`, `English (UK)`, `Перевод на
//! белорусский`: all words of a heading must be a tag, a name of one language, a country or a word like *text*; a
//! heading with any other word (`Belarusian comment`) names something else. A number behind it (`be 2`, `be.1`) counts
//! the columns of a language.

use super::tag::Lang;

/// The two-letter codes of ISO 639-1, `by` included, which is the country but stands for Belarusian in many a file.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs by ca ce ch co cr cs cu cv cy da \
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io \
    is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my \
    na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
/// Codes that are words of headings by themselves: an identifier, a number.
const WORDS_FIRST: [&str; 3] = ["id", "no", "nr"];
/// Three-letter codes that [`Lang::parse`] maps to two letters.
const LONG_CODES: [&str; 3] = ["rus", "bel", "eng"];
const SCRIPTS: [&str; 6] = ["cyrl", "latn", "arab", "hebr", "hans", "hant"];
const VARIANTS: [&str; 3] = ["tarask", "1959acad", "old"];

/// How names of languages begin, lower case, and the tag each stands for.
const NAMES: &[(&str, &[&str])] = &[
    ("ru", &["russian", "русск", "руск", "расійск"]),
    ("be", &["belarus", "byelorus", "белорусск", "беларуск"]),
    ("en", &["english", "английск", "англійск"]),
    ("uk", &["ukrainian", "украинск", "украінск", "українськ"]),
    ("pl", &["polish", "польск"]),
    ("de", &["german", "deutsch", "немецк", "нямецк"]),
    ("fr", &["french", "français", "французск"]),
    ("es", &["spanish", "español", "испанск", "іспанск"]),
    ("lt", &["lithuanian", "литовск", "літоўск"]),
    ("lv", &["latvian", "латышск", "латыск"]),
    ("zh", &["chinese", "китайск", "кітайск"]),
];
/// Names cut short: these are the whole word.
const SHORT_NAMES: &[(&str, &[&str])] = &[("ru", &["рус"]), ("be", &["бел", "белор", "белар"]), ("en", &["англ"])];

/// Words that say nothing of the language.
const FILLERS: &[&str] = &[
    "text",
    "txt",
    "string",
    "segment",
    "seg",
    "sentence",
    "language",
    "lang",
    "source",
    "src",
    "target",
    "tgt",
    "trg",
    "translation",
    "translated",
    "original",
    "version",
    "in",
    "into",
    "to",
    "from",
    "value",
    "текст",
    "текста",
    "сегмент",
    "предложение",
    "язык",
    "языке",
    "языка",
    "перевод",
    "оригинал",
    "исходный",
    "исходник",
    "версия",
    "на",
    "по",
    "с",
    "тэкст",
    "тэксту",
    "сказ",
    "мова",
    "мове",
    "мовы",
    "пераклад",
    "арыгінал",
    "зыходны",
    "версія",
    "па",
    "з",
];

/// Words for regions, orthographies and scripts.
const KINDS: &[(&str, &[&str])] = &[
    ("RU", &["russia", "россия", "расія", "рф"]),
    ("BY", &["belarus", "беларусь", "белоруссия", "рб"]),
    ("GB", &["uk", "gb", "britain", "kingdom", "великобритания", "вялікабрытанія"]),
    ("US", &["us", "usa", "america", "american", "states", "сша", "зша"]),
    ("tarask", &["taraskievica", "taraškievica", "tarask", "тарашкевица", "тарашкевіца"]),
    ("Latn", &["latin", "łacinka", "lacinka", "латиница", "лацінка"]),
    ("", &["united", "great", "official", "официальный"]),
];

/// The language a heading names, if it names one and nothing else.
#[must_use]
pub fn named(heading: &str) -> Option<Lang> {
    let heading = without_number(heading.trim()).to_lowercase();
    if let Some(lang) = tag(&heading) {
        return Some(lang);
    }
    let mut lang: Option<Lang> = None;
    let mut kinds: Vec<&str> = Vec::new();
    let between = |c: char| c.is_whitespace() || "()[]{}:;,./|<>\"".contains(c);
    for word in heading.split(between).filter(|word| !word.is_empty()) {
        let parts: Vec<&str> =
            if tag(word).is_some() { vec![word] } else { word.split(['_', '-', '–', '—']).collect() };
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if FILLERS.contains(&part) {
                continue;
            }
            // after a language the name of a country is a region, though it may look like a tag
            let kind = KINDS.iter().find(|(_, words)| words.contains(&part));
            match (kind, name(part).or_else(|| tag(part))) {
                (Some((kind, _)), _) if lang.is_some() || tag(part).is_none() => kinds.push(kind),
                (_, Some(found)) if lang.as_ref().is_none_or(|lang| lang.primary() == found.primary()) => {
                    lang = lang.filter(|lang| lang.as_str().len() > found.as_str().len()).or(Some(found));
                }
                _ => return None,
            }
        }
    }
    let mut text = lang?.to_string();
    // script, region, variant: in the order of a tag
    for wanted in ["Latn", "RU", "BY", "GB", "US", "tarask"] {
        if kinds.contains(&wanted) && text.len() == 2 {
            text = format!("{text}-{wanted}");
        }
    }
    Lang::parse(&text).ok()
}

/// What a language without a region or script is called in English, as programs name columns: `Belarusian`.
#[must_use]
pub fn english_name(lang: &Lang) -> Option<&'static str> {
    Some(match lang.as_str() {
        "ru" => "Russian",
        "be" => "Belarusian",
        "en" => "English",
        "uk" => "Ukrainian",
        "pl" => "Polish",
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "lt" => "Lithuanian",
        "lv" => "Latvian",
        "zh" => "Chinese",
        _ => return None,
    })
}

/// A tag that is hardly anything else, lower case.
fn tag(text: &str) -> Option<Lang> {
    let text = text.replace('@', "-").replace("-latin", "-latn").replace('_', "-");
    let mut parts = text.split('-');
    let primary = parts.next()?;
    let bare = !text.contains('-');
    let known = CODES.split_ascii_whitespace().any(|code| code == primary) || LONG_CODES.contains(&primary);
    if !known || (bare && WORDS_FIRST.contains(&primary)) {
        return None;
    }
    let fits = |part: &str| match part.len() {
        1 => part == "x",
        2 => part.bytes().all(|b| b.is_ascii_alphabetic()),
        3 if part != "old" => part.bytes().all(|b| b.is_ascii_digit()),
        4 => SCRIPTS.contains(&part),
        _ => VARIANTS.contains(&part),
    };
    parts.all(fits).then(|| Lang::parse(&text).ok())?
}

/// The language whose name a word is.
fn name(word: &str) -> Option<Lang> {
    let country = KINDS.iter().any(|(_, words)| words.contains(&word));
    let named = NAMES.iter().find(|(_, starts)| !country && starts.iter().any(|start| word.starts_with(start)));
    let (tag, _) = named.or_else(|| SHORT_NAMES.iter().find(|(_, names)| names.contains(&word)))?;
    Lang::parse(tag).ok()
}

/// A heading without the number that counts columns of one name.
fn without_number(heading: &str) -> &str {
    let rest = heading.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = heading.len() - rest.len();
    let name = rest.trim_end_matches([' ', '_', '.', '-', '#']);
    if (1..=2).contains(&digits) && name.len() < rest.len() { name } else { heading }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Option<&str>) {
        assert_eq!(named(heading).as_ref().map(Lang::as_str), expected, "{heading}");
    }

    #[test]
    fn languages_are_told_however_they_are_written() {
        for heading in
            ["ru", "RU", "rus", "Russian", "Русский", "русский язык", "Руская", "на русском", "По-русски", "рус."]
        {
            check(heading, Some("ru"));
        }
        for heading in
            ["be", "by", "bel", "Belarusian", "Byelorussian", "Белорусский", "Беларуская мова", "Па-беларуску", "бел."]
        {
            check(heading, Some("be"));
        }
        for heading in [
            "en",
            "English",
            "Английский",
            "Англійская",
            "англ.",
            "text_en",
            "en_text",
            "Source (en)",
            "en 2",
            "en.1",
            "EN_2",
        ] {
            check(heading, Some("en"));
        }
        check("be_BY", Some("be-BY"));
        check("Target: be-BY", Some("be-BY"));
        check("Belarusian (Belarus)", Some("be-BY"));
        check("Russian (Russia)", Some("ru-RU"));
        check("English (United Kingdom)", Some("en-GB"));
        check("English - US", Some("en-US"));
        check("en-US", Some("en-US"));
        check("be-x-old", Some("be-tarask"));
        check("Belarusian (Taraškievica)", Some("be-tarask"));
        check("be@latin", Some("be-Latn"));
        check("Перевод на белорусский", Some("be"));
        check("Українська", Some("uk"));
        check("fr-CA", Some("fr-CA"));
    }

    #[test]
    fn other_headings_name_no_language() {
        for heading in [
            "",
            "id",
            "ID",
            "no",
            "note",
            "client",
            "source",
            "target",
            "context",
            "status",
            "Беларусь",
            "Россия",
            "text",
            "Belarusian comment",
            "комментарий (русский)",
            "ru be",
            "белка",
            "русалка",
            "key",
            "url",
            "x",
            "№",
            "1",
        ] {
            check(heading, None);
        }
    }
}
