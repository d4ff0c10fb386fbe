//! Segments: text with inline codes, as TMX 1.4b knows them (section "Content Markup").

/// The text of one language's side of a unit, with its inline codes in place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Text and codes in reading order; no two neighbouring texts, no empty text.
    inlines: Vec<Inline>,
}

/// One piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Words.
    Text(String),
    /// A code of the source format: `bpt ept it ph ut`.
    Code(Code),
    /// A marked stretch of words: `hi`, and elements that other tools put into `<seg>`.
    Mark(Mark),
}

/// What a code does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Begins a paired code (`bpt`).
    Begin,
    /// Ends a paired code (`ept`).
    End,
    /// Half of a pair whose other half is outside the segment (`it`).
    Isolated,
    /// Stands alone (`ph`).
    Placeholder,
    /// Unknown (`ut`, deprecated in TMX 1.4).
    Unknown,
}

impl CodeKind {
    const ALL: [Self; 5] = [Self::Begin, Self::End, Self::Isolated, Self::Placeholder, Self::Unknown];

    /// The name of its element in TMX, by which it is also stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Begin => "bpt",
            Self::End => "ept",
            Self::Isolated => "it",
            Self::Placeholder => "ph",
            Self::Unknown => "ut",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A code of the source format, with the native code it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// What it does.
    pub kind: CodeKind,
    /// Its attributes in file order (`i`, `x`, `type`, `assoc`, `pos`).
    pub attributes: Vec<(String, String)>,
    /// The native code, with translatable sub-flows (`sub`) inside it.
    pub content: Vec<CodePart>,
}

/// A piece of a native code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodePart {
    /// Native code, not text.
    Native(String),
    /// A sub-flow (`sub`): text inside a code, such as a footnote or an attribute shown to readers.
    Sub {
        /// Attributes in file order.
        attributes: Vec<(String, String)>,
        /// The text of the sub-flow.
        content: Vec<Inline>,
    },
}

/// A marked stretch of words. Its words are words of the segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Element name: `hi`, or that of a foreign element kept as it came.
    pub name: String,
    /// Attributes in file order.
    pub attributes: Vec<(String, String)>,
    /// What is marked.
    pub content: Vec<Inline>,
}

impl Segment {
    /// A segment without codes.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { inlines: if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] } }
    }

    /// A segment of pieces; neighbouring texts are joined and empty ones dropped.
    #[must_use]
    pub fn new(inlines: Vec<Inline>) -> Self {
        Self { inlines: joined(inlines) }
    }

    /// The pieces in reading order.
    #[must_use]
    pub fn inlines(&self) -> &[Inline] {
        &self.inlines
    }

    /// The words alone, as a reader sees them: marked words included, codes left out.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        push_text(&self.inlines, &mut out);
        out
    }

    /// The words for looking for them: as [`Segment::text`], but where a code that stands alone parts two words there is
    /// a space, and the words of sub-flows stand where they stand, between spaces.
    #[must_use]
    pub fn reading(&self) -> String {
        let mut out = String::new();
        push_reading(&self.inlines, &mut out);
        out
    }

    /// Whether there is nothing but text in it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.inlines.iter().all(|i| matches!(i, Inline::Text(_)))
    }
}

fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, Inline::Mark(mut mark)) => {
                mark.content = joined(mark.content);
                out.push(Inline::Mark(mark));
            }
            (_, other) => out.push(other),
        }
    }
    out
}

fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(_) => {}
            Inline::Mark(mark) => push_text(&mark.content, out),
        }
    }
}

fn push_reading(inlines: &[Inline], out: &mut String) {
    let mut parted = false;
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                if parted && !text.starts_with(char::is_whitespace) {
                    part(out);
                }
                out.push_str(text);
                parted = false;
            }
            Inline::Code(code) => {
                parted |= matches!(code.kind, CodeKind::Placeholder | CodeKind::Unknown);
                for part_of in &code.content {
                    if let CodePart::Sub { content, .. } = part_of {
                        part(out);
                        push_reading(content, out);
                        parted = true;
                    }
                }
            }
            Inline::Mark(mark) => {
                if parted {
                    part(out);
                }
                push_reading(&mark.content, out);
                parted = false;
            }
        }
    }
}

/// A space, unless there is one or nothing to part.
fn part(out: &mut String) {
    if !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_part_words_and_sub_flows_are_read() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let code = |kind, content| Inline::Code(Code { kind, attributes: Vec::new(), content });
        let sub = CodePart::Sub { attributes: Vec::new(), content: vec![text("у рэдакцыі 2024 года")] };
        let segment = Segment::new(vec![
            text("Глава 1"),
            code(CodeKind::Placeholder, Vec::new()),
            text("Агульныя пры"),
            code(CodeKind::Begin, Vec::new()),
            text("клады"),
            code(CodeKind::Placeholder, vec![sub]),
            text("."),
        ]);
        assert_eq!(segment.reading(), "Глава 1 Агульныя прыклады у рэдакцыі 2024 года .");
        assert_eq!(segment.text(), "Глава 1Агульныя прыклады.");
    }

    #[test]
    fn marked_words_are_words_and_codes_are_not() {
        let code =
            Code { kind: CodeKind::Placeholder, attributes: vec![], content: vec![CodePart::Native("<br/>".into())] };
        let mark =
            Mark { name: "hi".into(), attributes: vec![], content: vec![Inline::Text("Прэзідэнта".into())] };
        let segment = Segment::new(vec![
            Inline::Text("Указ ".into()),
            Inline::Text(String::new()),
            Inline::Mark(mark),
            Inline::Code(code),
            Inline::Text(" № ".into()),
            Inline::Text("5".into()),
        ]);
        assert_eq!(segment.text(), "Указ Прэзідэнта № 5");
        assert_eq!(segment.inlines().len(), 4);
        assert!(!segment.is_plain());
    }
}
