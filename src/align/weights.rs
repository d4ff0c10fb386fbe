//! Every weight of the aligner, with its unit and its reason.
//!
//! All scores are natural logarithms of likelihood ratios: "these lines belong together" against "each stands alone".
//! Where a reason says *measured*, the value was chosen among its neighbours by strict bead F1 on news documents with
//! known beads (15 % of lines without counterpart, 5 % merged, 100 and 16 lines long, all three language pairs).

/// Share of a word's probability that comes from its counterpart, not from the background. Measured: 0.6–0.7 alike, 0.5 loses 0.005.
pub(super) const LAMBDA: f64 = 0.6;
/// Weight of the words against lengths and priors: words of a sentence are not independent. Measured: 0.25–0.7 alike.
pub(super) const LEXICAL: f64 = 0.45;
/// What a bead loses, per unit of the mean log likelihood ratio of its words, when that mean is low: lines that share
/// nothing are strangers however short they are (page furniture against page furniture).
pub(super) const STRANGERS: f64 = 4.0;
/// Share of what is said twice that is taken back: a word for which two lines of the other side have a counterpart, as a
/// headline and the sentence below it do.
pub(super) const OVERLAP: f64 = 0.7;
/// The mean from which on words are evidence enough.
pub(super) const STRANGERS_BELOW: f64 = -0.3;
/// Most that one word can say for a bead, as a ratio (e⁸): a chance hit of a very rare word must not outweigh a sentence.
pub(super) const WORD_RATIO_CAP: f64 = 2981.0;

/// Words of the language at large that are added to those of a text when it is told how common each of its words is. A
/// page that has a word once does not make it common. Measured: 50 leave short documents at F1 0.92, 200 and more 0.95.
pub(super) const BACKGROUND_EXTRA: f64 = 200.0;
/// Times a word is counted less than it stands in a text: its own line does not tell how common it is elsewhere.
pub(super) const BACKGROUND_LESS: f64 = 0.5;
/// No word of running text is commoner than this, though in the same line a thousand times over each seems to be.
pub(super) const BACKGROUND_MOST: f64 = 0.05;

/// Spread of the log length ratio of true beads (characters). Of ru–be about 0.12, of en–ru about 0.22; short lines
/// vary more, see [`LENGTH_SHORT`].
pub(super) const LENGTH_SIGMA: f64 = 0.25;
/// Characters added to both lengths before the ratio is taken, so that short lines may differ more.
pub(super) const LENGTH_SHORT: f64 = 8.0;
/// Spread of the log length ratio of lines that have nothing to do with each other.
pub(super) const LENGTH_SIGMA_BACKGROUND: f64 = 0.75;

/// Prior probabilities of bead shapes within their class (beads of two sides; segments alone) before anything is known of
/// the documents; re-estimated after each pass. `(segments of the first side, of the second, probability)`.
pub(super) const SHAPES: [(usize, usize, f64); 15] = [
    (1, 1, 0.91),
    (1, 0, 1.0),
    (0, 1, 1.0),
    (1, 2, 0.033),
    (2, 1, 0.033),
    (2, 2, 0.01),
    (1, 3, 0.005),
    (3, 1, 0.005),
    (2, 3, 0.002),
    (3, 2, 0.002),
    (3, 3, 0.001),
    (1, 4, 0.001),
    (4, 1, 0.001),
    (2, 4, 0.0005),
    (4, 2, 0.0005),
];
/// Probability of each class (a bead of two sides, a row alone, a column alone) after each: dropped paragraphs and page
/// furniture come in runs. A row never follows a column alone, see `search`. Re-estimated too.
pub(super) const CLASS_AFTER: [[f64; 3]; 3] = [[0.92, 0.04, 0.04], [0.55, 0.32, 0.13], [0.62, 0.0, 0.38]];
/// How many beads these two count for when they are re-estimated: fewer than the shapes, for how much a document was cut
/// differs more from one to the next.
pub(super) const ALONE_BEADS: f64 = 15.0;
/// Probability of each class at the start of a document: furniture stands at its edges.
pub(super) const CLASS_FIRST: [f64; 3] = [0.6, 0.2, 0.2];
/// How many beads the priors above count for when they are re-estimated: keeps a page of text from believing its own
/// first pass too much.
pub(super) const PRIOR_BEADS: f64 = 100.0;

/// Both sides open a paragraph at the start of a bead, or neither does.
pub(super) const BREAK_BOTH: f64 = 0.25;
/// One side opens a paragraph at the start of a bead, the other goes on.
pub(super) const BREAK_ONE: f64 = -1.0;
/// A paragraph break inside a bead, on one side: translators rarely merge across paragraphs.
pub(super) const BREAK_INSIDE: f64 = -0.8;
/// A heading against something else, a table cell against running text.
pub(super) const KIND_DIFFERS: f64 = -1.5;
/// Two headings, two table cells.
pub(super) const KIND_SAME: f64 = 0.5;

/// Translation probability of a number for the same value.
pub(super) const SAME_NUMBER: f64 = 0.9;
/// … of a word for itself (Latin words and codes in Cyrillic text).
pub(super) const SAME_WORD: f64 = 0.9;
/// … of a capitalised word for a capitalised one with the same name key.
pub(super) const SAME_NAME: f64 = 0.6;
/// … of a word for one that sounds alike in romanisation, per unit of similarity above [`SOUND_FLOOR`].
pub(super) const SAME_SOUND: f64 = 0.5;
/// Least similarity (1 − normalised edit distance) of romanised words that counts at all.
pub(super) const SOUND_FLOOR: f64 = 0.6;
/// … of Russian and Belarusian words with one skeleton, whole or by its first 6, 5, 4 letters.
pub(super) const SKELETON: [f64; 4] = [0.8, 0.65, 0.45, 0.2];
/// … of a word in the lexicon for its equivalents, all together.
pub(super) const LEXICON: f64 = 0.8;
/// … of a punctuation mark that is not everywhere (`?`, `!`, `%`, `:`) for itself.
pub(super) const SAME_MARK: f64 = 0.6;

