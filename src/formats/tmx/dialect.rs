//! What does a program want? Units as OmegaT, Trados, memoQ and MateCat take them without losing text.
//!
//! | | OmegaT | Trados | memoQ | MateCat |
//! |---|---|---|---|---|
//! | languages | any number, one orthography each | two, with a region | two | two, with a region |
//! | translations in other orthographies (`be-tarask`) | only when asked for: it would take them for regions | same | same | same |
//! | marks (`hi`) | become text: it drops what stands in them | same | same | same |
//! | codes | `bpt ept it ph`, paired and numbered | same, native code left out as Trados does | as OmegaT | as OmegaT |
//! | sub-flows (`sub`) | left out | left out | left out | left out |
//! | neighbours | – | – | `x-context-pre`, `x-context-post` on the side, as `<seg>` | the same on the unit, as text |
//! | names of units; properties `file id prev next path` | left out: it would take a unit for a translation of one place | kept | kept | kept |
//! | our own properties, attributes no DTD knows | left out | left out | left out | left out |

use crate::formats::exchange::Tool;
use crate::lang::{Lang, Language};
use crate::model::{Code, CodeKind, CodePart, Context, Inline, Prop, Segment, Tu, Tuv, attribute};

/// Properties with which OmegaT takes a unit for the translation of one place, and offers it nowhere else.
pub(super) const OF_A_PLACE: [&str; 5] = ["file", "id", "prev", "next", "path"];

/// The unit with its words alone: TMX level 1.
pub(super) fn level_1(tu: &Tu) -> Tu {
    let mut tu = tu.clone();
    for tuv in &mut tu.tuvs {
        tuv.segment = Segment::plain(tuv.segment.text());
    }
    tu
}

/// The language as a program wants it told.
pub(super) fn language(tool: Tool, lang: &Lang) -> Lang {
    let wants_region = matches!(tool, Tool::Trados | Tool::Matecat);
    if !wants_region || lang.as_str() != lang.primary() {
        return lang.clone();
    }
    let region = match lang.language() {
        Language::Ru => "RU",
        Language::Be => "BY",
        Language::En => "US",
        _ => return lang.clone(),
    };
    Lang::parse(&format!("{}-{region}", lang.as_str())).unwrap_or_else(|_| lang.clone())
}

/// Whether a language is told by more than its name and region: another script or orthography.
pub(super) fn is_variety(lang: &Lang) -> bool {
    lang.without_region().as_str() != lang.primary()
}

/// The unit for a program; `None` when nothing of use is left. `langs` are the languages of the file, source first.
pub(super) fn adapted(tu: &Tu, tool: Tool, langs: &[Lang]) -> Option<Tu> {
    let mut out = Tu { notes: tu.notes.clone(), ..Tu::default() };
    if tool != Tool::Omegat {
        out.tuid.clone_from(&tu.tuid);
    }
    out.attributes = tu.attributes.iter().filter(|(name, _)| name != "srclang").cloned().collect();
    let placed = |prop: &Prop| tool == Tool::Omegat && OF_A_PLACE.contains(&prop.kind.as_str());
    out.props = tu.props.iter().filter(|prop| !prop.kind.is_empty() && !placed(prop)).cloned().collect();
    let contexts = tu.origins.iter().flat_map(|origin| &origin.context);
    let context_of = |lang: &Lang| contexts.clone().find(|context| context.lang == *lang);
    for tuv in &tu.tuvs {
        if is_variety(&tuv.lang) && !langs.contains(&tuv.lang) {
            continue;
        }
        let mut props: Vec<Prop> = tuv.props.iter().filter(|prop| !prop.kind.is_empty()).cloned().collect();
        if tool == Tool::Memoq {
            add_context(&mut props, context_of(&tuv.lang), |text| format!("<seg>{}</seg>", escaped(text)));
        }
        out.tuvs.push(Tuv { lang: language(tool, &tuv.lang), props, ..tuv.clone() });
    }
    if tool == Tool::Matecat {
        let source = langs.first().and_then(context_of);
        add_context(&mut out.props, source, ToOwned::to_owned);
    }
    simplify(&mut out.tuvs, tool == Tool::Trados);
    let source = langs.first().map(|lang| language(tool, lang));
    let told = out.tuvs.iter().any(|tuv| source.as_ref().is_none_or(|source| tuv.lang.serves(source)));
    (told && out.tuvs.len() > 1).then_some(out)
}

