//! The stories, each about what a person could notice.

use std::future::Future;

use plenary_client::{
    error::ClientError,
    raw::{RawFrame, RawSocket},
};
use plenary_protocol::api::Problem;
use plenary_tests::PATIENCE;

mod a_day;
mod after_the_close;
mod bad_frames;
mod bad_requests;
mod calendars;
mod catching_up;
mod cluster;
mod contract;
mod crowds;
mod devices;
#[cfg(target_os = "linux")]
mod displaced;
mod doors;
mod drain;
mod event_streams;
mod floods;
mod floors;
#[cfg(target_os = "linux")]
mod full_disk;
#[cfg(target_os = "linux")]
mod guessers;
mod hidden;
mod history;
#[cfg(target_os = "linux")]
mod hostile;
mod killed;
mod laws;
mod logs;
mod lost_answers;
#[cfg(target_os = "linux")]
mod many_join;
mod maps;
mod not_saving;
mod offline;
mod origins;
mod pages;
mod plans;
mod provider;
mod proxies;
mod redis_in_trouble;
mod restarts;
mod shared_documents;
mod slow_readers;
mod small_groups;
mod some_domains;
mod steering;
mod too_long;
mod walls;
mod whose;

/// The problem with which the server answered, where it should have.
async fn problem<T: std::fmt::Debug>(
    call: impl Future<Output = Result<T, ClientError>>,
) -> Problem {
    match call.await {
        Err(ClientError::Problem(problem)) => *problem,
        other => panic!("the server should have answered with a problem: {other:?}"),
    }
}

/// Checks a problem's status, kind and a part of its sentence.
#[track_caller]
fn expect(problem: &Problem, status: u16, kind: &str, says: &str) {
    assert_eq!(problem.status, status, "{problem:?}");
    assert_eq!(problem.kind, format!("/problems/{kind}"), "{problem:?}");
    assert!(
        problem.detail.contains(says),
        "it should say `{says}`: {problem:?}"
    );
    assert!(!problem.title.is_empty(), "{problem:?}");
}

/// Waits until the server closes the socket, with this code.
async fn closes(mut socket: RawSocket, code: u16, what: &str) -> anyhow::Result<()> {
    let end = socket
        .find(&format!("the close after {what}"), PATIENCE, |frame| {
            matches!(frame, RawFrame::Closed(_))
        })
        .await?;
    let RawFrame::Closed(closed) = end else {
        unreachable!("found above");
    };
    assert_eq!(closed.code, Some(code), "{what}: {closed:?}");
    assert!(!closed.reason.is_empty(), "{what}");
    Ok(())
}
