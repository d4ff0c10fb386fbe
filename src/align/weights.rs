//! Every weight of the aligner, with its unit and its reason; at the end the limits on its work.
//!
//! All scores are natural logarithms of likelihood ratios: "these lines belong together" against "each stands alone".
//! Where a reason says *measured*, the value was chosen among its neighbours by strict bead F1 on news documents with
//! known beads (15 % of lines without counterpart, 5 % merged, 100 and 16 lines long, all three language pairs).

/// Declares [`Weights`]: of each weight its reason, its name and its value, once.
macro_rules! weights {
    ($($(#[$reason:meta])* $name:ident: $type:ty = $value:expr;)*) => {
        /// What the aligner believes of texts before it has seen them. The values are in [`Weights::ESTIMATED`].
        #[derive(Clone, Debug, PartialEq)]
        pub struct Weights {
            $($(#[$reason])* pub $name: $type,)*
        }

        impl Weights {
            /// The values that alignment uses.
            pub const ESTIMATED: Self = Self { $($name: $value,)* };

            /// All numbers by name, those of lists with their places from 0: `lambda`, `dust.1`, `class_after.0.2`.
            pub fn numbers(&mut self) -> Vec<(String, &mut f64)> {
                let mut all = Vec::new();
                $(self.$name.name_all(stringify!($name), &mut all);)*
                all
            }
        }
    };
}

weights! {
    /// Share of a word's probability that comes from its counterpart, not from the background. Measured: 0.6–0.7 alike, 0.5 loses 0.005.
    lambda: f64 = 0.6;
    /// Weight of the words against lengths and priors: words of a sentence are not independent. Measured: 0.25–0.7 alike.
    lexical: f64 = 0.45;
    /// What a bead loses, per unit of the mean log likelihood ratio of its words, when that mean is low: lines that share
    /// nothing are strangers however short they are (page furniture against page furniture).
    strangers: f64 = 4.0;
    /// The mean from which on words are evidence enough.
    strangers_below: f64 = -0.3;
    /// Share of what is said twice that is taken back: a word for which two lines of the other side have a counterpart, as
    /// a headline and the sentence below it do.
    overlap: f64 = 0.7;

    /// Words of the language at large that are added to those of a text when it is told how common each of its words is. A
    /// page that has a word once does not make it common. Measured: 50 leave short documents at F1 0.92, 200 and more 0.95.
    background_extra: f64 = 200.0;
    /// Times a word is counted less than it stands in a text: its own line does not tell how common it is elsewhere.
    background_less: f64 = 0.5;
    /// No word of running text is commoner than this, though in the same line a thousand times over each seems to be.
    background_most: f64 = 0.05;

    /// Spread of the log length ratio of true beads (characters). Of ru–be about 0.12, of en–ru about 0.22; short lines
    /// vary more, see [`Weights::length_short`].
    length_sigma: f64 = 0.25;
    /// Characters added to both lengths before the ratio is taken, so that short lines may differ more.
    length_short: f64 = 8.0;
    /// Spread of the log length ratio of lines that have nothing to do with each other.
    length_sigma_background: f64 = 0.75;
    /// Lines of equal length that are added when the mean log length ratio of a document is told: keeps a few odd lines
    /// from setting it.
    length_beads: f64 = 10.0;

    /// Prior probabilities of bead shapes within their class (beads of two sides; segments alone) before anything is known
    /// of the documents, in the order of [`SHAPES`]; re-estimated after each pass.
    shapes: [f64; SHAPES.len()] =
        [0.91, 1.0, 1.0, 0.033, 0.033, 0.01, 0.005, 0.005, 0.002, 0.002, 0.001, 0.001, 0.001, 0.0005, 0.0005];
    /// How many beads these count for when they are re-estimated: keeps a page of text from believing its own first pass
    /// too much.
    shape_beads: f64 = 100.0;
    /// Probability of each class (a bead of two sides, a row alone, a column alone) after each: dropped paragraphs and page
    /// furniture come in runs. A row never follows a column alone, see `search`. Re-estimated too.
    class_after: [[f64; 3]; 3] = [[0.92, 0.04, 0.04], [0.55, 0.32, 0.13], [0.62, 0.0, 0.38]];
    /// How many beads these count for when they are re-estimated: fewer than the shapes, for how much a document was cut
    /// differs more from one to the next.
    class_beads: f64 = 15.0;
    /// Probability of each class at the start of a document: furniture stands at its edges.
    class_first: [f64; 3] = [0.6, 0.2, 0.2];
    /// How many more or fewer lines alone than expected a short text may have: that is taken under which it is most
    /// probable. Clean pages and pages full of furniture are both common, those between are not.
    dust: [f64; 4] = [1.0, 0.1, 0.4, 1.8];

    /// Both sides open a paragraph at the start of a bead, or neither does.
    break_both: f64 = 0.25;
    /// One side opens a paragraph at the start of a bead, the other goes on.
    break_one: f64 = -1.0;
    /// A paragraph break inside a bead, on one side: translators rarely merge across paragraphs.
    break_inside: f64 = -0.8;
    /// A heading against something else, a table cell against running text.
    kind_differs: f64 = -1.5;
    /// Two headings, two table cells.
    kind_same: f64 = 0.5;

    /// Translation probability of a number for the same value.
    same_number: f64 = 0.9;
    /// Share of that which a date has for a part of it: without its year, its year or its day alone.
    date_part: f64 = 0.7;
    /// … of a word for itself (Latin words and codes in Cyrillic text).
    same_word: f64 = 0.9;
    /// … of a capitalised word for a capitalised one with the same name key.
    same_name: f64 = 0.6;
    /// … of a word for one that sounds alike in romanisation, at [`Weights::sound_floor`].
    sound_least: f64 = 0.2;
    /// … and what is added up to full likeness.
    same_sound: f64 = 0.5;
    /// Least similarity (1 − normalised edit distance) of romanised words that counts at all.
    sound_floor: f64 = 0.6;
    /// Share of the two that words have which are not both names.
    sound_common: f64 = 0.6;
    /// … of Russian and Belarusian words with one skeleton, whole or by its first 6, 5, 4 letters.
    skeleton: [f64; 4] = [0.8, 0.65, 0.45, 0.2];
    /// … of a word in the lexicon for its equivalents, all together.
    lexicon: f64 = 0.8;
    /// … of a punctuation mark that is not everywhere (`?`, `!`, `%`, `:`) for itself.
    same_mark: f64 = 0.6;

    /// How many observations a seed pair counts for when correspondences are learned from the documents.
    seed_count: f64 = 2.0;
    /// What a pair of words that stand together in beads is taken for before anything is learned.
    unlearned: f64 = 0.1;
    /// Mass for words that correspond to nothing, so that they need not correspond to something.
    nothing: f64 = 0.1;
    /// Learned correspondences below this probability are forgotten.
    learned_floor: f64 = 0.02;

    /// What a bead of two sides must exceed in posterior to be worth more than nothing: half the F1 hoped for, which makes
    /// F1 largest. Measured: 0.4–0.55 alike.
    bead_worth: f64 = 0.45;
    /// What a segment alone is worth, per unit of posterior: decides where nothing else does.
    alone_worth: f64 = 0.02;

    /// Of three pairs that say something of a bead each says this much: what two say, the third mostly repeats.
    witnesses: f64 = 0.68;
    /// Probability of each single class of bead after one with something on one, two, three sides: of one, of two, of three
    /// sides; and what is added for the class of the bead before. Re-estimated after the first pass.
    three_after: [[f64; 4]; 3] = [[0.08, 0.05, 0.4, 0.2], [0.04, 0.06, 0.45, 0.2], [0.022, 0.022, 0.87, 0.0]];
    /// … at the start.
    three_first: [f64; 3] = [0.1, 0.05, 0.55];
    /// How many beads these count for when they are re-estimated.
    three_beads: f64 = 15.0;
    /// Probability that a sentence is merged with the next or split, in one language.
    event: f64 = 0.05;
    /// How many beads that counts for.
    event_beads: f64 = 50.0;

    /// What the beads of a moved paragraph must say together for it, besides the logarithm of the places it could have gone
    /// to (lines alone in one text times those in the other). Measured: of 150,000 beads of documents with lines from
    /// elsewhere and nothing moved, none came nearer than 3 below.
    crossing: f64 = 7.0;
    /// What a line alone inside a moved paragraph takes off: about the logarithm of the share of lines alone.
    crossing_gap: f64 = 3.0;
    /// Least posterior of a bead that crosses: there is no order to speak for the doubtful ones.
    crossing_sure: f64 = 0.5;

    /// Weight of sentence vectors from outside against words, lengths and priors: they see the same words once more.
    sense: f64 = 0.5;
    /// How many standard deviations above that of strangers the cosine of a true bead lies. Encoders told of in papers and
    /// measured put true pairs 4 to 8 above; more is not more true.
    sense_true: f64 = 6.0;
    /// Spread of the same among true beads.
    sense_true_sigma: f64 = 2.0;
    /// Below this a cosine says no more against a bead: strangers differ in how strange they are.
    sense_strange: f64 = -1.0;
    /// Least standard deviation of the cosine of strangers: of a few lines it cannot be told, and may seem to be nothing.
    sense_least_sigma: f64 = 0.03;
}

/// What [`Weights`] are made of: numbers and lists of them.
trait Numbers {
    fn name_all<'a>(&'a mut self, name: &str, all: &mut Vec<(String, &'a mut f64)>);
}

impl Numbers for f64 {
    fn name_all<'a>(&'a mut self, name: &str, all: &mut Vec<(String, &'a mut f64)>) {
        all.push((name.to_owned(), self));
    }
}

impl<T: Numbers, const N: usize> Numbers for [T; N] {
    fn name_all<'a>(&'a mut self, name: &str, all: &mut Vec<(String, &'a mut f64)>) {
        for (n, part) in self.iter_mut().enumerate() {
            part.name_all(&format!("{name}.{n}"), all);
        }
    }
}

/// The bead shapes that are looked for: segments of the first side, of the second.
pub(super) const SHAPES: [(usize, usize); 15] = [
    (1, 1),
    (1, 0),
    (0, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (2, 3),
    (3, 2),
    (3, 3),
    (1, 4),
    (4, 1),
    (2, 4),
    (4, 2),
];
/// Shapes, of the start of [`SHAPES`], that all passes but the last look for.
pub(super) const COARSE_SHAPES: usize = 5;
/// Passes: align, learn, align again. Measured: the third still gains 0.002, the fourth nothing.
pub(super) const PASSES: usize = 3;
/// Most that one word can say for a bead, as a ratio (e⁸): a chance hit of a very rare word must not outweigh a sentence,
/// and 64 of them multiplied are a number still.
pub(super) const WORD_RATIO_CAP: f64 = 2981.0;
/// Pairs of words in beads that are learned from, in beads spread evenly over the texts: some ten thousand sentences,
/// after which more of them teach little.
pub(super) const LEARN_PAIRS: usize = 3_000_000;

/// Candidates kept for each segment in the search for anchors.
pub(super) const CANDIDATES: usize = 4;
/// Segments that share a word which are looked at for each segment, those of the rarest words first: bounds the work.
pub(super) const VISITS: usize = 4_000;
/// Least that a word must say for a segment, as a logarithm, to be looked at.
pub(super) const TELLING: f32 = 1.0;
/// Segments around the chain of anchors that the exact search looks at, each way.
pub(super) const MARGIN: usize = 4;
/// Posterior of a position from which on the next pass looks at nothing beside it.
pub(super) const CERTAIN: f64 = 0.9999;
/// Positions before and after that must be as certain.
pub(super) const BESIDE: usize = 2;
/// The weight of a bead between such positions in the chain of anchors: more than rare words can have.
pub(super) const CERTAINLY: f64 = 1e4;
/// Segments around the positions that the pass before held possible, each way.
pub(super) const NEAR: usize = 3;
/// Up to so many cells everything is searched, without anchors.
pub(super) const FULL_CELLS: usize = 3_000;
/// A gap between two anchors of more cells than this is crossed along its diagonal: what fills it on both sides has
/// nothing in common that an anchor would have found.
pub(super) const GAP_CELLS: usize = 250_000;
/// All gaps together are searched in full up to so many cells, the small ones first: with some 200 bytes a cell this
/// bounds the memory of the search at about 200 MB plus what is linear in the lines.
pub(super) const ALL_GAPS_CELLS: usize = 1_000_000;
/// Words of a line that count, from its start. Sentences hardly ever have more; what does is a table or a list cut badly,
/// and its first words place it. Bounds the cells' memory and what is learned from a bead.
pub(super) const LINE_WORDS: usize = 256;
/// Letters of the longest words compared by sound: what is longer is data.
pub(super) const SOUND_LETTERS: usize = 40;
/// Words that open with the same consonants, compared by sound with one word: the first in the text. Far above what
/// documents of some thousand lines have, it keeps word lists linear.
pub(super) const SOUND_BUCKET: usize = 500;
/// Rows searched at once: bounds the memory of the search at some megabytes.
pub(super) const BLOCK: usize = 400;
/// Posterior of two beads in a row between which a block may end.
pub(super) const SURE: f64 = 0.99;
/// Probability of a boundary in each of three pairs from which on it is taken for granted.
pub(super) const AGREED: f64 = 0.98;
/// … from which on it is possible at all.
pub(super) const POSSIBLE: f64 = 1e-3;
/// Positions between two agreed places up to which all are searched.
pub(super) const BOX_CELLS: usize = 3_000;
/// Positions searched at once.
pub(super) const THREE_CELLS: usize = 6_000;
/// Beads of a moved paragraph up to which is asked whether other lines would do as well.
pub(super) const CROSSING_LITTLE: usize = 8;
/// What the candidates of two runs of lines alone must say together for the runs to be searched. Measured: 6 finds no
/// more, and looks at three times as many.
pub(super) const CROSSING_HINT: f64 = 10.0;
/// Pairs of runs searched in one round, the likeliest first: bounds the work.
pub(super) const CROSSING_TRIES: usize = 1_000;
/// Rounds: what was found leaves shorter runs, in which more may be found.
pub(super) const CROSSING_ROUNDS: usize = 16;
