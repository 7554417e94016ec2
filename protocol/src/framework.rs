//! Placeholder, written in its own branch.
