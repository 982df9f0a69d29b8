//! `cargo +nightly fuzz run page corpus/page seeds/page ../tests/corpus`
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::page(text));
