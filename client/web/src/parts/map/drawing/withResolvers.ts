// @xyflow/svelte calls Promise.withResolvers where a drawing is fitted into its window; Safari has it since 17.4, Chrome
// since 119, Firefox since 121. Older ones are given it here, before the library's own modules run.

export function withResolvers<T>(this: PromiseConstructor) {
  let resolve!: (value: T | PromiseLike<T>) => void;
  let reject!: (reason?: unknown) => void;
  const promise = new this<T>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { promise, resolve, reject };
}

// Where the browser has its own, that one stays.
if (!("withResolvers" in Promise)) Object.defineProperty(Promise, "withResolvers", { value: withResolvers, configurable: true, writable: true });
