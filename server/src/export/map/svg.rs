//! A map as a drawing: swim lanes with real text, readable at any size, and the pins and losses as lists beneath.
//!
//! Holds no script, no style sheet and nothing from elsewhere, so that it can be put into any document.

use plenary_protocol::{
    documents::map::{MapLink, MapStep, MapStepKind},
    labels::{Labelled as _, labels},
};

use super::{
    layout::{Area, COLUMN_WIDTH, LANE_NAME_WIDTH, Layout, Point, Size, back_in_words, layout},
    sheet::{MapSheet, lane_name},
    text_lists::{self, List},
};
use crate::export::{
    words,
    wrapping::{shortened, wrapped},
    xml::Xml,
};

const PAPER: &str = "#FBFAF6";
const LANE: &str = "#F1F0EA";
const INK: &str = "#17212B";
const QUIET: &str = "#55606B";
const ACTION: &str = "#0A5B62";
const DANGER: &str = "#A4231B";
/// A level's colour: behind what begins, ends and parts the way, under ink.
const TINT: &str = "#D3E7E6";

const FONT: &str = "'Atkinson Hyperlegible Next', Arial, Helvetica, sans-serif";
/// Characters of a step's name in one line, at 15 pixels in the width of a column.
const NAME_CHARACTERS: usize = 18;
const LINE: f64 = 18.0;
const LANE_NAME_CHARACTERS: usize = 14;
/// Characters of a link's words in one line: as many as the gap between two columns takes.
const LABEL_CHARACTERS: usize = 12;
/// Longer words of a link end in three dots on the drawing; the list beneath has all of them.
const LABEL_LINES: usize = 3;
/// Marks of pins that fit the upper edge of a step; more are counted in the last.
const PIN_MARKS: usize = 5;
const MARGIN: f64 = 24.0;
/// A list beneath a small drawing needs so much all the same.
const LEAST_WIDTH: f64 = 900.0;
const LIST_CHARACTERS: usize = 108;

/// The map as a file, with the lists beneath it.
pub(crate) fn file(sheet: &MapSheet) -> Vec<u8> {
    let mut xml = Xml::new();
    write(&mut xml, sheet, &text_lists::beneath(sheet));
    xml.finish()
}

/// The drawing alone, to be put into a page that has the lists as tables.
pub(crate) fn inline(sheet: &MapSheet) -> String {
    let mut xml = Xml::part();
    write(&mut xml, sheet, &[]);
    String::from_utf8(xml.finish()).expect("texts and names are UTF-8")
}

fn write(xml: &mut Xml, sheet: &MapSheet, lists: &[List]) {
    let map = &sheet.view.content;
    let layout = layout(map, size);
    let top = 2.0 * MARGIN + 2.0 * LINE + 12.0;
    let list_lines: usize = lists
        .iter()
        .map(|list| {
            2 + list
                .lines
                .iter()
                .map(|line| wrapped(line, LIST_CHARACTERS).len())
                .sum::<usize>()
        })
        .sum();
    let width = (layout.width + 2.0 * MARGIN).max(LEAST_WIDTH);
    let height = top + layout.height + 2.0 * MARGIN + number(list_lines) * 22.0 + MARGIN;
    let view_box = format!("0 0 {} {}", place(width), place(height));
    let id = format!("map-{}", sheet.view.map);
    let (title_id, about_id) = (format!("{id}-title"), format!("{id}-about"));
    let (width, height) = (place(width), place(height));
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", width.as_str()),
        ("height", &height),
        ("viewBox", &view_box),
        ("role", "img"),
        ("aria-labelledby", &title_id),
        ("aria-describedby", &about_id),
        ("font-family", FONT),
        ("fill", INK),
    ];
    xml.element("svg", &attributes, |xml| {
        let title = format!("Process map: {}", sheet.view.title);
        xml.text("title", &[("id", &title_id)], &title);
        xml.text("desc", &[("id", &about_id)], &text_lists::about(sheet));
        arrowheads(xml, &id);
        xml.empty(
            "rect",
            &[("width", "100%"), ("height", "100%"), ("fill", PAPER)],
        );
        line(
            xml,
            MARGIN,
            MARGIN + 22.0,
            24,
            "700",
            INK,
            &shortened(&sheet.view.title, 70),
        );
        let subtitle = match map.pathway.as_str() {
            "" => sheet.workshop.clone(),
            pathway => format!("{pathway} · {}", sheet.workshop),
        };
        line(
            xml,
            MARGIN,
            MARGIN + 46.0,
            15,
            "400",
            QUIET,
            &shortened(&subtitle, LIST_CHARACTERS),
        );
        let shift = format!("translate({} {})", place(MARGIN), place(top));
        xml.element("g", &[("transform", &shift)], |xml| {
            drawing(xml, sheet, &layout, &id);
        });
        let mut y = top + layout.height + 2.0 * MARGIN;
        for list in lists {
            line(xml, MARGIN, y + 10.0, 19, "700", INK, &list.heading);
            y += 34.0;
            for text in &list.lines {
                for part in wrapped(text, LIST_CHARACTERS) {
                    line(xml, MARGIN, y, 15, "400", INK, &part);
                    y += 22.0;
                }
            }
            y += 10.0;
        }
    });
}

