//! `edit` and `remove`: units changed by hand, and the way back.

use crate::run::{Place, Ran};

/// The number of the unit of a segment.
fn number(place: &Place, text: &str) -> String {
    let found = place.json(&["query", text, "--from", "ru", "--to", "be"]);
    found[0]["matches"][0]["tu"].as_str().unwrap().to_owned()
}

#[test]
fn a_side_is_replaced_added_and_taken_out() {
    let place = Place::with_memory();
    let before = place.export("main");
    let unit = number(&place, "Сообщение для прессы");
    let set = |lang: &str, text: &str| -> Ran { place.run(&["edit", &unit, "--lang", lang, text]).done() };
    set("be", "Прэс-рэліз");
    set("en-GB", "Communiqué");
    set("en", "");
    let text = place.export("main");
    let has = |side: &str| text.contains(&format!("<seg>{side}</seg>"));
    assert!(has("Прэс-рэліз") && has("Communiqué") && !has("Press release"), "{text}");
    let ran = set("be", "Прэс-рэліз");
    assert!(ran.stderr.contains("nothing changed"), "{ran}");
    for _ in 0..3 {
        place.run(&["undo"]).done();
    }
    assert_eq!(place.export("main"), before);
}

#[test]
fn units_are_removed_all_or_none() {
    let place = Place::with_memory();
    let before = place.memories();
    place.run(&["remove", "1", "99"]).could_not(&["there is no unit 99"]);
    assert_eq!(place.memories(), before);
    place.run(&["remove", "1", "2"]).done();
    assert_eq!(place.json(&["stats"])[0]["units"], 5);
    place.run(&["undo"]).done();
    assert_eq!(place.json(&["stats"])[0]["units"], 7);
}

#[test]
fn a_unit_keeps_two_sides() {
    let place = Place::with_statement();
    place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
    let before = place.memories();
    place.run(&["edit", "1", "--lang", "be", ""]).could_not(&["hint: remove the whole unit with `tolmach remove`"]);
    place.run(&["edit", "99", "--lang", "be", "Так."]).could_not(&["there is no unit 99"]);
    place.run(&["edit", "1", "--lang", "be", "Так.", "--memory", "nope"]).could_not(&["there is no memory \"nope\""]);
    assert_eq!(place.memories(), before);
}
