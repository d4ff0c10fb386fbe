//! Any sequence of batches and undoes gives what a plain model in memory gives.

use super::*;
use crate::model::{BatchState, Code, CodeKind, ConceptCounts, Inline, Note, Prop, Segment};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Step {
    Batch { writes: Vec<Write>, commit: bool },
    Undo(Option<usize>),
}

#[derive(Clone, Debug)]
enum Write {
    Add(Tu),
    Replace(usize, Tu),
    Remove(usize),
    AddConcept(Concept),
    ReplaceConcept(Concept),
    RemoveConcept(String),
}

/// Units from a world so small that copies, parts and equal origins are common.
fn tu() -> impl Strategy<Value = Tu> {
    let side = (0..2usize, 0..3usize, 0..4u8);
    (vec(side, 1..3), 0..2usize, 0..3u64, 0..8u8).prop_map(|(sides, file, position, extra)| {
        let mut tu = unit(["a", "b"][file], position, &[]);
        for (language, text, codes) in sides {
            let mut inlines = vec![Inline::Text(["да", "нет", "так"][text].into())];
            if codes == 0 {
                inlines.push(Inline::Code(Code { kind: CodeKind::Placeholder, attributes: vec![], content: vec![] }));
            }
            let mut tuv = crate::model::Tuv::new(lang(["ru", "be"][language]), Segment::new(inlines));
            if codes == 1 {
                tuv.notes.push(Note::new("side"));
            }
            tu.tuvs.push(tuv);
        }
        match extra {
            0 => tu.props.push(Prop::new("p", position.to_string())),
            1 => tu.notes.push(Note::new(position.to_string())),
            2 => tu.tuid = Some(position.to_string()),
            3 => tu.attributes.push(("usagecount".into(), position.to_string())),
            4 => tu.tuvs[0].attributes.push(("changedate".into(), format!("2024060{position}T101500Z"))),
            _ => {}
        }
        tu
    })
}

/// Concepts of few names, so that names meet again.
fn some_concept() -> impl Strategy<Value = Concept> {
    (0..3usize, 0..3usize)
        .prop_map(|(name, text)| concept(["x", "y", "z"][name], &[("ru", ["да", "нет", "так"][text])]))
}

fn step() -> impl Strategy<Value = Step> {
    let write = prop_oneof![
        4 => tu().prop_map(Write::Add),
        1 => (any::<usize>(), tu()).prop_map(|(which, tu)| Write::Replace(which, tu)),
        1 => any::<usize>().prop_map(Write::Remove),
        2 => some_concept().prop_map(Write::AddConcept),
        1 => some_concept().prop_map(Write::ReplaceConcept),
        1 => some_concept().prop_map(|concept| Write::RemoveConcept(concept.id)),
    ];
    prop_oneof![
        3 => (vec(write, 0..5), prop::bool::weighted(0.8))
            .prop_map(|(writes, commit)| Step::Batch { writes, commit }),
        3 => proptest::option::weighted(0.8, any::<usize>()).prop_map(Step::Undo),
    ]
}

/// What one batch brought to a unit that was there.
#[derive(Clone, Debug, Default, PartialEq)]
struct Extension {
    props: Vec<Prop>,
    notes: Vec<Note>,
    side_props: Vec<(usize, Prop)>,
    side_notes: Vec<(usize, Note)>,
    origins: Vec<Origin>,
}

/// A unit, and what batches brought to it since it was made or replaced.
#[derive(Clone, Debug, PartialEq)]
struct Unit {
    made: Tu,
    extensions: BTreeMap<i64, Extension>,
}

impl Unit {
    fn seen(&self) -> Tu {
        let mut tu = self.made.clone();
        for extension in self.extensions.values() {
            tu.props.extend(extension.props.clone());
            tu.notes.extend(extension.notes.clone());
            tu.origins.extend(extension.origins.clone());
            for (side, prop) in extension.side_props.clone() {
                tu.tuvs[side].props.push(prop);
            }
            for (side, note) in extension.side_notes.clone() {
                tu.tuvs[side].notes.push(note);
            }
        }
        tu
    }
}

