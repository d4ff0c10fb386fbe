//! `align --out review.html|tsv|xlsx` and `align --apply`: what a person decides is what is stored.

use crate::browser::{ALT, Browser, CONTROL, DOWN, ENTER, RIGHT, SHIFT, UP};
use crate::run::{BE, EN, Place, RU};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The units of a memory, each as its texts by language; languages a unit has not are empty.
fn units(place: &Place, memory: &str) -> BTreeSet<[String; 3]> {
    let export = place.export(memory);
    let side = |unit: &str, lang: &str| {
        let rest = unit.split(&format!("<tuv xml:lang=\"{lang}\"")).nth(1)?;
        Some(rest.split_once("<seg>")?.1.split_once("</seg>")?.0.to_owned())
    };
    let of = |unit: &str| ["ru", "be", "en"].map(|lang| side(unit, lang).unwrap_or_default());
    export.split("<tu ").skip(1).map(of).collect()
}

/// A unit by the number of each language's sentence in [`SENTENCES`], several joined.
fn expected(ru: &[usize], be: &[usize], en: &[usize]) -> [String; 3] {
    let text =
        |lang: usize, numbers: &[usize]| numbers.iter().map(|n| SENTENCES[*n][lang]).collect::<Vec<_>>().join(" ");
    [text(0, ru), text(1, be), text(2, en)]
}

/// A readout, sentence by sentence.
const SENTENCES: [[&str; 3]; 7] = [
    [
        "О телефонном разговоре министров",
        "Аб тэлефоннай размове міністраў",
        "On a telephone call between the ministers",
    ],
    [
        "3 марта 2025 года состоялся телефонный разговор министров транспорта двух стран.",
        "3 сакавіка 2025 года адбылася тэлефонная размова міністраў транспарту дзвюх краін.",
        "On March 3, 2025, the ministers of transport of the two countries spoke by telephone.",
    ],
    [
        "Они обсудили строительство 2 мостов через Днепр.",
        "Яны абмеркавалі будаўніцтва 2 мастоў праз Дняпро.",
        "They discussed the construction of 2 bridges across the Dnieper.",
    ],
    [
        "Работы начнутся в апреле и займут 18 месяцев.",
        "Работы пачнуцца ў красавіку і зоймуць 18 месяцаў.",
        "The works will begin in April and take 18 months.",
    ],
    [
        "Стоимость проекта оценивается в 64,5 млн евро.",
        "Кошт праекта ацэньваецца ў 64,5 млн еўра.",
        "The cost of the project is estimated at EUR 64.5 million.",
    ],
    [
        "Министры условились о встрече в Гомеле.",
        "Міністры дамовіліся аб сустрэчы ў Гомелі.",
        "The ministers agreed to meet in Gomel.",
    ],
    [
        "Разговор прошёл в дружественной атмосфере.",
        "Размова прайшла ў сяброўскай атмасферы.",
        "The conversation was held in a friendly atmosphere.",
    ],
];

/// A place with the readout as three files.
fn readout() -> Place {
    let place = Place::new();
    for (lang, name) in ["ru.txt", "be.txt", "en.txt"].into_iter().enumerate() {
        let lines: Vec<&str> = SENTENCES.iter().map(|sentence| sentence[lang]).collect();
        place.write(name, lines.join("\n\n"));
    }
    place
}

const DOCUMENTS: [&str; 4] = ["align", "ru.txt", "be.txt", "en.txt"];

fn align(place: &Place, more: &[&str]) {
    place.run(&[&DOCUMENTS[..], more].concat()).done();
}

/// The shapes of the rows on the page.
fn shapes(browser: &Browser) -> String {
    let script = "return [...document.querySelectorAll('.shape')].map(e => e.textContent).join(' ')";
    browser.ask(script).as_str().unwrap().to_owned()
}

/// A selector of a segment: row and language from 1, and which of the cell's segments, from 1.
fn segment(row: usize, side: usize, n: usize) -> String {
    // The first row holds the heads, the first cell what is known of the bead.
    format!(".row:nth-child({}) > :nth-child({}) > .seg:nth-child({n})", row + 1, side + 1)
}

