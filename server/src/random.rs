//! Randomness from the operating system. The only place in the program where it is drawn.

/// So many random bytes.
///
/// # Panics
/// Where the operating system has none to give: nothing secret could be made without.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A reference under which a fault stands in the log: eight letters and digits, short enough to read out on the phone.
pub(crate) fn reference() -> String {
    let number = u32::from_be_bytes(bytes());
    format!("{number:08x}")
}
