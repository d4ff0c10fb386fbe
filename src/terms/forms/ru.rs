//! Russian declension and conjugation, in normal form (ё is е).

use super::{Role, Shape, but_last, cut, ending_changed, irregular, last};

/// Prepositions that take a vowel before some words.
pub(super) const GROUPS: &[&[&str]] = &[
    &["в", "во"],
    &["с", "со"],
    &["к", "ко"],
    &["о", "об", "обо"],
    &["от", "ото"],
    &["из", "изо"],
    &["под", "подо"],
    &["над", "надо"],
    &["перед", "передо"],
];

/// Words of a phrase that have no endings, though they look as if.
const FIXED: &[&str] = &[
    "для",
    "при",
    "про",
    "без",
    "или",
    "что",
    "как",
    "чтобы",
    "если",
    "между",
    "после",
    "через",
    "также",
    "более",
    "менее",
    "его",
    "они",
    "она",
    "оно",
    "также",
    "либо",
    "путем",
    "ранее",
    "далее",
    "весьма",
    "против",
];

/// Small words that look like forms of nouns: после of посол.
pub(super) const SMALL: &[&str] =
    &["после", "так", "там", "том", "тому", "при", "три", "стали", "стало", "стала", "смог", "дали", "потом", "такой"];

/// Words whose plural or oblique cases have another stem.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("человек", &["люди", "людей", "людям", "людьми", "людях"]),
    ("ребенок", &["дети", "детей", "детям", "детьми", "детях"]),
    ("год", &["лет", "годов"]),
    ("судно", &["суда", "судов", "судам", "судами", "судах"]),
    ("друг", &["друзья", "друзей", "друзьям", "друзьями", "друзьях"]),
    ("брат", &["братья", "братьев", "братьям", "братьями", "братьях"]),
    ("сын", &["сыновья", "сыновей", "сыновьям", "сыновьями", "сыновьях"]),
    ("муж", &["мужья", "мужей", "мужьям", "мужьями", "мужьях"]),
    ("лист", &["листья", "листьев", "листьям", "листьями", "листьях"]),
    ("господин", &["господа", "господ", "господам", "господами", "господах"]),
    ("дочь", &["дочери", "дочерью", "дочерей", "дочерям", "дочерями", "дочерях"]),
    ("мать", &["матери", "матерью", "матерей", "матерям", "матерями", "матерях"]),
    ("церковь", &["церкви", "церквей", "церквам", "церквами", "церквах"]),
    ("любовь", &["любви"]),
    ("заем", &["займа", "займу", "займом", "займе", "займы", "займов", "займам", "займами", "займах"]),
    ("наем", &["найма", "найму", "наймом", "найме"]),
    ("лен", &["льна", "льну", "льном", "льне"]),
    ("лед", &["льда", "льду", "льдом", "льде", "льды", "льдов"]),
    ("лев", &["льва", "льву", "львом", "льве", "львы", "львов"]),
    ("весь", &["всего", "всему", "всем", "вся", "всей", "всю", "все", "всех", "всеми"]),
    ("свой", &["своего", "своему", "своим", "своем", "своя", "своей", "свою", "свое", "свои", "своих", "своими"]),
    (
        "третий",
        &[
            "третьего",
            "третьему",
            "третьим",
            "третьем",
            "третья",
            "третьей",
            "третью",
            "третье",
            "третьи",
            "третьих",
            "третьими",
        ],
    ),
    ("два", &["две", "двух", "двум", "двумя"]),
    ("три", &["трех", "трем", "тремя"]),
    ("взять", &["возьму", "возьмет", "возьмем", "возьмут"]),
    ("дать", &["дам", "даст", "дадим", "дадут"]),
];

// Nouns. Singular nominative, genitive, dative, instrumental, prepositional (and accusative), then the plural.