fn drawing(xml: &mut Xml, sheet: &MapSheet, layout: &Layout, id: &str) {
    let map = &sheet.view.content;
    for (index, band) in layout.bands.iter().enumerate() {
        let fill = if index % 2 == 0 { LANE } else { PAPER };
        rectangle(xml, band.area, 0.0, &[("fill", fill), ("stroke", QUIET)]);
        let name = match &band.lane {
            Some(id) => map
                .lanes
                .iter()
                .find(|lane| lane.id == *id)
                .map_or("", |lane| lane_name(&lane.name)),
            None => &labels().nothing.lane.word,
        };
        let lines = wrapped(name, LANE_NAME_CHARACTERS);
        let y = band.area.y + 26.0;
        text(xml, Point { x: 12.0, y }, 15, "700", "start", INK, &lines);
    }
    for (link, way) in map.links.iter().zip(&layout.links) {
        draw_way(xml, sheet, link, way, id);
    }
    for ((number, step), area) in sheet.numbered().zip(&layout.steps) {
        draw_step(xml, number, step, *area);
    }
    for (link, way) in map.links.iter().zip(&layout.links) {
        let others = map
            .links
            .iter()
            .zip(&layout.links)
            .filter(|(other, _)| other.from == link.from);
        let starts = others
            .filter_map(|(_, way)| way.first())
            .map(|start| start.y);
        draw_label(xml, sheet, link, way, starts);
    }
    for ((_, step), area) in sheet.numbered().zip(&layout.steps) {
        draw_pins(xml, sheet, step, *area);
    }
}

fn name_lines(step: &MapStep) -> Vec<String> {
    wrapped(&step.name, NAME_CHARACTERS)
}

fn size(step: &MapStep) -> Size {
    Size {
        width: COLUMN_WIDTH,
        height: 46.0 + number(name_lines(step).len()) * LINE,
        // The marks of pins stand half above the upper edge.
        below: 6.0,
    }
}

fn draw_step(xml: &mut Xml, number: usize, step: &MapStep, area: Area) {
    let kind = &step.kind.label().word;
    let head = match &step.component {
        Some(component) => format!(
            "{number} · {kind} · {}",
            words::code(component).to_uppercase()
        ),
        None => format!("{number} · {kind}"),
    };
    xml.element("g", &[], |xml| {
        match step.kind {
            MapStepKind::Start | MapStepKind::End => {
                let outline = [("fill", TINT), ("stroke", INK), ("stroke-width", "2")];
                rectangle(xml, area, 22.0, &outline);
            }
            MapStepKind::Step => {
                rectangle(xml, area, 6.0, &[("fill", "#FFFFFF"), ("stroke", INK)]);
            }
            MapStepKind::Wait => {
                let outline = [("fill", "#FFFFFF"), ("stroke", INK), ("stroke-width", "5")];
                rectangle(xml, area, 6.0, &outline);
                let within = [
                    ("fill", "none"),
                    ("stroke", "#FFFFFF"),
                    ("stroke-width", "2"),
                ];
                rectangle(xml, area, 6.0, &within);
            }
            MapStepKind::Decision => cut_corners(xml, area, TINT),
            MapStepKind::HandOff => pointed(xml, area),
        }
        let x = area.x + 14.0;
        line(xml, x, area.y + 22.0, 13, "400", QUIET, &head);
        let at = Point {
            x,
            y: area.y + 42.0,
        };
        text(xml, at, 15, "700", "start", INK, &name_lines(step));
    });
}

