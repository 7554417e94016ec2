//! What people read for the values that have a name: one table, `words/en.toml`, for the exports, the sentences and the web app.
//!
//! Owns the table and which fields it has; which table is an enum's own is said beside the enum. Makes no sentences.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;
use strum::VariantNames;

/// The table as it is written, for whoever writes it down in another form.
pub const SOURCE: &str = include_str!("../words/en.toml");

static LABELS: LazyLock<Labels> =
    LazyLock::new(|| toml::from_str(SOURCE).expect("it can be read: tests/labels.rs reads it"));

/// The whole table.
pub fn labels() -> &'static Labels {
    &LABELS
}

/// A value that people read by a label of its own.
pub trait Labelled: Copy + Into<&'static str> + VariantNames {
    /// What there is to read.
    type Label: 'static;
    /// The name of its table.
    const TABLE: &'static str;

    /// Its table.
    fn table(labels: &'static Labels) -> &'static ByName<Self::Label>;

    /// What people read for this value.
    fn label(self) -> &'static Self::Label {
        let name: &'static str = self.into();
        Self::table(labels())
            .get(name)
            .expect("every value has a label: tests/labels.rs asks for each")
    }
}

/// Says that an enum's labels are those of a table: `labelled!(Verdict, verdict: VerdictLabel)`.
macro_rules! labelled {
    ($of:ty, $table:ident: $label:ident) => {
        impl $crate::labels::Labelled for $of {
            type Label = $crate::labels::$label;
            const TABLE: &'static str = stringify!($table);

            fn table(
                labels: &'static $crate::labels::Labels,
            ) -> &'static $crate::labels::ByName<Self::Label> {
                &labels.$table
            }
        }
    };
}
pub(crate) use labelled;

/// Labels by the name that a value has in JSON.
pub type ByName<L> = BTreeMap<String, L>;

/// Every table. What each is for stands beside it in `words/en.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The names are those of the types, and the file says where each is read.
pub struct Labels {
    pub verdict: ByName<VerdictLabel>,
    pub round_kind: ByName<RoundLabel>,
    pub grouping: ByName<Plural>,
    pub between: Between,
    pub reveal_level: ByName<Spoken>,
    pub reveal_mode: ByName<Explained>,
    pub advice: ByName<Word>,
    pub trend: Trends,
    pub role: ByName<Spoken>,
    pub step_id: ByName<Word>,
    pub refusal_code: ByName<Word>,
    pub ground: ByName<Word>,
    pub component_id: ByName<Word>,
    pub map_step_kind: ByName<Explained>,
    pub factor_class: ByName<FactorLabel>,
    pub enquiry_method: ByName<Word>,
    pub action_status: ByName<StatusLabel>,
    pub action_progress: ByName<Word>,
    pub action_priority: ByName<Word>,
    pub report_rhythm: ByName<Word>,
    pub action_day: ByName<Spoken>,
    pub missing: ByName<InSentence>,
    pub cycle_part: CycleParts,
    pub node_kind: ByName<NodeLabel>,
    pub tie_way: ByName<Spoken>,
    pub quarter: ByName<QuarterLabel>,
    pub calendar_shows: ByName<CalendarLabel>,
    pub nothing: Nothing,
}

/// Makes the rows of the table: each field is a text that every row of its kind has.
macro_rules! rows {
    ($($(#[$docs:meta])* $name:ident { $($field:ident),+ })+) => {$(
        $(#[$docs])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)] // What each field is for stands at the head of `words/en.toml`.
        pub struct $name {
            $(pub $field: String),+
        }
    )+};
}

rows! {
    /// A word that stands alone.
    Word { word }
    /// A word that is only said within a sentence.
    InSentence { in_sentence }
    /// A word alone and within a sentence.
    Spoken { word, in_sentence }
    /// A word and what it means.
    Explained { word, meaning }
    /// One and several.
    Plural { one, many }
    /// A verdict.
    VerdictLabel { word, sign, in_sentence, make_it }
    /// What a round asks.
    RoundLabel { word, asked, one, many }
    /// Why people are lost.
    FactorLabel { word, in_sentence, meaning }
    /// Where an action stands.
    StatusLabel { word, sign, none }
    /// A part of a cycle.
    CyclePartLabel { word, hint }
    /// A kind of node.
    NodeLabel { one, many, hint }
    /// Where an action lies by what it brings and how soon.
    QuarterLabel { word, sign, meaning }
    /// What a calendar shows.
    CalendarLabel { in_sentence, meaning }
}

/// Makes a table whose rows are no enum's values, but known by their names here.
macro_rules! tables {
    ($($(#[$docs:meta])* $name:ident of $label:ident { $($(#[$row:meta])* $field:ident),+ })+) => {$(
        $(#[$docs])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs)] // The names say it.
        pub struct $name {
            $($(#[$row])* pub $field: $label),+
        }
    )+};
}

tables! {
    /// How far a disagreement lies between groups.
    Between of InSentence { partly, clearly, mainly, perhaps }
    /// How a room moved between two rounds.
    Trends of InSentence { closer, apart, none }
    /// The parts of a cycle, in their order.
    CycleParts of CyclePartLabel { plan, #[serde(rename = "do")] doing, study, act }
    /// What stands where something has no value or no name.
    Nothing of Word { lane, lane_name, class, action }
}