fn in_row(row: usize, button: &str) -> String {
    format!(".row:nth-child({}) [data-do={button}]", row + 1)
}

#[test]
fn a_page_is_reviewed_by_mouse_and_keyboard_and_applied() {
    let place = readout();
    align(&place, &["--out", "review.html", "--into", "main"]);
    let all: BTreeSet<_> = (0..7).map(|n| expected(&[n], &[n], &[n])).collect();
    assert_eq!(units(&place, "main"), all);
    let Some(browser) = Browser::start() else { return };
    browser.open(&place.path("review.html"));
    assert_eq!(shapes(&browser), "1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1");
    let text = |script: &str| browser.ask(&format!("return {script}")).as_str().unwrap().to_owned();
    assert_eq!(text("document.querySelector('.cell[lang=be] p').textContent"), SENTENCES[0][1]);
    let left = || text("document.getElementById('left').textContent");
    assert!(left().contains(" 7 rows left") || left().starts_with("Nothing doubtful left, 7 rows"), "{}", left());

    // Merged by mouse, taken apart by keyboard: as it was, and nothing counts as changed.
    browser.click(&segment(2, 1, 1));
    browser.click(&in_row(2, "mergeDown"));
    assert_eq!(shapes(&browser), "1-1-1 2-2-2 1-1-1 1-1-1 1-1-1 1-1-1");
    browser.press(&['s']);
    assert_eq!(shapes(&browser), "1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1");
    assert_eq!(browser.ask("return document.querySelectorAll('.row.changed').length"), 0);

    // Merged by keyboard with the row above, undone and done again, taken apart by mouse at the sentence clicked.
    browser.press(&[SHIFT, 'm']);
    assert_eq!(shapes(&browser), "1-1-1 2-2-2 1-1-1 1-1-1 1-1-1 1-1-1");
    browser.press(&[CONTROL, 'z']);
    assert_eq!(shapes(&browser), "1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1 1-1-1");
    browser.press(&[CONTROL, 'y']);
    browser.press(&['m']);
    assert_eq!(shapes(&browser), "1-1-1 3-3-3 1-1-1 1-1-1 1-1-1");
    browser.click(&segment(2, 2, 3));
    browser.click(&in_row(2, "split"));
    assert_eq!(shapes(&browser), "1-1-1 2-2-2 1-1-1 1-1-1 1-1-1 1-1-1");

    // A sentence shifted across the border: by mouse down in Belarusian, by keyboard up in English and back again.
    browser.click(&segment(2, 2, 2));
    browser.click(&in_row(2, "shiftDown"));
    assert_eq!(shapes(&browser), "1-1-1 2-1-2 1-2-1 1-1-1 1-1-1 1-1-1");
    browser.press(&[RIGHT]);
    browser.press(&['u']);
    assert_eq!(shapes(&browser), "1-1-1 2-1-3 1-2-0 1-1-1 1-1-1 1-1-1");
    browser.press(&[ALT, DOWN]);
    assert_eq!(shapes(&browser), "1-1-1 2-1-2 1-2-1 1-1-1 1-1-1 1-1-1");

    // Rejected by mouse and by keyboard, accepted by both, a decision taken back.
    browser.click(&in_row(1, "reject"));
    browser.click(&segment(6, 3, 1));
    browser.press(&['r']);
    browser.press(&[UP]);
    browser.press(&['a']);
    browser.click(&in_row(4, "accept"));
    browser.press(&['r']);
    browser.press(&['r']);
    let states = || {
        text(
            "[...document.querySelectorAll('.row:not(.heads)')].map(r => r.className.replace(/row|here|doubtful|context/g, '').trim() || '-').join(' ')",
        )
    };
    assert_eq!(states(), "reject changed changed - accept reject");

    // What was done is there again when the page is, and goes to a file.
    browser.reload();
    assert_eq!(
        (states().as_str(), shapes(&browser).as_str()),
        ("reject changed changed - accept reject", "1-1-1 2-1-2 1-2-1 1-1-1 1-1-1 1-1-1")
    );
    browser.click("[data-do=save]");
    place.write("review.json", browser.downloaded("review.json"));

    let answer = place.json(&["align", "--apply", "review.json", "--into", "main", "--min-confidence", "0"]);
    let stored = json!({"memory": "main", "added": 2, "merged": 2, "removed": 5, "skipped": 2, "batch": 2});
    let said = json!({"v": 1, "type": "review", "beads": 6, "accepted": 1, "rejected": 2, "changed": 2, "problems": [], "stored": stored});
    assert_eq!(answer, [said]);
    let reviewed = BTreeSet::from([
        expected(&[1, 2], &[1], &[1, 2]),
        expected(&[3], &[2, 3], &[3]),
        expected(&[4], &[4], &[4]),
        expected(&[5], &[5], &[5]),
    ]);
    assert_eq!(units(&place, "main"), reviewed);
    place.run(&["undo"]).done();
    assert_eq!(units(&place, "main"), all);
}

