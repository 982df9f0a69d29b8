use std::fs;
use std::path::Path;
use std::time::Duration;

use super::folder_lock::FolderLock;
use super::stage::STAGE;
use super::{BEGIN, END, FileChange, LOCK, OutputError, Plan, fingerprint, list};

/// The plan for a folder of which these are the files.
fn plan(folder: &Path, files: &[(&str, &str)]) -> Plan {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Plan::new(folder.to_path_buf(), files, &[], None).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn owned_files_come_and_go_and_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let plan = |pairs| plan(&path, pairs);

    plan(&[("a.rs", "1"), ("sub/b.rs", "2")]).write().unwrap();
    fs::write(path.join("mine.txt"), "x").unwrap();
    assert_eq!(plan(&[("a.rs", "1"), ("sub/b.rs", "2")]).changes(), []);

    let changes = plan(&[("a.rs", "3"), ("c.rs", "4")]).write().unwrap();
    let (changed, new) =
        (|name: &str| FileChange::Changed(name.into()), |name: &str| FileChange::New(name.into()));
    assert_eq!(
        changes,
        [changed("a.rs"), new("c.rs"), changed(LOCK), FileChange::Removed("sub/b.rs".into())]
    );
    assert_eq!(names(&path), ["a.rs", "c.rs", LOCK, "mine.txt", "sub"]);
    assert_eq!(fs::read_to_string(path.join("a.rs")).unwrap(), "3");
}

#[test]
fn unchanged_files_keep_their_times() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| {
        plan(folder.path(), &[("a", "same"), ("b", text)]).write().unwrap();
        fs::metadata(folder.path().join("a")).unwrap().modified().unwrap()
    };
    let first = write("1");
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(write("2"), first);
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    for name in ["../a", "/a", "a/../b", "a\\b", "c:", ""] {
        let error = Plan::to_compare("out".into(), vec![(name.to_owned(), String::new())], &[]).unwrap_err();
        assert!(matches!(&error, OutputError::Escapes(refused) if refused == name), "{name}: {error}");
    }
}

#[test]
fn a_block_of_a_manifest_is_replaced_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = folder.path().join("Cargo.toml");
    let plan = || plan(&folder.path().join("out"), &[]);
    fs::write(&manifest, "[features]\nmine = []\n").unwrap();
    assert!(plan().with_block(manifest.clone(), "x = []\n").is_err());

    fs::write(&manifest, format!("[features]\n{BEGIN}\nold = []\n{END}\n\n[dependencies]\n")).unwrap();
    plan().with_block(manifest.clone(), "x = []\n").unwrap().write().unwrap();
    let text = fs::read_to_string(&manifest).unwrap();
    assert_eq!(text, format!("[features]\n{BEGIN}\nx = []\n{END}\n\n[dependencies]\n"));

    let stale = plan().with_block(manifest.clone(), "y = []\n").unwrap();
    let places: Vec<_> = stale.changes().iter().map(|change| stale.place(change.name())).collect();
    assert_eq!(places, std::slice::from_ref(&manifest));
    assert_eq!(stale.place(LOCK), folder.path().join("out").join(LOCK));
    #[cfg(unix)]
    {
        let link = folder.path().join("link.toml");
        std::os::unix::fs::symlink(&manifest, &link).unwrap();
        assert!(matches!(plan().with_block(link, "x = []\n"), Err(OutputError::Link(_))));
    }
}

#[test]
fn fingerprints_are_fx_and_xxh3() {
    // by hand: a word of the length 1 that is rotated, and the one letter
    assert_eq!(fingerprint(b""), 0);
    assert_eq!(fingerprint(b"a"), (u64::from(b'a') ^ 1 << 5).wrapping_mul(0x517c_c1b7_2722_0a95));
    // from the test vectors that the algorithm's authors publish
    assert_eq!(list::print(b""), 0x2d06_8005_38d3_94c2);
}

