//! What holds of every map that is read, whatever is in its document.

use plenary_protocol::{
    documents::map::{ComponentId, ProcessMap},
    id::ItemId,
    limits,
};
use std::collections::{BTreeMap, BTreeSet};

/// Fails where a map breaks a law.
pub(crate) fn check_valid(map: &ProcessMap) {
    line(&map.pathway, 200);
    text(&map.why, 2_000);
    assert!(map.grounds.is_sorted_by(|left, right| left < right));
    let components: Vec<ComponentId> = map.components.iter().map(|part| part.id).collect();
    let all = [
        ComponentId::A,
        ComponentId::B,
        ComponentId::C,
        ComponentId::D,
    ];
    assert_eq!(components, all);
    for component in &map.components {
        assert!(!component.label.is_empty());
        line(&component.label, 80);
        text(&component.definition, 2_000);
    }
    let lanes = unique(map.lanes.iter().map(|lane| &lane.id), limits::LANES_PER_MAP);
    map.lanes.iter().for_each(|lane| line(&lane.name, 80));
    unique(map.steps.iter().map(|step| &step.id), limits::STEPS_PER_MAP);
    for step in &map.steps {
        line(&step.name, 120);
        text(&step.note, 2_000);
        assert!(step.lane.iter().all(|lane| lanes.contains(lane)));
    }
    let places: BTreeMap<&ItemId, usize> = map.steps.iter().map(|step| &step.id).zip(0..).collect();
    check_links(map, &places);
    unique(map.pins.iter().map(|pin| &pin.id), limits::PINS_PER_MAP);
    for pin in &map.pins {
        assert!(places.contains_key(&pin.step));
        text(&pin.text, 500);
        text(&pin.evidence, 1_000);
        line(&pin.unit, 40);
        let is_number = |number: f64| {
            (0.0..=limits::PIN_NUMBER_MAX as f64).contains(&number) && number.is_sign_positive()
        };
        assert!(pin.number.is_none_or(is_number), "{:?}", pin.number);
    }
    unique(
        map.questions.iter().map(|one| &one.id),
        limits::PINS_PER_MAP,
    );
    for question in &map.questions {
        assert!(places.contains_key(&question.step));
        text(&question.text, 500);
        text(&question.answer, 1_000);
    }
    unique(
        map.stakeholders.iter().map(|one| &one.id),
        limits::STAKEHOLDERS_PER_MAP,
    );
    for stakeholder in &map.stakeholders {
        line(&stakeholder.name, 80);
        let steps: Vec<usize> = stakeholder.steps.iter().map(|step| places[step]).collect();
        assert!(steps.is_sorted_by(|left, right| left < right));
    }
    let written = serde_json::to_string(map).expect("a map can be written");
    let read: ProcessMap = serde_json::from_str(&written).expect("and read");
    assert_eq!(read, *map);
}

fn check_links(map: &ProcessMap, places: &BTreeMap<&ItemId, usize>) {
    unique(map.links.iter().map(|link| &link.id), limits::LINKS_PER_MAP);
    let ends: Vec<(usize, usize)> = map
        .links
        .iter()
        .map(|link| (places[&link.from], places[&link.to]))
        .collect();
    // No two between the same steps, and in the order of the list.
    assert!(ends.is_sorted_by(|left, right| left < right));
    for (link, (from, to)) in map.links.iter().zip(&ends) {
        assert_ne!(from, to);
        assert_eq!(link.is_back, to < from);
        line(&link.label, 80);
    }
    // Steps that nothing leads to are taken away until none is left: whatever the order, there is no cycle.
    let forward: Vec<(usize, usize)> = map
        .links
        .iter()
        .zip(ends)
        .filter(|(link, _)| !link.is_back)
        .map(|(_, ends)| ends)
        .collect();
    let mut left: BTreeSet<usize> = (0..map.steps.len()).collect();
    while !left.is_empty() {
        let reached: BTreeSet<usize> = forward
            .iter()
            .filter(|(from, _)| left.contains(from))
            .map(|(_, to)| *to)
            .collect();
        let before = left.len();
        left.retain(|step| reached.contains(step));
        assert!(left.len() < before, "a cycle of forward links");
    }
}

/// The ids of one kind of thing, each once and not more than the cap.
pub(crate) fn unique<'a>(
    ids: impl Iterator<Item = &'a ItemId>,
    most: usize,
) -> BTreeSet<&'a ItemId> {
    let ids: Vec<&ItemId> = ids.collect();
    let unique: BTreeSet<&ItemId> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "an id twice");
    assert!(ids.len() <= most, "{} of at most {most}", ids.len());
    unique
}

/// A clean text.
pub(crate) fn text(text: &str, characters_max: usize) {
    assert!(text.chars().count() <= characters_max, "too long: {text}");
    let is_kept = |character: char| {
        let code = u32::from(character);
        code == 0x0a || !matches!(code, 0..=0x1f | 0x7f..=0x9f | 0xfffe | 0xffff)
    };
    assert!(text.chars().all(is_kept), "a control character: {text:?}");
    let ends = [text.chars().next(), text.chars().last()];
    assert!(
        !ends.contains(&Some(' ')) && !ends.contains(&Some('\n')),
        "{text:?}"
    );
}

/// A clean text on one line.
pub(crate) fn line(line: &str, characters_max: usize) {
    text(line, characters_max);
    assert!(!line.contains('\n'), "{line:?}");
}
