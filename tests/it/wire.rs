//! What programs read: each message of `--json` as it stands, fields and their order included. Fields may be added; to
//! rename one or change what it means is a new version.

use crate::run::{Place, tmx, unit};
use tolmach::formats::tbx::{self, TbxVersion};
use tolmach::lang::Lang;
use tolmach::model::{Concept, Gender, Term, TermStatus};

/// Runs a command and gives its messages, with what differs from run to run left open.
#[track_caller]
fn messages(place: &Place, args: &[&str]) -> Vec<String> {
    let ran = place.run(&[&["--json"], args].concat());
    assert_ne!(ran.code, Some(2), "{ran}");
    ran.stdout.lines().map(open).collect()
}

/// Puts `#` for confidences (the aligner learns), times and sizes, which are checked for their form.
fn open(line: &str) -> String {
    let mut line = line.to_owned();
    for field in ["\"confidence\":", "\"at\":\"2", "\"bytes\":"] {
        let mut from = 0;
        while let Some(at) = line[from..].find(field) {
            let start = from + at + field.find(':').unwrap() + 1;
            let end = start + line[start..].find([',', '}']).unwrap();
            let value = &line[start..end];
            let fits = match field {
                "\"at\":\"2" => value.len() == "\"2024-06-05T10:15:00Z\"".len() && value.ends_with("Z\""),
                "\"bytes\":" => value.parse::<u64>().is_ok(),
                _ => {
                    value == "null" || value.parse::<f64>().is_ok_and(|x| (0.0..=1.0).contains(&x) && value.len() <= 6)
                }
            };
            assert!(fits, "{field}{value}");
            if value != "null" {
                line.replace_range(start..end, "#");
            }
            from = start;
        }
    }
    line
}

/// Two segments in three languages, and one more in English.
fn aligned() -> Place {
    let place = Place::new();
    place.write("ru.txt", "Указ № 5\n\nСтороны обменялись мнениями.\n");
    place.write("be.txt", "Указ № 5\n\nБакі абмяняліся меркаваннямі.\n");
    let more = "Unofficial translation of the press service";
    place.write("en.txt", format!("Decree No. 5\n\nThe parties exchanged views.\n\n{more}\n"));
    place
}

