//! Help, the manual, completions: what a person finds without asking anybody.

use crate::run::Place;

/// Every command with its own examples.
const COMMANDS: &[&[&str]] = &[
    &["align"],
    &["evaluate"],
    &["segment"],
    &["import"],
    &["export"],
    &["check"],
    &["diff"],
    &["merge"],
    &["query"],
    &["search"],
    &["analyse"],
    &["glossary", "list"],
    &["glossary", "export"],
    &["glossary", "add"],
    &["glossary", "edit"],
    &["glossary", "remove"],
    &["glossary", "import"],
    &["glossary", "merge"],
    &["glossary", "check"],
    &["glossary", "conflicts"],
    &["log"],
    &["undo"],
    &["edit"],
    &["remove"],
    &["stats"],
    &["verify"],
    &["backup"],
    &["completions"],
    &["man"],
];

#[test]
fn every_command_has_help_with_examples() {
    let place = Place::new();
    for command in COMMANDS {
        let ran = place.run(&[command, &["--help"][..]].concat()).done();
        assert!(ran.stdout.contains("Usage: tolmach "), "{ran}");
        let example = format!("\n  tolmach {}", command.join(" "));
        assert!(
            ran.stdout.contains("Examples:") && ran.stdout.contains(&example),
            "{command:?} has no example:\n{ran}"
        );
        assert_eq!(ran.stderr, "");
        assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100), "{ran}");
    }
}

#[test]
fn the_list_of_commands_here_is_that_of_the_program() {
    let help = Place::new().run(&["--help"]).done().stdout;
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.retain(|name| *name != "help");
    let mut ours: Vec<&str> = COMMANDS.iter().map(|command| command[0]).collect();
    ours.dedup();
    assert_eq!(names, ours, "{help}");
}

#[test]
fn options_in_examples_are_known() {
    let place = Place::new();
    for command in COMMANDS {
        let help = place.run(&[command, &["--help"][..]].concat()).done().stdout;
        let (options, examples) = help.split_once("Examples:").unwrap_or((&help, ""));
        for word in examples.split_whitespace().filter(|word| word.starts_with("--")) {
            let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            assert!(options.contains(word), "{command:?}: {word} is in the examples only");
        }
    }
}

#[test]
fn the_version_is_told() {
    let ran = Place::new().run(&["--version"]).done();
    assert_eq!(ran.stdout, format!("tolmach {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_manual_names_every_command() {
    let ran = Place::new().run(&["man"]).done();
    assert!(ran.stdout.contains(".TH tolmach 1"), "{ran}");
    for command in COMMANDS {
        let heading = format!("TOLMACH {}", command[0].to_uppercase());
        assert!(ran.stdout.contains(&heading), "{heading}");
    }
}

#[test]
fn completions_know_every_command() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = place.run(&["completions", shell]).done();
        for command in COMMANDS {
            assert!(ran.stdout.contains(command[0]), "{shell}: {command:?}");
        }
        assert_eq!(ran.stderr, "");
    }
}

#[test]
fn mistakes_in_the_arguments_exit_with_2() {
    let place = Place::new();
    let mistakes: [(&[&str], &str); 7] = [
        (&["--nonsense"], "--nonsense"),
        (&["align", "a", "b", "--nonsense"], "--nonsense"),
        (&["query", "Да.", "--from", "ru"], "--to"),
        (&["alihn", "a", "b"], "align"),
        (&["glossary", "lsit"], "list"),
        (&["align"], "FILES"),
        (&["undo", "third"], "third"),
    ];
    for (args, word) in mistakes {
        let ran = place.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{ran}");
        assert!(ran.stderr.contains("error: ") && ran.stderr.contains(word), "{args:?}\n{ran}");
    }
    let bare = place.run(&[]);
    assert_eq!(bare.code, Some(2));
    assert!(bare.stderr.contains("Usage: tolmach"), "{bare}");
    assert!(!place.path("memories").exists());
}

#[test]
fn colours_come_when_asked_for_and_never_into_json() {
    let place = Place::with_memory();
    let query = ["query", "Стороны обсудили 9 проектов.", "--from", "ru", "--to", "be", "--min", "50"];
    let plain = place.run(&query).done();
    assert!(!plain.to_string().contains('\u{1b}'), "{plain}");
    let colored = place.run(&[&["--color", "always"], &query[..]].concat()).done();
    assert!(colored.stdout.contains('\u{1b}'), "{colored}");
    let json = place.run(&[&["--color", "always", "--json"], &query[..]].concat()).done();
    assert!(!json.stdout.contains('\u{1b}'), "{json}");
}
