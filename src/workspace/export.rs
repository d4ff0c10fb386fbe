//! Writing memories and alignments to exchange files.

use super::align::{Aligned, units};
use super::filter::Sieve;
use super::{Error, Filter, Progress, Workspace, review};
use crate::formats::review::{write_json, write_page, write_tsv, write_xlsx};
use crate::formats::tmx::{TmxHeader, TmxWriter};
use crate::lang::Lang;
use crate::model::{Review, Tu};
use crate::store::Store;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Formats that can be exported, by extension.
pub const FORMATS: &str = "tmx";
/// Formats that an alignment can be written to, by extension.
pub const ALIGNMENT_FORMATS: &str = "html, tsv, xlsx, json, jsonl, tmx";
/// Formats that a reviewed alignment can be written to, by extension.
pub const REVIEW_FORMATS: &str = "html, tsv, xlsx, json, tmx";

/// What to export.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file to write.
    pub file: PathBuf,
    /// The memories, in this order; all of the workspace when empty.
    pub memories: Vec<String>,
    /// Only these languages, the first as source language; all when empty.
    pub langs: Vec<Lang>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Units written.
    pub units: u64,
    /// Units left out: fewer than two of the languages asked for.
    pub skipped: u64,
    /// Units the filter did not ask for.
    pub filtered: u64,
    /// The source language of the file.
    pub source: Option<Lang>,
}

/// Exports memories to a file. The file is written beside its name and moved there when it is whole.
///
/// # Errors
/// When a memory cannot be read or the file cannot be written; an earlier file of the name is kept then.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Exported, Error> {
    let extension = extension(&request.file);
    if extension != "tmx" {
        return Err(Error::Format { path: request.file.clone(), extension, known: FORMATS });
    }
    let mut stores = Vec::new();
    let names = workspace.named_or_all(&request.memories)?;
    if names.is_empty() {
        return Err(Error::NoMemories(workspace.root().to_owned()));
    }
    for name in names {
        let store = workspace.open_read(&name)?;
        let sieve = Sieve::new(request.filter.as_ref(), &name, &store)?;
        stores.push((store, sieve));
    }
    let mut counts: Vec<(Lang, u64)> = Vec::new();
    let mut total = 0;
    for (store, _) in &stores {
        let stats = store.stats()?;
        total += stats.units;
        for (lang, count) in stats.tuvs {
            match counts.iter_mut().find(|(l, _)| *l == lang) {
                Some((_, sum)) => *sum += count,
                None => counts.push((lang, count)),
            }
        }
    }
    let source = source_language(&request.langs, &counts);
    let mut exported = Exported { source: source.clone(), ..Exported::default() };
    whole_file(&request.file, |out| {
        let mut writer = TmxWriter::new(out, &TmxHeader::new(source.clone())).map_err(Failure::Io)?;
        for (store, sieve) in &stores {
            let mut result: Result<(), Failure> = Ok(());
            store
                .tus(None, &mut |id, tu| {
                    let done = exported.units + exported.skipped + exported.filtered;
                    if done.is_multiple_of(512) && progress.at("exporting", done, Some(total)).is_break() {
                        result = Err(Failure::Own(Error::Interrupted));
                        return ControlFlow::Break(());
                    }
                    if !sieve.admits(id, &tu) {
                        exported.filtered += 1;
                        return ControlFlow::Continue(());
                    }
                    match reduced(tu, &request.langs) {
                        Some(tu) => match writer.write(&tu) {
                            Ok(()) => exported.units += 1,
                            Err(error) => {
                                result = Err(Failure::Io(error));
                                return ControlFlow::Break(());
                            }
                        },
                        None => exported.skipped += 1,
                    }
                    ControlFlow::Continue(())
                })
                .map_err(|error| Failure::Own(error.into()))?;
            result?;
        }
        writer.finish().map_err(Failure::Io)?;
        Ok(())
    })?;
    Ok(exported)
}

