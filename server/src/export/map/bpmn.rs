//! A map as BPMN 2.0: the pathway as other tools draw it, and everything of ours beside it, so that it comes back equal.
//!
//! docs/BPMN.md says which name stands for what. A file carries no mark: where people are lost goes with the other files.

use plenary_protocol::{
    documents::map::{MapStep, MapStepKind, ProcessMap},
    labels::labels,
};

use super::{
    layout::{Area, LANE_NAME_WIDTH, Layout, Point, Size, layout},
    sheet::MapSheet,
};
use crate::export::{words, xml::Xml};

/// The lane of the steps without one. No lane of a map has this name: its letters and digits follow `lane_`.
const NO_LANE: &str = "no_lane";
/// The room at the left in which tools write the pathway's name.
const PARTICIPANT_NAME_WIDTH: f64 = 30.0;

const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:plenary", "urn:plenary:map:1"),
];

/// The map as a file.
pub(crate) fn file(sheet: &MapSheet) -> Vec<u8> {
    let (map, view) = (&sheet.view.content, &sheet.view);
    let id = format!("map_{}", view.map);
    let mut attributes = NAMESPACES.to_vec();
    attributes.extend([
        ("id", id.as_str()),
        ("name", &view.title),
        ("targetNamespace", "urn:plenary:maps"),
        ("exporter", "Plenary"),
        ("exporterVersion", env!("CARGO_PKG_VERSION")),
    ]);
    let mut xml = Xml::new();
    xml.element("bpmn:definitions", &attributes, |xml| {
        xml.element("bpmn:collaboration", &[("id", "collaboration")], |xml| {
            let name = match map.pathway.as_str() {
                "" => &view.title,
                pathway => pathway,
            };
            let attributes = [
                ("id", "participant"),
                ("name", name),
                ("processRef", "process"),
            ];
            xml.empty("bpmn:participant", &attributes);
        });
        let attributes = [
            ("id", "process"),
            ("name", view.title.as_str()),
            ("isExecutable", "false"),
        ];
        xml.element("bpmn:process", &attributes, |xml| process(xml, sheet, map));
        diagram(xml, map);
    });
    xml.finish()
}

fn process(xml: &mut Xml, sheet: &MapSheet, map: &ProcessMap) {
    xml.text_if_any("bpmn:documentation", &map.why);
    xml.element("bpmn:extensionElements", &[], |xml| {
        xml.element("plenary:map", &[], |xml| extension(xml, sheet, map));
    });
    xml.element("bpmn:laneSet", &[("id", "lanes")], |xml| lanes(xml, map));
    for step in &map.steps {
        node(xml, map, step);
    }
    for link in &map.links {
        let (id, from, to) = (
            format!("link_{}", link.id),
            step_id(&link.from),
            step_id(&link.to),
        );
        let mut attributes = vec![("id", id.as_str())];
        name(&mut attributes, &link.label);
        attributes.extend([("sourceRef", from.as_str()), ("targetRef", to.as_str())]);
        xml.empty("bpmn:sequenceFlow", &attributes);
    }
}

