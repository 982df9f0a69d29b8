//! What other repositories run: the action for GitHub and the hook for pre-commit, as far as they can be tried here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of YAML.
fn yaml(path: &str) -> serde_yaml::Value {
    serde_yaml::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// The scripts of the action's steps.
fn scripts() -> Vec<String> {
    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    steps.iter().filter_map(|step| step["run"].as_str()).map(str::to_owned).collect()
}

/// The script of the last one, which does what is asked for.
fn script() -> String {
    scripts().pop().unwrap()
}

/// Runs the script as GitHub does, in the project's own folder.
fn step(inputs: &[(&str, &str)]) -> Output {
    let mut command = Command::new("bash");
    command.current_dir(root()).args(["-eo", "pipefail", "-c", &script()]);
    for name in ["CONFIG", "SELECT", "IGNORE", "SARIF"] {
        command.env(name, "");
    }
    command.env("FAIL_ON", "error").env("COMMAND", "check").env("DOCWRIGHT", env!("CARGO_BIN_EXE_docwright"));
    command.envs(inputs.iter().copied()).output().unwrap()
}

#[test]
fn the_action_reports_findings_and_fails_as_it_is_asked() {
    let output = step(&[]);
    let reported = String::from_utf8(output.stdout).unwrap();
    assert!(reported.starts_with("::error file=docs-input/en/oracle.md,line=154,"), "{reported}");
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
    assert!(scripts().iter().all(|script| !script.contains("${{")), "{:?}", scripts());
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
fn the_action_does_what_it_is_asked_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let drift = folder.path().join("drift");
    fs::write(&drift, "#!/bin/sh\necho drift \"$@\"\n").unwrap();
    runnable(&drift);
    let output = step(&[("COMMAND", "drift"), ("DRIFT", drift.to_str().unwrap()), ("CONFIG", "a b.yaml")]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "drift --config=a b.yaml\n");
    assert_eq!(step(&[("COMMAND", "other")]).status.code(), Some(2));
}

fn runnable(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// Docwright is built where the cache has none, and what the cache is asked for follows from the sources.
#[test]
fn the_action_builds_once_for_each_revision() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let copied = at.join("copy");
    for name in [".ci", "generator/src", "generator/runtime/src"] {
        fs::create_dir_all(copied.join(name)).unwrap();
    }
    fs::copy(root().join(".ci/docwright-install"), copied.join(".ci/docwright-install")).unwrap();
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "generator/Cargo.toml",
        "generator/runtime/Cargo.toml",
        "generator/src/lib.rs",
    ] {
        fs::write(copied.join(name), "a").unwrap();
    }
    // a compiler that counts how often it is asked to build
    fs::create_dir(at.join("bin")).unwrap();
    let cargo = "#!/bin/sh\necho built >> \"$COUNT\"\nwhile [ \"$1\" != --root ]; do shift; done\nmkdir -p \"$2/bin\"\n\
                 printf '#!/bin/sh' > \"$2/bin/docwright\"\nchmod +x \"$2/bin/docwright\"\n";
    fs::write(at.join("bin/cargo"), cargo).unwrap();
    runnable(&at.join("bin/cargo"));
    let path = format!("{}:{}", at.join("bin").display(), std::env::var("PATH").unwrap());
    let scripts = scripts();
    let run = |script: &str| {
        let mut command = Command::new("bash");
        command.current_dir(at).args(["-eo", "pipefail", "-c", script]).env("PATH", &path);
        command.env("INSTALL", copied.join(".ci/docwright-install")).env("TO", at.join("to"));
        command.env("GITHUB_OUTPUT", at.join("output")).env("COUNT", at.join("count"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let key = || {
        run(&scripts[0]);
        let text = fs::read_to_string(at.join("output")).unwrap();
        text.lines().last().unwrap().to_owned()
    };
    let first = key();
    assert!(first.starts_with("key=docwright-") && first.len() > 30, "{first}");
    assert_eq!(key(), first);
    run(&scripts[1]);
    run(&scripts[1]);
    assert_eq!(fs::read_to_string(at.join("count")).unwrap(), "built\n");
    fs::write(copied.join("generator/src/lib.rs"), "b").unwrap();
    assert_ne!(key(), first);
}

/// The workflow gives the action what it takes.
#[test]
fn the_workflow_names_inputs_of_the_action() {
    let (workflow, action) = (yaml("examples/drift/github.yml"), yaml("action.yml"));
    let steps = workflow["jobs"]["drift"]["steps"].as_sequence().unwrap();
    let given = steps.iter().filter_map(|step| step["with"].as_mapping()).flatten();
    let given: Vec<&str> = given.map(|(name, _)| name.as_str().unwrap()).collect();
    assert_eq!(given, ["command", "update"]);
    assert!(given.iter().all(|name| action["inputs"][name].is_mapping()), "{given:?}");
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
