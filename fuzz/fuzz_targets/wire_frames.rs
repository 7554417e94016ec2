//! Frames in both directions, and state vectors.

#![no_main]

#[path = "../../protocol/tests/checks/wire_frames.rs"]
mod wire_frames;

libfuzzer_sys::fuzz_target!(|data: &[u8]| wire_frames::run(data));
