//! What an owner's answer makes of an action: one list of cases, to which the web app's own rule is held as well, because it
//! says it of an edit that no server has seen yet.

use plenary_protocol::{
    commitment::{self, ActionStatus, Commitment, Missing},
    documents::plan::Action,
};
use serde_json::{Map, Value};

#[derive(serde::Deserialize)]
struct Cases {
    /// An action that its owner could accept.
    action: Value,
    cases: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    /// What is different about the action.
    changes: Map<String, Value>,
    /// What seats have answered to it, the latest last.
    answers: Vec<Commitment>,
    status: ActionStatus,
    missing: Vec<Missing>,
}

#[test]
fn pl6_an_action_stands_where_its_present_owners_latest_answer_puts_it() {
    let Cases { action, cases } =
        serde_json::from_str(include_str!("../vectors/answers.json")).expect("the cases are read");
    for case in cases {
        let mut changed = action.clone();
        let fields = changed.as_object_mut().expect("an action is an object");
        fields.extend(case.changes);
        let action: Action = serde_json::from_value(changed).expect("it is an action");
        let answer = commitment::answer_of(&action, &case.answers);
        let status = commitment::status(&action, answer);
        assert_eq!(status, case.status, "{}", case.name);
        let missing = commitment::missing(&action);
        assert_eq!(missing, case.missing, "{}", case.name);
    }
}
