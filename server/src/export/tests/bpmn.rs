//! What is written as BPMN comes back equal, and is the sample that the web app's import is tested with.

use std::{collections::HashMap, fs, path::Path};

use plenary_protocol::{
    documents::map::{
        DecayPin, MapLane, MapLink, MapQuestion, MapStep, MapStepKind, ProcessMap, Stakeholder,
    },
    id::ItemId,
};
use serde_json::{Value, json};

use super::{
    pathway,
    tree::{Element, read},
};
use crate::export::map::bpmn;

fn code<T: serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(Value::String(word.to_owned())).unwrap()
}

fn id_behind(text: &str, prefix: &str) -> ItemId {
    text.strip_prefix(prefix).unwrap().parse().unwrap()
}

/// A map out of a file of ours, by the rules of docs/BPMN.md.
fn import(file: &[u8]) -> ProcessMap {
    let definitions = read(file);
    assert_eq!(definitions.name, "bpmn:definitions");
    let process = definitions.child("bpmn:process");
    let ours = process.child("bpmn:extensionElements").child("plenary:map");
    let mut map = ProcessMap::empty();
    map.why = process.text_of("bpmn:documentation");
    map.pathway = ours.text_of("plenary:pathway");
    map.grounds = ours
        .all("plenary:ground")
        .map(|ground| code(&ground.text))
        .collect();
    for (component, written) in map.components.iter_mut().zip(ours.all("plenary:component")) {
        assert_eq!(component.id, code(written.attribute("letter")));
        component.label = written.text_of("plenary:label");
        component.definition = written.text_of("plenary:definition");
    }
    let mut lane_of: HashMap<String, ItemId> = HashMap::new();
    for lane in process.child("bpmn:laneSet").all("bpmn:lane") {
        if lane.attribute("id") == "no_lane" {
            continue;
        }
        let id = id_behind(lane.attribute("id"), "lane_");
        for step in lane.all("bpmn:flowNodeRef") {
            lane_of.insert(step.text.clone(), id.clone());
        }
        map.lanes.push(MapLane {
            id,
            name: lane.attribute_or_empty("name"),
        });
    }
    for node in &process.children {
        let kind = match node.name.as_str() {
            "bpmn:startEvent" => MapStepKind::Start,
            "bpmn:task" => MapStepKind::Step,
            "bpmn:exclusiveGateway" => MapStepKind::Decision,
            "bpmn:intermediateCatchEvent" => MapStepKind::Wait,
            "bpmn:sendTask" => MapStepKind::HandOff,
            "bpmn:endEvent" => MapStepKind::End,
            _ => continue,
        };
        let is_timer = node.all("bpmn:timerEventDefinition").count() == 1;
        assert_eq!(is_timer, kind == MapStepKind::Wait);
        let id = node.attribute("id");
        let component = node
            .all("bpmn:extensionElements")
            .next()
            .map(|ours| code(ours.child("plenary:step").attribute("component")));
        map.steps.push(MapStep {
            id: id_behind(id, "step_"),
            kind,
            name: node.attribute_or_empty("name"),
            lane: lane_of.get(id).cloned(),
            component,
            note: node.text_of("bpmn:documentation"),
        });
    }
    let place = |map: &ProcessMap, id: &ItemId| map.steps.iter().position(|step| step.id == *id);
    for flow in process.all("bpmn:sequenceFlow") {
        let from = id_behind(flow.attribute("sourceRef"), "step_");
        let to = id_behind(flow.attribute("targetRef"), "step_");
        map.links.push(MapLink {
            id: id_behind(flow.attribute("id"), "link_"),
            is_back: place(&map, &to) < place(&map, &from),
            from,
            to,
            label: flow.attribute_or_empty("name"),
        });
    }
    for pin in ours.all("plenary:pin") {
        map.pins.push(DecayPin {
            id: code(pin.attribute("item")),
            step: code(pin.attribute("step")),
            class: pin.attributes.get("class").map(|class| code(class)),
            text: pin.text_of("plenary:text"),
            evidence: pin.text_of("plenary:evidence"),
            number: pin
                .attributes
                .get("number")
                .map(|number| number.parse().unwrap()),
            unit: pin.text_of("plenary:unit"),
        });
    }
    for question in ours.all("plenary:question") {
        map.questions.push(MapQuestion {
            id: code(question.attribute("item")),
            step: code(question.attribute("step")),
            text: question.text_of("plenary:text"),
            method: question.attributes.get("method").map(|method| code(method)),
            answer: question.text_of("plenary:answer"),
        });
    }
    for stakeholder in ours.all("plenary:stakeholder") {
        map.stakeholders.push(Stakeholder {
            id: code(stakeholder.attribute("item")),
            name: stakeholder.text_of("plenary:name"),
            sphere: stakeholder
                .attributes
                .get("sphere")
                .map(|sphere| code(sphere)),
            steps: stakeholder
                .all("plenary:at")
                .map(|at| code(at.attribute("step")))
                .collect(),
            is_to_bring_in: stakeholder.attributes.contains_key("toBringIn"),
        });
    }
    map
}

