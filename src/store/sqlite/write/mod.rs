//! How does a unit get into a memory? Adding, replacing, removing; what is there already is merged. And a concept?

mod merge;
mod names;

use super::fault::Fault;
use super::index::Indexing;
use super::{concept, journal, layout, read};
use crate::model::{Batch, BatchId, Concept, ConceptCounts, Header, Note, Origin, Prop, Tu, TuId, Tuv};
use crate::store::{Added, StoreError, Writer};
use names::Names;
use rusqlite::{CachedStatement, Connection, Transaction};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

/// A batch being made: one transaction.
pub(super) struct SqliteWriter<'c> {
    // Statements are given up before the transaction is rolled back: fields are dropped in this order.
    statements: Statements<'c>,
    transaction: Transaction<'c>,
    connection: &'c Connection,
    path: &'c Path,
    batch: BatchId,
    /// The number the next row of each table gets, and what it was when the batch began.
    next: Ids,
    first: Ids,
    counts: Counts,
    names: Names,
    indexing: Indexing,
    /// Whether an error has left the batch half written.
    lost: bool,
}

/// Numbers of rows, one for each journalled table.
#[derive(Clone, Copy)]
struct Ids {
    tu: i64,
    tuv: i64,
    prop: i64,
    note: i64,
    origin: i64,
    concept: i64,
}

struct Counts {
    added: i64,
    merged: i64,
    removed: i64,
    concepts: ConceptCounts,
}

/// The statements that an import runs for every unit.
struct Statements<'c> {
    having: CachedStatement<'c>,
    having_both: CachedStatement<'c>,
    sides: CachedStatement<'c>,
    has_origin: CachedStatement<'c>,
    tu: CachedStatement<'c>,
    tuv: CachedStatement<'c>,
    origin: CachedStatement<'c>,
}

impl<'c> Statements<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            having: connection.prepare_cached(
                "SELECT DISTINCT tu
                   FROM tuv
                  WHERE hash = ?1
                  ORDER BY tu",
            )?,
            having_both: connection.prepare_cached(
                "SELECT DISTINCT tu
                   FROM tuv
                  WHERE hash = ?1
                    AND EXISTS (SELECT 1 FROM tuv AS other WHERE other.hash = ?2 AND other.tu = tuv.tu)
                  ORDER BY tu",
            )?,
            sides: connection.prepare_cached(
                "SELECT id, lang, text, seg, attributes
                   FROM tuv
                  WHERE tu = ?1
                  ORDER BY id",
            )?,
            has_origin: connection.prepare_cached(
                "SELECT 1
                   FROM origin
                  WHERE source_list = ?1
                    AND position = ?2
                    AND tu = ?3
                  LIMIT 1",
            )?,
            tu: connection.prepare_cached(
                "INSERT INTO tu (id, tuid, attributes)
                 VALUES (?1, ?2, ?3)",
            )?,
            tuv: connection.prepare_cached(
                "INSERT INTO tuv (id, tu, position, lang, text, seg, hash, attributes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?,
            origin: connection.prepare_cached(
                "INSERT INTO origin (id, tu, source_list, position, shape, confidence, aligner, context)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?,
        })
    }
}

/// A side of a unit as it will stand in its table.
struct Side<'t> {
    tuv: &'t Tuv,
    text: Cow<'t, str>,
    seg: Option<String>,
    hash: i64,
}

impl<'t> Side<'t> {
    fn of(tuv: &'t Tuv) -> Result<Self, Fault> {
        let text = layout::words(&tuv.segment);
        let hash = layout::fingerprint(&text);
        Ok(Self { tuv, text, seg: layout::write_segment(&tuv.segment)?, hash })
    }

    fn is(&self, kept: &KeptSide) -> bool {
        self.tuv.lang.as_str() == kept.lang && self.text == kept.text && self.seg == kept.seg
    }
}

fn sides_of(tu: &Tu) -> Result<Vec<Side<'_>>, Fault> {
    tu.tuvs.iter().map(Side::of).collect()
}

/// A side of a unit that is there already.
struct KeptSide {
    id: i64,
    lang: String,
    text: String,
    seg: Option<String>,
    attributes: Option<String>,
}