/// What a batch did to a unit.
#[derive(Clone, Debug)]
enum Touch {
    Extended(Extension),
    Changed(Box<Change>),
}

/// A unit before and after a batch; `None` where it is not there.
#[derive(Clone, Debug)]
struct Change {
    before: Option<Unit>,
    after: Option<Unit>,
}

struct Entry {
    base: Option<i64>,
    undone_by: Option<i64>,
    /// The batches that did not count when this one was made.
    dead: BTreeSet<i64>,
    touched: BTreeMap<i64, Touch>,
    /// Concepts by name, before and after.
    concepts: BTreeMap<String, [Option<Placed>; 2]>,
}

/// A concept and its place in the order of adding.
type Placed = (i64, Concept);

#[derive(Default)]
struct Oracle {
    units: BTreeMap<i64, Unit>,
    last: i64,
    concepts: BTreeMap<String, Placed>,
    last_concept: i64,
    batches: BTreeMap<i64, Entry>,
}

impl Oracle {
    fn seen(&self) -> Vec<(TuId, Tu)> {
        self.units.iter().map(|(id, unit)| (TuId(*id), unit.seen())).collect()
    }

    fn termbase(&self) -> Vec<Concept> {
        let mut all: Vec<&Placed> = self.concepts.values().collect();
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, concept)| concept.clone()).collect()
    }

    /// Writes to the termbase as a writer does. The name, when that was possible and changed anything.
    fn write_concept(&mut self, writer: &mut dyn Writer, write: Write, counts: &mut ConceptCounts) -> Option<String> {
        match write {
            Write::AddConcept(concept) => {
                let there = self.concepts.contains_key(&concept.id);
                assert_eq!(matches!(writer.add_concept(&concept), Err(StoreError::ConceptExists(_))), there);
                if there {
                    return None;
                }
                counts.added += 1;
                self.last_concept += 1;
                let name = concept.id.clone();
                self.concepts.insert(name.clone(), (self.last_concept, concept));
                Some(name)
            }
            Write::ReplaceConcept(concept) => {
                let replaced = writer.replace_concept(&concept);
                let Some((_, was)) = self.concepts.get_mut(&concept.id) else {
                    assert!(matches!(replaced, Err(StoreError::NoConcept(_))));
                    return None;
                };
                assert_eq!(replaced.unwrap(), *was != concept);
                if *was == concept {
                    return None;
                }
                counts.changed += 1;
                *was = concept.clone();
                Some(concept.id)
            }
            Write::RemoveConcept(name) => {
                let removed = writer.remove_concept(&name);
                assert_eq!(removed.is_ok(), self.concepts.remove(&name).is_some());
                removed.ok()?;
                counts.removed += 1;
                Some(name)
            }
            _ => None,
        }
    }

    fn add(&mut self, batch: i64, tu: &Tu) -> Added {
        let says = |kept: &Tu, other: &Tu| {
            other.tuvs.iter().all(|side| kept.tuvs.iter().any(|k| (&k.lang, &k.segment) == (&side.lang, &side.segment)))
        };
        let has = |kept: &Tu, origin: &Origin| {
            kept.origins.iter().any(|o| (&o.sources, o.position) == (&origin.sources, origin.position))
        };
        let copies = self.units.iter().filter(|(_, unit)| says(&unit.made, tu));
        let copy = copies.max_by_key(|(id, unit)| {
            let seen = unit.seen();
            (tu.origins.iter().all(|origin| has(&seen, origin)), says(tu, &unit.made), -**id)
        });
        let Some((&id, unit)) = copy else {
            self.last += 1;
            self.units.insert(self.last, Unit { made: tu.clone(), extensions: BTreeMap::new() });
            return Added::New(TuId(self.last));
        };
        let mut new = unit.clone();
        let mut extend = |change: &dyn Fn(&Tu, &mut Extension)| {
            let seen = new.seen();
            change(&seen, new.extensions.entry(batch).or_default());
        };
        for origin in &tu.origins {
            extend(&|seen, e| {
                if !has(seen, origin) {
                    e.origins.push(origin.clone())
                }
            });
        }
        for prop in &tu.props {
            extend(&|seen, e| {
                if !seen.props.contains(prop) {
                    e.props.push(prop.clone())
                }
            });
        }
        for note in &tu.notes {
            extend(&|seen, e| {
                if !seen.notes.contains(note) {
                    e.notes.push(note.clone())
                }
            });
        }
        for side in &tu.tuvs {
            for note in &side.notes {
                extend(&|seen, e| {
                    let same = |k: &crate::model::Tuv| (&k.lang, &k.segment) == (&side.lang, &side.segment);
                    let at = seen.tuvs.iter().position(same).unwrap();
                    if !seen.tuvs.iter().any(|k| same(k) && k.notes.contains(note)) {
                        e.side_notes.push((at, note.clone()));
                    }
                });
            }
        }
        // what changes is what a unit was made of, not what was brought to it
        if new.made.attributes < tu.attributes {
            new.made.attributes.clone_from(&tu.attributes);
        }
        for side in &tu.tuvs {
            let same = |k: &&mut crate::model::Tuv| (&k.lang, &k.segment) == (&side.lang, &side.segment);
            let mut kept: Vec<_> = new.made.tuvs.iter_mut().filter(same).collect();
            if kept.iter().all(|kept| kept.attributes < side.attributes) {
                kept[0].attributes.clone_from(&side.attributes);
            }
        }
        if new.seen() == unit.seen() {
            return Added::Known(TuId(id));
        }
        self.units.insert(id, new);
        Added::Merged(TuId(id))
    }

    /// What stands in the way of taking a base back or bringing it back.
    fn blockers(&self, base: i64) -> BTreeSet<i64> {
        let Entry { touched: mine, concepts, .. } = &self.batches[&base];
        let conflicts = |other: &Entry| {
            let shared = other.concepts.keys().any(|name| concepts.contains_key(name));
            shared
                || other.touched.iter().any(|(id, touch)| {
                    let both = mine.get(id).map(|m| matches!((m, touch), (Touch::Extended(_), Touch::Extended(_))));
                    both == Some(false)
                })
        };
        let others = self.batches.iter().filter(|(id, other)| **id != base && other.base.is_none() && conflicts(other));
        others
            .filter(|(id, other)| {
                let dead = other.undone_by.is_some();
                if **id > base { !dead } else { dead != self.batches[&base].dead.contains(id) }
            })
            .map(|(id, _)| if *id > base { *id } else { self.newest_of_chain(*id).unwrap() })
            .collect()
    }

    fn newest_of_chain(&self, base: i64) -> Option<i64> {
        self.batches.iter().rev().find(|(_, entry)| entry.base == Some(base)).map(|(id, _)| *id)
    }

    fn dead(&self) -> BTreeSet<i64> {
        self.batches.iter().filter(|(_, entry)| entry.undone_by.is_some()).map(|(id, _)| *id).collect()
    }

    fn undo(&mut self, asked: Option<i64>) -> Result<(), String> {
        let live = |(_, entry): &(&i64, &Entry)| entry.base.is_none() && entry.undone_by.is_none();
        let id = match asked {
            Some(id) => id,
            None => *self.batches.iter().rev().find(live).ok_or("nothing")?.0,
        };
        let entry = self.batches.get(&id).ok_or("no batch")?;
        if entry.undone_by.is_some() {
            return Err("already".into());
        }
        let base = entry.base.unwrap_or(id);
        let mut first = BTreeSet::new();
        let mut open = vec![base];
        while let Some(next) = open.pop() {
            for blocker in self.blockers(next) {
                if blocker != id && first.insert(blocker) {
                    open.push(self.batches[&blocker].base.unwrap_or(blocker));
                }
            }
        }
        if !first.is_empty() {
            return Err(format!("blocked by {:?}", first.into_iter().rev().collect::<Vec<_>>()));
        }
        let out = self.batches[&base].undone_by.is_none();
        for (unit, touch) in self.batches[&base].touched.clone() {
            match touch {
                Touch::Extended(_) if out => {
                    self.units.get_mut(&unit).unwrap().extensions.remove(&base);
                }
                Touch::Extended(extension) => {
                    self.units.get_mut(&unit).unwrap().extensions.insert(base, extension);
                }
                Touch::Changed(change) => {
                    let Change { before, after } = *change;
                    let (from, to) = if out { (after, before) } else { (before, after) };
                    assert_eq!(self.units.get(&unit), from.as_ref(), "the oracle allows what it cannot do");
                    match to {
                        Some(to) => self.units.insert(unit, to),
                        None => self.units.remove(&unit),
                    };
                }
            }
        }
        for (name, [before, after]) in self.batches[&base].concepts.clone() {
            let (from, to) = if out { (after, before) } else { (before, after) };
            assert_eq!(self.concepts.get(&name), from.as_ref(), "the oracle allows what it cannot do");
            match to {
                Some(to) => self.concepts.insert(name, to),
                None => self.concepts.remove(&name),
            };
        }
        let new = self.batches.len() as i64 + 1;
        if let Some(previous) = self.newest_of_chain(base) {
            self.batches.get_mut(&previous).unwrap().undone_by = Some(new);
        }
        self.batches.get_mut(&base).unwrap().undone_by = out.then_some(new);
        let dead = self.dead();
        let (touched, concepts) = (BTreeMap::new(), BTreeMap::new());
        self.batches.insert(new, Entry { base: Some(base), undone_by: None, dead, touched, concepts });
        Ok(())
    }

    /// The number of the unit a test means: one that is there, if any is.
    fn pick(&self, which: usize) -> TuId {
        let ids: Vec<i64> = self.units.keys().copied().collect();
        TuId(if ids.is_empty() { 99 } else { ids[which % ids.len()] })
    }
}

