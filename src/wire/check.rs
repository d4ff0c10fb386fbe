//! Messages of `check`: one object a finding, then how many there are.

use super::VERSION;
use crate::workspace::check::{Finding, Report};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What is wrong with an exchange file.
#[derive(Clone, Debug, Serialize)]
pub struct FindingMessage<'a> {
    v: u8,
    r#type: &'static str,
    /// The file.
    pub file: String,
    /// A stable code.
    pub code: &'a str,
    /// `refused`, `lost` or `odd`.
    pub weight: &'static str,
    /// Line, counted from 1.
    pub line: u64,
    /// Unit, counted from 1.
    pub tu: Option<u64>,
    /// What is wrong, for people.
    pub message: &'a str,
}

/// How much is wrong.
#[derive(Clone, Debug, Serialize)]
pub struct CheckMessage {
    v: u8,
    r#type: &'static str,
    /// The file.
    pub file: String,
    /// Units in it.
    pub units: u64,
    /// How many findings there are of each weight, then of each code.
    pub findings: BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
    /// The new file, if one was written.
    pub fixed: Option<String>,
    /// Units in the new file.
    pub written: Option<u64>,
    /// Units that could not be saved.
    pub left_out: Option<u64>,
}

/// The message of a finding.
#[must_use]
pub fn finding<'a>(file: &Path, finding: &'a Finding) -> FindingMessage<'a> {
    FindingMessage {
        v: VERSION,
        r#type: "finding",
        file: file.display().to_string(),
        code: finding.code,
        weight: finding.weight.name(),
        line: finding.line,
        tu: finding.tu,
        message: &finding.message,
    }
}

/// The message of a look through a file.
#[must_use]
pub fn check(file: &Path, report: &Report, fixed: Option<&Path>) -> CheckMessage {
    let mut findings: BTreeMap<&'static str, BTreeMap<&'static str, u64>> = BTreeMap::new();
    for ((weight, code), count) in &report.counts {
        findings.entry(weight.name()).or_default().insert(code, *count);
    }
    CheckMessage {
        v: VERSION,
        r#type: "check",
        file: file.display().to_string(),
        units: report.units,
        findings,
        fixed: fixed.map(|fixed| fixed.display().to_string()),
        written: report.fixed.map(|(written, _)| written),
        left_out: report.fixed.map(|(_, left_out)| left_out),
    }
}
