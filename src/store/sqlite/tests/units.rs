//! Units are kept as they are, merge when they say the same, and are found by their words.

use super::*;
use crate::model::{Code, CodeKind, CodePart, Context, Inline, Mark, Note, Prop, Segment, Shape, Tuv};
use crate::store::sqlite::layout::DEPTH_LIMIT;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[абў і\u{301}\u{0}\"\\\\<a&]{1,8}", any::<String>()]
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    vec((text(), text()), 0..3)
}

fn tag() -> impl Strategy<Value = Lang> {
    prop_oneof![Just("ru"), Just("be"), Just("be-tarask"), Just("en"), Just("en-GB"), Just("zh-Hans-CN")].prop_map(lang)
}

fn inline() -> impl Strategy<Value = Inline> {
    text().prop_map(Inline::Text).prop_recursive(3, 12, 3, |inner| {
        let kinds = [CodeKind::Begin, CodeKind::End, CodeKind::Isolated, CodeKind::Placeholder, CodeKind::Unknown];
        let part = prop_oneof![
            text().prop_map(CodePart::Native),
            (pairs(), vec(inner.clone(), 0..3)).prop_map(|(attributes, content)| CodePart::Sub { attributes, content }),
        ];
        prop_oneof![
            (proptest::sample::select(kinds.to_vec()), pairs(), vec(part, 0..3))
                .prop_map(|(kind, attributes, content)| Inline::Code(Code { kind, attributes, content })),
            (text(), pairs(), vec(inner, 0..3)).prop_map(|(name, attributes, content)| Inline::Mark(Mark {
                name,
                attributes,
                content
            })),
        ]
    })
}

fn props() -> impl Strategy<Value = Vec<Prop>> {
    vec(
        (text(), option::of(text()), text(), option::of(text())).prop_map(|(kind, lang, value, encoding)| Prop {
            kind,
            lang,
            value,
            encoding,
        }),
        0..3,
    )
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    vec(
        (option::of(text()), text(), option::of(text())).prop_map(|(lang, text, encoding)| Note {
            lang,
            text,
            encoding,
        }),
        0..3,
    )
}

fn tuv() -> impl Strategy<Value = Tuv> {
    (tag(), vec(inline(), 0..4), pairs(), props(), notes()).prop_map(|(lang, inlines, attributes, props, notes)| Tuv {
        lang,
        segment: Segment::new(inlines),
        attributes,
        props,
        notes,
    })
}

fn source() -> impl Strategy<Value = Source> {
    (text(), option::of(text()), option::of(text()), option::of(text())).prop_map(|(name, title, date, url)| Source {
        name,
        title,
        date,
        url,
    })
}

fn origin() -> impl Strategy<Value = Origin> {
    let context = (tag(), option::of(text()), option::of(text())).prop_map(|(lang, before, after)| Context {
        lang,
        before,
        after,
    });
    (
        vec((option::of(tag()), source()), 0..3),
        any::<u64>(),
        option::of(vec(0usize..4, 0..4).prop_map(Shape)),
        option::of(prop_oneof![0.0..=1.0, Just(0.1 + 0.2)]),
        option::of(text()),
        vec(context, 0..3),
    )
        .prop_map(|(sources, position, shape, confidence, aligner, context)| Origin {
            sources,
            position,
            shape,
            confidence,
            aligner,
            context,
        })
}

