//! The sync message of Yjs: its three forms, numbered and laid out alike on every wire and in both directions.

use super::lib0::{Reader, write_var_bytes, write_var_uint};
use super::{Problem, WireError};

/// The forms, as numbered on the wire.
mod form {
    pub(super) const STEP_1: u64 = 0;
    pub(super) const STEP_2: u64 = 1;
    pub(super) const UPDATE: u64 = 2;
}

/// A sync message without the frame around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sync<'a> {
    /// What the sender has, as an encoded state vector; it wants the rest.
    Step1(&'a [u8]),
    /// What the receiver lacks, as a Yjs update, version 1.
    Step2(&'a [u8]),
    /// Edits, as a Yjs update, version 1.
    Update(&'a [u8]),
}

impl<'a> Sync<'a> {
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, WireError> {
        let offset = reader.offset();
        match reader.var_uint()? {
            form::STEP_1 => Ok(Self::Step1(reader.var_bytes()?)),
            form::STEP_2 => Ok(Self::Step2(reader.var_bytes()?)),
            form::UPDATE => Ok(Self::Update(reader.var_bytes()?)),
            value => Err(WireError {
                offset,
                problem: Problem::UnknownKind {
                    what: "sync message",
                    value,
                },
            }),
        }
    }

    pub(super) fn write(self, out: &mut Vec<u8>) {
        let (form, payload) = match self {
            Self::Step1(state_vector) => (form::STEP_1, state_vector),
            Self::Step2(update) => (form::STEP_2, update),
            Self::Update(update) => (form::UPDATE, update),
        };
        write_var_uint(out, form);
        write_var_bytes(out, payload);
    }

    pub(super) fn payload(self) -> &'a [u8] {
        let (Self::Step1(payload) | Self::Step2(payload) | Self::Update(payload)) = self;
        payload
    }
}

/// Whether a sync message that begins here carries an update, of which the rest may not have come.
pub(super) fn begins_update(reader: &mut Reader<'_>) -> bool {
    matches!(reader.var_uint(), Ok(form::STEP_2 | form::UPDATE))
}
