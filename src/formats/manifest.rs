//! Which documents belong together? A table that says it: one document a line, a column a language.
//!
//! Tab-separated, with a header of language tags (`ru`, `be`, `en-GB` …; any that are valid) and, if wanted, `id` as the
//! first column. A cell holds the path of a file; an empty one says that there is no such version. Cells may be quoted
//! as spreadsheets do; empty lines are passed over. Any encoding is read, UTF-16 as Excel writes it too.

use super::encoding;
use crate::lang::Lang;

/// A line of a manifest: one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name, if it has one.
    pub id: Option<String>,
    /// Its versions: the language, and the path as it is written.
    pub files: Vec<(Lang, String)>,
}

/// Why a manifest could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The header does not say what the columns are.
    #[error("line 1: column {0:?} is no language tag: expected a header like id, ru, be, en, separated by tabs")]
    Column(String),
    /// A language has two columns.
    #[error("line 1: two columns are for {0}")]
    Twice(Lang),
    /// Too few languages.
    #[error("line 1: fewer than two languages: expected a header like id, ru, be, en, separated by tabs")]
    Languages,
    /// No document in it.
    #[error("no line names a document in two languages")]
    Documents,
    /// No table.
    #[error("line {line}: {cause}")]
    Table {
        /// The line.
        line: u64,
        /// What is wrong.
        cause: String,
    },
}

/// Reads a manifest.
///
/// # Errors
/// When the header is not one of a manifest, or a line cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, ManifestError> {
    let text = encoding::decode(bytes, None, None).text;
    let mut table =
        ::csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = table.records();
    let mut next = || {
        records.next().transpose().map_err(|error| ManifestError::Table {
            line: error.position().map_or(0, ::csv::Position::line),
            cause: error.to_string(),
        })
    };
    let header = next()?.unwrap_or_default();
    let has_id = header.get(0).is_some_and(|name| name.trim().eq_ignore_ascii_case("id"));
    let mut langs: Vec<Lang> = Vec::new();
    for name in header.iter().skip(usize::from(has_id)) {
        let lang = Lang::parse(name).map_err(|_| ManifestError::Column(name.to_owned()))?;
        if langs.iter().any(|other| other.serves(&lang)) {
            return Err(ManifestError::Twice(lang));
        }
        langs.push(lang);
    }
    if langs.len() < 2 {
        return Err(ManifestError::Languages);
    }
    let mut rows = Vec::new();
    while let Some(record) = next()? {
        let id = record.get(0).filter(|id| has_id && !id.trim().is_empty()).map(|id| id.trim().to_owned());
        let cells = record.iter().skip(usize::from(has_id)).map(str::trim);
        let files: Vec<(Lang, String)> =
            langs.iter().cloned().zip(cells.map(str::to_owned)).filter(|(_, path)| !path.is_empty()).collect();
        if id.is_some() || !files.is_empty() {
            rows.push(Row { id, files });
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    #[test]
    fn a_line_is_a_document() {
        let text = "id\tRU\tbe\ten_GB\r\n7\ta.ru.txt\t\"б, \"\"1\"\".txt\"\t\r\n\r\n\tx/ru.docx\t\tx/en.docx\r\n";
        let rows = read(text.as_bytes()).unwrap();
        let row = |id: Option<&str>, files: &[(&str, &str)]| Row {
            id: id.map(str::to_owned),
            files: files.iter().map(|(tag, path)| (lang(tag), (*path).to_owned())).collect(),
        };
        assert_eq!(
            rows,
            [
                row(Some("7"), &[("ru", "a.ru.txt"), ("be", "б, \"1\".txt")]),
                row(None, &[("ru", "x/ru.docx"), ("en-GB", "x/en.docx")]),
            ]
        );
        let utf16: Vec<u8> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).unwrap(), rows);
    }

    #[test]
    fn what_is_no_manifest_is_told() {
        let error = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(error("").contains("fewer than two languages"));
        assert!(error("id\tru\n1\ta.txt\n").contains("fewer than two languages"));
        assert!(error("ru,be\na,b\n").contains("\"ru,be\""));
        assert!(error("ru\tbe\tru-RU\n").contains("two columns are for ru-RU"));
    }
}
