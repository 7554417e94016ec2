//! One connection's bytes, with what it costs: its place among those of its address, and an end to writing to somebody
//! who takes nothing.

use std::{
    collections::HashMap,
    io,
    net::IpAddr,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use plenary_protocol::limits;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_io_timeout::TimeoutStream;

use crate::http::TrustedProxies;

/// How many connections each address has.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
    trusted: TrustedProxies,
}

/// The place of one connection, taken as long as this is there.
#[derive(Debug)]
struct Place {
    address: IpAddr,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Places {
    /// Counts by address, but for these proxies: what comes through them comes from many.
    pub(super) fn new(trusted: TrustedProxies) -> Self {
        Self {
            by_address: Arc::default(),
            trusted,
        }
    }

    /// A line for a connection from this address, unless that has too many.
    pub(super) fn line(&self, stream: TcpStream, address: IpAddr) -> Option<Line> {
        let address = address.to_canonical();
        let place = match self.trusted.contains(address) {
            true => None,
            false => Some(self.take(address, limits::CONNECTIONS_PER_ADDRESS)?),
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits::CONNECTION_WRITE_WITHIN));
        Some(Line {
            stream: Box::pin(stream),
            _place: place,
        })
    }

    fn take(&self, address: IpAddr, most: usize) -> Option<Place> {
        let mut by_address = self.by_address.lock().expect("nobody panics holding it");
        let taken = by_address.entry(address).or_default();
        if most <= *taken {
            return None;
        }
        *taken += 1;
        Some(Place {
            address,
            by_address: self.by_address.clone(),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut by_address = self.by_address.lock().expect("nobody panics holding it");
        if let Some(taken) = by_address.get_mut(&self.address) {
            *taken -= 1;
            // An address that has gone is not remembered.
            if *taken == 0 {
                by_address.remove(&self.address);
            }
        }
    }
}

/// The bytes of one connection, also once it has become a socket.
#[derive(Debug)]
pub(super) struct Line {
    stream: Pin<Box<TimeoutStream<TcpStream>>>,
    _place: Option<Place>,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_read(context, buf)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let places = Places::default();
        let (hall, home) = ([192, 0, 2, 1].into(), [192, 0, 2, 2].into());
        let taken: Vec<_> = (0..3).map_while(|_| places.take(hall, 2)).collect();
        assert_eq!(taken.len(), 2);
        assert!(places.take(home, 2).is_some(), "others have their own");
        drop(taken);
        assert!(places.take(hall, 2).is_some());
        assert!(
            places.by_address.lock().unwrap().is_empty(),
            "nobody is remembered"
        );
    }
}
