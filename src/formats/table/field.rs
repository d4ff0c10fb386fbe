//! What does a column hold? Told by its heading; fields of JSON Lines are told likewise.

use crate::formats::jsonl;
use crate::formats::tmx;
use crate::lang::{Lang, named};
use crate::model::{Note, Prop, Segment, Tu, Tuv};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::formats) enum Field {
    /// Texts in a language.
    Lang(Lang),
    /// Texts in the source language, whichever it is …
    Source,
    /// … and in the target language.
    Target,
    /// The source language of the row …
    SourceLang,
    /// … and its target language.
    TargetLang,
    /// The name of the unit.
    Id,
    /// Notes.
    Note,
    /// An attribute of TMX.
    Attribute(&'static str),
    /// Whether the translation is not confirmed.
    Fuzzy,
    /// Properties, a line each.
    Properties,
    /// Origins in JSON.
    Origin,
    /// A property of this name.
    Prop(String),
    /// Nothing of use: a running number, or a column to be left out.
    Nothing,
}

/// The attributes that have columns.
pub(super) const ATTRIBUTES: [&str; 5] = ["creationdate", "creationid", "changedate", "changeid", "usagecount"];
const OTHER_ATTRIBUTES: [&str; 7] =
    ["lastusagedate", "creationtool", "creationtoolversion", "segtype", "datatype", "o-tmf", "o-encoding"];

const SOURCE: &[&str] = &[
    "source",
    "src",
    "original",
    "source text",
    "source segment",
    "source string",
    "original text",
    "оригинал",
    "исходный текст",
    "исходник",
    "арыгінал",
    "зыходны тэкст",
];
const TARGET: &[&str] = &[
    "target",
    "tgt",
    "trg",
    "translation",
    "target text",
    "target segment",
    "translated text",
    "перевод",
    "переведённый текст",
    "пераклад",
];
const ID: &[&str] = &["id", "tuid", "unit id", "segment id", "идентификатор", "ідэнтыфікатар"];
const NOTE: &[&str] = &[
    "note",
    "notes",
    "comment",
    "comments",
    "remark",
    "remarks",
    "translator comments",
    "developer comments",
    "примечание",
    "примечания",
    "комментарий",
    "комментарии",
    "заметка",
    "заметки",
    "заўвага",
    "заўвагі",
    "каментарый",
    "каментарыі",
    "нататка",
    "нататкі",
];
const NUMBER: &[&str] = &["", "-", "№", "№ п/п", "п/п", "#", "n", "no", "no.", "nr", "nr."];

impl Field {
    /// What a heading names.
    pub(in crate::formats) fn named(heading: &str) -> Self {
        let heading = heading.trim();
        let plain = heading.to_lowercase().replace('_', " ");
        let is = |names: &[&str]| names.contains(&plain.as_str());
        let attribute = ATTRIBUTES.iter().chain(&OTHER_ATTRIBUTES).find(|name| **name == plain);
        match plain.as_str() {
            _ if is(NUMBER) => Self::Nothing,
            _ if is(SOURCE) => Self::Source,
            _ if is(TARGET) => Self::Target,
            _ if is(ID) => Self::Id,
            _ if is(NOTE) => Self::Note,
            "source language" | "source lang" => Self::SourceLang,
            "target language" | "target lang" => Self::TargetLang,
            "fuzzy" => Self::Fuzzy,
            "properties" => Self::Properties,
            "origin" | "origins" => Self::Origin,
            _ => match (attribute, named(heading)) {
                (Some(name), _) => Self::Attribute(name),
                (None, Some(lang)) => Self::Lang(lang),
                (None, None) => Self::Prop(heading.to_owned()),
            },
        }
    }

    /// Where languages are named, `source` and `original` are no texts but tell where a unit comes from.
    pub(in crate::formats) fn told_apart(&mut self, heading: &str) {
        if matches!(self, Self::Source | Self::Target) {
            *self = Self::Prop(heading.trim().to_owned());
        }
    }
}

/// The headings of our own tables between and behind which the languages stand: `id`, then these.
pub(super) fn own_tail() -> impl Iterator<Item = &'static str> {
    ["note", "properties"].into_iter().chain(ATTRIBUTES).chain(["origin"])
}

