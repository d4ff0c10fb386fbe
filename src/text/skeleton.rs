//! Scripts compared: one skeleton for Russian and Belarusian spellings of a word, one key for a name in any script.
//!
//! The skeleton writes what differs between the two languages by rule (akanne, dzekanne, hard р, ў) in one way, so that
//! `республика` and `рэспубліка`, `правда` and `праўда` come out the same. The name key keeps the consonants of a name
//! in classes that hold over the romanisations in use, so that Лукашенко, Лукашэнка, Lukashenko and Łukašenka meet.

use crate::lang::Language;
use crate::lang::letters::is_letter;

/// The common skeleton of a Russian or Belarusian word in normal form.
#[must_use]
pub fn skeleton(word: &str, language: Language) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let soft = next.is_some_and(|n| "еяіюёьи".contains(n));
        let mapped = match c {
            'д' if language == Language::Be && next == Some('з') => {
                chars.next();
                if chars.peek().is_some_and(|n| "еяіюёь".contains(*n)) { "д" } else { "дз" }
            }
            'ц' if language == Language::Be && soft => "т",
            'х' if language == Language::Be && next == Some('в') => {
                chars.next();
                "ф"
            }
            'ў' => "в",
            'щ' => "шч",
            'а' | 'о' | 'е' | 'ё' | 'э' | 'я' => "а",
            'и' | 'ы' | 'і' | 'й' => "и",
            'у' | 'ю' => "у",
            'ь' | 'ъ' | '-' => "",
            other => {
                push_squeezed(&mut out, other);
                continue;
            }
        };
        for m in mapped.chars() {
            push_squeezed(&mut out, m);
        }
    }
    out
}

fn push_squeezed(out: &mut String, c: char) {
    if !out.ends_with(c) {
        out.push(c);
    }
}

/// The key of a name: the classes of its first six consonants, with a mark when it opens with a vowel.
///
/// Case endings of Russian and Belarusian names hold hardly any consonants, so forms of a name share their key but for a
/// last `m`, `v` or `x`; compare with [`same_name`]. Empty when the word has fewer than two consonants.
#[must_use]
pub fn name_key(word: &str) -> String {
    let mut key = String::new();
    let mut consonants = 0;
    let letters: Vec<char> = word.chars().filter(|c| is_letter(*c)).collect();
    let mut i = 0;
    while i < letters.len() && consonants < 6 {
        let rest = &letters[i..];
        let (class, taken) = consonant_class(rest);
        if let Some(class) = class {
            if !key.ends_with(class) {
                key.push(class);
                consonants += 1;
            }
        } else if i == 0 {
            key.push('*');
        }
        i += taken;
    }
    if consonants < 2 { String::new() } else { key }
}

/// A rough romanisation of a Russian or Belarusian word in normal form, near what English spelling keeps of names and
/// international words; Latin letters stay, and spellings that English has two of are evened out (`ph` f, `c` k, `y` i).
#[must_use]
pub fn romanised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let piece = match c {
            'а' | 'я' => "a",
            'б' => "b",
            'в' | 'ў' | 'w' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'і' | 'й' | 'ы' | 'y' => "i",
            'к' | 'q' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ю' => "u",
            'ф' => "f",
            'х' => "h",
            'ц' => "c",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "sch",
            'ь' | 'ъ' | '-' => "",
            'p' if chars.next_if_eq(&'h').is_some() => "f",
            'c' if chars.peek() == Some(&'h') => "c",
            'c' if chars.peek().is_some_and(|n| "eiy".contains(*n)) => "c",
            'c' => "k",
            other => {
                push_squeezed(&mut out, other);
                continue;
            }
        };
        for p in piece.chars() {
            push_squeezed(&mut out, p);
        }
    }
    out
}

/// The class of the consonant (or consonant group of a romanisation) at the start, and how many letters it takes.
fn consonant_class(letters: &[char]) -> (Option<char>, usize) {
    let starts = |text: &str| {
        let mut n = 0;
        text.chars().all(|c| {
            n += 1;
            letters.get(n - 1) == Some(&c)
        })
    };
    for (group, class) in [
        ("shch", 's'),
        ("sch", 's'),
        ("tch", 'c'),
        ("dzh", 'z'),
        ("sh", 's'),
        ("ch", 'c'),
        ("zh", 'z'),
        ("kh", 'g'),
        ("gh", 'g'),
        ("ts", 'k'),
        ("ck", 'k'),
        ("ph", 'f'),
        ("th", 't'),
        ("dz", 'd'),
        ("дз", 'd'),
        ("ks", 'x'),
        ("кс", 'x'),
    ] {
        if starts(group) {
            return (Some(class), group.chars().count());
        }
    }
    let class = match letters[0] {
        'b' | 'б' => 'b',
        'v' | 'w' | 'в' | 'ў' | 'ŭ' => 'v',
        'g' | 'h' | 'г' | 'х' | 'ґ' => 'g',
        'd' | 'д' => 'd',
        'z' | 'з' | 'ž' | 'ж' | 'ź' | 'j' => 'z',
        'k' | 'c' | 'q' | 'к' | 'ц' => 'k',
        'l' | 'л' | 'ł' | 'ĺ' => 'l',
        'm' | 'м' => 'm',
        'n' | 'н' | 'ń' => 'n',
        'p' | 'п' => 'p',
        'r' | 'р' => 'r',
        's' | 'с' | 'ś' | 'š' | 'ш' | 'щ' => 's',
        't' | 'т' => 't',
        'f' | 'ф' => 'f',
        'x' => 'x',
        'č' | 'ч' | 'ć' => 'c',
        _ => return (None, 1),
    };
    (Some(class), 1)
}

/// Whether two name keys can be of one name: equal, or one is the other with one more consonant (a case ending).
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && (a == b || (short.len() >= 3 && long.len() == short.len() + 1 && long.starts_with(short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_and_belarusian_spellings_meet() {
        for (ru, be) in [
            ("республика", "рэспубліка"),
            ("правда", "праўда"),
            ("площадь", "плошча"),
            ("неделя", "нядзеля"),
            ("вода", "вада"),
            ("институт", "інстытут"),
            ("гость", "госць"),
        ] {
            let (a, b) = (skeleton(ru, Language::Ru), skeleton(be, Language::Be));
            let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
            assert!(common >= 4.min(a.chars().count()), "{ru} {a} {be} {b}");
        }
    }

    #[test]
    fn names_meet_over_scripts_and_romanisations() {
        for names in [
            &["лукашенко", "лукашэнка", "lukashenko", "lukashenka", "łukašenka"][..],
            &["ковальчук", "кавальчук", "kovalchuk", "kavalchuk"],
            &["гродно", "гродна", "grodno", "hrodna"],
            &["сергей", "сяргей", "sergei", "sergey", "siarhei"],
            &["владимир", "vladimir"],
        ] {
            for name in names {
                assert!(same_name(&name_key(names[0]), &name_key(name)), "{} {name}", names[0]);
            }
        }
        assert!(!same_name(&name_key("минск"), &name_key("moscow")));
    }
}
