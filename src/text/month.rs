//! The names of the months: read in a text, and written in the form in which another month stands there.

use crate::lang::Language;

/// The forms of each month's name. They stand in the same order for all months of a language.
type Names = [&'static [&'static str]; 12];

/// After a day, then alone.
const RU: Names = [
    &["января", "январь"],
    &["февраля", "февраль"],
    &["марта", "март"],
    &["апреля", "апрель"],
    &["мая", "май"],
    &["июня", "июнь"],
    &["июля", "июль"],
    &["августа", "август"],
    &["сентября", "сентябрь"],
    &["октября", "октябрь"],
    &["ноября", "ноябрь"],
    &["декабря", "декабрь"],
];

/// After a day, then alone; May has two more forms, of the classical orthography.
const BE: Names = [
    &["студзеня", "студзень"],
    &["лютага", "люты"],
    &["сакавіка", "сакавік"],
    &["красавіка", "красавік"],
    &["мая", "май", "траўня", "травень"],
    &["чэрвеня", "чэрвень"],
    &["ліпеня", "ліпень"],
    &["жніўня", "жнівень"],
    &["верасня", "верасень"],
    &["кастрычніка", "кастрычнік"],
    &["лістапада", "лістапад"],
    &["снежня", "снежань"],
];

/// In full, then shortened; May is not shortened.
const EN: Names = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

fn names(language: Language) -> Option<&'static Names> {
    match language {
        Language::Ru => Some(&RU),
        Language::Be => Some(&BE),
        Language::En => Some(&EN),
        Language::Other => None,
    }
}

/// A month's name at the start, as its number and length.
pub(super) fn month(rest: &str, language: Language) -> Option<(u8, usize)> {
    let len: usize = rest.chars().take(12).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if len == 0 || (language == Language::En && !rest.starts_with(char::is_uppercase)) {
        return None;
    }
    let (month, form) = find(&rest[..len], language)?;
    let shortened = language == Language::En && form > 0;
    Some((month, len + usize::from(shortened && rest[len..].starts_with('.'))))
}

/// The number of a month's name, and which of its forms it is.
fn find(word: &str, language: Language) -> Option<(u8, usize)> {
    let mut word = word.to_lowercase();
    if language == Language::Be {
        // Latin i in a Belarusian month is a typing habit, not another month.
        word = word.replace('i', "і");
    }
    names(language)?.iter().zip(1..).find_map(|(forms, month)| Some((month, forms.iter().position(|f| *f == word)?)))
}

/// A month's name (1–12) in the form and the case of letters of another one, dot included: `May` after `Jun.`, `июля`
/// like `мая`. `None` when the other is no month's name.
#[must_use]
pub fn month_like(month: u8, other: &str, language: Language) -> Option<String> {
    let word = other.trim_end_matches('.');
    let (_, form) = find(word, language)?;
    // The classical forms of May stand for the ordinary ones.
    let form = if language == Language::Be { form % 2 } else { form };
    let forms = names(language)?.get(usize::from(month.checked_sub(1)?))?;
    let at = form.min(forms.len() - 1);
    let dot = if word.len() < other.len() && at > 0 { "." } else { "" };
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let name = forms[at];
    let name = match (upper(first), upper(second)) {
        (true, true) => name.to_uppercase(),
        (true, false) => {
            let head = name.chars().next().map_or(0, char::len_utf8);
            name[..head].to_uppercase() + &name[head..]
        }
        _ => name.to_owned(),
    };
    Some(name + dot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_takes_the_form_of_another() {
        for (language, month, other, expected) in [
            (Language::Ru, 7, "мая", "июля"),
            (Language::Ru, 7, "Май", "Июль"),
            (Language::Be, 2, "МАЯ", "ЛЮТАГА"),
            (Language::Be, 1, "траўня", "студзеня"),
            (Language::En, 10, "June", "October"),
            (Language::En, 10, "May", "October"),
            (Language::En, 5, "Jun.", "May"),
            (Language::En, 9, "Jun.", "Sept."),
        ] {
            assert_eq!(month_like(month, other, language).as_deref(), Some(expected), "{other}");
        }
        assert_eq!(month_like(7, "мая", Language::En), None);
        assert_eq!(month_like(13, "мая", Language::Ru), None);
    }
}
