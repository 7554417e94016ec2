//! Histories of documents through the gate into yrs, and out again in every way the server reads them.

#![no_main]

#[path = "../../protocol/tests/checks/choices.rs"]
mod choices;
#[path = "../../protocol/tests/checks/gate_apply.rs"]
mod gate_apply;
#[path = "../../protocol/tests/checks/inventions.rs"]
mod inventions;
#[path = "../../protocol/tests/checks/replica.rs"]
mod replica;
#[path = "../../protocol/tests/checks/rulebook.rs"]
mod rulebook;
#[path = "../../protocol/tests/checks/served.rs"]
mod served;
#[path = "../../protocol/tests/checks/trial.rs"]
mod trial;

libfuzzer_sys::fuzz_target!(|data: &[u8]| gate_apply::run(data));
