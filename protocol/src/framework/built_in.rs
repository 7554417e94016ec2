//! The frameworks that every Plenary has: the four toolkit matrices, and a blank one to copy.
//!
//! They are text in the binary and pass the same check as anybody's. Adding one is a file and
//! a line here.

use std::sync::{Arc, OnceLock};

use super::Framework;

/// In the order in which a facilitator is offered them: Tool A is where a partnership starts.
pub(super) const TEXTS: [(&str, &str); 5] = [
    ("pit-a", include_str!("../../frameworks/pit-a.toml")),
    ("pit-b", include_str!("../../frameworks/pit-b.toml")),
    ("pit-c", include_str!("../../frameworks/pit-c.toml")),
    ("pit-d", include_str!("../../frameworks/pit-d.toml")),
    ("blank", include_str!("../../frameworks/blank.toml")),
];

/// The frameworks in the binary, in the order in which they are offered.
pub fn built_in() -> &'static [Arc<Framework>] {
    static FRAMEWORKS: OnceLock<Vec<Arc<Framework>>> = OnceLock::new();
    FRAMEWORKS.get_or_init(|| {
        let read = |(_, text)| {
            Arc::new(Framework::parse(text).expect("built-in text is clean: tested file by file"))
        };
        TEXTS.into_iter().map(read).collect()
    })
}

/// The built-in framework with this id, if there is one.
pub fn built_in_by_id(id: &str) -> Option<&'static Arc<Framework>> {
    built_in()
        .iter()
        .find(|framework| framework.id.as_str() == id)
}
