//! `--where`: the same filter in each command that reads units.

use crate::run::{Place, tmx, unit};

/// The statement aligned, and two imported units, one of them approved.
fn place() -> Place {
    let place = Place::with_memory();
    let approved = "<tu creationdate=\"20200102T000000Z\"><prop type=\"x-ConfirmationLevel\">ApprovedTranslation</prop>\
                    <tuv xml:lang=\"ru\"><seg>Стороны обсудили 9 проектов.</seg></tuv>\
                    <tuv xml:lang=\"be\"><seg>Бакі абмеркавалі 9 праектаў.</seg></tuv></tu>";
    let draft = unit(&[("ru", "Стороны обсудили 9 программ."), ("en", "The parties discussed 9 programmes.")]);
    place.write("agency.tmx", tmx(&(approved.to_owned() + &draft)));
    place.run(&["import", "agency.tmx"]).done();
    place
}

/// The Russian sides exported with a filter, and how many units were not asked for.
#[track_caller]
fn exported(place: &Place, filter: &str) -> (usize, u64) {
    let told = place.json(&["export", "out.tmx", "--where", filter]);
    (told[0]["units"].as_u64().unwrap() as usize, told[0]["filtered"].as_u64().unwrap())
}

#[test]
fn export_writes_what_was_asked_for() {
    let place = place();
    for (filter, units) in [
        ("origin~agency", 2),
        ("batch=2", 2),
        ("batch=1", 7),
        ("reviewed", 1),
        ("date=2020", 1),
        ("lang=be lang=en", 7),
        ("confidence>0 and origin=ru.txt", 7),
        ("memory=main", 9),
        ("memory=other", 0),
        ("aligner~tolmach or reviewed", 8),
    ] {
        assert_eq!(exported(&place, filter), (units, 9 - units as u64), "{filter}");
    }
    assert!(place.export("main").contains("ApprovedTranslation"));
}

#[test]
fn query_suggests_what_was_asked_for() {
    let place = place();
    let ask = |filter: &str| {
        let args =
            ["query", "Стороны обсудили 9 проектов.", "--from", "ru", "--to", "be", "--min", "50", "--where", filter];
        place.json(&args)[0]["matches"].as_array().unwrap().len()
    };
    assert_eq!((ask("origin~agency"), ask("origin!~agency"), ask("date<2000")), (1, 1, 0));
}

#[test]
fn a_mistake_in_a_filter_says_where() {
    let place = Place::with_memory();
    place
        .run(&["export", "out.tmx", "--where", "origin=a and dat>2024"])
        .could_not(&["filter, character 14: \"dat\" is no field", "hint: "]);
    let ran = place.run(&["query", "Да.", "--from", "ru", "--to", "be", "--where", ""]);
    ran.could_not(&["filter, character 1: "]);
    assert!(!place.path("out.tmx").exists());
}