/// The language asked for first, or else the one that most units have (Russian before others when equal).
fn source_language(asked: &[Lang], counts: &[(Lang, u64)]) -> Option<Lang> {
    asked.first().cloned().or_else(|| {
        let best = counts.iter().map(|(_, count)| *count).max()?;
        let mut langs: Vec<&Lang> = counts.iter().filter(|(_, count)| *count == best).map(|(lang, _)| lang).collect();
        langs.sort_by_key(|lang| (lang.as_str() != "ru", lang.as_str().to_owned()));
        langs.first().map(|lang| (*lang).clone())
    })
}

/// The unit with the languages asked for, if two sides of it are left (or all, when none are asked for).
fn reduced(mut tu: Tu, langs: &[Lang]) -> Option<Tu> {
    if langs.is_empty() {
        return Some(tu);
    }
    let wanted = |lang: &Lang| langs.iter().any(|asked| lang.serves(asked));
    tu.tuvs.retain(|tuv| wanted(&tuv.lang));
    // What the origins quote of other languages is not asked for either.
    for origin in &mut tu.origins {
        origin.sources.retain(|(lang, _)| lang.as_ref().is_none_or(wanted));
        origin.context.retain(|context| wanted(&context.lang));
    }
    (tu.tuvs.len() > 1).then_some(tu)
}

/// Writes an alignment to a file: `tmx` holds the beads that are sure enough, all others every bead.
///
/// # Errors
/// When the extension is unknown or the file cannot be written.
pub fn alignment(
    aligned: &Aligned,
    file: &Path,
    min_confidence: f64,
    json_lines: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    match extension(file).as_str() {
        "jsonl" => write_file(file, json_lines),
        "tmx" => tmx(file, aligned.alignment.langs.first().cloned(), units(aligned, min_confidence)),
        _ => reviewed(&review::of(aligned), file, min_confidence).map_err(|error| match error {
            Error::Format { path, extension, .. } => Error::Format { path, extension, known: ALIGNMENT_FORMATS },
            error => error,
        }),
    }
}

/// Writes a review to a file: `tmx` holds the units it makes, `html`, `tsv`, `xlsx` and `json` every bead.
///
/// # Errors
/// When the extension is unknown or the file cannot be written.
pub fn reviewed(review: &Review, file: &Path, min_confidence: f64) -> Result<(), Error> {
    let write = match extension(file).as_str() {
        "html" => write_page,
        "tsv" => write_tsv,
        "xlsx" => write_xlsx,
        "json" => write_json,
        "tmx" => {
            let source = review.sides.first().map(|side| side.lang.clone());
            return tmx(file, source, review::units(review, min_confidence));
        }
        extension => {
            let extension = extension.to_owned();
            return Err(Error::Format { path: file.to_owned(), extension, known: REVIEW_FORMATS });
        }
    };
    write_file(file, |out| write(out, review))
}

fn tmx(file: &Path, source: Option<Lang>, units: impl Iterator<Item = Tu>) -> Result<(), Error> {
    write_file(file, |out| {
        let mut writer = TmxWriter::new(out, &TmxHeader::new(source))?;
        for tu in units {
            writer.write(&tu)?;
        }
        writer.finish().map(drop)
    })
}

/// What went wrong while a file was written.
enum Failure {
    Io(io::Error),
    Own(Error),
}

/// Writes a file beside its name and moves it there when it is whole. The other name ends in no extension that a
/// program watching the folder would read.
fn whole_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), Failure>) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".partial~");
    let partial = path.with_file_name(name);
    let result = (|| {
        let file = File::create(&partial).map_err(Failure::Io)?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        write(&mut out)?;
        out.flush().map_err(Failure::Io)?;
        std::fs::rename(&partial, path).map_err(Failure::Io)
    })();
    result.map_err(|failure| {
        // The partial file may not have been made at all; what went wrong before is what to tell.
        let _ = std::fs::remove_file(&partial);
        match failure {
            Failure::Io(error) => Error::io(path, error),
            Failure::Own(error) => error,
        }
    })
}

/// Writes a whole file from a function that only meets errors of writing.
pub(super) fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    whole_file(path, |out| write(out).map_err(Failure::Io))
}

/// The extension of a file, lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase()
}
