//! Is this unit there already? Finding the one that says all of it, and uniting the two.

use super::{KeptSide, Side, SqliteWriter};
use crate::model::{Note, Origin, Prop, Tu, TuId, united_stamps};
use crate::store::Added;
use crate::store::sqlite::fault::Fault;
use crate::store::sqlite::layout;

/// Properties by which OmegaT tells the place a translation is for.
const PLACE: [&str; 5] = ["file", "id", "path", "prev", "next"];

impl SqliteWriter<'_> {
    /// Whether a unit is for the place that another is for, or neither is for one.
    fn is_for_same_place(&self, id: i64, tu: &Tu) -> Result<bool, Fault> {
        let names = PLACE.map(|name| format!("'{name}'")).join(", ");
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT kind, value
               FROM prop
              WHERE tu = ?1
                AND tuv IS NULL
                AND kind IN ({names})
              ORDER BY kind, value"
        ))?;
        let kept = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let kept = kept.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        let own = tu.props.iter().filter(|prop| PLACE.contains(&prop.kind.as_str()));
        let mut own: Vec<(String, String)> = own.map(|prop| (prop.kind.clone(), prop.value.clone())).collect();
        own.sort_unstable();
        own.dedup();
        Ok(own == kept)
    }

    /// The unit that says all of this already, with its sides.
    pub(super) fn copy_of(
        &mut self,
        tu: &Tu,
        sides: &[Side<'_>],
        origins: &[i64],
    ) -> Result<Option<(TuId, Vec<KeptSide>)>, Fault> {
        let mut best = None;
        for id in self.candidates(sides)? {
            let kept = self.kept_sides(id)?;
            if !sides.iter().all(|side| kept.iter().any(|kept| side.is(kept))) {
                continue;
            }
            if !self.is_for_same_place(id, tu)? {
                continue;
            }
            let equal = kept.iter().all(|kept| sides.iter().any(|side| side.is(kept)));
            let mut known = true;
            for (origin, list) in tu.origins.iter().zip(origins) {
                known = known && self.has_origin(id, *list, origin)?;
            }
            let rank = (known, equal);
            // Candidates come oldest first, so an equal rank does not win.
            if best.as_ref().is_none_or(|(best, _, _)| rank > *best) {
                best = Some((rank, TuId(id), kept));
            }
            if rank == (true, true) {
                break;
            }
        }
        Ok(best.map(|(_, id, kept)| (id, kept)))
    }

    /// Units that could say all of this: those that share its two longest texts, which are the rarest.
    fn candidates(&mut self, sides: &[Side<'_>]) -> Result<Vec<i64>, Fault> {
        let Some(longest) = sides.iter().max_by_key(|side| side.text.len()) else { return Ok(Vec::new()) };
        let others = sides.iter().filter(|side| side.hash != longest.hash);
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        let ids: rusqlite::Result<Vec<i64>> = match others.max_by_key(|side| side.text.len()) {
            None => self.statements.having.query_map([longest.hash], read)?.collect(),
            Some(second) => self.statements.having_both.query_map([longest.hash, second.hash], read)?.collect(),
        };
        Ok(ids?)
    }

    /// Whether a unit is known to stand at a place: at that of all of these documents, and perhaps of more.
    fn has_origin(&mut self, tu: i64, list: i64, origin: &Origin) -> Result<bool, Fault> {
        let position = origin.position.cast_signed();
        if self.statements.has_origin.exists((list, position, tu))? {
            return Ok(true);
        }
        // written out with two of its three languages, say
        for wider in self.names.wider(self.connection, list)? {
            if self.statements.has_origin.exists((*wider, position, tu))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Unites a unit with one that says all of it already.
    pub(super) fn merge(
        &mut self,
        id: TuId,
        kept: &[KeptSide],
        tu: &Tu,
        sides: &[Side<'_>],
        origins: &[i64],
    ) -> Result<Added, Fault> {
        let before = (self.next.prop, self.next.note, self.next.origin);
        for (origin, list) in tu.origins.iter().zip(origins) {
            if !self.has_origin(id.0, *list, origin)? {
                self.insert_origin(id.0, origin, *list)?;
            }
        }
        self.unite(id.0, &[None], &tu.props, &tu.notes)?;
        for side in sides {
            let same: Vec<Option<i64>> = kept.iter().filter(|kept| side.is(kept)).map(|kept| Some(kept.id)).collect();
            self.unite(id.0, &same, &side.tuv.props, &side.tuv.notes)?;
        }
        let restamped = self.restamp(id, kept, tu, sides)?;
        if !restamped && before == (self.next.prop, self.next.note, self.next.origin) {
            return Ok(Added::Known(id));
        }
        self.touch(id, restamped)?;
        self.counts.merged += 1;
        Ok(Added::Merged(id))
    }

    /// Takes over who changed a unit and its sides last, and when, as far as a copy knows better. Whether it did.
    fn restamp(&self, id: TuId, kept: &[KeptSide], tu: &Tu, sides: &[Side<'_>]) -> Result<bool, Fault> {
        let mut changed = false;
        let mut write = |table: &str, row: i64, stamps: &[(String, String)]| {
            changed = true;
            let sql = format!("UPDATE {table} SET attributes = ?2 WHERE id = ?1");
            self.connection.prepare_cached(&sql)?.execute((row, layout::write_attributes(stamps)))
        };
        if !tu.attributes.is_empty() {
            let mut read = self.connection.prepare_cached("SELECT attributes FROM tu WHERE id = ?1")?;
            let own = layout::read_attributes(read.query_row([id.0], |row| row.get(0))?)?;
            if let Some(stamps) = united_stamps(&own, &tu.attributes) {
                write("tu", id.0, &stamps)?;
            }
        }
        if sides.iter().all(|side| side.tuv.attributes.is_empty()) {
            return Ok(changed);
        }
        let known = kept.iter().map(|kept| layout::read_attributes(kept.attributes.clone()));
        let mut known = known.collect::<Result<Vec<_>, _>>()?;
        for side in sides {
            let same = (0..kept.len()).filter(|n| side.is(&kept[*n]));
            let better = same.map(|n| Some((n, united_stamps(&known[n], &side.tuv.attributes)?)));
            // none, when one of those that say the same knows it all
            let better: Option<Vec<_>> = better.collect();
            if let Some((n, stamps)) = better.into_iter().flatten().next() {
                write("tuv", kept[n].id, &stamps)?;
                known[n] = stamps;
            }
        }
        Ok(changed)
    }

    /// Adds the properties and notes that none of the owners has yet to the first of them. Owners are sides that say
    /// the same, or the unit itself (`None`).
    fn unite(&mut self, tu: i64, owners: &[Option<i64>], props: &[Prop], notes: &[Note]) -> Result<(), Fault> {
        let Some(first) = owners.first() else { return Ok(()) };
        for prop in props {
            if !any(owners, |owner| self.has_prop(tu, owner, prop))? {
                self.insert_prop(tu, *first, prop)?;
            }
        }
        for note in notes {
            if !any(owners, |owner| self.has_note(tu, owner, note))? {
                self.insert_note(tu, *first, note)?;
            }
        }
        Ok(())
    }

    fn has_prop(&self, tu: i64, tuv: Option<i64>, prop: &Prop) -> Result<bool, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1
               FROM prop
              WHERE tu = ?1
                AND tuv IS ?2
                AND kind = ?3
                AND lang IS ?4
                AND value = ?5",
        )?;
        Ok(statement.exists((tu, tuv, &prop.kind, &prop.lang, &prop.value))?)
    }

    fn has_note(&self, tu: i64, tuv: Option<i64>, note: &Note) -> Result<bool, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT 1
               FROM note
              WHERE tu = ?1
                AND tuv IS ?2
                AND lang IS ?3
                AND text = ?4",
        )?;
        Ok(statement.exists((tu, tuv, &note.lang, &note.text))?)
    }
}

/// Whether one of the owners has it.
fn any(owners: &[Option<i64>], has: impl Fn(Option<i64>) -> Result<bool, Fault>) -> Result<bool, Fault> {
    for owner in owners {
        if has(*owner)? {
            return Ok(true);
        }
    }
    Ok(false)
}
