//! Is this word the term, or another that is spelt like it? What stands beside it tells.
//!
//! Only of terms of one word: of several, each tells what the others are. English spells verbs, nouns and adjectives
//! alike (*they question*, *in question*; *a will*, *he will*; *a minor*, *minor damage*), and its word order tells them
//! apart. Russian and Belarusian have surnames and patronymics that look like names of places and peoples.

use super::forms::Role;
use crate::lang::Language;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The words next to one, in normal form, when nothing but spaces stands between.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'t> {
    pub(super) before: Option<&'t str>,
    pub(super) after: Option<&'t str>,
    /// Whether the word before is a possessive.
    pub(super) owned: bool,
    /// Whether it is written as a title is before a name: *Major Petrov*, and not so all about it.
    pub(super) titled: bool,
}

/// Whether a word between these is no form of a term of that role.
pub(super) fn is_other(word: &str, role: Role, beside: Beside<'_>, language: Language) -> bool {
    match language {
        Language::En => english(word, role, beside),
        // порядка ста человек
        Language::Ru if word == "порядка" && beside.after.is_some_and(is_number) => true,
        Language::Ru => beside.after.is_some_and(|after| is_patronymic(after, RU_PATRONYMICS)),
        Language::Be => beside.after.is_some_and(|after| is_patronymic(after, BE_PATRONYMICS)),
        Language::Other => false,
    }
}

fn is_number(word: &str) -> bool {
    const WORDS: [&str; 14] = [
        "двух",
        "трех",
        "пяти",
        "десяти",
        "двадцати",
        "тридцати",
        "сорока",
        "пятидесяти",
        "ста",
        "двухсот",
        "трехсот",
        "пятисот",
        "тысячи",
        "миллиона",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&word)
}

/// Whether a name of a place is a common word as well, so that a capital tells nothing at the start of a sentence or in a
/// heading: *Мир нужен всем*, *Того же мнения*.
pub(super) fn is_common(word: &str, language: Language) -> bool {
    const RU: [&str; 18] = [
        "мир",
        "того",
        "мост",
        "горк",
        "берез",
        "чад",
        "вен",
        "реал",
        "столбц",
        "корм",
        "ветк",
        "бар",
        "дон",
        "нил",
        "лида",
        "рим",
        "бор",
        "круп",
    ];
    const BE: [&str; 16] = [
        "мір",
        "таго",
        "мост",
        "маст",
        "горк",
        "бяроз",
        "чад",
        "вен",
        "рэал",
        "стоўбц",
        "карм",
        "ветк",
        "бар",
        "дон",
        "ніл",
        "круп",
    ];
    let stems: &[&str] = match language {
        Language::Ru => &RU,
        Language::Be => &BE,
        Language::En | Language::Other => &[],
    };
    stems.iter().any(|stem| word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= 2))
}

/// Whether a word of this spelling is more often a word of the language than an abbreviation, where all is in capitals.
pub(super) fn is_word_in_capitals(word: &str, language: Language) -> bool {
    language == Language::En && ["act", "all", "cap", "cup", "it", "us", "try", "who", "won"].contains(&word)
}

type Words = LazyLock<FxHashSet<&'static str>>;

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

/// What stands before nouns, and not before verbs.
static BEFORE_NOUNS: Words = LazyLock::new(|| {
    set("a an the no his its their our my your every each any some many several few other another this these those \
         such whose of in for with on by under without from into at per between against through")
});
/// What stands before verbs, and not before nouns.
static BEFORE_VERBS: Words = LazyLock::new(|| {
    set("will shall must may can cannot could would should might not i we you they he she it who dont doesnt didnt \
         wont cant")
});
/// What stands before a testament.
static BEFORE_WILL: Words = LazyLock::new(|| {
    set("a the his her their my our your every no last free good political own by valid written signed")
});
/// What stands after a verb, and hardly ever after a noun.
static AFTER_VERBS: Words = LazyLock::new(|| {
    set("the a an his her its their our my your this these those every any such them him us it two three four \
         five six seven eight nine ten more less nothing")
});
/// What follows a noun that would be an adjective before another noun.
static AFTER_NOUNS: Words = LazyLock::new(|| {
    set("of in on at to for by with from and or but who whom whose which that is are was were be been has have had \
         will shall must may can cannot could would should not as than when while if because against under before \
         after without within he she it they did does said says aged")
});
/// Forms of to be, after which an adjective stands alone.
static BEINGS: Words = LazyLock::new(|| set("is are was were be been being very more most so too as seem seems"));

