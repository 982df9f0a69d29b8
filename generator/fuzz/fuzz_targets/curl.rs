//! `cargo +nightly fuzz run curl corpus/curl seeds/curl`
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::curl(text));
