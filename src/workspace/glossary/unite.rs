//! Is this concept there already, and what does the one that is there get of it?
//!
//! Nothing is lost: what both have is kept once, what only one has is kept, and where they say different things of
//! which only one can hold, ours stays and the difference is told.

use crate::lang::Lang;
use crate::model::{Concept, Term, TermStatus};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// What to do with a concept that is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDuplicate {
    /// The one that is there gets further terms and what it had not.
    #[default]
    Merge,
    /// The one that is there stays as it is.
    Keep,
    /// The new one takes its place and its name.
    Replace,
}

/// Where two concepts say different things of which only one can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Name of the concept.
    pub id: String,
    /// What differs: `subject`, `preferred`, `status`, `part of speech`, `gender`.
    pub field: &'static str,
    /// The term it is about, or the language where the preferred terms differ.
    pub about: Option<String>,
    /// What was there and stays.
    pub kept: String,
    /// What the other one says.
    pub other: String,
}

/// What became of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Became {
    /// It is new, under this name.
    Added(String),
    /// The one that is there got something of it.
    Merged,
    /// It took the place of the one that is there.
    Replaced,
    /// It is there with all there is to it.
    Unchanged,
    /// It is left out, for this reason.
    Skipped(&'static str),
}

/// A language without region, and a term of it in lower case.
type Key = (Lang, String);

/// The concepts of a memory as they are to become.
#[derive(Default)]
pub(super) struct Plan {
    concepts: Vec<Concept>,
    /// How many of them the memory has.
    stored: usize,
    /// How many of them were there before what is being taken: concepts of one termbase are never copies of each other.
    known: usize,
    names: HashMap<String, usize>,
    /// Concepts that have, or had, this term.
    having: HashMap<Key, Vec<usize>>,
    changed: BTreeSet<usize>,
    pub(super) conflicts: Vec<Conflict>,
}

impl Plan {
    /// Nothing is to be changed of these yet.
    pub(super) fn new(concepts: Vec<Concept>) -> Self {
        let mut plan = Self { stored: concepts.len(), ..Self::default() };
        for concept in concepts {
            plan.push(concept);
        }
        plan.next_termbase();
        plan
    }

    /// What is taken from now on comes from another termbase.
    pub(super) fn next_termbase(&mut self) {
        self.known = self.concepts.len();
    }

    /// Concepts of the memory that are to be changed.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Concept> {
        self.changed.iter().filter(|at| **at < self.stored).map(|at| &self.concepts[*at])
    }

    /// Concepts that are to be added to it.
    pub(super) fn added(&self) -> &[Concept] {
        &self.concepts[self.stored..]
    }

    /// The concept that says the same, whatever its name.
    pub(super) fn same(&self, concept: &Concept) -> Option<&Concept> {
        let nameless = Concept { id: String::new(), ..concept.clone() };
        self.find(&nameless, OnDuplicate::Merge).map(|at| &self.concepts[at])
    }

    /// A name like this that no concept has.
    pub(super) fn unused(&self, name: &str) -> String {
        let numbered = (2_u64..).map(|n| format!("{name}-{n}"));
        let mut all = std::iter::once(name.to_owned()).chain(numbered);
        all.find(|name| !self.names.contains_key(name)).unwrap_or_default()
    }

    /// Takes a concept in.
    pub(super) fn take(&mut self, mut concept: Concept, policy: OnDuplicate) -> Became {
        if concept.terms.is_empty() {
            return Became::Skipped("no term");
        }
        for term in &mut concept.terms {
            term.text = term.text.trim().to_owned();
        }
        let Some(at) = self.find(&concept, policy) else {
            if concept.id.is_empty() {
                concept.id = name_of(&concept);
            }
            concept.id = self.unused(&concept.id);
            let name = concept.id.clone();
            self.push(concept);
            return Became::Added(name);
        };
        match policy {
            OnDuplicate::Keep => Became::Skipped("there already"),
            OnDuplicate::Merge => {
                let mut united = self.concepts[at].clone();
                unite(&mut united, &concept, &mut self.conflicts);
                self.change(at, united, Became::Merged)
            }
            OnDuplicate::Replace => {
                concept.id.clone_from(&self.concepts[at].id);
                self.change(at, concept, Became::Replaced)
            }
        }
    }

    fn change(&mut self, at: usize, concept: Concept, became: Became) -> Became {
        if self.concepts[at] == concept {
            return Became::Unchanged;
        }
        self.concepts[at] = concept;
        self.changed.insert(at);
        self.index(at);
        became
    }

    /// Adds a concept whose name no other one has.
    pub(super) fn push(&mut self, concept: Concept) {
        self.names.insert(concept.id.clone(), self.concepts.len());
        self.concepts.push(concept);
        self.index(self.concepts.len() - 1);
    }

    fn index(&mut self, at: usize) {
        for term in &self.concepts[at].terms {
            let places = self.having.entry(key(term)).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }

    /// The concept that is the same as this: one that has all of it already, else that of the same name, else that with
    /// most preferred terms in common (two at least), else the oldest.
    fn find(&self, concept: &Concept, policy: OnDuplicate) -> Option<usize> {
        let namesake = self.names.get(&concept.id).copied().filter(|at| self.is_namesake(*at, concept, policy));
        let sharing = concept.terms.iter().filter_map(|term| self.having.get(&key(term))).flatten().copied();
        let candidates: BTreeSet<usize> = sharing.chain(namesake).filter(|at| *at < self.known).collect();
        let keys = preferred(concept);
        let rank = |at: usize| {
            let theirs = preferred(&self.concepts[at]);
            let shared = keys.iter().filter(|key| theirs.contains(key)).count();
            let (has_all, named) = (self.has_all_of(at, concept), namesake == Some(at));
            (has_all || named || shared >= 2).then_some((has_all, named, shared, Reverse(at)))
        };
        candidates.into_iter().filter_map(rank).max().map(|(.., Reverse(at))| at)
    }

    fn has_all_of(&self, at: usize, concept: &Concept) -> bool {
        let ours = &self.concepts[at];
        let mut united = ours.clone();
        unite(&mut united, concept, &mut Vec::new());
        united == *ours
    }

    /// Whether a concept of the same name is the same concept. A mere number says little outside of its own termbase;
    /// and two that have no term in common where both have terms are two concepts, unless one is to be replaced.
    fn is_namesake(&self, at: usize, concept: &Concept, policy: OnDuplicate) -> bool {
        let ours = &self.concepts[at];
        let same = |a: &Term, b: &Term| a.lang.serves(&b.lang) && a.text.to_lowercase() == b.text.to_lowercase();
        if ours.terms.iter().any(|a| concept.terms.iter().any(|b| same(a, b))) {
            return true;
        }
        let meet = ours.terms.iter().any(|a| concept.terms.iter().any(|b| a.lang.serves(&b.lang)));
        !is_number(&concept.id) && (policy == OnDuplicate::Replace || !meet)
    }
}

