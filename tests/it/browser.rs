//! A browser to click in: Chromium without a window, driven over WebDriver.

use minreq::{Method, Request};
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What WebDriver calls the keys that write nothing.
pub(crate) const ALT: char = '\u{E00A}';
pub(crate) const CONTROL: char = '\u{E009}';
pub(crate) const SHIFT: char = '\u{E008}';
pub(crate) const ENTER: char = '\u{E006}';
pub(crate) const DOWN: char = '\u{E015}';
pub(crate) const UP: char = '\u{E013}';
pub(crate) const RIGHT: char = '\u{E014}';

/// Longer than anything in the browser may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// A browser with one window.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    downloads: TempDir,
    _profile: TempDir,
}

impl Browser {
    /// Starts it. `None`, with a word about it, where there is no Chromium; under `CI` there has to be one.
    pub(crate) fn start() -> Option<Self> {
        let programs = [&["chromedriver"][..], &["chromium", "chromium-browser", "google-chrome"]];
        let [Some(driver), Some(chromium)] = programs.map(|names| names.iter().find_map(|name| which(name))) else {
            let missing = "Chromium and chromedriver are not installed: the review page was NOT tested";
            assert!(env::var_os("CI").is_none(), "{missing}");
            println!("{missing}");
            return None;
        };
        let mut driver = Command::new(driver).arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port: u16 = lines
            .find_map(|line| line.ok()?.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())
            .unwrap();
        // What it goes on to say must have somewhere to go.
        std::thread::spawn(move || lines.for_each(drop));
        let (downloads, profile) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let args = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-US",
            "--window-size=1280,900",
            &format!("--user-data-dir={}", profile.path().display()),
        ];
        let options = json!({
            "binary": chromium,
            "args": args,
            "prefs": {"download.default_directory": downloads.path(), "download.prompt_for_download": false},
        });
        let mut browser =
            Self { driver, session: format!("http://127.0.0.1:{port}/session"), downloads, _profile: profile };
        let capabilities = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let id = browser.post("", &capabilities)["sessionId"].as_str().unwrap().to_owned();
        browser.session.push('/');
        browser.session.push_str(&id);
        Some(browser)
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        self.call(Method::Post, path, Some(body))
    }

    #[track_caller]
    fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let mut request = Request::new(method, format!("{}{path}", self.session)).with_timeout(PATIENCE.as_secs());
        if let Some(body) = body {
            request = request.with_body(body.to_string()).with_header("Content-Type", "application/json");
        }
        let response = request.send().unwrap();
        let mut answer: Value = serde_json::from_slice(response.as_bytes()).unwrap();
        let value = answer["value"].take();
        assert_eq!(response.status_code, 200, "{path}: {value}");
        value
    }

    /// Opens a file.
    pub(crate) fn open(&self, file: &Path) {
        self.post("/url", &json!({"url": format!("file://{}", file.display())}));
    }

    /// Loads the page anew.
    pub(crate) fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    /// Runs a script in the page and gives what it returns.
    #[track_caller]
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Clicks, as a person does, on what a selector finds first.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Presses keys at once, the last one being let go first.
    #[track_caller]
    pub(crate) fn press(&self, keys: &[char]) {
        let key = |kind: &str, key: &char| json!({"type": kind, "value": key.to_string()});
        let down = keys.iter().map(|k| key("keyDown", k));
        let actions: Vec<Value> = down.chain(keys.iter().rev().map(|k| key("keyUp", k))).collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// What was downloaded under a name, once it is whole; the file is gone then.
    #[track_caller]
    pub(crate) fn downloaded(&self, name: &str) -> Vec<u8> {
        let file = self.downloads.path().join(name);
        let start = Instant::now();
        while !file.exists() {
            assert!(start.elapsed() < PATIENCE, "{name} was not downloaded");
            sleep(Duration::from_millis(20));
        }
        let bytes = std::fs::read(&file).unwrap();
        std::fs::remove_file(file).unwrap();
        bytes
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The end of the session ends Chromium; the driver is ours to end.
        let _ = Request::new(Method::Delete, self.session.clone()).with_timeout(5).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn which(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}
