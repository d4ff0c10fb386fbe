//! Who has confirmed this translation, when, and how did it come about? What states and vendors' attributes say.

use super::{APPROVED, QUALIFIER, STATE, SUB_STATE, TRANSLATED, local};
use crate::formats::tmx::date;
use crate::model::{Prop, attribute};

/// What is told of a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Whether nobody has confirmed it.
    pub(super) draft: bool,
    pub(super) props: Vec<Prop>,
    /// Attributes of the unit, by their TMX names.
    pub(super) attributes: Vec<(String, String)>,
}

impl Told {
    fn prop(&mut self, kind: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.props.push(Prop::new(kind, value));
        }
    }

    fn attribute(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.attributes.push((name.to_owned(), value.to_owned()));
        }
    }

    fn date(&mut self, name: &str, value: Option<String>) {
        self.attribute(name, value.as_deref().and_then(date::normal).as_deref());
    }

    /// Adds what someone else tells: a vendor's word goes over that of the standard.
    pub(super) fn and(mut self, vendor: Option<Self>) -> Self {
        if let Some(vendor) = vendor {
            self.draft = vendor.draft;
            self.props.extend(vendor.props);
            self.attributes.extend(vendor.attributes);
        }
        self
    }
}

/// What the attributes of a 1.2 unit and its target say.
pub(super) fn standard(approved: Option<&str>, target: &[(String, String)]) -> Told {
    let (state, qualifier) = (attribute(target, "state"), attribute(target, "state-qualifier"));
    let mut told = Told::default();
    told.prop(STATE, state.filter(|state| *state != TRANSLATED));
    told.prop(QUALIFIER, qualifier);
    told.prop(APPROVED, approved.filter(|approved| *approved == "yes"));
    let doubtful = qualifier.is_some_and(|qualifier| {
        ["fuzzy-match", "leveraged-mt", "mt-suggestion", "tm-suggestion", "leveraged-glossary"].contains(&qualifier)
    });
    let rejected = qualifier.is_some_and(|qualifier| qualifier.starts_with("rejected"));
    told.draft = rejected
        || match state {
            Some(state) => state == "new" || state.starts_with("needs-"),
            None => doubtful && approved != Some("yes"),
        };
    told
}

/// What the attributes of a 2.x segment say. One that tells no state is taken for translated if it is, as programs mean it.
pub(super) fn standard_2(segment: &[(String, String)]) -> Told {
    let mut told = Told::default();
    let state = attribute(segment, "state");
    told.prop(STATE, state.filter(|state| *state != TRANSLATED));
    told.prop(SUB_STATE, attribute(segment, "subState"));
    told.draft = state == Some("initial");
    told
}

/// What Trados says of a segment: the attributes of its `sdl:seg`, and its values.
pub(super) fn trados(attributes: &[(String, String)], values: &[(String, String)]) -> Told {
    let mut told = Told::default();
    let confirmation = attribute(attributes, "conf");
    told.draft = !matches!(confirmation, Some("Translated" | "ApprovedTranslation" | "ApprovedSignOff"));
    told.prop("x-ConfirmationLevel", confirmation);
    told.prop("x-Origin", attribute(attributes, "origin"));
    told.prop("x-sdlxliff-origin-system", attribute(attributes, "origin-system"));
    told.prop("x-sdlxliff-percent", attribute(attributes, "percent"));
    told.prop("x-sdlxliff-locked", attribute(attributes, "locked").filter(|locked| *locked == "true"));
    let value = |name: &str| attribute(values, name);
    told.attribute("creationid", value("created_by"));
    told.date("creationdate", value("created_on").and_then(american));
    told.attribute("changeid", value("last_modified_by"));
    told.date("changedate", value("modified_on").and_then(american));
    told
}

