//! How words bend: paradigms, surnames, numbers, dates, and the letters that depend on the word before.

/// Places of the languages in every `[_; 3]` here.
pub const RU: usize = 0;
pub const BE: usize = 1;
pub const EN: usize = 2;

/// The cases of a slot, in the order of a paradigm.
pub const CASES: &str = "ngdaip";

/// Forms by case.
pub type Forms = [String; 6];

/// Endings of Russian paradigms: nominative, genitive, dative, accusative, instrumental, prepositional.
const RU_PARADIGMS: &str = "\
m:,а,у,,ом,е
ма:,а,у,а,ом,е
мь:ь,я,ю,ь,ем,е
мьа:ь,я,ю,я,ем,е
мй:й,я,ю,й,ем,е
мйа:й,я,ю,я,ем,е
ийа:й,я,ю,я,ем,и
о:о,а,у,о,ом,е
е:е,я,ю,е,ем,и
а:а,ы,е,у,ой,е
ка:а,и,е,у,ой,е
ча:а,и,е,у,ей,е
ца:а,ы,е,у,ей,е
ия:я,и,и,ю,ей,и
я:я,и,е,ю,ей,е
ь:ь,и,и,ь,ью,и
ы:ы,ов,ам,ы,ами,ах
ыф:ы,,ам,ы,ами,ах
ияп:я,й,ям,я,ями,ях
аф:а,,ам,а,ами,ах
ип:и,й,ям,и,ями,ях
ый:ый,ого,ому,ый,ым,ом
ый1:ый,ого,ому,ого,ым,ом
ой:ой,ого,ому,ой,ым,ом
ий:ий,ого,ому,ий,им,ом
ьий:ий,его,ему,ий,им,ем
ое:ое,ого,ому,ое,ым,ом
кое:ое,ого,ому,ое,им,ом
ее:ее,его,ему,ее,им,ем
ая:ая,ой,ой,ую,ой,ой
щая:ая,ей,ей,ую,ей,ей
яя:яя,ей,ей,юю,ей,ей
ые:ые,ых,ым,ые,ыми,ых
ие:ие,их,им,ие,ими,их
";

/// Endings of Belarusian paradigms.
const BE_PARADIGMS: &str = "\
м:,а,у,,ам,е
му:,у,у,,ам,е
ма:,а,у,а,ам,у
мр:,а,у,,ам,ы
мт:т,та,ту,т,там,це
мту:т,ту,ту,т,там,це
а:а,ы,е,у,ай,е
да:да,ды,дзе,ду,дай,дзе
та:та,ты,це,ту,тай,це
ра:ра,ры,ры,ру,рай,ры
ка:ка,кі,цы,ку,кай,цы
га:га,гі,зе,гу,гай,зе
ча:ча,чы,чы,чу,чай,чы
ша:а,ы,ы,у,ай,ы
я:я,і,і,ю,яй,і
ь:ь,і,і,ь,ю,і
е:е,я,ю,е,ем,і
ё:ё,я,ю,ё,ём,і
ва:а,а,у,а,ам,е
ы:ы,аў,ам,ы,амі,ах
ыі:і,й,ям,і,ямі,ях
ый:ы,ага,аму,ы,ым,ым
ый1:ы,ага,аму,ага,ым,ым
огы:ы,ога,ому,ы,ым,ым
ій:і,ага,аму,і,ім,ім
ні:і,яга,яму,і,ім,ім
ае:ае,ага,аму,ае,ым,ым
кае:ае,ага,аму,ае,ім,ім
ая:ая,ай,ай,ую,ай,ай
ыя:ыя,ых,ым,ыя,ымі,ых
ія:ія,іх,ім,ія,імі,іх
";

/// The forms of a phrase whose bending words are written `stem/code` or `stem/six,end,ings…`.
pub fn phrase(text: &str, lang: usize) -> Forms {
    let mut forms = Forms::default();
    for (nth, word) in text.split(' ').enumerate() {
        let (stem, endings) =
            word.split_once('/').map_or((word, None), |(stem, code)| (stem, Some(endings(code, lang))));
        for (case, form) in forms.iter_mut().enumerate() {
            if nth > 0 {
                form.push(' ');
            }
            form.push_str(stem);
            form.push_str(endings.as_ref().map_or("", |endings| endings[case]));
        }
    }
    forms
}

fn endings(code: &str, lang: usize) -> Vec<&str> {
    let listed = if code.contains(',') {
        code
    } else {
        let table = if lang == RU { RU_PARADIGMS } else { BE_PARADIGMS };
        let found = table.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix(':'));
        found.unwrap_or_else(|| panic!("no paradigm {code}"))
    };
    let endings: Vec<&str> = listed.split(',').collect();
    assert_eq!(endings.len(), 6, "endings of {code}");
    endings
}

