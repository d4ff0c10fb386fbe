//! What is not a memory is refused in its own words; what dies or is full leaves nothing half done.

use super::*;
use crate::store::sqlite::layout;
use crate::store::sqlite::migrate::SCHEMA;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn yes() -> Tu {
    unit("a", 0, &[("ru", "Да."), ("be", "Так.")])
}

/// Opens a file both ways, and sees that neither changed it.
#[track_caller]
fn refused(path: &Path, is: impl Fn(&StoreError) -> bool) {
    let before = fs::read(path).ok();
    for result in [SqliteStore::open(path), SqliteStore::open_read(path)] {
        let error = result.expect_err("refused");
        assert!(is(&error), "{error:?}");
        assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    }
    assert_eq!(fs::read(path).ok(), before);
}

fn in_dir(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, content).unwrap();
    (dir, path)
}

#[test]
fn what_is_not_a_memory_is_refused() {
    let dir = TempDir::new().unwrap();
    refused(dir.path(), |error| matches!(error, StoreError::Directory { .. }));
    let (_dir, path) = in_dir("empty", b"");
    refused(&path, |error| matches!(error, StoreError::Empty { .. }));
    let (_dir, path) = in_dir("text", "Указ".as_bytes());
    refused(&path, |error| matches!(error, StoreError::NotADatabase { .. }));
    let (_dir, path) = in_dir("cut", b"SQLite format 3\0\x10");
    refused(&path, |error| matches!(error, StoreError::Truncated { .. }));
    let (_dir, path) = in_dir("foreign", b"");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE tu (id)").unwrap();
    refused(&path, |error| matches!(error, StoreError::Foreign { application_id: 0, .. }));
    assert!(SqliteStore::open(&path).unwrap_err().to_string().contains("but not a Tolmach memory"));
}

#[test]
fn what_is_not_there_is_made_for_writing_only() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("new.sqlite");
    assert!(matches!(SqliteStore::open_read(&path), Err(StoreError::NotFound { .. })));
    assert!(!path.exists());
    let nowhere = dir.path().join("none").join("new.sqlite");
    assert!(SqliteStore::open(&nowhere).is_err());
    drop(SqliteStore::open(&path).unwrap());
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["new.sqlite"]);
}

#[test]
fn a_memory_of_a_newer_schema_is_refused_and_an_older_one_is_not_changed_by_reading() {
    let (dir, store) = memory();
    let path = store.path().to_owned();
    store.connection.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    drop(store);
    refused(&path, |error| matches!(error, StoreError::Newer { found, known: SCHEMA, .. } if *found == SCHEMA + 1));
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", SCHEMA - 1).unwrap();
    drop(connection);
    assert!(matches!(SqliteStore::open_read(&path), Err(StoreError::Older { .. })));
    drop(dir);
}

#[test]
fn a_memory_that_is_cut_off_or_overwritten_is_refused() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes()]);
    let path = store.path().to_owned();
    drop(store);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    refused(&path, |error| matches!(error, StoreError::Truncated { .. }));
    let mut garbled = whole.clone();
    garbled[4096..].fill(0x55);
    fs::write(&path, garbled).unwrap();
    let store = SqliteStore::open_read(&path);
    let error = store.and_then(|store| store.batches().map(|_| ())).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
}

#[test]
fn a_file_that_may_not_be_written_can_be_read() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes()]);
    let path = store.path().to_owned();
    drop(store);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    // Some users, such as root, are not held back by permissions.
    if fs::OpenOptions::new().append(true).open(&path).is_err() {
        assert!(matches!(SqliteStore::open(&path), Err(StoreError::ReadOnly { .. })));
    }
    let mut store = SqliteStore::open_read(&path).unwrap();
    assert_eq!(all(&store).len(), 1);
    assert!(matches!(store.writer(BatchKind::Edit, "", AT).err(), Some(StoreError::ReadOnly { .. })));
    assert!(matches!(store.undo(None, AT), Err(StoreError::ReadOnly { .. })));
}

