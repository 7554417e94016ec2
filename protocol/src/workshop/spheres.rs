//! The spheres of influence of a workshop: which there are, and who has put themselves in which.

use super::{Workshop, joining::check_text};
use crate::{
    id::{SeatId, SphereId},
    limits,
    refusal::Refusal,
    seat::Sphere,
};

impl Workshop {
    /// The spheres of influence, the innermost first.
    pub fn spheres(&self) -> &[Sphere] {
        &self.spheres
    }

    pub(super) fn check_spheres(&self, names: &[String]) -> Result<(), Refusal> {
        if names.is_empty() || limits::SPHERES_PER_WORKSHOP < names.len() {
            return Err(Refusal::invalid(format!(
                "{} spheres of influence are named: name 1 to {}",
                names.len(),
                limits::SPHERES_PER_WORKSHOP
            )));
        }
        for (index, name) in names.iter().enumerate() {
            let name = check_text("the name of a sphere", name, limits::LABEL_CHARACTERS)?;
            if names[..index].iter().any(|other| other.trim() == name) {
                return Err(Refusal::invalid(format!(
                    "sphere \"{name}\" is named twice"
                )));
            }
        }
        // What was counted keeps its sphere, whatever its people have chosen since.
        let frozen = self.rounds.iter().flat_map(|round| round.frozen.values());
        let counted = frozen.filter_map(|vote| vote.standing.sphere);
        let now = self.seats().values().filter_map(|seat| seat.sphere);
        let chosen = now.chain(counted).max();
        match chosen {
            Some(chosen) if names.len() < usize::from(chosen.number()) => {
                Err(Refusal::moved_on(format!(
                    "somebody has chosen sphere {}: it can be renamed, not taken away",
                    chosen.number()
                )))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn check_sphere(&self, sphere: Option<SphereId>) -> Result<(), Refusal> {
        match sphere {
            Some(sphere) if !self.spheres.iter().any(|known| known.id == sphere) => Err(
                Refusal::invalid(format!("there is no sphere of influence `{sphere}`")),
            ),
            _ => Ok(()),
        }
    }

    /// Puts a seat in a sphere, or in none.
    pub(super) fn choose_sphere(&mut self, seat: SeatId, sphere: Option<SphereId>) {
        self.core
            .people
            .get_mut(seat)
            .expect("the seat has a role: checked above")
            .sphere = sphere;
    }
}