/// An adjective by gender (m, f, n, p): its class and stem, see `ADJECTIVES`.
pub fn adjective(class: &str, stem: &str, lang: usize) -> [Forms; 4] {
    let codes = match (lang, class) {
        (RU, "h") => ["ый", "ая", "ое", "ые"],
        (RU, "k") => ["ий", "ая", "кое", "ие"],
        (RU, _) => ["ий", "ая", "ее", "ие"],
        (_, "k") => ["ій", "ая", "кае", "ія"],
        _ => ["ый", "ая", "ае", "ыя"],
    };
    let soft = lang == RU && class == "ь";
    codes.map(|code| {
        let code = match code {
            "ий" if soft => "ьий",
            "ая" if soft => "щая",
            code => code,
        };
        phrase(&format!("{stem}/{code}"), lang)
    })
}

/// A surname of a man or a woman in three spellings, from that of a man: one form in English.
pub fn surname(man: [&str; 3], woman: bool) -> [Forms; 3] {
    let [ru, be, en] = man;
    let cut =
        |word: &str, end: &str| word.strip_suffix(end).unwrap_or_else(|| panic!("{word} without {end}")).to_owned();
    let (ru, be, en) = if ru.ends_with("ий") {
        let (ru, be, en) = (cut(ru, "ий"), cut(be, "і"), cut(en, "i"));
        match woman {
            false => (ru + "/ий,ого,ому,ого,им,ом", be + "/і,ага,аму,ага,ім,ім", en + "i"),
            true => (ru + "/ая", be + "/ая", en + "aya"),
        }
    } else if ru.ends_with("ов") || ru.ends_with("ев") {
        let be = cut(be, "ў");
        match woman {
            false => (format!("{ru}/,а,у,а,ым,е"), be + "/ў,ва,ву,ва,вым,ве", en.to_owned()),
            true => (format!("{ru}/а,ой,ой,у,ой,ой"), be + "/ва,вай,вай,ву,вай,вай", cut(en, "u") + "va"),
        }
    } else if ru.ends_with("ин") {
        match woman {
            false => (format!("{ru}/,а,у,а,ым,е"), format!("{be}/,а,у,а,ым,е"), en.to_owned()),
            true => (format!("{ru}/а,ой,ой,у,ой,ой"), format!("{be}/а,ай,ай,у,ай,ай"), format!("{en}a")),
        }
    } else if woman {
        (ru.to_owned(), be.to_owned(), en.to_owned())
    } else {
        let ru_by = if ru.ends_with('ч') { "ем" } else { "ом" };
        let stressed = ["ук", "юк", "ак", "як"].iter().any(|end| be.ends_with(end));
        let be_by = if stressed { "ом" } else { "ам" };
        (format!("{ru}/,а,у,а,{ru_by},е"), format!("{be}/,а,у,а,{be_by},у"), en.to_owned())
    };
    [phrase(&ru, RU), phrase(&be, BE), std::array::from_fn(|_| en.clone())]
}

/// Which form of a counted noun stands after a number: of 1, of 2 to 4, of 5 and more.
pub fn plural(number: u64, lang: usize) -> usize {
    match (lang, number % 10, number % 100) {
        (EN, ..) => usize::from(number != 1),
        (_, 1, tens) if tens != 11 => 0,
        (_, 2..=4, tens) if !(12..=14).contains(&tens) => 1,
        _ => 2,
    }
}

/// Writes a whole number. From 10,000 (in English from 1,000) digits stand in groups, `group` between them in Cyrillic.
pub fn whole(out: &mut String, number: u64, lang: usize, group: char) {
    let mut digits = [0_u8; 20];
    let mut count = 0;
    let mut rest = number;
    while count == 0 || rest > 0 {
        digits[count] = (rest % 10) as u8;
        rest /= 10;
        count += 1;
    }
    let grouped = number >= if lang == EN { 1_000 } else { 10_000 };
    for at in (0..count).rev() {
        out.push(char::from(b'0' + digits[at]));
        if grouped && at > 0 && at % 3 == 0 {
            out.push(if lang == EN { ',' } else { group });
        }
    }
}

/// Writes tenths: `12,5` or `12.5`, a whole number without a fraction.
pub fn tenths(out: &mut String, number: u64, lang: usize, group: char) {
    whole(out, number / 10, lang, group);
    if !number.is_multiple_of(10) {
        out.push(if lang == EN { '.' } else { ',' });
        whole(out, number % 10, lang, group);
    }
}