impl Writer for SqliteWriter<'_> {
    fn add(&mut self, tu: &Tu) -> Result<Added, StoreError> {
        let sides = self.about(sides_of(tu))?;
        self.writing(|writer| writer.add_unit(tu, &sides))
    }

    fn add_anew(&mut self, tu: &Tu) -> Result<TuId, StoreError> {
        let sides = self.about(sides_of(tu))?;
        self.writing(|writer| writer.insert_unit(tu, &sides))
    }

    fn replace(&mut self, id: TuId, tu: &Tu) -> Result<bool, StoreError> {
        let sides = self.about(sides_of(tu))?;
        let was = self.tu(id)?.ok_or(StoreError::NoUnit(id))?;
        if was == *tu {
            return Ok(false);
        }
        self.writing(|writer| writer.replace_unit(id, &was, tu, &sides))?;
        Ok(true)
    }

    fn remove(&mut self, id: TuId) -> Result<(), StoreError> {
        let there = self.writing(|writer| writer.remove_unit(id))?;
        if there { Ok(()) } else { Err(StoreError::NoUnit(id)) }
    }

    fn add_concept(&mut self, concept: &Concept) -> Result<(), StoreError> {
        if self.concept(&concept.id)?.is_some() {
            return Err(StoreError::ConceptExists(concept.id.clone()));
        }
        self.writing(|writer| {
            concept::insert(writer.connection, take(&mut writer.next.concept), concept)?;
            writer.counts.concepts.added += 1;
            concept::touch(writer.connection, writer.batch, &concept.id)
        })
    }

    fn replace_concept(&mut self, concept: &Concept) -> Result<bool, StoreError> {
        let was = self.concept(&concept.id)?.ok_or_else(|| StoreError::NoConcept(concept.id.clone()))?;
        if was == *concept {
            return Ok(false);
        }
        self.writing(|writer| {
            concept::update(writer.connection, concept)?;
            writer.counts.concepts.changed += 1;
            concept::touch(writer.connection, writer.batch, &concept.id)
        })?;
        Ok(true)
    }

    fn remove_concept(&mut self, name: &str) -> Result<(), StoreError> {
        if self.concept(name)?.is_none() {
            return Err(StoreError::NoConcept(name.to_owned()));
        }
        self.writing(|writer| {
            concept::delete(writer.connection, name)?;
            writer.counts.concepts.removed += 1;
            concept::touch(writer.connection, writer.batch, name)
        })
    }

    fn concepts(&self, visit: &mut dyn FnMut(Concept) -> ControlFlow<()>) -> Result<(), StoreError> {
        if self.lost {
            return Err(StoreError::Lost);
        }
        self.about(concept::all(self.connection, visit))
    }

    fn concept(&self, name: &str) -> Result<Option<Concept>, StoreError> {
        if self.lost {
            return Err(StoreError::Lost);
        }
        self.about(concept::one(self.connection, name))
    }

    fn aligned(&mut self, fingerprint: &str) -> Result<(), StoreError> {
        self.writing(|writer| {
            let mut statement = writer.connection.prepare_cached(
                "INSERT OR IGNORE INTO aligned (fingerprint, batch)
                 VALUES (?1, ?2)",
            )?;
            statement.execute((fingerprint, writer.batch.0))?;
            Ok(())
        })
    }

    fn header(&mut self, header: &Header) -> Result<(), StoreError> {
        self.writing(|writer| {
            let mut statement = writer.connection.prepare_cached(
                "INSERT INTO header (batch, position, header)
                 SELECT ?1, count(*), ?2
                   FROM header
                  WHERE batch = ?1",
            )?;
            statement.execute((writer.batch.0, layout::write_header(header)))?;
            Ok(())
        })
    }

    fn aligned_by(&self, fingerprint: &str) -> Result<Option<BatchId>, StoreError> {
        let find = || {
            let mut statement = self.connection.prepare_cached(
                "SELECT min(batch)
                   FROM aligned
                   JOIN batch ON batch.id = aligned.batch
                  WHERE fingerprint = ?1
                    AND batch <> ?2
                    AND undone_by IS NULL",
            )?;
            let batch: Option<i64> = statement.query_row((fingerprint, self.batch.0), |row| row.get(0))?;
            Ok(batch.map(BatchId))
        };
        self.about(find())
    }

    fn is_new(&self, id: TuId) -> bool {
        id.0 >= self.first.tu
    }

    fn exact(&self, text: &str) -> Result<Vec<TuId>, StoreError> {
        self.about(read::exact(self.connection, text))
    }

    fn tu(&self, id: TuId) -> Result<Option<Tu>, StoreError> {
        if self.lost {
            return Err(StoreError::Lost);
        }
        // Names of sources that this transaction gave must not outlive it, for it may be given up.
        self.about(read::tu(self.connection, &RefCell::default(), id))
    }

    fn commit(self: Box<Self>) -> Result<Option<Batch>, StoreError> {
        if self.lost {
            return Err(StoreError::Lost);
        }
        let path = self.path;
        self.finish().map_err(|fault| fault.at(path))
    }
}