/// договор, закон.
const M_HARD: &[&str] = &["", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"];
/// банк, округ, цех: и after к г х.
const M_VELAR: &[&str] = &["", "а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах"];
/// платеж, товарищ.
const M_HUSH: &[&str] = &["", "а", "у", "ом", "ем", "е", "и", "ей", "ам", "ами", "ах"];
/// месяц, конец.
const M_TS: &[&str] = &["", "а", "у", "ом", "ем", "е", "ы", "ов", "ев", "ам", "ами", "ах"];
/// случай, музей, критерий.
const M_J: &[&str] = &["й", "я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"];
/// учитель, область: masculine and feminine, for the ending does not tell.
const SOFT: &[&str] = &["ь", "я", "ю", "ем", "е", "и", "ей", "ью", "ям", "ями", "ях"];
/// What a fleeting vowel leaves of a soft noun: дня, рубля, огня.
const SOFT_SHORT: &[&str] = &["я", "ю", "ем", "е", "и", "ей", "ям", "ями", "ях"];
/// помощь, речь.
const F_HUSH_SOFT: &[&str] = &["ь", "и", "ью", "ей", "ам", "ами", "ах"];
/// палата.
const F_HARD: &[&str] = &["а", "ы", "е", "у", "ой", "ою", "", "ам", "ами", "ах"];
/// политика, дорога.
const F_VELAR: &[&str] = &["а", "и", "е", "у", "ой", "ою", "", "ам", "ами", "ах"];
/// задача, дача.
const F_HUSH: &[&str] = &["а", "и", "е", "у", "ей", "ой", "ею", "", "ам", "ами", "ах"];
/// граница.
const F_TS: &[&str] = &["а", "ы", "е", "у", "ей", "ой", "ею", "", "ам", "ами", "ах"];
/// неделя, семья.
const F_SOFT: &[&str] = &["я", "и", "е", "ю", "ей", "ею", "ь", "", "й", "ям", "ями", "ях"];
/// статья, семья: stem with ь.
const F_YA: &[&str] = &["я", "и", "е", "ю", "ей", "ею", "й", "ям", "ями", "ях"];
/// партия: stem with и.
const F_IA: &[&str] = &["я", "и", "ю", "ей", "ею", "й", "ям", "ями", "ях", "ем", "е"];
/// государство.
const N_HARD: &[&str] = &["о", "а", "у", "ом", "е", "", "ам", "ами", "ах"];
/// училище.
const N_HUSH: &[&str] = &["е", "а", "у", "ем", "", "ам", "ами", "ах"];
/// поле.
const N_SOFT: &[&str] = &["е", "я", "ю", "ем", "и", "", "ей", "ям", "ями", "ях"];
/// соглашение, побережье: stem with и or ь.
const N_IE: &[&str] = &["е", "я", "ю", "ем", "и", "й", "ям", "ями", "ях"];
/// время.
const N_MYA: &[&str] = &["я", "ени", "енем", "ена", "ен", "енам", "енами", "енах"];
/// выборы; the plural of what is given in the plural.
const PL_HARD: &[&str] = &["ы", "", "ов", "ев", "ам", "ами", "ах"];
/// выборы, договоры: not the form without ending, which would be another word or the singular.
const PL_OR: &[&str] = &["ы", "ов", "ам", "ами", "ах"];
/// закупки, платежи.
const PL_VELAR: &[&str] = &["и", "", "ов", "ей", "ам", "ами", "ах"];
/// области, люди, бои.
const PL_SOFT: &[&str] = &["и", "ей", "ев", "ь", "", "ям", "ями", "ях", "ьми"];
/// санкции.
const PL_II: &[&str] = &["и", "й", "ев", "ям", "ями", "ях"];
/// войска, паспорта.
const PL_A: &[&str] = &["а", "", "ов", "ам", "ами", "ах"];
/// граждане.
const PL_ANE: &[&str] = &["е", "", "ам", "ами", "ах"];

// Adjectives, by the case and the gender.

/// новый, земной.
const A_HARD: &[&str] = &["ый", "ой", "ого", "ому", "ым", "ом", "ая", "ую", "ою", "ое", "ые", "ых", "ыми"];
/// русский, городской, большой.
const A_VELAR: &[&str] = &["ий", "ой", "ого", "ому", "им", "ом", "ая", "ую", "ою", "ое", "ие", "их", "ими"];
/// общий.
const A_HUSH: &[&str] = &["ий", "его", "ему", "им", "ем", "ая", "ей", "ую", "ею", "ее", "ие", "их", "ими"];
/// внешний.
const A_SOFT: &[&str] = &["ий", "его", "ему", "им", "ем", "яя", "ей", "юю", "ею", "ее", "ие", "их", "ими"];
/// Short forms. The neuter is an adverb more often than not.
const A_SHORT: &[&str] = &["", "а", "ы"];

// Verbs: infinitive, present or future, past, imperative, gerunds, short participles.

const V_A: &[&str] = &[
    "ать", "аю", "аешь", "ает", "аем", "аете", "ают", "ал", "ала", "ало", "али", "ай", "айте", "ая", "ав", "ан", "ана",
    "ано", "аны",
];
/// пишу: after the mutated consonant.
const V_E_PRESENT: &[&str] = &["у", "ю", "ешь", "ет", "ем", "ете", "ут", "ют"];
/// держу.
const V_I_PRESENT: &[&str] = &["у", "ю", "ишь", "ит", "им", "ите", "ат", "ят"];
const V_OVA: &[&str] = &[
    "овать",
    "ую",
    "уешь",
    "ует",
    "уем",
    "уете",
    "уют",
    "овал",
    "овала",
    "овало",
    "овали",
    "уй",
    "уйте",
    "уя",
    "овав",
    "ован",
    "ована",
    "овано",
    "ованы",
];
const V_EVA: &[&str] =
    &["евать", "юю", "юет", "юют", "ую", "ует", "уют", "евал", "евала", "евало", "евали", "юя", "уя"];
const V_I: &[&str] = &[
    "ить", "ю", "у", "ишь", "ит", "им", "ите", "ят", "ат", "ил", "ила", "ило", "или", "и", "ь", "ьте", "я", "а", "ив",
    "ен", "ена", "ено", "ены",
];
/// подготовлю, подготовлен: after the mutated consonant.
const V_I_MUTATED: &[&str] = &["у", "ю", "ен", "ена", "ено", "ены"];
const V_E: &[&str] = &[
    "еть", "ею", "еешь", "еет", "еем", "еете", "еют", "ел", "ела", "ело", "ели", "ев", "ю", "ишь", "ит", "им", "ите",
    "ят",
];
const V_NU: &[&str] = &[
    "нуть", "ну", "нешь", "нет", "нем", "нете", "нут", "нул", "нула", "нуло", "нули", "нув", "нут", "нута", "нуто",
    "нуты", "", "ла", "ло", "ли",
];
const V_Y: &[&str] = &["ыть", "ою", "оет", "оем", "оют", "ыл", "ыла", "ыло", "ыли", "ыв", "ыт", "ыта", "ыто", "ыты"];
const V_YA: &[&str] = &[
    "ять", "яю", "яешь", "яет", "яем", "яете", "яют", "ял", "яла", "яло", "яли", "яв", "яя", "ят", "ята", "ято", "яты",
];
/// принять: what stands before -нять.
const V_NYAT: &[&str] =
    &["му", "мешь", "мет", "мем", "мете", "мут", "ниму", "нимет", "нимем", "нимут", "йму", "ймет", "ймем", "ймут"];
/// вести.
const V_VESTI: &[&str] =
    &["ду", "дешь", "дет", "дем", "дете", "дут", "л", "ла", "ло", "ли", "дя", "ден", "дена", "дено", "дены"];
/// нести.
const V_NESTI: &[&str] =
    &["су", "сешь", "сет", "сем", "сете", "сут", "с", "сла", "сло", "сли", "ся", "сен", "сена", "сено", "сены"];
/// прийти.
const V_ITI: &[&str] = &["йду", "йдешь", "йдет", "йдем", "йдете", "йдут", "йдя", "шел", "шла", "шло", "шли"];
/// привлечь.
const V_CH: &[&str] =
    &["ку", "чешь", "чет", "чем", "чете", "кут", "к", "кла", "кло", "кли", "чен", "чена", "чено", "чены"];
/// достичь, сберечь.
const V_ZH: &[&str] =
    &["гу", "жешь", "жет", "жем", "жете", "гут", "г", "гла", "гло", "гли", "жен", "жена", "жено", "жены"];
/// дать.
const V_DAT: &[&str] = &["ам", "ашь", "аст", "адим", "адите", "адут"];

/// The forms of a word.
pub(super) fn inflect(word: &str, role: Role, out: &mut Vec<Shape>) {
    if FIXED.contains(&word) {
        return;
    }
    irregular(IRREGULAR, word, out);
    match role {
        Role::Verb => verb(word, out),
        Role::Adjective => {
            if adjective(word, true, out) == Sure::No {
                noun(word, out);
            }
        }
        Role::Noun | Role::Phrase => {
            if role == Role::Phrase {
                finite(word, out);
                agreeing(word, out);
                if !word.ends_with("сть") {
                    verb(word, out);
                }
            }
            if adjective(word, false, out) != Sure::Yes {
                noun(word, out);
            }
        }
        Role::Fixed => {}
    }
}

/// Whether an ending is that of an adjective.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    Yes,
    Perhaps,
    No,
}

