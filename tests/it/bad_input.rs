//! Bad input, bad disks, bad moments: each is named with its cause, and the memory stays as it was.

use crate::run::{Place, RU, tmx, unit};
use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The parts every DOCX has beside its text.
const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

/// A zip archive with one more part.
fn package(name: &str, mut content: impl Read) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().large_file(true);
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(TYPES.as_bytes()).unwrap();
    zip.start_file(name, options).unwrap();
    io::copy(&mut content, &mut zip).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The text of a DOCX with a paragraph.
fn paragraph(text: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
    )
}

/// Aligns a bad document with a good one into a memory that holds something, and checks that it could not be done, was
/// said why, and changed nothing.
#[track_caller]
fn refused(name: &str, content: &[u8], words: &[&str]) {
    let place = Place::with_memory();
    let before = place.memories();
    place.write(name, content);
    let ran = place.run(&["align", "be.txt", name, "--lang", "be,ru", "--into", "main"]);
    ran.could_not(&[&[name], words].concat());
    assert_eq!(place.memories(), before);
    place.run(&["segment", name, "--lang", "ru"]).could_not(&[&[name], words].concat());
}

#[test]
fn missing_files_are_named() {
    let place = Place::with_memory();
    let before = place.memories();
    place.run(&["align", "ru.txt", "нет.txt", "--into", "main"]).could_not(&["нет.txt: no such file"]);
    place.run(&["align", "нет", "--into", "main"]).could_not(&["нет: no such file"]);
    place.run(&["segment", "нет.txt"]).could_not(&["нет.txt: no such file"]);
    place.run(&["import", "нет.tmx"]).could_not(&["нет.tmx: no such file"]);
    place.run(&["query", "--file", "нет.txt", "--from", "ru", "--to", "be"]).could_not(&["нет.txt: no such file"]);
    place.run(&["align", "ru.txt", "memories", "--into", "main"]).could_not(&["memories: is a folder, not a file"]);
    assert_eq!(place.memories(), before);
}

#[test]
fn a_folder_without_documents_says_what_was_expected() {
    let place = Place::with_statement();
    place.write("empty/readme.txt", "text");
    place.write("one/ru.txt", RU);
    for folder in ["empty", "one"] {
        place.run(&["align", folder]).could_not(&[
            folder,
            "no documents to align: expected ru.*, be.*, en.*",
            "hint: ",
        ]);
    }
    place.run(&["align", "ru.txt"]).could_not(&["two or three documents, not 1"]);
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "ru.txt"]).could_not(&["two or three documents, not 4"]);
}

#[test]
fn documents_without_text_are_refused() {
    let empty_docx = package("word/document.xml", paragraph("  ").as_bytes());
    let documents: [(&str, &[u8]); 5] = [
        ("a.txt", b""),
        ("a.txt", b" \n\t\r\n  \n"),
        ("a.txt", "\u{FEFF}".as_bytes()),
        ("a.html", b"<html><body><img src='x.png'></body></html>"),
        ("a.docx", &empty_docx),
    ];
    for (name, content) in documents {
        let place = Place::with_memory();
        let before = place.memories();
        place.write(name, content);
        let ran = place.run(&["align", "be.txt", name, "--lang", "be,ru", "--into", "main"]);
        assert!(ran.stderr.contains("empty") || ran.stderr.contains("no text"), "{ran}");
        ran.could_not(&[name]);
        assert_eq!(place.memories(), before);
        // There is nothing to segment, which is told.
        let ran = place.run(&["segment", name, "--lang", "ru"]);
        assert!(ran.code != Some(0) && ran.stdout.is_empty() && ran.stderr.contains(name), "{ran}");
    }
}

#[test]
fn two_documents_of_one_language_are_no_translation() {
    let place = Place::with_memory();
    let before = place.memories();
    place.write("copy.txt", RU);
    let ran = place.run(&["align", "ru.txt", "copy.txt", "--into", "main"]);
    ran.could_not(&["ru.txt and copy.txt are both in ru", "--lang"]);
    let ran = place.run(&["align", "ru.txt", "be.txt", "--lang", "ru,ru", "--into", "main"]);
    ran.could_not(&["ru.txt and be.txt are both in ru"]);
    assert_eq!(place.memories(), before);
}

