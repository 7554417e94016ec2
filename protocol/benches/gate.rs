//! How long a room is held by the largest update that a device may bring at once: `cargo bench -p plenary-protocol --bench gate`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use plenary_protocol::{
    documents::{self, DocumentKind},
    gate::{self, ClockLedger, Passed},
    id::TableId,
    limits,
};
use yrs::{
    Doc, Map, ReadTxn, StateVector, Text, TextPrelim, Transact, Update, WriteTxn,
    updates::decoder::Decode,
};

/// A note written from its end to its beginning, so that no letter continues the one before it: a struct for each.
fn update(structs: usize) -> Vec<u8> {
    let document = Doc::new();
    let mut transaction = document.transact_mut();
    let notes = transaction.get_or_insert_map("notes");
    let note = notes.insert(&mut transaction, "note", TextPrelim::new(""));
    for _ in 1..structs {
        note.insert(&mut transaction, 0, "n");
    }
    transaction.encode_state_as_update_v1(&StateVector::default())
}

fn gate(criterion: &mut Criterion) {
    let rules = documents::rules(DocumentKind::Table(TableId::nth(1)));
    let mut slow = criterion.benchmark_group("the gate");
    slow.sample_size(10);
    for structs in [20_000, limits::UPDATE_STRUCTS] {
        let update = update(structs);
        let size = update.len();
        slow.bench_function(
            format!("{structs} structs, {size} bytes: checked"),
            |bencher| {
                bencher.iter(|| {
                    let known = ClockLedger::<u32>::default();
                    let passed = gate::check(&update, &known, 1, &rules);
                    assert!(matches!(passed, Ok(Passed::News(_))));
                    black_box(passed.is_ok())
                });
            },
        );
        slow.bench_function(
            format!("{structs} structs, {size} bytes: applied"),
            |bencher| {
                bencher.iter(|| {
                    let document = Doc::new();
                    let read = Update::decode_v1(&update).expect("it was written by yrs");
                    document
                        .transact_mut()
                        .apply_update(read)
                        .expect("it is whole");
                    black_box(document)
                });
            },
        );
    }
    slow.finish();
}

criterion_group!(benches, gate);
criterion_main!(benches);
