//! Presence.

#![no_main]

#[path = "../../protocol/tests/checks/awareness.rs"]
mod awareness;

libfuzzer_sys::fuzz_target!(|data: &[u8]| awareness::run(data));