fn add_context(props: &mut Vec<Prop>, context: Option<&Context>, written: impl Fn(&str) -> String) {
    let Some(context) = context else { return };
    for (kind, text) in [("x-context-pre", &context.before), ("x-context-post", &context.after)] {
        if let Some(text) = text.as_deref().filter(|_| !props.iter().any(|prop| prop.kind == kind)) {
            props.push(Prop::new(kind, written(text)));
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Makes codes what all programs take: pairs numbered from 1 in each side, the same code with the same `x` in all.
fn simplify(tuvs: &mut [Tuv], hollow: bool) {
    // what tells a code apart, and how many times it has come: its `x` is its place
    let mut numbers: Vec<(String, usize)> = Vec::new();
    for tuv in tuvs {
        let mut flat = Vec::new();
        flatten(tuv.segment.inlines(), &mut flat);
        pair(&mut flat);
        let mut seen: Vec<String> = Vec::new();
        for code in flat.iter_mut().filter_map(Piece::code) {
            if matches!(code.kind, CodeKind::End) {
                continue;
            }
            let key = format!("{}\0{}\0{}", code.kind.name(), code.kind_of(), native(&code.content));
            let times = seen.iter().filter(|known| **known == key).count();
            seen.push(key.clone());
            let x = numbers.iter().position(|known| known.0 == key && known.1 == times).unwrap_or_else(|| {
                numbers.push((key, times));
                numbers.len() - 1
            });
            code.x = Some(x + 1);
        }
        tuv.segment = Segment::new(flat.into_iter().map(|piece| piece.inline(hollow)).collect());
    }
}

/// A piece of a segment without marks.
enum Piece {
    Text(String),
    Code(Flat),
}

/// A code with what a program needs to know of it.
struct Flat {
    kind: CodeKind,
    r#type: Option<String>,
    assoc: Option<String>,
    /// Which pair it is of, as it was told.
    pair: Option<String>,
    /// Where the other half is, for halves alone.
    begins: bool,
    i: Option<usize>,
    x: Option<usize>,
    content: Vec<CodePart>,
}

impl Flat {
    fn kind_of(&self) -> &str {
        self.r#type.as_deref().unwrap_or_default()
    }
}

impl Piece {
    fn code(&mut self) -> Option<&mut Flat> {
        match self {
            Self::Text(_) => None,
            Self::Code(code) => Some(code),
        }
    }

    fn inline(self, hollow: bool) -> Inline {
        let code = match self {
            Self::Text(text) => return Inline::Text(text),
            Self::Code(code) => code,
        };
        let mut attributes = Vec::new();
        let mut push = |name: &str, value: Option<String>| {
            attributes.extend(value.map(|value| (name.to_owned(), value)));
        };
        let number = |n: Option<usize>| n.map(|n| n.to_string());
        match code.kind {
            CodeKind::End => push("i", number(code.i)),
            CodeKind::Begin => {
                push("i", number(code.i));
                push("x", number(code.x));
                push("type", code.r#type);
            }
            CodeKind::Isolated => {
                push("pos", Some(if code.begins { "begin" } else { "end" }.to_owned()));
                push("x", number(code.x));
                push("type", code.r#type);
            }
            CodeKind::Placeholder | CodeKind::Unknown => {
                push("x", number(code.x));
                push("assoc", code.assoc);
                push("type", code.r#type);
            }
        }
        let content = if hollow { Vec::new() } else { code.content };
        Inline::Code(Code { kind: code.kind, attributes, content })
    }
}

/// Takes marks apart: the words of a mark are words, those that XLIFF writes around words are pairs of codes.
fn flatten(inlines: &[Inline], out: &mut Vec<Piece>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push(Piece::Text(text.clone())),
            Inline::Code(code) => out.push(Piece::Code(flat(code))),
            Inline::Mark(mark) => {
                let name = mark.name.as_str();
                let native = |text: String| vec![CodePart::Native(text)];
                let told: String =
                    mark.attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
                let code = |kind, begins, content| {
                    let pair = Some(format!("{}", out.len()));
                    Flat { kind, r#type: None, assoc: None, pair, begins, i: None, x: None, content }
                };
                match (name, mark.content.is_empty()) {
                    ("hi", _) => flatten(&mark.content, out),
                    (_, true) => {
                        let code = code(CodeKind::Placeholder, true, native(format!("<{name}{told}/>")));
                        out.push(Piece::Code(code));
                    }
                    _ => {
                        let begin = code(CodeKind::Begin, true, native(format!("<{name}{told}>")));
                        let end = Flat {
                            pair: begin.pair.clone(),
                            ..code(CodeKind::End, false, native(format!("</{name}>")))
                        };
                        out.push(Piece::Code(begin));
                        flatten(&mark.content, out);
                        out.push(Piece::Code(end));
                    }
                }
            }
        }
    }
}

fn flat(code: &Code) -> Flat {
    let value = |name: &str| attribute(&code.attributes, name).map(ToOwned::to_owned);
    let kind = if code.kind == CodeKind::Unknown { CodeKind::Placeholder } else { code.kind };
    Flat {
        kind,
        r#type: value("type"),
        assoc: value("assoc").filter(|assoc| ["p", "f", "b"].contains(&assoc.as_str())),
        pair: value("i"),
        begins: kind == CodeKind::Begin || (kind == CodeKind::Isolated && value("pos").as_deref() != Some("end")),
        i: None,
        x: None,
        content: native_parts(&code.content),
    }
}

/// Native code, the words of sub-flows as part of it.
fn native_parts(parts: &[CodePart]) -> Vec<CodePart> {
    let text = native(parts);
    if text.is_empty() { Vec::new() } else { vec![CodePart::Native(text)] }
}

fn native(parts: &[CodePart]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            CodePart::Native(text) => out.push_str(text),
            CodePart::Sub { content, .. } => out.push_str(&Segment::new(content.clone()).text()),
        }
    }
    out
}

/// Pairs beginnings with ends: the next end of the same pair. What is left alone is half of a pair elsewhere.
fn pair(pieces: &mut [Piece]) {
    let mut pairs = 0;
    for at in 0..pieces.len() {
        let Some((CodeKind::Begin, asked)) = pieces[at].code().map(|code| (code.kind, code.pair.clone())) else {
            continue;
        };
        let end = (at + 1..pieces.len()).find(|other| {
            pieces[*other]
                .code()
                .is_some_and(|code| code.kind == CodeKind::End && code.i.is_none() && code.pair == asked)
        });
        if let Some(end) = end {
            pairs += 1;
            for half in [at, end] {
                if let Some(code) = pieces[half].code() {
                    code.i = Some(pairs);
                }
            }
        }
    }
    for code in pieces.iter_mut().filter_map(Piece::code) {
        if matches!(code.kind, CodeKind::Begin | CodeKind::End) && code.i.is_none() {
            code.kind = CodeKind::Isolated;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::inline;
    use super::*;
    use crate::model::Mark;

    fn code(kind: CodeKind, attributes: &[(&str, &str)], native: &str) -> Inline {
        let attributes = attributes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Inline::Code(Code { kind, attributes, content: vec![CodePart::Native(native.to_owned())] })
    }

    fn written(sides: Vec<Vec<Inline>>, hollow: bool) -> Vec<String> {
        let lang = Lang::parse("ru").unwrap();
        let mut tuvs: Vec<Tuv> = sides.into_iter().map(|side| Tuv::new(lang.clone(), Segment::new(side))).collect();
        simplify(&mut tuvs, hollow);
        tuvs.iter().map(|tuv| inline::written(&tuv.segment)).collect()
    }

    #[test]
    fn codes_are_numbered_alike_on_all_sides() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let begin = |i: &str, native: &str| code(CodeKind::Begin, &[("i", i)], native);
        let end = |i: &str, native: &str| code(CodeKind::End, &[("i", i)], native);
        let one = vec![
            begin("7", "<b>"),
            text("Указ"),
            end("7", "</b>"),
            text(" "),
            begin("8", "<i>"),
            text("№ 5"),
            end("8", "</i>"),
        ];
        let two = vec![
            begin("1", "<i>"),
            text("№ 5"),
            end("1", "</i>"),
            text(" "),
            begin("2", "<b>"),
            text("Указа"),
            end("2", "</b>"),
        ];
        assert_eq!(
            written(vec![one, two], true),
            [
                "<bpt i=\"1\" x=\"1\"/>Указ<ept i=\"1\"/> <bpt i=\"2\" x=\"2\"/>№ 5<ept i=\"2\"/>",
                "<bpt i=\"1\" x=\"2\"/>№ 5<ept i=\"1\"/> <bpt i=\"2\" x=\"1\"/>Указа<ept i=\"2\"/>",
            ]
        );
    }

    #[test]
    fn marks_become_text_and_foreign_tags_codes() {
        let mark = |name: &str, words: &str| {
            let content = if words.is_empty() { Vec::new() } else { vec![Inline::Text(words.to_owned())] };
            Inline::Mark(Mark { name: name.to_owned(), attributes: vec![("id".to_owned(), "3".to_owned())], content })
        };
        let side = vec![
            mark("hi", "Указ"),
            mark("x", ""),
            mark("g", "Прэзідэнта"),
            code(CodeKind::End, &[("i", "9")], "</u>"),
        ];
        assert_eq!(
            written(vec![side], false),
            ["Указ<ph x=\"1\">&lt;x id=\"3\"/&gt;</ph><bpt i=\"1\" x=\"2\">&lt;g id=\"3\"&gt;</bpt>Прэзідэнта\
              <ept i=\"1\">&lt;/g&gt;</ept><it pos=\"end\" x=\"3\">&lt;/u&gt;</it>"]
        );
    }
}
