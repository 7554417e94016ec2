//! A seat: a person's place in a workshop, without an account.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    id::{IdError, SphereId, TableId, text_schema, text_serde},
    labels::Labelled as _,
};

/// What a seat may do.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Steers the workshop. Marks nothing.
    Facilitator,
    /// Marks, and writes down what one table says.
    Scribe,
    /// Marks.
    Participant,
    /// Looks on. Never counted.
    Observer,
    /// The projector: reads only.
    Screen,
}

crate::labels::labelled!(Role, role: Spoken);

impl fmt::Display for Role {
    /// As people read it, in a sentence: "the place of a facilitator".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.label().in_sentence)
    }
}

impl Role {
    /// Whether this seat's marks are counted.
    pub fn is_counted(self) -> bool {
        matches!(self, Role::Scribe | Role::Participant)
    }
}

/// The part of the system a person speaks from: `civic`, `vcse`, `health-care`, or a workshop's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectorId(Box<str>);

impl SectorId {
    /// An id for the sector of this name that stands at this place, counted from 1: one made from the name where that
    /// can be told from the others, else one made from the place. So no name, in whatever script, is without one.
    pub(crate) fn free(name: &str, number: usize, taken: &BTreeSet<Self>) -> Self {
        if let Some(id) = Self::from_name(name).filter(|id| !taken.contains(id)) {
            return id;
        }
        let numbered = |number: usize| Self(format!("sector-{number}").into());
        // Somebody may have called a sector "Sector 4".
        (number..)
            .map(numbered)
            .find(|id| !taken.contains(id))
            .expect("there are more numbers than sectors")
    }

    /// Makes an id from a name: "Health and care" becomes `health-and-care`. None where letters would be left out: what
    /// remained would be another word.
    fn from_name(name: &str) -> Option<Self> {
        if name
            .chars()
            .any(|letter| letter.is_alphanumeric() && !letter.is_ascii())
        {
            return None;
        }
        let words: Vec<String> = name
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let slug: String = words.join("-").chars().take(48).collect();
        slug.trim_end_matches('-').parse().ok()
    }
}

impl fmt::Display for SectorId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for SectorId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let is_valid = (1..=48).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_valid {
            Ok(Self(text.into()))
        } else {
            Err(IdError::new(
                text,
                "a sector id: lower-case letters, digits and hyphens, such as `civic`",
            ))
        }
    }
}

text_serde!(SectorId);
text_schema!(SectorId, "health-care");

/// A sector as it is offered to people who join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Sector {
    /// Its id, used in the API and in exports.
    pub id: SectorId,
    /// Its name on a button.
    pub name: String,
}

/// The three sectors of the Population Intervention Triangle, used where a workshop names none.
pub fn default_sectors() -> Vec<Sector> {
    [
        ("civic", "Council or other public body"),
        ("vcse", "Voluntary or community organisation"),
        ("health-care", "Health or care service"),
    ]
    .map(|(id, name)| Sector {
        id: id.parse().expect("a valid sector id, by the test below"),
        name: name.to_owned(),
    })
    .into()
}

/// A sphere of influence: a ring around the person, from what they decide themselves to what they can only speak for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Sphere {
    /// Its id: `s1` is the innermost.
    pub id: SphereId,
    /// Its name.
    pub name: String,
}

/// The spheres of a workshop that has named none.
pub fn default_spheres() -> Vec<Sphere> {
    spheres(&[
        "My own team",
        "My organisation",
        "Partner organisations",
        "The wider system",
    ])
}

/// Spheres with these names, the innermost first.
pub fn spheres(names: &[impl AsRef<str>]) -> Vec<Sphere> {
    let sphere = |(number, name): (u16, &_)| Sphere {
        id: SphereId::nth(number),
        name: AsRef::<str>::as_ref(name).trim().to_owned(),
    };
    (1..).zip(names).map(sphere).collect()
}

/// A table of a workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Table {
    /// Its id.
    pub id: TableId,
    /// Its name, such as "Table 1".
    pub name: String,
}

/// A person's place in a workshop, as its journal knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// What the seat may do.
    pub role: Role,
    /// The sector the person speaks from. Facilitators and screens have none.
    pub sector: Option<SectorId>,
    /// The organisation, where the person gave one.
    pub organisation: Option<String>,
    /// The display name, where the person gave one.
    pub name: Option<String>,
    /// The table the seat sits at.
    pub table: Option<TableId>,
    /// The sphere of influence the person put themselves in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sphere: Option<SphereId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_sectors_have_the_ids_of_the_contract() {
        let ids: Vec<String> = default_sectors()
            .iter()
            .map(|sector| sector.id.to_string())
            .collect();
        assert_eq!(ids, ["civic", "vcse", "health-care"]);
    }

    #[test]
    fn every_name_has_an_id_whatever_its_script_and_no_two_have_the_same() {
        let names = [
            ("Health & Care: acute", "health-care-acute"),
            ("Охрана здоровья", "sector-2"),
            ("医療", "sector-3"),
            ("Sector 5", "sector-5"),
            // The fifth, whose number somebody has taken.
            ("صحة", "sector-6"),
            ("***", "sector-7"),
            ("Health, Care (acute)", "sector-8"),
            ("Santé", "sector-9"),
        ];
        let mut taken = BTreeSet::new();
        for (number, (name, expected)) in (1..).zip(names) {
            let id = SectorId::free(name, number, &taken);
            assert_eq!(id.to_string(), expected, "{name}");
            assert!(taken.insert(id), "{name}");
        }
    }
}
