//! What the files of a map say, and that any reader takes them.

use std::io::{Cursor, Read};

use plenary_protocol::{documents::map::ProcessMap, framework::Level, id::RoundId};

use super::{
    pathway::{self, sheet},
    tree::{self, Element},
};
use crate::export::{
    map::{
        docx, html,
        layout::{Area, Point, Size, layout},
        sheet::{Loss, Losses, MapSheet},
        svg,
    },
    page,
};

fn with_losses(content: ProcessMap) -> MapSheet {
    let level = |(level, name): (u8, &str)| Level {
        level,
        name: name.to_owned(),
    };
    let loss = |name: &str, counts| Loss {
        name: name.to_owned(),
        counts,
        verdict: "leaning",
        sentence: "Most say many.".to_owned(),
        agreed: "Many".to_owned(),
    };
    MapSheet {
        losses: Some(Losses {
            round: RoundId::nth(3),
            levels: (1..)
                .zip(["Hardly any", "Some", "Many", "Most"])
                .map(level)
                .collect(),
            steps: vec![
                loss("Asked <whether> they smoke", Ok(vec![0, 1, 10, 1])),
                loss(
                    "Three weeks' wait",
                    Err("fewer than 5 people marked".to_owned()),
                ),
            ],
        }),
        ..sheet("Breathing well & longer", content)
    }
}

/// The document inside a DOCX, with every part well formed.
fn document(file: Vec<u8>) -> Element {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut document = None;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        if part.is_dir() {
            continue;
        }
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let read = tree::read(&bytes);
        if part.name() == "word/document.xml" {
            document = Some(read);
        }
    }
    document.unwrap()
}

#[test]
fn every_map_is_a_drawing_a_document_and_a_page_that_others_can_read() {
    for seed in 0..120 {
        let sheet = with_losses(pathway::any(seed));
        let map = &sheet.view.content;
        let drawn = tree::read(&svg::file(&sheet));
        let mut hostile = 0;
        drawn.each(&mut |element| {
            hostile += usize::from(matches!(
                element.name.as_str(),
                "script" | "foreignObject" | "style" | "a"
            ));
            assert!(!element.attributes.keys().any(|name| name.starts_with("on")));
        });
        assert_eq!(hostile, 0, "seed {seed}");
        let page = tree::read_html(&html::file(&sheet));
        let mut scripts = 0;
        page.each(&mut |element| scripts += usize::from(element.name == "script"));
        assert_eq!(scripts, 0, "seed {seed}");
        let text = page.whole_text();
        for pin in &map.pins {
            assert!(text.contains(&pin.text), "seed {seed}");
        }
        assert!(text.contains(&map.why), "seed {seed}");
        if seed % 10 == 0 {
            document(docx::file(&sheet));
        }
    }
}

#[test]
fn a_drawing_is_words_for_whoever_hears_it() {
    let drawn = tree::read(&svg::file(&with_losses(pathway::breathing())));
    assert_eq!(drawn.attribute("role"), "img");
    let title = drawn.child("title");
    assert_eq!(drawn.attribute("aria-labelledby"), title.attribute("id"));
    assert_eq!(title.text, "Process map: Breathing well & longer");
    let about = drawn.child("desc");
    assert_eq!(drawn.attribute("aria-describedby"), about.attribute("id"));
    for said in [
        "3. Decision: Do they smoke, and would they like help? (GP surgery). Leads to 4. Referred to the wellbeing service, yes & yes.",
        "Leads back to 2. Asked whether they smoke, not yet.",
        "9. Step: without a name (No organisation chosen).",
    ] {
        assert!(about.text.contains(said), "{said} is not in {}", about.text);
    }
    let text = drawn.whole_text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "back to 2: not yet",
        "7. Stopped?, back to 2. Asked whether they smoke: not yet",
        "[12.5 people a month]",
        "Where people are lost, as marked in round 3",
        "Asked <whether> they smoke: leaning (Hardly any 0, Some 1, Many 10, Most 1). Agreed: Many",
        "Three weeks' wait: leaning (fewer than 5 people marked)",
        "No pin says how people live",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
    let mut dashed = 0;
    drawn.each(&mut |element| {
        dashed += usize::from(element.attributes.contains_key("stroke-dasharray"))
    });
    assert_eq!(dashed, 1, "the one link that leads back");
}

