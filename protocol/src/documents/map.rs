//! A process map as it reads: what is valid in its document, in one order, the same on every replica.
//!
//! Owns the shape of a map and its rules. How it stands in Yjs, field by field, is in docs/PROTOCOL.md (MA).

use serde::{Deserialize, Serialize};

use crate::{
    id::{ItemId, SphereId},
    labels::Labelled as _,
};

mod read;

pub(super) use read::read;

/// A process map: a pathway, the organisations on it, its steps, and where people are lost.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ProcessMap {
    /// The one pathway that is looked at.
    pub pathway: String,
    /// Why this pathway, in words.
    pub why: String,
    /// On what ground it was chosen.
    pub grounds: Vec<Ground>,
    /// The four components of the pathway, A to D.
    pub components: Vec<Component>,
    /// The organisations, from the top of the drawing down.
    pub lanes: Vec<MapLane>,
    /// The steps in the order of the list: a step stands after those that lead to it.
    pub steps: Vec<MapStep>,
    /// What leads to what.
    pub links: Vec<MapLink>,
    /// Where and why people are lost.
    pub pins: Vec<DecayPin>,
    /// What has to be found out.
    pub questions: Vec<MapQuestion>,
    /// Who has a say at which steps.
    pub stakeholders: Vec<Stakeholder>,
}

/// On what ground a pathway was chosen.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Ground {
    /// It is a priority.
    Priority,
    /// It is about to change.
    Change,
    /// What is known locally points to it.
    LocalIntelligence,
}

crate::labels::labelled!(Ground, ground: Word);

/// One of the four components of a pathway, each a part of those before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Component {
    /// Which one.
    pub id: ComponentId,
    /// What it is called here.
    pub label: String,
    /// Who counts in it, as agreed here; empty where nothing has been written.
    pub definition: String,
}

/// Which component.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ComponentId {
    /// Everybody concerned.
    A,
    /// Those who are known.
    B,
    /// Those who are reached.
    C,
    /// Those for whom it works.
    D,
}

crate::labels::labelled!(ComponentId, component_id: Word);

impl ComponentId {
    /// What the component is called where nobody has renamed it.
    pub fn default_label(self) -> &'static str {
        &self.label().word
    }
}

/// An organisation on the pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapLane {
    /// The lane.
    pub id: ItemId,
    /// The organisation's name.
    pub name: String,
}

/// One step of the pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapStep {
    /// The step.
    pub id: ItemId,
    /// What kind of step.
    pub kind: MapStepKind,
    /// What happens.
    pub name: String,
    /// Who does it; null where no organisation has been chosen, or the chosen one was taken out.
    pub lane: Option<ItemId>,
    /// The component it belongs to.
    pub component: Option<ComponentId>,
    /// Anything else about it.
    pub note: String,
}

/// What kind of step.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MapStepKind {
    /// Where the pathway begins.
    Start,
    /// Something is done.
    Step,
    /// The way parts.
    Decision,
    /// People wait.
    Wait,
    /// People pass from one organisation to another.
    HandOff,
    /// Where the pathway ends.
    End,
}

crate::labels::labelled!(MapStepKind, map_step_kind: Explained);

/// One step leads to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapLink {
    /// The link.
    pub id: ItemId,
    /// The step it leaves.
    pub from: ItemId,
    /// The step it reaches.
    pub to: ItemId,
    /// When this way is taken.
    pub label: String,
    /// Whether it leads back to a step that stands earlier in the list. The others never form a cycle.
    pub is_back: bool,
}

/// Something that loses people at a step, or spoils the outcome for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DecayPin {
    /// The pin.
    pub id: ItemId,
    /// The step it sticks to.
    pub step: ItemId,
    /// What class of factor it is; null where nobody has said.
    pub class: Option<FactorClass>,
    /// What is lost here, and why.
    pub text: String,
    /// How it is known.
    pub evidence: String,
    /// How many, where a number is known.
    pub number: Option<f64>,
    /// What the number counts, such as "people a month".
    pub unit: String,
}

/// What class of factor loses people.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FactorClass {
    /// How services work.
    Operational,
    /// How people live: money, housing, work, transport and so on.
    Wider,
}

crate::labels::labelled!(FactorClass, factor_class: FactorLabel);

/// Something that has to be found out about a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MapQuestion {
    /// The question.
    pub id: ItemId,
    /// The step it is about.
    pub step: ItemId,
    /// What is asked.
    pub text: String,
    /// How it could be found out.
    pub method: Option<EnquiryMethod>,
    /// What was found.
    pub answer: String,
}

/// How something could be found out.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantNames,
    utoipa::ToSchema,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EnquiryMethod {
    /// From figures that exist.
    Data,
    /// By a survey.
    Survey,
    /// By interviews.
    Interviews,
    /// In a focus group.
    FocusGroup,
    /// In a workshop.
    Workshop,
}

crate::labels::labelled!(EnquiryMethod, enquiry_method: Word);

/// A person or body with a say at some steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Stakeholder {
    /// The stakeholder.
    pub id: ItemId,
    /// Who they are.
    pub name: String,
    /// Their sphere of influence.
    pub sphere: Option<SphereId>,
    /// The steps at which they have a say, in the order of the list.
    pub steps: Vec<ItemId>,
    /// Whether they still have to be brought in.
    pub is_to_bring_in: bool,
}

impl ProcessMap {
    /// A map in whose document nothing has been written: its four components with our names for them.
    pub fn empty() -> Self {
        Self {
            components: [
                ComponentId::A,
                ComponentId::B,
                ComponentId::C,
                ComponentId::D,
            ]
            .map(|id| Component {
                id,
                label: id.default_label().to_owned(),
                definition: String::new(),
            })
            .into(),
            ..Self::default()
        }
    }

    /// Classes of factor of which there is no pin although there are pins: what the group may have overlooked.
    pub fn empty_classes(&self) -> Vec<FactorClass> {
        if self.pins.is_empty() {
            return Vec::new();
        }
        [FactorClass::Operational, FactorClass::Wider]
            .into_iter()
            .filter(|class| self.pins.iter().all(|pin| pin.class != Some(*class)))
            .collect()
    }

    /// The step with this id.
    pub fn step(&self, id: &ItemId) -> Option<&MapStep> {
        self.steps.iter().find(|step| step.id == *id)
    }
}