/// Whether a name is a number, or one behind a letter: `17`, `c17`.
pub(super) fn is_number(name: &str) -> bool {
    let digits = name.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(name);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A name made from the English term, or the first one.
pub(super) fn name_of(concept: &Concept) -> String {
    let english = concept.terms.iter().find(|term| term.lang.primary() == "en");
    let text = english.or(concept.terms.first()).map_or("", |term| &term.text).to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    // TBX wants an ASCII letter first
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("c-{name}") }
}

/// What a term is looked up by.
fn key(term: &Term) -> Key {
    (term.lang.without_region(), term.text.to_lowercase())
}

/// The preferred term of each language, or the first one where none is preferred.
fn preferred(concept: &Concept) -> Vec<Key> {
    let mut keys: Vec<(Key, bool)> = Vec::new();
    for term in &concept.terms {
        let key = key(term);
        let is_preferred = term.status == TermStatus::Preferred;
        match keys.iter_mut().find(|((lang, _), _)| *lang == key.0) {
            None => keys.push((key, is_preferred)),
            Some(known) if is_preferred && !known.1 => *known = (key, true),
            Some(_) => {}
        }
    }
    keys.into_iter().map(|(key, _)| key).collect()
}

/// Gives our concept what theirs has besides, and tells where they differ. Done twice it is as done once.
pub(super) fn unite(ours: &mut Concept, theirs: &Concept, conflicts: &mut Vec<Conflict>) {
    let id = ours.id.clone();
    let mut tell = |field, about: Option<&str>, kept: &str, other: &str| {
        let about = about.map(str::to_owned);
        conflicts.push(Conflict { id: id.clone(), field, about, kept: kept.to_owned(), other: other.to_owned() });
    };
    choose(&mut ours.subject, &theirs.subject, |kept, other| tell("subject", None, kept, other));
    append(&mut ours.definition, &theirs.definition);
    append(&mut ours.note, &theirs.note);
    append(&mut ours.source, &theirs.source);
    ours.do_not_translate |= theirs.do_not_translate;
    for term in &theirs.terms {
        let same = |known: &&mut Term| known.lang.serves(&term.lang) && known.text == term.text;
        match ours.terms.iter_mut().find(same) {
            Some(known) => unite_terms(known, term, &mut tell),
            None => place(&mut ours.terms, term.clone()),
        }
        let first = preferred_in(&ours.terms, &term.lang);
        if let Some(first) = first.filter(|first| term.status == TermStatus::Preferred && first.text != term.text) {
            tell("preferred", Some(term.lang.as_str()), &first.text, &term.text);
        }
    }
}

