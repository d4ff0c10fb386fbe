//! Belarusian declension and conjugation in the official orthography, in normal form (no apostrophes, у for an initial
//! ў). What the orthography writes as it sounds is written out: т and ц, д and дз, к and ц, в and ў, о and а.

use super::{Role, Shape, but_last, cut, ending_changed, irregular, last};

/// Words that change with what stands before or after them. Normal form has у for ў already.
pub(super) const GROUPS: &[&[&str]] = &[
    &["у", "ва", "в"],
    &["і", "й"],
    &["з", "са", "са", "із"],
    &["к", "ка"],
    &["аб", "аба"],
    &["ад", "ада"],
    &["над", "нада"],
    &["пад", "пада"],
    &["перад", "перада"],
];

/// Words of a phrase that have no endings, though they look as if.
const FIXED: &[&str] = &[
    "для",
    "пры",
    "пра",
    "без",
    "або",
    "што",
    "каб",
    "калі",
    "паміж",
    "пасля",
    "праз",
    "таксама",
    "больш",
    "менш",
    "яго",
    "яны",
    "яна",
    "яно",
    "шляхам",
    "далей",
    "раней",
    "супраць",
    "вельмі",
    "альбо",
];

/// Small words that look like forms of nouns: после of посол.
pub(super) const SMALL: &[&str] =
    &["пасля", "так", "там", "тым", "таму", "пры", "тры", "стала", "сталі", "дамоў", "дапамог", "суму"];

