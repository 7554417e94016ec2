//! A map for the printer and for reading aloud: the drawing, and everything in it as tables.

use maud::{Markup, PreEscaped, html};
use plenary_protocol::labels::Labelled as _;

use super::{
    sheet::MapSheet,
    svg,
    tables::{self, Table},
    text_lists,
};
use crate::export::{
    page::{own, page, table},
    words,
};

/// The map as a file.
pub(crate) fn file(sheet: &MapSheet) -> Vec<u8> {
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
            ul { @for ground in &map.grounds { li { (ground.label().word) } } }
        }
        (shown(&tables::components(sheet)))
        @if map.steps.is_empty() {
            p { "The map has no steps yet." }
        } @else {
            h2 { "The drawing" }
            div.scroll role="region" aria-label="The drawing" tabindex="0" { (PreEscaped(svg::inline(sheet))) }
            h2 { "The steps" }
            (shown(&tables::steps(sheet)))
            (shown(&tables::lanes(sheet)))
        }
        h2 { "Where people are lost" }
        @if map.pins.is_empty() {
            p { "No pin has been put on the map yet." }
        }
        (shown(&tables::pins(sheet)))
        @for sentence in text_lists::empty_classes(sheet) { p { (sentence) } }
        @if let Some(losses) = &sheet.losses {
            h3 { (text_lists::losses_heading(losses)) }
            (shown(&tables::losses(losses)))
        }
        @if !map.questions.is_empty() {
            h2 { "What has to be found out" }
            (shown(&tables::questions(sheet)))
        }
        @if !map.stakeholders.is_empty() {
            h2 { "Who has a say" }
            (shown(&tables::stakeholders(sheet)))
        }
    };
    page(&format!("{}: process map", sheet.view.title), &body)
}

fn shown(what: &Table) -> Markup {
    let head: Vec<&str> = what.head.iter().map(String::as_str).collect();
    table(what.caption, &head, &what.rows)
}