fn run_batch(store: &mut SqliteStore, oracle: &mut Oracle, writes: Vec<Write>, commit: bool) {
    let id = oracle.batches.len() as i64 + 1;
    let before = (oracle.units.clone(), oracle.last);
    let termbase_before = (oracle.concepts.clone(), oracle.last_concept);
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut concept_counts = ConceptCounts::default();
    let mut changed: BTreeSet<i64> = BTreeSet::new();
    let mut counts = (0, 0, 0);
    let mut writer = store.writer(BatchKind::Edit, "test", AT).unwrap();
    for write in writes {
        match write {
            Write::Add(tu) => {
                let added = oracle.add(id, &tu);
                assert_eq!(writer.add(&tu).unwrap(), added);
                match added {
                    Added::New(_) => counts.0 += 1,
                    Added::Merged(_) => counts.1 += 1,
                    Added::Known(_) => {}
                }
            }
            Write::Replace(which, tu) => {
                let id = oracle.pick(which);
                let Some(unit) = oracle.units.get_mut(&id.0) else {
                    assert!(matches!(writer.replace(id, &tu), Err(StoreError::NoUnit(_))));
                    continue;
                };
                let differs = unit.seen() != tu;
                assert_eq!(writer.replace(id, &tu).unwrap(), differs);
                if differs {
                    *unit = Unit { made: tu, extensions: BTreeMap::new() };
                    changed.insert(id.0);
                    counts.1 += 1;
                }
            }
            Write::Remove(which) => {
                let id = oracle.pick(which);
                let there = oracle.units.remove(&id.0).is_some();
                assert_eq!(writer.remove(id).is_ok(), there);
                if there {
                    changed.insert(id.0);
                    counts.2 += 1;
                }
            }
            of_concept => names.extend(oracle.write_concept(&mut *writer, of_concept, &mut concept_counts)),
        }
    }
    if !commit {
        drop(writer);
        (oracle.units, oracle.last) = before;
        (oracle.concepts, oracle.last_concept) = termbase_before;
        return;
    }
    let batch = writer.commit().unwrap();
    assert_eq!(batch.as_ref().map_or((0, 0, 0), |batch| (batch.added, batch.merged, batch.removed)), counts);
    assert_eq!(batch.as_ref().map_or(ConceptCounts::default(), |batch| batch.concepts), concept_counts);
    assert_eq!(batch.is_some(), counts != (0, 0, 0) || !concept_counts.is_empty());
    if batch.is_none() {
        (oracle.units, oracle.last) = before;
        return;
    }
    let mut touched = BTreeMap::new();
    let ids: BTreeSet<i64> = before.0.keys().chain(oracle.units.keys()).copied().chain(changed.clone()).collect();
    for unit in ids {
        let (was, is) = (before.0.get(&unit), oracle.units.get(&unit));
        if was == is && !changed.contains(&unit) {
            continue;
        }
        let made = |unit: Option<&Unit>| unit.map(|unit| unit.made.clone());
        let extended = was.is_some() && !changed.contains(&unit) && made(was) == made(is);
        let touch = match is {
            Some(is) if extended => Touch::Extended(is.extensions[&id].clone()),
            _ => Touch::Changed(Box::new(Change { before: was.cloned(), after: is.cloned() })),
        };
        touched.insert(unit, touch);
    }
    let change = |name: String| {
        let change = [termbase_before.0.get(&name).cloned(), oracle.concepts.get(&name).cloned()];
        (name, change)
    };
    let concepts = names.into_iter().map(change).collect();
    let dead = oracle.dead();
    oracle.batches.insert(id, Entry { base: None, undone_by: None, dead, touched, concepts });
}