/// Words whose vowel moves with the stress, and those with another stem in the plural. A closed class: the same change in
/// other words would make words of its own (народ, нарада).
const IRREGULAR: &[(&str, &[&str])] = &[
    ("чалавек", &["людзі", "людзей", "людзям", "людзьмі", "людзях"]),
    ("дзіця", &["дзеці", "дзяцей", "дзецям", "дзецьмі", "дзецях", "дзіцяці", "дзіцём"]),
    ("год", &["гады", "гадоў", "гадам", "гадамі", "гадах"]),
    ("бок", &["бакі", "бакоў", "бакам", "бакамі", "баках"]),
    ("бакі", &["бакоў", "бок", "боку", "бокам"]),
    ("мост", &["масты", "мастоў", "мастам", "мастамі", "мастах"]),
    ("стол", &["стала", "сталу", "сталом", "стале", "сталы", "сталоў", "сталам", "сталамі", "сталах"]),
    ("двор", &["двара", "двару", "двары", "двароў", "дварам", "дварах"]),
    ("дом", &["дамы", "дамоў", "дамам", "дамамі", "дамах"]),
    ("том", &["тамы", "тамоў", "тамам", "тамамі", "тамах"]),
    ("полк", &["палка", "палку", "палком", "палкі", "палкоў", "палкам", "палкамі", "палках"]),
    ("бой", &["баі", "баёў", "баям", "баямі", "баях"]),
    ("лес", &["лясы", "лясоў", "лясам", "лясамі", "лясах"]),
    ("снег", &["снягі", "снягоў"]),
    ("рэч", &["рэчаў", "рэчам", "рэчамі", "рэчах"]),
    ("голас", &["галасы", "галасоў", "галасам", "галасамі", "галасах"]),
    ("горад", &["гарады", "гарадоў", "гарадам", "гарадамі", "гарадах"]),
    ("востраў", &["астравы", "астравоў", "астравам", "астравамі", "астравах"]),
    ("вобласць", &["абласцей", "абласцям", "абласцямі", "абласцях"]),
    ("возера", &["азёры", "азёр", "азёраў", "азёрам", "азёрамі", "азёрах"]),
    ("вада", &["воды", "вод", "водаў", "водам", "водамі", "водах"]),
    ("вайна", &["войны", "войн", "войнаў", "войнам", "войнамі", "войнах"]),
    ("гара", &["горы", "гор", "гораў", "горам", "горамі", "горах"]),
    ("галава", &["галовы", "галоў", "галовам", "галовамі", "галовах"]),
    ("нага", &["ногі", "ног", "нагам", "нагамі", "нагах"]),
    ("рака", &["рэкі", "рэк", "рэкам", "рэкамі", "рэках"]),
    ("сястра", &["сёстры", "сясцёр", "сёстрам", "сёстрамі", "сёстрах"]),
    ("зямля", &["землі", "зямель", "земляў", "землям", "землямі", "землях"]),
    ("сяло", &["сёлы", "сёл", "сёлаў", "сёлам", "сёламі", "сёлах"]),
    ("акно", &["вокны", "вокнаў", "вокнам", "вокнамі", "вокнах"]),
    ("пісьмо", &["пісьмы", "пісем", "пісьмаў"]),
    ("імя", &["імені", "імем", "імёны", "імён", "імёнаў", "імёнам", "імёнамі", "імёнах"]),
    ("маці", &["маткі", "матцы", "маткай"]),
    ("дачка", &["дочкі", "дочак", "дочкам", "дочкамі", "дочках"]),
    ("кароль", &["караля", "каралю", "каралём", "каралі", "каралёў", "каралям", "каралямі", "каралях"]),
    ("пояс", &["паясы", "паясоў", "паясам", "паясамі", "паясах"]),
    ("сямя", &["семі", "семяў", "семям", "семямі", "семях", "сямёй"]),
    ("брат", &["братоў"]),
    ("дзеці", &["дзяцей", "дзецям", "дзецьмі", "дзецях"]),
    ("поезд", &["паязды", "паяздоў", "паяздам", "паяздамі", "паяздах"]),
    ("цана", &["цэны", "цэн", "цэнаў", "цэнам", "цэнамі", "цэнах"]),
    ("мяжа", &["межы", "меж", "межаў", "межам", "межамі", "межах"]),
    ("сцяна", &["сцены", "сцен", "сценаў", "сценам", "сценамі", "сценах"]),
    ("вясна", &["вёсны", "вёсен", "вёснаў"]),
    ("бяда", &["беды", "бед", "бедаў", "бедам", "бедамі", "бедах"]),
    ("порт", &["парты", "партоў", "партам", "партамі", "партах"]),
    ("борт", &["барты", "бартоў", "бартам", "бартамі", "бартах"]),
    ("пост", &["пасты", "пастоў", "пастам", "пастамі", "пастах"]),
    ("фронт", &["франты", "франтоў", "франтам", "франтамі", "франтах"]),
    ("флот", &["флаты", "флатоў", "флатам", "флатамі", "флатах"]),
    ("сорт", &["сарты", "сартоў", "сартам", "сартамі", "сартах"]),
    ("торг", &["таргі", "таргоў", "таргам", "таргамі", "таргах"]),
    ("доўг", &["даўгі", "даўгоў", "даўгам", "даўгамі", "даўгах", "доўгу"]),
    ("корм", &["кармы", "кармоў", "кармам", "кармамі", "кармах"]),
    ("доктар", &["дактары", "дактароў", "дактарам", "дактарамі", "дактарах"]),
    ("корпус", &["карпусы", "карпусоў", "карпусам", "карпусамі", "карпусах"]),
    ("поле", &["палі", "палёў", "палям", "палямі", "палях"]),
    ("вока", &["вочы", "вачэй", "вачам", "вачамі", "вачах"]),
    ("гняздо", &["гнёзды", "гнёздаў", "гнёздам", "гнёздамі", "гнёздах"]),
    ("рамяство", &["рамёствы", "рамёстваў", "рамёствам", "рамёствамі", "рамёствах"]),
    ("вялікдзень", &["вялікадня", "вялікадню", "вялікаднем", "вялікадні"]),
    (
        "апякун",
        &["апекуна", "апекуну", "апекуном", "апекуне", "апекуны", "апекуноў", "апекунам", "апекунамі", "апекунах"],
    ),
    ("лёд", &["лёду", "лёдам", "лёдзе", "льду", "ільду"]),
    ("спадар", &["спадарове", "спадароў"]),
    ("заём", &["займу", "займе", "займы", "займаў", "займам", "займамі", "займах", "займа"]),
    ("наём", &["найму", "найме", "наймам"]),
    ("дзень", &["дзён"]),
    ("тыдзень", &["тыдня", "тыдню", "тыднем", "тыдні", "тыдняў", "тыдням", "тыднях"]),
    ("увесь", &["усяго", "усяму", "усім", "уся", "усёй", "усю", "усё", "усе", "усіх", "усімі"]),
    ("свой", &["свайго", "свайму", "сваім", "свая", "сваёй", "сваю", "сваё", "свае", "сваіх", "сваімі"]),
    ("трэці", &["трэцяга", "трэцяму", "трэцім", "трэцяя", "трэцяй", "трэцюю", "трэцяе", "трэція", "трэціх", "трэцімі"]),
    ("два", &["дзве", "двух", "дзвюх", "двум", "дзвюм", "двума", "дзвюма"]),
    ("тры", &["трох", "тром", "трыма"]),
    ("даць", &["дам", "дасць", "дадзім", "дадуць", "дадзены", "дадзена"]),
    ("выдаць", &["выдам", "выдасць", "выдадуць", "выдадзены", "выдадзена"]),
    ("узяць", &["вазьму", "возьме", "возьмуць"]),
    ("зняць", &["зніму", "здыме", "здымуць", "зняты", "знята"]),
];

