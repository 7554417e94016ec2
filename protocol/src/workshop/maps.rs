//! The maps of a workshop: which there are, which is shown to everybody, and what is commanded of them. What stands in a map
//! is its document.

use super::{
    Workshop,
    commands::check_fewer,
    derived::{self, Derived, map_framework_id},
    joining::check_text,
};
use crate::{
    documents::{DocumentKind, map::ProcessMap},
    framework::Framework,
    id::{ItemId, MapId, RoundId},
    limits,
    refusal::Refusal,
    round::RoundKind,
};

/// What may be read.
impl Workshop {
    /// The maps with their titles, the oldest first.
    pub fn maps(&self) -> impl Iterator<Item = (MapId, &str)> {
        (1..)
            .map(MapId::nth)
            .zip(self.maps.iter().map(String::as_str))
    }

    /// The title of a map; none where there is no such map.
    pub fn map_title(&self, map: MapId) -> Option<&str> {
        self.maps
            .get(usize::from(map.number()) - 1)
            .map(String::as_str)
    }

    /// The map that is before everybody.
    pub fn shown_map(&self) -> Option<MapId> {
        self.shown_map
    }

    /// What is valid in a map's document.
    pub fn process_map(&self, map: MapId) -> ProcessMap {
        self.shared_document(DocumentKind::Map(map))
            .map_or_else(ProcessMap::empty, |document| document.process_map())
    }
}

/// Commands.
impl Workshop {
    pub(super) fn check_open_losses(
        &self,
        map: MapId,
        steps: Option<&[ItemId]>,
    ) -> Result<(), Refusal> {
        self.check_new_round()?;
        self.losses(map, steps).map(drop)
    }

    /// Opens a round on how many people are lost at the steps of a map.
    pub(super) fn open_losses(
        &mut self,
        map: MapId,
        steps: Option<&[ItemId]>,
        at_ms: u64,
    ) -> Result<RoundId, Refusal> {
        let framework = self.losses(map, steps)?;
        Ok(self.open_derived(framework, Derived::Map(map), RoundKind::Lost, at_ms))
    }

    pub(super) fn check_create_map(&self, title: &str) -> Result<(), Refusal> {
        check_fewer("maps", self.maps.len(), limits::MAPS_PER_WORKSHOP)?;
        map_title(title).map(drop)
    }

    /// Makes a map and shows it to everybody.
    pub(super) fn create_map(&mut self, title: &str) -> Result<MapId, Refusal> {
        self.maps.push(map_title(title)?);
        let map = MapId::nth(self.maps.len() as u16);
        self.shown_map = Some(map);
        Ok(map)
    }

    pub(super) fn check_rename_map(&self, map: MapId, title: &str) -> Result<(), Refusal> {
        self.known_map(map)?;
        map_title(title).map(drop)
    }

    pub(super) fn rename_map(&mut self, map: MapId, title: &str) -> Result<(), Refusal> {
        self.maps[usize::from(map.number()) - 1] = map_title(title)?;
        Ok(())
    }

    pub(super) fn check_show_map(&self, map: MapId) -> Result<(), Refusal> {
        self.known_map(map).map(drop)
    }

    fn losses(&self, map: MapId, steps: Option<&[ItemId]>) -> Result<Framework, Refusal> {
        let title = self.known_map(map)?;
        let count = self.derived_of(Derived::Map(map)).count() + 1;
        let id = map_framework_id(map, count);
        derived::losses(id, title, (map, &self.process_map(map)), steps)
    }

    fn known_map(&self, map: MapId) -> Result<&str, Refusal> {
        self.map_title(map)
            .ok_or_else(|| Refusal::invalid(format!("there is no map `{map}`")))
    }
}

fn map_title(title: &str) -> Result<String, Refusal> {
    check_text("the title of the map", title, limits::TITLE_CHARACTERS)
}