fn is_velar(c: char) -> bool {
    matches!(c, 'к' | 'г' | 'х')
}

fn is_hush(c: char) -> bool {
    matches!(c, 'ж' | 'ш' | 'щ' | 'ч')
}

fn is_consonant(c: char) -> bool {
    !matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ь' | 'й' | 'ъ')
}

fn adjective(word: &str, short: bool, out: &mut Vec<Shape>) -> Sure {
    let (word, reflexive) = match word.strip_suffix("ся") {
        Some(word) => (word, true),
        None => (word, false),
    };
    const ENDINGS: [(&str, Sure); 9] = [
        ("ый", Sure::Yes),
        ("ий", Sure::Perhaps),
        ("ой", Sure::Perhaps),
        ("ая", Sure::Yes),
        ("яя", Sure::Yes),
        ("ое", Sure::Yes),
        ("ее", Sure::Yes),
        ("ые", Sure::Yes),
        ("ие", Sure::Perhaps),
    ];
    let Some((stem, ending, sure)) =
        ENDINGS.iter().find_map(|(ending, sure)| Some((cut(word, ending, 2)?, *ending, *sure)))
    else {
        return Sure::No;
    };
    let end = last(stem);
    let endings = match ending {
        "яя" => A_SOFT,
        _ if is_velar(end) => A_VELAR,
        "ой" | "ое" if is_hush(end) => A_VELAR,
        _ if is_hush(end) => A_HUSH,
        "ий" | "ее" | "ие" => A_SOFT,
        _ => A_HARD,
    };
    out.push(Shape { stem: stem.to_owned(), endings, reflexive });
    if short && endings == A_HARD && stem.chars().count() >= 6 {
        let stem = if stem.ends_with("нн") { but_last(stem) } else { stem };
        out.push(Shape::new(stem, A_SHORT));
        with_vowel(stem, "", out);
    }
    // -ский, -ная are adjectives; критерий, строй, соглашение may be.
    if sure == Sure::Perhaps && (is_velar(end) && ending != "ой" || word.ends_with("ный")) {
        Sure::Yes
    } else {
        sure
    }
}

