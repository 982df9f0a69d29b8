//! What `generate` leaves on disk: all or nothing, the same bytes everywhere, and nobody else's files touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docwright"));
    command.current_dir(folder).args(arguments);
    command
}

fn docwright(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command(folder, arguments).output().unwrap();
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// Eight pages about `thing`.
fn docs(folder: &Path, thing: &str) {
    fs::create_dir(folder).unwrap();
    // in another order than that of their names
    for number in [5, 3, 8, 1, 7, 2, 6, 4] {
        let page = format!(
            "# {thing} {number}\n\n```http\nPOST /{thing}\n```\n\n```shell\ncurl -X POST 'https://a.test/v1/{thing}' \
             -H 'Authorization: Bearer {{TOKEN}}' -d '{{\"{thing}\": {number}}}'\n```\n\n```json\n{{\"id\": \"1\"}}\n```\n"
        );
        fs::write(folder.join(format!("page-{number}.md")), page).unwrap();
    }
}

const WRITE_A: &[&str] = &["generate", "--docs", "a", "--out", "out", "--crate-name", "x"];
const WRITE_B: &[&str] = &["generate", "--docs", "b", "--out", "out", "--crate-name", "x"];

/// All files below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_run_that_is_killed_leaves_all_old_or_all_new_or_is_finished_by_the_next() {
    kill_runs(40);
}

#[test]
#[ignore = "takes minutes"]
fn runs_that_are_killed_at_many_moments_leave_all_old_or_all_new_or_are_finished_by_the_next() {
    kill_runs(200);
}

fn kill_runs(rounds: u32) {
    let folder = tempfile::tempdir().unwrap();
    let (at, out) = (folder.path(), folder.path().join("out"));
    docs(&at.join("a"), "kettle");
    docs(&at.join("b"), "tea");
    let complete = |arguments: &[&str]| {
        let start = Instant::now();
        let (status, words) = docwright(at, arguments);
        assert_eq!(status, Some(0), "{words}");
        (files(&out), start.elapsed())
    };
    fs::create_dir(&out).unwrap();
    fs::write(out.join("mine.txt"), "mine").unwrap();
    let (new_b, _) = complete(WRITE_B);
    let (new_a, took) = complete(WRITE_A);
    let (mut old, mut new, mut write) = (new_a, new_b, WRITE_B);
    let (mut untouched, mut done, mut between) = (0, 0, 0);
    for round in 0..rounds {
        let mut child = command(at, write).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // rounds are spread over the time that a whole run takes, and a little more
        std::thread::sleep(took.mul_f64(f64::from(round * 7 % rounds) / (0.9 * f64::from(rounds))));
        child.kill().unwrap();
        child.wait().unwrap();
        let owned = |(name, _): &(&String, &Vec<u8>)| !name.starts_with(".docwright/");
        let left = files(&out);
        let is = |state: &BTreeMap<String, Vec<u8>>| left.iter().filter(owned).eq(state.iter());
        match (is(&old), is(&new)) {
            (true, _) => untouched += 1,
            (_, true) => done += 1,
            _ => {
                between += 1;
                let (status, words) = docwright(at, &[write, &["--check"]].concat());
                assert!(status == Some(1) && words.contains("an earlier run was ended"), "{words}");
            }
        }
        let (status, words) = docwright(at, write);
        assert_eq!(status, Some(0), "{words}");
        assert_eq!(files(&out), new, "round {round}");
        std::mem::swap(&mut old, &mut new);
        write = if write == WRITE_A { WRITE_B } else { WRITE_A };
    }
    println!("{untouched} all old, {done} all new, {between} in between and finished by the next run");
    assert!(
        untouched > 0 && done + between > 0,
        "the moments were not spread: {untouched}, {done}, {between}"
    );
}

#[test]
fn what_a_hand_changed_is_reported_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    docs(&at.join("a"), "kettle");
    docs(&at.join("b"), "tea");
    assert_eq!(docwright(at, WRITE_A).0, Some(0));
    let edited = at.join("out/src/page_1.rs");
    fs::write(&edited, "// mine\n").unwrap();
    let before = files(&at.join("out"));

    let (status, words) = docwright(at, WRITE_B);
    assert_eq!(status, Some(1), "{words}");
    for part in ["output-edited", "out/src/page_1.rs was changed by hand", "--force", "nothing was written"] {
        assert!(words.contains(part), "no {part:?} in\n{words}");
    }
    assert_eq!(files(&at.join("out")), before);

    let (status, words) = docwright(at, &[WRITE_B, &["--force"]].concat());
    assert_eq!(status, Some(0), "{words}");
    assert!(fs::read_to_string(edited).unwrap().contains("tea"));
}

