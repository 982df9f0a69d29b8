//! What other repositories run: the action for GitHub and the hook for pre-commit, as far as they can be tried here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The script of the action's one step.
fn script() -> String {
    let action = fs::read_to_string(root().join("action.yml")).unwrap();
    let (_, run) = action.split_once("      run: |\n").unwrap();
    run.lines().map(|line| format!("{}\n", line.trim_start())).collect()
}

/// Runs the script as GitHub does, in the project's own folder.
fn step(inputs: &[(&str, &str)]) -> Output {
    let mut command = Command::new("bash");
    command.current_dir(root()).args(["-eo", "pipefail", "-c", &script()]);
    for name in ["CONFIG", "SELECT", "IGNORE", "SARIF"] {
        command.env(name, "");
    }
    command.env("FAIL_ON", "error").env("DOCWRIGHT", env!("CARGO_BIN_EXE_docwright"));
    command.envs(inputs.iter().copied()).output().unwrap()
}

#[test]
fn the_action_tells_findings_and_fails_as_it_is_told() {
    let output = step(&[]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("::error file=docs-input/en/oracle.md,line=154,"), "{told}");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(step(&[("FAIL_ON", "never")]).status.code(), Some(0));
    assert_eq!(step(&[("SELECT", "MU001")]).status.code(), Some(0));
    assert_eq!(step(&[("IGNORE", "TB,MU005")]).status.code(), Some(0));
    assert_eq!(step(&[("CONFIG", "nowhere.yaml")]).status.code(), Some(2));
}

#[test]
fn the_action_writes_a_log_and_tells_findings_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.sarif");
    let output = step(&[("SARIF", path.to_str().unwrap())]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"::error "));
    let log: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
}

/// An input is data: the script has no expression of GitHub's in it, and what an input says is not run.
#[test]
fn inputs_of_the_action_are_not_run() {
    assert!(!script().contains("${{"), "{}", script());
    let folder = tempfile::tempdir().unwrap();
    let trap = folder.path().join("trap");
    let nasty = format!("x'; touch {0}; \"$(touch {0})\" `touch {0}` #", trap.display());
    for name in ["CONFIG", "SELECT", "IGNORE", "FAIL_ON", "SARIF"] {
        assert_ne!(step(&[(name, &nasty)]).status.code(), Some(0), "{name}");
        assert!(!trap.exists(), "{name} was run");
    }
    // an option in an input is a value
    assert_eq!(step(&[("SELECT", "--fix")]).status.code(), Some(2));
}

#[test]
fn the_hook_runs_a_script_that_is_there() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let entry = hooks.lines().find_map(|line| line.trim().strip_prefix("entry: ")).unwrap();
    let script = fs::metadata(root().join(entry)).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_ne!(script.permissions().mode() & 0o111, 0, "{entry} cannot be run");
    }
    assert!(script.is_file());
}
