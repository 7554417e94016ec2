//! Small pieces of English: lists and plurals.

/// "one", "one and two", "one, two and three".
pub(super) fn list(items: &[String], last_joined_by: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {last_joined_by} {last}", first.join(", ")),
    }
}

/// "1 mark", "3 marks".
pub(super) fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