#[test]
fn the_same_docs_give_the_same_bytes_wherever_they_are() {
    let written = |environment: &[(&str, &str)]| {
        let folder = tempfile::Builder::new().prefix("docs of any name ").tempdir().unwrap();
        docs(&folder.path().join("a"), "kettle");
        let mut run = command(folder.path(), WRITE_A);
        assert!(run.envs(environment.iter().copied()).output().unwrap().status.success());
        files(&folder.path().join("out"))
    };
    let plain = written(&[]);
    assert_eq!(plain, written(&[("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu"), ("HOME", "/")]));
    assert_eq!(plain, written(&[("RAYON_NUM_THREADS", "1"), ("COLUMNS", "20"), ("NO_COLOR", "1")]));
}

#[test]
fn a_folder_that_cannot_be_written_to_keeps_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    docs(&at.join("a"), "kettle");
    docs(&at.join("b"), "tea");
    assert_eq!(docwright(at, WRITE_A).0, Some(0));
    let before = files(&at.join("out"));
    // a file is where the stage has to be: what is made ready has no place, whoever runs this
    fs::write(at.join("out/.docwright"), "").unwrap();
    let (status, words) = docwright(at, WRITE_B);
    assert_eq!(status, Some(2), "{words}");
    assert!(words.contains("out/.docwright: expected a folder"), "{words}");
    fs::remove_file(at.join("out/.docwright")).unwrap();
    assert_eq!(files(&at.join("out")), before);
}

/// Runs in `folder` where no file may grow beyond `blocks`, as on a disk that is full: the write fails, whoever runs this.
fn on_a_full_disk(folder: &Path, blocks: u32, arguments: &[&str]) -> (Option<i32>, String) {
    let script = r#"ulimit -f "$0" && trap "" XFSZ && exec "$@""#;
    let mut shell = Command::new("sh");
    shell.current_dir(folder).args(["-c", script, &blocks.to_string(), env!("CARGO_BIN_EXE_docwright")]);
    let Output { status, stdout, stderr } = shell.args(arguments).output().unwrap();
    (status.code(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

#[test]
fn a_full_disk_keeps_what_there_is_and_says_which_file_had_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let (at, out) = (folder.path(), folder.path().join("out"));
    docs(&at.join("a"), "kettle");
    docs(&at.join("b"), "tea");
    // of what is made ready the list is the last, and before it comes what has this page's sample: the longest file of all
    let page = fs::read_to_string(at.join("b/page-8.md")).unwrap();
    let numbers = (1_000..9_000).map(|number| number.to_string()).collect::<Vec<_>>().join(", ");
    fs::write(at.join("b/page-8.md"), page.replace("\"tea\": 8", &format!("\"tea\": [{numbers}]"))).unwrap();
    assert_eq!(docwright(at, WRITE_A).0, Some(0));
    fs::write(out.join("mine.txt"), "mine").unwrap();
    let before = files(&out);

    let mut reported: Vec<String> = Vec::new();
    let enough = (0..12).map(|power| 1 << power).find(|blocks| {
        let (status, words) = on_a_full_disk(at, *blocks, WRITE_B);
        if status == Some(0) {
            return true;
        }
        assert_eq!(status, Some(2), "{blocks}: {words}");
        let last = words.lines().last().unwrap_or_default();
        let file =
            last.strip_prefix("docwright: ").and_then(|words| words.split_once(": cannot be written: "));
        let (file, cause) = file.unwrap_or_else(|| panic!("{blocks}: neither a file nor a cause: {words}"));
        assert!(file.starts_with("out/") && cause.contains("too large"), "{blocks}: {last}");
        assert!(files(&out) == before, "{blocks}: {file} was not all that was not written");
        reported.push(file.to_owned());
        false
    });
    reported.dedup();
    assert!(enough.is_some() && reported.len() > 2, "{enough:?}: {reported:?}");
    assert_eq!(reported.last().map(String::as_str), Some("out/tests/samples/page_8.json"), "{reported:?}");
    let (status, words) = docwright(at, &[WRITE_B, &["--check"]].concat());
    assert_eq!(status, Some(0), "{words}");
    assert_eq!(fs::read_to_string(out.join("mine.txt")).unwrap(), "mine");
}
