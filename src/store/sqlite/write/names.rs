//! The numbers of what many origins share: documents, lists of them, and texts of neighbours.

use crate::lang::Lang;
use crate::model::Source;
use crate::store::sqlite::fault::Fault;
use crate::store::sqlite::layout;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, VecDeque};

/// Documents of an origin, by language.
type SourceList = Vec<(Option<Lang>, Source)>;

/// A document, by its number, with the language it is in.
type Document = (Option<String>, i64);

/// Numbers of what many origins share: lists of sources, and texts of neighbours.
#[derive(Default)]
pub(super) struct Names {
    /// The list used last: nearly always the one needed next.
    last: Option<(SourceList, i64)>,
    lists: HashMap<SourceList, i64>,
    /// Earlier lists, by each document with its language; read when first needed.
    by_document: Option<HashMap<Document, Vec<i64>>>,
    /// The lists that hold all of the one asked for last.
    wider: Option<(i64, Vec<i64>)>,
    /// Texts seen lately: each comes back as the neighbour of the next segment but one.
    passages: VecDeque<(String, i64)>,
}

impl Names {
    /// Lists held in memory; more are looked up in the file.
    const LISTS: usize = 4096;
    /// Texts held in memory: two neighbours in each of three languages, over two segments.
    const PASSAGES: usize = 12;

    pub(super) fn source_list(&mut self, connection: &Connection, sources: &SourceList) -> Result<i64, Fault> {
        if let Some((last, id)) = &self.last
            && last == sources
        {
            return Ok(*id);
        }
        let id = match self.lists.get(sources) {
            Some(id) => *id,
            None => {
                let id = keep_source_list(connection, sources)?;
                if self.lists.len() >= Self::LISTS {
                    self.lists.clear();
                }
                self.lists.insert(sources.clone(), id);
                id
            }
        };
        self.last = Some((sources.clone(), id));
        Ok(id)
    }

    /// The lists of earlier batches that hold all documents of this one and more.
    pub(super) fn wider(&mut self, connection: &Connection, list: i64) -> Result<&[i64], Fault> {
        if self.wider.as_ref().is_none_or(|(of, _)| *of != list) {
            let by_document = match self.by_document.take() {
                Some(known) => known,
                None => lists_by_document(connection)?,
            };
            let mut documents =
                connection.prepare_cached("SELECT lang, document FROM source WHERE source_list = ?1")?;
            let documents = documents.query_map([list], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut wider: Option<Vec<i64>> = None;
            for document in documents {
                let lists = by_document.get(&document?).map_or(&[][..], Vec::as_slice);
                wider = Some(match wider {
                    Some(wider) => wider.into_iter().filter(|list| lists.contains(list)).collect(),
                    None => lists.iter().copied().filter(|other| *other != list).collect(),
                });
            }
            self.by_document = Some(by_document);
            self.wider = Some((list, wider.unwrap_or_default()));
        }
        Ok(self.wider.as_ref().map_or(&[], |(_, wider)| wider))
    }

    pub(super) fn passage(&mut self, connection: &Connection, text: &str) -> Result<i64, Fault> {
        if let Some((_, id)) = self.passages.iter().find(|(known, _)| known == text) {
            return Ok(*id);
        }
        let id = keep_passage(connection, text)?;
        if self.passages.len() >= Self::PASSAGES {
            self.passages.pop_front();
        }
        self.passages.push_back((text.to_owned(), id));
        Ok(id)
    }
}

/// The number of a list of sources, which is written if it is new.
fn keep_source_list(connection: &Connection, sources: &SourceList) -> Result<i64, Fault> {
    let mut documents = Vec::with_capacity(sources.len());
    for (lang, source) in sources {
        documents.push((lang.as_ref().map(Lang::as_str), keep_document(connection, source)?));
    }
    let names: Vec<String> =
        documents.iter().map(|(lang, document)| format!("{}={document}", lang.unwrap_or_default())).collect();
    let key = names.join(" ");
    let mut find = connection.prepare_cached("SELECT id FROM source_list WHERE key = ?1")?;
    if let Some(id) = find.query_row([&key], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let id = connection.prepare_cached("INSERT INTO source_list (key) VALUES (?1)")?.insert([&key])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO source (source_list, position, document, lang)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (position, (lang, document)) in (0i64..).zip(documents) {
        insert.execute((id, position, document, lang))?;
    }
    Ok(id)
}

fn lists_by_document(connection: &Connection) -> Result<HashMap<Document, Vec<i64>>, Fault> {
    let mut lists: HashMap<Document, Vec<i64>> = HashMap::new();
    let mut sources = connection.prepare("SELECT lang, document, source_list FROM source")?;
    let mut rows = sources.query([])?;
    while let Some(row) = rows.next()? {
        lists.entry((row.get(0)?, row.get(1)?)).or_default().push(row.get(2)?);
    }
    Ok(lists)
}

/// The number of a document, which is written if it is new.
fn keep_document(connection: &Connection, source: &Source) -> Result<i64, Fault> {
    let document = (&source.name, &source.title, &source.date, &source.url);
    let mut find = connection.prepare_cached(
        "SELECT id
           FROM document
          WHERE name = ?1
            AND title IS ?2
            AND date IS ?3
            AND url IS ?4",
    )?;
    if let Some(id) = find.query_row(document, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO document (name, title, date, url)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    Ok(insert.insert(document)?)
}

/// The number of a neighbour's text, which is written if it is new.
fn keep_passage(connection: &Connection, text: &str) -> Result<i64, Fault> {
    let hash = layout::fingerprint(text);
    let mut find = connection.prepare_cached(
        "SELECT id
           FROM passage
          WHERE hash = ?1
            AND text = ?2",
    )?;
    if let Some(id) = find.query_row((hash, text), |row| row.get(0)).optional()? {
        return Ok(id);
    }
    Ok(connection.prepare_cached("INSERT INTO passage (hash, text) VALUES (?1, ?2)")?.insert((hash, text))?)
}
