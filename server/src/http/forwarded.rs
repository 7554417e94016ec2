//! Who calls, and by which address, where proxies stand in between: the one reading of `Forwarded` (RFC 7239) and of
//! `X-Forwarded-For`, `-Host` and `-Proto`.
//!
//! A header is somebody's word. Only that of a trusted proxy counts, and of a list only what trusted proxies have added:
//! each adds the address it was called from at the right end, so the list is read from there, up to the first address
//! that is no trusted proxy's. That is the caller; what stands further left is the caller's own word.

use std::net::IpAddr;

use axum::http::{HeaderMap, header};

use super::{
    CallerAddress,
    origin::{Origin, Scheme},
};

mod doubts;
mod elements;
mod trusted;

pub(super) use doubts::{Doubt, Doubts};
use elements::{Element, list};
pub use trusted::{NoProxies, TrustedProxies};

const FOR: &str = "x-forwarded-for";
const HOST: &str = "x-forwarded-host";
const PROTO: &str = "x-forwarded-proto";

/// How one request got here.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    /// By whose address wrong guesses are counted.
    pub(super) caller: CallerAddress,
    /// The host that the browser asked for, with its port where it said one. Checked: it can stand in a link.
    host: Option<String>,
    /// How the browser asked, where a trusted proxy says so.
    scheme: Option<Scheme>,
}

/// What the headers of one kind say, as far as trusted proxies wrote them.
struct Claim {
    /// None where this kind says nothing about the caller.
    caller: Option<IpAddr>,
    host: Option<String>,
    scheme: Option<Scheme>,
}

impl Reached {
    /// Reads a request's headers, and what is doubtful about them.
    pub(super) fn read(
        peer: IpAddr,
        headers: &HeaderMap,
        trusted: &TrustedProxies,
    ) -> (Self, Option<Doubt>) {
        let peer = peer.to_canonical();
        let by_kind = [
            rfc_7239(peer, headers, trusted),
            by_name(peer, headers, trusted),
        ];
        let (claims, mut doubt) = match trusted.contains(peer) {
            true => (by_kind, None),
            false => {
                let is_any = by_kind.iter().any(|claim| !matches!(claim, Ok(None)));
                ([Ok(None), Ok(None)], is_any.then_some(Doubt::Untrusted))
            }
        };
        let [rfc, named] = claims.map(|claim| {
            claim.unwrap_or_else(|found| {
                doubt = Some(found);
                None
            })
        });
        let callers = [&named, &rfc].map(|claim| claim.as_ref().and_then(|claim| claim.caller));
        let caller = match callers {
            // A proxy writes one kind and lets the other pass as the caller sent it, and nothing tells which. So where
            // they differ neither counts, and whoever sent one of them shares the proxy's own bucket.
            [Some(one), Some(other)] if one != other => {
                doubt = Some(Doubt::Contradiction);
                peer
            }
            [Some(caller), _] | [None, Some(caller)] => caller,
            [None, None] => peer,
        };
        let both = || [&named, &rfc].into_iter().flatten();
        let own = || one_text(headers, header::HOST.as_str()).filter(|host| is_host(host));
        let reached = Self {
            caller: CallerAddress::of(caller),
            host: both()
                .find_map(|claim| claim.host.clone())
                .or_else(|| own().map(str::to_owned)),
            scheme: both().find_map(|claim| claim.scheme),
        };
        (reached, doubt)
    }

    /// The origin of this server's pages, as the browser has it. Without a proxy's word they came as they were sent.
    pub(super) fn origin(&self) -> Option<Origin> {
        self.by(self.scheme.unwrap_or(Scheme::Http))
    }

    /// The origin of this server's pages, if they came by this scheme.
    pub(super) fn by(&self, scheme: Scheme) -> Option<Origin> {
        Origin::at(scheme, self.host.as_deref()?)
    }