fn unite_terms(ours: &mut Term, theirs: &Term, tell: &mut impl FnMut(&'static str, Option<&str>, &str, &str)) {
    let about = Some(theirs.text.as_str());
    // which of several is preferred is told of the language
    if ours.status != theirs.status && !(ours.status.is_usable() && theirs.status.is_usable()) {
        tell("status", about, ours.status.name(), theirs.status.name());
    }
    choose(&mut ours.part_of_speech, &theirs.part_of_speech, |kept, other| tell("part of speech", about, kept, other));
    match (ours.gender, theirs.gender) {
        (None, gender) => ours.gender = gender,
        (Some(kept), Some(other)) if kept != other => tell("gender", about, kept.name(), other.name()),
        _ => {}
    }
    append(&mut ours.note, &theirs.note);
}

/// Takes their text where we have none.
fn choose(ours: &mut Option<String>, theirs: &Option<String>, differ: impl FnOnce(&str, &str)) {
    match (&ours, theirs) {
        (None, theirs) => ours.clone_from(theirs),
        (Some(kept), Some(other)) if kept != other => differ(kept, other),
        _ => {}
    }
}

/// Puts their text behind ours, on a line of its own, unless it stands there.
fn append(ours: &mut Option<String>, theirs: &Option<String>) {
    match (ours.as_mut(), theirs) {
        (None, theirs) => ours.clone_from(theirs),
        (Some(text), Some(theirs)) if !format!("\n{text}\n").contains(&format!("\n{theirs}\n")) => {
            text.push('\n');
            text.push_str(theirs);
        }
        _ => {}
    }
}

/// The preferred term of a language.
pub(super) fn preferred_in<'t>(terms: &'t [Term], lang: &Lang) -> Option<&'t Term> {
    terms.iter().find(|term| term.status == TermStatus::Preferred && term.lang.serves(lang))
}

/// Puts a further term among the others of its language: a preferred one first, or as admitted where there is one.
pub(super) fn place(terms: &mut Vec<Term>, mut term: Term) {
    let of_lang = |other: &Term| other.lang.serves(&term.lang);
    let (first, last) = (terms.iter().position(of_lang), terms.iter().rposition(of_lang));
    let is_preferred = term.status == TermStatus::Preferred;
    let taken = preferred_in(terms, &term.lang).is_some();
    if is_preferred && taken {
        term.status = TermStatus::Admitted;
    }
    let at = match (first, last) {
        (Some(first), _) if is_preferred && !taken => first,
        (_, Some(last)) => last + 1,
        _ => terms.len(),
    };
    terms.insert(at, term);
}

#[cfg(test)]
mod tests {
    use super::*;
    use TermStatus::{Admitted, Deprecated, Preferred};
    use proptest::prelude::*;

    fn term(lang: &str, text: &str, status: TermStatus) -> Term {
        Term::new(Lang::parse(lang).unwrap(), text, status)
    }

    fn concept(id: &str, terms: &[(&str, &str)]) -> Concept {
        let terms = terms.iter().map(|(lang, text)| term(lang, text, Preferred)).collect();
        Concept { id: id.into(), terms, ..Concept::default() }
    }

    #[test]
    fn what_is_missing_is_added_and_what_differs_is_told() {
        let mut ours = concept("law", &[("ru", "закон"), ("be", "закон")]);
        ours.subject = Some("law".into());
        ours.note = Some("першая".into());
        let mut theirs = concept("x", &[("be", "акт"), ("ru", "закон"), ("en", "law")]);
        theirs.terms.push(term("ru", "правило", Deprecated));
        theirs.subject = Some("state".into());
        theirs.note = Some("другая".into());
        theirs.definition = Some("норма".into());
        let mut conflicts = Vec::new();
        unite(&mut ours, &theirs, &mut conflicts);
        let told: Vec<_> = conflicts.iter().map(|c| (c.field, c.kept.as_str(), c.other.as_str())).collect();
        assert_eq!(told, [("subject", "law", "state"), ("preferred", "закон", "акт")]);
        assert_eq!((ours.note.as_deref(), ours.definition.as_deref()), (Some("першая\nдругая"), Some("норма")));
        let expected = [
            term("ru", "закон", Preferred),
            term("ru", "правило", Deprecated),
            term("be", "закон", Preferred),
            term("be", "акт", Admitted),
            term("en", "law", Preferred),
        ];
        assert_eq!(ours.terms, expected);
    }

