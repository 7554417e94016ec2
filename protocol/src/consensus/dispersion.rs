//! How far marks agree, by the order of the levels alone.

/// The consensus index C = 1 − IOV, from 0 (half on each end) to 1 (all on one level). None without a mark.
///
/// IOV, the index of ordinal variation (Berry & Mielke 1992; Blair & Lacy 2000, whose l² is C), with cumulative counts
/// c_k of n marks on K levels: IOV = 4 Σ c_k (n − c_k) / (n² (K − 1)), k = 1 … K−1. Unit: none.
/// Edges: n = 1 gives 1; levels without a mark change nothing.
///
/// ```
/// # use plenary_protocol::consensus::consensus_index;
/// // Eight of ten on level 2, two on level 3: only the step from 2 to 3 is contested. IOV = 4 · 8 · 2 / (100 · 3).
/// assert!((consensus_index(&[0, 8, 2, 0]).unwrap() - (1.0 - 64.0 / 300.0)).abs() < 1e-12);
/// assert_eq!(consensus_index(&[5, 0, 0, 5]), Some(0.0));
/// assert_eq!(consensus_index(&[0, 0, 0, 0]), None);
/// ```
pub fn consensus_index(counts: &[u32]) -> Option<f64> {
    let n: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    if n == 0 {
        return None;
    }
    let steps = counts.len() as u64 - 1;
    let (mut cumulative, mut contested) = (0, 0);
    for count in &counts[..counts.len() - 1] {
        cumulative += u64::from(*count);
        contested += cumulative * (n - cumulative);
    }
    Some(1.0 - (4 * contested) as f64 / (n * n * steps) as f64)
}