/// дагавор, закон; with the locative in -ы after р.
const M_HARD: &[&str] = &["", "а", "у", "ам", "ом", "е", "ы", "аў", "оў", "амі", "ах"];
/// банк, парк.
const M_VELAR: &[&str] = &["", "а", "у", "ам", "ом", "е", "і", "аў", "оў", "амі", "ах"];
/// плацеж, месяц, тавар: after consonants that are always hard.
const M_HARDENED: &[&str] = &["", "а", "у", "ам", "ом", "ы", "э", "аў", "оў", "эй", "амі", "ах"];
/// край, музей, крытэрый.
const M_J: &[&str] = &["й", "я", "ю", "ем", "ём", "і", "яў", "ёў", "ям", "ямі", "ях"];
/// Masculine and feminine: настаўніца has its own; рубель, вобласць.
const SOFT: &[&str] = &["ь", "я", "ю", "ем", "ём", "і", "яў", "ёў", "ей", "ям", "ямі", "ях"];
/// What a fleeting vowel leaves: дня, рубля.
const SOFT_SHORT: &[&str] = &["я", "ю", "ем", "ём", "і", "яў", "ёў", "ей", "ям", "ямі", "ях"];
/// палата, права, слова: feminine and neuter.
const A_HARD_NOUN: &[&str] = &["а", "ы", "е", "у", "ай", "ой", "аю", "ою", "", "аў", "ам", "амі", "ах"];
/// палітыка, навука.
const A_VELAR_NOUN: &[&str] = &["а", "і", "у", "ай", "ой", "аю", "ою", "", "аў", "ам", "амі", "ах"];
/// граніца, мера, задача.
const A_HARDENED_NOUN: &[&str] = &["а", "ы", "э", "у", "ай", "ой", "эй", "аю", "ою", "", "аў", "ам", "амі", "ах"];
/// тыдзень, зямля, партыя.
const YA_NOUN: &[&str] =
    &["я", "і", "е", "ю", "яй", "ёй", "яю", "ёю", "ь", "", "й", "яў", "ёў", "ей", "ям", "ямі", "ях"];
/// сяло, акно.
const O_NOUN: &[&str] = &["о", "а", "у", "ом", "е", "э", "ы", "", "аў", "ам", "амі", "ах"];
/// пагадненне, поле, развіццё.
const E_NOUN: &[&str] = &["е", "ё", "я", "ю", "ем", "ём", "і", "", "ь", "яў", "ёў", "ям", "ямі", "ях"];
/// выбары.
const PL_HARD: &[&str] = &["ы", "", "аў", "оў", "эй", "ам", "амі", "ах"];
/// выбары: not the form without ending, which is another word or the singular.
const PL_AR: &[&str] = &["ы", "аў", "оў", "ам", "амі", "ах"];
/// закупкі.
const PL_VELAR: &[&str] = &["і", "", "аў", "оў", "ам", "амі", "ах"];
/// людзі, адносіны, санкцыі.
const PL_SOFT: &[&str] = &["і", "", "ь", "й", "яў", "ёў", "ей", "ям", "ямі", "ях", "ьмі"];
/// грамадзяне.
const PL_ANE: &[&str] = &["е", "", "ам", "амі", "ах"];

/// новы, малады.
const A_HARD: &[&str] =
    &["ы", "ага", "ога", "аму", "ому", "ым", "ая", "ай", "ой", "ую", "аю", "ою", "ае", "ое", "ыя", "ых", "ымі"];
/// беларускі, дарагі.
const A_VELAR: &[&str] =
    &["і", "ага", "ога", "аму", "ому", "ім", "ая", "ай", "ой", "ую", "аю", "ою", "ае", "ое", "ія", "іх", "імі"];
/// знешні.
const A_SOFT: &[&str] = &["і", "яга", "яму", "ім", "яя", "яй", "юю", "яю", "яе", "ія", "іх", "імі"];
/// Short forms; the neuter is an adverb.
const A_SHORT: &[&str] = &["ен", "на", "ны"];

const V_A: &[&str] = &[
    "аць",
    "аю",
    "аеш",
    "ае",
    "аем",
    "аеце",
    "аюць",
    "аў",
    "ала",
    "ало",
    "алі",
    "ай",
    "айце",
    "аючы",
    "аўшы",
    "аны",
    "ана",
    "аецца",
    "аюцца",
];
/// піша.
const V_E_PRESENT: &[&str] = &["у", "ш", "аш", "эш", "а", "э", "ам", "ом", "аце", "уць", "учы"];
const V_AVA: &[&str] = &[
    "аваць",
    "ую",
    "уеш",
    "уе",
    "уем",
    "уеце",
    "уюць",
    "аваў",
    "авала",
    "авалі",
    "уй",
    "уйце",
    "уючы",
    "аваўшы",
    "аваны",
    "авана",
];
const V_YAVA: &[&str] = &[
    "яваць",
    "юю",
    "юеш",
    "юе",
    "юем",
    "юеце",
    "ююць",
    "яваў",
    "явала",
    "явалі",
    "юй",
    "юйце",
    "юючы",
    "яваўшы",
    "яваны",
    "явана",
];
const V_I: &[&str] = &[
    "іць", "лю", "ю", "іш", "іць", "ім", "іце", "яць", "іў", "іла", "іла", "ілі", "і", "ь", "ячы", "іўшы", "ены", "ена",
];
/// What follows a stressed stem.
const V_I_STRESSED: &[&str] = &["іш", "іць", "ім", "іце", "яць", "ены", "ена"];
const V_Y: &[&str] = &[
    "ыць", "у", "ыш", "ыць", "ым", "ыце", "аць", "ыў", "ыла", "ылі", "ы", "", "ачы", "ыўшы", "аны", "ана", "эны", "эна",
];
/// падрыхтую: after the mutated consonant.
const V_MUTATED: &[&str] = &["у", "ю", "аны", "ана", "ены", "ена"];
const V_E: &[&str] = &["ець", "ею", "ееш", "ее", "еем", "еюць", "еў", "ела", "елі", "еўшы", "іш", "іць", "ім", "яць"];
const V_NU: &[&str] =
    &["нуць", "ну", "неш", "не", "нем", "няце", "нуць", "нуў", "нула", "нулі", "нуўшы", "нуты", "нута", "ла", "лі"];
