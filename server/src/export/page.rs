//! The print views' paper: one whole HTML document with its own style, no script, and nothing from elsewhere.

use std::sync::OnceLock;

use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

/// Ink on paper, large enough to read, and broken between actions and rows when it is printed.
const STYLE: &str = "
:root { color: #17212B; background: #FBFAF6; font: 1.1875rem/1.5 'Atkinson Hyperlegible Next', Arial, Helvetica, sans-serif; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.15; margin: 2rem 0 0.75rem; break-after: avoid; }
h1 { font-size: 2.75rem; margin-top: 0; } h2 { font-size: 2rem; } h3 { font-size: 1.5rem; }
p, dl, ul, ol { max-width: 44rem; }
p, td, dd { white-space: pre-line; }
.quiet { color: #55606B; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.5rem; }
caption { text-align: start; font-weight: bold; padding: 0.25rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.375rem 0.5rem; border: 1px solid #17212B; }
thead th { background: #D3E7E6; }
td.number { font-variant-numeric: tabular-nums; text-align: end; }
dl > div { margin-top: 0.5rem; } dt { font-weight: bold; } dd { margin: 0; }
@media (min-width: 40rem), print { dl > div { display: grid; grid-template-columns: 14rem 1fr; } }
article { border-top: 3px solid #0A5B62; margin-top: 2rem; }
svg { display: block; }
@media print {
  :root { background: none; font-size: 11pt; }
  body { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  svg { max-width: 100%; height: auto; }
  thead { display: table-header-group; }
  tr, li, dl > div { break-inside: avoid; }
  article { break-inside: auto; }
}
";

/// A whole document.
pub(super) fn page(title: &str, body: &Markup) -> Vec<u8> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (body) } }
        }
    };
    page.into_string().into_bytes()
}

/// The source by which a policy lets the print views' own style in, and no other.
pub(crate) fn style_source() -> &'static str {
    static SOURCE: OnceLock<String> = OnceLock::new();
    SOURCE.get_or_init(|| {
        let digest = STANDARD.encode(Sha256::digest(STYLE));
        format!("'sha256-{digest}'")
    })
}

/// Words of people's own within a sentence of ours: with a direction of their own, they turn nothing around them round.
pub(super) fn own(words: &str) -> Markup {
    html! { bdi { (words) } }
}

/// A table with a caption and a header row. Each cell has the direction of what people wrote into it. The first cell of each row names the row. Nothing where there are no rows.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        @if !rows.is_empty() {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                table {
                    caption { (caption) }
                    thead { tr { @for name in head { th scope="col" dir="auto" { (name) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (index, cell) in row.iter().enumerate() {
                                    @if index == 0 { th scope="row" dir="auto" { (cell) } } @else { td dir="auto" { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
