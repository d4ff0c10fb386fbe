//! What are subject fields called, and what stands on a page, in the three languages?

use crate::lang::Lang;

/// Subject fields of the shipped termbase, in Russian, Belarusian and English.
const SUBJECTS: &[(&str, [&str; 3])] = &[
    ("agriculture", ["Сельское хозяйство", "Сельская гаспадарка", "Agriculture"]),
    ("bodies", ["Государственные органы", "Дзяржаўныя органы", "State bodies"]),
    ("capitals", ["Столицы", "Сталіцы", "Capitals"]),
    ("culture", ["Культура", "Культура", "Culture"]),
    ("currencies", ["Валюты", "Валюты", "Currencies"]),
    ("defence", ["Оборона", "Абарона", "Defence"]),
    ("diplomacy", ["Дипломатия", "Дыпламатыя", "Diplomacy"]),
    ("documents", ["Документы", "Дакументы", "Documents"]),
    ("economy", ["Экономика", "Эканоміка", "Economy"]),
    ("education", ["Образование", "Адукацыя", "Education"]),
    ("energy", ["Энергетика", "Энергетыка", "Energy"]),
    ("environment", ["Окружающая среда", "Навакольнае асяроддзе", "Environment"]),
    ("finance", ["Финансы", "Фінансы", "Finance"]),
    ("geography", ["География", "Геаграфія", "Geography"]),
    ("health", ["Здравоохранение", "Ахова здароўя", "Health"]),
    ("industry", ["Промышленность", "Прамысловасць", "Industry"]),
    ("labour", ["Труд", "Праца", "Labour"]),
    ("law", ["Право", "Права", "Law"]),
    ("media", ["Средства массовой информации", "Сродкі масавай інфармацыі", "Media"]),
    ("organizations", ["Организации", "Арганізацыі", "Organizations"]),
    ("parliament", ["Парламент", "Парламент", "Parliament"]),
    ("peoples", ["Народы", "Народы", "Peoples"]),
    ("phrases", ["Устойчивые обороты", "Устойлівыя выразы", "Set phrases"]),
    ("posts", ["Должности", "Пасады", "Posts"]),
    ("science", ["Наука", "Навука", "Science"]),
    ("security", ["Безопасность", "Бяспека", "Security"]),
    ("society", ["Общество", "Грамадства", "Society"]),
    ("sport", ["Спорт", "Спорт", "Sport"]),
    ("states", ["Государства", "Дзяржавы", "States"]),
    ("time", ["Время", "Час", "Time"]),
    ("transport", ["Транспорт", "Транспарт", "Transport"]),
    ("units", ["Единицы измерения", "Адзінкі вымярэння", "Units of measurement"]),
];

/// A word of the page in Russian, Belarusian and English.
pub(super) type Word = [&'static str; 3];

pub(super) const CONTENTS: Word = ["Содержание", "Змест", "Contents"];
pub(super) const INDEX: Word = ["Указатель", "Паказальнік", "Index"];
pub(super) const OTHER: Word = ["Прочее", "Іншае", "Other"];
pub(super) const LANGUAGES: [(&str, Word); 3] = [
    ("ru", ["русский", "руская", "Russian"]),
    ("be", ["белорусский", "беларуская", "Belarusian"]),
    ("en", ["английский", "англійская", "English"]),
];
pub(super) const CONCEPTS: Word = ["Понятий", "Паняццяў", "Concepts"];
pub(super) const TERMS: Word = ["Терминов", "Тэрмінаў", "Terms"];
pub(super) const SUBJECT_FIELDS: Word = ["Предметных областей", "Прадметных галін", "Subject fields"];
pub(super) const PREFERRED: Word = ["основной термин", "асноўны тэрмін", "preferred"];
pub(super) const ADMITTED: Word = ["допустимо", "дапускаецца", "also allowed"];
pub(super) const DEPRECATED: Word = ["не употреблять", "не ўжываць", "not to be used"];
pub(super) const SUPERSEDED: Word = ["устарело", "састарэлае", "no longer in use"];
pub(super) const UNTRANSLATED: Word = ["не переводится", "не перакладаецца", "not translated"];

/// A word in a language; English where we have no other.
pub(super) fn in_lang(word: Word, lang: &Lang) -> &'static str {
    match lang.primary() {
        "ru" => word[0],
        "be" => word[1],
        _ => word[2],
    }
}

/// What a subject field is called in each of the languages, without repetition; its own name where we have none.
pub(super) fn subject_names(subject: Option<&str>, langs: &[Lang]) -> Vec<String> {
    let word = match subject {
        None => OTHER,
        Some(subject) => match SUBJECTS.iter().find(|(name, _)| *name == subject) {
            Some((_, word)) => *word,
            None => return vec![capital(subject)],
        },
    };
    words(word, langs).into_iter().map(str::to_owned).collect()
}

/// A word in each of the languages, without repetition.
pub(super) fn words(word: Word, langs: &[Lang]) -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for name in langs.iter().map(|lang| in_lang(word, lang)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { vec![word[2]] } else { names }
}

/// What a language calls itself, for headings.
pub(super) fn own_name(lang: &Lang) -> String {
    match lang.as_str() {
        "ru" => "Русский".to_owned(),
        "be" => "Беларуская".to_owned(),
        "en" => "English".to_owned(),
        _ => crate::lang::english_name(lang).map_or_else(|| lang.to_string(), str::to_owned),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Concepts by subject, in order of first appearance, those without one last.
pub(super) fn by_subject(concepts: &[crate::model::Concept]) -> Vec<(Option<&str>, Vec<&crate::model::Concept>)> {
    let mut groups: Vec<(Option<&str>, Vec<&crate::model::Concept>)> = Vec::new();
    let mut places: std::collections::BTreeMap<Option<&str>, usize> = std::collections::BTreeMap::new();
    for concept in concepts {
        let subject = concept.subject.as_deref().filter(|subject| !subject.trim().is_empty());
        let place = *places.entry(subject).or_insert_with(|| {
            groups.push((subject, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(concept);
    }
    groups.sort_by_key(|(subject, _)| subject.is_none());
    groups
}
