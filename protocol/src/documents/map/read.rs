//! Reads a process map: what its schema lets through, and what compares its fields with each other.

use std::collections::HashMap;

use serde::Deserialize;
use yrs::ReadTxn;

use super::{
    Component, ComponentId, DecayPin, Ground, MapLane, MapLink, MapQuestion, MapStep, ProcessMap,
    Stakeholder,
};
use crate::{
    documents::{reading, schema},
    id::ItemId,
    limits,
};

/// A map by its schema.
#[derive(Deserialize)]
struct Written {
    grounds: Vec<Ground>,
    pathway: String,
    why: String,
    components: Labels,
    definition_a: String,
    definition_b: String,
    definition_c: String,
    definition_d: String,
    lanes: Vec<MapLane>,
    steps: Vec<MapStep>,
    links: Vec<Link>,
    pins: Vec<DecayPin>,
    questions: Vec<MapQuestion>,
    stakeholders: Vec<Stakeholder>,
}

#[derive(Deserialize)]
struct Labels {
    a: String,
    b: String,
    c: String,
    d: String,
}

#[derive(Deserialize)]
struct Link {
    id: ItemId,
    from: ItemId,
    to: ItemId,
    label: String,
}

/// Reads a map.
pub(in crate::documents) fn read<T: ReadTxn>(transaction: &T) -> ProcessMap {
    let written: Written = reading::read(transaction, &schema::MAP);
    let Labels { a, b, c, d } = written.components;
    ProcessMap {
        pathway: written.pathway,
        why: written.why,
        grounds: written.grounds,
        components: vec![
            component(ComponentId::A, a, written.definition_a),
            component(ComponentId::B, b, written.definition_b),
            component(ComponentId::C, c, written.definition_c),
            component(ComponentId::D, d, written.definition_d),
        ],
        lanes: written.lanes,
        links: links(written.links, &written.steps),
        steps: written.steps,
        pins: written.pins,
        questions: written.questions,
        stakeholders: written.stakeholders,
    }
}

fn component(id: ComponentId, label: String, definition: String) -> Component {
    let label = match label.is_empty() {
        true => id.default_label().to_owned(),
        false => label,
    };
    Component {
        id,
        label,
        definition,
    }
}

fn links(links: Vec<Link>, steps: &[MapStep]) -> Vec<MapLink> {
    let places: HashMap<&ItemId, usize> = steps.iter().map(|step| &step.id).zip(0..).collect();
    let ends = |from: &ItemId, to: &ItemId| Some((*places.get(from)?, *places.get(to)?));
    let shown = reading::joined(links, limits::LINKS_PER_MAP, |link| {
        ends(&link.from, &link.to).filter(|(leaves, reaches)| leaves != reaches)
    });
    let shown = shown.into_iter().map(|link| MapLink {
        is_back: ends(&link.from, &link.to).is_some_and(|(leaves, reaches)| reaches < leaves),
        id: link.id,
        from: link.from,
        to: link.to,
        label: link.label,
    });
    shown.collect()
}