#[test]
fn readers_see_the_last_batch_and_do_not_change_the_file() {
    let (_dir, mut store) = memory();
    let path = store.path().to_owned();
    add(&mut store, &[yes()]);
    let bytes = fs::read(&path).unwrap();
    let reader = SqliteStore::open_read(&path).unwrap();
    let mut writer = store.writer(BatchKind::Edit, "", AT).unwrap();
    writer.add(&unit("a", 1, &[("ru", "Нет.")])).unwrap();
    assert_eq!(all(&reader).len(), 1);
    writer.commit().unwrap();
    assert_eq!(all(&reader).len(), 2);
    drop(reader);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_path_may_look_like_anything() {
    let dir = TempDir::new().unwrap();
    for name in ["памяць.sqlite", "a?b#c%20.sqlite", ":memory:", "file:x?mode=memory"] {
        let path = dir.path().join(name);
        add(&mut SqliteStore::open(&path).unwrap(), &[yes()]);
        assert_eq!(all(&SqliteStore::open_read(&path).unwrap()).len(), 1);
        assert!(path.exists());
    }
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let (_dir, mut store) = memory();
    let mut other = SqliteStore::open(store.path()).unwrap();
    other.set_busy_timeout(Duration::from_millis(10)).unwrap();
    let writer = store.writer(BatchKind::Edit, "", AT).unwrap();
    assert!(matches!(other.writer(BatchKind::Edit, "", AT).err(), Some(StoreError::Busy { .. })));
    assert!(matches!(other.undo(None, AT), Err(StoreError::Busy { .. })));
    drop(writer);
    assert!(other.writer(BatchKind::Edit, "", AT).is_ok());
}

#[test]
fn a_full_disk_gives_the_batch_up() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes()]);
    let before = all(&store);
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages + 2).unwrap();
    let mut writer = store.writer(BatchKind::Edit, "", AT).unwrap();
    let error = (0..10_000).find_map(|i| writer.add(&unit("a", i, &[("ru", &format!("Указ № {i}"))])).err());
    assert!(matches!(error, Some(StoreError::Full { .. })), "{error:?}");
    // The batch must not go on, not even when there is room again: part of a unit may be missing.
    assert!(matches!(writer.add(&yes()), Err(StoreError::Lost)));
    assert!(matches!(writer.commit(), Err(StoreError::Lost)));
    assert_eq!(all(&store), before);
    sound(&store);
    store.connection.pragma_update(None, "max_page_count", pages + 1000).unwrap();
    assert!(add(&mut store, &[unit("a", 1, &[("ru", "Нет.")])]).is_some());
}

/// The files as a process that dies leaves them.
fn after_death(store: &SqliteStore, name: &str) -> SqliteStore {
    let path = store.path();
    let copy = path.with_file_name(name);
    for end in ["", "-wal"] {
        let file = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        if file(path).exists() {
            fs::copy(file(path), file(&copy)).unwrap();
        }
    }
    SqliteStore::open(&copy).unwrap()
}

#[test]
fn a_process_that_dies_leaves_whole_batches() {
    let (dir, mut store) = memory();
    // So small a cache that pages of the batch go to the file before it is done.
    store.connection.pragma_update(None, "cache_size", 10).unwrap();
    add(&mut store, &[yes()]);
    let before = all(&store);
    let other = SqliteStore::open_read(store.path()).unwrap();
    let log = dir.path().join("memory.sqlite-wal");
    let empty = fs::metadata(&log).unwrap().len();
    let mut writer = store.writer(BatchKind::Edit, "", AT).unwrap();
    for i in 1..3000 {
        writer.add(&unit("a", i, &[("ru", &format!("Указ № {i}"))])).unwrap();
        if i % 1000 == 0 {
            let copy = after_death(&other, &format!("died-{i}"));
            assert_eq!(all(&copy), before);
            assert_eq!(copy.batches().unwrap().len(), 1);
            sound(&copy);
        }
    }
    assert!(fs::metadata(&log).unwrap().len() > empty);
    writer.commit().unwrap();
    let copy = after_death(&other, "after");
    assert_eq!(all(&copy), all(&store));
    assert_eq!(all(&copy).len(), 3000);
}

