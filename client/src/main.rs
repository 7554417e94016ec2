//! The `plenaryctl` command.

fn main() {}
