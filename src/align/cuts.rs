//! Where does a sentence end that lacks its mark? What one language leaves open, two decide together.
//!
//! A heading that runs into the text behind it, a list whose lines were joined: then segments hold two sentences on each
//! side, and their bead is right but too large, or one side has no more than one of them. A bead is cut where a gap of one
//! side (see [`Segmenter::gaps`]) and a gap, a mark or the end of the others stand at the same place: what stands before
//! is a translation, and what stands behind, by more than is in doubt about the gaps.

use super::Help;
use super::evidence::seeds;
use super::learn::Table;
use super::search::Lengths;
use super::side::{Line, Side};
use super::taught::Taught;
use super::three::PAIRS;
use super::weights::{CUT_PIECES, WORD_RATIO_CAP, Weights};
use crate::lang::Language;
use crate::model::{Bead, BlockKind};
use crate::segment::{After, Before, Gap, Segmenter};
use crate::text::placeables;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A place where a line is to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// Number of the line.
    pub line: usize,
    /// Byte offset in its text of what begins there.
    pub at: usize,
}

/// Finds for each text the places inside its lines where sentences end without a mark, in order, given the beads of the
/// lines. Lines of segmented files ([`BlockKind::Line`]) are left as they are.
///
/// Time is linear in the lines: those with very many gaps are left as they are too.
#[must_use]
pub fn cuts(texts: &[(Language, Vec<Line<'_>>)], beads: &[Bead], help: &Help<'_>) -> Vec<Vec<Cut>> {
    let weights = &Weights::ESTIMATED;
    let nothing = Taught::default();
    let taught = help.taught.unwrap_or(&nothing);
    let mut pieces: Vec<Vec<Piece<'_>>> = vec![Vec::new(); texts.len()];
    let mut open = Vec::new();
    for (n, bead) in beads.iter().enumerate().filter(|(_, bead)| bead.filled() > 1) {
        let lines = with_neighbours(beads, n);
        let found: Vec<Vec<Piece<'_>>> =
            texts.iter().zip(&lines).map(|((language, lines), of)| in_pieces(lines, of, *language)).collect();
        let mut gaps = found.iter().flatten().filter_map(|piece| piece.gap);
        let telling = gaps.any(|gap| is_telling(gap) || gap.item.is_some() || gap.before == Before::Quoted);
        if telling && found.iter().all(|pieces| pieces.len() <= CUT_PIECES) {
            let (mut around, mut within) = (Part::new(), Part::new());
            for ((all, found), lines) in pieces.iter_mut().zip(found).zip(&bead.sides) {
                let start = all.len();
                let before = found.iter().take_while(|piece| piece.line < lines.start).count();
                let inside = found.iter().filter(|piece| lines.contains(&piece.line)).count();
                within.push(start + before..start + before + inside);
                all.extend(found);
                around.push(start..all.len());
            }
            open.push((around, within));
        }
    }
    let mut cuts = vec![Vec::new(); texts.len()];
    if open.is_empty() {
        return cuts;
    }
    let sides: Vec<Side<'_>> = texts
        .iter()
        .zip(&pieces)
        .map(|((language, _), pieces)| {
            Side::new(&pieces.iter().map(Piece::as_line).collect::<Vec<_>>(), *language, weights)
        })
        .collect();
    let pairs = PAIRS.into_iter().filter(|[_, b]| *b < sides.len());
    let tables: Vec<_> =
        pairs.map(|[a, b]| ([a, b], Table::from_seeds(&seeds(&sides[a], &sides[b], taught)))).collect();
    while let Some((around, bead)) = open.pop() {
        let parts = [&bead, &around].into_iter().take(if around == bead { 1 } else { 2 });
        let mut places = parts.map(|part| (part, place(part, &bead, &pieces, &sides, &tables, weights)));
        let Some((part, places)) = places.find_map(|(part, places)| Some((part, places?))) else { continue };
        for (side, place) in places.iter().enumerate().filter(|(side, place)| part[*side].contains(place)) {
            let Piece { line, gap, .. } = pieces[side][*place];
            cuts[side].extend(gap.map(|gap| Cut { line, at: gap.at }));
        }
        let (before, behind): (Part, Part) =
            part.iter().zip(&places).map(|(of, place)| (of.start..*place, *place..of.end)).unzip();
        let filled = |part: &Part| part.iter().filter(|of| !of.is_empty()).count();
        open.extend([before, behind].into_iter().filter(|part| filled(part) > 1).map(|part| (part.clone(), part)));
    }
    for cuts in &mut cuts {
        cuts.sort_unstable();
        cuts.dedup();
    }
    cuts
}

/// The lines of a bead, and those beside it that stand alone: where one side has a heading apart from the text it runs into
/// on another, it may have been left so.
fn with_neighbours(beads: &[Bead], n: usize) -> Vec<Range<usize>> {
    let mut lines = beads[n].sides.clone();
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|n| beads.get(n));
    for bead in beside.filter(|bead| bead.filled() == 1) {
        for (lines, beside) in lines.iter_mut().zip(&bead.sides).filter(|(_, beside)| !beside.is_empty()) {
            if beside.end == lines.start {
                lines.start = beside.start;
            } else if beside.start == lines.end {
                lines.end = beside.end;
            }
        }
    }
    lines
}

/// Of each side some pieces that make a bead together; none of a side that is not in it.
type Part = Vec<Range<usize>>;

/// What stands between two places where a line could be cut.
#[derive(Clone, Copy)]
struct Piece<'a> {
    line: usize,
    text: &'a str,
    /// The gap it begins at; `None` when it begins a line.
    gap: Option<Gap>,
}

