//! Where the groups stand, and whose disagreement it is.

use super::{GroupFinding, english};
use crate::{
    consensus::{Pattern, Shape, Verdict, Whose, shape},
    labels::{Labelled as _, labels},
    round::Grouping,
};

/// "health and councils lean to 3, the voluntary sector to 1". Levels are numbers here, since a name would be said for
/// each group. None without two groups.
pub(super) fn clause(groups: &[GroupFinding<'_>], grouping: Grouping) -> Option<String> {
    if groups.len() < 2 {
        return None;
    }
    // Groups that stand alike are named together, in the order in which they come.
    let mut stances: Vec<(Stance, Vec<String>)> = Vec::new();
    for group in groups {
        let stance = Stance::of(group.counts);
        match stances.iter_mut().find(|(other, _)| *other == stance) {
            Some((_, names)) => names.push(group.name.to_owned()),
            None => stances.push((stance, vec![group.name.to_owned()])),
        }
    }
    if let [(stance, names)] = stances.as_slice() {
        let all = match names.len() {
            2 => "both".to_owned(),
            several => format!("all {several}"),
        };
        return Some(format!(
            "{all} {} {}",
            grouping.label().many,
            stance.of_several()
        ));
    }
    let mut said_leaning = false;
    let mut clauses = Vec::new();
    for (stance, names) in &stances {
        let stands = match stance {
            Stance::Leans { level } if said_leaning => format!("to {level}"),
            _ if names.len() == 1 => stance.of_one(),
            _ => stance.of_several(),
        };
        said_leaning = matches!(stance, Stance::Leans { .. });
        clauses.push(format!("{} {stands}", english::list(names, "and")));
    }
    Some(clauses.join(", "))
}

/// Where a group stands, as far as a half-sentence tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stance {
    Leans { level: u8 },
    Between { lower: u8, higher: u8 },
    Polarised,
    Scattered,
    TooFew,
}

impl Stance {
    fn of(counts: &[u32]) -> Self {
        match shape(counts) {
            Shape::Consensus { level } | Shape::Leaning { level, .. } => Self::Leans { level },
            Shape::Split { lower, higher } => Self::Between { lower, higher },
            Shape::Polarised { .. } => Self::Polarised,
            Shape::Scattered => Self::Scattered,
            Shape::TooFew => Self::TooFew,
        }
    }

    /// What follows the name of one group. No verb that would have to know whether the name is a plural.
    fn of_one(self) -> String {
        match self {
            Self::Leans { level } => format!("leaning to {level}"),
            Self::Between { lower, higher } => {
                let split = &Verdict::Split.label().in_sentence;
                format!("{split} between {lower} and {higher}")
            }
            Self::Polarised => Verdict::Polarised.label().in_sentence.clone(),
            Self::Scattered => Verdict::Scattered.label().in_sentence.clone(),
            Self::TooFew => "too small for a word".to_owned(),
        }
    }

    /// What follows the names of several.
    fn of_several(self) -> String {
        match self {
            Self::Leans { level } => format!("lean to {level}"),
            other => format!("are each {}", other.of_one()),
        }
    }
}

/// Whose disagreement it is, in words no surer than the finding. None where nobody disagrees.
pub(super) fn whose_clause(whose: Whose) -> Option<String> {
    let groups = &whose.grouping.label().many;
    let between = &labels().between;
    let people = english::counted(whose.n, "person", "people");
    Some(match whose.pattern {
        Pattern::Agreed => return None,
        Pattern::TooFew => format!("too few to compare {groups}, with {people}"),
        Pattern::NotDetectable => {
            format!("no pattern between {groups} could be made out with {people}")
        }
        // How large a part groups have is not said of what may be chance.
        Pattern::Partly | Pattern::Clearly | Pattern::Mainly if whose.tentative => {
            format!("{} {groups}", between.perhaps.in_sentence)
        }
        Pattern::Individual => {
            let group = whose.grouping;
            format!("mostly between individuals, whatever their {group}")
        }
        Pattern::Partly => format!("{} {groups}", between.partly.in_sentence),
        Pattern::Clearly => format!("{} {groups}", between.clearly.in_sentence),
        Pattern::Mainly => format!("{} {groups}", between.mainly.in_sentence),
    })
}
