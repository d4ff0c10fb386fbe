//! Which terms stand in this table? Text between any signs, or a workbook, with the headings that people write.
//!
//! Our own tables (see [`csv`](crate::formats::csv)) and those of memoQ (see [`memoq`]) are known by their
//! headings. Of any other table the first row that names columns is taken for the heading, be there a title above it or
//! not. Headings in any case, with `_` for a blank or not:
//!
//! | heading | column |
//! |---|---|
//! | `ru`, `be_BY`, `Russian`, `белорусский`, `Термин (рус.)`, `Term EN` … | terms of a language |
//! | `Термин`, `Тэрмін`, `Term`, `source`; `Перевод`, `Пераклад`, `translation`, `target` | terms of the languages told with the file, in that order; beside columns of other languages `Термин` is Russian, `Тэрмін` Belarusian, `Term` English |
//! | `Синонимы`, `ru admitted`, `Запрещено (be)` … | more terms of that language or of the column before, with this status |
//! | `id`, `subject`, `Область`, `definition`, `Азначэнне`, `note`, `Примечание`, `reference`, `Источник`, `pos`, `Часть речи`, `gender`, `Род`, `status`, `do not translate` … | that |
//! | `forbidden` with `yes` | the translation must not be used |
//! | `context` | the name, as in glossaries of Weblate |
//!
//! Without a heading the languages told with the file are those of the first columns, and the next column is a note.
//! Several terms of a cell stand on lines of their own or have ` | ` between them. Otherwise cells are taken as they
//! are, with quotes, `=` and `'`. Rows with the same name that follow each other are one concept.

use super::{GlossaryError, memoq, weblate};
use crate::formats::csv::{concepts_of, is_own, marked, usual_status};
use crate::formats::exchange::{Input, ReadOptions};
use crate::formats::table::{Row, Rows, SheetRows, TableError, TextRows};
use crate::formats::tbx::unused_id;
use crate::lang::{Lang, named};
use crate::model::{Concept, Gender, Term, TermStatus};
use crate::problem::{Place, Problem};
use std::collections::BTreeSet;

/// The largest table that is still read, in bytes of its cells.
const LIMIT: usize = 256 << 20;
/// Rows in which a heading is looked for: a title may stand above it.
const HEADING_WITHIN: usize = 5;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Subject,
    Definition,
    Note,
    Reference,
    PartOfSpeech,
    /// Of the terms of a language; of the column before where the heading names none.
    Gender(Option<Lang>),
    /// The same.
    Status(Option<Lang>),
    DoNotTranslate,
    /// What tells equal source terms of Weblate apart.
    Context,
    /// Terms of the source language; the language of the heading itself.
    Source(Option<&'static str>),
    /// Terms of the target language.
    Target,
    /// Terms of a language, with that status if they have one in common.
    Terms(Lang, Option<TermStatus>),
    /// Terms of this status in the language of the column before, or whether this is the status.
    More(TermStatus),
    Nothing,
    Unknown,
}

