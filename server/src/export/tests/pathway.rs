//! Maps for the tests: one that reads like a real one, and any that a reader of documents may give, from a seed.

use plenary_protocol::{
    documents::map::{
        Component, ComponentId, DecayPin, EnquiryMethod, FactorClass, Ground, MapLane, MapLink,
        MapQuestion, MapStep, MapStepKind, ProcessMap, Stakeholder,
    },
    id::{ItemId, MapId, SphereId},
    seat::default_spheres,
    views::MapView,
};
use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::export::map::sheet::MapSheet;

pub(super) fn item(text: &str) -> ItemId {
    text.parse().unwrap()
}

/// Sheets without losses, as before any round.
pub(super) fn sheet(title: &str, content: ProcessMap) -> MapSheet {
    MapSheet {
        workshop: "Breathing well together".to_owned(),
        view: MapView {
            map: MapId::nth(1),
            title: title.to_owned(),
            empty_classes: content.empty_classes(),
            content,
        },
        spheres: default_spheres(),
        losses: None,
    }
}

pub(super) fn link(map: &mut ProcessMap, id: &str, from: &str, to: &str, label: &str) {
    let (from, to) = (item(from), item(to));
    let place = |id: &ItemId| map.steps.iter().position(|step| step.id == *id);
    let is_back = place(&to) < place(&from);
    map.links.push(MapLink {
        id: item(id),
        from,
        to,
        label: label.to_owned(),
        is_back,
    });
}

/// A pathway with everything on it that a map can hold, and with every character that a format might stumble over.
pub(super) fn breathing() -> ProcessMap {
    use MapStepKind::{Decision, End, HandOff, Start, Step, Wait};
    let mut map = ProcessMap {
        pathway: "Stopping smoking before surgery & staying stopped".to_owned(),
        why: "Many people are asked.\nFew are helped: \"come back later\" is <not> an offer."
            .to_owned(),
        grounds: vec![Ground::Priority, Ground::LocalIntelligence],
        ..ProcessMap::empty()
    };
    map.components[0].definition = "Adults who smoke and are on a waiting list.".to_owned();
    map.components[2].label = "Given help that works".to_owned();
    for (id, name) in [
        ("gp", "GP surgery"),
        ("wellbeing", "Wellbeing service \"Breathe\" & friends"),
        ("hospital", "Hospital"),
        ("empty", ""),
    ] {
        map.lanes.push(MapLane {
            id: item(id),
            name: name.to_owned(),
        });
    }
    use ComponentId::{A, B, C, D};
    for (id, kind, name, lane, component, note) in [
        (
            "listed",
            Start,
            "Put on the waiting list",
            "hospital",
            Some(A),
            "",
        ),
        (
            "asked",
            Step,
            "Asked whether they smoke",
            "gp",
            Some(B),
            "Asked at the desk.\nNot always written down.",
        ),
        (
            "smokes",
            Decision,
            "Do they smoke, and would they like help?",
            "gp",
            Some(B),
            "",
        ),
        (
            "referred",
            HandOff,
            "Referred to the wellbeing service",
            "gp",
            Some(B),
            "",
        ),
        ("waits", Wait, "Three weeks' wait 😔", "wellbeing", None, ""),
        (
            "helped",
            Step,
            "Twelve weeks of support and patches",
            "wellbeing",
            Some(C),
            "<script>alert(1)</script>",
        ),
        ("stopped", Decision, "Stopped?", "wellbeing", Some(C), ""),
        (
            "surgery",
            End,
            "Surgery, breathing well",
            "hospital",
            Some(D),
            "",
        ),
        ("lost", Step, "", "", None, ""),
    ] {
        map.steps.push(MapStep {
            id: item(id),
            kind,
            name: name.to_owned(),
            lane: (!lane.is_empty()).then(|| item(lane)),
            component,
            note: note.to_owned(),
        });
    }
    for (id, from, to, label) in [
        ("k1", "listed", "asked", ""),
        ("k2", "asked", "smokes", ""),
        ("k3", "smokes", "referred", "yes & yes"),
        ("k4", "smokes", "surgery", "no"),
        ("k5", "referred", "waits", ""),
        ("k6", "waits", "helped", ""),
        ("k7", "helped", "stopped", ""),
        ("k9", "stopped", "asked", "not yet"),
        ("k8", "stopped", "surgery", "yes"),
    ] {
        link(&mut map, id, from, to, label);
    }
    map.pins = vec![
        DecayPin {
            id: item("p1"),
            step: item("waits"),
            class: Some(FactorClass::Operational),
            text: "People are not told\nthat their referral arrived.".to_owned(),
            evidence: "Twelve of 30 who were rung up said so.".to_owned(),
            number: Some(12.5),
            unit: "people a month".to_owned(),
        },
        DecayPin {
            id: item("p2"),
            step: item("asked"),
            class: None,
            text: "Shift workers never get through.".to_owned(),
            evidence: String::new(),
            number: None,
            unit: String::new(),
        },
    ];
    map.questions = vec![MapQuestion {
        id: item("q1"),
        step: item("smokes"),
        text: "Who says no, and why?".to_owned(),
        method: Some(EnquiryMethod::FocusGroup),
        answer: String::new(),
    }];
    map.stakeholders = vec![
        Stakeholder {
            id: item("w1"),
            name: "Ward sisters".to_owned(),
            sphere: Some(SphereId::nth(2)),
            steps: vec![item("listed"), item("surgery")],
            is_to_bring_in: true,
        },
        Stakeholder {
            id: item("w2"),
            name: "Pharmacists".to_owned(),
            sphere: None,
            steps: Vec::new(),
            is_to_bring_in: false,
        },
    ];
    map
}

