//! What becomes of a unit whose source is there already with another translation? What was asked for.

use super::Error;
use crate::lang::Lang;
use crate::model::{Tu, TuId, Tuv, attribute};
use crate::store::{Added, Writer};
use crate::workspace::unit::add_new;
use std::collections::BTreeSet;

/// What to do with a unit that a memory has already, or whose source it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnDuplicate {
    /// A unit that says the same merges into the one that is there, which gets what it had not; another translation of
    /// the same source stands beside it.
    #[default]
    Merge,
    /// Every unit is kept as one of its own.
    Keep,
    /// Of two translations of a source the one changed later stays.
    Newest,
    /// The new translation takes the place of the one that is there.
    Replace,
}

/// Adds a unit as it was asked for; `None` when what is there is newer.
pub(super) fn add(
    writer: &mut dyn Writer,
    tu: &Tu,
    file: Option<&Lang>,
    policy: OnDuplicate,
) -> Result<Option<Added>, Error> {
    match policy {
        OnDuplicate::Merge => return Ok(Some(writer.add(tu)?)),
        OnDuplicate::Keep => return Ok(Some(Added::New(writer.add_anew(tu)?))),
        OnDuplicate::Newest | OnDuplicate::Replace => {}
    }
    let Some(source) = source_of(tu, file) else { return Ok(Some(writer.add(tu)?)) };
    let Some((id, old)) = rival(writer, tu, source)? else { return Ok(Some(writer.add(tu)?)) };
    if policy == OnDuplicate::Newest && (changed(tu) < changed(&old) || changed(tu).is_none()) {
        let says = |new: &Tuv| old.tuvs.iter().any(|tuv| tuv.lang == new.lang && tuv.segment == new.segment);
        return if tu.tuvs.iter().all(says) { Ok(Some(writer.add(tu)?)) } else { Ok(None) };
    }
    let added = if writer.replace(id, &united(old, tu, source))? { Added::Merged(id) } else { Added::Known(id) };
    Ok(Some(added))
}

/// The side a unit is translated from: by its own word, by the file's, or the first.
fn source_of<'t>(tu: &'t Tu, file: Option<&Lang>) -> Option<&'t Tuv> {
    let own = attribute(&tu.attributes, "srclang").and_then(|text| Lang::parse(text).ok());
    let told = own.as_ref().or(file);
    let of = |lang: &Lang| tu.tuvs.iter().find(|tuv| tuv.lang == *lang);
    told.and_then(of).or_else(|| tu.tuvs.first())
}

/// The oldest unit with the same source, in the same place if it tells one, that translates it into one of the same
/// languages. What the same import brought is none: files have several translations of a source.
fn rival(writer: &dyn Writer, tu: &Tu, source: &Tuv) -> Result<Option<(TuId, Tu)>, Error> {
    for id in writer.exact(&source.segment.text())?.into_iter().filter(|id| !writer.is_new(*id)) {
        let Some(old) = writer.tu(id)? else { continue };
        let same = old.tuvs.iter().any(|tuv| tuv.lang == source.lang && tuv.segment == source.segment);
        let shares = |tuv: &Tuv| tuv.lang != source.lang && tu.tuvs.iter().any(|new| new.lang == tuv.lang);
        if same && old.tuvs.iter().any(shares) && place(&old) == place(tu) {
            return Ok(Some((id, old)));
        }
    }
    Ok(None)
}

/// Properties that tell the only place a unit is for, as OmegaT and catalogues have them.
const PLACE: [&str; 6] = ["file", "id", "path", "prev", "next", "x-po-msgctxt"];

fn place(tu: &Tu) -> BTreeSet<(&str, &str)> {
    let told = tu.props.iter().filter(|prop| PLACE.contains(&prop.kind.as_str()));
    told.map(|prop| (prop.kind.as_str(), prop.value.as_str())).collect()
}

/// When a unit was changed last, or else made; nothing when it does not tell. Dates in TMX form compare as text.
fn changed(tu: &Tu) -> Option<&str> {
    let all = || std::iter::once(&tu.attributes).chain(tu.tuvs.iter().map(|tuv| &tuv.attributes));
    let last = |name: &'static str| all().filter_map(move |attributes| attribute(attributes, name)).max();
    last("changedate").max(last("creationdate"))
}

/// The old unit with the new translations in place of the old ones of their languages. Nothing else of it is lost.
fn united(mut old: Tu, new: &Tu, source: &Tuv) -> Tu {
    old.tuvs.retain(|tuv| tuv.lang == source.lang || !new.tuvs.iter().any(|new| new.lang == tuv.lang));
    old.tuvs.extend(new.tuvs.iter().filter(|tuv| tuv.lang != source.lang).cloned());
    old.attributes.retain(|(name, _)| attribute(&new.attributes, name).is_none());
    old.attributes.extend(new.attributes.iter().cloned());
    old.attributes.sort_unstable();
    add_new(&mut old.props, &new.props);
    add_new(&mut old.notes, &new.notes);
    add_new(&mut old.origins, &new.origins);
    old.tuid = old.tuid.or_else(|| new.tuid.clone());
    old
}