#[test]
fn keys_find_what_is_doubtful_whatever_alphabet_they_write() {
    let Some(browser) = Browser::start() else { return };
    let place = Place::new();
    let rows = ["0.9", "0.4", "0.95", "0.6", "0.8"].iter().enumerate();
    let rows: String = rows.map(|(n, sure)| format!("{n}\t1-1\t{sure}\t\tСлово {n}.\tСлова {n}.\n")).collect();
    place.write("x.tsv", format!("n\tshape\tconfidence\tstatus\tru\tbe\n{rows}"));
    place.run(&["align", "--apply", "x.tsv", "--out", "x.html"]).done();
    browser.open(&place.path("x.html"));
    let left = || browser.ask("return document.getElementById('left').textContent");
    let here = || browser.ask("return document.querySelector('.here .n').textContent");
    assert_eq!(left(), "2 doubtful of 5 rows left");
    browser.click("[data-do=next]");
    assert_eq!(here(), "2");
    browser.press(&[ENTER]);
    assert_eq!((here(), left()), (json!("4"), json!("1 doubtful of 5 rows left · not saved")));
    // Filters show what they say, and its neighbours.
    let visible = || {
        browser.ask(
            "return [...document.querySelectorAll('.row:not(.heads):not([hidden]) .n')].map(e => e.textContent).join()",
        )
    };
    browser.press(&['2']);
    assert_eq!(visible(), "3,4,5");
    browser.click("[data-filter=changed]");
    assert_eq!(visible(), "1,2,3");
    browser.press(&['1']);
    assert_eq!(visible(), "1,2,3,4,5");
    // A Cyrillic layout gives other letters for the same keys; the page goes by the keys.
    browser.press(&['n']);
    browser.ask(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'к', code: 'KeyR', bubbles: true}))",
    );
    assert_eq!((here(), left()), (json!("4"), json!("Nothing doubtful left, 5 rows · not saved")));
    // The page speaks the languages of its readers.
    browser.ask("const s = document.getElementById('language'); s.value = 'be'; s.dispatchEvent(new Event('change'))");
    assert_eq!(left(), "Сумніўных не засталося, усяго радкоў: 5 · не захавана");
}

#[test]
fn no_text_runs_as_a_script() {
    let Some(browser) = Browser::start() else { return };
    let hostile = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"> &lt;b&gt; <!--<script> {{script}}";
    let place = Place::new();
    let name = "a<svg onload=document.title='taken'>\"ru.txt";
    place.write("x.tsv", format!("status\tru\tbe\ndocument\t{name}\tb\n\t{hostile}\t{hostile} і\n\tДа.\tТак.\n"));
    place.run(&["align", "--apply", "x.tsv", "--out", "x.html"]).done();
    browser.open(&place.path("x.html"));
    assert_eq!(browser.ask("return document.querySelector('.seg').textContent"), hostile);
    assert_eq!(browser.ask("return document.title"), format!("{name}, b"));
    assert_eq!(browser.ask("return document.querySelectorAll('img, svg, main b script').length"), 0);
    assert_eq!(browser.ask("return document.scripts.length"), 2);
    browser.click("[data-do=save]");
    place.write("x.json", browser.downloaded("x.json"));
    place.run(&["align", "--apply", "x.json", "--out", "y.tsv"]).done();
    place.run(&["align", "--apply", "x.tsv", "--out", "z.tsv"]).done();
    assert_eq!(place.read("y.tsv"), place.read("z.tsv"));
}

