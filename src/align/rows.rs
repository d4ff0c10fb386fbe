//! Rows of different lengths in one allocation.

use std::ops::Index;

/// A row of items for each of some numbers from 0 on.
#[derive(Clone, Debug)]
pub(super) struct Rows<T> {
    /// Where each row ends.
    ends: Vec<usize>,
    items: Vec<T>,
}

impl<T> Rows<T> {
    pub(super) fn with_capacity(rows: usize, items: usize) -> Self {
        Self { ends: Vec::with_capacity(rows), items: Vec::with_capacity(items) }
    }

    /// Adds a row behind the last.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.items.extend(row);
        self.ends.push(self.items.len());
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The rows in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        (0..self.len()).map(|row| &self[row])
    }

    /// The items of all rows.
    pub(super) fn items(&self) -> &[T] {
        &self.items
    }

    /// Number of the first item of a row among the items of all.
    pub(super) fn start(&self, row: usize) -> usize {
        row.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

impl<T: Clone + Default> Rows<T> {
    /// So many rows of items that come in any order, each with the number of its row; in a row they keep their order.
    pub(super) fn grouped(rows: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut ends = vec![0; rows];
        items.clone().for_each(|(row, _)| ends[row] += 1);
        let mut total = 0;
        for end in &mut ends {
            // Where the row starts: it is moved on with each item.
            total += std::mem::replace(end, total);
        }
        let mut placed = vec![T::default(); total];
        for (row, item) in items {
            placed[ends[row]] = item;
            ends[row] += 1;
        }
        Self { ends, items: placed }
    }
}

impl<T> Index<usize> for Rows<T> {
    type Output = [T];

    fn index(&self, row: usize) -> &[T] {
        &self.items[self.start(row)..self.ends[row]]
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn items_are_found_by_their_row() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (4, 'd')];
        let rows = Rows::grouped(6, items.into_iter());
        let found: Vec<String> = rows.iter().map(|row| row.iter().collect()).collect();
        assert_eq!(found, ["b", "", "ac", "", "d", ""]);
        assert_eq!((rows.start(0), rows.start(4), rows.items().len()), (0, 3, 4));
        let mut pushed = Rows::with_capacity(2, 3);
        pushed.push("ab".chars());
        pushed.push("".chars());
        assert_eq!((&pushed[0], pushed.len()), (&['a', 'b'][..], 2));
    }
}
