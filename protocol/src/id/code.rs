//! The join code: short enough to read from a projector and type with a thumb.

use std::{fmt, str::FromStr};

use super::{IdError, text_schema, text_serde};

mod text;

/// No 0/O, 1/I/L, 2/Z, 5/S, 8/B: they are misread at ten metres. No vowels: codes must not spell words.
const ALPHABET: &[u8; 20] = b"CDFGHJKMNPQRTVWXY346";

/// Twenty letters to the seventh is 1.28 thousand million codes: a guess at random is hopeless and still seven taps.
const LENGTH: usize = 7;

/// The code of one workshop that people type to join it, such as `KQM 4WTX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JoinCode([u8; LENGTH]);

impl JoinCode {
    /// Makes a code from random bytes; the bias of the remainder is below one in ten thousand million millions.
    pub fn from_random_bytes(bytes: [u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(bytes);
        Self(std::array::from_fn(|_| {
            let letter = ALPHABET[(rest % ALPHABET.len() as u128) as usize];
            rest /= ALPHABET.len() as u128;
            letter
        }))
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(formatter, "{}", char::from(*letter)))
    }
}

impl FromStr for JoinCode {
    type Err = IdError;

    /// Finds the code in what people write, paste or forward: see `code/text.rs`.
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text::find(text) {
            Ok(code) => Ok(Self(code)),
            Err(text::Missing::NoCode) => Err(IdError::new(
                text,
                "a join code: seven letters and digits, such as KQM 4WTX",
            )),
            Err(text::Missing::SeveralCodes) => Err(IdError::new(
                text,
                "one join code, but holds several: give one of them",
            )),
        }
    }
}

text_serde!(JoinCode);
text_schema!(JoinCode, "KQM4WTX");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code: JoinCode = "KQM4WTX".parse().unwrap();
        for spelling in ["kqm4wtx", "KQM 4WTX", " kqm-4wtx "] {
            assert_eq!(spelling.parse(), Ok(code), "{spelling:?}");
        }
    }

    #[test]
    fn a_code_with_a_wrong_letter_or_length_is_refused_with_its_text() {
        for wrong in ["", "KQM4WT", "KQM4WTXX", "KQM4WT0", "KQM4WTÄ", "KQM4WTXÄ"] {
            let err = wrong.parse::<JoinCode>().unwrap_err();
            assert_eq!(err.text, wrong);
        }
    }

    #[test]
    fn random_bytes_make_a_code_that_parses_back() {
        for seed in 0..=255u8 {
            let code = JoinCode::from_random_bytes([seed; 16]);
            assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
}
