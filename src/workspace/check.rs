//! Looking through exchange files: what will a program refuse or lose of them? And writing files it takes.

use super::export::write_units;
use super::files::{Input, is_standard};
use super::import::sources::{Part, Sources};
use super::{Error, Progress};
use crate::formats::exchange::{ReadOptions, Tool, WriteOptions};
use crate::formats::packed::unpacked;
use crate::formats::tmx::{self, Checked};
pub use crate::formats::tmx::{Finding, Weight};
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Findings kept for the report; more are only counted.
const MAX_FINDINGS: usize = 1000;

/// What to look through.
#[derive(Clone, Debug)]
pub struct Request {
    /// The file.
    pub file: PathBuf,
    /// The program that is to read it; what the standard says when there is none.
    pub tool: Option<Tool>,
    /// Encoding of the file, to be found out when not given.
    pub encoding: Option<String>,
    /// Where to write a file that the program takes.
    pub fixed: Option<PathBuf>,
    /// Languages of that file, source first; those of the file when empty.
    pub langs: Vec<Lang>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Units in the file.
    pub units: u64,
    /// What is wrong, up to a thousand findings.
    pub findings: Vec<Finding>,
    /// How many there are of each code and weight.
    pub counts: BTreeMap<(Weight, &'static str), u64>,
    /// Units written to the new file, and left out of it.
    pub fixed: Option<(u64, u64)>,
}

/// Looks through a TMX file, packed or not.
///
/// # Errors
/// When it cannot be read to its end, is no TMX, or the new file cannot be written.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<Report, Error> {
    let path = &request.file;
    let mut report = Report::default();
    if request.fixed.is_some() && is_standard(path) {
        return Err(Error::NoStream { format: "a file to be mended", way: "read from the standard input" });
    }
    let io_error = |error| Error::io(path, error);
    let file = BufReader::with_capacity(1 << 18, Input::open(path)?);
    let input = unpacked(Box::new(file)).map_err(io_error)?;
    let checked = tmx::check(input, request.encoding.as_deref(), request.tool, &mut |finding| {
        *report.counts.entry((finding.weight, finding.code)).or_default() += 1;
        if report.findings.len() < MAX_FINDINGS {
            report.findings.push(finding);
        }
    });
    let checked = checked.map_err(|cause| Error::Unreadable { path: path.clone(), cause: cause.into() })?;
    report.units = checked.units;
    if let Some(to) = &request.fixed {
        report.fixed = Some(fix(request, &checked, to, progress)?);
    }
    Ok(report)
}

/// Writes what our reader understands of a file as the program wants it.
fn fix(request: &Request, checked: &Checked, to: &Path, progress: &dyn Progress) -> Result<(u64, u64), Error> {
    let options = ReadOptions { encoding: request.encoding.clone(), ..ReadOptions::default() };
    let langs = if request.langs.is_empty() { languages(checked) } else { request.langs.clone() };
    if let Some(tool) = request.tool.filter(|tool| tool.is_bilingual() && langs.len() != 2) {
        let langs = langs.iter().map(Lang::as_str).collect::<Vec<_>>().join(", ");
        return Err(Error::NotTwo { path: request.file.clone(), format: tool.name(), langs });
    }
    let mut counts = (0, 0);
    let sources = Sources::of(&request.file, &options)?;
    sources.each(&mut |Part { place, reader, .. }| {
        let mut reader = reader.map_err(|cause| Error::Unreadable { path: place.clone(), cause })?;
        let options = WriteOptions { langs: langs.clone(), header: reader.header(), tool: request.tool, plain: false };
        counts = write_units(to, &options, &langs, &mut |write| {
            let mut problems = Vec::new();
            while let Some(tu) =
                reader.next(&mut problems).map_err(|cause| Error::Unreadable { path: place.clone(), cause })?
            {
                problems.clear();
                if progress.at("writing", reader.bytes(), None).is_break() {
                    return Err(Error::Interrupted);
                }
                write(tu)?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(counts)
}

/// The languages of a file, source first, then by how many units have them.
fn languages(checked: &Checked) -> Vec<Lang> {
    let mut langs: Vec<(&Lang, &u64)> = checked.langs.iter().collect();
    langs.sort_by_key(|(lang, count)| {
        (Some(*lang) != checked.srclang.as_ref(), std::cmp::Reverse(**count), lang.as_str().to_owned())
    });
    langs.into_iter().map(|(lang, _)| lang.clone()).collect()
}
