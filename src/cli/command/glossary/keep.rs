//! `glossary add`, `edit`, `remove`, `import`, `merge`: the termbase kept in a memory.

use super::super::{count, founding, langs};
use crate::cli::Outcome;
use crate::cli::args::{
    ConceptTextArgs, GlossaryAddArgs, GlossaryEditArgs, GlossaryImportArgs, GlossaryMergeArgs, GlossaryRemoveArgs,
};
use crate::cli::error::Failure;
use crate::cli::ui::{DIM, GOOD, HINT, Ui};
use crate::lang::{Lang, Language};
use crate::model::{Batch, Concept, Term, TermStatus};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::glossary::Conflict;
use crate::workspace::glossary::keep::{self as termbase, Added, Counts, Edit, Import, Merge, Report, SourceReport};
use std::path::Path;

/// Differences shown; more are only counted.
const SHOWN: usize = 10;

pub(super) fn add(args: &GlossaryAddArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let concept = concept(args)?;
    let memory = &args.into;
    let added = founding(workspace, ui, || termbase::add(workspace, memory, concept, args.dry_run))?;
    let (id, changed, batch) = match added {
        Added::New(id, batch) => (id, true, batch),
        Added::Known(id) => (id, false, None),
    };
    if ui.json {
        let batch = batch.map(|batch| batch.id.0);
        ui.json_lines([wire::concepts(memory, &[id], changed, batch)])?;
    } else {
        match batch {
            Some(batch) => ui.say(&format!("{GOOD}added{GOOD:#} concept {id} {}", way_back(batch.id.0, memory))),
            None if changed => ui.say(&format!("would add concept {id}; nothing was changed (--dry-run)")),
            None => ui.say(&format!("memory {memory} has it already, as concept {id}; nothing was changed")),
        }
    }
    Ok(if changed { Outcome::Done } else { Outcome::Found })
}

/// The concept as typed: the first term of a language is preferred, further ones are admitted.
fn concept(args: &GlossaryAddArgs) -> Result<Concept, Failure> {
    let of = |language: Language, terms: &[String]| -> Vec<(Lang, String)> {
        let texts = terms.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        texts.map(|text| (Lang::of(language), text.to_owned())).collect()
    };
    let typed = [of(Language::Ru, &args.ru), of(Language::Be, &args.be), of(Language::En, &args.en), args.lang.clone()];
    let mut terms: Vec<Term> = Vec::new();
    for (lang, text) in typed.into_iter().flatten() {
        let of_lang = |term: &&Term| term.lang == lang;
        if terms.iter().filter(of_lang).any(|term| term.text == text) {
            continue;
        }
        let is_first = !terms.iter().any(|term| term.lang == lang);
        terms.push(Term::new(lang, text, if is_first { TermStatus::Preferred } else { TermStatus::Admitted }));
    }
    if terms.is_empty() {
        return Err(Failure::Usage("a concept needs a term: --ru, --be, --en or --lang LANG=TERM".to_owned()));
    }
    for (lang, text) in &args.forbidden {
        if terms.iter().any(|term| term.lang == *lang && term.text == *text && term.status.is_usable()) {
            return Err(Failure::Usage(format!("{lang}={text} cannot be a term to use and a forbidden one")));
        }
        let behind = terms.iter().rposition(|term| term.lang == *lang).map_or(terms.len(), |last| last + 1);
        terms.insert(behind, Term::new(lang.clone(), text, TermStatus::Deprecated));
    }
    let ConceptTextArgs { subject, definition, note, source } = &args.texts;
    let text = |text: &Option<String>| text.as_ref().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    Ok(Concept {
        id: args.id.clone().unwrap_or_default(),
        subject: text(subject),
        definition: text(definition),
        note: text(note),
        source: text(source),
        do_not_translate: args.do_not_translate,
        terms,
    })
}

pub(super) fn edit(args: &GlossaryEditArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let ConceptTextArgs { subject, definition, note, source } = &args.texts;
    let edit = Edit {
        remove: args.remove.clone(),
        add: args.add.clone(),
        forbid: args.forbid.clone(),
        prefer: args.prefer.clone(),
        subject: subject.clone(),
        definition: definition.clone(),
        note: note.clone(),
        source: source.clone(),
        do_not_translate: args.do_not_translate,
    };
    if edit == Edit::default() {
        return Err(Failure::Usage(
            "nothing to change: name terms (--add, --remove, --prefer, --forbid) or texts (--subject, --note …)"
                .to_owned(),
        ));
    }
    let twice = |other: &[(Lang, String)]| args.forbid.iter().find(|term| other.contains(term)).cloned();
    if let Some((lang, text)) = twice(&args.prefer).or_else(|| twice(&args.remove)).or_else(|| twice(&args.add)) {
        return Err(Failure::Usage(format!("{lang}={text} cannot be a forbidden term and something else at once")));
    }
    let batch = termbase::edit(workspace, &args.memory, &args.id, &edit)?;
    report_change(batch.as_ref(), "changed", std::slice::from_ref(&args.id), &args.memory, ui)
}

