//! Every weight of the aligner, with its unit and its reason; at the end the limits on its work.
//!
//! All scores are natural logarithms of likelihood ratios: "these lines belong together" against "each stands alone".
//!
//! The command that the values come from is `cargo bench --bench weights -- [--fit] FOLDER…`. *Counted* is what it counts,
//! in news documents with known beads (35 articles by themselves, in hundreds of sentences, and in one; with 15 and 30 %
//! of lines that have no counterpart, 15 % merged, a fifth missing) and in the samples. *Fitted* is a value among whose
//! neighbours the mean log probability of gold beads is largest; it was kept when documents made with another seed, legal
//! codes, resolutions and the samples did not lose F1 by it. What lies between the counts of different kinds of texts is a
//! choice between them.

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
    /// Share of a word's probability that comes from its counterpart, not from the background. Fitted: 0.63–0.7 alike in
    /// F1; more foretells news better, but by 0.69 a bead of clean pages is lost, and by 0.75 the samples lose 0.004.
    lambda: f64 = 0.66;
    /// Ratio of a number that has no counterpart at all, where that of a word is what `lambda` leaves: a number is hardly ever
    /// translated freely. Counted: 0.01–0.03, see `same_number`. Fitted: 0.002–0.01 alike; left as a word it loses 0.0006 of
    /// F1, in ru–be 0.002.
    number_missing: f64 = 0.005;
    /// Weight of the words against lengths and priors: words of a sentence are not independent. Fitted: 0.48–0.55 alike,
    /// 0.36 loses 0.001 of F1.
    lexical: f64 = 0.5;
    /// What a bead loses, per unit of the mean log likelihood ratio of its words, when that mean is low: lines that share
    /// nothing are strangers however short they are (page furniture against page furniture). Fitted: 4–5 alike, 6 loses
    /// 0.001 of F1.
    strangers: f64 = 5.0;
    /// The mean from which on words are evidence enough. Fitted: −0.24 is worse; −0.38 loses 0.002 of F1
    /// in the samples.
    strangers_below: f64 = -0.3;
    /// What the words of a bead say against it grows as a logarithm from here on: a long sentence translated freely has many
    /// words that nothing explains, and is a translation none the less. Fitted: 4–8 alike in F1, without it 0.001 less; from
    /// 6 on a free translation in a clean page is lost.
    against: f64 = 5.0;
    /// Share of what is said twice that is taken back: a word for which two lines of the other side have a counterpart, as
    /// a headline and the sentence below it do. Fitted: 0.7–0.87 alike in F1, more foretells beads better; 0.56 is worse.
    overlap: f64 = 0.8;

    /// Words of the language at large that are added to those of a text when it is told how common each of its words is. A
    /// page that has a word once does not make it common. Fitted: 250–400 alike, 160 loses 0.001 of F1.
    background_extra: f64 = 300.0;
    /// … at least those of so many lines: else lines of some hundred words, of which a text has but a few, are
    /// all there is to tell what is common, and explain each other no better than chance.
    background_lines: f64 = 8.0;
    /// Times a word is counted less than it stands in a text: its own line does not tell how common it is elsewhere.
    /// Fitted: 0.4–0.63 alike.
    background_less: f64 = 0.5;
    /// No word of running text is commoner than this, though in the same line a thousand times over each seems to be: the
    /// commonest word of English makes up some 0.05 of it.
    background_most: f64 = 0.05;

    /// Spread of the log length ratio of true beads (characters). Counted: 0.14–0.16 over all pairs, more in en–ru than in
    /// ru–be, more in short lines. Fitted: 0.25, for single lines are the odder ones and must not be thrown out; 0.16
    /// loses 0.002 of F1.
    length_sigma: f64 = 0.25;
    /// Characters added to both lengths before the ratio is taken, so that short lines may differ more. Fitted: 4–6 alike.
    length_short: f64 = 5.0;
    /// Spread of the log length ratio of lines that have nothing to do with each other. Counted: 0.66 in news, 0.84 in the
    /// samples.
    length_sigma_background: f64 = 0.75;
    /// Lines of equal length that are added when the mean log length ratio of a document is told: keeps a few odd lines
    /// from setting it. Fitted: 8–12 alike.
    length_beads: f64 = 10.0;

    /// Prior probabilities of bead shapes within their class (beads of two sides; segments alone) before anything is known
    /// of the documents, in the order of `SHAPES`; re-estimated after each pass. Counted: 1-1 0.95 in news with few
    /// merges, 0.92 with 15 %; 1-2 as 2-1 0.02–0.035, 2-2 0.001, 1-3 as 3-1 0.003–0.006. 2-2 and more have more here: what
    /// generated documents have of them is two merges that meet, translators do it on purpose.
    shapes: [f64; SHAPES.len()] =
        [0.91, 1.0, 1.0, 0.033, 0.033, 0.01, 0.005, 0.005, 0.002, 0.002, 0.001, 0.001, 0.001, 0.0005, 0.0005];
    /// How many beads these count for when they are re-estimated: keeps a page of text from believing its own first pass
    /// too much. Fitted: 64–125 alike.
    shape_beads: f64 = 100.0;
    /// Probability of each class (a bead of two sides, a row alone, a column alone) after each: dropped paragraphs and page
    /// furniture come in runs. A row never follows a column alone, see `search`. Re-estimated too. Counted after a row and
    /// after a column alone: 0.18 0.61 0.21 and 0.33 0 0.67 over torn and clean news, 0.58 0.42 0 and 0.92 0 0.08 in the
    /// samples; after a bead 0.90 0.06 0.04 and 0.94 0.035 0.025. These lie between;
    /// 0.55 0.32 0.13 and 0.62 0 0.38 lose 0.001 of F1.
    class_after: [[f64; 3]; 3] = [[0.92, 0.04, 0.04], [0.42, 0.42, 0.16], [0.46, 0.0, 0.54]];
    /// How many beads these count for when they are re-estimated: fewer than the shapes, for how much a document was cut
    /// differs more from one to the next. Fitted: 30–60 alike, 15 loses 0.001 of F1.
    class_beads: f64 = 40.0;
    /// Probability of each class at the start of a document: furniture stands at its edges. Counted: 0.5 0.5 0 in news,
    /// 0.25 0.75 0 in torn news, where furniture is always on both sides; 0.96 0 0.04 in the samples.
    class_first: [f64; 3] = [0.6, 0.2, 0.2];
    /// How many more or fewer lines alone than expected a short text may have: that is taken under which it is most
    /// probable. Clean pages and pages full of furniture are both common, those between are not. Fitted: 0.02–0.1 alike,
    /// clean pages want less than 0.08; 0.3–0.5 alike; 1.4 and 2.3 are worse than 1.8.
    dust: [f64; 4] = [1.0, 0.05, 0.4, 1.8];

    /// Both sides open a paragraph at the start of a bead, against neither does; here and below by how much the log odds
    /// in true beads exceed those in lines put together by chance. Counted with `--raw`: 0.39 in news, −0.27 in the samples
    /// (of few and short paragraphs).
    break_both: f64 = 0.25;
    /// One side opens a paragraph at the start of a bead, the other goes on. Counted: −1.4 in news whose paragraphs were
    /// broken anew, −5.2 in the samples, where they never differ; a page that was broken anew must not be lost.
    break_one: f64 = -1.0;
    /// A paragraph break inside a bead, on one side: translators rarely merge across paragraphs. Counted: −2.9 in the
    /// samples (22 of them). Fitted on both: −0.8, −1.6 loses 0.002 of F1 in the samples.
    break_inside: f64 = -0.8;
    /// A heading against something else, a table cell against running text. Counted: −1.8 in news, −3.3 in the samples.
    /// −2.5 loses 0.002 of F1 in the samples.
    kind_differs: f64 = -1.5;
    /// Two headings, two table cells. Counted: 0.4 in the samples.
    kind_same: f64 = 0.5;

    /// Share of lines that open with a word that joins clauses and sentences alike (and, when), and with one that joins
    /// clauses and little else (which), among the lines of a bead that go on with a sentence cut on one side only.
    /// Counted: 0.16 0.14 in news with sentences cut at clauses, 0.03 0 in the samples, where none is. Fitted: the second
    /// 0.15–0.25 alike.
    joined_inside: [f64; 2] = [0.15, 0.25];
    /// … and among all lines, before a text is seen. Counted: 0.06 0.006 in news, 0.02 0.001 in the samples.
    joined_usual: [f64; 2] = [0.05, 0.01];
    /// How many lines of the text that counts for. Chosen: with fewer a page would believe its one line.
    joined_lines: f64 = 50.0;
    /// Both sides of a bead open so, against neither does: the log odds as those of `break_both`. Counted: 1.5 in news, 1.0
    /// in the samples.
    joined_both: f64 = 1.0;

    /// Translation probability of a number for the same value. Counted, here and below, as the share of beads with the
    /// one that have the other too, beyond what beads near by have of it: 0.97–0.99.
    same_number: f64 = 0.95;
    /// Share of that which a date has for a part of it: without its year, its year or its day alone. Counted: 0.85 in
    /// short documents, in long ones less (0.04: the same year in other sentences).
    date_part: f64 = 0.7;
    /// … of a word for itself (Latin words and codes in Cyrillic text, what Russian and Belarusian spell alike). Counted:
    /// 0.71 in short documents, 0.83 in the samples, 0.52 over all.
    same_word: f64 = 0.75;
    /// … of a capitalised word for a capitalised one with the same name key. Counted: 0.84 in short documents, 0.69 in the
    /// samples, 0.55 over all.
    same_name: f64 = 0.75;
    /// … of a word for one that sounds alike in romanisation, at [`Weights::sound_floor`]. Counted over names by least
    /// squares: 0.38 in the samples, 0.19 over all.
    sound_least: f64 = 0.2;
    /// … and what is added up to full likeness. Counted: 0.51 in the samples, 0.76 over all.
    same_sound: f64 = 0.5;
    /// Least similarity (1 − normalised edit distance) of romanised words that counts at all. Fitted: 0.48 and 0.75 are
    /// worse.
    sound_floor: f64 = 0.6;
    /// Share of the two that words have which are not both names. Counted: 0.77 in short documents, 0.56 in the samples,
    /// 0.20 over all.
    sound_common: f64 = 0.6;
    /// … of Russian and Belarusian words with one skeleton, whole or by its first 6, 5, 4 letters. Counted in short
    /// documents: 0.82 0.57 0.20 0.21; over all 0.67 0.39 0.07 0.04, for a long text has many words that begin alike.
    skeleton: [f64; 4] = [0.8, 0.55, 0.2, 0.2];
    /// … of a word in the lexicon for its equivalents, all together. Counted: 0.94 in short documents, 0.91 in the samples,
    /// 0.55 over all, where function words are in most sentences anyway.
    lexicon: f64 = 0.8;
    /// … of a punctuation mark that is not everywhere (`?`, `!`, `%`, `:`) for itself. Counted: 0.79 in short documents,
    /// 0.86 in the samples, 0.74 over all.
    same_mark: f64 = 0.8;

    /// How many observations a seed pair counts for when correspondences are learned from the documents. Fitted: 4–6 alike.
    seed_count: f64 = 5.0;
    /// What a pair of words that stand together in beads is taken for before anything is learned. Fitted: 0.08–0.13 alike.
    unlearned: f64 = 0.1;
    /// Mass for words that correspond to nothing, so that they need not correspond to something. Fitted: 0.08 and 0.13 are
    /// worse.
    nothing: f64 = 0.1;
    /// Learned correspondences below this probability are forgotten. Fitted: 0.016 and 0.025 are worse.
    learned_floor: f64 = 0.02;
    /// Least weight of words learned from other texts. Without a lexicon this is the surer of the probabilities of one given
    /// the other: 0.2 leaves noisy news of 16 lines at F1 0.81, 0.1 makes it 0.91, 0.05 0.95. Beside a lexicon it is their
    /// geometric mean: the surer one takes 0.014 away from noisy UN texts of 16 lines, this nothing.
    taught_floor: f64 = 0.05;
    /// Most that they are believed: other texts may mean something else by a word.
    taught_most: f64 = 0.8;

    /// What a bead of two sides must exceed in posterior to be worth more than nothing: half the F1 hoped for, which makes
    /// F1 largest. Fitted by F1: 0.45–0.5 alike, 0.4 loses 0.001.
    bead_worth: f64 = 0.5;
    /// What a segment alone is worth, per unit of posterior: decides where nothing else does. Fitted by F1: 0.02–0.03 alike.
    alone_worth: f64 = 0.02;

    /// Of three pairs that say something of a bead each says this much: what two say, the third mostly repeats. Fitted:
    /// 0.54 is worse, 0.85 alike.
    witnesses: f64 = 0.68;
    /// Probability of each single class of bead after one with something on one, two, three sides: of one, of two, of three
    /// sides; and what is added for the class of the bead before. Re-estimated after the first pass. Counted over all news:
    /// 0.18 0.04 0.15 0.33, 0.06 0.03 0.26 0.46, 0.02 0.02 0.87; in the samples, with few lines alone: 0 0.13 0.67 0.08,
    /// 0 0 0.63 0.37, 0.01 0.02 0.91.
    three_after: [[f64; 4]; 3] = [[0.08, 0.05, 0.4, 0.2], [0.04, 0.06, 0.45, 0.2], [0.022, 0.022, 0.87, 0.0]];
    /// … at the start. Counted: 0.17 0 0.5 in news, 0.02 0 0.94 in the samples.
    three_first: [f64; 3] = [0.1, 0.05, 0.55];
    /// How many beads these count for when they are re-estimated. Fitted: 12–19 alike.
    three_beads: f64 = 15.0;
    /// Probability that a sentence is merged with the next or split, in one language. Counted: 0.08 in news, of three
    /// languages together, 0.17 in the samples; re-estimated, so that it matters little.
    event: f64 = 0.05;
    /// How many beads that counts for. Fitted: 40–63 alike.
    event_beads: f64 = 50.0;

    /// Log odds of a boundary at a gap, by what stands before it: a word, a name, a comma, a semicolon, a colon. The weights
    /// of gaps are chosen, not estimated: documents with known beads have their lines. Measured in noisy news whose lines
    /// were joined to paragraphs, some without a mark between: of 350 cuts 320 are at the end of a line, nearly all others
    /// behind a semicolon; in sentences of the UN joined whatever their ends of 800 cuts 740, half of the others before
    /// items of a list; of 14,000 segments of legal codes two are cut.
    gap_after: [f64; 5] = [0.0, -1.0, -1.0, 1.0, -6.0];
    /// … and what is added by what begins there: a function word with a capital, another capital, a quoted function word,
    /// the number of an item, a small letter.
    gap_before: [f64; 5] = [-0.5, -0.5, -1.0, 1.0, -8.0];
    /// … and to a small letter where all sides stand behind a semicolon, and one of them opens with more than that.
    gap_small: f64 = 7.0;
    /// … and where all sides have the same number of an item, whatever stands before it.
    gap_item: f64 = 2.0;
    /// … and when a side has nothing before it or nothing behind it.
    gap_alone: f64 = -2.0;
    /// Most that the words of one more side say for a cut: in the middle of a long sentence too both halves are alike.
    gap_most: f64 = 12.0;

    /// What the beads of a moved paragraph must say together for it, besides the logarithm of the places it could have gone
    /// to (lines alone in one text times those in the other). Measured: at 7 one bead of documents with lines from
    /// elsewhere and nothing moved crosses, at 8.5 none; of paragraphs moved as many are found. The weights of moved
    /// paragraphs are chosen, not estimated: in documents with known beads nothing is moved.
    crossing: f64 = 8.5;
    /// What a line alone inside a moved paragraph takes off: about the logarithm of the share of lines alone.
    crossing_gap: f64 = 3.0;
    /// Least posterior of a bead that crosses: there is no order to speak for the doubtful ones.
    crossing_sure: f64 = 0.5;

    /// Weight of sentence vectors from outside against words, lengths and priors: they see the same words once more. The
    /// weights of vectors are chosen, not estimated: documents with known beads have no vectors.
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
/// Most lines of a side of a bead.
pub(super) const LARGEST: usize = 4;
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

