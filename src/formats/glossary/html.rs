//! How is a glossary read in a browser and on paper? One page that needs nothing else.
//!
//! Title, contents by subject, a table for each subject with a column a language, and for each language an alphabetical
//! index that points to the numbers of concepts. What it looks like stands in `page.css`: on a screen, and on A4 with
//! numbers of pages. What the page says itself it says in the languages of its columns.

use super::subjects::{self, by_subject, in_lang, own_name, subject_names, words};
use super::{WriteOptions, terms_of};
use crate::formats::csv::columns_of;
use crate::lang::{Lang, index_letter, sort_key};
use crate::model::{Concept, Term, TermStatus};
use std::io::{self, Write};

/// Writes the page.
pub(super) fn write(out: &mut dyn Write, concepts: &[Concept], options: &WriteOptions) -> io::Result<()> {
    let langs = columns_of(concepts, &options.langs);
    let groups = by_subject(concepts);
    let page = Page { langs: &langs, title: &options.title };
    page.head(out)?;
    page.cover(out, concepts, &groups)?;
    page.contents(out, &groups)?;
    let mut numbered: Vec<(usize, &Concept)> = Vec::new();
    out.write_all(b"<main>\n")?;
    for (at, (subject, concepts)) in groups.iter().enumerate() {
        page.section(out, at, *subject, concepts, &mut numbered)?;
    }
    out.write_all(b"</main>\n")?;
    for lang in &langs {
        page.index(out, lang, &numbered)?;
    }
    out.write_all(b"</body>\n</html>\n")
}

type Group<'c> = (Option<&'c str>, Vec<&'c Concept>);

struct Page<'p> {
    langs: &'p [Lang],
    title: &'p str,
}

