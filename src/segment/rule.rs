//! Which rule decided about a boundary, and how is that said to a user?

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $text:literal;)+) => {
        /// The rule that decided about a place where a sentence might have ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule { $($(#[doc = $doc])+ $name,)+ }

        impl Rule {
            /// Every rule, in the order of this list.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),+];

            /// A short stable code for tables and logs.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Rule::$name => $code),+ }
            }

            /// One line that tells a user why it was cut, or was not.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Rule::$name => $text),+ }
            }
        }
    };
}

rules! {
    /// Full stop after an ordinary word, next a capital, a digit or a symbol.
    Stop = "stop", "a full stop after an ordinary word";
    /// `!` or `?` before a capital, a digit or a symbol.
    Strong = "strong", "an exclamation or question mark";
    /// An ellipsis before a capital or a digit.
    Ellipsis = "ellipsis", "an ellipsis before a capital or a digit";
    /// An ellipsis that opens the sentence.
    EllipsisOpens = "ellipsis-opens", "an ellipsis at the start of a sentence belongs to it";
    /// The next word begins with a small letter.
    LowerNext = "lower-next", "a small letter goes on with the sentence";
    /// The next word begins small but is a name (`iPhone`) or a host name.
    LowerName = "lower-name", "a name written with a small letter opens a sentence";
    /// English typed without capitals: a small letter after a question or an ordinary word.
    LowerCareless = "lower-careless", "a sentence typed without a capital";
    /// The next character is a comma, a colon, a closing quote or bracket.
    PunctuationNext = "punctuation-next", "a comma, colon or closing mark goes on with the sentence";
    /// No white space after the mark, and nothing that looks like a forgotten space.
    Joined = "joined", "no space: a host name, a number, an abbreviation";
    /// No white space after the mark, yet two sentences.
    SpaceForgotten = "space-forgotten", "a small letter, the mark and a capital: the space was forgotten";
    /// Inside brackets opened in this sentence.
    InBrackets = "in-brackets", "inside brackets that this sentence opened";
    /// Inside a quoted title.
    InTitle = "in-title", "inside a quoted name";
    /// A quoted title ends with the mark.
    TitleEnd = "title-end", "the mark belongs to a quoted name";
    /// A quoted question or exclamation, then a dash or a speaker's name and verb.
    AuthorWords = "author-words", "the words of the author follow the quotation";
    /// An enumerator alone at the start.
    Enumerator = "enumerator", "a number or letter that opens a list item";
    /// The number of an article or a chapter before its title.
    PartNumber = "part-number", "the number of an article or a chapter stands by itself";
    /// An enumerator follows.
    EnumeratorNext = "enumerator-next", "a numbered item follows";
    /// A date or number written with spaces.
    SpacedDate = "spaced-date", "a date written with spaces";
    /// A year, century or era, and the sentence is not complete.
    YearGoesOn = "year-goes-on", "a year or century inside a clause";
    /// A year, century or era after a complete clause, a new clause follows.
    YearEnds = "year-ends", "a year or century ends a complete clause";
    /// An amount or measure inside a clause.
    UnitGoesOn = "unit-goes-on", "an amount inside a clause";
    /// An amount or measure at the end of a clause.
    UnitEnds = "unit-ends", "an amount ends a complete clause";
    /// `и т. д.`, `etc.` before a capital.
    ClosingPhrase = "closing-phrase", "a closing phrase before a capital";
    /// A title before a name.
    Title = "title", "a title stands before a name";
    /// An abbreviation that something follows.
    Abbreviation = "abbreviation", "an abbreviation that something follows";
    /// An abbreviation before a word that opens sentences.
    AbbreviationEnds = "abbreviation-ends", "a word follows that opens sentences";
    /// An abbreviation before its number.
    BeforeNumber = "before-number", "an abbreviation before its number";
    /// An initial before a name.
    Initial = "initial", "an initial of a name";
    /// A letter that names a thing (`Group B.`).
    LetterName = "letter-name", "a letter that names a thing";
    /// A surname with its initials behind it.
    InitialsEnd = "initials-end", "initials behind their surname end the sentence";
    /// A Roman numeral behind a ruler or a label.
    RomanEnds = "roman-ends", "a Roman numeral ends the sentence";
    /// A lone small letter.
    LoneLetter = "lone-letter", "a lone small letter is an abbreviation";
    /// A short word without a vowel that no list holds.
    NoVowel = "no-vowel", "a word without a vowel is an abbreviation";
    /// A dotted acronym or a firm inside a clause.
    AcronymGoesOn = "acronym-goes-on", "a dotted acronym or a firm inside a clause";
    /// A dotted acronym or a firm at the end of a clause.
    AcronymEnds = "acronym-ends", "a dotted acronym or a firm ends a complete clause";
    /// A time of day and its zone, place or day.
    ClockGoesOn = "clock-goes-on", "a zone, place or day follows the time";
    /// A time of day before a new sentence.
    ClockEnds = "clock-ends", "a time of day before a capital";
}
