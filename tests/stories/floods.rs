//! Somebody sends without end and reads nothing: what the server keeps for them is bounded.

use plenary_client::raw::{RawFrame, RawSocket};
use plenary_protocol::{limits, wire::close_code};
use plenary_tests::{House, PATIENCE};

#[tokio::test]
async fn sl4_who_pings_without_pause_is_closed_before_the_answers_pile_up() -> anyhow::Result<()> {
    let house = House::open().await?;
    let mut socket = RawSocket::open(house.server()).await?;
    let mut pings = 0;
    // Until the server has closed its end, which it does without waiting for anything of ours.
    while socket.ping(vec![7; 125]).await.is_ok() && pings < 100 * limits::CONTROL_FRAMES_BURST {
        pings += 1;
    }
    let end = socket
        .find("the close", PATIENCE, |frame| {
            matches!(frame, RawFrame::Closed(_))
        })
        .await?;
    let RawFrame::Closed(closed) = end else {
        unreachable!("found above");
    };
    assert_eq!(closed.code, Some(close_code::TRY_AGAIN_LATER), "{closed:?}");
    Ok(())
}
