//! Somebody sends without end and reads nothing: what the server keeps for them is bounded.

use plenary_client::raw::RawSocket;
use plenary_protocol::{limits, wire::close_code};
use plenary_tests::TestServer;

use super::closes;

#[tokio::test]
async fn sl4_who_pings_without_pause_is_closed_before_the_answers_pile_up() -> anyhow::Result<()> {
    let server = TestServer::open().await?;
    let mut socket = RawSocket::open(server.address()).await?;
    let mut pings = 0;
    // Until the server has closed its end, which it does without waiting for anything of ours.
    while socket.ping(vec![7; 125]).await.is_ok() && pings < 100 * limits::CONTROL_FRAMES_BURST {
        pings += 1;
    }
    closes(socket, close_code::TRY_AGAIN_LATER, "pings without pause").await
}
