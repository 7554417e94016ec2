//! Frameworks as a facilitator may upload them.

#![no_main]

#[path = "../../protocol/tests/checks/framework_toml.rs"]
mod framework_toml;

libfuzzer_sys::fuzz_target!(|data: &[u8]| framework_toml::run(data));