fn cut_corners(xml: &mut Xml, area: Area, fill: &str) {
    let (left, right) = (area.x, area.x + area.width);
    let (top, bottom) = (area.y, area.y + area.height);
    let cut = 14.0;
    let corners = [
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    ];
    polygon(xml, &corners, fill);
}

fn pointed(xml: &mut Xml, area: Area) {
    let (left, right) = (area.x, area.x + area.width);
    let (top, bottom) = (area.y, area.y + area.height);
    let corners = [
        (left, top),
        (right - 14.0, top),
        (right, area.y + area.height / 2.0),
        (right - 14.0, bottom),
        (left, bottom),
    ];
    polygon(xml, &corners, "#FFFFFF");
}

fn polygon(xml: &mut Xml, corners: &[(f64, f64)], fill: &str) {
    let points: Vec<String> = corners
        .iter()
        .map(|(x, y)| format!("{},{}", place(*x), place(*y)))
        .collect();
    let points = points.join(" ");
    xml.empty(
        "polygon",
        &[
            ("points", &points),
            ("fill", fill),
            ("stroke", INK),
            ("stroke-width", "1.5"),
        ],
    );
}

fn draw_way(xml: &mut Xml, sheet: &MapSheet, link: &MapLink, way: &[Point], id: &str) {
    let [first, rest @ ..] = way else { return };
    // It begins beneath the step, so that no gap shows where the step's edge is not straight.
    let mut path = format!("M {} {}", place(first.x - 14.0), place(first.y));
    for point in rest {
        path.push_str(&format!(" L {} {}", place(point.x), place(point.y)));
    }
    let (colour, end) = match link.is_back {
        true => (ACTION, format!("url(#{id}-back)")),
        false => (INK, format!("url(#{id}-on)")),
    };
    let mut attributes = vec![
        ("d", path.as_str()),
        ("fill", "none"),
        ("stroke", colour),
        ("stroke-width", "1.5"),
        ("marker-end", &end),
    ];
    if link.is_back {
        attributes.push(("stroke-dasharray", "6 4"));
    }
    xml.element("path", &attributes, |xml| {
        xml.text("title", &[], &text_lists::link(sheet, link));
    });
}

/// Writes a link's words where it leaves its step. `starts` are the heights at which links leave that step: words end below
/// the one above.
fn draw_label(
    xml: &mut Xml,
    sheet: &MapSheet,
    link: &MapLink,
    way: &[Point],
    starts: impl Iterator<Item = f64>,
) {
    let back = back_in_words(&sheet.view.content, link);
    let label = match (link.label.as_str(), back) {
        ("", None) => return,
        ("", Some(back)) => back,
        (label, None) => label.to_owned(),
        (label, Some(back)) => format!("{back}: {label}"),
    };
    let mut lines = wrapped(&label, LABEL_CHARACTERS);
    let Some(first) = way.first().filter(|_| !lines.is_empty()) else {
        return;
    };
    let above = starts
        .filter(|y| *y < first.y)
        .fold(f64::NEG_INFINITY, f64::max);
    let room = (1..LABEL_LINES)
        .filter(|count| number(count + 1) * LINE <= first.y - above)
        .count()
        + 1;
    if room < lines.len() {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            *last = format!(
                "{}…",
                shortened(last, LABEL_CHARACTERS - 1).trim_end_matches('…')
            );
        }
    }
    let colour = if link.is_back { ACTION } else { INK };
    let at = Point {
        x: first.x + 5.0,
        y: first.y - 5.0 - number(lines.len() - 1) * LINE,
    };
    xml.element(
        "g",
        &[
            ("stroke", PAPER),
            ("stroke-width", "3"),
            ("paint-order", "stroke"),
            ("stroke-linejoin", "round"),
        ],
        |xml| text(xml, at, 13, "400", "start", colour, &lines),
    );
}

