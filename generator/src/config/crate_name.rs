//! Names that a crate of a client can have: those that Cargo takes, and that Rust code can use beside what it uses.

/// Words of the language, and names of crates that clients use themselves.
const TAKEN: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn \
    for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true \
    try type typeof union unsafe unsized use virtual where while yield \
    alloc core proc_macro std test \
    bytes docwright_runtime http httpdate percent_encoding reqwest rustls serde serde_json serde_path_to_error thiserror \
    tokio zeroize";

/// Whether a package can have a name, and a client be used by it.
///
/// # Errors
/// What is expected instead.
pub(crate) fn check(name: &str) -> Result<(), String> {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let shaped = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !(starts && shaped && name.len() <= 64) {
        return Err("expected a letter, then letters, digits, `-` and `_`, at most 64".to_owned());
    }
    let library = name.replace('-', "_");
    match TAKEN.split_whitespace().any(|taken| taken == library) {
        true => {
            Err(format!("`{library}` is a word of Rust, or a crate that clients use; expected another name"))
        }
        false => Ok(()),
    }
}
