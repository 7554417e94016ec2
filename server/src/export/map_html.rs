//! A map for the printer and for reading aloud: the drawing, and everything in it as tables.

use maud::{Markup, PreEscaped, html};

use super::{
    map_sheet::MapSheet,
    map_tables::{self, Table},
    page::{own, page, table},
    svg, text_lists, words,
};

/// The map as a file.
pub(super) fn file(sheet: &MapSheet) -> Vec<u8> {
    let map = &sheet.view.content;
    let body = html! {
        h1 dir="auto" { (sheet.view.title) }
        p.quiet { "Process map of the workshop “" (own(&sheet.workshop)) "”" }
        h2 { "The pathway" }
        p dir="auto" { (words::or(&map.pathway, "No pathway has been agreed yet.")) }
        @if !map.why.is_empty() {
            h3 { "Why this one" }
            p dir="auto" { (map.why) }
        }
        @if !map.grounds.is_empty() {
            h3 { "It was chosen because" }
            ul { @for ground in &map.grounds { li { (words::ground(*ground)) } } }
        }
        (shown(&map_tables::components(sheet)))
        @if map.steps.is_empty() {
            p { "The map has no steps yet." }
        } @else {
            h2 { "The drawing" }
            div.scroll role="region" aria-label="The drawing" tabindex="0" { (PreEscaped(svg::inline(sheet))) }
            h2 { "The steps" }
            (shown(&map_tables::steps(sheet)))
            (shown(&map_tables::lanes(sheet)))
        }
        h2 { "Where people are lost" }
        @if map.pins.is_empty() {
            p { "No pin has been put on the map yet." }
        }
        (shown(&map_tables::pins(sheet)))
        @for sentence in text_lists::empty_classes(sheet) { p { (sentence) } }
        @if let Some(losses) = &sheet.losses {
            h3 { (text_lists::losses_heading(losses)) }
            (shown(&map_tables::losses(losses)))
        }
        @if !map.questions.is_empty() {
            h2 { "What has to be found out" }
            (shown(&map_tables::questions(sheet)))
        }
        @if !map.stakeholders.is_empty() {
            h2 { "Who has a say" }
            (shown(&map_tables::stakeholders(sheet)))
        }
    };
    page(&format!("{}: process map", sheet.view.title), &body)
}

fn shown(what: &Table) -> Markup {
    let head: Vec<&str> = what.head.iter().map(String::as_str).collect();
    table(what.caption, &head, &what.rows)
}