/// The form without ending where a vowel comes between two consonants: ошибка, ошибок; письмо, писем.
fn with_vowel(stem: &str, ending: &str, out: &mut Vec<Shape>) {
    let end = last(stem);
    let head = but_last(stem);
    if !is_consonant(end) {
        return;
    }
    match last(head) {
        'ь' | 'й' => out.push(Shape::whole(&format!("{}е{end}{ending}", but_last(head)))),
        before if is_consonant(before) && before != end => {
            out.push(Shape::whole(&format!("{head}е{end}{ending}")));
            out.push(Shape::whole(&format!("{head}о{end}{ending}")));
        }
        _ => {}
    }
}

/// The stem that a fleeting vowel leaves: рынок, рынк-; боец, бойц-; владелец, владельц-.
fn without_vowel(word: &str) -> Option<String> {
    const FLEETING: &[&str] = &["ок", "ек", "ец", "ел", "ол", "ер", "ор", "ев", "ов", "ен", "он", "ет", "от"];
    let end = FLEETING.iter().find(|end| word.ends_with(**end))?;
    // Of those that are rarer, only what is known: лев, сон, рот would fit rayон, закон, бюджет too.
    const RARE: &[&str] = &["лев", "ров", "сон", "рот", "ковер", "костер", "шатер", "лен", "бугор"];
    if matches!(*end, "ор" | "ев" | "ов" | "ен" | "он" | "ет" | "от") && !RARE.contains(&word) {
        return None;
    }
    let head = word.strip_suffix(end)?;
    let consonant = last(end);
    let before = last(head);
    Some(match before {
        'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' => format!("{head}й{consonant}"),
        'л' if consonant == 'ц' || consonant == 'к' => format!("{head}ь{consonant}"),
        'н' | 'р' | 'з' | 'с' if *end == "ек" => format!("{head}ь{consonant}"),
        _ if head.chars().count() >= 2 => format!("{head}{consonant}"),
        _ => return None,
    })
}

