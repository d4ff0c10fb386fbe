//! What a failure looks like: cause, place, and a hint what to do next.

use crate::workspace::Error;
use crate::workspace::search::PatternError;
use std::io;
use std::path::Path;

/// Why a command could not.
#[derive(Debug)]
pub(super) enum Failure {
    /// A use case failed.
    Work(Error),
    /// stdout could not be written.
    Output(io::Error),
    /// stdin could not be read.
    Input(io::Error),
    /// The arguments do not go together.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Work(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Whether the reader of our output has gone: then there is nothing to say.
    pub(super) fn is_closed_pipe(&self) -> bool {
        match self {
            Self::Output(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Self::Work(Error::Io { path, cause }) => {
                path == Path::new("-") && cause.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
    }

    /// What happened, and where.
    pub(super) fn what(&self) -> String {
        match self {
            Self::Work(error) => error.to_string(),
            Self::Output(error) => format!("cannot write the output: {error}"),
            Self::Input(error) => format!("cannot read the standard input: {error}"),
            Self::Usage(text) => text.clone(),
        }
    }

    /// What to do next.
    pub(super) fn hint(&self) -> Option<String> {
        let Self::Work(error) = self else { return None };
        let hint = match error {
            Error::NoMemory { .. } | Error::NoMemories(_) => {
                "`tolmach stats` lists the memories; `align … --into NAME` and `import … --into NAME` make one"
            }
            Error::Pattern(PatternError::Syntax(_)) => "without --regex signs are looked for as they are",
            Error::Weights(_) => "the shares are 102, 101, repetitions, 100, 95-99, 85-94, 75-84, 50-74, none",
            Error::Filter(_) => {
                "for example --where \"date>=2024-01-01 and not origin~draft\"; --help lists the fields"
            }
            Error::DocumentCount(_) => "name two or three files, or one folder that holds ru.*, be.* and en.*",
            Error::LanguageCount { .. } => "tell one for each document, in their order: --lang ru,be,en; or none",
            Error::NoDocuments(_) => "name the files ru.txt, be.txt, en.txt, or give them one by one",
            Error::UnknownLanguage(_) => "say it with --lang, in the order of the files: --lang ru,be",
            Error::SameLanguage { .. } => "check the files, or say their languages with --lang, in their order",
            Error::NothingToRun(_) => {
                "name the versions x.ru.html, x.be.html, x.en.html, or ru/x.html and so on, or list them in a --manifest"
            }
            Error::RunInterrupted { .. } => "what is done is kept; the same command goes on with the rest",
            Error::Manifest { .. } => {
                "a manifest has tabs between its columns and a header: id (optional), then languages: ru, be, en"
            }
            Error::Encoder { .. } => {
                "it must read segments, one a line, and write a vector of numbers for each, one a line"
            }
            Error::NothingInCommon { .. } => "check that they are the same statement, and that --lang is right",
            Error::NoText(_) => "check that the document holds text, not pictures of it",
            Error::Review { .. } => {
                "nothing was stored; mend what is named, or make the file anew with `align … --out`"
            }
            Error::NothingToExtend { .. } => {
                "name the document as it was when it was stored, or leave --extend out to store the pair by itself"
            }
            Error::Exchange { cause, .. } if cause.is_damage() => {
                "nothing was imported; get the file again, mend the place named, or take what is before it: --keep-good"
            }
            Error::Exchange { cause, .. } if cause.is_untold() => "nothing was imported",
            // the message itself says what would be right
            Error::Exchange { cause, .. } if cause.is_foreign() => return None,
            Error::Exchange { .. } => "nothing was imported; get the file again, or mend the place named",
            Error::Format { extension, .. } if extension.is_empty() => "tell it with --format NAME",
            Error::Unreadable { cause, .. } if cause.is_foreign() || cause.is_untold() => return None,
            Error::Unreadable { .. } => "get the file again, or mend the place named",
            Error::NotTwo { .. } => "name two, source first: --langs ru,be",
            Error::Strict { .. } => "nothing was imported; without --strict such units are reported and passed over",
            Error::NoTermbase(_) | Error::NoTermbaseNamed { .. } => {
                "put a termbase there as memories/NAME/NAME.tbx, or keep one: `tolmach glossary import FILE --into NAME`"
            }
            Error::Reviewed(_) => "take it over with --apply, or write to another name",
            Error::TwoLanguages(_) => "for example --langs ru,be",
            Error::ExtractLanguages(_) => "name them: --langs ru,be or --langs ru,be,en",
            Error::Candidates { .. } => {
                "nothing was written; mend what is named, or make the file anew with `glossary extract --review …`"
            }
            Error::Termbase { .. } => "nothing was written; name another file, or mend this one",
            Error::LoneSide(_) => "remove the whole unit with `tolmach remove`",
            Error::NoTerm { .. } | Error::NoConcept { .. } => {
                "`tolmach glossary list --json` tells names and terms; those of files are changed in an editor"
            }
            Error::LastTerm(_) => "remove the whole concept with `tolmach glossary remove`",
            Error::ConceptExists { .. } => "change it with `tolmach glossary edit`, or name the new one with --id",
            Error::Interrupted => "the memory is unchanged; run the command again to do it whole",
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