/// What the columns of a table of our own hold: there any tag is a language.
pub(super) fn own(headings: &[String]) -> Option<Vec<Field>> {
    let tail: Vec<&str> = own_tail().collect();
    let langs = headings.len().checked_sub(tail.len()).filter(|front| *front > 1)?;
    let (front, rest) = headings.split_at(langs);
    if front[0] != "id" || rest != tail {
        return None;
    }
    let langs: Option<Vec<Field>> = front[1..].iter().map(|tag| Lang::parse(tag).ok().map(Field::Lang)).collect();
    let rest = rest.iter().map(|name| Field::named(name));
    Some([Field::Id].into_iter().chain(langs?).chain(rest).collect())
}

/// Headings that name the sides of units, or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    /// At least two of them.
    Named,
    /// Source and target, but not their languages.
    Nameless,
    /// Fewer than two.
    None,
}

/// What the headings say of the sides.
pub(super) fn settle(fields: &mut [Field], headings: &[String], langs: &[Lang]) -> Sides {
    let count = |wanted: fn(&Field) -> bool| fields.iter().filter(|field| wanted(field)).count();
    let named = count(|field| matches!(field, Field::Lang(_)));
    let (sources, targets) = (count(|field| *field == Field::Source), count(|field| *field == Field::Target));
    let told = count(|field| matches!(field, Field::SourceLang | Field::TargetLang));
    if named >= 2 {
        for (field, heading) in fields.iter_mut().zip(headings) {
            field.told_apart(heading);
        }
        return Sides::Named;
    }
    if named + sources.min(1) + targets.min(1) < 2 {
        return Sides::None;
    }
    if langs.len() >= 2 || told == 2 { Sides::Named } else { Sides::Nameless }
}

/// A unit as its cells give it.
#[derive(Debug, Default)]
pub(in crate::formats) struct Filled {
    /// The unit.
    pub(in crate::formats) tu: Tu,
    /// Whether its translation is not confirmed.
    pub(in crate::formats) fuzzy: bool,
    /// Values that are none, for people.
    pub(in crate::formats) flaws: Vec<String>,
}

/// Whether texts in two languages stand side by side.
pub(in crate::formats) fn translates(tu: &Tu) -> bool {
    let mut langs = tu.tuvs.iter().filter(|tuv| !tuv.segment.text().trim().is_empty()).map(|tuv| &tuv.lang);
    langs.next().is_some_and(|first| langs.any(|other| other != first))
}

