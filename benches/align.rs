//! How long does aligning take? Generated documents of a page and of a book, in two languages and in three.
//!
//! `cargo bench --bench align`. The texts are made of sentences with varying words from the lists below, numbers and
//! names, with sentences dropped and merged, so that anchors, learning and the search all have their work. Throughput is
//! in segments of all sides.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use tolmach::align::{Line, align};
use tolmach::lang::Language;
use tolmach::model::BlockKind;

/// Words of a meaning in Russian, Belarusian and English.
const WORDS: &[[&str; 3]] = &[
    ["министр", "міністр", "minister"],
    ["договор", "дагавор", "treaty"],
    ["страна", "краіна", "country"],
    ["сотрудничество", "супрацоўніцтва", "cooperation"],
    ["торговля", "гандаль", "trade"],
    ["встреча", "сустрэча", "meeting"],
    ["развитие", "развіццё", "development"],
    ["граница", "мяжа", "border"],
    ["образование", "адукацыя", "education"],
    ["промышленность", "прамысловасць", "industry"],
    ["соглашение", "пагадненне", "agreement"],
    ["вопрос", "пытанне", "question"],
    ["работа", "праца", "work"],
    ["закон", "закон", "law"],
    ["город", "горад", "city"],
    ["область", "вобласць", "region"],
    ["предприятие", "прадпрыемства", "enterprise"],
    ["проект", "праект", "project"],
    ["решение", "рашэнне", "decision"],
    ["мир", "мір", "peace"],
    ["безопасность", "бяспека", "security"],
    ["наука", "навука", "science"],
    ["здоровье", "здароўе", "health"],
    ["дорога", "дарога", "road"],
    ["вода", "вада", "water"],
    ["лес", "лес", "forest"],
    ["хлеб", "хлеб", "bread"],
    ["молоко", "малако", "milk"],
    ["год", "год", "year"],
    ["человек", "чалавек", "person"],
];

const LANGUAGES: [Language; 3] = [Language::Ru, Language::Be, Language::En];

/// Numbers that look random and are the same each time (an xorshift generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The same text in three languages: of each language every tenth sentence is dropped and every tenth merged.
fn texts(sentences: usize) -> [Vec<String>; 3] {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut texts: [Vec<String>; 3] = Default::default();
    let mut merge = [false; 3];
    for n in 0..sentences {
        let meanings: Vec<usize> = (0..6 + dice.below(14)).map(|_| dice.below(WORDS.len())).collect();
        // Names make the vocabulary grow with the text, as that of texts does.
        let (name, number) = (dice.below(sentences), dice.below(3));
        for (side, text) in texts.iter_mut().enumerate() {
            let fate = dice.below(10);
            if fate == 0 {
                continue;
            }
            let mut words: Vec<String> = meanings.iter().map(|meaning| WORDS[*meaning][side].to_owned()).collect();
            words.insert(words.len() / 2, if side == 2 { format!("Nova{name}") } else { format!("Нова{name}") });
            if number == 0 {
                words.push(n.to_string());
            }
            let sentence = words.join(" ") + ".";
            match text.last_mut() {
                Some(last) if merge[side] => *last = format!("{last} {sentence}"),
                _ => text.push(sentence),
            }
            merge[side] = fate == 1;
        }
    }
    texts
}

fn lines(text: &[String]) -> Vec<Line<'_>> {
    text.iter().map(|text| Line { text, kind: BlockKind::Paragraph, opens: false }).collect()
}

fn documents(c: &mut Criterion) {
    let mut group = c.benchmark_group("align");
    for (size, sentences) in [("page", 40), ("report", 400), ("book", 4_000)] {
        let texts = texts(sentences);
        for (name, sides) in [("ru-be", &[0, 1][..]), ("ru-en", &[0, 2]), ("ru-be-en", &[0, 1, 2])] {
            let input: Vec<(Language, Vec<Line<'_>>)> =
                sides.iter().map(|side| (LANGUAGES[*side], lines(&texts[*side]))).collect();
            let segments: usize = input.iter().map(|(_, lines)| lines.len()).sum();
            group.throughput(Throughput::Elements(segments as u64));
            group.sample_size(if sentences > 1_000 { 10 } else { 30 });
            group.bench_with_input(BenchmarkId::new(name, size), &input, |b, input| {
                b.iter_batched(|| input.clone(), |input| black_box(align(&input)), BatchSize::LargeInput);
            });
        }
    }
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
