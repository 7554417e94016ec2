//! Marking what people wrote: a map's steps or the plan's actions become a framework, as they stand when marking is opened.
//!
//! From there on a round of it is a round like any other: the same ballots, tallies, reveals and rules of disclosure.

use serde::{Deserialize, Serialize};

use super::{Round, Workshop};
use crate::{
    documents::{
        map::{MapStep, MapStepKind, ProcessMap},
        plan::{Action, ActionProgress, Plan},
    },
    framework::{ActionAspect, Domain, DomainAbout, DomainId, Framework, FrameworkId, Level},
    id::{ItemId, MapId},
    labels::Labelled as _,
    limits,
    refusal::Refusal,
    round::RoundKind,
};

/// Characters of a chart's row label; the longest that fits 320 pixels.
const SHORT_NAME_CHARACTERS: usize = 22;

/// Where a framework that was made here comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Derived {
    /// A map's steps.
    Map(MapId),
    /// The plan's actions.
    Plan,
}

impl Workshop {
    /// Whether a framework was made here, of a map or of the plan.
    pub fn is_derived(&self, framework: &FrameworkId) -> bool {
        self.derived.contains_key(framework.as_str())
    }

    /// The map on whose steps a round is marked.
    pub fn map_of(&self, round: &Round) -> Option<MapId> {
        match self.derived.get(self.framework_of(round).id.as_str()) {
            Some(Derived::Map(map)) => Some(*map),
            Some(Derived::Plan) | None => None,
        }
    }

    /// The places of the frameworks that were made of this, the oldest first.
    pub(super) fn derived_of(&self, derived: Derived) -> impl Iterator<Item = usize> {
        let is_of =
            move |framework: &Framework| self.derived.get(framework.id.as_str()) == Some(&derived);
        (0..self.frameworks.len()).filter(move |index| is_of(&self.frameworks[*index]))
    }
}

/// The framework by which people mark how many are lost at the steps of a map. Its id comes with its place in the workshop.
pub(super) fn losses(
    id: FrameworkId,
    title: &str,
    (map_id, map): (MapId, &ProcessMap),
    asked: Option<&[ItemId]>,
) -> Result<Framework, Refusal> {
    let steps: Vec<(usize, &MapStep)> = match asked {
        Some(asked) => chosen(asked, "step", |id| {
            let place = map.steps.iter().position(|step| step.id == *id)?;
            Some((place, &map.steps[place]))
        })?,
        None => map
            .steps
            .iter()
            .enumerate()
            .filter(|(_, step)| !matches!(step.kind, MapStepKind::Start | MapStepKind::End))
            .collect(),
    };
    let steps = in_order(steps);
    check_count("step", "map", steps.len(), limits::DOMAINS_PER_ROUND)?;
    let lane = |step: &MapStep| {
        let lane = map
            .lanes
            .iter()
            .find(|lane| step.lane.as_ref() == Some(&lane.id));
        lane.map(|lane| lane.name.clone())
            .filter(|name| !name.is_empty())
    };
    let domain = |(place, step): &(usize, &MapStep)| {
        let name = match step.name.as_str() {
            "" => format!("Step {}", place + 1),
            name => name.to_owned(),
        };
        Domain {
            id: domain_id(step.id.as_str()),
            short_name: short(&name),
            group: lane(step),
            question: Some(
                "How many people are lost here, or come out worse than they could?".to_owned(),
            ),
            descriptors: [
                "Nearly everybody who gets here gets further.",
                "Some are lost here. Most get further.",
                "Many are lost here: about as many as get further.",
                "Most who get here get no further, or come out worse.",
            ]
            .map(str::to_owned)
            .into(),
            terms: Vec::new(),
            about: Some(DomainAbout::Step {
                map: map_id,
                step: step.id.clone(),
            }),
            name,
        }
    };
    Ok(Framework {
        id,
        version: "1".to_owned(),
        title: format!("Where people are lost: {title}"),
        summary: "For each step of the map: how many people are lost there.".to_owned(),
        source: "Made of this workshop's process map when marking was opened.".to_owned(),
        levels: levels(["Hardly any", "Some", "Many", "Most"]),
        domains: steps.iter().map(domain).collect(),
        glossary: Vec::new(),
    })
}