/// Nouns that are verbs as often.
static VERBS: Words = LazyLock::new(|| {
    set("advocate aid answer appeal award balance ballot ban benefit bill bond broadcast bribe cause challenge \
         change charge chair check claim clash coach comment complete concern conduct conflict contact contract \
         control cost credit debate delegate demand deposit design discharge dispute document draft drill drive \
         duplicate exchange excise exercise exhibit export extract face farm fight file finance fine forfeit form \
         fund grant guarantee guard harm harvest head help hold host import increase initiate insult interest \
         interview invoice issue judge land lead lease levy limit list loan mandate march master matter measure \
         minute mortgage motion murder name need note object offer order parole part pass patent pay permit \
         petition plan plant play pledge point police pool practice present process produce program progress \
         project promise protest question rank rape rate reach record reform refuse register regret release remit \
         rent repeal reply report request research reserve respect return review risk road rule sabotage sanction \
         school seal second sentence serve share ship sign sound spring stamp stand state stock strike study \
         subject subpoena summon supply support surrender survey suspect table tax tender test threat torture trade \
         train transfer transport travel treat trial trust use value veto view visit vote wage warrant water \
         witness work wound")
});
/// Nouns that are adjectives more often.
static ADJECTIVES: Words = LazyLock::new(|| {
    set("academic adult alien chief civil commercial criminal current disabled duplicate elder exact executive \
         expert federal final fine firm general individual initial intellectual judicial juvenile key local major \
         master material medical military minor missing mobile moral national native natural official original \
         parallel potential premium present principal private professional public regular relative representative \
         second secret senior third wounded")
});
/// Nouns that stand for adjectives before other nouns.
static ATTRIBUTES: Words = LazyLock::new(|| {
    set("budget business consumer contract court crime currency customs defence election energy finance government \
         health house insurance labour market police property safety security state tax trade transport")
});
/// Verbs that are nouns or adjectives more often.
static NOUNS: Words = LazyLock::new(|| {
    set("appeal award ban charge exact fine grant initial issue levy minute note notice order process question \
         record report request review rule sanction sentence sign subject table tax trade transfer veto vote")
});

fn english(word: &str, role: Role, beside: Beside<'_>) -> bool {
    let before = |words: &Words| beside.before.is_some_and(|before| words.contains(before));
    let after = |words: &Words| beside.after.is_some_and(|after| words.contains(after));
    let to = beside.before == Some("to");
    let base = word.strip_suffix('s').filter(|base| !base.ends_with('s')).unwrap_or(word);
    match role {
        Role::Noun if beside.owned => false,
        Role::Noun if word == "will" => !before(&BEFORE_WILL),
        Role::Noun => {
            let adjective = ADJECTIVES.contains(word)
                && !beside.titled
                && (before(&BEINGS) && beside.after != Some("of") || beside.after.is_some() && !after(&AFTER_NOUNS));
            let verb = VERBS.contains(base)
                && (before(&BEFORE_VERBS) || to && word == base || after(&AFTER_VERBS) && !before(&BEFORE_NOUNS));
            adjective || verb
        }
        Role::Verb => {
            let ended = word.ends_with("ed") || word.ends_with("ing");
            let certain = || before(&BEFORE_VERBS) || to || after(&AFTER_VERBS);
            !ended && (before(&BEFORE_NOUNS) || NOUNS.contains(base) && !certain())
        }
        // the court is no adjective, unless something follows it
        Role::Adjective => ATTRIBUTES.contains(word) && (beside.after.is_none() || after(&AFTER_NOUNS)),
        Role::Phrase | Role::Fixed => false,
    }
}

/// How the patronymic of a woman ends; that of a man ends like surnames.
const RU_PATRONYMICS: (&[&str], &[&str]) = (&["овн", "евн"], &["а", "ы", "е", "у", "ой", "ою"]);
const BE_PATRONYMICS: (&[&str], &[&str]) = (&["аўн", "еўн", "оўн", "яўн"], &["а", "ы", "е", "у", "ай", "аю"]);

fn is_patronymic(word: &str, (stems, endings): (&[&str], &[&str])) -> bool {
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_some_and(|stem| stem.chars().count() > 4 && stems.iter().any(|end| stem.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the word in brackets is the term.
    #[track_caller]
    fn check(language: Language, role: Role, is_term: bool, marked: &str) {
        let (before, rest) = marked.split_once('[').unwrap();
        let (word, after) = rest.split_once(']').unwrap();
        let last = before.split_whitespace().next_back();
        let first = after.split_whitespace().next().filter(|_| after.starts_with(' '));
        let owned = last.is_some_and(|last| last.ends_with("’s"));
        let titled =
            word.starts_with(char::is_uppercase) && first.is_some_and(|first| first.starts_with(char::is_uppercase));
        let beside = Beside { before: last, after: first, owned, titled };
        let word = &word.to_lowercase();
        assert_eq!(is_other(word, role, beside, language), !is_term, "{marked}");
    }

    #[test]
    fn english_nouns_are_no_verbs_and_no_adjectives() {
        let yes = |marked| check(Language::En, Role::Noun, true, marked);
        let no = |marked| check(Language::En, Role::Noun, false, marked);
        yes("under his [will]");
        yes("the testator’s [will]");
        no("the sides [will] sign");
        yes("detained a [minor] who fled");
        yes("crimes of [minors]");
        no("a [minor] injury");
        yes("when [Major] Petrov came");
        no("the case was [minor]");
        yes("a [share] of the company");
        no("they [share] a border");
        no("and [share] the costs");
        no("to [exercise] control");
        yes("the joint [exercise]");
        yes("talks with the [prosecutor] the day before");
    }

    #[test]
    fn english_verbs_are_no_nouns() {
        let yes = |marked| check(Language::En, Role::Verb, true, marked);
        let no = |marked| check(Language::En, Role::Verb, false, marked);
        yes("the court [questioned] him");
        yes("to [question] a witness");
        no("the person in [question]");
        no("many [questions] remain");
        yes("parties [ratify] treaties");
        no("the [sign] of the times");
    }

    #[test]
    fn a_given_name_is_no_place() {
        check(Language::Ru, Role::Noun, false, "[софия] викторовна");
        check(Language::Ru, Role::Noun, true, "[софия] принимает");
        check(Language::Be, Role::Noun, false, "[сафію] віктараўну");
        check(Language::Be, Role::Noun, true, "[сафія] чакае");
    }
}
