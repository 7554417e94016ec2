//! Join codes as people paste them: what is read in each text, written as vectors that hold the web app to the same.
//!
//! `make types` writes them.

use std::{fs, path::Path};

use plenary_protocol::{id::JoinCode, limits};
use proptest::prelude::*;
use serde_json::{Value, json};

const FILE: &str = "vectors/codes.json";
const CODE: &str = "KQM4WTX";
const OTHER: &str = "RRRR346";

/// Texts that hold this code; `@` stands for it, `$` for it in two groups as screens show it.
const WITH_ONE: &[&str] = &[
    "@",
    "$",
    " @ ",
    "@.",
    "@,",
    "@)",
    "(@)",
    "<@>",
    "[@]",
    "{@}",
    "\"@\"",
    "“@”",
    "‘$’",
    "'@'",
    "`@`",
    "*@*",
    "**$**",
    "_@_",
    "@/",
    "@\\",
    "/@/",
    "@!",
    "@?",
    "@;",
    "@:",
    "@…",
    "@。",
    "@…)",
    "$.",
    "($).",
    "KQM-4WTX",
    "KQM – 4WTX",
    "KQM‑4WTX",
    "KQM−4WTX",
    "KQM  4WTX",
    "KQM\u{a0}4WTX",
    "KQM\u{202f}4WTX",
    "KQM\t4WTX",
    "KQM\n4WTX",
    "K Q M 4 W T X",
    "K-Q-M-4-W-T-X",
    "K.Q.M.4.W.T.X",
    "KQM.4WTX",
    "KQM_4WTX",
    "KQM/4WTX",
    "k q m, 4 w t x",
    "\u{200b}KQM\u{200b}4WTX\u{feff}",
    "KQM\u{ad}4WTX",
    "\u{202a}@\u{202c}",
    "\u{2066}@\u{2069}",
    "ＫＱＭ４ＷＴＸ",
    "ｋｑｍ　４ｗｔｘ",
    "ＫＱＭ－４ＷＴＸ",
    "（@）",
    "Code: @",
    "Code: $.",
    "CODE:@",
    "code=@",
    "Join code @",
    "the code is @",
    "The code is: $!",
    "Your code is “$”",
    "Code - @, please",
    "codes differ, code: @",
    "https://plenary.example/join/@",
    "https://plenary.example/join/@/",
    "https://plenary.example/join/@.",
    "<https://plenary.example/join/@>",
    "(https://plenary.example/join/@)",
    "https://plenary.example/JOIN/@",
    "HTTPS://PLENARY.EXAMPLE/JOIN/@",
    "https://plenary.example/Join/KQM-4WTX",
    "https://plenary.example/join/KQM%204WTX",
    "https://plenary.example/join/KQM+4WTX or KQM 4WTX",
    "https://plenary.example/join/@?words",
    "https://plenary.example/join/@#main",
    "https://plenary.example/join/%3C@%3E",
    "https://plenary.example/join/%EF%BC%AB%EF%BC%B1%EF%BC%AD4WTX",
    "https://plenary.example/join/@%0A",
    "https://plenary.example/join/%22@%22",
    "https://plenary.example/join/@%E2%80%9D",
    "plenary.example/join/@",
    "/join/@",
    "Join at plenary.example/join $",
    "https://filter.example/?url=https%3A%2F%2Fplenary.example%2Fjoin%2F@&data=05%7C02%7C",
    "https://filter.example/?url=https%253A%252F%252Fplenary.example%252Fjoin%252F@&amp;data=1",
    "Dear all, please join at https://plenary.example/join/@. The code is $. See you on Monday!",
    "[Join the workshop](https://plenary.example/join/@)",
    "<a href=\"https://plenary.example/join/@\">Join</a>",
    "Our workshop is on 24 November, $, room 346",
    "the workshop (@) begins at 10",
    "@ is the one",
    "100% @",
    "%zz @",
    "Join @ or @",
    "Ворота: $",
    "参加: @",
    "👍 @ 👍",
];

