//! What keeps a spreadsheet from running words that people wrote. The web app's own files go by the same list, which is
//! written for it by `make types`.

use std::borrow::Cow;

/// What makes a spreadsheet take a text for a formula, or skip to where one begins; full-width signs where the
/// spreadsheet reads Japanese.
pub const BEGINS_A_FORMULA: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A spreadsheet would run a text that begins like a formula; an apostrophe before it makes it a text again.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(BEGINS_A_FORMULA) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}
