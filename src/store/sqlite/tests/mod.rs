//! Does the store keep its contract? Through the trait alone, but where a file has to be damaged or a disk filled.

mod concepts;
mod files;
mod index;
mod oracle;
mod resumed;
mod undo;
mod units;

use crate::lang::Lang;
use crate::model::{Batch, BatchId, BatchKind, Concept, Origin, Source, Term, TermStatus, Tu, TuId};
use crate::store::sqlite::SqliteStore;
use crate::store::{Added, Store, StoreError, Writer};
use std::ops::ControlFlow;
use tempfile::TempDir;

const AT: &str = "2024-06-05T10:15:00Z";

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn memory() -> (TempDir, SqliteStore) {
    let dir = TempDir::new().unwrap();
    let store = SqliteStore::open(&dir.path().join("memory.sqlite")).unwrap();
    (dir, store)
}

/// A unit read from a file.
fn unit(file: &str, position: u64, sides: &[(&str, &str)]) -> Tu {
    let mut tu = Tu::of(sides.iter().map(|(tag, text)| (lang(tag), (*text).to_owned())));
    let source = Source { name: file.to_owned(), ..Source::default() };
    tu.origins.push(Origin { sources: vec![(None, source)], position, ..Origin::default() });
    tu
}

fn all(store: &dyn Store) -> Vec<(TuId, Tu)> {
    let mut out = Vec::new();
    store
        .tus(None, &mut |id, tu| {
            out.push((id, tu));
            ControlFlow::Continue(())
        })
        .unwrap();
    out
}

/// The termbase.
fn termbase(store: &dyn Store) -> Vec<Concept> {
    let mut out = Vec::new();
    store
        .concepts(&mut |concept| {
            out.push(concept);
            ControlFlow::Continue(())
        })
        .unwrap();
    out
}

/// A concept with preferred terms.
fn concept(name: &str, terms: &[(&str, &str)]) -> Concept {
    let term = |(tag, text): &(&str, &str)| Term::new(lang(tag), *text, TermStatus::Preferred);
    Concept { id: name.to_owned(), terms: terms.iter().map(term).collect(), ..Concept::default() }
}

/// Does something as one batch.
fn batch(store: &mut dyn Store, write: impl FnOnce(&mut dyn Writer)) -> Option<Batch> {
    let mut writer = store.writer(BatchKind::Edit, "test", AT).unwrap();
    write(&mut *writer);
    writer.commit().unwrap()
}

/// Adds units as one batch.
fn add(store: &mut dyn Store, units: &[Tu]) -> Option<Batch> {
    batch(store, |writer| {
        for tu in units {
            writer.add(tu).unwrap();
        }
    })
}

#[track_caller]
fn sound(store: &dyn Store) {
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}