impl<'a> Piece<'a> {
    fn as_line(&self) -> Line<'a> {
        Line { text: self.text, kind: BlockKind::Paragraph, opens: false }
    }
}

fn in_pieces<'a>(lines: &[Line<'a>], of: &Range<usize>, language: Language) -> Vec<Piece<'a>> {
    let segmenter = Segmenter::new(language);
    let mut pieces = Vec::new();
    for line in of.clone() {
        let Line { text, kind, .. } = lines[line];
        let mut gaps = if kind == BlockKind::Line { Vec::new() } else { segmenter.gaps(text) };
        if !gaps.is_empty() {
            // Nothing begins in the middle of a date: 11 May.
            let mut placed = placeables(text, language).into_iter().map(|p| p.range).peekable();
            gaps.retain(|gap| {
                while placed.next_if(|range| range.end <= gap.at).is_some() {}
                placed.peek().is_none_or(|range| gap.at <= range.start)
            });
        }
        let starts = std::iter::once((0, None)).chain(gaps.iter().map(|gap| (gap.at, Some(*gap))));
        let ends = gaps.iter().map(|gap| gap.at).chain([text.len()]);
        pieces.extend(starts.zip(ends).map(|((start, gap), end)| Piece { line, text: &text[start..end], gap }));
    }
    pieces
}

