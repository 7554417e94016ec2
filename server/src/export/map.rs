//! The files of a process map: what all of them are made of (`sheet`, `tables`, `text_lists`, `layout`), and one file a format.

pub(crate) mod bpmn;
pub(crate) mod docx;
pub(crate) mod html;
pub(crate) mod layout;
pub(crate) mod sheet;
pub(crate) mod svg;
mod tables;
mod text_lists;