/// The framework by which people mark the plan's actions: two domains an action, its impact and its speed.
pub(super) fn priorities(
    id: FrameworkId,
    plan: &Plan,
    asked: Option<&[ItemId]>,
) -> Result<Framework, Refusal> {
    let actions: Vec<(usize, &Action)> = match asked {
        Some(asked) => chosen(asked, "action", |id| {
            let place = plan.actions.iter().position(|action| action.id == *id)?;
            Some((place, &plan.actions[place]))
        })?,
        None => plan
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| {
                !matches!(
                    action.progress,
                    ActionProgress::Done | ActionProgress::Stopped
                )
            })
            .collect(),
    };
    let actions = in_order(actions);
    check_count(
        "action",
        "plan",
        actions.len(),
        limits::DOMAINS_PER_ROUND / 2,
    )?;
    let pair = |(place, action): &(usize, &Action)| {
        let what = match action.what.as_str() {
            "" => format!("Action {}", place + 1),
            what => what.to_owned(),
        };
        let domain = |aspect: ActionAspect, question: &str, descriptors: [&str; 4]| {
            let word = aspect.word();
            Domain {
                id: domain_id(&format!("{}-{word}", action.id)),
                name: format!("{what}: {word}"),
                short_name: format!(
                    "{}: {word}",
                    cut(&what, SHORT_NAME_CHARACTERS - 2 - word.len())
                ),
                group: Some(what.clone()),
                question: Some(question.to_owned()),
                descriptors: descriptors.map(str::to_owned).into(),
                terms: Vec::new(),
                about: Some(DomainAbout::Action {
                    action: action.id.clone(),
                    aspect,
                }),
            }
        };
        [
            domain(
                ActionAspect::Impact,
                "How much would this change for people?",
                [
                    "Few people would notice a difference.",
                    "Some people would be better off.",
                    "Many people would be better off.",
                    "Nearly everybody concerned would be much better off.",
                ],
            ),
            domain(
                ActionAspect::Speed,
                "How soon would people notice?",
                [
                    "In more than two years.",
                    "In one to two years.",
                    "Within a year.",
                    "Within three months.",
                ],
            ),
        ]
    };
    Ok(Framework {
        id,
        version: "1".to_owned(),
        title: RoundKind::Priority.label().word.clone(),
        summary: "For each action: how much it would change, and how soon.".to_owned(),
        source: "Made of this workshop's action plan when marking was opened.".to_owned(),
        levels: levels(["Low", "Fair", "High", "Very high"]),
        domains: actions.iter().flat_map(pair).collect(),
        glossary: Vec::new(),
    })
}

/// The id of the `count`-th framework made of a map.
pub(super) fn map_framework_id(map: MapId, count: usize) -> FrameworkId {
    let id = format!("map-{map}-{count}");
    id.parse().expect("lower-case letters, digits and hyphens")
}

/// The id of the `count`-th framework made of the plan.
pub(super) fn plan_framework_id(count: usize) -> FrameworkId {
    let id = format!("plan-{count}");
    id.parse().expect("lower-case letters, digits and hyphens")
}

fn domain_id(text: &str) -> DomainId {
    text.parse()
        .expect("an item's id of at most 24 letters and digits, and a short word")
}

fn levels(names: [&str; 4]) -> Vec<Level> {
    let level = |(level, name): (u8, &str)| Level {
        level,
        name: name.to_owned(),
    };
    (1..).zip(names).map(level).collect()
}

fn chosen<'a, T>(
    asked: &[ItemId],
    what: &str,
    find: impl Fn(&ItemId) -> Option<(usize, &'a T)>,
) -> Result<Vec<(usize, &'a T)>, Refusal> {
    let mut found: Vec<(usize, &T)> = Vec::with_capacity(asked.len());
    for id in asked {
        let one = find(id).ok_or_else(|| Refusal::invalid(format!("there is no {what} `{id}`")))?;
        if found.iter().any(|known| known.0 == one.0) {
            return Err(Refusal::invalid(format!("{what} `{id}` is named twice")));
        }
        found.push(one);
    }
    Ok(found)
}

fn in_order<T>(mut items: Vec<(usize, &T)>) -> Vec<(usize, &T)> {
    items.sort_by_key(|(place, _)| *place);
    items
}

fn check_count(what: &str, of: &str, count: usize, most: usize) -> Result<(), Refusal> {
    match count {
        0 => Err(Refusal::moved_on(format!(
            "the {of} has no {what} to mark yet: add some first"
        ))),
        count if most < count => Err(Refusal::invalid(format!(
            "{count} {what}s are more than people can mark at once: choose at most {most}"
        ))),
        _ => Ok(()),
    }
}

fn short(name: &str) -> String {
    cut(name, SHORT_NAME_CHARACTERS)
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}
