//! Maps and plans for the tests of the exports: one that reads like a real one, and any that a reader of documents may give.