fn run_undo(store: &mut SqliteStore, oracle: &mut Oracle, which: Option<usize>) {
    // One more than there are, to ask for one that is not there.
    let asked = which.map(|which| (which % (oracle.batches.len() + 1)) as i64 + 1);
    let expected = oracle.undo(asked);
    let got = match store.undo(asked.map(BatchId), AT) {
        Ok(_) => Ok(()),
        Err(StoreError::NothingToUndo) => Err("nothing".to_owned()),
        Err(StoreError::NoBatch(_)) => Err("no batch".to_owned()),
        Err(StoreError::AlreadyUndone { .. }) => Err("already".to_owned()),
        Err(StoreError::Blocked { first, .. }) => {
            Err(format!("blocked by {:?}", first.iter().map(|batch| batch.0).collect::<Vec<_>>()))
        }
        Err(other) => panic!("{other}"),
    };
    assert_eq!(got, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_oracle_does(steps in vec(step(), 1..16)) {
        let (_dir, mut store) = memory();
        store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
        let mut oracle = Oracle::default();
        for step in steps {
            match step {
                Step::Batch { writes, commit } => run_batch(&mut store, &mut oracle, writes, commit),
                Step::Undo(which) => run_undo(&mut store, &mut oracle, which),
            }
            prop_assert_eq!(all(&store), oracle.seen());
            prop_assert_eq!(termbase(&store), oracle.termbase());
            let states: Vec<BatchState> = store.batches().unwrap().into_iter().map(|batch| batch.state).collect();
            let expected: Vec<BatchState> = oracle
                .batches
                .values()
                .map(|entry| entry.undone_by.map_or(BatchState::Done, |by| BatchState::Undone(BatchId(by))))
                .collect();
            prop_assert_eq!(states, expected);
        }
        sound(&store);
    }
}
