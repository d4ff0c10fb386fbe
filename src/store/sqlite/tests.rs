//! Does the store keep its contract? Through the trait alone, but for the cases that damage a file.

use crate::lang::Lang;
use crate::model::{BatchKind, Origin, Source, Tu, TuId};
use crate::store::sqlite::SqliteStore;
use crate::store::{Added, Store};
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

#[test]
fn reading_a_file_twice_changes_nothing() {
    let (_dir, mut store) = memory();
    let units =
        [unit("a.tmx", 0, &[("ru", "Да."), ("be", "Так.")]), unit("a.tmx", 1, &[("ru", "Нет."), ("be", "Не.")])];
    let mut writer = store.writer(BatchKind::Import, "a.tmx", AT).unwrap();
    for tu in &units {
        assert!(matches!(writer.add(tu).unwrap(), Added::New(_)));
    }
    assert_eq!(writer.commit().unwrap().unwrap().added, 2);
    let before = all(&store);
    let mut writer = store.writer(BatchKind::Import, "a.tmx", AT).unwrap();
    for tu in &units {
        assert!(matches!(writer.add(tu).unwrap(), Added::Known(_)));
    }
    assert_eq!(writer.commit().unwrap(), None);
    assert_eq!(all(&store), before);
    store.undo(None, AT).unwrap();
    assert_eq!(all(&store), []);
    store.undo(Some(crate::model::BatchId(2)), AT).unwrap();
    assert_eq!(all(&store), before);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}