fn noun(word: &str, out: &mut Vec<Shape>) {
    let stem = but_last(word);
    let before = last(stem);
    match last(word) {
        'а' => {
            let endings = match before {
                c if is_velar(c) => F_VELAR,
                c if is_hush(c) => F_HUSH,
                'ц' => F_TS,
                _ => F_HARD,
            };
            out.push(Shape::new(stem, endings));
            // войска, паспорта
            out.push(Shape::new(stem, PL_A));
            with_vowel(stem, "", out);
        }
        'я' if before == 'и' => out.push(Shape::new(stem, F_IA)),
        'я' if before == 'м' && ["время", "имя", "знамя", "племя", "бремя", "семя"].contains(&word) =>
        {
            out.push(Shape::new(stem, N_MYA));
        }
        'я' if before == 'ь' => {
            out.push(Shape::new(stem, F_YA));
            // статей, угодий
            out.push(Shape::new(but_last(stem), &["ей", "ий"]));
        }
        'я' => {
            out.push(Shape::new(stem, F_SOFT));
            with_vowel(stem, "ь", out);
            with_vowel(stem, "", out);
        }
        // лет are years
        'о' if word == "лето" => out.push(Shape::new(stem, &["о", "а", "у", "ом", "е", "ам", "ами", "ах"])),
        'о' => {
            out.push(Shape::new(stem, N_HARD));
            with_vowel(stem, "", out);
        }
        'е' if before == 'и' || before == 'ь' => {
            out.push(Shape::new(stem, N_IE));
            if before == 'ь' {
                out.push(Shape::new(but_last(stem), &["ий"]));
            }
        }
        'е' if word.ends_with("ане") || word.ends_with("яне") => out.push(Shape::new(stem, PL_ANE)),
        'е' if is_hush(before) || before == 'ц' => {
            out.push(Shape::new(stem, N_HUSH));
            with_vowel(stem, "", out);
        }
        'е' => out.push(Shape::new(stem, N_SOFT)),
        'ы' if stem.ends_with("ор") => out.push(Shape::new(stem, PL_OR)),
        'ы' => {
            out.push(Shape::new(stem, PL_HARD));
            with_vowel(stem, "", out);
            // Соломоновы
            if ["ов", "ев", "ин"].iter().any(|end| stem.ends_with(end)) {
                out.push(Shape::new(stem, &["ых", "ым", "ыми"]));
            }
        }
        // третьи
        'и' if before == 'ь' => out.push(Shape::new(stem, &["и", "ей", "их", "им", "ими", "ям", "ями", "ях"])),
        'и' if before == 'и' => out.push(Shape::new(stem, PL_II)),
        'и' if is_velar(before) || is_hush(before) => {
            out.push(Shape::new(stem, PL_VELAR));
            with_vowel(stem, "", out);
        }
        'и' => out.push(Shape::new(stem, PL_SOFT)),
        'й' => {
            out.push(Shape::new(stem, M_J));
            if let Some(head) = cut(word, "ей", 3) {
                // ручей, ручья
                out.push(Shape::new(format!("{head}ь"), &["я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"]));
            }
        }
        'ь' => soft(word, stem, out),
        c if is_consonant(c) => masculine(word, out),
        _ => {}
    }
}

fn soft(word: &str, stem: &str, out: &mut Vec<Shape>) {
    if is_hush(last(stem)) {
        out.push(Shape::new(stem, F_HUSH_SOFT));
        return;
    }
    out.push(Shape::new(stem, SOFT));
    // день, дня; уровень, уровня; рубль has none
    for end in ["ень", "онь", "оль", "ель", "оть"] {
        // учитель keeps it
        if let Some(head) = cut(word, end, 1).filter(|_| !word.ends_with("тель")) {
            let mut consonant = end.chars().skip(1);
            if let Some(c) = consonant.next() {
                out.push(Shape::new(format!("{head}{c}"), SOFT_SHORT));
            }
        }
    }
}