#[test]
fn a_page_of_thousands_of_beads_stays_quick() {
    let Some(browser) = Browser::start() else { return };
    let place = Place::new();
    let rows: String = (0..8000)
        .map(|n| {
            format!(
                "{n}\t0.9\tСтатья {n}. Слово закона.\tАртыкул {n}. Слова закона.\tArticle {n}. The word of the law.\n"
            )
        })
        .collect();
    place.write("x.tsv", format!("n\tconfidence\tru\tbe\ten\n{rows}"));
    place.run(&["align", "--apply", "x.tsv", "--out", "x.html"]).done();
    browser.open(&place.path("x.html"));
    // The first edits may fall into the time when rows are still being drawn.
    let took = browser.ask(
        "const start = performance.now();
         for (let i = 0; i < 10; i++) for (const code of ['KeyM', 'KeyS', 'KeyJ', 'KeyA'])
             document.dispatchEvent(Object.defineProperty(new KeyboardEvent('keydown', {code}), 'target', {value: document.body}));
         document.body.offsetHeight;
         return performance.now() - start",
    );
    assert!(took.as_f64().unwrap() / 40.0 < 250.0, "an edit takes {took} / 40 ms");
    assert_eq!(browser.ask("return document.querySelectorAll('.row').length"), 8001);
}

/// A table as rows of cells.
fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(b'\t').from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn text(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}

/// What a person does to the table of the readout: heads in row 0, the documents in row 1, bead n in row n + 2.
fn edit(rows: &mut Vec<Vec<String>>) {
    let [status, ru, be, en] = [3, 4, 5, 6];
    rows[2][status] = "reject".to_owned();
    // Two sentences joined in all languages, the row they came from deleted.
    let gone = rows.remove(4);
    for lang in [ru, be, en] {
        rows[3][lang] = format!("{} {}", rows[3][lang], gone[lang]);
    }
    // A row of its own for a sentence without counterpart.
    let english = std::mem::take(&mut rows[4][en]);
    let mut alone = vec![String::new(); rows[0].len()];
    alone[en] = english;
    rows.insert(5, alone);
    rows[6][status] = "Accepted".to_owned();
    // Sorted by text, as somebody may have wanted to see it.
    rows[2..].swap(0, 1);
}

/// What is in the memory after [`edit`].
fn edited() -> BTreeSet<[String; 3]> {
    BTreeSet::from([
        expected(&[1, 2], &[1, 2], &[1, 2]),
        expected(&[3], &[3], &[]),
        expected(&[4], &[4], &[4]),
        expected(&[5], &[5], &[5]),
        expected(&[6], &[6], &[6]),
    ])
}