fn draw_pins(xml: &mut Xml, sheet: &MapSheet, step: &MapStep, area: Area) {
    let numbers: Vec<usize> = (1..)
        .zip(&sheet.view.content.pins)
        .filter(|(_, pin)| pin.step == step.id)
        .map(|(number, _)| number)
        .collect();
    let mut marks: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    if PIN_MARKS < marks.len() {
        let more = marks.len() - PIN_MARKS + 1;
        marks.truncate(PIN_MARKS - 1);
        marks.push(format!("+{more}"));
    }
    for (index, mark) in marks.iter().rev().enumerate() {
        let (x, y) = (area.x + area.width - 14.0 - number(index) * 28.0, area.y);
        let centre = (place(x), place(y));
        xml.empty(
            "circle",
            &[
                ("cx", &centre.0),
                ("cy", &centre.1),
                ("r", "13"),
                ("fill", DANGER),
                ("stroke", "#FFFFFF"),
            ],
        );
        let at = Point { x, y: y + 5.0 };
        text(
            xml,
            at,
            13,
            "700",
            "middle",
            "#FFFFFF",
            std::slice::from_ref(mark),
        );
    }
}

fn arrowheads(xml: &mut Xml, id: &str) {
    xml.element("defs", &[], |xml| {
        for (name, colour) in [("on", INK), ("back", ACTION)] {
            let id = format!("{id}-{name}");
            let attributes = [
                ("id", id.as_str()),
                ("viewBox", "0 0 10 10"),
                ("refX", "10"),
                ("refY", "5"),
                ("markerWidth", "8"),
                ("markerHeight", "8"),
                ("orient", "auto"),
            ];
            xml.element("marker", &attributes, |xml| {
                xml.empty("path", &[("d", "M 0 0 L 10 5 L 0 10 z"), ("fill", colour)]);
            });
        }
    });
}

fn rectangle(xml: &mut Xml, area: Area, radius: f64, more: &[(&str, &str)]) {
    let [x, y, width, height] = [area.x, area.y, area.width, area.height].map(place);
    let radius = place(radius);
    let mut attributes = vec![
        ("x", x.as_str()),
        ("y", &y),
        ("width", &width),
        ("height", &height),
        ("rx", &radius),
    ];
    attributes.extend(more);
    xml.empty("rect", &attributes);
}

fn line(xml: &mut Xml, x: f64, y: f64, size: u32, weight: &str, fill: &str, words: &str) {
    let words = [words.to_owned()];
    text(xml, Point { x, y }, size, weight, "start", fill, &words);
}

fn text(
    xml: &mut Xml,
    at: Point,
    size: u32,
    weight: &str,
    anchor: &str,
    fill: &str,
    lines: &[String],
) {
    let (x, size) = (place(at.x), size.to_string());
    let y = place(at.y);
    let attributes = [
        ("x", x.as_str()),
        ("y", &y),
        ("font-size", &size),
        ("font-weight", weight),
        ("text-anchor", anchor),
        ("fill", fill),
        // Words in Arabic, Hebrew and their like have their punctuation where they have it.
        ("unicode-bidi", "plaintext"),
    ];
    match lines {
        [] => {}
        [one] => xml.text("text", &attributes, one),
        lines => xml.element("text", &attributes, |xml| {
            for (index, line) in lines.iter().enumerate() {
                let down = if index == 0 { "0" } else { "18" };
                let attributes = [
                    ("x", x.as_str()),
                    ("dy", down),
                    ("unicode-bidi", "plaintext"),
                ];
                xml.text("tspan", &attributes, line);
            }
        }),
    }
}

/// Counts here are far below the point where a float no longer holds them.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Tenths of a pixel are seen by nobody.
fn place(value: f64) -> String {
    ((value * 10.0).round() / 10.0).to_string()
}

// A lane's name is written into the margin that the layout leaves for it.
const _: () = assert!(100.0 < LANE_NAME_WIDTH);