/// How many observations a seed pair counts for when correspondences are learned from the documents.
pub(super) const SEED_COUNT: f64 = 2.0;
/// What a pair of words that stand together in beads is taken for before anything is learned.
pub(super) const UNLEARNED: f64 = 0.1;
/// Mass for words that correspond to nothing, so that they need not correspond to something.
pub(super) const NOTHING: f64 = 0.1;
/// Learned correspondences below this probability are forgotten.
pub(super) const LEARNED_FLOOR: f64 = 0.02;
/// Passes: align, learn, align again. Measured: the third still gains 0.002, the fourth nothing.
pub(super) const PASSES: usize = 3;
/// Shapes, of the start of [`SHAPES`], that all passes but the last look for.
pub(super) const COARSE_SHAPES: usize = 5;
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
/// Segments around the positions that the pass before held possible, each way.
pub(super) const NEAR: usize = 3;
/// Of three pairs that say something of a bead each says this much: what two say, the third mostly repeats.
pub(super) const WITNESSES: f64 = 0.68;
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
/// What a bead of two sides must exceed in posterior to be worth more than nothing: half the F1 hoped for, which makes F1
/// largest. Measured: 0.4–0.55 alike.
pub(super) const BEAD_WORTH: f64 = 0.45;
/// What a segment alone is worth, per unit of posterior: decides where nothing else does.
pub(super) const ALONE_WORTH: f64 = 0.02;
/// How many more or fewer lines alone than expected a short text may have: that is taken under which it is most probable.
/// Clean pages and pages full of furniture are both common, those between are not.
pub(super) const DUST: [f64; 4] = [1.0, 0.1, 0.4, 1.8];
/// Probability of a boundary in each of three pairs from which on it is taken for granted.
pub(super) const AGREED: f64 = 0.98;
/// … from which on it is possible at all.
pub(super) const POSSIBLE: f64 = 1e-3;
/// Positions between two agreed places up to which all are searched.
pub(super) const BOX_CELLS: usize = 3_000;
/// Positions searched at once.
pub(super) const THREE_CELLS: usize = 6_000;
/// Probability of each single class of bead after one with something on one, two, three sides: of one, of two, of three
/// sides; and what is added for the class of the bead before. Re-estimated after the first pass.
pub(super) const THREE_AFTER: [[f64; 4]; 3] =
    [[0.08, 0.05, 0.4, 0.2], [0.04, 0.06, 0.45, 0.2], [0.022, 0.022, 0.87, 0.0]];
/// … at the start.
pub(super) const THREE_FIRST: [f64; 3] = [0.1, 0.05, 0.55];
/// How many beads these count for when they are re-estimated.
pub(super) const THREE_BEADS: f64 = 15.0;
/// Probability that a sentence is merged with the next or split, in one language.
pub(super) const EVENT: f64 = 0.05;
/// How many beads that counts for.
pub(super) const EVENT_BEADS: f64 = 50.0;

/// Weight of sentence vectors from outside against words, lengths and priors: they see the same words once more.
pub(super) const SENSE: f64 = 0.5;
/// How many standard deviations above that of strangers the cosine of a true bead lies. Encoders told of in papers and
/// measured put true pairs 4 to 8 above; more is not more true.
pub(super) const SENSE_TRUE: f64 = 6.0;
/// Spread of the same among true beads.
pub(super) const SENSE_TRUE_SIGMA: f64 = 2.0;
/// Below this a cosine says no more against a bead: strangers differ in how strange they are.
pub(super) const SENSE_STRANGE: f64 = -1.0;
/// Least standard deviation of the cosine of strangers: of a few lines it cannot be told, and may seem to be nothing.
pub(super) const SENSE_LEAST_SIGMA: f64 = 0.03;

/// What the beads of a moved paragraph must say together for it, as a log likelihood ratio, besides the logarithm of the
/// places it could have gone to (lines alone in one text times those in the other). Measured: of 150,000 beads of documents
/// with lines from elsewhere and nothing moved, none came nearer than 3 below.
pub(super) const CROSSING: f64 = 7.0;
/// What the candidates of two runs of lines alone must say together for the runs to be searched. Measured: 6 finds no
/// more, and looks at three times as many.
pub(super) const CROSSING_HINT: f64 = 10.0;
/// What a line alone inside a moved paragraph takes off: about the logarithm of the share of lines alone.
pub(super) const CROSSING_GAP: f64 = 3.0;
/// Beads of a moved paragraph up to which is asked whether other lines would do as well.
pub(super) const CROSSING_LITTLE: usize = 8;
/// Least posterior of a bead that crosses: there is no order to speak for the doubtful ones.
pub(super) const CROSSING_SURE: f64 = 0.5;
/// Pairs of runs searched in one round, the likeliest first: bounds the work.
pub(super) const CROSSING_TRIES: usize = 1_000;
/// Rounds: what was found leaves shorter runs, in which more may be found.
pub(super) const CROSSING_ROUNDS: usize = 16;
