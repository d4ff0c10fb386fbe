//! What the fuzz targets share. Each target gives bytes to one reader: it must not panic, and stay within the memory
//! and time that `run` allows; what is read must come back when it is written and read again.
//!
//! Needs a nightly toolchain and `cargo install cargo-fuzz`. From the top of the repository:
//!
//! ```sh
//! tests/fuzz/run tmx 3600             # an hour of one target
//! cargo +nightly fuzz list --fuzz-dir tests/fuzz
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz tmx tests/fuzz/artifacts/tmx/crash-…   # a finding again
//! cargo +nightly fuzz tmin --fuzz-dir tests/fuzz tmx tests/fuzz/artifacts/tmx/crash-… # the smallest such input
//! ```
//!
//! `seeds/` are where a corpus begins, `dict/` words that are worth inserting; the corpus itself is not kept. A finding
//! becomes a test of the reader, in `src/formats`.

use std::io::{Cursor, Write as _};
use std::path::Path;
use tolmach::formats::exchange::{ExchangeError, ExchangeFormat, ReadOptions, UnitReader, WriteOptions};
use tolmach::formats::glossary::{GlossaryError, GlossaryFormat};
use tolmach::formats::read_document;
use tolmach::lang::Lang;
use tolmach::model::{Concept, Header, Tu, attribute};

/// What a file holds.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// What it says of itself.
    pub header: Header,
    /// Its units.
    pub units: Vec<Tu>,
    /// Whether it could be read to its end.
    pub whole: bool,
}

/// A language.
#[must_use]
pub fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a tag")
}

/// Options that leave nothing out.
#[must_use]
pub fn options() -> ReadOptions {
    ReadOptions { langs: vec![lang("en"), lang("be")], drafts: true, ..ReadOptions::default() }
}

/// Reads units as files of an extension are read.
pub fn read(extension: &str, bytes: &[u8]) -> Option<Read> {
    let format = ExchangeFormat::to_read(extension).expect("a format");
    all(format.open(Box::new(Cursor::new(bytes.to_vec())), &options()))
}

/// Reads units of a file on disk.
pub fn read_file(extension: &str, path: &Path) -> Option<Read> {
    let format = ExchangeFormat::to_read(extension).expect("a format");
    all(format.open_file(path, &options()))
}

fn all(reader: Result<Box<dyn UnitReader + '_>, ExchangeError>) -> Option<Read> {
    let told = |error: ExchangeError| assert!(!error.to_string().is_empty());
    let mut reader = reader.map_err(told).ok()?;
    let (mut units, mut problems) = (Vec::new(), Vec::new());
    let whole = loop {
        match reader.next(&mut problems) {
            Ok(Some(tu)) => units.push(tu),
            Ok(None) => break true,
            Err(error) => {
                told(error);
                break false;
            }
        }
    };
    assert!(reader.tally().units >= units.len() as u64, "{:?} of {}", reader.tally(), units.len());
    Some(Read { header: reader.header(), units, whole })
}

/// Writes units in a format.
#[must_use]
pub fn write(name: &str, langs: &[Lang], header: &Header, units: &[Tu]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = WriteOptions { langs: langs.to_vec(), header: header.clone(), ..WriteOptions::default() };
    let format = ExchangeFormat::named(name).expect("a format");
    let mut writer = format.create(vec![Box::new(&mut bytes)], &options).expect("a vector takes all");
    for tu in units {
        writer.write(tu).expect("a vector takes all");
    }
    writer.finish().expect("a vector takes all");
    bytes
}

/// What is read comes back from a format that holds all there is to units, and is written the same again.
pub fn comes_back(name: &str, extension: &str, bytes: &[u8]) {
    let Some(first) = read(extension, bytes) else { return };
    let srclang = |header: &Header| attribute(&header.attributes, "srclang").and_then(|tag| Lang::parse(tag).ok());
    let again = |found: &Read| write(name, &Vec::from_iter(srclang(&found.header)), &found.header, &found.units);
    let written = again(&first);
    let second = read(extension, &written).expect("our own file opens");
    assert!(second.whole, "{}", String::from_utf8_lossy(&written));
    assert_eq!(second.units, first.units, "{}", String::from_utf8_lossy(&written));
    assert_eq!(String::from_utf8(again(&second)), String::from_utf8(written));
}