#[test]
fn an_edited_table_is_applied() {
    let place = readout();
    align(&place, &["--out", "x.tsv", "--into", "main"]);
    let mut rows = table(&place.read("x.tsv"));
    assert_eq!(rows[0], ["n", "shape", "confidence", "status", "ru", "be", "en", "check"]);
    assert_eq!(rows[1][3..7], ["document", "ru.txt", "be.txt", "en.txt"]);
    assert_eq!(rows[2][..2], ["0", "1-1-1"]);
    // As it is, it says what is stored already.
    let same = place.json(&["align", "--apply", "x.tsv", "--into", "main"]);
    assert_eq!(
        same[0]["stored"],
        json!({"memory": "main", "added": 0, "merged": 7, "removed": 0, "skipped": 0, "batch": null})
    );
    edit(&mut rows);
    let stored = json!({"memory": "main", "added": 2, "merged": 3, "removed": 4, "skipped": 2, "batch": 2});
    let commas = text(&rows).replace(',', "").replace('\t', ",");
    for (memory, name, content) in [
        ("main", "x.tsv", text(&rows).into_bytes()),
        ("utf16", "y.tsv", format!("\u{FEFF}{}", text(&rows)).encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ] {
        place.write(name, content);
        let answer = place.json(&[&DOCUMENTS[..], &["--apply", name, "--into", memory]].concat());
        assert_eq!(
            (&answer[0]["changed"], &answer[0]["rejected"], &answer[0]["accepted"]),
            (&3.into(), &1.into(), &1.into())
        );
        assert_eq!(answer[0]["problems"], json!([]));
        assert_eq!(units(&place, memory), edited());
        if memory == "main" {
            assert_eq!(answer[0]["stored"], stored);
        }
    }
    // A person's word is told from an aligner's.
    let export = place.export("main");
    assert_eq!(export.matches(", reviewed<").count(), 3, "{export}");
    assert_eq!(export.matches("x-tolmach:confidence").count(), 2, "{export}");
    let filtered = place.run(&["export", "reviewed.tmx", "--memory", "main", "--where", "reviewed"]).done();
    assert!(filtered.stderr.contains("3 units"), "{filtered}");
    let query = place.run(&["query", SENTENCES[4][0], "--from", "ru", "--to", "en", "--memory", "main"]).done();
    assert!(query.stdout.contains(", reviewed"), "{query}");
    let log = place.run(&["log"]).done();
    assert!(log.stdout.contains("reviewed ru.txt, be.txt, en.txt"), "{log}");
    // Commas were text and cannot be compared with the documents any more.
    place.write("z.csv", commas);
    place.run(&[&DOCUMENTS[..], &["--apply", "z.csv"]].concat()).could_not(&["z.csv: bead", "this text is not in"]);
}

#[test]
fn an_edited_workbook_is_applied() {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let place = readout();
    align(&place, &["--out", "x.xlsx"]);
    let mut book: Xlsx<_> = open_workbook(place.path("x.xlsx")).unwrap();
    let sheet = book.worksheet_range("review").unwrap();
    let cell = |cell: &Data| match cell {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    let mut rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(cell).collect()).collect();
    assert_eq!(rows[2][4], SENTENCES[0][0]);
    edit(&mut rows);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0..).zip(&rows) {
        for (c, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            // Numbers are numbers again, as a spreadsheet program has them.
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(r, c, number),
                Err(_) => sheet.write_string(r, c, cell),
            }
            .unwrap();
        }
    }
    book.save(place.path("x.xlsx")).unwrap();
    let answer = place.json(&["align", "--apply", "x.xlsx", "--into", "main"]);
    assert_eq!((&answer[0]["changed"], &answer[0]["problems"]), (&3.into(), &json!([])));
    assert_eq!(units(&place, "main"), edited());
    place.write("no.xlsx", "PK\u{3}\u{4}");
    place
        .run(&["align", "--apply", "no.xlsx", "--into", "main"])
        .could_not(&["no.xlsx: cannot be read as a spreadsheet"]);
}

