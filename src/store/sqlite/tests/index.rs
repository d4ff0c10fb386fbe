//! The index for fuzzy search, after any sequence of changes: what brute force finds is found, and nothing else.

use super::*;
use crate::fuzzy::{Prepared, score};
use crate::lang::Language;
use crate::model::Segment;
use std::collections::BTreeMap;

/// A generator of numbers; the tests need no better one (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn sentence(&mut self) -> String {
        const WORDS: [&str; 24] = [
            "министр",
            "министра",
            "посол",
            "послу",
            "Минск",
            "Минске",
            "Гродно",
            "вчера",
            "сегодня",
            "и",
            "в",
            "на",
            "принял",
            "приняла",
            "обсудили",
            "договор",
            "договора",
            "5",
            "12",
            "2024",
            "торговля",
            "торговлю",
            "ещё",
            "еще",
        ];
        let words: Vec<&str> = (0..2 + self.below(9)).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ") + [".", "", "!"][self.below(3)]
    }

    fn unit(&mut self, position: u64) -> Tu {
        let (ru, en) = (self.sentence(), self.sentence());
        let mut tu = unit("a", position, &[(["ru", "ru-BY"][self.below(2)], &ru), ("en", &en)]);
        if self.below(10) == 0 {
            let code =
                crate::model::Code { kind: crate::model::CodeKind::Placeholder, attributes: vec![], content: vec![] };
            tu.tuvs[0].segment = Segment::new(vec![crate::model::Inline::Text(ru), crate::model::Inline::Code(code)]);
        }
        tu
    }
}

/// Compares the index with brute force for a few queries.
#[track_caller]
fn complete(store: &SqliteStore, dice: &mut Dice) {
    sound(store);
    let mut sides: BTreeMap<i64, Prepared> = BTreeMap::new();
    store
        .tuvs(Some("ru"), &mut |side| {
            let text = Prepared::of_text(side.text, Language::Ru);
            sides.insert(side.side, text);
            ControlFlow::Continue(())
        })
        .unwrap();
    let ids: Vec<i64> = sides.keys().copied().collect();
    for id in ids {
        let (_, position, tu) = store.unit_of(id).unwrap().unwrap();
        sides.insert(id, Prepared::new(&tu.tuvs[position].segment, Language::Ru));
    }
    for _ in 0..6 {
        let query = dice.sentence();
        let asked = Prepared::of_text(&query, Language::Ru);
        for min in [50, 70, 85] {
            let found = store.nearest(&asked, &lang("ru"), min, usize::MAX).unwrap();
            let found: BTreeMap<i64, u8> = found.candidates.into_iter().map(|c| (c.id, c.upper)).collect();
            for (id, stored) in &sides {
                if let Some(score) = score(stored, &asked, min) {
                    assert!(found.get(id).is_some_and(|upper| *upper >= score.0), "{query}: side {id} is missed");
                }
            }
            assert!(found.keys().all(|id| sides.contains_key(id)), "{query}: found what is not there");
        }
    }
}

