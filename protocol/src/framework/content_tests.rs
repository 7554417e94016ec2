//! The built-in frameworks hold what the toolkit asks of them (PIT-5 to PIT-9), in plain words.

use std::collections::BTreeSet;

use super::{Framework, GlossaryEntry, built_in, built_in::TEXTS, built_in_by_id, lint};

/// Abbreviations of the source that a participant need not know, and dead bodies.
const JARGON: [&str; 22] = [
    "JSNA",
    "HWB",
    "LSOA",
    "MSOA",
    "IMD",
    "CBR",
    "CCG",
    "STP",
    "ICS",
    "ICB",
    "PHE",
    "LGA",
    "HI",
    "CD",
    "VCSE",
    "VCFSE",
    "NICE",
    "IG",
    "IT",
    "GP",
    "PDSA",
    "RightCare",
];

#[rustfmt::skip] // One name a line would hide the four tools.
const NAMES: [(&str, [&str; 10]); 4] = [
    ("pit-a", [
        "Leadership", "Needs Assessment", "Prioritisation", "Scoping Whole System",
        "Intervention Selection", "Target Setting", "Business Planning", "Information Governance",
        "Programme Management", "Evaluation",
    ]),
    ("pit-b", [
        "Community leadership and representation", "Promotion of active citizenship",
        "Graduated community support", "Community needs mapped", "Investment in infrastructure",
        "Building on community assets", "Learning and training initiatives",
        "Financial support to VCSE sector", "Monitoring and evaluation",
        "Coherent Civic Commitment",
    ]),
    ("pit-c", [
        "Prioritisation and Targeting", "Defining communities", "Practical asset mapping",
        "Community-based perspectives", "Shared Community Profiles", "Neighbourhood action plan",
        "Co-ordinated partner behaviour", "Outreach and in-reach models",
        "Linking to the disengaged/excluded", "Transfer to community ownership",
    ]),
    ("pit-d", [
        "Integrated Planning Structures", "Information Sharing",
        "Joint Commissioning and Procurement", "Delivering Integrated Pathways",
        "Multifaceted inputs to meet complex needs", "Services Preventing Ill-Health",
        "Focus on client/user goals and priorities", "Factoring in social value and sustainability",
        "Cross system workforce transformation", "Inspection, regulation, and governance",
    ]),
];

fn pit_tools() -> impl Iterator<Item = &'static Framework> {
    NAMES
        .iter()
        .map(|(id, _)| built_in_by_id(id).expect("built in").as_ref())
}

/// Everything a participant reads in a framework, apart from the glossary.
fn words_on_screen(framework: &Framework) -> String {
    let mut texts = vec![framework.title.as_str(), &framework.summary];
    for domain in &framework.domains {
        texts.extend([domain.name.as_str(), &domain.short_name]);
        texts.extend(domain.question.as_deref());
        texts.extend(domain.descriptors.iter().map(String::as_str));
    }
    texts.join("\n")
}

#[test]
fn every_built_in_text_is_clean_and_goes_by_its_file_name() {
    for (id, text) in TEXTS {
        assert_eq!(lint(text), [], "{id}");
        assert_eq!(built_in_by_id(id).expect(id).id.as_str(), id);
    }
    assert_eq!(built_in().len(), TEXTS.len());
    assert!(built_in_by_id("pit-e").is_none());
}

#[test]
fn pit5_ten_domains_by_four_levels_with_160_different_descriptors() {
    let mut descriptors = BTreeSet::new();
    for tool in pit_tools() {
        let levels: Vec<_> = tool
            .levels
            .iter()
            .map(|level| (level.level, level.name.as_str()))
            .collect();
        let expected = [
            (1, "Emerging"),
            (2, "Developing"),
            (3, "Maturing"),
            (4, "Thriving"),
        ];
        assert_eq!(levels, expected, "{}", tool.id);
        assert_eq!(tool.domains.len(), 10, "{}", tool.id);
        for domain in &tool.domains {
            assert_eq!(domain.descriptors.len(), 4, "{}", domain.id);
            assert!(
                domain.question.as_ref().is_some_and(|it| it.ends_with('?')),
                "{}",
                domain.id
            );
            descriptors.extend(&domain.descriptors);
        }
    }
    assert_eq!(descriptors.len(), 160);
    for descriptor in descriptors {
        assert!(descriptor.split_whitespace().count() <= 25, "{descriptor}");
        assert!(descriptor.starts_with(char::is_uppercase), "{descriptor}");
        assert!(descriptor.ends_with('.'), "{descriptor}");
    }
}

