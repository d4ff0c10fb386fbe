//! `align`: two or three documents into beads that lose nothing.

use crate::run::{BE, EN, Place, RU};
use serde_json::Value;
use std::collections::BTreeMap;

/// Checks what the contract promises of the beads: numbered from 0, none empty on all sides, every segment of every
/// language in exactly one bead and in order, each offset cutting its text out of the document. Gives the number of
/// segments of each language.
#[track_caller]
fn tiles(messages: &[Value], texts: &[(&str, &str)]) -> BTreeMap<String, usize> {
    let (summary, beads) = messages.split_last().unwrap();
    assert_eq!(summary["type"], "alignment");
    assert_eq!(summary["beads"], beads.len());
    let mut seen: BTreeMap<String, usize> = texts.iter().map(|(lang, _)| ((*lang).to_owned(), 0)).collect();
    for (n, bead) in beads.iter().enumerate() {
        assert_eq!((&bead["v"], &bead["type"], &bead["n"]), (&1.into(), &"bead".into(), &n.into()));
        assert!((0.0..=1.0).contains(&bead["confidence"].as_f64().unwrap()), "{bead}");
        let sides = bead["segments"].as_object().unwrap();
        assert!(sides.values().any(|side| !side.as_array().unwrap().is_empty()), "{bead}");
        let shape: Vec<String> =
            texts.iter().map(|(lang, _)| sides[*lang].as_array().unwrap().len().to_string()).collect();
        assert_eq!(bead["shape"], shape.join("-"));
        for (lang, text) in texts {
            for segment in sides[*lang].as_array().unwrap() {
                let next = seen.get_mut(*lang).unwrap();
                assert_eq!(segment["i"], *next, "{bead}");
                *next += 1;
                let at = |name: &str| usize::try_from(segment[name].as_u64().unwrap()).unwrap();
                let cut: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
                assert_eq!(segment["text"], cut);
            }
        }
    }
    // Nothing but white space lies between the segments: they hold all of the text.
    for (lang, text) in texts {
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let held: usize = beads
            .iter()
            .flat_map(|bead| bead["segments"][*lang].as_array().unwrap())
            .map(|segment| solid(segment["text"].as_str().unwrap()))
            .sum();
        assert_eq!(held, solid(text), "{lang}");
    }
    seen
}

#[test]
fn every_segment_stands_in_exactly_one_bead() {
    let place = Place::with_statement();
    let messages = place.json(&["align", "ru.txt", "be.txt", "en.txt"]);
    let seen = tiles(&messages, &[("ru", RU), ("be", BE), ("en", EN)]);
    assert_eq!(seen.values().copied().collect::<Vec<_>>(), [7, 7, 7]);
    assert_eq!(messages.last().unwrap()["shapes"], serde_json::json!({"1-1-1": 7}));
    assert_eq!(place.files("memories"), [""; 0], "nothing is stored unless asked for");
}

#[test]
fn a_heading_that_runs_into_the_text_is_cut_where_the_languages_show_it() {
    let place = Place::new();
    let run_in = |text: &str| {
        text.replacen("\n\n", " ", 1).replace("5 июня 2024 года", "В среду").replace("5 чэрвеня 2024 года", "У сераду")
    };
    let (ru, be) = (run_in(RU), run_in(BE));
    place.write("ru.txt", &ru);
    place.write("be.txt", &be);
    let messages = place.json(&["align", "ru.txt", "be.txt"]);
    let seen = tiles(&messages, &[("ru", &ru), ("be", &be)]);
    assert_eq!(seen.into_values().collect::<Vec<_>>(), [7, 7]);
    assert_eq!(messages[0]["segments"]["ru"][0]["text"], "Сообщение для прессы");
    assert_eq!(messages[0]["segments"]["be"][0]["text"], "Паведамленне для прэсы");

    // One document alone does not tell, and lines that were given are kept.
    assert_eq!(place.run(&["segment", "ru.txt"]).stdout.lines().count(), 6);
    let given = place.json(&["align", "ru.txt", "be.txt", "--segmented"]);
    assert!(given[0]["segments"]["ru"][0]["text"].as_str().unwrap().starts_with("Сообщение для прессы В среду"));
}

