//! Runs the program as people do: in a fresh folder, with arguments, and everything it says as one text.
//!
//! The folder is the workspace and the current folder at once, so that files are named as they are typed. Colours and the
//! caller's own workspace are kept out.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Longer than any command may take, so that a test ends whatever happens.
const PATIENCE: Duration = Duration::from_secs(60);

/// A statement in three languages: 7 segments, each with its counterparts.
pub(crate) const RU: &str = "Сообщение для прессы

5 июня 2024 года Министр иностранных дел Республики Беларусь Павел Лесной принял Посла Республики Корвания. \
Стороны обсудили 12 совместных проектов.

Особое внимание было уделено торговле и транспорту. По итогам 2023 года товарооборот достиг 418,6 млн долларов.

Посол поблагодарил за тёплый приём. Следующая встреча пройдёт в Минске в сентябре.
";
/// In Belarusian.
pub(crate) const BE: &str = "Паведамленне для прэсы

5 чэрвеня 2024 года Міністр замежных спраў Рэспублікі Беларусь Павел Лясны прыняў Пасла Рэспублікі Карванія. \
Бакі абмеркавалі 12 сумесных праектаў.

Асаблівая ўвага была ўдзелена гандлю і транспарту. Па выніках 2023 года тавараабарот дасягнуў 418,6 млн долараў.

Пасол падзякаваў за цёплы прыём. Наступная сустрэча пройдзе ў Мінску ў верасні.
";
/// In English.
pub(crate) const EN: &str = "Press release

On June 5, 2024 the Minister of Foreign Affairs of the Republic of Belarus Pavel Lesnoy received the Ambassador of the \
Republic of Corvania. The parties discussed 12 joint projects.

Special attention was paid to trade and transport. In 2023 the trade turnover reached USD 418.6 million.

The Ambassador expressed gratitude for the warm reception. The next meeting will take place in Minsk in September.
";

/// What a run left: its exit code and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Everything in one text: what stands on stdout, what on stderr, and the exit code when it is not 0.
impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "------- stderr -------\n{}", self.stderr)?;
        }
        match self.code {
            Some(0) => Ok(()),
            Some(code) => writeln!(f, "[exit code: {code}]"),
            None => writeln!(f, "[ended by a signal]"),
        }
    }
}

impl Ran {
    /// The run, which did what it was asked to.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self}");
        self
    }

    /// The messages on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in: {line}"));
        self.stdout.lines().map(line).collect()
    }

    /// Checks that it could not: exit code 2, nothing on stdout, an error on stderr that holds each of these words.
    #[track_caller]
    pub(crate) fn could_not(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{self}");
        assert_eq!(self.stdout, "", "{self}");
        assert!(self.stderr.starts_with("error: "), "{self}");
        for word in words {
            assert!(self.stderr.contains(word), "{word:?} is not in:\n{self}");
        }
        assert!(!self.stderr.contains("panicked"), "{self}");
    }
}

