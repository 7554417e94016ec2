//! Reads a process map out of its document: what is valid in it, and nothing else.

use std::collections::{BTreeMap, HashMap};

use yrs::ReadTxn;

use super::{
    Component, ComponentId, DecayPin, Ground, MapLane, MapLink, MapQuestion, MapStep, ProcessMap,
    Stakeholder,
};
use crate::{
    documents::read::{Fields, clean_line, clean_text, root_text},
    id::ItemId,
    limits,
};

/// Reads a map.
pub(in crate::documents) fn read<T: ReadTxn>(transaction: &T) -> ProcessMap {
    let root = |name: &str| Fields::of_root(transaction, name);
    let lanes = lanes(&root("lanes"));
    let steps = steps(&root("steps"), &lanes);
    let places = Places::of(&steps);
    ProcessMap {
        pathway: clean_line(
            &root_text(transaction, "pathway"),
            limits::SENTENCE_CHARACTERS,
        ),
        why: clean_text(&root_text(transaction, "why"), limits::NOTE_CHARACTERS),
        grounds: grounds(&root("about")),
        components: components(transaction),
        links: links(&root("links"), &places),
        pins: pins(&root("pins"), &places),
        questions: questions(&root("questions"), &places),
        stakeholders: stakeholders(&root("stakeholders"), &places),
        lanes,
        steps,
    }
}

/// Where each step stands in the list.
struct Places(HashMap<ItemId, usize>);

impl Places {
    fn of(steps: &[MapStep]) -> Self {
        let ids = steps.iter().map(|step| step.id.clone());
        Self(ids.zip(0..).collect())
    }

    fn place(&self, step: &ItemId) -> Option<usize> {
        self.0.get(step).copied()
    }

    /// The step that is named there, where it is shown.
    fn step<T: ReadTxn>(&self, fields: &Fields<'_, T>, name: &str) -> Option<(ItemId, usize)> {
        let step: ItemId = fields.word(name)?;
        let place = self.place(&step)?;
        Some((step, place))
    }
}

fn grounds<T: ReadTxn>(about: &Fields<'_, T>) -> Vec<Ground> {
    [
        ("priority", Ground::Priority),
        ("change", Ground::Change),
        ("local_intelligence", Ground::LocalIntelligence),
    ]
    .into_iter()
    .filter(|(name, _)| about.is_true(name))
    .map(|(_, ground)| ground)
    .collect()
}

fn components<T: ReadTxn>(transaction: &T) -> Vec<Component> {
    let labels = Fields::of_root(transaction, "components");
    [
        (ComponentId::A, "a", "definition_a"),
        (ComponentId::B, "b", "definition_b"),
        (ComponentId::C, "c", "definition_c"),
        (ComponentId::D, "d", "definition_d"),
    ]
    .into_iter()
    .map(|(id, name, definition)| {
        let label = labels
            .string(name)
            .map(|label| clean_line(&label, limits::LABEL_CHARACTERS))
            .filter(|label| !label.is_empty());
        let definition = root_text(transaction, definition);
        Component {
            id,
            label: label.unwrap_or_else(|| id.default_label().to_owned()),
            definition: clean_text(&definition, limits::NOTE_CHARACTERS),
        }
    })
    .collect()
}

fn lanes<T: ReadTxn>(lanes: &Fields<'_, T>) -> Vec<MapLane> {
    let lanes = lanes.items().into_iter().take(limits::LANES_PER_MAP);
    lanes
        .map(|(id, fields)| MapLane {
            id,
            name: fields.line("name", limits::LABEL_CHARACTERS),
        })
        .collect()
}

fn steps<T: ReadTxn>(steps: &Fields<'_, T>, lanes: &[MapLane]) -> Vec<MapStep> {
    let read = |(id, fields): (ItemId, Fields<'_, T>)| {
        let lane = fields.word::<ItemId>("lane");
        Some(MapStep {
            id,
            kind: fields.word("kind")?,
            name: fields.line("name", limits::STEP_NAME_CHARACTERS),
            // Twenty lanes at most: looking through them is as quick as any index.
            lane: lane.filter(|lane| lanes.iter().any(|shown| shown.id == *lane)),
            component: fields.word("component"),
            note: fields.text("note", limits::NOTE_CHARACTERS),
        })
    };
    let steps = steps.items().into_iter().filter_map(read);
    steps.take(limits::STEPS_PER_MAP).collect()
}

fn links<T: ReadTxn>(links: &Fields<'_, T>, places: &Places) -> Vec<MapLink> {
    let mut shown: BTreeMap<(usize, usize), MapLink> = BTreeMap::new();
    for (id, fields) in links.items() {
        let ends = (places.step(&fields, "from"), places.step(&fields, "to"));
        let (Some((from, leaves)), Some((to, reaches))) = ends else {
            continue;
        };
        let has_smaller_id = shown
            .get(&(leaves, reaches))
            .is_some_and(|other| other.id < id);
        if leaves == reaches || has_smaller_id {
            continue;
        }
        let link = MapLink {
            id,
            from,
            to,
            label: fields.line("label", limits::LABEL_CHARACTERS),
            is_back: reaches < leaves,
        };
        shown.insert((leaves, reaches), link);
    }
    shown.into_values().take(limits::LINKS_PER_MAP).collect()
}

fn pins<T: ReadTxn>(pins: &Fields<'_, T>, places: &Places) -> Vec<DecayPin> {
    let read = |(id, fields): (ItemId, Fields<'_, T>)| {
        Some(DecayPin {
            id,
            step: places.step(&fields, "step")?.0,
            class: fields.word("class"),
            text: fields.text("text", limits::REMARK_CHARACTERS),
            evidence: fields.text("evidence", limits::PARAGRAPH_CHARACTERS),
            number: fields.number("number", limits::PIN_NUMBER_MAX),
            unit: fields.line("unit", limits::UNIT_CHARACTERS),
        })
    };
    let pins = pins.items().into_iter().filter_map(read);
    pins.take(limits::PINS_PER_MAP).collect()
}

fn questions<T: ReadTxn>(questions: &Fields<'_, T>, places: &Places) -> Vec<MapQuestion> {
    let read = |(id, fields): (ItemId, Fields<'_, T>)| {
        Some(MapQuestion {
            id,
            step: places.step(&fields, "step")?.0,
            text: fields.text("text", limits::REMARK_CHARACTERS),
            method: fields.word("method"),
            answer: fields.text("answer", limits::PARAGRAPH_CHARACTERS),
        })
    };
    let questions = questions.items().into_iter().filter_map(read);
    questions.take(limits::PINS_PER_MAP).collect()
}

fn stakeholders<T: ReadTxn>(stakeholders: &Fields<'_, T>, places: &Places) -> Vec<Stakeholder> {
    let read = |(id, fields): (ItemId, Fields<'_, T>)| {
        let steps = fields.map("steps");
        let mut steps: Vec<(usize, ItemId)> = steps
            .true_keys()
            .into_iter()
            .filter_map(|key| {
                let step: ItemId = key.parse().ok()?;
                Some((places.place(&step)?, step))
            })
            .collect();
        steps.sort();
        Stakeholder {
            id,
            name: fields.line("name", limits::LABEL_CHARACTERS),
            sphere: fields.word("sphere"),
            steps: steps.into_iter().map(|(_, step)| step).collect(),
            is_to_bring_in: fields.is_true("to_bring_in"),
        }
    };
    let stakeholders = stakeholders.items().into_iter();
    let stakeholders = stakeholders.take(limits::STAKEHOLDERS_PER_MAP);
    stakeholders.map(read).collect()
}
