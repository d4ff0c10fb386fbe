//! Batches are taken back and brought back; what others stand on stays.

use super::*;
use crate::model::BatchState;

#[track_caller]
fn blocked(store: &mut dyn Store, batch: i64, by: &[i64]) {
    let before = (all(store), store.batches().unwrap());
    match store.undo(Some(BatchId(batch)), AT) {
        Err(StoreError::Blocked { first, .. }) => {
            assert_eq!(first.iter().map(|batch| batch.0).collect::<Vec<_>>(), by);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((all(store), store.batches().unwrap()), before);
}

fn undo(store: &mut dyn Store, batch: i64) -> Batch {
    store.undo(Some(BatchId(batch)), AT).unwrap()
}

fn yes(file: &str) -> Tu {
    unit(file, 0, &[("ru", "Да."), ("be", "Так.")])
}

fn no(file: &str) -> Tu {
    unit(file, 1, &[("ru", "Нет."), ("be", "Не.")])
}

#[test]
fn an_undo_and_its_undo() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a"), no("a")]);
    let before = all(&store);
    let undone = undo(&mut store, 1);
    assert_eq!((undone.kind, undone.added, undone.removed), (BatchKind::Undo, 0, 2));
    assert_eq!(all(&store), []);
    let redone = undo(&mut store, 2);
    assert_eq!((redone.added, redone.removed), (2, 0));
    assert_eq!(all(&store), before);
    let states: Vec<BatchState> = store.batches().unwrap().into_iter().map(|batch| batch.state).collect();
    assert_eq!(states, [BatchState::Done, BatchState::Undone(BatchId(3)), BatchState::Done]);
    assert_eq!(store.undo(None, AT).unwrap().id, BatchId(4));
    assert!(matches!(store.undo(Some(BatchId(1)), AT), Err(StoreError::AlreadyUndone { by: BatchId(4), .. })));
    assert!(matches!(store.undo(None, AT), Err(StoreError::NothingToUndo)));
    assert!(matches!(store.undo(Some(BatchId(9)), AT), Err(StoreError::NoBatch(BatchId(9)))));
    sound(&store);
}

#[test]
fn numbers_are_not_given_twice() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a")]);
    undo(&mut store, 1);
    add(&mut store, &[no("a")]);
    undo(&mut store, 2);
    assert_eq!(all(&store).into_iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [1, 2]);
    sound(&store);
}

#[test]
fn a_batch_whose_units_others_extended_or_changed_is_not_undone() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a"), no("a")]);
    add(&mut store, &[yes("b")]);
    batch(&mut store, |writer| writer.remove(TuId(2)).unwrap());
    blocked(&mut store, 1, &[3, 2]);
    undo(&mut store, 2);
    blocked(&mut store, 1, &[3]);
    undo(&mut store, 3);
    undo(&mut store, 1);
    assert_eq!(all(&store), []);
    // What stood on batch 1 cannot come back before it.
    blocked(&mut store, 4, &[6]);
}

#[test]
fn origins_of_one_unit_go_in_any_order() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a")]);
    add(&mut store, &[yes("b")]);
    add(&mut store, &[yes("c")]);
    let names = |store: &SqliteStore| -> Vec<String> {
        all(store)[0].1.origins.iter().map(|origin| origin.sources[0].1.name.clone()).collect()
    };
    undo(&mut store, 2);
    assert_eq!(names(&store), ["a", "c"]);
    undo(&mut store, 4);
    assert_eq!(names(&store), ["a", "b", "c"]);
}

#[test]
fn what_stands_in_the_way_of_others_is_named_too() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a")]);
    batch(&mut store, |writer| {
        writer.replace(TuId(1), &unit("a", 0, &[("ru", "Да!")])).unwrap();
        writer.add(&no("a")).unwrap();
    });
    batch(&mut store, |writer| writer.remove(TuId(2)).unwrap());
    blocked(&mut store, 1, &[3, 2]);
}

#[test]
fn a_later_change_keeps_an_undone_one_away() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a")]);
    batch(&mut store, |writer| writer.remove(TuId(1)).unwrap());
    undo(&mut store, 2);
    add(&mut store, &[yes("b")]);
    blocked(&mut store, 3, &[4]);
    undo(&mut store, 4);
    undo(&mut store, 3);
    assert_eq!(all(&store), []);
}

#[test]
fn a_unit_made_and_removed_in_one_batch_stays_away() {
    let (_dir, mut store) = memory();
    batch(&mut store, |writer| {
        let id = writer.add(&yes("a")).unwrap().id();
        writer.add(&no("a")).unwrap();
        writer.replace(id, &yes("b")).unwrap();
        writer.remove(id).unwrap();
    });
    let before = all(&store);
    assert_eq!(before.len(), 1);
    let undone = undo(&mut store, 1);
    assert_eq!((undone.added, undone.removed), (0, 1));
    undo(&mut store, 2);
    assert_eq!(all(&store), before);
    sound(&store);
}

#[test]
fn what_came_after_an_undo_needs_that_undo() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a")]);
    batch(&mut store, |writer| writer.remove(TuId(1)).unwrap());
    undo(&mut store, 2);
    add(&mut store, &[yes("b")]);
    undo(&mut store, 4);
    undo(&mut store, 3);
    // The unit that batch 4 extended is removed again.
    blocked(&mut store, 5, &[6]);
    undo(&mut store, 6);
    undo(&mut store, 5);
    assert_eq!(all(&store)[0].1.origins.len(), 2);
}

#[test]
fn the_units_of_a_batch_are_those_it_brought_something() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes("a"), no("a")]);
    add(&mut store, &[yes("b")]);
    batch(&mut store, |writer| {
        writer.replace(TuId(2), &unit("a", 0, &[("ru", "Нет!")])).unwrap();
    });
    let units = |store: &SqliteStore, n| store.units_of(BatchId(n)).unwrap().iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!((units(&store, 2), units(&store, 3), units(&store, 9)), (vec![1], vec![2], vec![]));
    assert_eq!(units(&store, 1), [1, 2]);
    undo(&mut store, 3);
    batch(&mut store, |writer| writer.remove(TuId(2)).unwrap());
    assert_eq!(units(&store, 1), [1]);
}
