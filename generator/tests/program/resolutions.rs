//! `resolutions:` of the project's own docs: with them, without them, and when their time is over.

use std::fs;
use std::path::Path;

use crate::support::{docwright, project};

#[test]
fn a_dispute_that_nothing_settles_is_asked_of_the_caller_and_reported() {
    // with both resolutions the client asks for neither
    let settled = project(|config| config);
    let output = docwright(settled.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let client = |folder: &Path| fs::read_to_string(folder.join("generated/oracle.rs")).unwrap();
    let text = client(settled.path());
    assert!(text.contains("struct ConnectionStringParts"));
    assert!(text.contains("pub const CONNECTION_SPEC_ID: &str = \"d6b52d86-f0f8-475f-89d4-ce54c8527328\""));

    // without them it asks for the id, has no typed parts, and the findings say why
    let open = project(|config| config.split("resolutions:").next().unwrap_or_default().to_owned());
    let output = docwright(open.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let reported = String::from_utf8_lossy(&output.stdout).into_owned();
    for (rule, line) in
        [("constant-mismatch", "en/oracle.md:142:"), ("template-mismatch", "en/oracle.md:76:")]
    {
        assert!(reported.contains(rule) && reported.contains(line), "{rule} is not reported:\n{reported}");
    }
    let text = client(open.path());
    assert!(!text.contains("ConnectionStringParts") && !text.contains("CONNECTION_SPEC_ID"));
    assert!(text.contains("pub struct ConnectionSpec(id: impl Into<String>)"), "{text}");
}

#[test]
fn a_resolution_for_another_text_has_expired() {
    let expired = project(|config| config.replacen("- 26d738e0", "- 36d738e0", 1));
    let output = docwright(expired.path(), &["check", "--format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    let reported = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        reported.contains("error[resolution-expired] the dispute about `connectionSpec.id` of `oracle`"),
        "{reported}"
    );
    assert!(
        reported.contains("the docs have `d6b52d86-f0f8-475f-89d4-ce54c8527328` and `26d738e0-"),
        "{reported}"
    );
}

#[test]
fn a_resolution_of_nothing_is_unused() {
    let unused =
        project(|config| config.replacen("field: connectionSpec.id", "field: connectionSpec.version", 1));
    let output = docwright(unused.path(), &["check", "--format", "concise"]);
    let reported = String::from_utf8_lossy(&output.stdout).into_owned();
    let expected =
        "warning[resolution-unused] nothing is disputed about `connectionSpec.version` of `oracle`";
    assert!(reported.contains(expected), "{reported}");
}
