//! How is it packed? Exchange files come gzipped, in xz, or several in a zip; all are unpacked as they are read.

use super::exchange::Input;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use std::io::{self, BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Unpacked bytes held at a time.
const BLOCK: usize = 1 << 17;

/// The bytes of a file, unpacked if its first bytes say that they are packed.
///
/// # Errors
/// When the beginning cannot be read.
pub fn unpacked<'a>(mut input: Input<'a>) -> io::Result<Input<'a>> {
    Ok(match input.fill_buf()? {
        [0x1F, 0x8B, ..] => Box::new(BufReader::with_capacity(BLOCK, MultiGzDecoder::new(input))),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => Box::new(BufReader::with_capacity(BLOCK, XzReader::new(input, true))),
        _ => input,
    })
}

/// A file's name without the ending that says how it is packed.
#[must_use]
pub fn unpacked_name(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".xz")).unwrap_or(name)
}

/// Whether a file that begins so is a zip.
#[must_use]
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// A zip with exchange files.
pub struct Archive<R> {
    zip: ZipArchive<R>,
}

impl<R: Read + Seek + Send> Archive<R> {
    /// Opens it.
    ///
    /// # Errors
    /// When it is no zip, or a broken one.
    pub fn open(reader: R) -> io::Result<Self> {
        Ok(Self { zip: ZipArchive::new(reader).map_err(io::Error::from)? })
    }

    /// The names of its files, by their number, sorted.
    #[must_use]
    pub fn names(&mut self) -> Vec<(usize, String)> {
        let mut names: Vec<(usize, String)> = (0..self.zip.len())
            .filter_map(|i| {
                let file = self.zip.by_index_raw(i).ok()?;
                file.is_file().then(|| (i, file.name().map_or_else(|_| i.to_string(), |name| name.to_string())))
            })
            .collect();
        names.sort_by(|a, b| a.1.cmp(&b.1));
        names
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is packed in a way that is not known, or with a password.
    pub fn file(&mut self, number: usize) -> io::Result<Input<'_>> {
        let file = self.zip.by_index(number).map_err(io::Error::from)?;
        Ok(Box::new(BufReader::with_capacity(BLOCK, file)))
    }
}
