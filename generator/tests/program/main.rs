//! The program as it is run, and what it says of pages. One target, as each costs a link: `cargo test -p docwright --test
//! program fixes` runs the tests of one file.

mod accepted;
mod dialects;
#[cfg(unix)]
mod drift;
mod endings;
mod first_try;
mod fix_proofs;
mod fixes;
mod formats;
mod hooks;
mod init;
mod input;
mod modules;
mod names;
#[cfg(unix)]
mod output;
#[cfg(unix)]
mod places;
mod readme;
mod repairing;
mod resolutions;
mod revisions;
mod rule_pages;
mod supply_chain;
mod support;
