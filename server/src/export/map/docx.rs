//! A map as a document that people edit on: headings and tables, in the order in which one reads them out.

use std::io::Cursor;

use docx_rs::{
    Docx, Paragraph, Run, RunFonts, Shading, Style, StyleType, Table as DocxTable, TableCell,
    TableRow, WidthType,
};
use plenary_protocol::labels::Labelled as _;

use super::{
    sheet::MapSheet,
    tables::{self, Table},
    text_lists,
};
use crate::export::{words, xml::legal};

/// The width of a page's text, in twentieths of a point: A4 upright within its margins.
const TEXT_WIDTH: usize = 9_000;
/// What the library writes for a row that must not be split. Only header rows are marked so, because it knows no header
/// rows: this is put right in what it has written.
const NOT_SPLIT: &str = "<w:cantSplit />";
/// A header row, repeated on each page and told as such by screen readers.
const HEADER: &str = "<w:cantSplit /><w:tblHeader />";

/// The map as a file.
pub(crate) fn file(sheet: &MapSheet) -> Vec<u8> {
    let map = &sheet.view.content;
    let mut document = Document::new();
    document.heading(1, &sheet.view.title);
    document.paragraph(&format!("Process map of the workshop “{}”", sheet.workshop));
    document.heading(2, "The pathway");
    document.paragraph(words::or(&map.pathway, "No pathway has been agreed yet."));
    if !map.why.is_empty() {
        document.heading(3, "Why this one");
        document.paragraph(&map.why);
    }
    if !map.grounds.is_empty() {
        document.heading(3, "It was chosen because");
        for ground in &map.grounds {
            document.paragraph(&ground.label().word);
        }
    }
    document.table(&tables::components(sheet));
    document.heading(2, "The steps");
    if map.steps.is_empty() {
        document.paragraph("The map has no steps yet.");
    }
    document.table(&tables::steps(sheet));
    document.table(&tables::lanes(sheet));
    document.heading(2, "Where people are lost");
    if map.pins.is_empty() {
        document.paragraph("No pin has been put on the map yet.");
    }
    document.table(&tables::pins(sheet));
    for sentence in text_lists::empty_classes(sheet) {
        document.paragraph(&sentence);
    }
    if let Some(losses) = &sheet.losses {
        document.heading(3, &text_lists::losses_heading(losses));
        document.table(&tables::losses(losses));
    }
    if !map.questions.is_empty() {
        document.heading(2, "What has to be found out");
        document.table(&tables::questions(sheet));
    }
    if !map.stakeholders.is_empty() {
        document.heading(2, "Who has a say");
        document.table(&tables::stakeholders(sheet));
    }
    document.finish()
}

struct Document(Docx);

impl Document {
    fn new() -> Self {
        let mut docx = Docx::new()
            .default_fonts(RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial"))
            .default_size(22);
        for (level, half_points) in [(1, 48), (2, 36), (3, 28)] {
            let style = Style::new(format!("Heading{level}"), StyleType::Paragraph)
                .name(format!("heading {level}"))
                .based_on("Normal")
                .next("Normal")
                .q_format(true)
                .outline_lvl(level - 1)
                .size(half_points)
                .bold();
            docx = docx.add_style(style);
        }
        let caption = Style::new("Caption", StyleType::Paragraph)
            .name("caption")
            .based_on("Normal")
            .bold();
        Self(docx.add_style(caption))
    }

    fn add(&mut self, paragraph: Paragraph) {
        self.0 = std::mem::take(&mut self.0).add_paragraph(paragraph);
    }

    fn heading(&mut self, level: usize, text: &str) {
        let style = format!("Heading{level}");
        self.add(
            Paragraph::new()
                .style(&style)
                .keep_next(true)
                .add_run(run(text)),
        );
    }

    fn paragraph(&mut self, text: &str) {
        for paragraph in paragraphs(text) {
            self.add(paragraph);
        }
    }

    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        self.add(
            Paragraph::new()
                .style("Caption")
                .keep_next(true)
                .add_run(run(table.caption)),
        );
        let width = TEXT_WIDTH / table.head.len();
        let cell = |text: &str, is_head: bool| {
            let mut cell = TableCell::new().width(width, WidthType::Dxa);
            if is_head {
                cell = cell.shading(Shading::new().fill("D3E7E6"));
            }
            for paragraph in paragraphs(text) {
                cell = cell.add_paragraph(if is_head { paragraph.bold() } else { paragraph });
            }
            cell
        };
        let head = table.head.iter().map(|text| cell(text, true)).collect();
        let rows = table
            .rows
            .iter()
            .map(|row| TableRow::new(row.iter().map(|text| cell(text, false)).collect()));
        let rows = std::iter::once(TableRow::new(head).cant_split()).chain(rows);
        let written = DocxTable::new(rows.collect())
            .set_grid(vec![width; table.head.len()])
            .width(TEXT_WIDTH, WidthType::Dxa);
        self.0 = std::mem::take(&mut self.0).add_table(written);
        // Two tables without anything between them would be one.
        self.add(Paragraph::new());
    }

    fn finish(self) -> Vec<u8> {
        let mut written = self.0.build();
        let document = String::from_utf8(written.document).expect("the library writes UTF-8");
        written.document = document.replace(NOT_SPLIT, HEADER).into_bytes();
        let mut file = Cursor::new(Vec::new());
        written
            .pack(&mut file)
            .expect("writing into memory does not fail");
        file.into_inner()
    }
}

/// Each line of a text as a paragraph; one without words for an empty text.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    text.split('\n')
        .map(|line| Paragraph::new().add_run(run(line)))
        .collect()
}

fn run(text: &str) -> Run {
    Run::new().add_text(legal(text))
}