/// Where a part is best cut, by the first piece behind the cut on each side; `None` when some of it is better left whole. A
/// side may stand before the cut or behind it as a whole.
fn place(
    part: &Part,
    bead: &Part,
    pieces: &[Vec<Piece<'_>>],
    sides: &[Side<'_>],
    tables: &[([usize; 2], Table)],
    weights: &Weights,
) -> Option<Vec<usize>> {
    let gains: Vec<_> = tables
        .iter()
        .filter(|([a, b], _)| !part[*a].is_empty() && !part[*b].is_empty())
        .map(|([a, b], table)| {
            let of = |of: &Part| [of[*a].clone(), of[*b].clone()];
            ([*a, *b], Gains::new([&sides[*a], &sides[*b]], table, &of(part), of(bead), weights))
        })
        .collect();
    let filled = part.iter().filter(|of| !of.is_empty()).count();
    let witnesses = if filled > 2 { weights.witnesses } else { 1.0 };
    let mut best = (0.0, None);
    for_each_choice(part, |places| {
        let inside =
            part.iter().zip(pieces).zip(places).filter(|((of, _), place)| of.start < **place && **place < of.end);
        let gaps = inside.map(|((_, pieces), place)| pieces[*place].gap);
        let Some(odds) = odds(gaps, filled, weights) else { return };
        let gain: f64 = gains.iter().map(|([a, b], gains)| gains.of(places[*a], places[*b])).sum();
        let total = odds + (witnesses * gain).min(weights.gap_most * (filled - 1) as f64);
        if total > best.0 {
            best = (total, Some(places.to_vec()));
        }
    });
    best.1
}

/// Every choice of a place in each range, its ends among them.
fn for_each_choice(of: &[Range<usize>], mut each: impl FnMut(&[usize])) {
    let mut chosen: Vec<usize> = of.iter().map(|range| range.start).collect();
    loop {
        each(&chosen);
        // As an odometer counts.
        let Some(turned) = (0..of.len()).find(|n| chosen[*n] < of[*n].end) else { return };
        chosen[turned] += 1;
        (0..turned).for_each(|n| chosen[n] = of[n].start);
    }
}

/// The log odds of a boundary at gaps of some of so many sides, `None` for a side that has a mark there. There is none
/// where no gap is telling: a name may stand in the same place on all sides. An item with one number on all sides is one,
/// whatever stands before it.
fn odds(gaps: impl Iterator<Item = Option<Gap>> + Clone, filled: usize, weights: &Weights) -> Option<f64> {
    let cut = gaps.clone().count();
    let mut items = gaps.clone().map(|gap| gap?.item);
    if let Some(Some(first)) = items.next()
        && cut == filled
        && items.all(|item| item == Some(first))
    {
        return Some(weights.gap_item);
    }
    let telling = |gap: Gap| is_telling(gap) || cut == 1 && gap.before == Before::Quoted;
    let same_mark = cut == filled && gaps.clone().flatten().all(|gap| gap.after == After::Semicolon);
    let of = |gap: Gap| {
        let small = if same_mark && gap.before == Before::Small { weights.gap_small } else { 0.0 };
        weights.gap_after[gap.after as usize] + weights.gap_before[gap.before as usize] + small
    };
    let alone = if cut < filled { weights.gap_alone } else { 0.0 };
    gaps.clone().flatten().any(telling).then(|| gaps.flatten().map(of).sum::<f64>() + alone)
}

/// Whether a gap says by itself that something begins there: a name or a clause does not begin so.
fn is_telling(gap: Gap) -> bool {
    match gap.before {
        Before::Starter => true,
        Before::Enumerator => gap.after != After::Word,
        Before::Capital | Before::Quoted => gap.after == After::Semicolon,
        Before::Small => false,
    }
}

/// What is gained by cutting a part of two sides at each place: the log likelihood ratios of what stands before and of what
/// stands behind, less that of all of it or of what was a bead.
struct Gains {
    starts: [usize; 2],
    /// By the place on the first side, and on the second.
    gains: Vec<Vec<f64>>,
}

impl Gains {
    fn new(
        sides: [&Side<'_>; 2],
        table: &Table,
        part: &[Range<usize>; 2],
        bead: [Range<usize>; 2],
        weights: &Weights,
    ) -> Self {
        let (explained, lengths) = (explained(sides, table, part), Lengths::new(0.0, weights));
        let score = |rows: Range<usize>, columns: Range<usize>| {
            if rows.is_empty() || columns.is_empty() {
                return 0.0;
            }
            let of = [rows, columns];
            let mut said = 0.0;
            for (side, words) in explained.iter().enumerate() {
                let Range { start, end } = of[1 - side].clone();
                let count: usize = sides[1 - side].bags[start..end].iter().map(|bag| bag.types.len()).sum();
                let share = weights.lambda / count.max(1) as f64;
                let (start, end) = (start - part[1 - side].start, end - part[1 - side].start);
                for word in words.iter().filter(|word| of[side].contains(&word.piece)) {
                    let ratio = 1.0 - weights.lambda + share * (word.by[end] - word.by[start]);
                    said += ratio.min(WORD_RATIO_CAP).ln();
                }
            }
            let [rows, columns] = of;
            let chars =
                |side: usize, of: Range<usize>| -> f64 { sides[side].bags[of].iter().map(|bag| bag.chars).sum() };
            let [rows, columns] = [chars(0, rows), chars(1, columns)].map(|chars| chars + weights.length_short);
            weights.lexical / 2.0 * said + lengths.say((columns / rows).ln())
        };
        let [rows, columns] = part;
        let whole = score(rows.clone(), columns.clone());
        let [bead_rows, bead_columns] = bead;
        let whole = whole.max(score(bead_rows, bead_columns));
        let gain =
            |i: usize, j: usize| score(rows.start..i, columns.start..j) + score(i..rows.end, j..columns.end) - whole;
        let row = |i: usize| (columns.start..=columns.end).map(|j| gain(i, j)).collect();
        Self { starts: [rows.start, columns.start], gains: (rows.start..=rows.end).map(row).collect() }
    }

    fn of(&self, i: usize, j: usize) -> f64 {
        self.gains[i - self.starts[0]][j - self.starts[1]]
    }
}

/// How a word is explained by the pieces of the other side.
struct Word {
    piece: usize,
    /// By the pieces before each, and by all: probability over background.
    by: Vec<f64>,
}

/// The words of both sides of a part.
fn explained(sides: [&Side<'_>; 2], table: &Table, part: &[Range<usize>; 2]) -> [Vec<Word>; 2] {
    // Of each type of the second side its words in the part.
    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let pieces = [0, 1].map(|side| part[side].clone().zip(&sides[side].bags[part[side].clone()]));
    let words = |side: usize| {
        let words = pieces[side].clone().flat_map(|(piece, bag)| bag.rarity.iter().map(move |rarity| (piece, *rarity)));
        words
            .map(|(piece, rarity)| (rarity, Word { piece, by: vec![0.0; part[1 - side].len() + 1] }))
            .collect::<Vec<_>>()
    };
    let mut found = [words(0), words(1)];
    for (word, t) in pieces[1].clone().flat_map(|(_, bag)| &bag.types).enumerate() {
        places.entry(*t).or_default().push(word);
    }
    let [rows, columns] = &mut found;
    let types = pieces[0].clone().flat_map(|(_, bag)| &bag.types);
    for ((rarity, row), t) in rows.iter_mut().zip(types) {
        for pair in &table.rows[*t as usize] {
            for place in places.get(&pair.b).into_iter().flatten() {
                let (rare, column) = &mut columns[*place];
                row.by[column.piece - part[1].start + 1] += f64::from(pair.a_given_b * *rarity);
                column.by[row.piece - part[0].start + 1] += f64::from(pair.b_given_a * *rare);
            }
        }
    }
    found.map(|words| {
        let mut words: Vec<Word> = words.into_iter().map(|(_, word)| word).collect();
        for word in &mut words {
            for n in 1..word.by.len() {
                word.by[n] += word.by[n - 1];
            }
        }
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use proptest::prelude::*;

    const LANGUAGES: [Language; 3] = [Language::Ru, Language::Be, Language::En];
    const RU: [&str; 5] = [
        "Итоги заседания комиссии",
        "На заседании рассмотрены вопросы торговли и таможенного сотрудничества.",
        "Министр поблагодарил участников за работу.",
        "Следующая встреча пройдёт в Минске 5 июня 2024 года.",
        "Расписание автобусов на выходные дни изменится.",
    ];
    const BE: [&str; 5] = [
        "Вынікі пасяджэння камісіі",
        "На пасяджэнні разгледжаны пытанні гандлю і мытнага супрацоўніцтва.",
        "Міністр падзякаваў удзельнікам за працу.",
        "Наступная сустрэча пройдзе ў Мінску 5 чэрвеня 2024 года.",
        "Расклад аўтобусаў на выхадныя дні зменіцца.",
    ];
    const EN: [&str; 5] = [
        "Results of the meeting of the commission",
        "At the meeting, issues of trade and customs cooperation were considered.",
        "The Minister thanked the participants for their work.",
        "The next meeting will be held in Minsk on 5 June 2024.",
        "The timetable of buses on days off will change.",
    ];

    /// The texts of some lines, cut where they should be.
    fn cut(texts: &[Vec<String>], kind: BlockKind) -> Vec<Vec<String>> {
        cut_in(&LANGUAGES, texts, kind)
    }

    fn cut_in(languages: &[Language], texts: &[Vec<String>], kind: BlockKind) -> Vec<Vec<String>> {
        let line = |text| Line { text, kind, opens: true };
        let lines = texts.iter().map(|texts| texts.iter().map(String::as_str).map(line).collect());
        let sides: Vec<(Language, Vec<Line<'_>>)> = languages.iter().copied().zip(lines).collect();
        let cuts = cuts(&sides, &align(&sides), &Help::default());
        let mut found = Vec::new();
        for (texts, cuts) in texts.iter().zip(cuts) {
            assert!(cuts.is_sorted_by(|a, b| a < b), "{cuts:?}");
            let mut lines = Vec::new();
            for (n, text) in texts.iter().enumerate() {
                let mut from = 0;
                for cut in cuts.iter().filter(|cut| cut.line == n) {
                    assert!(cut.at > 0 && text[cut.at..].starts_with(|c: char| !c.is_whitespace()), "{cut:?}");
                    lines.push(text[from..cut.at].trim_end().to_owned());
                    from = cut.at;
                }
                lines.push(text[from..].to_owned());
            }
            found.push(lines);
        }
        found
    }

    /// Texts made of lines, some of them joined.
    fn joined(texts: [&[&str]; 3], lines: [&[&[usize]]; 3]) -> Vec<Vec<String>> {
        let line = |side: usize, of: &[usize]| of.iter().map(|n| texts[side][*n]).collect::<Vec<_>>().join(" ");
        (0..3).map(|side| lines[side].iter().map(|of| line(side, of)).collect()).collect()
    }

    const APART: &[&[usize]] = &[&[0], &[1], &[2], &[3]];
    const HEADED: &[&[usize]] = &[&[0, 1], &[2], &[3]];

    #[test]
    fn a_heading_is_cut_from_the_text_it_runs_into() {
        let texts = [&RU[..], &BE[..], &EN[..]];
        let apart = joined(texts, [APART; 3]);
        // On all sides, and where one of them has it apart.
        for lines in [[HEADED; 3], [HEADED, APART, HEADED], [APART, HEADED, HEADED], [HEADED, HEADED, APART]] {
            assert_eq!(cut(&joined(texts, lines), BlockKind::Paragraph), apart, "{lines:?}");
            for [x, y] in PAIRS {
                let two = [x, y].map(|side| joined(texts, lines)[side].clone());
                let found = cut_in(&[LANGUAGES[x], LANGUAGES[y]], &two, BlockKind::Paragraph);
                assert_eq!(found, [&apart[x][..], &apart[y][..]], "{lines:?} {x} {y}");
            }
        }
    }

    #[test]
    fn what_one_side_has_only_is_cut_off() {
        let stray = "Вчера в городе прошёл сильный дождь, автобусы опаздывали.";
        let plain: &[&[usize]] = &[&[1], &[2], &[3]];
        let mut texts = joined([&RU, &BE, &EN], [plain; 3]);
        texts.iter_mut().for_each(|lines| _ = lines[0].pop());
        let mut apart = texts.clone();
        apart[0].insert(1, stray.to_owned());
        texts[0][0] = format!("{} {stray}", texts[0][0]);
        assert_eq!(cut(&texts, BlockKind::Paragraph), apart);
        assert_eq!(cut(&texts[..2], BlockKind::Paragraph), apart[..2]);
    }

    #[test]
    fn a_list_whose_lines_were_joined_is_cut_at_its_items() {
        let items = [
            &[
                "Комиссия решила: 1) принять план работы на 2024 год;",
                "2) утвердить состав рабочих групп;",
                "3) провести следующее заседание в Минске.",
            ][..],
            &[
                "Камісія вырашыла: 1) прыняць план працы на 2024 год;",
                "2) зацвердзіць склад рабочых груп;",
                "3) правесці наступнае пасяджэнне ў Мінску.",
            ][..],
            &[
                "The commission decided: (1) to adopt the plan of work for 2024;",
                "(2) to approve the composition of the working groups;",
                "(3) to hold its next meeting in Minsk.",
            ][..],
        ];
        let whole: &[&[usize]] = &[&[0, 1, 2]];
        assert_eq!(cut(&joined(items, [whole; 3]), BlockKind::Paragraph), joined(items, [&[&[0], &[1], &[2]]; 3]));
    }

    #[test]
    fn an_item_with_one_number_in_all_languages_is_cut_off_whatever_stands_before_it() {
        let items = [
            &[
                "Комиссия решила поручить министерствам следующее:",
                "4. Подготовить план закупок на 2025 год, согласовав его с банком,",
                "9. Опубликовать отчёт о расходах за 2024",
                "12. Созвать совещание экспертов по вопросам экологии.",
            ][..],
            &[
                "Камісія вырашыла даручыць міністэрствам наступнае:",
                "4. Падрыхтаваць план закупак на 2025 год, узгадніўшы яго з банкам,",
                "9. Апублікаваць справаздачу аб выдатках за 2024",
                "12. Склікаць нараду экспертаў па пытаннях экалогіі.",
            ][..],
            &[
                "The commission decided to instruct the ministries as follows:",
                "4. To prepare a procurement plan for 2025 in agreement with the bank,",
                "9. To publish a report on expenses in 2024",
                "12. To convene a meeting of experts on environmental issues.",
            ][..],
        ];
        let whole = joined(items, [&[&[0, 1, 2, 3]]; 3]);
        assert_eq!(cut(&whole, BlockKind::Paragraph), joined(items, [APART; 3]));
        assert_eq!(cut(&whole[..2], BlockKind::Paragraph), joined(items, [APART; 3])[..2]);
    }

    #[test]
    fn a_small_letter_opens_a_clause_where_another_language_has_a_capital() {
        let clauses = [
            &[
                "Совет принял к сведению доклад комиссии о торговле;",
                "отмечая, что правительство Корвании выполнило свои обязательства.",
            ][..],
            &[
                "Савет прыняў да ведама даклад камісіі аб гандлі;",
                "адзначаючы, што ўрад Карваніі выканаў свае абавязацельствы.",
            ][..],
            &[
                "The Council took note of the report of the commission on trade;",
                "Noting that the Government of Corvania had fulfilled its obligations.",
            ][..],
        ];
        let (whole, apart) = (joined(clauses, [&[&[0, 1]]; 3]), joined(clauses, [&[&[0], &[1]]; 3]));
        assert_eq!(cut(&whole, BlockKind::Paragraph), apart);
        let [ru, en] = [0, 2].map(|side| whole[side].clone());
        assert_eq!(cut_in(&[Language::Ru, Language::En], &[ru, en], BlockKind::Paragraph), [&apart[0][..], &apart[2]]);
        // Small on all sides it is one sentence.
        let small = [whole[0][0].as_str(), whole[1][0].as_str(), &whole[2][0].replace("Noting", "noting")];
        stays_whole(small);
    }

    #[test]
    fn nothing_begins_inside_a_date() {
        let sentences = [
            &[
                "Он напомнил о решении, которое конференция приняла 11 мая 2019 года,",
                "Она сообщила, что работа над договором продолжается.",
            ][..],
            &[
                "Ён нагадаў аб рашэнні, якое канферэнцыя прыняла 11 мая 2019 года,",
                "Яна паведаміла, што праца над дагаворам працягваецца.",
            ][..],
            &[
                "He recalled the decision which the conference had adopted on 11 May 2019,",
                "She reported that the work on the treaty was going on.",
            ][..],
        ];
        let (whole, apart) = (joined(sentences, [&[&[0, 1]]; 3]), joined(sentences, [&[&[0], &[1]]; 3]));
        assert_eq!(cut(&whole, BlockKind::Paragraph), apart);
    }

    #[test]
    fn what_is_counted_stays_with_its_number() {
        stays_whole([
            "На схеме показаны этап 3. Подготовка и этап 4. Проверка",
            "На схеме паказаны этап 3. Падрыхтоўка і этап 4. Праверка",
            "The diagram shows stage 3. Preparation and stage 4. Verification",
        ]);
    }

    /// Checks that a sentence is cut neither in three languages nor in Russian and Belarusian.
    #[track_caller]
    fn stays_whole(sentence: [&str; 3]) {
        let texts = sentence.map(|line| vec![line.to_owned()]);
        assert_eq!(cut(&texts, BlockKind::Paragraph), texts);
        assert_eq!(cut(&texts[..2], BlockKind::Paragraph), texts[..2]);
    }

    #[test]
    fn sentences_with_names_in_one_place_are_left_whole() {
        stays_whole([
            "Заседание открыл премьер-министр Роман Дубровский, затем выступил академик В. И. Лесной.",
            "Пасяджэнне адкрыў прэм’ер-міністр Раман Дуброўскі, затым выступіў акадэмік В. І. Лясны.",
            "The meeting was opened by Prime Minister Roman Dubrovsky, then Academician V. I. Lesnoy spoke.",
        ]);
    }

    #[test]
    fn capitals_of_politeness_open_no_sentence() {
        stays_whole([
            "Сердечно поздравляю Вас и весь братский народ с Днём Независимости.",
            "Сардэчна віншую Вас і ўвесь брацкі народ з Днём Незалежнасці.",
            "I cordially congratulate You and the whole fraternal people on Independence Day.",
        ]);
    }

    #[test]
    fn lines_that_were_given_are_left_as_they_are() {
        let texts = joined([&RU[..], &BE[..], &EN[..]], [HEADED; 3]);
        assert_eq!(cut(&texts, BlockKind::Line), texts);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_the_lines_cuts_stand_inside_them_in_order(
            sides in prop::collection::vec(
                prop::collection::vec("([А-ЯA-Z]?[а-яa-z]{1,6}|На|The|[12]\\)|[«»\"();,:]|\u{a0}| ){0,14}", 1..4),
                2..=3,
            ),
        ) {
            cut(&sides, BlockKind::Paragraph);
        }

        #[test]
        fn sentences_joined_at_random_are_cut_where_they_were_joined_or_left(
            groups in prop::collection::vec(prop::collection::vec(0usize..5, 1..4), 1..6),
        ) {
            let texts = [&RU[..], &BE[..], &EN[..]];
            let groups: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
            let joined = joined(texts, [&groups[..]; 3]);
            for (found, whole) in cut(&joined, BlockKind::Paragraph).iter().zip(texts) {
                for line in found {
                    prop_assert!(whole.iter().any(|text| line.starts_with(text)), "{line}");
                }
            }
        }
    }
}
