//! Lines that are left out of the log while there are very many of them, and how many those were.
//!
//! Each place in the program that writes lines has a bucket of its own, so that a flood of one kind of line hides no
//! other. What a line says decides nothing: strangers choose much of it, and would choose something new each time.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use plenary_protocol::limits;
use tracing::{Event, Metadata, callsite::Identifier, level_filters::LevelFilter};
use tracing_subscriber::layer::{Context, Filter};

use super::Metrics;
use crate::rate::Buckets;

/// More than the program and its libraries have places that write lines.
const PLACES: usize = 10_000;

/// Lets as many lines of a place through as a person could read, and counts the others.
#[derive(Debug, Clone)]
pub struct Floods(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    buckets: Buckets<Identifier>,
    // By the module that wrote them. A std mutex: held for a lookup, never across an await.
    left_out: Mutex<BTreeMap<&'static str, u64>>,
}

impl Floods {
    pub(super) fn new() -> Self {
        Self(Arc::new(Counted {
            buckets: Buckets::new(limits::LOG_LINES, PLACES),
            left_out: Mutex::default(),
        }))
    }

    fn lets_through(&self, line: &'static Metadata<'static>) -> bool {
        if self.0.buckets.take(line.callsite()).is_ok() {
            return true;
        }
        let mut left_out = self.0.left_out.lock().expect("no holder panics");
        *left_out.entry(line.target()).or_default() += 1;
        false
    }

    /// Tells now and then how many lines were left out, for as long as it is polled.
    pub async fn tell(self, metrics: Metrics) {
        let mut ticks = tokio::time::interval(limits::LOG_LEFT_OUT_EVERY);
        loop {
            ticks.tick().await;
            self.tell_now(&metrics);
        }
    }

    /// Tells how many lines were left out since the last time.
    pub fn tell_now(&self, metrics: &Metrics) {
        let left_out = std::mem::take(&mut *self.0.left_out.lock().expect("no holder panics"));
        let lines: u64 = left_out.values().sum();
        if lines == 0 {
            return;
        }
        metrics.log_lines_left_out(lines);
        let places: Vec<String> = left_out
            .into_iter()
            .map(|(place, lines)| format!("{lines} of {place}"))
            .collect();
        tracing::warn!(
            lines,
            "left out of the log because there were so many: {}",
            places.join(", ")
        );
    }
}

impl<S> Filter<S> for Floods {
    fn enabled(&self, _: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        true
    }

    // Without it the other filter's hint counts for nothing, and each line of every library would be looked at.
    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::TRACE)
    }

    fn event_enabled(&self, event: &Event<'_>, _: &Context<'_, S>) -> bool {
        self.lets_through(event.metadata())
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::prelude::*;

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_flood_of_lines_is_cut_counted_and_hides_no_other_line() {
        let (floods, written, metrics) = (Floods::new(), Written::default(), Metrics::new());
        let writer = written.clone();
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .with_filter(floods.clone());
        let log = tracing_subscriber::registry().with(lines);
        tracing::subscriber::with_default(log, || {
            for number in 0..5_000 {
                tracing::info!("a stranger chose {number}");
            }
            tracing::info!("somebody joined");
            floods.tell_now(&metrics);
            floods.tell_now(&metrics);
        });
        let written = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        let lines_with = |text: &str| written.lines().filter(|line| line.contains(text)).count();
        let kept = lines_with("a stranger chose");
        let (at_once, _) = limits::LOG_LINES;
        // The bucket fills while they are written.
        assert!((at_once as usize..2_000).contains(&kept), "{kept}");
        assert_eq!(lines_with("somebody joined"), 1);
        assert_eq!(lines_with("left out of the log"), 1);
        assert_eq!(
            lines_with(&format!("{} of plenary_server::telemetry", 5_000 - kept)),
            1
        );
        let counted = format!("plenary_log_lines_left_out_total {}", 5_000 - kept);
        assert!(metrics.to_text().contains(&counted));
    }
}
