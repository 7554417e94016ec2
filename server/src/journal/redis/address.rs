//! Where Redis is, and the password for it, which is never shown.

use std::{convert::Infallible, fmt, str::FromStr};

use redis::{Client, ConnectionAddr, IntoConnectionInfo, ProtocolVersion};

use super::open::OpenError;

/// The address of a Redis: `redis://[user[:password]@]host[:port][/database]`, or `rediss://` where it is encrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct RedisUrl(String);

impl FromStr for RedisUrl {
    type Err = Infallible;

    /// Takes any text. What is wrong with it is said when it is used, because whoever reads a command line would
    /// repeat the text, and with it the password.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for RedisUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RedisUrl")
    }
}

impl RedisUrl {
    pub(crate) fn client(&self) -> Result<Client, OpenError> {
        let info = self.0.as_str().into_connection_info();
        let info = info.map_err(|_| OpenError::Address)?;
        if let ConnectionAddr::TcpTls { .. } = info.addr() {
            // Fails only where another part of the program has chosen already, which is as good.
            drop(rustls::crypto::ring::default_provider().install_default());
        }
        // Answers are read in the older of Redis' two forms, which every version speaks.
        let settings = info
            .redis_settings()
            .clone()
            .set_protocol(ProtocolVersion::RESP2)
            .set_lib_name("plenary", env!("CARGO_PKG_VERSION"));
        // Without it a small append waits for the answer to the one before it.
        let tcp = info.tcp_settings().clone().set_nodelay(true);
        let info = info.set_redis_settings(settings).set_tcp_settings(tcp);
        Client::open(info).map_err(|_| OpenError::Address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_or_refused_and_never_shown() {
        for good in [
            "redis://127.0.0.1",
            "redis://:secret@redis.example:6380/2",
            "rediss://plenary:secret@redis.example",
        ] {
            assert!(RedisUrl(good.to_owned()).client().is_ok(), "{good}");
        }
        for wrong in ["", "127.0.0.1:6379", "http://:secret@redis.example"] {
            let url = RedisUrl(wrong.to_owned());
            let said = url.client().unwrap_err().to_string();
            assert!(!said.contains("secret"), "{said}");
            assert!(!format!("{url:?}").contains("secret"));
        }
    }
}
