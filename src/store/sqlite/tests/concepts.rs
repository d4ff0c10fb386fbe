//! Concepts come back as they were added, in their order, and every batch of them can be undone.

use super::*;
use crate::model::{ConceptCounts, Gender};
use crate::store::sqlite::layout;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn court() -> Concept {
    concept("court", &[("ru", "суд"), ("be", "суд")])
}

fn law() -> Concept {
    concept("law", &[("ru", "закон"), ("be", "закон"), ("en", "law")])
}

/// Adds concepts as one batch.
fn keep(store: &mut dyn Store, concepts: &[Concept]) -> Option<Batch> {
    batch(store, |writer| concepts.iter().for_each(|concept| writer.add_concept(concept).unwrap()))
}

fn counts(added: u64, changed: u64, removed: u64) -> ConceptCounts {
    ConceptCounts { added, changed, removed }
}

#[test]
fn concepts_are_added_replaced_removed_and_brought_back() {
    let (_dir, mut store) = memory();
    let added = keep(&mut store, &[law(), court()]).unwrap();
    assert_eq!((added.added, added.concepts), (0, counts(2, 0, 0)));
    let new = Concept { note: Some("заўвага".into()), ..law() };
    let changed = batch(&mut store, |writer| {
        assert!(!writer.replace_concept(&law()).unwrap());
        assert!(writer.replace_concept(&new).unwrap());
        assert_eq!(writer.concept("law").unwrap(), Some(new.clone()));
    });
    assert_eq!(changed.unwrap().concepts, counts(0, 1, 0));
    assert_eq!(termbase(&store), [new.clone(), court()], "a concept stays in its place");
    let removed = batch(&mut store, |writer| writer.remove_concept("law").unwrap());
    assert_eq!(removed.unwrap().concepts, counts(0, 0, 1));
    assert_eq!((termbase(&store), store.concept("law").unwrap()), (vec![court()], None));
    assert_eq!(store.stats().unwrap().concepts, 1);
    for (expected, told) in
        [(vec![new, court()], counts(1, 0, 0)), (vec![law(), court()], counts(0, 1, 0)), (vec![], counts(0, 0, 2))]
    {
        assert_eq!(store.undo(None, AT).unwrap().concepts, told);
        assert_eq!(termbase(&store), expected);
        sound(&store);
    }
    store.undo(Some(BatchId(6)), AT).unwrap();
    assert_eq!(termbase(&store), [law(), court()]);
}

#[test]
fn names_are_unique_and_mistakes_lose_nothing() {
    let (_dir, mut store) = memory();
    keep(&mut store, &[law()]);
    batch(&mut store, |writer| {
        assert!(matches!(writer.add_concept(&law()), Err(StoreError::ConceptExists(name)) if name == "law"));
        assert!(matches!(writer.replace_concept(&court()), Err(StoreError::NoConcept(name)) if name == "court"));
        assert!(matches!(writer.remove_concept("court"), Err(StoreError::NoConcept(_))));
        writer.add_concept(&court()).unwrap();
    });
    assert_eq!(termbase(&store), [law(), court()]);
    assert!(batch(&mut store, |writer| assert!(!writer.replace_concept(&law()).unwrap())).is_none());
}

#[test]
fn one_removed_and_added_anew_is_the_same_concept() {
    let (_dir, mut store) = memory();
    keep(&mut store, &[law(), court()]);
    let anew = concept("law", &[("ru", "право")]);
    batch(&mut store, |writer| {
        writer.remove_concept("law").unwrap();
        writer.add_concept(&anew).unwrap();
    });
    assert_eq!(termbase(&store), [court(), anew], "it stands behind");
    assert!(matches!(
        store.undo(Some(BatchId(1)), AT),
        Err(StoreError::Blocked { first, .. }) if first == [BatchId(2)]
    ));
    store.undo(None, AT).unwrap();
    assert_eq!(termbase(&store), [law(), court()]);
    // While the name is taken again, the first batch cannot come back.
    store.undo(None, AT).unwrap();
    keep(&mut store, &[law()]);
    assert!(matches!(
        store.undo(Some(BatchId(4)), AT),
        Err(StoreError::Blocked { first, .. }) if first == [BatchId(5)]
    ));
    sound(&store);
}

#[test]
fn batches_of_different_concepts_are_undone_in_any_order() {
    let (_dir, mut store) = memory();
    keep(&mut store, &[law()]);
    keep(&mut store, &[court()]);
    store.undo(Some(BatchId(1)), AT).unwrap();
    assert_eq!(termbase(&store), [court()]);
    store.undo(Some(BatchId(3)), AT).unwrap();
    assert_eq!(termbase(&store), [law(), court()], "and come back to their place");
}

#[test]
fn a_writer_that_is_dropped_leaves_no_concept_and_a_copy_has_all() {
    let (dir, mut store) = memory();
    keep(&mut store, &[law()]);
    store.writer(BatchKind::Edit, "", AT).unwrap().add_concept(&court()).unwrap();
    assert_eq!(termbase(&store), [law()]);
    let path = dir.path().join("copy.sqlite");
    store.backup(&path).unwrap();
    let mut copy = SqliteStore::open(&path).unwrap();
    assert_eq!(termbase(&copy), [law()]);
    copy.undo(None, AT).unwrap();
    assert_eq!(termbase(&copy), []);
}

#[test]
fn a_check_finds_concepts_that_are_damaged_or_come_from_nowhere() {
    let (_dir, mut store) = memory();
    keep(&mut store, &[law()]);
    store
        .connection
        .execute_batch("UPDATE concept SET body = '{\"v\":7}'; INSERT INTO concept (name, body) VALUES ('x', '[]')")
        .unwrap();
    let wrong = store.check().unwrap();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(matches!(store.concept("law"), Err(StoreError::Damaged { .. })));
}

fn text() -> impl Strategy<Value = Option<String>> {
    option::of("[а\"\\\\\n\u{0}’]{0,4}")
}

proptest! {
    #[test]
    fn a_body_is_read_as_it_was_written(
        texts in (text(), text(), text(), text()),
        do_not_translate: bool,
        terms in vec((0..3usize, ".{0,6}", 0..4usize, option::of("[a-z]{0,4}"), option::of(0..4usize), text()), 0..5),
    ) {
        let term = |(tag, text, status, part_of_speech, gender, note): (usize, String, usize, _, Option<usize>, _)| Term {
            part_of_speech,
            gender: gender.map(|i| Gender::ALL[i]),
            note,
            ..Term::new(lang(["ru", "be-tarask", "en-GB"][tag]), text, TermStatus::ALL[status])
        };
        let (subject, definition, note, source) = texts;
        let terms = terms.into_iter().map(term).collect();
        let concept = Concept { id: "c".into(), subject, definition, note, source, do_not_translate, terms };
        prop_assert_eq!(layout::read_concept("c", &layout::write_concept(&concept)).unwrap(), concept);
    }
}
