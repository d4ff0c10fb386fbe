//! Recipes of units: drawn, changed, written out.

use super::grammar::{EN, IN_MONTHS, MONTHS, RU, plural, polish, tenths, whole};
use super::world::{Noun, Piece, Role, Same, Verb, World};

/// Near-duplicates are made of one of so many past units.
const RING: usize = 16_384;

/// Parts of a slot's bits: the upper ones say which word, the lower ones what stands with it (adjective, position, date).
const WITH: u64 = (1 << 28) - 1;

/// Random bits (SplitMix64): the same on every machine.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        Draw(self.bits()).below(end)
    }
}

/// Choices read from the bits of a slot, as digits of a fraction.
struct Draw(u64);

impl Draw {
    /// Which word.
    fn word(bits: u64) -> Self {
        Self(bits & !WITH)
    }

    /// What stands with it.
    fn with(bits: u64) -> Self {
        Self(bits << WITH.leading_zeros())
    }

    fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.0) * end as u128;
        self.0 = wide as u64;
        (wide >> 64) as usize
    }

    /// Low numbers more often, as words are.
    fn often(&mut self, end: usize) -> usize {
        let end = self.below(end) + 1;
        self.below(end)
    }

    fn of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.often(from.len())]
    }
}

/// What a unit is made of.
#[derive(Clone)]
pub struct Recipe {
    role: Role,
    templates: Vec<usize>,
    /// The bits of all slots of all templates.
    values: Vec<u64>,
    /// Which of the variants, by language.
    variants: [u64; 3],
}

/// Draws one recipe after another.
pub struct Cook {
    world: &'static World,
    chance: Chance,
    past: Vec<Recipe>,
    made: usize,
}

impl Cook {
    pub fn new(world: &'static World, seed: u64) -> Self {
        Self { world, chance: Chance::new(seed), past: Vec::new(), made: 0 }
    }

    pub fn draw(&mut self) -> Recipe {
        let recipe = match self.chance.below(200) {
            0..20 if !self.past.is_empty() => self.near(),
            20..24 if !self.past.is_empty() => self.retold(),
            _ => self.fresh(),
        };
        if self.past.len() < RING {
            self.past.push(recipe.clone());
        } else {
            self.past[self.made % RING] = recipe.clone();
        }
        self.made += 1;
        recipe
    }

    fn fresh(&mut self) -> Recipe {
        let role = match self.chance.below(10) {
            0 => Role::Short,
            1 => Role::Heading,
            _ => Role::Clause,
        };
        let variants = std::array::from_fn(|_| self.chance.bits());
        let mut recipe = Recipe { role, templates: Vec::new(), values: Vec::new(), variants };
        if role != Role::Clause {
            self.add(&mut recipe, role);
            return recipe;
        }
        let target = match self.chance.below(1000) {
            0..300 => 5 + self.chance.below(8),
            300..650 => 12 + self.chance.below(10),
            650..900 => 20 + self.chance.below(16),
            900..970 => 36 + self.chance.below(16),
            970..997 => 50 + self.chance.below(22),
            _ => 110 + self.chance.below(90),
        };
        let mut words = self.clause(&mut recipe, 3);
        let (mut clauses, mut tails) = (1, 0);
        while words + 3 < target {
            if tails < 2 && self.chance.below(9) < 4 {
                words += self.add(&mut recipe, Role::Tail);
                tails += 1;
            } else {
                let joins = self.world.roles[Role::Join as usize].clone();
                let full_stop = joins.end - 1;
                let (mut join, mut lead) = (full_stop, 2);
                if clauses % 3 > 0 {
                    // No word joins twice running, and what leads to a clause leads to a sentence.
                    lead = usize::MAX;
                    while join == full_stop || recipe.templates.contains(&join) {
                        join = joins.start + self.chance.below(joins.len() - 1);
                        if clauses > 3 {
                            break;
                        }
                    }
                }
                recipe.templates.push(join);
                words += 1 + self.clause(&mut recipe, lead);
                clauses += 1;
                tails = 0;
            }
        }
        recipe
    }

