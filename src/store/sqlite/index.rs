//! How is the index for fuzzy search kept in step? Sides are added and removed in the transaction that changes them.
//!
//! The latest sides stand as single sketches ([`RECENT`] a language at most), then become a generation, which takes in
//! the smaller ones before it. A side is thus written again a number of times that grows with the logarithm of the
//! memory, and adding one costs next to nothing. Tables and byte layouts: `schema/2.sql` and [`crate::fuzzy::index`].

use super::fault::Fault;
use super::layout;
use super::scratch::Scratch;
use crate::fuzzy::Prepared;
use crate::fuzzy::index::{Batch, FIRST_TOKEN, Generation, Numbered, Piece, Sketches, Token, VERSION, each_in_piece};
use crate::lang::{Lang, Language};
use crate::model::Segment;
use rusqlite::{CachedStatement, Connection, OptionalExtension, TransactionBehavior};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

// Tests have small figures, so that a few units go the way of many.

/// Sides of a language that are kept as single sketches, which every query looks at: some 50 µs.
const RECENT: usize = if cfg!(test) { 16 } else { 1024 };
/// A generation takes in those before it that have less than so many times its segments.
const TAKES_IN: usize = 2;
/// Segments in a generation at most, unless they came together; bounds the time of merging.
const MOST: usize = 1 << 20;
/// When so many times as many segments come as there are, the order of keys is made anew.
const DWARFS: usize = 4;
/// Rows of removed sides; when there are more, generations that have them are merged.
const DEAD: i64 = if cfg!(test) { 20 } else { 2000 };
/// Sides handed to the thread that makes them ready, at a time.
const PARCEL: usize = if cfg!(test) { 8 } else { 512 };
/// Sides made ready before they are written, as places of segments are numbers of 29 bits.
const MOST_AT_ONCE: usize = if cfg!(test) { 100 } else { 1 << 27 };
/// Bytes of sketches held in memory; more are put aside.
const HELD: usize = if cfg!(test) { 1 << 10 } else { 16 << 20 };

/// Sides on their way into the index.
pub(super) struct Indexing {
    folder: PathBuf,
    /// Tags met, and which of the languages below each belongs to.
    tags: Vec<(Lang, usize)>,
    languages: Vec<Lang>,
    parcel: Vec<Parcel>,
    maker: Option<Maker>,
    removed: Vec<(i64, i64)>,
    /// Sides not yet written.
    held: usize,
    changed: bool,
}

/// Sides made ready, by language, and where those are that do not fit into memory.
struct Ready {
    batches: Vec<Batch>,
    aside: Scratch,
}

/// A side: its number, its language by place, and what it says.
type Parcel = (i64, usize, Language, Segment);

/// A thread that makes sides ready while others are written.
struct Maker {
    parcels: SyncSender<Vec<Parcel>>,
    ready: JoinHandle<io::Result<Ready>>,
}

impl Maker {
    fn start(folder: &Path) -> Self {
        let (parcels, received) = sync_channel::<Vec<Parcel>>(8);
        let mut ready = Ready::new(folder);
        let ready = std::thread::spawn(move || {
            for parcel in received {
                ready.take(parcel)?;
            }
            Ok(ready)
        });
        Self { parcels, ready }
    }
}

impl Maker {
    /// Why the thread has ended before its time.
    fn failure(self) -> Fault {
        match self.ready.join() {
            Ok(Err(error)) => error.into(),
            _ => broken(),
        }
    }
}

impl Ready {
    fn new(folder: &Path) -> Self {
        Self { batches: Vec::new(), aside: Scratch::in_folder(folder.to_owned()) }
    }

    fn take(&mut self, parcel: Vec<Parcel>) -> io::Result<()> {
        for (id, place, language, segment) in parcel {
            while self.batches.len() <= place {
                self.batches.push(Batch::new(language));
            }
            self.batches[place].add(id, &segment);
        }
        if self.batches.iter().map(Batch::held).sum::<usize>() >= HELD {
            self.batches.iter_mut().try_for_each(|batch| batch.put_aside(&mut self.aside))?;
        }
        Ok(())
    }
}

impl Indexing {
    /// For the memory of that connection.
    pub(super) fn of(connection: &Connection) -> Self {
        Self {
            folder: folder_of(connection),
            tags: Vec::new(),
            languages: Vec::new(),
            parcel: Vec::new(),
            maker: None,
            removed: Vec::new(),
            held: 0,
            changed: false,
        }
    }

