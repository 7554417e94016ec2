//! The web app's types are written from the Rust ones, and this test fails when they are not current.
//!
//! `make types` writes them.

use std::{fs, path::Path};

use plenary_protocol::{
    api, calendar, command, commitment, consensus,
    documents::{map, plan},
    framework, round, run_sheet, seat, settings, views, workshop,
};
use ts_rs::{Config, TS};

const FILE: &str = "../client/web/src/model/generated/index.ts";

macro_rules! declarations {
    ($config:expr, $($type:ty),+ $(,)?) => {
        [$((<$type as TS>::docs(), <$type as TS>::decl($config))),+]
    };
}

fn contract() -> String {
    let config = &Config::default();
    let declarations = declarations!(
        config,
        framework::FrameworkId,
        framework::DomainId,
        framework::Framework,
        framework::Level,
        framework::Domain,
        framework::DomainAbout,
        framework::ActionAspect,
        framework::GlossaryEntry,
        run_sheet::StepId,
        run_sheet::Permissions,
        run_sheet::Step,
        run_sheet::RunSheet,
        seat::Role,
        seat::Sector,
        seat::Table,
        seat::Sphere,
        settings::RevealMode,
        round::RoundKind,
        round::RevealLevel,
        round::Grouping,
        command::Command,
        calendar::CalendarShows,
        calendar::CalendarsOf,
        commitment::Terms,
        commitment::Commitment,
        commitment::Answer,
        commitment::ActionStatus,
        commitment::Missing,
        map::ProcessMap,
        map::Ground,
        map::Component,
        map::ComponentId,
        map::MapLane,
        map::MapStep,
        map::MapStepKind,
        map::MapLink,
        map::DecayPin,
        map::FactorClass,
        map::MapQuestion,
        map::EnquiryMethod,
        map::Stakeholder,
        plan::Plan,
        plan::Action,
        plan::ActionOwner,
        plan::ActionDay,
        plan::ActionPriority,
        plan::ReportRhythm,
        plan::Blocker,
        plan::PdsaCycle,
        plan::PdsaStage,
        plan::ActionProgress,
        plan::ActionSource,
        plan::ThreadNode,
        plan::NodeKind,
        plan::ThreadTie,
        plan::TieWay,
        plenary_protocol::refusal::RefusalCode,
        consensus::Verdict,
        consensus::Step,
        consensus::Pattern,
        consensus::Whose,
        consensus::OneAway,
        consensus::PossibleWord,
        consensus::Outstanding,
        consensus::Movement,
        consensus::Advice,
        consensus::Gap,
        consensus::Quarter,
        views::View,
        views::SessionView,
        views::JoiningView,
        workshop::WorkshopState,
        workshop::WriteAccess,
        workshop::Writing,
        views::NearlyFull,
        views::FrameworkRef,
        views::MapRef,
        views::MapView,
        views::PlanView,
        views::PlannedAction,
        views::Orphans,
        views::CommitmentsView,
        views::RoundSummary,
        views::PresentView,
        views::SectorPresence,
        views::TablePresence,
        views::SeatView,
        views::CountedMarks,
        views::CountedMark,
        views::ProgressView,
        views::DomainProgress,
        views::ResultsView,
        views::ActionQuarter,
        views::DomainResult,
        views::Measures,
        views::Firm,
        views::Since,
        views::GapView,
        views::OverallView,
        round::Agreed,
        views::GroupResult,
        views::RefusalView,
        views::SavingView,
        api::CreateWorkshop,
        api::NewSector,
        api::NewTables,
        api::WorkshopCreated,
        api::Invitation,
        api::Join,
        api::Joined,
        api::Recover,
        api::CommandDone,
        api::OpenCalendar,
        api::CalendarOpened,
        api::SeatListed,
        api::DocumentHistory,
        api::Stretch,
        api::Problem,
    );
    let mut text = "// Written from the Rust types by `make types`. Do not edit.\n".to_owned();
    for (docs, declaration) in declarations {
        let docs = docs
            .map(|docs| format!("{}\n", docs.trim_end()))
            .unwrap_or_default();
        text.push_str(&format!("\n{docs}export {declaration}\n"));
    }
    text
}

#[test]
fn the_web_apps_types_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::create_dir_all(path.parent().expect("the file is in a folder"))
            .expect("the folder can be made");
        fs::write(&path, contract()).expect("the types can be written");
    }
    let committed = fs::read_to_string(&path).expect("the generated types are committed");
    assert!(
        committed == contract(),
        "the web app's types are not current: run `make types` and commit the change"
    );
}