/// Headings as they stand alone, by column.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Nothing, &["", "-", "№", "№ п/п", "п/п", "#", "n", "no", "no.", "nr", "fuzzy", "location"]),
    (Column::Id, &["id", "concept id", "entry id", "идентификатор", "ідэнтыфікатар", "код"]),
    (
        Column::Subject,
        &[
            "subject",
            "subject field",
            "domain",
            "field",
            "topic",
            "category",
            "область",
            "предметная область",
            "тема",
            "тематика",
            "рубрика",
            "раздел",
            "сфера",
            "вобласць",
            "прадметная вобласць",
            "тэма",
            "тэматыка",
            "рубрыка",
            "раздзел",
            "сфера",
        ],
    ),
    (
        Column::Definition,
        &[
            "definition",
            "meaning",
            "description",
            "определение",
            "дефиниция",
            "значение",
            "толкование",
            "описание",
            "азначэнне",
            "вызначэнне",
            "дэфініцыя",
            "значэнне",
            "тлумачэнне",
            "апісанне",
        ],
    ),
    (
        Column::Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "remarks",
            "explanation",
            "translator comments",
            "developer comments",
            "примечание",
            "примечания",
            "комментарий",
            "комментарии",
            "пояснение",
            "заметка",
            "заўвага",
            "заўвагі",
            "каментарый",
            "каментарыі",
            "паясненне",
            "нататка",
        ],
    ),
    (Column::Reference, &["reference", "ref", "источник", "источники", "крыніца", "крыніцы"]),
    (Column::PartOfSpeech, &["pos", "part of speech", "часть речи", "часціна мовы"]),
    (Column::Gender(None), &["gender", "род", "grammatical gender"]),
    (Column::Status(None), &["status", "статус", "term status", "administrative status", "usage status"]),
    (
        Column::DoNotTranslate,
        &["do not translate", "dnt", "untranslatable", "non-translatable", "не переводить", "не перакладаць"],
    ),
    (Column::Context, &["context", "контекст", "кантэкст"]),
    (Column::Source(None), &["source", "src", "original", "source term", "оригинал", "арыгінал", "исходный термин"]),
    (
        Column::Target,
        &["target", "tgt", "translation", "target term", "translated term", "перевод", "пераклад", "эквивалент"],
    ),
];
/// Words for a term, with the language they are of.
const TERM_WORDS: &[(&str, &[&str])] =
    &[("ru", &["термин", "термины", "слово"]), ("be", &["тэрмін", "тэрміны"]), ("en", &["term", "terms", "word"])];
/// Words for a status.
const STATUS_WORDS: &[(TermStatus, &[&str])] = &[
    (
        TermStatus::Preferred,
        &[
            "preferred",
            "approved",
            "рекомендуемый",
            "рекомендуется",
            "основной",
            "утвержден",
            "утверждён",
            "рэкамендаваны",
            "рэкамендуецца",
            "асноўны",
        ],
    ),
    (
        TermStatus::Admitted,
        &[
            "admitted",
            "allowed",
            "synonym",
            "synonyms",
            "variant",
            "variants",
            "alternative",
            "допустимый",
            "допустимо",
            "синоним",
            "синонимы",
            "вариант",
            "варианты",
            "сінонім",
            "сінонімы",
            "варыянт",
            "варыянты",
            "дапушчальны",
        ],
    ),
    (
        TermStatus::Superseded,
        &[
            "superseded",
            "obsolete",
            "устаревший",
            "устаревшее",
            "устарелый",
            "устарел",
            "устарело",
            "састарэлы",
            "састарэла",
        ],
    ),
    (
        TermStatus::Deprecated,
        &[
            "deprecated",
            "forbidden",
            "avoid",
            "prohibited",
            "запрещено",
            "запрещен",
            "запрещён",
            "запрещенный",
            "запрещённый",
            "недопустимо",
            "недопустимый",
            "нерекомендуемый",
            "не рекомендуется",
            "не рекомендуемый",
            "не использовать",
            "забаронена",
            "забаронены",
            "недапушчальна",
            "не рэкамендуецца",
            "не выкарыстоўваць",
        ],
    ),
];
const YES: &[&str] = &["yes", "y", "true", "1", "x", "+", "да", "так"];
const NO: &[&str] = &["no", "n", "false", "0", "-", "нет", "не"];

fn status_word(word: &str) -> Option<TermStatus> {
    STATUS_WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(status, _)| *status)
}

/// The status that a cell tells.
pub(super) fn status_of(cell: &str) -> Option<TermStatus> {
    let plain = cell.trim().to_lowercase();
    crate::formats::tbx::status_of(&plain).or_else(|| status_word(&plain))
}

