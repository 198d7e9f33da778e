// Long work that can be interrupted: a generator that yields now and then, and answers at its end. Whoever has an event loop lets it turn meanwhile.

/** Work in small parts, each well under a tenth of a second. */
export type Gradual<T> = Generator<void, T, void>;

/** All of it at once. */
export const atOnce = <T>(work: Gradual<T>): T => {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
  }
};
