//! `diff` and `merge`: what differs is told, and nothing is lost when two versions are put together.

use crate::run::{Place, tmx, unit};
use serde_json::json;

fn pair(ru: &str, be: &str) -> String {
    unit(&[("ru", ru), ("be", be)])
}

#[test]
fn a_difference_is_told_by_kind() {
    let place = Place::new();
    place.write("a.tmx", tmx(&[pair("Да", "Так"), pair("Нет", "Не"), pair("Лес", "Лес")].concat()));
    let noted = pair("Лес", "Лес").replace("<tu>", "<tu><note>правераны</note>");
    place.write("b.tmx", tmx(&[pair("Да", "Але"), noted, pair("Мост", "Мост")].concat()));
    let ran = place.run(&["diff", "a.tmx", "b.tmx", "--json"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let told = ran.json();
    let kinds: Vec<String> = told.iter().map(|m| format!("{} {}", m["what"], m["changed"])).collect();
    assert_eq!(kinds[..3], ["\"changed\" [\"be\"]", "\"changed\" [\"notes\"]", "\"added\" []"]);
    assert_eq!(told[4], json!({"v": 1, "type": "diff", "added": 1, "removed": 1, "changed": 2}));
    let text = place.run(&["diff", "a.tmx", "b.tmx"]).stdout;
    assert!(text.contains("- be  Так") && text.contains("+ be  Але") && text.contains("- ru  Нет"), "{text}");
}

#[test]
fn a_memory_and_its_export_are_the_same() {
    let place = Place::with_memory();
    place.run(&["export", "all.tmx"]).done();
    place.run(&["diff", "main", "all.tmx"]).done();
    place.run(&["diff", "main", "nowhere"]).could_not(&["no such file, and no such memory"]);
}

#[test]
fn three_versions_become_one() {
    let place = Place::new();
    let all = |units: &[String]| tmx(&units.concat());
    let base = [pair("Да", "Так"), pair("Нет", "Не"), pair("Лес", "Лес"), pair("Мост", "Мост"), pair("Дом", "Дом")];
    place.write("base.tmx", all(&base));
    // ours: one changed, one added; theirs: another changed, one removed, one added behind the second
    let ours = [
        pair("Да", "Ага"),
        pair("Нет", "Не"),
        pair("Лес", "Лес"),
        pair("Мост", "Мост"),
        pair("Дом", "Дом"),
        pair("Суд", "Суд"),
    ];
    let theirs = [pair("Да", "Так"), pair("Нет", "Не"), pair("Вода", "Вада"), pair("Лес", "Пушча"), pair("Дом", "Дом")];
    place.write("ours.tmx", all(&ours));
    place.write("theirs.tmx", all(&theirs));
    let merge = ["merge", "ours.tmx", "theirs.tmx", "--base", "base.tmx", "--out", "ours.tmx"];
    let ran = place.run(&[&merge[..], &["--json"]].concat());
    assert_eq!(ran.code, Some(0), "{ran}");
    assert_eq!(ran.json()[0]["units"], 6);
    let out = place.read("ours.tmx");
    let texts: Vec<&str> = out.split("<seg>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(texts, ["Да", "Ага", "Нет", "Не", "Вода", "Вада", "Лес", "Пушча", "Дом", "Дом", "Суд", "Суд"]);
}

#[test]
fn conflicts_keep_both_and_are_told() {
    let place = Place::new();
    place.write("base.tmx", tmx(&[pair("Да", "Так"), pair("Нет", "Не")].concat()));
    place.write("ours.tmx", tmx(&pair("Да", "Ага")));
    place.write("theirs.tmx", tmx(&[pair("Да", "Але"), pair("Нет", "Ніяк")].concat()));
    let ran = place.run(&["merge", "ours.tmx", "theirs.tmx", "--base", "base.tmx", "--into", "main", "--json"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    let told = ran.json();
    assert_eq!((&told[0]["langs"], &told[0]["sides"]["be"]), (&json!(["be"]), &json!(["Ага", "Але"])));
    assert_eq!((&told[1]["removed"], &told[1]["sides"]["be"]), (&json!(true), &json!(["Ніяк"])));
    assert_eq!(place.json(&["stats"])[0]["segments"], json!({"ru": 2, "be": 3}));
    place.run(&["undo"]).done();
}

#[test]
fn git_merges_memories_with_it() {
    if std::process::Command::new("git").arg("--version").output().is_err() {
        return;
    }
    let place = Place::new();
    let write = |units: &[String]| place.write("m.tmx", tmx(&units.concat()));
    write(&[pair("Да", "Так"), pair("Нет", "Не")]);
    let program = crate::run::program().display().to_string();
    let ran = place.shell(&format!(
        "git init -q -b main . && git config user.email a@b.by && git config user.name a \
         && git config merge.tmx.driver '{program} merge %A %B --base %O --out %A -q' \
         && echo '*.tmx merge=tmx' > .gitattributes && git add . && git commit -qm one && git checkout -qb other"
    ));
    assert_eq!(ran.code, Some(0), "{ran}");
    write(&[pair("Да", "Так"), pair("Нет", "Ніяк")]);
    place.shell("git commit -qam two && git checkout -q main");
    write(&[pair("Да", "Але"), pair("Нет", "Не")]);
    let ran = place.shell("git commit -qam three && git merge -q other -m merged");
    assert_eq!(ran.code, Some(0), "{ran}");
    let out = place.read("m.tmx");
    assert!(out.contains("Але") && out.contains("Ніяк") && !out.contains("<seg>Так"), "{out}");
}
