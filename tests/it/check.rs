//! `check`: what a program will refuse or lose is told with its place, and mended.

use crate::run::{Place, tmx, unit};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A file that breaks the grammar, and another that only OmegaT or Trados stumble over.
const BROKEN: &str = "<tmx version='1.4b'><header srclang='ru_RU' segtype='sentence'/><body>\n\
    <tu><prop type='id'>7</prop><tuv xml:lang='ru_RU'><seg>Указ <g id='1'>Президента</g></seg></tuv>\n\
    <tuv xml:lang='be_BY'><seg>Указ <hi>Прэзідэнта</hi></seg><prop type='p'>1</prop></tuv></tu></body></tmx>";

fn codes(messages: &[Value], weight: &str) -> BTreeSet<String> {
    let of = messages.iter().filter(|m| m["type"] == "finding" && m["weight"] == weight);
    of.map(|m| m["code"].as_str().unwrap().to_owned()).collect()
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn peers_20_check_for_omegat_predicts_its_refusal_and_fix_gives_a_file_it_takes() {
    let place = Place::new();
    place.write("a.tmx", BROKEN);
    let ran = place.run(&["check", "a.tmx", "--for", "omegat", "--json", "--fix"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let told = ran.json();
    assert_eq!(codes(&told, "refused"), set(&["attribute-missing", "element", "order", "version"]), "{ran}");
    assert_eq!(codes(&told, "lost"), set(&["language-underscore", "mark", "prop-place"]), "{ran}");
    assert_eq!((&told[0]["line"], &told[0]["tu"]), (&json!(1), &Value::Null));
    assert_eq!(told.last().unwrap()["written"], 1);
    let order = told.iter().find(|m| m["code"] == "order").unwrap();
    assert_eq!((&order["line"], &order["tu"]), (&json!(3), &json!(1)));
    place.run(&["check", "a.fixed.tmx", "--for", "omegat"]).done();
    let fixed = place.read("a.fixed.tmx");
    assert!(fixed.contains("xml:lang=\"be-BY\"") && fixed.contains("<seg>Указ Прэзідэнта</seg>"), "{fixed}");
}

#[test]
fn programs_differ() {
    let place = Place::new();
    place.write("a.tmx", tmx(&unit(&[("ru", "Да"), ("be", "Так"), ("en", "Yes")])));
    let told = |tool: &str| place.run(&["check", "a.tmx", "--for", tool, "--json"]).json();
    assert_eq!(told("omegat").len(), 1, "OmegaT takes it");
    assert_eq!(codes(&told("trados"), "refused"), set(&["language-region"]));
    assert_eq!(codes(&told("trados"), "lost"), set(&["languages"]));
    place.run(&["check", "a.tmx", "--for", "trados", "--fix"]).could_not(&["Trados holds two languages", "--langs"]);
    let mended = ["check", "a.tmx", "--for", "trados", "--fix", "--langs", "ru,be", "--out", "b.tmx"];
    assert_eq!(place.run(&mended).code, Some(1));
    place.run(&["check", "b.tmx", "--for", "trados"]).done();
    place.run(&["check", "a.tmx"]).done();
}

#[test]
fn what_cannot_be_read_is_told() {
    let place = Place::new();
    place.write("a.tmx", "<html/>");
    place.run(&["check", "a.tmx"]).could_not(&["this is no TMX"]);
    place.write("empty.tmx", "");
    place.run(&["check", "empty.tmx"]).could_not(&["there is no element in it"]);
    place.write("b.tmx", "<tmx version='1.4'><header/><body><tu>");
    place.run(&["check", "b.tmx"]).could_not(&["ends in the middle"]);
}

#[test]
fn own_exports_have_nothing_wrong() {
    let place = Place::with_memory();
    place.run(&["export", "all.tmx"]).done();
    place.run(&["check", "all.tmx", "--for", "omegat"]).done();
    place.run(&["export", "two.tmx", "--langs", "be,en", "--for", "memoq"]).done();
    place.run(&["check", "two.tmx", "--for", "memoq"]).done();
}