const V_YA: &[&str] = &["яць", "яю", "яе", "яем", "яюць", "яў", "яла", "ялі", "яўшы", "яты", "ята"];
/// прыняць: what stands before -няць.
const V_NYAC: &[&str] = &["му", "меш", "ме", "мем", "муць", "німу", "німе", "німуць", "йму", "йме", "ймуць"];
/// весці.
const V_VESCI: &[&str] = &["яду", "ядзе", "ядзем", "ядуць", "ёў", "яла", "ялі", "едзены", "едзена"];
/// несці.
const V_NESCI: &[&str] = &["ясу", "ясе", "ясём", "ясуць", "ёс", "есла", "еслі", "есены", "есена", "ясла", "яслі"];
/// скласці, накласці.
const V_ASCI: &[&str] = &["аду", "адзе", "адуць", "аў", "ала", "алі", "адзены", "адзена"];
/// прыцягнуць is V_NU; дапамагчы.
const V_CHY: &[&str] = &["ку", "ча", "куць", "к", "кла", "клі", "гу", "жа", "гуць", "г", "гла", "глі"];

/// The forms of a word.
pub(super) fn inflect(word: &str, role: Role, out: &mut Vec<Shape>) {
    if FIXED.contains(&word) {
        return;
    }
    irregular(IRREGULAR, word, out);
    match role {
        Role::Verb => verb(word, out),
        Role::Adjective => {
            if !adjective(word, true, out) {
                noun(word, out);
            }
        }
        Role::Noun | Role::Phrase => {
            if role == Role::Phrase {
                finite(word, out);
                agreeing(word, out);
                // адкрыты, адкрыта
                out.extend(
                    ["ты", "ны"].iter().find(|end| word.ends_with(**end)).map(|_| Shape::new(but_last(word), &["а"])),
                );
                if !word.ends_with("сць") {
                    verb(word, out);
                }
            }
            if !adjective(word, false, out) {
                noun(word, out);
            }
        }
        Role::Fixed => {}
    }
}

fn is_velar(c: char) -> bool {
    matches!(c, 'к' | 'г' | 'х')
}

/// Consonants that are always hard.
fn is_hardened(c: char) -> bool {
    matches!(c, 'ж' | 'ш' | 'ч' | 'р' | 'ц')
}

fn is_consonant(c: char) -> bool {
    !matches!(c, 'а' | 'е' | 'ё' | 'і' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'ь' | 'й')
}

/// Adds the forms of an adjective; whether the word is one for sure.
fn adjective(word: &str, short: bool, out: &mut Vec<Shape>) -> bool {
    const ENDINGS: [&str; 9] = ["ая", "яя", "ае", "яе", "ое", "ыя", "ія", "ы", "і"];
    let Some((stem, ending)) = ENDINGS.iter().find_map(|ending| Some((cut(word, ending, 2)?, *ending))) else {
        return false;
    };
    let end = last(stem);
    let endings = match ending {
        "яя" | "яе" => A_SOFT,
        _ if is_velar(end) => A_VELAR,
        "і" | "ія" => A_SOFT,
        _ => A_HARD,
    };
    out.push(Shape::new(stem, endings));
    if short && endings == A_HARD && stem.chars().count() >= 6 {
        out.extend(stem.strip_suffix('н').map(|head| Shape::new(head, A_SHORT)));
    }
    // Партыя, Бельгія, выбары, войскі end so too, and are nouns.
    match ending {
        "ы" | "і" => short,
        "ія" => ["ск", "цк"].iter().any(|suffix| stem.ends_with(suffix)),
        "ыя" => end == 'н' || end == 'в',
        _ => true,
    }
}