/// What BPMN has no word for.
fn extension(xml: &mut Xml, sheet: &MapSheet, map: &ProcessMap) {
    xml.text_if_any("plenary:pathway", &map.pathway);
    for ground in &map.grounds {
        xml.text("plenary:ground", &[], words::code(ground).as_str());
    }
    for component in &map.components {
        let letter = words::code(&component.id);
        xml.element("plenary:component", &[("letter", &letter)], |xml| {
            xml.text_if_any("plenary:label", &component.label);
            xml.text_if_any("plenary:definition", &component.definition);
        });
    }
    for pin in &map.pins {
        let class = pin.class.as_ref().map(words::code);
        let number = pin.number.map(|number| number.to_string());
        let mut attributes = vec![("item", pin.id.as_str()), ("step", pin.step.as_str())];
        attributes.extend(class.as_deref().map(|class| ("class", class)));
        attributes.extend(number.as_deref().map(|number| ("number", number)));
        xml.element("plenary:pin", &attributes, |xml| {
            xml.text_if_any("plenary:text", &pin.text);
            xml.text_if_any("plenary:evidence", &pin.evidence);
            xml.text_if_any("plenary:unit", &pin.unit);
        });
    }
    for question in &map.questions {
        let method = question.method.as_ref().map(words::code);
        let mut attributes = vec![
            ("item", question.id.as_str()),
            ("step", question.step.as_str()),
        ];
        attributes.extend(method.as_deref().map(|method| ("method", method)));
        xml.element("plenary:question", &attributes, |xml| {
            xml.text_if_any("plenary:text", &question.text);
            xml.text_if_any("plenary:answer", &question.answer);
        });
    }
    for stakeholder in &map.stakeholders {
        let sphere = stakeholder.sphere.map(|sphere| sphere.to_string());
        let mut attributes = vec![("item", stakeholder.id.as_str())];
        attributes.extend(sphere.as_deref().map(|sphere| ("sphere", sphere)));
        if stakeholder.is_to_bring_in {
            attributes.push(("toBringIn", "true"));
        }
        xml.element("plenary:stakeholder", &attributes, |xml| {
            xml.text_if_any("plenary:name", &stakeholder.name);
            for step in &stakeholder.steps {
                xml.empty("plenary:at", &[("step", step.as_str())]);
            }
        });
    }
    for sphere in &sheet.spheres {
        let id = sphere.id.to_string();
        xml.text("plenary:sphere", &[("sphere", &id)], &sphere.name);
    }
}

fn lanes(xml: &mut Xml, map: &ProcessMap) {
    let refer = |xml: &mut Xml, is_there: &dyn Fn(&MapStep) -> bool| {
        for step in map.steps.iter().filter(|step| is_there(step)) {
            xml.text("bpmn:flowNodeRef", &[], &step_id(&step.id));
        }
    };
    for lane in &map.lanes {
        let id = format!("lane_{}", lane.id);
        let mut attributes = vec![("id", id.as_str())];
        name(&mut attributes, &lane.name);
        xml.element("bpmn:lane", &attributes, |xml| {
            refer(xml, &|step| step.lane.as_ref() == Some(&lane.id));
        });
    }
    if map.steps.iter().any(|step| step.lane.is_none()) {
        let attributes = [
            ("id", NO_LANE),
            ("name", labels().nothing.lane.word.as_str()),
        ];
        xml.element("bpmn:lane", &attributes, |xml| {
            refer(xml, &|step| step.lane.is_none());
        });
    }
}

fn node(xml: &mut Xml, map: &ProcessMap, step: &MapStep) {
    let element = match step.kind {
        MapStepKind::Start => "bpmn:startEvent",
        MapStepKind::Step => "bpmn:task",
        MapStepKind::Decision => "bpmn:exclusiveGateway",
        MapStepKind::Wait => "bpmn:intermediateCatchEvent",
        MapStepKind::HandOff => "bpmn:sendTask",
        MapStepKind::End => "bpmn:endEvent",
    };
    let id = step_id(&step.id);
    let mut attributes = vec![("id", id.as_str())];
    name(&mut attributes, &step.name);
    xml.element(element, &attributes, |xml| {
        xml.text_if_any("bpmn:documentation", &step.note);
        if let Some(component) = &step.component {
            xml.element("bpmn:extensionElements", &[], |xml| {
                let letter = words::code(component);
                xml.empty("plenary:step", &[("component", &letter)]);
            });
        }
        for link in map.links.iter().filter(|link| link.to == step.id) {
            xml.text("bpmn:incoming", &[], &format!("link_{}", link.id));
        }
        for link in map.links.iter().filter(|link| link.from == step.id) {
            xml.text("bpmn:outgoing", &[], &format!("link_{}", link.id));
        }
        if step.kind == MapStepKind::Wait {
            let id = format!("timer_{}", step.id);
            xml.empty("bpmn:timerEventDefinition", &[("id", &id)]);
        }
    });
}

fn step_id(id: &plenary_protocol::id::ItemId) -> String {
    format!("step_{id}")
}