/// Texts in which no code is, or none is meant more than another.
const WITHOUT_ONE: &[&str] = &[
    "",
    " ",
    ".",
    "KQM4WT",
    "KQM4WTXX",
    "KQM 4WT",
    "KQM 4WTXX",
    "XKQM4WTX",
    "KQM4WT0",
    "KQM4WTO",
    "KQM4WT1",
    "KQM4WTI",
    "KQM4WTÄ",
    "KQM4WTXÄ",
    "KQM4WTX日",
    "ÄKQM4WTX",
    "KQM    4WTX",
    "K\u{212a}QM4WT",
    "hello",
    "join",
    "https://plenary.example/join",
    "https://plenary.example/join/",
    "https://plenary.example/join/KQM4WTXX",
    "https://plenary.example/w/018f2c3e-7b1a-7000-8000-000000000000",
    "There is no code in this letter, I am afraid.",
    "The codes are @ and RRRR346",
    "@, RRRR346",
    "https://plenary.example/join/@ https://plenary.example/join/RRRR346",
    "lantern meadow orbit thistle",
    "%",
    "%4",
    "%FF%FE",
    "KQM%FF4WTX",
];

fn text(pattern: &str) -> String {
    pattern.replace('@', CODE).replace('$', "KQM 4WTX")
}

fn vectors() -> String {
    let read = |text: &str| text.parse::<JoinCode>().ok().map(|code| code.to_string());
    let mut lines = Vec::new();
    for (patterns, expected) in [(WITH_ONE, Some(CODE)), (WITHOUT_ONE, None)] {
        for pattern in patterns {
            for text in [text(pattern), text(pattern).to_ascii_lowercase()] {
                assert_eq!(read(&text).as_deref(), expected, "{text:?}");
                let vector: Value = json!({ "text": text, "code": expected });
                let line = serde_json::to_string(&vector).expect("a vector can be written");
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[test]
fn the_vectors_of_codes_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("PLENARY_WRITE_TYPES").is_some() {
        fs::write(&path, vectors()).expect("the vectors can be written");
    }
    let committed = fs::read_to_string(&path).expect("the vectors are committed");
    assert!(
        committed == vectors(),
        "the vectors are not current: run `make types` and commit the change"
    );
}

#[test]
fn a_text_without_one_says_which_of_the_two_it_is() {
    let told = |text: &str| text.parse::<JoinCode>().unwrap_err().to_string();
    assert!(told("hello").ends_with("seven letters and digits, such as KQM 4WTX"));
    assert!(told(&format!("{CODE} {OTHER}")).contains("holds several"));
    let long = "a ".repeat(limits::CODE_TEXT_CHARACTERS) + CODE;
    assert!(told(&long).contains("seven letters"));
}

proptest! {
    #[test]
    fn whatever_is_pasted_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = text.parse::<JoinCode>();
    }

    #[test]
    fn percent_signs_and_pieces_of_codes_are_read_or_refused(text in "[%KQM4WTX/JOINCODE 0-9a-f.\u{e4}-]{0,60}") {
        if let Ok(code) = text.parse::<JoinCode>() {
            // It is made of letters that are there, in their order.
            let again = code.to_string().parse::<JoinCode>();
            prop_assert_eq!(again, Ok(code));
        }
    }

    #[test]
    fn every_code_is_read_in_every_dress(seed in any::<[u8; 16]>(), before in "[ .,:;<(\\[\"'“*_]{0,4}", after in "[ .,:;>)\\]\"'”*_!?/\\\\]{0,4}") {
        let code = JoinCode::from_random_bytes(seed);
        for dressed in [
            format!("{before}{code}{after}"),
            format!("https://x.example/join/{code}{after}").to_lowercase(),
            format!("code:{before}{code}{after}"),
        ] {
            prop_assert_eq!(dressed.parse::<JoinCode>(), Ok(code), "{}", dressed);
        }
    }
}
