//! Whose word about callers counts: the proxies before this server, by their addresses.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;

/// The networks of trusted proxies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// Why a text names no proxies, as a sentence that says what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoProxies {
    /// Neither an address nor a network.
    #[error(
        "`{0}` is no address and no network: write it like 10.0.0.5, 10.0.0.0/24 or fd00::/8, with commas between several, or `none`"
    )]
    Form(String),
    /// Everybody, so that every caller could pretend to be another.
    #[error("{0} is everybody: name the address or the network of the proxies alone")]
    Everybody(IpNet),
}

impl TrustedProxies {
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// A proxy on the same machine: whoever is there could do worse than tell lies about callers.
impl Default for TrustedProxies {
    fn default() -> Self {
        Self(vec![
            IpNet::new_assert([127, 0, 0, 0].into(), 8),
            IpNet::new_assert(std::net::Ipv6Addr::LOCALHOST.into(), 128),
        ])
    }
}

impl FromStr for TrustedProxies {
    type Err = NoProxies;

    fn from_str(text: &str) -> Result<Self, NoProxies> {
        if text.trim().eq_ignore_ascii_case("none") {
            return Ok(Self(Vec::new()));
        }
        let networks: Result<_, _> = text.split(',').map(|one| network(one.trim())).collect();
        Ok(Self(networks?))
    }
}

fn network(text: &str) -> Result<IpNet, NoProxies> {
    let address: Result<IpAddr, _> = text.parse();
    let network = match address {
        Ok(address) => Ok(IpNet::from(address.to_canonical())),
        Err(_) => text.parse::<IpNet>(),
    };
    match network {
        Ok(network) if network.prefix_len() == 0 => Err(NoProxies::Everybody(network)),
        Ok(network) => Ok(network),
        Err(_) => Err(NoProxies::Form(text.to_owned())),
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("none");
        }
        let networks: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        formatter.write_str(&networks.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_named_by_address_and_network() {
        let proxies: TrustedProxies = "10.0.0.5, 10.1.0.0/16,fd00::/8, ::1".parse().unwrap();
        for (address, is_trusted) in [
            ("10.0.0.5", true),
            ("::ffff:10.0.0.5", true),
            ("10.0.0.6", false),
            ("10.1.255.255", true),
            ("10.2.0.0", false),
            ("fd12::1", true),
            ("::1", true),
            ("127.0.0.1", false),
        ] {
            let address = address.parse().unwrap();
            assert_eq!(proxies.contains(address), is_trusted, "{address}");
        }
        let loopback = TrustedProxies::default();
        assert_eq!(loopback.to_string(), "127.0.0.0/8,::1/128");
        assert_eq!(loopback.to_string().parse(), Ok(loopback));
        let none: TrustedProxies = "none".parse().unwrap();
        assert!(!none.contains("127.0.0.1".parse().unwrap()));
        assert_eq!(none.to_string(), "none");
    }

    #[test]
    fn what_names_no_proxy_is_told_why() {
        for wrong in [
            "",
            "a",
            "10.0.0.1,",
            "10.0.0.0/33",
            "10.0.0",
            "proxy.example",
            "10.0.0.1:80",
        ] {
            let told = wrong.parse::<TrustedProxies>().unwrap_err().to_string();
            assert!(told.contains("no address and no network"), "{told}");
        }
        for everybody in ["0.0.0.0/0", "10.0.0.1,::/0"] {
            let told = everybody.parse::<TrustedProxies>().unwrap_err();
            assert!(told.to_string().contains("is everybody"), "{told}");
        }
    }
}