fn name<'a>(attributes: &mut Vec<(&'a str, &'a str)>, text: &'a str) {
    if !text.is_empty() {
        attributes.push(("name", text));
    }
}

/// How large BPMN's signs are; the name of those that hold none stands beneath them.
fn size(step: &MapStep) -> Size {
    let (width, height, below) = match step.kind {
        MapStepKind::Start | MapStepKind::Wait | MapStepKind::End => (36.0, 36.0, 28.0),
        MapStepKind::Decision => (50.0, 50.0, 28.0),
        MapStepKind::Step | MapStepKind::HandOff => (150.0, 88.0, 0.0),
    };
    Size {
        width,
        height,
        below,
    }
}

fn diagram(xml: &mut Xml, map: &ProcessMap) {
    let layout = layout(map, size);
    xml.element("bpmndi:BPMNDiagram", &[("id", "diagram")], |xml| {
        let attributes = [("id", "plane"), ("bpmnElement", "collaboration")];
        xml.element("bpmndi:BPMNPlane", &attributes, |xml| {
            shapes(xml, map, &layout);
        });
    });
}

fn shapes(xml: &mut Xml, map: &ProcessMap, layout: &Layout) {
    let whole = Area {
        x: 0.0,
        y: 0.0,
        width: layout.width,
        height: layout.height,
    };
    shape(xml, "participant", &[("isHorizontal", "true")], whole, None);
    for band in &layout.bands {
        let id = match &band.lane {
            Some(lane) => format!("lane_{lane}"),
            None if map.steps.iter().any(|step| step.lane.is_none()) => NO_LANE.to_owned(),
            None => continue,
        };
        let area = Area {
            x: PARTICIPANT_NAME_WIDTH,
            width: band.area.width - PARTICIPANT_NAME_WIDTH,
            ..band.area
        };
        shape(xml, &id, &[("isHorizontal", "true")], area, None);
    }
    for (step, area) in map.steps.iter().zip(&layout.steps) {
        let room = size(step).below;
        let label = (0.0 < room && !step.name.is_empty()).then(|| Area {
            x: area.x + area.width / 2.0 - 70.0,
            y: area.y + area.height + 4.0,
            width: 140.0,
            height: room,
        });
        let attributes: &[(&str, &str)] = match step.kind {
            MapStepKind::Decision => &[("isMarkerVisible", "true")],
            _ => &[],
        };
        shape(xml, &step_id(&step.id), attributes, *area, label);
    }
    for (link, way) in map.links.iter().zip(&layout.links) {
        let (id, element) = (format!("way_{}", link.id), format!("link_{}", link.id));
        let attributes = [("id", id.as_str()), ("bpmnElement", &element)];
        xml.element("bpmndi:BPMNEdge", &attributes, |xml| {
            for Point { x, y } in way {
                let (x, y) = (coordinate(*x), coordinate(*y));
                xml.empty("di:waypoint", &[("x", &x), ("y", &y)]);
            }
        });
    }
}

fn shape(xml: &mut Xml, of: &str, more: &[(&str, &str)], area: Area, label: Option<Area>) {
    let id = format!("shape_{of}");
    let mut attributes = vec![("id", id.as_str()), ("bpmnElement", of)];
    attributes.extend(more);
    xml.element("bpmndi:BPMNShape", &attributes, |xml| {
        bounds(xml, area);
        if let Some(label) = label {
            xml.element("bpmndi:BPMNLabel", &[], |xml| bounds(xml, label));
        }
    });
}

fn bounds(xml: &mut Xml, area: Area) {
    let [x, y, width, height] = [area.x, area.y, area.width, area.height].map(coordinate);
    let attributes = [
        ("x", x.as_str()),
        ("y", &y),
        ("width", &width),
        ("height", &height),
    ];
    xml.empty("dc:Bounds", &attributes);
}

/// Tools read whole numbers best.
fn coordinate(value: f64) -> String {
    value.round().to_string()
}

// The names of lanes stand where the layout leaves room for them.
const _: () = assert!(PARTICIPANT_NAME_WIDTH < LANE_NAME_WIDTH);