    /// Adds a clause, perhaps (one time out of so many) with what leads to it.
    fn clause(&mut self, recipe: &mut Recipe, rare: usize) -> usize {
        let lead = if rare < usize::MAX && self.chance.below(rare) == 0 { self.add(recipe, Role::Lead) } else { 0 };
        lead + self.add(recipe, Role::Clause)
    }

    /// Adds a template that is not there yet; those without slots come seldom.
    fn add(&mut self, recipe: &mut Recipe, role: Role) -> usize {
        let range = self.world.roles[role as usize].clone();
        loop {
            let template = range.start + self.chance.below(range.len());
            let slots = self.world.templates[template].slots.len();
            if recipe.templates.contains(&template) || (slots == 0 && self.chance.below(8) > 0) {
                continue;
            }
            recipe.templates.push(template);
            recipe.values.extend((0..slots).map(|_| self.chance.bits()));
            return self.world.templates[template].words;
        }
    }

    fn old(&mut self) -> Recipe {
        let at = self.chance.below(self.past.len());
        self.past[at].clone()
    }

    /// A past unit with another number, name, word or two, or with a clause inserted.
    fn near(&mut self) -> Recipe {
        let mut recipe = self.old();
        let letters: Vec<u8> =
            recipe.templates.iter().flat_map(|template| &self.world.templates[*template].slots).copied().collect();
        let kinds: [&[u8]; 3] = [b"LYHJFZABUWXxRhkwa", b"NMKVPCSI", b"TEDOQNGg"];
        let kind = self.chance.below(5);
        let Some(kind) = kinds.get(kind) else {
            self.insert(&mut recipe);
            return recipe;
        };
        let fit: Vec<usize> = (0..letters.len()).filter(|slot| kind.contains(&letters[*slot])).collect();
        if fit.is_empty() {
            self.insert(&mut recipe);
            return recipe;
        }
        for _ in 0..=self.chance.below(2) {
            let slot = fit[self.chance.below(fit.len())];
            let bits = self.chance.bits();
            let with_only = b"TEDN".contains(&letters[slot]) && self.chance.below(3) > 0;
            recipe.values[slot] = if with_only { recipe.values[slot] & !WITH | bits & WITH } else { bits };
        }
        recipe
    }

    fn insert(&mut self, recipe: &mut Recipe) {
        if recipe.role == Role::Clause {
            self.add(recipe, Role::Tail);
        } else if let Some(value) = recipe.values.first_mut() {
            *value = self.chance.bits();
        }
    }

    /// A past unit worded otherwise in one of its languages.
    fn retold(&mut self) -> Recipe {
        let mut recipe = self.old();
        let first = self.chance.below(3);
        let varied = |lang: &usize| recipe.templates.iter().any(|at| self.world.templates[*at].varied[*lang]);
        let lang = (0..3).map(|nth| (first + nth) % 3).find(varied).unwrap_or(first);
        recipe.variants[lang] = !recipe.variants[lang];
        recipe
    }
}

impl Recipe {
    /// One side of the unit; `raw` is scratch.
    pub fn write(&self, world: &World, lang: usize, raw: &mut String) -> String {
        raw.clear();
        let mut out = String::new();
        let mut values = self.values.as_slice();
        let full_stop = world.roles[Role::Join as usize].end - 1;
        for &at in &self.templates {
            let template = &world.templates[at];
            let (own, rest) = values.split_at(template.slots.len());
            values = rest;
            if at == full_stop {
                stop(raw);
                polish(raw, lang, &mut out);
                out.push(' ');
                raw.clear();
                continue;
            }
            if !raw.is_empty() && !template.glued {
                raw.push(' ');
            }
            let side = Side { world, lang, letters: &template.slots, values: own, variant: self.variants[lang] };
            side.pieces(&template.sides[lang], raw);
        }
        if self.role == Role::Clause {
            stop(raw);
        }
        polish(raw, lang, &mut out);
        out
    }
}

fn stop(raw: &mut String) {
    if !raw.ends_with('.') {
        raw.push('.');
    }
}

/// One language of one template, its slots filled.
struct Side<'a> {
    world: &'a World,
    lang: usize,
    letters: &'a [u8],
    values: &'a [u64],
    variant: u64,
}

