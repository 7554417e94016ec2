//! Bytes as a frame of either wire and in either direction, and as a state vector: what is read is written again the same.

use plenary_protocol::wire::hocuspocus::{
    ClientFrame, ClientMessage, ServerFrame, ServerMessage, client, document_name, server,
};
use plenary_protocol::wire::lib0::{write_var_string, write_var_uint};
use plenary_protocol::wire::state_vector;
use plenary_protocol::wire::y_websocket::Message;
use yrs::updates::decoder::Decode;

/// Reads bytes as all of them.
pub(crate) fn run(data: &[u8]) {
    read_client_frame(data);
    read_server_frame(data);
    read_y_websocket_frame(data);
    read_state_vector(data);
}

fn read_client_frame(data: &[u8]) {
    let (address, message) = match ClientFrame::parse(data) {
        Err(err) => return assert!(err.offset <= data.len(), "{err}"),
        Ok(ClientFrame::Ping) => return assert_eq!(server::ping(), data),
        Ok(ClientFrame::Pong) => return assert_eq!(client::pong(), data),
        Ok(ClientFrame::Document { address, message }) => (address, message),
    };
    assert!(!document_name(address).trim().is_empty());
    let written = match message {
        ClientMessage::Auth {
            token,
            provider_version: Some(version),
        } => client::auth(address, token, version),
        ClientMessage::Auth {
            token,
            provider_version: None,
        } => {
            let mut out = start(address, &[2, 0]);
            write_var_string(&mut out, token);
            out.into()
        }
        ClientMessage::SyncStep1 { state_vector } => {
            read_state_vector(state_vector);
            client::sync_step1(address, state_vector)
        }
        ClientMessage::SyncStep2 { update } => client::sync_step2(address, update),
        ClientMessage::Update { update } => client::update(address, update),
        ClientMessage::Awareness { update } => client::awareness(address, update),
        ClientMessage::QueryAwareness => start(address, &[3]).into(),
        ClientMessage::Stateless { payload } => client::stateless(address, payload),
        ClientMessage::Close => client::close(address),
        // What follows is ignored.
        ClientMessage::Forbidden { kind } | ClientMessage::Unknown { kind } => {
            return assert!(data.starts_with(&start(address, &[kind])));
        }
    };
    assert_eq!(written, data);
}

fn read_server_frame(data: &[u8]) {
    let (address, message) = match ServerFrame::parse(data) {
        Err(err) => return assert!(err.offset <= data.len(), "{err}"),
        Ok(ServerFrame::Ping) => return assert_eq!(server::ping(), data),
        Ok(ServerFrame::Pong) => return assert_eq!(client::pong(), data),
        Ok(ServerFrame::Document { address, message }) => (address, message),
    };
    let written = match message {
        ServerMessage::TokenRequest => server::token_request(address),
        ServerMessage::PermissionDenied { reason } => server::permission_denied(address, reason),
        ServerMessage::Authenticated { scope } => server::authenticated(address, scope),
        ServerMessage::SyncStep1 { state_vector } => server::sync_step1(address, state_vector),
        ServerMessage::SyncStep2 { update } => server::sync_step2(address, update),
        ServerMessage::Update { update } => server::update(address, update),
        ServerMessage::SyncStatus { applied } => server::sync_status(address, applied),
        ServerMessage::Awareness { update } => server::awareness(address, update),
        ServerMessage::QueryAwareness => start(address, &[3]).into(),
        ServerMessage::Stateless { payload } => server::stateless(address, payload),
        ServerMessage::Close { reason } => server::close(address, reason),
        ServerMessage::Unknown { kind } => {
            return assert!(data.starts_with(&start(address, &[kind])));
        }
    };
    assert_eq!(written, data);
}

fn read_y_websocket_frame(data: &[u8]) {
    match Message::parse(data) {
        Err(err) => assert!(err.offset <= data.len(), "{err}"),
        // What follows is ignored.
        Ok(message @ Message::Unknown { .. }) => assert!(data.starts_with(&message.encode())),
        Ok(message) => assert_eq!(message.encode(), data),
    }
}

fn read_state_vector(data: &[u8]) {
    let Ok(clocks) = state_vector::decode(data, 10_000) else {
        return;
    };
    let written = state_vector::encode(&clocks);
    assert_eq!(written.len(), data.len());
    assert_eq!(state_vector::decode(&written, 10_000).as_ref(), Ok(&clocks));
    let theirs = yrs::StateVector::decode_v1(data).expect("yrs reads what passed");
    let theirs = theirs.iter().map(|(client, clock)| (client.get(), *clock));
    assert_eq!(theirs.collect::<state_vector::StateVectorMap>(), clocks);
}

fn start(address: &str, numbers: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    write_var_string(&mut out, address);
    numbers
        .iter()
        .for_each(|&number| write_var_uint(&mut out, number));
    out
}
