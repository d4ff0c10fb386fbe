//! A deterministic translation memory of any size in Russian, Belarusian and English, in the manner of official
//! statements, news of ministries, laws, statistics and programs: for benches and tests, without outside data.
//!
//! A unit is a recipe: templates (`clauses`) and 64 random bits for each of their slots. The three sides are written
//! from one recipe, so that they say the same; a near-duplicate is an earlier recipe with some bits drawn anew, so that
//! grammar holds in it too. Names of people, villages, streets and companies are partly coined from syllables: they are
//! the long tail of the vocabulary.

// Each user of this module needs a part of it.
#![allow(dead_code, unreachable_pub)]

use std::io::{self, Write};
use std::sync::LazyLock;

mod clauses;
mod grammar;
mod recipe;
mod topics;
mod words;
mod world;

use recipe::{Chance, Cook};
use world::World;

/// The languages of a unit, in its order.
pub const LANGS: [&str; 3] = ["ru", "be", "en"];

/// Queries are made of so many first units.
const KNOWN: usize = 10_000;

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// So many units (Russian, Belarusian, English). The same seed gives the same units, of whatever count.
pub fn units(count: usize, seed: u64) -> impl Iterator<Item = [String; 3]> {
    let world = &*WORLD;
    let mut cook = Cook::new(world, seed);
    let mut raw = String::new();
    (0..count).map(move |_| {
        let recipe = cook.draw();
        std::array::from_fn(|lang| recipe.write(world, lang, &mut raw))
    })
}

/// Queries in one language for a memory of this seed, each with its kind: `exact` (20 %, a side of one of the first
/// 10,000 units), `edited` (60 %, such a side with 5–40 % of its words substituted, deleted, inserted or swapped) and
/// `unseen` (20 %, of another memory).
pub fn queries(count: usize, seed: u64, lang: usize) -> impl Iterator<Item = (&'static str, String)> {
    let side = move |unit: [String; 3]| unit.into_iter().nth(lang).unwrap_or_default();
    let known: Vec<String> = units(KNOWN, seed).map(side).collect();
    let mut unseen = units(usize::MAX, !seed).map(side);
    let mut chance = Chance::new(seed ^ 0x9e37_79b9);
    (0..count).map(move |_| match chance.below(10) {
        0 | 1 => ("exact", known[chance.below(known.len())].clone()),
        2..=7 => ("edited", edited(&known, &mut chance)),
        _ => ("unseen", unseen.next().unwrap_or_default()),
    })
}

fn edited(known: &[String], chance: &mut Chance) -> String {
    let mut words: Vec<&str> = known[chance.below(known.len())].split(' ').collect();
    let edits = (words.len() * (5 + chance.below(36))).div_ceil(100).max(1);
    for _ in 0..edits {
        let other = &known[chance.below(known.len())];
        let other = other.split(' ').nth(chance.below(other.split(' ').count())).unwrap_or_default();
        let at = chance.below(words.len());
        match chance.below(4) {
            0 if words.len() > 1 => {
                words.remove(at);
            }
            1 => words.insert(at, other),
            2 if at > 0 => words.swap(at - 1, at),
            _ => words[at] = other,
        }
    }
    words.join(" ")
}

/// Writes a memory as TMX 1.4, with these of the languages.
pub fn write_tmx(out: &mut dyn Write, count: usize, seed: u64, langs: &[usize]) -> io::Result<()> {
    let source = langs.first().map_or("*all*", |lang| LANGS[*lang]);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<tmx version="1.4">"#)?;
    write!(out, r#"<header creationtool="tolmach" creationtoolversion="1" segtype="sentence" o-tmf="tolmach" "#)?;
    writeln!(out, r#"adminlang="en" srclang="{source}" datatype="plaintext"/>"#)?;
    writeln!(out, "<body>")?;
    for unit in units(count, seed) {
        write!(out, "<tu>")?;
        for &lang in langs {
            write!(out, r#"<tuv xml:lang="{}"><seg>"#, LANGS[lang])?;
            let mut rest = unit[lang].as_str();
            while let Some(at) = rest.find(['&', '<', '>']) {
                let escaped = match rest.as_bytes()[at] {
                    b'&' => "&amp;",
                    b'<' => "&lt;",
                    _ => "&gt;",
                };
                write!(out, "{}{escaped}", &rest[..at])?;
                rest = &rest[at + 1..];
            }
            write!(out, "{rest}</seg></tuv>")?;
        }
        writeln!(out, "</tu>")?;
    }
    writeln!(out, "</body>")?;
    writeln!(out, "</tmx>")
}