/// What the attributes of memoQ or Phrase say of a unit; `None` when there are none. Both leave a unit that nobody has
/// worked on without a status.
pub(super) fn vendor(unit: &[(String, String)]) -> Option<Told> {
    let value = |name: &str| {
        let own = |(key, _): &&(String, String)| key.contains(':') && !key.starts_with("xml:") && local(key) == name;
        unit.iter().find(own).map(|(_, value)| value.as_str())
    };
    let mut told = Told::default();
    let locked = value("locked").filter(|locked| !["false", "no", "0", "unlocked"].contains(locked));
    if value("status").or(value("segmentguid")).is_some() {
        let status = value("status");
        told.draft = !status.is_some_and(|status| status.contains("Confirmed") || status == "Proofread");
        told.prop("x-mqxliff-status", status);
        told.prop("x-mqxliff-percent", value("percent").filter(|percent| *percent != "0"));
        told.prop("x-mqxliff-locked", locked);
        told.attribute("changeid", value("lastchanginguser"));
        told.date("changedate", value("lastchangedtimestamp").map(ToOwned::to_owned));
    } else if value("confirmed").or(value("para-id")).is_some() {
        // a number: the step of the work in which it was confirmed last
        told.draft = matches!(value("confirmed"), None | Some("0" | "false"));
        told.prop("x-mxliff-score", value("score").filter(|score| score.parse().is_ok_and(|score: f64| score > 0.0)));
        told.prop("x-mxliff-trans-origin", value("trans-origin").filter(|origin| *origin != "null"));
        told.prop("x-mxliff-locked", locked);
        told.attribute("creationid", value("created-by"));
        told.date("creationdate", value("created-at").and_then(milliseconds));
        told.attribute("changeid", value("modified-by"));
        told.date("changedate", value("modified-at").and_then(milliseconds));
    } else {
        return None;
    }
    Some(told)
}

/// `01/23/2020 08:11:06` as other dates are written.
fn american(text: &str) -> Option<String> {
    let (date, time) = text.trim().split_once(' ')?;
    let parts: Vec<&str> = date.split('/').collect();
    let [month, day, year] = parts.as_slice() else { return None };
    Some(format!("{year:0>4}-{month:0>2}-{day:0>2}T{time:0>8}"))
}

/// Milliseconds since 1970 as other dates are written. The algorithm counts years from March, so that a leap day is the
/// last day of a year.
fn milliseconds(text: &str) -> Option<String> {
    let seconds = text.trim().parse::<i64>().ok().filter(|&n| n > 0 && n < 253_402_300_800_000)? / 1000;
    let (days, clock) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year + era * 400 + later;
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_vendors_are_dates() {
        assert_eq!(american("01/23/2020 08:11:06").as_deref(), Some("2020-01-23T08:11:06"));
        assert_eq!(american("1/3/2020 8:11:06").as_deref(), Some("2020-01-03T08:11:06"));
        assert_eq!(american("2020-01-23"), None);
        assert_eq!(milliseconds("1582934400000").as_deref(), Some("2020-02-29T00:00:00Z"));
        assert_eq!(milliseconds("1735689599000").as_deref(), Some("2024-12-31T23:59:59Z"));
        assert_eq!((milliseconds("0"), milliseconds("ранак"), milliseconds("9999999999999999")), (None, None, None));
    }

    #[test]
    fn a_state_without_a_word_of_confirmation_is_a_draft() {
        let of = |state: &str, qualifier: &str| {
            let pairs = [("state", state), ("state-qualifier", qualifier)];
            let given = pairs.iter().filter(|(_, value)| !value.is_empty());
            standard(None, &given.map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>()).draft
        };
        for (state, qualifier, draft) in [
            ("", "", false),
            ("translated", "", false),
            ("final", "leveraged-mt", false),
            ("signed-off", "", false),
            ("new", "", true),
            ("needs-review-translation", "", true),
            ("", "leveraged-mt", true),
            ("", "exact-match", false),
            ("translated", "rejected-grammar", true),
        ] {
            assert_eq!(of(state, qualifier), draft, "{state} {qualifier}");
        }
    }
}