impl Side<'_> {
    fn pieces(&self, pieces: &[Piece], out: &mut String) {
        for (nth, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot, case) => self.slot(*slot, *case, out),
                Piece::Agree(slot, forms) => {
                    let form = self.agreement(*slot);
                    let form = if self.lang == EN && form > 1 { 1 } else { form };
                    self.pieces(&forms[form.min(forms.len() - 1)], out);
                }
                Piece::Verb(slot, subject) => self.verb(*slot, *subject, out),
                Piece::Variants(all) => {
                    let pick = self.variant.rotate_left(nth as u32 * 7) % all.len() as u64;
                    self.pieces(&all[pick as usize], out);
                }
            }
        }
    }

    /// The gender of a slot (in English 3 is plural), or which plural stands after its number.
    fn agreement(&self, slot: usize) -> usize {
        let bits = self.values[slot];
        let mut draw = Draw::word(bits);
        let of = |nouns: &[Noun], draw: &mut Draw| draw.of(nouns).gender[self.lang];
        match self.letters[slot] {
            b'I' => of(&self.world.institutions, &mut draw),
            b'T' => of(&self.world.topics, &mut draw),
            b'E' => of(&self.world.events, &mut draw),
            b'D' => of(&self.world.documents, &mut draw),
            b'V' => of(&self.world.settlements, &mut draw),
            b'K' => 2,
            b'F' => plural(small(bits), self.lang),
            _ => usize::from(Person::new(self.world, bits).woman()),
        }
    }

    fn verb(&self, slot: usize, subject: usize, out: &mut String) {
        let Verb { halves, english } = Draw::word(self.values[slot]).of(&self.world.verbs);
        if self.lang == EN {
            out.push_str(english[(self.variant.rotate_left(31) % english.len() as u64) as usize]);
            return;
        }
        let (stem, rest) = halves[self.lang];
        let endings = if self.lang == RU { ["", "а", "о", "и"] } else { ["ў", "ла", "ла", "лі"] };
        out.push_str(stem);
        out.push_str(endings[self.agreement(subject)]);
        out.push_str(rest);
    }

    fn slot(&self, slot: usize, case: usize, out: &mut String) {
        let (world, lang, bits) = (self.world, self.lang, self.values[slot]);
        let mut word = Draw::word(bits);
        let mut with = Draw::with(bits);
        match self.letters[slot] {
            b'I' => self.noun(word.of(&world.institutions), case, out),
            b'T' => self.described(word.of(&world.topics), case, with, out),
            b'E' => self.noun(word.of(&world.events), case, out),
            b'D' => self.document(word.of(&world.documents), case, with, out),
            b'C' => self.noun(word.of(&world.countries), case, out),
            b'P' => self.noun(word.of(&world.places), case, out),
            b'N' => {
                if with.below(10) < 7 {
                    self.noun(with.of(&world.positions), case, out);
                    out.push(' ');
                }
                Person::new(world, bits).write(world, lang, case, out);
            }
            b'M' => Person::new(world, bits).write(world, lang, case, out),
            b'K' => self.company(word, out),
            b'V' => self.village(word, case, out),
            b'S' => self.address(word, with, out),
            b'R' => self.code(word, out),
            b'O' => self.verb(slot, slot, out),
            b'Q' => out.push_str(word.of(&world.adverbs)[lang]),
            b'G' => out.push_str(word.of(&world.goods)[lang]),
            b'g' => {
                let goods = if word.below(2) == 0 { &world.goods } else { &world.wares };
                out.push_str(word.of(goods)[lang]);
            }
            b'U' => self.counted(0, word, out),
            b'W' => self.counted(1, word, out),
            b'x' => self.counted(2, word, out),
            b'X' => self.counted(3, word, out),
            b'A' => self.measured(&world.money, word, with, out),
            b'B' => self.measured(&world.weights, word, with, out),
            b'h' => self.measured(&world.sizes[0], word, with, out),
            b'k' => self.measured(&world.sizes[1], word, with, out),
            b'w' => self.measured(&world.sizes[2], word, with, out),
            b'a' => self.measured(&world.sizes[3], word, with, out),
            b'Z' => {
                tenths(out, 1 + word.often(999) as u64, lang, ' ');
                let tight = with.below(3) == 0;
                out.push_str(match (lang, tight) {
                    (_, true) => "%",
                    (EN, false) => " percent",
                    _ => " %",
                });
            }
            b'L' => self.date(word, with, out),
            b'Y' => whole_plain(out, 2026 - word.often(36)),
            b'H' => self.period(word, out),
            b'J' => whole_plain(out, 1 + word.often(998)),
            b'F' => whole_plain(out, small(bits) as usize),
            other => panic!("no slot {}", char::from(other)),
        }
    }

    fn noun(&self, noun: &Noun, case: usize, out: &mut String) {
        out.push_str(if self.lang == EN { &noun.english } else { &noun.forms[self.lang][case] });
    }

    /// A noun, one time out of three with an adjective.
    fn described(&self, noun: &Noun, case: usize, mut with: Draw, out: &mut String) {
        if with.below(3) > 0 {
            return self.noun(noun, case, out);
        }
        let (forms, english) = with.of(&self.world.adjectives);
        if self.lang == EN {
            let (article, rest) = noun.english.split_at(if noun.english.starts_with("the ") { 4 } else { 0 });
            out.extend([article, english, " ", rest]);
        } else {
            out.push_str(&forms[self.lang][noun.gender[self.lang]][case]);
            out.push(' ');
            self.noun(noun, case, out);
        }
    }

    /// A document, sometimes with its date and number.
    fn document(&self, noun: &Noun, case: usize, mut with: Draw, out: &mut String) {
        self.noun(noun, case, out);
        if with.below(4) == 0 {
            out.push_str([" от ", " ад ", " of "][self.lang]);
            let number = 1 + with.often(300);
            self.day(&mut with, out);
            out.push_str([" г. № ", " г. № ", " No. "][self.lang]);
            whole_plain(out, number);
        }
    }

    fn company(&self, mut word: Draw, out: &mut String) {
        let world = self.world;
        let (form, root, brand) = (word.of(&world.companies), word.of(&world.roots), word.of(&world.brands));
        out.push_str(form[self.lang]);
        out.push_str([" «", " «", " “"][self.lang]);
        out.push_str(&root[self.lang]);
        out.push_str(brand[self.lang]);
        out.push_str(["»", "»", "”"][self.lang]);
    }

    fn village(&self, mut word: Draw, case: usize, out: &mut String) {
        let world = self.world;
        self.noun(word.of(&world.settlements), case, out);
        out.push(' ');
        let (gender, ending) = &world.village_endings[word.below(world.village_endings.len())];
        let (wanted, head) = &world.village_heads[word.below(world.village_heads.len())];
        if wanted == gender {
            out.push_str(head[self.lang]);
        }
        out.push_str(&world.roots[word.often(world.roots.len())][self.lang]);
        out.push_str(ending[self.lang]);
    }

    fn address(&self, mut word: Draw, mut with: Draw, out: &mut String) {
        let house = 1 + with.often(120);
        if self.lang == EN {
            whole_plain(out, house);
        }
        out.push_str(["ул. ", "вул. ", " "][self.lang]);
        if word.below(3) > 0 {
            out.push_str(word.of(&self.world.streets)[self.lang]);
        } else {
            out.push_str(&word.of(&self.world.roots)[self.lang]);
            out.push_str(["овская", "оўская", "ouskaya"][self.lang]);
        }
        out.push_str([", ", ", ", " Street"][self.lang]);
        if self.lang != EN {
            whole_plain(out, house);
        }
    }

    /// A code of a product: `БМ-1204`.
    fn code(&self, mut word: Draw, out: &mut String) {
        let letters: [&[char]; 2] = [
            &['Б', 'В', 'Г', 'Д', 'К', 'Л', 'М', 'Н', 'П', 'Р', 'С', 'Т'],
            &['B', 'V', 'H', 'D', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T'],
        ];
        for _ in 0..=word.below(3) {
            let at = word.below(12);
            out.push(letters[usize::from(self.lang == EN)][at]);
        }
        out.push('-');
        whole_plain(out, 10 + word.often(9_990));
    }

    /// A number of people or things, never one that the singular follows.
    fn counted(&self, table: usize, mut word: Draw, out: &mut String) {
        let forms = word.of(&self.world.counted[table]);
        let end = [20, 200, 2_000, 60_000][word.often(4)];
        let number = 2 + word.below(end) as u64;
        let number = if plural(number, RU) == 0 { number + 1 } else { number };
        whole(out, number, self.lang, '\u{a0}');
        out.push(' ');
        out.push_str(forms[self.lang][plural(number, RU) - 1]);
    }

    fn measured(&self, units: &[Same], mut word: Draw, mut with: Draw, out: &mut String) {
        let unit = with.of(units);
        let end = [200, 2_000, 50_000][word.often(3)];
        let number = 11 + word.below(end) as u64;
        let group = if with.below(2) == 0 { ' ' } else { '\u{a0}' };
        tenths(out, number, self.lang, group);
        out.push(' ');
        out.push_str(unit[self.lang]);
    }

    /// Day, month, year.
    fn day(&self, draw: &mut Draw, out: &mut String) {
        let (day, month, year) = (1 + draw.below(28), draw.below(12), 2026 - draw.often(30));
        whole_plain(out, day);
        out.push(' ');
        out.push_str(MONTHS[self.lang][month]);
        out.push(' ');
        whole_plain(out, year);
    }

    fn date(&self, mut word: Draw, mut with: Draw, out: &mut String) {
        self.day(&mut word, out);
        if self.lang != EN {
            let long = with.below(3) == 0;
            out.push_str(if long { " года" } else { " г." });
        }
    }

    /// `январе–июне 2024 г.`
    fn period(&self, mut word: Draw, out: &mut String) {
        let (start, length, year) = (word.below(12), word.below(12), 2026 - word.often(25));
        out.push_str(IN_MONTHS[self.lang][start]);
        if start + length < 12 && length > 0 {
            out.push('–');
            out.push_str(IN_MONTHS[self.lang][start + length]);
        }
        out.push(' ');
        whole_plain(out, year);
        out.push_str([" г.", " г.", ""][self.lang]);
    }
}