/// Fills a unit from cells. `langs` are those of source and target where the cells do not tell.
pub(in crate::formats) fn fill<'c>(
    cells: impl Iterator<Item = (&'c Field, &'c str)> + Clone,
    langs: &[Lang],
) -> Filled {
    let mut filled = Filled::default();
    let tu = &mut filled.tu;
    let told = |wanted: &Field| {
        let (_, cell) = cells.clone().find(|(field, _)| *field == wanted)?;
        named(cell).or_else(|| Lang::parse(cell).ok())
    };
    let source = told(&Field::SourceLang).or_else(|| langs.first().cloned());
    let target = told(&Field::TargetLang).or_else(|| langs.get(1).cloned());
    let filled_cells = cells.clone().filter(|(_, cell)| !cell.trim().is_empty());
    // sides first: notes and properties may belong to them
    for (field, cell) in filled_cells.clone() {
        let lang = match field {
            Field::Lang(lang) => Some(lang),
            Field::Source => source.as_ref(),
            Field::Target => target.as_ref(),
            _ => continue,
        };
        match lang {
            Some(lang) => tu.tuvs.push(Tuv::new(lang.clone(), Segment::plain(cell))),
            None => filled.flaws.push(format!("the language of {cell:?} is not told; the side is left out")),
        }
    }
    for (field, cell) in filled_cells {
        match field {
            Field::Id => tu.tuid = Some(cell.trim().to_owned()),
            Field::Note => notes(tu, cell),
            Field::Properties => properties(tu, cell),
            Field::Origin => match jsonl::read_origins(cell) {
                Some(origins) => tu.origins.extend(origins),
                None => tu.props.push(Prop::new("origin", cell)),
            },
            Field::Prop(name) => tu.props.push(Prop::new(name, cell)),
            Field::Fuzzy => {
                filled.fuzzy = !["", "0", "false", "no", "нет", "не"].contains(&&*cell.trim().to_lowercase())
            }
            Field::Attribute(name) => match tmx::normal_value(name, cell) {
                Some(value) => tu.attributes.push(((*name).to_owned(), value.into_owned())),
                None => {
                    filled.flaws.push(format!("{name} {cell:?} is no such value; kept as a property"));
                    tu.props.push(Prop::new(format!("x-{name}"), cell));
                }
            },
            _ => {}
        }
    }
    tu.attributes.sort_unstable();
    tu.attributes.dedup_by(|later, first| later.0 == first.0);
    filled
}

/// What stands in front of a note or property that begins with `[` itself.
const GUARD: &str = "[] ";

/// A note or property of the unit, or of a side.
pub(super) fn marked(side: Option<&Lang>, text: &str) -> String {
    match side {
        Some(lang) => format!("[{lang}] {text}"),
        None if text.starts_with('[') => format!("{GUARD}{text}"),
        None => text.to_owned(),
    }
}

/// The side a note or property belongs to, by its place, if it has such a mark; and the rest.
fn unmarked<'t>(tu: &Tu, text: &'t str) -> (Option<usize>, &'t str) {
    if let Some(text) = text.strip_prefix(GUARD) {
        return (None, text);
    }
    let mark = text.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let side = mark.and_then(|(tag, rest)| Some((tu.tuvs.iter().position(|tuv| tuv.lang.as_str() == tag)?, rest)));
    side.map_or((None, text), |(side, rest)| (Some(side), rest))
}

/// Takes the notes of a cell: an empty line begins another one.
fn notes(tu: &mut Tu, cell: &str) {
    for text in cell.split("\n\n").map(|text| text.trim_matches('\n')).filter(|text| !text.trim().is_empty()) {
        let (side, text) = unmarked(tu, text);
        let notes = side.map_or(&mut tu.notes, |side| &mut tu.tuvs[side].notes);
        notes.push(Note::new(text));
    }
}

/// A note as it stands in a cell with others.
pub(super) fn note_text(text: &str) -> String {
    text.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A property as a line.
pub(super) fn property_line(prop: &Prop) -> String {
    let plain = |text: &str| text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("{}={}", plain(&prop.kind).replace('=', "\\="), plain(&prop.value))
}

/// Takes the properties of a cell, a line each.
fn properties(tu: &mut Tu, cell: &str) {
    for line in cell.split('\n').filter(|line| !line.trim().is_empty()) {
        let (side, line) = unmarked(tu, line);
        let (mut kind, mut value, mut in_value) = (String::new(), String::new(), false);
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            let c = match c {
                '\\' => match chars.next() {
                    Some('n') => '\n',
                    Some('r') => '\r',
                    other => other.unwrap_or('\\'),
                },
                '=' if !in_value => {
                    in_value = true;
                    continue;
                }
                c => c,
            };
            if in_value { &mut value } else { &mut kind }.push(c);
        }
        let prop = Prop::new(kind, value);
        side.map_or(&mut tu.props, |side| &mut tu.tuvs[side].props).push(prop);
    }
}