#[test]
fn after_a_thousand_changes_nothing_is_missed() {
    let (dir, mut store) = memory();
    let mut dice = Dice(5);
    // A reader that stays open sees what the writer did.
    let reader = SqliteStore::open_read(&dir.path().join("memory.sqlite")).unwrap();
    let mut changes = 0;
    while changes < 1000 {
        let kind = dice.below(10);
        if kind < 3 {
            let undone = store.undo(None, AT);
            changes += 1;
            assert!(
                matches!(undone, Ok(_) | Err(StoreError::NothingToUndo | StoreError::Blocked { .. })),
                "{undone:?}"
            );
        } else if kind == 3 {
            let batches = store.batches().unwrap();
            if !batches.is_empty() {
                // Often refused, as later batches build on it.
                let _ = store.undo(Some(batches[dice.below(batches.len())].id), AT);
                changes += 1;
            }
        } else {
            let there: Vec<TuId> = all(&store).into_iter().map(|(id, _)| id).collect();
            let mut writer = store.writer(BatchKind::Edit, "test", AT).unwrap();
            // Now and then a batch that makes generations.
            for _ in 0..if kind == 9 { 60 } else { 1 + dice.below(12) } {
                changes += 1;
                let some = (!there.is_empty()).then(|| there[dice.below(there.len().max(1))]);
                match (dice.below(10), some) {
                    (0..=1, Some(id)) => drop(writer.remove(id)),
                    (2..=3, Some(id)) if writer.tu(id).unwrap().is_some() => {
                        writer.replace(id, &dice.unit(changes)).map(drop).unwrap();
                    }
                    _ => drop(writer.add(&dice.unit(changes)).unwrap()),
                }
            }
            if dice.below(8) > 0 {
                writer.commit().unwrap();
            }
        }
        if changes % 5 == 0 {
            complete(&store, &mut dice);
        }
        let seen = reader.nearest(&Prepared::of_text("министр и посол", Language::Ru), &lang("ru"), 50, 3).unwrap();
        let there = store.nearest(&Prepared::of_text("министр и посол", Language::Ru), &lang("ru"), 50, 3).unwrap();
        assert_eq!(seen, there);
    }
    complete(&store, &mut dice);
}

#[test]
fn what_is_removed_from_a_generation_stays_removed_and_can_come_back() {
    let (_dir, mut store) = memory();
    let mut dice = Dice(7);
    let units: Vec<Tu> = (0..200).map(|position| dice.unit(position)).collect();
    add(&mut store, &units);
    let there = all(&store).len();
    batch(&mut store, |writer| {
        for id in 1..=100 {
            writer.remove(TuId(id)).unwrap();
        }
    });
    complete(&store, &mut dice);
    store.undo(None, AT).unwrap();
    assert_eq!(all(&store).len(), there);
    complete(&store, &mut dice);
    // The import itself, and all at once again.
    store.undo(Some(BatchId(1)), AT).unwrap_or_else(|_| store.undo(None, AT).unwrap());
    complete(&store, &mut dice);
    store.undo(None, AT).ok();
    complete(&store, &mut dice);
}

#[test]
fn an_index_of_another_version_is_made_anew() {
    let (dir, mut store) = memory();
    let mut dice = Dice(9);
    let units: Vec<Tu> = (0..50).map(|position| dice.unit(position)).collect();
    add(&mut store, &units);
    store.connection.execute_batch("UPDATE fuzzy_state SET version = 999; DELETE FROM fuzzy_recent;").unwrap();
    let path = store.path().to_owned();
    drop(store);
    assert!(matches!(SqliteStore::open_read(&path), Err(StoreError::Older { .. })));
    let store = SqliteStore::open(&path).unwrap();
    complete(&store, &mut dice);
    SqliteStore::open_read(&dir.path().join("memory.sqlite")).unwrap();
}

#[test]
fn a_side_that_the_index_lacks_or_has_too_much_is_told() {
    let (_dir, mut store) = memory();
    add(&mut store, &[unit("a", 0, &[("ru", "Да, конечно."), ("be", "Так, вядома.")])]);
    sound(&store);
    store.connection.execute("DELETE FROM fuzzy_recent WHERE tuv = 1", []).unwrap();
    assert_eq!(store.check().unwrap(), ["side 1 of language ru is missing in the index for fuzzy search"]);
    let (_dir, mut store) = memory();
    add(&mut store, &[unit("a", 0, &[("ru", "Да, конечно."), ("be", "Так, вядома.")])]);
    store
        .connection
        .execute("UPDATE fuzzy_recent SET tuv = 77, data = x'4d0000000000000000000000' WHERE tuv = 1", [])
        .unwrap();
    let faults = store.check().unwrap();
    assert!(
        faults.contains(&"side 77 of language ru is in the index for fuzzy search, but not there".to_owned()),
        "{faults:?}"
    );
}
