//! Who made and changed what is left out: exports go to strangers.

use crate::model::{Header, Note, Prop, Tu};

/// TMX attributes that name a person.
const ATTRIBUTES: [&str; 2] = ["creationid", "changeid"];
/// What the name of a property has in it that names a person, small.
const NAMES: [&str; 11] = [
    "user",
    "author",
    "translator",
    "reviewer",
    "editor",
    "creator",
    "owner",
    "createdby",
    "modifiedby",
    "usedby",
    "changedby",
];
/// What stands where an address stood.
const LEFT_OUT: &str = "…";

/// Leaves persons out of a unit: `creationid` and `changeid`, properties that are named after users, authors and so on,
/// and e-mail addresses in other properties and in notes.
pub(super) fn anonymous(tu: &mut Tu) {
    clean(&mut tu.attributes, &mut tu.props, &mut tu.notes);
    for tuv in &mut tu.tuvs {
        clean(&mut tuv.attributes, &mut tuv.props, &mut tuv.notes);
    }
}

/// The same for what is said of the whole.
pub(super) fn anonymous_header(header: &mut Header) {
    clean(&mut header.attributes, &mut header.props, &mut header.notes);
}

fn clean(attributes: &mut Vec<(String, String)>, props: &mut Vec<Prop>, notes: &mut [Note]) {
    attributes.retain(|(name, _)| !ATTRIBUTES.contains(&name.as_str()));
    props.retain(|prop| !names_person(&prop.kind));
    props.iter_mut().for_each(|prop| without_addresses(&mut prop.value));
    notes.iter_mut().for_each(|note| without_addresses(&mut note.text));
}

fn names_person(kind: &str) -> bool {
    let kind: String = kind.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    ATTRIBUTES.iter().chain(&NAMES).any(|name| kind.contains(name))
}

/// Text with `…` in place of each e-mail address.
fn without_addresses(text: &mut String) {
    let of_address = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|at| from + at) {
        let start = text[..at].char_indices().rev().take_while(|(_, c)| of_address(*c)).last().map(|(i, _)| i);
        let end = text[at + 1..].find(|c| !of_address(c)).map_or(text.len(), |end| at + 1 + end);
        let host = &text[at + 1..end];
        match start.filter(|_| host.trim_matches('.').contains('.')) {
            Some(start) => {
                text.replace_range(start..end, LEFT_OUT);
                from = start + LEFT_OUT.len();
            }
            None => from = at + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_left_out_and_the_rest_is_kept() {
        let mut attributes = vec![
            ("changeid".to_owned(), "MFA\\ivanov".to_owned()),
            ("changedate".to_owned(), "20240605T101500Z".to_owned()),
        ];
        let mut props = vec![
            Prop::new("x-LastUsedBy", "MFA\\ivanov"),
            Prop::new("Translator Name", "Иванов"),
            Prop::new("client", "МИД, пресс-служба press@mfa.gov.by, twitter @mfa"),
        ];
        let mut notes = vec![Note::new("a.b@c.by: праверана"), Note::new("5 шт. @ 10 руб.")];
        clean(&mut attributes, &mut props, &mut notes);
        assert_eq!(attributes.len(), 1);
        assert_eq!(props, [Prop::new("client", "МИД, пресс-служба …, twitter @mfa")]);
        assert_eq!(notes, [Note::new("…: праверана"), Note::new("5 шт. @ 10 руб.")]);
    }
}
