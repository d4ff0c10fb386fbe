//! How is it packed? Exchange files come gzipped, in xz, or several in a zip; all are unpacked as they are read.

use super::exchange::Input;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;
use std::io::{self, BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Unpacked bytes held at a time.
const BLOCK: usize = 1 << 17;

/// What unpacking xz may hold, in KiB: the dictionary of `xz -9`, and something besides. A header may ask for 4 GiB.
const XZ_LIMIT: u32 = 65 << 10;

/// The bytes of a file, unpacked if its first bytes say that they are packed.
///
/// # Errors
/// When the beginning cannot be read.
pub fn unpacked<'a>(mut input: Input<'a>) -> io::Result<Input<'a>> {
    Ok(match input.fill_buf()? {
        [0x1F, 0x8B, ..] => Box::new(BufReader::with_capacity(BLOCK, MultiGzDecoder::new(input))),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => {
            let reader = XzReader::new_mem_limit(input, true, XZ_LIMIT);
            Box::new(BufReader::with_capacity(BLOCK, Xz(reader)))
        }
        _ => input,
    })
}

/// xz, with a word for what it must not ask for.
struct Xz<R: Read>(XzReader<R>);

impl<R: Read> Read for Xz<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf).map_err(|error| match error.kind() {
            io::ErrorKind::OutOfMemory => {
                let limit = XZ_LIMIT >> 10;
                io::Error::other(format!(
                    "to unpack the xz takes more than {limit} MiB of memory; unpack it first: xz -d"
                ))
            }
            _ => error,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Crc;

    /// An xz that holds `Так`, with a dictionary of a size: 22 is 8 MiB, 28 is 64 MiB, 40 is 4 GiB.
    fn xz(dictionary: u8) -> Vec<u8> {
        let mut bytes = XZ.to_vec();
        bytes[16] = dictionary;
        let mut crc = Crc::new();
        crc.update(&bytes[12..20]);
        bytes[20..24].copy_from_slice(&crc.sum().to_le_bytes());
        bytes
    }

    const XZ: [u8; 60] = [
        0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x01, 0x69, 0x22, 0xDE, 0x36, 0x02, 0x00, 0x21, 0x01, 0x16, 0x00,
        0x00, 0x00, 0x74, 0x2F, 0xE5, 0xA3, 0x01, 0x00, 0x05, 0xD0, 0xA2, 0xD0, 0xB0, 0xD0, 0xBA, 0x00, 0x00, 0x00,
        0x7E, 0xA9, 0x9D, 0xE0, 0x00, 0x01, 0x1A, 0x06, 0xC5, 0xEA, 0xC8, 0x79, 0x90, 0x42, 0x99, 0x0D, 0x01, 0x00,
        0x00, 0x00, 0x00, 0x01, 0x59, 0x5A,
    ];

    #[test]
    fn xz_that_asks_for_more_memory_than_any_real_one_is_refused() {
        let read = |dictionary| io::read_to_string(unpacked(Box::new(io::Cursor::new(xz(dictionary))))?);
        assert_eq!(read(22).unwrap(), "Так");
        assert_eq!(read(28).unwrap(), "Так");
        let error = read(40).unwrap_err().to_string();
        assert!(error.contains("unpack it first"), "{error}");
    }
}
