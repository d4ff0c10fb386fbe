//! What belongs to an OmegaT project? Its file `omegat.project`, next to which its folders lie.

use crate::formats::xml::{Token, XmlError, XmlReader};
use crate::lang::Lang;
use std::io::BufRead;

/// The file that makes a folder a project.
pub const PROJECT_FILE: &str = "omegat.project";
/// Where translations of the project are kept, below its folder.
pub const PROJECT_MEMORY: &str = "omegat/project_save.tmx";
/// The largest such file that is still read, in bytes.
const MAX_PROJECT: u64 = 1 << 20;
/// What stands for a folder at its usual place.
const USUAL: &str = "__DEFAULT__";

/// What a project says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OmegatProject {
    /// The language translated from …
    pub source: Option<Lang>,
    /// … and to.
    pub target: Option<Lang>,
    /// The folder of memories, from the project's folder on.
    pub memories: String,
    /// The folder of glossaries, likewise.
    pub glossaries: String,
}

/// Reads a project's file.
///
/// # Errors
/// When it is no XML.
pub fn read_project(reader: impl BufRead) -> Result<OmegatProject, XmlError> {
    let (mut xml, _) = XmlReader::new(reader, None, MAX_PROJECT)?;
    let mut project =
        OmegatProject { memories: "tm".into(), glossaries: "glossary".into(), ..OmegatProject::default() };
    loop {
        match xml.token()? {
            Token::Open(tag) if matches!(&*tag.name, "omegat" | "project") => {}
            Token::Open(tag) => {
                let content = xml.content()?;
                let text = content.trim();
                let folder = (text != USUAL && !text.is_empty()).then(|| text.replace('\\', "/"));
                match &*tag.name {
                    "source_lang" => project.source = Lang::parse(text).ok(),
                    "target_lang" => project.target = Lang::parse(text).ok(),
                    "tm_dir" => project.memories = folder.unwrap_or(project.memories),
                    "glossary_dir" => project.glossaries = folder.unwrap_or(project.glossaries),
                    _ => {}
                }
            }
            Token::Text | Token::Close => {}
            Token::End => return Ok(project),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_tells_its_languages_and_folders() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n <project version=\"1.0\">\n\
            <source_dir>__DEFAULT__</source_dir>\n<source_dir_excludes><mask>**/.svn/**</mask></source_dir_excludes>\n\
            <tm_dir>../агульная\\tm/</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>\n\
            <source_lang>RU-RU</source_lang><target_lang>be_BY</target_lang>\n</project></omegat>";
        let project = read_project(text.as_bytes()).unwrap();
        let lang = |tag| Lang::parse(tag).ok();
        assert_eq!((project.source, project.target), (lang("ru-RU"), lang("be-BY")));
        assert_eq!((project.memories.as_str(), project.glossaries.as_str()), ("../агульная/tm/", "glossary"));
        assert!(read_project(&b"<omegat><project>"[..]).is_err());
        assert!(read_project(&b"text"[..]).is_ok_and(|project| project.source.is_none()));
    }
}
