//! `cargo +nightly fuzz run front_matter corpus/front_matter seeds/front_matter`
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::front_matter(text));