fn masculine(word: &str, out: &mut Vec<Shape>) {
    let endings = match last(word) {
        c if is_velar(c) => M_VELAR,
        c if is_hush(c) => M_HUSH,
        'ц' => M_TS,
        _ => M_HARD,
    };
    out.push(Shape::new(word, endings));
    if let Some(stem) = without_vowel(word) {
        out.push(Shape::new(stem, &endings[1..]));
    }
    // гражданин, граждане; болгарин, болгары
    if let Some(stem) = cut(word, "ин", 3) {
        if stem.ends_with("ан") || stem.ends_with("ян") {
            out.push(Shape::new(stem, PL_ANE));
        } else if stem.ends_with('р') {
            out.push(Shape::new(stem, PL_HARD));
        }
    }
}

/// What a consonant becomes before у: пишу, вожу.
const MUTATED: &[(&str, &str)] = &[
    ("ст", "щ"),
    ("ск", "щ"),
    ("с", "ш"),
    ("з", "ж"),
    ("т", "ч"),
    ("т", "щ"),
    ("к", "ч"),
    ("х", "ш"),
    ("д", "ж"),
    ("д", "жд"),
    ("г", "ж"),
    ("б", "бл"),
    ("п", "пл"),
    ("в", "вл"),
    ("м", "мл"),
    ("ф", "фл"),
];

fn mutated(stem: &str, endings: &'static [&'static str], out: &mut Vec<Shape>) {
    for (from, to) in MUTATED {
        out.extend(ending_changed(stem, from, to).map(|stem| Shape::new(stem, endings)));
    }
}

fn verb(word: &str, out: &mut Vec<Shape>) {
    let (plain, reflexive) = match word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")) {
        Some(plain) => (plain, true),
        None => (word, false),
    };
    let from = out.len();
    conjugated(plain, out);
    if reflexive {
        for shape in &mut out[from..] {
            shape.reflexive = true;
        }
    }
}

fn conjugated(word: &str, out: &mut Vec<Shape>) {
    if let Some(stem) = cut(word, "овать", 1) {
        out.push(Shape::new(stem, V_OVA));
    } else if let Some(stem) = cut(word, "евать", 1) {
        out.push(Shape::new(stem, V_EVA));
    }
    if let Some(stem) = cut(word, "ать", 1) {
        out.push(Shape::new(stem, V_A));
        mutated(stem, V_E_PRESENT, out);
        if is_hush(last(stem)) {
            out.push(Shape::new(stem, V_I_PRESENT));
        }
        if stem.ends_with('д') {
            out.push(Shape::new(stem, V_DAT));
        }
        for (from, to) in [("зв", "зов"), ("бр", "бер"), ("др", "дер"), ("сл", "шл"), ("гн", "гон")]
        {
            out.extend(ending_changed(stem, from, to).map(|stem| Shape::new(stem, V_E_PRESENT)));
        }
    } else if let Some(stem) = cut(word, "ить", 1) {
        out.push(Shape::new(stem, V_I));
        mutated(stem, V_I_MUTATED, out);
    } else if let Some(stem) = cut(word, "нять", 1) {
        out.push(Shape::new(format!("{stem}н"), V_YA));
        out.push(Shape::new(stem, V_NYAT));
    } else if let Some(stem) = cut(word, "ять", 1) {
        out.push(Shape::new(stem, V_YA));
    } else if let Some(stem) = cut(word, "еть", 1) {
        out.push(Shape::new(stem, V_E));
        mutated(stem, V_I_MUTATED, out);
        if let Some(stem) = cut(word, "ереть", 1) {
            out.push(Shape::new(stem, &["ру", "рет", "рут", "ер", "ерла", "ерли"]));
        }
    } else if let Some(stem) = cut(word, "нуть", 1) {
        out.push(Shape::new(stem, V_NU));
    } else if let Some(stem) = cut(word, "ыть", 1) {
        out.push(Shape::new(stem, V_Y));
    } else if let Some(stem) = cut(word, "йти", 1) {
        out.push(Shape::new(stem, V_ITI));
    } else if let Some(stem) = cut(word, "сти", 1) {
        out.push(Shape::new(stem, V_VESTI));
        out.push(Shape::new(stem, V_NESTI));
    } else if let Some(stem) = cut(word, "чь", 1) {
        out.push(Shape::new(stem, V_CH));
        out.push(Shape::new(stem, V_ZH));
    }
}

