//! In which formats can concepts be read, and which of them is a file in?

use super::super::Error;
use super::super::files::{self, extension};
use crate::formats::exchange::ReadOptions;
use crate::formats::glossary::{GlossaryError, GlossaryFormat};
use crate::lang::Lang;
use crate::model::Concept;
use crate::problem::Problem;
use std::io::{BufReader, Cursor, Read as _};
use std::path::Path;

/// How much of a file tells its format.
const HEAD: u64 = 4096;

/// Names of the formats in which concepts are read.
pub fn formats() -> impl Iterator<Item = &'static str> {
    GlossaryFormat::all().iter().filter(|format| format.is_read()).map(GlossaryFormat::name)
}

/// The extensions of formats, each once, for people.
pub(super) fn extensions<'f>(formats: impl Iterator<Item = &'f GlossaryFormat>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for extension in formats.flat_map(GlossaryFormat::extensions) {
        if !all.contains(extension) {
            all.push(extension);
        }
    }
    all.join(", ")
}

/// Reads the concepts of a file, in the format named, or in that which content and extension tell. The languages are
/// those of a file that does not tell them. Gives the name of the format as well.
pub(super) fn read(
    path: &Path,
    format: Option<&str>,
    langs: &[Lang],
    problems: &mut Vec<Problem>,
) -> Result<(&'static str, Vec<Concept>), Error> {
    let mut file = files::Input::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(|error| Error::io(path, error))?;
    let extension = extension(path);
    let known = format.map_or_else(|| GlossaryFormat::to_read(&extension, &head), GlossaryFormat::named);
    let Some(format) = known else {
        let read = GlossaryFormat::all().iter().filter(|format| format.is_read());
        return Err(Error::Format { path: path.to_owned(), extension, known: extensions(read).into() });
    };
    let options = ReadOptions { langs: langs.to_vec(), ..ReadOptions::default() };
    match format.read(Box::new(BufReader::new(Cursor::new(head).chain(file))), &options, problems) {
        Ok(concepts) => Ok((format.name(), concepts)),
        Err(GlossaryError::Nameless) => Err(Error::TwoLanguages(path.to_owned())),
        Err(cause) => Err(Error::Glossary { path: path.to_owned(), cause }),
    }
}