#[test]
fn a_review_goes_round_through_every_format() {
    let place = Place::new();
    place.write("ru.txt", format!("«Он сказал: \"Да\"» ¶ 5.\n\n{RU}"));
    place.write("be.txt", format!("«Ён сказаў: \"Так\"» ¶ 5.\n\n{BE}"));
    place.write("en.txt", format!("“He said: \"Yes\"” ¶ 5.\n\n{EN}\n\nThis sentence is in English only."));
    align(&place, &["--out", "0.json"]);
    for (from, to) in [("0.json", "1.tsv"), ("1.tsv", "2.xlsx"), ("2.xlsx", "3.json")] {
        place.run(&["align", "--apply", from, "--out", to]).done();
    }
    let read = |name: &str| -> Value { serde_json::from_str(&place.read(name)).unwrap() };
    let (mut first, last) = (read("0.json"), read("3.json"));
    first["aligner"] = Value::Null;
    assert_eq!(first, last);
    // What is written of a review is what would be stored of it.
    align(&place, &["--out", "direct.tmx"]);
    place.run(&["align", "--apply", "0.json", "--out", "reviewed.tmx"]).done();
    assert_eq!(place.read("direct.tmx"), place.read("reviewed.tmx"));
    place.run(&["align", "--apply", "0.json", "--out", "x.jsonl"]).could_not(&["x.jsonl", "html", "xlsx"]);
    place.run(&["align", "--apply", "direct.tmx"]).could_not(&["direct.tmx", "json", "tsv", "xlsx"]);
}

