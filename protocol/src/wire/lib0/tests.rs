//! lib0's primitives against their own writers and against arbitrary bytes.

use super::*;
use proptest::prelude::*;

fn problem(bytes: &[u8], read: impl Fn(&mut Reader<'_>) -> Result<(), WireError>) -> Problem {
    read(&mut Reader::new(bytes))
        .expect_err("must be refused")
        .problem
}

#[test]
fn hp2_an_integer_has_one_spelling() {
    let read = |reader: &mut Reader<'_>| reader.var_uint().map(|_| ());
    assert_eq!(problem(&[0x80, 0x00], read), Problem::IntegerOverlong);
    assert_eq!(problem(&[0xff; 9], read), Problem::IntegerTooLarge);
    assert!(matches!(
        problem(&[0x80], read),
        Problem::Truncated { needed: 1, .. }
    ));
    // 2^53 is one more than JavaScript can hold.
    let mut bytes = Vec::new();
    write_var_uint(&mut bytes, INTEGER_MAX + 1);
    assert_eq!(problem(&bytes, read), Problem::IntegerTooLarge);
}

#[test]
fn hp2_signed_integers_carry_their_sign_in_the_first_byte() {
    for (bytes, expected) in [
        (vec![0x00], 0),
        (vec![0x01], 1),
        (vec![0x41], -1),
        (vec![0x3f], 63),
        (vec![0x80, 0x01], 64),
        (vec![0xbf, 0x01], 127),
        (vec![0xc0, 0x01], -64),
    ] {
        let mut reader = Reader::new(&bytes);
        assert_eq!(reader.var_int(), Ok(expected));
        assert!(reader.is_empty());
    }
    let read = |reader: &mut Reader<'_>| reader.var_int().map(|_| ());
    assert_eq!(problem(&[0xff; 12], read), Problem::IntegerTooLarge);
    assert_eq!(problem(&[0x80, 0x00], read), Problem::IntegerOverlong);
}

#[test]
fn hp2_a_length_beyond_the_frame_allocates_nothing() {
    let mut bytes = Vec::new();
    write_var_uint(&mut bytes, INTEGER_MAX);
    bytes.push(b'x');
    assert!(matches!(
        problem(&bytes, |reader| reader.var_bytes().map(|_| ())),
        Problem::Truncated { remaining: 1, .. }
    ));
    assert!(matches!(
        problem(&bytes, |reader| reader.count(2).map(|_| ())),
        Problem::BadCount { most: 0, .. }
    ));
}

proptest! {
    #[test]
    fn hp2_integers_come_back(value in 0..=INTEGER_MAX) {
        let mut bytes = Vec::new();
        write_var_uint(&mut bytes, value);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(reader.var_uint(), Ok(value));
        prop_assert!(reader.finish().is_ok());
    }

    #[test]
    fn hp2_text_comes_back(text in ".{0,300}") {
        let mut bytes = Vec::new();
        write_var_string(&mut bytes, &text);
        let mut reader = Reader::new(&bytes);
        prop_assert_eq!(reader.var_string(), Ok(text.as_str()));
        prop_assert!(reader.finish().is_ok());
    }

    #[test]
    fn hp2_reading_arbitrary_bytes_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        for read in [
            |reader: &mut Reader<'_>| reader.var_uint().is_ok(),
            |reader: &mut Reader<'_>| reader.var_int().is_ok(),
            |reader: &mut Reader<'_>| reader.var_string().is_ok(),
            |reader: &mut Reader<'_>| reader.count(3).is_ok(),
        ] {
            let mut reader = Reader::new(&bytes);
            while !reader.is_empty() && read(&mut reader) {}
            prop_assert!(reader.offset() <= bytes.len());
        }
    }
}
