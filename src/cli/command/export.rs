//! `export`: memories to an exchange file.

use super::{apart, count, filter, langs};
use crate::cli::Outcome;
use crate::cli::args::ExportArgs;
use crate::cli::error::Failure;
use crate::cli::ui::{DOUBT, GOOD, Ui};
use crate::wire;
use crate::workspace::Workspace;
use crate::workspace::export::{Request, run as export};

pub(super) fn run(args: &ExportArgs, workspace: &Workspace, ui: &Ui) -> Result<Outcome, Failure> {
    apart(&args.file, ui)?;
    let request = Request {
        file: args.file.clone(),
        format: args.format.clone(),
        memories: args.units.memory.clone(),
        langs: langs(&args.langs)?,
        filter: filter(args.units.filter.as_ref())?,
        tool: args.tool.map(Into::into),
        plain: args.level == 1,
        anonymous: args.anonymise,
    };
    let bar = ui.bar();
    let exported = export(workspace, &request, &bar)?;
    drop(bar);
    if ui.json {
        ui.json_lines([wire::export(&args.file, &exported)])?;
    } else {
        let files: Vec<String> = exported.files.iter().map(|file| file.display().to_string()).collect();
        ui.say(&format!("{GOOD}wrote {}{GOOD:#}: {}", files.join(", "), count(exported.units, "unit")));
        if exported.skipped > 0 {
            ui.say(&format!(
                "{DOUBT}left out {}{DOUBT:#}: not in two of the languages asked for",
                count(exported.skipped, "unit")
            ));
        }
    }
    Ok(if exported.skipped > 0 { Outcome::Found } else { Outcome::Done })
}
