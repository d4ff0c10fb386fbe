//! Plain text: lines, wrapped or not, into paragraphs, headings, items of lists.
//!
//! The document's text is the file's own; blocks are ranges of it. Whether a line break ends a paragraph is decided by
//! how the whole file is written: where lines run up to a common width and break in mid-sentence, they were broken by a
//! program (mail, a terminal, an old editor), and the paragraph goes on over them.

use super::document::{Read, ReadOptions, text};
use crate::model::{Block, BlockKind, Document};

/// Reads plain text.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Read {
    let (text, problems) = text(bytes, None, options)?;
    if options.segmented {
        let blocks = segmented(&text);
        return Ok((Document { text, blocks, ..Document::default() }, problems));
    }
    Ok((of_text(text), problems))
}

/// A document of a text with `\n` as its line ends.
pub(super) fn of_text(text: String) -> Document {
    let blocks = paragraphs(&text);
    Document { text, blocks, ..Document::default() }
}

/// Each line that is not empty is a segment.
fn segmented(text: &str) -> Vec<Block> {
    let lines = lines(text).into_iter().filter(|line| !line.is_empty());
    lines.map(|line| Block { kind: BlockKind::Line, start: line.start, end: line.end() }).collect()
}

/// A line of the file without the white space around it.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Where it starts in the text, after the white space.
    start: usize,
    /// How many characters of white space stand before it.
    indent: usize,
    /// How many characters it has, without the white space around it.
    width: usize,
    text: &'a str,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the line may end a sentence, whatever closes quotes and brackets after the stop.
    fn stops(&self) -> bool {
        let closing = |c: char| matches!(c, '»' | '”' | '“' | '"' | ')' | ']' | '\'' | '’');
        self.text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', ':', ';'])
    }

    fn starts_small(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }

    /// How wide this line would be with the first word of the next; lines are not broken at non-breaking spaces.
    fn width_with(&self, next: &Line<'_>) -> usize {
        self.width + 1 + next.text.split_ascii_whitespace().next().map_or(0, |word| word.chars().count())
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split('\n')
        .map(|raw| {
            let inner = raw.trim();
            let lead = &raw[..raw.len() - raw.trim_start().len()];
            let start = at + if inner.is_empty() { 0 } else { lead.len() };
            at += raw.len() + 1;
            Line { start, indent: lead.chars().count(), width: inner.chars().count(), text: inner }
        })
        .collect()
}

fn paragraphs(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let wrap = Wrap::of(&lines);
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for run in lines.split(Line::is_empty).filter(|run| !run.is_empty()) {
        let joined = wrap.joins(run);
        let mut opens = true;
        for (at, line) in run.iter().enumerate() {
            match pieces.last_mut() {
                Some(piece) if at > 0 && joined[at - 1] => {
                    piece.end = line.end();
                    piece.lines += 1;
                }
                _ => {
                    pieces.push(Piece { start: line.start, end: line.end(), lines: 1, opens, text: "" });
                    opens = false;
                }
            }
        }
    }
    for piece in &mut pieces {
        piece.text = &text[piece.start..piece.end];
    }
    blocks(&pieces)
}

/// How a file breaks its lines.
struct Wrap {
    /// The width lines are filled to, if they are.
    width: Option<Width>,
}

/// How wide the lines of a wrapped file are.
#[derive(Clone, Copy)]
struct Width {
    /// In characters, with the white space before.
    width: usize,
    /// How much white space stands before lines that open no paragraph.
    indent: usize,
}

impl Wrap {
    /// Widths (in characters) that programs and typists break lines at.
    const WIDTHS: std::ops::RangeInclusive<usize> = 45..=110;