    /// The sockets that pages of this server open, as a content security policy names them.
    pub(super) fn socket_sources(&self) -> impl Iterator<Item = String> {
        let schemes = [Scheme::Http, Scheme::Https];
        let is_possible = move |scheme: &Scheme| self.scheme.is_none_or(|known| known == *scheme);
        let origins = schemes.into_iter().filter(is_possible);
        origins.filter_map(|scheme| self.by(scheme)?.socket_source())
    }
}

/// What `Forwarded` says. Each element is one proxy's; the outermost that is trusted saw what the browser asked for.
fn rfc_7239(
    peer: IpAddr,
    headers: &HeaderMap,
    trusted: &TrustedProxies,
) -> Result<Option<Claim>, Doubt> {
    let Some(text) = all_text(headers, "forwarded")? else {
        return Ok(None);
    };
    let elements = Element::read_all(&text).ok_or(Doubt::Unreadable)?;
    let addresses = elements.iter().rev().map(|element| element.address);
    let (caller, proxies) = walk(peer, addresses, trusted);
    let written = &elements[elements.len().saturating_sub(proxies)..];
    let is_said = written.iter().any(|element| element.says_for);
    Ok(Some(Claim {
        caller: is_said.then_some(caller),
        host: written
            .iter()
            .find_map(|element| element.host.clone())
            .filter(|host| is_host(host)),
        scheme: written.iter().find_map(|element| element.scheme),
    }))
}

/// What the `X-Forwarded-…` say. Some proxies add to a list of hosts and schemes, others write the one value anew or
/// leave it as it is; a list as long as that of the addresses has a value of each.
fn by_name(
    peer: IpAddr,
    headers: &HeaderMap,
    trusted: &TrustedProxies,
) -> Result<Option<Claim>, Doubt> {
    let [addresses, hosts, schemes] = [FOR, HOST, PROTO].map(|name| all_text(headers, name));
    let (addresses, hosts, schemes) = (addresses?, hosts?, schemes?);
    if addresses.is_none() && hosts.is_none() && schemes.is_none() {
        return Ok(None);
    }
    let hops = addresses.as_deref().map(|text| {
        let addresses = list(text).rev().map(elements::address);
        walk(peer, addresses, trusted)
    });
    // Without a list of addresses nobody knows how many proxies there were, so the first value counts. At worst it is
    // the caller's own word, and leads nobody else astray.
    let pick = |text: Option<String>| {
        let values: Vec<String> = list(text.as_deref()?).map(str::to_owned).collect();
        let at = hops.map_or(0, |(_, proxies)| values.len().saturating_sub(proxies));
        values.into_iter().nth(at)
    };
    Ok(Some(Claim {
        caller: hops.map(|(caller, _)| caller),
        host: pick(hosts).filter(|host| is_host(host)),
        scheme: pick(schemes).as_deref().and_then(elements::scheme),
    }))
}

/// The caller, and how many proxies on the way to it are trusted. `addresses` are read from the server outwards.
fn walk(
    peer: IpAddr,
    addresses: impl Iterator<Item = Option<IpAddr>>,
    trusted: &TrustedProxies,
) -> (IpAddr, usize) {
    let (mut caller, mut proxies) = (peer, 0);
    for address in addresses {
        if !trusted.contains(caller) {
            break;
        }
        proxies += 1;
        // A proxy that hides whom it serves: all of them share its bucket.
        let Some(address) = address else { break };
        caller = address;
    }
    (caller, proxies)
}

/// All lines of a header as the one list that they mean.
fn all_text(headers: &HeaderMap, name: &str) -> Result<Option<String>, Doubt> {
    let lines: Result<Vec<&str>, _> = headers
        .get_all(name)
        .iter()
        .map(|line| line.to_str())
        .collect();
    let lines = lines.map_err(|_| Doubt::Unreadable)?;
    Ok((!lines.is_empty()).then(|| lines.join(",")))
}

fn one_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (Some(line), None) => line.to_str().ok(),
        _ => None,
    }
}

fn is_host(text: &str) -> bool {
    Origin::at(Scheme::Https, text).is_some()
}

#[cfg(test)]
mod tests;