/// The words that are read come back from a format of two languages, as far as it can hold them; what came back once is
/// written the same ever after.
pub fn words_come_back(name: &str, extension: &str, bytes: &[u8], held: fn(String) -> String) {
    let Some(first) = read(extension, bytes) else { return };
    let Some([from, to]) = first.units.first().map(|tu| [0, 1].map(|at| tu.tuvs[at].lang.clone())) else { return };
    let langs = [from, to];
    let units: Vec<Tu> =
        first.units.into_iter().filter(|tu| langs.iter().all(|lang| !tu.sides(lang).is_empty())).collect();
    let again = |units: &[Tu]| {
        let written = write(name, &langs, &Header::default(), units);
        let found = read(extension, &written).expect("our own file opens");
        assert!(found.whole, "{}", String::from_utf8_lossy(&written));
        (found.units, written)
    };
    let words = |units: &[Tu]| -> Vec<Vec<String>> {
        units.iter().map(|tu| tu.tuvs.iter().map(|tuv| held(tuv.segment.text())).collect()).collect()
    };
    let (second, written) = again(&units);
    assert_eq!(words(&second), words(&units), "{}", String::from_utf8_lossy(&written));
    let (third, written) = again(&second);
    let (_, last) = again(&third);
    assert_eq!(String::from_utf8(last), String::from_utf8(written));
}

/// Reads a glossary in a format, between Russian and Belarusian where it does not tell.
pub fn glossary(format: &str, bytes: &[u8]) -> Option<Vec<Concept>> {
    let options = ReadOptions { langs: vec![lang("ru"), lang("be")], ..ReadOptions::default() };
    let format = GlossaryFormat::named(format).expect("a format");
    let told = |error: GlossaryError| assert!(!error.to_string().is_empty());
    format.read(Box::new(Cursor::new(bytes.to_vec())), &options, &mut Vec::new()).map_err(told).ok()
}

/// The concepts that are read come back from a format that holds all there is to concepts.
pub fn glossary_comes_back(format: &str, bytes: &[u8]) {
    let Some(mut first) = glossary(format, bytes).filter(|concepts| !concepts.is_empty()) else { return };
    let mut written = Vec::new();
    let options = tolmach::formats::glossary::WriteOptions::default();
    GlossaryFormat::named(format).expect("a format").write(&mut written, &first, &options).expect("a vector takes all");
    let mut second = glossary(format, &written).expect("our own file opens");
    for concept in first.iter_mut().chain(&mut second) {
        concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    }
    assert_eq!(second, first, "{}", String::from_utf8_lossy(&written));
}

/// Reads a document of a name.
pub fn document(name: &str, bytes: &[u8]) {
    match read_document(name, bytes, &tolmach::formats::ReadOptions::default()) {
        Ok((document, _)) => document.blocks.iter().for_each(|block| drop(document.block_text(block).to_owned())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The parts of an input, which stand between lines `---`: as many as there are names, packed in a zip.
#[must_use]
pub fn package(names: &[&str], bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in names.iter().zip(parts(bytes)) {
        zip.start_file(*name, stored).expect("a name");
        zip.write_all(part).expect("a vector takes all");
    }
    zip.finish().expect("a vector takes all").into_inner()
}

/// The parts of an input, which stand between lines `---`.
pub fn parts(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    const BETWEEN: &[u8] = b"\n---\n";
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let at = bytes.windows(BETWEEN.len()).position(|window| window == BETWEEN);
        ended = at.is_none();
        let (part, rest) = match at {
            Some(at) => (&bytes[..at], &bytes[at + BETWEEN.len()..]),
            None => (bytes, &bytes[..0]),
        };
        bytes = rest;
        Some(part)
    })
}