    /// Evidence from the whole file: most lines with a follower are filled and many break in mid-sentence.
    fn of(lines: &[Line<'_>]) -> Self {
        // Where first lines are indented, the breaks before them end paragraphs and tell nothing.
        let indent = lines.iter().filter(|line| !line.is_empty()).map(|line| line.indent).min().unwrap_or(0);
        let tells = |pair: &&[Line<'_>]| pair.iter().all(|line| !line.is_empty()) && pair[1].indent <= indent;
        let pairs: Vec<_> = lines.windows(2).filter(tells).collect();
        let mut widths: Vec<usize> = pairs.iter().map(|pair| pair[0].indent + pair[0].width).collect();
        widths.sort_unstable();
        // One line in twenty may stick out: an address, a word that could not be broken.
        let Some(&width) = widths.get(widths.len().saturating_sub(1) * 19 / 20) else { return Self { width: None } };
        let filled = pairs.iter().filter(|pair| filled(&pair[0], &pair[1], width)).count();
        let inside = pairs.iter().filter(|pair| breaks_sentence(&pair[0], &pair[1])).count();
        let wrapped = Self::WIDTHS.contains(&width) && filled * 2 > pairs.len() && inside * 3 > pairs.len();
        Self { width: (wrapped && pairs.len() >= 3).then_some(Width { width, indent }) }
    }

    /// For each line of a run but the last, whether the next one goes on with it.
    fn joins(&self, run: &[Line<'_>]) -> Vec<bool> {
        let pairs = run.windows(2);
        match self.width {
            Some(width) => {
                // Whether the paragraph so far is an item, whose further lines may hang.
                let mut item = run.first().is_some_and(|line| mark(line.text).is_some());
                let joins = pairs.map(|pair| {
                    let joins = goes_on(&pair[0], &pair[1], item, width);
                    item = if joins { item } else { mark(pair[1].text).is_some() };
                    joins
                });
                joins.collect()
            }
            None => vec![wrapped_alone(run); run.len().saturating_sub(1)],
        }
    }
}

/// Whether the next line's first word had no room on this one. Breakers differ by a character or two in what they
/// count (the space, a dash that may hang).
fn filled(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    const SLACK: usize = 2;
    line.indent + line.width_with(next) + SLACK > width
}

fn breaks_sentence(line: &Line<'_>, next: &Line<'_>) -> bool {
    !line.stops() || next.starts_small()
}

/// In a wrapped file: whether the paragraph goes on over this line break.
fn goes_on(line: &Line<'_>, next: &Line<'_>, item: bool, wrap: Width) -> bool {
    let inside = next.starts_small() && !line.stops();
    let opens = match mark(next.text) {
        // A dash in mid-sentence may come to stand first in a line, and so may a number.
        Some(Mark::Bullet('-' | '–' | '—', _) | Mark::Number(..)) => line.stops(),
        Some(mark) => mark.lists_alone(next.text),
        // An indented line opens a paragraph, but goes on with an item that hangs.
        None => next.indent > wrap.indent && !(item && inside),
    };
    // A line broken early in mid-sentence goes on; a short one before a capital is a heading or an address.
    !opens && (filled(line, next, wrap.width) || (inside && line.width * 2 > wrap.width))
}

/// Whether the lines of a run in a file that is not wrapped are one paragraph all the same (pasted from a mail):
/// all of them filled to one width, most breaking in mid-sentence; two lines must break inside a phrase.
fn wrapped_alone(run: &[Line<'_>]) -> bool {
    let Some((_, heads)) = run.split_last() else { return false };
    let Some(width) = heads.iter().map(|line| line.width).max() else { return false };
    if !Wrap::WIDTHS.contains(&width) || run.iter().any(|line| line.width > width + width / 10) {
        return false;
    }
    let filled = run.windows(2).all(|pair| filled(&pair[0], &pair[1], width));
    let inside = run.windows(2).filter(|pair| breaks_sentence(&pair[0], &pair[1])).count();
    let phrase = run.windows(2).all(|pair| pair[1].starts_small() && !pair[0].stops() && !pair[0].text.ends_with(','));
    if heads.len() == 1 { phrase } else { filled && inside * 2 >= heads.len() }
}

/// A paragraph, line or item before it is known which.
#[derive(Clone, Copy)]
struct Piece<'a> {
    start: usize,
    end: usize,
    lines: usize,
    /// Whether it opens a run of lines: an empty line or nothing stands before it.
    opens: bool,
    text: &'a str,
}

/// What opens an item of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A bullet: the character, and how many bytes it and the space after it take.
    Bullet(char, usize),
    /// A number or letter with the sign after it.
    Number(u32, char),
}

impl Mark {
    /// Whether the line is an item whatever its neighbours are.
    fn lists_alone(self, text: &str) -> bool {
        match self {
            // A dash may open direct speech; before a small letter it does not.
            Self::Bullet('-' | '–' | '—', length) => text[length..].starts_with(char::is_lowercase),
            Self::Bullet(..) => true,
            Self::Number(_, sign) => sign == ')',
        }
    }

    /// Whether the next mark goes on with the list of this one.
    fn goes_on(self, next: Self) -> bool {
        match (self, next) {
            (Self::Bullet(a, _), Self::Bullet(b, _)) => a == b,
            (Self::Number(a, sign), Self::Number(b, other)) => b == a + 1 && sign == other,
            _ => false,
        }
    }
}

fn mark(text: &str) -> Option<Mark> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if matches!(first, '-' | '–' | '—' | '•' | '·' | '▪' | '◦' | '‣' | '*' | '●' | '■' | '\u{F0B7}') {
        let rest = chars.as_str();
        let body = rest.trim_start();
        return (body.len() < rest.len() && !body.is_empty()).then(|| Mark::Bullet(first, text.len() - body.len()));
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let end = inner.find([')', '.'])?;
    let (label, rest) = inner.split_at(end);
    let sign = rest.chars().next()?;
    let spaced = rest[1..].starts_with([' ', '\t', '\u{A0}']);
    let number = match label.parse::<u32>() {
        Ok(number) if label.len() <= 3 => Some(number),
        _ if sign == ')' => letter(label),
        _ => None,
    };
    number.filter(|_| spaced).map(|number| Mark::Number(number, sign))
}

/// The number of a letter in lists: а) б) в), a) b) c).
fn letter(label: &str) -> Option<u32> {
    let mut chars = label.chars();
    let letter = chars.next().filter(|_| chars.next().is_none())?;
    match letter {
        'a'..='z' => Some(u32::from(letter) - u32::from('a') + 1),
        'а'..='я' => Some(u32::from(letter) - u32::from('а') + 1),
        _ => None,
    }
}

fn blocks(pieces: &[Piece<'_>]) -> Vec<Block> {
    let marks: Vec<_> = pieces.iter().map(|piece| mark(piece.text)).collect();
    let kind = |item| if item { BlockKind::ListItem } else { BlockKind::Paragraph };
    let mut kinds: Vec<_> = items(pieces, &marks).into_iter().map(kind).collect();
    // From the end: a heading stands before text or before a heading that does.
    for at in (0..pieces.len()).rev() {
        if kinds[at] == BlockKind::Paragraph && is_heading(pieces, &kinds, at) {
            kinds[at] = BlockKind::Heading(if at == 0 { 1 } else { 2 });
        }
    }
    // A typed bullet is text of the file and stays: what is cut and put together again must be the file.
    let block = |(at, piece): (usize, &Piece<'_>)| Block { kind: kinds[at], start: piece.start, end: piece.end };
    pieces.iter().enumerate().map(block).collect()
}

/// Which pieces are clearly items: by their marks, or by the run of pieces marked likewise that they stand in.
fn items(pieces: &[Piece<'_>], marks: &[Option<Mark>]) -> Vec<bool> {
    let mut items = vec![false; pieces.len()];
    let mut first = 0;
    while first < pieces.len() {
        let Some(mark) = marks[first] else {
            first += 1;
            continue;
        };
        let continues =
            |at: &usize| marks[*at].is_some_and(|next| marks[*at - 1].is_some_and(|mark| mark.goes_on(next)));
        let end = (first + 1..pieces.len()).take_while(continues).last().map_or(first + 1, |last| last + 1);
        let before = first.checked_sub(1).map(|before| pieces[before].text);
        let listed = end - first > 1 && is_list(mark, &pieces[first..end], before);
        for at in first..end {
            items[at] = listed || marks[at].is_some_and(|mark| mark.lists_alone(pieces[at].text));
        }
        first = end;
    }
    items
}

/// Whether a run of pieces marked likewise is a list. `before` is the text before it.
fn is_list(mark: Mark, run: &[Piece<'_>], before: Option<&str>) -> bool {
    let announced = before.is_some_and(|before| before.ends_with(':'));
    let mut inner = run.iter().take(run.len() - 1);
    match mark {
        // Paragraphs of treaties and laws are numbered too; what ends in a semicolon or follows a colon is a list.
        Mark::Number(..) => announced || inner.all(|piece| piece.text.ends_with([';', ','])),
        // Talk follows a colon too («Он сказал:» — «Да!»), but then with long dashes or the signs of talk.
        Mark::Bullet(bullet, _) => {
            let talk = bullet == '—' || run.iter().any(|piece| piece.text.ends_with(['!', '?']));
            inner.any(|piece| piece.text.ends_with(';')) || (announced && !talk)
        }
    }
}

/// Whether a piece is a heading: a short line without a final stop that opens its paragraph, before text that starts
/// like a sentence and ends like one.
fn is_heading(pieces: &[Piece<'_>], kinds: &[BlockKind], at: usize) -> bool {
    const LONGEST: usize = 120;
    let piece = &pieces[at];
    let Some(next) = pieces.get(at + 1) else { return false };
    let stop = ['.', '!', '?', '…', ':', ';', ','];
    let width = piece.text.chars().count();
    let starts =
        piece.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '«' | '“' | '„' | '"'));
    // The title may be long or take two lines in a wrapped file; other headings stand on one line.
    let short = width <= if at == 0 { 2 * LONGEST } else { LONGEST } && (piece.lines == 1 || at == 0);
    if !piece.opens || !starts || !short || piece.text.ends_with(stop) || is_dateline(piece.text) {
        return false;
    }
    let next_starts = next.text.starts_with(|c: char| !c.is_lowercase());
    let body = match kinds[at + 1] {
        BlockKind::Heading(_) | BlockKind::ListItem => true,
        _ => next.text.ends_with(['.', '!', '?', '…', ':', ';', '»', '”', '"', ')']) || is_dateline(next.text),
    };
    next_starts
        && body
        && (at == 0 || next.text.chars().count() > width || matches!(kinds[at + 1], BlockKind::Heading(_)))
}

/// «Минск, 5 июня 2024 года», «№ 02-21/1456», "June 5, 2024".
fn is_dateline(text: &str) -> bool {
    const LONGEST: usize = 60;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().count() <= LONGEST && (digits >= 5 || text.starts_with('№'))
}