/// What the last consonant of a stem becomes before the е of the locative: суд, судзе; палата, палаце; нага, назе.
const SOFTENED: &[(&str, &str, &[&str])] = &[
    ("дзв", "дзв", &["е"]),
    ("д", "дз", &["е", "і"]),
    ("т", "ц", &["е", "і"]),
    ("к", "ц", &["ы", "э"]),
    ("г", "з", &["е"]),
    ("х", "с", &["е"]),
];

fn softened(stem: &str, out: &mut Vec<Shape>) {
    for (from, to, endings) in SOFTENED {
        if let Some(stem) = ending_changed(stem, from, to) {
            out.push(Shape::new(stem, endings));
            return;
        }
    }
}

/// Where nothing follows, в is ў: мова, моў.
fn zero(stem: &str, out: &mut Vec<Shape>) {
    if let Some(stem) = ending_changed(stem, "в", "ў") {
        out.push(Shape::whole(&stem));
        return;
    }
    let end = last(stem);
    let head = but_last(stem);
    if !is_consonant(end) {
        return;
    }
    match last(head) {
        // капейка, капеек; пісьмо, пісем
        'й' | 'ь' => out.push(Shape::whole(&format!("{}е{end}", but_last(head)))),
        // папраўка, паправак
        'ў' => out.push(Shape::whole(&format!("{}ва{end}", but_last(head)))),
        before if is_consonant(before) && before != end => {
            for vowel in ["а", "е", "о"] {
                out.push(Shape::whole(&format!("{head}{vowel}{end}")));
            }
        }
        _ => {}
    }
}

/// The stem that a fleeting vowel leaves: рынак, рынк-; баец, байц-; прадавец, прадаўц-; дзень, дн-.
fn without_vowel(word: &str) -> Option<String> {
    const FLEETING: &[&str] = &[
        "ак", "ок", "эк", "ек", "ец", "эц", "ац", "ол", "ел", "ал", "ер", "эр", "он", "ень", "онь", "эль", "ель",
        "аль", "оль", "ок",
    ];
    // Of those that are rare, only what is known.
    const RARE: &[&str] = &["сон", "пасол", "вузел", "кацёл", "вецер", "агонь", "вугал"];
    let end = FLEETING.iter().find(|end| word.ends_with(**end))?;
    let rare = matches!(*end, "ол" | "ел" | "ал" | "ер" | "эр" | "он" | "онь");
    if rare && !RARE.contains(&word) {
        return None;
    }
    let head = word.strip_suffix(end)?;
    let consonant = end.chars().nth(1)?;
    let before = last(head);
    Some(match before {
        'а' | 'е' | 'ё' | 'і' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' => format!("{head}й{consonant}"),
        'в' => format!("{}ў{consonant}", but_last(head)),
        'л' if consonant == 'ц' => format!("{head}ь{consonant}"),
        'ц' if consonant != 'к' => format!("{}т{consonant}", but_last(head)),
        'з' if head.ends_with("дз") => format!("{}{consonant}", but_last(head)),
        _ if head.chars().count() >= 2 => format!("{head}{consonant}"),
        _ => return None,
    })
}

fn noun(word: &str, out: &mut Vec<Shape>) {
    let stem = but_last(word);
    let before = last(stem);
    match last(word) {
        'а' => {
            // Раство Хрыстова
            if ["ов", "ав", "ёв", "ев", "ін", "ын"].iter().any(|end| stem.ends_with(end)) {
                out.push(Shape::new(stem, &["ага", "аму", "ым"]));
            }
            let endings = match before {
                c if is_velar(c) => A_VELAR_NOUN,
                c if is_hardened(c) => A_HARDENED_NOUN,
                _ => A_HARD_NOUN,
            };
            out.push(Shape::new(stem, endings));
            softened(stem, out);
            zero(stem, out);
        }
        'о' => {
            out.push(Shape::new(stem, O_NOUN));
            softened(stem, out);
            zero(stem, out);
        }
        'я' => out.push(Shape::new(stem, YA_NOUN)),
        'е' if word.ends_with("ане") || word.ends_with("яне") => out.push(Shape::new(stem, PL_ANE)),
        'е' | 'ё' => out.push(Shape::new(stem, E_NOUN)),
        'ы' if stem.ends_with("ар") => out.push(Shape::new(stem, PL_AR)),
        'ы' => {
            out.push(Shape::new(stem, PL_HARD));
            zero(stem, out);
        }
        'і' if is_velar(before) => {
            out.push(Shape::new(stem, PL_VELAR));
            zero(stem, out);
        }
        'і' => {
            out.push(Shape::new(stem, PL_SOFT));
            zero(stem, out);
        }
        'й' => out.push(Shape::new(stem, M_J)),
        'ь' => soft(word, stem, out),
        'ў' => {
            out.push(Shape::new(format!("{stem}в"), M_HARD));
        }
        c if is_consonant(c) => consonant(word, out),
        _ => {}
    }
}