/// Translations of two languages that are learned from before the documents are seen: twice as many make half of them
/// be passed over. What a text needs beyond them is rare words that few units have.
pub(super) const TAUGHT_UNITS: usize = 60_000;
/// Pairs of words in them that are looked at.
pub(super) const TAUGHT_PAIRS: usize = 20_000_000;

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
/// All gaps together are searched in full up to so many cells, the small ones first: bounds the time of the search. Its
/// memory [`BLOCK`] bounds.
pub(super) const ALL_GAPS_CELLS: usize = 1_000_000;
/// Words of a line that count, from its start. Sentences hardly ever have more; what does is a table or a list cut badly,
/// and its first words place it. Bounds the cells' memory and what is learned from a bead.
pub(super) const LINE_WORDS: usize = 256;
/// Letters of the longest words compared by sound: what is longer is data.
pub(super) const SOUND_LETTERS: usize = 40;
/// Words that open with the same consonants, compared by sound with one word: the first in the text. Far above what
/// documents of some thousand lines have, it keeps word lists linear.
pub(super) const SOUND_BUCKET: usize = 500;
/// Rows searched at once: bounds the memory of the search at some megabytes, in the widest gap (500 columns of lines of
/// 25 words, at some 400 bytes a cell) at some 80.
pub(super) const BLOCK: usize = 400;
/// Pieces of one side of a bead up to which it is looked for places to cut it at: bounds the work.
pub(super) const CUT_PIECES: usize = 32;
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