/// A fresh folder to run the program in.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with the statement in three languages as `ru.txt`, `be.txt` and `en.txt`.
    pub(crate) fn with_statement() -> Self {
        let place = Self::new();
        place.write("ru.txt", RU);
        place.write("be.txt", BE);
        place.write("en.txt", EN);
        place
    }

    /// A folder where the statement is stored in memory `main` already.
    pub(crate) fn with_memory() -> Self {
        let place = Self::with_statement();
        place.run(&["align", "ru.txt", "be.txt", "en.txt", "--into", "main"]).done();
        place
    }

    /// A file or folder in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders it stands in.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// What a file holds.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        let text = fs::read_to_string(self.path(name));
        text.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files under a folder of it, sorted; the write-ahead files of open memories left out.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        fn walk(folder: &Path, root: &Path, out: &mut Vec<String>) {
            let Ok(entries) = fs::read_dir(folder) else { return };
            for path in entries.map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    walk(&path, root, out);
                } else {
                    out.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
                }
            }
        }
        let mut files = Vec::new();
        walk(&self.path(folder), self.folder.path(), &mut files);
        files.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
        files.sort();
        files
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    /// Runs the program with something on stdin.
    pub(crate) fn run_with(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> Ran {
        let mut command = Command::new(program());
        command.args(args).write_stdin(stdin).timeout(PATIENCE);
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        let output = command.current_dir(self.folder.path()).output().unwrap();
        Ran { code: output.status.code(), stdout: self.said(&output.stdout), stderr: self.said(&output.stderr) }
    }

    /// Runs the program with `--json` and gives its messages.
    #[track_caller]
    pub(crate) fn json(&self, args: &[&str]) -> Vec<Value> {
        let ran = self.run(&[&["--json"], args].concat());
        assert_ne!(ran.code, Some(2), "{ran}");
        ran.json()
    }

    /// A shell's command line in the folder, with `$TOLMACH` for the program. For what only a shell can set up.
    #[cfg(unix)]
    pub(crate) fn shell(&self, script: &str) -> Ran {
        let mut command = Command::new("sh");
        command.args(["-c", script]).env("TOLMACH", program()).timeout(PATIENCE);
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        let output = command.current_dir(self.folder.path()).output().unwrap();
        Ran { code: output.status.code(), stdout: self.said(&output.stdout), stderr: self.said(&output.stderr) }
    }

    /// Starts the program and leaves it running.
    #[cfg(unix)]
    pub(crate) fn start(&self, args: &[&str]) -> std::process::Child {
        use std::process::{Command, Stdio};
        let mut command = Command::new(program());
        command.args(args).envs(self.environment()).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// What a program that was started said in the end.
    #[cfg(unix)]
    pub(crate) fn end(&self, child: std::process::Child) -> Ran {
        let output = child.wait_with_output().unwrap();
        Ran { code: output.status.code(), stdout: self.said(&output.stdout), stderr: self.said(&output.stderr) }
    }

    /// All there is to know of the memories: the journal and the units of each.
    #[track_caller]
    pub(crate) fn memories(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for name in self.files("memories").iter().filter(|name| name.ends_with(".sqlite")) {
            let memory = name.trim_start_matches("memories/").trim_end_matches(".sqlite");
            let log = self.run(&["log", "--json", "--memory", memory]).done().stdout;
            all.insert(memory.to_owned(), log + &self.export(memory));
        }
        all
    }

    /// The units of a memory as TMX.
    #[track_caller]
    pub(crate) fn export(&self, memory: &str) -> String {
        self.run(&["export", "look.tmx", "--memory", memory]).done();
        let text = self.read("look.tmx");
        fs::remove_file(self.path("look.tmx")).unwrap();
        text
    }

    fn environment(&self) -> [(&'static str, PathBuf); 4] {
        let set = |value: &str| PathBuf::from(value);
        let workspace = self.folder.path().to_owned();
        [("TOLMACH_WORKSPACE", workspace), ("NO_COLOR", set("1")), ("LC_ALL", set("C.UTF-8")), ("COLUMNS", set("100"))]
    }

    /// What was said, with the folder's passing name taken out.
    fn said(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace(&*self.folder.path().to_string_lossy(), "$PLACE")
    }
}

/// The program under test.
pub(crate) fn program() -> &'static Path {
    assert_cmd::cargo::cargo_bin!("tolmach")
}

/// A TMX file around units.
pub(crate) fn tmx(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"hand\" \
         creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"none\" adminlang=\"en\" srclang=\"ru\" \
         datatype=\"plaintext\"/>\n<body>\n{units}\n</body>\n</tmx>\n"
    )
}

/// A unit of a TMX file: languages with their texts, which may hold inline codes.
pub(crate) fn unit(sides: &[(&str, &str)]) -> String {
    let side = |(lang, text): &(&str, &str)| format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>");
    format!("<tu>{}</tu>\n", sides.iter().map(side).collect::<String>())
}