/// Soft nouns of either gender: the feminine doubles its consonant before -ю (соль, соллю; медзь, меддзю).
fn soft(word: &str, stem: &str, out: &mut Vec<Shape>) {
    out.push(Shape::new(stem, SOFT));
    let doubled = stem.strip_suffix("дз").map(|head| format!("{head}ддз"));
    let doubled = doubled.unwrap_or_else(|| format!("{stem}{}", last(stem)));
    out.push(Shape::new(doubled, &["ю"]));
    if let Some(short) = without_vowel(word) {
        out.push(Shape::new(short, SOFT_SHORT));
    }
    // дзень, дня; студзень, студзеня
    if let Some(head) = cut(word, "дзень", 0) {
        out.push(Shape::new(format!("{head}дн"), SOFT_SHORT));
    }
}

fn consonant(word: &str, out: &mut Vec<Shape>) {
    let end = last(word);
    let endings = match end {
        c if is_velar(c) => M_VELAR,
        c if is_hardened(c) => M_HARDENED,
        _ => M_HARD,
    };
    out.push(Shape::new(word, endings));
    softened(word, out);
    if let Some(stem) = without_vowel(word) {
        out.push(Shape::new(stem, &endings[1..]));
    }
    // плацёж, плацяжу; крадзеж, крадзяжу
    for end in ["ёж", "еж"] {
        out.extend(ending_changed(word, end, "яж").map(|stem| Shape::new(stem, M_HARDENED)));
    }
    // моц, ноч: feminine
    if is_hardened(end) {
        out.push(Shape::new(format!("{word}{end}"), &["у"]));
    }
    // грамадзянін, грамадзяне; балгарын, балгары
    if let Some(stem) = cut(word, "ін", 3).filter(|stem| stem.ends_with("ан") || stem.ends_with("ян")) {
        out.push(Shape::new(stem, PL_ANE));
    }
    if let Some(stem) = cut(word, "ын", 3).filter(|stem| stem.ends_with('р')) {
        out.push(Shape::new(stem, PL_HARD));
    }
}

/// A stem with its last vowel as it is under stress: забаран-, забарон-; змян-, змен-.
fn stressed(stem: &str) -> Vec<String> {
    let Some((at, vowel)) = stem.char_indices().rev().find(|(_, c)| "аеёіоуыэюя".contains(*c)) else {
        return Vec::new();
    };
    let others: &[&str] = match vowel {
        'а' => &["о", "э"],
        'я' => &["е", "ё"],
        _ => &[],
    };
    others.iter().map(|other| format!("{}{other}{}", &stem[..at], &stem[at + vowel.len_utf8()..])).collect()
}

/// What a consonant becomes before у: пішу, ваджу, падрыхтую.
const MUTATED: &[(&str, &str)] = &[
    ("сц", "шч"),
    ("ст", "шч"),
    ("дз", "дж"),
    ("с", "ш"),
    ("з", "ж"),
    ("ц", "ч"),
    ("т", "ч"),
    ("к", "ч"),
    ("б", "бл"),
    ("п", "пл"),
    ("в", "ўл"),
    ("м", "мл"),
    ("ф", "фл"),
];

fn mutated(stem: &str, endings: &'static [&'static str], out: &mut Vec<Shape>) {
    for (from, to) in MUTATED {
        out.extend(ending_changed(stem, from, to).map(|stem| Shape::new(stem, endings)));
    }
}

fn verb(word: &str, out: &mut Vec<Shape>) {
    let (plain, reflexive) = match word.strip_suffix("цца") {
        Some(plain) => (format!("{plain}ць"), true),
        None => (word.to_owned(), false),
    };
    let from = out.len();
    conjugated(&plain, out);
    if reflexive {
        for shape in &mut out[from..] {
            shape.reflexive = true;
        }
    }
}