/// A small number.
fn small(bits: u64) -> u64 {
    2 + Draw::word(bits).often(38) as u64
}

/// Digits without groups: years, numbers of documents.
fn whole_plain(out: &mut String, number: usize) {
    if number >= 10 {
        whole_plain(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// A person's name.
enum Person<'a> {
    Foreign(&'a Noun),
    /// A woman or not; places of the first name and the surname.
    Listed(usize, usize, usize),
    /// A woman or not; places of the first name, the root and the ending of the surname.
    Coined(usize, usize, usize, usize),
}

impl<'a> Person<'a> {
    fn new(world: &'a World, bits: u64) -> Self {
        let mut draw = Draw::word(bits);
        let kind = draw.below(100);
        if kind < 10 {
            return Person::Foreign(draw.of(&world.foreigners));
        }
        let woman = usize::from(draw.below(5) < 2);
        let name = draw.often(world.names[woman].len());
        if kind < 60 {
            Person::Listed(woman, name, draw.often(world.surnames[woman].len()))
        } else {
            let ending = draw.below(world.surname_endings[woman].len());
            Person::Coined(woman, name, draw.often(world.roots.len()), ending)
        }
    }

    fn woman(&self) -> bool {
        match self {
            Person::Foreign(noun) => noun.gender[RU] == 1,
            Person::Listed(woman, ..) | Person::Coined(woman, ..) => *woman == 1,
        }
    }

    fn write(&self, world: &World, lang: usize, case: usize, out: &mut String) {
        let named = |noun: &Noun, out: &mut String| {
            out.push_str(if lang == EN { &noun.english } else { &noun.forms[lang][case] });
        };
        match *self {
            Person::Foreign(noun) => named(noun, out),
            Person::Listed(woman, name, surname) => {
                named(&world.names[woman][name], out);
                out.push(' ');
                out.push_str(&world.surnames[woman][surname][lang][case]);
            }
            Person::Coined(woman, name, root, ending) => {
                named(&world.names[woman][name], out);
                out.push(' ');
                out.push_str(&world.roots[root][lang]);
                out.push_str(&world.surname_endings[woman][ending][lang][case]);
            }
        }
    }
}
