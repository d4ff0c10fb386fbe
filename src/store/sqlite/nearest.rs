//! Which sides are nearest to a segment? The index read from its tables, and kept in memory as far as it was needed.

use super::fault::Fault;
use super::{index, read};
use crate::fuzzy::Prepared;
use crate::fuzzy::index::{Found, Shelf, Space, Token};
use crate::lang::Lang;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// What has been read of the index.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    /// Counts the changes of the index; what was read before another is read again.
    changes: Option<i64>,
    spaces: FxHashMap<Lang, Option<Opened>>,
}

/// The index of one language.
#[derive(Debug)]
struct Opened {
    id: i64,
    space: Space,
    /// Keys looked up, and the tokens found.
    tokens: FxHashMap<u64, Option<Token>>,
}

/// Keys remembered before all are forgotten.
const KEYS: usize = 1 << 20;

struct Tables<'c>(&'c Connection);

impl Shelf for Tables<'_> {
    type Error = Fault;

    fn postings(&self, generation: i64, token: Token, bucket: u8) -> Result<Option<Vec<u8>>, Fault> {
        let mut statement = self.0.prepare_cached("SELECT data FROM fuzzy_postings WHERE id = ?1")?;
        Ok(statement.query_row([index::postings_key(generation, token, bucket)], |row| row.get(0)).optional()?)
    }

    fn sketches(&self, generation: i64, piece: u32) -> Result<Vec<u8>, Fault> {
        let mut statement = self.0.prepare_cached("SELECT data FROM fuzzy_sketches WHERE id = ?1")?;
        let piece = statement.query_row([index::sketches_key(generation, piece)], |row| row.get(0)).optional()?;
        piece.ok_or_else(|| Fault::Damage("a part of the index for fuzzy search is missing".to_owned()))
    }
}

impl Nearest {
    /// See [`crate::store::Store::nearest`].
    pub(super) fn find(
        &mut self,
        connection: &Connection,
        asked: &Prepared,
        lang: &Lang,
        min: u8,
        want: usize,
    ) -> Result<Found, Fault> {
        let _snapshot = read::snapshot(connection)?;
        let lang = lang.without_region();
        let mut state = connection.prepare_cached("SELECT changes FROM fuzzy_state")?;
        let changes: i64 = state.query_row([], |row| row.get(0))?;
        let mut before = FxHashMap::default();
        if self.changes != Some(changes) {
            before = std::mem::take(&mut self.spaces);
            self.changes = Some(changes);
        }
        if !self.spaces.contains_key(&lang) {
            let mut opened = open(connection, &lang)?;
            if let (Some(opened), Some(Some(before))) = (&mut opened, before.remove(&lang)) {
                opened.space.warm_from(before.space);
            }
            self.spaces.insert(lang.clone(), opened);
        }
        let Some(Some(Opened { id, space, tokens })) = self.spaces.get_mut(&lang) else {
            return Ok(Found { candidates: Vec::new(), floor: min });
        };
        if tokens.len() > KEYS {
            tokens.clear();
        }
        for key in asked.keys() {
            if let Entry::Vacant(vacant) = tokens.entry(key) {
                let mut find =
                    connection.prepare_cached("SELECT token FROM fuzzy_key WHERE space = ?1 AND hash = ?2")?;
                vacant.insert(find.query_row((*id, key.cast_signed()), |row| row.get(0)).optional()?);
            }
        }
        space.search(&Tables(connection), asked, |key| tokens.get(&key).copied().flatten(), min, want)
    }
}

fn open(connection: &Connection, lang: &Lang) -> Result<Option<Opened>, Fault> {
    let Some(id) = index::find_space(connection, lang)? else { return Ok(None) };
    let mut space = Space::new(index::recent_sketches(connection, id)?);
    let mut generations = connection.prepare_cached(
        "SELECT id, segments, lengths
           FROM fuzzy_generation
          WHERE space = ?1
          ORDER BY segments DESC",
    )?;
    let mut rows = generations.query([id])?;
    while let Some(row) = rows.next()? {
        let generation: i64 = row.get(0)?;
        let lengths: Vec<u8> = row.get(2)?;
        space.push(generation, row.get(1)?, &lengths, index::dead(connection, generation)?);
    }
    Ok(Some(Opened { id, space, tokens: FxHashMap::default() }))
}
