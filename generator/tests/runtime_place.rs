//! Where the runtime of a client is: within it, or a dependency; in a crate of its own, and in one that is there.

mod crates;

use std::fs;
use std::path::Path;
use std::process::Command;

use crates::{cargo, is_clean, root, words};

/// Runs docwright in a folder.
fn docwright(folder: &Path, arguments: &[&str]) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_docwright")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", words(&output));
}

/// A folder with a page and, where it is given, a configuration.
fn project(name: &str, config: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::copy(root().join("examples/kites.md"), folder.join("docs/kites.md")).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    if !config.is_empty() {
        fs::write(folder.join("docwright.yaml"), format!("api: Kites\nlocales: {{ en: docs }}\n{config}"))
            .unwrap();
    }
    folder
}

/// The crate of a folder compiles, with the runtime of this checkout where it depends on one.
fn compiles(folder: &Path) {
    compiles_with(folder, "kites");
}

fn compiles_with(folder: &Path, features: &str) {
    let runtime = root().join("generator/runtime");
    let patch = format!("patch.crates-io.docwright-runtime.path={:?}", runtime.to_str().unwrap());
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let patch = if manifest.contains("docwright-runtime =") { vec!["--config", &patch] } else { vec![] };
    let features = format!("--features={features}");
    let check = ["check", "--no-default-features", &features];
    let checked = cargo(folder, &[&patch[..], &check[..]].concat());
    is_clean(&checked, &format!("{} {features}", folder.display()));
}

#[test]
fn a_crate_without_a_configuration_has_it_within_or_depends_on_it() {
    let folder = project("place-of-docs", "");
    for (place, is_within) in [("inside", true), ("dependency", false)] {
        let arguments =
            ["generate", "--docs", "docs", "--out", place, "--crate-name", "kites", "--runtime", place];
        docwright(&folder, &arguments);
        let out = folder.join(place);
        assert_eq!(out.join("src/runtime/mod.rs").exists(), is_within);
        fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
        compiles(&out);
    }
}

#[test]
fn so_does_one_of_a_configuration() {
    let whole = |place: &str| format!("output: {{ folder: out, crate: kites, whole-crate: true{place} }}\n");
    let modules = |place: &str| format!("output: {{ folder: src, crate: kites{place} }}\n");
    let cases = [
        ("place-whole", whole(""), "out/src", true),
        ("place-whole-dependency", whole(", runtime: dependency"), "out/src", false),
        ("place-modules", modules(""), "src", false),
        ("place-modules-inside", modules(", runtime: inside"), "src", true),
    ];
    for (name, config, sources, is_within) in cases {
        let folder = project(name, &config);
        docwright(&folder, &["generate"]);
        assert_eq!(folder.join(sources).join("runtime/mod.rs").exists(), is_within, "{name}");
        let text = fs::read_to_string(folder.join(sources).join("lib.rs")).unwrap();
        assert_eq!(text.contains("pub mod runtime;"), is_within, "{name}");
        let whole = folder.join("out");
        match whole.exists() {
            true => {
                fs::copy(root().join("Cargo.lock"), whole.join("Cargo.lock")).unwrap();
            }
            false => {
                let runtime = if is_within {
                    include_str!("../runtime/Cargo.toml")
                        .split_once("[dependencies]")
                        .unwrap()
                        .1
                        .split("[dev-")
                        .next()
                        .unwrap()
                } else {
                    "docwright-runtime = { version = \"0.1.0\", default-features = false }\nserde_json = \"1\"\nserde = { version = \"1\", features = [\"derive\"] }"
                };
                let features = if is_within {
                    "reqwest = [\"dep:reqwest\"]\nrustls = [\"dep:rustls\"]\nnative-tls = []\nblocking = []\n"
                } else {
                    "reqwest = []\nblocking = []\n"
                };
                let manifest = format!(
                    "[package]\nname = \"kites\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nkites = []\n{features}\n\
                     [workspace]\n[dependencies]\n{runtime}\n"
                );
                fs::write(folder.join("Cargo.toml"), manifest).unwrap();
            }
        }
        compiles(if whole.exists() { &whole } else { &folder });
    }
}

/// Each choice of transport and of TLS compiles, wherever the runtime is. The system's TLS needs its headers.
#[test]
#[ignore = "builds an HTTP stack for each choice"]
fn each_choice_of_tls_compiles() {
    let folder = project("place-tls", "");
    for place in ["inside", "dependency"] {
        let out = folder.join(place);
        docwright(
            &folder,
            &["generate", "--docs", "docs", "--out", place, "--crate-name", "kites", "--runtime", place],
        );
        fs::copy(root().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
        for features in [
            "kites",
            "kites,reqwest",
            "kites,rustls",
            "kites,native-tls",
            "kites,rustls,native-tls",
            "kites,blocking,native-tls",
        ] {
            compiles_with(&out, features);
        }
    }
}

/// What the program embeds is in its package, though the runtime is a package of its own.
#[test]
fn packages_have_all_that_they_are_built_from() {
    let listed = |package: &str| {
        let output = cargo(&root(), &["package", "--offline", "--allow-dirty", "--list", "-p", package]);
        assert!(output.status.success(), "{}", words(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let (program, runtime) = (listed("docwright"), listed("docwright-runtime"));
    for file in fs::read_dir(root().join("generator/runtime/src")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(program.contains(&format!("embedded/{name}\n")), "{name} is not in the program's package");
        assert!(runtime.contains(&format!("src/{name}\n")), "{name} is not in the runtime's package");
    }
}