const HOSTILE: [&str; 14] = [
    "",
    "x",
    "</text></svg><script>alert(1)</script>",
    "]]> <![CDATA[ & &amp; &lt; &#0;",
    "\"quotes\" and 'apostrophes' = `ticks`",
    "line one\nline two\n\nline four",
    "emoji 😀👩🏽‍⚕️ and عربى and 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
    "averyveryverylongwordwithoutanyspaceatallthatmustbebrokensomewhereorelseitrunsoutofitsbox",
    "=HYPERLINK(\"https://example.org\")",
    "BEGIN:VEVENT\nSUMMARY:forged\nEND:VEVENT",
    "a, b; c\\n d: e",
    "\u{2028}\u{202e}\u{200b}zero width",
    "--> <!-- {{ }} ${x} %s",
    "e\u{301}\u{a0}\u{ad}",
];

pub(super) fn words(random: &mut StdRng) -> String {
    let text = HOSTILE[random.random_range(0..HOSTILE.len())];
    text.to_owned()
}

fn line(random: &mut StdRng) -> String {
    words(random).replace('\n', " ")
}

pub(super) fn chosen<T: Copy>(random: &mut StdRng, of: &[T]) -> T {
    of[random.random_range(0..of.len())]
}

fn perhaps<T: Copy>(random: &mut StdRng, of: &[T]) -> Option<T> {
    random.random_bool(0.7).then(|| chosen(random, of))
}

/// Any map that a reader may give, but for its size.
pub(super) fn any(seed: u64) -> ProcessMap {
    use MapStepKind::{Decision, End, HandOff, Start, Step, Wait};
    let random = &mut StdRng::seed_from_u64(seed);
    let step_count = random.random_range(0..18);
    let lane_count = random.random_range(0..5);
    let mut map = ProcessMap {
        pathway: line(random),
        why: words(random),
        grounds: match random.random_bool(0.5) {
            true => vec![Ground::Change],
            false => Vec::new(),
        },
        ..ProcessMap::empty()
    };
    for component in &mut map.components {
        *component = Component {
            id: component.id,
            label: format!("x{}", line(random)),
            definition: words(random),
        };
    }
    for lane in 0..lane_count {
        map.lanes.push(MapLane {
            id: item(&format!("l{lane}")),
            name: line(random),
        });
    }
    let lanes: Vec<ItemId> = map.lanes.iter().map(|lane| lane.id.clone()).collect();
    for step in 0..step_count {
        map.steps.push(MapStep {
            id: item(&format!("{step}")),
            kind: chosen(random, &[Start, Step, Decision, Wait, HandOff, End]),
            name: line(random),
            lane: perhaps(
                random,
                &(0..lanes.len()).chain([usize::MAX]).collect::<Vec<_>>(),
            )
            .and_then(|lane| lanes.get(lane).cloned()),
            component: perhaps(random, &[ComponentId::A, ComponentId::D]),
            note: words(random),
        });
    }
    for from in 0..step_count {
        for to in 0..step_count {
            if from != to && random.random_bool(0.15) {
                let label = line(random);
                link(
                    &mut map,
                    &format!("{from}to{to}"),
                    &format!("{from}"),
                    &format!("{to}"),
                    &label,
                );
            }
        }
    }
    for number in 0..step_count {
        let step = item(&format!("{}", random.random_range(0..step_count)));
        map.pins.push(DecayPin {
            id: item(&format!("p{number}")),
            step: step.clone(),
            class: perhaps(random, &[FactorClass::Operational, FactorClass::Wider]),
            text: words(random),
            evidence: words(random),
            number: perhaps(random, &[0.0, 0.1, 1e9, 1.0 / 3.0, 5e-324]),
            unit: line(random),
        });
        map.questions.push(MapQuestion {
            id: item(&format!("q{number}")),
            step: step.clone(),
            text: words(random),
            method: perhaps(random, &[EnquiryMethod::Data, EnquiryMethod::FocusGroup]),
            answer: words(random),
        });
        map.stakeholders.push(Stakeholder {
            id: item(&format!("w{number}")),
            name: line(random),
            sphere: perhaps(random, &[SphereId::nth(1), SphereId::nth(9)]),
            steps: vec![step],
            is_to_bring_in: random.random_bool(0.5),
        });
    }
    map
}
