//! The days that an action promises: by when it is developed, put in place and tested.

use serde::{Deserialize, Serialize};
use strum::VariantArray as _;

use super::{Action, Day};

/// What is promised by a day.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::VariantArray,
    strum::VariantNames,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ActionDay {
    /// It is developed.
    Develop,
    /// It is put in place.
    Implement,
    /// It is tested.
    Test,
}

crate::labels::labelled!(ActionDay, action_day: Spoken);

impl Action {
    /// The day by which this is promised; none where none is set.
    pub fn day(&self, of: ActionDay) -> Option<Day> {
        match of {
            ActionDay::Develop => self.develop_by,
            ActionDay::Implement => self.implement_by,
            ActionDay::Test => self.test_by,
        }
    }

    /// Every day that is promised, in the order of what is promised.
    pub fn days(&self) -> impl Iterator<Item = (ActionDay, Day)> {
        ActionDay::VARIANTS
            .iter()
            .filter_map(|of| Some((*of, self.day(*of)?)))
    }

    /// The earliest day by which something is promised; none where no date is set.
    pub fn first_day(&self) -> Option<Day> {
        self.days().map(|(_, day)| day).min()
    }
}
