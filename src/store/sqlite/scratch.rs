//! Where is put what does not fit into memory while a batch is made? A passing file beside the memory.

use crate::fuzzy::index::Aside;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// A file without a name, made when it is first written to; it is gone with the process, however that ends.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    folder: PathBuf,
    file: Option<File>,
    end: u64,
}

impl Scratch {
    /// One in that folder.
    pub(super) fn in_folder(folder: PathBuf) -> Self {
        Self { folder, ..Self::default() }
    }
}

impl Aside for Scratch {
    fn put(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile_in(&self.folder)?),
        };
        let place = self.end;
        file.seek(SeekFrom::Start(place))?;
        file.write_all(bytes)?;
        self.end += bytes.len() as u64;
        Ok(place)
    }

    fn get(&mut self, place: u64, bytes: &mut [u8]) -> io::Result<()> {
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(place))?;
        file.read_exact(bytes)
    }
}
