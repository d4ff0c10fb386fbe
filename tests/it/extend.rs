//! `align --extend`: a third document onto the stored alignment of two.

use crate::run::{BE, EN, Place, RU};
use serde_json::json;

/// The statement's Russian and Belarusian stored.
fn stored() -> Place {
    let place = Place::with_statement();
    place.run(&["align", "ru.txt", "be.txt", "--into", "main"]).done();
    place
}

fn extend(place: &Place, files: &[&str]) -> serde_json::Value {
    let args = [&["align"], files, &["--into", "main", "--extend", "--min-confidence", "0"]].concat();
    place.json(&args).pop().unwrap()["stored"].clone()
}

#[test]
fn a_third_language_joins_the_units_of_two() {
    let place = stored();
    let before = place.memories();
    let want = |extended: u64, merged: u64, batch: Option<u64>| json!({"memory": "main", "added": 0, "merged": merged, "extended": extended, "skipped": 0, "batch": batch});
    assert_eq!(extend(&place, &["ru.txt", "en.txt"]), want(7, 0, Some(2)));
    let stats = &place.json(&["stats"])[0];
    assert_eq!(stats["units"], 7);
    let export = place.export("main");
    assert_eq!(export.matches("<tuv ").count(), 21, "{export}");
    // Both alignments are told of, and the unit is found from either new side.
    assert_eq!(export.matches(">en.txt<").count(), 7);
    assert_eq!(export.matches("x-tolmach:origin").count(), 14);
    let matches =
        place.json(&["query", "The next meeting will take place in Minsk in September.", "--from", "en", "--to", "be"]);
    assert_eq!(matches[0]["matches"][0]["target"], "Наступная сустрэча пройдзе ў Мінску ў верасні.");
    // Again, and with all three: nothing new.
    assert_eq!(extend(&place, &["ru.txt", "en.txt"]), want(0, 7, None));
    place.run(&["undo"]).done();
    assert_eq!(place.json(&["stats"])[0]["units"], 7);
    assert_eq!(place.export("main").matches("<tuv ").count(), 14);
    assert!(before["main"].contains("<tuv "));
}

#[test]
fn beads_that_do_not_fit_become_units_of_their_own() {
    let place = stored();
    // Two sentences of the Russian became one in English.
    let en = EN.replace("warm reception. The next", "warm reception, and the next");
    place.write("en.txt", &en);
    let stored = extend(&place, &["en.txt", "ru.txt"]);
    assert_eq!((&stored["extended"], &stored["added"]), (&5.into(), &1.into()), "{stored}");
    assert_eq!(place.json(&["stats"])[0]["units"], 8);
}

#[test]
fn another_translation_into_the_language_is_kept_apart() {
    let place = stored();
    extend(&place, &["ru.txt", "en.txt"]);
    place.write("other.en.txt", EN.replace("Press release", "Media statement"));
    let stored = extend(&place, &["ru.txt", "other.en.txt"]);
    assert_eq!(
        (&stored["extended"], &stored["added"], &stored["merged"]),
        (&0.into(), &1.into(), &6.into()),
        "{stored}"
    );
}

#[test]
fn there_must_be_something_to_extend() {
    let place = stored();
    place.write("copy.ru.txt", RU);
    place.write("copy.be.txt", BE);
    let args = ["align", "copy.ru.txt", "en.txt", "--into", "main", "--extend"];
    place.run(&args).could_not(&["memory \"main\" has no units of copy.ru.txt and en.txt to extend"]);
    place.run(&["align", "ru.txt", "en.txt", "--into", "none", "--extend"]).could_not(&["no memory \"none\""]);
    place.run(&["align", "ru.txt", "en.txt", "--extend"]).could_not(&["--into"]);
}