#[test]
fn pit6_to_pit9_domains_have_the_names_of_the_toolkit() {
    for (tool, (_, names)) in pit_tools().zip(&NAMES) {
        let found: Vec<_> = tool
            .domains
            .iter()
            .map(|domain| domain.name.as_str())
            .collect();
        assert_eq!(found, names, "{}", tool.id);
        let short: BTreeSet<_> = tool
            .domains
            .iter()
            .map(|domain| &domain.short_name)
            .collect();
        assert_eq!(short.len(), 10, "short names of {} differ", tool.id);
    }
}

#[test]
fn pit7_only_tool_b_has_groups() {
    let groups = ["Involving", "Scaling", "Strengthening", "Sustaining"];
    let expected = [4, 2, 2, 2]
        .iter()
        .zip(groups)
        .flat_map(|(&n, group)| vec![Some(group); n]);
    let tool_b = built_in_by_id("pit-b").expect("built in");
    let found = tool_b.domains.iter().map(|domain| domain.group.as_deref());
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    for tool in pit_tools().filter(|tool| tool.id != tool_b.id) {
        assert!(
            tool.domains.iter().all(|domain| domain.group.is_none()),
            "{}",
            tool.id
        );
    }
}

#[test]
fn no_abbreviation_goes_unexplained_and_no_glossary_entry_is_idle() {
    for tool in pit_tools() {
        let screen = words_on_screen(tool);
        let is_explained = |word: &str| {
            tool.glossary
                .iter()
                .any(|entry| entry.term.eq_ignore_ascii_case(word))
        };
        for word in screen.split(|character: char| !character.is_alphanumeric()) {
            let is_shouted = 1 < word.len() && word.chars().all(char::is_uppercase);
            let is_known = word == "NHS" || is_explained(word);
            let is_jargon = is_shouted || JARGON.contains(&word);
            assert!(is_known || !is_jargon, "{word} in {}", tool.id);
        }
        assert!((8..=24).contains(&tool.glossary.len()), "{}", tool.id);
        let found: BTreeSet<&String> = tool.domains.iter().flat_map(|it| &it.terms).collect();
        for GlossaryEntry { term, .. } in &tool.glossary {
            let is_used = found.contains(term);
            assert!(is_used, "{} explains `{term}`, which nobody reads", tool.id);
        }
        for credited in [
            "Population Intervention Triangle",
            "Local Government Association",
        ] {
            assert!(tool.source.contains(credited), "{}", tool.id);
        }
    }
}

/// How a word begins that a lay reader needs explained, and the entry that explains it. Beginnings, so that a new form
/// of a word (a plural, a verb, whoever does it) cannot slip past the rule that shows the entries.
#[rustfmt::skip] // A word a line would hide that this is a glossary.
const NEEDED: &[(&str, &[&str])] = &[
    ("active citizen", &["Active citizenship"]), ("agenc", &["Agencies"]), ("anonymous", &["Anonymous", "Anonymous data"]),
    ("asset map", &["Asset mapping"]), ("champion", &["Champion"]), ("civic", &["Civic"]),
    ("commission", &["Commission"]), ("communities develop", &["Community development"]),
    ("community asset", &["Community assets"]), ("community centred", &["Community-centred"]),
    ("community development", &["Community development"]), ("community strength", &["Community strengths"]),
    ("cross system", &["Whole system"]), ("deprivation", &["Deprivation"]), ("equality law", &["Groups protected by equality law"]),
    ("evaluat", &["Evaluation"]), ("forecast", &["Forecast"]), ("governance", &["Governance", "Information governance"]),
    ("graduated", &["Graduated"]), ("health inequalit", &["Health inequalities"]), ("in reach", &["In-reach"]),
    ("infrastructure", &["Infrastructure"]), ("inspect", &["Regulation"]), ("integrated", &["Integrated"]),
    ("intervention", &["Intervention"]), ("key worker", &["Key worker"]), ("link worker", &["Link worker"]),
    ("milestone", &["Milestones"]), ("needs assessment", &["Needs assessment"]), ("outcome", &["Outcome"]),
    ("outreach", &["Outreach"]), ("pathway", &["Pathways"]), ("peer", &["Peer"]), ("pool", &["Pool", "Pooled resources"]),
    ("procurement", &["Procurement"]), ("programme", &["Programme"]), ("regulat", &["Regulation"]),
    ("service specification", &["Service specifications"]), ("social enterprise", &["Social enterprise"]),
    ("social prescribing", &["Social prescribing"]), ("social value", &["Social value"]),
    ("statistical area", &["Statistical areas"]), ("vcse", &["VCSE"]), ("voluntary", &["Voluntary sector"]),
    ("ward", &["Ward"]), ("whole system", &["Whole system"]),
];