#[test]
fn what_cannot_be_understood_is_told_by_row_and_nothing_is_stored() {
    let place = Place::new();
    place.write(
        "x.tsv",
        "n\tconfidence\tstatus\tru\tbe\n0\t0.9\t\tДа.\tТак.\n1\tmuch\t\tНет.\tНе.\n\
         two\t0.9\t\tЕсть.\tЁсць.\n3\t98%\tmaybe\tБыл.\tБыў.\n4\t0,5\t\tБудет.\tБудзе.\tWill be.\n\
         5\t\t\t#ИМЯ?\t- Так.\n",
    );
    place.run(&["align", "--apply", "x.tsv", "--into", "main"]).could_not(&[
        "x.tsv: row 3: confidence is \"much\", not a number from 0 to 1; row 4: n is \"two\", not a whole number; \
         row 5: status is \"maybe\"; it can be accept, reject or nothing; row 6: has more cells than the first row, \
         which has 5; row 7: a spreadsheet took a text for a formula and lost it (#ИМЯ?)",
    ]);
    place.write("x.tsv", "n\tстатус\tru\n0\t\tДа.\n");
    place.run(&["align", "--apply", "x.tsv", "--into", "main"]).could_not(&["the first row names 1 languages"]);
    place.write("x.tsv", "");
    place.run(&["align", "--apply", "x.tsv", "--into", "main"]).could_not(&["has no beads"]);
    place.write("x.tsv", "ru\tbe\tcheck\tstatus\nru.txt\tbe.txt\tru 3, be 4, en 9\tdocument\nДа.\tТак.\t\t\n");
    place.run(&["align", "--apply", "x.tsv", "--into", "main"]).could_not(&["the column en is missing"]);
    // Lost text is told, and what is there is stored: a row may have been deleted on purpose.
    place.write("x.tsv", "ru\tbe\tcheck\tstatus\nru.txt\tbe.txt\tru 9, be 4\tdocument\nДа.\tТак.\t\t\n");
    let ran = place.run(&["align", "--apply", "x.tsv"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("column ru holds 6 characters fewer than its document (3, not 9)"), "{ran}");
    assert!(!place.path("memories").exists());
}

#[test]
fn a_saved_review_that_was_damaged_is_refused() {
    let place = readout();
    align(&place, &["--out", "x.json"]);
    let whole: Value = serde_json::from_str(&place.read("x.json")).unwrap();
    let refused = |damage: &dyn Fn(&mut Value), word: &str| {
        let mut review = whole.clone();
        damage(&mut review);
        place.write("bad.json", review.to_string());
        place.run(&["align", "--apply", "bad.json", "--into", "main"]).could_not(&["bad.json", word]);
    };
    refused(&|r| r["sides"][1]["segments"][2] = json!("Не тое."), "the segments in be are not those that were aligned");
    refused(&|r| r["type"] = json!("bead"), "is not a saved review");
    refused(&|r| r["v"] = json!(2), "newer Tolmach");
    refused(&|r| r["beads"][3]["sides"][2] = json!([2, 4]), "bead 3 takes segment 2 in en, which another bead has");
    refused(&|r| r["beads"][3]["sides"][0] = json!([3, 3]), "segment 3 in ru stands in no bead");
    refused(&|r| r["beads"][6]["sides"][0] = json!([6, 99]), "bead 6 takes segments 6 to 99 in ru, which has 7");
    refused(&|r| r["beads"][0]["sides"] = json!([[0, 1]]), "bead 0 has 1 sides of 3");
    refused(&|r| r["beads"][0]["confidence"] = json!(7), "bead 0 is not as it should be");
    refused(&|r| r["beads"][1]["status"] = json!("perhaps"), "bead 1 is not as it should be");
    refused(&|r| r["sides"][1]["lang"] = json!("ru"), "different languages");
    place.write("bad.json", &place.read("x.json")[..100]);
    place.run(&["align", "--apply", "bad.json", "--into", "main"]).could_not(&["bad.json: is no JSON"]);
    assert!(!place.path("memories").exists());
    // Named documents are compared.
    place.write("be.txt", BE);
    place
        .run(&["align", "be.txt", "ru.txt", "--apply", "x.json", "--into", "main"])
        .could_not(&["x.json: bead 0: this text is not in be.txt"]);
}

#[test]
fn what_was_stored_of_deleted_rows_is_taken_out() {
    let place = readout();
    let left = |gone: &[usize]| -> BTreeSet<_> {
        (0..7).filter(|n| !gone.contains(n)).map(|n| expected(&[n], &[n], &[n])).collect()
    };
    align(&place, &["--out", "x.tsv", "--into", "main"]);
    let mut rows = table(&place.read("x.tsv"));
    // A row by itself is known by what stood around it.
    rows.remove(4);
    place.write("x.tsv", text(&rows));
    let ran = place.run(&["align", "--apply", "x.tsv", "--into", "main"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("fewer than its document"), "{ran}");
    assert_eq!(units(&place, "main"), left(&[2]));
    // Of several in a row the documents tell.
    rows.drain(5..8);
    place.write("x.tsv", text(&rows));
    place.run(&[&DOCUMENTS[..], &["--apply", "x.tsv", "--into", "main"]].concat());
    assert_eq!(units(&place, "main"), left(&[2, 4, 5, 6]));
}

#[test]
fn only_what_came_of_the_same_alignment_is_corrected() {
    let place = readout();
    align(&place, &["--out", "x.tsv", "--into", "main"]);
    // The same sentence in documents of other names, and another document of the same name.
    place.write("other/ru.txt", format!("{}\n\nДокумент о другом.", SENTENCES[5][0]));
    place.write("other/be.txt", format!("{}\n\nДакумент пра іншае.", SENTENCES[5][1]));
    place.run(&["align", "other/ru.txt", "other/be.txt", "--into", "main", "--min-confidence", "0"]).done();
    let elsewhere = Place::new();
    elsewhere.write("ru.txt", "Совсем другой документ.\n\nВ нём три предложения.\n\nИ оно последнее.");
    elsewhere.write("be.txt", "Зусім іншы дакумент.\n\nУ ім тры сказы.\n\nІ ён апошні.");
    let memories = place.path("").display().to_string();
    elsewhere
        .run(&["--workspace", &memories, "align", "ru.txt", "be.txt", "--into", "main", "--min-confidence", "0"])
        .done();
    let before = units(&place, "main");
    let mut rows = table(&place.read("x.tsv"));
    for row in &mut rows[2..] {
        row[3] = "reject".to_owned();
    }
    place.write("x.tsv", text(&rows));
    let answer = place.json(&["align", "--apply", "x.tsv", "--into", "main"]);
    assert_eq!(answer[0]["stored"]["removed"], 6, "{answer:?}");
    let mut left = before;
    for n in 0..7 {
        left.remove(&expected(&[n], &[n], &[n]));
    }
    // Its English came with the alignment that was rejected.
    left.insert(expected(&[5], &[5], &[]));
    assert_eq!(units(&place, "main"), left);
}