/// A phrase has adjectives and nouns in some case: with another gender or number that case ends otherwise (объявить
/// персоной, объявлены персонами; признать недействительным, признаны недействительными).
fn agreeing(word: &str, out: &mut Vec<Shape>) {
    for (ending, others) in [
        ("вшим", &["вшей", "вшими", "вшее", "вшие"][..]),
        ("ным", &["ной", "ными", "ную", "ное", "ные"]),
        ("ой", &["ами"]),
        ("ом", &["ами"]),
        ("ем", &["ями"]),
    ] {
        out.extend(cut(word, ending, 3).map(|stem| Shape::new(stem, others)));
    }
}

/// A phrase has its verb in some form: the others are made from that.
fn finite(word: &str, out: &mut Vec<Shape>) {
    for (ending, endings) in [
        ("ает", V_A),
        ("ают", V_A),
        ("ует", V_OVA),
        ("уют", V_OVA),
        ("ит", V_I),
        ("ил", V_I),
        ("или", V_I),
        ("ал", V_A),
        ("али", V_A),
        ("ял", V_YA),
        ("яли", V_YA),
    ] {
        if let Some(stem) = cut(word, ending, 3) {
            // -овал is V_OVA
            match stem.strip_suffix("ов").filter(|_| ending.starts_with("ал")) {
                Some(stem) => out.push(Shape::new(stem, V_OVA)),
                None => out.push(Shape::new(stem, endings)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::Role::{Adjective, Noun, Phrase, Verb};
    use crate::lang::Language::Ru;

    #[test]
    fn masculine_nouns() {
        check(
            Ru,
            Noun,
            "договор договора договору договором договоре договоры договоров договорам договорами договорах | договорный договорить",
        );
        check(Ru, Noun, "суд суда суду судом суде суды судов судам судами судах | судно судья судей судебный");
        check(Ru, Noun, "мир мира миру миром мире | мирный мирового мирное");
        check(Ru, Noun, "стол стола столу столом столе столы столов | столица столицы");
        check(Ru, Noun, "банк банка банку банком банке банки банков банкам банками банках");
        check(Ru, Noun, "платеж платежа платежу платежом платеже платежи платежей платежам платежами платежах");
        check(Ru, Noun, "случай случая случаю случаем случае случаи случаев случаям случаями случаях");
        check(Ru, Noun, "критерий критерия критерию критерием критерии критериев критериям критериями критериях");
        check(Ru, Noun, "учитель учителя учителю учителем учителе учителей учителям учителями учителях");
        check(Ru, Noun, "союз союза союзу союзом союзе союзы союзов | союзный союзного союзник");
        check(Ru, Noun, "партнер партнера партнеры партнеров | партия партии");
    }

    #[test]
    fn fleeting_vowels() {
        check(Ru, Noun, "рынок рынка рынку рынком рынке рынки рынков рынкам рынками рынках");
        check(Ru, Noun, "день дня дню днем дне дни дней дням днями днях");
        check(Ru, Noun, "уровень уровня уровню уровнем уровне уровни уровней уровням");
        check(Ru, Noun, "посол посла послу послом после послы послов послам послами послах");
        check(Ru, Noun, "боец бойца бойцу бойцом бойце бойцы бойцов");
        check(Ru, Noun, "владелец владельца владельцу владельцем владельце владельцы владельцев");
        check(Ru, Noun, "европеец европейца европейцем европейцы европейцев");
        check(Ru, Noun, "ошибка ошибки ошибке ошибку ошибкой ошибок ошибкам ошибками ошибках");
        check(Ru, Noun, "письмо письма письму письмом письме писем письмам письмами письмах");
        check(Ru, Noun, "земля земли земле землю землей земель землям землями землях");
        check(Ru, Noun, "пакет пакета пакете пакеты | пакт пакта пакте");
    }

    #[test]
    fn feminine_and_neuter_nouns() {
        check(Ru, Noun, "палата палаты палате палату палатой палат палатам палатами палатах");
        check(Ru, Noun, "политика политики политике политику политикой политик | политический");
        check(Ru, Noun, "граница границы границе границу границей границ границам");
        check(Ru, Noun, "область области областью областей областям областями областях | обложка");
        check(Ru, Noun, "речь речи речью речей речам речами речах | речка реки");
        check(Ru, Noun, "партия партии партию партией партий партиям партиями партиях | партнер партийный");
        check(Ru, Noun, "статья статьи статье статью статьей статей статьям статьями статьях | стать");
        check(
            Ru,
            Noun,
            "государство государства государству государством государстве государств государствам | государственный государь",
        );
        check(Ru, Noun, "право права праву правом праве прав правам правами правах | правый правая правительство");
        check(Ru, Noun, "соглашение соглашения соглашению соглашением соглашении соглашений соглашениям соглашениями");
        check(Ru, Noun, "время времени временем времена времен временам временами временах");
        check(Ru, Noun, "побережье побережья побережью побережьем побережий");
        check(Ru, Noun, "училище училища училищу училищем училищ училищам");
    }

    #[test]
    fn plural_only_and_irregular_nouns() {
        check(Ru, Noun, "выборы выборов выборам выборами выборах | выборный выбор");
        check(Ru, Noun, "переговоры переговоров переговорам переговорами переговорах | переговорить");
        check(Ru, Noun, "закупки закупок закупкам закупками закупках");
        check(Ru, Noun, "деньги денег деньгам деньгами деньгах");
        check(Ru, Noun, "санкции санкций санкциям санкциями санкциях");
        check(Ru, Noun, "войска войск войскам войсками войсках");
        check(Ru, Noun, "отношения отношений отношениям отношениями отношениях");
        check(Ru, Noun, "гражданин гражданина гражданину гражданином граждане граждан гражданам гражданами гражданах");
        check(Ru, Noun, "человек человека человеком люди людей людям людьми людях");
        check(Ru, Noun, "лето лета летом | лет");
        check(Ru, Noun, "судно судна судном суда судов судами");
        check(Ru, Noun, "угодья угодий угодьям угодьями угодьях");
        check(Ru, Noun, "соломоновы соломоновых соломоновым соломоновыми");
        check(Ru, Noun, "год года году годом годе годы лет годам годами годах");
        check(Ru, Noun, "обвиняемый обвиняемого обвиняемому обвиняемым обвиняемом обвиняемые обвиняемых");
    }

    #[test]
    fn adjectives() {
        check(Ru, Noun, "высший высшего высшему высшим высшем высшая высшей высшую высшее высшие высших высшими");
        check(Ru, Noun, "внешняя внешний внешнего внешней внешнюю внешние внешних внешними");
        check(Ru, Noun, "российская российский российского российской российскую российские российских российскими");
        check(Ru, Noun, "городской городского городскому городским городская городское городские городских");
        check(Ru, Noun, "договаривающиеся договаривающихся договаривающимся договаривающимися");
        check(
            Ru,
            Adjective,
            "обязательный обязательного обязательная обязателен обязательна обязательны | обязательно",
        );
        check(Ru, Adjective, "правый правого правая правые | право права");
    }

    #[test]
    fn verbs() {
        check(Ru, Verb, "подписать подписал подписала подписали подпишет подпишут подписано подписаны | подпись");
        check(Ru, Verb, "ратифицировать ратифицирует ратифицировали ратифицировал ратифицировано | ратификация");
        check(Ru, Verb, "утвердить утвердил утвердила утвердили утвердит утвержу утвержден утверждена");
        check(Ru, Verb, "принять принял приняла приняли примет примут принято приняты");
        check(Ru, Verb, "ввести введет введут ввел ввела ввели введены");
        check(Ru, Verb, "внести внесет внес внесла внесли внесены");
        check(Ru, Verb, "привлечь привлечет привлек привлекли привлечен");
        check(Ru, Verb, "созвать созовет созвал созвали созвана");
        check(Ru, Verb, "издать издал издала издаст издадут издан");
        check(Ru, Verb, "расторгнуть расторгнет расторг расторгла расторгнут расторгнуты");
        check(Ru, Verb, "воздержаться воздержался воздержится воздержатся");
        check(Ru, Phrase, "выражает выражают выражал выражали | выражение");
        check(Ru, Phrase, "персоной персонами | персональный");
        check(Ru, Phrase, "недействительным недействительной недействительными");
        check(Ru, Phrase, "утратившим утратившими утратившей");
    }
}
