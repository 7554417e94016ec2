//! The files of the action plan: what all of them are made of (`sheet`), and one file a format.

pub(crate) mod html;
pub(crate) mod ics;
pub(crate) mod sheet;