#[test]
fn documents_with_nothing_in_common_are_not_aligned() {
    let place = Place::with_memory();
    let before = place.memories();
    let recipe = "Beat three eggs with a pinch of salt. Add flour and milk by degrees. Let the batter rest. \
                  Heat the pan well. Fry on both sides until golden. Serve with jam or honey.";
    place.write("recipe.txt", recipe);
    let ran = place.run(&["align", "ru.txt", "recipe.txt", "--into", "main"]);
    ran.could_not(&["ru.txt", "recipe.txt", "nothing in common", "hint: "]);
    assert_eq!(place.memories(), before);
}

#[test]
fn languages_must_be_known() {
    let place = Place::with_memory();
    for tag in ["", "русский", "r", "ru,be,toolongtag1", "123"] {
        let ran = place.run(&["align", "ru.txt", "be.txt", "--lang", tag]);
        ran.could_not(&["is not a language tag; expected one like ru, be, en-GB"]);
        let ran = place.run(&["query", "Да.", "--from", "ru", "--to", tag.rsplit(',').next().unwrap()]);
        ran.could_not(&["is not a language tag"]);
    }
    place.write("riddle.txt", "5 + 7 = 12");
    place.run(&["align", "ru.txt", "riddle.txt"]).could_not(&["riddle.txt: cannot tell its language", "--lang ru,be"]);
    let ran = place.run(&["align", "ru.txt", "be.txt", "--lang", "ru"]);
    ran.could_not(&["languages told: 1, documents: 2", "--lang ru,be,en"]);
}

#[test]
fn corrupt_word_documents_are_refused() {
    let whole = package("word/document.xml", paragraph("Стороны обменялись мнениями.").as_bytes());
    let place = Place::new();
    place.write("good.docx", &whole);
    let ran = place.run(&["segment", "good.docx", "--lang", "ru"]);
    assert_eq!(ran.stdout, "Стороны обменялись мнениями.\n", "{ran}");

    refused("cut.docx", &whole[..whole.len() / 2], &["cut.docx: "]);
    refused("cut.docx", &whole[..whole.len() - 10], &["cut.docx: "]);
    refused("text.docx", "Это не архив, а простой текст.".as_bytes(), &["text.docx: "]);
    refused(
        "other.docx",
        &package("word/other.xml", paragraph("Да.").as_bytes()),
        &["other.docx: ", "word/document.xml"],
    );
    let broken = paragraph("Стороны").replace("</w:t>", "</w:x>");
    refused("broken.docx", &package("word/document.xml", broken.as_bytes()), &["word/document.xml", "line 1"]);
    let open = paragraph("Стороны").replace("</w:document>", "");
    refused("open.docx", &package("word/document.xml", open.as_bytes()), &["word/document.xml", "line 1"]);
}