fn conjugated(word: &str, out: &mut Vec<Shape>) {
    if let Some(stem) = cut(word, "аваць", 1) {
        out.push(Shape::new(stem, V_AVA));
    }
    if let Some(stem) = cut(word, "яваць", 1) {
        out.push(Shape::new(stem, V_YAVA));
    }
    if let Some(stem) = cut(word, "аць", 1) {
        out.push(Shape::new(stem, V_A));
        mutated(stem, V_E_PRESENT, out);
        if is_hardened(last(stem)) {
            out.push(Shape::new(stem, &["у", "ыш", "ыць", "ым", "ыце", "аць"]));
        }
        if let Some(head) = stem.strip_suffix("бр") {
            out.push(Shape::new(format!("{head}бяр"), &["у", "э", "эм", "уць"]));
        }
    } else if let Some(stem) = cut(word, "іць", 1) {
        out.push(Shape::new(stem, V_I));
        mutated(stem, V_MUTATED, out);
        // забараніць, забароніць, забаронены; змяніць, зменены
        for stem in stressed(stem) {
            mutated(&stem, V_MUTATED, out);
            out.push(Shape::new(stem, V_I_STRESSED));
        }
    } else if let Some(stem) = cut(word, "ыць", 1) {
        out.push(Shape::new(stem, V_Y));
    } else if let Some(stem) = cut(word, "няць", 1) {
        out.push(Shape::new(format!("{stem}н"), V_YA));
        out.push(Shape::new(stem, V_NYAC));
    } else if let Some(stem) = cut(word, "яць", 1) {
        out.push(Shape::new(stem, V_YA));
    } else if let Some(stem) = cut(word, "ець", 1) {
        out.push(Shape::new(stem, V_E));
        mutated(stem, V_MUTATED, out);
    } else if let Some(stem) = cut(word, "нуць", 1) {
        out.push(Shape::new(stem, V_NU));
    } else if let Some(stem) = cut(word, "есці", 1) {
        out.push(Shape::new(stem, V_VESCI));
        out.push(Shape::new(stem, V_NESCI));
    } else if let Some(stem) = cut(word, "асці", 1) {
        out.push(Shape::new(stem, V_ASCI));
    } else if let Some(stem) = cut(word, "чы", 1) {
        out.push(Shape::new(stem, V_CHY));
    }
}

/// A phrase has adjectives and nouns in some case: with another gender or number that case ends otherwise (аб’явіць
/// персонай, аб’яўлены персонамі; прызнаць несапраўдным, прызнаны несапраўднымі).
fn agreeing(word: &str, out: &mut Vec<Shape>) {
    for (ending, others) in [
        ("ўшым", &["ўшай", "ўшымі", "ўшае", "ўшыя"][..]),
        ("ным", &["най", "нымі", "ную", "нае", "ныя"]),
        ("ай", &["амі"]),
        ("ой", &["амі"]),
        ("ам", &["амі"]),
        ("ом", &["амі"]),
        ("ем", &["ямі"]),
    ] {
        out.extend(cut(word, ending, 3).map(|stem| Shape::new(stem, others)));
    }
}

