//! Which documents a run has: those of a manifest, or those whose names in a folder tell what belongs together.

use super::super::document::named;
use super::super::{Error, files_in};
use crate::formats::{DocumentFormat, manifest};
use crate::lang::Lang;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Where the documents of a run are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A folder and all below it. Documents are told by names: `x.ru.html`, `x_be.docx`, `x-en.txt`; `ru.txt` and
    /// `be.txt` in one folder; `ru/x.html` and `be/x.html`. Hidden folders are left out.
    Folder(PathBuf),
    /// A table that names the files, relative to it (the form is in [`crate::formats::manifest`]).
    Manifest(PathBuf),
}

/// A document of a run.
#[derive(Debug)]
pub struct Task {
    /// Its name: that of the manifest, or the path without language and extension.
    pub id: String,
    /// Its versions.
    pub files: Vec<(Lang, PathBuf)>,
    /// Why it cannot be aligned, if that is plain already.
    pub(super) fault: Option<Error>,
}

/// Whether a folder holds one document, as `ru.*`, `be.*`, `en.*` or some of them, rather than many.
///
/// # Errors
/// When it cannot be read.
pub fn is_one_document(folder: &Path) -> Result<bool, Error> {
    let stem = |path: &PathBuf| path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
    let stems: HashSet<String> = files_in(folder)?.iter().filter(|path| path.is_file()).filter_map(stem).collect();
    Ok(["ru", "be", "en"].iter().filter(|lang| stems.contains(**lang)).count() > 1)
}

impl Input {
    /// The folder or file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Manifest(path) => path,
        }
    }

    /// The documents in order, with only the languages asked for.
    pub(super) fn tasks(&self, langs: &[Lang], segmented: bool) -> Result<Vec<Task>, Error> {
        let mut tasks = match self {
            Self::Folder(folder) => of_folder(folder, segmented)?,
            Self::Manifest(file) => of_manifest(file)?,
        };
        let mut names = HashSet::new();
        for task in &mut tasks {
            if !langs.is_empty() {
                let files = std::mem::take(&mut task.files);
                let asked = |asked: &Lang| files.iter().find(|(lang, _)| asked.serves(lang)).cloned();
                task.files = langs.iter().filter_map(asked).collect();
            }
            let twice = || {
                task.files.iter().enumerate().find_map(|(n, (lang, second))| {
                    let first = task.files[..n].iter().find(|(other, _)| other.serves(lang))?;
                    Some(Error::SameLanguage { lang: lang.clone(), first: first.1.clone(), second: second.clone() })
                })
            };
            task.fault = match &task.files[..] {
                _ if !names.insert(file_name(&task.id)) => Some(Error::SameName),
                [] => Some(Error::DocumentCount(0)),
                [(_, path)] => Some(Error::NoCounterpart(path.clone())),
                files => twice().or_else(|| (files.len() > 3).then_some(Error::DocumentCount(files.len()))),
            };
        }
        // Of a folder, what none of the languages asked for is of is none of its documents.
        tasks.retain(|task| !task.files.is_empty() || matches!(self, Self::Manifest(_)));
        if tasks.iter().all(|task| task.files.len() < 2) {
            let path = self.path().to_owned();
            return Err(match self {
                Self::Folder(_) => Error::NothingToRun(path),
                Self::Manifest(_) => Error::Manifest { path, cause: manifest::ManifestError::Documents },
            });
        }
        Ok(tasks)
    }
}

/// The name as one of a file, with folders: below where it is put, whatever the name is.
pub(super) fn file_name(id: &str) -> String {
    let parts: Vec<&str> = id.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    if parts.is_empty() { "document".to_owned() } else { parts.join("/") }
}

fn of_manifest(file: &Path) -> Result<Vec<Task>, Error> {
    let bytes = std::fs::read(file).map_err(|error| Error::io(file, error))?;
    let rows = manifest::read(&bytes).map_err(|cause| Error::Manifest { path: file.to_owned(), cause })?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let task = |row: manifest::Row| Task {
        id: row.id.or_else(|| row.files.first().map(|(_, path)| path.clone())).unwrap_or_default(),
        files: row.files.into_iter().map(|(lang, path)| (lang, folder.join(path))).collect(),
        fault: None,
    };
    Ok(rows.into_iter().map(task).collect())
}

fn of_folder(root: &Path, segmented: bool) -> Result<Vec<Task>, Error> {
    if !root.is_dir() {
        let kind = if root.exists() { std::io::ErrorKind::NotADirectory } else { std::io::ErrorKind::NotFound };
        return Err(Error::io(root, kind.into()));
    }
    let mut found: BTreeMap<String, Vec<(Lang, PathBuf)>> = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in files_in(&folder)? {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            // A link to a folder may lead back to where we are.
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if (segmented || is_document(&path))
                && let Some((id, lang)) = name_and_lang(path.strip_prefix(root).unwrap_or(&path))
            {
                found.entry(id).or_default().push((lang, path));
            }
        }
    }
    let task = |(id, mut files): (String, Vec<(Lang, PathBuf)>)| {
        files.sort_by_key(|(lang, _)| (order(lang), lang.clone()));
        Task { id, files, fault: None }
    };
    Ok(found.into_iter().map(task).collect())
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    DocumentFormat::extensions().any(|known| known == extension)
}

/// Russian, Belarusian, English, others.
pub(super) fn order(lang: &Lang) -> usize {
    ["ru", "be", "en"].iter().position(|known| lang.primary() == *known).unwrap_or(3)
}

/// The name of a document and the language of this version of it, by its path: the file's name tells, or the nearest
/// folder that is named like a language.
fn name_and_lang(path: &Path) -> Option<(String, Lang)> {
    let mut folders: Vec<&str> =
        path.parent().map(|parent| parent.iter().filter_map(|part| part.to_str()).collect()).unwrap_or_default();
    let stem = path.file_stem()?.to_str()?;
    let (rest, lang) = match named(stem) {
        Some(told) => told,
        None => {
            let at = folders.iter().rposition(|folder| named(folder).is_some_and(|(rest, _)| rest.is_empty()))?;
            let (_, lang) = named(folders.remove(at))?;
            (stem, lang)
        }
    };
    if !rest.is_empty() {
        folders.push(rest);
    }
    Some((if folders.is_empty() { ".".to_owned() } else { folders.join("/") }, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_documents_and_languages() {
        let told = |path: &str| name_and_lang(Path::new(path)).map(|(id, lang)| format!("{id} {lang}"));
        for (path, expected) in [
            ("x.ru.html", "x ru"),
            ("2024/x_be.docx", "2024/x be"),
            ("2024/x-en.txt", "2024/x en"),
            ("2024/visit/ru.txt", "2024/visit ru"),
            ("be/2024/x.html", "2024/x be"),
            ("2024/RU/x.html", "2024/x ru"),
            ("ru.txt", ". ru"),
            // The file's own name goes before the folder's.
            ("ru/x.be.txt", "ru/x be"),
        ] {
            assert_eq!(told(path).as_deref(), Some(expected), "{path}");
        }
        assert_eq!(told("readme.txt"), None);
        assert_eq!(told("russia/x.txt"), None);
    }
}
