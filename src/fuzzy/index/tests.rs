//! The index against brute force: nothing that reaches a score may be missed.

use super::*;
use crate::fuzzy::{Prepared, score};
use crate::lang::Language;
use crate::model::Segment;
use proptest::prelude::*;
use rustc_hash::FxHashMap;
use std::convert::Infallible;

/// A generation in memory.
#[derive(Default)]
struct Kept {
    postings: FxHashMap<(i64, Token, u8), Vec<u8>>,
    sketches: FxHashMap<(i64, u32), Vec<u8>>,
    tokens: FxHashMap<u64, Token>,
}

impl Shelf for Kept {
    type Error = Infallible;

    fn postings(&self, generation: i64, token: Token, bucket: u8) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.postings.get(&(generation, token, bucket)).cloned())
    }

    fn sketches(&self, generation: i64, piece: u32) -> Result<Vec<u8>, Infallible> {
        Ok(self.sketches[&(generation, piece)].clone())
    }
}

/// A passing file in memory.
#[derive(Default)]
struct Memory(Vec<u8>);

impl Aside for Memory {
    fn put(&mut self, bytes: &[u8]) -> std::io::Result<u64> {
        self.0.extend_from_slice(bytes);
        Ok((self.0.len() - bytes.len()) as u64)
    }

    fn get(&mut self, place: u64, bytes: &mut [u8]) -> std::io::Result<()> {
        bytes.copy_from_slice(&self.0[place as usize..][..bytes.len()]);
        Ok(())
    }
}

impl Kept {
    fn recent(&mut self, texts: &[(i64, String)]) -> Sketches {
        let mut recent = Sketches::default();
        let mut aside = Memory::default();
        let numbered = self.numbered(texts, &mut aside);
        numbered.each(&mut aside, &|_| true, &mut |_, sketch| recent.push(sketch)).unwrap();
        recent
    }

    fn numbered(&mut self, texts: &[(i64, String)], aside: &mut Memory) -> Numbered {
        let mut batch = Batch::new(Language::Ru);
        for (id, text) in texts {
            batch.add(*id, &Segment::plain(text.as_str()));
            if batch.held() > 500 {
                batch.put_aside(aside).unwrap();
            }
        }
        for key in batch.keys() {
            let next = FIRST_TOKEN + self.tokens.len() as Token;
            self.tokens.entry(key).or_insert(next);
        }
        batch.numbered(|key| self.tokens[&key])
    }

    fn generation(&mut self, id: i64, texts: &[(i64, String)], dead: Vec<(i64, i64)>, space: &mut Space) {
        let mut aside = Memory::default();
        let mut sources = [self.numbered(texts, &mut aside)];
        let mut keep = |pieces: Vec<Piece>| {
            for piece in pieces {
                match piece {
                    Piece::Sketches(number, bytes) => {
                        assert!(self.sketches.insert((id, number), bytes).is_none());
                    }
                    Piece::Postings(token, bucket, bytes) => {
                        assert!(self.postings.insert((id, token, bucket), bytes).is_none());
                    }
                }
            }
            Ok(())
        };
        let made = Generation::build(&mut sources, &mut aside, &|_| true, &mut keep).unwrap();
        space.push(id, made.segments, &made.lengths, dead);
    }
}

/// Two generations with a dead side each, and the rest as latest segments; then every text as a query.
fn check(texts: &[String], queries: &[String], min: u8, want: usize) {
    let numbered: Vec<(i64, String)> = (0..).zip(texts.iter().cloned()).collect();
    let third = texts.len() / 3;
    let mut kept = Kept::default();
    let recent = kept.recent(&numbered[2 * third..]);
    let mut space = Space::new(recent);
    kept.generation(7, &numbered[..third], vec![(0, 0)], &mut space);
    kept.generation(9, &numbered[third..2 * third], vec![(1, third as i64)], &mut space);
    let dead = |id: i64| id < 2 * third as i64 && (id == 0 || id == third as i64);
    for query in queries {
        let asked = Prepared::of_text(query, Language::Ru);
        let mut truth: Vec<(u8, i64)> = numbered
            .iter()
            .filter(|(id, _)| !dead(*id))
            .filter_map(|(id, text)| Some((score(&Prepared::of_text(text, Language::Ru), &asked, min)?.0, *id)))
            .filter(|_| !asked.is_empty())
            .collect();
        truth.sort_by(|a, b| b.cmp(a));
        let found = space.search(&kept, &asked, |key| kept.tokens.get(&key).copied(), min, want).unwrap();
        for (score, id) in &truth {
            let there = found.candidates.iter().find(|candidate| candidate.id == *id);
            if *score >= found.floor {
                assert!(there.is_some_and(|c| c.upper >= *score), "{query} misses {score} {}", texts[*id as usize]);
            }
        }
        assert!(found.floor == min || found.candidates.len() >= want, "{query}: stopped early");
        assert!(found.candidates.iter().all(|c| !dead(c.id)));
        let distinct: std::collections::BTreeSet<i64> = found.candidates.iter().map(|c| c.id).collect();
        assert_eq!(distinct.len(), found.candidates.len(), "a segment is found twice");
        // Bounds are tight but for collisions of a byte.
        let loose = found.candidates.iter().filter(|c| !truth.contains(&(c.upper, c.id))).count();
        assert!(loose * 20 <= found.candidates.len() + 20, "{loose} of {} bounds are loose", found.candidates.len());
    }
}

fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "(министр|встреч|город|догово|сторон)(а|у|ом|ы|)",
        4 => "(и|в|на|с|по)",
        3 => "(Минск|Гродно|Брест|Витебск)",
        2 => "[1-9][0-9]?",
        1 => "[1-9] (мая|июня) 20[0-2][0-9]",
        1 => "[а-г]{1,3}",
        1 => Just("ещё,".to_owned()),
        1 => Just("еще".to_owned()),
    ];
    proptest::collection::vec(word, 0..14).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_missed(
        texts in proptest::collection::vec(sentence(), 3..90),
        queries in proptest::collection::vec(sentence(), 1..6),
        min in 50u8..=100,
        want in prop_oneof![Just(1usize), Just(5), Just(1000)],
    ) {
        let mut asked = queries;
        asked.extend(texts.iter().take(5).cloned());
        check(&texts, &asked, min, want);
    }

    #[test]
    fn nothing_is_missed_in_long_segments(
        base in proptest::collection::vec(0u32..400, 60..400),
        edits in proptest::collection::vec((0usize..400, 0u32..400), 1..120),
        min in 50u8..=95,
    ) {
        let text = |words: &[u32]| words.iter().map(|w| format!("слово{}", char::from_u32(0x430 + w % 32).unwrap_or('ж')).repeat(1 + *w as usize / 32)).collect::<Vec<_>>().join(" ");
        let mut texts = vec![text(&base)];
        let mut changed = base.clone();
        for (at, word) in edits {
            let at = at % changed.len();
            changed[at] = word;
            texts.push(text(&changed));
        }
        let queries = [texts[0].clone(), text(&changed)];
        check(&texts, &queries, min, 5);
    }
}

#[test]
fn buckets_follow_each_other() {
    let buckets: Vec<u8> = (1..100_000).map(bucket).collect();
    assert!(buckets.windows(2).all(|w| w[0] <= w[1] && w[1] - w[0] <= 1));
    assert!(bucket(u32::MAX) >= bucket(100_000));
}

#[test]
fn very_many_segments_of_one_length_are_all_looked_at() {
    let word = |n: usize| ["план", "срок", "дом", "суд", "мир", "рост", "год", "край", "фонд"][n % 9];
    let texts: Vec<String> =
        (0..30_000).map(|n| format!("Утверждён {} {} по делу {} {}", word(n), word(n / 9), n, word(n / 81))).collect();
    let queries: Vec<String> = texts.iter().step_by(997).cloned().collect();
    check(&texts, &queries, 85, 1);
    check(&texts, &queries[..2], 70, 5);
}

#[test]
fn a_segment_that_shares_hundreds_of_words_is_found_once() {
    let letter = |n: usize| ["за", "по", "на", "из", "от", "до", "об", "во", "со", "пе", "ра", "ми"][n % 12];
    let word = |n: usize| format!("{}{}{}{}", letter(n), letter(n / 12), letter(n / 144), letter(n / 7));
    let text = |from: usize| (from..from + 1_400).map(word).collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = (0..9).map(|n| text(n / 3)).collect();
    check(&texts, &texts[..1], 50, 5);
}

#[test]
fn queries_without_words_find_their_like_or_nothing() {
    let texts = ["***", "—", "12", "15", "а", "Да.", "…", ""].map(str::to_owned);
    check(&texts, &texts, 50, 5);
    let mut space = Space::new(Kept::default().recent(&[(1, "***".into())]));
    let nothing = Prepared::of_text("", Language::Ru);
    let found = space.search(&Kept::default(), &nothing, |_| None, 50, 5).unwrap();
    assert_eq!(found.candidates, []);
}