/// The gender that a cell tells, lower case: a name or sign in any of the three languages.
fn gender_of(plain: &str) -> Option<Gender> {
    let plain = plain.trim_end_matches('.');
    let starts = |sign: &str| plain == sign || (sign.chars().count() > 1 && plain.starts_with(sign));
    Gender::named(plain).or_else(|| {
        let told = [
            (Gender::Plural, ["мн", "толькі мн", "plural"]),
            (Gender::Masculine, ["м", "муж", "masc"]),
            (Gender::Feminine, ["ж", "жен", "fem"]),
            (Gender::Neuter, ["с", "ср", "neut"]),
        ];
        told.into_iter().find(|(_, signs)| signs.iter().any(|sign| starts(sign))).map(|(gender, _)| gender)
    })
}

impl Column {
    /// The column of a heading.
    pub(super) fn named(heading: &str) -> Self {
        let plain = heading.trim().trim_end_matches(':').to_lowercase().replace('_', " ");
        let alone =
            |text: &str| HEADINGS.iter().find(|(_, names)| names.contains(&text)).map(|(column, _)| column.clone());
        if let Some(column) = alone(&plain) {
            return column;
        }
        if let Some(lang) = named(heading) {
            return Self::Terms(lang, None);
        }
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let of_term = |word: &str| TERM_WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(tag, _)| *tag);
        let status = words.iter().find_map(|word| status_word(word));
        let term = words.iter().find_map(|word| of_term(word));
        let rest: Vec<&str> =
            words.iter().copied().filter(|word| of_term(word).is_none() && status_word(word).is_none()).collect();
        match (status, term) {
            (Some(status), _) if rest.is_empty() => return Self::More(status),
            (None, Some(tag)) if rest.is_empty() => return Self::Source(Some(tag)),
            (None, None) => {}
            _ => {
                // with its signs, as `en-GB` is one word
                let kept =
                    plain.split([' ', ':', ',', '(', ')']).filter(|word| rest.contains(word) || word.contains('-'));
                let kept = kept.collect::<Vec<_>>().join(" ");
                if let Some(lang) = named(&kept).or_else(|| named(&rest.join(" "))) {
                    return Self::Terms(lang, status);
                }
            }
        }
        let word = words.iter().filter(|word| word.chars().count() > 2).find_map(|word| alone(word));
        // ru status
        let of = |words: &mut dyn Iterator<Item = &&str>| named(&words.copied().collect::<Vec<_>>().join(" "));
        let others = |column: &Column| of(&mut words.iter().filter(|word| alone(word).as_ref() != Some(column)));
        let word = match word {
            Some(Self::Status(None)) => Some(Self::Status(others(&Self::Status(None)))),
            Some(Self::Gender(None)) => Some(Self::Gender(others(&Self::Gender(None)))),
            word => word,
        };
        word.filter(|column| !matches!(column, Self::Source(_) | Self::Target | Self::Id)).unwrap_or(Self::Unknown)
    }
}

/// Reads the text of a table.
pub(super) fn read_text(
    input: Input<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let rows = TextRows::open(input, options, problems)?;
    read(rows, options, problems)
}

/// Reads a workbook: every sheet that names columns of terms.
pub(super) fn read_workbook(
    input: Input<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let rows = SheetRows::open(input)?;
    read(rows, options, problems)
}

