//! Sentence vectors from outside: a toy encoder stands for a real one.

use crate::run::{BE, Place, RU};
use serde_json::{Value, json};

/// Words that no lexicon knows and that sound like nothing: the n-th of a language, all of one length.
pub(crate) fn word(n: usize, letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    // Numbers in order would give words in order; a multiplier strews them.
    let mut n = (n + 17) * 7_919 % 100_003;
    (0..6)
        .map(|_| {
            let letter = letters[n % letters.len()];
            n = n / letters.len() + n % 7;
            letter
        })
        .collect()
}

/// Two documents in made-up languages: sentences of nine words, the same meanings on both sides but for some that are
/// missing, merged or inserted, all of one length. With the dictionary and the gold alignment.
fn made_up(place: &Place) {
    const WORDS: usize = 120;
    let (left, right) = ("бвгджзклмн", "qwxyzjkvfp");
    let mut dictionary = String::new();
    for n in 0..WORDS {
        dictionary += &format!("{} {n}\n{} {n}\n", word(n, left), word(n + 1_000, right));
    }
    let sentence = |meaning: usize, offset: usize, letters: &str| {
        let words: Vec<String> = (0..9).map(|k| word((meaning * 31 + k * k * 7) % WORDS + offset, letters)).collect();
        words.join(" ") + "."
    };
    let (mut a, mut b, mut gold) = (Vec::new(), Vec::new(), Vec::new());
    let mut meaning = 0;
    while meaning < 60 {
        let mut bead = [Vec::new(), Vec::new()];
        let (m, n) = match meaning % 12 {
            3 => (1, 0),
            7 => (0, 1),
            9 => (2, 1),
            _ => (1, 1),
        };
        for k in 0..m {
            bead[0].push(a.len());
            a.push(sentence(meaning + k, 0, left));
        }
        if n == 1 {
            bead[1].push(b.len());
            let parts: Vec<String> = (0..m.max(1)).map(|k| sentence(meaning + k, 1_000, right)).collect();
            b.push(parts.join(" "));
        }
        gold.push(bead);
        meaning += m.max(1);
    }
    place.write("qaa.txt", a.join("\n"));
    place.write("qab.txt", b.join("\n"));
    place.write("dictionary", dictionary);
    place.write("gold.json", json!({"langs": ["qaa", "qab"], "beads": gold}).to_string());
    place.write(
        "encode.awk",
        "BEGIN { while ((getline line < \"dictionary\") > 0) { split(line, f, \" \"); at[f[1]] = f[2] % 48 } }
        { for (k = 0; k < 48; k++) v[k] = 0.2
          gsub(/[.]/, \"\"); for (i = 1; i <= NF; i++) if ($i in at) v[at[$i]]++
          for (k = 0; k < 48; k++) printf \"%s%s\", v[k], k < 47 ? \" \" : \"\\n\" }\n",
    );
}

const ALIGN: [&str; 7] = ["--json", "align", "--segmented", "--lang", "qaa,qab", "qaa.txt", "qab.txt"];
const ENCODER: [&str; 2] = ["--encoder", "awk -f encode.awk"];

fn f1(place: &Place, found: &str) -> f64 {
    place.write("found.jsonl", found);
    place.json(&["evaluate", "gold.json", "found.jsonl"])[0]["strict"]["f1"].as_f64().unwrap()
}

#[cfg(unix)]
#[test]
fn vectors_align_what_words_cannot() {
    let place = Place::new();
    made_up(&place);
    let words = place.run(&ALIGN);
    let without = if words.code == Some(2) { 0.0 } else { f1(&place, &words.stdout) };
    let program = place.run(&[&ALIGN[..], &ENCODER].concat()).done();
    let with = f1(&place, &program.stdout);
    assert!(without < 0.6, "{without}: the words are not strange enough");
    assert!(with > 0.95, "{with}, without {without}");

    // A file of the same vectors is as good as the program.
    let mut file = String::new();
    for lang in ["qaa", "qab"] {
        let vectors = place.shell(&format!("awk -f encode.awk {lang}.txt")).done().stdout;
        for (text, vector) in place.read(&format!("{lang}.txt")).lines().zip(vectors.lines()) {
            let vector: Vec<f64> = vector.split(' ').map(|x| x.parse().unwrap()).collect();
            file += &format!("{}\n", json!({"text": text, "vector": vector}));
        }
    }
    place.write("vectors.jsonl", file);
    let table = ["--vectors", "vectors.jsonl"];
    assert_eq!(place.run(&[&ALIGN[..], &table].concat()).done().stdout, program.stdout);

    // Runs and the filter take them too.
    place.write("list.tsv", "qaa\tqab\nqaa.txt\tqab.txt\n");
    place
        .run(
            &[&["align", "--segmented", "--manifest", "list.tsv", "--out", "o", "--format", "jsonl"], &table[..]]
                .concat(),
        )
        .done();
    assert_eq!(place.read("o/qaa.txt.jsonl"), program.stdout);
    let segments = |name: &str| place.read(name).lines().map(str::to_owned).collect::<Vec<_>>();
    let document = json!({"texts": {"qaa": segments("qaa.txt"), "qab": segments("qab.txt")}}).to_string();
    let filtered = place.run_with(&[&["align", "--jsonl"], &table[..]].concat(), document).done().json();
    let beads: Vec<Value> = program.json().into_iter().filter(|message| message["type"] == "bead").collect();
    assert_eq!(filtered[0]["beads"], Value::Array(beads));
}

#[cfg(unix)]
#[test]
fn a_third_language_is_aligned_by_vectors_too() {
    let place = Place::new();
    made_up(&place);
    std::fs::copy(place.path("qaa.txt"), place.path("qac.txt")).unwrap();
    let three = ["--json", "align", "--segmented", "--lang", "qaa,qac,qab", "qaa.txt", "qac.txt", "qab.txt"];
    place.write("three.jsonl", place.run(&[&three[..], &ENCODER].concat()).done().stdout);
    let gold: Value = serde_json::from_str(&place.read("gold.json")).unwrap();
    let beads: Vec<Value> =
        gold["beads"].as_array().unwrap().iter().map(|bead| json!([bead[0], bead[0], bead[1]])).collect();
    place.write("gold3.json", json!({"langs": ["qaa", "qac", "qab"], "beads": beads}).to_string());
    let f1 = place.json(&["evaluate", "gold3.json", "three.jsonl"])[0]["strict"]["f1"].as_f64().unwrap();
    assert!(f1 > 0.9, "{f1}");
}

#[test]
fn segments_without_vectors_are_told() {
    let place = Place::with_statement();
    place.write("vectors.jsonl", "{\"text\":\"Сообщение для  прессы\",\"vector\":[1,2]}\n");
    let ran = place.run(&["align", "ru.txt", "be.txt", "--vectors", "vectors.jsonl"]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.stderr.contains("ru.txt: 6 of its 7 segments have no vector"), "{ran}");
}

#[cfg(unix)]
#[test]
fn an_encoder_that_fails_is_told() {
    let place = Place::new();
    // More than a pipe holds, so that a program that does not read is met as well.
    place.write("ru.txt", RU.repeat(300));
    place.write("be.txt", BE.repeat(300));
    for (command, words) in [
        ("exit 3", "exit status: 3"),
        ("cat > /dev/null", "it wrote 0 vectors for 4200 segments"),
        ("cat", "its line 1 is no vector"),
        ("awk '{ print 1 }' | head -n 4199", "it wrote 4199 vectors"),
        ("awk '{ print (NR > 7 ? 1 : \"1 2\") }'", "several dimensions"),
        ("no-such-program", "exit status: 127"),
    ] {
        let ran = place.run(&["align", "ru.txt", "be.txt", "--encoder", command]);
        assert_eq!(ran.code, Some(2), "{ran}");
        assert!(ran.stderr.contains("the encoder `") && ran.stderr.contains(words), "{command}: {ran}");
    }
    place.write("vectors.jsonl", "{\"text\":\"a\",\"vector\":[1,2]}\n{\"text\":\"b\"}\n");
    place.run(&["align", "ru.txt", "be.txt", "--vectors", "vectors.jsonl"]).could_not(&["vectors.jsonl: line 2"]);
}
