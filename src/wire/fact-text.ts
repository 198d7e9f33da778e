// A stored fact's text in the parts that its hash is made of: `data`, and the members of the envelope on both sides of `recordedAt`, which
// the log adds. Texts are canonical (RFC 8785), so members stand in the order of their names. One pass over the text.
import { membersOf, type Member } from './members.ts';

export interface FactText {
  /** The whole. */
  readonly text: string;
  /** The text of `data`; undefined where it was blacked out. */
  readonly data: string | undefined;
  /** Of what was blacked out: the hash of its text. */
  readonly dataHash?: string;
  /** The other members whose names stand before `recordedAt`, with commas between them; perhaps none. */
  readonly early: string;
  /** Those behind it. */
  readonly late: string;
}

const RECORDED_AT = 'recordedAt';

/** Cuts a text apart that is known to be canonical. Throws where it is no object or has no data. */
export const cutFact = (text: string): FactText => {
  const members = membersOf(text);
  const data = members.find(({ name }) => name === 'data') ?? members.find(({ name }) => name === 'dataHash');
  if (data === undefined) throw new TypeError('a fact without data cannot be chained');
  const rest = members.filter((one) => one !== data);
  const value = data.text.slice(`"${data.name}":`.length);
  return {
    text,
    ...(data.name === 'data' ? { data: value } : { data: undefined, dataHash: JSON.parse(value) as string }),
    early: joined(rest.filter(({ name }) => name < RECORDED_AT)),
    late: joined(rest.filter(({ name }) => name >= RECORDED_AT)),
  };
};

const joined = (members: readonly Member[]): string => members.map((one) => one.text).join(',');
