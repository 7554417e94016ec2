//! Maps and plans out of their documents: whatever passes the gate reads as something valid, the same for everybody.
//!
//! Owns the laws of what is read, documents that people spoil on purpose, people who write at once, and the vectors in
//! `vectors/` that the web app's readers are held to. Everything is seeded.

#[path = "working/cases.rs"]
mod cases;
#[path = "working/chance.rs"]
mod chance;
#[path = "working/edits.rs"]
mod edits;
#[path = "working/laws.rs"]
mod laws;
#[path = "working/map_cases.rs"]
mod map_cases;
#[path = "working/map_link_cases.rs"]
mod map_link_cases;
#[path = "working/page.rs"]
mod page;
#[path = "working/plan_cases.rs"]
mod plan_cases;
#[path = "working/plan_laws.rs"]
mod plan_laws;
#[path = "working/schema.rs"]
mod schema;
#[path = "working/spoiled.rs"]
mod spoiled;
#[path = "working/together.rs"]
mod together;
#[path = "working/vectors.rs"]
mod vectors;
