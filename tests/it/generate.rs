//! The generator of memories for benches: deterministic, as long and as rich as promised, and true in three languages.

use std::collections::{BTreeMap, HashSet};

use crate::memory;

use memory::{LANGS, queries, units, write_tmx};

const SEED: u64 = 7;
const COUNT: usize = 8_000;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’').filter(|word| !word.is_empty())
}

#[test]
fn the_same_seed_gives_the_same_units_of_whatever_count() {
    let all: Vec<_> = units(500, SEED).collect();
    assert!(units(100, SEED).eq(all[..100].iter().cloned()));
    assert!(units(500, SEED).eq(all.iter().cloned()));
    assert!(units(500, SEED + 1).ne(all.iter().cloned()));
    assert!(queries(300, SEED, 1).eq(queries(300, SEED, 1)));
}

#[test]
fn every_side_is_clean_text_in_its_own_letters() {
    for unit in units(COUNT, SEED) {
        for (side, lang) in unit.iter().zip(LANGS) {
            assert!(!side.is_empty() && side.trim() == side, "{lang}: {side:?}");
            for fault in ["  ", "..", " ,", " .", " ;", ",,", ";,", "{", "}", "[", "|", "@", "$", "~", "()"] {
                assert!(!side.contains(fault), "{lang}: {fault:?} in {side}");
            }
            let first = side.chars().find(|c| c.is_alphabetic()).unwrap_or('A');
            let list = side.starts_with(['–', '(', '№']) || side.starts_with(|c: char| c.is_ascii_digit());
            let goods = side.ends_with(char::is_alphanumeric);
            assert!(first.is_uppercase() || list || goods, "{lang}: {side}");
        }
        let [ru, be, en] = unit;
        assert!(!ru.contains(['і', 'ў', 'І', 'Ў', '’']), "{ru}");
        assert!(!be.contains(['и', 'щ', 'ъ', 'И', 'Щ', 'Ъ']), "{be}");
        assert!(!en.contains(|c| ('\u{400}'..='\u{52f}').contains(&c)) && !en.contains(['«', '№']), "{en}");
        // Short у stands after a vowel and nowhere else; Russian has its own rules for в, с and о.
        for (word, next) in be.split(' ').zip(be.split(' ').skip(1)) {
            let vowel = word.ends_with(|c| "аеёіоуыэюяАЕЁІОУЫЭЮЯ".contains(c));
            assert!(!next.starts_with('ў') || vowel, "{word} {next}: {be}");
            assert!(next != "у" || !vowel, "{word} {next}: {be}");
        }
        for (word, next) in ru.split(' ').zip(ru.split(' ').skip(1)) {
            assert!(word != "о" || !next.starts_with(['а', 'и', 'о', 'у', 'э']), "{word} {next}: {ru}");
        }
    }
}

/// The numbers of a text, by value in tenths: `1 234,5` and `1,234.5` are 12345. Months count as letters.
fn numbers(text: &str, group: &[char], fraction: char) -> Vec<u64> {
    let chars: Vec<char> = text.chars().collect();
    let digits = |at: usize| chars[at..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mut length = digits(at);
        if length == 0 {
            at += 1;
            continue;
        }
        let mut number: String = chars[at..at + length].iter().collect();
        at += length;
        // Groups follow one to three digits only.
        while length <= 3 && chars.get(at).is_some_and(|c| group.contains(c)) && digits(at + 1) == 3 {
            number.extend(&chars[at + 1..at + 4]);
            at += 4;
        }
        let tenth = chars.get(at) == Some(&fraction) && digits(at + 1) == 1;
        number.push(if tenth { chars[at + 1] } else { '0' });
        at += if tenth { 2 } else { 0 };
        length = number.len();
        assert!(length < 20, "{text}");
        found.push(number.parse().unwrap());
    }
    found.sort_unstable();
    found
}