#[test]
fn a_backup_is_a_memory_and_overwrites_nothing() {
    let (dir, mut store) = memory();
    add(&mut store, &[yes()]);
    add(&mut store, &[unit("b", 0, &[("ru", "Да.")])]);
    let path = dir.path().join("backup.sqlite");
    store.backup(&path).unwrap();
    assert!(matches!(store.backup(&path), Err(StoreError::Exists { .. })));
    assert!(matches!(store.backup(store.path()), Err(StoreError::Exists { .. })));
    let mut copy = SqliteStore::open(&path).unwrap();
    assert_eq!((all(&copy), copy.batches().unwrap()), (all(&store), store.batches().unwrap()));
    copy.undo(None, AT).unwrap();
    sound(&copy);
}

#[test]
fn a_check_finds_what_is_wrong() {
    let (_dir, mut store) = memory();
    add(&mut store, &[yes()]);
    store.connection.execute_batch("UPDATE tuv SET text = 'Нет.', lang = '?' WHERE id = 1").unwrap();
    store.connection.execute_batch("INSERT INTO tu (id) VALUES (77)").unwrap();
    let wrong = store.check().unwrap();
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(matches!(store.tu(TuId(1)), Err(StoreError::Damaged { .. })));
}

#[test]
fn fingerprints_do_not_change() {
    // They are stored: another value here means a new schema.
    assert_eq!(layout::fingerprint(""), 3_244_421_341_483_603_138);
}

/// What `tests/data/schema-1.sqlite` holds: one of each thing, a batch undone and one brought back.
fn specimen(store: &mut SqliteStore) {
    use crate::model::{Code, CodeKind, CodePart, Context, Inline, Mark, Note, Prop, Segment, Shape};
    let words = |text: &str| Inline::Text(text.to_owned());
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut tu = unit("ukaz.ru.txt", 3, &[("ru", ""), ("be", "Указ № 5"), ("be-tarask", "Указ № 5")]);
    let sub = CodePart::Sub { attributes: vec![pair("type", "fnote")], content: vec![words("сноска")] };
    let code = Code {
        kind: CodeKind::Placeholder,
        attributes: vec![pair("x", "1")],
        content: vec![CodePart::Native("<br/>".into()), sub],
    };
    let mark = Mark { name: "hi".into(), attributes: vec![pair("type", "bold")], content: vec![words("Указ")] };
    tu.tuvs[0].segment = Segment::new(vec![Inline::Mark(mark), Inline::Code(code), words(" № 5")]);
    tu.tuvs[0].attributes = vec![pair("creationid", "a")];
    tu.tuvs[1].notes = vec![Note { lang: Some("be".into()), ..Note::new("праверана") }];
    tu.tuid = Some("u5".into());
    tu.attributes = vec![pair("changedate", "20240605T101500Z"), pair("srclang", "ru")];
    tu.props = vec![Prop::new("domain", "law")];
    let origin = &mut tu.origins[0];
    origin.shape = Some(Shape(vec![1, 1, 1]));
    origin.confidence = Some(0.1 + 0.2);
    origin.aligner = Some("tolmach 0.1.0".into());
    origin.context = vec![Context { lang: lang("ru"), before: None, after: Some("О мерах".into()) }];
    add(store, &[tu, yes()]);
    batch(store, |writer| writer.remove(TuId(2)).unwrap());
    store.undo(None, AT).unwrap();
    add(store, &[unit("b", 1, &[("be", "Так.")])]);
    store.undo(None, AT).unwrap();
    store.undo(Some(BatchId(5)), AT).unwrap();
}

#[test]
fn memories_of_all_schemas_are_still_read() {
    for schema in 1..=SCHEMA {
        a_memory_is_still_read(schema);
    }
}

