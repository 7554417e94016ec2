//! The network address that a caller is counted by.

use std::net::{IpAddr, Ipv6Addr};

/// An address to count wrong guesses by. Never logged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CallerAddress(IpAddr);

impl CallerAddress {
    /// The network, to have networks take turns by.
    pub(crate) fn network(self) -> IpAddr {
        self.0
    }

    /// An IPv4 address whole; of an IPv6 address the network, since whoever has one address of it has all.
    pub(crate) fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            address => address,
        })
    }
}

impl std::fmt::Debug for CallerAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CallerAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, are_one: bool) {
        let [one, other] = [one, other].map(|text| CallerAddress::of(text.parse().unwrap()));
        assert_eq!(one == other, are_one);
    }

    #[test]
    fn an_ipv4_address_counts_whole_and_an_ipv6_address_by_its_network() {
        check("192.0.2.1", "192.0.2.1", true);
        check("192.0.2.1", "192.0.2.2", false);
        check("::ffff:192.0.2.1", "192.0.2.1", true);
        check("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true);
        check("2001:db8:1:2::1", "2001:db8:1:3::1", false);
        let shown = format!("{:?}", CallerAddress::of("192.0.2.1".parse().unwrap()));
        assert!(!shown.contains("192"), "{shown}");
    }
}
