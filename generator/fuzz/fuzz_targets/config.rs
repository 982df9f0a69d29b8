//! `cargo +nightly fuzz run config corpus/config seeds/config`
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::config(text));
