//! What an entry of a workshop changed on its screens, and whom it gave or took something.

use plenary_protocol::{
    calendar::CalendarsOf,
    command::Command,
    documents::DocumentKind,
    entry::{Control, Entry, Event},
    workshop::Made,
};

use super::screens::{WorkshopScreens, WorkshopStage};
use crate::room::Affected;

impl WorkshopScreens {
    /// An entry took effect: what it changed is due from now on.
    pub(super) fn entry_applied(
        &mut self,
        stage: &WorkshopStage<'_>,
        entry: &Entry,
        made: &Made,
    ) -> Affected {
        let workshop = stage.space;
        match &entry.event {
            Event::Updated { document, .. } => {
                if !made.marked.is_empty() {
                    self.views.marks_changed(made.marked);
                }
                self.views.written(document.kind, workshop);
                if document.kind == DocumentKind::Plan {
                    self.views.plan_changed(workshop);
                }
                Affected::Nobody
            }
            // Everybody may say where they stand at once, and only they see it: nothing goes out to others.
            Event::Control(
                Control::Commanded {
                    seat,
                    command:
                        Command::ChooseSphere { .. }
                        | Command::StopCalendars {
                            whose: CalendarsOf::Me,
                        },
                    ..
                }
                | Control::CalendarOpened { seat, .. },
            ) => Affected::Seat(*seat),
            Event::Control(Control::Commanded {
                command: Command::AcceptAction { .. } | Command::DeclineAction { .. },
                ..
            }) => {
                self.views.commitments_changed(workshop);
                Affected::Nobody
            }
            Event::Control(Control::Commanded { command, .. }) => {
                self.views.command_applied();
                // What is counted of each seat's marks is told to each seat.
                if let Command::CloseRound { .. }
                | Command::ReopenRound { .. }
                | Command::TakeLate { .. }
                | Command::StopCalendars { .. } = command
                {
                    self.views.seats_changed();
                }
                self.analyse(stage);
                match command {
                    Command::AssignTable { seat, .. }
                    | Command::SetRole { seat, .. }
                    | Command::RemoveSeat { seat }
                    | Command::RemoveSecond { seat, .. } => Affected::Seat(*seat),
                    Command::RemoveAwaited { .. } => Affected::Gone,
                    _ => Affected::Nobody,
                }
            }
            Event::Control(Control::SeatsGivenUp { .. }) => {
                self.views.people_changed();
                Affected::Gone
            }
            // A token more may have pushed the oldest out, and what that has open ends with it.
            Event::Control(Control::SeatRecovered { seat, .. }) => {
                self.views.people_changed();
                Affected::Seat(*seat)
            }
            // It is told to others only as the presence of whoever holds it.
            Event::Control(Control::ClientReserved { .. }) => Affected::Nobody,
            Event::Control(_) => {
                self.views.people_changed();
                Affected::Nobody
            }
        }
    }
}
