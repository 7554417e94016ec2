//! The WebSocket close codes Plenary sends, and what each tells the client (rules CL in docs/PROTOCOL.md).

/// The server is shutting down for good.
pub const GOING_AWAY: u16 = 1001;
/// The frame breaks the protocol.
pub const PROTOCOL_ERROR: u16 = 1002;
/// A frame that is not binary.
pub const UNSUPPORTED: u16 = 1003;
/// The server failed; coming back is right.
pub const INTERNAL_ERROR: u16 = 1011;
/// The server restarts; coming back is right.
pub const RESTART: u16 = 1012;
/// Too much at once, or too slow a reader; coming back later is right.
pub const TRY_AGAIN_LATER: u16 = 1013;
/// The client should drop its view of the documents and sync again.
pub const RESET: u16 = 4205;
/// No valid token; coming back with the same token is pointless.
pub const UNAUTHORIZED: u16 = 4401;
/// The seat may not do this; coming back is pointless.
pub const FORBIDDEN: u16 = 4403;
/// No such workshop or document; coming back is pointless.
pub const NOT_FOUND: u16 = 4404;
/// No authentication in time, or silence for too long.
pub const TIMED_OUT: u16 = 4408;
