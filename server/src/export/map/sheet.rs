//! What every file of a map is made of: the map, what belongs beside it, and the losses as far as its reader may see them.

use plenary_protocol::{
    documents::map::{MapStep, ProcessMap},
    framework::Level,
    id::{ItemId, MapId, RoundId, SphereId},
    labels::{Labelled as _, labels},
    refusal::Refusal,
    round::Agreed,
    seat::Sphere,
    views::{self, Audience, DomainResult, Findings, MapView},
    workshop::{Round, Workshop},
};

use crate::export::words;

/// A map, ready to be written down.
#[derive(Debug, Clone)]
pub(crate) struct MapSheet {
    /// The workshop's title.
    pub(crate) workshop: String,
    /// The map.
    pub(crate) view: MapView,
    /// The workshop's spheres of influence.
    pub(crate) spheres: Vec<Sphere>,
    /// Where people are lost; none while no such round is shown to the reader.
    pub(crate) losses: Option<Losses>,
}

/// What a round on a map's steps found.
#[derive(Debug, Clone)]
pub(crate) struct Losses {
    /// The round.
    pub(crate) round: RoundId,
    /// The words people chose from.
    pub(crate) levels: Vec<Level>,
    /// Each step that was marked, in the order of the map as it was then.
    pub(crate) steps: Vec<Loss>,
}

/// What was marked at a step.
#[derive(Debug, Clone)]
pub(crate) struct Loss {
    /// The step as it was called when it was marked.
    pub(crate) name: String,
    /// People at each level, or why there are no numbers.
    pub(crate) counts: Result<Vec<u32>, String>,
    /// The one word.
    pub(crate) verdict: &'static str,
    /// The finding in words.
    pub(crate) sentence: String,
    /// What the room decided.
    pub(crate) agreed: String,
}

impl MapSheet {
    /// A map of a workshop for an audience; the one before everybody, or the first, where none is named.
    pub(crate) fn of(
        workshop: &Workshop,
        asked: Option<MapId>,
        audience: Audience,
        findings: &Findings,
    ) -> Result<Self, Refusal> {
        let first = || workshop.maps().next().map(|(map, _)| map);
        let map = asked
            .or_else(|| workshop.shown_map())
            .or_else(first)
            .ok_or_else(|| Refusal::not_found("no map has been made in this workshop yet"))?;
        let view = views::map(workshop, map)
            .ok_or_else(|| Refusal::not_found(format!("this workshop has no map `{map}`")))?;
        Ok(Self {
            workshop: workshop.title().to_owned(),
            view,
            spheres: workshop.spheres().to_vec(),
            losses: losses(workshop, map, audience, findings),
        })
    }

    /// The number of a step in the list, counted from 1, and the step.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &MapStep)> {
        (1..).zip(&self.view.content.steps)
    }

    /// A step as one refers to it: "3. First visit".
    pub(crate) fn step_name(&self, id: &ItemId) -> String {
        step_name(&self.view.content, id)
    }

    /// The organisation of a step.
    pub(crate) fn lane_name(&self, step: &MapStep) -> &str {
        let lanes = &self.view.content.lanes;
        let lane = lanes
            .iter()
            .find(|lane| step.lane.as_ref() == Some(&lane.id));
        lane.map_or(&labels().nothing.lane.word, |lane| lane_name(&lane.name))
    }

    /// The name of a sphere of influence.
    pub(crate) fn sphere_name(&self, id: SphereId) -> &str {
        let sphere = self.spheres.iter().find(|sphere| sphere.id == id);
        sphere.map_or("A sphere that is no longer there", |sphere| &sphere.name)
    }
}

/// A step as one refers to it: "3. First visit".
pub(crate) fn step_name(map: &ProcessMap, id: &ItemId) -> String {
    match map.steps.iter().position(|step| step.id == *id) {
        Some(index) => format!(
            "{}. {}",
            index + 1,
            words::or(&map.steps[index].name, &map.steps[index].kind.label().word)
        ),
        None => "a step that is no longer there".to_owned(),
    }
}

/// The name of an organisation, or what stands where it has none.
pub(crate) fn lane_name(name: &str) -> &str {
    words::or(name, &labels().nothing.lane_name.word)
}

/// The latest round on this map's steps that the audience sees for the whole room: the way of every other sheet.
fn losses(
    workshop: &Workshop,
    map: MapId,
    audience: Audience,
    findings: &Findings,
) -> Option<Losses> {
    let of_map = |round: &&Round| workshop.map_of(round) == Some(map);
    workshop
        .rounds()
        .iter()
        .rev()
        .filter(of_map)
        .find_map(|round| {
            let results = views::results(workshop, round, audience, None, findings).ok()?;
            if results.table.is_some() {
                return None;
            }
            let framework = workshop.framework_of(round);
            let minimum = workshop.settings().minimum_group;
            let loss = |result: &DomainResult| Loss {
                name: framework
                    .domain(&result.domain)
                    .map(|domain| domain.name.clone())
                    .unwrap_or_default(),
                counts: result
                    .counts
                    .clone()
                    .ok_or_else(|| format!("fewer than {minimum} people marked")),
                verdict: &result.verdict.label().in_sentence,
                sentence: result.sentence.clone(),
                agreed: agreed(result.agreed.as_ref(), &framework.levels),
            };
            Some(Losses {
                round: round.id,
                levels: framework.levels.clone(),
                steps: results.domains.iter().map(loss).collect(),
            })
        })
}

fn agreed(agreed: Option<&Agreed>, levels: &[Level]) -> String {
    let name = |level: u8| levels.iter().find(|known| known.level == level);
    match agreed {
        None => String::new(),
        Some(Agreed {
            level: Some(level), ..
        }) => name(*level).map_or_else(|| level.to_string(), |level| level.name.clone()),
        Some(Agreed {
            level: None,
            because,
        }) => format!("No consensus: {because}"),
    }
}