fn a_memory_is_still_read(schema: u32) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/schema-{schema}.sqlite"));
    let (dir, mut fresh) = memory();
    specimen(&mut fresh);
    if schema > 2 {
        noted(&mut fresh);
    }
    if schema > 3 {
        headed(&mut fresh);
    }
    if schema > 4 {
        termed(&mut fresh);
    }
    // Made once, and kept as it is: later schemas get fixtures of their own.
    if std::env::var_os("TOLMACH_MAKE_FIXTURES").is_some() && !fixture.exists() && schema == SCHEMA {
        fs::create_dir_all(fixture.parent().unwrap()).unwrap();
        fresh.connection.pragma_update(None, "page_size", 1024).unwrap();
        fresh.backup(&fixture).unwrap();
    }
    assert!(
        fixture.exists(),
        "{} is missing: get it back from version control, or make it anew with TOLMACH_MAKE_FIXTURES=1 by a program of \
         schema {schema}",
        fixture.display()
    );
    let path = dir.path().join("old.sqlite");
    fs::copy(&fixture, &path).unwrap();
    let mut old = SqliteStore::open(&path).unwrap();
    assert_eq!((all(&old), old.batches().unwrap()), (all(&fresh), fresh.batches().unwrap()));
    assert_eq!(old.aligned().unwrap(), fresh.aligned().unwrap());
    assert_eq!(old.headers().unwrap(), fresh.headers().unwrap());
    assert_eq!(termbase(&old), termbase(&fresh));
    sound(&old);
    let asked = crate::fuzzy::Prepared::of_text("Указ № 6", crate::lang::Language::Be);
    let found = old.nearest(&asked, &lang("be"), 70, 5).unwrap();
    assert_eq!(found, fresh.nearest(&asked, &lang("be"), 70, 5).unwrap(), "the index is as good as new");
    assert_eq!(found.candidates.len(), 1);
    while old.undo(None, AT).is_ok() {}
    assert_eq!((all(&old), termbase(&old)), (Vec::new(), Vec::new()));
}

/// What `tests/data/schema-5.sqlite` holds besides.
fn termed(store: &mut SqliteStore) {
    use crate::model::Gender;
    let mut bridge = concept("bridge", &[("ru", "мост"), ("be", "мост")]);
    bridge.subject = Some("дарогі".into());
    bridge.definition = Some("Збудаванне цераз раку.\nАбо цераз дарогу.".into());
    bridge.note = Some("\"не кладка\"".into());
    bridge.source = Some("указ № 5".into());
    bridge.do_not_translate = true;
    bridge.terms[1].part_of_speech = Some("noun".into());
    bridge.terms[1].gender = Some(Gender::Masculine);
    bridge.terms[1].note = Some("і ў пераносным сэнсе".into());
    let wrong = [TermStatus::Admitted, TermStatus::Superseded, TermStatus::Deprecated];
    bridge.terms.extend(wrong.map(|status| Term::new(lang("en-GB"), status.name(), status)));
    batch(store, |writer| {
        writer.add_concept(&bridge).unwrap();
        writer.add_concept(&concept("gone", &[("ru", "брод")])).unwrap();
    });
    let new = Concept { note: None, ..bridge };
    batch(store, |writer| {
        assert!(writer.replace_concept(&new).unwrap());
        writer.remove_concept("gone").unwrap();
    });
    store.undo(None, AT).unwrap();
}

/// What `tests/data/schema-4.sqlite` holds besides.
fn headed(store: &mut SqliteStore) {
    use crate::model::{Header, Note, Prop};
    let prop = Prop { lang: Some("en".into()), encoding: Some("koi8-r".into()), ..Prop::new("defclient", "МИД") };
    let note = Note { lang: Some("be".into()), encoding: Some("koi8-u".into()), ..Note::new("з архіва") };
    batch(store, |writer| {
        let mut tu = unit("d", 0, &[("be", "Лес"), ("ru", "Лес")]);
        tu.props.push(prop.clone());
        tu.notes.push(note.clone());
        writer.add(&tu).unwrap();
        let attributes = vec![("srclang".to_owned(), "be".to_owned())];
        let encodings = vec!["<ude name=\"x\"></ude>".to_owned()];
        writer.header(&Header { attributes, props: vec![prop], notes: vec![note], encodings }).unwrap();
    });
}

/// What `tests/data/schema-3.sqlite` holds besides.
fn noted(store: &mut SqliteStore) {
    batch(store, |writer| {
        writer.add(&unit("c", 0, &[("be", "Мост"), ("ru", "Мост")])).unwrap();
        writer.aligned("c").unwrap();
    });
}
