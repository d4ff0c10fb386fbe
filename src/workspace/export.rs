//! Writing memories and alignments to exchange files.

mod anonymous;

use super::align::{Aligned, units};
use super::files::{Failure, Partial, extension, is_standard, whole_files, write_file};
use super::filter::Sieve;
use super::unit::add_new;
use super::{Error, Filter, Progress, Workspace, review};
pub use crate::formats::exchange::Tool;
use crate::formats::exchange::{ExchangeFormat, Needs, WriteOptions};
use crate::formats::review::{write_json, write_page, write_tsv, write_xlsx};
use crate::formats::tmx::{TmxHeader, TmxWriter};
use crate::lang::Lang;
use crate::model::{Header, Keep, Review, Tu, attribute};
use crate::store::Store;
use anonymous::{anonymous, anonymous_header};
use std::cmp::Reverse;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Formats that an alignment can be written to, by extension.
pub const ALIGNMENT_FORMATS: &str = "html, tsv, xlsx, json, jsonl, tmx";
/// Formats that a reviewed alignment can be written to, by extension.
pub const REVIEW_FORMATS: &str = "html, tsv, xlsx, json, tmx";

/// What to export.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The file to write, `-` for the standard output.
    pub file: PathBuf,
    /// The format by name, where the file's extension leaves a choice or does not tell.
    pub format: Option<String>,
    /// The memories, in this order; all of the workspace when empty.
    pub memories: Vec<String>,
    /// Only these languages, the first as source language; all when empty.
    pub langs: Vec<Lang>,
    /// Which of their units; all when there is none.
    pub filter: Option<Filter>,
    /// The program that is to read it.
    pub tool: Option<Tool>,
    /// Words alone, no codes.
    pub plain: bool,
    /// Leave out who made and changed what.
    pub anonymous: bool,
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
    /// The files written: more than one where each language has its own.
    pub files: Vec<PathBuf>,
}

