// Proof, at compile time, that what a schema gives out is exactly the domain's type, both ways. `proved<[Same<A, B>]>()` fails the build if
// they drift apart: a missing key, an extra one, an optional one. `readonly` is left out of account: schemas build what they give out.

type Bare<T> = T extends (infer Item)[] | readonly (infer Item)[]
  ? readonly Bare<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Bare<T[K]> }
    : T;

type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `true` if the two types have the same keys, of the same types, equally optional, all the way down. */
export type Same<A, B> = Identical<Bare<A>, Bare<B>>;

/** Fails the build unless every one of `Claims` is `true`. Does nothing when it runs. */
export const proved = <Claims extends readonly true[]>(..._claims: Partial<Claims>): void => undefined;
