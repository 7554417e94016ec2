//! What the readers of maps and plans have in common: texts, items and their order (docs/PROTOCOL.md, MA1 and MA2).
