//! Who made and changed this, when, and how often was it used? What two copies of one thing say of it, united.

/// A date and who it is about, and whether the later one counts.
const DATED: [(&str, &str, bool); 3] =
    [("changedate", "changeid", true), ("creationdate", "creationid", false), ("lastusagedate", "", true)];
const USES: &str = "usagecount";

type Attributes = [(String, String)];

/// What attributes of TMX tell of who, when and how often, with what those of a copy tell: the first creation, the last
/// change and the last use, with their people, and the larger number of uses. `None` when the copy tells nothing new;
/// so it is with each of two copies once they are united. All other attributes stay as they were.
#[must_use]
pub fn united_stamps(kept: &Attributes, copy: &Attributes) -> Option<Vec<(String, String)>> {
    let mut out = kept.to_vec();
    for (date, who, later) in DATED {
        let ([old, new], [old_who, new_who]) =
            ([kept, copy].map(|of| stamp(of, date)), [kept, copy].map(|of| get(of, who)));
        if new.is_some() && (old.is_none() || old != new && (new > old) == later) {
            set(&mut out, date, get(copy, date));
            set(&mut out, who, new_who.or(if old.is_none() { old_who } else { None }));
        } else if old == new && old_who.is_none() {
            set(&mut out, who, new_who);
        }
    }
    let [old, new] = [kept, copy].map(|of| get(of, USES).and_then(|uses| uses.trim().parse::<u64>().ok()));
    if new > old {
        set(&mut out, USES, get(copy, USES));
    }
    (out != kept).then_some(out)
}

fn get<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    super::attribute(attributes, name)
}

/// A date that can be compared: one in TMX form.
fn stamp<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    get(attributes, name).filter(|date| matches!(date.as_bytes(), [.., b'Z']) && date.len() == 16)
}

/// Sets an attribute where it belongs in the order of names, or removes it.
fn set(attributes: &mut Vec<(String, String)>, name: &str, value: Option<&str>) {
    attributes.retain(|(other, _)| other != name);
    if let Some(value) = value {
        let at = attributes.partition_point(|(other, _)| other.as_str() < name);
        attributes.insert(at, (name.to_owned(), value.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn attributes(told: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut told: Vec<_> = told.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        told.sort_unstable();
        told
    }

    #[test]
    fn the_first_creation_and_the_last_change_count() {
        let kept = attributes(&[
            ("changedate", "20240605T101500Z"),
            ("changeid", "AN"),
            ("creationdate", "20240101T000000Z"),
            ("creationid", "AN"),
            ("datatype", "html"),
            ("usagecount", "9"),
        ]);
        let copy = attributes(&[
            ("changedate", "20250605T101500Z"),
            ("changeid", "VP"),
            ("creationdate", "20230101T000000Z"),
            ("creationid", "VP"),
            ("datatype", "xml"),
            ("usagecount", "12"),
        ]);
        let united = attributes(&[
            ("changedate", "20250605T101500Z"),
            ("changeid", "VP"),
            ("creationdate", "20230101T000000Z"),
            ("creationid", "VP"),
            ("datatype", "html"),
            ("usagecount", "12"),
        ]);
        assert_eq!(united_stamps(&kept, &copy), Some(united.clone()));
        assert_eq!(united_stamps(&copy, &kept), None);
        assert_eq!(united_stamps(&united, &kept), None);
    }

    #[test]
    fn people_go_with_their_dates() {
        let dated = |date: &str, who: Option<&str>| {
            let told: Vec<_> = [("changedate", date)].into_iter().chain(who.map(|who| ("changeid", who))).collect();
            attributes(&told)
        };
        let (early, late) = ("20240605T101500Z", "20250605T101500Z");
        assert_eq!(united_stamps(&dated(early, Some("AN")), &dated(late, None)), Some(dated(late, None)));
        assert_eq!(united_stamps(&dated(early, None), &dated(early, Some("AN"))), Some(dated(early, Some("AN"))));
        assert_eq!(united_stamps(&dated(early, Some("AN")), &dated(early, Some("VP"))), None);
        assert_eq!(united_stamps(&dated(late, None), &dated(early, Some("AN"))), None);
        assert_eq!(
            united_stamps(&attributes(&[("changeid", "AN")]), &dated(late, None)),
            Some(dated(late, Some("AN")))
        );
        assert_eq!(united_stamps(&dated("gestern", None), &dated(early, None)), Some(dated(early, None)));
        assert_eq!(united_stamps(&dated(early, None), &dated("morgen", None)), None);
    }

    fn any_attributes() -> impl Strategy<Value = Vec<(String, String)>> {
        let date = prop::sample::select(vec![None, Some("20240605T101500Z"), Some("20250605T101500Z"), Some("2024")]);
        let who = prop::sample::select(vec![None, Some("AN"), Some("VP")]);
        let uses = prop::sample::select(vec![None, Some("3"), Some("12"), Some("oft")]);
        ((date.clone(), who.clone()), (date.clone(), who), date, uses).prop_map(
            |((changed, by), (made, maker), used, uses)| {
                let told = [
                    ("changedate", changed),
                    ("changeid", by),
                    ("creationdate", made),
                    ("creationid", maker),
                    ("lastusagedate", used),
                    ("usagecount", uses),
                ];
                told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn copies_once_united_tell_nothing_new(copies in vec(any_attributes(), 1..5)) {
            let mut all = copies[0].clone();
            for copy in &copies {
                all = united_stamps(&all, copy).unwrap_or(all);
            }
            prop_assert!(all.is_sorted());
            for copy in &copies {
                prop_assert_eq!(united_stamps(&all, copy), None);
            }
        }
    }
}