    /// Notes a side that was added.
    pub(super) fn add(
        &mut self,
        connection: &Connection,
        id: i64,
        lang: &Lang,
        segment: &Segment,
    ) -> Result<(), Fault> {
        if self.held >= MOST_AT_ONCE {
            self.write(connection)?;
        }
        self.held += 1;
        self.changed = true;
        let place = match self.tags.iter().find(|(known, _)| known == lang) {
            Some((_, place)) => *place,
            None => {
                let language = lang.without_region();
                let place = self.languages.iter().position(|known| *known == language).unwrap_or_else(|| {
                    self.languages.push(language);
                    self.languages.len() - 1
                });
                self.tags.push((lang.clone(), place));
                place
            }
        };
        self.parcel.push((id, place, lang.language(), segment.clone()));
        if self.parcel.len() >= PARCEL {
            let parcel = std::mem::take(&mut self.parcel);
            let maker = self.maker.get_or_insert_with(|| Maker::start(&self.folder));
            if maker.parcels.send(parcel).is_err() {
                return Err(self.maker.take().map_or_else(broken, |maker| maker.failure()));
            }
        }
        Ok(())
    }

    /// Removes a range of sides, those added before included.
    pub(super) fn remove(&mut self, connection: &Connection, range: (i64, i64)) -> Result<(), Fault> {
        self.removed.push(range);
        self.changed = true;
        remove(connection, range)
    }

    /// Writes what was added, and ends.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<(), Fault> {
        if !self.changed {
            return Ok(());
        }
        self.write(connection)?;
        tidy(connection, Scratch::in_folder(self.folder))?;
        connection.execute("UPDATE fuzzy_state SET changes = changes + 1", [])?;
        Ok(())
    }

    fn write(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut ready = match self.maker.take() {
            None => Ready::new(&self.folder),
            Some(Maker { parcels, ready }) => {
                drop(parcels);
                ready.join().map_err(|_| broken())??
            }
        };
        // The batches stand in the order of the languages; each language got its first side in this order.
        ready.take(std::mem::take(&mut self.parcel))?;
        let languages = std::mem::take(&mut self.languages);
        self.tags.clear();
        self.held = 0;
        self.removed.sort_unstable();
        let gone = |id: i64| {
            // Ranges removed in one batch do not overlap: a side is removed once.
            let after = self.removed.partition_point(|(first, _)| *first <= id);
            after > 0 && self.removed[after - 1].1 >= id
        };
        keep(connection, &languages, ready, &gone)
    }
}