impl<'c> SqliteWriter<'c> {
    /// A writer of a batch whose row is written already: its number, and its counts so far.
    pub(super) fn new(
        connection: &'c Connection,
        transaction: Transaction<'c>,
        batch: &Batch,
        path: &'c Path,
    ) -> Result<Self, Fault> {
        let id = |table| journal::next_id(connection, table);
        let first = Ids {
            tu: id("tu")?,
            tuv: id("tuv")?,
            prop: id("prop")?,
            note: id("note")?,
            origin: id("origin")?,
            concept: id("concept")?,
        };
        Ok(Self {
            statements: Statements::new(connection)?,
            transaction,
            connection,
            path,
            batch: batch.id,
            next: first,
            first,
            counts: Counts {
                added: batch.added.cast_signed(),
                merged: batch.merged.cast_signed(),
                removed: batch.removed.cast_signed(),
                concepts: batch.concepts,
            },
            names: Names::default(),
            indexing: Indexing::of(connection),
            lost: false,
        })
    }

    fn about<T>(&self, result: Result<T, Fault>) -> Result<T, StoreError> {
        result.map_err(|fault| fault.at(self.path))
    }

    /// Runs what writes. After an error part of it may be written, or SQLite may have rolled everything back: the batch
    /// must not go on.
    fn writing<T>(&mut self, write: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, StoreError> {
        if self.lost {
            return Err(StoreError::Lost);
        }
        let result = write(self);
        self.lost = result.is_err();
        self.about(result)
    }

    fn finish(self) -> Result<Option<Batch>, Fault> {
        let Counts { added, merged, removed, concepts } = self.counts;
        if added + merged + removed == 0 && concepts.is_empty() {
            return Ok(None);
        }
        self.connection.execute(
            "UPDATE batch
                SET added = ?2,
                    merged = ?3,
                    removed = ?4,
                    concepts_added = ?5,
                    concepts_changed = ?6,
                    concepts_removed = ?7
              WHERE id = ?1",
            (
                self.batch.0,
                added,
                merged,
                removed,
                concepts.added.cast_signed(),
                concepts.changed.cast_signed(),
                concepts.removed.cast_signed(),
            ),
        )?;
        let ranges = [
            ("tu", self.first.tu, self.next.tu),
            ("tuv", self.first.tuv, self.next.tuv),
            ("prop", self.first.prop, self.next.prop),
            ("note", self.first.note, self.next.note),
            ("origin", self.first.origin, self.next.origin),
            ("concept", self.first.concept, self.next.concept),
        ];
        for (table, first, next) in ranges {
            if first < next {
                journal::inserted(self.connection, self.batch, table, (first, next - 1))?;
            }
        }
        let batch = journal::batch(self.connection, self.batch)?;
        self.indexing.finish(self.connection)?;
        drop(self.statements);
        self.transaction.commit()?;
        Ok(batch)
    }

    fn add_unit(&mut self, tu: &Tu, sides: &[Side<'_>]) -> Result<Added, Fault> {
        let origins = tu.origins.iter().map(|origin| self.source_list(origin)).collect::<Result<Vec<_>, _>>()?;
        if let Some((id, kept)) = self.copy_of(tu, sides, &origins)? {
            return self.merge(id, &kept, tu, sides, &origins);
        }
        Ok(Added::New(self.insert_unit(tu, sides)?))
    }

    fn insert_unit(&mut self, tu: &Tu, sides: &[Side<'_>]) -> Result<TuId, Fault> {
        let id = take(&mut self.next.tu);
        self.statements.tu.execute((id, &tu.tuid, layout::write_attributes(&tu.attributes)))?;
        self.insert_sides(id, tu, sides)?;
        for origin in &tu.origins {
            let list = self.source_list(origin)?;
            self.insert_origin(id, origin, list)?;
        }
        self.counts.added += 1;
        Ok(TuId(id))
    }

    fn kept_sides(&mut self, tu: i64) -> Result<Vec<KeptSide>, Fault> {
        let sides = self.statements.sides.query_map([tu], |row| {
            let (id, lang, text) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(KeptSide { id, lang, text, seg: row.get(3)?, attributes: row.get(4)? })
        })?;
        Ok(sides.collect::<rusqlite::Result<_>>()?)
    }

    fn replace_unit(&mut self, id: TuId, was: &Tu, tu: &Tu, sides: &[Side<'_>]) -> Result<(), Fault> {
        if (&was.tuid, &was.attributes) != (&tu.tuid, &tu.attributes) {
            let mut update = self.connection.prepare_cached(
                "UPDATE tu
                    SET tuid = ?2, attributes = ?3
                  WHERE id = ?1",
            )?;
            update.execute((id.0, &tu.tuid, layout::write_attributes(&tu.attributes)))?;
        }
        if (&was.tuvs, &was.props, &was.notes) != (&tu.tuvs, &tu.props, &tu.notes) {
            self.delete(id, &["note", "prop", "tuv"])?;
            self.insert_sides(id.0, tu, sides)?;
        }
        if was.origins != tu.origins {
            self.delete(id, &["origin"])?;
            for origin in &tu.origins {
                let list = self.source_list(origin)?;
                self.insert_origin(id.0, origin, list)?;
            }
        }
        self.touch(id, true)?;
        self.counts.merged += 1;
        Ok(())
    }

    /// Removes a unit. Whether there was one.
    fn remove_unit(&mut self, id: TuId) -> Result<bool, Fault> {
        self.delete(id, &["origin", "note", "prop", "tuv"])?;
        let mut statement = self.connection.prepare_cached("DELETE FROM tu WHERE id = ?1")?;
        if statement.execute([id.0])? == 0 {
            return Ok(false);
        }
        self.touch(id, true)?;
        self.counts.removed += 1;
        Ok(true)
    }

    /// Deletes what belongs to a unit from these tables, in this order.
    fn delete(&mut self, id: TuId, tables: &[&str]) -> Result<(), Fault> {
        for table in tables {
            if *table == "tuv" {
                for side in self.kept_sides(id.0)? {
                    self.indexing.remove(self.connection, (side.id, side.id))?;
                }
            }
            let sql = format!("DELETE FROM {table} WHERE tu = ?1");
            self.connection.prepare_cached(&sql)?.execute([id.0])?;
        }
        Ok(())
    }

    /// Notes that the batch touched a unit of an earlier one.
    fn touch(&mut self, id: TuId, changed: bool) -> Result<(), Fault> {
        if id.0 >= self.first.tu {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO journal_touched (batch, tu, changed)
             VALUES (?1, ?2, ?3)
                 ON CONFLICT (batch, tu) DO UPDATE SET changed = max(changed, excluded.changed)",
        )?;
        statement.execute((self.batch.0, id.0, changed))?;
        Ok(())
    }

    /// Inserts the sides, properties and notes of a unit.
    fn insert_sides(&mut self, tu_id: i64, tu: &Tu, sides: &[Side<'_>]) -> Result<(), Fault> {
        for (position, side) in (0i64..).zip(sides) {
            let id = take(&mut self.next.tuv);
            let attributes = layout::write_attributes(&side.tuv.attributes);
            let lang = side.tuv.lang.as_str();
            self.statements.tuv.execute((id, tu_id, position, lang, &*side.text, &side.seg, side.hash, attributes))?;
            self.indexing.add(self.connection, id, &side.tuv.lang, &side.tuv.segment)?;
            for prop in &side.tuv.props {
                self.insert_prop(tu_id, Some(id), prop)?;
            }
            for note in &side.tuv.notes {
                self.insert_note(tu_id, Some(id), note)?;
            }
        }
        for prop in &tu.props {
            self.insert_prop(tu_id, None, prop)?;
        }
        for note in &tu.notes {
            self.insert_note(tu_id, None, note)?;
        }
        Ok(())
    }

    fn insert_prop(&mut self, tu: i64, tuv: Option<i64>, prop: &Prop) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO prop (id, tu, tuv, kind, lang, value, encoding)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let Prop { kind, lang, value, encoding } = prop;
        statement.execute((take(&mut self.next.prop), tu, tuv, kind, lang, value, encoding))?;
        Ok(())
    }

    fn insert_note(&mut self, tu: i64, tuv: Option<i64>, note: &Note) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO note (id, tu, tuv, lang, text, encoding)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let Note { lang, text, encoding } = note;
        statement.execute((take(&mut self.next.note), tu, tuv, lang, text, encoding))?;
        Ok(())
    }

    fn insert_origin(&mut self, tu: i64, origin: &Origin, list: i64) -> Result<(), Fault> {
        let mut context = Vec::with_capacity(origin.context.len());
        for neighbours in &origin.context {
            let before = self.passage(neighbours.before.as_deref())?;
            let after = self.passage(neighbours.after.as_deref())?;
            context.push((neighbours.lang.as_str().to_owned(), before, after));
        }
        self.statements.origin.execute((
            take(&mut self.next.origin),
            tu,
            list,
            origin.position.cast_signed(),
            origin.shape.as_ref().map(ToString::to_string),
            origin.confidence,
            &origin.aligner,
            layout::write_context(&context),
        ))?;
        Ok(())
    }

    fn source_list(&mut self, origin: &Origin) -> Result<i64, Fault> {
        self.names.source_list(self.connection, &origin.sources)
    }

    fn passage(&mut self, text: Option<&str>) -> Result<Option<i64>, Fault> {
        text.map(|text| self.names.passage(self.connection, text)).transpose()
    }
}

fn take(next: &mut i64) -> i64 {
    *next += 1;
    *next - 1
}
