//! The Plenary client.