/// Months in the genitive, as in a date.
pub const MONTHS: [[&str; 12]; 3] = [
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "студзеня",
        "лютага",
        "сакавіка",
        "красавіка",
        "мая",
        "чэрвеня",
        "ліпеня",
        "жніўня",
        "верасня",
        "кастрычніка",
        "лістапада",
        "снежня",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

/// Months in the prepositional case: `в январе`.
pub const IN_MONTHS: [[&str; 12]; 3] = [
    [
        "январе",
        "феврале",
        "марте",
        "апреле",
        "мае",
        "июне",
        "июле",
        "августе",
        "сентябре",
        "октябре",
        "ноябре",
        "декабре",
    ],
    [
        "студзені",
        "лютым",
        "сакавіку",
        "красавіку",
        "маі",
        "чэрвені",
        "ліпені",
        "жніўні",
        "верасні",
        "кастрычніку",
        "лістападзе",
        "снежні",
    ],
    MONTHS[EN],
];

/// Writes a sentence, with what depends on a neighbouring word put in order (в/во, с/со, о/об; у/ў/ва, з/са) and a
/// capital at the start.
pub fn polish(raw: &str, lang: usize, out: &mut String) {
    let begin = out.len();
    out.reserve(raw.len() + 8);
    let mut copied = 0;
    if lang != EN {
        let mut start = 0;
        while let Some(length) = raw.as_bytes()[start..].iter().position(|byte| *byte == b' ') {
            let next = start + length + 1;
            let (word, next_word) = (&raw[start..next - 1], &raw[next..]);
            let fitted = if lang == RU { russian(word, next_word) } else { belarusian(word, next_word, &raw[..start]) };
            if let Some((length, fitted)) = fitted {
                out.push_str(&raw[copied..start]);
                out.push_str(fitted);
                copied = start + length;
            }
            start = next;
        }
        if let Some((length, fitted)) = short_u(&raw[start..], &raw[..start]).filter(|_| lang == BE) {
            out.push_str(&raw[copied..start]);
            out.push_str(fitted);
            copied = start + length;
        }
    }
    out.push_str(&raw[copied..]);
    if let Some(first) = out[begin..].chars().next() {
        let mut buffer = [0; 4];
        let upper = first.to_uppercase().next().unwrap_or(first).encode_utf8(&mut buffer);
        out.replace_range(begin..begin + first.len_utf8(), upper);
    }
}

/// How many bytes of a word give way to what.
type Fitted = Option<(usize, &'static str)>;

fn russian(word: &str, next: &str) -> Fitted {
    if word.len() > 4 {
        return None;
    }
    let (one, two) = letters(next);
    let crowd = consonant(two);
    let fitted = match word {
        "с" if "сзшж".contains(one) && crowd => "со",
        "в" if "вф".contains(one) && crowd => "во",
        "о" if "аиоуэ".contains(one) => "об",
        "О" if "аиоуэ".contains(one) => "Об",
        _ => return None,
    };
    Some((word.len(), fitted))
}

fn belarusian(word: &str, next: &str, before: &str) -> Fitted {
    match word {
        "у" | "ў" if next.starts_with(['у', 'ў', 'У']) => Some((word.len(), "ва")),
        "з" => {
            let (one, two) = letters(next);
            ("сзшж".contains(one) && consonant(two)).then_some((word.len(), "са"))
        }
        _ => short_u(word, before),
    }
}

/// У is short after a vowel, unless stressed (улік), and nowhere else.
fn short_u(word: &str, before: &str) -> Fitted {
    if !word.starts_with(['у', 'ў']) {
        return None;
    }
    // What becomes of a preposition before ends in the same kind of letter.
    let after_vowel = before.strip_suffix(' ').is_some_and(|before| before.ends_with(vowel));
    let long = !after_vowel || word.starts_with("улік");
    Some(('у'.len_utf8(), if long { "у" } else { "ў" }))
}

/// The first two letters of what comes next, small.
fn letters(next: &str) -> (char, char) {
    let mut letters = next.trim_start_matches(['«', '(']).chars();
    let mut letter = || letters.next().map_or(' ', |letter| letter.to_lowercase().next().unwrap_or(letter));
    (letter(), letter())
}

fn vowel(letter: char) -> bool {
    matches!(
        letter,
        'а' | 'е'
            | 'ё'
            | 'и'
            | 'і'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'А'
            | 'Е'
            | 'И'
            | 'І'
            | 'О'
            | 'У'
            | 'Э'
    )
}

fn consonant(letter: char) -> bool {
    letter.is_alphabetic() && !vowel(letter) && !matches!(letter, 'ь' | 'ў')
}