/// A phrase has its verb in some form: the others are made from that.
fn finite(word: &str, out: &mut Vec<Shape>) {
    for (ending, endings) in [
        ("уе", V_AVA),
        ("уюць", V_AVA),
        ("юе", V_YAVA),
        ("ае", V_A),
        ("аюць", V_A),
        ("аваў", V_AVA),
        ("авалі", V_AVA),
        ("аў", V_A),
        ("алі", V_A),
        ("яў", V_YA),
        ("ялі", V_YA),
        ("іў", V_I),
        ("ілі", V_I),
        ("іць", V_I),
        ("ыў", V_Y),
        ("ылі", V_Y),
    ] {
        if let Some(stem) = cut(word, ending, 3) {
            out.push(Shape::new(stem, endings));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::Role::{Adjective, Noun, Phrase, Verb};
    use crate::lang::Language::Be;

    #[test]
    fn masculine_nouns() {
        check(Be, Noun, "дагавор дагавора дагавору дагаворам дагаворы дагавораў дагаворамі дагаворах | дагаворны");
        check(Be, Noun, "суд суда суду судом судзе суды судоў судам судамі судах | судна судовы");
        check(
            Be,
            Noun,
            "дакумент дакумента дакументу дакументам дакуменце дакументы дакументаў дакументамі дакументах",
        );
        check(Be, Noun, "саюз саюза саюзу саюзам саюзе саюзы саюзаў | саюзны саюзнага");
        check(Be, Noun, "плацёж плацяжу плацяжом плацяжы плацяжоў");
        check(Be, Noun, "крадзеж крадзяжу крадзяжы крадзяжоў");
        check(Be, Noun, "прадстаўнік прадстаўніка прадстаўніку прадстаўніком прадстаўнікі прадстаўнікоў прадстаўнікам");
        check(Be, Noun, "край края краю краем краі краёў краям краямі краях");
        check(Be, Noun, "год года году годам годзе гады гадоў гадам гадамі гадах");
        check(Be, Noun, "народ народа народу народам народзе народы народаў | нарада нарады нарадзе");
        check(Be, Noun, "грамадзянін грамадзяніна грамадзянінам грамадзяне грамадзян грамадзянам грамадзянамі");
        check(Be, Noun, "горад горада гораду горадам горадзе гарады гарадоў гарадам гарадамі гарадах");
    }

    #[test]
    fn fleeting_vowels() {
        check(Be, Noun, "выпадак выпадку выпадкам выпадкі выпадкаў выпадкамі выпадках");
        check(Be, Noun, "дзень дня дню днём дні дзён дням днямі днях");
        check(Be, Noun, "пасол пасла паслу паслом пасле паслы паслоў паслам пасламі паслах");
        check(Be, Noun, "узровень узроўню узроўнем узроўні узроўняў узроўнях");
        check(Be, Noun, "рубель рубля рублю рублём рублі рублёў рублям рублях");
        check(Be, Noun, "прадавец прадаўца прадаўцу прадаўцом прадаўцы прадаўцоў");
        check(Be, Noun, "баец байца байцу байцом байцы байцоў");
        check(Be, Noun, "папраўка папраўкі папраўцы папраўку папраўкай паправак папраўкам папраўкамі папраўках");
        check(Be, Noun, "парадак парадку парадкам парадкі парадкаў");
        check(Be, Noun, "студзень студзеня студзені студзенем");
    }

    #[test]
    fn feminine_and_neuter_nouns() {
        check(Be, Noun, "палата палаты палаце палату палатай палат палатаў палатам палатамі палатах");
        check(Be, Noun, "рада рады радзе раду радай радам радамі радах | радыё родам роду");
        check(Be, Noun, "палітыка палітыкі палітыцы палітыку палітыкай | палітычны");
        check(Be, Noun, "дарога дарогі дарозе дарогу дарогай дарогам дарогамі дарогах");
        check(Be, Noun, "мова мовы мове мову мовай моў моваў мовам мовамі мовах");
        check(Be, Noun, "вобласць вобласці вобласцю абласцей вобласцям абласцям | вокладка");
        check(
            Be,
            Noun,
            "дзяржава дзяржавы дзяржаве дзяржаву дзяржавай дзяржаў дзяржавам дзяржавамі дзяржавах | дзяржаўны",
        );
        check(Be, Noun, "партыя партыі партыю партыяй партый партыям партыямі партыях | партнёр");
        check(Be, Noun, "зямля зямлі зямлю зямлёй землі зямель землям");
        check(Be, Noun, "права праву правам праве правы праў правах | праўда прававы");
        check(Be, Noun, "пагадненне пагаднення пагадненню пагадненнем пагадненні пагадненняў пагадненням пагадненнях");
        check(Be, Noun, "развіццё развіцця развіццю развіццём развіцці");
        check(Be, Noun, "роль ролі роллю роляў ролям");
        check(Be, Noun, "ноч ночы ноччу");
        check(Be, Noun, "беларусь беларусі беларуссю | беларускі беларус беларусы");
    }

    #[test]
    fn plural_only_nouns() {
        check(Be, Noun, "выбары выбараў выбарам выбарамі выбарах | выбар выбарчы");
        check(Be, Noun, "перагаворы перагавораў перагаворам перагаворамі перагаворах");
        check(Be, Noun, "закупкі закупак закупкам закупкамі закупках");
        check(Be, Noun, "санкцыі санкцый санкцыям санкцыямі санкцыях");
        check(Be, Noun, "сілы сіл сілам сіламі сілах");
        check(Be, Noun, "людзі людзей людзям людзьмі людзях");
        check(Be, Noun, "дзеці дзяцей дзецям дзецьмі");
        check(Be, Noun, "хрыстова хрыстовым хрыстовага");
        check(Be, Noun, "апякун апекуна апекунам");
    }

    #[test]
    fn adjectives() {
        check(
            Be,
            Noun,
            "дзяржаўны дзяржаўнага дзяржаўнаму дзяржаўным дзяржаўная дзяржаўнай дзяржаўную дзяржаўнае дзяржаўныя дзяржаўных дзяржаўнымі | дзяржава",
        );
        check(
            Be,
            Noun,
            "беларускі беларускага беларускаму беларускім беларуская беларускай беларускую беларускае беларускія беларускіх беларускімі | беларус беларусь",
        );
        check(Be, Noun, "вышэйшая вышэйшы вышэйшага вышэйшай вышэйшую вышэйшыя вышэйшых");
        check(Be, Noun, "знешняя знешні знешняга знешняй знешнюю знешнія знешніх знешнімі");
        check(Be, Adjective, "абавязковы абавязковага абавязковая абавязковыя");
    }

    #[test]
    fn verbs() {
        check(Be, Verb, "падпісаць падпісаў падпісала падпісалі падпіша падпішуць падпісаны | подпіс");
        check(Be, Verb, "ратыфікаваць ратыфікуе ратыфікаваў ратыфікавала ратыфікавалі ратыфікаваны");
        check(Be, Verb, "зацвердзіць зацвердзіў зацвердзіла зацвердзілі зацвердзяць");
        check(Be, Verb, "прыняць прыняў прыняла прынялі прыме прымуць прыняты");
        check(Be, Verb, "увесці увёў увяла увялі увядзе увядуць");
        check(Be, Verb, "далучыцца далучыўся далучылася далучыліся");
        check(Be, Verb, "забараніць забароніць забароняць забаронены забаронена");
        check(Be, Verb, "змяніць зменіць зменяць зменены | змена змены");
        check(Be, Verb, "устанавіць установіць устаноўлены устаноўлена");
        check(Be, Phrase, "персонай персонамі | персанальны");
        check(Be, Phrase, "выказвае выказваюць выказваў выказвалі");
    }
}