#[test]
fn offsets_count_characters_whatever_the_encoding_and_the_line_ends() {
    let place = Place::new();
    let (ru, be) = (format!("Часть I 𝄞\n\n{RU}"), format!("Частка I 𝄞\n\n{BE}"));
    place.write("ru.txt", format!("\u{FEFF}{}", ru.replace('\n', "\r\n")));
    let utf16: Vec<u8> = format!("\u{FEFF}{be}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.write("be.txt", utf16);
    tiles(&place.json(&["align", "ru.txt", "be.txt"]), &[("ru", &ru), ("be", &be)]);

    // The Cyrillic code page of old Windows, told and found out.
    let cp1251 = |text: &str| -> Vec<u8> {
        let byte = |c: char| match c {
            '\0'..='\x7f' => c as u8,
            'А'..='я' => (c as u32 - 'А' as u32 + 0xC0) as u8,
            'ё' => 0xB8,
            other => panic!("{other}"),
        };
        text.chars().map(byte).collect()
    };
    place.write("old_ru.txt", cp1251(RU));
    place.write("en.txt", EN);
    tiles(&place.json(&["align", "old_ru.txt", "en.txt"]), &[("ru", RU), ("en", EN)]);
    place.write("utf8.en.txt", EN);
    let told = place.json(&["align", "old_ru.txt", "utf8.en.txt", "--encoding", "windows-1251"]);
    tiles(&told, &[("ru", RU), ("en", EN)]);
}

#[test]
fn languages_without_counterpart_leave_empty_sides() {
    let place = Place::with_statement();
    let more = format!("{EN}\nEditor's note: the photographs are available upon request from the press service.\n");
    place.write("en.txt", &more);
    let messages = place.json(&["align", "ru.txt", "be.txt", "en.txt"]);
    let seen = tiles(&messages, &[("ru", RU), ("be", BE), ("en", &more)]);
    assert!(seen["en"] > seen["ru"]);
    assert_eq!(messages.last().unwrap()["unaligned"]["ru"], 0);
    assert!(messages.last().unwrap()["unaligned"]["en"].as_u64().unwrap() >= 1);
}

#[test]
fn a_segmented_document_has_a_segment_a_line() {
    let place = Place::new();
    // No sentence is cut, none is joined, and lines of blanks are no segments.
    let ru = "Указ № 5\n\nСт. 1. Утвердить план. Срок — год.\n  \nи опубликовать\n";
    let be = "Указ № 5\n\nАрт. 1. Зацвердзіць план. Тэрмін — год.\n\nі апублікаваць\n";
    place.write("a.txt", ru);
    place.write("b.txt", be);
    let messages = place.json(&["align", "a.txt", "b.txt", "--lang", "ru,be", "--segmented"]);
    let seen = tiles(&messages, &[("ru", ru), ("be", be)]);
    assert_eq!((seen["ru"], seen["be"]), (3, 3));
    let second = &messages[1]["segments"]["be"][0];
    assert_eq!(second["text"], "Арт. 1. Зацвердзіць план. Тэрмін — год.");
    assert_eq!((&second["start"], &second["end"]), (&10.into(), &49.into()));
}

#[test]
fn a_document_on_one_line_is_no_stranger() {
    let place = Place::new();
    // Some 400 words: there is hardly a text beside them to tell how common they are.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/border-cooperation");
    for name in ["ru.txt", "be.txt", "en.txt"] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        place.write(name, text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    for pair in [["en.txt", "ru.txt"], ["ru.txt", "be.txt"], ["be.txt", "en.txt"]] {
        let beads = place.json(&["align", "--segmented", pair[0], pair[1]]);
        assert_eq!(beads.last().unwrap()["shapes"], serde_json::json!({"1-1": 1}), "{pair:?}");
    }
}

#[test]
fn a_long_table_is_one_table() {
    let place = Place::new();
    // Rows go out some hundred at a time.
    let lines = |word: &str| (1..=700).map(|n| format!("{word} № {}\n", 1000 + n)).collect::<String>();
    place.write("a.ru.txt", lines("Приказ"));
    place.write("b.be.txt", lines("Загад"));
    let ran = place.run(&["align", "--segmented", "a.ru.txt", "b.be.txt"]).done();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let is_rule = |line: &&str| line.starts_with(['─', '═']);
    // Above and below the heading, and below each of the rows of two lines.
    assert_eq!((lines.len(), lines.iter().filter(|line| is_rule(line)).count()), (3 + 700 * 3, 702));
    assert!(lines.windows(2).all(|pair| !(is_rule(&pair[0]) && is_rule(&pair[1]))));
    let widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    assert!(widths.iter().all(|width| *width == widths[0] && *width < 80), "{widths:?}");
    assert!(lines[lines.len() - 3].contains("1700"));
}

#[test]
fn languages_are_told_or_read_off_names_or_found_out() {
    let place = Place::new();
    let langs = |args: &[&str]| -> Vec<String> {
        let bead = place.json(&[&["align"], args].concat()).swap_remove(0);
        bead["segments"].as_object().unwrap().keys().cloned().collect()
    };
    for name in ["a.txt", "speech.ru.txt", "слово_ru.txt"] {
        place.write(name, RU);
    }
    for name in ["b.txt", "speech_be.txt", "слова-bel.txt"] {
        place.write(name, BE);
    }
    for name in ["c.txt", "speech.en-GB.txt", "speech_en_GB.md"] {
        place.write(name, EN);
    }
    assert_eq!(langs(&["a.txt", "b.txt", "c.txt"]), ["be", "en", "ru"], "found out");
    assert_eq!(langs(&["speech.ru.txt", "speech_be.txt"]), ["be", "ru"]);
    assert_eq!(langs(&["слово_ru.txt", "слова-bel.txt"]), ["be", "ru"]);
    assert_eq!(langs(&["speech.ru.txt", "speech.en-GB.txt"]), ["en-GB", "ru"]);
    assert_eq!(langs(&["a.txt", "c.txt", "--lang", "RU,en_us"]), ["en-US", "ru"], "any case, _ accepted");
}

#[test]
fn sides_stand_in_the_order_of_the_documents() {
    let place = Place::with_statement();
    let first = |args: &[&str]| place.run(args).done().stdout.lines().next().unwrap().to_owned();
    let at = |line: &str, lang: &str| line.find(&format!("\"{lang}\":[")).unwrap();
    let line = first(&["--json", "align", "en.txt", "ru.txt", "be.txt"]);
    assert!(at(&line, "en") < at(&line, "ru") && at(&line, "ru") < at(&line, "be"), "{line}");
    let line = first(&["--json", "align", "."]);
    assert!(at(&line, "ru") < at(&line, "be") && at(&line, "be") < at(&line, "en"), "{line}");
}

#[test]
fn a_language_that_the_text_contradicts_is_told() {
    let place = Place::with_statement();
    let ran = place.run(&["align", "ru.txt", "be.txt", "--lang", "ru,en"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("warning: be.txt: is taken as en, but reads like be"), "{ran}");
}

#[test]
fn an_alignment_is_written_as_asked() {
    let place = Place::with_statement();
    let ran = place.run(&["--json", "align", "ru.txt", "be.txt", "--out", "beads.jsonl"]).done();
    assert_eq!(place.read("beads.jsonl"), ran.stdout, "the file holds what stdout shows");

    place.run(&["align", "ru.txt", "be.txt", "--out", "beads.tsv"]).done();
    let table = place.read("beads.tsv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "n\tshape\tconfidence\tstatus\tru\tbe\tcheck");
    assert!(lines[1].starts_with("\t\t\tdocument\tru.txt\tbe.txt\tru "), "{table}");
    assert!(
        lines[2].starts_with("0\t1-1\t0.") && lines[2].contains("\tСообщение для прессы\tПаведамленне для прэсы\t")
    );
    assert_eq!(lines.len(), 9);
    assert!(lines.iter().all(|line| line.matches('\t').count() == 6));

    place.run(&["align", "ru.txt", "be.txt", "--out", "beads.TMX", "--into", "main"]).done();
    place.run(&["import", "beads.TMX", "--into", "other"]).done();
    // The file holds what is stored, but for the time when that was.
    let timeless = |text: String| -> String {
        let parts = text.split(" creationdate=\"").enumerate();
        parts.map(|(n, part)| if n == 0 { part } else { part.split_once('"').unwrap().1 }).collect()
    };
    assert_eq!(timeless(place.export("other")), timeless(place.export("main")));

    place
        .run(&["align", "ru.txt", "be.txt", "--out", "beads.doc"])
        .could_not(&["beads.doc", "tsv, xlsx, json, jsonl, tmx"]);
    assert_eq!(
        place.files(".").iter().filter(|name| name.starts_with("./beads") || name.starts_with("beads")).count(),
        3
    );
}

#[test]
fn only_beads_that_are_sure_enough_are_stored() {
    let place = Place::with_statement();
    let store = |memory: &str, least: &str| {
        let args = ["align", "ru.txt", "be.txt", "en.txt", "--into", memory, "--min-confidence", least];
        place.json(&args).pop().unwrap()["stored"].clone()
    };
    assert_eq!((&store("all", "0")["added"], &store("more", "0")["skipped"]), (&7.into(), &0.into()));
    let none = store("none", "1");
    assert_eq!((&none["added"], &none["batch"]), (&0.into(), &Value::Null), "{none}");
    assert_eq!(none["skipped"], 7);
    assert_eq!(place.files("memories"), ["memories/all.sqlite", "memories/more.sqlite"]);
    place
        .run(&["align", "ru.txt", "be.txt", "--min-confidence", "1.5"])
        .could_not(&["--min-confidence goes from 0 to 1, not 1.5"]);
}

#[test]
fn aligning_again_stores_nothing_new() {
    let place = Place::with_memory();
    let before = place.memories();
    let again = place.json(&["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]);
    let stored = serde_json::json!({"memory": "main", "added": 0, "merged": 7, "skipped": 0, "batch": null});
    assert_eq!(again.last().unwrap()["stored"], stored);
    assert_eq!(place.memories(), before);
    // The same documents under other names say the same once more: further origins, no further units.
    place.write("copy.ru.txt", RU);
    place.write("copy.be.txt", BE);
    let copy = place.json(&["align", "copy.ru.txt", "copy.be.txt", "--into", "main"]);
    assert_eq!(
        (&copy.last().unwrap()["stored"]["added"], &copy.last().unwrap()["stored"]["merged"]),
        (&0.into(), &7.into())
    );
    assert_eq!(place.json(&["stats"])[0]["units"], 7);
}

#[test]
fn what_is_stored_is_told_with_the_way_back() {
    let place = Place::with_statement();
    let ran = place.run(&["align", "ru.txt", "be.txt", "en.txt", "--into", "press"]).done();
    assert!(ran.stderr.contains("stored in memory press: 7 added, 0 merged, 0 left out"), "{ran}");
    assert!(ran.stderr.contains("tolmach undo 1 --memory press"), "{ran}");
    assert!(ran.stdout.contains("Сообщение для прессы") && ran.stdout.contains("Press release"), "{ran}");
    let quiet = place.run(&["--quiet", "align", "ru.txt", "be.txt"]).done();
    assert_eq!(quiet.stderr, "");
}

#[test]
fn a_workspace_that_is_made_is_told() {
    let place = Place::with_statement();
    let store = ["align", "ru.txt", "be.txt", "--into", "main"];
    let ran = place.run(&[&["--json"], &store[..]].concat()).done();
    assert!(ran.stderr.contains("made $PLACE/memories"), "{ran}");
    let again = place.run(&store).done();
    assert!(!again.stderr.contains("made "), "{again}");
    place.run(&["export", "units.tmx"]).done();
    let ran = place.run(&["--workspace", "elsewhere", "import", "units.tmx"]).done();
    assert!(ran.stderr.contains("made $PLACE/elsewhere/memories"), "{ran}");
}

#[test]
fn a_segmented_file_may_have_any_name() {
    let place = Place::new();
    place.write("ru.sent", "Стороны подписали соглашение.\nВстреча прошла в Минске.\n");
    place.write("be.sent", "Бакі падпісалі пагадненне.\nСустрэча прайшла ў Мінску.\n");
    let beads = place.json(&["align", "--segmented", "ru.sent", "be.sent"]);
    assert_eq!(beads.last().unwrap()["shapes"], serde_json::json!({"1-1": 2}));
}

#[test]
fn odd_documents_are_aligned_or_told_about() {
    let place = Place::new();
    // A line of five million characters.
    place.write("line.ru.txt", "Стороны обсудили торговлю и ещё раз, ".repeat(136_000));
    place.write("line.be.txt", "Бакі абмеркавалі гандаль і яшчэ раз, ".repeat(136_000));
    let ran = place.run(&["--json", "align", "line.ru.txt", "line.be.txt"]).done();
    assert_eq!(ran.json().last().unwrap()["beads"], 1);
    // One sentence among thousands of empty lines.
    let far = |text: &str| format!("{}{text}\n{}", "\n".repeat(40_000), "\n".repeat(40_000));
    place.write("far.ru.txt", far("Стороны обсудили торговлю."));
    place.write("far.be.txt", "Бакі абмеркавалі гандаль.\n");
    let ran = place.run(&["--json", "align", "far.ru.txt", "far.be.txt"]).done();
    assert_eq!(ran.json().last().unwrap()["shapes"]["1-1"], 1);
    // Russian quoted in Belarusian.
    place.write(
        "mixed.be.txt",
        "Прэзідэнт сказаў: «Мы будем работать вместе с Россией». Бакі абмеркавалі гандаль і транспарт.\n\nУ Мінску \
         адбылася сустрэча міністраў.",
    );
    place.write(
        "mixed.ru.txt",
        "Президент сказал: «Мы будем работать вместе с Россией». Стороны обсудили торговлю и транспорт.\n\nВ Минске \
         состоялась встреча министров.",
    );
    let ran = place.run(&["--json", "align", "mixed.ru.txt", "mixed.be.txt"]).done();
    assert_eq!(ran.json().last().unwrap()["shapes"]["1-1"], 3);
    // The same document twice, one of them declared what it is not.
    let ran = place.run(&["align", "mixed.ru.txt", "mixed.ru.txt", "--lang", "ru,be"]);
    assert!(ran.stderr.contains("is taken as be, but reads like ru"), "{ran}");
    assert_eq!(ran.code, Some(1));
}
