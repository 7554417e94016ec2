//! How long the numbers take for a room of 5,000 people and ten domains: `cargo bench -p plenary-protocol`.

use criterion::{Criterion, criterion_group, criterion_main};

fn bench(criterion: &mut Criterion) {
    criterion.bench_function("nothing", |bencher| bencher.iter(|| 1));
}

criterion_group!(benches, bench);
criterion_main!(benches);