#[test]
fn align() {
    let place = aligned();
    assert_eq!(
        messages(&place, &["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]),
        [
            r##"{"v":1,"type":"bead","n":0,"shape":"1-1-1","confidence":#,"segments":{"ru":[{"i":0,"start":0,"end":8,"text":"Указ № 5"}],"be":[{"i":0,"start":0,"end":8,"text":"Указ № 5"}],"en":[{"i":0,"start":0,"end":12,"text":"Decree No. 5"}]}}"##,
            r##"{"v":1,"type":"bead","n":1,"shape":"1-1-1","confidence":#,"segments":{"ru":[{"i":1,"start":10,"end":38,"text":"Стороны обменялись мнениями."}],"be":[{"i":1,"start":10,"end":39,"text":"Бакі абмяняліся меркаваннямі."}],"en":[{"i":1,"start":14,"end":42,"text":"The parties exchanged views."}]}}"##,
            r##"{"v":1,"type":"bead","n":2,"shape":"0-0-1","confidence":#,"segments":{"ru":[],"be":[],"en":[{"i":2,"start":44,"end":87,"text":"Unofficial translation of the press service"}]}}"##,
            r##"{"v":1,"type":"alignment","beads":3,"shapes":{"0-0-1":1,"1-1-1":2},"unaligned":{"be":0,"en":1,"ru":0},"stored":{"memory":"main","added":2,"merged":0,"skipped":1,"batch":1}}"##,
        ]
    );
    let unstored = messages(&place, &["align", "ru.txt", "be.txt"]);
    assert_eq!(unstored[2], r#"{"v":1,"type":"alignment","beads":2,"shapes":{"1-1":2},"unaligned":{"be":0,"ru":0}}"#);
}

#[test]
fn batch() {
    let place = Place::new();
    for name in ["a.ru.txt", "a.be.txt", "alone.ru.txt"] {
        place.write(&format!("in/{name}"), "Стороны обменялись мнениями.\n");
    }
    let all = ["align", "in", "--into", "main", "--out", "out"];
    assert_eq!(
        messages(&place, &all),
        [
            r##"{"v":1,"type":"document","id":"a","files":{"be":"in/a.be.txt","ru":"in/a.ru.txt"},"status":"aligned","beads":1,"confidence":#,"segments":2,"alone":0,"stored":{"memory":"main","added":1,"merged":0,"skipped":0,"batch":1},"out":"out/a.tsv","problems":[{"file":"in/a.be.txt","code":"document-language","message":"is taken as be, but reads like ru"}]}"##,
            r##"{"v":1,"type":"document","id":"alone","files":{"ru":"in/alone.ru.txt"},"status":"failed","error":"in/alone.ru.txt has no counterpart in another language"}"##,
            r##"{"v":1,"type":"run","documents":2,"aligned":1,"known":0,"failed":1,"interrupted":false,"beads":1,"confidence":#,"segments":2,"alone":0,"stored":{"memory":"main","added":1,"merged":0,"skipped":0,"batches":[1]},"worst":[{"id":"a","beads":1,"confidence":#,"segments":2,"alone":0}]}"##,
        ]
    );
    assert_eq!(
        messages(&place, &all)[0],
        r#"{"v":1,"type":"document","id":"a","files":{"be":"in/a.be.txt","ru":"in/a.ru.txt"},"status":"known"}"#
    );
}

#[test]
fn pipe() {
    let place = Place::new();
    let input = "{\"id\":7,\"texts\":{\"ru\":\"Указ № 5\",\"be\":[\"Указ № 5\"]},\"x\":[1.0]}\n{\"id\":8}\n";
    let ran = place.run_with(&["align", "--jsonl"], input);
    assert_eq!(
        ran.stdout.lines().map(open).collect::<Vec<_>>(),
        [
            r##"{"v":1,"type":"aligned","id":7,"langs":["ru","be"],"beads":[{"v":1,"type":"bead","n":0,"shape":"1-1","confidence":#,"segments":{"ru":[{"i":0,"start":0,"end":8,"text":"Указ № 5"}],"be":[{"i":0,"start":0,"end":8,"text":"Указ № 5"}]}}],"shapes":{"1-1":1},"unaligned":{"be":0,"ru":0},"meta":{"x":[1.0]}}"##,
            r##"{"v":1,"type":"error","id":8,"line":2,"message":"missing field `texts`, column 8; expected {\"id\":…,\"texts\":{\"ru\":\"…\",\"be\":\"…\"}}"}"##,
        ]
    );
}

#[test]
fn evaluate() {
    let place = Place::new();
    place.write("gold.tsv", "ru\tbe\nДа.\tТак.\nНет.\tНе.\n");
    place.write("found.tsv", "ru\tbe\nДа.\tТак.\nНет.\t\n\tНе.\n");
    assert_eq!(
        messages(&place, &["evaluate", "gold.tsv", "found.tsv"]),
        [
            r#"{"v":1,"type":"evaluation","langs":["ru","be"],"documents":1,"missing":[],"gold":2,"found":1,"strict":{"precision":1.0,"recall":0.5,"f1":0.666667},"lax":{"precision":1.0,"recall":0.5,"f1":0.666667},"shapes":{"1-1":{"gold":2,"found":1,"strict":{"precision":1.0,"recall":0.5,"f1":0.666667},"lax":{"precision":1.0,"recall":0.5,"f1":0.666667}}},"many":{"precision":0.0,"recall":0.0,"f1":0.0},"alone":{"precision":0.0,"recall":0.0,"f1":0.0}}"#
        ]
    );
}

#[test]
fn review() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "--out", "review.json"]).done();
    assert_eq!(
        messages(&place, &["align", "--apply", "review.json", "--into", "main"]),
        [
            r#"{"v":1,"type":"review","beads":2,"accepted":0,"rejected":0,"changed":0,"problems":[],"stored":{"memory":"main","added":2,"merged":0,"removed":0,"skipped":0,"batch":1}}"#
        ]
    );
    let extended = messages(&place, &["align", "ru.txt", "en.txt", "--into", "main", "--extend"]);
    assert!(
        extended[3].ends_with(r#""stored":{"memory":"main","added":0,"merged":0,"extended":2,"skipped":1,"batch":2}}"#),
        "{extended:#?}"
    );
    // The file that is saved and applied.
    let saved = open(&place.read("review.json"));
    assert_eq!(
        saved.lines().collect::<Vec<_>>(),
        [
            concat!(r#"{"v":1,"type":"review","aligner":"tolmach "#, env!("CARGO_PKG_VERSION"), r#"","#),
            r#""sides":["#,
            r#"{"fingerprint":"83df359a7c435373","lang":"ru","segments":["Указ № 5","Стороны обменялись мнениями."],"source":{"date":null,"name":"ru.txt","title":null,"url":null}},"#,
            r#"{"fingerprint":"566f83fdf9371820","lang":"be","segments":["Указ № 5","Бакі абмяняліся меркаваннямі."],"source":{"date":null,"name":"be.txt","title":null,"url":null}}],"#,
            r#""beads":["#,
            r##"{"confidence":#,"sides":[[0,1],[0,1]],"status":"open"},"##,
            r##"{"confidence":#,"sides":[[1,2],[1,2]],"status":"open"}]}"##,
        ]
    );
}

#[test]
fn segment() {
    let place = Place::new();
    place.write("ru.txt", "Стороны встретились в г. Минске. Они обменялись мнениями.");
    assert_eq!(
        messages(&place, &["segment", "ru.txt"]),
        [
            r#"{"v":1,"type":"segment","i":0,"start":0,"end":32,"text":"Стороны встретились в г. Минске."}"#,
            r#"{"v":1,"type":"segment","i":1,"start":33,"end":57,"text":"Они обменялись мнениями."}"#,
        ]
    );
    let decisions = messages(&place, &["segment", "ru.txt", "--explain"]);
    assert_eq!(
        decisions.last().unwrap(),
        r#"{"v":1,"type":"decision","at":32,"cut":true,"rule":"stop","why":"a full stop after an ordinary word"}"#
    );
}

#[test]
fn import_and_export() {
    let place = Place::new();
    place.write("да.tmx", tmx(&(unit(&[("ru", "Да."), ("be", "Так.")]) + &unit(&[("ru", "")]))));
    assert_eq!(
        messages(&place, &["import", "да.tmx", "--into", "main"]),
        [
            r#"{"v":1,"type":"import","file":"да.tmx","format":"tmx 1.4","memory":"main","units":{"read":2,"added":1,"merged":0,"known":0,"skipped":1},"skipped":{"no text":1},"problems":[{"code":"tmx-no-text","line":6,"tu":2,"message":"the side in ru has no text; the unit is left out"}],"problem_count":1,"incomplete":false,"read_before":null,"batch":1}"#
        ]
    );
    assert_eq!(
        messages(&place, &["import", "да.tmx", "--dry-run"]),
        [
            r#"{"v":1,"type":"import","file":"да.tmx","format":"tmx 1.4","memory":"main","units":{"read":2,"added":0,"merged":0,"known":1,"skipped":1},"skipped":{"no text":1},"problems":[{"code":"tmx-no-text","line":6,"tu":2,"message":"the side in ru has no text; the unit is left out"}],"problem_count":1,"incomplete":false,"read_before":1,"batch":null}"#
        ]
    );
    assert_eq!(
        messages(&place, &["export", "all.tmx"]),
        [r#"{"v":1,"type":"export","file":"all.tmx","units":1,"skipped":0,"filtered":0,"source":"ru"}"#]
    );
}

#[test]
fn query() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]).done();
    place.write("да.tmx", tmx(&unit(&[("ru", "Да."), ("en-GB", "Yes.")])));
    place.run(&["import", "да.tmx"]).done();
    assert_eq!(
        messages(&place, &["query", "Стороны обменялись мнением.", "--from", "ru", "--to", "be"]),
        [
            r##"{"v":1,"type":"matches","query":"Стороны обменялись мнением.","from":"ru","to":"be","matches":[{"score":91,"band":"85-94","source":"Стороны обменялись мнениями.","target":"Бакі абмяняліся меркаваннямі.","lang":"be","tu":"2","memory":"main","penalties":[{"why":"ending","points":9}],"diff":[["=","Стороны обменялись"],["-"," мнениями"],["+"," мнением"],["=","."]],"origins":[{"documents":["ru.txt","be.txt","en.txt"],"title":null,"date":null,"url":null,"confidence":#}]}]}"##
        ]
    );
    assert_eq!(
        messages(&place, &["query", "Да.", "--from", "RU", "--to", "en"]),
        [
            r#"{"v":1,"type":"matches","query":"Да.","from":"ru","to":"en","matches":[{"score":100,"band":"100","source":"Да.","target":"Yes.","lang":"en-GB","tu":"3","memory":"main","penalties":[],"diff":[["=","Да."]],"origins":[{"documents":["да.tmx"],"title":null,"date":null,"url":null,"confidence":null}]}]}"#
        ]
    );
    assert_eq!(
        messages(&place, &["query", "Снег.", "--from", "ru", "--to", "be"]),
        [r#"{"v":1,"type":"matches","query":"Снег.","from":"ru","to":"be","matches":[]}"#]
    );
    assert_eq!(
        messages(&place, &["query", "Указ № 7", "--from", "ru", "--to", "en"]),
        [
            r##"{"v":1,"type":"matches","query":"Указ № 7","from":"ru","to":"en","matches":[{"score":97,"band":"95-99","source":"Указ № 5","target":"Decree No. 5","lang":"en","tu":"1","memory":"main","penalties":[{"why":"number","points":3}],"repaired":"Decree No. 7","diff":[["=","Указ"],["-"," № 5"],["+"," № 7"]],"origins":[{"documents":["ru.txt","be.txt","en.txt"],"title":null,"date":null,"url":null,"confidence":#}]}]}"##
        ]
    );
}

#[test]
fn search() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]).done();
    assert_eq!(
        messages(&place, &["search", "мнение"]),
        [
            r#"{"v":1,"type":"hit","tu":"2","memory":"main","lang":"ru","text":"Стороны обменялись мнениями.","spans":[[19,27]],"others":{"be":["Бакі абмяняліся меркаваннямі."],"en":["The parties exchanged views."]}}"#,
            r#"{"v":1,"type":"search","hits":1,"total":1}"#,
        ]
    );
}

