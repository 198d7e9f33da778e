// Timers that run out by themselves: a binary heap in typed arrays, ordered by instant, of dense items that each have one timer at most.
// Setting, moving and stopping one is O(log n); looking at the next is O(1). No object a timer.
import { grown } from '../topology/columns.ts';

export interface TimerHeap {
  at: Float64Array;
  item: Int32Array;
  /** By item: its place in the heap plus one; 0 where its timer does not run. */
  place: Int32Array;
  size: number;
}

export const timerHeap = (): TimerHeap => ({ at: new Float64Array(0), item: new Int32Array(0), place: new Int32Array(0), size: 0 });

/** When the next timer runs out; Infinity where none runs. */
export const nextTimer = (heap: TimerHeap): number => (heap.size === 0 ? Infinity : (heap.at[0] as number));

/** Starts or moves an item's timer. */
export const setTimer = (heap: TimerHeap, item: number, at: number): void => {
  heap.place = grown(heap.place, item + 1);
  let place = (heap.place[item] as number) - 1;
  if (place < 0) {
    place = heap.size++;
    heap.at = grown(heap.at, heap.size);
    heap.item = grown(heap.item, heap.size);
  } else if (heap.at[place] === at) return;
  settleDown(heap, settleUp(heap, place, item, at), item, at);
};

export const stopTimer = (heap: TimerHeap, item: number): void => {
  if (item >= heap.place.length) return;
  const place = (heap.place[item] as number) - 1;
  if (place < 0) return;
  heap.place[item] = 0;
  const last = --heap.size;
  if (place === last) return;
  const [moved, at] = [heap.item[last] as number, heap.at[last] as number];
  settleDown(heap, settleUp(heap, place, moved, at), moved, at);
};

/** Takes out an item whose timer has run out by `now`; -1 where there is none. */
export const takeDue = (heap: TimerHeap, now: number): number => {
  if (heap.size === 0 || (heap.at[0] as number) > now) return -1;
  const item = heap.item[0] as number;
  stopTimer(heap, item);
  return item;
};

const put = (heap: TimerHeap, place: number, item: number, at: number): void => {
  heap.at[place] = at;
  heap.item[place] = item;
  heap.place[item] = place + 1;
};

const settleUp = (heap: TimerHeap, from: number, item: number, at: number): number => {
  let place = from;
  while (place > 0) {
    const above = (place - 1) >> 1;
    if ((heap.at[above] as number) <= at) break;
    put(heap, place, heap.item[above] as number, heap.at[above] as number);
    place = above;
  }
  put(heap, place, item, at);
  return place;
};

const settleDown = (heap: TimerHeap, from: number, item: number, at: number): void => {
  let place = from;
  for (;;) {
    let below = 2 * place + 1;
    if (below >= heap.size) break;
    if (below + 1 < heap.size && (heap.at[below + 1] as number) < (heap.at[below] as number)) below++;
    if ((heap.at[below] as number) >= at) break;
    put(heap, place, heap.item[below] as number, heap.at[below] as number);
    place = below;
  }
  put(heap, place, item, at);
};
