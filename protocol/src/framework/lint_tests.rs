//! What `lint` says, and where. Each case spoils one sound text in one place.

use proptest::prelude::*;

use super::{Finding, Framework, built_in::TEXTS, lint};

/// Two levels, three domains, one group, one glossary entry; line numbers are in the cases.
const SOUND: &str = r#"id = "small"
version = "1"
title = "Small"
summary = "A small framework."
source = "Plenary"
[[levels]]
level = 1
name = "Low"
[[levels]]
level = 2
name = "High"
[[domains]]
id = "one"
name = "Domain one"
short_name = "One"
group = "Both"
question = "How far?"
descriptors = ["Not far.", "Very far."]
[[domains]]
id = "two"
name = "Domain two"
short_name = "Two"
group = "Both"
descriptors = []
[[domains]]
id = "three"
name = "Domain three"
short_name = "Three"
[[glossary]]
term = "Far"
meaning = "A long way."
"#;

/// (what is replaced once in the sound text, by what, line of the finding, its reason)
#[rustfmt::skip] // Two lines a case, so that it reads as a table.
const SPOILT: &[(&str, &str, usize, &str)] = &[
    ("title = \"Small\"", "title = Small", 3,
        "this is not valid TOML: "),
    ("level = 1\n", "level = 1\nlevel = 1\n", 8,
        "this is not valid TOML: duplicate key"),
    ("source", "sauce = 1\nsource", 5,
        "the framework has an unknown key `sauce`: use only id, version, title, summary, source, levels, domains, glossary"),
    ("descriptors = []", "descriptor = []", 24,
        "domain `two` has an unknown key `descriptor`: use only id, name, short_name, group, question, descriptors"),
    // What a domain is about is said of those alone that are made of a map or of the plan.
    ("descriptors = []", "descriptors = []\nabout = { kind = \"action\", action = \"a1\", aspect = \"impact\" }", 25,
        "domain `two` has an unknown key `about`: use only id, name, short_name, group, question, descriptors"),
    ("version = \"1\"\n", "", 1,
        "the framework has no `version`: add it"),
    ("short_name = \"Two\"\n", "", 19,
        "domain `two` has no `short_name`: add it"),
    ("id = \"three\"\n", "", 25,
        "domain 3 has no `id`: add it"),
    ("meaning = \"A long way.\"\n", "", 29,
        "glossary entry 1 has no `meaning`: add it"),
    ("\"1\"", "1", 2,
        "the `version` of the framework is not text but of type integer: write it in double quotes"),
    ("id = \"small\"", "id = \"Small\"", 1,
        "the id `Small` will not do: an id is made of 1 to 48 lower-case letters, digits and hyphens"),
    ("\"two\"", "\"two/2\"", 20,
        "the id `two/2` will not do: an id is made of 1 to 48 lower-case letters, digits and hyphens"),
    ("\"three\"", "\"one\"", 26,
        "the domain id `one` is already used on line 13: give each domain its own"),
    ("[\"Not far.\", \"Very far.\"]", "[\n\"Not far.\",\n]", 18,
        "domain `one` has 1 descriptor but the framework has 2 levels: add the missing one"),
    ("\"Very far.\"", "\"Very\", \"far.\"", 18,
        "domain `one` has 3 descriptors but the framework has 2 levels: remove one, or join two parts of the same cell"),
    ("\"Very far.\"", "\"V\", \"e\", \"r\"", 18,
        "domain `one` has 4 descriptors but the framework has 2 levels: remove 2, or join parts of the same cell"),
    ("\"Very far.\"", "\n\" \"", 19,
        "descriptor 2 of domain `one` is empty: fill it in"),
    ("\"Very far.\"", "\n\n7", 20,
        "descriptor 2 of domain `one` is not text but of type integer: write it in double quotes"),
    ("\"Very far.\"", "\"Not far.\"", 18,
        "descriptor 2 of domain `one` repeats an earlier one: say how this level differs"),
    ("\"Very far.\"", "\"a b c d e f g h i j k l m n o p q r s t u v w x y z\"", 18,
        "descriptor 2 of domain `one` has 26 words: use at most 25"),
    ("\"Very far.\"", "\"Very\\nfar.\"", 18,
        "descriptor 2 of domain `one` holds a line break or control character: write it on one line"),
    ("descriptors = []", "descriptors = \"\"", 24,
        "the `descriptors` of domain `two` are not a list: write one text for each level, in square brackets"),
    ("\"Two\"", "\"Twenty-two, not more.  \"", 22,
        "the `short_name` of domain `two` has 23 characters: use at most 22"),
    ("\"How far?\"", "\"a b c d e f g h i j k l m n o p q r s t u?\"", 17,
        "the `question` of domain `one` has 21 words: use at most 20"),
    ("level = 2", "level = 3", 10,
        "level 2 is missing before level 3: add it or renumber"),
    ("level = 2", "level = 1", 10,
        "level 1 is given twice: number this one 2"),
    ("level = 1", "level = 0", 7,
        "level 0 does not exist: count levels from 1"),
    ("level = 2", "level = \"2\"", 10,
        "a level is a whole number from 1 upwards, without quotes"),
    ("[[levels]]\nlevel = 1\nname = \"Low\"\n[[levels]]\nlevel = 2\n", "[[levels]]\nlevel = 2\nname = \"Low\"\n[[levels]]\nlevel = 1\n", 7,
        "levels are out of order: put level 1 before level 2"),
    ("[[levels]]\nlevel = 2\nname = \"High\"\n", "", 6,
        "the framework has 1 entry in `levels`: use 2 to 7"),
    ("[[levels]]\nlevel = 1\nname = \"Low\"\n[[levels]]\nlevel = 2\nname = \"High\"\n", "", 1,
        "the framework has no `levels`: add 2 to 7 tables `[[levels]]`"),
    ("term = \"Far\"\n", "term = \"Far\"\nalso = \"far off\"\n", 31,
        "the `also` of glossary entry 1 is not a list: write texts in square brackets"),
    ("term = \"Far\"\n", "term = \"Far\"\nalso = [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\"]\n", 31,
        "the `also` of glossary entry 1 has 7 texts: use at most 6"),
    ("term = \"Far\"\n", "term = \"Far\"\nalso = [\"off\", \"\"]\n", 31,
        "text 2 of the `also` of glossary entry 1 is empty: fill it in"),
    ("[[glossary]]", "[glossary]", 29,
        "the `glossary` of the framework is not a list: write each as `[[glossary]]`"),
    ("group = \"Both\"\ndescriptors = []", "group = \"Other\"\n[[domains]]\nid = \"late\"\nname = \"L\"\nshort_name = \"L\"\ngroup = \"Both\"", 28,
        "the group `Both` comes back at domain `late`: put its domains next to each other"),
    ("group = \"Both\"\ndescriptors = []\n[[domains]]\nid = \"three\"", "[[domains]]\nid = \"three\"\ngroup = \"Both\"", 25,
        "the group `Both` comes back at domain `three`: put its domains next to each other"),
];

