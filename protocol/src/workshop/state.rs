//! Where a workshop is in its life: as long as it goes on, what people ask changes it.

use serde::{Deserialize, Serialize};

/// A workshop's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkshopState {
    /// Going on.
    Open,
    /// Over: shared documents and commands are closed.
    Closed,
    /// Read-only for ever.
    Sealed,
}