/// What makes a drawing of the file: one shape or edge for each element, with real numbers, and ids that are there.
#[track_caller]
fn check_drawing(definitions: &Element) {
    let mut ids = Vec::new();
    definitions.each(&mut |element| ids.extend(element.attributes.get("id").cloned()));
    let count = ids.len();
    let known: std::collections::HashSet<String> = ids.into_iter().collect();
    assert_eq!(known.len(), count, "an id stands twice");
    let mut drawn = std::collections::HashSet::new();
    definitions.each(&mut |element| {
        if let Some(of) = element.attributes.get("bpmnElement") {
            assert!(known.contains(of), "{of} is drawn and is not there");
            assert!(drawn.insert(of.clone()), "{of} is drawn twice");
        }
        for name in ["x", "y", "width", "height"] {
            if let Some(value) = element.attributes.get(name) {
                assert!(value.parse::<f64>().unwrap() >= 0.0, "{name}={value}");
            }
        }
        if element.name == "bpmndi:BPMNEdge" {
            assert!(2 <= element.children.len());
        }
    });
    let process = definitions.child("bpmn:process");
    for element in &process.children {
        let is_drawn = element.attributes.contains_key("id") && element.name != "bpmn:laneSet";
        if is_drawn {
            assert!(drawn.contains(element.attribute("id")), "{element:?}");
        }
    }
}

#[test]
fn every_map_comes_back_from_its_bpmn_as_it_was() {
    for seed in 0..300 {
        let map = pathway::any(seed);
        let file = bpmn::file(&pathway::sheet("A map", map.clone()));
        check_drawing(&read(&file));
        assert_eq!(json!(import(&file)), json!(map), "seed {seed}");
    }
}

#[test]
fn a_map_without_anything_is_a_file_all_the_same() {
    let map = ProcessMap::empty();
    let file = bpmn::file(&pathway::sheet("", map.clone()));
    check_drawing(&read(&file));
    assert_eq!(import(&file), map);
}

/// The web app's import is tested with this file. `PLENARY_WRITE_SAMPLES=1` writes it anew.
#[test]
fn the_sample_is_what_is_written_today() {
    let map = pathway::breathing();
    let file = bpmn::file(&pathway::sheet("Breathing well", map.clone()));
    check_drawing(&read(&file));
    assert_eq!(import(&file), map);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data");
    let map = serde_json::to_string_pretty(&map).unwrap() + "\n";
    for (name, written) in [("pathway.bpmn", file), ("pathway.json", map.into_bytes())] {
        let path = data.join(name);
        if std::env::var_os("PLENARY_WRITE_SAMPLES").is_some() {
            fs::create_dir_all(&data).unwrap();
            fs::write(&path, &written).unwrap();
        }
        let sample = fs::read(&path).unwrap();
        assert!(sample == written, "{name} is not what is written today");
    }
}