impl Page<'_> {
    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.langs.first().map_or("en", Lang::as_str);
        let title = escaped(self.title);
        // a string of CSS in an element: neither `"` nor `</` may end it
        let running: String =
            self.title.chars().filter(|c| !matches!(c, '"' | '\\' | '<') && !c.is_control()).collect();
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"tolmach {}\">\n<title>{title}</title>\n<style>\n{}\
             @page {{ @top-left {{ content: \"{running}\" }} }}\n</style>\n</head>\n<body>",
            env!("CARGO_PKG_VERSION"),
            include_str!("page.css"),
        )
    }

    /// A word in the languages of the page, each marked as such.
    fn said(&self, word: subjects::Word) -> String {
        words(word, self.langs).join("<span class=dot> · </span>")
    }

    fn cover(&self, out: &mut dyn Write, concepts: &[Concept], groups: &[Group<'_>]) -> io::Result<()> {
        let names: Vec<String> = self.langs.iter().map(|lang| escaped(&own_name(lang))).collect();
        let terms = concepts.iter().map(|concept| concept.terms.len()).sum::<usize>();
        writeln!(out, "<header>\n<h1>{}</h1>\n<p class=langs>{}</p>", escaped(self.title), names.join(" — "))?;
        writeln!(out, "<dl class=figures>")?;
        for (word, number) in
            [(subjects::CONCEPTS, concepts.len()), (subjects::TERMS, terms), (subjects::SUBJECT_FIELDS, groups.len())]
        {
            writeln!(out, "<div><dd>{}</dd><dt>{}</dt></div>", grouped(number), self.said(word))?;
        }
        writeln!(out, "</dl>")?;
        let any = |wanted: fn(&Term) -> bool| concepts.iter().flat_map(|concept| &concept.terms).any(wanted);
        let mut signs = vec![
            format!("<b>aa</b> <span>{}</span>", self.said(subjects::PREFERRED)),
            format!("aa <span>{}</span>", self.said(subjects::ADMITTED)),
        ];
        if any(|term| term.status == TermStatus::Superseded) {
            signs.push(format!("aa † <span>{}</span>", self.said(subjects::SUPERSEDED)));
        }
        if any(|term| term.status == TermStatus::Deprecated) {
            signs.push(format!("<s>aa</s> <span>{}</span>", self.said(subjects::DEPRECATED)));
        }
        if concepts.iter().any(|concept| concept.do_not_translate) {
            signs.push(format!("≡ <span>{}</span>", self.said(subjects::UNTRANSLATED)));
        }
        writeln!(out, "<p class=signs>{}</p>\n</header>", signs.join("<br>"))
    }

    fn contents(&self, out: &mut dyn Write, groups: &[Group<'_>]) -> io::Result<()> {
        writeln!(out, "<nav>\n<h2>{}</h2>\n<ol>", self.said(subjects::CONTENTS))?;
        for (at, (subject, concepts)) in groups.iter().enumerate() {
            let names = subject_names(*subject, self.langs);
            let (first, others) = names.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
            let others: String = others.iter().map(|name| format!("<small>{}</small>", escaped(name))).collect();
            writeln!(
                out,
                "<li><a href=\"#s{}\"><b>{}</b>{others}</a><span class=n>{}</span></li>",
                at + 1,
                escaped(first),
                concepts.len()
            )?;
        }
        writeln!(out, "</ol>\n<p class=indexes>")?;
        for lang in self.langs {
            writeln!(
                out,
                "<a href=\"#i-{lang}\">{} ({})</a>",
                in_lang(subjects::INDEX, lang),
                escaped(&language_in(lang))
            )?;
        }
        writeln!(out, "</p>\n</nav>")
    }

    fn section<'c>(
        &self,
        out: &mut dyn Write,
        at: usize,
        subject: Option<&str>,
        concepts: &[&'c Concept],
        numbered: &mut Vec<(usize, &'c Concept)>,
    ) -> io::Result<()> {
        let names: Vec<String> = subject_names(subject, self.langs).iter().map(|name| escaped(name)).collect();
        let heading = names.join("<span class=dot> · </span>");
        writeln!(out, "<section id=\"s{}\">\n<h2>{heading}</h2>\n<table>\n<thead><tr><th class=n>№</th>", at + 1)?;
        for lang in self.langs {
            writeln!(out, "<th lang=\"{lang}\">{}</th>", escaped(&own_name(lang)))?;
        }
        writeln!(out, "</tr></thead>")?;
        for concept in concepts {
            let n = numbered.len() + 1;
            numbered.push((n, concept));
            self.concept(out, n, concept)?;
        }
        writeln!(out, "</table>\n</section>")
    }

    fn concept(&self, out: &mut dyn Write, n: usize, concept: &Concept) -> io::Result<()> {
        let kept = if concept.do_not_translate { " ≡" } else { "" };
        write!(out, "<tbody id=\"c{n}\"><tr><td class=n>{n}{kept}</td>")?;
        for lang in self.langs {
            let terms: String = terms_of(concept, lang).into_iter().map(term).collect();
            write!(out, "<td lang=\"{lang}\">{terms}</td>")?;
        }
        out.write_all(b"</tr>")?;
        let about: Vec<String> = [("d", &concept.definition), ("", &concept.note), ("src", &concept.source)]
            .into_iter()
            .filter_map(|(class, text)| text.as_ref().map(|text| (class, text)))
            .map(|(class, text)| match class {
                "" => format!("<p>{}</p>", lines(text)),
                class => format!("<p class={class}>{}</p>", lines(text)),
            })
            .collect();
        if !about.is_empty() {
            write!(out, "<tr class=about><td></td><td colspan={}>{}</td></tr>", self.langs.len(), about.concat())?;
        }
        out.write_all(b"</tbody>\n")
    }

    /// All terms of a language in alphabetical order, each with the numbers of its concepts.
    fn index(&self, out: &mut dyn Write, lang: &Lang, numbered: &[(usize, &Concept)]) -> io::Result<()> {
        let mut terms: Vec<(&Term, usize)> = Vec::new();
        for (n, concept) in numbered {
            terms.extend(terms_of(concept, lang).into_iter().map(|term| (term, *n)));
        }
        if terms.is_empty() {
            return Ok(());
        }
        terms.sort_by_cached_key(|(term, n)| (sort_key(lang, term.text.trim()), !term.status.is_usable(), *n));
        writeln!(
            out,
            "<section class=index id=\"i-{lang}\" lang=\"{lang}\">\n<h2>{}<small>{}</small></h2>\n<div class=letters>",
            in_lang(subjects::INDEX, lang),
            escaped(&language_in(lang))
        )?;
        let mut letter = None;
        let mut at = 0;
        while let Some((first, _)) = terms.get(at) {
            let same = |(term, _): &&(&Term, usize)| {
                term.text.trim() == first.text.trim() && term.status.is_usable() == first.status.is_usable()
            };
            let numbers: Vec<usize> = terms[at..].iter().take_while(same).map(|(_, n)| *n).collect();
            at += numbers.len();
            let own = index_letter(lang, &first.text);
            if letter != Some(own) {
                letter = Some(own);
                writeln!(out, "<h3>{}</h3>", escaped(&own.to_string()))?;
            }
            let text = escaped(first.text.trim());
            let text = if first.status.is_usable() { text } else { format!("<s>{text}</s>") };
            let links: Vec<String> = numbers.iter().map(|n| format!("<a href=\"#c{n}\">{n}</a>")).collect();
            // a number does not stand on a line of its own
            writeln!(out, "<p>{text}&nbsp;{}</p>", links.join(", "))?;
        }
        writeln!(out, "</div>\n</section>")
    }
}

/// What a language is called in itself, for `Index (…)`.
fn language_in(lang: &Lang) -> String {
    let known = subjects::LANGUAGES.iter().find(|(tag, _)| *tag == lang.as_str());
    known.map_or_else(|| own_name(lang), |(_, word)| in_lang(*word, lang).to_owned())
}

fn term(term: &Term) -> String {
    let text = escaped(term.text.trim());
    let gender = term.gender.map(|gender| format!(" <i>{}</i>", gender.sign())).unwrap_or_default();
    let note = term.note.as_deref().map(|note| format!(" <small>{}</small>", escaped(note))).unwrap_or_default();
    match term.status {
        TermStatus::Preferred => format!("<p class=t>{text}{gender}{note}</p>"),
        TermStatus::Admitted => format!("<p>{text}{gender}{note}</p>"),
        TermStatus::Superseded => format!("<p class=x>{text} †{gender}{note}</p>"),
        TermStatus::Deprecated => format!("<p class=x><s>{text}</s>{gender}{note}</p>"),
    }
}

fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{A0}');
        }
        out.push(digit);
    }
    out
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}