#[test]
fn numbers_of_the_three_sides_agree_by_value() {
    let mut with = 0;
    for [ru, be, en] in units(COUNT, SEED) {
        let russian = numbers(&ru, &[' ', '\u{a0}'], ',');
        assert_eq!(russian, numbers(&be, &[' ', '\u{a0}'], ','), "\n{ru}\n{be}");
        assert_eq!(russian, numbers(&en, &[','], '.'), "\n{ru}\n{en}");
        with += usize::from(!russian.is_empty());
    }
    assert!(with > COUNT / 2, "{with} units have numbers");
    assert_eq!(numbers("1 234,5 млн руб. и 15 мая", &[' '], ','), [150, 12_345]);
    assert_eq!(numbers("1,234.5 million, 15 May", &[','], '.'), [150, 12_345]);
}

#[test]
fn lengths_and_vocabulary_are_those_of_a_memory() {
    let all: Vec<_> = units(COUNT, SEED).collect();
    for lang in 0..3 {
        let mut lengths: Vec<usize> = all.iter().map(|unit| unit[lang].split_whitespace().count()).collect();
        lengths.sort_unstable();
        let mean = lengths.iter().sum::<usize>() as f64 / COUNT as f64;
        assert!((17.0..26.0).contains(&mean), "{}: {mean} words", LANGS[lang]);
        let at = |share: usize| lengths[COUNT * share / 1000];
        assert!(lengths[0] == 1 && at(50) <= 5 && at(500) <= 20 && (35..60).contains(&at(950)), "{}", LANGS[lang]);
        assert!(at(990) < 90 && (130..300).contains(&lengths[COUNT - 1]), "{}", LANGS[lang]);

        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in all.iter().flat_map(|unit| words(&unit[lang])) {
            *counts.entry(word).or_default() += 1;
        }
        let rare = counts.values().filter(|count| **count == 1).count();
        assert!(counts.len() > 5_000, "{}: {} words", LANGS[lang], counts.len());
        assert!(rare * 4 > counts.len(), "{}: a long tail, {rare} words once", LANGS[lang]);

        let different: HashSet<&str> = all.iter().map(|unit| unit[lang].as_str()).collect();
        assert!((COUNT * 8 / 10..COUNT * 98 / 100).contains(&different.len()), "{}", different.len());
    }
    // One language again with another translation.
    let mut told: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for [ru, _, en] in &all {
        told.entry(ru).or_default().insert(en);
    }
    assert!(told.values().filter(|sides| sides.len() > 1).count() > COUNT / 1000);
}

#[test]
fn one_unit_in_ten_is_nearly_an_earlier_one() {
    let all: Vec<HashSet<String>> =
        units(1_200, SEED).map(|[ru, ..]| words(&ru).map(str::to_owned).collect()).collect();
    let near = |nth: usize| {
        let long = |set: &HashSet<String>| set.len() > 6;
        let alike = |other: &HashSet<String>| {
            let shared = other.intersection(&all[nth]).count();
            other != &all[nth] && shared * 10 >= 7 * all[nth].len().max(other.len())
        };
        long(&all[nth]) && all[..nth].iter().any(alike)
    };
    let found = (600..1_200).filter(|nth| near(*nth)).count();
    assert!((30..120).contains(&found), "{found} of 600");
}

#[test]
fn queries_are_exact_edited_and_unseen() {
    for (lang, name) in LANGS.iter().enumerate() {
        let known: HashSet<String> = units(10_000, SEED).map(|unit| unit[lang].clone()).collect();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (kind, text) in queries(1_000, SEED, lang) {
            assert!(!text.is_empty(), "{name}: {kind}");
            if kind == "exact" {
                assert!(known.contains(&text), "{name}: {text}");
            }
            *kinds.entry(kind).or_default() += 1;
        }
        let within = |kind: &str, share: usize| kinds[kind].abs_diff(share) < 60;
        assert!(within("exact", 200) && within("edited", 600) && within("unseen", 200), "{name}: {kinds:?}");
    }
}

#[test]
fn tmx_is_read_back() {
    let mut out = Vec::new();
    write_tmx(&mut out, 300, SEED, &[0, 2]).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("<tu>").count(), 300);
    assert_eq!(text.matches("<tuv xml:lang=\"en\">").count(), 300);
    assert!(!text.contains("xml:lang=\"be\""));
    let plain = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let sides = text.split("<seg>").skip(1).map(|rest| plain(rest.split("</seg>").next().unwrap()));
    let expected = units(300, SEED).flat_map(|[ru, _, en]| [ru, en]);
    assert!(sides.eq(expected));
}