#[test]
fn what_a_hand_changed_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let plan = |pairs| plan(path, pairs);
    fs::write(path.join("mine.rs"), "mine").unwrap();
    assert_eq!(plan(&[("mine.rs", "1")]).edited(), ["mine.rs"], "it was never ours");
    plan(&[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]).write().unwrap();

    fs::write(path.join("a.rs"), "edited").unwrap();
    fs::write(path.join("b.rs"), "edited").unwrap();
    fs::write(path.join("c.rs"), "2").unwrap();
    let mut next = plan(&[("a.rs", "2"), ("c.rs", "2")]);
    assert_eq!(next.edited(), ["a.rs", "b.rs"], "b.rs would be lost too; c.rs is what it has to become");
    let error = next.write().unwrap_err().to_string();
    assert!(error.contains("a.rs") && error.contains("--force"), "{error}");
    assert_eq!(fs::read_to_string(path.join("a.rs")).unwrap(), "edited");

    let mut forced = plan(&[("a.rs", "2"), ("c.rs", "2")]);
    forced.force = true;
    forced.write().unwrap();
    assert_eq!(fs::read_to_string(path.join("a.rs")).unwrap(), "2");
    assert_eq!(names(path), ["a.rs", "c.rs", LOCK, "mine.rs"]);
}

#[test]
fn a_run_that_was_ended_is_finished_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let plan = |pairs| plan(path, pairs);
    let (old, new) = ([("a.rs", "1"), ("b.rs", "1")], [("a.rs", "2"), ("b.rs", "2")]);
    plan(&old).write().unwrap();

    // it had not made all ready, nor begun to put files in their places
    let stage = path.join(STAGE);
    let ended = |pairs| {
        std::mem::forget(plan(pairs).make_ready().unwrap());
        stage.join(LOCK)
    };
    fs::remove_file(ended(&new)).unwrap();
    let mut again = plan(&old);
    assert!(!again.is_interrupted() && again.edited().is_empty() && again.write().unwrap().is_empty());
    assert!(!stage.exists(), "what it left is taken away");

    // it had
    ended(&new);
    fs::rename(stage.join("a.rs"), path.join("a.rs")).unwrap();
    let again = plan(&new);
    assert!(again.is_interrupted() && again.edited().is_empty(), "a.rs is known as this program's");
    drop(again);

    // the run that finishes it ends too, before its own list is there and after
    for files_moved in 0..2 {
        let third = plan(&[("a.rs", "3"), ("b.rs", "3")]);
        assert!(third.is_interrupted() && third.edited().is_empty());
        let list = ended(&[("a.rs", "3"), ("b.rs", "3")]);
        match files_moved {
            0 => fs::remove_file(list).unwrap(),
            _ => fs::rename(stage.join("b.rs"), path.join("b.rs")).unwrap(),
        }
    }
    let again = plan(&new);
    assert!(
        again.is_interrupted() && again.edited().is_empty(),
        "a.rs is the first one's, b.rs the second one's"
    );
    drop(again);
    plan(&new).write().unwrap();
    let after = plan(&new);
    assert!(!after.is_interrupted() && after.changes().is_empty() && !stage.exists());
}

#[test]
fn what_cannot_be_made_ready_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let blocked = path.join("out");
    fs::write(&blocked, "a file where a folder has to be").unwrap();
    let error = Plan::to_write(blocked.clone(), Vec::new(), &[]).unwrap_err();
    assert!(error.to_string().contains("out"), "{error}");
    assert_eq!(fs::read_to_string(blocked).unwrap(), "a file where a folder has to be");
}

#[test]
fn what_is_not_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    plan(path, &[("a.rs", "1")]).write().unwrap();
    let before = names(path);
    let next = plan(path, &[("a.rs", "2")]);
    let stage = next.make_ready().unwrap();
    assert!(path.join(STAGE).join("a.rs").exists(), "it was made ready");
    drop(stage);
    assert_eq!(names(path), before);
    assert_eq!(fs::read_to_string(path.join("a.rs")).unwrap(), "1");
}

/// One run at a time: the second waits for the first, or gives up.
#[test]
fn a_folder_is_written_to_by_one_run_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let lock = || FolderLock::within(&path, true, Duration::from_millis(100));
    assert!(FolderLock::within(&path, false, Duration::ZERO).unwrap().is_none(), "nothing to lock");
    assert!(!path.exists());
    let first = lock().unwrap();
    assert!(first.is_some());
    assert!(matches!(lock().unwrap_err(), OutputError::Busy(_)));
    let waiting = std::thread::scope(|scope| {
        let second = scope.spawn(|| FolderLock::within(&path, true, Duration::from_secs(60)));
        std::thread::sleep(Duration::from_millis(100));
        let waits = !second.is_finished();
        drop(first);
        waits && second.join().unwrap().unwrap().is_some()
    });
    assert!(waiting);
}
