//! What does it say, however it is spelt? Normal form with offsets, tokens, stems, numbers and dates, scripts compared.

mod month;
mod normal;
mod number;
pub mod skeleton;
mod stem;
mod token;

pub use month::month_like;
pub use normal::Normal;
pub use number::{Date, Placeable, PlaceableKind, placeables};
pub use stem::stem;
pub use token::{Token, TokenKind, tokens};

/// The byte offset of each Unicode scalar value, to turn byte ranges into character ranges in one pass.
///
/// Built in linear time, asked in logarithmic time; 4 bytes per 64 bytes of text.
#[derive(Clone, Debug)]
pub struct CharCounter<'a> {
    text: &'a str,
    /// Characters before byte `64 * i`, rounded down to a character boundary.
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> CharCounter<'a> {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0u32;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                marks.push(count);
            }
            count += u32::from(byte & 0xC0 != 0x80);
        }
        Self { text, marks }
    }

    /// How many characters stand before a byte offset (on a character boundary, at most the length of the text).
    #[must_use]
    pub fn chars_before(&self, offset: usize) -> usize {
        let mark = offset / STEP;
        let Some(&base) = self.marks.get(mark) else {
            // Only the end of a text whose length is a multiple of STEP has no mark of its own.
            return self.text.chars().count();
        };
        let tail = &self.text.as_bytes()[mark * STEP..offset];
        base as usize + tail.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn characters_are_counted_as_std_counts_them(text in "[a-zа-яў’ 𝄞\n]{0,300}") {
            let counter = CharCounter::new(&text);
            for (chars, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(counter.chars_before(offset), chars);
            }
            prop_assert_eq!(counter.chars_before(text.len()), text.chars().count());
        }
    }
}