#[test]
fn analyse() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]).done();
    place.write("new.ru.txt", "Указ № 7");
    let told = messages(&place, &["analyse", "new.ru.txt", "--to", "be", "--weights"]);
    let nothing = r#"{"segments":0,"words":0,"characters":0,"characters_without_spaces":0}"#;
    let share = |name: &str, weight: u8, amount: &str| {
        format!(r#"{{"share":"{name}",{amount},"internal":{nothing},"weight":{weight}}}"#)
    };
    let (none, one) =
        (nothing.trim_matches(['{', '}']), r#""segments":1,"words":2,"characters":8,"characters_without_spaces":6"#);
    let shares = [
        share("102", 0, none),
        share("101", 0, none),
        share("repetitions", 30, none),
        share("100", 30, none),
        share("95-99", 60, one),
        share("85-94", 60, none),
        share("75-84", 60, none),
        share("50-74", 100, none),
        share("none", 100, none),
    ];
    let tail = format!(r#""shares":[{}],"total":{{{one}}},"weighted_words":1.2}}"#, shares.join(","));
    assert_eq!(
        told,
        [
            format!(r#"{{"v":1,"type":"analysis","file":"new.ru.txt","lang":"ru",{tail}"#),
            format!(r#"{{"v":1,"type":"analysis","file":null,{tail}"#),
        ]
    );
}

#[test]
fn journal() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
    assert_eq!(
        messages(&place, &["undo"]),
        [
            r##"{"v":1,"type":"batch","batch":2,"memory":"main","kind":"undo","title":"batch 1: ru.txt, be.txt","at":#,"added":0,"merged":0,"removed":2,"undone_by":null}"##
        ]
    );
    assert_eq!(
        messages(&place, &["log"]),
        [
            r##"{"v":1,"type":"batch","batch":1,"memory":"main","kind":"align","title":"ru.txt, be.txt","at":#,"added":2,"merged":0,"removed":0,"undone_by":2}"##,
            r##"{"v":1,"type":"batch","batch":2,"memory":"main","kind":"undo","title":"batch 1: ru.txt, be.txt","at":#,"added":0,"merged":0,"removed":2,"undone_by":null}"##,
        ]
    );
}

#[test]
fn maintain() {
    let place = aligned();
    place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
    assert_eq!(
        messages(&place, &["stats"]),
        [
            r##"{"v":1,"type":"stats","memory":"main","units":2,"segments":{"be":2,"ru":2},"documents":2,"concepts":0,"batches":1,"bytes":#}"##
        ]
    );
    assert_eq!(messages(&place, &["verify"]), [r#"{"v":1,"type":"verify","memory":"main","sound":true,"faults":[]}"#]);
    assert_eq!(
        messages(&place, &["backup", "copy.sqlite"]),
        [r#"{"v":1,"type":"backup","memory":"main","file":"copy.sqlite"}"#]
    );
}

#[test]
fn glossary_extract() {
    let place = Place::new();
    let sides = [
        ("Стороны подписали избирательную комиссию № 1 вчера.", "Бакі падпісалі выбарчую камісію № 1 учора."),
        ("Копия избирательной комиссии № 1 хранится здесь.", "Копія выбарчай камісіі № 1 захоўваецца тут."),
        ("Ознакомиться с избирательной комиссией № 1.", "Азнаёміцца з выбарчай камісіяй № 1."),
    ];
    let units: String = sides.iter().map(|(ru, be)| unit(&[("ru", ru), ("be", be)])).collect();
    place.write("m.tmx", tmx(&units));
    place.run(&["import", "m.tmx"]).done();
    let found = messages(&place, &["glossary", "extract", "--review", "r.tsv"]);
    let (start, end) = found[0].split_once(",\"score\":").unwrap();
    let (score, end) = end.split_once(',').unwrap();
    assert!(score.parse::<f64>().is_ok_and(|score| (0.0..=1.0).contains(&score)), "{score}");
    assert_eq!(
        format!("{start},{end}"),
        r#"{"v":1,"type":"candidate","n":1,"terms":{"be":[{"term":"выбарчая камісія","count":3}],"ru":[{"term":"избирательная комиссия","count":3}]},"count":3,"variants":{},"examples":[{"memory":"main","tu":3,"texts":{"be":"Азнаёміцца з выбарчай камісіяй № 1.","ru":"Ознакомиться с избирательной комиссией № 1."}},{"memory":"main","tu":2,"texts":{"be":"Копія выбарчай камісіі № 1 захоўваецца тут.","ru":"Копия избирательной комиссии № 1 хранится здесь."}},{"memory":"main","tu":1,"texts":{"be":"Бакі падпісалі выбарчую камісію № 1 учора.","ru":"Стороны подписали избирательную комиссию № 1 вчера."}}],"known":false}"#
    );
    assert_eq!(
        found[1],
        r#"{"v":1,"type":"extraction","langs":["ru","be"],"units":3,"candidates":1,"given":1,"known":0,"review":"r.tsv"}"#
    );
    place.write("r.tsv", "accept\tru\tbe\nyes\tкомиссия\tкамісія\nno\tпуть\tшлях\n?\tдом\tдом\n");
    assert_eq!(
        messages(&place, &["glossary", "extract", "--apply", "r.tsv", "--into", "n.tsv"]),
        [
            r#"{"v":1,"type":"terms-applied","file":"r.tsv","into":"n.tsv","added":1,"known":0,"rejected":1,"open":0,"problems":[{"code":"terms-row","line":4,"message":"accept says \"?\", expected yes, no or nothing; left out"}]}"#
        ]
    );
}

#[test]
fn glossary() {
    let term = |tag: &str, text: &str, status| Term::new(Lang::parse(tag).unwrap(), text, status);
    let concept = Concept {
        id: "state-belarus".to_owned(),
        subject: Some("states".to_owned()),
        definition: None,
        note: Some("Назва краіны".to_owned()),
        terms: vec![
            Term {
                gender: Some(Gender::Feminine),
                part_of_speech: Some("properNoun".to_owned()),
                ..term("ru", "Беларусь", TermStatus::Preferred)
            },
            term("ru", "Белоруссия", TermStatus::Deprecated),
            term("be", "Беларусь", TermStatus::Preferred),
            term("en", "Belarus", TermStatus::Admitted),
        ],
        ..Concept::default()
    };
    let place = Place::new();
    place.write("memories/t/t.tbx", tbx::write(Vec::new(), TbxVersion::V3, "t", [&concept]).unwrap());
    assert_eq!(
        messages(&place, &["glossary", "list"]),
        [
            r#"{"v":1,"type":"concept","id":"state-belarus","terms":{"be":[{"term":"Беларусь","status":"preferred"}],"en":[{"term":"Belarus","status":"admitted"}],"ru":[{"term":"Беларусь","status":"preferred","part_of_speech":"properNoun","gender":"feminine"},{"term":"Белоруссия","status":"deprecated"}]},"definition":null,"subject":"states","note":"Назва краіны"}"#
        ]
    );
    assert_eq!(
        messages(&place, &["glossary", "export", "t.csv"]),
        [r#"{"v":1,"type":"glossary-export","file":"t.csv","format":"csv","concepts":1}"#]
    );
}

#[test]
fn terms_in_units() {
    let place = Place::new();
    place.run(&["glossary", "add", "--ru", "закон", "--be", "закон"]).done();
    let unit = |ru: &str, be: &str| {
        format!("<tu><tuv xml:lang=\"ru\"><seg>{ru}</seg></tuv><tuv xml:lang=\"be\"><seg>{be}</seg></tuv></tu>")
    };
    place.write("a.tmx", tmx(&(unit("Принят закон.", "Прыняты закон.") + &unit("Закон отменён.", "Акт адменены."))));
    assert_eq!(
        messages(&place, &["glossary", "check", "a.tmx"]),
        [
            r#"{"v":1,"type":"term-finding","file":"a.tmx","tu":2,"fault":"missing","concept":"c-закон","lang":"be","words":"Закон","expected":["закон"],"text":"Акт адменены."}"#,
            r#"{"v":1,"type":"term-check","units":2,"counts":{"missing":1}}"#
        ]
    );
    place.run(&["import", "a.tmx", "--into", "main"]).done();
    assert_eq!(
        messages(&place, &["glossary", "conflicts"]),
        [
            r#"{"v":1,"type":"term-conflict","concept":"c-закон","from":"ru","to":"be","source":"закон","ways":[{"term":null,"count":1,"first":null,"last":null,"sources":["a.tmx"],"example":["main",2]},{"term":"закон","status":"preferred","count":1,"first":null,"last":null,"sources":["a.tmx"],"example":["main",1]}],"decide":[]}"#,
            r#"{"v":1,"type":"term-conflicts","units":2,"conflicts":1}"#
        ]
    );
}

#[test]
fn termbase() {
    let place = Place::new();
    assert_eq!(
        messages(&place, &["glossary", "add", "--ru", "закон", "--be", "закон", "--en", "law", "--subject", "law"]),
        [r#"{"v":1,"type":"glossary-change","memory":"main","concepts":["law"],"changed":true,"batch":1}"#]
    );
    assert_eq!(
        messages(&place, &["glossary", "add", "--ru", "закон", "--be", "закон"]),
        [r#"{"v":1,"type":"glossary-change","memory":"main","concepts":["law"],"changed":false,"batch":null}"#]
    );
    assert_eq!(
        messages(&place, &["glossary", "edit", "law", "--source", "указ № 5", "--do-not-translate"]),
        [r#"{"v":1,"type":"glossary-change","memory":"main","concepts":["law"],"changed":true,"batch":2}"#]
    );
    place.write("a.csv", "id,subject,ru,be,x y\nother,state,закон,закон,\nlaw,,акт,акт,\n,,суд,,\n,,,,\n");
    assert_eq!(
        messages(&place, &["glossary", "import", "a.csv"]),
        [
            r#"{"v":1,"type":"glossary-import","memory":"main","concepts":{"read":3,"added":2,"merged":0,"replaced":0,"unchanged":1,"skipped":{}},"sources":[{"name":"a.csv","format":"csv","read":3,"added":2,"merged":0,"replaced":0,"unchanged":1,"skipped":{},"problems":[{"code":"glossary-column","line":1,"message":"column \"x y\" is not known and is left out"}]}],"conflicts":[{"id":"law","field":"subject","about":null,"kept":"law","other":"state"}],"renamed":[{"from":"law","to":"law-2"}],"batch":3}"#
        ]
    );
    assert_eq!(
        messages(&place, &["glossary", "list", "--find", "закон"]),
        [
            r#"{"v":1,"type":"concept","id":"law","terms":{"be":[{"term":"закон","status":"preferred"}],"en":[{"term":"law","status":"preferred"}],"ru":[{"term":"закон","status":"preferred"}]},"definition":null,"subject":"law","note":null,"source":"указ № 5","do_not_translate":true}"#
        ]
    );
    assert_eq!(
        messages(&place, &["glossary", "remove", "law", "law-2"]),
        [r#"{"v":1,"type":"glossary-change","memory":"main","concepts":["law","law-2"],"changed":true,"batch":4}"#]
    );
    assert_eq!(
        messages(&place, &["undo"]),
        [
            r##"{"v":1,"type":"batch","batch":5,"memory":"main","kind":"undo","title":"batch 4: remove concepts law, law-2","at":#,"added":0,"merged":0,"removed":0,"concepts":{"added":2,"changed":0,"removed":0},"undone_by":null}"##
        ]
    );
}
