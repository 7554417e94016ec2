//! Where the workshop stands and who is here, and the receiver's own seat.

use std::collections::BTreeMap;

use super::{
    CountedMark, CountedMarks, FrameworkRef, MapRef, NearlyFull, PresentView, RoundSummary,
    SeatView, SectorPresence, SessionView, TablePresence,
};
use crate::{
    api::SeatListed,
    id::SeatId,
    seat::Role,
    workshop::{Round, Workshop},
};

/// Where the workshop stands, as a role is told it, at the server's time, with the seats for which `is_present` holds.
pub fn session(
    workshop: &Workshop,
    role: Role,
    revision: u64,
    server_time_ms: u64,
    is_present: impl Fn(&SeatId) -> bool,
) -> SessionView {
    SessionView {
        revision,
        server_time_ms,
        workshop: workshop.id(),
        title: workshop.title().to_owned(),
        state: workshop.state(),
        join_code: workshop.join_code(),
        joining_open: workshop.is_joining_open(),
        reveal: workshop.settings().reveal,
        minimum_group: workshop.settings().minimum_group,
        named: workshop.settings().named,
        frameworks: workshop
            .frameworks()
            .iter()
            .map(|framework| FrameworkRef {
                id: framework.id.clone(),
                version: framework.version.clone(),
                title: framework.title.clone(),
                is_derived: workshop.is_derived(&framework.id),
            })
            .collect(),
        sectors: workshop.sectors().to_vec(),
        tables: workshop.tables().to_vec(),
        spheres: workshop.spheres().to_vec(),
        maps: workshop
            .maps()
            .map(|(map, title)| MapRef {
                map,
                title: title.to_owned(),
            })
            .collect(),
        map: workshop.shown_map(),
        run_sheet: workshop.run_sheet().clone(),
        writing: workshop.writing(role),
        rounds: workshop
            .rounds()
            .iter()
            .map(|round| summary(workshop, round))
            .collect(),
        focus: workshop.focus().cloned(),
        present: present(workshop, is_present),
        nearly_full: workshop
            .nearly_full()
            .map(|(path, percent)| NearlyFull {
                document: path.to_owned(),
                percent,
            })
            .collect(),
    }
}

fn summary(workshop: &Workshop, round: &Round) -> RoundSummary {
    RoundSummary {
        round: round.id,
        framework: workshop.framework_of(round).id.clone(),
        kind: round.kind,
        map: workshop.map_of(round),
        domains: round.only().map(|only| {
            let domains = &workshop.framework_of(round).domains;
            only.iter()
                .map(|index| domains[*index].id.clone())
                .collect()
        }),
        is_open: round.is_open,
        revealed: round.revealed,
        grouping: round.grouping,
    }
}

fn present(workshop: &Workshop, is_present: impl Fn(&SeatId) -> bool) -> PresentView {
    let mut view = PresentView::default();
    let mut sectors = BTreeMap::new();
    let mut tables = BTreeMap::new();
    for (id, seat) in workshop.seats() {
        let here = u32::from(is_present(id));
        match seat.role {
            Role::Facilitator => view.facilitators += here,
            Role::Observer => view.observers += here,
            Role::Screen => view.screens += here,
            Role::Participant | Role::Scribe => {
                view.people += here;
                if let Some(sector) = &seat.sector {
                    let (present, joined): &mut (u32, u32) = sectors.entry(sector).or_default();
                    *present += here;
                    *joined += 1;
                }
                if let Some(table) = seat.table {
                    let (present, seated): &mut (u32, u32) = tables.entry(table).or_default();
                    *present += here;
                    *seated += 1;
                }
            }
        }
    }
    // In the workshop's order and with the empty ones: a missing sector is what a facilitator looks for.
    view.sectors = workshop
        .sectors()
        .iter()
        .map(|sector| {
            let (present, joined) = sectors.get(&sector.id).copied().unwrap_or_default();
            SectorPresence {
                sector: sector.id.clone(),
                present,
                joined,
            }
        })
        .collect();
    view.tables = workshop
        .tables()
        .iter()
        .map(|table| {
            let (present, seated) = tables.get(&table.id).copied().unwrap_or_default();
            TablePresence {
                table: table.id,
                present,
                seated,
            }
        })
        .collect();
    view
}

/// A seat, as it is told to its own holder.
pub fn seat(workshop: &Workshop, seat: SeatId) -> Option<SeatView> {
    let details = workshop.seat(seat)?;
    Some(SeatView {
        revision: workshop.seq(),
        seat,
        role: details.role,
        sector: details.sector.clone(),
        organisation: details.organisation.clone(),
        name: details.name.clone(),
        table: details.table,
        sphere: details.sphere,
        counted: closed_rounds(workshop)
            .map(|round| counted(workshop, round, seat))
            .collect(),
        calendars: workshop.calendars_of(seat),
    })
}

fn closed_rounds(workshop: &Workshop) -> impl Iterator<Item = &Round> {
    workshop.rounds().iter().filter(|round| !round.is_open)
}

/// What a round counted of one seat: its marks as they stood at the close, or as they were counted in late.
fn counted(workshop: &Workshop, round: &Round, seat: SeatId) -> CountedMarks {
    let cells = round.frozen.get(&seat).map_or(&[][..], |vote| &vote.cells);
    let domains = &workshop.framework_of(round).domains;
    let marked = domains
        .iter()
        .zip(cells)
        .filter(|(_, cell)| cell.is_marked());
    CountedMarks {
        round: round.id,
        marks: marked
            .map(|(domain, cell)| CountedMark {
                domain: domain.id.clone(),
                level: cell.level(),
            })
            .collect(),
    }
}

/// Everybody with a seat, for facilitators. Never says what anybody marked.
pub fn seats_listed(workshop: &Workshop, is_present: impl Fn(&SeatId) -> bool) -> Vec<SeatListed> {
    let listed = |(id, seat): (&SeatId, &crate::seat::Seat)| SeatListed {
        seat: *id,
        role: seat.role,
        sector: seat.sector.clone(),
        organisation: seat.organisation.clone(),
        name: seat.name.clone(),
        table: seat.table,
        is_present: is_present(id),
        is_awaited: workshop.is_awaited(*id),
        awaited_since_ms: workshop.awaited_since_ms(*id),
    };
    workshop.seats().iter().map(listed).collect()
}