#[test]
fn a_document_that_unpacks_to_gigabytes_is_refused_quickly() {
    let head = paragraph("");
    let (before, after) = head.split_once("</w:t>").unwrap();
    let gigabytes = io::repeat(b'a').take(2 << 30);
    let content = before.as_bytes().chain(gigabytes).chain("</w:t>".as_bytes()).chain(after.as_bytes());
    let bomb = package("word/document.xml", content);
    assert!(bomb.len() < 16 << 20, "{}", bomb.len());
    let place = Place::with_statement();
    place.write("bomb.docx", bomb);
    let begun = Instant::now();
    place.run(&["align", "be.txt", "bomb.docx", "--lang", "be,ru"]).could_not(&["bomb.docx: ", "unpack"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn a_workbook_that_counts_more_texts_than_it_has_is_refused() {
    let place = Place::with_memory();
    let before = place.memories();
    let strings = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="144444444444"><si><t>Да</t></si></sst>"#;
    place.write("x.xlsx", package("xl/sharedStrings.xml", strings.as_bytes()));
    place.run(&["import", "x.xlsx"]).could_not(&["x.xlsx", "144444444444"]);
    assert_eq!(place.memories(), before);
}

#[test]
fn the_dimension_that_a_workbook_tells_does_not_matter() {
    let place = Place::with_memory();
    place.run(&["export", "x.xlsx", "--langs", "ru,be"]).done();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(place.path("x.xlsx")).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let (name, mut content) = (file.name().unwrap().to_string(), String::new());
        file.read_to_string(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let at = content.find("<dimension ref=\"").unwrap() + 16;
            let end = content[at..].find('"').unwrap() + at;
            content.replace_range(at..end, "I9:C3");
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    place.write("backwards.xlsx", out.finish().unwrap().into_inner());
    let message = place.json(&["import", "backwards.xlsx", "--into", "other"]).swap_remove(0);
    let asked = place.json(&["import", "x.xlsx", "--into", "same"]).swap_remove(0);
    assert_eq!(message["units"], asked["units"]);
    assert!(message["units"]["added"].as_u64().unwrap() > 0, "{message}");
}

#[test]
fn a_binary_file_is_no_text() {
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refused("noise.txt", &noise, &["noise.txt: "]);
    refused("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", &["picture.txt: "]);
    refused("packed.txt", &package("word/document.xml", "x".as_bytes()), &["packed.txt: "]);
    let place = Place::with_statement();
    place.write("a.pdf", "%PDF-1.4");
    place.run(&["align", "be.txt", "a.pdf", "--lang", "be,ru"]).could_not(&["a.pdf: "]);
    place.run(&["align", "be.txt", "ru.txt", "--encoding", "utf-99"]).could_not(&["utf-99"]);
}

#[test]
fn files_that_are_no_tmx_are_refused() {
    let place = Place::with_memory();
    let before = place.memories();
    for (name, content, word) in [
        ("a.tmx", "", "a.tmx: this is no TMX: there is no element in it"),
        ("a.tmx", "просто текст", "a.tmx: "),
        ("a.tmx", "<?xml version=\"1.0\"?><html><body/></html>", "<html>"),
        ("a.tmx", "\0\u{1}\u{2}\0", "a.tmx: "),
        ("a.docx", "x", "unknown format \"docx\"; known: tmx"),
        ("a", "x", "a: its name tells no format; known: tmx"),
        ("a.zip", "", "a.zip: the file is empty"),
        ("a.gz", "", "a.gz: the file is empty"),
    ] {
        place.write(name, content);
        place.run(&["import", name]).could_not(&[name, word]);
    }
    let billion =
        "<?xml version=\"1.0\"?><!DOCTYPE tmx [<!ENTITY a \"смех\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            .to_owned();
    place.write("laugh.tmx", billion + tmx(&unit(&[("ru", "&b;"), ("be", "Смех")])).split_once('\n').unwrap().1);
    let ran = place.run(&["import", "laugh.tmx", "--into", "laugh"]);
    assert!(!place.path("memories/laugh.sqlite").exists() || !place.export("laugh").contains("смехсмех"), "{ran}");
    fs::remove_file(place.path("memories/laugh.sqlite")).ok();
    assert_eq!(place.memories(), before);
}

/// A file where the memory `main` should be, as it may be found; each command that meets it says so and leaves it alone.
#[track_caller]
fn no_memory(content: &[u8], word: &str) {
    let place = Place::with_statement();
    place.write("memories/main.sqlite", content);
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    let commands: [&[&str]; 11] = [
        &["align", "ru.txt", "be.txt", "--into", "main"],
        &["import", "да.tmx"],
        &["import", "да.tmx", "--dry-run"],
        &["export", "all.tmx"],
        &["query", "Да.", "--from", "ru", "--to", "be"],
        &["search", "да"],
        &["analyse", "ru.txt", "--to", "be"],
        &["log"],
        &["undo"],
        &["stats"],
        &["backup", "copy.sqlite"],
    ];
    for command in commands {
        place.run(command).could_not(&["memories/main.sqlite: ", word]);
        assert!(fs::read(place.path("memories/main.sqlite")).unwrap() == content, "{command:?} changed it");
    }
    assert!(!place.path("all.tmx").exists() && !place.path("copy.sqlite").exists());
}

#[test]
fn what_is_no_memory_is_left_alone() {
    no_memory(b"", "is empty (0 bytes)");
    no_memory("Это не база данных, а письмо. ".repeat(100).as_bytes(), "is not a Tolmach memory (no SQLite database)");
    let place = Place::new();
    let other = rusqlite::Connection::open(place.path("other.sqlite")).unwrap();
    other.execute_batch("CREATE TABLE letters (text); INSERT INTO letters VALUES ('Добры дзень')").unwrap();
    drop(other);
    no_memory(&fs::read(place.path("other.sqlite")).unwrap(), "is a SQLite database, but not a Tolmach memory");
}

/// A memory as one file of bytes, after a change by SQL.
fn memory_after(sql: &str) -> Vec<u8> {
    let place = Place::with_memory();
    let memory = rusqlite::Connection::open(place.path("memories/main.sqlite")).unwrap();
    memory.execute_batch(&format!("{sql}; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")).unwrap();
    drop(memory);
    fs::read(place.path("memories/main.sqlite")).unwrap()
}

#[test]
fn a_memory_of_a_later_version_is_left_alone() {
    no_memory(&memory_after("PRAGMA user_version = 99"), "was made by a newer Tolmach (schema 99");
}

#[test]
fn a_memory_that_is_cut_off_is_left_alone() {
    let whole = memory_after("SELECT 1");
    no_memory(&whole[..whole.len() / 2], "is cut off");
    no_memory(&whole[..50], "main.sqlite");
}

#[test]
fn a_memory_that_may_not_be_written_can_be_read() {
    // Marked by its own header (file format write version), so that it holds for every user.
    let mut bytes = memory_after("SELECT 1");
    bytes[18] = 3;
    let place = Place::with_statement();
    place.write("memories/main.sqlite", &bytes);
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    let found = place.json(&["query", "Сообщение для прессы", "--from", "ru", "--to", "en"]);
    assert_eq!(found[0]["matches"][0]["target"], "Press release");
    let commands: [&[&str]; 3] = [&["import", "да.tmx"], &["undo"], &["align", "ru.txt", "be.txt", "--into", "main"]];
    for command in commands {
        place.run(command).could_not(&["memories/main.sqlite: cannot be changed"]);
    }
    assert!(fs::read(place.path("memories/main.sqlite")).unwrap() == bytes);
}

#[test]
fn a_file_without_permission_to_write_can_be_read() {
    let place = Place::with_memory();
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("be", "Так.")])));
    let file = place.path("memories/main.sqlite");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let before = place.memories();
    assert_eq!(place.json(&["stats"])[0]["units"], 7);
    let ran = place.run(&["import", "да.tmx"]);
    // Permissions do not hold root back: then it is done, and not halfway.
    if fs::OpenOptions::new().append(true).open(&file).is_ok() {
        assert_eq!(place.json(&["stats"])[0]["units"], 8, "{ran}");
    } else {
        ran.could_not(&["memories/main.sqlite: cannot be changed"]);
        assert_eq!(place.memories(), before);
    }
}

