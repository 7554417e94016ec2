//! Text as a framework: the two ways to read it agree, and what is read keeps the promises of its fields.

use plenary_protocol::framework::{Framework, lint};
use std::collections::BTreeSet;

/// Reads bytes, if they are text, as a framework.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let findings = lint(text);
    let framework = match Framework::parse(text) {
        Ok(framework) => framework,
        Err(same) => {
            assert!(!same.is_empty(), "refused for nothing");
            assert_eq!(same, findings);
            let line_count = 1 + text.bytes().filter(|byte| *byte == b'\n').count();
            assert!(findings.is_sorted_by_key(|finding| finding.line));
            for finding in findings {
                assert!((1..=line_count).contains(&finding.line), "{finding}");
                assert!(!finding.reason.is_empty());
            }
            return;
        }
    };
    assert!(findings.is_empty(), "{findings:?}");
    assert!((2..=7).contains(&framework.level_count()));
    assert!((1..=40).contains(&framework.domains.len()));
    for (index, level) in framework.levels.iter().enumerate() {
        assert_eq!(usize::from(level.level), index + 1);
    }
    let ids: BTreeSet<&str> = framework
        .domains
        .iter()
        .map(|domain| domain.id.as_str())
        .collect();
    assert_eq!(ids.len(), framework.domains.len());
    for (index, domain) in framework.domains.iter().enumerate() {
        assert!([0, framework.level_count()].contains(&domain.descriptors.len()));
        assert_eq!(framework.domain_index(&domain.id), Some(index));
    }
    let written = serde_json::to_string(&framework).expect("a framework is stored");
    assert_eq!(
        serde_json::from_str::<Framework>(&written).expect("and loaded"),
        framework
    );
}
