//! Lines come back as the units they were, and foreign ones are understood.

use super::write::line;
use super::*;
use crate::formats::damage::{changes, damaged, encoded};
use crate::formats::exchange::{ExchangeError, ExchangeFormat, ReadOptions, Tally, WriteOptions};
use crate::lang::Lang;
use crate::model::{
    Code, CodeKind, CodePart, Context, Header, Inline, Mark, Note, Origin, Prop, Segment, Shape, Source, Tu, Tuv,
};
use crate::problem::Problem;
use proptest::prelude::*;

fn write_all(units: &[Tu]) -> String {
    units.iter().map(|tu| line(tu, false)).collect()
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<(Vec<Tu>, Vec<Problem>, Tally), ExchangeError> {
    let format = ExchangeFormat::to_read("jsonl").unwrap();
    let mut reader = format.open(Box::new(bytes), options)?;
    let (mut units, mut problems) = (Vec::new(), Vec::new());
    while let Some(tu) = reader.next(&mut problems)? {
        units.push(tu);
    }
    let tally = reader.tally().clone();
    Ok((units, problems, tally))
}

#[track_caller]
fn read(text: &str) -> Vec<Tu> {
    let (units, problems, _) = read_with(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(problems, []);
    units
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// All that a unit can have.
fn full() -> Tu {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let code = |kind, i: &str, native: &str| {
        let content = vec![CodePart::Native(native.to_owned())];
        Inline::Code(Code { kind, attributes: vec![pair("i", i)], content })
    };
    let source = Source {
        name: "visit.ru.html".into(),
        title: Some("Визит".into()),
        date: Some("2024-06-05".into()),
        url: Some("https://example.by/1".into()),
    };
    let footnote =
        CodePart::Sub { attributes: vec![pair("type", "fn")], content: vec![Inline::Text("сноска".into())] };
    let mark =
        Mark {
            name: "hi".into(), attributes: vec![pair("type", "b")], content: vec![Inline::Text("кнопку".into())]
        };
    let ru = Segment::new(vec![
        Inline::Text("Нажмите ".into()),
        code(CodeKind::Begin, "1", "<b>"),
        Inline::Mark(mark),
        code(CodeKind::End, "1", "</b>"),
        Inline::Code(Code { kind: CodeKind::Placeholder, attributes: vec![], content: vec![footnote] }),
    ]);
    let mut tu = Tu {
        tuid: Some("u1".into()),
        tuvs: vec![Tuv::new(lang("ru"), ru), Tuv::new(lang("be-BY"), Segment::plain("Націсніце кнопку"))],
        attributes: vec![pair("creationdate", "20240605T101500Z"), pair("usagecount", "3")],
        props: vec![Prop { lang: Some("ru".into()), encoding: Some("koi8-r".into()), ..Prop::new("client", "МИД") }],
        notes: vec![Note::new("проверено\nдважды")],
        origins: vec![Origin {
            sources: vec![(Some(lang("ru")), source), (None, Source { name: "a.tmx".into(), ..Source::default() })],
            position: 4,
            shape: Some(Shape(vec![2, 1])),
            confidence: Some(0.98),
            aligner: Some("tolmach 0.1.0".into()),
            context: vec![Context { lang: lang("ru"), before: None, after: Some("Далее.".into()) }],
        }],
    };
    tu.tuvs[1].attributes = vec![pair("changeid", "anna")];
    tu.tuvs[1].props = vec![Prop::new("status", "ok")];
    tu.tuvs[1].notes = vec![Note { lang: Some("be".into()), ..Note::new("зроблена") }];
    tu
}

/// The layout, version 1, as it is promised; a change of it needs a new version and keeps this one readable.
const LAYOUT_1: &str = concat!(
    r#"{"v":1,"type":"unit","id":"u1","sides":[{"lang":"ru","text":"Нажмите кнопку","inlines":["Нажмите ","#,
    r#"{"attributes":[["i","1"]],"code":"bpt","content":["<b>"]},{"attributes":[["type","b"]],"content":["кнопку"],"#,
    r#""mark":"hi"},{"attributes":[["i","1"]],"code":"ept","content":["</b>"]},{"attributes":[],"code":"ph","#,
    r#""content":[{"attributes":[["type","fn"]],"content":["сноска"]}]}]},{"lang":"be-BY","text":"Націсніце кнопку","#,
    r#""attributes":{"changeid":"anna"},"props":[{"name":"status","value":"ok"}],"#,
    r#""notes":[{"text":"зроблена","lang":"be"}]}],"#,
    r#""attributes":{"creationdate":"20240605T101500Z","usagecount":"3"},"#,
    r#""props":[{"name":"client","value":"МИД","lang":"ru","encoding":"koi8-r"}],"notes":[{"text":"проверено\nдважды"}],"#,
    r#""origins":[{"position":4,"sources":[{"lang":"ru","name":"visit.ru.html","title":"Визит","date":"2024-06-05","#,
    r#""url":"https://example.by/1"},{"name":"a.tmx"}],"shape":"2-1","confidence":0.98,"aligner":"tolmach 0.1.0","#,
    r#""context":[{"lang":"ru","after":"Далее."}]}]}"#,
    "\n"
);

#[test]
fn the_layout_is_as_promised() {
    assert_eq!(write_all(&[full()]), LAYOUT_1);
    assert_eq!(read(LAYOUT_1), [full()]);
    assert!(!line(&full(), true).contains("inlines"));
}

#[test]
fn lines_written_by_hand_are_read() {
    let pair = Tu::of([(lang("be"), "Так.".into()), (lang("ru"), "Да.".into())]);
    for line in [
        r#"{"ru":"Да.","be":"Так."}"#,
        r#"{"Belarusian":"Так.","Русский":"Да."}"#,
        r#"{"sides":{"ru":"Да.","be":"Так."}}"#,
        r#"{"translation":{"ru":"Да.","be":"Так."}}"#,
        r#"{"v":1,"type":"unit","sides":[{"lang":"be","text":"Так."},{"lang":"ru","text":"Да."}]}"#,
    ] {
        assert_eq!(read(line), std::slice::from_ref(&pair), "{line}");
    }
    let languages = r#"{"source":"Да.","source_language":"ru","target":"Так.","target_language":"be"}"#;
    assert_eq!(read(languages)[0].sides(&lang("be"))[0].segment.text(), "Так.");
    let options = ReadOptions { langs: vec![lang("ru"), lang("be")], ..ReadOptions::default() };
    let (units, _, _) = read_with(r#"{"source":"Да.","target":"Так."}"#.as_bytes(), &options).unwrap();
    assert_eq!(units[0].tuvs.len(), 2);

    let line =
        r#"{"id":7,"ru":"Да.","be":["Так.","Але."],"note":"чернавік","source":"МИД","rank":2.5,"changeid":"anna"}"#;
    let tu = read(line).swap_remove(0);
    assert_eq!((tu.tuid.as_deref(), tu.tuvs.len(), tu.notes.len()), (Some("7"), 3, 1));
    assert_eq!(tu.attributes, [("changeid".to_owned(), "anna".to_owned())]);
    let props: Vec<_> = tu.props.iter().map(|prop| (prop.kind.as_str(), prop.value.as_str())).collect();
    assert_eq!(props, [("rank", "2.5"), ("source", "МИД")]);
}

#[test]
fn an_edited_text_goes_before_the_codes_it_had() {
    let line = LAYOUT_1.replace("\"text\":\"Нажмите кнопку\"", "\"text\":\"Нажмите клавишу\"");
    assert_eq!(read(&line)[0].tuvs[0].segment, Segment::plain("Нажмите клавишу"));
}

#[test]
fn what_is_said_of_the_whole_comes_back() {
    let header = Header {
        attributes: vec![("srclang".into(), "ru".into())],
        props: vec![Prop::new("client", "МИД")],
        notes: vec![Note::new("архив")],
        encodings: vec!["<ude name=\"x\"><map unicode=\"#xF8FF\"/></ude>".into()],
    };
    let options = WriteOptions { header: header.clone(), ..WriteOptions::default() };
    let mut bytes = Vec::new();
    let mut writer = create(Box::new(&mut bytes), &options).unwrap();
    writer.write(&full()).unwrap();
    writer.finish().unwrap();
    let mut reader = open(Box::new(bytes.as_slice()), &ReadOptions::default()).unwrap();
    assert_eq!(reader.header(), header);
    assert_eq!(reader.next(&mut Vec::new()).unwrap(), Some(full()));
}

#[test]
fn beads_are_units() {
    let bead = |confidence: &str, be: &str| {
        format!(
            r#"{{"v":1,"type":"bead","n":0,"shape":"1-2","confidence":{confidence},"segments":{{"ru":[{{"i":0,"start":0,"end":3,"text":"Да."}}],"be":[{be}]}}}}"#
        )
    };
    let two = r#"{"i":0,"text":"Так."},{"i":1,"text":"Але."}"#;
    let file = [bead("0.9", two), bead("0.2", two), bead("0.9", ""), r#"{"v":1,"type":"alignment"}"#.into()].join("\n");
    let (units, problems, tally) = read_with(file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(units, [Tu::of([(lang("be"), "Так. Але.".into()), (lang("ru"), "Да.".into())])]);
    assert_eq!(problems, []);
    assert_eq!((tally.units, tally.skipped["jsonl-draft"], tally.skipped["jsonl-few-sides"]), (3, 1, 1));
    let document =
        format!(r#"{{"v":1,"type":"aligned","langs":["ru","be"],"beads":[{},{}]}}"#, bead("0.9", two), bead("1", two));
    assert_eq!(read(&document).len(), 2);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let file =
        "{\"ru\":\"Да.\",\"be\":\"Так.\"}\n\n{\"ru\":}\n{\"ru\":\"Да.\"}\n[1]\n{\"ru\":\"а\",\"be\":\"б\",\"x\":{}}\n";
    let (units, problems, tally) = read_with(file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!(units.len(), 2);
    let told: Vec<_> = problems.iter().map(|p| (p.code, p.place.line, p.place.tu)).collect();
    let expected = [("jsonl-line", 3, 2), ("jsonl-few-sides", 4, 3), ("jsonl-line", 5, 4), ("jsonl-field", 6, 5)];
    assert_eq!(told, expected.map(|(code, line, tu)| (code, Some(line), Some(tu))));
    assert_eq!(tally.units, 5);

    let error = |text: &str| read_with(text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(!error("<tmx version=\"1.4\">\n").is_damage());
    assert!(!error("[{\"ru\":1}]\n").is_damage());
    let cut = error("{\"ru\":\"Да.\",\"be\":\"Так.\"}\n{\"ru\":\"Не");
    assert!(cut.is_damage(), "{cut}");
    let later = read_with(br#"{"v":2,"type":"unit","sides":{"ru":"a","be":"b"}}"#, &ReadOptions::default()).unwrap();
    assert_eq!((later.0.len(), later.1[0].code), (0, "jsonl-version"));
}

fn text() -> impl Strategy<Value = String> {
    "[а-яёі’\"\\\\{}\\[\\],:<>&\\n\\t\u{0}\u{2028} ]{1,12}"
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[a-z]{1,4}", text()), 0..3)
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = text().prop_map(Inline::Text);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let content = prop::collection::vec(inner, 0..3);
        let sub = (pairs(), content.clone()).prop_map(|(attributes, content)| CodePart::Sub { attributes, content });
        let parts = prop::collection::vec(prop_oneof![text().prop_map(CodePart::Native), sub], 0..2);
        let kind = prop::sample::select(vec![CodeKind::Begin, CodeKind::End, CodeKind::Isolated, CodeKind::Unknown]);
        let code = (kind, pairs(), parts).prop_map(|(kind, attributes, content)| Code { kind, attributes, content });
        let mark = ("[a-z]{1,3}", pairs(), content).prop_map(|(name, attributes, content)| Mark {
            name,
            attributes,
            content: Segment::new(content).inlines().to_vec(),
        });
        prop_oneof![code.prop_map(Inline::Code), mark.prop_map(Inline::Mark)]
    })
}

fn details() -> impl Strategy<Value = (Vec<(String, String)>, Vec<Prop>, Vec<Note>)> {
    let lang = || prop::option::of("(ru|be)");
    let prop =
        (text(), lang(), text()).prop_map(|(kind, lang, value)| Prop { kind, encoding: lang.clone(), lang, value });
    let note = (lang(), text()).prop_map(|(lang, text)| Note { encoding: lang.clone(), lang, text });
    let attributes = prop::collection::btree_map("[a-z]{1,5}", text(), 0..3);
    let attributes = attributes.prop_map(|map| map.into_iter().collect());
    (attributes, prop::collection::vec(prop, 0..3), prop::collection::vec(note, 0..3))
}

fn a_lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec!["ru", "be", "be-tarask", "en-GB", "kok"]).prop_map(|tag| Lang::parse(tag).unwrap())
}

fn origin() -> impl Strategy<Value = Origin> {
    let optional = || prop::option::of(text());
    let source = (text(), optional(), optional(), optional()).prop_map(|(name, title, date, url)| Source {
        name,
        title,
        date,
        url,
    });
    let sources = prop::collection::vec((prop::option::of(a_lang()), source), 0..3);
    let context = (a_lang(), optional(), optional()).prop_map(|(lang, before, after)| Context { lang, before, after });
    let shape = prop::option::of(prop::collection::vec(0..4_usize, 0..4).prop_map(Shape));
    (sources, any::<u64>(), shape, prop::option::of(0.0..=1.0), optional(), prop::collection::vec(context, 0..2))
        .prop_map(|(sources, position, shape, confidence, aligner, context)| Origin {
            sources,
            position,
            shape,
            confidence,
            aligner,
            context,
        })
}

fn unit() -> impl Strategy<Value = Tu> {
    let side = (a_lang(), prop::collection::vec(inline(), 1..4), details()).prop_map(
        |(lang, inlines, (attributes, props, notes))| Tuv {
            lang,
            segment: Segment::new(inlines),
            attributes,
            props,
            notes,
        },
    );
    let tuvs = prop::collection::vec(side, 1..4);
    (prop::option::of(text()), tuvs, details(), prop::collection::vec(origin(), 0..3)).prop_map(
        |(tuid, tuvs, (attributes, props, notes), origins)| Tu { tuid, tuvs, attributes, props, notes, origins },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_come_back(units in prop::collection::vec(unit(), 1..4)) {
        let text = write_all(&units);
        let (read, problems, _) = read_with(text.as_bytes(), &ReadOptions::default()).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(&read, &units);
        prop_assert_eq!(write_all(&read), text);
    }

    #[test]
    fn no_bytes_panic(units in prop::collection::vec(unit(), 1..3), changes in changes()) {
        let text = write_all(&units) + "{\"ru\":\"Да\",\"be\":[\"Так\"],\"note\":\"x\"}\n";
        for bytes in encoded(&text) {
            let _ = read_with(&damaged(&bytes, &changes), &ReadOptions::default());
        }
    }
}