#[test]
fn names_of_memories_stay_in_the_folder() {
    let place = Place::with_statement();
    for name in ["", "../up", "a/b", ".hidden", "a\\b", "a:b"] {
        let ran = place.run(&["align", "ru.txt", "be.txt", "--into", name]);
        ran.could_not(&["cannot be the name of a memory"]);
    }
    assert!(!place.path("memories").exists());
    place.run(&["align", "ru.txt", "be.txt", "--into", "памяць 2024"]).done();
    assert_eq!(place.files("memories"), ["memories/памяць 2024.sqlite"]);
    place.write("file/memories", "a file where the folder should be");
    let ran = place.run(&["--workspace", "file", "align", "ru.txt", "be.txt", "--into", "main"]);
    ran.could_not(&["file/memories"]);
}

#[test]
fn queries_that_are_no_text_are_refused() {
    let place = Place::with_memory();
    let latin1 = b"Press release\nCaf\xe9 talks\n";
    place.write("queries.txt", latin1);
    let ran = place.run(&["query", "--file", "queries.txt", "--from", "en", "--to", "ru"]);
    ran.could_not(&["queries.txt: line 2: ", "UTF-8"]);
    let ran = place.run_with(&["query", "--file", "-", "--from", "en", "--to", "ru"], latin1);
    ran.could_not(&["standard input: line 2: ", "UTF-8"]);
    let ran = place.run_with(&["query", "--file", "-", "--from", "en", "--to", "ru"], "\u{FEFF}Press release\r\n");
    assert!(ran.done().stdout.starts_with("101  Сообщение для прессы\n"));
}

