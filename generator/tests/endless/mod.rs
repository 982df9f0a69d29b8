//! Pages to try the program on, and the program run until it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Far more than any of these takes, far less than for ever.
const LONG: Duration = Duration::from_secs(240);

/// A page that sends `body` and is answered with it.
pub fn page(title: &str, path: &str, body: &Value) -> String {
    let text = serde_json::to_string_pretty(body).unwrap();
    let quoted = text.replace('\'', r"'\''");
    format!(
        "# {title}\n\n```http\nPOST {path}\n```\n\n```shell\ncurl -X POST 'https://a.example.test{path}' \\\n  \
         -H 'Content-Type: application/json' \\\n  -d '{quoted}'\n```\n\n```json\n{text}\n```\n"
    )
}

/// Runs the program until it ends, or for too long.
pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let (stdout, stderr) = (folder.join("stdout"), folder.join("stderr"));
    let file = |path: &PathBuf| Stdio::from(fs::File::create(path).unwrap());
    let mut program = Command::new(env!("CARGO_BIN_EXE_docwright"));
    let mut child = program
        .current_dir(folder)
        .args(arguments)
        .stdout(file(&stdout))
        .stderr(file(&stderr))
        .spawn()
        .unwrap();
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            let words = |path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
            let code = status.code().unwrap_or_else(|| panic!("{arguments:?}: ended by a signal: {status}"));
            return (code, words(&stdout) + &words(&stderr));
        }
        if start.elapsed() > LONG {
            child.kill().unwrap();
            panic!("{arguments:?} goes on and on");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
