//! Programming languages, as fences name them: a sample in one of them shows no request that is read.

/// What fences are labelled with, in lower case.
const LANGUAGES: &[&str] = &[
    "c",
    "c#",
    "c++",
    "clojure",
    "cpp",
    "cs",
    "csharp",
    "dart",
    "dotnet",
    "elixir",
    "erlang",
    "f#",
    "fsharp",
    "go",
    "golang",
    "groovy",
    "haskell",
    "java",
    "javascript",
    "js",
    "jsx",
    "julia",
    "kotlin",
    "kt",
    "lua",
    "matlab",
    "mjs",
    "node",
    "nodejs",
    "objc",
    "objective-c",
    "ocaml",
    "perl",
    "php",
    "powershell",
    "ps1",
    "py",
    "python",
    "python2",
    "python3",
    "r",
    "rb",
    "ruby",
    "rs",
    "rust",
    "scala",
    "swift",
    "ts",
    "tsx",
    "typescript",
    "vb",
    "vbnet",
];

/// The language that a fence is labelled with, if it is one of these.
pub(in crate::dialect) fn of(label: &str) -> Option<&str> {
    let name = label.split([' ', ',', '{', '\t', ':']).find(|word| !word.is_empty())?;
    let name = name.trim_start_matches('.').trim_end_matches('}');
    LANGUAGES.contains(&name.to_lowercase().as_str()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn labels_name_languages() {
        for (label, expected) in [
            ("python", Some("python")),
            ("Python 3", Some("Python")),
            ("{.js .numberLines}", Some("js")),
            ("ts:example.ts", Some("ts")),
            ("shell", None),
            ("json", None),
            ("", None),
        ] {
            assert_eq!(of(label), expected, "{label}");
        }
    }
}