    #[test]
    fn concepts_are_the_same_by_name_or_by_two_preferred_terms() {
        let law = || concept("law", &[("ru", "Закон"), ("be", "закон"), ("en", "law")]);
        let take = |other: Concept, policy| Plan::new(vec![law()]).take(other, policy);
        let merge = |other| take(other, OnDuplicate::Merge);
        let added = |name: &str| Became::Added(name.to_owned());
        assert_eq!(merge(law()), Became::Unchanged);
        assert_eq!(merge(concept("other", &[("ru", "закон"), ("be", "Закон")])), Became::Merged, "in another case");
        assert_eq!(merge(concept("other", &[("ru", "закон"), ("be", "акт")])), added("other"));
        assert_eq!(merge(concept("other", &[("ru", "Закон")])), Became::Unchanged, "there is no more to it");
        assert_eq!(merge(concept("other", &[("be-tarask", "закон"), ("ru", "Закон")])), added("other"));
        assert_eq!(merge(concept("law", &[("ru", "закон"), ("be", "акт")])), Became::Merged);
        assert_eq!(merge(concept("law", &[("uk", "закон")])), Became::Merged);
        assert_eq!(merge(concept("law", &[("ru", "право")])), added("law-2"), "only the name is the same");
        assert_eq!(merge(Concept::default()), Became::Skipped("no term"));
        let replace = |other| take(other, OnDuplicate::Replace);
        assert_eq!(replace(concept("law", &[("ru", "право")])), Became::Replaced);
        assert_eq!(replace(law()), Became::Unchanged);
        assert_eq!(take(law(), OnDuplicate::Keep), Became::Skipped("there already"));
    }

    #[test]
    fn a_number_is_no_name() {
        let mut plan = Plan::new(vec![concept("c1", &[("ru", "суд")])]);
        assert_eq!(plan.take(concept("c1", &[("en", "law")]), OnDuplicate::Replace), Became::Added("c1-2".into()));
        assert!(is_number("17") && is_number("g5") && !is_number("law-1") && !is_number("c") && !is_number(""));
    }

    #[test]
    fn concepts_of_one_termbase_are_not_copies_of_each_other() {
        let twins = [
            concept("замок-1", &[("ru", "замок"), ("be", "замак")]),
            concept("замок-2", &[("ru", "замок"), ("be", "замак")]),
        ];
        let mut plan = Plan::new(Vec::new());
        for twin in twins.clone() {
            assert!(matches!(plan.take(twin, OnDuplicate::Merge), Became::Added(_)));
        }
        plan.next_termbase();
        for twin in twins {
            assert_eq!(plan.take(twin, OnDuplicate::Merge), Became::Unchanged);
        }
        assert_eq!(plan.added().len(), 2);
    }

    #[test]
    fn names_are_made_of_terms() {
        assert_eq!(
            name_of(&concept("", &[("ru", "суд"), ("en-GB", "Supreme Court (of law)")])),
            "supreme-court-of-law"
        );
        assert_eq!(name_of(&concept("", &[("ru", "Верховный Суд")])), "c-верховный-суд");
        assert_eq!(name_of(&concept("", &[("en", "5 years")])), "c-5-years");
    }

    fn some_concept() -> impl Strategy<Value = Concept> {
        let term = ((0..4usize), "[аб]{1,2}", 0..4usize)
            .prop_map(|(lang, text, status)| term(["ru", "be", "en", "en-GB"][lang], &text, TermStatus::ALL[status]));
        let text = || prop::option::of("[аб\n]{0,3}");
        (("(law|c1|)", text(), text(), any::<bool>()), prop::collection::vec(term, 0..4)).prop_map(
            |((id, subject, note, do_not_translate), terms)| Concept {
                id,
                subject,
                note,
                do_not_translate,
                terms,
                ..Concept::default()
            },
        )
    }

    proptest! {
        #[test]
        fn a_termbase_taken_twice_is_as_taken_once(
            memory in prop::collection::vec(some_concept(), 0..4),
            termbase in prop::collection::vec(some_concept(), 0..4),
        ) {
            let mut plan = Plan::new(Vec::new());
            for concept in memory {
                plan.take(concept, OnDuplicate::Merge);
            }
            for round in 0..2 {
                plan.next_termbase();
                for concept in termbase.clone() {
                    let became = plan.take(concept, OnDuplicate::Merge);
                    let nothing = matches!(became, Became::Unchanged | Became::Skipped(_));
                    prop_assert!(round == 0 || nothing, "{:?}", became);
                }
            }
        }

        #[test]
        fn nothing_is_lost(ours in some_concept(), theirs in some_concept()) {
            let mut united = ours.clone();
            unite(&mut united, &theirs, &mut Vec::new());
            for term in ours.terms.iter().chain(&theirs.terms) {
                prop_assert!(united.terms.iter().any(|t| t.lang.serves(&term.lang) && t.text == term.text));
            }
            for term in &ours.terms {
                prop_assert!(united.terms.iter().any(|t| (&t.lang, &t.text, t.status) == (&term.lang, &term.text, term.status)));
            }
            for note in [&ours.note, &theirs.note].into_iter().flatten() {
                prop_assert!(united.note.as_ref().unwrap().contains(note.as_str()));
            }
        }
    }
}