fn tu() -> impl Strategy<Value = Tu> {
    (option::of(text()), vec(tuv(), 0..4), pairs(), props(), notes(), vec(origin(), 0..3)).prop_map(
        |(tuid, tuvs, attributes, props, notes, origins)| Tu { tuid, tuvs, attributes, props, notes, origins },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_unit_comes_back_as_it_was(units in vec(tu(), 1..4)) {
        let (_dir, mut store) = memory();
        // Replacing does not merge, so what is read is what was written.
        let mut ids = Vec::new();
        batch(&mut store, |writer| {
            for i in 0..units.len() {
                ids.push(writer.add(&unit("a", i as u64, &[("ru", &i.to_string())])).unwrap().id());
            }
        });
        batch(&mut store, |writer| {
            for (id, tu) in ids.iter().zip(&units) {
                writer.replace(*id, tu).unwrap();
                assert_eq!(writer.tu(*id).unwrap().as_ref(), Some(tu));
            }
        });
        let read: Vec<Tu> = all(&store).into_iter().map(|(_, tu)| tu).collect();
        prop_assert_eq!(&read, &units);
        sound(&store);
        for tuv in units.iter().flat_map(|tu| &tu.tuvs) {
            let text = tuv.segment.text();
            let found = store.exact(&text).unwrap();
            let having: Vec<TuId> = all(&store)
                .into_iter()
                .filter(|(_, tu)| tu.tuvs.iter().any(|tuv| tuv.segment.text() == text))
                .map(|(id, _)| id)
                .collect();
            prop_assert_eq!(found, having);
        }
        // An undo restores the units that were replaced, to the last bit, and its undo those that replaced them.
        store.undo(None, AT).unwrap();
        let redo = store.undo(Some(BatchId(3)), AT).unwrap();
        prop_assert_eq!(redo.id, BatchId(4));
        let read: Vec<Tu> = all(&store).into_iter().map(|(_, tu)| tu).collect();
        prop_assert_eq!(&read, &units);
    }

    #[test]
    fn any_unit_with_sides_is_known_the_second_time(tu in tu()) {
        let (_dir, mut store) = memory();
        add(&mut store, std::slice::from_ref(&tu));
        let added = batch(&mut store, |writer| {
            let added = writer.add(&tu).unwrap();
            assert_eq!(matches!(added, Added::Known(_)), !tu.tuvs.is_empty());
        });
        prop_assert_eq!(added.is_none(), !tu.tuvs.is_empty());
    }
}

#[test]
fn a_part_of_a_unit_merges_into_it_and_more_than_it_does_not() {
    let (_dir, mut store) = memory();
    add(&mut store, &[unit("a", 0, &[("ru", "Да."), ("be", "Так."), ("en", "Yes.")])]);
    let merged = add(&mut store, &[unit("b", 7, &[("en", "Yes."), ("ru", "Да.")])]).unwrap();
    assert_eq!((merged.added, merged.merged), (0, 1));
    let new = add(&mut store, &[unit("b", 8, &[("en", "Yes."), ("ru", "Да."), ("pl", "Tak.")])]).unwrap();
    assert_eq!((new.added, new.merged), (1, 0));
    let units = all(&store);
    assert_eq!(units.len(), 2);
    assert_eq!(units[0].1.origins.len(), 2);
    assert_eq!(units[0].1.tuvs.len(), 3);
}

#[test]
fn language_and_codes_tell_units_apart() {
    let (_dir, mut store) = memory();
    let plain = unit("a", 0, &[("be", "Мінск")]);
    let other = unit("a", 1, &[("be-tarask", "Мінск")]);
    let mut coded = unit("a", 2, &[("be", "")]);
    let code = Code { kind: CodeKind::Placeholder, attributes: vec![], content: vec![] };
    coded.tuvs[0].segment = Segment::new(vec![Inline::Text("Мінск".into()), Inline::Code(code)]);
    let batch = add(&mut store, &[plain, other, coded]).unwrap();
    assert_eq!(batch.added, 3);
    assert_eq!(store.exact("Мінск").unwrap().len(), 3);
}

#[test]
fn merging_unites_properties_notes_and_dates_and_keeps_the_name() {
    let (_dir, mut store) = memory();
    let prop = |value: &str| Prop::new("domain", value);
    let note = |text: &str| Note::new(text);
    let mut first = unit("a", 0, &[("ru", "Указ"), ("be", "Указ")]);
    first.tuid = Some("one".into());
    first.props = vec![prop("law")];
    first.tuvs[1].notes = vec![note("checked")];
    let mut second = unit("b", 0, &[("be", "Указ"), ("ru", "Указ")]);
    second.tuid = Some("two".into());
    let dated = |date: &str, tool: &str| vec![("changedate".into(), date.into()), ("creationtool".into(), tool.into())];
    first.attributes = dated("20240605T101500Z", "A");
    second.attributes = dated("20250605T101500Z", "B");
    second.tuvs[1].attributes = vec![("usagecount".into(), "3".into())];
    second.props = vec![prop("law"), prop("decree")];
    second.tuvs[0].notes = vec![note("checked"), note("twice")];
    add(&mut store, &[first.clone()]);
    add(&mut store, &[second.clone()]);
    let mut expected = first;
    expected.props.push(prop("decree"));
    expected.tuvs[1].notes.push(note("twice"));
    expected.origins.extend(second.origins.clone());
    expected.attributes = dated("20250605T101500Z", "A");
    expected.tuvs[0].attributes.clone_from(&second.tuvs[1].attributes);
    assert_eq!(store.tu(TuId(1)).unwrap().unwrap(), expected);
    assert_eq!(add(&mut store, &[second]), None, "it is all known");
}

#[test]
fn of_several_copies_the_one_that_has_the_origin_is_taken() {
    let (_dir, mut store) = memory();
    let short = unit("a", 5, &[("ru", "Да.")]);
    add(&mut store, &[unit("a", 0, &[("ru", "Да."), ("be", "Так.")]), unit("a", 1, &[("ru", "Да."), ("en", "Yes.")])]);
    batch(&mut store, |writer| {
        let mut second = writer.tu(TuId(2)).unwrap().unwrap();
        second.origins.extend(short.origins.clone());
        writer.replace(TuId(2), &second).unwrap();
        assert_eq!(writer.add(&short).unwrap(), Added::Known(TuId(2)));
    });
}

#[test]
fn sides_are_visited_by_primary_language() {
    let (_dir, mut store) = memory();
    add(
        &mut store,
        &[
            unit("a", 0, &[("ru", "Да."), ("be", "Так."), ("be-tarask", "Але."), ("be", "Ага.")]),
            unit("a", 1, &[("bel-Latn", "Tak."), ("en", "Yes."), ("ber", "—")]),
        ],
    );
    let sides = |primary: Option<&str>| {
        let mut sides = Vec::new();
        store
            .tuvs(primary, &mut |tuv| {
                sides.push((tuv.tu.0, tuv.position, tuv.lang.to_string(), tuv.text.to_owned()));
                ControlFlow::Continue(())
            })
            .unwrap();
        sides
    };
    let side = |tu, position, lang: &str, text: &str| (tu, position, lang.to_owned(), text.to_owned());
    assert_eq!(
        sides(Some("be")),
        [
            side(1, 1, "be", "Так."),
            side(1, 2, "be-tarask", "Але."),
            side(1, 3, "be", "Ага."),
            side(2, 0, "be-Latn", "Tak.")
        ]
    );
    assert_eq!(sides(None).len(), 7);
    assert_eq!(sides(Some("fr")), []);
}

#[test]
fn units_are_visited_from_a_number_on_and_the_visitor_may_ask_for_more() {
    let (_dir, mut store) = memory();
    let units: Vec<Tu> = (0..5).map(|i| unit("a", i, &[("ru", &i.to_string())])).collect();
    add(&mut store, &units);
    let mut seen = Vec::new();
    store
        .tus(Some(TuId(3)), &mut |id, tu| {
            assert_eq!(store.tu(id).unwrap().as_ref(), Some(&tu));
            seen.push(id.0);
            if id.0 == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert_eq!(seen, [3, 4]);
}

#[test]
fn stats_count_what_is_there() {
    let (_dir, mut store) = memory();
    add(&mut store, &[unit("a", 0, &[("ru", "Да."), ("be", "Так.")]), unit("b", 0, &[("ru", "Нет."), ("ru", "Не.")])]);
    let stats = store.stats().unwrap();
    assert_eq!((stats.units, stats.documents, stats.batches), (2, 2, 1));
    assert_eq!(stats.tuvs, [(lang("be"), 1), (lang("ru"), 3)]);
    store.undo(None, AT).unwrap();
    let stats = store.stats().unwrap();
    assert_eq!((stats.units, stats.documents, stats.batches, stats.tuvs), (0, 0, 2, vec![]));
}

#[test]
fn what_cannot_be_done_leaves_the_batch_as_it_was() {
    let (_dir, mut store) = memory();
    let mut deep = Inline::Text("words".into());
    for _ in 0..=DEPTH_LIMIT {
        deep = Inline::Mark(Mark { name: "hi".into(), attributes: vec![], content: vec![deep] });
    }
    let mut too_deep = unit("a", 0, &[("ru", "")]);
    too_deep.tuvs[0].segment = Segment::new(vec![deep.clone()]);
    let Inline::Mark(Mark { content, .. }) = deep else { unreachable!() };
    let mut deepest = unit("a", 0, &[("ru", "")]);
    deepest.tuvs[0].segment = Segment::new(content);
    batch(&mut store, |writer| {
        writer.add(&deepest).unwrap();
        assert!(matches!(writer.add(&too_deep), Err(StoreError::TooDeep { limit: DEPTH_LIMIT })));
        assert!(matches!(writer.remove(TuId(9)), Err(StoreError::NoUnit(TuId(9)))));
        assert!(matches!(writer.replace(TuId(9), &deepest), Err(StoreError::NoUnit(TuId(9)))));
        writer.add(&unit("a", 1, &[("ru", "Да.")])).unwrap();
    });
    assert_eq!(all(&store)[0].1, deepest);
    assert_eq!(all(&store).len(), 2);
}