#[test]
fn the_sound_text_is_sound() {
    assert_eq!(lint(SOUND), []);
    assert_eq!(
        lint(&SOUND.replace('\n', "\r\n")),
        [],
        "with Windows line ends"
    );
    assert_eq!(
        lint(&format!("\u{feff}{SOUND}")),
        [],
        "with a byte order mark"
    );
}

#[test]
fn each_mistake_is_named_with_its_line() {
    for (sound, spoilt, line, reason) in SPOILT {
        assert!(SOUND.contains(sound), "the sound text has {sound:?}");
        let findings = lint(&SOUND.replacen(sound, spoilt, 1));
        let [finding] = findings.as_slice() else {
            panic!("one finding for {spoilt:?}, but {findings:#?}");
        };
        assert_eq!(finding.line, *line, "{spoilt:?}: {finding}");
        // A parser's own words may change with its version; ours may not.
        let is_ours = !reason.starts_with("this is not valid TOML");
        assert!(finding.reason.starts_with(reason), "{spoilt:?}: {finding}");
        assert!(
            !is_ours || finding.reason == *reason,
            "{spoilt:?}: {finding}"
        );
    }
}

#[test]
fn too_many_levels_or_domains_are_one_finding() {
    let level = |number: usize| format!("[[levels]]\nlevel = {number}\nname = \"L{number}\"\n");
    let levels: String = (3..=8).map(level).collect();
    let many_levels = SOUND.replacen("[[domains]]", &format!("{levels}[[domains]]"), 1);
    let reason = "the framework has 8 entries in `levels`: use 2 to 7".into();
    assert_eq!(lint(&many_levels), [Finding { line: 6, reason }]);

    let domain =
        |n: usize| format!("[[domains]]\nid = \"d{n}\"\nname = \"D\"\nshort_name = \"D\"\n");
    let domains: String = (0..38).map(domain).collect();
    let reason = "the framework has 41 entries in `domains`: use 1 to 40".into();
    assert_eq!(
        lint(&format!("{SOUND}{domains}")),
        [Finding { line: 12, reason }]
    );

    let reason = "the file is too large: a framework has at most 256 KiB of text".into();
    let large = format!("{SOUND}# {}", "x".repeat(256 * 1024));
    assert_eq!(lint(&large), [Finding { line: 1, reason }]);
}

