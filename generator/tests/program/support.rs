//! The program, run in a folder; pages and projects for it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub fn docwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docwright")).current_dir(folder).args(arguments).output().unwrap()
}

/// A page with one operation.
pub const PAGE: &str = "# W\n\n## Create a widget\n\n```http\nPOST /w\n```\n\n```shell\ncurl -X POST \
                    'https://a.test/v1/w' -H 'Content-Type: application/json' -d '{\"a\": 1, \"b\": 2}'\n```\n\n\
                    | Field | What |\n| --- | --- |\n| `b` | A number. |\n\n```json\n{\"id\": \"1\"}\n```\n";

/// The project's docs, in a folder of their own, with parts of the configuration replaced.
pub fn project(edit: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
    let at = folder.path();
    for page in ["en/oracle.md", "en/oracle-service-cloud.md"] {
        let target = at.join("docs-input").join(page);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(docs.join(page), target).unwrap();
    }
    let config = fs::read_to_string(docs.join("docwright.yaml")).unwrap();
    let config = config.replace("  fr: fr\n", "").replace("history:\n  oracle: history/oracle\n", "");
    let config = edit(config.replace("  manifest: ../Cargo.toml\n", ""));
    fs::write(at.join("docs-input/docwright.yaml"), config).unwrap();
    fs::write(at.join("Cargo.toml"), "").unwrap();
    folder
}