#[test]
fn every_word_that_a_lay_reader_needs_is_explained_on_the_domain_that_uses_it() {
    let mut missed = Vec::new();
    for tool in pit_tools() {
        for domain in &tool.domains {
            let mut texts = vec![&domain.name];
            texts.extend(&domain.question);
            texts.extend(&domain.descriptors);
            let read = |it: &&String| {
                format!(
                    " {}",
                    it.to_lowercase()
                        .replace(|it: char| !it.is_alphanumeric(), " ")
                )
            };
            let read: String = texts.iter().map(read).collect();
            for (beginning, entries) in NEEDED {
                let is_read = read.contains(&format!(" {beginning}"));
                let is_explained = domain
                    .terms
                    .iter()
                    .any(|term| entries.contains(&term.as_str()));
                if is_read && !is_explained {
                    missed.push(format!("{} {}: {beginning}", tool.id, domain.id));
                }
            }
        }
    }
    assert!(missed.is_empty(), "unexplained:\n{}", missed.join("\n"));
}

#[test]
fn the_blank_is_ten_by_four_and_empty() {
    let blank = built_in_by_id("blank").expect("built in");
    assert_eq!((blank.domains.len(), blank.level_count()), (10, 4));
    for (index, domain) in blank.domains.iter().enumerate() {
        assert_eq!(domain.name, format!("Domain {}", index + 1));
        assert_eq!(domain.descriptors, [""; 0]);
        assert_eq!((&domain.group, &domain.question), (&None, &None));
    }
}

#[test]
fn json_gives_the_same_framework_back_with_null_for_what_is_absent() {
    for framework in built_in() {
        let json = serde_json::to_value(framework.as_ref()).expect("json");
        let again: Framework = serde_json::from_value(json.clone()).expect("framework");
        assert_eq!(again, **framework);
        let keys = [
            "id", "version", "title", "summary", "source", "levels", "domains", "glossary",
        ];
        let found: BTreeSet<_> = json.as_object().expect("object").keys().cloned().collect();
        assert_eq!(found, keys.map(String::from).into());
        let domain_keys = [
            "id",
            "name",
            "short_name",
            "group",
            "question",
            "descriptors",
            "terms",
        ];
        let domain = json["domains"][0].as_object().expect("object");
        assert!(
            domain_keys.iter().all(|key| domain.contains_key(*key)),
            "{domain:?}"
        );
        assert_eq!(
            json["levels"][0],
            serde_json::json!({"level": 1, "name": "Emerging"})
        );
    }
    let blank = serde_json::to_value(built_in_by_id("blank").expect("built in").as_ref());
    assert!(blank.expect("json")["domains"][0]["question"].is_null());
}

#[test]
fn domains_are_found_by_id() {
    let tool = built_in_by_id("pit-a").expect("built in");
    let id = "evaluation".parse().expect("id");
    assert_eq!(tool.domain_index(&id), Some(9));
    assert_eq!(
        tool.domain(&id).map(|domain| domain.name.as_str()),
        Some("Evaluation")
    );
    let unknown = "leader".parse().expect("id");
    assert_eq!(
        (tool.domain_index(&unknown), tool.domain(&unknown)),
        (None, None)
    );
}