pub(super) fn remove(args: &GlossaryRemoveArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let mut ids = args.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let batch = termbase::remove(workspace, &args.memory, &ids)?;
    report_change(batch.as_ref(), "removed", &ids, &args.memory, ui)
}

fn report_change(batch: Option<&Batch>, done: &str, ids: &[String], memory: &str, ui: &Ui) -> Result<Outcome, Failure> {
    let batch = batch.map(|batch| batch.id.0);
    if ui.json {
        ui.json_lines([wire::concepts(memory, ids, batch.is_some(), batch)])?;
    } else {
        match batch {
            Some(batch) => {
                let what = format!("{} {}", if ids.len() == 1 { "concept" } else { "concepts" }, ids.join(", "));
                ui.say(&format!("{GOOD}{done}{GOOD:#} {what} {}", way_back(batch, memory)));
            }
            None => ui.say("nothing changed"),
        }
    }
    Ok(Outcome::Done)
}

/// The batch, and how it is taken back.
fn way_back(batch: i64, memory: &str) -> String {
    format!(
        "{DIM}(batch {batch}; {DIM:#}{HINT}tolmach undo {batch} --memory {memory}{HINT:#}{DIM} takes it back){DIM:#}"
    )
}

pub(super) fn import(args: &GlossaryImportArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let request = Import {
        files: args.files.clone(),
        format: args.format.clone(),
        langs: langs(&args.langs)?,
        into: args.into.clone(),
        on_duplicate: args.on_duplicate.into(),
        dry_run: args.dry_run,
    };
    let report = founding(workspace, ui, || termbase::import(workspace, &request))?;
    tell(&report, args.dry_run, ui)
}

pub(super) fn merge(args: &GlossaryMergeArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    let request = Merge { termbases: args.names.clone(), into: args.into.clone(), dry_run: args.dry_run };
    let report = founding(workspace, ui, || termbase::merge(workspace, &request))?;
    tell(&report, args.dry_run, ui)
}

fn tell(report: &Report, dry_run: bool, ui: &Ui) -> Result<Outcome, Failure> {
    let total = report.total();
    for SourceReport { name, problems, .. } in &report.sources {
        ui.problems(Path::new(name), problems, problems.len() as u64);
    }
    if ui.json {
        ui.json_lines([wire::termbase(report, &total)])?;
    } else {
        for SourceReport { name, format, counts, .. } in &report.sources {
            ui.say(&format!("{name}: {format}, {}", told(counts)));
        }
        if report.sources.len() > 1 {
            ui.say(&format!("all: {}", told(&total)));
        }
        for (reason, n) in &total.skipped {
            ui.say(&format!("  skipped {n}: {reason}"));
        }
        differences(report, ui);
        ending(report, &total, dry_run, ui);
    }
    Ok(if report.is_remarkable() { Outcome::Found } else { Outcome::Done })
}

fn told(counts: &Counts) -> String {
    let skipped: u64 = counts.skipped.values().sum();
    let mut line = format!(
        "{} read, {GOOD}{} added{GOOD:#}, {} merged, {} unchanged, {skipped} skipped",
        count(counts.read, "concept"),
        counts.added,
        counts.merged,
        counts.unchanged,
    );
    if counts.replaced > 0 {
        line.push_str(&format!(", {} replaced", counts.replaced));
    }
    line
}

/// What stayed as it was although the other termbase says something else.
fn differences(report: &Report, ui: &Ui) {
    for (from, to) in report.renamed.iter().take(SHOWN) {
        ui.say(&format!("  concept {from} is called {to} here: {from} is another one"));
    }
    more(report.renamed.len(), "new name", ui);
    for Conflict { id, field, about, kept, other } in report.conflicts.iter().take(SHOWN) {
        let about = about.as_ref().map(|about| format!(" of {about}")).unwrap_or_default();
        ui.say(&format!("  {id}: {field}{about} stays {kept}, not {other}"));
    }
    more(report.conflicts.len(), "difference", ui);
}

fn more(all: usize, noun: &str, ui: &Ui) {
    if let Some(more @ 1..) = all.checked_sub(SHOWN) {
        ui.say(&format!("  and {}; {HINT}--json{HINT:#} lists them", count(more as u64, &format!("more {noun}"))));
    }
}

fn ending(report: &Report, total: &Counts, dry_run: bool, ui: &Ui) {
    let memory = &report.memory;
    match report.batch {
        _ if dry_run => ui.say("nothing was changed (--dry-run)"),
        Some(batch) => ui.say(&format!("memory {memory} {}", way_back(batch, memory))),
        None if total.read == 0 => ui.say("nothing was imported: there is no concept in it"),
        None if total.read == total.unchanged => ui.say(&format!("nothing new: memory {memory} had it all")),
        None => ui.say("nothing was changed"),
    }
}
