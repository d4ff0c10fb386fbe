//! A batch that goes on: one batch for what was kept in parts, and what it notes of documents.

use super::*;
use std::collections::HashSet;

/// Adds units to the batch given, or to a new one; with a fingerprint if there is one.
fn more(store: &mut SqliteStore, batch: Option<BatchId>, units: &[Tu], fingerprint: Option<&str>) -> Option<Batch> {
    let mut writer = store.resume(batch, BatchKind::Align, "run", AT).unwrap();
    for tu in units {
        writer.add(tu).unwrap();
    }
    if let Some(fingerprint) = fingerprint {
        writer.aligned(fingerprint).unwrap();
    }
    writer.commit().unwrap()
}

fn noted(store: &SqliteStore) -> HashSet<String> {
    store.aligned().unwrap()
}

fn set(names: &[&str]) -> HashSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn yes(file: &str) -> Tu {
    unit(file, 0, &[("ru", "Да."), ("be", "Так.")])
}

fn no(file: &str) -> Tu {
    unit(file, 1, &[("ru", "Нет."), ("be", "Не.")])
}

#[test]
fn parts_are_one_batch_as_if_made_at_once() {
    let (_dir, mut store) = memory();
    let (_other, mut at_once) = memory();
    let first = more(&mut store, None, &[yes("a")], None).unwrap();
    // The second part also adds to what the first created.
    let whole = more(&mut store, Some(first.id), &[no("a"), yes("b")], None).unwrap();
    more(&mut at_once, None, &[yes("a"), no("a"), yes("b")], None).unwrap();
    assert_eq!((whole.id, whole.added, whole.merged), (first.id, 2, 1));
    assert_eq!((all(&store), store.batches().unwrap()), (all(&at_once), at_once.batches().unwrap()));
    sound(&store);
    let before = all(&store);
    store.undo(None, AT).unwrap();
    assert_eq!(all(&store), []);
    store.undo(Some(BatchId(2)), AT).unwrap();
    assert_eq!(all(&store), before);
    sound(&store);
}

#[test]
fn a_part_that_is_dropped_leaves_the_batch_as_it_was() {
    let (_dir, mut store) = memory();
    let first = more(&mut store, None, &[yes("a")], None).unwrap();
    let before = (all(&store), store.batches().unwrap());
    let mut writer = store.resume(Some(first.id), BatchKind::Align, "run", AT).unwrap();
    writer.add(&no("a")).unwrap();
    writer.aligned("x").unwrap();
    drop(writer);
    assert_eq!((all(&store), store.batches().unwrap()), before);
    assert_eq!(noted(&store), set(&[]));
}

#[test]
fn only_the_newest_batch_that_counts_goes_on() {
    let (_dir, mut store) = memory();
    let first = more(&mut store, None, &[yes("a")], None).unwrap();
    add(&mut store, &[unit("import", 0, &[("ru", "Мост"), ("be", "Мост")])]);
    let second = more(&mut store, Some(first.id), &[no("a")], None).unwrap();
    assert_eq!((second.id, second.added), (BatchId(3), 1), "another batch came between");
    store.undo(None, AT).unwrap();
    let third = more(&mut store, Some(second.id), &[no("a")], None).unwrap();
    assert_eq!(third.id, BatchId(5), "an undone batch does not go on");
    assert_eq!(more(&mut store, Some(BatchId(77)), &[no("b")], None).unwrap().id, BatchId(6));
    sound(&store);
}

#[test]
fn notes_on_documents_go_and_come_back_with_their_batch() {
    let (_dir, mut store) = memory();
    let first = more(&mut store, None, &[yes("a")], Some("1")).unwrap();
    more(&mut store, Some(first.id), &[no("a")], Some("2")).unwrap();
    assert_eq!(noted(&store), set(&["1", "2"]));
    assert_eq!(more(&mut store, None, &[yes("a")], Some("3")), None, "nothing is new, and no batch is kept for a note");
    assert_eq!(noted(&store), set(&["1", "2"]));
    let undo = store.undo(None, AT).unwrap();
    assert_eq!(noted(&store), set(&[]));
    store.undo(Some(undo.id), AT).unwrap();
    assert_eq!(noted(&store), set(&["1", "2"]));
    more(&mut store, None, &[unit("c", 0, &[("ru", "Мост"), ("be", "Мост")])], Some("2")).unwrap();
    assert_eq!(noted(&store), set(&["1", "2"]));
}
