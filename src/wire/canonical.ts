// RFC 8785: the one JSON text of a value, whatever the order of its keys. Keys whose value is undefined are left out.
import canonicalize from 'canonicalize';

/** The package is CommonJS and its types claim a default export inside what is the function itself. */
const serialise = canonicalize as unknown as (value: unknown) => string | undefined;

export const canonical = (value: unknown): string => {
  const text = serialise(value);
  if (text === undefined) throw new Error('a value without a JSON form has no canonical text');
  return text;
};