#[test]
fn a_document_has_headings_and_header_rows() {
    let document = document(docx::file(&with_losses(pathway::breathing())));
    let mut styles = Vec::new();
    let (mut tables, mut headers, mut text) = (0, 0, String::new());
    document.each(&mut |element| match element.name.as_str() {
        "w:pStyle" => styles.push(element.attribute("w:val").to_owned()),
        "w:tbl" => tables += 1,
        "w:tblHeader" => headers += 1,
        "w:t" => text.push_str(&(element.text.clone() + "\n")),
        _ => {}
    });
    let count = |style: &str| styles.iter().filter(|one| *one == style).count();
    assert_eq!(
        (count("Heading1"), count("Heading2"), count("Heading3")),
        (1, 5, 3)
    );
    assert_eq!((tables, headers, count("Caption")), (7, 7, 7));
    for said in [
        "Stopping smoking before surgery & staying stopped",
        "Few are helped: \"come back later\" is <not> an offer.",
        "<script>alert(1)</script>",
        "Three weeks' wait 😔",
        "back to 2. Asked whether they smoke: not yet",
        "My organisation",
        "fewer than 5 people marked",
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
}

#[test]
fn what_people_wrote_on_a_map_has_a_direction_of_its_own() {
    let sheet = with_losses(pathway::breathing());
    let map = &sheet.view.content;
    let page = tree::read_html(&html::file(&sheet));
    page.says_with_own_direction([
        sheet.view.title.as_str(),
        &sheet.workshop,
        &map.pathway,
        &map.why,
    ]);
    page.says_with_own_direction(
        map.steps
            .iter()
            .flat_map(|step| [step.name.as_str(), &step.note]),
    );
    page.says_with_own_direction(map.lanes.iter().map(|lane| lane.name.as_str()));
    page.says_with_own_direction(
        map.pins
            .iter()
            .flat_map(|pin| [pin.text.as_str(), &pin.evidence]),
    );
    page.says_with_own_direction(
        map.questions
            .iter()
            .flat_map(|one| [one.text.as_str(), &one.answer]),
    );
    page.says_with_own_direction(map.stakeholders.iter().map(|one| one.name.as_str()));
    page.says_with_own_direction(
        map.components
            .iter()
            .flat_map(|one| [one.label.as_str(), &one.definition]),
    );
    let drawn = tree::read(&svg::file(&sheet));
    drawn.each(&mut |element| {
        if ["text", "tspan"].contains(&element.name.as_str()) {
            assert_eq!(element.attribute("unicode-bidi"), "plaintext");
        }
    });
}

#[test]
fn a_page_stands_alone_with_its_own_style_and_is_marked_up_for_readers() {
    let file = html::file(&with_losses(pathway::breathing()));
    let page = tree::read_html(&file);
    assert_eq!(page.attribute("lang"), "en");
    assert_eq!(
        page.child("head").child("title").text,
        "Breathing well & longer: process map"
    );
    let mut captions = Vec::new();
    page.each(&mut |element| {
        match element.name.as_str() {
            "table" => captions.push(element.child("caption").text.clone()),
            "th" => assert!(["col", "row"].contains(&element.attribute("scope"))),
            "style" => {
                use base64::{Engine, engine::general_purpose::STANDARD};
                use sha2::{Digest, Sha256};
                let digest = STANDARD.encode(Sha256::digest(&element.text));
                assert_eq!(page::style_source(), format!("'sha256-{digest}'"));
            }
            _ => {}
        }
        for elsewhere in ["src", "href", "style", "onclick"] {
            assert!(!element.attributes.contains_key(elsewhere));
        }
    });
    assert_eq!(
        captions,
        [
            "Components of the pathway",
            "Steps in order",
            "Organisations",
            "Where and why people are lost",
            "Where people are lost, as people marked it",
            "Questions",
            "Stakeholders by sphere of influence",
        ]
    );
}

fn crosses(from: Point, to: Point, area: Area) -> bool {
    let (left, right) = (from.x.min(to.x), from.x.max(to.x));
    let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
    // Touching an edge is no crossing.
    left < area.x + area.width - 0.5
        && area.x + 0.5 < right
        && top < area.y + area.height - 0.5
        && area.y + 0.5 < bottom
        || (left..=right).contains(&(area.x + area.width / 2.0))
            && (top..=bottom).contains(&(area.y + area.height / 2.0))
}

#[test]
fn no_step_stands_on_another_and_no_link_passes_through_one() {
    for seed in 0..300 {
        let map = pathway::any(seed);
        let size = Size {
            width: 150.0,
            height: 80.0,
            below: 4.0,
        };
        let laid = layout(&map, |_| size);
        let bands: f64 = laid.bands.iter().map(|band| band.area.height).sum();
        assert!((bands - laid.height).abs() < 0.1, "seed {seed}");
        for (index, area) in laid.steps.iter().enumerate() {
            let lane = map.steps[index].lane.as_ref();
            let band = laid
                .bands
                .iter()
                .find(|band| band.lane.as_ref() == lane)
                .unwrap();
            assert!(
                band.area.y <= area.y && area.y + area.height <= band.area.y + band.area.height
            );
            for other in &laid.steps[..index] {
                let is_apart = other.x + other.width <= area.x
                    || area.x + area.width <= other.x
                    || other.y + other.height <= area.y
                    || area.y + area.height <= other.y;
                assert!(is_apart, "seed {seed}: two steps in one place");
            }
        }
        for (link, way) in map.links.iter().zip(&laid.links) {
            for (from, to) in way.iter().zip(&way[1..]) {
                let is_inside = |point: &Point| {
                    (0.0..=laid.width).contains(&point.x) && (0.0..=laid.height).contains(&point.y)
                };
                assert!(is_inside(from) && is_inside(to), "seed {seed}");
                for (step, area) in map.steps.iter().zip(&laid.steps) {
                    assert!(
                        !crosses(*from, *to, *area),
                        "seed {seed}: the link from {} to {} passes through {}",
                        link.from,
                        link.to,
                        step.id
                    );
                }
            }
            if !link.is_back {
                assert!(
                    way[0].x < way[way.len() - 1].x,
                    "seed {seed}: onwards is to the right"
                );
            }
        }
    }
}
