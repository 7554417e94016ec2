//! A connection becomes a WebSocket.

use std::sync::Arc;

use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use plenary_protocol::limits;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::protocol::{Role, WebSocketConfig},
};
use tracing::debug;

use super::intake::{Intake, Meter};

/// A WebSocket whose messages are bounded by its [`Meter`].
pub(super) type Socket = WebSocketStream<Intake<TokioIo<Upgraded>>>;

/// Serves the socket once the call has been answered.
pub(super) async fn serve<F>(
    on_upgrade: OnUpgrade,
    serve: impl FnOnce(Socket, Arc<Meter>) -> F + Send + 'static,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let upgraded = match on_upgrade.await {
        Ok(upgraded) => TokioIo::new(upgraded),
        Err(err) => {
            debug!("a call did not become a WebSocket: {err}");
            return;
        }
    };
    let meter = Meter::new(limits::UNAUTHENTICATED_FRAME_BYTES);
    let intake = Intake::new(upgraded, meter.clone());
    let config = WebSocketConfig::default()
        .read_buffer_size(limits::SOCKET_READ_BUFFER_BYTES)
        // Frames are written whole and flushed at once, so a buffer would only hold memory.
        .write_buffer_size(0)
        // What is longer has been cut before it gets here.
        .max_message_size(Some(limits::FRAME_BYTES))
        .max_frame_size(Some(limits::FRAME_BYTES));
    let socket = WebSocketStream::from_raw_socket(intake, Role::Server, Some(config)).await;
    serve(socket, meter).await;
}
