//! What the README shows of the program is what the program prints.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Copies what the commands read into a folder that they may write to.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// The commands of a document that begin with `docwright`, or read what it wrote, each with the lines shown below it.
fn commands(document: &str) -> Vec<(String, Vec<String>)> {
    let blocks = document.split("\n```").skip(1).step_by(2);
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks.filter(|it| it.starts_with("console\n$ ") || it.starts_with("text\n$ ")) {
        let mut shown: Vec<(String, Vec<String>)> = Vec::new();
        for line in block.lines().skip(1) {
            match (line.strip_prefix("$ "), shown.last_mut()) {
                (Some(command), _) => {
                    shown.push((command.replace("cargo docwright", "docwright"), Vec::new()))
                }
                (None, Some((_, lines))) => lines.push(line.to_owned()),
                (None, None) => {}
            }
        }
        found.extend(shown.into_iter().filter(|(command, lines)| {
            !lines.is_empty() && ["docwright ", "grep "].iter().any(|start| command.starts_with(start))
        }));
    }
    found
}

/// Whether lines are those that are shown; `…` stands for any.
fn are_shown(lines: &[&str], shown: &[String]) -> bool {
    match (shown.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "…" => {
            (0..=lines.len()).any(|skipped| are_shown(&lines[skipped..], rest))
        }
        (Some((first, rest)), Some((line, others))) => first == line && are_shown(others, rest),
        _ => false,
    }
}

#[test]
fn every_command_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let scratch = tempfile::tempdir().unwrap();
    for name in ["docs-input", "generated", "examples", "Cargo.toml"] {
        copy(&root.join(name), &scratch.path().join(name));
    }
    let commands = commands(&fs::read_to_string(root.join("README.md")).unwrap());
    assert!(commands.len() >= 7, "{commands:?}");
    let program = Path::new(env!("CARGO_BIN_EXE_docwright")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for (command, shown) in commands {
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .env("PATH", &path)
            .current_dir(scratch.path())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        assert!(are_shown(&lines, &shown), "$ {command}\n{printed}\nis not\n{}", shown.join("\n"));
    }
}
