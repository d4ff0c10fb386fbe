//! In which formats can concepts be read, and which of them is a file in?

use super::super::Error;
use super::super::export::extension;
use crate::formats::csv::CsvError;
use crate::formats::{csv, omegat, tbx};
use crate::lang::Lang;
use crate::model::Concept;
use crate::problem::Problem;
use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

/// A format in which concepts are read.
struct Format {
    name: &'static str,
    extensions: &'static [&'static str],
    read: Read,
}

/// Reads a file; the languages are those of one that does not tell them, and what is wrong goes to the problems.
type Read = fn(&Path, &[Lang], &mut Vec<Problem>) -> Result<Vec<Concept>, Error>;

/// All of them. The first is what files are that begin as XML does.
const FORMATS: [Format; 3] = [
    Format { name: "tbx", extensions: &["tbx"], read: read_tbx },
    Format { name: "csv", extensions: &["csv", "tsv"], read: read_table },
    Format { name: "omegat", extensions: &["txt", "utf8", "tab"], read: read_omegat },
];

/// How much of a file tells whether it is XML: more than a byte order mark and white space.
const HEAD: u64 = 256;

/// Names of the formats in which concepts are read.
pub fn formats() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name)
}

/// Reads the concepts of a file, in the format named, or in that which content and extension tell. Gives the name of
/// the format as well.
pub(super) fn read(
    path: &Path,
    format: Option<&str>,
    langs: &[Lang],
    problems: &mut Vec<Problem>,
) -> Result<(&'static str, Vec<Concept>), Error> {
    let extension = extension(path);
    let known = match format {
        Some(name) => FORMATS.iter().find(|format| format.name == name),
        None if is_xml(path)? => FORMATS.first(),
        None => FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str())),
    };
    let Some(format) = known else {
        let all: Vec<&str> = FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
        return Err(Error::Format { path: path.to_owned(), extension, known: all.join(", ").into() });
    };
    Ok((format.name, (format.read)(path, langs, problems)?))
}

fn open(path: &Path) -> Result<BufReader<File>, Error> {
    Ok(BufReader::new(File::open(path).map_err(|error| Error::io(path, error))?))
}

/// Whether the first sign of a file is `<`, in any encoding.
fn is_xml(path: &Path) -> Result<bool, Error> {
    let mut head = Vec::new();
    open(path)?.take(HEAD).read_to_end(&mut head).map_err(|error| Error::io(path, error))?;
    let passed_over = |byte: &&u8| byte.is_ascii_whitespace() || [0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains(*byte);
    Ok(head.iter().find(|byte| !passed_over(byte)) == Some(&b'<'))
}

fn read_tbx(path: &Path, _: &[Lang], problems: &mut Vec<Problem>) -> Result<Vec<Concept>, Error> {
    tbx::read(open(path)?, problems).map_err(|cause| Error::Tbx { path: path.to_owned(), cause })
}

/// A table with a heading; without one it is an OmegaT glossary, if its languages are told.
fn read_table(path: &Path, langs: &[Lang], problems: &mut Vec<Problem>) -> Result<Vec<Concept>, Error> {
    let mut own = Vec::new();
    let table = csv::read(open(path)?, &mut own);
    // a first line without a heading may look like one: many words could be language tags
    let headed = |concepts: &[Concept]| {
        let asked = |lang: &Lang| langs.iter().any(|asked| lang.serves(asked));
        langs.is_empty() || concepts.iter().any(|concept| concept.langs().into_iter().any(asked))
    };
    match (table, langs) {
        (Ok(concepts), _) if headed(&concepts) => {
            problems.append(&mut own);
            Ok(concepts)
        }
        (Ok(_) | Err(CsvError::NoLanguage), [source, target]) => {
            let read = match extension(path).as_str() {
                "csv" => omegat::read_csv(open(path)?, source, target, problems),
                _ => omegat::read(open(path)?, source, target, problems),
            };
            read.map_err(|error| Error::io(path, error))
        }
        (Ok(_), _) => Err(Error::TwoLanguages),
        (Err(cause), _) => Err(Error::Csv { path: path.to_owned(), cause }),
    }
}

fn read_omegat(path: &Path, langs: &[Lang], problems: &mut Vec<Problem>) -> Result<Vec<Concept>, Error> {
    let [source, target] = langs else { return Err(Error::TwoLanguages) };
    omegat::read(open(path)?, source, target, problems).map_err(|error| Error::io(path, error))
}
