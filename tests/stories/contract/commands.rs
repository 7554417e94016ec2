//! A command of each kind.

use plenary_protocol::{
    calendar::CalendarsOf,
    command::Command,
    commitment::Terms,
    framework::{DomainId, FrameworkId},
    id::{ItemId, MapId, RoundId, SeatId, SphereId, TableId},
    round::{Grouping, RevealLevel, RoundKind},
    run_sheet::StepId,
    seat::Role,
};

/// A command of each kind; of those with a field that may be missing, one with it and one without.
pub(super) fn every_command() -> anyhow::Result<Vec<Command>> {
    let (round, map, seat) = (RoundId::nth(1), MapId::nth(1), SeatId::from_bytes([1; 16]));
    let framework: FrameworkId = "pit-a".parse()?;
    let domain: DomainId = "leadership".parse()?;
    let item: ItemId = "evening".parse()?;
    let open_round = |domains| Command::OpenRound {
        framework: framework.clone(),
        kind: RoundKind::Now,
        domains,
    };
    let reveal = |by| Command::Reveal {
        round,
        level: RevealLevel::Groups,
        by,
    };
    Ok(vec![
        open_round(None),
        open_round(Some(vec![domain.clone()])),
        Command::OpenLosses { map, steps: None },
        Command::OpenLosses {
            map,
            steps: Some(vec![item.clone()]),
        },
        Command::OpenPriorities { actions: None },
        Command::OpenPriorities {
            actions: Some(vec![item.clone()]),
        },
        Command::CloseRound { round },
        Command::ReopenRound { round },
        reveal(None),
        reveal(Some(Grouping::Table)),
        Command::TakeLate { round },
        Command::MoveStep {
            from: StepId::Lobby,
            to: StepId::Plan,
        },
        Command::ExtendStep { minutes: 5 },
        Command::Focus { domain: None },
        Command::Focus {
            domain: Some(domain.clone()),
        },
        Command::Agree {
            round,
            domain: domain.clone(),
            level: None,
            because: "too few of us could say".to_owned(),
        },
        Command::WithdrawAgreed { round, domain },
        Command::AssignTable {
            seat,
            table: Some(TableId::nth(1)),
        },
        Command::CreateTable { name: None },
        Command::CreateTable {
            name: Some("By the window".to_owned()),
        },
        Command::CreateMap {
            title: "Stop smoking".to_owned(),
        },
        Command::RenameMap {
            map,
            title: "Stop smoking".to_owned(),
        },
        Command::ShowMap { map },
        Command::SetSpheres {
            names: vec!["Inner".to_owned()],
        },
        Command::ChooseSphere {
            sphere: Some(SphereId::nth(1)),
        },
        Command::AcceptAction {
            action: item.clone(),
            terms: Terms::default(),
            name: "Amina".to_owned(),
        },
        Command::DeclineAction {
            action: item,
            because: String::new(),
        },
        Command::StopCalendars {
            whose: CalendarsOf::Me,
        },
        Command::SetRole {
            seat,
            role: Role::Scribe,
        },
        Command::RemoveSeat { seat },
        Command::RemoveAwaited { since_ms: None },
        Command::RemoveAwaited { since_ms: Some(1) },
        Command::RemoveSecond {
            seat,
            first: SeatId::from_bytes([2; 16]),
        },
        Command::AdmitAll { minutes: 5 },
        Command::OpenJoining { open: true },
        Command::CloseWorkshop,
        Command::Seal,
    ])
}
