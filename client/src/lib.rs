//! A Plenary participant without a browser: joins, marks, watches and waits over the same REST and sockets as the apps.
//!
//! Modules are in groups in reading order; ARCHITECTURE.md draws which stands on which. Nothing here knows the server's insides.

// Where the server is, and what can go wrong.
pub mod address;
pub mod error;

// The REST calls.
pub mod api;

// What was shown, one socket, a document on it, and what a person does with each.
pub mod ballot;
pub mod connection;
pub mod document;
pub mod views;
pub mod watch;

// A whole person, and a socket for those who want to break the rules.
pub mod participant;
pub mod raw;

// Many people at once, with planted opinions.
pub mod rehearsal;