fn read(
    mut rows: impl Rows,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Concept>, GlossaryError> {
    let mut sheets: Vec<Vec<Row>> = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        bytes += row.cells.iter().map(String::len).sum::<usize>();
        if bytes > LIMIT {
            return Err(TableError::Io(std::io::Error::other(format!("it is larger than {} MiB", LIMIT >> 20))).into());
        }
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if sheets.last().and_then(|sheet| sheet.first()).is_none_or(|first| first.sheet != row.sheet) {
            sheets.push(Vec::new());
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.push(row);
        }
    }
    let mut concepts: Vec<Concept> = Vec::new();
    let mut refused = None;
    let mut taken = false;
    for sheet in sheets {
        match of_sheet(sheet, options, problems) {
            Ok(found) => {
                taken = true;
                concepts.extend(found);
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if !taken => Err(error),
        None if !taken => Err(TableError::Empty.into()),
        _ => Ok(with_names(concepts)),
    }
}

/// Gives each concept a name of its own.
pub(super) fn with_names(mut concepts: Vec<Concept>) -> Vec<Concept> {
    let mut used = BTreeSet::new();
    for (i, concept) in concepts.iter_mut().enumerate() {
        if concept.id.trim().is_empty() {
            concept.id = format!("c{}", i + 1);
        }
        concept.id = unused_id(&concept.id, &mut used);
    }
    concepts
}

fn of_sheet(rows: Vec<Row>, options: &ReadOptions, problems: &mut Vec<Problem>) -> Result<Vec<Concept>, GlossaryError> {
    let rows: Vec<(u64, Vec<String>)> = rows.into_iter().map(|row| (row.line, row.cells)).collect();
    for (at, (line, cells)) in rows.iter().take(HEADING_WITHIN).enumerate() {
        if is_own(cells) {
            return Ok(concepts_of(&rows[at..], problems)?);
        }
        if memoq::is_heading(cells) {
            return Ok(memoq::concepts(cells, &rows[at + 1..], problems));
        }
        let columns: Vec<Column> = cells.iter().map(|cell| Column::named(cell)).collect();
        let terms = |column: &Column| matches!(column, Column::Terms(..) | Column::Source(_) | Column::Target);
        if columns.iter().filter(|column| terms(column)).count() >= 2 {
            for (_, cell) in columns.iter().zip(cells).filter(|(column, _)| **column == Column::Unknown) {
                let message = format!("column {cell:?} is not known and is left out");
                problems.push(Problem { code: "glossary-column", message, place: Place::line(*line) });
            }
            let columns = settled(columns, &options.langs).ok_or(GlossaryError::Nameless)?;
            return Ok(concepts(&columns, &rows[at + 1..], problems));
        }
    }
    if options.langs.len() < 2 {
        return Err(GlossaryError::Nameless);
    }
    let mut columns: Vec<Column> = options.langs.iter().map(|lang| Column::Terms(lang.clone(), None)).collect();
    columns.push(Column::Note);
    Ok(concepts(&columns, &rows, problems))
}

/// The columns with the languages of source and target in their places.
fn settled(mut columns: Vec<Column>, langs: &[Lang]) -> Option<Vec<Column>> {
    let mut taken: Vec<Lang> = columns
        .iter()
        .filter_map(|column| if let Column::Terms(lang, None) = column { Some(lang.clone()) } else { None })
        .collect();
    let by_name = columns.iter().filter(|column| matches!(column, Column::Source(Some(_)))).count();
    let pair = taken.is_empty() && by_name < 2;
    if !pair {
        // where languages are named, `source` is where a term is from
        for column in columns.iter_mut().filter(|column| **column == Column::Source(None)) {
            *column = Column::Reference;
        }
    }
    let mut before: Option<Lang> = None;
    for column in &mut columns {
        let lang = match column {
            Column::Source(_) if pair => langs.first().cloned(),
            Column::Target if pair => langs.get(1).cloned(),
            Column::Source(Some(tag)) => {
                let own = Lang::parse(tag).ok();
                let free = |lang: &&Lang| !taken.contains(lang);
                own.filter(|own| !taken.contains(own)).or_else(|| langs.iter().find(free).cloned())
            }
            Column::Source(None) | Column::Target => langs.iter().find(|lang| !taken.contains(lang)).cloned(),
            Column::Terms(lang, _) => {
                before = Some(lang.clone());
                continue;
            }
            Column::More(status) => {
                if let Some(lang) = &before {
                    *column = Column::Terms(lang.clone(), Some(*status));
                }
                continue;
            }
            Column::Status(of @ None) | Column::Gender(of @ None) => {
                of.clone_from(&before);
                continue;
            }
            _ => continue,
        };
        let lang = lang?;
        taken.push(lang.clone());
        before = Some(lang.clone());
        *column = Column::Terms(lang, None);
    }
    Some(columns)
}

fn concepts(columns: &[Column], rows: &[(u64, Vec<String>)], problems: &mut Vec<Problem>) -> Vec<Concept> {
    let mut concepts: Vec<Concept> = Vec::new();
    for (line, cells) in rows {
        let mut tell = |code, message| problems.push(Problem { code, message, place: Place::line(*line) });
        let concept = concept(columns, cells, &mut tell);
        if concept.terms.is_empty() {
            tell("glossary-no-term", "the row has no term and is left out".to_owned());
            continue;
        }
        let last = if concept.id.is_empty() { None } else { concepts.last_mut() };
        if let Some(concept) = weblate::join(last, concept) {
            concepts.push(concept);
        }
    }
    concepts
}

fn concept(columns: &[Column], cells: &[String], tell: &mut dyn FnMut(&'static str, String)) -> Concept {
    let mut out = Concept::default();
    let mut notes: Vec<&str> = Vec::new();
    let mut part = None;
    let (mut genders, mut statuses) = (Vec::new(), Vec::new());
    for (column, cell) in columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty()) {
        let text = || Some(cell.trim().to_owned());
        let plain = cell.trim().to_lowercase();
        match column {
            Column::Id => out.id = cell.trim().to_owned(),
            Column::Context if out.id.is_empty() => weblate::concept_of(cell.trim()).clone_into(&mut out.id),
            Column::Subject => out.subject = text(),
            Column::Definition => out.definition = out.definition.take().or_else(text),
            Column::Note => notes.push(cell.trim()),
            Column::Reference => out.source = text(),
            Column::PartOfSpeech => part = text(),
            Column::Gender(lang) => genders.extend(gender_of(&plain).map(|gender| (lang, gender))),
            Column::Status(lang) => match status_of(cell) {
                Some(status) => statuses.push((lang.clone(), status)),
                None => tell("glossary-status", format!("status {:?} is not known and is left out", cell.trim())),
            },
            Column::DoNotTranslate => out.do_not_translate = !NO.contains(&plain.as_str()),
            Column::Terms(_, Some(_)) if NO.contains(&plain.as_str()) => {}
            Column::Terms(lang, Some(told)) if YES.contains(&plain.as_str()) => {
                statuses.push((Some(lang.clone()), *told));
            }
            Column::Terms(lang, told) => {
                if cell.contains([';', '|']) && !cell.contains(" | ") {
                    let message = format!(
                        "{:?} is taken for one term; several stand on lines of their own or have \" | \" between them",
                        cell.trim()
                    );
                    tell("glossary-several", message);
                }
                add_terms(&mut out, cell, lang, *told);
            }
            _ => {}
        }
    }
    // one of our own tables, though a column is gone
    if columns.contains(&Column::Id) {
        for term in &mut out.terms {
            let (text, status) = marked(&term.text);
            (term.text, term.status) = (text.to_owned(), status.unwrap_or(term.status));
        }
    }
    out.note = (!notes.is_empty()).then(|| notes.join("\n"));
    // what a row says of one term, and does not tell which, it says of the translation
    let last = out.terms.last().map(|term| term.lang.clone());
    for term in &mut out.terms {
        let of = |lang: &Option<Lang>| lang.as_ref().or(last.as_ref()) == Some(&term.lang);
        let status = statuses.iter().rev().find(|(lang, _)| of(lang)).map(|(_, status)| *status);
        term.gender = genders.iter().rev().find(|(lang, _)| of(lang)).map(|(_, gender)| *gender);
        term.part_of_speech.clone_from(&part);
        term.status = status.unwrap_or(term.status);
    }
    out
}

/// The terms of a cell.
pub(super) fn add_terms(concept: &mut Concept, cell: &str, lang: &Lang, told: Option<TermStatus>) {
    let texts = cell.split('\n').flat_map(|line| line.split(" | ")).map(str::trim).filter(|text| !text.is_empty());
    for text in texts {
        let place = usize::from(concept.terms.iter().any(|term| term.lang == *lang));
        if !concept.terms.iter().any(|term| term.lang == *lang && term.text == text) {
            concept.terms.push(Term::new(lang.clone(), text, told.unwrap_or(usual_status(place))));
        }
    }
}