/// Where the memory lies: there is room for what is put aside, too.
fn folder_of(connection: &Connection) -> PathBuf {
    let folder = connection.path().and_then(|path| Path::new(path).parent());
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

fn broken() -> Fault {
    Fault::Damage("the index for fuzzy search could not be made".to_owned())
}

/// A generation being made of the segments of a space.
struct Making {
    space: i64,
    sources: Vec<Numbered>,
}

/// Puts batches into the index: a few segments as they are, many as a generation.
fn keep(
    connection: &Connection,
    languages: &[Lang],
    Ready { batches, mut aside }: Ready,
    gone: &(dyn Fn(i64) -> bool + Sync),
) -> Result<(), Fault> {
    let mut makings = Vec::new();
    for (lang, batch) in languages.iter().zip(batches) {
        makings.extend(keep_batch(connection, lang, batch, &mut aside, gone)?);
    }
    write_generations(connection, makings, aside, gone).map(drop)
}

/// Makes generations on a thread of its own, and writes the pieces as they come.
fn write_generations(
    connection: &Connection,
    makings: Vec<Making>,
    mut aside: Scratch,
    gone: &(dyn Fn(i64) -> bool + Sync),
) -> Result<Scratch, Fault> {
    for Making { space, mut sources } in makings {
        let aside = &mut aside;
        let id = next_generation(connection)?;
        let generation = std::thread::scope(|scope| {
            let (pieces, received) = sync_channel::<Vec<Piece>>(1);
            let making = scope.spawn(move || {
                Generation::build(&mut sources, aside, &|id| !gone(id), &mut |made| {
                    pieces.send(made).map_err(|_| io::ErrorKind::BrokenPipe.into())
                })
            });
            let mut writing = Pieces::new(connection, id)?;
            for made in received {
                made.into_iter().try_for_each(|piece| writing.write(piece))?;
            }
            making.join().map_err(|_| broken())?.map_err(Fault::from)
        })?;
        if generation.segments > 0 {
            write_generation(connection, id, space, &generation)?;
        }
    }
    Ok(aside)
}

/// The number of a new generation.
fn next_generation(connection: &Connection) -> Result<i64, Fault> {
    let sql = "UPDATE fuzzy_state SET generation = generation + 1 RETURNING generation";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Writes a few segments; many are given back as a generation to make.
fn keep_batch(
    connection: &Connection,
    lang: &Lang,
    mut batch: Batch,
    aside: &mut Scratch,
    gone: &dyn Fn(i64) -> bool,
) -> Result<Option<Making>, Fault> {
    if batch.is_empty() {
        return Ok(None);
    }
    let space = space_of(connection, lang)?;
    let count = |sql: &str| connection.prepare_cached(sql)?.query_row([space], |row| row.get::<_, i64>(0));
    let recent = count("SELECT count(*) FROM fuzzy_recent WHERE space = ?1")? as usize;
    if recent + batch.len() <= RECENT {
        let tokens = number(connection, space, &batch.keys())?;
        let mut insert =
            connection.prepare_cached("INSERT INTO fuzzy_recent (tuv, space, data) VALUES (?1, ?2, ?3)")?;
        let mut written = Ok(0);
        batch.numbered(|key| tokens[&key]).each(aside, &|id| !gone(id), &mut |id, data| {
            if written.is_ok() {
                written = insert.execute((id, space, data));
            }
        })?;
        written?;
        return Ok(None);
    }
    let old = recent + count("SELECT ifnull(sum(segments), 0) FROM fuzzy_generation WHERE space = ?1")? as usize;
    if batch.len() > DWARFS * old {
        let keys = keys_by_token(connection, space)?;
        let mut absorb = |sketch: &[u8]| {
            batch.absorb(sketch, |token| keys.get(&token).copied().unwrap_or_default());
            if batch.held() >= HELD { batch.put_aside(aside) } else { Ok(()) }
        };
        for (_, sketch) in recent_sketches(connection, space)?.each() {
            absorb(sketch)?;
        }
        for (id, _) in generations(connection, space)? {
            each_of_generation(connection, id, &mut |_, sketch| Ok(absorb(sketch)?))?;
            drop_generation(connection, id)?;
        }
        connection.execute("DELETE FROM fuzzy_recent WHERE space = ?1", [space])?;
        connection.execute("DELETE FROM fuzzy_key WHERE space = ?1", [space])?;
        connection.execute("UPDATE fuzzy_space SET next = ?2 WHERE id = ?1", (space, FIRST_TOKEN))?;
    }
    let tokens = number(connection, space, &batch.keys())?;
    let many = batch.len();
    let mut known = Numbered::default();
    for (_, sketch) in recent_sketches(connection, space)?.each() {
        known.push(sketch);
    }
    connection.execute("DELETE FROM fuzzy_recent WHERE space = ?1", [space])?;
    for (id, segments) in generations(connection, space)? {
        if segments < TAKES_IN * (many + known.len()) && segments + many + known.len() <= MOST {
            take_generation(connection, id, &mut known, aside)?;
        }
    }
    Ok(Some(Making { space, sources: vec![known, batch.numbered(|key| tokens[&key])] }))
}

/// The number of a language that is searched together.
fn space_of(connection: &Connection, lang: &Lang) -> Result<i64, Fault> {
    if let Some(space) = find_space(connection, lang)? {
        return Ok(space);
    }
    let mut insert = connection.prepare_cached("INSERT INTO fuzzy_space (lang, next) VALUES (?1, ?2)")?;
    Ok(insert.insert((lang.as_str(), FIRST_TOKEN))?)
}

/// The same, if there is such a language in the index.
pub(super) fn find_space(connection: &Connection, lang: &Lang) -> Result<Option<i64>, Fault> {
    let mut find = connection.prepare_cached("SELECT id FROM fuzzy_space WHERE lang = ?1")?;
    Ok(find.query_row([lang.as_str()], |row| row.get(0)).optional()?)
}

/// The languages in the index.
pub(super) fn languages(connection: &Connection) -> Result<Vec<Lang>, Fault> {
    let mut langs = connection.prepare_cached("SELECT lang FROM fuzzy_space ORDER BY lang")?;
    let mut rows = langs.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(layout::read_lang(super::read::text(row, 0)?)?);
    }
    Ok(out)
}

/// The tokens of keys; new ones are given in the order of the keys.
fn number(connection: &Connection, space: i64, keys: &[u64]) -> Result<FxHashMap<u64, Token>, Fault> {
    let first: Token = connection.query_row("SELECT next FROM fuzzy_space WHERE id = ?1", [space], |row| row.get(0))?;
    let mut next = first;
    let mut tokens = FxHashMap::default();
    let mut find = connection.prepare_cached("SELECT token FROM fuzzy_key WHERE space = ?1 AND hash = ?2")?;
    let mut insert = connection.prepare_cached("INSERT INTO fuzzy_key (space, hash, token) VALUES (?1, ?2, ?3)")?;
    for key in keys {
        let hash = key.cast_signed();
        // In an empty space there is nothing to be found.
        let known =
            if first == FIRST_TOKEN { None } else { find.query_row((space, hash), |row| row.get(0)).optional()? };
        let token = match known {
            Some(token) => token,
            None => {
                insert.execute((space, hash, next))?;
                next += 1;
                next - 1
            }
        };
        tokens.insert(*key, token);
    }
    if next != first {
        connection.execute("UPDATE fuzzy_space SET next = ?2 WHERE id = ?1", (space, next))?;
    }
    Ok(tokens)
}

fn keys_by_token(connection: &Connection, space: i64) -> Result<FxHashMap<Token, u64>, Fault> {
    let mut keys = connection.prepare_cached("SELECT token, hash FROM fuzzy_key WHERE space = ?1")?;
    let keys = keys.query_map([space], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Generations of a language with the number of their segments, the smallest first.
fn generations(connection: &Connection, space: i64) -> Result<Vec<(i64, usize)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT id, segments
           FROM fuzzy_generation
          WHERE space = ?1
          ORDER BY segments, id",
    )?;
    let rows = statement.query_map([space], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The sketches of the latest sides of a language.
pub(super) fn recent_sketches(connection: &Connection, space: i64) -> Result<Sketches, Fault> {
    let mut statement = connection.prepare_cached("SELECT data FROM fuzzy_recent WHERE space = ?1 ORDER BY tuv")?;
    let mut rows = statement.query([space])?;
    let mut sketches = Sketches::default();
    while let Some(row) = rows.next()? {
        sketches.push(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(sketches)
}

/// What visits sketches: their side and their bytes.
type Visit<'v> = dyn FnMut(i64, &[u8]) -> Result<(), Fault> + 'v;

/// Visits the sketches of a generation, without those of removed sides.
fn each_of_generation(connection: &Connection, id: i64, visit: &mut Visit<'_>) -> Result<(), Fault> {
    let segments: u32 =
        connection.query_row("SELECT segments FROM fuzzy_generation WHERE id = ?1", [id], |row| row.get(0))?;
    let dead = dead(connection, id)?;
    let mut pieces = connection.prepare_cached(
        "SELECT data
           FROM fuzzy_sketches
          WHERE id BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1
          ORDER BY id",
    )?;
    let mut rows = pieces.query([id])?;
    let mut left = segments;
    while let Some(row) = rows.next()? {
        for (side, sketch) in each_in_piece(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?, left) {
            let after = dead.partition_point(|(first, _)| *first <= side);
            if !dead[..after].iter().rev().take(1).any(|(_, last)| *last >= side) {
                visit(side, sketch)?;
            }
        }
        left = left.saturating_sub(crate::fuzzy::index::CHUNK);
    }
    Ok(())
}

/// Puts the sketches of a generation to others that make a new one, and drops it.
fn take_generation(connection: &Connection, id: i64, into: &mut Numbered, aside: &mut Scratch) -> Result<(), Fault> {
    each_of_generation(connection, id, &mut |_, sketch| {
        into.push(sketch);
        Ok(if into.held() >= HELD { into.put_aside(aside) } else { Ok(()) }?)
    })?;
    drop_generation(connection, id)
}

/// Ranges of removed sides of a generation, in order and apart from each other.
pub(super) fn dead(connection: &Connection, generation: i64) -> Result<Vec<(i64, i64)>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT dead.first, dead.last
           FROM fuzzy_dead AS dead
           JOIN fuzzy_generation AS generation ON generation.id = ?1
          WHERE dead.generation >= ?1
            AND dead.first <= generation.last
            AND dead.last >= generation.first
          ORDER BY dead.first",
    )?;
    let rows = statement.query_map([generation], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for range in rows {
        let (first, last) = range?;
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    Ok(merged)
}

fn drop_generation(connection: &Connection, id: i64) -> Result<(), Fault> {
    let mut sketches =
        connection.prepare_cached("DELETE FROM fuzzy_sketches WHERE id BETWEEN ?1 << 32 AND (?1 + 1 << 32) - 1")?;
    sketches.execute([id])?;
    let mut postings =
        connection.prepare_cached("DELETE FROM fuzzy_postings WHERE id BETWEEN ?1 << 40 AND (?1 + 1 << 40) - 1")?;
    postings.execute([id])?;
    connection.execute("DELETE FROM fuzzy_generation WHERE id = ?1", [id])?;
    Ok(())
}

fn write_generation(connection: &Connection, id: i64, space: i64, made: &Generation) -> Result<(), Fault> {
    connection.execute(
        "INSERT INTO fuzzy_generation (id, space, segments, first, last, lengths)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (id, space, made.segments, made.bounds.0, made.bounds.1, &made.lengths),
    )?;
    Ok(())
}

/// Writes the pieces of a generation.
struct Pieces<'c> {
    id: i64,
    sketches: CachedStatement<'c>,
    postings: CachedStatement<'c>,
}

impl<'c> Pieces<'c> {
    fn new(connection: &'c Connection, id: i64) -> Result<Self, Fault> {
        Ok(Self {
            id,
            sketches: connection.prepare_cached("INSERT INTO fuzzy_sketches (id, data) VALUES (?1, ?2)")?,
            postings: connection.prepare_cached("INSERT INTO fuzzy_postings (id, data) VALUES (?1, ?2)")?,
        })
    }

    fn write(&mut self, piece: Piece) -> Result<(), Fault> {
        match piece {
            Piece::Sketches(number, data) => self.sketches.execute((sketches_key(self.id, number), data))?,
            Piece::Postings(token, bucket, data) => {
                self.postings.execute((postings_key(self.id, token, bucket), data))?
            }
        };
        Ok(())
    }
}

/// The name of a piece of sketches.
pub(super) fn sketches_key(generation: i64, piece: u32) -> i64 {
    generation << 32 | i64::from(piece)
}

/// The name of postings.
pub(super) fn postings_key(generation: i64, token: Token, bucket: u8) -> i64 {
    generation << 40 | i64::from(token) << 8 | i64::from(bucket)
}

/// Takes a range of sides out of the index.
fn remove(connection: &Connection, (first, last): (i64, i64)) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM fuzzy_recent WHERE tuv BETWEEN ?1 AND ?2")?.execute((first, last))?;
    let mut whole = connection.prepare_cached("SELECT id FROM fuzzy_generation WHERE first >= ?1 AND last <= ?2")?;
    let whole: Vec<i64> = whole.query_map((first, last), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for generation in whole {
        drop_generation(connection, generation)?;
    }
    let mut note = connection.prepare_cached(
        "INSERT OR REPLACE INTO fuzzy_dead (first, last, generation)
         SELECT ?1, ?2, max(id)
           FROM fuzzy_generation
          WHERE first <= ?2
            AND last >= ?1
         HAVING max(id) IS NOT NULL",
    )?;
    note.execute((first, last))?;
    Ok(())
}

/// Forgets removals that no generation needs any more; merges generations when there are too many.
fn tidy(connection: &Connection, mut aside: Scratch) -> Result<(), Fault> {
    connection.execute(
        "DELETE FROM fuzzy_dead
          WHERE NOT EXISTS (SELECT 1
                              FROM fuzzy_generation AS generation
                             WHERE generation.id <= fuzzy_dead.generation
                               AND generation.first <= fuzzy_dead.last
                               AND generation.last >= fuzzy_dead.first)",
        [],
    )?;
    let rows: i64 = connection.query_row("SELECT count(*) FROM fuzzy_dead", [], |row| row.get(0))?;
    if rows <= DEAD {
        return Ok(());
    }
    let mut touched = connection.prepare(
        "SELECT id, space
           FROM fuzzy_generation AS generation
          WHERE EXISTS (SELECT 1
                          FROM fuzzy_dead AS dead
                         WHERE dead.generation >= generation.id
                           AND dead.first <= generation.last
                           AND dead.last >= generation.first)",
    )?;
    let touched: Vec<(i64, i64)> =
        touched.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (id, space) in touched {
        let mut known = Numbered::default();
        take_generation(connection, id, &mut known, &mut aside)?;
        aside = write_generations(connection, vec![Making { space, sources: vec![known] }], aside, &|_| false)?;
    }
    connection.execute("DELETE FROM fuzzy_dead", [])?;
    Ok(())
}

/// Puts sides into the index again, by what the table of sides says of them: an undo wrote it.
pub(super) fn add_again(
    connection: &Connection,
    indexing: &mut Indexing,
    ids: impl Iterator<Item = i64>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("SELECT lang, text, seg FROM tuv WHERE id = ?1")?;
    for id in ids {
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { continue };
        let lang = layout::read_lang(super::read::text(row, 0)?)?;
        let segment = layout::read_segment(row.get(1)?, row.get(2)?)?;
        indexing.add(connection, id, &lang, &segment)?;
    }
    Ok(())
}

/// What does not agree between the index and the sides there are, in words.
pub(super) fn check(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut langs = connection.prepare("SELECT DISTINCT lang FROM tuv ORDER BY lang")?;
    let mut rows = langs.query([])?;
    let mut spaces: BTreeMap<Lang, Vec<Lang>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        // What is no language is told by the look at the units.
        let Ok(lang) = layout::read_lang(super::read::text(row, 0)?) else { continue };
        spaces.entry(lang.without_region()).or_default().push(lang);
    }
    let mut wrong = Vec::new();
    for (space, langs) in spaces {
        let mut indexed: Vec<i64> = Vec::new();
        if let Some(space) = find_space(connection, &space)? {
            indexed.extend(recent_sketches(connection, space)?.each().map(|(id, _)| id));
            for (generation, _) in generations(connection, space)? {
                each_of_generation(connection, generation, &mut |id, _| {
                    indexed.push(id);
                    Ok(())
                })?;
            }
        }
        indexed.sort_unstable();
        let twice = indexed.windows(2).filter(|pair| pair[0] == pair[1]);
        wrong.extend(
            twice.map(|pair| format!("side {} of language {space} is twice in the index for fuzzy search", pair[0])),
        );
        let mut there = BTreeSet::new();
        for lang in &langs {
            let mut sides = connection.prepare_cached("SELECT id, text FROM tuv WHERE lang = ?1")?;
            let mut rows = sides.query([lang.as_str()])?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                there.insert(id);
                // What has neither words nor marks is not in the index.
                if indexed.binary_search(&id).is_err()
                    && !Prepared::of_text(super::read::text(row, 1)?, lang.language()).is_empty()
                {
                    wrong.push(format!("side {id} of language {space} is missing in the index for fuzzy search"));
                }
            }
        }
        let gone = indexed.iter().filter(|id| !there.contains(id));
        wrong.extend(
            gone.map(|id| format!("side {id} of language {space} is in the index for fuzzy search, but not there")),
        );
    }
    Ok(wrong)
}

/// Whether the index is of this version.
pub(super) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT version = ?1 FROM fuzzy_state", [VERSION], |row| row.get(0))
}

/// Makes the index anew when it is of another version or not there.
pub(super) fn refresh(connection: &mut Connection) -> Result<(), Fault> {
    if is_current(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done it while this one waited.
    if !is_current(&transaction)? {
        transaction.execute_batch(
            "DELETE FROM fuzzy_dead;
             DELETE FROM fuzzy_recent;
             DELETE FROM fuzzy_postings;
             DELETE FROM fuzzy_sketches;
             DELETE FROM fuzzy_generation;
             DELETE FROM fuzzy_key;
             DELETE FROM fuzzy_space;",
        )?;
        let mut indexing = Indexing::of(&transaction);
        {
            let mut ids = transaction.prepare("SELECT id FROM tuv ORDER BY id")?;
            let ids = ids.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            add_again(&transaction, &mut indexing, ids.into_iter())?;
        }
        indexing.finish(&transaction)?;
        transaction.execute("UPDATE fuzzy_state SET version = ?1, changes = changes + 1", [VERSION])?;
    }
    transaction.commit()?;
    Ok(())
}
