//! A document's name on the wire: `{workshop}/session`, `{workshop}/ballot/{seat}`, and so on.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::id::{IdError, MapId, SeatId, TableId, WorkshopId};

/// Which document of a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// The empty document on whose address a seat's views arrive.
    Session,
    /// One seat's marks.
    Ballot(SeatId),
    /// What one table writes.
    Table(TableId),
    /// What facilitators write for everybody.
    Plenary,
    /// One process map.
    Map(MapId),
    /// The action plan.
    Plan,
}

/// What of a client's presence is told to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldPresence {
    /// All that the client says: those who sit together know each other.
    Whole,
    /// At which place it writes, and never whose it is.
    Place,
    /// Nothing.
    Nothing,
}

/// The name of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentName {
    /// The workshop it belongs to.
    pub workshop: WorkshopId,
    /// Which of its documents.
    pub kind: DocumentKind,
}

impl DocumentKind {
    /// What it is called where whose it is must not be said, as in a log.
    pub fn word(&self) -> &'static str {
        match self {
            DocumentKind::Session => "session",
            DocumentKind::Ballot(_) => "ballot",
            DocumentKind::Table(_) => "table",
            DocumentKind::Plenary => "plenary",
            DocumentKind::Map(_) => "map",
            DocumentKind::Plan => "plan",
        }
    }

    /// Whose presence is told to those who have it open too; in all other documents people are numbers.
    pub fn presence(&self) -> ToldPresence {
        match self {
            DocumentKind::Table(_) => ToldPresence::Whole,
            DocumentKind::Map(_) | DocumentKind::Plan => ToldPresence::Place,
            DocumentKind::Session | DocumentKind::Ballot(_) | DocumentKind::Plenary => {
                ToldPresence::Nothing
            }
        }
    }

    /// The name without the workshop: `ballot/{seat}`.
    pub fn path(&self) -> String {
        match self {
            DocumentKind::Session => "session".to_owned(),
            DocumentKind::Ballot(seat) => format!("ballot/{seat}"),
            DocumentKind::Table(table) => format!("table/{table}"),
            DocumentKind::Plenary => "plenary".to_owned(),
            DocumentKind::Map(map) => format!("map/{map}"),
            DocumentKind::Plan => "plan".to_owned(),
        }
    }
}

impl DocumentName {
    /// The name without the workshop: `ballot/{seat}`.
    pub fn path(&self) -> String {
        self.kind.path()
    }

    /// The document at this path of a workshop.
    pub fn at(workshop: WorkshopId, path: &str) -> Result<Self, IdError> {
        let kind = match path.split_once('/') {
            None if path == "session" => DocumentKind::Session,
            None if path == "plenary" => DocumentKind::Plenary,
            None if path == "plan" => DocumentKind::Plan,
            Some(("ballot", seat)) => DocumentKind::Ballot(seat.parse()?),
            Some(("table", table)) => DocumentKind::Table(table.parse()?),
            Some(("map", map)) => DocumentKind::Map(map.parse()?),
            _ => {
                return Err(IdError::new(
                    path,
                    "a document: session, ballot/…, table/…, plenary, map/… or plan",
                ));
            }
        };
        Ok(Self { workshop, kind })
    }
}

impl Serialize for DocumentName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.workshop, self.path())
    }
}

impl FromStr for DocumentName {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (workshop, path) = text.split_once('/').ok_or_else(|| {
            IdError::new(
                text,
                "a document name: a workshop id, a slash and a document",
            )
        })?;
        Self::at(workshop.parse()?, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_round_trips() {
        let workshop = WorkshopId::from_random_bytes([1; 16]);
        let kinds = [
            DocumentKind::Session,
            DocumentKind::Ballot(SeatId::from_random_bytes([2; 16])),
            DocumentKind::Table(TableId::nth(3)),
            DocumentKind::Plenary,
            DocumentKind::Map(MapId::nth(2)),
            DocumentKind::Plan,
        ];
        for kind in kinds {
            let name = DocumentName { workshop, kind };
            assert_eq!(name.to_string().parse(), Ok(name));
        }
    }

    #[test]
    fn a_name_that_is_nearly_right_is_refused() {
        let workshop = WorkshopId::from_random_bytes([1; 16]);
        for path in [
            "",
            "Session",
            "session/",
            "ballot",
            "ballot/",
            "table/1",
            "table/t0",
            "plenary/x",
            "map",
            "map/1",
            "plan/",
            "secret",
        ] {
            assert!(DocumentName::at(workshop, path).is_err(), "{path:?}");
        }
        assert!("session".parse::<DocumentName>().is_err());
    }
}