/// Exports memories to a file. The file is written beside its name and moved there when it is whole.
///
/// # Errors
/// When a memory cannot be read or the file cannot be written; an earlier file of the name is kept then.
pub fn run(workspace: &Workspace, request: &Request, progress: &dyn Progress) -> Result<Exported, Error> {
    let (format, extension, known) = match &request.format {
        Some(name) => (ExchangeFormat::named(name), name.clone(), ExchangeFormat::names()),
        None => {
            let extension = extension(&request.file);
            (ExchangeFormat::to_write(&extension), extension, ExchangeFormat::writable())
        }
    };
    let Some(format) = format else {
        return Err(Error::Format { path: request.file.clone(), extension, known: known.into() });
    };
    if is_standard(&request.file) && format.needs() == Needs::Each {
        return Err(Error::NoStream { format: format.name(), way: "written to the standard output" });
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
    let mut headers = Vec::new();
    for (store, _) in &stores {
        headers.extend(store.headers()?);
    }
    let mut header = united(headers);
    if request.anonymous {
        anonymous_header(&mut header);
    }
    let first = attribute(&header.attributes, "srclang").and_then(|srclang| Lang::parse(srclang).ok());
    let mut langs = languages(&request.langs, first.as_ref(), counts);
    if request.tool.is_some() && request.langs.is_empty() {
        leave_varieties_out(&mut langs);
    }
    let bilingual = request.tool.is_some_and(Tool::is_bilingual);
    if (format.needs() == Needs::Pair || bilingual) && langs.len() != 2 {
        let langs = langs.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ");
        let format = request.tool.map_or(format.name(), Tool::name);
        return Err(Error::NotTwo { path: request.file.clone(), format, langs });
    }
    let files = match format.needs() {
        Needs::All | Needs::Pair => vec![request.file.clone()],
        Needs::Each => langs.iter().map(|lang| request.file.with_extension(lang.as_str())).collect(),
    };
    let mut exported = Exported { source: langs.first().cloned(), files: files.clone(), ..Exported::default() };
    whole_files(&files, |outs| {
        let outs = outs.iter_mut().map(|out| Box::new(out) as Box<dyn Write>).collect();
        let options = WriteOptions { langs: langs.clone(), header, tool: request.tool, plain: request.plain };
        let mut writer = format.create(outs, &options).map_err(Failure::Io)?;
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
                        Some(mut tu) => {
                            if request.anonymous {
                                anonymous(&mut tu);
                            }
                            match writer.write(&tu) {
                                Ok(true) => exported.units += 1,
                                Ok(false) => exported.skipped += 1,
                                Err(error) => {
                                    result = Err(Failure::Io(error));
                                    return ControlFlow::Break(());
                                }
                            }
                        }
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

/// What gives units to a writer, and stops when that fails.
pub(super) type Feed<'f> = &'f mut dyn FnMut(&mut dyn FnMut(Tu) -> Result<(), Error>) -> Result<(), Error>;

/// Writes units to a TMX file, in two of these languages at least (in any when none are told); how many there were, and how
/// many had not two of them.
pub(super) fn write_units(
    path: &Path,
    options: &WriteOptions,
    langs: &[Lang],
    feed: Feed<'_>,
) -> Result<(u64, u64), Error> {
    let extension = extension(path);
    // version control gives its files names of its own
    let other = ExchangeFormat::to_write(&extension).is_some_and(|format| format.name() != "tmx");
    let Some(format) = ExchangeFormat::to_write("tmx").filter(|_| !other) else {
        return Err(Error::Format { path: path.to_owned(), extension, known: "tmx".into() });
    };
    let (mut written, mut skipped) = (0, 0);
    whole_files(&[path.to_owned()], |outs| {
        let outs = outs.iter_mut().map(|out| Box::new(out) as Box<dyn Write>).collect();
        let mut writer = format.create(outs, options).map_err(Failure::Io)?;
        let mut write = |tu: Tu| {
            let there = match reduced(tu, langs) {
                Some(tu) => writer.write(&tu).map_err(|error| Error::io(path, error))?,
                None => false,
            };
            *(if there { &mut written } else { &mut skipped }) += 1;
            Ok(())
        };
        feed(&mut write).map_err(Failure::Own)?;
        writer.finish().map_err(Failure::Io)
    })?;
    Ok((written, skipped))
}

/// What several files said of themselves: properties and notes each once, attributes where all agree.
fn united(headers: Vec<Header>) -> Header {
    let mut headers = headers.into_iter();
    let mut united = headers.next().unwrap_or_default();
    for header in headers {
        united.attributes.retain(|attribute| header.attributes.contains(attribute));
        add_new(&mut united.props, &header.props);
        add_new(&mut united.notes, &header.notes);
        add_new(&mut united.encodings, &header.encodings);
    }
    united
}

/// The languages asked for, or else all there are: first the one a file of the memory had first, then those that most
/// units have (Russian before others when equal).
fn languages(asked: &[Lang], first: Option<&Lang>, mut counts: Vec<(Lang, u64)>) -> Vec<Lang> {
    if !asked.is_empty() {
        counts.sort_by_key(|(_, count)| Reverse(*count));
        let there = |asked: &Lang| counts.iter().any(|(lang, _)| lang == asked);
        // with the region that it has
        let served = |asked: &Lang| counts.iter().map(|(lang, _)| lang).find(|lang| lang.serves(asked));
        let own = |asked: &Lang| served(asked).filter(|_| !there(asked)).unwrap_or(asked).clone();
        return asked.iter().map(own).collect();
    }
    let from_first =
        |lang: &Lang| first.map_or(2, |first| if lang == first { 0 } else { 1 + u8::from(!lang.serves(first)) });
    counts.sort_by_key(|(lang, count)| {
        (from_first(lang), Reverse(*count), lang.primary() != "ru", lang.as_str().to_owned())
    });
    counts.into_iter().map(|(lang, _)| lang).collect()
}

/// Leaves other scripts and orthographies of a language out, if the usual one is there: programs take them for regions.
fn leave_varieties_out(langs: &mut Vec<Lang>) {
    let is_usual = |lang: &Lang| lang.without_region().as_str() == lang.primary();
    let usual: Vec<String> = langs.iter().filter(|lang| is_usual(lang)).map(|lang| lang.primary().to_owned()).collect();
    langs.retain(|lang| is_usual(lang) || !usual.iter().any(|primary| primary == lang.primary()));
}

/// The unit with the languages asked for, if two sides of it are left (or all, when none are asked for).
fn reduced(mut tu: Tu, langs: &[Lang]) -> Option<Tu> {
    if langs.is_empty() {
        return Some(tu);
    }
    // en-GB will do for en-US, unless that is there
    let exact: Vec<&Lang> = langs.iter().filter(|asked| tu.tuvs.iter().any(|tuv| tuv.lang == **asked)).collect();
    let regional = |asked: &Lang| asked.without_region() != *asked && exact.contains(&asked);
    let wanted =
        |lang: &Lang| langs.iter().any(|asked| if regional(asked) { lang == asked } else { lang.serves(asked) });
    let kept: Vec<bool> = tu.tuvs.iter().map(|tuv| wanted(&tuv.lang)).collect();
    let mut kept = kept.into_iter();
    tu.tuvs.retain(|_| kept.next() == Some(true));
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
    keep: Keep,
    json_lines: &dyn Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    match extension(file).as_str() {
        "jsonl" => write_file(file, json_lines),
        "tmx" => tmx(file, aligned.alignment.langs.first().cloned(), units(aligned, keep)),
        _ => reviewed(&review::of(aligned), file, keep).map_err(|error| match error {
            Error::Format { path, extension, .. } => Error::Format { path, extension, known: ALIGNMENT_FORMATS.into() },
            error => error,
        }),
    }
}

/// Writes a review to a file: `tmx` holds the units it makes, `html`, `tsv`, `xlsx` and `json` every bead.
///
/// # Errors
/// When the extension is unknown or the file cannot be written.
pub fn reviewed(review: &Review, file: &Path, keep: Keep) -> Result<(), Error> {
    let write = match extension(file).as_str() {
        "html" => write_page,
        "tsv" => write_tsv,
        "xlsx" => write_xlsx,
        "json" => write_json,
        "tmx" => {
            let source = review.sides.first().map(|side| side.lang.clone());
            return tmx(file, source, review::units(review, keep));
        }
        extension => {
            let extension = extension.to_owned();
            return Err(Error::Format { path: file.to_owned(), extension, known: REVIEW_FORMATS.into() });
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

/// Whether an alignment can be written in a format, told by its extension.
pub(super) fn check(file: &Path, format: &str) -> Result<(), Error> {
    if ALIGNMENT_FORMATS.split(", ").any(|known| known == format) {
        return Ok(());
    }
    Err(Error::Format { path: file.to_owned(), extension: format.to_owned(), known: ALIGNMENT_FORMATS.into() })
}

/// One file with the alignments of many documents. It appears when it is finished; dropped, it leaves nothing.
pub(super) struct Together {
    form: Form,
    path: PathBuf,
    langs: Vec<Lang>,
}

enum Form {
    /// A bead a line: the document, its confidence, then each language's text.
    Tsv(Partial),
    /// A document a line.
    Jsonl(Partial),
    /// The units that are sure enough.
    Tmx(TmxWriter<Partial>),
}

impl Together {
    /// Formats of one file for many documents, by extension.
    pub(super) const FORMATS: &'static str = "tsv, jsonl, tmx";

    /// Begins a file for documents in these languages.
    pub(super) fn create(path: &Path, langs: &[Lang]) -> Result<Self, Error> {
        let kind = extension(path);
        if !Self::FORMATS.split(", ").any(|known| known == kind) {
            return Err(Error::Format { path: path.to_owned(), extension: kind, known: Self::FORMATS.into() });
        }
        let form = (|| {
            let mut out = Partial::create(path)?;
            Ok(match kind.as_str() {
                "tsv" => {
                    let names: Vec<&str> = langs.iter().map(Lang::as_str).collect();
                    writeln!(out, "document\tconfidence\tcrossing\t{}", names.join("\t"))?;
                    Form::Tsv(out)
                }
                "jsonl" => Form::Jsonl(out),
                _ => Form::Tmx(TmxWriter::new(out, &TmxHeader::new(langs.first().cloned()))?),
            })
        })();
        let form = form.map_err(|error| Error::io(path, error))?;
        Ok(Self { form, path: path.to_owned(), langs: langs.to_vec() })
    }

    /// Adds a document.
    pub(super) fn add(
        &mut self,
        id: &str,
        aligned: &Aligned,
        keep: Keep,
        json: &dyn Fn(&str, &Aligned) -> String,
    ) -> Result<(), Error> {
        let written = match &mut self.form {
            Form::Tsv(out) => rows(id, aligned, &self.langs, out),
            Form::Jsonl(out) => writeln!(out, "{}", json(id, aligned)),
            Form::Tmx(out) => units(aligned, keep).try_for_each(|tu| out.write(&tu).map(drop)),
        };
        written.map_err(|error| Error::io(&self.path, error))
    }

    /// Ends the file and gives it its name.
    pub(super) fn finish(self) -> Result<(), Error> {
        let finished = match self.form {
            Form::Tsv(out) | Form::Jsonl(out) => out.finish(),
            Form::Tmx(out) => out.finish().and_then(Partial::finish),
        };
        finished.map_err(|error| Error::io(&self.path, error))
    }
}

/// The beads of one document among many, its languages in the columns of them all.
fn rows(id: &str, aligned: &Aligned, langs: &[Lang], out: &mut dyn Write) -> io::Result<()> {
    let side = |lang: &Lang| aligned.alignment.langs.iter().position(|own| own == lang);
    let sides: Vec<Option<usize>> = langs.iter().map(side).collect();
    for bead in &aligned.alignment.beads {
        write!(out, "{id}\t{:.2}\t{}", bead.confidence, if bead.crossing { "crossing" } else { "" })?;
        for side in &sides {
            let text = side.map(|n| aligned.documents[n].text_of(bead.sides[n].clone()));
            write!(out, "\t{}", text.unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    Ok(())
}
