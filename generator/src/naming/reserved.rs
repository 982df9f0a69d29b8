//! Every name that generated code, its tests, its examples and the runtime use themselves, by what it would collide with.
//!
//! The only such lists: nothing else is given a name that is here. Knows names only.

/// Types: what a module's own code names without a path, in its items, its tests and its examples.
pub const TYPES: &[&str] = &[
    // of the client
    "Client",
    "BlockingClient",
    "Settings",
    "SettingsRequired",
    "Secret",
    "Extra",
    // of serde and the standard library
    "Display",
    "Serialize",
    "Deserialize",
    // of the prelude
    "String",
    "Vec",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Into",
    "From",
    "Self",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "IntoIterator",
    "Iterator",
    "Send",
    "Sync",
    "Box",
    "ToString",
];

/// Newtypes of ids: those of the root beside these.
pub const ROOT: &[&str] =
    &["Client", "BlockingClient", "Settings", "Error", "Operation", "Response", "Result", "Secret"];

/// Modules: files of the crate, features, crates that `lib.rs` uses; and the names of clients' methods, kept so
/// that no page's module changes its name.
pub const MODULES: &[&str] = &[
    "lib",
    "main",
    "runtime",
    "shared",
    "schemas",
    "samples",
    "std",
    "core",
    "alloc",
    "serde",
    "serde_json",
    "docwright_runtime",
    "default",
    "reqwest",
    "rustls",
    "blocking",
    "new",
    "with_transport",
    "builder",
    "header",
    "retry",
    "send",
    "clone",
    "into",
];

/// Setters and constructors: what types have by traits that code calls by their name.
pub const SETTERS: &[&str] = &["new", "default", "clone", "into"];

/// What an object of a request has beside those.
pub const MEMBERS: &[&str] = &["extra", "from_parts"];

/// Functions of a module.
pub const FUNCTIONS: &[&str] = &["new"];

/// What an operation has beside those.
pub const OPERATION: &[&str] = &["body", "extra", "request"];

/// Variants of an enum: its own, and what a module takes from elsewhere where it is named.
pub const VARIANTS: &[&str] = &["Other", "Display", "Serialize", "Deserialize", "Extra", "Secret"];
