//! `cargo +nightly fuzz run json corpus/json seeds/json`
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::json(text));