#[test]
fn a_query_of_a_megabyte_is_answered() {
    let place = Place::with_memory();
    for piece in ["слово ", "5 июня 2024 г. ", "1,", "Bosch "] {
        let line = piece.repeat((1 << 20) / piece.len());
        let begun = Instant::now();
        let ran = place.run_with(&["--json", "query", "--file", "-", "--from", "ru", "--to", "be"], line.as_bytes());
        assert_eq!(ran.done().json()[0]["matches"].as_array().unwrap().len(), 0, "{piece}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}

#[cfg(unix)]
mod moments {
    //! What only a system with signals and limits can do to a program.

    use super::*;
    use crate::run::Ran;
    use std::fs::File;
    use std::io::BufWriter;
    use std::ops::Range;
    use std::process::{Child, Command};

    /// An import at work, fed through a pipe, so that it is known how far it is.
    struct Import {
        child: Child,
        pipe: BufWriter<File>,
    }

    impl Import {
        fn start(place: &Place, into: &str) -> Self {
            let path = place.path("large.tmx");
            if !path.exists() {
                assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            }
            let child = place.start(&["import", "large.tmx", "--into", into]);
            // Opens when the program does.
            let mut pipe = BufWriter::new(File::options().write(true).open(path).unwrap());
            write!(pipe, "{}", tmx("#").split('#').next().unwrap()).unwrap();
            Self { child, pipe }
        }

        /// Gives it units until there are so many, or it takes no more.
        fn feed(&mut self, units: Range<usize>) -> io::Result<()> {
            for n in units {
                let (ru, be) = (format!("Пункт {n} плана мероприятий."), format!("Пункт {n} плана мерапрыемстваў."));
                self.pipe.write_all(unit(&[("ru", &ru), ("be", &be)]).as_bytes())?;
            }
            self.pipe.flush()
        }

        fn interrupt(&self) {
            let id = self.child.id().to_string();
            assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        }

        fn end(self, place: &Place) -> Ran {
            // Units it was too late for are of no interest any more.
            drop(self.pipe.into_parts());
            place.end(self.child)
        }
    }

    #[test]
    fn an_import_that_is_broken_off_changes_nothing() {
        let place = Place::with_memory();
        let before = place.memories();
        // A memory that was made for the import does not stay behind.
        for (into, units) in [("main", 10), ("main", 50_000), ("fresh", 10_000)] {
            let mut import = Import::start(&place, into);
            import.feed(0..units).unwrap();
            import.interrupt();
            let asked = Instant::now();
            let end = import.feed(units..usize::MAX).unwrap_err();
            assert_eq!(end.kind(), io::ErrorKind::BrokenPipe);
            assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
            import.end(&place).could_not(&["interrupted", "the memory is unchanged"]);
            assert_eq!(place.memories(), before, "{into} after {units} units");
        }
    }

    #[test]
    fn an_import_that_is_killed_leaves_all_or_nothing() {
        let place = Place::with_memory();
        let before = place.memories();
        for units in [0, 10, 1000, 100_000] {
            let mut import = Import::start(&place, "main");
            import.feed(0..units).unwrap();
            import.child.kill().unwrap();
            assert_eq!(import.end(&place).code, None, "it was at work when it was killed");
            assert_eq!(place.memories(), before, "after {units} units");
            assert_eq!(place.json(&["verify"])[0]["sound"], true);
        }
        // Killed about when the batch is done: it is there, or it is not.
        for pause in [0, 1, 3, 10, 30] {
            let mut import = Import::start(&place, "main");
            import.feed(0..2000).unwrap();
            write!(import.pipe, "</body></tmx>").unwrap();
            import.pipe.flush().unwrap();
            std::thread::sleep(Duration::from_millis(pause));
            import.child.kill().unwrap();
            import.end(&place);
            let units = place.json(&["stats"])[0]["units"].as_u64().unwrap();
            assert!([7, 2007].contains(&units), "{units} after {pause} ms");
            assert_eq!(place.json(&["verify"])[0]["sound"], true);
            if units > 7 {
                place.run(&["undo"]).done();
            }
        }
    }

    #[test]
    fn a_full_disk_changes_nothing() {
        let place = Place::with_memory();
        let before = place.memories();
        let units: String = (0..9000)
            .map(|n| unit(&[("ru", &format!("Пункт {n} плана.")), ("be", &format!("Пункт {n} плана работ."))]))
            .collect();
        place.write("many.tmx", tmx(&units));
        // No file may grow beyond a megabyte or two, as on a disk with so much room left; the signal that also tells of
        // it is ignored, so that the program hears of it as it hears of a full disk.
        let limited =
            |command: &str| place.shell(&format!("trap '' XFSZ; ulimit -f 2000; exec \"$TOLMACH\" {command}"));
        limited("import many.tmx").could_not(&["memories/main.sqlite: "]);
        assert_eq!(place.memories(), before);
        limited("import many.tmx --into fresh").could_not(&["memories/fresh.sqlite: "]);
        assert_eq!(place.files("memories"), ["memories/main.sqlite"]);
        // The same for a file that is written.
        place.run(&["import", "many.tmx"]).done();
        place.write("all.tmx", "earlier");
        limited("export all.tmx").could_not(&["all.tmx: "]);
        assert_eq!(place.read("all.tmx"), "earlier");
        assert!(place.files("").iter().all(|name| !name.contains("partial")), "{:?}", place.files(""));
        limited("backup copy.sqlite").could_not(&["copy.sqlite: "]);
        assert!(place.files("").iter().all(|name| !name.contains("copy")), "{:?}", place.files(""));
    }

    #[test]
    fn output_that_nobody_takes_is_no_failure() {
        let place = Place::with_memory();
        let lines: String = (0..5000).map(|n| format!("Пункт {n}.\n")).collect();
        place.write("new.txt", lines);
        for command in
            ["query --json --file new.txt --from ru --to be", "segment new.txt --lang ru", "man", "completions bash"]
        {
            let ran = place.shell(&format!("{{ \"$TOLMACH\" {command}; echo \"exit $?\" >&2; }} | head -n 1 | wc -l"));
            assert_eq!(ran.stdout.trim(), "1", "{command}: {ran}");
            assert_eq!(
                ran.stderr.replace("warning: new.txt: is taken as ru, but reads like be (document-language)\n", ""),
                "exit 0\n",
                "{command}"
            );
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn output_that_cannot_be_written_is_a_failure() {
        let place = Place::with_memory();
        for command in ["segment ru.txt", "--json stats", "log", "--json query Да. --from ru --to be", "man"] {
            let ran = place.shell(&format!("\"$TOLMACH\" {command} > /dev/full"));
            ran.could_not(&["cannot write the output"]);
        }
    }

    #[test]
    fn two_imports_at_once_both_come_through() {
        let place = Place::with_memory();
        for name in ["а", "б"] {
            let units: String = (0..500).map(|n| unit(&[("ru", &format!("{name} {n}.")), ("be", "Так.")])).collect();
            place.write(&format!("{name}.tmx"), tmx(&units));
        }
        let (first, second) = (place.start(&["import", "а.tmx"]), place.start(&["import", "б.tmx"]));
        place.end(first).done();
        place.end(second).done();
        assert_eq!(place.json(&["stats"])[0]["units"], 7 + 1000);
    }
}

#[test]
fn a_damaged_memory_is_told_and_the_others_are_looked_at() {
    let place = Place::with_memory();
    place.write("memories/broken.sqlite", "this is no database, but long enough to be read as one".repeat(40));
    let all = place.json(&["verify"]);
    let sound: Vec<(&str, bool)> =
        all.iter().map(|m| (m["memory"].as_str().unwrap(), m["sound"].as_bool().unwrap())).collect();
    assert_eq!(sound, [("main", true), ("broken", false)]);
}
