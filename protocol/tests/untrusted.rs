//! Bytes from outside: genuine ones, damaged ones, invented ones, and those a fuzzer has found worth keeping.
//!
//! `checks/` is shared with the fuzz targets in `fuzz/`. Only `untrusted/fresh.rs` needs Node.

#[path = "checks/awareness.rs"]
mod awareness;
#[path = "checks/choices.rs"]
mod choices;
#[path = "checks/framework_toml.rs"]
mod framework_toml;
#[path = "checks/gate_apply.rs"]
mod gate_apply;
#[path = "checks/inventions.rs"]
mod inventions;
#[path = "checks/replica.rs"]
mod replica;
#[path = "checks/rulebook.rs"]
mod rulebook;
#[path = "checks/served.rs"]
mod served;
#[path = "checks/trial.rs"]
mod trial;
#[path = "checks/wire_frames.rs"]
mod wire_frames;

#[path = "untrusted/corpus.rs"]
mod corpus;
#[path = "untrusted/fresh.rs"]
mod fresh;
#[path = "untrusted/genuine.rs"]
mod genuine;
#[path = "untrusted/mutations.rs"]
mod mutations;
#[path = "untrusted/repeats.rs"]
mod repeats;
#[path = "untrusted/replay.rs"]
mod replay;
