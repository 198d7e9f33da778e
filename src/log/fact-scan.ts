// Reads a plain begin or end of a fault off its canonical text (RFC 8785) without parsing it: where its names and its id stand, and its times.
// Exact: what it takes, JSON.parse and the full decoder read alike; anything else (escapes, tags, a duration, a time that is not exact, a
// later version) it leaves to them. One pass over the text; about a third of the time of JSON.parse.
import { utcInstantIn } from '#domain/time/utc.ts';

/** Where the parts of a plain fact stand in a text; filled anew by each scan. Spans are of what is between the quotes. */
export interface Scanned {
  isBegin: boolean;
  at: number;
  /** NaN: not told. */
  reportedAt: number;
  id: number;
  idEnd: number;
  component: number;
  componentEnd: number;
  /** Of a begin. */
  level: number;
  levelEnd: number;
  /** -1: the begin names none. */
  fault: number;
  faultEnd: number;
  /** -1: it came with no import. */
  importId: number;
  importEnd: number;
}

export const newScanned = (): Scanned => ({
  isBegin: false,
  at: NaN,
  reportedAt: NaN,
  id: -1,
  idEnd: -1,
  component: -1,
  componentEnd: -1,
  level: -1,
  levelEnd: -1,
  fault: -1,
  faultEnd: -1,
  importId: -1,
  importEnd: -1,
});

const [BEGAN, ENDED] = [',"type":"OutageBegan","v":1}', ',"type":"OutageEnded","v":1}'];
const DATA = '{"data":{"';
const QUOTE = 0x22;

/** Whether the text from `start` to `end` is a plain fact; then `into` says where its parts are. */
export const scanned = (text: string, start: number, end: number, into: Scanned): boolean => {
  const tail = end - BEGAN.length;
  if (text.startsWith(BEGAN, tail)) into.isBegin = true;
  else if (text.startsWith(ENDED, tail)) into.isBegin = false;
  else return false;
  let at = start + 1;
  if (text.startsWith('{"by":"', start)) {
    at = endOfString(text, start + '{"by":"'.length) + 2;
    if (at < 2 || !text.startsWith('"data":{"', at)) return false;
  } else if (!text.startsWith(DATA, start)) return false;
  const envelope = dataIn(text, at + '"data":{'.length, into);
  return envelope > 0 && envelopeIn(text, envelope, tail, into);
};

/** Behind the string whose text begins at `at`: at its closing quote; -1 where it has an escape or is none. */
const endOfString = (text: string, at: number): number => {
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (!(code >= 0x20) || code === 0x5c) return -1;
    at++;
  }
};

/** Takes the members of `data` from `at` on, which stand in the order of their names; where the next member of the envelope begins, or -1. */
const dataIn = (text: string, at: number, into: Scanned): number => {
  if (text.startsWith('"cause":"', at)) {
    if (!into.isBegin) return -1;
    at = endOfString(text, at + 9) + 2;
    if (at < 2 || text.charCodeAt(at - 1) !== 0x2c) return -1;
  }
  if (!text.startsWith('"component":"', at)) return -1;
  into.component = at + 13;
  at = endOfString(text, into.component);
  if (at < 0) return -1;
  into.componentEnd = at;
  into.fault = -1;
  if (text.startsWith(',"fault":"', at + 1)) {
    into.fault = at + 11;
    at = endOfString(text, into.fault);
    if (at < 0) return -1;
    into.faultEnd = at;
  } else if (!into.isBegin) return -1;
  if (into.isBegin) {
    if (!text.startsWith(',"level":"', at + 1)) return -1;
    into.level = at + 11;
    at = endOfString(text, into.level);
    if (at < 0) return -1;
    into.levelEnd = at;
  }
  return text.startsWith('},', at + 1) ? at + 3 : -1;
};

/** Takes the members behind `data`, in the order of their names, up to the tail. */
const envelopeIn = (text: string, start: number, tail: number, into: Scanned): boolean => {
  if (!text.startsWith('"id":"', start)) return false;
  into.id = start + 6;
  let at = endOfString(text, into.id);
  if (at < 0) return false;
  into.idEnd = at;
  into.importId = -1;
  if (text.startsWith(',"import":"', at + 1)) {
    into.importId = at + 12;
    at = endOfString(text, into.importId);
    if (at < 0) return false;
    into.importEnd = at;
  }
  if (!text.startsWith(',"occurredAt":"', at + 1)) return false;
  const time = at + 16;
  at = endOfString(text, time);
  into.at = at < 0 ? NaN : instantIn(text, time, at);
  if (Number.isNaN(into.at)) return false;
  if (text.startsWith(',"reason":"', at + 1)) at = endOfString(text, at + 12);
  into.reportedAt = NaN;
  if (at > 0 && text.startsWith(',"reportedAt":"', at + 1)) {
    const reported = at + 16;
    at = endOfString(text, reported);
    into.reportedAt = at < 0 ? NaN : instantIn(text, reported, at);
    if (Number.isNaN(into.reportedAt)) return false;
  }
  if (at > 0 && text.startsWith(',"source":"', at + 1)) at = endOfString(text, at + 12);
  if (at > 0 && text.startsWith(',"sourceId":"', at + 1)) at = endOfString(text, at + 14);
  return at > 0 && at + 1 === tail;
};

const instantIn = (text: string, from: number, to: number): number => utcInstantIn(text, from, to) ?? NaN;