#[test]
fn several_mistakes_come_in_the_order_of_the_text() {
    let spoilt = SOUND
        .replace("title = \"Small\"\n", "")
        .replace("\"Far\"", "\"\"");
    let spoilt = spoilt
        .replace("\"Very far.\"", "")
        .replace("short_name = \"Three\"\n", "");
    let lines: Vec<_> = lint(&spoilt)
        .into_iter()
        .map(|finding| finding.line)
        .collect();
    assert_eq!(lines, [1, 17, 24, 28]);
}

#[test]
fn a_garbled_file_gives_a_hundred_findings_and_no_more() {
    let findings = lint(&"=\n".repeat(5_000));
    let lines: Vec<_> = findings.iter().map(|finding| finding.line).collect();
    assert_eq!(lines, (1..=100).collect::<Vec<_>>());
}

#[test]
fn a_finding_reads_as_one_line() {
    let finding = Finding {
        line: 48,
        reason: "too long".into(),
    };
    assert_eq!(finding.to_string(), "line 48: too long");
}

/// `parse` and `lint` agree, and no finding points outside the text.
fn check_agreement(text: &str) {
    let findings = lint(text);
    match Framework::parse(text) {
        Ok(framework) => {
            assert_eq!(findings, [], "{text}");
            let rows = framework
                .domains
                .iter()
                .map(|domain| domain.descriptors.len());
            let is_whole = |cells: usize| cells == 0 || cells == framework.level_count();
            assert!(rows.into_iter().all(is_whole), "{text}");
        }
        Err(reported) => {
            assert!(!reported.is_empty(), "{text}");
            assert_eq!(findings, reported, "{text}");
        }
    }
    let lines = text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    assert!(
        findings
            .iter()
            .all(|finding| (1..=lines).contains(&finding.line)),
        "{text}"
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        check_agreement(&text);
    }

    #[test]
    fn any_toml_like_text_is_answered(
        lines in prop::collection::vec(
            "(\\[\\[?)?(id|levels?|domains|glossary|descriptors|name|\\.)?( = )?(\\[*|\"|'''|\\{|-?[0-9_x]{1,9}|1979-05-27|true|\"[a-z ]{0,9}\"|\\]\\]?|,|\\\\u)*",
            0..12,
        ),
    ) {
        check_agreement(&lines.join("\n"));
    }

    #[test]
    fn a_text_cut_and_patched_anywhere_is_answered(
        which in 0..TEXTS.len(),
        cut in any::<prop::sample::Index>(),
        length in 0_usize..400,
        patch in "[\\[\\]\"'{}=#,.\\\\\na-z0-9é ]{0,6}",
    ) {
        let mut characters: Vec<char> = TEXTS[which].1.chars().collect();
        let from = cut.index(characters.len());
        let to = (from + length).min(characters.len());
        characters.splice(from..to, patch.chars());
        check_agreement(&characters.into_iter().collect::<String>());
    }
}
